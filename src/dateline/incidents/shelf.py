"""Keep the keys and labels of accounts in memory, by key, so that finding what is near costs the same however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

from dateline.incidents.linkage.accounts import Account
from dateline.incidents.linkage.blocking import LIKENESS, Key, around, place_keys, stretch_of, telling_terms, word_keys
from dateline.incidents.neighbours import denying_account
from dateline.incidents.revision import Ref, spans_others
from dateline.incidents.tellings import Telling


class MemoryShelf:
    """The keys and labels of accounts, in dictionaries."""

    def __init__(self) -> None:
        """Start empty."""
        self._sizes: dict[str, tuple[int, int]] = {}
        self._places: dict[Ref, tuple[tuple[Key, bool], ...]] = {}
        self._words: dict[Ref, tuple[Key, ...]] = {}
        self._terms: dict[Ref, tuple[tuple[tuple[int, int | None], int], ...]] = {}
        self._own: dict[Key, set[Ref]] = {}
        self._wider: dict[Key, set[Ref]] = {}
        self._said: dict[Key, set[Ref]] = {}
        self._told: dict[int, dict[int | None, dict[Ref, int]]] = {}
        self._spanning: set[Ref] = set()
        self._label: dict[Ref, str] = {}
        self._labelled: dict[str, set[Ref]] = {}

    def put(self, telling: Telling) -> None:
        """Keep the keys of a telling's accounts and denials, in place of those it had."""
        self.remove(telling.id)
        self._sizes[telling.id] = (len(telling.accounts), len(telling.denials))
        for number, account in enumerate(telling.accounts):
            ref = Ref(telling.id, number)
            self._put_places(ref, account)
            self._put_words(ref, account)
            if spans_others(account):
                self._spanning.add(ref)
        for number, denial in enumerate(telling.denials):
            self._put_places(Ref(telling.id, -1 - number), denying_account(denial))

    def _put_places(self, ref: Ref, account: Account) -> None:
        keys = self._places[ref] = tuple(dict.fromkeys(place_keys(account)))
        for key, wider in keys:
            (self._wider if wider else self._own).setdefault(key, set()).add(ref)

    def _put_words(self, ref: Ref, account: Account) -> None:
        stretch = stretch_of(account)
        keys = self._words[ref] = tuple(dict.fromkeys((*key, stretch) if passing else key for key, passing in word_keys(account)))
        for key in keys:
            self._said.setdefault(key, set()).add(ref)
        terms = telling_terms(account)
        self._terms[ref] = tuple(((term, stretch), weight) for term, weight in terms)
        for term, weight in terms:
            self._told.setdefault(term, {}).setdefault(stretch, {})[ref] = weight

    def remove(self, telling: str) -> None:
        """Forget a telling."""
        for ref in self.refs([telling]):
            for key, wider in self._places.pop(ref, ()):
                _discard(self._wider if wider else self._own, key, ref)
            for key in self._words.pop(ref, ()):
                _discard(self._said, key, ref)
            for (term, stretch), _ in self._terms.pop(ref, ()):
                del self._told[term][stretch][ref]
            self._spanning.discard(ref)
            self._unlabel(ref)
        self._sizes.pop(telling, None)

    def refs(self, tellings: Iterable[str]) -> set[Ref]:
        """Return all accounts and denials of tellings."""
        return {
            Ref(name, number)
            for name in tellings
            for accounts, denials in (self._sizes.get(name, (0, 0)),)
            for number in (*range(accounts), *range(-denials, 0))
        }

    def near(self, account: Account) -> set[Ref]:
        """Return the accounts that an account meets in a block."""
        found = {ref for ref in self._beside(place_keys(account)) if ref.number >= 0}
        stretches = around(account)
        for key, passing in word_keys(account):
            for held in [(*key, stretch) for stretch in stretches] if passing else [key]:
                found |= self._said.get(held, set())
        likeness: defaultdict[Ref, int] = defaultdict(int)
        for term, weight in telling_terms(account):
            by_stretch = self._told.get(term, {})
            for stretch in by_stretch if account.published is None else stretches:
                for ref, other in by_stretch.get(stretch, {}).items():
                    likeness[ref] += weight * other
        return found | {ref for ref, value in likeness.items() if value >= LIKENESS}

    def _beside(self, keys: Iterable[tuple[Key, bool]]) -> set[Ref]:
        found: set[Ref] = set()
        for key, wider in keys:
            found |= self._own.get(key, set())
            if not wider:
                found |= self._wider.get(key, set())
        return found

    def beside(self, refs: Iterable[Ref], *, spanning: bool = False) -> set[Ref]:
        """Return what shares a telling, or a day and a place, with any of `refs`; if `spanning` only accounts that may span others, and
        denials."""
        chosen = set(refs)
        found = self.refs({ref.telling for ref in chosen})
        keys = {key for ref in chosen for key in self._places.get(ref, ())}
        found |= self._beside(keys)
        return {ref for ref in found if ref.number < 0} | self.spanning(found) if spanning else found

    def spanning(self, refs: Iterable[Ref]) -> set[Ref]:
        """Return those of `refs` that may span others."""
        return self._spanning.intersection(refs)

    def labels(self, refs: Iterable[Ref]) -> dict[Ref, str]:
        """Return the labels of accounts; denials have none."""
        return {ref: self._label[ref] for ref in refs if ref in self._label}

    def labelled(self, labels: Iterable[str]) -> set[Ref]:
        """Return the accounts that carry labels."""
        return {ref for label in set(labels) for ref in self._labelled.get(label, ())}

    def label(self, labels: Mapping[Ref, str]) -> None:
        """Give accounts their labels."""
        for ref, label in labels.items():
            self._unlabel(ref)
            self._label[ref] = label
            self._labelled.setdefault(label, set()).add(ref)

    def _unlabel(self, ref: Ref) -> None:
        label = self._label.pop(ref, None)
        if label is not None:
            _discard(self._labelled, label, ref)


K = TypeVar("K")


def _discard(held: dict[K, set[Ref]], key: K, ref: Ref) -> None:
    """Take a ref from a key, and the key where nothing is left under it."""
    held[key].discard(ref)
    if not held[key]:
        del held[key]
