"""Case put back into texts that are all capitals: personal names, initials, irregular plurals."""

from __future__ import annotations

import pytest
from bench._documents import as_article

from dateline.analysis import analyse


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("THE MAYOR, HECTOR QUISPE TORRES, WAS SHOT BY GUNMEN.", "The mayor, Hector Quispe Torres, was shot by gunmen."),
        ("THE WATCHMEN SAW CARLOS ALVA NEAR THE U.S. EMBASSY.", "The watchmen saw Carlos Alva near the U.S. embassy."),
    ],
)
def test_names_keep_their_capital_and_words_lose_it(text: str, expected: str) -> None:
    [sentence] = analyse(as_article("telegram", text), reader=False).sentences
    assert sentence.tokens.text == expected
    assert sentence.restored


def test_ordinary_text_is_left_alone() -> None:
    [sentence] = analyse(as_article("report", "Hector Quispe was shot near the U.S. embassy."), reader=False).sentences
    assert not sentence.restored
