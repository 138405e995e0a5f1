"""The timeline: how many incidents each stretch of days may hold, drawn as SVG on the server.

Places along the axis are per cent of its width, so that the drawing fits any screen and its words keep their size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from dateline.records import IncidentSummary
from dateline.views.words import MONTHS
from dateline.web.kinds import kind_of_type
from dateline.web.snapshot import ALWAYS, NEVER, Mask, Snapshot

#: More bins than this are finer than a narrow screen can show.
MOST_BINS = 120
#: Incidents that are drawn one by one, a bar each; more are told by the columns alone.
MOST_BARS = 150
#: Lanes of bars; what fits in none of them is told by the columns alone.
MOST_LANES = 24
COLUMN_HEIGHT, LANE_HEIGHT = 56, 9
TICKS = 5


@dataclass(frozen=True, slots=True)
class Column:
    """One stretch of days: where it stands and how wide it is (per cent), its days, how many incidents are surely in it, and how many more
    may be, each of their days alike; the heights in pixels."""

    x: float
    width: float
    first: str
    last: str
    sure: int
    maybe: float
    sure_height: float
    maybe_height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One incident: the days it may have been on, as per cent of the axis, its lane, its colour class."""

    summary: IncidentSummary
    x: float
    width: float
    lane: int
    kind: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """A timeline of the days `first` to `last`; `undated` incidents have no day, or one open to a side, and are not in the
    columns; nor are those `outside`, far from all others."""

    first: str
    last: str
    step: str
    columns: tuple[Column, ...]
    bars: tuple[Bar, ...]
    lanes: int
    ticks: tuple[tuple[float, str, str], ...]
    undated: int
    outside: int

    @property
    def height(self) -> int:
        """The drawing's height in pixels, without the axis."""
        return COLUMN_HEIGHT + self.lanes * LANE_HEIGHT + (6 if self.lanes else 0)


def timeline_of(snapshot: Snapshot, mask: Mask) -> Timeline | None:
    """Return the timeline of the chosen incidents, or ``None`` where none has a day.

    Args:
        snapshot: all incidents.
        mask: those chosen.
    """
    closed = mask & (snapshot.earliest != NEVER) & (snapshot.latest != ALWAYS)
    if not closed.any():
        return None
    first_day, last_day = _range(snapshot.earliest[closed], snapshot.latest[closed])
    inside = closed & (snapshot.latest >= first_day) & (snapshot.earliest <= last_day)
    outside = int((closed & ~inside).sum())
    closed = inside
    begin, end = np.maximum(snapshot.earliest[closed], first_day), np.minimum(snapshot.latest[closed], last_day)
    edges, step = _edges(first_day, last_day)
    first, after = edges[0], edges[-1]
    starts = np.array(edges[:-1])
    low, high = np.searchsorted(starts, begin, "right") - 1, np.searchsorted(starts, end, "right") - 1
    bins = len(starts)
    sure = np.bincount(low[low == high], minlength=bins)
    wide = low != high
    share = 1.0 / (high[wide] - low[wide] + 1)
    steps = np.zeros(bins + 1)
    np.add.at(steps, low[wide], share)
    np.add.at(steps, high[wide] + 1, -share)
    maybe = np.maximum(np.cumsum(steps)[:bins], 0.0)
    tallest = float((sure + maybe).max())
    span = after - first
    scale = COLUMN_HEIGHT / tallest
    columns = tuple(
        Column(
            x=_percent(edges[n] - first, span),
            width=_percent(edges[n + 1] - edges[n], span),
            first=_iso(edges[n]),
            last=_iso(edges[n + 1] - 1),
            sure=int(sure[n]),
            maybe=round(float(maybe[n]), 1),
            sure_height=round(scale * float(sure[n]), 1),
            maybe_height=round(scale * float(maybe[n]), 1),
        )
        for n in range(bins)
        if sure[n] or maybe[n] >= 0.05
    )
    rows = closed.nonzero()[0]
    bars = _bars([snapshot.summaries[int(n)] for n in rows], first, span) if len(rows) <= MOST_BARS else ()
    lanes = max((bar.lane for bar in bars), default=-1) + 1
    undated = int((mask & ~inside).sum()) - outside
    return Timeline(_iso(first), _iso(after - 1), step, columns, bars, lanes, _ticks(edges, step), undated, outside)


