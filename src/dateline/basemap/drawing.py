"""The base map as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from dateline.basemap.clipping import Point
from dateline.basemap.projection import Projection
from dateline.basemap.reading import AREAS, LAYERS, clipped


def svg(projection: Projection, layers: Iterable[str] = LAYERS) -> str:
    """Return the base map as SVG paths, one a country and one a further layer, each of the class ``basemap-LAYER``; colours are the page's.

    Put it into an ``<svg>`` of the projection's size that clips (the default): lines run a little over the edge.
    """
    paths = []
    for feature in clipped(projection.view.grown(0.03), layers):
        drawn = path(feature.lines, projection, closed=feature.layer in AREAS)
        title = f"<title>{escape(feature.name)}</title>" if feature.name else ""
        rule = ' fill-rule="evenodd"' if feature.layer in AREAS else ""
        paths.append(f'<path class="basemap-{feature.layer}"{rule} d="{drawn}">{title}</path>' if drawn else "")
    return "".join(paths)


def path(lines: Iterable[Sequence[Point]], projection: Projection, *, closed: bool) -> str:
    """Return the ``d`` of an SVG path through the lines (degrees), to a tenth of a point; points that fall on one are told once."""
    parts = []
    for line in lines:
        points: list[tuple[float, float]] = []
        for lon, lat in line[:-1] if closed else line:
            x, y = projection.point(lon, lat)
            if not points or abs(x - points[-1][0]) + abs(y - points[-1][1]) >= 0.5:
                points.append((x, y))
        if len(points) >= (3 if closed else 2):
            parts.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + ("Z" if closed else ""))
    return "".join(parts)
