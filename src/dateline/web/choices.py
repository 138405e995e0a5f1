"""What the filters of a ledger can be set to: what is in it, with how many incidents each."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.views.words import kind_of, spoken
from dateline.web.filters import GRADES, STATUSES
from dateline.web.snapshot import Snapshot

#: Names of sides that are offered; more can be typed.
MOST_SIDES = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, its words, and how many incidents of the whole ledger have it."""

    value: str
    words: str
    incidents: int


def choices_of(snapshot: Snapshot) -> dict[str, tuple[Choice, ...]]:
    """Return the choices of each filter that is chosen from a list, the commonest types and sides first."""
    types = sorted(snapshot.types.items(), key=lambda item: (-len(item[1]), item[0]))
    sides = sorted(snapshot.sides.items(), key=lambda item: (-len(item[1]), item[0]))[:MOST_SIDES]
    measures: dict[str, int] = {}
    for (measure, _unit, _flow), column in snapshot.tolls.items():
        measures[measure] = measures.get(measure, 0) + len(set(column.rows.tolist()))
    return {
        "type": tuple(Choice(code, spoken(code), len(rows)) for code, rows in types),
        "side": tuple(Choice(name, name, len(rows)) for name, rows in sides),
        "measure": tuple(Choice(name, spoken(name), number) for name, number in measures.items()),
        "grade": tuple(Choice(name, name, len(snapshot.grades[name])) for name in GRADES if name in snapshot.grades),
        "status": tuple(Choice(name, name, len(snapshot.statuses[name])) for name in STATUSES if name in snapshot.statuses),
        "source": tuple(Choice(kind, kind_of(kind), len(rows)) for kind, rows in sorted(snapshot.kinds.items())),
    }
