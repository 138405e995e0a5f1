"""What stands between the network and the pages: headers, the names we answer to, log-in, and the refusal of other sites' forms.

The list is OWASP's (Secure Headers, CSRF Prevention, Session Management cheat sheets): each line of it has a test.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlsplit

from fastapi import HTTPException, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.web.sessions import COOKIE, Session, Sessions

#: No script or style but our own files; nothing from elsewhere; in nobody's frame.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "cache-control": "no-store",
}
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
#: Names of this machine; another name that leads here is another site's (DNS rebinding).
OWN_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
#: What is shown to whoever has not logged in.
OPEN_PATHS = ("/login", "/static/", "/favicon.ico", "/favicon.svg")
#: The form field and the header that carry a form token.
FIELD, HEADER = "csrf", "x-csrf-token"


class Guard:
    """Middleware: checks every request, marks every answer.

    An answer that sets one of `HEADERS` itself keeps its own (the frame of an archived original has a policy of its own).
    It puts ``session`` (`dateline.web.sessions.Session`) and ``machine`` (whether it is no browser's request) into the request's state.

    Args:
        app: what is guarded.
        sessions: who is logged in.
        hosts: further names the application is reached by; ``*`` for any, which only a log-in makes safe.
    """

    def __init__(self, app: ASGIApp, sessions: Sessions, hosts: Iterable[str] = ()) -> None:
        self.app = app
        self.sessions = sessions
        self.hosts = OWN_NAMES | set(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Turn a request away, or hand it on and mark its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        session = self.sessions.find(cookie_parser(headers.get("cookie", "")).get(COOKIE))
        machine = self._shows_token(headers) or (session is None and not _from_browser(headers))
        fresh = None
        if session is None:
            # Machines are given none: nothing they send is trusted for being sent by them.
            session = fresh = Session("", False) if machine else self.sessions.begin()
        refusal = self._refusal(scope, headers, session, machine)
        scope.setdefault("state", {}).update(session=session, machine=machine)

        async def mark(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    answer.setdefault(name, value)
                if fresh is not None and fresh.key and COOKIE not in "".join(answer.getlist("set-cookie")):
                    answer.append("set-cookie", cookie_of(fresh, secure=scope["scheme"] == "https"))
            await send(message)

        await (refusal or self.app)(scope, receive, mark)

    def _refusal(self, scope: Scope, headers: Headers, session: Session, machine: bool) -> Response | None:
        """Return why a request is turned away, or ``None``."""
        refused = _problem if scope["path"].startswith("/api/") else PlainTextResponse
        if not self._is_own_name(headers.get("host", "")):
            return refused(
                f"This server does not answer to the name {headers.get('host', '')!r}. Use http://127.0.0.1 with its port, "
                "or start it with --allow-host NAME.\n", 421,
            )  # fmt: skip
        if scope["method"] not in SAFE and not _same_origin(headers):
            return refused("This form was sent from another site, and was not carried out.\n", 403)
        path = scope["path"]
        let_in = session.logged_in or not self.sessions.needs_token or self._shows_token(headers)
        if let_in or path.startswith(OPEN_PATHS):
            return None
        if machine or path.startswith("/api/"):
            return refused(
                "A token is needed: send the header `Authorization: Bearer TOKEN`.\n", 401, {"www-authenticate": 'Bearer realm="dateline"'}
            )
        target = path + (f"?{scope['query_string'].decode('ascii', 'replace')}" if scope["query_string"] else "")
        return RedirectResponse(f"/login?next={quote(target, safe='')}", 303)

    def _shows_token(self, headers: Headers) -> bool:
        kind, _, shown = headers.get("authorization", "").partition(" ")
        return kind.casefold() == "bearer" and self.sessions.is_token(shown.strip())

    def _is_own_name(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname
        except ValueError:
            return False
        return "*" in self.hosts or name in self.hosts


def _problem(words: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
    """Return a refusal as programs read it (RFC 9457)."""
    title = {401: "Not logged in", 403: "Not carried out", 421: "Another name"}.get(status, "Refused")
    body = {"type": "about:blank", "title": title, "status": status, "detail": words.strip()}
    return JSONResponse(body, status, dict(headers or {}), "application/problem+json")


def cookie_of(session: Session, *, secure: bool) -> str:
    """Return the header that gives a browser its session."""
    return f"{COOKIE}={session.key}; Path=/; HttpOnly; SameSite=Strict" + ("; Secure" if secure else "")


def _from_browser(headers: Headers) -> bool:
    """Return whether a request has a mark that every browser leaves and no other site's page can take away."""
    return any(name in headers for name in ("origin", "sec-fetch-site", "sec-fetch-mode", "cookie")) or "text/html" in headers.get(
        "accept", ""
    )


def _same_origin(headers: Headers) -> bool:
    """Return whether a request comes from our own pages, or from no page at all (Fetch Metadata, then Origin)."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


async def form_checked(request: Request) -> None:
    """Refuse a form that does not carry the token of its own session: a dependency of every page's route.

    Raises:
        HTTPException: 403, with the way out.
    """
    if request.method in SAFE or request.state.machine:
        return
    sessions: Sessions = request.app.state.site.sessions
    shown = request.headers.get(HEADER)
    if shown is None and request.headers.get("content-type", "").startswith(("application/x-www-form-urlencoded", "multipart/form-data")):
        value = (await request.form()).get(FIELD)
        shown = value if isinstance(value, str) else None
    if shown is None or not sessions.is_form_token(request.state.session, shown):
        raise HTTPException(403, "The form is out of date, or came from elsewhere. Load the page again and send it once more.")


def local_path(target: str | None, *, otherwise: str = "/") -> str:
    """Return a path of our own to go on to: never another site's address (OWASP, unvalidated redirects).

    >>> local_path("/incidents/1?x=2"), local_path("//evil.example"), local_path("https://evil.example"), local_path("/\\\\evil.example")
    ('/incidents/1?x=2', '/', '/', '/')
    """
    if target is None or not target.startswith("/") or target.startswith("//") or "\\" in target:
        return otherwise
    if any(ord(character) < 32 or ord(character) == 127 for character in target):
        return otherwise
    parts = urlsplit(target)
    return target if not parts.scheme and not parts.netloc else otherwise
