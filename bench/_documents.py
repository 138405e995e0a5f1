"""Texts of the public corpora as articles: offsets stay those of the text."""

from __future__ import annotations

from dateline.records import Article, Block, BlockKind, Published

__all__ = ["as_article"]


def as_article(name: str, text: str, published: str | None = None) -> Article:
    """Take each line of a text as a paragraph; `published` is a day or a minute, ISO 8601."""
    blocks: list[Block] = []
    at = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            start = at + line.index(stripped)
            blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(stripped)))
        at += len(line) + 1
    day = Published(published[:10], "day", "given") if published else None
    return Article(name, None, text, tuple(blocks), ((0, 0, len(text)),), published=day)
