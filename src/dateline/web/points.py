"""Incidents on a map: gathered where they would lie on each other, each with what is known of its place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.records import IncidentSummary
from dateline.vocabulary import Measure, Unit
from dateline.web.snapshot import OPEN, Mask, Rows, Snapshot
from dateline.web.totals import NOT_ADDED

Degrees = npt.NDArray[np.float64]

#: A tile's side in pixels (the web's Mercator), and the side of the square in which markers are gathered.
TILE, CELL = 256, 46
#: Beyond this latitude the projection has no end.
LIMIT = 85.05
#: How many incidents a gathering names; more are told by their number.
NAMED = 6
DEEPEST = 18
#: Degrees below which a view is never narrowed.
FAR = 8.0
#: Classes of precision by UCDP GED's where_prec: a place, a district or province, wider or unknown.
CLASSES = {1: "place", 2: "place", 3: "district", 4: "province", 5: "wide", 6: "wide", 7: "wide"}
_CODES = {"place": 0, "district": 1, "province": 2, "wide": 3}


@dataclass(frozen=True, slots=True)
class Box:
    """A map's view, in degrees; `west` may be larger than `east` where it crosses the date line."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def parse(cls, text: str) -> Box:
        """Read ``west,south,east,north``.

        Raises:
            ValueError: if it is not four numbers in order.
        """
        west, south, east, north = (float(part) for part in text.split(","))
        if not (-90 <= south <= north <= 90 and np.isfinite([west, east]).all()):
            raise ValueError(text)
        return cls(west, south, east, north)


@dataclass(frozen=True, slots=True)
class Point:
    """One marker and the incidents gathered in it, of which `named` are the first.

    `place` is where most of them are; `mixed`, where some are at other places near it. `kind` is the colour class, 0 for several. `low`,
    `best` and `high` are of the people that the measure counts; `high` is ``None`` where one is open.
    """

    lat: float
    lon: float
    place: str | None
    mixed: bool
    precision: str
    kind: int
    incidents: int
    low: int
    best: int
    high: int | None
    contradicted: int
    named: tuple[IncidentSummary, ...]


def extent(snapshot: Snapshot, mask: Mask) -> Box | None:
    """Return the box that a map of the chosen incidents shows first; ``None`` where none has a place.

    It holds all places known to within a province, or nine tenths of them where that is a third as wide or high: one place that was
    read wrongly must not make a map of the world.
    """
    chosen = mask & ~np.isnan(snapshot.lat) & (snapshot.precision < 6)
    if not chosen.any():
        chosen = mask & ~np.isnan(snapshot.lat)
    if not chosen.any():
        return None
    lat, lon = snapshot.lat[chosen], snapshot.lon[chosen]
    whole = Box(float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max()))
    (south, north), (west, east) = np.percentile(lat, (5, 95)), np.percentile(lon, (5, 95))
    wide, high = whole.east - whole.west, whole.north - whole.south
    if (wide > FAR and 3 * (east - west) <= wide) or (high > FAR and 3 * (north - south) <= high):
        return Box(float(west), float(south), float(east), float(north))
    return whole


def outside(snapshot: Snapshot, mask: Mask, box: Box | None) -> int:
    """Return how many of the chosen incidents have a place that lies outside a box."""
    if box is None:
        return 0
    inside = (snapshot.lat >= box.south) & (snapshot.lat <= box.north) & (snapshot.lon >= box.west) & (snapshot.lon <= box.east)
    return int((mask & ~np.isnan(snapshot.lat) & (snapshot.precision < 6) & ~inside).sum())


