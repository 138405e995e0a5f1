"""Cut the base map to a box of degrees."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from dateline.basemap.layers import AREAS, Name, Points, world

#: From this many degrees a point of the drawing on, provinces and rivers are too many to be told apart.
WIDE = 0.06
#: How many points of a drawing a box is taken to be wide where nothing else is said.
FINENESS = 1600


@dataclass(frozen=True, slots=True)
class Box:
    """A box of degrees; it does not cross the date line."""

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        if not (-540 <= self.west < self.east <= 540 and -90 <= self.south < self.north <= 90):
            raise ValueError(f"{self} is no box of degrees: west before east, south below north")

    def wider(self, share: float) -> Box:
        """Return the box with a share of its width and height more on every side."""
        x, y = (self.east - self.west) * share, (self.north - self.south) * share
        return Box(max(-540.0, self.west - x), max(-90.0, self.south - y), min(540.0, self.east + x), min(90.0, self.north + y))


@dataclass(frozen=True, slots=True)
class Clipped:
    """What of the base map lies in a box: rings of areas and lines by layer, in the order of drawing, and the names of countries."""

    box: Box
    layers: dict[str, tuple[Points, ...]]
    names: tuple[Name, ...]


@lru_cache(maxsize=64)
def clip(box: Box, grain: float | None = None) -> Clipped:
    """Return what of the base map lies in a box.

    Rings are cut along the box (Sutherland and Hodgman 1974); a hole, such as an island's lake, is a ring of its own, to be filled by the
    even-odd rule. Lines keep the points just outside. A coarse drawing has neither provinces nor rivers.

    Args:
        box: in degrees.
        grain: degrees a point of the drawing, below which nothing can be seen; by default what makes the box `FINENESS` points wide.

    Raises:
        ReferenceDataError: if the base map's file is missing or damaged.
    """
    whole = world()
    grain = grain if grain is not None else (box.east - box.west) / FINENESS
    layers: dict[str, tuple[Points, ...]] = {}
    for name in ("land", "lakes", "rivers", "provinces", "borders"):
        if grain > WIDE and name in ("provinces", "rivers"):
            continue
        layer = whole.layers[name]
        b = layer.boxes
        near = (b[:, 0] <= box.east) & (b[:, 2] >= box.west) & (b[:, 1] <= box.north) & (b[:, 3] >= box.south)
        # What would be smaller than a point of the screen is left out.
        if name in AREAS:
            near &= np.maximum(b[:, 2] - b[:, 0], b[:, 3] - b[:, 1]) > 2 * grain
        cut = _ring if name in AREAS else _line
        found = (_coarser(cut(layer.lines[int(n)], box), grain) for n in near.nonzero()[0])
        layers[name] = tuple(line for line in found if len(line) > (3 if name in AREAS else 1))
    names = tuple(n for n in whole.names if box.west <= n.lon <= box.east and box.south <= n.lat <= box.north)
    return Clipped(box, layers, names)


def _coarser(points: Points, grain: float) -> Points:
    """Return a line without the points that fall on the one before on a grid of `grain` degrees; its ends stay."""
    if len(points) < 3:
        return points
    cells = np.floor(points / grain)
    kept = np.concatenate([[True], (cells[1:] != cells[:-1]).any(axis=1)])
    kept[-1] = True
    coarse: Points = points[kept]
    return coarse


def _line(points: Points, box: Box) -> Points:
    """Return the stretch of a line from its first to its last point in the box, with the points just outside."""
    x, y = points[:, 0], points[:, 1]
    inside = ((x >= box.west) & (x <= box.east) & (y >= box.south) & (y <= box.north)).nonzero()[0]
    if not len(inside):
        return points
    return points[max(0, int(inside[0]) - 1) : int(inside[-1]) + 2]


def _ring(points: Points, box: Box) -> Points:
    """Cut a ring along the four sides of a box."""
    # Each side by its axis, its place, and on which hand of it the box lies.
    for axis, edge, hand in ((0, box.west, 1.0), (0, box.east, -1.0), (1, box.south, 1.0), (1, box.north, -1.0)):
        if len(points) < 3:
            return points[:0]
        away = points[:, axis] - edge
        inside = away * hand >= 0
        if inside.all():
            continue
        after = np.roll(points, -1, axis=0)
        crosses = inside != np.roll(inside, -1)
        span = after[:, axis] - points[:, axis]
        share = np.where(crosses, -away / np.where(span == 0, 1, span), 0.0)
        meets = points + (after - points) * share[:, None]
        meets[:, axis] = edge
        # Each point that is inside, then each place where the ring crosses the side, in the ring's own order.
        both = np.stack([points, meets], axis=1).reshape(-1, 2)
        points = both[np.stack([inside, crosses], axis=1).reshape(-1)]
    return points
