"""Read dates and clock times as pages print them: publication lines, datelines, captions, URLs.

Only whole dates count: a day without its year is nothing here. Clock times are the page's own; no time zone is applied.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = {
    name: number for number, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)
}
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
WEEKDAY = r"(?:Mon|Tue(?:s)?|Wed(?:nes)?|Thu(?:r(?:s)?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"
_YEAR = r"(?P<{}>(?:19|20)\d\d)\b"
_DATE = re.compile(
    rf"(?<![\w/-])(?:(?P<y1>(?:19|20)\d\d)[-/.](?P<m1>\d\d?)[-/.](?P<d1>\d\d?)(?!\d)(?:T(?P<iso>\d\d:\d\d))?"
    rf"|(?:{WEEKDAY},?\s+)?(?P<m2>{MONTH})\s+(?P<d2>\d\d?)(?:st|nd|rd|th)?,?\s+{_YEAR.format('y2')}"
    rf"|(?:{WEEKDAY},?\s+)?(?P<d3>\d\d?)(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<m3>{MONTH}),?[\s-]+{_YEAR.format('y3')}"
    rf"|(?P<a>\d\d?)(?P<sep>[/.])(?P<b>\d\d?)(?P=sep){_YEAR.format('y4')})",
    re.IGNORECASE,
)
_ZONE = r"(?:\s*\(?(?:[A-Z]{2,5}|local time|hours|hrs)\b\)?)?"
_TIME = re.compile(
    rf"(?P<h>[01]?\d|2[0-3])[:.](?P<m>[0-5]\d)(?::[0-5]\d)?\s*(?P<half>[ap]\.?m\b\.?)?{_ZONE}"
    rf"|(?P<h2>1[0-2]|0?[1-9])\s*(?P<half2>[ap]\.?m\b\.?){_ZONE}"
    rf"|(?P<h3>[01]\d|2[0-3])(?P<m3>[0-5]\d)\s*(?P<zone3>GMT|UTC|(?i:hours|hrs))\b",
    re.IGNORECASE,
)  # fmt: skip
_AFTER = re.compile(r"[\s,|@\u00b7\u2022-]*(?:(?:--\s*)?Updated\s+)?(?:at\s+|T)?[\s,|@-]*", re.IGNORECASE)
_BEFORE = re.compile(r"[\s,|@\u00b7-]*(?:on\s+)?$", re.IGNORECASE)
_URL_DAY = re.compile(r"[/_-]((?:19|20)\d\d)[/_-]?(0?[1-9]|1[0-2]|[a-z]{3})[/_-]?(0[1-9]|[12]\d|3[01]|[1-9](?=/))(?!\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A printed date, with its clock time if one stands beside it. `value` is ISO 8601, `precision` ``minute`` or ``day``."""

    value: str
    precision: str
    start: int
    end: int


def read_stamp(text: str, start: int = 0, end: int | None = None) -> Stamp | None:
    """Return the first whole date in ``text[start:end]``.

    A date in figures counts only where day and month cannot be mistaken for each other.

    >>> read_stamp("Posted at 9:05 pm March 3rd, 2014")
    Stamp(value='2014-03-03T21:05', precision='minute', start=10, end=33)
    >>> read_stamp("03/04/2014") is None
    True
    """
    limit = len(text) if end is None else end
    for match in _DATE.finditer(text, start, limit):
        day = _day(match)
        if day is None:
            continue
        first, past = match.span()
        if match["iso"]:
            return Stamp(f"{day}T{match['iso']}", "minute", first, past)
        gap = _AFTER.match(text, past, limit)
        clock = _TIME.match(text, gap.end() if gap else past, limit)
        if clock and (value := _clock(clock)):
            return Stamp(f"{day}T{value}", "minute", first, clock.end())
        for clock in _TIME.finditer(text, max(start, first - 30), first):
            if _BEFORE.fullmatch(text, clock.end(), first) and (value := _clock(clock)):
                return Stamp(f"{day}T{value}", "minute", clock.start(), past)
        return Stamp(day, "day", first, past)
    return None


def _day(match: re.Match[str]) -> str | None:
    if match["y1"]:
        parts = match["y1"], match["m1"], match["d1"]
    elif match["y2"]:
        parts = match["y2"], match["m2"], match["d2"]
    elif match["y3"]:
        parts = match["y3"], match["m3"], match["d3"]
    else:
        first, second = int(match["a"]), int(match["b"])
        if match["sep"] == "." or first > 12:
            parts = match["y4"], match["b"], match["a"]
        elif second > 12 or first == second:
            parts = match["y4"], match["a"], match["b"]
        else:
            return None
    return iso_day(*parts)


def iso_day(year: str, month: str, day: str) -> str | None:
    """Return an ISO day from a year, a month (name or number) and a day, or ``None`` where there is no such day."""
    number = int(month) if month.isdigit() else _MONTHS.get(month[:3].lower(), 0)
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return None


def _clock(match: re.Match[str]) -> str | None:
    hour = int(match["h"] or match["h2"] or match["h3"])
    minute = int(match["m"] or match["m3"] or 0)
    half = (match["half"] or match["half2"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return f"{hour:02}:{minute:02}" if half[0] == "p" else None
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    return f"{hour:02}:{minute:02}"


def nearest_day(month: str, day: str, near: str) -> str | None:
    """Return the ISO day with this month and day that lies nearest to the ISO day `near`."""
    anchor = date.fromisoformat(near[:10])
    days = [iso_day(str(anchor.year + step), month, day) for step in (-1, 0, 1)]
    return min((d for d in days if d), key=lambda d: abs((date.fromisoformat(d) - anchor).days), default=None)


def url_day(url: str) -> tuple[str, str] | None:
    """Return the ISO day that a URL's path holds, with the characters it was read from.

    >>> url_day("https://example.org/world/2014/03/03/a-town-falls.html")
    ('2014-03-03', '/2014/03/03')
    """
    match = _URL_DAY.search(url)
    day = iso_day(*match.groups()) if match else None
    return (day, match[0]) if match and day else None
