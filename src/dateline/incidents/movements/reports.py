"""Read reports of displacement out of claims: whose number it is, of which people, over which days and between which places.

What has not happened (planned, hypothetical, attempted), other domains than conflict, rates, the totals of lists and people told by
name are left out. Background and whole-war figures stand in a series, where they make no incident: they are marked by their scope
and are in no total.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from dateline.claims.idmc import idmc_term
from dateline.incidents.counts import ALL, Count, Term, counts_of
from dateline.incidents.movements.households import derived_persons, same_people
from dateline.incidents.printings import Printings
from dateline.incidents.sites import Site, Sites, lies_within, sites_of
from dateline.incidents.tables import read_rows
from dateline.incidents.voices import Speaker, speaker_of
from dateline.records import Article, Claim, DerivedPersons, Figure, Flow, Measure, PlaceRole, Scope, Span, Status, Unit, When

#: What counts as displacement, or stands for it: IDMC takes destroyed housing for a trace of displacement and keeps it apart.
HOUSING = frozenset({Measure.HOUSING_DESTROYED, Measure.HOUSING_DAMAGED})
MEASURES = frozenset({Measure.DISPLACED, Measure.EVACUATED, Measure.RETURNED, Measure.TRAPPED}) | HOUSING
_SCOPES = (Scope.INCIDENT, Scope.PERIOD, Scope.BACKGROUND, Scope.WAR)
_NOT_HAPPENED = frozenset({Status.PLANNED, Status.HYPOTHETICAL, Status.ATTEMPTED})

#: Words before a number, or behind it and at most its noun, that say that it adds to another.
_MORE = re.compile(r"\b(?:another|additional|further|extra)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_BEHIND = re.compile(r"\s?(?:\w+\s)?(?:more|others)\b(?!\s+than)", re.IGNORECASE)

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """Where people left (`origin`), came to (`destination`) or are (`at`); several places of one side are told together."""

    origin: tuple[Site, ...] = ()
    destination: tuple[Site, ...] = ()
    at: tuple[Site, ...] = ()

    @property
    def key(self) -> Key:
        """What two equal routes share."""
        return tuple(tuple(sorted(map(_site_key, side))) for side in (self.origin, self.destination, self.at))

    @property
    def known(self) -> bool:
        """Whether any place is told."""
        return bool(self.origin or self.destination or self.at)

    @property
    def views(self) -> tuple[Route, ...]:
        """The series it stands in: that of each side, and that of the pair."""
        sides = [Route(origin=self.origin), Route(destination=self.destination), Route(at=self.at)]
        told = [side for side in sides if side.known]
        pair = [Route(self.origin, self.destination)] if self.origin and self.destination else []
        return tuple(told + pair) or (self,)


@dataclass(frozen=True, slots=True)
class Report:
    """What one voice says in one claim about one kind of displacement.

    `first` and `last` are the days of a flow, or of a stock the day it is of, as proleptic Gregorian ordinals, ``None`` where not
    known; `when` says so with its basis. `stated` tells whether the sentence itself names both. `running` marks a running total.
    `telling` is the article, or the first printing of the text that it copies; `withdrawn` that a later version replaces the text;
    `additional` that the number adds to one told before ("another 3,000").
    """

    count: Count
    route: Route
    when: When | None
    first: int | None
    last: int | None
    stated: bool
    running: bool
    telling: str
    withdrawn: bool
    additional: bool
    scope: Scope
    term: str
    same_people: int | None
    persons: DerivedPersons | None

    @property
    def denied(self) -> bool:
        """Whether the claim says that it is not so."""
        return self.count.claim.status is Status.DENIED

    @property
    def some(self) -> bool:
        """Whether it counts some of the people only, or tells of one of them ("a woman fled with her goats")."""
        return self.count.part or (self.count.unit is Unit.PERSON and self.count.high == 1)

    @property
    def order(self) -> tuple[str, str, int, str, int]:
        """A fixed order: publication, article, place in it."""
        count = self.count
        return (count.published or "~", count.claim.article_id, count.claim.evidence.start, count.claim.id, count.terms[0].figure)

    @property
    def number(self) -> tuple[object, ...]:
        """What is counted, and how many."""
        return (*self.count.key, self.count.low, self.count.high)


def reports_of(claims: Iterable[Claim], articles: Mapping[str, Article]) -> list[Report]:
    """Return every report of displacement in claims, in reading order.

    Args:
        claims: the claims.
        articles: their articles by id, where known: they tell voices, copies and days of publication.
    """
    printings = Printings(articles)
    found: list[Report] = []
    for claim in claims:
        if claim.domain != "conflict" or claim.status in _NOT_HAPPENED or not any(f.measure in MEASURES for f in claim.figures):
            continue
        article, printing = articles.get(claim.article_id), printings.of(claim)
        telling = printing.first.id if printing.first is not None else claim.article_id
        speaker = speaker_of(claim, printing.voice or article, telling=telling)
        published = article.published.value if article is not None and article.published is not None else None
        found.extend(_reports(claim, speaker, published, telling=telling, withdrawn=printing.superseded))
    sizes: dict[str, set[Span]] = {}
    for report in found:
        if report.persons is not None:
            sizes.setdefault(report.count.claim.article_id, set()).add(report.persons.span)
    counting = [report for report in found if not _is_size(report, sizes.get(report.count.claim.article_id, ()))]
    return _settled(sorted(counting, key=lambda report: report.order))


def _is_size(report: Report, sizes: Collection[Span]) -> bool:
    """Return whether a report's number is the size of a family ("300 families, about six people each") and counts nobody."""
    spans = [report.count.claim.figures[term.figure].span for term in report.count.terms]
    return any(span.contains(size) for size in sizes for span in spans)


