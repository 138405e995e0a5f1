import sqlite3
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.places.fold import bare_key, key, loose_key
from dateline.places.gazetteer import PRECISION, capital_of, country_of, lookup
from dateline.places.lexicon import lexicon


@pytest.mark.parametrize(
    ("name", "country", "feature", "lat", "lon"),
    [
        ("Mosul", "IQ", "town", 36.34, 43.12),
        ("Hammam al-Alil", "IQ", "town", 36.16, 43.26),
        ("Hamam al-Aleel", "IQ", "town", 36.16, 43.26),
        ("Tawurgha", "LY", "town", 32.0, 15.1),
        ("Misurata", "LY", "town", 32.38, 15.09),
        ("Qaraqosh", "IQ", "town", 36.27, 43.38),
        ("al-Rutbah", "IQ", "town", 33.04, 40.28),
        ("Tahrir Square", "EG", "quarter", 30.04, 31.24),
        ("Salaheddin", "IQ", "province", 34.5, 43.65),
        ("Crimea", "UA", "province", 45.3, 34.4),
        ("Goma", "CD", "town", -1.68, 29.22),
    ],
)
def test_lookup_finds_spellings_where_they_lie(name: str, country: str, feature: str, lat: float, lon: float) -> None:
    found = [e for e in lookup(name) if e.country == country and e.feature == feature]
    assert found, name
    assert abs(found[0].lat - lat) < 0.6
    assert abs(found[0].lon - lon) < 0.6


def test_capitals_and_countries() -> None:
    tripoli, iraq = capital_of("LY"), country_of("IQ")
    assert tripoli is not None
    assert (tripoli.name, tripoli.country) == ("Tripoli", "LY")
    assert iraq is not None
    assert (iraq.name, iraq.precision) == ("Iraq", 6)
    assert country_of("ZZ") is None
    assert capital_of("ZZ") is None


def test_unknown_and_empty_names_give_nothing() -> None:
    assert lookup("Qwxzzy") == ()
    assert lookup("al") == ()
    assert lookup("") == ()


def test_loose_spellings_only_when_asked() -> None:
    assert lookup("Ajdabeeya") == ()
    assert {e.country for e in lookup("Ajdabeeya", loose=True)} == {"LY"}


@given(st.text(max_size=40))
def test_key_is_stable(text: str) -> None:
    assert key(key(text)) == key(text) or key(text).split()[:1] in (["saint"], ["sainte"], ["mount"], ["fort"])
    assert bare_key(key(text)) != key(text)
    assert isinstance(loose_key(key(text)), str)


def test_file_is_small_and_every_row_is_sound() -> None:
    with resources.as_file(resources.files("dateline.places") / "data" / "gazetteer.sqlite") as path:
        assert path.stat().st_size <= 20_000_000
        base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        assert {f for (f,) in base.execute("SELECT DISTINCT feature FROM place")} <= set(PRECISION)
        bad = base.execute("SELECT count(*) FROM place WHERE abs(lat) > 9000000 OR abs(lon) > 18000000 OR name = ''").fetchone()
        assert bad == (0,)
        assert base.execute("SELECT count(*) FROM name WHERE place NOT IN (SELECT id FROM place)").fetchone() == (0,)
    finally:
        base.close()


def test_supplement_rows_are_complete() -> None:
    rows = (resources.files("dateline.places") / "data" / "supplement.tsv").read_text(encoding="utf-8").splitlines()
    head = rows[0].split("\t")
    seen = set()
    for row in rows[1:]:
        cells = dict(zip(head, row.split("\t"), strict=True))
        assert cells["source"], cells
        assert cells["feature"] in PRECISION, cells
        assert -90 <= float(cells["lat"]) <= 90
        assert -180 <= float(cells["lon"]) <= 180
        which = cells["name"], cells["country"], cells["admin1"], cells["within"]
        assert which not in seen
        seen.add(which)
        assert lookup(cells["name"]), cells["name"]


def test_lexicon_is_loaded() -> None:
    lex = lexicon()
    assert lex.demonyms["libyan"] == "LY"
    assert lex.traps["islamic state"] == "organisation"
    assert lex.has("kind_noun", "village")
