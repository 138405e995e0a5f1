"""An incident as entities of FollowTheMoney, one JSON object a line.

An incident is an ``Event``; actors that the registry knows are an ``Organization`` or ``PublicBody``; each article is an ``Article``
without its text; a ``Documentation`` ties an article to the event with the sentence that a claim rests on; a place with a point is an
``Address``. No ``Person`` is ever written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from dateline.actors import Actor, load_registry
from dateline.exports.cases import Case
from dateline.exports.evidence import Evidence, evidence_of, newest, pointer
from dateline.exports.identifiers import web_address
from dateline.exports.losses import Losses
from dateline.exports.points import DECIMALS
from dateline.exports.seen import Seen
from dateline.exports.telling import contradictions, figures, standing, title
from dateline.exports.text import clean, json_line, one_line
from dateline.incidents import place_of
from dateline.records import Article, Claim, Incident, When, Where
from dateline.serial import Json

#: Schemata of entities that several events share.
_ONCE = ("Article", "Organization", "PublicBody")
#: Language codes as FollowTheMoney has them (ISO 639-3), of the languages that Dateline reads.
_LANGUAGES = {"en": "eng"}


def document(cases: Iterable[Case], losses: Losses, notes: Mapping[str, str]) -> Iterator[str]:
    """Yield entities one a line; an article and an actor once, however many events they are part of.

    Args:
        cases: incidents with what is behind them.
        losses: is told of numbers that stand in words only, and of participants that are in no registry.
        notes: profile, version and so on, for which the layout has no place: they stand in the loss report.
    """
    seen: dict[str, Seen] = {}
    for case in cases:
        if case.incident.tolls:
            losses.note("FollowTheMoney has no field for numbers of victims: they stand in the summary", case.incident.id)
        if any(actor.actor_id is None for actor in case.incident.actors):
            losses.note("a participant that is in no registry is left out", case.incident.id)
        for entity in event_entities(case.incident, case.claims, case.articles):
            # A claim behind several incidents documents each of them.
            if entity["schema"] in _ONCE and not seen.setdefault(entity["schema"], Seen()).first(entity["id"].split("-", 2)[2]):
                continue
            yield json_line(entity) + "\n"


def event_entities(incident: Incident, claims: Mapping[str, Claim], articles: Mapping[str, Article]) -> Iterator[Json]:
    """Yield the entities of one incident: what it refers to first, then the event, then its evidence.

    Args:
        incident: the incident.
        claims: its claims by id.
        articles: the articles of these claims by id.
    """
    held = list(evidence_of(incident, claims, articles))
    articles_held = [articles[key] for key in dict.fromkeys(one.article_id for one in held) if key in articles]
    actors = _actors_of(incident)
    for article in articles_held:
        yield article_entity(article)
    for actor in actors:
        yield actor_entity(actor)
    where = place_of(incident)
    address = None if where is None else address_entity(incident, where)
    if address is not None:
        yield address
    changed = newest(incident, claims, articles)
    yield _entity(
        _id("incident", incident.id),
        "Event",
        name=[title(incident)],
        summary=[figures(incident)],
        notes=[standing(incident), *(f"contradiction, {one}" for one in contradictions(incident))],
        keywords=[incident.event_type, incident.event_subtype, incident.stage, incident.grade, f"status: {incident.status}"],
        recordId=[incident.id],
        location=[None if where is None else place_name(where)],
        country=[None if where is None or where.country is None else where.country.lower()],
        addressEntity=[None if address is None else address["id"]],
        involved=[_id("actor", actor.id) for actor in actors],
        proof=[_id("article", article.id) for article in articles_held],
        sourceUrl=[one.url for one in held],
        modifiedAt=[changed],
        **_days(incident.when),
    )
    for one in held:
        if one.article_id in articles:
            yield _documentation(incident, one)


def actor_entity(actor: Actor) -> Json:
    """Return an actor of the registry; its own name alone, since its aliases are ways in which news calls it."""
    return _entity(
        _id("actor", actor.id),
        _schemata().get(actor.kind, "Organization"),
        name=[actor.name],
        country=[None if actor.country is None else actor.country.lower()],
        classification=[actor.kind],
        wikidataId=[actor.wikidata],
    )


def article_entity(article: Article) -> Json:
    """Return an article by what is known of it, without its text: that is its publisher's."""
    published, updated = article.published, article.updated
    return _entity(
        _id("article", article.id),
        "Article",
        # The schema requires a name of a file; the id is the only one that is certain.
        fileName=[f"{article.id}.txt"],
        name=[None if article.title is None else one_line(article.title)],
        title=[None if article.title is None else one_line(article.title)],
        publisher=[article.publisher],
        sourceUrl=[web_address(article.url)],
        publishedAt=[None if published is None else published.value],
        modifiedAt=[None if updated is None else updated.value],
        language=[_LANGUAGES.get(article.language or "")],
        mimeType=["text/plain"],
    )


