"""From degrees to the points of a drawing."""

from __future__ import annotations

import math
from dataclasses import dataclass

from dateline.basemap.clipping import Box


@dataclass(frozen=True, slots=True)
class Projection:
    """Spherical Mercator of a box, fitted into `width` by `height` and centred; y runs down, as in SVG.

    Mercator keeps angles, so a circle of a few kilometres stays a circle anywhere on the map (Snyder 1987, p. 38-47).
    """

    box: Box
    width: float
    height: float

    @classmethod
    def fitted(cls, box: Box, width: float, *, least: float = 0.45, most: float = 0.85) -> Projection:
        """Return a projection as wide as `width` and as high as the box asks, between `least` and `most` of the width."""
        across = math.radians(box.east - box.west)
        up = _mercator(box.north) - _mercator(box.south)
        return cls(box, width, round(width * min(max(up / across, least), most)))

    @property
    def scale(self) -> float:
        """Drawing points for a radian of longitude."""
        up = _mercator(self.box.north) - _mercator(self.box.south)
        return min(self.width / math.radians(self.box.east - self.box.west), self.height / up)

    @property
    def view(self) -> Box:
        """The box that fills the whole drawing: the box itself, and what the drawing's shape adds to it."""
        half_width, half_height = self.width / self.scale / 2, self.height / self.scale / 2
        x, y = self._centre()
        south, north = (math.degrees(math.atan(math.sinh(y + sign * half_height))) for sign in (-1, 1))
        west, east = math.degrees(x - half_width), math.degrees(x + half_width)
        return Box(max(west, -180), max(south, -90), min(east, 180), min(north, 90))

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where a point lies in the drawing."""
        x, y = self._centre()
        scale = self.scale
        return self.width / 2 + (math.radians(lon) - x) * scale, self.height / 2 - (_mercator(lat) - y) * scale

    def km(self, kilometres: float, lat: float) -> float:
        """Return how long `kilometres` are in the drawing at a latitude (a sphere of 6,371 km)."""
        return kilometres / 6371.0 / math.cos(math.radians(lat)) * self.scale

    def _centre(self) -> tuple[float, float]:
        return math.radians(self.box.west + self.box.east) / 2, (_mercator(self.box.south) + _mercator(self.box.north)) / 2


def _mercator(lat: float) -> float:
    """Return the height of a parallel on the map, in radians at the equator; the poles are cut at 85.05 degrees."""
    return math.asinh(math.tan(math.radians(min(max(lat, -85.05), 85.05))))
