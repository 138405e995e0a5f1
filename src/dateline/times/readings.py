"""What one rule makes of a match: a TIMEX3 type and value, the days it covers, and the rule's name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateline.times.periods import bounds

_HALVES = {"first half of": "H1", "second half of": "H2", "latter half of": "H2"}


@dataclass(frozen=True, slots=True)
class Reading:
    """A resolved expression. `first` and `last` are days or ``None`` for an open end; `known` tells whether there are any.

    `clock` is ``HH:MM`` where a time of day is given. `future` marks a time after publication.
    """

    type: str
    value: str | None
    rule: str = ""
    first: date | None = None
    last: date | None = None
    precision: str = "unknown"
    known: bool = False
    role: str = "point"
    clock: str | None = None
    future: bool = False

    @property
    def single_day(self) -> bool:
        """Whether the reading is one day (or a part of it) that later words may refer back to."""
        return self.known and self.role == "point" and self.first == self.last and self.precision in ("day", "part_of_day", "minute")


def dated(value: str, rule: str, *, kind: str = "DATE", future: bool = False) -> Reading:
    """Return the reading of a date value; its days follow from the value, if it has any."""
    covered = bounds(value)
    if covered is None:
        return Reading(kind, value, rule)
    return Reading(kind, value, rule, covered[0], covered[1], covered[2], True, future=future)


def undated(value: str | None, *, kind: str = "DATE", role: str = "point", rule: str = "") -> Reading:
    """Return a reading without days."""
    return Reading(kind, value, rule, role=role)


def window(value: str, rule: str, first: date | None, last: date | None, precision: str) -> Reading:
    """Return the reading of a stretch in which something lies ("in the past two days")."""
    return Reading("DURATION", value, rule, first, last, precision, first is not None or last is not None, "within")


def narrowed(reading: Reading, edge: str, published: date | None) -> Reading:
    """Return a reading narrowed by "early", "the end of" and the like.

    TIMEX3 has no bounds for START, MID and END; halves are taken (the middle half for "mid"), wide enough for any usage.
    "earlier this month" ends on the day of publication and "later this month" begins there.
    """
    if not reading.known or reading.first is None or reading.last is None or reading.first == reading.last:
        return reading
    first, last = reading.first, reading.last
    if reading.precision == "year" and reading.value and (half := _HALVES.get(edge.removeprefix("the "))):
        return dated(f"{reading.value}-{half}", reading.rule, future=reading.future)
    length = (last - first).days + 1
    if edge.startswith("earlier"):
        return replace(reading, last=min(last, published) if published and published >= first else last)
    if edge.startswith("later"):
        return replace(reading, first=max(first, published) if published and published <= last else first)
    if any(word in edge for word in ("early", "beginning", "start", "turn", "outset", "first")):
        return replace(reading, last=first + timedelta(days=(length + 1) // 2 - 1))
    if any(word in edge for word in ("late", "end", "close", "second", "latter", "last")):
        return replace(reading, first=last - timedelta(days=(length + 1) // 2 - 1))
    if "mid" in edge:
        return replace(reading, first=first + timedelta(days=length // 4), last=last - timedelta(days=length // 4))
    return reading
