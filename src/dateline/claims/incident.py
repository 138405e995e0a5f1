"""Sum an article up in one record: what was done in its main incident, by which kind of actor, to whom, where and when.

A deed weighs more the earlier it stands, and more where its victim is named: headline and lead tell what an article is about.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dateline.actors.nouns import singular
from dateline.claims.binding import bind_places
from dateline.claims.context import Context, Scene
from dateline.claims.lexicon import table, word_set
from dateline.claims.named import Deed, NamedVictim, deeds_in, for_crimes, named_victims
from dateline.places.lexicon import country_names, sovereigns
from dateline.records import BlockKind, Claim, Role, Status, When, Where

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["PrimaryIncident", "primary_incident"]

#: How much more a headline and a lead say of what an article is about.
TITLE_WEIGHT, LEAD_WEIGHT, LEAD = 4.0, 3.0, 4
#: A kind of violation is told of where it has this share of the weight of all, and at least this weight.
SHARE, LEAST = 0.1, 2.0
#: What a deed weighs whose words name no people ("a murder").
UNNAMED = 0.5
#: What tells of the doer: named beside a deed, by the claims, by being able to hold people, by being sought for a crime.
AGENT, CLAIMED, HELD_BY_STATE, CRIME, BESIDE = 4.0, 1.0, 0.5, 0.2, 1.0
#: What a claim weighs that no deed tells of (a count of dead without names).
CLAIM = 0.5
#: UCDP GED's precision up to which a place is a town; what a place weighs that a deed is told of; least weight of a town.
TOWN_ITSELF, WITH_DEED, AT_DEED, CITY_LEAST = 2, 1.0, 2.0, 3.0
#: What a time of trial weighs for the time of arrest.
PROCESS = 0.3
#: A day of the calendar is more often the event's own than a weekday, which may be that of the saying.
CALENDAR, WITH_YEAR = 5.0, 10.0
#: What a time weighs in a sentence that tells of another deed, and of none.
OTHER_DEED, NO_DEED = 0.5, 0.1
_UNREAL = frozenset({Status.PLANNED, Status.HYPOTHETICAL, Status.DENIED})


@dataclass(frozen=True, slots=True)
class PrimaryIncident:
    """The main incident of an article; what the article does not tell is ``None``.

    `victims` are those named in all of it; `private_person` marks the names that exports mask. The words of `violations` and
    `perpetrator` are those of data/violations.tsv and data/perpetrators.tsv.
    """

    violations: tuple[str, ...]
    perpetrator: str | None
    perpetrator_told: bool
    victims: tuple[NamedVictim, ...]
    city: str | None
    country: str | None
    year: int | None
    month: int | None
    day: int | None


def primary_incident(context: Context, claims: Sequence[Claim]) -> PrimaryIncident:
    """Sum up what an article tells was done to people.

    Args:
        context: the article as the earlier stages read it.
        claims: its claims (`dateline.claims.extract.claims_in`).
    """
    told = deeds_in(context)
    victims = named_victims(context, told)
    common = for_crimes(told)
    deeds = [d for d in told if not d.accused and not (common and d.type == "detention")]
    weights = _violations(context, deeds, claims, common)
    violations = _chosen(weights)
    country = _country(context, deeds)
    main = max(weights, key=lambda kind: weights[kind], default=None)
    year, month, day = _date(context, deeds, main)
    city = _city(context, deeds, country, main)
    perpetrator = _perpetrator(context, deeds, claims, weights, common)
    name = country_names().get(sovereigns().get(country, country)) if country is not None else None
    return PrimaryIncident(violations, perpetrator, perpetrator is not None, tuple(victims), city, name, year, month, day)


@cache
def _crosswalk() -> Mapping[tuple[str, str | None], str]:
    return {(row["type"], row["subtype"] or None): row["violation"] for row in table("violations.tsv")}


@cache
def _doers(by: str) -> Mapping[str, str]:
    return {row["word"]: row["perpetrator"] for row in table("perpetrators.tsv") if row["by"] == by}


@cache
def _specific() -> Mapping[tuple[str, str | None], float]:
    return {(row["type"], row["subtype"] or None): float(row["weight"]) for row in table("violations.tsv")}


def _weight(scene: Scene) -> float:
    if scene.sentence.kind is BlockKind.TITLE:
        return TITLE_WEIGHT
    return LEAD_WEIGHT if scene.index <= LEAD else 1.0


def _violations(context: Context, deeds: Sequence[Deed], claims: Sequence[Claim], common: bool) -> dict[str, float]:
    weights: defaultdict[str, float] = defaultdict(float)
    for deed in deeds:
        kind = _crosswalk().get((deed.type, deed.subtype))
        if kind is not None and not deed.negated:
            weight = _specific()[deed.type, deed.subtype] * (1.0 if deed.people else UNNAMED)
            weights[kind] += weight * _weight(context.scenes[deed.scene])
    taken = {deed.trigger.start for deed in deeds}
    scenes = {scene.sentence.start: scene for scene in context.scenes}
    for claim in claims:
        kind = _crosswalk().get((claim.event_type, claim.event_subtype))
        scene = scenes.get(claim.evidence.start)
        if kind is None or scene is None or claim.trigger is None or claim.trigger.start in taken or claim.status in _UNREAL:
            continue
        if common and claim.event_type == "detention":
            continue
        weights[kind] += CLAIM * _specific()[claim.event_type, claim.event_subtype] * _weight(scene)
    return dict(weights)


def _chosen(weights: Mapping[str, float]) -> tuple[str, ...]:
    total = sum(weights.values())
    found = [kind for kind, weight in weights.items() if weight >= LEAST and weight >= SHARE * total]
    if not found and weights:
        found = [max(weights, key=lambda kind: weights[kind])]
    return tuple(sorted(found)) or ("other",)


def _places(context: Context) -> Iterator[tuple[Scene, Where, str]]:
    for scene in context.scenes:
        for place in scene.places:
            yield scene, place.where, place.use


def _country(context: Context, deeds: Sequence[Deed]) -> str | None:
    """Return the country the article places most in, above all in sentences that tell of a deed."""
    told = {deed.scene for deed in deeds}
    votes: defaultdict[str, float] = defaultdict(float)
    for scene, where, _ in _places(context):
        if where.country is not None:
            votes[where.country] += _weight(scene) * (WITH_DEED if scene.index in told else 1.0)
    return max(votes, key=lambda code: votes[code], default=None)


def _city(context: Context, deeds: Sequence[Deed], country: str | None, main: str | None) -> str | None:
    """Return the town of the main deed as the article prints it: bound to it, or told of most in the country."""
    if country in sovereigns():
        return country_names().get(country or "")
    votes: defaultdict[str, float] = defaultdict(float)
    printed: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for scene, where, use in _places(context):
        if where.country == country and where.precision <= TOWN_ITSELF and use in ("literal", "dateline"):
            votes[where.name] += _weight(scene)
            printed[where.name][where.span.quote] += 1
    for deed in deeds:
        if _crosswalk().get((deed.type, deed.subtype)) != main:
            continue
        scene = context.scenes[deed.scene]
        bound = bind_places(scene, scene.tokens[deed.at], deed.at, None)
        for where in bound[0] if bound is not None else ():
            if where.name in votes:
                votes[where.name] += AT_DEED * _weight(scene)
    best = max(votes, key=lambda name: votes[name], default=None)
    if best is None or votes[best] < CITY_LEAST:
        return None
    spelled = printed[best].most_common(1)[0][0]
    return best if spelled.isupper() else spelled  # a dateline's capitals are no spelling


def _dated(context: Context, deeds: Sequence[Deed], main: str | None) -> Iterator[tuple[float, When]]:
    """Yield the times that may be the main deed's, with their weights: told in its sentence, with another deed, or elsewhere."""
    told: defaultdict[int, float] = defaultdict(lambda: NO_DEED)
    for deed in deeds:
        if not deed.negated:
            weight = 1.0 if _crosswalk().get((deed.type, deed.subtype)) == main else OTHER_DEED
            weight *= PROCESS if deed.subtype == "prosecution" else 1.0
            told[deed.scene] = max(weight, told[deed.scene])
    for scene in context.scenes:
        for time in scene.times:
            if time.when is not None and time.when.earliest is not None and time.type in ("DATE", "TIME"):
                yield told[scene.index] * _weight(scene) * _explicit(time.span.quote), time.when


