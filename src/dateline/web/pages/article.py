"""The article reader: the text with every claim's words marked in place, and what was read from them beside it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dateline.errors import UnknownRecord
from dateline.records import Incident
from dateline.web.marks import LAYERS, passages
from dateline.web.originals import HEADERS, original_of
from dateline.web.reading import told_of
from dateline.web.rendering import render
from dateline.web.site import Site, site_of

router = APIRouter()

#: Characters of a text on one page; a longer one goes on on the next.
PAGE = 60_000

SiteOf = Annotated[Site, Depends(site_of)]


@router.get("/articles/{key}")
def article(request: Request, key: str, site: SiteOf, at: Annotated[int, Query(ge=0)] = 0) -> Response:
    """Show an article; the beginning of an id leads to its page, and a claim's id to its article."""
    ledger = site.ledger
    kind, found = ledger.find(key)
    if kind == "claim":
        return RedirectResponse(f"/articles/{ledger.claim(found).article_id}#claim-{found}", 303)
    if kind != "article":
        raise UnknownRecord(f"{key!r} is no article of {ledger.name} but the beginning of {kind} {found}")
    if found != key:
        return RedirectResponse(f"/articles/{found}", 303)
    one, claims = ledger.article(key), ledger.claims(key)
    first = min(at, max(0, len(one.text) - 1))
    last = min(first + PAGE, len(one.text))
    shown = [claim for claim in claims if claim.evidence.start < last and first < claim.evidence.end]
    told, fit = told_of(claims, _holders(site, {claim.id for claim in claims}), hide_names=site.profile == "public")
    ids = {claim.id for claim in shown}
    context = {
        "article": one, "title": fit(one.title) if one.title else None, "sources": ledger.sources(key), "layers": LAYERS,
        "passages": passages(one, fit(one.text), shown, first=first, last=last), "told": [t for t in told if t.id in ids],
        "claims": len(claims), "first": first, "last": last, "before": max(0, first - PAGE) if first else None,
        "hidden": site.profile == "public" and fit(one.text) != one.text,
    }  # fmt: skip
    return render(request, "article/page.html", context)


@router.get("/articles/{key}/original")
def original(request: Request, key: str, site: SiteOf) -> Response:
    """Show the archived original beside the article."""
    one = site.ledger.article(key)
    found = original_of(site.ledger, key)
    return render(request, "article/original.html", {"article": one, "original": found})


@router.get("/articles/{key}/original/frame")
def frame(key: str, site: SiteOf) -> Response:
    """Give the frame of `original` its document, under a policy of its own."""
    return HTMLResponse(original_of(site.ledger, key).page, headers=HEADERS)


def _holders(site: Site, ids: set[str]) -> dict[str, Incident]:
    """Return the incident that holds each claim."""
    found: dict[str, Incident] = {}
    for incident in site.ledger.incidents():
        for claim_id in ids.intersection(incident.claim_ids):
            found.setdefault(claim_id, incident)
    return found
