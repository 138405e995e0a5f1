"""Take apart what stands before the story: headline, highlights, notes to editors, byline, dateline, often glued into one line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from dateline.articles.byline import leading_byline, trailing_byline, whole_byline
from dateline.articles.captions import read_caption
from dateline.articles.dateline import Head, find_head, load_words
from dateline.articles.dates import MONTH, WEEKDAY, read_stamp
from dateline.articles.furniture import is_harm
from dateline.articles.piece import Piece
from dateline.articles.published import PageLine, leading_line
from dateline.records import BlockKind

_STAR = re.compile(r"(?:^|(?<=\s))[*\u2022]\s+")
_NEW = re.compile(r"(?<=\S)\s+(?=NEW:\s)")
_CLOCK = re.compile(rf"(?:{WEEKDAY},?\s)?{MONTH}\s\d{{1,2}}(?:\s\d{{1,2}}:\d\d)?(?:\s[A-Z]{{2,4}}){{0,2}}")
_FINISHED = re.compile(r"[.!?][\"\u201d')]?$")
_SENTENCE = re.compile(r"(?<=[a-z0-9%)][a-z0-9%)][.!?])[\"\u201d]?\s+(?=[\"\u201c]?[A-Z])")
_TITLES = re.compile(
    r"\b(?:Gen|Lt|Col|Maj|Sgt|Capt|Adm|Cmdr|Rep|Sen|Gov|Dr|Mr|Mrs|Ms|St|No|Jr|Sr|vs|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.\s*$"
)
#: How many pieces from the top may hold a byline.
TOP = 6
#: Characters from which a line is a paragraph of the story.
STORY = 60


@dataclass(slots=True)
class Lead:
    """What was read off the heads of lines."""

    heads: list[Head] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    line: PageLine | None = None
    advisories: list[str] = field(default_factory=list)


@cache
def _advisory() -> re.Pattern[str]:
    return re.compile(rf"\((?:{'|'.join(load_words()['advisories'])})\b[^()]*\)\s*$")


@cache
def _opener() -> re.Pattern[str]:
    words = "|".join(load_words()["openers"])
    return re.compile(rf"(?<=[a-z0-9\"\u201d'%])\s+(?=(?:{words})\s[a-z0-9])")


def take_apart(text: str, pieces: Sequence[Piece], lead: Lead, counts: Counter[str]) -> list[Piece]:
    """Split off bylines, datelines and what is glued in front of them.

    Pieces that come from the front of a glued line are marked `lead`; the first dateline's are the page's own.
    """
    done: list[Piece] = []
    stories = 0
    for number, piece in enumerate(pieces):
        if piece.kind is BlockKind.CAPTION:
            done.append(piece)
            continue
        start = piece.start
        if number < TOP and not lead.heads:
            if glued := leading_line(text, start, piece.end):
                lead.line = lead.line or glued
                start = _skip(text, start + len(glued.quote), piece.end)
            if who := whole_byline(text[start : piece.end]):
                lead.bylines.append(who)
                continue
            if found := leading_byline(text, start, piece.end):
                lead.bylines.append(found[0])
                start = found[1]
        head = find_head(text, start, piece.end, bare=not (lead.heads or piece.bullet or stories > 1))
        # One paragraph may stand above the dateline, a picture's caption or a standfirst.
        stories += piece.end - start > STORY
        if head is None:
            rest_of_line = piece.within(start, piece.end)
            # Highlights on a line of their own, glued all the same.
            several = number < TOP and not lead.heads and not piece.bullet and _is_glued(text, rest_of_line)
            done += _highlights(text, rest_of_line) if several else [rest_of_line]
            continue
        first = not lead.heads
        lead.heads.append(head)
        before = _trim(text, start, head.start)
        if start < before:
            front = piece.within(start, before)
            front.lead = first
            done += _front(text, front, head, lead, counts)
        rest = _skip(text, head.end, piece.end)
        if rest < piece.end:
            story = piece.within(rest, piece.end)
            story.bullet = False
            story.kind = BlockKind.PARAGRAPH
            done.append(story)
        if first:
            _mark_captions(text, done)
    return done


def _front(text: str, piece: Piece, head: Head, lead: Lead, counts: Counter[str]) -> list[Piece]:
    """Cut up what stands in a line before its dateline."""
    if found := trailing_byline(text, piece.start, piece.end):
        lead.bylines.append(found[0])
        piece = piece.within(piece.start, _trim(text, piece.start, found[1]))
    note = _advisory().search(text[piece.start : piece.end])
    if note and not is_harm(note[0]):
        counts["note to editors"] += 1
        lead.advisories.append(" ".join(note[0].split()))
        piece = piece.within(piece.start, _trim(text, piece.start, piece.start + note.start()))
    words = text[piece.start : piece.end]
    # "..., Special Correspondent", the torn end of a byline; "Thu, Sep 15 10:57 AM BST", a clock without its year.
    if _CLOCK.fullmatch(words) or (words.startswith(",") and len(words) < 60):
        counts["label"] += 1
        return []
    if piece.start >= piece.end:
        return []
    stars = [match.span() for match in _STAR.finditer(text, piece.start, piece.end)]
    if stars or piece.bullet:
        cuts = [(piece.start, piece.start, piece.bullet), *((first, past, True) for first, past in stars)]
        parts: list[Piece] = []
        for (_, past, bullet), following in zip(cuts, [*(c[0] for c in cuts[1:]), piece.end], strict=True):
            end = _trim(text, past, following)
            if past < end:
                part = piece.within(past, end)
                part.bullet = bullet
                part.kind = BlockKind.LIST_ITEM if bullet else None
                parts.append(part)
        return parts
    if head.stamp or head.place is None or head.place[:3].isupper():
        return _sentences(text, piece)
    return _highlights(text, piece)


def _sentences(text: str, piece: Piece) -> list[Piece]:
    """Cut a caption or teaser off the headline that follows it."""
    cuts = _sentence_starts(text, piece)
    if not cuts:
        return [piece]
    return [piece.within(piece.start, _trim(text, piece.start, cuts[-1])), piece.within(cuts[-1], piece.end)]


def _sentence_starts(text: str, piece: Piece) -> list[int]:
    """Return where a piece's second and further sentences start; "Gen. Haddad" is no end of one."""
    ends = _SENTENCE.finditer(text, piece.start, piece.end)
    return [match.end() for match in ends if not _TITLES.search(text[piece.start : match.end()])]


