"""Decide which claims make incidents, which only join one, and which are left out.

Populations, strengths and vows are no happenings; background and whole-war tolls are other happenings; planned and
hypothetical events have not happened; a denial says that something did not (architecture.md, rules 3 and 5).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from dateline.incidents.tables import family_of
from dateline.records import VICTIM_MEASURES, Claim, Scope, Status


class Standing(StrEnum):
    """What a claim can do for an incident."""

    MAKES = "makes"
    JOINS = "joins"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Eligibility:
    """A claim's standing and the rule that gave it."""

    standing: Standing
    reason: str


#: Scopes of figures that belong to another happening, to all of them, or, as rates and the totals of lists, to none.
OTHER_SCOPES = frozenset({Scope.WAR, Scope.BACKGROUND, Scope.RATE, Scope.TOTAL})
_NOT_YET = frozenset({Status.PLANNED, Status.HYPOTHETICAL})


def eligibility_of(claim: Claim) -> Eligibility:
    """Return what `claim` can do for an incident, and why."""
    if claim.domain != "conflict":
        return Eligibility(Standing.OUT, f"domain-{claim.domain}")
    if claim.background:
        return Eligibility(Standing.OUT, "background")
    if not family_of(claim.event_type, claim.event_subtype).families:
        return Eligibility(Standing.OUT, f"type-{claim.event_type}")
    if claim.status in _NOT_YET:
        return Eligibility(Standing.OUT, f"status-{claim.status}")
    counted = [figure for figure in claim.figures if figure.measure in VICTIM_MEASURES or figure.scope is Scope.TOTAL]
    if counted and all(figure.scope in OTHER_SCOPES for figure in counted):
        return Eligibility(Standing.OUT, "scope-of-figures")
    if claim.status is Status.DENIED:
        return Eligibility(Standing.JOINS, "denial")
    return Eligibility(Standing.MAKES, "attempted" if claim.status is Status.ATTEMPTED else "happened")


def was_attempted(claims: Iterable[Claim]) -> bool:
    """Return whether an incident's claims tell of an attempt that failed: attempts never share one with a happening.

    Args:
        claims: the claims of one incident.

    Returns:
        True if every claim that is not a denial has the status ``attempted``.
    """
    statuses = {claim.status for claim in claims} - {Status.DENIED}
    return statuses == {Status.ATTEMPTED}
