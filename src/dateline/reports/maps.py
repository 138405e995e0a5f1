"""The map of a report: what was said to have happened where, with what is not known of place and number drawn too."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from dateline import basemap
from dateline.basemap import Box, Projection
from dateline.incidents import place_of
from dateline.records import Measure, Where
from dateline.reports.document import Block, Drawing, Listing
from dateline.reports.key_figures import counted
from dateline.reports.selection import Case
from dateline.reports.sentences import Name, Note, Part, Sentence, joined
from dateline.reports.svg import ACCENT, INK, PAPER, SOFT, breadth, line, picture, text
from dateline.reports.unknowns import VAGUE, is_placed
from dateline.reports.wording import area_of
from dateline.reports.writer import Writer
from dateline.views.words import bounds, count, plural

WIDTH = 680.0
#: Degrees between neighbours of one map; points farther from the others are named, not drawn.
_APART = 12.0
#: UCDP GED's where_prec from which on a mark stands for an area: its ring is dashed.
AREA = 4
#: Area of a mark in square points for each person killed, and of a mark of an incident with none.
_PER_DEAD, _NONE = 14.0, 20.0
#: No mark is wider than this, however many died; the number stands beside it.
_WIDEST = 34.0
_WATER = "#dce8ee"


@dataclass(frozen=True, slots=True)
class Mark:
    """All incidents at one point: people killed there, and whether the point stands for an area."""

    where: Where
    numbers: tuple[int, ...]
    low: int
    best: int
    high: int | None
    area: bool


def maps(writer: Writer) -> tuple[Block, ...]:
    """Return the map of the period's incidents, or why there is none."""
    every = writer.material.every
    found = marks(every)
    if not found:
        return (Listing((Note("map:none", "No incident of the period has a place that a map can show."),)),)
    lost = sum(not is_placed(case) for case in every)
    found, outside = together(found)
    caption = (
        "A disc is the number of people killed (low), the ring around it the high; a dashed ring has no upper bound. "
        "A square stands for a place known only to its province or wider. Numbers are those of the incidents. " + basemap.CREDIT
    )
    left = f" {plural(lost, 'incident')} without a place that could be found {'is' if lost == 1 else 'are'} not on it." if lost else ""
    drawn = sum(len(mark.numbers) for mark in found)
    said = f"Map of {plural(len(found), 'place')} with {plural(drawn, 'incident')}.{left}"
    picture_block = Drawing("map", draw(found, writer.limits["labels"], said), caption + left, said)
    if not outside:
        return (picture_block,)
    parts: list[tuple[Part, ...]] = []
    for mark in outside:
        cases = [case for case in every if case.number in mark.numbers]
        words = f"{mark.where.name} ({area_of(mark.where)}), incident {', '.join(map(str, mark.numbers))}"
        parts.append((Name(words), *(writer.grounds(case.incident) for case in cases)))
    return picture_block, Listing((Sentence("map:outside", writer.phrases.fill("map.outside", names=joined(parts, "; ", "; "))),))


def together(found: Sequence[Mark]) -> tuple[list[Mark], list[Mark]]:
    """Return the marks of one map, and those too far from them: of the groups of neighbours the one with most incidents is drawn."""
    groups: list[list[Mark]] = []
    for mark in found:
        near = [group for group in groups if any(_near(mark, other) for other in group)]
        groups = [group for group in groups if group not in near] + [[mark, *(other for group in near for other in group)]]
    chosen = max(groups, key=lambda group: (sum(len(mark.numbers) for mark in group), -min(min(mark.numbers) for mark in group)))
    return [mark for mark in found if mark in chosen], [mark for mark in found if mark not in chosen]


def _near(one: Mark, other: Mark) -> bool:
    lon, lat = abs((one.where.lon or 0) - (other.where.lon or 0)), abs((one.where.lat or 0) - (other.where.lat or 0))
    return max(min(lon, 360 - lon), lat) <= _APART


def marks(cases: Sequence[Case]) -> list[Mark]:
    """Return a mark for each point where an incident is placed, those with most people killed first."""
    tolls = {case.number: toll for case, toll in counted(cases, Measure.KILLED)}
    by_point: dict[tuple[float, float], list[tuple[Case, Where]]] = {}
    for case in cases:
        where = place_of(case.incident)
        if where is not None and where.lat is not None and where.lon is not None and where.precision < VAGUE:
            by_point.setdefault((where.lon, where.lat), []).append((case, where))
    found = []
    for held in by_point.values():
        here = [tolls[case.number] for case, _ in held if case.number in tolls]
        highs = [toll.high for toll in here]
        found.append(
            Mark(
                where=held[0][1],
                numbers=tuple(case.number for case, _ in held),
                low=sum(toll.low for toll in here),
                best=sum(toll.best for toll in here),
                high=None if None in highs else sum(high for high in highs if high is not None),
                area=all(where.precision >= AREA for _, where in held),
            )
        )
    return sorted(found, key=lambda mark: (-mark.best, mark.numbers))


def draw(found: Sequence[Mark], labels: int, said: str) -> str:
    """Return the map as SVG: base map, the names of countries, marks, then the names of the `labels` places with most people killed."""
    points = [(mark.where.lon or 0.0, mark.where.lat or 0.0) for mark in found]
    projection = Projection.fitted(Box.around(points, margin=0.15, least=2.0), WIDTH, most=0.64)
    body = [basemap.svg(projection), *_countries(projection)]
    body += [_mark(mark, projection) for mark in reversed(found)]
    body += _labels(found, projection, labels)
    body += _scale(projection)
    return picture(WIDTH, projection.height, "map", said, body, ground=_WATER)


