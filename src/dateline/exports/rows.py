"""Records as rows of the relations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from dateline.exports import relations as r
from dateline.exports.identifiers import web_address
from dateline.exports.points import DECIMALS
from dateline.exports.seen import Seen
from dateline.exports.telling import title
from dateline.incidents import place_of
from dateline.records import Article, Claim, Incident, Judgement, Toll, Where

Value = str | int | float | bool | date | None
Row = tuple[Value, ...]


class Rows:
    """Turns incidents into rows, each claim, article and judgement once, however many incidents it is behind."""

    def __init__(self) -> None:
        self._claims, self._articles, self._judgements = Seen(), Seen(), Seen()

    def of(
        self, incident: Incident, number: int, claims: Mapping[str, Claim], articles: Mapping[str, Article], judged: Sequence[Judgement]
    ) -> Iterator[tuple[r.Relation, Row]]:  # fmt: skip
        """Yield an incident's rows with their relations.

        Args:
            incident: the incident.
            number: its place among the ledger's incidents, from 1.
            claims: the claims behind it by id.
            articles: the articles of these claims by id.
            judged: human decisions about it or its claims.
        """
        yield from parts_of(incident, number)
        for article_id in sorted(articles):
            if self._articles.first(article_id):
                yield r.ARTICLES, article_row(articles[article_id])
        for claim_id in sorted(claims):
            if self._claims.first(claim_id):
                yield r.CLAIMS, claim_row(claims[claim_id])
                yield from ((r.FIGURES, row) for row in figure_rows(claims[claim_id]))
        for claim_id in incident.claim_ids:
            if claim_id in claims:
                yield r.INCIDENT_CLAIMS, (incident.id, claim_id)
        for judgement in judged:
            if self._judgements.first(judgement.id):
                yield from ((r.JUDGEMENTS, row) for row in _judgement(judgement))


def parts_of(incident: Incident, number: int) -> Iterator[tuple[r.Relation, Row]]:
    """Yield the rows of an incident itself: its own row, tolls with shares and bounds, places, actors, means, voices, contradictions."""
    yield r.INCIDENTS, _incident(incident, number)
    for toll_number, toll in enumerate(incident.tolls):
        yield from _toll(incident.id, toll_number, toll)
    for place_number, where in enumerate(incident.places):
        yield r.PLACES, (
            incident.id, place_number, where.role.value, where.name, where.span.quote, where.geoname_id, *_spot(where), where.precision,
            where.radius_km, where.admin1, where.country, where.within, where.score,
        )  # fmt: skip
    for actor_number, actor in enumerate(incident.actors):
        yield r.ACTORS, (incident.id, actor_number, actor.role.value, actor.actor_id, actor.name, actor.kind)
    for means in incident.means:
        yield r.MEANS, (incident.id, means.kind, len(means.mentions))
    for voice_number, voice in enumerate(incident.voices):
        yield r.VOICES, (incident.id, voice_number, voice.name, voice.kind, voice.party, len(voice.claim_ids))
    for number_of, one in enumerate(incident.contradictions):
        for side, (claim_id, quote) in enumerate(zip(one.claim_ids, one.quotes, strict=True)):
            yield r.CONTRADICTIONS, (incident.id, number_of, side, one.kind, one.summary, claim_id, quote)


def _incident(incident: Incident, number: int) -> Row:
    when, where = incident.when, place_of(incident)
    return (
        incident.id, number, title(incident), incident.event_type, incident.event_subtype, incident.stage, incident.status, incident.grade,
        _day(None if when is None else when.earliest), _day(None if when is None else when.latest),
        "unknown" if when is None else when.precision, None if when is None else when.basis,
        *((None, None, None, None, 7, None, None, None) if where is None else
          (where.name, where.role.value, *_spot(where), where.precision, where.radius_km, where.admin1, where.country)),
        len(incident.voices), len(incident.claim_ids),
    )  # fmt: skip


def _toll(incident_id: str, number: int, toll: Toll) -> Iterator[tuple[r.Relation, Row]]:
    flow = None if toll.flow is None else toll.flow.value
    yield r.TOLLS, (incident_id, number, toll.measure.value, toll.unit.value, flow, toll.low, toll.best, toll.high)
    for share in toll.shares:
        yield r.SHARES, (incident_id, number, share.victims, _joined(share.actors, " "), share.low, share.best, share.high)
    for term, bound in enumerate(toll.trace):
        yield r.BOUNDS, (incident_id, number, term, bound.bound, bound.value, bound.rule, bound.claim_id, bound.figure)


def claim_row(claim: Claim) -> Row:
    """Return a claim as a row of ``claims``."""
    who, when = claim.attribution, claim.time
    return (
        claim.id, claim.article_id, claim.event_type, claim.event_subtype, claim.status.value, claim.background, claim.confidence,
        claim.domain, claim.evidence.quote, claim.evidence.start, claim.evidence.end,
        *((None,) * 8 if who is None else
          (who.speaker or who.span.quote, who.role, who.organisation, who.kind.value, who.via, who.relies_on, who.mode.value, who.party)),
        _day(None if when is None else when.earliest), _day(None if when is None else when.latest),
        "unknown" if when is None else when.precision, None if when is None else when.basis,
        " ".join(claim.rules),
    )  # fmt: skip


def figure_rows(claim: Claim) -> Iterator[Row]:
    """Yield a claim's figures as rows of ``figures``."""
    for number, figure in enumerate(claim.figures):
        yield (
            claim.id, number, figure.measure.value, figure.low, figure.high, figure.quantifier.value, figure.unit.value, figure.who,
            figure.victim_kind.value, figure.scope.value, None if figure.flow is None else figure.flow.value, _day(figure.since),
            figure.span.quote, figure.span.start, figure.span.end,
        )  # fmt: skip


def article_row(article: Article) -> Row:
    """Return an article as a row of ``articles``."""
    stated, changed = article.published, article.updated
    return (
        article.id, article.title, article.publisher, _joined(article.agencies, "; "), None if stated is None else stated.value,
        None if stated is None else stated.precision, None if stated is None else stated.basis, None if changed is None else changed.value,
        web_address(article.url), article.language, len(article.text),
    )  # fmt: skip


def _judgement(judgement: Judgement) -> Iterator[Row]:
    for subject in dict.fromkeys(judgement.subjects):
        yield (
            judgement.id,
            subject,
            judgement.reviewer,
            judgement.time,
            judgement.verdict,
            judgement.field,
            judgement.value,
            judgement.reason,
        )


def _spot(where: Where) -> tuple[float | None, float | None]:
    if where.lat is None or where.lon is None:
        return (None, None)
    return (round(where.lat, DECIMALS), round(where.lon, DECIMALS))


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value[:10])


def _joined(parts: Iterable[str], separator: str) -> str | None:
    return separator.join(parts) or None
