"""An incident as a PLOVER event, one JSON object a line (PLOVER manual of 4 February 2024).

PLOVER codes who did what to whom: an incident whose doer nobody tells, or whose day nobody tells, is no PLOVER event, and neither is
displacement. Violence of two sides has both as actors and no recipient. The text of a report is never put in: it is its publisher's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from dateline import __version__
from dateline.actors import FIGHTING, load_registry
from dateline.claims.individuals import PRIVATE
from dateline.exports.cases import Case
from dateline.exports.evidence import Evidence, evidence_of, pointer
from dateline.exports.losses import Losses
from dateline.exports.points import DECIMALS
from dateline.exports.tables import read_table
from dateline.exports.telling import contradictions, standing
from dateline.exports.text import json_line
from dateline.incidents import place_of
from dateline.records import Article, Claim, Incident, Measure, Participant, Role, Unit, Where
from dateline.serial import Json

CODEBOOK = "PLOVER 2024-02-04"
NO_EVENT = "PLOVER has no event for this type"
NO_ACTOR = "PLOVER requires an actor, and nobody tells who acted"
NO_DATE = "PLOVER requires a date, and no day is known"
#: Which field of PLOVER's size object holds which measure.
_SIZES = {Measure.KILLED: "dead", Measure.INJURED: "injured", Measure.DETAINED: "arrested"}
#: Kinds of participants that are no actors.
_THINGS = frozenset({"object"})
#: Stages that are one of PLOVER's auxiliary modes; an attempt has none, so the comment says it.
_AUXILIARY = {"possible": "hypothetical", "threatened": "hypothetical"}


def document(cases: Iterable[Case], losses: Losses, notes: Mapping[str, str]) -> Iterator[str]:
    """Yield records one a line.

    Args:
        cases: incidents with what is behind them.
        losses: is told of incidents that are no PLOVER events, and of what of the others PLOVER cannot hold.
        notes: profile, version and so on, for which the layout has no place: they stand in the loss report.
    """
    for case in cases:
        record = record_of(case.incident, case.claims, case.articles)
        if isinstance(record, str):
            losses.note(f"left out: {record}", case.incident.id)
            continue
        if case.incident.when is not None and case.incident.when.earliest is None:
            losses.note("first day unknown: date is the last day it may have been", case.incident.id)
        if any(toll.measure not in _SIZES for toll in case.incident.tolls):
            losses.note("PLOVER's sizes are of dead, injured and arrested: another toll is left out", case.incident.id)
        if any(actor.role is Role.HELPER for actor in case.incident.actors):
            losses.note("PLOVER has no role for a helper, who is left out", case.incident.id)
        yield json_line(record) + "\n"


def record_of(incident: Incident, claims: Mapping[str, Claim], articles: Mapping[str, Article]) -> Json | str:
    """Return an incident as a PLOVER record, or why it is none (`NO_EVENT`, `NO_ACTOR`, `NO_DATE`).

    Args:
        incident: the incident.
        claims: its claims by id.
        articles: the articles of these claims by id.
    """
    coded = event_of(incident)
    if coded is None:
        return NO_EVENT
    event, modes, contexts = coded
    actors, recipients = parties_of(incident)
    if not actors:
        return NO_ACTOR
    when = incident.when
    first = None if when is None else when.earliest or when.latest
    if when is None or first is None:
        return NO_DATE
    held = list(evidence_of(incident, claims, articles))
    record: Json = {"id": incident.id, "has_event": True, "date": first[:10]}
    if when.latest is not None and when.latest[:10] != first[:10]:
        record["enddate"] = when.latest[:10]
    record["actor"] = [entity_of(one) for one in actors]
    if recipients:
        record["recipient"] = [entity_of(one) for one in recipients]
    record["event"] = [event]
    where = place_of(incident)
    if where is not None:
        record["event_loc"] = location_of(where)
    record["quad_code"] = _quads()[event]
    if modes:
        record["mode"] = modes
    if contexts:
        record["context"] = contexts
    if size := size_of(incident):
        record["size"] = size
    if held:
        record["text_info"] = {"start": held[0].start, "end": held[0].end}
        record["cite_info"] = _citation(held[0], articles.get(held[0].article_id))
    record["coder"] = f"Dateline {__version__}"
    record["comment"] = _comment(incident, held)
    return record


def event_of(incident: Incident) -> tuple[str, list[str], list[str]] | None:
    """Return an incident's event, modes and contexts; ``None`` where PLOVER has no category for it."""
    table = _events()
    coded = table.get((incident.event_type, incident.event_subtype or "")) or table.get((incident.event_type, ""))
    if coded is None or not coded[0]:
        return None
    event, modes, contexts = coded
    found = list(modes)
    if event == "ASSAULT":
        found += [_means()[means.kind] for means in incident.means if means.kind in _means()]
    if event == "ASSAULT" and incident.stage == "threatened":
        event, found = "THREATEN", ["violence"]
    elif incident.stage in _AUXILIARY:
        found.append(_AUXILIARY[incident.stage])
    return event, list(dict.fromkeys(found)), list(contexts)


