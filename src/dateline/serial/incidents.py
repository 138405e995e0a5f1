"""Incidents and judgements as JSON, in the form of ``dateline/1``."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.records import (
    Bound,
    Contradiction,
    Damage,
    Flow,
    Incident,
    IncidentMeans,
    Judgement,
    Measure,
    Mention,
    Participant,
    Quantifier,
    Role,
    Share,
    StatedCount,
    Status,
    Term,
    Toll,
    Unit,
    Voice,
)
from dateline.serial.claims import when_from_json, when_to_json, where_from_json, where_to_json
from dateline.serial.fields import Json, flag, integer, integer_or_none, member, record, records, text, text_or_none, texts
from dateline.serial.spans import span_from_json, span_to_json


def incident_to_json(incident: Incident) -> Json:
    """Return an incident as a JSON object with its fields in a fixed order."""
    return {
        "id": incident.id,
        "event_type": incident.event_type,
        "event_subtype": incident.event_subtype,
        "grade": incident.grade,
        "status": incident.status,
        "time": None if incident.when is None else when_to_json(incident.when),
        "places": [where_to_json(where) for where in incident.places],
        "stage": incident.stage,
        "actors": [_participant_to_json(actor) for actor in incident.actors],
        "means": [{"kind": means.kind, "mentions": _mentions_to_json(means.mentions)} for means in incident.means],
        "damage": [{"effect": one.effect, "target": one.target, **_mention_to_json(one.mention)} for one in incident.damage],
        "claim_ids": list(incident.claim_ids),
        "tolls": [_toll_to_json(toll) for toll in incident.tolls],
        "contradictions": [contradiction_to_json(contradiction) for contradiction in incident.contradictions],
        "voices": [voice_to_json(voice) for voice in incident.voices],
        "counts": [count_to_json(count) for count in incident.counts],
    }


def incident_from_json(obj: Json) -> Incident:
    """Read an incident back.

    Raises:
        MalformedRecord: if a field is missing or of the wrong type.
    """
    return Incident(
        id=text(obj, "id"),
        event_type=text(obj, "event_type"),
        event_subtype=text_or_none(obj, "event_subtype"),
        when=record(obj, "time", when_from_json),
        places=records(obj, "places", where_from_json),
        actors=records(obj, "actors", _participant_from_json),
        claim_ids=texts(obj, "claim_ids"),
        tolls=records(obj, "tolls", _toll_from_json),
        contradictions=records(obj, "contradictions", contradiction_from_json),
        voices=records(obj, "voices", voice_from_json),
        counts=records(obj, "counts", count_from_json),
        grade=text(obj, "grade"),
        status=text(obj, "status"),
        stage=text(obj, "stage"),
        means=records(obj, "means", lambda found: IncidentMeans(text(found, "kind"), records(found, "mentions", _mention_from_json))),
        damage=records(obj, "damage", lambda found: Damage(text(found, "effect"), text(found, "target"), _mention_from_json(found))),
    )


def judgement_to_json(judgement: Judgement) -> Json:
    """Return a human decision as a JSON object with its fields in a fixed order."""
    return {
        "id": judgement.id,
        "reviewer": judgement.reviewer,
        "time": judgement.time,
        "verdict": judgement.verdict,
        "subjects": list(judgement.subjects),
        "field": judgement.field,
        "value": judgement.value,
        "reason": judgement.reason,
    }


def judgement_from_json(obj: Json) -> Judgement:
    """Read a human decision back.

    Raises:
        MalformedRecord: if a field is missing or of the wrong type.
    """
    return Judgement(
        id=text(obj, "id"),
        reviewer=text(obj, "reviewer"),
        time=text(obj, "time"),
        verdict=text(obj, "verdict"),
        subjects=texts(obj, "subjects"),
        field=text_or_none(obj, "field"),
        value=text_or_none(obj, "value"),
        reason=text_or_none(obj, "reason"),
    )


def _participant_to_json(participant: Participant) -> Json:
    return {
        "role": participant.role.value,
        "actor_id": participant.actor_id,
        "name": participant.name,
        "kind": participant.kind,
        "mentions": _mentions_to_json(participant.mentions),
    }


def _participant_from_json(obj: Json) -> Participant:
    return Participant(
        role=member(obj, "role", Role),
        actor_id=text_or_none(obj, "actor_id"),
        name=text(obj, "name"),
        kind=text(obj, "kind"),
        mentions=records(obj, "mentions", _mention_from_json),
    )


def _mentions_to_json(mentions: Sequence[Mention]) -> list[Json]:
    return [_mention_to_json(mention) for mention in mentions]


def _mention_to_json(mention: Mention) -> Json:
    return {"claim_id": mention.claim_id, **span_to_json(mention.span)}


def _mention_from_json(obj: Json) -> Mention:
    return Mention(text(obj, "claim_id"), span_from_json(obj))


def _toll_to_json(toll: Toll) -> Json:
    return {
        "measure": toll.measure.value,
        "unit": toll.unit.value,
        "low": toll.low,
        "best": toll.best,
        "high": toll.high,
        "flow": None if toll.flow is None else toll.flow.value,
        "trace": [bound_to_json(bound) for bound in toll.trace],
        "shares": [_share_to_json(share) for share in toll.shares],
    }


def _toll_from_json(obj: Json) -> Toll:
    return Toll(
        measure=member(obj, "measure", Measure),
        unit=member(obj, "unit", Unit),
        low=integer(obj, "low"),
        best=integer(obj, "best"),
        high=integer_or_none(obj, "high"),
        trace=records(obj, "trace", bound_from_json),
        flow=None if obj.get("flow") is None else member(obj, "flow", Flow),
        shares=records(obj, "shares", _share_from_json),
    )


def _share_to_json(share: Share) -> Json:
    return {
        "victims": share.victims,
        "actors": list(share.actors),
        "low": share.low,
        "best": share.best,
        "high": share.high,
        "trace": [bound_to_json(bound) for bound in share.trace],
    }


def _share_from_json(obj: Json) -> Share:
    return Share(
        victims=text(obj, "victims"),
        actors=texts(obj, "actors"),
        low=integer(obj, "low"),
        best=integer(obj, "best"),
        high=integer_or_none(obj, "high"),
        trace=records(obj, "trace", bound_from_json),
    )


def count_to_json(count: StatedCount) -> Json:
    """Return what one voice states as a JSON object."""
    return {
        "measure": count.measure.value,
        "unit": count.unit.value,
        "flow": None if count.flow is None else count.flow.value,
        "victims": count.victims,
        "quantifier": count.quantifier.value,
        "terms": [_term_to_json(term) for term in count.terms],
        "voice": count.voice,
        "kind": count.kind,
        "party": count.party,
        "status": count.status.value,
        "part": count.part,
        "named": count.named,
        "article_id": count.article_id,
        "published": count.published,
        "left_out": count.left_out,
    }


def count_from_json(obj: Json) -> StatedCount:
    """Read what one voice states back."""
    return StatedCount(
        measure=member(obj, "measure", Measure),
        unit=member(obj, "unit", Unit),
        flow=None if obj.get("flow") is None else member(obj, "flow", Flow),
        victims=text(obj, "victims"),
        quantifier=member(obj, "quantifier", Quantifier),
        terms=records(obj, "terms", _term_from_json),
        voice=integer(obj, "voice"),
        kind=text(obj, "kind"),
        party=flag(obj, "party"),
        status=member(obj, "status", Status),
        part=flag(obj, "part"),
        named=flag(obj, "named"),
        article_id=text(obj, "article_id"),
        published=text_or_none(obj, "published"),
        left_out=text_or_none(obj, "left_out"),
    )


def _term_to_json(term: Term) -> Json:
    return {"claim_id": term.claim_id, "figure": term.figure, "low": term.low, "high": term.high, "vague": term.vague}


def _term_from_json(obj: Json) -> Term:
    return Term(
        claim_id=text(obj, "claim_id"),
        figure=integer(obj, "figure"),
        low=integer(obj, "low"),
        high=integer_or_none(obj, "high"),
        vague=text_or_none(obj, "vague"),
    )


def bound_to_json(bound: Bound) -> Json:
    """Return a bound as a JSON object."""
    return {"bound": bound.bound, "value": bound.value, "rule": bound.rule, "claim_id": bound.claim_id, "figure": bound.figure}


def bound_from_json(obj: Json) -> Bound:
    """Read a bound back."""
    return Bound(
        bound=text(obj, "bound"),
        value=integer_or_none(obj, "value"),
        rule=text(obj, "rule"),
        claim_id=text(obj, "claim_id"),
        figure=integer(obj, "figure"),
    )


def contradiction_to_json(contradiction: Contradiction) -> Json:
    """Return a contradiction as a JSON object."""
    return {
        "kind": contradiction.kind,
        "summary": contradiction.summary,
        "claim_ids": list(contradiction.claim_ids),
        "quotes": list(contradiction.quotes),
    }


def contradiction_from_json(obj: Json) -> Contradiction:
    """Read a contradiction back."""
    return Contradiction(
        kind=text(obj, "kind"),
        summary=text(obj, "summary"),
        claim_ids=texts(obj, "claim_ids"),
        quotes=texts(obj, "quotes"),
    )


def voice_to_json(voice: Voice) -> Json:
    """Return a voice as a JSON object."""
    return {"name": voice.name, "kind": voice.kind, "claim_ids": list(voice.claim_ids), "party": voice.party}


def voice_from_json(obj: Json) -> Voice:
    """Read a voice back."""
    return Voice(text(obj, "name"), text(obj, "kind"), texts(obj, "claim_ids"), flag(obj, "party"))
