"""Draw series of displacement: under each place, or pair of places, its numbers by kind and day, and show where they disagree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from dateline.records import (
    DisplacementPoint,
    DisplacementReport,
    DisplacementSeries,
    Flow,
    Measure,
    PlaceRole,
    Scope,
    Status,
    Toll,
    Unit,
    Where,
)
from dateline.serial import displacement_line, dumps
from dateline.views.pen import Page, columns
from dateline.views.words import bounds, count, kind_of, plural, spoken, stretch, toll

#: An article's id, which is the voice of a report that credits no agency and no paper.
_ID = re.compile(r"[0-9a-f]{16,}")
#: Reports shown in full; the others are counted.
MOST = 3
_SIDES = {
    Measure.DISPLACED: ("displaced from here", "arrived here"),
    Measure.EVACUATED: ("evacuated from here", "evacuated to here"),
    Measure.RETURNED: ("returned from here", "returned here"),
}
_PAIRS = {Measure.DISPLACED: "displaced", Measure.EVACUATED: "evacuated", Measure.RETURNED: "returned"}
_SCOPES = {Scope.WAR: "of the whole war", Scope.BACKGROUND: "background"}
_STANDINGS = {"part": "only some of them", "additional": "beside others told"}


def draw_displacement(page: Page, series: Sequence[DisplacementSeries]) -> None:
    """Add series, those of one place together.

    Args:
        page: to add to.
        series: in the order to be shown in; series of one place stand together.
    """
    for heading, group in groupby(series, key=heading_of):
        page.blank()
        page.line((heading, "bold"))
        told = list(group)
        rows = [["", "what", "days", "how many", "voices", "who says so"]]
        for number, (one, point) in enumerate(_points(told), 1):
            rows.append([str(number), what_of(one), days_of(one, point), number_of(one, point), str(len(point.voices)), _said(point)])
        first = 1
        notes: list[tuple[int, str]] = []
        for one in told:
            notes += [(first + n, note) for n, point in enumerate(one.points) for note in notes_of(one, point, first)]
            first += len(one.points)
        columns(page, rows, numbers=(0, 4), flexible=(1, 3, 5))
        for number, note in notes:
            page.line(f"{number}: {note}", indent=3, hang=6)
        first = 1
        for one in told:
            if one.total is not None:
                _draw_total(page, one, first)
            for contradiction in one.contradictions:
                page.line(("CONTRADICTION", "bold red"), f"  {contradiction.summary}", indent=3, hang=6)
            first += len(one.points)
    if series:
        page.blank()
        page.line(("Never add rows: one report may stand under several places, and an area's numbers hold those of its places.", "dim"))


def displacement_lines(series: Sequence[DisplacementSeries]) -> Iterator[str]:
    """Yield series as JSON, one a line."""
    return (dumps(displacement_line(one)) for one in series)


def _points(series: Sequence[DisplacementSeries]) -> Iterator[tuple[DisplacementSeries, DisplacementPoint]]:
    return ((one, point) for one in series for point in one.points)


def heading_of(one: DisplacementSeries) -> str:
    """Return the place, or the pair of places, that a series is of."""
    if one.origin and one.destination:
        return f"{_names(one.origin)} → {_names(one.destination)}"
    return _names(one.at or one.origin or one.destination)


def _names(places: Sequence[Where]) -> str:
    """Return places with the area they lie in; several are told together."""
    if not places:
        return "Place not told"
    named = " + ".join(f"{'near ' if where.role is PlaceRole.NEAR else ''}{where.name}" for where in places)
    regions = dict.fromkeys(", ".join(dict.fromkeys(part for part in _area(where) if part)) for where in places)
    region = "; ".join(region for region in regions if region)
    return f"{named}{f' [{region}]' if region else ''}{' (together)' if len(places) > 1 else ''}"


def _area(where: Where) -> tuple[str | None, ...]:
    within = where.within if where.within != where.admin1 else None
    return (within, where.admin1 if where.admin1 != where.name else None, where.country)


def what_of(one: DisplacementSeries) -> str:
    """Return what a series counts."""
    if one.unit is Unit.BUILDING:
        return spoken(one.measure)
    if one.flow is Flow.STOCK:
        here = " here" if one.at else " from here" if one.origin else ""
        return f"{spoken(one.measure)}{here}" if one.measure is Measure.TRAPPED else f"stock of {spoken(one.measure)}{here}"
    if (one.origin and one.destination) or one.measure not in _SIDES or not (one.origin or one.destination):
        return _PAIRS.get(one.measure, spoken(one.measure))
    return _SIDES[one.measure][0 if one.origin else 1]


def days_of(one: DisplacementSeries, point: DisplacementPoint) -> str:
    """Return the days of a point."""
    if point.when is None:
        return "not told"
    return stretch(point.when) if one.flow is not Flow.STOCK or point.when.earliest != point.when.latest else f"on {stretch(point.when)}"


def number_of(one: DisplacementSeries, point: DisplacementPoint) -> str:
    """Return the figures of a point."""
    return toll([Toll(one.measure, one.unit, point.low, point.best, point.high, ())])


def _said(point: DisplacementPoint) -> str:
    told = [report for report in point.reports if report.standing not in ("repeated", "withdrawn")] or list(point.reports)
    said = [f'{voice_of(report)} ({kind_of(report.kind)}): "{report.quote}"{mark_of(report)}' for report in told[:MOST]]
    if len(told) > MOST:
        said.append(f"{len(told) - MOST} more")
    return "; ".join(said)


def voice_of(report: DisplacementReport) -> str:
    """Return whose number it is; a report that credits nobody goes by its id."""
    return f"report {report.voice[:8]}" if _ID.fullmatch(report.voice) else report.voice


def mark_of(report: DisplacementReport) -> str:
    """Return what must be known of a report's number, in brackets; nothing where it simply stands."""
    marks = [_STANDINGS[report.standing]] if report.standing in _STANDINGS else []
    marks += ["corrected since"] if report.standing == "replaced" else []
    marks += [spoken(report.status)] if report.status in (Status.POSSIBLE, Status.CLAIMED) else []
    return f" ({', '.join(marks)})" if marks else ""


def notes_of(one: DisplacementSeries, point: DisplacementPoint, first: int) -> Iterator[str]:
    """Yield what must be known before a point is used.

    Args:
        one: the series.
        point: the point.
        first: the number of its series' first row.
    """
    if point.running:
        yield "a running total"
    if point.covered_by is not None:
        yield f"its days lie within those of {first + point.covered_by}, which counts the same people too"
    for scope in dict.fromkeys(report.scope for report in point.reports if report.scope in _SCOPES):
        yield _SCOPES[scope]
    if any(report.same_people is not None for report in point.reports):
        yield "the same people are told in another unit too"
    elif one.unit in (Unit.FAMILY, Unit.HOUSEHOLD) and all(report.persons is None for report in point.reports):
        yield "how many people these are is not told"
    for report in point.reports:
        if report.persons is not None:
            persons = report.persons
            yield f'reckoned, not told: {bounds(persons.low, persons.high)} people by the family size it gives ("{persons.span.quote}")'


def _draw_total(page: Page, one: DisplacementSeries, first: int) -> None:
    total = one.total
    assert total is not None
    number = toll([Toll(one.measure, one.unit, total.low, total.best, total.high, ())])
    terms = ", ".join(count(first + n) for n in total.points)
    between = f"; of {plural(total.days_between, 'day')} between them nothing is told" if total.days_between else ""
    page.line(("TOTAL", "bold"), f"  {number} {what_of(one)}: {terms} share no day{between}. Movements, not people.", indent=3, hang=6)
