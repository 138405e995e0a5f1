"""The list of articles, those last added first."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response

from dateline.ledger import ArticleLine
from dateline.views.export import mask_of, masked
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
    if site.profile == "public":
        found = [_masked(one, site) for one in found]
    return render(request, "articles/page.html", {"articles": found, "number": number, "page": page, "last": last, "words": words})


def _masked(one: ArticleLine, site: Site) -> ArticleLine:
    """Return a line whose title names no private person."""
    names = mask_of(site.ledger.claims(one.id))
    return one if names is None or one.title is None else replace(one, title=masked(one.title, names))
