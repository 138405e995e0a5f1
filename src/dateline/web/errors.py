"""What people are told when something went wrong: one table for pages and for the interface to programs."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from dateline.errors import DatelineError, LedgerBusy, LedgerDamaged, LedgerFull, UnknownPolicy, UnknownRecord
from dateline.web.filters import BadFilter
from dateline.web.rendering import render

#: Where the interface for programs is.
API = "/api/"
LOG = logging.getLogger("dateline.web")


@dataclass(frozen=True, slots=True)
class Problem:
    """An error as HTTP says it: status code, a title for the kind of error, the detail for this one."""

    status: int
    title: str
    detail: str


#: The first that an error is an instance of says its status and title; its own words are the detail.
TABLE: tuple[tuple[type[Exception], int, str], ...] = (
    (UnknownRecord, 404, "Not in this ledger"),
    (UnknownPolicy, 422, "There is no such policy"),
    (BadFilter, 422, "A filter cannot be read"),
    (LedgerBusy, 503, "The ledger is busy"),
    (LedgerFull, 507, "The disk is full"),
    (LedgerDamaged, 500, "The ledger is damaged"),
    (DatelineError, 422, "Dateline refused"),
)
TITLES = {
    403: "Not carried out", 404: "No such page", 405: "Not possible here", 409: "It has changed meanwhile", 413: "Too large",
    415: "This kind of content is not read", 422: "It cannot be read", 428: "A condition is missing",
}  # fmt: skip
DETAILS = {
    404: "Nothing is kept under this address. The overview lists every incident.",
    405: "This address does not take this kind of request.",
}


def problem_of(error: Exception) -> Problem:
    """Return how an error is told; one that is not expected is told without its inside."""
    for kind, status, title in TABLE:
        if isinstance(error, kind):
            return Problem(status, title, str(error))
    if isinstance(error, RequestValidationError):
        said = "; ".join(f"{'.'.join(str(part) for part in one['loc'][1:])}: {one['msg']}" for one in error.errors())
        return Problem(422, TITLES[422], said)
    if isinstance(error, HTTPException):
        title = TITLES.get(error.status_code, "Not possible")
        plain = error.detail if error.detail not in ("Not Found", "Method Not Allowed") else DETAILS.get(error.status_code, error.detail)
        return Problem(error.status_code, title, str(plain))
    return Problem(
        500, "Dateline failed", "This is a fault in the program. Nothing in the ledger was changed; the server's log has the details."
    )


def error_page(request: Request, error: Exception) -> Response:
    """Return an error's page; for programs the problem as JSON (RFC 9457)."""
    problem = problem_of(error)
    headers = getattr(error, "headers", None)
    if request.url.path.startswith(API):
        body = {"type": "about:blank", "title": problem.title, "status": problem.status, "detail": problem.detail}
        return JSONResponse(body, problem.status, headers, "application/problem+json")
    return render(request, "error.html", {"problem": problem}, status=problem.status, headers=headers)


def handle_errors(app: FastAPI) -> None:
    """Give every error its page."""

    def told(request: Request, error: Exception) -> Response:
        return error_page(request, error)

    def failed(request: Request, error: Exception) -> Response:
        LOG.error("%s %s failed", request.method, request.url.path, exc_info=error)
        return error_page(request, error)

    for kind in (DatelineError, BadFilter, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, told)
    app.add_exception_handler(Exception, failed)
