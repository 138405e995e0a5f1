"""``export`` of documents: the file whole or not at all, what was lost on standard error and as JSON."""

import hashlib
import json

import handmade
import pytest

import dateline.incidents
from dateline.cli import main
from dateline.ledger import Ledger
from dateline.records import RawDocument


@pytest.fixture
def ledger(tmp_path, monkeypatch):
    monkeypatch.setattr(dateline.incidents, "reconcile", lambda claims, **_: list(handmade.INCIDENTS))
    monkeypatch.chdir(tmp_path)
    data = handmade.TEXT.encode()
    with Ledger(tmp_path / "dateline.db") as ledger:
        raw = RawDocument(data, "report.txt", None, hashlib.sha256(data).hexdigest(), "text/plain")
        ledger.add(raw, handmade.ARTICLE, handmade.CLAIMS, extractor="0")
    return tmp_path


def test_a_document_is_written_and_what_is_lost_is_said(ledger, capsys):
    assert main(["export", "geojson", "out.geojson", "--losses", "lost.json"]) == 0
    said = capsys.readouterr().err
    assert "2 incidents in out.geojson" in said
    assert "not held: 1 × no point: the place is not resolved (such as 1nc1dent00000002)" in said
    assert len(json.loads((ledger / "out.geojson").read_text())["features"]) == 2
    assert json.loads((ledger / "lost.json").read_text()) == {
        "profile": "public: names of private persons are masked; places are as precise as the reports",
        "no point: the place is not resolved": {"rows": 1, "first": "1nc1dent00000002"},
    }
    assert not (ledger / "out.geojson.part").exists()


def test_a_document_goes_to_standard_output(ledger, capfdbinary):
    assert main(["export", "kml", "-"]) == 0
    assert capfdbinary.readouterr().out.endswith(b"</Document></kml>\n")


def test_a_file_that_was_there_stays_where_writing_fails(ledger, monkeypatch, capsys):
    (ledger / "out.kml").write_text("before")
    monkeypatch.setattr("dateline.exports.kml.placemark_of", lambda *_: 1 / 0)
    assert main(["export", "kml", "out.kml"]) == 1
    assert (ledger / "out.kml").read_text() == "before"
    assert not (ledger / "out.kml.part").exists()


def test_names_are_kept_for_whoever_asks(ledger, capsys):
    for options, kept in (([], False), (["--private-names"], True)):
        assert main(["export", "atom", "out.atom", *options]) == 0
        text = (ledger / "out.atom").read_text()
        assert ("Umm Latif" in text) is kept
        assert f"profile: {'internal' if kept else 'public'}: names of private persons are {'kept' if kept else 'masked'}" in text
