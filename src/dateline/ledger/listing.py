"""One line an article: what a list needs, without its text and claims."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, or_, select

from dateline.ledger.rows import read_row
from dateline.ledger.tables import articles, claims
from dateline.serial import article_from_json


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """An article on one line: `published` is ISO or ``None``, `added_at` when it was stored (ISO 8601, UTC), `claims` how many it has."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    language: str | None
    added_at: str
    claims: int


def article_lines(connection: Connection, *, words: str | None = None, offset: int = 0, limit: int = 50) -> tuple[int, list[ArticleLine]]:
    """Return how many articles there are, and some of them, those last added first.

    Args:
        connection: to an open ledger.
        words: only articles in which these words stand, in text, title or publisher; letters of both cases are alike in ASCII.
        offset: how many to leave out.
        limit: how many to return.
    """
    chosen = []
    if words:
        # Both dialects fold ASCII alone; what JSON escapes is found as it is written.
        chosen.append(or_(articles.c.json.icontains(words, autoescape=True), articles.c.id == words))
    number = connection.execute(select(func.count()).select_from(articles).where(*chosen)).scalar_one()
    query = select(articles).where(*chosen).order_by(articles.c.added_at.desc(), articles.c.id).offset(offset).limit(limit)
    rows = connection.execute(query).all()
    counted = (
        select(claims.c.article_id, func.count()).where(claims.c.article_id.in_([row.id for row in rows])).group_by(claims.c.article_id)
    )
    held = {row[0]: row[1] for row in connection.execute(counted)}
    found = []
    for row in rows:
        one = read_row("article", row.id, row.json, article_from_json)
        published = one.published.value if one.published else None
        found.append(ArticleLine(one.id, one.title, one.publisher, published, one.language, row.added_at, held.get(row.id, 0)))
    return number, found