def _range(begin: npt.NDArray[np.int32], end: npt.NDArray[np.int32]) -> tuple[int, int]:
    """Return the days to draw: all of them, or those that hold all but a fiftieth at each end where that is at most a third as long."""
    whole = int(begin.min()), int(end.max())
    most = int(np.percentile(begin, 2)), int(np.percentile(end, 98))
    return most if 3 * (most[1] - most[0] + 1) <= whole[1] - whole[0] + 1 else whole


def _edges(first: int, last: int) -> tuple[list[int], str]:
    """Return where the bins begin, and where the last one ends, as ordinals; and what a bin is."""
    days = last - first + 1
    if days <= MOST_BINS:
        return list(range(first, last + 2)), "day"
    if days <= MOST_BINS * 7:
        monday = first - date.fromordinal(first).weekday()
        return list(range(monday, last + 8, 7)), "week"
    start, end = date.fromordinal(first), date.fromordinal(last)
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    size = next((n for n in (1, 3, 12, 60, 120) if months <= MOST_BINS * n), 600)
    # Bins of several months begin with the year, so that their names are plain.
    at = start.year * 12 + start.month - 1
    at -= at % size
    edges = []
    while True:
        year, month = divmod(at, 12)
        edges.append(date(max(1, year), month + 1, 1).toordinal() if year <= 9999 else date.max.toordinal())
        if edges[-1] > last:
            return edges, {1: "month", 3: "quarter", 12: "year"}.get(size, f"{size // 12} years")
        at += size


def _ticks(edges: Sequence[int], step: str) -> tuple[tuple[float, str, str], ...]:
    """Return names along the axis: where (per cent), the words, and on which side of the place they stand."""
    span = edges[-1] - edges[0]
    bins = len(edges) - 1
    chosen = sorted({round(n * (bins - 1) / (TICKS - 1)) for n in range(TICKS)}) if bins > 1 else [0]
    years = {date.fromordinal(edge).year for edge in edges[:-1]}
    ticks = []
    for n in chosen:
        day = date.fromordinal(edges[n])
        month = MONTHS[day.month - 1]
        if step in ("day", "week"):
            words = f"{day.day} {month}" + ("" if len(years) == 1 and n else f" {day.year}")
        else:
            words = f"{month} {day.year}" if step in ("month", "quarter") else str(day.year)
        anchor = "start" if n == 0 else "end" if n == bins - 1 else "middle"
        middle = edges[n] if n == 0 else edges[n + 1] if n == bins - 1 else (edges[n] + edges[n + 1]) / 2
        ticks.append((_percent(middle - edges[0], span), words, anchor))
    return tuple(ticks)


def _bars(summaries: Sequence[IncidentSummary], first: int, span: int) -> tuple[Bar, ...]:
    """Lay incidents in lanes, in order of their days, so that no two bars touch."""
    ends: list[float] = []
    bars = []
    gap = span / 150
    for one in sorted(summaries, key=lambda s: (s.earliest or "", s.latest or "", s.number)):
        begin = max(first, date.fromisoformat(one.earliest or "").toordinal())
        end = min(first + span, date.fromisoformat(one.latest or "").toordinal() + 1)
        lane = next((n for n, until in enumerate(ends) if until <= begin), len(ends))
        if lane == MOST_LANES:
            continue
        if lane == len(ends):
            ends.append(0)
        ends[lane] = max(end, begin + gap) + gap / 2
        bars.append(Bar(one, _percent(begin - first, span), _percent(end - begin, span), lane, kind_of_type(one.event_type)))
    return tuple(bars)


def _percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 3)


def _iso(ordinal: int) -> str:
    return (date.fromordinal(1) + timedelta(days=ordinal - 1)).isoformat()
