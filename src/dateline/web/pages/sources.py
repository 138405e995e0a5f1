"""Sources: outlets and speakers, how often alone, how often contradicted, by whom."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from dateline.web.rendering import render
from dateline.web.site import Site, site_of

router = APIRouter()

#: Speakers on one page.
PAGE = 100


@router.get("/sources")
def sources(request: Request, site: Annotated[Site, Depends(site_of)], page: Annotated[int, Query(ge=1, le=1_000_000)] = 1) -> Response:
    """Show who is heard in this ledger."""
    speakers, outlets = site.sources()
    last = max(1, -(-len(speakers) // PAGE))
    page = min(page, last)
    context = {
        "speakers": speakers[(page - 1) * PAGE : page * PAGE], "number": len(speakers), "outlets": outlets, "page": page, "last": last,
        "hidden": site.profile == "public",
    }  # fmt: skip
    return render(request, "sources/page.html", context)
