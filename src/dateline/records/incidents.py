"""What the claims of many articles add up to, and what people decide about it."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.records.articles import Span
from dateline.records.claims import When, Where
from dateline.vocabulary import Flow, Measure, Role, Unit


@dataclass(frozen=True, slots=True)
class Bound:
    """Why a bound of a reconciled figure is what it is: the rule, the claim and the figure's place in it."""

    bound: str
    value: int | None
    rule: str
    claim_id: str
    figure: int


@dataclass(frozen=True, slots=True)
class Toll:
    """Low, best and high for one measure of one incident (`high` is ``None`` where nobody bounds it), with the trace."""

    measure: Measure
    unit: Unit
    low: int
    best: int
    high: int | None
    trace: tuple[Bound, ...]
    flow: Flow | None = None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two or more claims that cannot all be true. `kind` is ``number``, ``attackers``, ``place``, ``day``,
    ``perpetrator`` or ``happened``; `claim_ids` and `quotes` run in step."""

    kind: str
    summary: str
    claim_ids: tuple[str, ...]
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """One independent source behind an incident, with the claims it speaks in."""

    name: str
    kind: str
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a claim says something."""

    claim_id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Participant:
    """Who took part in a happening, in one role, with every mention; `name` is the registry's or the fullest words for it."""

    role: Role
    actor_id: str | None
    name: str
    kind: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class IncidentMeans:
    """A kind of weapon or method, with every mention."""

    kind: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Damage:
    """A thing destroyed, damaged or looted: the word that says so, the words for the thing, and where they stand."""

    effect: str
    target: str
    mention: Mention


@dataclass(frozen=True, slots=True)
class Incident:
    """Claims judged to be about one happening. `grade` is ``single``, ``reported``, ``corroborated``, ``contested``
    or ``contradicted``; `status` is ``proposed``, ``confirmed`` or ``rejected``; `stage` is ``accomplished``, ``attempted``,
    ``threatened`` or ``possible``."""

    id: str
    event_type: str
    event_subtype: str | None
    when: When | None
    places: tuple[Where, ...]
    actors: tuple[Participant, ...]
    claim_ids: tuple[str, ...]
    tolls: tuple[Toll, ...]
    contradictions: tuple[Contradiction, ...]
    voices: tuple[Voice, ...]
    grade: str
    status: str = "proposed"
    stage: str = "accomplished"
    means: tuple[IncidentMeans, ...] = ()
    damage: tuple[Damage, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A human decision, appended and never overwritten. `subjects` are record ids, `field` and `value` an edit."""

    id: str
    reviewer: str
    time: str
    verdict: str
    subjects: tuple[str, ...]
    field: str | None
    value: str | None
    reason: str | None
