"""The overview: what happened, where, how sure, says who."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated

import numpy as np
from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from dateline.views.words import estimate, event, stretch_of_days
from dateline.vocabulary import Measure
from dateline.web.choices import Choice, choices_of
from dateline.web.filters import Filters, filters_of
from dateline.web.kinds import kinds
from dateline.web.points import DEEPEST, Box, Point, extent, outside, points_of
from dateline.web.rendering import render
from dateline.web.site import Site, site_of
from dateline.web.snapshot import Mask, Rows, Snapshot
from dateline.web.timeline import Timeline, timeline_of
from dateline.web.totals import totals_of

router = APIRouter()

#: Degrees round a view that it still shows.
EDGE = 1.0
#: Incidents on one page of the list.
PAGE = 50
#: Orders of the list, by the word in the address.
ORDERS = {"": "Day, earliest first", "latest": "Day, latest first", "killed": "Most killed", "voices": "Most voices"}

SiteOf = Annotated[Site, Depends(site_of)]
FiltersOf = Annotated[Filters, Depends(filters_of)]


@router.get("/")
def overview(request: Request, site: SiteOf, filters: FiltersOf, page: Annotated[int, Query(ge=1)] = 1, order: str = "") -> Response:
    """Show the incidents that the filters let through: map, timeline, totals, list."""
    part = request.headers.get("hx-request") == "true"
    clean = "/" + filters.query(tour=request.query_params.get("tour") or None, order=order or None, page=page if page > 1 else None)
    if not part and any(not value for value in request.query_params.values()):
        # A form sends its empty fields too; the address that is kept and shared has none.
        return RedirectResponse(clean, 303)
    snapshot = site.snapshot()
    if not len(snapshot):
        return RedirectResponse("/first-run", 303)
    mask = snapshot.select(filters)
    rows = _ordered(snapshot, mask, order if order in ORDERS else "")
    last = max(1, -(-len(rows) // PAGE))
    page = min(page, last)
    shown = [snapshot.summaries[int(n)] for n in rows[(page - 1) * PAGE : page * PAGE]]
    box = extent(snapshot, mask)
    context = {
        "filters": filters, "shown": shown, "total": len(rows), "every": len(snapshot), "page": page, "last": last, "order": order,
        "orders": ORDERS, "totals": totals_of(snapshot, mask), "timeline": timeline_of(snapshot, mask), "box": box, "kinds": kinds(),
        "unplaced": int((mask & np.isnan(snapshot.lat)).sum()), "measure": _measure(filters),
        "far": outside(snapshot, mask, Box(box.west - EDGE, box.south - EDGE, box.east + EDGE, box.north + EDGE)) if box else 0,
        "undated_left_out": int((snapshot.select(filters.without("since", "until")) & ~snapshot.dated).sum())
        if filters.since or filters.until else 0,
    }  # fmt: skip
    if part:
        return render(request, "overview/results.html", context, headers={"HX-Push-Url": clean})
    whole, choices = _whole(snapshot)
    return render(request, "overview/page.html", {**context, "choices": choices, "whole": whole})


@lru_cache(maxsize=1)
def _whole(snapshot: Snapshot) -> tuple[Timeline | None, dict[str, tuple[Choice, ...]]]:
    """Return what the filters offer; the same for every view of one generation."""
    return timeline_of(snapshot, snapshot.dated), choices_of(snapshot)


@router.get("/overview/points")
def points(
    site: SiteOf, filters: FiltersOf, zoom: Annotated[int, Query(ge=0, le=DEEPEST)] = 6, bbox: str | None = None
) -> Response:  # fmt: skip
    """Give the map its markers."""
    try:
        box = Box.parse(bbox) if bbox else None
    except ValueError:
        raise HTTPException(422, f"bbox: {bbox!r} is no box; write west,south,east,north in degrees") from None
    snapshot = site.snapshot()
    found = points_of(snapshot, snapshot.select(filters), zoom=zoom, box=box, measure=_measure(filters))
    return JSONResponse({"generation": snapshot.generation, "points": [_point(point) for point in found]})


def _measure(filters: Filters) -> Measure:
    """Return whose numbers the map shows."""
    return Measure(filters.measure) if filters.measure is not None else Measure.KILLED


def _point(point: Point) -> dict[str, object]:
    return {
        "at": [point.lat, point.lon],
        "place": point.place,
        "mixed": point.mixed,
        "precision": point.precision,
        "kind": point.kind,
        "n": point.incidents,
        "low": point.low,
        "best": point.best,
        "high": point.high,
        "says": estimate(point.low, point.best, point.high),
        "contradicted": point.contradicted,
        "named": [{"id": s.id, "what": event(s), "where": s.place, "when": stretch_of_days(s.earliest, s.latest)} for s in point.named],
    }


def _ordered(snapshot: Snapshot, mask: Mask, order: str) -> Rows:
    """Return the rows of the chosen incidents in an order of `ORDERS`; the ledger's own breaks ties."""
    rows = mask.nonzero()[0]
    if order == "latest":
        return rows[::-1]
    if order == "voices":
        return rows[np.argsort(-snapshot.voices[rows], kind="stable")]
    if order == "killed":
        return rows[np.argsort(-snapshot.most_killed[rows], kind="stable")]
    return rows
