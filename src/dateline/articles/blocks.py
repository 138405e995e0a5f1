"""Decide what each piece of a page is: title, heading, paragraph, caption or list item."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from dateline.articles.captions import is_caption
from dateline.articles.dates import MONTH, WEEKDAY
from dateline.articles.furniture import is_harm
from dateline.articles.lead import set_caption
from dateline.articles.piece import Piece
from dateline.records import BlockKind

#: A title is one line; agencies cut theirs at 64 characters, the longest of online papers' have about twice that.
TITLE_MAX, HEADING_MAX, HEADING_WORDS = 130, 90, 12
#: A run of so many lines of so few words is a menu.
MENU_LINES, MENU_WORDS = 4, 4
#: How far down the page its title may be repeated, and where a date may be the page's own.
REPEATS = 12

_OPEN_END = re.compile(r"[^.,;:\"\u201d\u2026-]$")
_DATE_FIRST = re.compile(rf"(?:{WEEKDAY},?\s)?{MONTH}\s\d")
_FIRST = re.compile(r"[\"\u201c'\u2018(]?[A-Z0-9\u00c0-\u00de]")
_SPACE = re.compile(r"\s+")


def normal(words: str) -> str:
    """Return words for comparison: one space, no case, plain quotes, no closing mark."""
    plain = words.replace("\u2019", "'").replace("\u2018", "'").replace("\u201c", '"').replace("\u201d", '"')
    return _SPACE.sub(" ", plain).strip(" .").casefold()


def drop_menus(text: str, pieces: Sequence[Piece], counts: Counter[str]) -> list[Piece]:
    """Drop a menu at the head or foot of the page: a run of very short lines without a word of harm or a figure."""
    first, last = 0, len(pieces)
    head = _menu(text, pieces)
    foot = _menu(text, pieces[::-1])
    if head >= MENU_LINES and head < last:
        # The last short line before the story may well be its title.
        first = head - 1
    if foot >= MENU_LINES and last - foot > first:
        last -= foot
    counts["navigation line"] += len(pieces) - (last - first)
    return list(pieces[first:last])


def _menu(text: str, pieces: Sequence[Piece]) -> int:
    count = 0
    for piece in pieces:
        line = text[piece.start : piece.end]
        if piece.kind or len(line.split()) > MENU_WORDS or not _OPEN_END.search(line) or is_harm(line) or any(c.isdigit() for c in line):
            break
        count += 1
    return count


def could_be_title(line: str) -> bool:
    """Return whether a line reads like a headline: one line, capital or figure first, no full stop."""
    if len(line.split()) < 2 or len(line) > TITLE_MAX or _DATE_FIRST.match(line):
        return False
    return bool(_FIRST.match(line) and _OPEN_END.search(line))


def set_title(text: str, pieces: list[Piece], hint: str | None, counts: Counter[str]) -> list[Piece]:
    """Mark the title and drop its repetitions.

    Args:
        text: the working text.
        pieces: all pieces in order; those of the lead are marked.
        hint: the title that an HTML page declares, if any.
        counts: what was dropped, by group.
    """
    title = _find_title(text, pieces, hint)
    if title is None:
        return pieces
    title.kind = BlockKind.TITLE
    name = normal(text[title.start : title.end])
    kept = []
    for number, piece in enumerate(pieces):
        again = piece is not title and number < REPEATS and piece.kind is not BlockKind.CAPTION
        if again and normal(text[piece.start : piece.end]) == name:
            counts["repeated title"] += 1
        else:
            kept.append(piece)
    return kept


def _find_title(text: str, pieces: Sequence[Piece], hint: str | None) -> Piece | None:
    if hint:
        name = normal(hint)
        return next((p for p in pieces[:REPEATS] if p.kind is not BlockKind.CAPTION and normal(text[p.start : p.end]) == name), None)
    if len(pieces) < 2:
        return None
    for piece in pieces[:4]:
        if piece.lead and piece.kind is None and could_be_title(text[piece.start : piece.end]):
            return piece
    first = pieces[0]
    if first.kind not in (None, BlockKind.HEADING) or first.bullet or first.lead or not could_be_title(text[first.start : first.end]):
        return None
    story = any(p.end - p.start > 60 or not _OPEN_END.search(text[p.start : p.end]) for p in pieces[1:REPEATS])
    return first if story else None


def set_kinds(text: str, pieces: Sequence[Piece]) -> None:
    """Give every piece that has none a kind."""
    for number, piece in enumerate(pieces):
        if piece.kind is not None:
            continue
        line = text[piece.start : piece.end]
        if piece.bullet:
            piece.kind = BlockKind.LIST_ITEM
        elif len(line) < 600 and is_caption(line):
            set_caption(text, piece)
        elif piece.marked or _is_heading(text, pieces, number):
            piece.kind = BlockKind.HEADING
        else:
            piece.kind = BlockKind.PARAGRAPH


def _is_heading(text: str, pieces: Sequence[Piece], number: int) -> bool:
    """Return whether a piece is a heading: a short open-ended line with a paragraph after it, and no list around it."""
    piece = pieces[number]
    line = text[piece.start : piece.end]
    if not _short(line) or number + 1 >= len(pieces):
        return False
    following = pieces[number + 1]
    after = text[following.start : following.end]
    if following.bullet or following.kind in (BlockKind.LIST_ITEM, BlockKind.CAPTION) or _short(after):
        return False
    # "Where could they go?" on a line of its own may be a heading or a sentence; only white space around it tells.
    if line[-1] in "?!" and not (piece.blank_before and following.blank_before):
        return False
    before = pieces[number - 1] if number else None
    return before is None or before.kind is not BlockKind.PARAGRAPH or not _short(text[before.start : before.end])


def _short(line: str) -> bool:
    # A line in brackets, or one that ends a quotation, is a sentence.
    if line[-1] in ")'\u2019" or line[0] == "(":
        return False
    return len(line) <= HEADING_MAX and len(line.split()) <= HEADING_WORDS and bool(_FIRST.match(line) and _OPEN_END.search(line))


def drop_copies(text: str, pieces: Sequence[Piece], counts: Counter[str]) -> list[Piece]:
    """Drop a caption that the page prints twice."""
    seen: set[str] = set()
    kept = []
    captions = {normal(text[p.start : p.end]) for p in pieces if p.kind is BlockKind.CAPTION}
    for piece in pieces:
        name = normal(text[piece.start : piece.end]) if captions else ""
        if name in captions and name in seen:
            counts["repeated caption"] += 1
            continue
        seen.add(name)
        kept.append(piece)
    return kept
