"""Find the accounts worth comparing with one, without comparing it with all.

Two accounts meet in a block where they share

* a day and a place, or one of the places lies within the other;
* the name of a victim; or, of a running total, the speaker and the stretch of time;
* where both articles are about the happening first of all: enough of their terms, published within weeks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from heapq import nlargest

from dateline.incidents.linkage.accounts import Account

#: Terms that say most in an article by which it is found, and how much of two articles' likeness (millionths of the
#: cosine) must come from those that both have among them: on Gun Violence Archive they find what all terms together find.
TERMS, LIKENESS = 20, 30_000
#: Days in a stretch of publication; articles meet that are in one stretch or in two that follow each other.
STRETCH = 60
Key = tuple[object, ...]


def place_keys(account: Account) -> Iterator[tuple[Key, bool]]:
    """Yield the keys of an account's days and places; the flag marks keys of places that contain its own."""
    days = {day for stretch in account.days + account.open_days for day in stretch.searched}
    for day in sorted(days):
        for site in account.sites:
            for key in site.keys + site.own_division:
                yield ("place", day, key), False
            for key in site.wider:
                yield ("place", day, key), True


def word_keys(account: Account) -> Iterator[tuple[Key, bool]]:
    """Yield the keys of victims' names and of series of running totals; the flag marks those that hold for a stretch of publication
    only."""
    for person in account.persons:
        yield ("person", person), True
    for strand in account.strands:
        if strand.strict:
            yield ("series", strand.speaker.key, strand.stretch), False


def around(account: Account) -> tuple[int | None, ...]:
    """Return the stretches in which an article meets others; that of articles whose publication is not known among them."""
    stretch = stretch_of(account)
    return (None,) if stretch is None else (stretch - 1, stretch, stretch + 1, None)


def stretch_of(account: Account) -> int | None:
    """Return the stretch of time an article was published in, ``None`` where that is not known."""
    return None if account.published is None else account.published // STRETCH


def telling_terms(account: Account) -> list[tuple[int, int]]:
    """Return the terms that say most in the article of an account that leads it, with their weights in thousandths: whole numbers,
    so that a sum of them is the same in any order."""
    if account.story is None or not account.leads:
        return []
    chosen = nlargest(TERMS, account.story.terms.items(), key=lambda item: (item[1], item[0]))
    return [(term, round(1000 * weight)) for term, weight in chosen]


class Blocks:
    """Accounts by their keys; whoever adds one gives it a number."""

    def __init__(self) -> None:
        """Start without accounts."""
        self._own: dict[Key, list[int]] = {}
        self._wider: dict[Key, list[int]] = {}
        self._terms: dict[int, dict[int | None, list[tuple[int, int]]]] = {}

    def add_places(self, number: int, account: Account) -> None:
        """Make an account findable by its days and places."""
        for key, wider in place_keys(account):
            (self._wider if wider else self._own).setdefault(key, []).append(number)

    def add(self, number: int, account: Account) -> None:
        """Make an account findable by all its keys."""
        self.add_places(number, account)
        stretch = stretch_of(account)
        for key, passing in word_keys(account):
            self._own.setdefault((*key, stretch) if passing else key, []).append(number)
        for term, weight in telling_terms(account):
            self._terms.setdefault(term, {}).setdefault(stretch, []).append((number, weight))

    def beside(self, account: Account) -> set[int]:
        """Return the numbers of the accounts that share a day and a place with one."""
        found: set[int] = set()
        for key, wider in place_keys(account):
            found.update(self._own.get(key, ()))
            if not wider:
                found.update(self._wider.get(key, ()))
        return found

    def near(self, account: Account) -> list[int]:
        """Return the numbers of the accounts worth comparing with one, in order."""
        found = self.beside(account)
        stretches = around(account)
        for key, passing in word_keys(account):
            for held in [(*key, stretch) for stretch in stretches] if passing else [key]:
                found.update(self._own.get(held, ()))
        likeness: defaultdict[int, int] = defaultdict(int)
        anywhen = account.published is None
        for term, weight in telling_terms(account):
            by_stretch = self._terms.get(term, {})
            for stretch in by_stretch if anywhen else stretches:
                for number, other in by_stretch.get(stretch, ()):
                    likeness[number] += weight * other
        found.update(number for number, value in likeness.items() if value >= LIKENESS)
        return sorted(found)
