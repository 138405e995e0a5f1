"""Reckon with TIMEX3 values: the days a value covers, and steps from a day by a unit.

Weeks run from Monday (ISO 8601). Seasons are the northern meteorological ones (World Meteorological Organization: spring is
March to May), since TIMEX3 values name no hemisphere.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from dateline.times.lexicon import holidays, words

_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_PARTIAL = re.compile(r"(\d{4})-(?:(\d\d)|Q([1-4])|H([12])|(SP|SU|FA|WI))")


def day_of(year: int, month: int, day: int) -> date | None:
    """Return a day, or ``None`` where the calendar has no such day."""
    return date(year, month, day) if 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] else None


def _months(year: int, first: int, count: int) -> tuple[date, date]:
    """Return the first and last day of `count` months from month `first` of `year`."""
    last = first + count - 1
    year_of_last, month_of_last = year + (last - 1) // 12, (last - 1) % 12 + 1
    return date(year, first, 1), date(year_of_last, month_of_last, monthrange(year_of_last, month_of_last)[1])


def bounds(value: str) -> tuple[date, date, str] | None:
    """Return the first day, the last day and the precision of a TIMEX3 date value; ``None`` where it names no days.

    >>> [str(day) for day in bounds("2016-W44")[:2]], bounds("XXXX-10-17")
    (['2016-10-31', '2016-11-06'], None)
    """
    head, _, clock = value.partition("T")
    if found := _DAY.fullmatch(head):
        day = day_of(*map(int, found.groups()))
        return None if day is None else (day, day, "day" if not clock else "part_of_day" if clock.isalpha() else "minute")
    if found := _WEEK.fullmatch(head):
        try:
            monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        except ValueError:
            return None
        return monday + timedelta(5 if found[3] else 0), monday + timedelta(6), "week"
    try:
        if found := _PARTIAL.fullmatch(head):
            year, month, quarter, half, season = int(found[1]), found[2], found[3], found[4], found[5]
            if month:
                return (*_months(year, int(month), 1), "month") if 1 <= int(month) <= 12 else None
            if season:
                return *_months(year, _SEASON_START[season], 3), "season"
            return (*_months(year, 3 * int(quarter) - 2, 3), "season") if quarter else (*_months(year, 6 * int(half) - 5, 6), "year")
        if re.fullmatch(r"\d{4}", head):
            return *_months(int(head), 1, 12), "year"
        if re.fullmatch(r"\d{3}", head):
            return date(int(head) * 10, 1, 1), date(int(head) * 10 + 9, 12, 31), "decade"
        if re.fullmatch(r"\d\d", head):
            return date(int(head) * 100, 1, 1), date(int(head) * 100 + 99, 12, 31), "unknown"
    except ValueError:
        return None
    return None


def week_value(day: date) -> str:
    """Return the ISO week of a day as a TIMEX3 value."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def add_months(day: date, count: int) -> date | None:
    """Return the day `count` months on, at most the last of its month; ``None`` outside the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])) if 1 <= year <= 9999 else None


def add(day: date, count: float, unit: str) -> date | None:
    """Return the day `count` units on (units are codes of the word table); ``None`` outside the calendar."""
    whole = int(count)
    try:
        if unit in ("TS", "TM", "TH"):
            return day + timedelta(hours=count / {"TH": 1, "TM": 60, "TS": 3600}[unit])
        if unit in ("D", "W", "F"):
            return day + timedelta(days=int(count * {"D": 1, "W": 7, "F": 14}[unit]))
    except OverflowError:
        return None
    if unit == "M":
        return add_months(day, whole)
    return add_months(day, int(count * {"Q": 3, "Y": 12, "DE": 120, "CE": 1200}[unit]))


def value_at(day: date, unit: str) -> str:
    """Return the TIMEX3 value of the unit that holds a day: its week, month, quarter or year.

    >>> value_at(date(2016, 11, 6), "W"), value_at(date(2016, 11, 6), "Q")
    ('2016-W44', '2016-Q4')
    """
    if unit in ("W", "F"):
        return week_value(day)
    if unit == "M":
        return f"{day.year:04d}-{day.month:02d}"
    if unit == "Q":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    if unit == "Y":
        return f"{day.year:04d}"
    if unit == "DE":
        return f"{day.year // 10:03d}"
    if unit == "CE":
        return f"{day.year // 100:02d}"
    return day.isoformat()


def duration(count: float | None, unit: str) -> str:
    """Return a TIMEX3 duration; ``X`` stands for a vague amount.

    >>> duration(3, "W"), duration(0.5, "TH"), duration(5.5, "TH"), duration(None, "D"), duration(1, "F")
    ('P3W', 'PT30M', 'PT5H30M', 'PXD', 'P2W')
    """
    if unit == "F":
        count, unit = (None if count is None else count * 2), "W"
    clock = "T" if unit.startswith("T") else ""
    unit = unit.removeprefix("T")
    if count is None:
        return f"P{clock}X{unit}"
    if clock and unit == "H" and count != int(count):
        hours, minutes = divmod(round(count * 60), 60)
        return f"PT{hours}H{minutes}M" if hours else f"PT{minutes}M"
    return f"P{clock}{int(count) if count == int(count) else count}{unit}"


def season_at(day: date) -> str:
    """Return the season that holds a day; January and February belong to the winter that began the year before."""
    code = next((code for code, first in _SEASON_START.items() if first <= day.month < first + 3), "WI")
    return f"{day.year - (day.month < 3):04d}-{code}"


def easter(year: int) -> date:
    """Return Easter Sunday of a Gregorian year (Meeus, Astronomical Algorithms, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def holiday(name: str, year: int) -> date | None:
    """Return the day a holiday of the table falls on in a year, or ``None`` for a year out of range."""
    rule = holidays()[name]
    if not 1583 <= year <= 9998:
        return None
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule.removeprefix("easter")))
    month, day, *weekday = rule.split("-")
    if not weekday:
        return day_of(year, int(month), int(day))
    wanted = int(words().lower("weekday_short")[weekday[0]])
    first = date(year, int(month), 1)
    return first + timedelta(days=(wanted - first.isoweekday()) % 7 + 7 * (int(day) - 1))
