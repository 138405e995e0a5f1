"""The situation report: choose area and period, read it, take it away."""

from __future__ import annotations

from datetime import date
from importlib.util import find_spec
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response

from dateline.reports import NAMES, Report, build, load, render, to_pdf
from dateline.reports import Request as Wanted
from dateline.web.rendering import render as page_of
from dateline.web.site import Site, site_of

router = APIRouter()

#: What each form of file is sent as, and its ending.
FORMS = {
    "html": ("text/html; charset=utf-8", ".html"), "text": ("text/plain; charset=utf-8", ".txt"),
    "markdown": ("text/markdown; charset=utf-8", ".md"), "pdf": ("application/pdf", ".pdf"),
}  # fmt: skip
#: The frame's own policy: the report brings its style with it, and nothing else may be in it or asked by it.
POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)

SiteOf = Annotated[Site, Depends(site_of)]
Day = Annotated[str, Query(max_length=10)]


def _made(site: Site, since: str, until: str, place: str, template: str) -> Report:
    """Make the report that an address asks for.

    Raises:
        HTTPException: 422, if a day or the template is none.
    """
    for name, value in (("since", since), ("until", until)):
        try:
            if value:
                date.fromisoformat(value)
        except ValueError:
            raise HTTPException(422, f"{name}: {value!r} is no day; write it as 2016-11-06") from None
    if since and until and since > until:
        raise HTTPException(422, f"since {since} is after until {until}, so no day lies between; turn them round")
    if template not in NAMES:
        raise HTTPException(422, f"there is no template {template!r}; there are: {', '.join(NAMES)}")
    wanted = Wanted(since or None, until or None, " ".join(place.split()) or None)
    return build(site.ledger, wanted, template=load(template), profile=site.profile)


@router.get("/report")
def report(
    request: Request, site: SiteOf, since: Day = "", until: Day = "", place: Annotated[str, Query(max_length=200)] = "",
    template: str = "weekly",
) -> Response:  # fmt: skip
    """Show the form, and the report that it asks for."""
    if not len(site.snapshot()):
        return page_of(request, "report/page.html", {"made": None, "asked": {}, "query": "", "templates": NAMES, "pdf": False})
    made = _made(site, since, until, place, template)
    asked = {"since": since, "until": until, "place": place, "template": template}
    context = {
        "made": made, "asked": asked, "query": urlencode({key: value for key, value in asked.items() if value}), "templates": NAMES,
        "pdf": find_spec("weasyprint") is not None, "sentences": sum(1 for _ in made.sentences()),
    }  # fmt: skip
    return page_of(request, "report/page.html", context)


@router.get("/report/document")
def document(
    site: SiteOf, since: Day = "", until: Day = "", place: Annotated[str, Query(max_length=200)] = "", template: str = "weekly",
    form: str = "html", keep: bool = False,
) -> Response:  # fmt: skip
    """Give the report itself, for the frame or to be kept."""
    if form not in FORMS:
        raise HTTPException(422, f"there is no form {form!r}; there are: {', '.join(FORMS)}")
    made = _made(site, since, until, place, template)
    if form == "html" and not keep:
        headers = {"content-security-policy": POLICY, "x-frame-options": "SAMEORIGIN"}
        return HTMLResponse(render(made, "html", load(template)), headers=headers)
    kind, suffix = FORMS[form]
    data = to_pdf(made, load(template)) if form == "pdf" else render(made, form, load(template)).encode()
    return Response(data, media_type=kind, headers={"content-disposition": f'attachment; filename="situation-report{suffix}"'})