def radius(people: int) -> float:
    """Return the radius of a mark: its area grows with the number of people, up to the widest mark."""
    return min(math.sqrt((people * _PER_DEAD + _NONE) / math.pi), _WIDEST)


def _mark(mark: Mark, projection: Projection) -> str:
    x, y = projection.point(mark.where.lon or 0.0, mark.where.lat or 0.0)
    inner, outer = radius(mark.low), radius(mark.high if mark.high is not None else mark.best)
    dash = ' stroke-dasharray="3 2"' if mark.high is None else ""
    said = f"{mark.where.name}: {bounds(mark.low, mark.high)} killed, incident {', '.join(map(str, mark.numbers))}"
    title = f"<title>{escape(said)}</title>"
    ring, disc = f'fill="{ACCENT}" fill-opacity="0.16" stroke="{ACCENT}"{dash}', f'fill="{ACCENT}" fill-opacity="0.72"'
    if mark.area:
        squares = ((outer, ring), (inner, disc))
        drawn = "".join(f'<rect x="{x - r:.1f}" y="{y - r:.1f}" width="{2 * r:.1f}" height="{2 * r:.1f}" {how}/>' for r, how in squares)
    else:
        circles = ((max(outer, inner + 1), ring), (inner, disc))
        drawn = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" {how}/>' for r, how in circles)
    return f"<g>{title}{drawn}</g>"


def _labels(found: Sequence[Mark], projection: Projection, most: int) -> Iterator[str]:
    """Yield the names of places beside their marks, where they cover no name, no mark and no edge; else they are left out."""
    taken: list[tuple[float, float, float, float]] = []
    for mark in found:
        x, y = projection.point(mark.where.lon or 0.0, mark.where.lat or 0.0)
        wide = radius(mark.high if mark.high is not None else mark.best)
        taken.append((x - wide, y - wide, x + wide, y + wide))
    for mark in found[:most]:
        x, y = projection.point(mark.where.lon or 0.0, mark.where.lat or 0.0)
        away = radius(mark.high if mark.high is not None else mark.best) + 3
        words = f"{mark.where.name} {', '.join(map(str, mark.numbers[:3]))}{' …' if len(mark.numbers) > 3 else ''}"
        size = 9.5
        wide = breadth(words, size)
        for left, base in ((x + away, y + 3), (x - away - wide, y + 3), (x - wide / 2, y - away), (x - wide / 2, y + away + size)):
            box = (left - 2, base - size, left + wide + 2, base + 3)
            inside = box[0] > 2 and box[2] < projection.width - 2 and box[1] > 2 and box[3] < projection.height - 2
            if inside and not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken):
                taken.append(box)
                yield text(left, base, words, size=size, halo=True)
                break


def _countries(projection: Projection) -> Iterator[str]:
    """Yield the names of countries in the middle of their largest part, where there is room for them."""
    for feature in basemap.clipped(projection.view, ["country"]):
        ring = max(feature.lines, key=lambda line: abs(_area(line)))
        spots = [projection.point(lon, lat) for lon, lat in ring]
        wide = breadth((feature.name or "").upper(), 9) + 8 * len(feature.name or "") * 0.15
        if max(x for x, _ in spots) - min(x for x, _ in spots) > wide * 1.4 and abs(_area(spots)) > 9000:
            x, y = _middle(spots)
            yield f'<g letter-spacing="1.2">{text(x, y, (feature.name or "").upper(), size=9, fill="#8d8b84", anchor="middle")}</g>'


def _area(ring: Sequence[tuple[float, float]]) -> float:
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring)) / 2


def _middle(ring: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the centroid of a ring."""
    area = _area(ring)
    pairs = list(pairwise(ring))
    x = sum((x0 + x1) * (x0 * y1 - x1 * y0) for (x0, y0), (x1, y1) in pairs) / (6 * area)
    y = sum((y0 + y1) * (x0 * y1 - x1 * y0) for (x0, y0), (x1, y1) in pairs) / (6 * area)
    return x, y


def _scale(projection: Projection) -> Iterator[str]:
    """Yield a scale bar at the latitude of the map's middle, and a frame."""
    lat = (projection.view.south + projection.view.north) / 2
    kilometres = next((km for km in (1000, 500, 200, 100, 50, 20, 10) if projection.km(km, lat) <= projection.width / 4), 5)
    long, y = projection.km(kilometres, lat), projection.height - 12
    yield f'<rect x="8" y="{y - 15:.1f}" width="{long + 16:.1f}" height="22" fill="{PAPER}" fill-opacity="0.8"/>'
    yield line(16, y, 16 + long, y, stroke=INK, width=1.4)
    yield line(16, y - 3, 16, y, stroke=INK) + line(16 + long, y - 3, 16 + long, y, stroke=INK)
    yield text(16 + long / 2, y - 4, f"{count(kilometres)} km", size=8.5, anchor="middle", fill=SOFT)
    yield f'<rect x="0.5" y="0.5" width="{projection.width - 1:g}" height="{projection.height - 1:g}" fill="none" stroke="#b9b7b0"/>'
