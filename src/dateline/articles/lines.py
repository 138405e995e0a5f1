"""Cut a text into its lines, and put hard-wrapped paragraphs together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BULLET = re.compile(r"(?:[\u2022\u2023\u25aa\u25cf\u25e6\u2043\u00b7\u25ba\u25a0]|[*+-](?=\s))\s*")
_MARK = re.compile(r"#{1,6}\s+(?=\S)")
_FINAL = re.compile(r"[.!?:;\"\u201d'\u2019)\]\u2026]\s*$")
_FIRST_WORD = re.compile(r"\S+")

#: A wrapped text's width: narrower is verse or a table, wider is a line for a paragraph. Mail and wire copy wrap at 60 to 80.
MIN_WIDTH, MAX_WIDTH = 40, 130
#: Share of lines in a wrapped text that are full: the next line's first word would not have fitted.
FULL_SHARE = 0.75
#: Share of full lines that stop in mid-sentence; one line a sentence gives almost none, wrapped prose three quarters.
OPEN_SHARE = 0.4
_SLACK = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a paragraph put together from wrapped lines, without white space and bullet at its ends."""

    start: int
    end: int
    bullet: bool = False
    marked: bool = False
    blank_before: bool = False


def split_lines(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """Cut ``text[start:end]`` into lines, leaving out blank ones; unwrap it if it is hard-wrapped."""
    raw: list[Line] = []
    limit = len(text) if end is None else end
    done = start
    for match in _LINE.finditer(text, start, limit):
        stripped = match[0].strip()
        if not stripped:
            continue
        blank = len(_BREAK.findall(text, done, match.start())) > 1
        first = match.start() + match[0].index(stripped)
        past = first + len(stripped)
        raw.append(Line(first, past, blank_before=blank))
        done = past
    raw = _unwrap(text, raw, wrap_width(text, raw))
    return [line for line in (_unmarked(text, line) for line in raw) if line.start < line.end]


def _unmarked(text: str, line: Line) -> Line:
    if match := _BULLET.match(text, line.start, line.end):
        return Line(match.end(), line.end, bullet=True, blank_before=line.blank_before)
    if match := _MARK.match(text, line.start, line.end):
        return Line(match.end(), line.end, marked=True, blank_before=line.blank_before)
    return line


def _fits(text: str, line: Line, following: Line, width: int, slack: int = 0) -> bool:
    word = _FIRST_WORD.match(text, following.start, following.end)
    return line.end - line.start + 1 + (word.end() - word.start() if word else 0) + slack <= width


def wrap_width(text: str, lines: Sequence[Line]) -> int | None:
    """Return the width that a text is hard-wrapped at, or ``None`` where a line is a paragraph.

    A text is wrapped if nearly every line is so full that the next line's first word would not have fitted, and many lines
    stop in mid-sentence.
    """
    pairs = [(a, b) for a, b in pairwise(lines) if not b.blank_before]
    if len(pairs) < 3:
        return None
    lengths = sorted(a.end - a.start for a, _ in pairs)
    width = lengths[-1 - len(lengths) // 50]
    if not MIN_WIDTH <= width <= MAX_WIDTH:
        return None
    full = [a for a, b in pairs if not _fits(text, a, b, width, _SLACK)]
    if len(full) < FULL_SHARE * len(pairs):
        return None
    unfinished = sum(not _FINAL.search(text[a.start : a.end][-3:]) for a in full)
    return width if unfinished >= OPEN_SHARE * len(full) else None


def _unwrap(text: str, lines: Sequence[Line], width: int | None) -> list[Line]:
    """Put paragraphs together; in a text of no width only where a line plainly stops in mid-sentence and the next goes on."""
    joined: list[Line] = []
    last: Line | None = None
    for line in lines:
        if last is not None and joined and not line.blank_before and _goes_on(text, last, line, width):
            joined[-1] = Line(joined[-1].start, line.end, blank_before=joined[-1].blank_before)
        else:
            joined.append(line)
        last = line
    return joined


def _goes_on(text: str, line: Line, following: Line, width: int | None) -> bool:
    """Return whether a paragraph goes on from one wrapped line to the next."""
    if _BULLET.match(text, following.start, following.end):
        return False
    if width is None and not MIN_WIDTH <= line.end - line.start <= MAX_WIDTH:
        return False
    if width is not None and not _fits(text, line, following, width, _SLACK):
        return True
    return text[following.start].islower() and not _FINAL.search(text[line.start : line.end][-3:])
