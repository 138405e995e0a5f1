"""The overview: what happened, where, how sure, says who."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from dateline.web.filters import Filters, filters_of
from dateline.web.rendering import render
from dateline.web.site import Site, site_of

router = APIRouter()


@router.get("/")
def overview(request: Request, site: Annotated[Site, Depends(site_of)], filters: Annotated[Filters, Depends(filters_of)]) -> Response:
    """Show the incidents that the filters let through."""
    snapshot = site.snapshot()
    rows = snapshot.select(filters).nonzero()[0]
    shown = [snapshot.summaries[int(n)] for n in rows[:50]]
    return render(request, "overview.html", {"shown": shown, "total": len(rows), "filters": filters})
