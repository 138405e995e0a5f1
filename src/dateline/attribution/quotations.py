"""Find direct quotations in an article, over sentences and paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.records import Article, BlockKind

#: Curled marks say themselves whether they open; straight ones, and '' which wires use for both, open after a space or bracket.
_MARKS = re.compile("[\"\u201c\u201d\u201e\u201f\u00ab\u00bb]|``|''")
_OPEN, _CLOSE = ("\u201c", "\u201e", "\u201f", "\u00ab", "``"), ("\u201d", "\u00bb")
_BEFORE_OPEN = frozenset(" \t\n\u00a0([{-\u2013\u2014/")
#: Paragraphs a quotation may run on through without a closing mark: longer ones are a mark that the page lost.
RUN_ON = 8
_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})


@dataclass(frozen=True, slots=True, order=True)
class Quotation:
    """A stretch between quotation marks, marks included. `closed` is false where the page lost the closing mark."""

    start: int
    end: int
    closed: bool


def _opens(text: str, at: int, mark: str, block_start: int, inside: bool) -> bool:
    """Decide whether a mark opens a quotation."""
    if mark in _OPEN:
        return True
    if mark in _CLOSE:
        return False
    before = text[at - 1] if at > block_start else " "
    after = text[at + len(mark)] if at + len(mark) < len(text) else " "
    if before in _BEFORE_OPEN:
        return not after.isspace() or not inside
    return not inside and not after.isspace() and after.isalnum()


def find_quotations(article: Article) -> tuple[Quotation, ...]:
    """Find every quotation of an article in order; they do not overlap.

    A quotation left open at a paragraph's end goes on where the next paragraph opens with a mark (the printers' rule, Chicago
    Manual of Style 13.32) or holds a closing mark before any opening one.
    """
    text = article.text
    found: list[Quotation] = []
    open_at: int | None = None
    carried = last_end = 0
    for block in article.blocks:
        marks = [(m.start(), m.group()) for m in _MARKS.finditer(text, block.start, block.end)]
        if open_at is not None:
            resumed = bool(marks) and marks[0][0] == block.start and _opens(text, *marks[0], block.start, False)
            closes = bool(marks) and not _opens(text, *marks[0], block.start, True)
            if block.kind not in _PROSE or carried >= RUN_ON or not (resumed or closes):
                found.append(Quotation(open_at, last_end, False))
                open_at = None
            elif resumed:
                marks = marks[1:]
        for at, mark in marks:
            if open_at is None:
                if _opens(text, at, mark, block.start, False):
                    open_at, carried = at, -1
            elif not _opens(text, at, mark, block.start, True):
                found.append(Quotation(open_at, at + len(mark), True))
                open_at = None
        if open_at is not None:
            carried += 1
            last_end = block.end
    if open_at is not None:
        found.append(Quotation(open_at, last_end, False))
    return tuple(found)


def overlapping(quotations: Sequence[Quotation], start: int, end: int) -> Sequence[Quotation]:
    """Return the quotations that share a character with ``start:end``."""
    first = bisect_left(quotations, start, key=lambda q: q.end)
    if first < len(quotations) and quotations[first].end == start:
        first += 1
    last = bisect_left(quotations, end, lo=first, key=lambda q: q.start)
    return quotations[first:last]
