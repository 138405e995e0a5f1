"""The user's own gazetteer: what goes in, what is refused, and that order, stops and second writers change nothing."""

from __future__ import annotations

import itertools
import sqlite3
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from geonames_dumps import OTHER, VILLAGE, hamlets, line, write
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import ReferenceDataError
from dateline.places import additions
from dateline.places.additions import Added, add, remove
from dateline.places.gazetteer import OWN, PRECISION, forget, lookup, packaged_file
from dateline.places.geonames import BadLine, Row, feature_codes, keys_of, open_dumps, parse_place, parse_unit, readable
from dateline.places.own import OwnGazetteer, own, own_path


@pytest.fixture
def mine(tmp_path, monkeypatch):
    path = tmp_path / "own" / "mine.sqlite"
    monkeypatch.setenv("DATELINE_GAZETTEER", str(path))
    forget()
    yield path
    forget()


def put(path: Path, *files: Path) -> list[Added]:
    done = [add(dump, path) for file in files for dump in open_dumps(file)]
    forget()
    return done


def stored(path: Path) -> dict[str, list]:
    with closing(sqlite3.connect(path)) as base:
        return {
            "place": sorted(base.execute("SELECT geoname_id, line, name, feature, names FROM place")),
            "name": sorted(base.execute("SELECT key, geoname_id FROM name")),
            "file": sorted(base.execute("SELECT digest, line, taken, left_out, refused, whole FROM file")),
        }


@pytest.mark.parametrize(
    ("code", "population", "feature"),
    [
        ("P.PPL", 0, "village"),
        ("P.PPL", 499, "village"),
        ("P.PPL", 500, "town"),
        ("P.PPLA2", 0, "town"),
        ("P.PPLX", 90_000, "quarter"),
        ("P.PPLW", 0, "village"),
        ("A.ADM1", 0, "province"),
        ("A.ADM3", 0, "district"),
        ("S.CMPRF", 0, "camp"),
        ("S.HTL", 0, None),
        ("H.WLL", 0, None),
    ],
)
def test_features_of_codes(code, population, feature):
    row = parse_place(line(VILLAGE, "Testabad", code=code, population=population).encode())
    assert (row.feature if row else None) == feature


def test_the_table_of_codes_is_sound():
    for code, meant in feature_codes().items():
        assert code[1] == "."
        assert {meant.feature, meant.small} <= set(PRECISION), code


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a\tb\tc", "3 columns, not 19"),
        (line("x1", "Testabad"), "'x1' is no geonameid"),
        (line(0, "Testabad"), "'0' is no geonameid"),
        (line(VILLAGE, " "), "the name is empty"),
        (line(VILLAGE, "Testabad", lat="north"), "'north' is no latitude"),
        (line(VILLAGE, "Testabad", lat="90.5"), "latitude 90.5 is not between -90 and 90"),
        (line(VILLAGE, "Testabad", lon="nan"), "longitude nan is not between -180 and 180"),
        (line(VILLAGE, "Testabad", code="PP.PPL"), "'PP' is no feature class"),
        (line(VILLAGE, "Testabad", country="IRQ"), "'IRQ' is no country code of two letters"),
        (line(VILLAGE, "Testabad", population="many"), "'many' is no number of inhabitants"),
        (line(VILLAGE, "Testabad", modified="6 Nov"), "'6 Nov' is no day of modification, such as 2016-11-06"),
    ],
)
def test_a_malformed_line_is_told_what_is_wrong_with_it(text, why):
    with pytest.raises(BadLine) as refused:
        parse_place(text.encode())
    assert str(refused.value) == why


@given(st.binary(max_size=200))
def test_no_bytes_are_more_than_a_bad_line(raw):
    for parse in (parse_place, parse_unit):
        try:
            found = parse(raw)
        except BadLine:
            continue
        assert found is None or found.name


@given(st.lists(st.text(max_size=12).filter(lambda cell: "\t" not in cell), min_size=19, max_size=19))
def test_a_line_of_nineteen_cells_is_a_place_or_refused(cells):
    try:
        row = parse_place("\t".join(cells).encode("utf-8", "replace"))
    except BadLine:
        return
    assert row is None or (row.geoname_id > 0 and abs(row.lat) <= 9_000_000)


@pytest.mark.parametrize(
    ("name", "kept"),
    [("Şingal", True), ("سنجار", True), ("al-Testabad", True), ("Кривий", True), ("snjar", False), ("XNH", False), ("41001", False),
     ("https://example.org/a", False), ("", False)],
)  # fmt: skip
def test_spellings_nobody_writes_are_dropped(name, kept):
    assert readable(name) is kept


