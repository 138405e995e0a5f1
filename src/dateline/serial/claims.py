"""Claims and all they are made of as JSON, in the form of ``dateline/1``."""

from __future__ import annotations

from dateline.records import (
    ActorMention,
    Attribution,
    Claim,
    Figure,
    Flow,
    Means,
    Measure,
    Mode,
    PlaceCandidate,
    PlaceRole,
    Quantifier,
    Role,
    Scope,
    SourceKind,
    Status,
    Unit,
    VictimKind,
    When,
    Where,
)
from dateline.serial.fields import (
    Json,
    MalformedRecord,
    flag,
    integer,
    integer_or_none,
    member,
    number,
    number_or_none,
    record,
    records,
    text,
    text_or_none,
    texts,
)
from dateline.serial.spans import open_span_from_json, open_span_to_json, span_from_json, span_to_json


def claim_to_json(claim: Claim) -> Json:
    """Return a claim as a JSON object with its fields in a fixed order."""
    return {
        "id": claim.id,
        "article_id": claim.article_id,
        "event_type": claim.event_type,
        "event_subtype": claim.event_subtype,
        "domain": claim.domain,
        "status": claim.status.value,
        "background": claim.background,
        "confidence": claim.confidence,
        "rules": list(claim.rules),
        "evidence": span_to_json(claim.evidence),
        "trigger": None if claim.trigger is None else span_to_json(claim.trigger),
        "attribution": None if claim.attribution is None else attribution_to_json(claim.attribution),
        "actors": [actor_to_json(actor) for actor in claim.actors],
        "figures": [figure_to_json(figure) for figure in claim.figures],
        "time": None if claim.time is None else when_to_json(claim.time),
        "places": [where_to_json(where) for where in claim.places],
        "means": [_means_to_json(means) for means in claim.means],
    }


def claim_from_json(obj: Json) -> Claim:
    """Read a claim back.

    Raises:
        MalformedRecord: if a field is missing or of the wrong type.
    """
    evidence = record(obj, "evidence", span_from_json)
    if evidence is None:
        raise MalformedRecord("the field 'evidence' is null; a claim without characters is not stored")
    return Claim(
        id=text(obj, "id"),
        article_id=text(obj, "article_id"),
        event_type=text(obj, "event_type"),
        event_subtype=text_or_none(obj, "event_subtype"),
        status=member(obj, "status", Status),
        background=flag(obj, "background"),
        confidence=number(obj, "confidence"),
        rules=texts(obj, "rules"),
        evidence=evidence,
        trigger=record(obj, "trigger", span_from_json),
        attribution=record(obj, "attribution", attribution_from_json),
        actors=records(obj, "actors", actor_from_json),
        figures=records(obj, "figures", figure_from_json),
        time=record(obj, "time", when_from_json),
        places=records(obj, "places", where_from_json),
        means=records(obj, "means", lambda found: Means(text(found, "kind"), span_from_json(found, words="text"))),
        domain=text_or_none(obj, "domain") or "conflict",
    )


def attribution_to_json(attribution: Attribution) -> Json:
    """Return the chain of speakers behind a claim."""
    return {
        "speaker": attribution.speaker,
        "role": attribution.role,
        "organisation": attribution.organisation,
        "kind": attribution.kind.value,
        "via": attribution.via,
        "relies_on": attribution.relies_on,
        "cue": attribution.cue,
        "mode": attribution.mode.value,
        "party": attribution.party,
        "private_person": attribution.private_person,
        **span_to_json(attribution.span),
    }


def attribution_from_json(obj: Json) -> Attribution:
    """Read an attribution back."""
    return Attribution(
        speaker=text_or_none(obj, "speaker"),
        role=text_or_none(obj, "role"),
        organisation=text_or_none(obj, "organisation"),
        kind=member(obj, "kind", SourceKind),
        via=text_or_none(obj, "via"),
        relies_on=text_or_none(obj, "relies_on"),
        cue=text(obj, "cue"),
        mode=member(obj, "mode", Mode),
        party=flag(obj, "party"),
        span=span_from_json(obj),
        private_person=flag(obj, "private_person"),
    )


def actor_to_json(actor: ActorMention) -> Json:
    """Return an actor with its role, the source's own label and the registry's entry."""
    return {
        "role": actor.role.value,
        "text": actor.span.quote,
        "start": actor.span.start,
        "end": actor.span.end,
        "actor_id": actor.actor_id,
        "name": actor.name,
        "kind": actor.kind,
    }