def points_of(snapshot: Snapshot, mask: Mask, *, zoom: int, box: Box | None = None, measure: Measure = Measure.KILLED) -> list[Point]:
    """Return the markers of the chosen incidents at a zoom, widest precision first, so that exact places lie on top.

    Args:
        snapshot: all incidents.
        mask: those chosen.
        zoom: 0 to `DEEPEST`, as the web's tiles count it.
        box: leaves out what lies outside.
        measure: whose persons are counted.
    """
    placed = mask & ~np.isnan(snapshot.lat)
    if box is not None:
        inside = (snapshot.lat >= box.south) & (snapshot.lat <= box.north)
        east_of, west_of = snapshot.lon >= box.west, snapshot.lon <= box.east
        placed &= inside & ((east_of & west_of) if box.west <= box.east else (east_of | west_of))
    rows = placed.nonzero()[0]
    if not len(rows):
        return []
    lat, lon = snapshot.lat[rows], snapshot.lon[rows]
    x, y = _project(lat, lon, zoom)
    code = np.array([_CODES[CLASSES.get(p, "wide")] for p in range(8)])[snapshot.precision[rows]]
    cells = np.stack([code, np.floor(x / CELL), np.floor(y / CELL)]).astype(np.int64)
    found_cells, group = np.unique(cells, axis=1, return_inverse=True)
    group = _merged(found_cells[0], group.reshape(-1), x, y)
    size = int(group.max()) + 1
    count = np.bincount(group, minlength=size)
    low, best, high, is_open = _counted(snapshot, measure, rows, group, count)
    middle_lat, middle_lon = np.bincount(group, lat, size) / count, np.bincount(group, lon, size) / count
    contradicted = np.bincount(group, snapshot.contradicted[rows], size).astype(int)
    kind = snapshot.kind[rows]
    lowest, highest = np.full(size, 99), np.zeros(size, int)
    np.minimum.at(lowest, group, kind)
    np.maximum.at(highest, group, kind)
    order = np.argsort(group, kind="stable")
    begins = np.concatenate([[0], np.cumsum(count)])
    found = []
    for n in range(size):
        members = order[begins[n] : begins[n + 1]]
        first = members[:NAMED]
        names = Counter(snapshot.summaries[int(rows[i])].place for i in members)
        found.append(
            Point(
                round(float(middle_lat[n]), 5), round(float(middle_lon[n]), 5), names.most_common(1)[0][0], len(names) > 1,
                CLASSES[min(7, max(1, int(snapshot.precision[rows[first[0]]])))],
                int(lowest[n]) if lowest[n] == highest[n] else 0,
                int(count[n]), int(low[n]), int(best[n]), None if is_open[n] else int(high[n]), int(contradicted[n]),
                tuple(snapshot.summaries[int(rows[i])] for i in first),
            )
        )  # fmt: skip
    return sorted(found, key=lambda p: (-_CODES[p.precision], -p.best, p.lat, p.lon))


def _merged(code: Rows, group: Rows, x: Degrees, y: Degrees) -> Rows:
    """Return groups with those nearer to each other than a cell put together, the largest first; only of one class of precision."""
    size = len(code)
    count = np.bincount(group, minlength=size)
    middle_x, middle_y = np.bincount(group, x, size) / count, np.bincount(group, y, size) / count
    leader = np.full(size, -1, np.int64)
    for n in np.argsort(-count, kind="stable"):
        if leader[n] < 0:
            near = (np.hypot(middle_x - middle_x[n], middle_y - middle_y[n]) < 0.8 * CELL) & (code == code[n]) & (leader < 0)
            leader[near] = n
    _, merged = np.unique(leader[group], return_inverse=True)
    return merged.reshape(-1)


def _project(lat: Degrees, lon: Degrees, zoom: int) -> tuple[Degrees, Degrees]:
    """Return places in pixels of the web's Mercator (EPSG 3857) at a zoom."""
    scale = TILE * 2**zoom
    sine = np.sin(np.radians(np.clip(lat, -LIMIT, LIMIT)))
    return (lon + 180) / 360 * scale, (0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)) * scale


def _counted(snapshot: Snapshot, measure: Measure, rows: Rows, group: Rows, count: Rows) -> tuple[Rows, Rows, Rows, Rows]:
    """Return low, best, high and how many highs are open, of each group, of persons.

    Added up is what `dateline.web.totals` adds up; an incident that stands alone shows its own figures in any case.
    """
    size = len(count)
    low, best, high, is_open = (np.zeros(size, np.int64) for _ in range(4))
    group_of = np.full(len(snapshot), -1, np.int64)
    group_of[rows] = group
    left_out = snapshot.periods | snapshot.rejected if measure not in NOT_ADDED else np.ones(len(snapshot), np.bool_)
    for (counted, unit, _flow), column in snapshot.tolls.items():
        if counted is not measure or unit is not Unit.PERSON:
            continue
        where = group_of[column.rows]
        kept = (where >= 0) & (~left_out[column.rows] | (count[where] == 1))
        at = where[kept]
        np.add.at(low, at, column.low[kept])
        np.add.at(best, at, column.best[kept])
        np.add.at(high, at, np.where(column.high[kept] == OPEN, column.best[kept], column.high[kept]))
        np.add.at(is_open, at, column.high[kept] == OPEN)
    return low, best, high, is_open
