"""Make articles of our own sentences, and read them once."""

from __future__ import annotations

from functools import cache

from dateline.analysis import Parse, Sentence, analyse
from dateline.claims import extract_claims
from dateline.records import Article, Block, BlockKind, Claim, Figure, Measure, Published

#: A Thursday.
PUBLISHED = "2019-05-16"


def article_of(*paragraphs: str, published: str | None = PUBLISHED, title: str | None = None, language: str | None = "en") -> Article:
    """Make an article of one block a paragraph."""
    blocks: list[Block] = []
    text = ""
    for number, words in enumerate([title, *paragraphs] if title else paragraphs):
        start = len(text)
        text += words + "\n"
        blocks.append(Block(BlockKind.TITLE if title and not number else BlockKind.PARAGRAPH, start, start + len(words)))
    text = text.removesuffix("\n")
    stamp = Published(published, "day", "given") if published else None
    return Article("made", title, text, tuple(blocks), ((0, 0, len(text)),), published=stamp, language=language)


@cache
def parse_of(*paragraphs: str) -> Parse:
    return analyse(article_of(*paragraphs))


def sentence_of(text: str) -> Sentence:
    """Parse one sentence; the parser must not cut it."""
    (sentence,) = parse_of(text).sentences
    return sentence


@cache
def claims_of(*paragraphs: str, published: str | None = PUBLISHED, title: str | None = None) -> tuple[Claim, ...]:
    return tuple(extract_claims(article_of(*paragraphs, published=published, title=title)))


def figures_of(*paragraphs: str, published: str | None = PUBLISHED) -> list[Figure]:
    """Return the figures of all claims in reading order."""
    figures = [figure for claim in claims_of(*paragraphs, published=published) for figure in claim.figures]
    return sorted(figures, key=lambda figure: figure.span.start)


def told(*paragraphs: str, published: str | None = PUBLISHED) -> list[tuple[str, int, int | None]]:
    """Return (measure, low, high) of every figure in reading order."""
    return [(figure.measure.value, figure.low, figure.high) for figure in figures_of(*paragraphs, published=published)]


def claim_with(measure: Measure | str, low: int, *paragraphs: str, published: str | None = PUBLISHED) -> Claim:
    """Return the one claim that has a figure of this measure and lower bound."""
    claims = claims_of(*paragraphs, published=published)
    (claim,) = [c for c in claims if any(f.measure == measure and f.low == low for f in c.figures)]
    return claim
