"""The packaged layers, read once, and clipped to a box."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import floor, log2
from pathlib import Path
from typing import Any

from dateline.basemap.clipping import Box, Point, clip_line, clip_ring

FILE = Path(__file__).with_name("data") / "world.json.gz"
# Grid points a degree in the file: 0.002 degrees, 220 m at the equator.
SCALE = 500
# A drawing finer than this (degrees a point) shows the lines as they are.
FINEST = 0.008
# From the bottom of a map to its top. `country` and `lake` are areas, the others lines.
LAYERS = ("country", "lake", "river", "province")
AREAS = frozenset({"country", "lake"})
CREDIT = "Base map: Natural Earth, public domain. Borders say nothing of the status of any territory."


@dataclass(frozen=True, slots=True)
class Feature:
    """Lines or rings of one layer in degrees, longitude first; a ring's last point is its first. `code` is a country's ISO 3166-1 number.

    The rings of an area are filled by the even-odd rule: a ring in a ring is a hole.
    """

    layer: str
    name: str | None
    code: str | None
    lines: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True, slots=True)
class _Line:
    points: tuple[Point, ...]
    box: Box


@lru_cache(maxsize=1)
def _world() -> tuple[tuple[str, str | None, str | None, tuple[_Line, ...]], ...]:
    """Return the layers with each line's own box, in the order of `LAYERS`."""
    document: dict[str, Any] = json.loads(gzip.decompress(FILE.read_bytes()))
    scale = document["scale"]
    features = [
        (feature["layer"], feature["name"], feature["code"], tuple(_line(line, scale) for line in feature["lines"]))
        for feature in document["features"]
    ]
    return tuple(sorted(features, key=lambda feature: (LAYERS.index(feature[0]), feature[1] or "")))


def _line(steps: list[int], scale: int) -> _Line:
    xs, ys = list(accumulate(steps[::2])), list(accumulate(steps[1::2]))
    points = tuple((x / scale, y / scale) for x, y in zip(xs, ys, strict=True))
    # a line due north or east has no width; a hair gives its box one
    west, east, south, north = (value / scale for value in (min(xs), max(xs), min(ys), max(ys)))
    return _Line(points, Box(max(west - 1e-9, -180), max(south - 1e-9, -90), min(east + 1e-9, 180), min(north + 1e-9, 90)))


@lru_cache(maxsize=6)
def _world_at(level: int) -> tuple[tuple[str, str | None, str | None, tuple[_Line, ...]], ...]:
    """Return the layers as coarse as 2**level degrees: of points in one square of that side one is kept, and no area within a square."""
    grain = 2.0**level
    features = []
    for layer, name, code, lines in _world():
        coarse = (_coarser(line, grain, area=layer in AREAS) for line in lines)
        features.append((layer, name, code, tuple(line for line in coarse if line is not None)))
    return tuple(features)


def _coarser(line: _Line, grain: float, *, area: bool) -> _Line | None:
    if area and max(line.box.east - line.box.west, line.box.north - line.box.south) < 3 * grain:
        return None
    points = [line.points[0]]
    # A line that wavers between two or three squares is told once for each.
    squares = [(line.points[0][0] // grain, line.points[0][1] // grain)]
    for point in line.points[1:-1]:
        here = (point[0] // grain, point[1] // grain)
        if here not in squares:
            points.append(point)
            squares = [*squares[-2:], here]
    points.append(line.points[-1])
    return _Line(tuple(points), line.box) if len(points) >= (4 if area else 2) else None


def clipped(box: Box, layers: Iterable[str] = LAYERS, *, grain: float = 0.0) -> tuple[Feature, ...]:
    """Return what lies in the box, bottom layer first; areas are closed along the box's edges.

    Args:
        box: in degrees.
        layers: which.
        grain: degrees below which nothing can be seen: lines are made as coarse as the next smaller power of two, so that a map of a
            continent has no more points than one of a town. 0 keeps all.

    Raises:
        ValueError: if a layer is not one of `LAYERS`.
    """
    wanted = set(layers)
    if unknown := sorted(wanted - set(LAYERS)):
        raise ValueError(f"no layer {unknown[0]!r}; there are {', '.join(LAYERS)}")
    features = []
    for layer, name, code, lines in _world() if grain <= FINEST else _world_at(floor(log2(grain))):
        if layer not in wanted:
            continue
        near = [line.points for line in lines if line.box.meets(box)]
        if layer in AREAS:
            rings = [clip_ring(points[:-1], box) for points in near]
            kept = [(*ring, ring[0]) for ring in rings if len(ring) >= 3]
        else:
            kept = [tuple(piece) for points in near for piece in clip_line(points, box)]
        if kept:
            features.append(Feature(layer, name, code, tuple(kept)))
    return tuple(features)


def geojson(box: Box, layers: Iterable[str] = LAYERS, *, grain: float = 0.0) -> dict[str, Any]:
    """Return what lies in the box as a GeoJSON (RFC 7946) collection, one feature a country and one a further layer.

    Areas are multipolygons of one ring each, islands and holes alike: fill them by the even-odd rule (Leaflet's default).
    Coordinates have three decimals, two where `grain` (as for `clipped`) is coarser than they.
    """
    return {
        "type": "FeatureCollection",
        "features": [_geojson(feature, 3 if grain <= FINEST else 2) for feature in clipped(box, layers, grain=grain)],
    }


def _geojson(feature: Feature, decimals: int) -> dict[str, Any]:
    area = feature.layer in AREAS
    lines = [[[round(x, decimals), round(y, decimals)] for x, y in line] for line in feature.lines]
    return {
        "type": "Feature",
        "properties": {"layer": feature.layer, "name": feature.name, "code": feature.code},
        "geometry": {"type": "MultiPolygon" if area else "MultiLineString", "coordinates": [[line] for line in lines] if area else lines},
    }