def _is_glued(text: str, piece: Piece) -> bool:
    """Return whether an unfinished line holds several highlights: a new one opens in its middle, without a stop before it."""
    return not _FINISHED.search(text[piece.start : piece.end]) and bool(_opener().search(text, piece.start, piece.end))


def _highlights(text: str, piece: Piece) -> list[Piece]:
    """Cut highlights that a scraper glued together, where a new one can be told by its first word."""
    cuts = {match.end() for pattern in (_NEW, _opener()) for match in pattern.finditer(text, piece.start, piece.end)}
    bounds = [piece.start, *sorted(cuts.union(_sentence_starts(text, piece))), piece.end]
    parts = []
    for start, following in pairwise(bounds):
        part = piece.within(start, _trim(text, start, following))
        part.kind = BlockKind.PARAGRAPH if _FINISHED.search(text[part.start : part.end]) else BlockKind.LIST_ITEM
        parts.append(part)
    return [part for part in parts if part.start < part.end]


def _mark_captions(text: str, pieces: list[Piece]) -> None:
    """Mark a whole sentence with a full date, standing before the dateline, as the picture's caption it is."""
    for piece in pieces[:-1]:
        line = text[piece.start : piece.end]
        if piece.kind is None and not piece.bullet and len(line) < 400 and _FINISHED.search(line) and read_stamp(line):
            set_caption(text, piece)


def set_caption(text: str, piece: Piece) -> None:
    """Make a piece a caption, with its credit, day and place."""
    caption = read_caption(text, piece.start, piece.end)
    piece.start, piece.end, piece.kind = caption.start, caption.end, BlockKind.CAPTION
    piece.credit, piece.date, piece.place = caption.credit, caption.date, caption.place


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _skip(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at