def address_entity(incident: Incident, where: Where) -> Json | None:
    """Return the place of an incident with its point; ``None`` where it has none. Its precision stands in the remarks."""
    if where.lat is None or where.lon is None:
        return None
    radius = "" if where.radius_km is None else f", within {where.radius_km:g} km"
    return _entity(
        _id("place", incident.id),
        "Address",
        full=[place_name(where)],
        name=[place_name(where)],
        state=[where.admin1],
        country=[None if where.country is None else where.country.lower()],
        latitude=[str(round(where.lat, DECIMALS))],
        longitude=[str(round(where.lon, DECIMALS))],
        remarks=[f"precision {where.precision} (UCDP GED where_prec){radius}"],
    )


def place_name(where: Where) -> str:
    """Return a place with the units it lies in: ``Balad, Salah ad Din, IQ``."""
    return one_line(", ".join(dict.fromkeys(part for part in (where.name, where.admin1, where.country) if part)))


def _documentation(incident: Incident, one: Evidence) -> Json:
    said = [one_line(one.quote), f"{one_line(one.said_by)}; {one.status}", *one.figures]
    return _entity(
        _id("evidence", f"{incident.id}-{one.claim_id}"),
        "Documentation",
        document=[_id("article", one.article_id)],
        entity=[_id("incident", incident.id)],
        role=["evidence"],
        status=[one.status],
        summary=[said[0]],
        description=["; ".join(said[1:]), pointer(one.article_id, one)],
        date=[one.published],
        recordId=[one.claim_id],
        sourceUrl=[one.url],
    )


def _actors_of(incident: Incident) -> list[Actor]:
    known = load_registry().actors
    named = sorted({actor.actor_id for actor in incident.actors if actor.actor_id is not None})
    return [known[name] for name in named if name in known]


def _days(when: When | None) -> dict[str, list[str | None]]:
    """Return a single day as ``date``, a stretch as ``startDate`` and ``endDate``; an open end is left out."""
    if when is None:
        return {}
    first = None if when.earliest is None else when.earliest[:10]
    last = None if when.latest is None else when.latest[:10]
    return {"date": [first]} if first == last else {"startDate": [first], "endDate": [last]}


def _entity(entity_id: str, schema: str, /, **properties: list[str | None]) -> Json:
    """Return an entity; values that are unknown or empty are left out, and none stands twice."""
    held = {key: list(dict.fromkeys(clean(value) for value in values if value)) for key, values in properties.items()}
    return {"id": entity_id, "schema": schema, "properties": {key: values for key, values in held.items() if values}}


def _id(kind: str, record_id: str) -> str:
    return f"dateline-{kind}-{record_id}"


@cache
def _schemata() -> Mapping[str, str]:
    from dateline.exports.tables import read_table

    return {kind: schema for kind, schema, _ in read_table("ftm_actors.tsv", ("kind", "schema", "source"))}