def parties_of(incident: Incident) -> tuple[list[Participant], list[Participant]]:
    """Return who acts and who receives. Where both fight, all of them act (manual, ASSAULT)."""
    people = [actor for actor in incident.actors if actor.kind not in _THINGS]
    actors = [one for one in people if one.role in (Role.PERPETRATOR, Role.SIDE)]
    recipients = [one for one in people if one.role in (Role.TARGET, Role.VICTIM)]
    if incident.event_type == "battle":
        fighting = [one for one in recipients if one.kind in FIGHTING]
        actors, recipients = actors + fighting, [one for one in recipients if one not in fighting]
    return _once(actors), [one for one in _once(recipients) if not any(_same(one, other) for other in actors)]


def entity_of(actor: Participant) -> Json:
    """Return an entity: its code and sector as far as they are known, its words, and its registry entry; no private person has words."""
    code, sector = _sectors().get(actor.kind, ("", ""))
    known = None if actor.actor_id is None else load_registry().actors.get(actor.actor_id)
    if not code and known is not None and known.country is not None:
        code = _alpha3().get(known.country, "")
    entity: Json = {}
    if code:
        entity["code"] = code
    if sector:
        entity["sector"] = sector
    if actor.kind != PRIVATE:
        entity["entity_text"] = _label(actor)
    if known is not None:
        entity["identifier_id"] = known.wikidata or known.id
        entity["identifier_text"] = known.name
    return entity


def location_of(where: Where) -> Json:
    """Return a place by GeoNames' field names, as the manual asks, with its precision beside them."""
    location: Json = {"name": where.name}
    if where.geoname_id is not None:
        location["geonameid"] = where.geoname_id
    if where.lat is not None and where.lon is not None:
        location["latitude"], location["longitude"] = round(where.lat, DECIMALS), round(where.lon, DECIMALS)
    if where.country is not None:
        location["country code"] = where.country
        if where.country in _alpha3():
            location["cc3"] = _alpha3()[where.country]
    if where.admin1 is not None:
        location["admin1_name"] = where.admin1
    location["precision"] = where.precision
    if where.radius_km is not None:
        location["radius_km"] = where.radius_km
    return location


def size_of(incident: Incident) -> Json:
    """Return the dead, injured and arrested, best number first, its bounds beside it; an open upper bound is null."""
    size: Json = {}
    for toll in incident.tolls:
        if toll.unit is Unit.PERSON and toll.flow is None and (name := _SIZES.get(toll.measure)) is not None:
            size[name], size[f"{name}_low"], size[f"{name}_high"] = toll.best, toll.low, toll.high
    return size


def _citation(one: Evidence, article: Article | None) -> Json:
    known = {
        "citation": one.article_id,
        "url": one.url,
        "title": None if article is None else article.title,
        "language": None if article is None else article.language,
        "publication": one.publisher,
        "coder": f"Dateline {__version__}",
        "codebook": CODEBOOK,
    }
    return {key: value for key, value in known.items() if value is not None}


def _comment(incident: Incident, held: list[Evidence]) -> str:
    parts = [standing(incident)]
    if incident.stage != "accomplished":
        parts.append(f"stage: {incident.stage}")
    if incident.when is not None and incident.when.earliest is None:
        parts.append("first day unknown: date is the last day it may have been")
    if incident.when is not None and incident.when.latest is None:
        parts.append("last day unknown")
    parts += [f"contradiction, {one}" for one in contradictions(incident)]
    parts += [f"{pointer(one.article_id, one)} (claim {one.claim_id})" for one in held]
    return "; ".join(parts)


def _once(actors: list[Participant]) -> list[Participant]:
    kept: list[Participant] = []
    for actor in actors:
        if not any(_same(actor, other) for other in kept):
            kept.append(actor)
    return kept


def _same(one: Participant, other: Participant) -> bool:
    """Return whether two participants are one: by the registry, else by the words for them."""
    if one.actor_id is not None and other.actor_id is not None:
        return one.actor_id == other.actor_id
    return _label(one).casefold() == _label(other).casefold()


def _label(actor: Participant) -> str:
    """Return the source's own words for a participant, the first of them."""
    return actor.mentions[0].span.quote if actor.mentions else actor.name


@cache
def _events() -> Mapping[tuple[str, str], tuple[str, tuple[str, ...], tuple[str, ...]]]:
    rows = read_table("plover_events.tsv", ("event_type", "event_subtype", "event", "modes", "contexts", "source"))
    return {(kind, narrow): (event, tuple(modes.split()), tuple(contexts.split())) for kind, narrow, event, modes, contexts, _ in rows}


@cache
def _means() -> Mapping[str, str]:
    return {means: mode for means, mode, _ in read_table("plover_means.tsv", ("means", "mode", "source"))}


@cache
def _sectors() -> Mapping[str, tuple[str, str]]:
    return {kind: (code, sector) for kind, code, sector, _ in read_table("plover_sectors.tsv", ("kind", "code", "sector", "source"))}


@cache
def _quads() -> Mapping[str, int]:
    return {event: int(quad) for event, quad, _ in read_table("plover_quads.tsv", ("event", "quad", "source"))}


@cache
def _alpha3() -> Mapping[str, str]:
    return {two: three for two, three, _ in read_table("iso3166.tsv", ("alpha2", "alpha3", "source"))}
