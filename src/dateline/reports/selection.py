"""What a report is about: the incidents, displacement and articles of an area and a period, with all that they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.incidents import Change, place_of
from dateline.ledger import Ledger
from dateline.records import Article, Claim, DisplacementSeries, Incident, Measure, When, Where

_MOVES = (Measure.DISPLACED, Measure.EVACUATED, Measure.RETURNED, Measure.TRAPPED)


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: ISO days, both included, ``None`` for open; a place, province or country as `dateline incidents` takes it."""

    since: str | None = None
    until: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """An incident with its number in the report, from 1."""

    number: int
    incident: Incident

    @property
    def anchor(self) -> str:
        """What links to it lead to."""
        return f"incident-{self.number}"


@dataclass(frozen=True)
class Material:
    """All that a report may tell of, in a fixed order.

    `cases` have a day that may lie in the period, by day, then place; `undated` are incidents of the area whose day nobody tells, or
    tells only as not after a report's. `histories` holds by incident id what changed of an incident, first to last. `as_of` is the
    newest moment at which a source was added.
    """

    request: Request
    cases: tuple[Case, ...]
    undated: tuple[Case, ...]
    displacement: tuple[DisplacementSeries, ...]
    claims: Mapping[str, Claim]
    articles: Mapping[str, Article]
    histories: Mapping[str, Sequence[Change]]
    as_of: str | None
    ledger_articles: int
    rejected: int = 0
    every: tuple[Case, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "every", (*self.cases, *self.undated))

    @property
    def first(self) -> str | None:
        """The first day of the period: as asked for, else the first day of an incident."""
        return self.request.since or min((day for case in self.cases if (day := days_of(case.incident.when)[0])), default=None)

    @property
    def last(self) -> str | None:
        """The last day of the period: as asked for, else the last day of an incident."""
        return self.request.until or max((day for case in self.cases if (day := days_of(case.incident.when)[1])), default=None)

    def claims_of(self, incident: Incident) -> list[Claim]:
        """Return an incident's claims, by publication, then place in the article."""
        found = [self.claims[key] for key in incident.claim_ids if key in self.claims]
        return sorted(found, key=lambda claim: (self.published(claim) or "~", claim.article_id, claim.evidence.start, claim.id))

    def published(self, claim: Claim) -> str | None:
        """Return when a claim's article was published."""
        stated = self.articles[claim.article_id].published
        return stated.value if stated is not None else None


def gather(ledger: Ledger, request: Request) -> Material:
    """Read what a report is about from a ledger.

    Rejected incidents are left out and counted. An incident whose stretch of days only touches the period is told of; one that is only
    known to be not after a day goes among those of unknown day, if that day lies in the period.
    """
    every = ledger.incidents()
    here = [one for one in every if request.place is None or any(is_in(where, request.place) for where in one.places)]
    kept = [one for one in here if one.status != "rejected" and not only_moves(one)]
    dated = [one for one in kept if is_dated(one.when) and meets(one.when, request.since, request.until)]
    undated = [one for one in kept if not is_dated(one.when) and _not_after(one.when, request)]
    dated.sort(key=_order)
    undated.sort(key=_order)
    cases = [Case(number, one) for number, one in enumerate([*dated, *undated], 1)]
    series = [one for one in ledger.displacement(request.place) if any(meets(p.when, request.since, request.until) for p in one.points)]
    series.sort(key=lambda one: one.id)
    ids = {key for case in cases for key in _claims_of(case.incident)} | set(_claims_of_series(series))
    claims = {key: ledger.claim(key) for key in sorted(ids)}
    articles = {key: ledger.article(key) for key in sorted({claim.article_id for claim in claims.values()})}
    sources = ledger.sources()
    return Material(
        request=request,
        cases=tuple(cases[: len(dated)]),
        undated=tuple(cases[len(dated) :]),
        displacement=tuple(series),
        claims=claims,
        articles=articles,
        histories={case.incident.id: ledger.history(case.incident.id) for case in cases if _may_have_moved(case.incident, claims)},
        as_of=max((seen.added_at for seen in sources), default=None),
        ledger_articles=len(ledger.article_ids()),
        rejected=sum(one.status == "rejected" for one in here),
    )


def only_moves(incident: Incident) -> bool:
    """Return whether an incident is displacement and harms nobody else: the series of displacement tell of it, each number once."""
    return incident.event_type == "displacement" and all(toll.measure in _MOVES for toll in incident.tolls)


def is_dated(when: When | None) -> bool:
    """Return whether an incident has a first day: one that is only not after a report's day has none."""
    return when is not None and when.earliest is not None


def days_of(when: When | None) -> tuple[str | None, str | None]:
    """Return the first and last day of a stretch of time."""
    if when is None:
        return None, None
    return (when.earliest[:10] if when.earliest else None), (when.latest[:10] if when.latest else None)


def meets(when: When | None, since: str | None, until: str | None) -> bool:
    """Return whether a stretch of time may share a day with a period; time unknown meets every period that is open."""
    first, last = days_of(when)
    if first is None and last is None:
        return since is None and until is None
    return (since is None or (last or "9999") >= since) and (until is None or (first or "") <= until)


def is_in(where: Where, place: str) -> bool:
    """Return whether a place is the one named, or lies in it: part of a name, or a country's code, as `dateline incidents` takes it."""
    wanted = place.casefold()
    names = (where.name, where.span.quote, where.admin1 or "", where.within or "")
    return any(wanted in name.casefold() for name in names) or wanted == (where.country or "").casefold()


def _not_after(when: When | None, request: Request) -> bool:
    """Return whether an incident without a first day is to be told of: it may lie in the period as far as anyone says."""
    last = days_of(when)[1]
    if last is None:
        return True
    return (request.since is None or last >= request.since) and (request.until is None or last <= request.until)


def _order(incident: Incident) -> tuple[str, str, str, str]:
    first, last = days_of(incident.when)
    where = place_of(incident)
    return first or last or "~", last or "~", where.name if where is not None else "~", incident.id


def _claims_of(incident: Incident) -> Iterable[str]:
    yield from incident.claim_ids
    for one in incident.contradictions:
        yield from one.claim_ids
    for told in incident.counts:
        yield from (term.claim_id for term in told.terms)
    for toll in incident.tolls:
        yield from (bound.claim_id for bound in toll.trace)


def _claims_of_series(series: Iterable[DisplacementSeries]) -> Iterable[str]:
    for one in series:
        for point in one.points:
            yield from (report.claim_id for report in point.reports)
            yield from (bound.claim_id for bound in point.trace)
        for contradiction in one.contradictions:
            yield from contradiction.claim_ids


def _may_have_moved(incident: Incident, claims: Mapping[str, Claim]) -> bool:
    """Return whether more than one article speaks of an incident: only then can a bound have moved."""
    return len({claims[key].article_id for key in incident.claim_ids if key in claims}) > 1 and bool(incident.tolls)
