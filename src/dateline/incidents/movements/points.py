"""Gather the reports of one series by day, reconcile each day's numbers, and say which points count the same people.

Two flows whose days overlap are never added: the narrower is `covered` where the wider holds all its days, and where they merely cross
neither is added to anything. A later stock does not add to an earlier one. What can be added are flows over stretches that share no day
and that their own sentences name; the sum counts movements, not people (IDMC, Quick guide: one person may be displaced more than once).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from dateline.incidents.counts import Count, apart
from dateline.incidents.movements.reports import Report
from dateline.incidents.standing import Told, stated_counts
from dateline.incidents.tables import policies
from dateline.incidents.tolls import tolls_of
from dateline.incidents.voices import Saying, voices_of
from dateline.records import Contradiction, DisplacementPoint, DisplacementReport, DisplacementTotal, Flow, Quantifier, Scope, Toll

#: Scopes of numbers that sum up a whole war, or what lies behind the news.
WIDE = frozenset({Scope.WAR, Scope.BACKGROUND})

#: How numbers of one stretch of days are reconciled (data/policies.tsv).
POLICY = "dateline"


@dataclass(frozen=True, slots=True)
class Gathered:
    """The reports of one stretch of days, each with its standing (see `DisplacementReport`)."""

    reports: tuple[Report, ...]
    standing: tuple[str, ...]

    @property
    def counted(self) -> list[Report]:
        """The reports that the point's numbers rest on."""
        ranks = ("stands", "additional", "part")
        told = [[r for r, s in zip(self.reports, self.standing, strict=True) if s == rank] for rank in ranks]
        return next((reports for reports in told if reports), list(self.reports))

    @property
    def whole(self) -> list[Report]:
        """Those of them that number all the people, as a fact, and not of a whole war."""
        return [r for r in self.counted if not (r.additional or r.count.possible or r.some or r.scope in WIDE)]

    @property
    def first(self) -> int | None:
        """The first day, as an ordinal."""
        return self.reports[0].first

    @property
    def last(self) -> int | None:
        """The last day, as an ordinal."""
        return self.reports[0].last

    def holds(self, other: Gathered) -> bool:
        """Return whether the days of another lie within these and are fewer."""
        if self.first is None or self.last is None or other.first is None or other.last is None:
            return False
        return self.first <= other.first and other.last <= self.last and (self.first, self.last) != (other.first, other.last)

    def meets(self, other: Gathered) -> bool:
        """Return whether the two share a day; days not known may be any."""
        return (self.first or 0) <= (other.last or date.max.toordinal()) and (other.first or 0) <= (self.last or date.max.toordinal())


def gather(reports: Sequence[Report], keys: Mapping[str, str]) -> list[Gathered]:
    """Put the reports of one series together by their days.

    A running total that its voice repeats later is told once. Numbers without a place, and flows without a first day, are put together
    with nothing but their own telling's same number: whether two of them count the same people is not known.

    Args:
        reports: of one measure, flow, unit and route, in reading order; denials left out.
        keys: the voice behind each speaker's key.

    Returns:
        The points by day; those without a first day by their last, those without either at the end.
    """
    days: dict[tuple[object, ...], list[Report]] = {}
    totals: dict[tuple[object, ...], tuple[object, ...]] = {}
    for report in reports:
        key: tuple[object, ...] = (report.first, report.last)
        if not report.route.known or report.first is None or report.additional:
            key = (*key, report.telling, report.number, report.additional)
        elif report.running:
            key = totals.setdefault((keys[report.count.speaker.key], report.first, report.number), key)
        days.setdefault(key, []).append(report)
    points = [Gathered(tuple(group), _standing(group, keys)) for group in days.values()]
    return sorted(points, key=lambda point: (point.last is None, point.first or point.last or 0, point.last or 0, point.reports[0].order))