def test_keys_follow_the_packaged_gazetteer():
    row = parse_place(line(VILLAGE, "Al Testabadiyah", alternates="تستاباد").encode())
    assert isinstance(row, Row)
    exact, loose = keys_of(row)
    assert {"al testabadiyah", "testabadiyah", "تستاباد"} <= exact
    assert loose == {"tistabadia"}
    elsewhere = parse_place(line(VILLAGE, "El Testabad", country="MX").encode())
    assert isinstance(elsewhere, Row)
    assert keys_of(elsewhere) == (frozenset({"el testabad"}), frozenset())
    unit = parse_place(line(VILLAGE, "Testabad Governorate", code="A.ADM1", country="MX").encode())
    assert isinstance(unit, Row)
    assert keys_of(unit)[0] == {"testabad governorate", "testabad"}


def test_added_places_are_looked_up_beside_the_packaged_ones(mine, tmp_path):
    assert lookup("Testabad") == ()
    dump = write(tmp_path / "IQ.txt", line(VILLAGE, "Testabad", alternates="تستاباد,Al-Testabad", population=700, admin2="7"))
    units = write(tmp_path / "admin1.txt", "IQ.15\tNīnawá\tNinawa\t92877")
    (done, _) = put(mine, dump, units)
    assert (done.file.taken, done.known, done.resumed) == (1, False, 0)
    (entry,) = lookup("testabad")
    assert (entry.ident, entry.geoname_id, entry.feature, entry.population) == (OWN + VILLAGE, VILLAGE, "town", 700)
    assert (entry.lat, entry.lon, entry.country, entry.precision) == (36.2, 43.1, "IQ", 1)
    # The unit's number is that of the packaged province, so its places are called as the packaged ones are.
    assert entry.admin1 == lookup("Mosul")[1].admin1
    assert lookup("تستاباد") == lookup("AL-TESTABAD") == lookup("the Testabad") == (entry,)
    assert lookup("Tistabad", loose=True) == (entry,)


def test_a_place_of_both_is_told_once_and_as_packaged(mine, tmp_path):
    before = lookup("Mosul")
    mosul = next(e for e in before if e.geoname_id == 99072)
    put(mine, write(tmp_path / "IQ.txt", line(99072, "Al Mawşil", alternates="Mosul,Testmosul", population=5, lat=36.3, lon=43.1)))
    assert lookup("Mosul") == before
    assert lookup("Testmosul") == (mosul,)


def test_a_place_packaged_without_its_number_is_told_by_name_kind_and_nearness(mine, tmp_path):
    with closing(sqlite3.connect(f"file:{packaged_file()}?mode=ro", uri=True)) as base:
        query = "SELECT name, lat, lon, country FROM place WHERE geoname_id IS NULL AND feature = 'town' AND country = 'IQ' ORDER BY id"
        name, lat, lon, country = base.execute(query).fetchone()
    here = line(VILLAGE, name, alternates="Testtwin", lat=lat / 1e5 + 0.01, lon=lon / 1e5, country=country)
    far = line(OTHER, name, alternates="Testfar", lat=lat / 1e5 + 2, lon=lon / 1e5, country=country)
    before = lookup(name)
    put(mine, write(tmp_path / "IQ.txt", here, far))
    (twin,) = lookup("Testtwin")
    assert twin in before
    assert twin.geoname_id is None
    assert [e.geoname_id for e in lookup("Testfar")] == [OTHER]
    assert {e.ident for e in lookup(name)} == {*(e.ident for e in before), OWN + OTHER}


def test_a_hamlet_does_not_hide_the_town_of_the_same_bare_name(mine, tmp_path):
    before = lookup("al-Rutbah")
    put(mine, write(tmp_path / "IQ.txt", line(VILLAGE, "Al Rutbah", lat=30.1, lon=47.9)))
    assert [e.ident for e in lookup("al-Rutbah")] == [*(e.ident for e in before), OWN + VILLAGE]


