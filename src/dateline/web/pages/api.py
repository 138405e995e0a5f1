"""The ledger for programs: what the pages show, as JSON under ``/api/v1``; its objects are those of ``docs/schema/dateline-1.json``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field

from dateline import __version__
from dateline.errors import UnknownRecord
from dateline.incidents import in_place, reasons_of
from dateline.incidents.judgements import problem_of
from dateline.incidents.tables import policies
from dateline.records import Claim, Judgement
from dateline.serial import article_to_json, claim_to_json, displacement_line, incident_to_json, judgement_to_json
from dateline.views.export import mask_of, masked
from dateline.web.filters import Filters, filters_of
from dateline.web.site import Site, site_of


class Problem(BaseModel):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str


def _told(words: str) -> dict[str, Any]:
    """Return how an error is described."""
    return {"description": words, "content": {"application/problem+json": {"schema": Problem.model_json_schema()}}}


router = APIRouter(
    prefix="/api/v1",
    responses={
        304: {"description": "Not changed since it was asked for with this tag"},
        400: _told("The body is no text"),
        401: _told("A token is needed"),
        403: _told("Sent from another site, or without the form's token"),
        404: _told("Not in this ledger"),
        422: _told("A value cannot be read; the detail names it and the way out"),
        503: _told("The ledger is busy"),
    },
)

#: Records in one answer: how many if nobody says, and at most.
LIMIT, MOST = 100, 500

SiteOf = Annotated[Site, Depends(site_of)]
Limit = Annotated[int, Query(ge=1, le=MOST, description="Records in one answer.")]
Cursor = Annotated[str | None, Query(pattern="^[0-9]{1,18}$", description="`next` of the answer before.")]
Policy = Annotated[str, Query(json_schema_extra={"enum": sorted(policies())}, description="As `dateline incidents --tolls`.")]
Json = dict[str, Any]


class Part(BaseModel):
    """Some of a list: its records, how many there are in all, and the cursor of the next answer, null at the end."""

    items: list[dict[str, Any]]
    total: int
    next: str | None


class Decision(BaseModel):
    """A judgement to be appended. `subjects` are ids of claims or incidents; `field` and `value` belong to an edit."""

    reviewer: str = Field(min_length=1, max_length=200, pattern=r"\S")
    verdict: str = Field(max_length=40)
    subjects: list[str] = Field(min_length=1, max_length=200)
    field: str | None = Field(None, min_length=1, max_length=40)
    value: str | None = Field(None, max_length=200)
    reason: str | None = Field(None, min_length=1, max_length=2000)


def _answer(request: Request, site: Site, body: Json, *, status: int = 200) -> Response:
    """Return JSON with a tag of the ledger's state; 304 without a body where the asker has it already."""
    text = json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    tag = f'"{site.snapshot().generation}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"'
    headers = {"etag": tag, "cache-control": "private, no-cache"}
    if _is_held(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(text.encode(), status, headers, "application/json")


def _fit(site: Site, body: Any, claims: Sequence[Claim]) -> Any:
    """Mask the names of private persons that the articles of claims give, unless the site shows them.

    A sentence may name somebody whom only another claim of its article tells to be a private person.
    """
    if site.profile != "public":
        return body
    names = mask_of([one for key in dict.fromkeys(claim.article_id for claim in claims) for one in site.ledger.claims(key)])
    return body if names is None else masked(body, names)


def _is_held(request: Request, tag: str) -> bool:
    """Return whether the asker has this state; tags are compared weakly (RFC 9110, 13.1.2), as a proxy that compresses makes them weak."""
    given = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    return request.method in ("GET", "HEAD") and tag in given


def _start(cursor: str | None) -> int:
    if cursor is None:
        return 0
    return int(cursor)


def _part(found: Sequence[Any], total: int, start: int, limit: int, of: Callable[[Any], Json]) -> Json:
    end = start + len(found)
    return {"items": [of(one) for one in found], "total": total, "next": str(end) if found and end < total else None}


@router.get("/health")
def health(request: Request, site: SiteOf) -> Response:
    """Tell that the server answers, its version and what the ledger holds."""
    return _answer(
        request, site, {"version": __version__, "schema": "dateline/1", "generation": site.ledger.generation(), **site.ledger.count()}
    )


@router.get("/incidents", response_model=Part)
def incidents(
    request: Request, site: SiteOf, filters: Annotated[Filters, Depends(filters_of)], limit: Limit = LIMIT, cursor: Cursor = None
) -> Response:  # fmt: skip
    """List incidents on one line each, in the ledger's order; the filters are those of the overview's address."""
    snapshot = site.snapshot()
    chosen = snapshot.select(filters).nonzero()[0]
    start = _start(cursor)
    found = [snapshot.summaries[int(row)] for row in chosen[start : start + limit]]
    return _answer(request, site, _part(found, len(chosen), start, limit, asdict))


@router.get("/incidents/{key}")
def incident(request: Request, key: str, site: SiteOf, policy: Policy = "dateline") -> Response:
    """Give an incident with its figures and their trace; `policy` as `dateline incidents --tolls`."""
    one = site.ledger.incident(key, policy=policy)
    return _answer(request, site, _fit(site, incident_to_json(one), _claims(site, one.claim_ids)))


@router.get("/incidents/{key}/claims", response_model=Part)
def claims_of(request: Request, key: str, site: SiteOf) -> Response:
    """List the claims that an incident rests on."""
    claims = _claims(site, site.ledger.incident(key).claim_ids)
    body = _part(claims, len(claims), 0, len(claims), claim_to_json)
    return _answer(request, site, _fit(site, body, claims))


@router.get("/incidents/{key}/history", response_model=Part)
def history(request: Request, key: str, site: SiteOf, policy: Policy = "dateline") -> Response:
    """List what changed in an incident as its articles were published."""
    claims = _claims(site, site.ledger.incident(key).claim_ids)
    found = site.ledger.history(key, policy=policy)
    return _answer(request, site, _fit(site, _part(found, len(found), 0, len(found), _listed), claims))


@router.get("/incidents/{key}/links", response_model=Part)
def links(request: Request, key: str, site: SiteOf) -> Response:
    """List how the accounts of an incident came together, comparison by comparison."""
    found = site.ledger.links(key)

    def told(link: Any) -> Json:
        against = [
            {"claim_id": account.strands[0].claim.id, "reasons": [asdict(reason) for reason in reasons_of(levels)]}
            for account, levels in zip(link.to, link.levels, strict=True)
        ]
        return {"claim_id": link.joined.strands[0].claim.id, "log_odds": link.log_odds, "against": against}

    return _answer(request, site, _part(found, len(found), 0, len(found), told))


@router.get("/articles", response_model=Part)
def articles(
    request: Request, site: SiteOf, q: Annotated[str, Query(max_length=200)] = "", limit: Limit = LIMIT, cursor: Cursor = None
) -> Response:  # fmt: skip
    """List articles on one line each, those last added first; of those that hold some words where asked for."""
    start = _start(cursor)
    total, found = site.ledger.article_lines(words=" ".join(q.split()) or None, offset=start, limit=limit)
    return _answer(request, site, _part(found, total, start, limit, lambda one: _fit(site, asdict(one), site.ledger.claims(one.id))))


@router.get("/articles/{key}")
def article(request: Request, key: str, site: SiteOf) -> Response:
    """Give an article with its claims."""
    claims = site.ledger.claims(key)
    body = {"article": article_to_json(site.ledger.article(key)), "claims": [claim_to_json(claim) for claim in claims]}
    return _answer(request, site, _fit(site, body, claims))


@router.get("/claims/{key}")
def claim(request: Request, key: str, site: SiteOf) -> Response:
    """Give one claim."""
    one = site.ledger.claim(key)
    return _answer(request, site, _fit(site, claim_to_json(one), site.ledger.claims(one.article_id)))


@router.get("/displacement", response_model=Part)
def displacement(request: Request, site: SiteOf, place: Annotated[str, Query(max_length=200)] = "") -> Response:
    """List the series of displacement, of all places or of one and what lies in it."""
    wanted = " ".join(place.split())
    found = in_place(site.displacement(), wanted) if wanted else site.displacement()
    told = [report.claim_id for one in found for point in one.points for report in point.reports]
    body = _part(found, len(found), 0, len(found), lambda one: displacement_line(one)["displacement"])
    return _answer(request, site, _fit(site, body, _claims(site, dict.fromkeys(told))))


@router.get("/sources")
def sources(request: Request, site: SiteOf) -> Response:
    """Give speakers and outlets with how often each is heard, alone and contradicted."""
    speakers, outlets = site.sources()
    return _answer(request, site, {"speakers": [_listed(one) for one in speakers], "outlets": [asdict(one) for one in outlets]})


@router.get("/judgements", response_model=Part)
def judgements(request: Request, site: SiteOf, limit: Limit = LIMIT, cursor: Cursor = None) -> Response:
    """List human decisions in the order in which they were made."""
    every, start = site.ledger.judgements(), _start(cursor)
    names = site.private_names()

    def told(one: Judgement) -> Json:
        body: Json = judgement_to_json(one)
        return body if names is None else {**body, "value": masked(body["value"], names), "reason": masked(body["reason"], names)}

    return _answer(request, site, _part(every[start : start + limit], len(every), start, limit, told))


@router.post("/judgements", status_code=201)
def judge(request: Request, decision: Decision, site: SiteOf) -> Response:
    """Append a human decision; the incidents show it at once. Nothing is ever overwritten."""
    for key in decision.subjects:
        kind, found = site.ledger.find(key)
        if found != key or kind not in ("claim", "incident"):
            raise UnknownRecord(f"{key!r} is the whole id of no claim and no incident; subjects are named in full")
    made = site.ledger.now()
    text = json.dumps([decision.model_dump(), made, len(site.ledger.judgements())], sort_keys=True, ensure_ascii=False)
    one = Judgement(
        hashlib.sha256(text.encode()).hexdigest()[:16], decision.reviewer, made, decision.verdict, tuple(decision.subjects),
        decision.field, decision.value, decision.reason,
    )  # fmt: skip
    if (wrong := problem_of(one)) is not None:
        raise HTTPException(422, wrong)
    site.ledger.judge(one)
    return _answer(request, site, judgement_to_json(one), status=201)


@router.get("/openapi.json", include_in_schema=False)
def description() -> JSONResponse:
    """Give the description of this interface (OpenAPI 3.1)."""
    from fastapi.openapi.utils import get_openapi

    told = get_openapi(
        title="Dateline", version=__version__, openapi_version="3.1.0", summary=__doc__.partition(":")[0], routes=router.routes
    )
    return JSONResponse(told)


def _claims(site: Site, ids: Any) -> list[Claim]:
    return [site.ledger.claim(key) for key in ids]


def _listed(one: Any) -> Json:
    """Return a record as JSON has it; a counter of names becomes a list of pairs, the most frequent first."""
    found: Json = asdict(one)
    if isinstance(found.get("by"), dict):
        found["by"] = [[name, number] for name, number in one.most]
    return found
