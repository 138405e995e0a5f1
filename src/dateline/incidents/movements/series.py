"""Put reports of displacement together into series: one of each kind, unit and place, or pair of places.

A report from one place to another stands in three series: that of the place left, that of the place reached and that of the pair. A
report of several places together stands in a series of them all, and in none of any single one. Series are ways of looking at the
same reports, and an area's series is not the sum of its places': series are never added to each other.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from dateline.incidents.judgements import constraints_of, rulings_of
from dateline.incidents.movements.points import Gathered, contradictions_of, gather, points_of, total_of
from dateline.incidents.movements.reports import Key, Report, Route, reports_of
from dateline.incidents.sites import Site, lies_within
from dateline.incidents.voices import voice_keys
from dateline.records import Article, Claim, DisplacementSeries, Flow, Judgement, Measure, Where

#: UCDP GED codebook, where_prec: 2 is near a place.
NEAR = 2


def displacement(
    claims: Iterable[Claim], *, judgements: Sequence[Judgement] = (), articles: Mapping[str, Article] | None = None
) -> list[DisplacementSeries]:  # fmt: skip
    """Return what claims say of displacement, as series by place and day.

    Args:
        claims: claims of any number of articles, in any order; a claim given twice counts once.
        judgements: human decisions; claims that one rejects are left out.
        articles: articles by id. They tell voices, copies, and the day up to which a running total goes.

    Returns:
        The series by country, an area before the places in it, those without a place last; the same for any order of `claims`.
    """
    by_id = {claim.id: claim for claim in claims}
    rejected = constraints_of(rulings_of(judgements, by_id.values())).rejected
    groups: dict[Key, tuple[Route, list[Report]]] = {}
    for report in reports_of((claim for key, claim in by_id.items() if key not in rejected), articles or {}):
        for view in report.route.views:
            groups.setdefault((*map(str, report.count.key), view.key), (view, []))[1].append(report)
    drafts = [_draft(key, route, reports) for key, (route, reports) in groups.items()]
    told = [draft for draft in drafts if draft.points]
    return sorted((_series(draft, inside) for draft, inside in zip(told, _inside(told), strict=True)), key=_order)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A series in the making: its reports gathered by day, the denials beside them, and the voice behind each speaker's key."""

    key: Key
    route: Route
    points: Sequence[Gathered]
    denials: Sequence[Report]
    voices: Mapping[str, str]


def _draft(key: Key, route: Route, reports: Sequence[Report]) -> _Draft:
    voices = voice_keys(report.count.speaker for report in reports)
    points = gather([report for report in reports if not report.denied], voices)
    return _Draft(key, route, points, [report for report in reports if report.denied], voices)


def _inside(drafts: Sequence[_Draft]) -> list[list[Gathered]]:
    """Return, for each series of the stock of an area, the points of the same stock in single places that lie in it."""
    areas: dict[tuple[object, ...], list[int]] = {}
    stocks = [n for n, draft in enumerate(drafts) if draft.points[0].reports[0].count.flow is Flow.STOCK and len(draft.route.at) == 1]
    for n in stocks:
        site = drafts[n].route.at[0]
        for name in (f"n{site.name}", *site.own_division):
            areas.setdefault((*drafts[n].key[:-1], name), []).append(n)
    found: list[list[Gathered]] = [[] for _ in drafts]
    for n in stocks:
        site = drafts[n].route.at[0]
        holders = {m for name in site.wider for m in areas.get((*drafts[n].key[:-1], name), ())}
        for m in sorted(holders):
            if lies_within(site, drafts[m].route.at[0]):
                found[m].extend(drafts[n].points)
    return found


def _series(draft: _Draft, inside: Sequence[Gathered]) -> DisplacementSeries:
    points = points_of(draft.points)
    first = draft.points[0].reports[0].count
    return DisplacementSeries(
        id=sha256(f"displacement\0{json.dumps(draft.key)}".encode()).hexdigest()[:16],
        measure=first.measure,
        flow=first.flow,
        unit=first.unit,
        origin=_where(draft.route.origin),
        destination=_where(draft.route.destination),
        at=_where(draft.route.at),
        points=points,
        total=total_of(draft.points, points),
        contradictions=contradictions_of(draft.points, draft.denials, draft.voices, inside=inside),
    )


def _where(sites: Sequence[Site]) -> tuple[Where, ...]:
    return tuple(site.where for site in sorted(sites, key=lambda site: (site.name, site.geoname_id or 0)))


def _order(series: DisplacementSeries) -> tuple[object, ...]:
    """Sort by country, area, place, then kind; a pair stands after what its origin has alone."""
    places = series.at or series.origin or series.destination
    where = places[0] if places else None
    pair = bool(series.origin and series.destination)
    area = ("~", "", 0, "") if where is None else (where.country or "~", where.admin1 or "", -_width(where), where.name)
    return (*area, len(places), pair, list(Measure).index(series.measure), bool(series.at), bool(series.destination), str(series.flow),
            series.unit, series.id)  # fmt: skip


def _width(where: Where) -> int:
    """Return the precision of an area, and one for all that is no wider than a town."""
    return where.precision if where.precision > NEAR else 1


def in_place(series: Iterable[DisplacementSeries], place: str) -> list[DisplacementSeries]:
    """Return the series of a place and of what lies in it.

    Args:
        series: series in any order.
        place: a place's or an area's name or part of it, or a country code, in any case.
    """
    wanted = place.casefold()
    return [one for one in series if any(_named(where, wanted) for where in (*one.at, *one.origin, *one.destination))]


def _named(where: Where, wanted: str) -> bool:
    names = (where.name, where.span.quote, where.admin1 or "", where.within or "")
    return wanted == (where.country or "").casefold() or any(wanted in name.casefold() for name in names)
