"""Fill templates: one environment for all pages, every value escaped."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.routing import Match

from dateline import __version__
from dateline.incidents.history import END_OF_DAY
from dateline.records import Toll, TollLine
from dateline.views import words
from dateline.web.site import site_of
from dateline.web.tour import step_of

STATIC = Path(__file__).parent / "static"
#: The cookie that keeps the choice of light or dark.
THEME = "dateline_theme"
#: The pages that the head of every page leads to; one that is not built is not shown.
NAVIGATION = (
    ("/", "Overview"), ("/articles", "Articles"), ("/displacement", "Displacement"), ("/sources", "Sources"), ("/review", "Review"),
    ("/report", "Report"), ("/add", "Add"),
)  # fmt: skip


@cache
def environment() -> Environment:
    """Return the templates: escaping always on, an unknown name an error."""
    made = Environment(
        loader=PackageLoader("dateline.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters.update(
        spoken=words.spoken, count=words.count, day=words.day, kind=words.kind_of, plural=words.plural, event=words.event,
        estimate=words.estimate, stretch=words.stretch, route=words.route, source=words.source, figure=words.figure, bounds=words.bounds,
        days=words.stretch_of_days, toll=_tolls, moment=_moment,
        estimate_of=lambda best, low, high: words.estimate(low, best, high),
    )  # fmt: skip
    made.globals.update(static=static_url, version=__version__, precisions=words.PRECISIONS)
    return made


@cache
def static_url(name: str) -> str:
    """Return the address of a static file; it changes with the file, so that browsers may keep it for good.

    Raises:
        FileNotFoundError: if there is no such file.
    """
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


def render(
    request: Request,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """Return a page.

    Every template has ``path``, ``here`` (path and query), ``navigation``, ``ledger`` (its name), ``csrf`` (what a form carries),
    ``partial`` (whether htmx asks for a part of the page), ``theme`` and ``logged_in`` (whether there is something to log out of).

    Args:
        request: what it answers.
        template: its name in ``templates/``.
        context: what else it shows.
        status: the answer's status code.
        headers: further headers.
    """
    site = site_of(request)
    session = getattr(request.state, "session", None)
    shared = {
        "path": request.url.path,
        "navigation": [(path, name) for path, name in NAVIGATION if _is_there(request, path)],
        "has_search": _is_there(request, "/search"),
        "ledger": Path(site.ledger.name).name,
        "csrf": site.sessions.form_token(session) if session is not None and session.key else "",
        # An error's page asks nothing of what may have failed.
        "tour": step_of(site.snapshot(), request.query_params["tour"]) if status < 400 and "tour" in request.query_params else None,
        "partial": request.headers.get("hx-request") == "true",
        "here": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        "theme": theme if (theme := request.cookies.get(THEME)) in ("light", "dark") else None,
        "logged_in": site.sessions.needs_token and session is not None and session.logged_in,
    }
    text = environment().get_template(template).render({**shared, **(context or {})})
    return HTMLResponse(text, status, dict(headers or {}))


def _is_there(request: Request, path: str) -> bool:
    scope = {"type": "http", "method": "GET", "path": path, "root_path": "", "headers": []}
    return any(route.matches(scope)[0] is Match.FULL for route in request.app.router.routes)


def _tolls(sums: Sequence[Toll | TollLine]) -> str:
    """Return tolls with their measures, each of them kept on one line."""
    return words.toll(sums, named=True)


def _moment(value: str) -> str:
    """Return a moment from which something was known; one that stands for a whole day as that day."""
    return words.day(value.removesuffix(END_OF_DAY))
