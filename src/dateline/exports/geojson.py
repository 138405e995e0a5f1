"""An incident as a GeoJSON feature (RFC 7946)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dateline.exports.cases import Case
from dateline.exports.evidence import Evidence, evidence_of
from dateline.exports.losses import Losses
from dateline.exports.points import DECIMALS, Extent, box_of, spot_of, why_no_spot
from dateline.exports.telling import contradictions, title
from dateline.exports.text import json_line
from dateline.incidents import place_of
from dateline.records import Article, Claim, Incident, Participant, Toll, Where
from dateline.serial import Json


def document(cases: Iterable[Case], losses: Losses, notes: Mapping[str, str]) -> Iterator[str]:
    """Yield a FeatureCollection piece by piece: one feature a line, the bounding box of all of them at the end.

    Args:
        cases: incidents with what is behind them.
        losses: is told of incidents without a point.
        notes: profile, version and so on; a foreign member ``dateline`` (RFC 7946, 6.1).
    """
    yield f'{{"type":"FeatureCollection","dateline":{json_line(dict(notes))},"features":['
    extent = Extent()
    first = True
    for case in cases:
        spot = spot_of(case.incident)
        if spot is None:
            losses.note(why_no_spot(case.incident), case.incident.id)
        else:
            extent.add(box_of(spot))
        yield ("\n" if first else ",\n") + json_line(feature_of(case.incident, case.number, case.claims, case.articles))
        first = False
    box = extent.box()
    yield "\n]}\n" if box is None else f'\n],"bbox":[{",".join(map(repr, box))}]}}\n'


def feature_of(incident: Incident, number: int, claims: Mapping[str, Claim], articles: Mapping[str, Article]) -> Json:
    """Return one feature: a point with its precision and radius as properties; geometry null where there is no honest point.

    Args:
        incident: the incident.
        number: its place among the ledger's incidents, from 1.
        claims: its claims by id.
        articles: the articles of these claims by id.
    """
    spot = spot_of(incident)
    feature: Json = {"type": "Feature", "id": incident.id}
    if spot is not None:
        feature["bbox"] = list(box_of(spot))
    feature["geometry"] = None if spot is None else {"type": "Point", "coordinates": [spot.lon, spot.lat]}
    feature["properties"] = properties_of(incident, number, claims, articles)
    return feature


def properties_of(incident: Incident, number: int, claims: Mapping[str, Claim], articles: Mapping[str, Article]) -> Json:
    """Return all that a feature says of an incident beside its geometry, flat where it can be, so that map programs can filter by it."""
    when, where = incident.when, place_of(incident)
    flat = {f"{toll.measure}_{name}": value for toll in incident.tolls for name, value in _bounds(toll)}
    return {
        "title": title(incident),
        "number": number,
        "event_type": incident.event_type,
        "event_subtype": incident.event_subtype,
        "stage": incident.stage,
        "status": incident.status,
        "grade": incident.grade,
        "earliest": None if when is None else when.earliest,
        "latest": None if when is None else when.latest,
        "date_precision": "unknown" if when is None else when.precision,
        "place": None if where is None else where.name,
        "place_role": None if where is None else where.role.value,
        "precision": 7 if where is None else where.precision,
        "radius_km": None if where is None else where.radius_km,
        "admin1": None if where is None else where.admin1,
        "country": None if where is None else where.country,
        **flat,
        "tolls": [_toll(toll) for toll in incident.tolls],
        "places": [_place(one) for one in incident.places],
        "actors": [_actor(actor) for actor in incident.actors],
        "means": [means.kind for means in incident.means],
        "voices": len(incident.voices),
        "contradictions": list(contradictions(incident)),
        "evidence": [_evidence(one) for one in evidence_of(incident, claims, articles)],
    }


def _bounds(toll: Toll) -> tuple[tuple[str, int | None], ...]:
    """Return the bounds of a toll of people counted once; families and stocks stand in the list of tolls only."""
    if toll.unit != "person" or toll.flow == "stock":
        return ()
    return (("low", toll.low), ("best", toll.best), ("high", toll.high))


def _toll(toll: Toll) -> Json:
    return {
        "measure": toll.measure.value,
        "unit": toll.unit.value,
        "flow": None if toll.flow is None else toll.flow.value,
        "low": toll.low,
        "best": toll.best,
        "high": toll.high,
        "victims": [{"of": s.victims, "actors": list(s.actors), "low": s.low, "best": s.best, "high": s.high} for s in toll.shares],
    }


def _place(where: Where) -> Json:
    return {
        "role": where.role.value,
        "name": where.name,
        "text": where.span.quote,
        "geoname_id": where.geoname_id,
        "lat": None if where.lat is None else round(where.lat, DECIMALS),
        "lon": None if where.lon is None else round(where.lon, DECIMALS),
        "precision": where.precision,
        "radius_km": where.radius_km,
        "admin1": where.admin1,
        "country": where.country,
    }


def _actor(actor: Participant) -> Json:
    return {"role": actor.role.value, "name": actor.name, "actor_id": actor.actor_id, "kind": actor.kind}


def _evidence(one: Evidence) -> Json:
    return {
        "claim_id": one.claim_id,
        "article_id": one.article_id,
        "start": one.start,
        "end": one.end,
        "quote": one.quote,
        "status": one.status,
        "said_by": one.said_by,
        "figures": list(one.figures),
        "publisher": one.publisher,
        "published": one.published,
        "url": one.url,
    }
