"""Honour human judgements: constraints on which claims belong together, and verdicts on incidents.

Judgements are read in order of time, then id; the later one wins. Subjects are claim ids or incident ids; an incident id
stands for the incident that now holds the claim it was anchored in, so it still works after a rebuild with more reports.

================ ===================================================================================================
``accept``       incidents: confirmed; claims: an earlier rejection is taken back
``reject``       incidents: rejected; claims: left out of every incident
``must-link``    the claims belong to one incident, whatever the rules say
``cannot-link``  no two of the claims belong to one incident
``merge``        the incidents that hold the subjects become one
``split``        the named claims leave their incidents and form one of their own; a lone incident id: its claims part
``edit``         `field` ``event_type``, ``event_subtype`` or ``status`` of the incidents that hold the subjects is `value`
================ ===================================================================================================

A verdict, field or status that is not listed changes nothing: judgements are never overwritten, so one wrong entry must not
stop a rebuild; whoever writes them checks them with `problem_of`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from dateline.incidents.strands import incident_id
from dateline.records import Claim, Judgement, Scope

VERDICTS = frozenset({"accept", "reject", "must-link", "cannot-link", "merge", "split", "edit"})
EDITABLE = frozenset({"event_type", "event_subtype", "status"})
STATUSES = frozenset({"proposed", "confirmed", "rejected"})


@dataclass(frozen=True, slots=True)
class Subject:
    """A judgement's subject, led back to a claim; `scope` is set where an incident was named."""

    claim_id: str
    scope: Scope | None


@dataclass(frozen=True, slots=True)
class Ruling:
    """A judgement with its subjects led back to claims; those that no claim stands behind are left out."""

    judgement: Judgement
    subjects: tuple[Subject, ...]


@dataclass(frozen=True, slots=True)
class Constraints:
    """Human must-links (true) and cannot-links (false) over pairs of claim ids in order, and the claims rejected."""

    pairs: Mapping[tuple[str, str], bool]
    rejected: frozenset[str]

    def verdict(self, a: str, b: str) -> bool | None:
        """Return whether two claims must (true) or cannot (false) be together; ``None`` where nobody judged."""
        return self.pairs.get((a, b) if a <= b else (b, a)) if self.pairs else None

    def parts(self, a: str, b: str) -> bool:
        """Return whether two claims cannot be together."""
        return self.verdict(a, b) is False


def problem_of(judgement: Judgement) -> str | None:
    """Return what is wrong with a judgement and the way out, or ``None``."""
    if judgement.verdict not in VERDICTS:
        return f"verdict {judgement.verdict!r} is not one of {', '.join(sorted(VERDICTS))}"
    if not judgement.subjects:
        return f"{judgement.verdict} names no claim or incident; name at least one id"
    if judgement.verdict in ("must-link", "cannot-link", "merge") and len(set(judgement.subjects)) < 2:
        return f"{judgement.verdict} names {len(set(judgement.subjects))} id; name at least two"
    if judgement.verdict == "edit" and judgement.field not in EDITABLE:
        return f"field {judgement.field!r} cannot be edited; editable are {', '.join(sorted(EDITABLE))}"
    if judgement.verdict == "edit" and judgement.field == "status" and judgement.value not in STATUSES:
        return f"status {judgement.value!r} is not one of {', '.join(sorted(STATUSES))}"
    if judgement.verdict == "edit" and judgement.field == "event_type" and not judgement.value:
        return "an incident has an event type; give one as the value"
    return None


def rulings_of(judgements: Sequence[Judgement], claims: Iterable[Claim]) -> tuple[Ruling, ...]:
    """Return the valid judgements in order of time with their subjects led back to claims.

    Args:
        judgements: human decisions, in any order.
        claims: every claim that may stand behind a subject.
    """
    if not judgements:
        return ()
    known: dict[str, Subject] = {}
    for claim in claims:
        known[claim.id] = Subject(claim.id, None)
        for scope in (Scope.INCIDENT, Scope.PERIOD):
            known[incident_id(claim.id, scope)] = Subject(claim.id, scope)
    ordered = sorted((j for j in judgements if problem_of(j) is None), key=lambda judgement: (judgement.time, judgement.id))
    return tuple(Ruling(j, tuple(known[subject] for subject in dict.fromkeys(j.subjects) if subject in known)) for j in ordered)


def constraints_of(rulings: Sequence[Ruling]) -> Constraints:
    """Return the constraints on pairs of claims; must-links are closed over (a with b, b with c: a with c)."""
    rejected: dict[str, bool] = {}
    pairs: dict[tuple[str, str], bool] = {}
    for ruling in rulings:
        verdict, ids = ruling.judgement.verdict, sorted({subject.claim_id for subject in ruling.subjects})
        if verdict in ("accept", "reject"):
            rejected.update({subject.claim_id: verdict == "reject" for subject in ruling.subjects if subject.scope is None})
        elif verdict in ("must-link", "cannot-link"):
            pairs.update(dict.fromkeys(combinations(ids, 2), verdict == "must-link"))
    for group in _groups(pair for pair, must in sorted(pairs.items()) if must):
        for pair in combinations(sorted(group), 2):
            pairs.setdefault(pair, True)
    return Constraints(pairs, frozenset(claim_id for claim_id, out in rejected.items() if out))


def _groups(pairs: Iterable[tuple[str, str]]) -> list[set[str]]:
    """Return the connected components of a graph given by its edges."""
    groups: list[set[str]] = []
    for pair in pairs:
        joined = set(pair).union(*(group for group in groups if group & set(pair)))
        groups = [group for group in groups if not group & joined] + [joined]
    return groups
