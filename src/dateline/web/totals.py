"""What the tolls of many incidents add up to, and how much of it rests on one voice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dateline.vocabulary import VICTIM_MEASURES, Flow, Measure, Unit
from dateline.web.snapshot import OPEN, Mask, Snapshot

#: Stocks and flows overlap, from place to place and day to day: these are never added up (`dateline.incidents.strands.MOVING`).
NOT_ADDED = frozenset({Measure.DISPLACED, Measure.EVACUATED, Measure.RETURNED, Measure.TRAPPED, Measure.HUMAN_SHIELDS})


@dataclass(frozen=True, slots=True)
class Total:
    """What incidents state of one measure and unit.

    `low`, `best` and `high` are sums over `incidents` incidents, ``None`` all three where the measure is not added up. `high` leaves out
    the `open` incidents whose high nobody bounds, with their best in its place. `one_voice` is the part of the best, in whole per cent,
    that rests on incidents with a single voice; `one_voice_incidents` how many these are.
    """

    measure: Measure
    unit: Unit
    flow: Flow | None
    incidents: int
    low: int | None
    best: int | None
    high: int | None
    open: int
    one_voice: int | None
    one_voice_incidents: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals of a choice of incidents, and what is left out of every sum."""

    totals: tuple[Total, ...]
    rejected: int
    periods: int


def totals_of(snapshot: Snapshot, mask: Mask) -> Totals:
    """Return what the chosen incidents add up to, harm to people alone.

    Left out of the sums are incidents that a person has rejected, and tolls of a stretch of days ("120 killed in October"), which may
    count the same people as the incidents of these days.

    Args:
        snapshot: all incidents.
        mask: those chosen.
    """
    standing = mask & ~snapshot.rejected
    counted = standing & ~snapshot.periods
    single = snapshot.voices == 1
    found = []
    with_toll = np.zeros(len(snapshot), np.bool_)
    for (measure, unit, flow), column in snapshot.tolls.items():
        if measure not in VICTIM_MEASURES:
            continue
        with_toll[column.rows] = True
        added = measure not in NOT_ADDED
        chosen = (counted if added else standing)[column.rows]
        if not chosen.any():
            continue
        rows, low, best, high = column.rows[chosen], column.low[chosen], column.best[chosen], column.high[chosen]
        alone = single[rows]
        whole, lone = int(best.sum()), int(best[alone].sum())
        found.append(
            Total(
                measure, unit, flow, len(rows),
                low=int(low.sum()) if added else None,
                best=whole if added else None,
                high=int(np.where(high == OPEN, best, high).sum()) if added else None,
                open=int((high == OPEN).sum()),
                one_voice=round(100 * lone / whole) if added and whole else None,
                one_voice_incidents=int(alone.sum()),
            )
        )  # fmt: skip
    return Totals(tuple(found), int((mask & snapshot.rejected).sum()), int((standing & snapshot.periods & with_toll).sum()))
