"""Displacement drawn: a place's numbers by day, stock and flow apart, and who went from where to where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from dateline.records import DisplacementPoint, DisplacementReport, DisplacementSeries, Flow, Where
from dateline.views.displacement import days_of, heading_of, mark_of, notes_of, number_of, voice_of, what_of
from dateline.views.words import count, kind_of
from dateline.web.speakers import PRIVATE, public_name

#: A chart's width and a row's height, in units of its picture.
WIDTH, ROW = 640.0, 26.0


@dataclass(frozen=True, slots=True)
class Said:
    """One report's number: its words, who says it, what must be known of it, and its claim."""

    words: str
    by: str
    mark: str
    claim_id: str


@dataclass(frozen=True, slots=True)
class Row:
    """A point of a series as the table shows it. `x`, `width` are its days on the chart, in its units; ``None`` where none is told.
    `height` is its best number's share of the chart's largest."""

    number: int
    what: str
    flow: str
    days: str
    figures: str
    voices: int
    said: tuple[Said, ...]
    notes: tuple[str, ...]
    x: float | None
    width: float
    low: float
    best: float
    high: float | None


@dataclass(frozen=True, slots=True)
class Chart:
    """The series of one place: rows of the table and of the chart, the days at its ends, totals and contradictions in words."""

    id: str
    heading: str
    rows: tuple[Row, ...]
    first: str | None
    last: str | None
    top: int
    totals: tuple[str, ...]
    contradictions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """Movements told of one pair of places: the largest number of one report, never a sum. `y` are the ends' heights, `thickness` its
    share of the largest."""

    origin: str
    destination: str
    figures: str
    chart: str
    y_from: float
    y_to: float
    thickness: float


@dataclass(frozen=True, slots=True)
class Ways:
    """All pairs of places, with the names at either side and their heights, and the picture's height."""

    ways: tuple[Way, ...]
    origins: tuple[tuple[str, float], ...]
    destinations: tuple[tuple[str, float], ...]
    height: float


def charts_of(series: Sequence[DisplacementSeries], *, hide: bool) -> list[Chart]:
    """Return a chart for each place, or pair of places, in the order of the series; all have the same days at their ends.

    Args:
        series: those of one place together.
        hide: whether names of speakers who may be private persons are left out.
    """
    days = [day for one in series for point in one.points for day in _days(point)]
    first, last = min(days, default=None), max(days, default=None)
    return [_chart(f"p{n}", name, list(group), first, last, hide) for n, (name, group) in enumerate(groupby(series, key=heading_of), 1)]


def _chart(key: str, heading: str, series: Sequence[DisplacementSeries], first: date | None, last: date | None, hide: bool) -> Chart:
    points = [point for one in series for point in one.points]
    top = max((max(point.low, point.best, point.high or 0) for point in points), default=1) or 1
    rows: list[Row] = []
    totals: list[str] = []
    for one in series:
        start = len(rows) + 1
        rows += [_row(len(rows) + 1 + n, one, point, start, first, last, top, hide) for n, point in enumerate(one.points)]
        if (total := one.total) is not None:
            between = f"; of {total.days_between} days between them nothing is told" if total.days_between else ""
            terms = ", ".join(str(start + n) for n in total.points)
            totals.append(f"{count(total.best)} {what_of(one)}: rows {terms} share no day{between}. Movements, not people.")
    found = tuple(contradiction.summary for one in series for contradiction in one.contradictions)
    ends = (first.isoformat() if first else None, last.isoformat() if last else None)
    return Chart(key, heading, tuple(rows), *ends, top, tuple(totals), found)


def _row(
    number: int, one: DisplacementSeries, point: DisplacementPoint, start: int, first: date | None, last: date | None, top: int,
    hide: bool,
) -> Row:  # fmt: skip
    days = _days(point)
    x, width = None, 0.0
    if days and first is not None and last is not None:
        whole = (last - first).days + 1
        x = WIDTH * (min(days) - first).days / whole
        width = max(3.0, WIDTH * ((max(days) - min(days)).days + 1) / whole)
    own = [note for at, note in ((start + n, note) for n, p in enumerate(one.points) for note in notes_of(one, p, start)) if at == number]
    told = [report for report in point.reports if report.standing not in ("repeated", "withdrawn")] or list(point.reports)
    said = tuple(Said(r.quote, _by(r, hide), mark_of(r).strip(" ()"), r.claim_id) for r in told)
    flow = {Flow.STOCK: "stock", Flow.FLOW: "flow"}.get(one.flow, "houses") if one.flow is not None else "houses"
    return Row(
        number, what_of(one), flow, days_of(one, point), number_of(one, point), len(point.voices), said, tuple(own), x, width,
        point.low / top, point.best / top, None if point.high is None else point.high / top,
    )  # fmt: skip


def _by(report: DisplacementReport, hide: bool) -> str:
    if hide and report.kind in PRIVATE:
        return public_name(report.voice, report.kind, hide=hide)
    return f"{voice_of(report)} ({kind_of(report.kind)})"


def _days(point: DisplacementPoint) -> list[date]:
    if point.when is None:
        return []
    return [date.fromisoformat(value[:10]) for value in (point.when.earliest, point.when.latest) if value is not None]


def ways_of(series: Iterable[DisplacementSeries]) -> Ways:
    """Return who went from where to where: the largest number told of each pair of places."""
    best: dict[tuple[str, str], tuple[int, DisplacementSeries, DisplacementPoint]] = {}
    for one in series:
        if one.flow is Flow.STOCK or not (one.origin and one.destination) or not one.points:
            continue
        point = max(one.points, key=lambda p: p.best)
        key = (_named(one.origin), _named(one.destination))
        if key not in best or best[key][0] < point.best:
            best[key] = (point.best, one, point)
    origins, destinations = sorted({a for a, _ in best}), sorted({b for _, b in best})
    height = ROW * max(len(origins), len(destinations), 1)
    left, right = _spread(origins, height), _spread(destinations, height)
    top = {one.unit: max(number for number, other, _ in best.values() if other.unit is one.unit) or 1 for _, one, _ in best.values()}
    ways = tuple(
        Way(a, b, number_of(one, point), heading_of(one), left[a], right[b], max(1.0, 14.0 * number / top[one.unit]))
        for (a, b), (number, one, point) in sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
    )
    return Ways(ways, tuple(left.items()), tuple(right.items()), height)


def _named(places: Sequence[Where]) -> str:
    return " + ".join(where.name for where in places)


def _spread(names: Sequence[str], height: float) -> dict[str, float]:
    return {name: height * (n + 0.5) / len(names) for n, name in enumerate(names)}
