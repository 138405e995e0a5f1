"""The first run: an empty ledger offers the sample reports."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from dateline.web.rendering import render
from dateline.web.site import Site, site_of

router = APIRouter()
#: Seconds after which the page that tells of the reading asks again.
AGAIN = "2"


@router.get("/first-run")
def first_run(request: Request, site: Annotated[Site, Depends(site_of)]) -> Response:
    """Tell what an empty ledger is for, and how far the samples are read."""
    progress = site.samples.progress
    if not progress.running and len(site.snapshot()):
        return RedirectResponse("/?tour=1" if progress.read else "/", 303)
    headers = {"refresh": AGAIN} if progress.running else {}
    return render(request, "first_run.html", {"progress": progress, "offered": site.samples.are_there}, headers=headers)


@router.post("/first-run")
def read_samples(site: Annotated[Site, Depends(site_of)]) -> Response:
    """Begin to read the samples, into an empty ledger alone."""
    if site.ledger.count()["articles"] == 0:
        site.samples.read_into(site.ledger)
    return RedirectResponse("/first-run", 303)
