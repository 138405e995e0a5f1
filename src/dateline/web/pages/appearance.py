"""Light or dark, kept in a cookie, so that the switch works without script; and the icon."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from dateline.web.rendering import THEME, static_url
from dateline.web.security import local_path

router = APIRouter()
_YEAR = 365 * 24 * 3600


@router.post("/theme")
def switch(to: Annotated[Literal["light", "dark"], Form()], next: Annotated[str, Form()] = "/") -> Response:
    """Keep the choice and go back."""
    answer = RedirectResponse(local_path(next), 303)
    answer.set_cookie(THEME, to, max_age=_YEAR, httponly=True, samesite="strict")
    return answer


@router.get("/favicon.ico")
def icon() -> Response:
    """Lead browsers that ask by the old name to the icon."""
    return RedirectResponse(static_url("favicon.svg"), 301)
