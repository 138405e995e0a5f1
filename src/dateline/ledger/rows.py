"""Rows to records and back: what a stored row holds, and what is said of it when it does not hold together."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, select

from dateline.errors import LedgerDamaged
from dateline.ledger.tables import articles, claims, incidents, judgements, sources
from dateline.records import Article, Claim, Incident, IncidentSummary, Judgement
from dateline.serial import (
    Json,
    MalformedRecord,
    article_from_json,
    claim_from_json,
    incident_from_json,
    judgement_from_json,
    loads,
    summary_from_text,
)

R = TypeVar("R")
#: Incidents read at a time where they are streamed.
PORTION = 500


class Outcome(StrEnum):
    """What became of a source."""

    STORED = "stored"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class SourceSeen:
    """An item that was offered to the ledger.

    `sha256` is of its bytes, ``None`` where they could not be had; `added_at` is ISO 8601 in UTC, `reason` why it was refused.
    """

    origin: str
    sha256: str | None
    outcome: Outcome
    reason: str | None
    article_id: str | None
    added_at: str


def digest(text: str) -> str:
    """Return the SHA-256 of a row's JSON."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_row(kind: str, key: str, text: str, read: Callable[[Json], R]) -> R:
    """Read a row's JSON as a record.

    Raises:
        LedgerDamaged: if it is not one.
    """
    try:
        return read(loads(text))
    except MalformedRecord as error:
        raise LedgerDamaged(f"{kind} {key} cannot be read: {error}; run `dateline verify`, and restore a copy") from error


def read_articles(connection: Connection, ids: Sequence[str] | None = None) -> list[Article]:
    """Return articles by id, all of them or those named."""
    query = select(articles.c.id, articles.c.json).order_by(articles.c.id)
    if ids is not None:
        query = query.where(articles.c.id.in_(ids))
    return [read_row("article", row.id, row.json, article_from_json) for row in connection.execute(query)]


def read_claims(connection: Connection, *, article_id: str | None = None, ids: Sequence[str] | None = None) -> list[Claim]:
    """Return claims in the order of their articles and of their places in them."""
    query = select(claims.c.id, claims.c.json).order_by(claims.c.article_id, claims.c.position)
    if article_id is not None:
        query = query.where(claims.c.article_id == article_id)
    if ids is not None:
        query = query.where(claims.c.id.in_(ids))
    return [read_row("claim", row.id, row.json, claim_from_json) for row in connection.execute(query)]


def read_incidents(connection: Connection) -> list[Incident]:
    """Return the stored incidents in the order they were derived in."""
    rows = connection.execute(select(incidents.c.id, incidents.c.json).order_by(incidents.c.position))
    return [read_row("incident", row.id, row.json, incident_from_json) for row in rows]


def read_incident(connection: Connection, incident_id: str) -> Incident | None:
    """Return one stored incident, ``None`` where there is none of this id."""
    row = connection.execute(select(incidents.c.json).where(incidents.c.id == incident_id)).first()
    return None if row is None else read_row("incident", incident_id, row.json, incident_from_json)


def stream_incidents(connection: Connection) -> Iterator[Incident]:
    """Yield the stored incidents in their order, a portion at a time, so that memory does not grow with them."""
    at = -1
    while True:
        query = select(incidents.c.id, incidents.c.position, incidents.c.json).where(incidents.c.position > at)
        portion = connection.execute(query.order_by(incidents.c.position).limit(PORTION)).all()
        for row in portion:
            yield read_row("incident", row.id, row.json, incident_from_json)
        if len(portion) < PORTION:
            return
        at = portion[-1].position


def read_summaries(connection: Connection) -> list[IncidentSummary]:
    """Return the stored incidents on one line each, in their order."""
    try:
        return [
            summary_from_text(text) for text in connection.execute(select(incidents.c.summary).order_by(incidents.c.position)).scalars()
        ]
    except MalformedRecord as error:
        raise LedgerDamaged(f"the incidents cannot be read: {error}; run `dateline rebuild`") from error


def read_judgements(connection: Connection) -> list[Judgement]:
    """Return human decisions in the order they were made."""
    rows = connection.execute(select(judgements.c.id, judgements.c.json).order_by(judgements.c.number))
    return [read_row("judgement", row.id, row.json, judgement_from_json) for row in rows]


def read_source(row: Row[Any]) -> SourceSeen:
    """Return a row of `sources` as a record."""
    return SourceSeen(row.origin, row.sha256, Outcome(row.outcome), row.reason, row.article_id, row.added_at)


def ids_with_prefix(connection: Connection, prefix: str, *, limit: int) -> list[tuple[str, str]]:
    """Return ``(kind, id)`` of at most `limit` records of each kind whose id begins with `prefix`."""
    found: list[tuple[str, str]] = []
    for kind, table in (("article", articles), ("claim", claims), ("incident", incidents), ("judgement", judgements)):
        query = select(table.c.id).where(table.c.id.startswith(prefix, autoescape=True)).order_by(table.c.id).limit(limit)
        found += [(kind, key) for key in connection.execute(query).scalars()]
    return found


def sources_of(connection: Connection, article_id: str) -> list[SourceSeen]:
    """Return every source that gave an article, in the order they were offered."""
    query = select(sources).where(sources.c.article_id == article_id).order_by(sources.c.number)
    return [read_source(row) for row in connection.execute(query)]
