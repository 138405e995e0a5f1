"""Displacement: a series a place, stock and flow apart, and who went from where to where."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from dateline.incidents import in_place
from dateline.web.flows import charts_of, ways_of
from dateline.web.rendering import render
from dateline.web.site import Site, site_of

router = APIRouter()

#: Places on one page.
PAGE = 25


@router.get("/displacement")
def displacement(
    request: Request, site: Annotated[Site, Depends(site_of)], place: Annotated[str, Query(max_length=200)] = "",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Response:  # fmt: skip
    """Show the series of all places, or of one place and what lies in it."""
    wanted = " ".join(place.split())
    every = site.displacement()
    found = in_place(every, wanted) if wanted else every
    charts = charts_of(found, hide=site.profile == "public")
    last = max(1, -(-len(charts) // PAGE))
    page = min(page, last)
    context = {
        "charts": charts[(page - 1) * PAGE : page * PAGE], "number": len(charts), "ways": ways_of(found), "place": wanted, "page": page,
        "last": last, "every": len(every),
    }  # fmt: skip
    return render(request, "displacement/page.html", context)
