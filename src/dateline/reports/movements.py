"""Displacement: movements in a stretch of days, and people away from home on a day, apart; numbers that overlap are never added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.records import DisplacementPoint, DisplacementReport, DisplacementSeries, Figure, Flow, Status, VictimKind, Where
from dateline.reports.disagreements import sides_of
from dateline.reports.document import Block, Heading, Listing
from dateline.reports.selection import Material, meets
from dateline.reports.sentences import Basis, Note, Part, Sentence, Words, joined
from dateline.reports.wording import befell, bounds, cite, figure, noun, place_name, verb, when_parts
from dateline.reports.writer import Writer

#: A report's number stands in a point, or was said beside another; what its own voice repeated, corrected or took back does not.
_STANDING = ("stands", "part", "additional")
_GROUPS: tuple[tuple[str, Flow | None], ...] = (
    ("Movements in a stretch of days (flow)", Flow.FLOW),
    ("People displaced on a day (stock)", Flow.STOCK),
    ("Housing", None),
)


def displacement(writer: Writer) -> tuple[Block, ...]:
    """Return the numbers of each kind under a heading of their own; one report's number is told once, in its fullest place."""
    blocks: list[Block] = []
    for heading, flow in _GROUPS:
        lines = list(_told(writer, [one for one in writer.material.displacement if one.flow is flow]))
        if lines:
            blocks += [Heading(heading, 3), Listing(tuple(lines), bullets=True)]
    if not blocks:
        return (Listing((Note("displacement:none", "No report tells of displacement in the period."),)),)
    note = Note(
        "displacement:sum",
        "Do not add these numbers: one movement may be counted by several sources, and an area’s number holds those of its places.",
    )
    return (Listing((note,)), *blocks)


def fullest_first(series: Sequence[DisplacementSeries]) -> list[DisplacementSeries]:
    """Return series, those that tell both ends of a movement first, those without a place last."""
    return sorted(
        series, key=lambda one: (-(bool(one.origin) + bool(one.destination)), not (one.origin or one.destination or one.at), one.id)
    )


def _told(writer: Writer, series: Sequence[DisplacementSeries]) -> Iterator[Sentence]:
    for one, place in _chosen(writer, series):
        yield _sentence(writer, one, place)
    for one in series:
        for number, contradiction in enumerate(one.contradictions):
            sides = sides_of(writer, contradiction)
            if sides and any(_in_period(writer, point) for point in one.points):
                slots = {"route": route(writer, one), "when": _when(writer, one.points[0]), "sides": joined(sides, "; ", "; ")}
                yield Sentence(f"contradiction:{one.id}:{number}", writer.phrases.fill("contradiction.movement", **slots))


def told_points(writer: Writer) -> list[tuple[DisplacementSeries, DisplacementPoint]]:
    """Return the points that the report tells, flows before stocks, by their first day."""
    every = writer.material.displacement
    return [(one, one.points[place]) for _, flow in _GROUPS for one, place in _chosen(writer, [s for s in every if s.flow is flow])]


def _chosen(writer: Writer, series: Sequence[DisplacementSeries]) -> list[tuple[DisplacementSeries, int]]:
    """Return the points of the period with a number that no fuller series has told, by their first day."""
    told: set[tuple[str, tuple[int, ...]]] = set()
    found: list[tuple[tuple[str, str, str, int], DisplacementSeries, int]] = []
    for one in fullest_first(series):
        for place, point in enumerate(one.points):
            fresh = {(report.claim_id, report.figures) for report in _standing(point)} - told
            if fresh and _in_period(writer, point):
                told |= fresh
                first = point.when.earliest if point.when is not None else None
                found.append(((first or "~", short_route(one), one.id, place), one, place))
    return [(one, place) for _, one, place in sorted(found, key=lambda entry: entry[0])]


def _in_period(writer: Writer, point: DisplacementPoint) -> bool:
    return meets(point.when, writer.material.request.since, writer.material.request.until)