def test_twice_is_once_in_text_or_zip_and_with_either_line_end(mine, tmp_path):
    dump = write(tmp_path / "IQ.txt", *hamlets(9))
    put(mine, dump)
    once = stored(mine)
    with zipfile.ZipFile(tmp_path / "IQ.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "what this is")
        archive.write(dump, "IQ.txt")
    again = put(mine, dump, tmp_path / "IQ.zip")
    assert [done.known for done in again] == [True, True]
    assert stored(mine) == once
    put(mine, write(tmp_path / "crlf.txt", *hamlets(9), end="\r\n"))
    assert len(lookup("Testabad B")) == 1


def test_malformed_lines_are_named_and_the_rest_goes_in(mine, tmp_path):
    path = tmp_path / "IQ.txt"
    good, other = line(VILLAGE, "Testabad"), line(OTHER, "Testburg", code="S.HTL")
    path.write_bytes(f"\ufeff{good}\r\n\r\n".encode() + b"caf\xe9\tx\n" + f"{other}\n{line(7, 'Testville', lat=99)}".encode())
    refused: list[tuple[int, str]] = []
    (dump,) = open_dumps(path)
    done = add(dump, mine, refused=lambda number, why: refused.append((number, why)))
    assert refused == [(3, "byte 4 (0xe9) is not UTF-8"), (5, "latitude 99 is not between -90 and 90")]
    assert (done.file.taken, done.file.left_out, done.file.refused, done.file.whole) == (1, 1, 2, True)


def test_a_line_without_an_end_does_not_fill_the_memory(mine, tmp_path):
    path = tmp_path / "IQ.txt"
    path.write_bytes(line(VILLAGE, "Testabad").encode() + b"\n" + b"x" * 1_000_000 + b"\n" + line(OTHER, "Testburg").encode())
    refused: list[tuple[int, str]] = []
    add(open_dumps(path)[0], mine, refused=lambda number, why: refused.append((number, why)))
    assert refused == [(2, "longer than 262,144 bytes")]
    forget()
    assert [e.geoname_id for e in lookup("Testburg")] == [OTHER]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "IQ.txt is no GeoNames dump: it is empty"),
        (b"name\tlat\tlon\nA\t1\t2\n", "IQ.txt is no GeoNames dump: 3 columns, not 19"),
        ("a\tb".encode("utf-16"), "IQ.txt is no GeoNames dump: it is UTF-16, not UTF-8; convert it first"),
        (b"\x89PNG\x00\x00\x00", "IQ.txt is no GeoNames dump: it holds NUL bytes, so it is no text"),
        (b"\xe9\n", "IQ.txt is no GeoNames dump: byte 1 (0xe9) is not UTF-8"),
        (b"\t".join([b"AD"] * 19), "IQ.txt is no GeoNames dump: 'AD' is no geonameid"),
    ],
)
def test_a_file_of_another_kind_gets_one_clear_line(mine, tmp_path, data, why):
    path = tmp_path / "IQ.txt"
    path.write_bytes(data)
    with pytest.raises(ReferenceDataError) as refused:
        open_dumps(path)
    assert str(refused.value) == why
    assert not mine.exists()


def test_missing_folders_and_damaged_archives(tmp_path):
    dump = write(tmp_path / "IQ.txt", *hamlets(400))
    archive = tmp_path / "IQ.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(dump, "IQ.txt")
    whole = bytearray(archive.read_bytes())
    whole[200:260] = bytes(60)
    archive.write_bytes(whole)
    with zipfile.ZipFile(tmp_path / "none.zip", "w") as packed:
        packed.writestr("readme.txt", "nothing else")
    for path, why in (
        (archive, "is a damaged archive"), (tmp_path / "none.zip", "an archive without a .txt file"), (tmp_path, "is a folder"),
        (tmp_path / "gone.txt", "does not exist"),
    ):  # fmt: skip
        with pytest.raises(ReferenceDataError, match=why):
            open_dumps(path)


def test_a_stopped_run_goes_on_where_it_stopped(mine, tmp_path, monkeypatch):
    monkeypatch.setattr(additions, "BATCH", 10)
    path = write(tmp_path / "IQ.txt", *hamlets(47), "bad line")
    (dump,) = open_dumps(path)
    put(tmp_path / "straight.sqlite", path)
    lines = itertools.count()

    def stop(size: int) -> None:
        if next(lines) == 25:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add(dump, mine, told=stop)
    forget()
    with closing(OwnGazetteer(mine)) as half:
        assert [(file.line, file.whole) for file in half.files] == [(20, False)]
    # What is not whole is not looked up: half a country would change what reports mean.
    assert lookup("Testabad B") == ()
    done = add(dump, mine)
    forget()
    assert (done.resumed, done.known, done.file.taken, done.file.refused) == (20, False, 47, 1)
    assert stored(mine) == stored(tmp_path / "straight.sqlite")
    assert len(lookup("Testabad B")) == 1


