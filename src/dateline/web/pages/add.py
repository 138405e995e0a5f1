"""Add: drop files, paste a text or an address, and see what became of each item."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Form, HTTPException, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from dateline.records import Supplied
from dateline.web.rendering import render
from dateline.web.site import Site, site_of

router = APIRouter()

#: Bytes that one form may bring, and characters of a pasted text.
MOST_BYTES, MOST_CHARACTERS = 200_000_000, 2_000_000
#: Seconds after which the page of a piece of work asks again.
AGAIN = "2"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

SiteOf = Annotated[Site, Depends(site_of)]


@router.get("/add")
def add(request: Request) -> Response:
    """Show the three ways in."""
    return render(request, "add/page.html", {"wrong": None, "given": {}})


@router.post("/add/files")
def add_files(request: Request, site: SiteOf, files: list[UploadFile] | None = None) -> Response:
    """Take files."""
    given = [file for file in files or [] if file.filename]
    if not given:
        return _again(request, "files", "No file was chosen. Choose one or more, or drop them on the field.")
    data, size = [], 0
    for file in given:
        content = file.file.read(MOST_BYTES - size + 1)
        size += len(content)
        if size > MOST_BYTES:
            raise HTTPException(
                413, f"These files are larger than {MOST_BYTES // 1_000_000} MB. Add them with `dateline add`, which has no such limit."
            )
        data.append((file.filename or "file", content))
    return RedirectResponse(f"/add/{site.jobs.add_files(data).id}", 303)


@router.post("/add/text")
def add_text(
    request: Request, site: SiteOf, text: Annotated[str, Form()] = "", title: Annotated[str, Form(max_length=500)] = "",
    publisher: Annotated[str, Form(max_length=200)] = "", published: Annotated[str, Form(max_length=30)] = "",
    url: Annotated[str, Form(max_length=2000)] = "",
) -> Response:  # fmt: skip
    """Take a pasted text."""
    given = {"text": text, "title": title, "publisher": publisher, "published": published, "url": url}
    if not text.strip():
        return _again(request, "text", "The text is empty. Paste the report.", given)
    if len(text) > MOST_CHARACTERS:
        return _again(
            request,
            "text",
            f"The text has {len(text):,} characters, the limit is {MOST_CHARACTERS:,}. Split it, or add it as a file.",
            given,
        )
    if published.strip() and not _DAY.fullmatch(published.strip()[:10]):
        return _again(request, "text", f"{published!r} is no day; write it as 2016-11-06.", given)
    if url.strip() and not _is_address(url):
        return _again(request, "text", f"{url!r} is no web address; it begins with https:// or http://.", given)
    supplied = Supplied(url.strip() or None, title.strip() or None, None, publisher.strip() or None, published.strip() or None)
    return RedirectResponse(f"/add/{site.jobs.add_text(text, supplied).id}", 303)


@router.post("/add/address")
def add_address(request: Request, site: SiteOf, address: Annotated[str, Form(max_length=2000)] = "") -> Response:
    """Take the address of a page, a feed or a sitemap."""
    if not _is_address(address):
        return _again(request, "address", f"{address!r} is no web address; it begins with https:// or http://.", {"address": address})
    return RedirectResponse(f"/add/{site.jobs.add_address(address.strip()).id}", 303)


@router.get("/add/{key}")
def job(request: Request, key: str, site: SiteOf) -> Response:
    """Tell how far a piece of work is, and what became of each item."""
    found = site.jobs.find(key)
    if found is None:
        raise HTTPException(404, "This piece of work is not remembered; what it stored is in the list of articles.")
    return render(request, "add/job.html", {"job": found}, headers={} if found.over else {"refresh": AGAIN})


def _is_address(words: str) -> bool:
    try:
        parts = urlsplit(words.strip())
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _again(request: Request, field: str, wrong: str, given: dict[str, str] | None = None) -> Response:
    """Show the form once more, with what was given and what is wrong with it."""
    return render(request, "add/page.html", {"wrong": (field, wrong), "given": given or {}}, status=422)
