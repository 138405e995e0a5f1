"""The ledger's incidents on one line each, held in memory as columns: read once a generation, filtered in milliseconds.

A page never waits for the ledger to count: what is asked of 100,000 incidents is asked of NumPy arrays.
"""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Self, TypeVar

import numpy as np
import numpy.typing as npt

from dateline.ledger import Ledger
from dateline.records import IncidentSummary
from dateline.vocabulary import Flow, Measure, Scope, Unit
from dateline.web.filters import Filters
from dateline.web.kinds import kind_of_type

K = TypeVar("K", bound=Hashable)
Mask = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.int64]
#: Stand for an open beginning and an open end of days, and for a day that is not known at all (beginning after its end).
NEVER, ALWAYS = np.int32(0), np.int32(3_652_059)
#: Seconds to wait for another thread's reading before a snapshot of a moment ago is shown.
PATIENCE = 2.0
#: Stands for a high that nobody bounds.
OPEN = -1

Key = tuple[Measure, Unit, Flow | None]


@dataclass(frozen=True, slots=True)
class TollColumn:
    """All tolls of one measure, unit and flow: the rows of their incidents, and the numbers; `high` is `OPEN` where nobody bounds it."""

    rows: Rows
    low: npt.NDArray[np.int64]
    best: npt.NDArray[np.int64]
    high: npt.NDArray[np.int64]


class Snapshot:
    """Incident summaries of one generation of a ledger, in their order, with columns for filtering.

    Args:
        generation: what the ledger counts its changes by.
        summaries: all incidents.
    """

    def __init__(self, generation: str, summaries: Sequence[IncidentSummary]) -> None:
        self.generation = generation
        self.summaries = tuple(summaries)
        self.earliest = np.array([_ordinal(s.earliest, NEVER) for s in self.summaries], np.int32)
        self.latest = np.array([_ordinal(s.latest, ALWAYS) for s in self.summaries], np.int32)
        self.dated = np.array([s.earliest is not None or s.latest is not None for s in self.summaries], np.bool_)
        self.lat = np.array([np.nan if s.lat is None else s.lat for s in self.summaries], np.float64)
        self.lon = np.array([np.nan if s.lon is None else s.lon for s in self.summaries], np.float64)
        self.voices = np.array([s.voices for s in self.summaries], np.int32)
        self.precision = np.array([s.precision for s in self.summaries], np.int8)
        self.kind = np.array([kind_of_type(s.event_type) for s in self.summaries], np.int8)
        self.contradicted = np.array([bool(s.contradictions) for s in self.summaries], np.bool_)
        self.periods = np.array([s.scope is Scope.PERIOD for s in self.summaries], np.bool_)
        self.rejected = np.array([s.status == "rejected" for s in self.summaries], np.bool_)

    def __len__(self) -> int:
        return len(self.summaries)

    def warm(self) -> Self:
        """Work out all columns now, so that no request waits for them."""
        for name in ("by_id", "types", "grades", "statuses", "sides", "kinds", "places", "tolls", "most_killed"):
            getattr(self, name)
        return self

    @cached_property
    def by_id(self) -> Mapping[str, IncidentSummary]:
        """Every incident by its id."""
        return {s.id: s for s in self.summaries}

    @cached_property
    def types(self) -> Mapping[str, Rows]:
        """The rows of each event type and subtype, by its code."""
        return _rows_by((n, code) for n, s in enumerate(self.summaries) for code in {s.event_type, s.event_subtype or s.event_type})

    @cached_property
    def grades(self) -> Mapping[str, Rows]:
        """The rows of each grade."""
        return _rows_by((n, s.grade) for n, s in enumerate(self.summaries))

    @cached_property
    def statuses(self) -> Mapping[str, Rows]:
        """The rows of each status."""
        return _rows_by((n, s.status) for n, s in enumerate(self.summaries))

    @cached_property
    def sides(self) -> Mapping[str, Rows]:
        """The rows of each armed participant, by name."""
        return _rows_by((n, name) for n, s in enumerate(self.summaries) for name in s.sides)

    @cached_property
    def kinds(self) -> Mapping[str, Rows]:
        """The rows of each kind of speaker among the voices."""
        return _rows_by((n, kind) for n, s in enumerate(self.summaries) for kind in s.kinds)

    @cached_property
    def places(self) -> Mapping[tuple[str, str, str], Rows]:
        """The rows of each place: its name, its province and its country's code, case folded."""
        keys = ((s.place or "", s.admin1 or "", s.country or "") for s in self.summaries)
        return _rows_by((n, (name.casefold(), admin1.casefold(), country.casefold())) for n, (name, admin1, country) in enumerate(keys))

    @cached_property
    def tolls(self) -> Mapping[Key, TollColumn]:
        """The numbers of each measure, unit and flow, which are never mixed."""
        found: dict[Key, list[tuple[int, int, int, int]]] = {}
        for n, summary in enumerate(self.summaries):
            for toll in summary.tolls:
                values = (n, toll.low, toll.best, OPEN if toll.high is None else toll.high)
                found.setdefault((toll.measure, toll.unit, toll.flow), []).append(values)
        columns = {key: np.array(values, np.int64).T for key, values in found.items()}
        return {key: TollColumn(*columns[key]) for key in sorted(columns, key=_toll_order)}

    @cached_property
    def most_killed(self) -> npt.NDArray[np.int64]:
        """The best number of persons killed in each incident; 0 where none is given."""
        found = np.zeros(len(self), np.int64)
        for (counted, unit, _flow), column in self.tolls.items():
            if counted is Measure.KILLED and unit is Unit.PERSON:
                np.maximum.at(found, column.rows, column.best)
        return found

    def select(self, filters: Filters) -> Mask:
        """Return which incidents the filters let through, in the order of `summaries`."""
        kept = np.ones(len(self), np.bool_)
        if filters.since is not None or filters.until is not None:
            kept &= self.dated
            if filters.since is not None:
                kept &= self.latest >= date.fromisoformat(filters.since).toordinal()
            if filters.until is not None:
                kept &= self.earliest <= date.fromisoformat(filters.until).toordinal()
        if filters.place is not None:
            wanted = filters.place.casefold()
            kept &= self._any(
                rows for (name, admin1, country), rows in self.places.items() if wanted in name or wanted in admin1 or wanted == country
            )
        if filters.type is not None:
            wanted = filters.type.casefold().replace(" ", "_")
            kept &= self._any(rows for code, rows in self.types.items() if code == wanted)
        if filters.measure is not None:
            kept &= self._any(column.rows for key, column in self.tolls.items() if key[0] == filters.measure)
        if filters.side is not None:
            wanted = filters.side.casefold()
            kept &= self._any(rows for name, rows in self.sides.items() if wanted in name.casefold())
        for wanted_code, rows_by in ((filters.grade, self.grades), (filters.source, self.kinds), (filters.status, self.statuses)):
            if wanted_code is not None:
                kept &= self._any(rows for code, rows in rows_by.items() if code == wanted_code)
        if filters.one_voice:
            kept &= self.voices == 1
        return kept

    def _any(self, groups: Iterable[Rows]) -> Mask:
        mask = np.zeros(len(self), np.bool_)
        for rows in groups:
            mask[rows] = True
        return mask


