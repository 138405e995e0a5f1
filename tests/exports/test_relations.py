"""The relations and what is written of them: DuckDB, Parquet, the data package."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import date

import duckdb
import pyarrow.parquet as pq
import pytest
from frictionless import Package, validate
from invented import HOSTILE, NOTES, bombing_case, cases

from dateline.exports import database, datapackage, parquet
from dateline.exports.relations import RELATIONS
from dateline.exports.rows import Rows
from dateline.records import Flow, Measure, Toll, Unit, When

BY_NAME = {relation.name: relation for relation in RELATIONS}


def rows_of(held):
    rows = Rows()
    return [found for case in held for found in rows.of(case.incident, case.number, case.claims, case.articles, case.judgements)]


@pytest.fixture
def ledger(tmp_path):
    """Open a database of the invented cases."""
    path = tmp_path / "out.duckdb"
    assert database.write_database(path, rows_of(cases()), NOTES) == len(rows_of(cases()))
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


@pytest.fixture
def package(tmp_path):
    path = tmp_path / "out.zip"
    with path.open("wb") as file:
        datapackage.write_package(file, rows_of(cases()), {"name": "dateline-ledger", "title": "Ledger", "description": "profile: public"})
    return path


def test_keys_tell_rows_apart_and_lead_somewhere():
    held = {}
    for relation, row in rows_of([*cases(), bombing_case()]):
        held.setdefault(relation.name, []).append(dict(zip((f.name for f in relation.fields), row, strict=True)))
    # The same incident twice is written twice; claims, articles and judgements are not.
    for name in ("claims", "articles", "judgements", "figures"):
        keys = [tuple(row[k] for k in BY_NAME[name].key) for row in held[name]]
        assert len(set(keys)) == len(keys), name
    for relation in RELATIONS:
        for field, other in relation.leads.items():
            known = {row[BY_NAME[other].key[0]] for row in held[other]}
            assert {row[field] for row in held.get(relation.name, ())} <= known, (relation.name, field)


@pytest.mark.parametrize("relation", RELATIONS, ids=lambda relation: relation.name)
def test_keys_and_leads_name_fields(relation):
    names = [field.name for field in relation.fields]
    assert len(set(names)) == len(names)
    assert set(relation.key) | set(relation.leads) <= set(names)
    assert all(field.type in ("text", "integer", "number", "boolean", "date") for field in relation.fields)
    assert all(BY_NAME[other].key == (field,) for field, other in relation.leads.items())


# DuckDB


def test_the_database_has_every_row(ledger):
    wanted = {relation.name: [row for other, row in rows_of(cases()) if other is relation] for relation in RELATIONS}
    for name, rows in wanted.items():
        assert ledger.execute(f"SELECT * FROM {name}").fetchall() == rows


def test_evidence_is_one_step_away(ledger):
    case = bombing_case()
    text = next(iter(case.articles.values())).text
    found = ledger.execute(
        "SELECT bound, value, figure, quote_start, quote_end, url FROM toll_evidence WHERE measure = 'killed'"
    ).fetchall()
    assert [(bound, value) for bound, value, *_ in found] == [("low", 9), ("best", 9), ("high", 11)]
    assert all(text[start:end] == figure for _, _, figure, start, end, _ in found)
    assert {url for *_, url in found} == {"https://news.example/tarvel?a=1&b=2"}


def test_hostile_text_is_a_value(ledger):
    assert ledger.execute("SELECT name FROM places WHERE incident_id = ?", ["d" * 16]).fetchall() == [(HOSTILE,)]


def test_the_profile_and_the_meaning_of_fields_are_in_the_file(ledger):
    assert dict(ledger.execute("FROM about").fetchall()) == NOTES
    said = ledger.execute("SELECT comment FROM duckdb_columns() WHERE table_name = 'claims' AND column_name = 'article_id'").fetchone()
    assert said == ("article it stands in; key of articles",)


def by_day(tmp_path, *changed):
    path = tmp_path / "sums.duckdb"
    base = bombing_case()
    held = [replace(base, incident=replace(base.incident, id=f"{n:016x}", **change), number=n) for n, change in enumerate(changed, 1)]
    database.write_database(path, rows_of(held), NOTES)
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute("FROM tolls_by_day WHERE measure IN ('killed', 'displaced')").fetchall()


def test_sums_by_day_keep_open_ends_open_and_unknown_days_apart(tmp_path):
    open_toll = replace(bombing_case().incident.tolls[0], high=None)
    found = by_day(tmp_path, {}, {"tolls": (open_toll,)}, {"when": None}, {"when": When("2019-03-04", "2019-03-06", "day", "x")})
    assert found == [(date(2019, 3, 4), "killed", 2, 18, 18, None), (None, "killed", 2, 18, 18, 22)]


def test_sums_leave_out_what_may_overlap_or_did_not_happen(tmp_path):
    displaced = Toll(Measure.DISPLACED, Unit.PERSON, 500, 500, 500, (), Flow.FLOW)
    month = When("2019-03-01", "2019-03-31", "month", "in March")
    found = by_day(tmp_path, {}, {"tolls": (displaced,)}, {"status": "rejected"}, {"stage": "attempted"}, {"when": month})
    assert found == [(date(2019, 3, 4), "killed", 1, 9, 9, 11)]


def test_many_rows_are_written_in_batches(tmp_path, monkeypatch):
    monkeypatch.setattr(database, "BATCH", 2)
    path = tmp_path / "out.duckdb"
    database.write_database(path, rows_of(cases()), NOTES)
    with duckdb.connect(str(path), read_only=True) as connection:
        assert connection.execute("SELECT incident_id, toll, term FROM bounds").fetchall() == [
            row[:3] for relation, row in rows_of(cases()) if relation.name == "bounds"
        ]


# Parquet


def test_parquet_nests_an_incident_whole(tmp_path):
    path = tmp_path / "out.parquet"
    held = [parquet.row_of(case.incident, case.number, case.claims, case.articles) for case in cases()]
    assert parquet.write_parquet(path, held, NOTES) == 3
    table = pq.read_table(path)
    assert table.to_pylist() == held
    assert table.schema.metadata[b"dateline:profile"] == b"public"
    first = table.to_pylist()[0]
    assert first["tolls"][0]["trace"][2] == {
        "term": 2, "bound": "high", "value": 11, "rule": "largest figure", "claim_id": "c2dead0000000002", "figure": 0,
    }  # fmt: skip
    assert [claim["article"]["url"] for claim in first["claims"]] == ["https://news.example/tarvel?a=1&b=2"] * 2
    text = next(iter(bombing_case().articles.values())).text
    assert all(text[c["evidence_start"] : c["evidence_end"]] == c["evidence"] for c in first["claims"])


def test_parquet_is_read_by_duckdb_too(tmp_path):
    path = tmp_path / "out.parquet"
    parquet.write_parquet(path, (parquet.row_of(c.incident, c.number, c.claims, c.articles) for c in cases()), NOTES)
    found = duckdb.sql(
        f"SELECT f.low, f.quote FROM (SELECT unnest(claims) c FROM '{path}'), unnest(c.figures) AS u(f) ORDER BY ALL"
    ).fetchall()
    assert (9, "nine people") in found


def test_parquet_of_an_empty_ledger_has_its_columns(tmp_path):
    path = tmp_path / "out.parquet"
    assert parquet.write_parquet(path, [], NOTES) == 0
    assert "tolls" in pq.read_table(path).column_names


def test_parquet_is_the_same_bytes_twice_and_in_row_groups(tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "GROUP", 2)
    for name in ("a", "b"):
        parquet.write_parquet(tmp_path / name, (parquet.row_of(c.incident, c.number, c.claims, c.articles) for c in cases()), NOTES)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert pq.ParquetFile(tmp_path / "a").num_row_groups == 2


# Data package


def test_frictionless_finds_nothing_wrong(package):
    report = validate(str(package))
    assert report.valid, report.flatten(["title", "message"])
    assert report.stats["tasks"] == len(RELATIONS)


def test_frictionless_would_tell(package, tmp_path):
    broken = tmp_path / "broken.zip"
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"2019-03-04", b"4 March") if name == "incidents.csv" else old.read(name))
    assert not validate(str(broken)).valid


def test_rows_come_back_typed(package):
    read = Package(str(package))
    rows = read.get_resource("tolls").read_rows()
    assert [(row["measure"], row["low"], row["best"], row["high"]) for row in rows] == [("killed", 9, 9, 11), ("injured", 20, 20, None)]
    assert read.get_resource("incidents").read_rows()[0]["earliest"] == date(2019, 3, 4)
    assert read.description == "profile: public"


def test_no_cell_is_a_formula_and_none_breaks_its_row(package):
    with zipfile.ZipFile(package) as archive:
        for name in archive.namelist():
            if not name.endswith(".csv"):
                continue
            rows = list(csv.reader(io.StringIO(archive.read(name).decode("utf-8"), newline="")))
            assert {len(row) for row in rows} == {len(rows[0])}
            numbers = {i for i, field in enumerate(BY_NAME[name[:-4]].fields) if field.type in ("number", "integer")}
            for row in rows[1:]:
                assert not any(cell[:1] in tuple("=+-@\t\r") for i, cell in enumerate(row) if cell and i not in numbers), row


def test_the_package_is_the_same_bytes_twice(package, tmp_path):
    again = io.BytesIO()
    datapackage.write_package(again, rows_of(cases()), {"name": "dateline-ledger", "title": "Ledger", "description": "profile: public"})
    assert again.getvalue() == package.read_bytes()


def test_sizes_and_hashes_are_those_of_the_files(package):
    import hashlib

    with zipfile.ZipFile(package) as archive:
        head = json.loads(archive.read("datapackage.json"))
        for resource in head["resources"]:
            data = archive.read(resource["path"])
            assert resource["bytes"] == len(data)
            assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
