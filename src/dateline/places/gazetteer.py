"""Look names up in the gazetteer: one read-only SQLite file, queried name by name, with a cache.

Beside it the user may have one of their own (`dateline.places.own`), which is looked up in the same way. A place that both have, by
its GeoNames id or else by name, kind and nearness, is one, and is told as the packaged gazetteer tells it.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable

from dateline.errors import ReferenceDataError
from dateline.places.fold import ARTICLES, bare_key, key, loose_key
from dateline.places.own import OwnPlace, own

_FILE = resources.files("dateline.places") / "data" / "gazetteer.sqlite"
_COLUMNS = "p.id, p.geoname_id, p.name, p.lat, p.lon, p.country, p.admin1, p.feature, p.population, p.within, p.accuracy"
# Rows are numbered by population, so that those of a key come in that order from the index itself.
_ROW = "SELECT " + _COLUMNS + " FROM {table} n JOIN place p ON p.id = n.place WHERE n.key = ? ORDER BY n.place LIMIT 60"
_NATION = f"SELECT {_COLUMNS} FROM place p WHERE p.feature = 'country' AND p.country = ?"
_BY_NAME = _ROW.format(table="name")
_BY_LOOSE = _ROW.format(table="loose")
_BY_IDENT = f"SELECT {_COLUMNS} FROM place p WHERE p.id = ?"
#: Bytes of the file that are read through the page cache without copying: all of it.
_MAPPED = 256 * 1024 * 1024
#: Places under one name that are looked at, the most populous.
MOST = 60

#: UCDP GED's ``where_prec`` for a place that is named outright (codebook 23.1, section 3): 1 exact, 3 second-level unit,
#: 4 first-level unit, 5 line or fuzzy region, 6 country, 7 international waters and whatever is wider than a country.
PRECISION = {
    "town": 1, "village": 1, "quarter": 1, "camp": 1, "airport": 1, "crossing": 1, "dam": 1, "road": 5, "river": 5, "region": 5,
    "district": 3, "province": 4, "country": 6, "sea": 7, "continent": 7,
}  # fmt: skip

#: A point this far off, in km, is no exact one: UCDP GED's 2, "within about 25 km".
ROUGH_KM, ESTIMATED = 5.0, 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the gazetteer. `ident` is the file's own row; `accuracy` says within how many km the point is right.

    `feature` is ``town village quarter camp airport crossing dam road river region district province country sea continent``;
    a country's `within` is its capital, any other place's the place that holds it.
    """

    ident: int
    geoname_id: int | None
    name: str
    lat: float
    lon: float
    country: str | None
    admin1: str | None
    feature: str
    population: int
    within: str | None
    accuracy: float

    @property
    def precision(self) -> int:
        """UCDP GED's code for a place named outright; 2 where its point is only estimated."""
        exact = PRECISION[self.feature]
        return ESTIMATED if exact == 1 and self.accuracy >= ROUGH_KM else exact


class Way(StrEnum):
    """How a name was tried; the first that finds something counts."""

    EXACT = "as written"
    AL = "with the article al"
    BARE = "without the article"
    THE = 'without "the"'
    LOOSE = "another romanisation"


#: `Entry.ident` of a place that only the user's gazetteer has: this and its GeoNames id.
OWN = 10**10
#: Within so many km a place of the user's is one that the packaged gazetteer has without its GeoNames id (scripts/build_gazetteer.py).
_TWIN_KM, _TWIN_UNIT_KM = 12.0, 100.0
_SETTLED = frozenset(("town", "village", "camp", "quarter"))
_UNITS = frozenset(("province", "district"))


@cache
def _connection() -> sqlite3.Connection:
    try:
        with resources.as_file(_FILE) as path:
            base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            base.execute(f"PRAGMA mmap_size = {_MAPPED}")
            return base
    except (sqlite3.Error, FileNotFoundError) as error:
        raise ReferenceDataError(f"gazetteer {_FILE} cannot be opened ({error}); reinstall dateline") from error


