"""`dateline displacement` over a ledger of hand-made claims."""

from __future__ import annotations

import json
from dataclasses import replace

import handmade as h
import jsonschema
import pytest

from dateline.cli import main
from dateline.ledger import Ledger
from dateline.records import (
    Claim,
    Figure,
    Flow,
    Measure,
    PlaceRole,
    Quantifier,
    RawDocument,
    Scope,
    SourceKind,
    Span,
    Unit,
    VictimKind,
    When,
    Where,
)

TEXT = (
    "Between 3 and 5 November 400 people fled Redmere for Tallow. On 9 November 250 fled. "
    "The mayor counts 90 families of five people each in Tallow since then. A charity counts 300 for 9 November."
)


def span(words: str, after: int = 0) -> Span:
    start = TEXT.index(words, after)
    return Span(start, start + len(words), words)


def place(name: str, role: PlaceRole) -> Where:
    return Where(role, span(name), name, {"Redmere": 11, "Tallow": 12}[name], 10.0, 20.0, "LD", "Marshes", 1, 1.0)


def claim(key: str, number: str, days: tuple[str, str], sentence: str, *, unit=Unit.PERSON, flow=Flow.FLOW, to=None, by=None) -> Claim:
    evidence = span(sentence)
    low = int(number)
    figure = Figure(
        Measure.DISPLACED, low, low, Quantifier.EXACT, unit, None, VictimKind.CIVILIAN, Scope.PERIOD, flow, span(number, evidence.start)
    )
    home = (place("Tallow", PlaceRole.AT),) if flow is Flow.STOCK else (place("Redmere", PlaceRole.FROM),)
    places = (*home, place("Tallow", PlaceRole.TO)) if to else home
    said = (
        h.BOMBING.attribution
        if by is None
        else replace(h.BOMBING.attribution, speaker=by, role=None, organisation=None, kind=SourceKind.NGO)
    )
    return replace(
        h.BOMBING, id=key, article_id="walk", event_type="displacement", event_subtype="flight", evidence=evidence, trigger=None, actors=(),
        figures=(figure,), time=When(*days, "day", "test", evidence), places=places, means=(), attribution=said, background=False,
    )  # fmt: skip


@pytest.fixture
def ledger(tmp_path, monkeypatch) -> str:
    monkeypatch.delenv("DATELINE_LEDGER", raising=False)
    sentences = [f"{part}." for part in TEXT.rstrip(".").split(". ")]
    claims = [
        claim("c1", "400", ("2020-11-03", "2020-11-05"), sentences[0], to="Tallow"),
        claim("c2", "250", ("2020-11-09", "2020-11-09"), sentences[1]),
        claim("c3", "90", ("2020-11-10", "2020-11-10"), sentences[2], unit=Unit.FAMILY, flow=Flow.STOCK),
        claim("c4", "300", ("2020-11-09", "2020-11-09"), sentences[3], by="A charity"),
    ]
    article = replace(h.ARTICLE, id="walk", text=TEXT, blocks=(), source_map=())
    path = str(tmp_path / "walk.db")
    with Ledger(path) as store:
        store.add(RawDocument(TEXT.encode(), "walk.txt", None, "0" * 64, None, None), article, claims, extractor="test")
    return path


def test_table(ledger, capsys):
    assert main(["displacement", "--ledger", ledger]) == 0
    out = capsys.readouterr().out
    heads = [line for line in out.splitlines() if line and not line.startswith(" ")]
    assert heads[:3] == ["Redmere [Marshes, LD]", "Redmere [Marshes, LD] → Tallow [Marshes, LD]", "Tallow [Marshes, LD]"]
    words = " ".join(out.split())
    assert "TOTAL 650 (650–700) displaced from here: 1, 2 share no day; of 3 days between them nothing is told. Movements" in words
    assert "CONTRADICTION" in out
    assert "90 families" in out
    assert 'reckoned, not told: 450 people by the family size it gives ("five")' in words
    assert "1,090" not in out, "families and people are not added"


def test_place(ledger, capsys):
    assert main(["displacement", "--ledger", ledger, "--place", "tallow"]) == 0
    out = capsys.readouterr().out
    assert "Tallow [Marshes, LD]" in out
    assert "250" not in out
    assert main(["displacement", "--ledger", ledger, "--place", "Utopia"]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "tells of no displacement in 'Utopia'" in captured.err


def test_json_lines_keep_to_the_schema_and_are_the_same_again(ledger, capsys, request):
    assert main(["displacement", "--ledger", ledger, "--json"]) == 0
    out = capsys.readouterr().out
    schema = json.loads((request.config.rootpath / "docs/schema/dateline-1.json").read_text(encoding="utf-8"))
    lines = [json.loads(line) for line in out.splitlines()]
    for line in lines:
        jsonschema.Draft202012Validator(schema).validate(line)
    total = [line["displacement"]["total"] for line in lines if line["displacement"]["total"]]
    assert [(one["low"], one["best"], one["high"], one["points"]) for one in total] == [(650, 650, 700, [0, 1])]
    assert main(["displacement", "--ledger", ledger, "--json"]) == 0
    assert capsys.readouterr().out == out


def test_ledger_without_displacement_says_so(tmp_path, capsys):
    path = str(tmp_path / "empty.db")
    Ledger(path).close()
    assert main(["displacement", "--ledger", path]) == 0
    assert "tells of no displacement" in capsys.readouterr().err
