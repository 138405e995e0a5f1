"""The ledger's tables. Everything but `incidents`, `state` and `visits` is only ever appended to."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text, UniqueConstraint

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

#: `digest` is the SHA-256 of `json`, so that `verify` sees a changed row; `raw_kept` says whether the source's bytes are in the archive.
articles = Table(
    "articles",
    metadata,
    Column("id", String, primary_key=True),
    Column("json", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("raw_sha256", String(64), nullable=False),
    Column("raw_kept", Boolean, nullable=False),
    Column("added_at", String, nullable=False),
)

#: `extractor` is the version of Dateline that drew the claim; `position` its place among the claims of its article.
claims = Table(
    "claims",
    metadata,
    Column("id", String, primary_key=True),
    Column("article_id", String, ForeignKey(articles.c.id), nullable=False),
    Column("position", Integer, nullable=False),
    Column("json", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("extractor", String, nullable=False),
    Index("ix_claims_article_id", "article_id", "position"),
)

#: Every item that was offered, with what became of it: ``stored``, ``duplicate`` or ``refused`` (with the reason; without `sha256`
#: where its bytes could not be had).
sources = Table(
    "sources",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("origin", String, nullable=False),
    Column("sha256", String(64), nullable=True),
    Column("outcome", String, nullable=False),
    Column("reason", Text, nullable=True),
    Column("article_id", String, ForeignKey(articles.c.id), nullable=True),
    Column("added_at", String, nullable=False),
    UniqueConstraint("origin", "sha256", "outcome"),
    Index("ix_sources_sha256", "sha256"),
    Index("ix_sources_article_id", "article_id"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("json", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("added_at", String, nullable=False),
)

#: Derived: dropped and written anew whenever the claims or judgements under it have changed. `summary` is the incident on one line.
incidents = Table(
    "incidents",
    metadata,
    Column("id", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("json", Text, nullable=False),
    Column("summary", Text, nullable=False, server_default=""),
    Index("ix_incidents_position", "position"),
)

#: `input` counts the changes to articles, claims and judgements; `incidents` is the count that `incidents` was derived
#: at, and `incidents_by` the version of Dateline that derived it.
state = Table("state", metadata, Column("name", String, primary_key=True), Column("value", String, nullable=False))

#: What is remembered of an address that was asked; the latest visit replaces the one before.
visits = Table(
    "visits",
    metadata,
    Column("url", String, primary_key=True),
    Column("at", String, nullable=False),
    Column("sha256", String(64), nullable=True),
    Column("etag", String, nullable=True),
    Column("modified", String, nullable=True),
    Column("mark", String, nullable=True),
)

APPEND_ONLY = (articles, claims, sources, judgements)