def keys(condition: str, values: tuple[object, ...]) -> str:
    """Return the keys of names for which an SQL condition on ``key`` holds, one a line, of both gazetteers.

    Raises:
        ReferenceDataError: if one is damaged.
    """
    mine = own()
    try:
        # Joined by SQLite: a third of the time of fetching rows.
        query = f"SELECT group_concat(key, char(10)) FROM (SELECT DISTINCT key FROM name WHERE {condition})"
        (joined,) = _connection().execute(query, values).fetchone()
    except sqlite3.Error as error:
        raise ReferenceDataError(f"gazetteer {_FILE} is damaged ({error}); reinstall dateline") from error
    parts = (joined or "", mine.keys(condition, values) if mine is not None else "")
    return "\n".join(filter(None, parts))


def packaged_file() -> Traversable:
    """Return the packaged gazetteer's file."""
    return _FILE


def _query(statement: str, value: str | int) -> tuple[Entry, ...]:
    try:
        rows = _connection().execute(statement, (value,)).fetchall()
    except sqlite3.Error as error:
        raise ReferenceDataError(f"gazetteer {_FILE} is damaged ({error}); reinstall dateline") from error
    units = _units()
    return tuple(
        Entry(i, gid, name, lat / 1e5, lon / 1e5, country, units.get(unit), *rest) for i, gid, name, lat, lon, country, unit, *rest in rows
    )


@cache
def _units() -> dict[int | None, str]:
    """Return the names of first-level units by the packaged gazetteer's own numbers."""
    return dict(_connection().execute("SELECT id, name FROM admin"))


@cache
def _numbered() -> dict[int, int]:
    """Return the packaged gazetteer's rows by GeoNames id; read once, when only the user's own gazetteer finds something."""
    # Two columns as two strings: half the time of a list of rows, which is a tenth of a second.
    query = (
        "SELECT group_concat(geoname_id), group_concat(id)"
        " FROM (SELECT geoname_id, id FROM place WHERE geoname_id IS NOT NULL ORDER BY id DESC)"
    )
    geoname_ids, idents = _connection().execute(query).fetchone()
    return dict(zip(map(int, geoname_ids.split(",")), map(int, idents.split(",")), strict=True))


def attempts(folded: str) -> Iterator[tuple[Way, str]]:
    """Yield the keys that a folded name is tried under, in turn."""
    yield Way.EXACT, folded
    if bare := bare_key(folded):
        if folded != f"al {bare}":
            yield Way.AL, f"al {bare}"
        # "As" is also an English word at the start of a sentence.
        if not folded.startswith("as "):
            yield Way.BARE, bare
    if folded.startswith("the "):
        yield Way.THE, folded[4:]


def under(folded: str, find: Callable[[str], tuple[Entry, ...]]) -> tuple[Entry, ...]:
    """Return what the first of the `attempts` finds."""
    if found := find(folded):
        return found
    if folded.startswith("the ") or bare_key(folded):
        for way, tried in attempts(folded):
            if way is not Way.EXACT and (found := find(tried)):
                return found
    return ()


def packaged(folded: str) -> tuple[Entry, ...]:
    """Return the places under one key in the packaged gazetteer, most populous first."""
    return _query(_BY_NAME, folded)


def added(folded: str) -> tuple[Entry, ...]:
    """Return the places under one key in the user's gazetteer."""
    mine = own()
    return tuple(settled(ident) for ident in mine.idents(folded)) if mine is not None else ()


@lru_cache(maxsize=65536)
def _by_key(folded: str) -> tuple[Entry, ...]:
    found = under(folded, packaged)
    return found if own() is None else merged(found, under(folded, added))


@lru_cache(maxsize=16384)
def _by_loose(folded: str) -> tuple[Entry, ...]:
    tried = loose_key(folded)
    if len(tried) <= 3:
        return ()
    mine = own()
    found = _query(_BY_LOOSE, tried)
    return found if mine is None else merged(found, (settled(ident) for ident in mine.idents(tried, loose=True)))