def _reports(claim: Claim, speaker: Speaker, published: str | None, *, telling: str, withdrawn: bool) -> Iterator[Report]:
    sites = sites_of(claim)
    counted = [(scope, count) for scope in _SCOPES for count in _counts(claim, scope, speaker, published)]
    every = [count for _, count in counted]
    for scope, count in counted:
        figures = [claim.figures[term.figure] for term in count.terms]
        since = min((figure.since[:10] for figure in figures if figure.since), default=None)
        when, stated = _days(claim, since, stock=count.flow is Flow.STOCK, published=published)
        yield Report(
            count=count,
            route=route_of(sites, count.measure, count.flow, claim.event_subtype),
            when=when,
            first=_ordinal(when.earliest) if when else None,
            last=_ordinal(when.latest) if when else None,
            stated=stated,
            running=since is not None and count.flow is not Flow.STOCK,
            telling=telling,
            withdrawn=withdrawn,
            additional=len(figures) == 1 and _is_additional(claim, figures[0]),
            scope=scope,
            term=idmc_term(claim, figures[0]),
            same_people=same_people(count, every),
            persons=derived_persons(count),
        )


def _is_additional(claim: Claim, figure: Figure) -> bool:
    words, start = claim.evidence.quote, claim.evidence.start
    # The span of a number may take in its hedge: "about another 3,000".
    before = f"{words[: figure.span.start - start]}{figure.span.quote} ".rstrip("0123456789., ")
    return _MORE.search(f"{before} ") is not None or _BEHIND.match(words, figure.span.end - start) is not None


def _counts(claim: Claim, scope: Scope, speaker: Speaker, published: str | None) -> list[Count]:
    moved = [count for count in counts_of(claim, scope, speaker, published) if count.measure in MEASURES and not count.persons]
    housed = [
        _housing(claim, index, figure, speaker, published)
        for index, figure in enumerate(claim.figures)
        if figure.measure in HOUSING and figure.scope is scope
    ]
    return moved + housed