def _sentence(writer: Writer, one: DisplacementSeries, place: int) -> Sentence:
    point = one.points[place]
    material, phrases = writer.material, writer.phrases
    clauses: list[tuple[Part, ...]] = []
    for report in _standing(point)[: writer.limits["clauses"]]:
        claim = material.claims[report.claim_id]
        terms = [claim.figures[n] for n in report.figures]
        what = joined([_counted(writer, one, fig) for fig in terms], ", ", " and ")
        possible = report.status is Status.POSSIBLE
        said: dict[str, Part] = {
            "source": writer.source(claim),
            "verb": Words(verb(claim.attribution, claimed=report.status is Status.CLAIMED)),
        }
        if clauses:
            parts = phrases.fill("clause.short", **said, what=what)
        else:
            happened = Words(befell(one.measure, one.flow, many=not terms[0].low == terms[0].high == 1, possible=possible))
            pattern = "move.stock" if one.flow is Flow.STOCK else "move.full"
            parts = phrases.fill(pattern, **said, what=what, befell=happened, route=route(writer, one), when=_when(writer, point))
        clauses.append((*parts, _cite(material, report)))
    tail: list[Part] = list(phrases.fill("said", clauses=joined(clauses, "; ", "; ")))
    if len(point.voices) > 1 and not point.low == point.best == point.high:
        cited = cite(material, *((material.claims[b.claim_id], material.claims[b.claim_id].figures[b.figure].span) for b in point.trace))
        tail += [
            Words(" "),
            *phrases.fill("move.bounds", bounds=(*bounds(phrases, point.low, point.best, point.high, Basis.SERIES), cited)),
        ]
    elif len(point.voices) <= 1:
        tail += [Words(" "), *phrases.fill("move.one_voice")]
    if point.running:
        tail += [Words(" "), *phrases.fill("move.running")]
    if point.covered_by is not None:
        tail += [Words(" "), *phrases.fill("move.covered", when=_when(writer, one.points[point.covered_by]))]
    return Sentence(f"movement:{one.id}:{place}", tuple(tail))


def _standing(point: DisplacementPoint) -> list[DisplacementReport]:
    return [report for report in point.reports if report.standing in _STANDING]


def _cite(material: Material, report: DisplacementReport) -> Part:
    claim = material.claims[report.claim_id]
    return cite(material, *((claim, claim.figures[n].span) for n in report.figures))


def _counted(writer: Writer, one: DisplacementSeries, fig: Figure) -> tuple[Part, ...]:
    whom = "civilian" if fig.victim_kind is VictimKind.CIVILIAN else "all"
    people = Words(noun(whom, one.unit, many=not fig.low == fig.high == 1))
    return writer.phrases.fill("counted", number=figure(writer.phrases, fig), noun=people)


def _when(writer: Writer, point: DisplacementPoint) -> tuple[Part, ...]:
    return when_parts(writer.phrases, point.when)


def route(writer: Writer, one: DisplacementSeries) -> tuple[Part, ...]:
    """Return from where to where a series tells of movements, or where people are."""
    phrases = writer.phrases
    if one.origin and one.destination:
        return phrases.fill("move.pair", origin=_places(one.origin), place=_places(one.destination))
    for name, places in (("move.at", one.at), ("move.from", one.origin), ("move.to", one.destination)):
        if places:
            return phrases.fill(name, place=_places(places))
    return phrases.fill("move.nowhere")


def _places(places: Sequence[Where]) -> tuple[Part, ...]:
    return joined([(place_name(where),) for where in places], ", ", " and ")


def short_route(one: DisplacementSeries) -> str:
    """Return the places of a series on one line."""
    if one.origin and one.destination:
        return f"{_row(one.origin)} to {_row(one.destination)}"
    if one.at:
        return f"in {_row(one.at)}"
    return f"from {_row(one.origin)}" if one.origin else f"to {_row(one.destination)}" if one.destination else "place not given"


def _row(places: Sequence[Where]) -> str:
    return ", ".join(dict.fromkeys(where.name for where in places))