def _standing(group: Sequence[Report], keys: Mapping[str, str]) -> tuple[str, ...]:
    whole = any(not report.some for report in group)
    kept = {report.telling for report in group if not report.withdrawn}
    by_voice: dict[str, list[Report]] = {}
    for report in group:
        by_voice.setdefault(keys[report.count.speaker.key], []).append(report)
    said: set[tuple[object, ...]] = set()
    found: list[str] = []
    for report in group:
        voice = keys[report.count.speaker.key]
        if report.some and whole:
            found.append("part")
        elif report.withdrawn and report.telling in kept:
            found.append("withdrawn")
        elif any(_corrects(other, report) for other in by_voice[voice]):
            found.append("replaced")
        elif (voice, report.number) in said:
            found.append("repeated")
        else:
            said.add((voice, report.number))
            found.append("additional" if report.additional else "stands")
    return tuple(found)


def _corrects(report: Report, earlier: Report) -> bool:
    """Return whether a later report of the same voice gives another number of the same people."""
    new, old = report.count, earlier.count
    if new.published is None or old.published is None or new.published <= old.published:
        return False
    same = new.group == old.group and report.some == earlier.some and report.additional == earlier.additional
    return same and (new.low, new.high) != (old.low, old.high) and (not new.possible or old.possible)


def points_of(gathered: Sequence[Gathered]) -> tuple[DisplacementPoint, ...]:
    """Return the points with their numbers reconciled and what covers them."""
    whole = [n for n, point in enumerate(gathered) if _adds(point) and point.whole]
    return tuple(_point(point, _cover(point, gathered, whole) if _adds(point) else None) for point in gathered)


def _adds(point: Gathered) -> bool:
    """Return whether numbers of the kind could be added or hold one another: flows of a known place."""
    report = point.reports[0]
    return report.route.known and report.count.flow is Flow.FLOW


def _point(point: Gathered, covered_by: int | None) -> DisplacementPoint:
    toll = _reconciled([report.count for report in point.counted])
    sayings = [
        Saying(report.count.claim, report.count.speaker)
        for report, standing in zip(point.reports, point.standing, strict=True)
        if standing != "withdrawn"
    ]
    return DisplacementPoint(
        when=point.reports[0].when,
        low=toll.low,
        best=toll.best,
        high=toll.high,
        trace=toll.trace,
        reports=tuple(_record(report, standing) for report, standing in zip(point.reports, point.standing, strict=True)),
        voices=voices_of(sayings),
        running=any(report.running for report in point.counted),
        covered_by=covered_by,
    )


def _reconciled(counts: Sequence[Count]) -> Toll:
    """Return low, best and high of counts of the same people, by the rules for tolls."""
    voices = {key: n for n, key in enumerate(dict.fromkeys(count.speaker.key for count in counts))}
    stated = stated_counts([Told(count, None) for count in counts], voices, {count.claim.id: count.claim for count in counts})
    return tolls_of(stated, policies()[POLICY])[0]


def _record(report: Report, standing: str) -> DisplacementReport:
    count = report.count
    return DisplacementReport(
        claim_id=count.claim.id,
        figures=tuple(term.figure for term in count.terms),
        low=count.low,
        high=count.high,
        quantifier=count.quantifier,
        quote=count.quote,
        voice=count.speaker.name,
        kind=count.speaker.kind,
        party=count.speaker.party,
        published=count.published,
        status=count.claim.status,
        scope=report.scope,
        standing=standing,
        term=report.term,
        same_people=report.same_people,
        persons=report.persons,
    )


def _cover(point: Gathered, gathered: Sequence[Gathered], whole: Sequence[int]) -> int | None:
    """Return the number of the narrowest flow of all the people whose days hold those of a point."""
    wider = [n for n in whole if gathered[n].holds(point)]
    return min(wider, key=lambda n: ((gathered[n].last or 0) - (gathered[n].first or 0), n), default=None)


def total_of(gathered: Sequence[Gathered], points: Sequence[DisplacementPoint]) -> DisplacementTotal | None:
    """Return the sum of the flows over stretches that share no day; ``None`` where there are not two, or where stretches cross.

    Taken are numbers of all the people, told as a fact, whose own sentence names the days, and which no wider one covers.
    """
    terms = [n for n, point in enumerate(gathered) if _adds(point) and points[n].covered_by is None and any(r.stated for r in point.whole)]
    if len(terms) < 2 or any(gathered[a].meets(gathered[b]) for a, b in combinations(terms, 2)):
        return None
    days = [(gathered[n].first or 0, gathered[n].last or 0) for n in terms]
    told = sum(last - first + 1 for first, last in days)
    span = max(last for _, last in days) - min(first for first, _ in days) + 1
    chosen = [points[n] for n in terms]
    high = None if any(point.high is None for point in chosen) else sum(point.high or 0 for point in chosen)
    return DisplacementTotal(sum(p.low for p in chosen), sum(p.best for p in chosen), high, tuple(terms), span - told)


