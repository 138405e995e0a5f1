"""The shipped weights: within bounds, deterministic, and seeing what a reader sees in plain sentences."""

from __future__ import annotations

import json
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import ReferenceDataError
from dateline.reading import model as model_module
from dateline.reading import read_text
from dateline.reading.heads import CLASSES, SPANS

DATA = files("dateline.reading") / "data"
TEXT = (
    "Gunmen killed at least 12 farmers near Gao on Tuesday, a nurse at the town's hospital said. "
    "The army denied that its soldiers had been there."
)


def quotes(text: str, head: str) -> list[str]:
    return [text[span.start : span.end] for span in read_text(text).of(head)]


def test_weights_are_small_and_say_what_they_are() -> None:
    assert len((DATA / "reader.onnx").read_bytes()) <= 30_000_000
    facts = json.loads((DATA / "reader.json").read_text(encoding="utf-8"))
    assert facts["heads"]["spans"] == list(SPANS)
    assert all(share >= 0.995 for head, share in facts["agreement"].items() if head in SPANS)
    assert set(facts["temperature"]) >= {*SPANS, *CLASSES, "report"}


def test_plain_sentences_are_read() -> None:
    assert "a nurse at the town's hospital" in quotes(TEXT, "source")
    assert {"said", "denied"} <= set(quotes(TEXT, "cue"))
    assert "Gao" in quotes(TEXT, "place")
    assert "at least 12" in quotes(TEXT, "figure")
    assert any("killed" in quote for quote in quotes(TEXT, "trigger"))
    assert any("farmers" in quote for quote in quotes(TEXT, "victim"))
    assert "Gunmen" in quotes(TEXT, "perpetrator")
    assert "Tuesday" in quotes(TEXT, "time")


def test_attributions_are_joined() -> None:
    found = read_text(TEXT).attributions
    said = [(TEXT[a.source.start : a.source.end], TEXT[a.cue.start : a.cue.end]) for a in found if a.source and a.cue]
    assert ("a nurse at the town's hospital", "said") in said
    assert ("The army", "denied") in said


def test_a_text_about_war_and_one_about_a_match() -> None:
    match = "United killed off the game in the second half with two goals, and the coach praised his side's attack after the 3-0 win."
    assert read_text(TEXT).conflict > 0.5 > read_text(match).conflict


def test_same_text_same_reading() -> None:
    first, second = read_text(TEXT * 5), read_text(TEXT * 5)
    assert first == second
    assert (first.inside == second.inside).all()


@pytest.mark.parametrize("text", ["", " \n\n ", "!", "\u200b\ufeff", "a" * 3000, "\U0001f600 \u202e killed \x00 twelve"])
def test_odd_texts_are_read(text: str) -> None:
    reading = read_text(text)
    assert all(0 <= s.start < s.end <= len(text) for s in reading.spans)


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_any_text_gives_spans_of_itself(text: str) -> None:
    reading = read_text(text)
    for head in SPANS:
        own = reading.of(head)
        assert all(0 <= s.start < s.end <= len(text) and 0 < s.probability <= 1 for s in own)
        assert all(a.end <= b.start for a, b in pairwise(own))


def test_a_long_text_reads_as_its_middle_would_alone() -> None:
    """Windows overlap: a sentence deep in a text is tagged as in a short one."""
    filler = "The market opened late and the traders drank tea. " * 30
    text = filler + TEXT
    assert {text[s.start : s.end] for s in read_text(text).of("cue")} >= {"said", "denied"}


def test_weights_for_other_heads_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_module, "SPANS", ("source",))
    model_module.load.cache_clear()
    try:
        with pytest.raises(ReferenceDataError, match="other heads"):
            model_module.load()
    finally:
        monkeypatch.undo()
        model_module.load.cache_clear()


def test_missing_weights_name_the_way_out(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setattr(model_module, "files", lambda _: tmp_path)
    model_module.load.cache_clear()
    try:
        with pytest.raises(ReferenceDataError, match="reinstall dateline"):
            model_module.load()
    finally:
        monkeypatch.undo()
        model_module.load.cache_clear()


def test_the_types_are_those_of_the_lexicon() -> None:
    from dateline.claims.lexicon import event_types

    known = {f"{kind}/{sub}" if sub else kind for kind, sub in event_types()}
    assert set(CLASSES["type"][1]) - {"casualties"} <= known
