"""Words that run together are parted where every part is known, and nowhere else; characters stay where they are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.analysis.joined import parts, with_parts
from dateline.analysis.parse import _common_words, load_analyser


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("5,000peoplewere", "5,000 people were"),
        ("peoplewere", "people were"),
        ("between3", "between 3"),
        ("least140,000", "least 140,000"),
        ("forcedmore", "forced more"),
        ("hadevacuated", "had evacuated"),
        ("alreadydisplaced", "already displaced"),
        ("people,151", "people , 151"),
        ("theIDPs", "the IDPs"),
    ],
)
def test_words_run_together(word: str, expected: str) -> None:
    assert parts(word, _common_words()) == expected.split()


@pytest.mark.parametrize(
    "word",
    [
        "whichever",
        "overland",
        "southernmost",
        "Andover",
        "Westover",
        "Alhamdani",
        "airstrikes",
        "checkpoint",
        "20mm",
        "9th",
        "2k",
        "mujahideen",
        "warplanes",
    ],
)
def test_words_that_are_one(word: str) -> None:
    assert parts(word, _common_words()) == [word]


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="abdehlnoprstwTW 0123456789,.-", max_size=60))
def test_no_character_moves(text: str) -> None:
    doc = load_analyser().make_doc(text)
    parted = with_parts(doc, _common_words())
    assert parted.text == doc.text
    assert "".join(parts(text, _common_words())) == text
