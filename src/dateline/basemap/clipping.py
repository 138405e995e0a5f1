"""A box of degrees, and lines and rings cut off at its edges."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """West, south, east, north in degrees (WGS 84); west of east: no box spans the 180th meridian.

    Raises:
        ValueError: if the box is empty or leaves the world.
    """

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        if not (-180 <= self.west < self.east <= 180 and -90 <= self.south < self.north <= 90):
            raise ValueError(f"no box of the world: west {self.west}, south {self.south}, east {self.east}, north {self.north}")

    @classmethod
    def around(cls, points: Sequence[Point], *, margin: float = 0.12, least: float = 1.5) -> Box:
        """Return a box around `points` (longitude, latitude), wider by `margin` of its size and at least `least` degrees across.

        Raises:
            ValueError: if there is no point.
        """
        if not points:
            raise ValueError("a box needs a point to lie around")
        sides = []
        for values, limit in (([x for x, _ in points], 180.0), ([y for _, y in points], 85.0)):
            low, high = min(values), max(values)
            half = max((high - low) * (0.5 + margin), least / 2)
            middle = (low + high) / 2
            sides.append((max(middle - half, -limit), min(middle + half, limit)))
        (west, east), (south, north) = sides
        return cls(west, south, east, north)

    def holds(self, lon: float, lat: float) -> bool:
        """Return whether a point lies in the box."""
        return self.west <= lon <= self.east and self.south <= lat <= self.north

    def meets(self, other: Box) -> bool:
        """Return whether the two boxes share a point."""
        return self.west <= other.east and other.west <= self.east and self.south <= other.north and other.south <= self.north

    def grown(self, share: float) -> Box:
        """Return the box, larger by `share` of its size on every side, and still in the world."""
        x, y = (self.east - self.west) * share, (self.north - self.south) * share
        return Box(max(self.west - x, -180), max(self.south - y, -90), min(self.east + x, 180), min(self.north + y, 90))


def clip_ring(ring: Sequence[Point], box: Box) -> list[Point]:
    """Return the part of a closed ring that lies in the box, as a ring along its edges (Sutherland and Hodgman 1974); empty outside."""
    points = list(ring)
    for axis, limit, keeps_above in ((0, box.west, True), (0, box.east, False), (1, box.south, True), (1, box.north, False)):
        kept: list[Point] = []
        for index, to in enumerate(points):
            since = points[index - 1]
            inside, was = (to[axis] >= limit) == keeps_above, (since[axis] >= limit) == keeps_above
            if inside != was:
                share = (limit - since[axis]) / (to[axis] - since[axis])
                kept.append((since[0] + share * (to[0] - since[0]), since[1] + share * (to[1] - since[1])))
            if inside:
                kept.append(to)
        points = kept
        if not points:
            break
    return points


def clip_line(line: Sequence[Point], box: Box) -> list[list[Point]]:
    """Return the pieces of a line that lie in the box (Liang and Barsky 1984, segment by segment)."""
    pieces: list[list[Point]] = []
    for since, to in itertools.pairwise(line):
        cut = _clip_segment(since, to, box)
        if cut is None:
            continue
        if pieces and pieces[-1][-1] == cut[0]:
            pieces[-1].append(cut[1])
        else:
            pieces.append([cut[0], cut[1]])
    return pieces


def _clip_segment(since: Point, to: Point, box: Box) -> tuple[Point, Point] | None:
    dx, dy = to[0] - since[0], to[1] - since[1]
    first, last = 0.0, 1.0
    for step, room in ((-dx, since[0] - box.west), (dx, box.east - since[0]), (-dy, since[1] - box.south), (dy, box.north - since[1])):
        if step == 0:
            if room < 0:
                return None
            continue
        at = room / step
        if step < 0:
            first = max(first, at)
        else:
            last = min(last, at)
        if first > last:
            return None
    start = since if first == 0 else (since[0] + first * dx, since[1] + first * dy)
    return start, to if last == 1 else (since[0] + last * dx, since[1] + last * dy)