def actor_from_json(obj: Json) -> ActorMention:
    """Read an actor back."""
    return ActorMention(
        role=member(obj, "role", Role),
        span=span_from_json(obj, words="text"),
        actor_id=text_or_none(obj, "actor_id"),
        name=text_or_none(obj, "name"),
        kind=text(obj, "kind"),
    )


def figure_to_json(figure: Figure) -> Json:
    """Return a figure with its bounds and everything said about it."""
    return {
        "measure": figure.measure.value,
        "low": figure.low,
        "high": figure.high,
        "quantifier": figure.quantifier.value,
        "unit": figure.unit.value,
        "who": figure.who,
        "victim_kind": figure.victim_kind.value,
        "scope": figure.scope.value,
        "flow": None if figure.flow is None else figure.flow.value,
        "since": figure.since,
        "person": figure.person,
        **span_to_json(figure.span),
    }


def figure_from_json(obj: Json) -> Figure:
    """Read a figure back."""
    return Figure(
        measure=member(obj, "measure", Measure),
        low=integer(obj, "low"),
        high=integer_or_none(obj, "high"),
        quantifier=member(obj, "quantifier", Quantifier),
        unit=member(obj, "unit", Unit),
        who=text_or_none(obj, "who"),
        victim_kind=member(obj, "victim_kind", VictimKind),
        scope=member(obj, "scope", Scope),
        flow=None if obj.get("flow") is None else member(obj, "flow", Flow),
        span=span_from_json(obj),
        since=text_or_none(obj, "since"),
        person=text_or_none(obj, "person") if "person" in obj else None,
    )


def when_to_json(when: When) -> Json:
    """Return a stretch of time with its precision and basis."""
    return {
        "earliest": when.earliest,
        "latest": when.latest,
        "precision": when.precision,
        "basis": when.basis,
        **open_span_to_json(when.span),
    }


def when_from_json(obj: Json) -> When:
    """Read a stretch of time back."""
    return When(
        earliest=text_or_none(obj, "earliest"),
        latest=text_or_none(obj, "latest"),
        precision=text(obj, "precision"),
        basis=text(obj, "basis"),
        span=open_span_from_json(obj),
    )


def where_to_json(where: Where) -> Json:
    """Return a place with its role, its gazetteer entry and the readings that lost."""
    return {
        "role": where.role.value,
        "text": where.span.quote,
        "start": where.span.start,
        "end": where.span.end,
        "geoname_id": where.geoname_id,
        "name": where.name,
        "lat": where.lat,
        "lon": where.lon,
        "country": where.country,
        "admin1": where.admin1,
        "precision": where.precision,
        "radius_km": where.radius_km,
        "score": where.score,
        "within": where.within,
        "alternatives": [_candidate_to_json(candidate) for candidate in where.alternatives],
    }


def where_from_json(obj: Json) -> Where:
    """Read a place back."""
    return Where(
        role=member(obj, "role", PlaceRole),
        span=span_from_json(obj, words="text"),
        name=text(obj, "name"),
        geoname_id=integer_or_none(obj, "geoname_id"),
        lat=number_or_none(obj, "lat"),
        lon=number_or_none(obj, "lon"),
        country=text_or_none(obj, "country"),
        admin1=text_or_none(obj, "admin1"),
        precision=integer(obj, "precision"),
        score=number(obj, "score"),
        within=text_or_none(obj, "within"),
        alternatives=records(obj, "alternatives", _candidate_from_json),
        radius_km=number_or_none(obj, "radius_km"),
    )


def _means_to_json(means: Means) -> Json:
    return {"kind": means.kind, "text": means.span.quote, "start": means.span.start, "end": means.span.end}


def _candidate_to_json(candidate: PlaceCandidate) -> Json:
    return {
        "geoname_id": candidate.geoname_id,
        "name": candidate.name,
        "lat": candidate.lat,
        "lon": candidate.lon,
        "country": candidate.country,
        "admin1": candidate.admin1,
        "score": candidate.score,
    }


def _candidate_from_json(obj: Json) -> PlaceCandidate:
    return PlaceCandidate(
        geoname_id=integer_or_none(obj, "geoname_id"),
        name=text(obj, "name"),
        lat=number(obj, "lat"),
        lon=number(obj, "lon"),
        country=text_or_none(obj, "country"),
        admin1=text_or_none(obj, "admin1"),
        score=number(obj, "score"),
    )
