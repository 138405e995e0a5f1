"""The base map, cut to what is shown: as GeoJSON for the movable map, and a still of the overview for browsers without script."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import JSONResponse, Response

from dateline import __version__
from dateline.basemap import LAYERS, Box, Projection, geojson, svg
from dateline.vocabulary import Measure
from dateline.web.countries import countries
from dateline.web.filters import Filters, filters_of
from dateline.web.points import DEEPEST, TILE, extent, points_of
from dateline.web.rendering import environment
from dateline.web.site import Site, site_of

router = APIRouter()

#: It changes with the version alone, which is its tag; a day is long enough to keep it unasked.
KEEP = "private, max-age=86400"
#: Pixels of the still.
WIDTH = 900
#: A box is widened to a whole number of these degrees, so that the same part is cut once for many views.
ROUND = 2.0
#: Below this zoom lines of provinces and rivers are too many to be told apart.
CLOSE = 6
#: Points of the screen below which a bend of a coast is not worth sending.
BEND = 2.5


@router.get("/overview/basemap")
def base_map(request: Request, bbox: str, zoom: Annotated[int, Query(ge=0, le=DEEPEST)] = 6) -> Response:
    """Give the part of the base map that lies in ``west,south,east,north``, as fine as a zoom can show."""
    try:
        west, south, east, north = (float(part) for part in bbox.split(","))
        box = Box(
            max(-180.0, math.floor(west / ROUND) * ROUND), max(-90.0, math.floor(south / ROUND) * ROUND),
            min(180.0, math.ceil(east / ROUND) * ROUND), min(90.0, math.ceil(north / ROUND) * ROUND),
        )  # fmt: skip
    except (ValueError, OverflowError):
        raise HTTPException(422, f"bbox: {bbox!r} is no box of the world; write west,south,east,north in degrees") from None
    tag = f'"{__version__}-{box.west:g},{box.south:g},{box.east:g},{box.north:g},{zoom}"'
    headers = {"cache-control": KEEP, "etag": tag}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return JSONResponse(_cut(box, zoom), headers=headers)


@lru_cache(maxsize=64)
def _cut(box: Box, zoom: int) -> dict[str, object]:
    layers = LAYERS if zoom >= CLOSE else ("country", "lake") if zoom >= CLOSE - 2 else ("country",)
    names = [[c.name, c.own, c.lon, c.lat] for c in countries() if box.holds(c.lon, c.lat) and c.zoom <= zoom]
    return {"map": geojson(box, layers, grain=BEND * 360 / (TILE * 2**zoom)), "names": names}


@router.get("/overview/map.svg")
def still(site: Annotated[Site, Depends(site_of)], filters: Annotated[Filters, Depends(filters_of)]) -> Response:
    """Draw the map of the chosen incidents as a picture; alone it has no style sheet, and a picture does not know its page's colours."""
    snapshot = site.snapshot()
    mask = snapshot.select(filters)
    found = extent(snapshot, mask)
    box = Box.around([(found.west, found.south), (found.east, found.north)], least=3.0) if found is not None else Box(-170, -60, 180, 75)
    projection = Projection.fitted(box, WIDTH)
    zoom = max(0, min(DEEPEST, round(math.log2(math.radians(360) * projection.scale / TILE))))
    measure = Measure(filters.measure) if filters.measure is not None else Measure.KILLED
    points = [(p, *projection.point(p.lon, p.lat)) for p in points_of(snapshot, mask, zoom=zoom, measure=measure)]
    near = [c for c in countries() if projection.view.holds(c.lon, c.lat)]
    text = environment().get_template("overview/map.svg").render(
        base=svg(projection, LAYERS if zoom >= CLOSE else ("country", "lake")),
        points=[(p, x, y) for p, x, y in points if 0 <= x <= WIDTH and 0 <= y <= projection.height],
        names=[(c.own or c.name, *projection.point(c.lon, c.lat)) for c in near if c.zoom <= zoom],
        width=WIDTH,
        height=projection.height,
    )  # fmt: skip
    return Response(text, media_type="image/svg+xml", headers={"content-security-policy": STILL_POLICY})


#: The picture colours its paths by a style of its own; nothing else is let in.
STILL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
