"""One line of an incident: what a list, a map or a filter needs of it, without its claims."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.vocabulary import Flow, Measure, Scope, Unit


@dataclass(frozen=True, slots=True)
class TollLine:
    """A toll without its trace; `high` is ``None`` where nobody bounds it."""

    measure: Measure
    unit: Unit
    flow: Flow | None
    low: int
    best: int
    high: int | None


@dataclass(frozen=True, slots=True)
class IncidentSummary:
    """An incident on one line. `number` is its place among the ledger's incidents, from 1, as `dateline incidents` counts them.

    `earliest` and `latest` are ISO days or ``None``. `place` is the name of the first place the happening is *at* (else its first);
    `precision` is UCDP GED's where_prec. `sides` are the names of its armed participants, `contradictions` their kinds, `voices` how many
    independent ones there are and `kinds` what kinds of speaker. `scope` is ``period`` where its figures count a stretch of days rather
    than one happening: they may count the same people as other incidents.
    """

    id: str
    number: int
    event_type: str
    event_subtype: str | None
    stage: str
    status: str
    grade: str
    earliest: str | None
    latest: str | None
    place: str | None
    lat: float | None
    lon: float | None
    precision: int
    country: str | None
    admin1: str | None
    sides: tuple[str, ...]
    tolls: tuple[TollLine, ...]
    contradictions: tuple[str, ...]
    voices: int
    claims: int
    kinds: tuple[str, ...] = ()
    scope: Scope = Scope.INCIDENT