def _explicit(words: str) -> float:
    """Weigh a day by its words: of the calendar with a year, of the calendar, or counted from the day of writing."""
    if any(len(w.strip(".,;'s")) == 4 and w[:4].isdigit() for w in words.split()):
        return WITH_YEAR
    return CALENDAR if any(singular(w.lower().rstrip(".,")) in word_set("month") for w in words.split()) else 1.0


def _date(context: Context, deeds: Sequence[Deed], main: str | None) -> tuple[int | None, int | None, int | None]:
    """Return year, month and day of the main deed: each the one that most is said for, within the one before."""
    told = list(_dated(context, deeds, main))
    years: defaultdict[str, float] = defaultdict(float)
    if context.day is not None:
        years[context.day[:4]] = 0.0  # where nothing else is told
    for weight, when in told:
        years[(when.earliest or "")[:4]] += weight
    year = max(years, key=lambda y: years[y], default=None)
    if year is None:
        return None, None, None
    months = _votes(told, year, 7)
    month = max(months, key=lambda m: months[m], default=None)
    if month is None:
        return int(year), None, None
    days = _votes(told, month, 10)
    day = max(days, key=lambda d: days[d], default=None)
    return int(year), int(month[5:7]), int(day[8:10]) if day is not None else None


def _votes(told: Sequence[tuple[float, When]], prefix: str, size: int) -> Mapping[str, float]:
    """Weigh the times that begin with `prefix` and are known to `size` characters of their ISO form."""
    votes: defaultdict[str, float] = defaultdict(float)
    for weight, when in told:
        first, last = when.earliest or "", when.latest or when.earliest or ""
        if first.startswith(prefix) and first[:size] == last[:size]:
            votes[first[:size]] += weight
    return votes


