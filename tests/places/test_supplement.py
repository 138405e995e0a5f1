"""Every row of the supplement is sound: in its country, by its town, under one name, and in the compiled gazetteer."""

import csv
import sqlite3
from collections import defaultdict
from importlib import resources

import pytest

from dateline.places.fold import key
from dateline.places.gazetteer import PRECISION, lookup
from dateline.places.lexicon import lexicon
from dateline.places.resolution import distance_km

DATA = resources.files("dateline.places") / "data"
ROWS = list(csv.DictReader((DATA / "supplement.tsv").read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
#: The compiler merges a row into a place of its name this near, in km (a province: 100).
MERGED_KM = 12.0
#: A quarter lies this near the middle of its town, in km.
QUARTER_KM = 30.0


def names(row: dict[str, str]) -> list[str]:
    return [row["name"], *(alias.strip() for alias in row["aliases"].split(";") if alias.strip())]


def at(row: dict[str, str]) -> tuple[float, float]:
    return float(row["lat"]), float(row["lon"])


@pytest.fixture(scope="module")
def boxes() -> dict[str, tuple[float, float, float, float]]:
    """Bounds of each country's towns, with a degree to spare."""
    base = sqlite3.connect(f"file:{DATA / 'gazetteer.sqlite'}?mode=ro&immutable=1", uri=True)
    bounds = (
        "SELECT country, min(lat), max(lat), min(lon), max(lon) FROM place WHERE feature = 'town' AND geoname_id IS NOT NULL GROUP BY 1"
    )
    rows = base.execute(bounds).fetchall()
    base.close()
    return {country: (s / 1e5 - 1, n / 1e5 + 1, w / 1e5 - 1, e / 1e5 + 1) for country, s, n, w, e in rows if country}


def test_there_are_enough() -> None:
    assert len(ROWS) >= 1600


def test_each_row_is_complete() -> None:
    for row in ROWS:
        assert row["feature"] in PRECISION, row
        assert row["source"], row
        assert 0 <= float(row["accuracy_km"]) <= 1500, row
        assert None not in row, row
        assert not row["name"].endswith((",", ";")), row


def test_each_row_lies_in_its_country(boxes: dict[str, tuple[float, float, float, float]]) -> None:
    for row in ROWS:
        if row["country"] in boxes and row["feature"] not in ("region", "sea", "river"):
            south, north, west, east = boxes[row["country"]]
            assert south <= float(row["lat"]) <= north, row
            assert west <= float(row["lon"]) <= east, row


def test_each_quarter_lies_by_its_town() -> None:
    for row in ROWS:
        towns = [e for e in lookup(row["within"]) if e.country == row["country"] and e.feature in ("town", "camp")] if row["within"] else []
        if towns and row["feature"] == "quarter":
            assert min(distance_km(*at(row), e.lat, e.lon) for e in towns) <= QUARTER_KM, row


def test_the_gazetteer_has_each_row() -> None:
    lost = []
    for row in ROWS:
        reach = 100.0 if row["feature"] == "province" else MERGED_KM
        if not any(e.country == (row["country"] or None) and distance_km(*at(row), e.lat, e.lon) <= reach for e in lookup(row["name"])):
            lost.append(row["name"])
    assert not lost


def test_no_two_rows_are_one_place() -> None:
    seen: defaultdict[tuple[str, str, str], list[dict[str, str]]] = defaultdict(list)
    for row in ROWS:
        for name in {key(name) for name in names(row)}:
            for other in seen[name, row["country"], row["feature"]]:
                assert distance_km(*at(row), *at(other)) > 5, (name, row["name"], other["name"])
            seen[name, row["country"], row["feature"]].append(row)


def test_no_name_is_a_common_word() -> None:
    cues = {word for kind in ("calendar", "title", "kind_noun", "modifier", "bearing") for word in lexicon().cues[kind]}
    for row in ROWS:
        for name in names(row):
            assert len(key(name)) > 1, row
            assert key(name) not in cues, row
