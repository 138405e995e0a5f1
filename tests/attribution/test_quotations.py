"""Where quotations begin and end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.attribution.quotations import find_quotations
from dateline.records import Article, Block, BlockKind


def article_of(text: str) -> Article:
    """Make an article of one paragraph a line."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block(BlockKind.PARAGRAPH, at, at + len(line)))
        at += len(line) + 1
    return Article("test", None, text, tuple(blocks), ((0, 0, len(text)),))


CASES = [
    ('"Go," he said. "Now."', ['"Go,"', '"Now."'], "straight marks by what stands beside them"),
    ("“Go,” he said. “Now.”", ["“Go,”", "“Now.”"], "curled marks"),
    ("''Go,'' he said. ''Now.''", ["''Go,''", "''Now.''"], "two apostrophes, either way"),
    ("``Go,'' he said.", ["``Go,''"], "treebank marks"),
    ('"Go.\nNow," he said.', ['"Go.\nNow,"'], "a quotation runs on to the next closing mark"),
    ('"Go.\n"Now," he said.', ['"Go.\n"Now,"'], "each paragraph opens again"),
    ('"Go.\nThey went.\nAll.', ['"Go.'], "a lost closing mark ends with its paragraph"),
    ('He was "done', ['"done'], "open at the end"),
    ("No marks.", [], "none"),
]


@pytest.mark.parametrize(("text", "quotes", "why"), CASES)
def test_quotations(text: str, quotes: list[str], why: str) -> None:
    assert [text[q.start : q.end] for q in find_quotations(article_of(text))] == quotes, why


@given(st.text(alphabet="ab \"“”\n'`.", max_size=60))
def test_quotations_are_in_order_and_apart(text: str) -> None:
    found = find_quotations(article_of(text))
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
