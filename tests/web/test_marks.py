"""Spans that overlap are cut into pieces, and the pieces are the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline import extract_claims, read_article
from dateline.records import Article, Block, BlockKind, Claim, Span, Status
from dateline.web.marks import LAYERS, marks_of, name_of, passages


def made(text: str, *spans: tuple[int, int]) -> tuple[Article, list[Claim]]:
    """Make an article of one block, with a claim for each stretch."""
    article = Article("a", None, text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), ((0, 0, len(text)),))
    claims = [
        Claim(
            id=f"c{number}", article_id="a", event_type="attack", event_subtype=None, status=Status.ASSERTED, background=False,
            confidence=1.0, rules=(), evidence=Span.of(text, 0, len(text)), trigger=Span.of(text, low, high), attribution=None, actors=(),
            figures=(), time=None, places=(), means=(),
        )
        for number, (low, high) in enumerate(spans)
    ]  # fmt: skip
    return article, claims


TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6), st.integers(0, 70), st.integers(0, 70))
def test_the_pieces_are_the_text(text: str, cuts: list[tuple[int, int]], first: int, last: int) -> None:
    spans = [(min(a, b), min(max(a, b), len(text))) for a, b in cuts if min(a, b) < min(max(a, b), len(text))]
    article, claims = made(text, *spans)
    found = passages(article, text, claims, first=first, last=last)
    assert "".join(p.text for passage in found for p in passage.pieces) == text[first : min(last, len(text))]
    for passage in found:
        for piece in passage.pieces:
            assert text[piece.start : piece.start + len(piece.text)] == piece.text
            assert piece.text
            assert not set(piece.layers) - set(LAYERS)


def test_every_span_of_a_real_reading_is_marked_whole() -> None:
    article = read_article("samples/02-balad-hospital-and-council.txt")
    claims = extract_claims(article)
    pieces = [p for passage in passages(article, article.text, claims, first=0, last=len(article.text)) for p in passage.pieces]
    for mark in marks_of(claims):
        here = [p for p in pieces if mark.start <= p.start < mark.end and mark.claim_id in p.claim_ids and mark.layer in p.layers]
        marked = "".join(p.text for p in here)
        assert marked.replace("\n", "") == article.text[mark.start : mark.end].replace("\n", "")


def test_the_narrower_of_two_claims_is_led_to() -> None:
    text = "Nine farmers and two guards were killed."
    article, claims = made(text, (0, 39), (17, 20))
    (passage,) = passages(article, text, claims, first=0, last=len(text))
    assert {p.text: p.target for p in passage.pieces}["two"] == "c1"


def test_what_turns_the_text_stands_alone_and_is_named() -> None:
    text = "Nine \u202eevif\u202c farmers\x00"
    article, claims = made(text)
    (passage,) = passages(article, text, claims, first=0, last=len(text))
    assert [p.unseen for p in passage.pieces if p.unseen] == [name_of("\u202e"), name_of("\u202c"), "U+0000 CONTROL"]


def test_a_long_block_is_cut_and_says_so() -> None:
    text = "x" * 100
    article, claims = made(text)
    (passage,) = passages(article, text, claims, first=0, last=40)
    assert passage.cut
    assert sum(len(p.text) for p in passage.pieces) == 40
