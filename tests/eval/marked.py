"""Read a labelled passage: its text, the words marked in it, the article it makes."""

from __future__ import annotations

import re

from dateline.records import Article, Block, BlockKind, Published

_TARGET = re.compile(r"\{([^{}]+)\}")


def read_marked(body: str) -> tuple[str, int, tuple[int, int]]:
    """Read the lines of a passage: ``= `` before the first makes it a headline, ``##`` a remark, braces mark the target.

    Returns:
        The text, how many of its first characters are the headline, and the target's offsets.

    Raises:
        ValueError: unless one target is marked.
    """
    lines = [line for line in body.strip().split("\n") if line.strip() and not line.startswith("##")]
    titled = bool(lines) and lines[0].startswith("= ")
    marked = "\n".join(lines).removeprefix("= ")
    targets = list(_TARGET.finditer(marked))
    text = _TARGET.sub(r"\1", marked)
    if len(targets) != 1 or "{" in text or "}" in text:
        raise ValueError("a passage marks one target in braces, no more and no fewer")
    start = targets[0].start()
    return text, text.find("\n") if titled else 0, (start, start + len(targets[0][1]))


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
