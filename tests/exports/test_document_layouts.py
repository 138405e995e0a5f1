"""Every document, from a real ledger to the bytes of its file."""

import hashlib
import io
import zipfile
from dataclasses import replace

import duckdb
import handmade
import pyarrow.parquet as pq
import pytest
from invented import ACCEPTED

import dateline.incidents
from dateline.errors import ExportError
from dateline.exports import DOCUMENTS, Heading, Losses, cases_of, documents
from dateline.ledger import Ledger, cases
from dateline.records import RawDocument

BY_NAME = {layout.name: layout for layout in DOCUMENTS}
#: DuckDB writes a stamp of its own into every file.
UNSTEADY = {"duckdb"}
#: Layouts without a place for the profile: the loss report has it.
SILENT = {"acled", "ftm", "ged", "hxl", "plover"}
#: Layouts that tell nobody's words and name no speaker.
NAMELESS = {"acled", "hxl", "plover"}
HEADING = Heading("public", "Dateline test")


@pytest.fixture
def ledger(tmp_path, monkeypatch):
    monkeypatch.setattr(dateline.incidents, "reconcile", lambda claims, **_: list(handmade.INCIDENTS))
    data = handmade.TEXT.encode()
    article = replace(handmade.ARTICLE, url="https://news.example/tarvel?a=1&b=2")
    with Ledger(tmp_path / "ledger.db", clock=lambda: "2019-03-05T08:00:00Z") as ledger:
        raw = RawDocument(data, "report.txt", "2019-03-04T19:00:00Z", hashlib.sha256(data).hexdigest(), "text/plain")
        ledger.add(raw, article, handmade.CLAIMS, extractor="0")
        ledger.judge(ACCEPTED)
        yield ledger


def written(layout, ledger, *, keep_names=False):
    out = io.BytesIO()
    count = layout.write(cases_of(ledger, keep_names=keep_names), out, Losses(), HEADING)
    assert count == len(handmade.INCIDENTS)
    return out.getvalue()


def text_of(layout, data, folder):
    """Return all that a file says, whatever it is packed in."""
    if layout.name == "datapackage":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "\n".join(archive.read(name).decode() for name in archive.namelist())
    if layout.name == "parquet":
        table = pq.read_table(io.BytesIO(data))
        return f"{table.to_pylist()} {table.schema.metadata}"
    if layout.name == "duckdb":
        path = folder / f"{hashlib.sha256(data).hexdigest()}.duckdb"
        path.write_bytes(data)
        with duckdb.connect(str(path), read_only=True) as connection:
            tables = [name for (name,) in connection.execute("SELECT table_name FROM information_schema.tables").fetchall()]
            return "\n".join(str(connection.execute(f"FROM {name}").fetchall()) for name in tables)
    return data.decode()


@pytest.mark.parametrize("layout", DOCUMENTS, ids=lambda layout: layout.name)
def test_a_private_person_is_masked_unless_asked_for(layout, ledger, tmp_path):
    assert "Latif" not in text_of(layout, written(layout, ledger), tmp_path)
    # Where the name would stand, it does stand for whoever asks: the test above can fail.
    kept = text_of(layout, written(layout, ledger, keep_names=True), tmp_path)
    assert ("Latif" in kept) is (layout.name not in NAMELESS)


@pytest.mark.parametrize("layout", DOCUMENTS, ids=lambda layout: layout.name)
def test_the_profile_is_in_the_file(layout, ledger, tmp_path):
    assert ("public" in text_of(layout, written(layout, ledger), tmp_path)) is (layout.name not in SILENT)


@pytest.mark.parametrize("layout", DOCUMENTS, ids=lambda layout: layout.name)
def test_the_same_ledger_says_the_same(layout, ledger, tmp_path):
    first, second = written(layout, ledger), written(layout, ledger)
    if layout.name in UNSTEADY:
        assert text_of(layout, first, tmp_path) == text_of(layout, second, tmp_path)
    else:
        assert first == second


@pytest.mark.parametrize("layout", DOCUMENTS, ids=lambda layout: layout.name)
def test_a_layout_says_what_it_is(layout):
    assert layout.suffix.startswith(".")
    assert layout.keeper.startswith("https://")
    assert layout.version
    assert layout.title


def test_a_layout_goes_down_a_pipe(ledger, tmp_path):
    class Pipe(io.RawIOBase):
        def __init__(self):
            self.data = b""

        def writable(self):
            return True

        def write(self, data):
            self.data += bytes(data)
            return len(data)

    for layout in DOCUMENTS:
        pipe = Pipe()
        layout.write(cases_of(ledger), pipe, Losses(), HEADING)
        assert text_of(layout, pipe.data, tmp_path) == text_of(layout, written(layout, ledger), tmp_path)


def test_a_library_that_is_missing_is_named(ledger, monkeypatch):
    monkeypatch.setattr(documents, "find_spec", lambda name: None if name == "duckdb" else object())
    with pytest.raises(ExportError, match=r"duckdb needs duckdb; `pip install dateline\[duckdb\]`"):
        BY_NAME["duckdb"].write([], io.BytesIO(), Losses(), HEADING)


def test_cases_come_in_batches_with_everything_behind_them(ledger, monkeypatch):
    whole = list(cases_of(ledger, keep_names=True))
    assert [(case.number, case.incident) for case in whole] == list(enumerate(handmade.INCIDENTS, 1))
    assert list(whole[0].claims) == list(handmade.INCIDENT.claim_ids)
    assert list(whole[0].articles) == [handmade.ARTICLE.id]
    assert [judgement.id for judgement in whole[0].judgements] == ["j1"]
    assert whole[1].judgements == ()
    monkeypatch.setattr(cases, "BATCH", 1)
    monkeypatch.setattr(cases, "IDS", 1)
    assert list(cases_of(ledger, keep_names=True)) == whole


def test_losses_are_counted_by_reason():
    losses = Losses()
    for row in ("b", "a", "c"):
        losses.note("no point", row)
    losses.note("no day", "a")
    assert losses.lines() == ["3 × no point (such as b)", "1 × no day (such as a)"]
    assert losses.to_json() == {"no day": {"rows": 1, "first": "a"}, "no point": {"rows": 3, "first": "b"}}
