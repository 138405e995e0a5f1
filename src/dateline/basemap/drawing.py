"""Draw the base map as SVG paths in the web's Mercator projection (EPSG 3857)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from dateline.basemap.clipping import Box, Clipped
from dateline.basemap.layers import AREAS, Points

#: Beyond this latitude the projection has no end.
LIMIT = 85.05


@dataclass(frozen=True, slots=True)
class Mercator:
    """A drawing of a box: pixels from its upper left corner, `scale` of them a degree of longitude."""

    box: Box
    width: float
    height: float
    scale: float

    @classmethod
    def fitting(cls, box: Box, width: float, height: float) -> Mercator:
        """Return the drawing that shows at least a box in a frame of pixels; its `box` is what is then seen."""
        top, bottom = _rise(box.north), _rise(box.south)
        scale = min(width / (box.east - box.west), height / max(top - bottom, 1e-9))
        lon, middle = (box.west + box.east) / 2, (top + bottom) / 2
        half = height / scale / 2
        seen = Box(
            lon - width / scale / 2, max(-LIMIT, _fall(middle - half)), lon + width / scale / 2, min(LIMIT, _fall(middle + half))
        )  # fmt: skip
        return cls(seen, width, height, scale)

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where a place lies, in pixels, to a tenth."""
        return round((lon - self.box.west) * self.scale, 1), round((_rise(self.box.north) - _rise(lat)) * self.scale, 1)

    def all(self, points: Points) -> Points:
        """Return where places lie, in pixels, to a tenth."""
        lat = np.radians(np.clip(points[:, 1], -LIMIT, LIMIT))
        rise = np.degrees(np.log(np.tan(math.pi / 4 + lat / 2)))
        return np.round(np.stack([(points[:, 0] - self.box.west), _rise(self.box.north) - rise], axis=1) * self.scale, 1)


def path_of(lines: tuple[Points, ...], drawing: Mercator, *, closed: bool) -> str:
    """Return the ``d`` of an SVG path: all lines of a layer in one."""
    parts = []
    for line in lines:
        points = drawing.all(line)
        parts.append("M" + "L".join(f"{x:g} {y:g}" for x, y in points) + ("Z" if closed else ""))
    return "".join(parts)


def paths_of(clipped: Clipped, drawing: Mercator) -> dict[str, str]:
    """Return the ``d`` of each layer's path, in the order of drawing; areas are to be filled by the even-odd rule."""
    return {name: path_of(lines, drawing, closed=name in AREAS) for name, lines in clipped.layers.items() if lines}


def _rise(lat: float) -> float:
    """Return a latitude's height above the equator, in degrees of longitude."""
    lat = max(-LIMIT, min(LIMIT, lat))
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)))


def _fall(rise: float) -> float:
    return math.degrees(2 * math.atan(math.exp(math.radians(rise))) - math.pi / 2)