def contradictions_of(
    gathered: Sequence[Gathered], denials: Sequence[Report], keys: Mapping[str, str], *, inside: Sequence[Gathered] = ()
) -> tuple[Contradiction, ...]:  # fmt: skip
    """Return which reports of one series cannot all be true; each side is kept.

    ``number``: two voices number the same stretch, or the stock of the same day, and no number satisfies both; or fewer people moved in
    a stretch than in a part of it, or were in an area than in a place of it on that day, whoever says so.
    ``happened``: one voice denies what another says.

    Args:
        gathered: the series' points.
        denials: claims of the series that deny a number.
        keys: the voice behind each speaker's key.
        inside: the same stock's points in places that lie in the series' own.
    """
    found: list[Contradiction] = []
    comparable = [point for point in gathered if point.reports[0].route.known and point.first is not None and point.last is not None]
    for point in comparable:
        parts = [other for other in comparable if _adds(point) and point.holds(other)]
        parts += [other for other in inside if (other.first, other.last) == (point.first, point.last)]
        clashing: dict[tuple[str, str, int, str, int], Report] = {}
        for a, b in combinations(point.counted, 2):
            if keys[a.count.speaker.key] != keys[b.count.speaker.key] and (_exceeds(a, b) or _exceeds(b, a)):
                clashing.update({a.order: a, b.order: b})
        for whole in point.counted:
            for part in (report for other in parts for report in other.counted):
                if _exceeds(part, whole):
                    clashing.update({whole.order: whole, part.order: part})
        if clashing:
            found.append(_contradiction("number", [clashing[order] for order in sorted(clashing)]))
    for denial in denials:
        denied = Gathered((denial,), ("stands",))
        sides = [
            report
            for point in gathered
            if denial.route.known and point.meets(denied)
            for report in point.counted
            if keys[report.count.speaker.key] != keys[denial.count.speaker.key] and not _exceeds(denial, report)
        ]
        if sides:
            found.append(_contradiction("happened", [*sides, denial]))
    return tuple(found)


def _exceeds(a: Report, b: Report) -> bool:
    """Return whether a number is larger than another allows, both said as facts and of the same people."""
    if a.count.possible or b.count.possible or b.some or b.additional or apart(a.count.group, b.count.group):
        return False
    return b.count.high is not None and _least(a.count) > _most(b.count)


def _rounding(count: Count) -> int:
    """Return by how much an "about" may be off: half a unit of its last digit that is not nought (26,000: 500)."""
    if count.quantifier is not Quantifier.ABOUT or count.low != count.high or not count.low:
        return 0
    digits = str(count.low)
    return int("1" + "0" * (len(digits) - len(digits.rstrip("0")))) // 2


def _least(count: Count) -> int:
    return count.low - _rounding(count)


def _most(count: Count) -> int:
    return (count.high or 0) + _rounding(count)


def _contradiction(kind: str, sides: Sequence[Report]) -> Contradiction:
    placed = len({side.route.key for side in sides}) > 1
    told = " against ".join(dict.fromkeys(_told(side, placed=placed) for side in sides))
    ids, quotes = tuple(side.count.claim.id for side in sides), tuple(side.count.quote for side in sides)
    return Contradiction(kind, f"{sides[0].count.measure}: {told}", ids, quotes)


def _told(side: Report, *, placed: bool) -> str:
    """Return a side in words: its number, where `placed` its place, whose it is, of which days."""
    count = side.count
    number = f"{count.low} or more" if count.high is None else str(count.low) if count.low == count.high else f"{count.low} to {count.high}"
    where = f" in {' and '.join(site.where.name for site in side.route.at)}" if placed and side.route.at else ""
    days = [day for day in (side.when.earliest, side.when.latest) if day] if side.when is not None else []
    return f"{'not ' if side.denied else ''}{number}{where} ({count.speaker.name}, {' to '.join(dict.fromkeys(days)) or 'days not told'})"
