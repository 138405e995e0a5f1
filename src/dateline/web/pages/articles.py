"""The list of articles, those last added first."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response

from dateline.web.rendering import render
from dateline.web.site import Site, site_of

router = APIRouter()

#: Articles on one page.
PAGE = 50


@router.get("/articles")
def articles(
    request: Request, site: Annotated[Site, Depends(site_of)], q: Annotated[str, Query(max_length=200)] = "",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Response:  # fmt: skip
    """List the articles of the ledger; of those that hold some words where asked for."""
    words = " ".join(q.split())
    number, found = site.ledger.article_lines(words=words or None, offset=(page - 1) * PAGE, limit=PAGE)
    last = max(1, -(-number // PAGE))
    if page > last:
        return RedirectResponse(f"/articles?page={last}", 303)
    return render(request, "articles/page.html", {"articles": found, "number": number, "page": page, "last": last, "words": words})
