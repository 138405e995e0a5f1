"""Make an article of a labelled passage: one block a line."""

from __future__ import annotations

from dateline.records import Article, Block, BlockKind, Published


def article_of_lines(name: str, text: str, headline: int, *, on: str | None = None) -> Article:
    """Return a passage as an article of one block a line.

    Args:
        name: its id.
        text: its text.
        headline: how many of its first characters are its title.
        on: its publication day, ISO.
    """
    blocks, at = [], 0
    for line in text.split("\n"):
        kind = BlockKind.TITLE if at < headline else BlockKind.PARAGRAPH
        blocks.append(Block(kind, at, at + len(line)))
        at += len(line) + 1
    published = Published(on, "day", "given") if on is not None else None
    return Article(name, None, text, tuple(blocks), ((0, 0, len(text)),), published=published)
