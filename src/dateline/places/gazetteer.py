"""Look names up in the gazetteer: one read-only SQLite file, queried name by name, with a cache."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from dateline.errors import ReferenceDataError
from dateline.places.fold import ARTICLES, bare_key, key, loose_key

_FILE = resources.files("dateline.places") / "data" / "gazetteer.sqlite"
_ROW = (
    "SELECT p.id, p.geoname_id, p.name, p.lat, p.lon, p.country, a.name, p.feature, p.population, p.within, p.accuracy"
    " FROM {table} n JOIN place p ON p.id = n.place LEFT JOIN admin a ON a.id = p.admin1 WHERE n.key = ? ORDER BY p.id LIMIT 60"
)
_NATION = (
    "SELECT p.id, p.geoname_id, p.name, p.lat, p.lon, p.country, NULL, p.feature, p.population, p.within, p.accuracy"
    " FROM place p WHERE p.feature = 'country' AND p.country = ?"
)
_BY_NAME = _ROW.format(table="name")
_BY_LOOSE = _ROW.format(table="loose")

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


@cache
def _connection() -> sqlite3.Connection:
    try:
        with resources.as_file(_FILE) as path:
            return sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    except (sqlite3.Error, FileNotFoundError) as error:
        raise ReferenceDataError(f"gazetteer {_FILE} cannot be opened ({error}); reinstall dateline") from error


def _query(statement: str, folded: str) -> tuple[Entry, ...]:
    try:
        rows = _connection().execute(statement, (folded,)).fetchall()
    except sqlite3.Error as error:
        raise ReferenceDataError(f"gazetteer {_FILE} is damaged ({error}); reinstall dateline") from error
    return tuple(Entry(i, gid, name, lat / 1e5, lon / 1e5, *rest) for i, gid, name, lat, lon, *rest in rows)


@lru_cache(maxsize=65536)
def _by_key(folded: str) -> tuple[Entry, ...]:
    found = _query(_BY_NAME, folded)
    if not found and (bare := bare_key(folded)):
        found = _query(_BY_NAME, f"al {bare}") or (_query(_BY_NAME, bare) if folded.split()[0] != "as" else ())
    if not found and folded.startswith("the "):
        found = _query(_BY_NAME, folded[4:])
    return found


@lru_cache(maxsize=16384)
def _by_loose(folded: str) -> tuple[Entry, ...]:
    return _query(_BY_LOOSE, loose_key(folded)) if len(loose_key(folded)) > 3 else ()


def lookup(name: str, *, loose: bool = False) -> tuple[Entry, ...]:
    """Return the places that bear `name`, most populous first.

    Case, diacritics, apostrophes and hyphens do not count, nor does how the Arabic article is spelled.

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
