"""Displacement as series: who is said to have moved, or to live away from home, where, in which days."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.records.articles import Span
from dateline.records.claims import When, Where
from dateline.records.incidents import Bound, Contradiction, Voice
from dateline.vocabulary import Flow, Measure, Quantifier, Scope, SourceKind, Status, Unit


@dataclass(frozen=True, slots=True)
class DerivedPersons:
    """People reckoned from families by a size that the report states (`span`); in no bound, point or total."""

    low: int
    high: int | None
    span: Span


@dataclass(frozen=True, slots=True)
class DisplacementReport:
    """One claim's number in a series.

    `figures` are the figures' places in the claim, several where they are terms of a sum; `voice` and `kind` say whose number it is,
    `published` when it was printed (ISO). `standing` is ``stands``, ``part`` (of a number beside it, or one person told of),
    ``additional`` (to one: "another 300"), ``repeated`` (its voice said so before), ``replaced`` (its voice has corrected it) or
    ``withdrawn`` (a later version of the text has another).
    `term` is IDMC's reporting term. `same_people` is the claim's figure that counts the same people in another unit; `persons` what
    a stated family size makes of it.
    """

    claim_id: str
    figures: tuple[int, ...]
    low: int
    high: int | None
    quantifier: Quantifier
    quote: str
    voice: str
    kind: SourceKind
    party: bool
    published: str | None
    status: Status
    scope: Scope
    standing: str
    term: str
    same_people: int | None = None
    persons: DerivedPersons | None = None


@dataclass(frozen=True, slots=True)
class DisplacementPoint:
    """What is said of one stretch of days (flow), or of one day (stock).

    `low`, `best` and `high` are reconciled as a toll's are; `high` is ``None`` where nobody bounds it. `running` marks a running total
    ("since"). `covered_by` is the number, from 0, of the narrowest point of the series whose days hold this one's: that counts
    these people too.
    """

    when: When | None
    low: int
    best: int
    high: int | None
    trace: tuple[Bound, ...]
    reports: tuple[DisplacementReport, ...]
    voices: tuple[Voice, ...]
    running: bool = False
    covered_by: int | None = None


@dataclass(frozen=True, slots=True)
class DisplacementTotal:
    """The movements of several stretches that share no day, added up; `points` are their numbers, `days_between` the days untold."""

    low: int
    best: int
    high: int | None
    points: tuple[int, ...]
    days_between: int


@dataclass(frozen=True, slots=True)
class DisplacementSeries:
    """Numbers of one kind, in one unit, of one place or one pair of places, by day.

    `origin`, `destination` and `at` say where people left, came to or are; origin and destination together make a pair. Several
    places in one of them are told together, and how many are of each is not known. `flow` is ``None`` for houses. `total` is ``None``
    where none can be given honestly.
    """

    id: str
    measure: Measure
    flow: Flow | None
    unit: Unit
    origin: tuple[Where, ...]
    destination: tuple[Where, ...]
    at: tuple[Where, ...]
    points: tuple[DisplacementPoint, ...]
    total: DisplacementTotal | None
    contradictions: tuple[Contradiction, ...]
