"""What the tables of the field ask of an incident: its sides, its days, its deaths by side, its sources in one cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from dateline.actors import FIGHTING
from dateline.exports.cases import Case
from dateline.exports.tables import read_table
from dateline.incidents.breakdown import SIDE_A, SIDE_B, sides_of
from dateline.incidents.counts import CIVILIAN
from dateline.places.gazetteer import country_of
from dateline.records import Article, Incident, Measure, Participant, Role, Toll, Unit

#: Kinds of actors that act for a state.
STATE = frozenset({"state_forces", "police", "government", "coalition"})
#: Days of UCDP GED's date_prec 1 to 4: a day, up to six days, a week, a month; more is 5.
_STRETCHES = ((1, 1), (6, 2), (7, 3), (31, 4))


@dataclass(frozen=True, slots=True)
class Deaths:
    """Deaths parted as UCDP GED parts them; the best of all parts add up to `best`. `high` is ``None`` where nobody bounds it."""

    low: int
    best: int
    high: int | None
    side_a: int
    side_b: int
    civilians: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Sides:
    """The armed participants of either side, side A the state's or else the attacker's, and whether civilians were harmed or aimed at."""

    a: tuple[Participant, ...]
    b: tuple[Participant, ...]
    civilians: bool


def toll_of(incident: Incident, measure: Measure) -> Toll | None:
    """Return an incident's toll of persons of a measure; of displacement the flow, else the stock."""
    found = [toll for toll in incident.tolls if toll.measure is measure and toll.unit is Unit.PERSON]
    return min(found, key=lambda toll: toll.flow or "", default=None)


def deaths_of(incident: Incident) -> Deaths | None:
    """Return the deaths of an incident; ``None`` where nobody tells of any."""
    toll = toll_of(incident, Measure.KILLED)
    if toll is None:
        return None
    by = {share.victims: share.best for share in toll.shares}
    a, b, civilians = by.get(SIDE_A, 0), by.get(SIDE_B, 0), by.get(CIVILIAN, 0)
    return Deaths(toll.low, toll.best, toll.high, a, b, civilians, max(0, toll.best - a - b - civilians))


def armed_sides(incident: Incident) -> Sides:
    """Return who fights whom, as far as it is told."""
    sides = sides_of(incident.actors, incident.counts)
    fighting = [actor for actor in incident.actors if actor.kind in FIGHTING or actor.kind in STATE]
    a = [actor for actor in fighting if sides.get(actor.actor_id or "") == SIDE_A]
    b = [actor for actor in fighting if sides.get(actor.actor_id or "") == SIDE_B]
    rest = [actor for actor in fighting if actor not in a and actor not in b]
    for actor in rest:
        attacks = actor.role in (Role.PERPETRATOR, Role.SIDE)
        if not a and (actor.kind in STATE or (attacks and not b)):
            a.append(actor)
        elif attacks is (b == [] and a != []) or not b:
            b.append(actor)
    deaths = deaths_of(incident)
    harmed = deaths is not None and deaths.civilians > 0
    unarmed = any(actor.role in (Role.VICTIM, Role.TARGET) and actor.kind in CIVILIAN_KINDS for actor in incident.actors)
    return Sides(_once(a), _once(b), harmed or unarmed)


#: Kinds of participants that are civilians.
CIVILIAN_KINDS = frozenset({"civilian", "civilians", "civilian_group", "private_person", "media", "ngo", "protesters"})


def _once(actors: Iterable[Participant]) -> tuple[Participant, ...]:
    return tuple({actor.name: actor for actor in reversed(list(actors))}.values())[::-1]


def names_of(actors: Iterable[Participant]) -> str | None:
    """Return actors in one cell."""
    return ", ".join(dict.fromkeys(actor.name for actor in actors)) or None


def days_of(incident: Incident) -> tuple[date | None, date | None]:
    """Return the first and last day an incident may have been; ``None`` where open."""
    when = incident.when
    ends = (None, None) if when is None else (when.earliest, when.latest)
    first, last = (None if end is None else date.fromisoformat(end[:10]) for end in ends)
    return first, last


def date_precision(incident: Incident) -> int | None:
    """Return UCDP GED's date_prec: 1 a day, 2 two to six days, 3 a week, 4 a month, 5 more; ``None`` where an end is open."""
    first, last = days_of(incident)
    if first is None or last is None:
        return None
    length = (last - first).days + 1
    return next((code for most, code in _STRETCHES if length <= most), 5)


def country_name(code: str | None) -> str | None:
    """Return a country's name by its ISO 3166-1 alpha-2 code; the code where the gazetteer has none."""
    if code is None:
        return None
    entry = country_of(code)
    return code if entry is None else entry.name


def articles_of(case: Case) -> list[Article]:
    """Return the articles behind an incident's own claims, by publication."""
    held = {case.claims[key].article_id for key in case.incident.claim_ids if key in case.claims}
    found = [case.articles[key] for key in sorted(held) if key in case.articles]
    return sorted(found, key=lambda a: (a.published.value if a.published is not None else "9999", a.id))


def outlet_of(article: Article) -> str:
    """Return how a source is named in a cell: the publisher, else the agency, else the article's id."""
    return article.publisher or next(iter(article.agencies), None) or f"article {article.id}"


@cache
def alpha3() -> Mapping[str, str]:
    """Return ISO 3166-1 alpha-3 codes by alpha-2."""
    return {two: three for two, three, _ in read_table("iso3166.tsv", ("alpha2", "alpha3", "source"))}
