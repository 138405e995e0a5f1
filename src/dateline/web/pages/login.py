"""Log in with the token, and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from dateline.web.rendering import render
from dateline.web.security import cookie_of, local_path
from dateline.web.site import Site, site_of

router = APIRouter()


@router.get("/login")
def form(request: Request, next: str = "/") -> Response:
    """Ask for the token."""
    return render(request, "login.html", {"next": local_path(next), "wrong": False})


@router.post("/login")
def log_in(request: Request, site: Annotated[Site, Depends(site_of)], token: Annotated[str, Form()] = "",
           next: Annotated[str, Form()] = "/") -> Response:  # fmt: skip
    """Let in whoever shows the token, under a new session."""
    if not site.sessions.is_token(token.strip()):
        return render(request, "login.html", {"next": local_path(next), "wrong": True}, status=403)
    site.sessions.end(request.state.session)
    session = site.sessions.begin(logged_in=True)
    answer = RedirectResponse(local_path(next), 303)
    answer.headers.append("set-cookie", cookie_of(session, secure=request.url.scheme == "https"))
    return answer


@router.post("/logout")
def log_out(request: Request, site: Annotated[Site, Depends(site_of)]) -> Response:
    """Forget the session."""
    site.sessions.end(request.state.session)
    return RedirectResponse("/login" if site.sessions.needs_token else "/", 303)
