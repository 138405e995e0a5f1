"""The base map, cut to what is shown: as GeoJSON for the movable map, and a still of the overview for browsers without script."""

from __future__ import annotations

import math
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import JSONResponse, Response

from dateline import __version__
from dateline.basemap import Box, Clipped, Mercator, clip, paths_of
from dateline.basemap.layers import AREAS
from dateline.vocabulary import Measure
from dateline.web.filters import Filters, filters_of
from dateline.web.points import DEEPEST, TILE, extent, points_of
from dateline.web.rendering import environment
from dateline.web.site import Site, site_of

router = APIRouter()

#: Days are long enough to keep it: it changes with the version alone, which is its tag.
KEEP = "private, max-age=86400"
#: Pixels of the still; its colours are the light theme's, since a picture does not know its page's.
WIDTH, HEIGHT = 900, 520
#: A box is widened to a whole number of these, so that the same part is cut once for many views.
GRAIN = 2.0


@router.get("/overview/basemap")
def base_map(request: Request, bbox: str, zoom: Annotated[int, Query(ge=0, le=DEEPEST)] = 6) -> Response:
    """Give the part of the base map that lies in ``west,south,east,north``, as fine as a zoom can show."""
    try:
        west, south, east, north = (float(part) for part in bbox.split(","))
        box = Box(
            max(-360.0, math.floor(west / GRAIN) * GRAIN), max(-90.0, math.floor(south / GRAIN) * GRAIN),
            min(360.0, math.ceil(east / GRAIN) * GRAIN), min(90.0, math.ceil(north / GRAIN) * GRAIN),
        )  # fmt: skip
    except (ValueError, OverflowError):
        raise HTTPException(422, f"bbox: {bbox!r} is no box; write west,south,east,north in degrees") from None
    tag = f'"{__version__}-{box.west:g},{box.south:g},{box.east:g},{box.north:g},{zoom}"'
    headers = {"cache-control": KEEP, "etag": tag}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return JSONResponse(_geojson(clip(box, 360 / (TILE * 2**zoom))), headers=headers)


def _geojson(clipped: Clipped) -> dict[str, object]:
    layers: dict[str, object] = {}
    for name, lines in clipped.layers.items():
        parts = [[[round(float(x), 2), round(float(y), 2)] for x, y in line] for line in lines]
        if name in AREAS:
            for ring in parts:
                ring.append(ring[0])
        # One polygon of all rings is filled by the even-odd rule: holes stay holes.
        layers[name] = {"type": "Polygon" if name in AREAS else "MultiLineString", "coordinates": parts}
    return {"layers": layers, "names": [[n.name, n.own, n.lon, n.lat, n.zoom] for n in clipped.names]}


@router.get("/overview/map.svg")
def still(site: Annotated[Site, Depends(site_of)], filters: Annotated[Filters, Depends(filters_of)]) -> Response:
    """Draw the map of the chosen incidents as a picture."""
    snapshot = site.snapshot()
    mask = snapshot.select(filters)
    found = extent(snapshot, mask)
    middle = found or None
    box = Box(-170.0, -60.0, 190.0, 78.0) if middle is None else Box(
        middle.west - 1.5, max(-85.0, middle.south - 1.2), middle.east + 1.5, min(85.0, middle.north + 1.2)
    )  # fmt: skip
    drawing = Mercator.fitting(box, WIDTH, HEIGHT)
    zoom = max(0, round(math.log2(drawing.scale * 360 / 256)))
    measure = Measure(filters.measure) if filters.measure is not None else Measure.KILLED
    points = [(p, *drawing.at(p.lon, p.lat)) for p in points_of(snapshot, mask, zoom=zoom, measure=measure)]
    inside = [(p, x, y) for p, x, y in points if 0 <= x <= WIDTH and 0 <= y <= HEIGHT]
    names = [(n.own or n.name, *drawing.at(n.lon, n.lat)) for n in clip(drawing.box).names]
    text = environment().get_template("overview/map.svg").render(
        paths=paths_of(clip(drawing.box), drawing), points=inside, names=names, width=WIDTH, height=HEIGHT
    )  # fmt: skip
    # The picture's own style would be refused by the page's policy; alone it may carry attributes only.
    return Response(text, media_type="image/svg+xml")
