"""Running heads, page numbers and words parted at the ends of lines; every character leads back to where it stood."""

from __future__ import annotations

from collections import Counter

import pytest

from dateline.articles import article_from_text
from dateline.articles.mapped import Mapped
from dateline.articles.paged import drop_running_lines, join_parted_words

PAGES = [
    "Valley Monitor, 3 March 2014\nThe army said on Sunday that it had lost its last garrison in the valley of Orun, and\n"
    "that nine soldiers had died there. Villagers had seen the column on the northern road and\n1",
    "Valley Monitor, 3 March 2014\nsaw forty lorries.\n\nThe governor called the loss temporary and said that the army would come back.\n2",
    "Valley Monitor, 3 March 2014\nMediators hope to meet both sides in the capital before the month is over, they said.\nPage 3 of 3",
]


def test_running_lines_go_and_the_sentence_goes_on() -> None:
    source = "\f".join(PAGES)
    article = article_from_text(source)
    assert "Monitor" not in article.text
    assert "Page 3" not in article.text
    assert "on the northern road and saw forty lorries." in " ".join(article.text.split())
    assert "furniture: 6 running lines" in article.notes
    for offset, character in enumerate(article.text):
        place = article.to_source(offset)
        if place is not None and not character.isspace():
            assert source[place] == character


@pytest.mark.parametrize(
    ("text", "kept", "why"),
    [
        ("Head\nOne line.\n", "Head\nOne line.\n", "no pages"),
        ("One.\fTwo.\fThree.", "One.\fTwo.\fThree.", "nothing repeats"),
        ("9\nTwo.\f12 killed\nFour.", "Two.\f12 killed\nFour.", "a number alone is a page's, a toll is none"),
    ],
)
def test_other_lines_stay(text: str, kept: str, why: str) -> None:
    found = drop_running_lines(Mapped.identity(text), Counter()).text
    assert found.split() == kept.split(), why


@pytest.mark.parametrize(
    ("text", "mended", "why"),
    [
        (
            "They were evac-\nuated; 300 were evacuated before.",
            "They were evacuated; 300 were evacuated before.",
            "the whole word stands elsewhere",
        ),
        ("a well-\nknown man", "a well-known man", "a prefix that keeps its hyphen"),
        ("twenty-\nfive dead", "twenty-five dead", "a number"),
        ("an air-\nfield; the air-field", "an air-field; the air-field", "the hyphened word stands elsewhere"),
        ("a sol-\ndier of the gar-\nrison near the vil-\nlage", "a soldier of the garrison near the village", "a typeset text"),
        ("12-\nyear-old", "12-\nyear-old", "no letter before it"),
        ("the Assad-\nGovernment", "the Assad-\nGovernment", "a capital after it"),
        ("- one\n- two", "- one\n- two", "a list"),
    ],
)
def test_parted_words(text: str, mended: str, why: str) -> None:
    assert join_parted_words(Mapped.identity(text), Counter()).text == mended, why
