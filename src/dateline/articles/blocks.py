"""Decide what each piece of a page is: title, heading, paragraph, caption or list item."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from dateline.articles.captions import is_caption
from dateline.articles.dates import MONTH, WEEKDAY
from dateline.articles.furniture import is_harm, line_kind
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
_CREDIT = re.compile(r"^[A-Z]{2,}/|\b(?:photo|handout|image)s?(?:/|$)|/(?:handout|pool)\b", re.IGNORECASE)
_RULE = re.compile(r"\s[|>\u00b7\u2022]\s|\s[\u2013\u2014-]\s")
#: A line of more characters that is no headline belongs to the story.
STORY_MIN = 60
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
    return bool(_FIRST.match(line) and _OPEN_END.search(line) and not _CREDIT.search(line) and line_kind(line) is None)


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
    above = True
    for number, piece in enumerate(pieces):
        above = above and piece is not title
        if above and not hint and not title.lead and _is_masthead(text[piece.start : piece.end]) and piece.kind is not BlockKind.CAPTION:
            counts["masthead line"] += 1
            continue
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
    names = Counter(normal(text[p.start : p.end]) for p in pieces[:REPEATS])
    best: tuple[int, Piece] | None = None
    for piece in pieces[:REPEATS]:
        line = text[piece.start : piece.end]
        if not could_be_title(line) or piece.bullet or piece.lead or piece.kind not in (None, BlockKind.HEADING):
            if len(line) > STORY_MIN:
                break
            continue
        rank = _headline_rank(line) + (5 if names[normal(line)] > 1 else 0)
        if best is None or rank > best[0]:
            best = rank, piece
    return best[1] if best and best[0] > 0 and best[1] is not pieces[-1] else None


def _is_masthead(line: str) -> bool:
    """Return whether a short line above the title is the paper's name, edition or menu."""
    return len(line.split()) <= 8 and bool(_OPEN_END.search(line)) and not is_harm(line) and not any(c.isdigit() for c in line)


def _headline_rank(line: str) -> int:
    """Return how much a line reads like a headline rather than a paper's name, a menu or a standfirst; above 0 it is one."""
    words = line.split()
    rank = 2 if len(words) >= 5 else 0
    rank += any(word[0].islower() and len(word) > 1 for word in words) or (line.isupper() and len(words) >= 5)
    rank += is_harm(line)
    rank -= len(words) > 16
    rank -= 2 if len(words) <= 4 and all(word[0].isupper() for word in words) else 0
    rank -= len(_RULE.findall(line))
    return rank


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
    if following.kind is BlockKind.CAPTION or (_short(after) and not following.bullet):
        return False
    # "Where could they go?" on a line of its own may be a heading or a sentence; only white space around it tells.
    if line[-1] in "?!" and not (piece.blank_before and following.blank_before):
        return False
    before = pieces[number - 1] if number else None
    if following.bullet:
        return before is not None and before.kind is BlockKind.PARAGRAPH and piece.blank_before
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
