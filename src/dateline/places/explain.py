"""Explain a look-up: how the name was folded, which key found which place, where its row is from, and what is spelled alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from dateline.places.fold import ARTICLES, key, loose_key
from dateline.places.gazetteer import OWN, Entry, Way, added, attempts, keys, lookup, merged, packaged, settled, unit_name
from dateline.places.own import OwnPlace, own
from dateline.places.resolution import distance_km
from dateline.places.spelling import bound, near, prefilter, romanise, spelled

#: Suggestions that are shown.
SUGGESTED = 10
#: First letters of keys, by which all keys are gone through a part at a time.
_PARTS = ("", "0", *"abcdefghijklmnopqrstuvwxyz", "{", "\U0010ffff")


class Match(StrEnum):
    """Why a place is shown; a place found in several ways is shown for the first."""

    NAME = "its name"
    ALTERNATE = "alternate name"
    AL = "with the article al"
    BARE = "without the article"
    THE = 'without "the"'
    LOOSE = "another romanisation"
    ROMANISED = "romanised"
    SPELLING = "spelled alike"


@dataclass(frozen=True, slots=True)
class Step:
    """One key that was looked up, and how many places it found."""

    way: Way
    key: str
    found: int


@dataclass(frozen=True, slots=True)
class Found:
    """One place that was found.

    Attributes:
        entry: the place.
        match: why.
        key: the key it was found under.
        distance: letters between the name and the key; 0 but for `Match.ROMANISED` and `Match.SPELLING`.
        district: its second-level unit, where an added file tells it.
        source: the file and row that the place is from.
        lent: the file and row that the name is from, where it is another.
        km: to the place asked for.
    """

    entry: Entry
    match: Match
    key: str
    distance: int
    district: str | None
    source: str
    lent: str | None
    km: float | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """What became of a name: the key it was folded to, the keys tried in turn, the places, and guesses where there are none.

    `script` is the script that guesses were romanised from, `romanised` the plainest Latin spelling.
    """

    name: str
    key: str
    steps: tuple[Step, ...]
    places: tuple[Found, ...]
    guesses: tuple[Found, ...]
    script: str | None
    romanised: str | None


def explain(name: str, *, loose: bool = False, country: str | None = None, by: Entry | None = None) -> Explanation:
    """Look a name up as `lookup` does and say how; where it finds nothing, guess.

    Guesses are Latin spellings of a name in another script, other romanisations, and names that are spelled alike. Reading
    articles uses none of them.

    Args:
        name: a toponym.
        loose: as in `lookup`.
        country: ISO 3166-1 code; places elsewhere are left out.
        by: put the places nearest to this one first.
    """
    folded = key(name)
    steps: list[Step] = []
    places: list[Found] = []
    if len(folded) > 1 and folded not in ARTICLES:
        steps, places = _looked_up(name, folded, loose=loose)
    chosen = _chosen(places, country, by)
    guesses: list[Found] = []
    latin = None
    if not chosen and len(folded) > 1:
        latin = romanise(name)
        tried = spelled(latin, _blocks()) if latin is not None else []
        guesses = [_found(entry, Match.ROMANISED, folded_as, off) for off, folded_as in tried for entry in _under(folded_as)]
        if latin is None:
            guesses = [_found(entry, Match.LOOSE, loose_key(folded), 0) for entry in lookup(name, loose=True)]
        if latin is None or not guesses:
            guesses += [_found(entry, Match.SPELLING, like, off) for off, like in _alike(folded) for entry in _under(like)]
        guesses = _chosen(_once(guesses), country, by)
    return Explanation(
        name, folded, tuple(steps), tuple(chosen), tuple(guesses[:SUGGESTED]),
        latin.script if latin else None, latin.plain if latin else None,
    )  # fmt: skip


def _looked_up(name: str, folded: str, *, loose: bool) -> tuple[list[Step], list[Found]]:
    """Return the keys that were tried up to the one that found something, and what was found."""
    steps: list[Step] = []
    ways: dict[int, tuple[Way, str]] = {}
    # Either gazetteer stops at its own first success, as in `lookup`.
    seeking = [packaged, added] if own() is not None else [packaged]
    for way, tried in attempts(folded):
        found = {find: find(tried) for find in seeking}
        fresh = {entry.ident for entries in found.values() for entry in entries}
        steps.append(Step(way, tried, len(fresh)))
        ways = dict.fromkeys(fresh, (way, tried)) | ways
        seeking = [find for find in seeking if not found[find]]
        if not seeking:
            break
    entries = lookup(name, loose=loose)
    if entries and not ways:
        steps.append(Step(Way.LOOSE, loose_key(folded), len(entries)))
    elif not entries and loose:
        steps.append(Step(Way.LOOSE, loose_key(folded), 0))
    places = []
    for entry in entries:
        way, tried = ways.get(entry.ident, (Way.LOOSE, loose_key(folded)))
        match = Match[way.name] if way is not Way.EXACT else Match.NAME if key(entry.name) == tried else Match.ALTERNATE
        places.append(_found(entry, match, tried, 0, lent=entry not in packaged(tried)))
    return steps, places


def _under(folded: str) -> tuple[Entry, ...]:
    return merged(packaged(folded), added(folded))


def _once(found: Iterable[Found]) -> list[Found]:
    """Return each place once, for the match that comes first; within a match and a distance the most populous come first."""
    order = list(Match)
    ranked = sorted(found, key=lambda f: (order.index(f.match), f.distance, -f.entry.population, f.entry.ident))
    once: dict[int, Found] = {}
    for f in ranked:
        once.setdefault(f.entry.ident, f)
    return list(once.values())


def _chosen(found: list[Found], country: str | None, by: Entry | None) -> list[Found]:
    """Return those in a country, the nearest to a place first where one is given."""
    kept = [f for f in found if country is None or f.entry.country == country]
    if by is None:
        return kept
    placed = [replace(f, km=distance_km(f.entry.lat, f.entry.lon, by.lat, by.lon)) for f in kept]
    return sorted(placed, key=lambda f: (f.km or 0.0, f.entry.ident))


def _found(entry: Entry, match: Match, folded: str, off: int, *, lent: bool = False) -> Found:
    mine = own()
    place = mine.place(entry.geoname_id) if mine is not None and entry.geoname_id is not None else None
    source = _packaged_source(entry)
    if entry.ident >= OWN and place is not None:
        source = f"{place.source} line {place.line}"
    lender = _lender(entry, folded) if lent and entry.ident < OWN else None
    district = unit_name(place.country, place.admin1, place.admin2) if place is not None and place.feature != "province" else None
    return Found(
        entry, match, folded, off, district if district != entry.name else None, source,
        f"{lender.source} line {lender.line}" if lender is not None else None, None,
    )  # fmt: skip


def _packaged_source(entry: Entry) -> str:
    return f"packaged row {entry.ident}" + ("" if entry.geoname_id is not None else ", Dateline's own")


def _lender(entry: Entry, folded: str) -> OwnPlace | None:
    """Return the added row that lent a packaged place the name it was found under."""
    mine = own()
    if mine is None:
        return None
    return next((mine.place(ident) for ident in mine.idents(folded) if settled(ident).ident == entry.ident), None)


def _alike(folded: str) -> list[tuple[int, str]]:
    most = bound(folded)
    if not most:
        return []
    filtered = prefilter(folded, most)
    return near(folded, sorted(set(keys(filtered.condition, filtered.values).splitlines())), most)


def _blocks() -> Iterator[str]:
    """Yield all keys one a line, a part of the alphabet at a time, so that little is in memory at once."""
    for first, last in pairwise(_PARTS):
        yield keys("key >= ? AND key < ?", (first, last))