class Snapshots:
    """The snapshot of a ledger as it is now: read anew when the ledger has changed, by one thread at a time.

    Who asks while another thread reads gets the new one too, if that comes within `PATIENCE`, else the one before: a page of a moment ago
    is better than none while a great many reports are being added.

    Args:
        ledger: an open ledger.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._lock = threading.Lock()
        self._held: Snapshot | None = None

    def current(self) -> Snapshot:
        """Return the incidents of the ledger's present generation."""
        held = self._held
        generation = self._ledger.generation()
        if held is not None and held.generation == generation:
            return held
        if not self._lock.acquire(timeout=PATIENCE if held is not None else -1):
            assert held is not None  # without one it waits as long as it takes
            return held
        try:
            if self._held is None or self._held.generation != generation:
                self._held = Snapshot(generation, self._ledger.summaries()).warm()
            return self._held
        finally:
            self._lock.release()

    def hold(self, snapshot: Snapshot) -> None:
        """Take a snapshot that was made elsewhere, for as long as the ledger does not change."""
        self._held = snapshot


def _ordinal(day: str | None, open_end: np.int32) -> int:
    return int(open_end) if day is None else date.fromisoformat(day).toordinal()


def _rows_by(pairs: Iterable[tuple[int, K]]) -> dict[K, Rows]:
    found: dict[K, list[int]] = {}
    for n, key in pairs:
        found.setdefault(key, []).append(n)
    return {key: np.array(rows, np.int64) for key, rows in found.items()}


def _toll_order(key: Key) -> tuple[int, int, str]:
    measure, unit, flow = key
    return list(Measure).index(measure), list(Unit).index(unit), flow or ""