def test_two_writers_at_once_share_the_work(mine, tmp_path, monkeypatch):
    monkeypatch.setattr(additions, "BATCH", 3)
    files = [write(tmp_path / "IQ.txt", *hamlets(100)), write(tmp_path / "SY.txt", *hamlets(60, first=920_000_000))]
    dumps = [open_dumps(file)[0] for file in files]
    put(tmp_path / "straight.sqlite", *files)

    def write_all(_: int) -> list[Added]:
        return [add(dump, mine) for dump in dumps]

    with ThreadPoolExecutor(3) as writers:
        assert len(list(writers.map(write_all, range(3)))) == 3
    assert stored(mine) == stored(tmp_path / "straight.sqlite")


def test_the_order_of_additions_changes_no_answer(tmp_path, monkeypatch):
    files = [
        write(
            tmp_path / "old.txt", line(VILLAGE, "Testabad", lat=30.1, modified="2015-01-01"), line(OTHER, "Testburg", alternates="Testa")
        ),
        write(tmp_path / "new.txt", line(VILLAGE, "Testabad", lat=30.2, modified="2022-01-01", alternates="Testa", admin1="99")),
        write(tmp_path / "unit.txt", line(903, "Testland", code="A.ADM1", admin1="99")),
        write(tmp_path / "admin1.txt", "IQ.99\tTestprovince\tTestprovince\t903"),
    ]  # fmt: skip
    answers = set()
    for number, order in enumerate(itertools.permutations(files)):
        path = tmp_path / f"{number}.sqlite"
        monkeypatch.setenv("DATELINE_GAZETTEER", str(path))
        put(path, *order)
        gazetteer = own()
        assert gazetteer is not None
        answers.add((gazetteer.digest, *(lookup(name) for name in ("Testabad", "Testburg", "Testa", "Testland"))))
    forget()
    ((_, testabad, _, shared, _),) = answers
    assert [(e.lat, e.admin1) for e in testabad] == [(30.2, "Testprovince")]
    assert [e.geoname_id for e in shared] == [VILLAGE, OTHER]


def test_a_removed_file_takes_only_its_own_with_it(mine, tmp_path):
    old = write(tmp_path / "old.txt", line(VILLAGE, "Testabad", lat=30.1, modified="2015-01-01"))
    new = write(tmp_path / "new.txt", line(VILLAGE, "Testabad", lat=30.2, modified="2022-01-01"), line(OTHER, "Testburg"))
    put(mine, old, new)
    (gone,) = remove("new.txt", mine)
    forget()
    assert gone.name == "new.txt"
    assert [e.lat for e in lookup("Testabad")] == [30.1]
    assert lookup("Testburg") == ()
    with closing(OwnGazetteer(mine)) as left:
        digest = left.files[0].digest
    assert remove(digest[:8], mine)[0].name == "old.txt"
    for which in ("old.txt", digest[:7], ""):
        with pytest.raises(ReferenceDataError, match="no file"):
            remove(which, mine)
    forget()
    assert own() is None
    assert lookup("Testabad") == ()


def test_another_file_in_its_place_is_refused_and_left_alone(mine, tmp_path):
    dump = open_dumps(write(tmp_path / "IQ.txt", *hamlets(1)))[0]
    mine.parent.mkdir()
    with closing(sqlite3.connect(mine)) as base:
        base.execute("CREATE TABLE letters (a)")
        base.commit()
    before = mine.read_bytes()
    with pytest.raises(ReferenceDataError, match="another database"):
        add(dump, mine)
    with pytest.raises(ReferenceDataError, match="another database"):
        lookup("Testabad A")
    assert mine.read_bytes() == before
    mine.write_bytes(b"some words, no database, and long enough to be none" * 30)
    with pytest.raises(ReferenceDataError, match="damaged or no gazetteer"):
        lookup("Testabad B")


def test_keys_folded_by_another_version_are_refused(mine, tmp_path):
    put(mine, write(tmp_path / "IQ.txt", *hamlets(1)))
    with closing(sqlite3.connect(mine)) as base:
        base.execute("PRAGMA user_version = 999999")
    forget()
    with pytest.raises(ReferenceDataError, match="another version of Dateline"):
        lookup("Testabad A")


def test_where_it_is_kept(monkeypatch, tmp_path):
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("DATELINE_GAZETTEER")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    home = tmp_path / ".local" / "share" / "dateline" / "gazetteer.sqlite"
    assert own_path() == home
    monkeypatch.setenv("XDG_DATA_HOME", "not/absolute")
    assert own_path() == home
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert own_path() == tmp_path / "data" / "dateline" / "gazetteer.sqlite"
    monkeypatch.setattr("sys.platform", "darwin")
    assert own_path() == tmp_path / "Library" / "Application Support" / "dateline" / "gazetteer.sqlite"
    monkeypatch.setenv("DATELINE_GAZETTEER", "there.sqlite")
    assert own_path() == Path("there.sqlite")