def _housing(claim: Claim, index: int, figure: Figure, speaker: Speaker, published: str | None) -> Count:
    """Return a count of houses, which stand in no toll and so are no count of an incident."""
    return Count(
        measure=figure.measure, unit=Unit.BUILDING, flow=None, group=ALL, low=figure.low, high=figure.high, quantifier=figure.quantifier,
        terms=(Term(claim.id, index, figure.low, figure.high),), quote=figure.span.quote, claim=claim, speaker=speaker,
        published=published, part=False, possible=claim.status is Status.POSSIBLE, coordinate=False,
    )  # fmt: skip


def route_of(sites: Sites, measure: Measure, flow: Flow | None, subtype: str | None) -> Route:
    """Return where people left, came to or are.

    A place at which it happened is one of the three by data/movements.tsv, unless that side is told already; of two places one of
    which contains the other the narrower counts.
    """
    origin, goal, at = _narrowest(sites.origin), _narrowest(sites.goal), _narrowest(sites.at)
    side = _side(measure, flow, subtype)
    if side == "origin":
        return Route(origin or at, goal)
    if side == "destination":
        return Route(origin, goal or at)
    return Route(origin, (), at or goal)


def _narrowest(sites: Sequence[Site]) -> tuple[Site, ...]:
    return tuple(site for site in sites if not any(lies_within(other, site) for other in sites))


def _side(measure: Measure, flow: Flow | None, subtype: str | None) -> str:
    told = (str(measure), str(flow or ""), subtype or "")
    return next(row[3] for row in _sides() if all(cell in ("", value) for cell, value in zip(row[:3], told, strict=True)))


@cache
def _sides() -> tuple[tuple[str, ...], ...]:
    return tuple(map(tuple, read_rows("movements.tsv", ("measure", "flow", "subtype", "side", "source"))))


def _site_key(site: Site) -> tuple[str, ...]:
    """Return what two records of one place share; near a place is not in it."""
    near = "near" if site.where.role is PlaceRole.NEAR else ""
    named = (f"g{site.geoname_id}",) if site.geoname_id is not None else (f"n{site.name}", site.within or "", *(site.division or ()))
    return (near, *named)


def _days(claim: Claim, since: str | None, *, stock: bool, published: str | None) -> tuple[When | None, bool]:
    """Return the days of a report, and whether its own sentence names both ends.

    A running total goes up to the day it names, else to its publication; a stock is of the last day named, else of its publication.
    """
    time = claim.time
    first = since or (time.earliest[:10] if time and time.earliest else None)
    last = time.latest[:10] if time and time.latest else None
    stated = time is not None and time.span is not None and claim.evidence.contains(time.span) and bool(first and last) and since is None
    basis = time.basis if time is not None else ""
    if last is None and published is not None:
        last = published[:10]
        basis = f"{basis}; as-of-publication: {last}" if basis else f"as-of-publication: {last}"
    if first and last and first > last:
        first = None
    if stock and last is not None and (since is not None or first is None):
        first = last
    if first is None and last is None:
        return None, False
    if time is not None and (first, last) == (time.earliest, time.latest):
        return time, stated
    span = time.span if time is not None else None
    return When(first, last, "day" if first else "unknown", basis, span), stated


def _ordinal(day: str | None) -> int | None:
    return date.fromisoformat(day[:10]).toordinal() if day else None


def _settled(reports: Sequence[Report]) -> list[Report]:
    """Give a report without days or places those that its telling gives for the same number elsewhere: a headline, a later mention.

    Where the telling gives that number of two places, or of two stretches, none is taken.
    """
    fuller: dict[Key, list[Report]] = {}
    for report in reports:
        fuller.setdefault((report.telling, *report.number), []).append(report)
    settled = []
    for report in reports:
        same = [other for other in fuller[report.telling, *report.number] if other is not report]
        placed = [other for other in same if other.route.known]
        if not report.route.known and len({other.route.key for other in placed}) == 1:
            report = replace(report, route=placed[0].route)
        dated = [other for other in same if other.first is not None and other.route.key == report.route.key]
        if report.first is None and len({(other.first, other.last) for other in dated}) == 1:
            report = replace(report, when=dated[0].when, first=dated[0].first, last=dated[0].last, running=dated[0].running)
        settled.append(report)
    return settled