def _perpetrator(
    context: Context, deeds: Sequence[Deed], claims: Sequence[Claim], weights: Mapping[str, float], common: bool
) -> str | None:
    """Return the kind of actor most is told of as doing the deeds; those who hold people are the state unless somebody else is named."""
    votes: defaultdict[str, float] = defaultdict(float)
    for deed in deeds:
        scene = context.scenes[deed.scene]
        weight = _weight(scene) * _specific().get((deed.type, deed.subtype), 0.0)
        kind = _doer(scene, scene.tokens[deed.agent]) if deed.agent is not None else None
        if kind is not None:
            votes[kind] += AGENT * weight
        if kind is None and deed.type != "detention":
            for token in scene.tokens:
                noun = _doers("noun").get(token.lemma_.lower()) if token.pos_ in ("NOUN", "PROPN") else None
                if noun is not None and noun == _doers("kind")["armed_group"]:
                    votes[noun] += BESIDE * weight
        if kind := _doers("deed").get(deed.type):
            votes[kind] += HELD_BY_STATE * weight
    for claim in claims:
        if claim.event_type == "detention" and common:
            continue
        for actor in claim.actors:
            if actor.role is Role.PERPETRATOR and (kind := _doers("kind").get(actor.kind)):
                votes[kind] += CLAIMED
    if common:
        votes[_doers("deed")["crime"]] += CRIME * sum(weights.values())
    return max(votes, key=lambda kind: votes[kind], default=None)


def _doer(scene: Scene, token: Token) -> str | None:
    noun = _doers("noun").get(token.lemma_.lower()) or _doers("noun").get(singular(token.lower_))
    if noun is not None:
        return noun
    actor = scene.actor_within(token)
    return _doers("kind").get(actor.kind) if actor is not None else None