def merged(first: Iterable[Entry], second: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries of both, each once, most populous first."""
    by_ident = {entry.ident: entry for entry in (*first, *second)}
    if len(by_ident) < 2:
        return tuple(by_ident.values())
    return tuple(sorted(by_ident.values(), key=lambda entry: (-entry.population, entry.ident))[:MOST])


@lru_cache(maxsize=65536)
def settled(geoname_id: int) -> Entry:
    """Return a place of the user's gazetteer, as the packaged one has it where that has it too.

    Args:
        geoname_id: of a place that the user's gazetteer has.
    """
    if (ident := _numbered().get(geoname_id)) is not None:
        return _query(_BY_IDENT, ident)[0]
    mine = own()
    place = mine.place(geoname_id) if mine is not None else None
    if place is None:
        raise ReferenceDataError(f"place {geoname_id} was removed from your gazetteer while it was read; run the same command again")
    twin = _twin(place)
    if twin is not None:
        return twin
    return Entry(
        OWN + geoname_id, geoname_id, place.name, place.lat / 1e5, place.lon / 1e5, place.country or None,
        unit_name(place.country, place.admin1), place.feature, place.population, None, 1.0,
    )  # fmt: skip


def _twin(place: OwnPlace) -> Entry | None:
    """Return the place that the packaged gazetteer has without a GeoNames id and that this one is: of one name, like and near."""
    near = _TWIN_UNIT_KM if place.feature in _UNITS else _TWIN_KM
    found = {
        entry.ident: entry
        for folded in dict.fromkeys(map(key, place.spellings))
        for entry in _query(_BY_NAME, folded)
        if entry.geoname_id is None
        and (entry.country or "") == place.country
        and (entry.feature == place.feature or {entry.feature, place.feature} <= _SETTLED)
        and _km(entry.lat, entry.lon, place.lat / 1e5, place.lon / 1e5) <= near
    }
    return found[min(found)] if found else None


def _km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the distance between two points that are near each other."""
    east = ((lon1 - lon2 + 180) % 360 - 180) * math.cos(math.radians((lat1 + lat2) / 2))
    return 111.2 * math.hypot(east, lat1 - lat2)


@lru_cache(maxsize=4096)
def unit_name(country: str, *codes: str) -> str | None:
    """Return the name of a first-level unit, or of a second-level one, by GeoNames' codes; ``None`` where no added file tells it.

    A unit that the packaged gazetteer has is called as there, so that its places and the user's agree.
    """
    mine = own()
    unit = mine.unit(".".join((country, *codes))) if mine is not None and country and all(codes) else None
    if unit is None:
        return None
    name, geoname_id = unit
    ident = _numbered().get(geoname_id)
    return _query(_BY_IDENT, ident)[0].name if ident is not None else name


def forget() -> None:
    """Open the gazetteers anew at the next lookup, after the user's was changed."""
    mine = own() if own.cache_info().currsize else None
    if mine is not None:
        mine.close()
    for cached in (own, _by_key, _by_loose, settled, unit_name, capital_of):
        cached.cache_clear()


def lookup(name: str, *, loose: bool = False) -> tuple[Entry, ...]:
    """Return the places that bear `name`, most populous first.

    Case, diacritics, apostrophes and hyphens do not count, nor does how the Arabic article is spelled. What the user added
    (``dateline gazetteer add``) is found too.

    Args:
        name: a toponym as printed.
        loose: also try romanisations that differ in vowels or doubled letters, for names from Arabic.

    >>> lookup("Hamam al-Aleel")[0].country
    'IQ'
    """
    folded = key(name)
    if len(folded) < 2 or folded in ARTICLES:
        return ()
    return _by_key(folded) or (_by_loose(folded) if loose else ())


@cache
def capital_of(country: str) -> Entry | None:
    """Return a country's capital, or ``None`` where it has none or it is not in the gazetteer.

    Args:
        country: ISO 3166-1 code, two letters.
    """
    nation = country_of(country)
    if nation is None or not nation.within:
        return None
    towns = [e for e in lookup(nation.within) if e.country == country and e.feature == "town"]
    return towns[0] if towns else None


@cache
def country_of(code: str) -> Entry | None:
    """Return the entry of a country by its ISO 3166-1 code."""
    rows = _query(_NATION, code)
    return rows[0] if rows else None
