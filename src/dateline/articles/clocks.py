"""Read the clock times that head the entries of a live page, and give each entry its day."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from dateline.articles.dates import read_stamp
from dateline.articles.live_words import load_live

#: Longest line that heads an entry, label, clock, zone and date together.
HEAD_MAX = 60
_CLOCK = (
    r"(?P<h>[01]?\d|2[0-3])(?:[:.h](?P<m>[0-5]\d))(?::[0-5]\d)?\s?(?P<half>[ap]\.?m\b\.?)?"
    r"|(?P<h2>1[0-2]|0?[1-9])\s?(?P<half2>[ap]\.?m\b\.?)"
)
_ZONE = r"(?:\s?\(?(?-i:[A-Z]{2,5}|[A-Z][a-z]+ time)\)?)?(?:\s?\(\d{1,2}:?\d\d\s[A-Z]{2,5}\))?"
_PARTED = re.compile(r"\s?(?:[\u2013\u2014|\u00b7:-]{1,2})\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Mark:
    """The time that heads an entry.

    `clock` is ``HH:MM``; `day` an ISO day where one is printed with it. `start` and `end` bound it in the text it was read from; what
    follows on its line starts at `rest`. `basis` says where a printed day stands, in the words of `dateline.articles.stated`.
    """

    clock: str | None
    day: str | None
    quote: str
    start: int
    end: int
    rest: int
    basis: str = "page line"


#: Stands for an entry without a time.
NO_MARK = Mark(None, None, "", -1, -1, 0)


@cache
def _head() -> re.Pattern[str]:
    words = load_live()
    return re.compile(rf"(?:{words.before})?(?P<clock>{_CLOCK})(?:\s?{words.after}\b\.?)?{_ZONE}", re.IGNORECASE)


def read_mark(text: str, start: int, end: int) -> Mark | None:
    """Read the time at the head of ``text[start:end]``, if the line is a time alone or a time parted from what follows by a dash.

    >>> read_mark("14:32 GMT", 0, 9).clock
    '14:32'
    >>> read_mark("2.05pm BST - Two villages fall", 0, 30).clock
    '14:05'
    >>> read_mark("14:32 was the hour at which it began.", 0, 37) is None
    True
    """
    if end - start <= HEAD_MAX and (stamp := read_stamp(text, start, end)) is not None and "T" in stamp.value:
        spare = text[start : stamp.start] + " " + text[stamp.end : end]
        left = re.sub(rf"(?:{load_live().before})|\b{load_live().after}\b|\b[A-Z]{{2,5}}\b", " ", spare, flags=re.IGNORECASE)
        if not any(c.isalnum() for c in left):
            return Mark(stamp.value[11:16], stamp.value[:10], text[stamp.start : stamp.end], stamp.start, stamp.end, end)
    match = _head().match(text, start, end)
    if match is None or (clock := _value(match)) is None:
        return None
    past = match.end()
    # Some pages print the time twice, for two widths of screen.
    if (again := _head().match(text, _skip(text, past, end), end)) and _value(again) == clock:
        past = again.end()
    bounds = match.start("clock"), match.end("clock")
    if not any(c.isalnum() for c in text[past:end]):
        return Mark(clock, None, text[slice(*bounds)], *bounds, end)
    parted = _PARTED.match(text, past, end)
    return Mark(clock, None, text[slice(*bounds)], *bounds, parted.end()) if parted else None


def read_day(text: str, start: int, end: int) -> str | None:
    """Return the day that a line between entries names, if the line is a date and nothing else."""
    stamp = read_stamp(text, start, end) if end - start <= HEAD_MAX else None
    if stamp is None or any(c.isalnum() for c in text[start : stamp.start] + text[stamp.end : end]):
        return None
    return stamp.value[:10]


def _skip(text: str, at: int, end: int) -> int:
    while at < end and text[at] in " \t\u00a0":
        at += 1
    return at


def _value(match: re.Match[str]) -> str | None:
    hour, minute = int(match["h"] or match["h2"]), int(match["m"] or 0)
    half = (match["half"] or match["half2"] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    return f"{hour:02}:{minute:02}"


def newest_first(marks: Sequence[Mark]) -> bool | None:
    """Return whether entries run from the newest to the oldest, or ``None`` where their times run neither way.

    Without a day, the shorter way round the clock from one time to the next is the way they run. One step against the run is forgiven
    (an entry that is pinned), and one in five of many.
    """
    steps = [_step(a, b) for a, b in pairwise(marks)]
    down, up = sum(step < 0 for step in steps), sum(step > 0 for step in steps)
    if down == up or min(down, up) > max(1, (down + up) // 5):
        return None
    return down > up


def _step(mark: Mark, following: Mark) -> int:
    """Return by how many minutes a mark is followed, below 0 where the next is earlier."""
    if mark.day and following.day and mark.day != following.day:
        return 1 if mark.day < following.day else -1
    gap = _minutes(following) - _minutes(mark)
    return gap if mark.day and following.day else (gap + 720) % 1440 - 720


def _minutes(mark: Mark) -> int:
    hours, _, minutes = (mark.clock or "0:00").partition(":")
    return 60 * int(hours) + int(minutes)


def days_of(marks: Sequence[Mark], first: str | None, *, descending: bool) -> list[str | None]:
    """Return the ISO day of each mark, in the order given.

    A clock that stands earlier than that of the entry before it, in order of time, is past midnight. Days are counted from the nearest
    mark that prints its day, else from `first`, the day on which the page's reporting began.
    """
    ordered = list(marks)[::-1] if descending else list(marks)
    nights, count, last = [], 0, ""
    for mark in ordered:
        clock = mark.clock or last
        count += bool(last) and clock < last
        nights.append(count)
        last = clock
    known = [number for number, mark in enumerate(ordered) if mark.day]
    found: list[str | None] = []
    for number, mark in enumerate(ordered):
        if mark.day:
            found.append(mark.day)
        elif known:
            near = known[max(0, bisect_left(known, number) - 1)]
            found.append(_later(ordered[near].day or "", nights[number] - nights[near]))
        else:
            found.append(_later(first, nights[number]) if first else None)
    return found[::-1] if descending else found


def _later(day: str, nights: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=nights)).isoformat()
