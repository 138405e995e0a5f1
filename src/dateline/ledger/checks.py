"""Check a ledger: stored hashes, the archive's bytes, spans against their texts, references, and whether the incidents are up to date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass

from sqlalchemy import Connection, select
from sqlalchemy.exc import DatabaseError

from dateline.errors import LedgerDamaged
from dateline.ledger import derived
from dateline.ledger.archive import Archive
from dateline.ledger.rows import digest, read_incidents, read_row
from dateline.ledger.tables import articles, claims, judgements, sources
from dateline.records import Article, Claim, Span
from dateline.serial import article_from_json, claim_from_json, judgement_from_json


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with one record; what is `pending` is not wrong: a stopped run left it to be done, or to be used."""

    kind: str
    id: str
    what: str
    pending: bool = False

    def __str__(self) -> str:
        return f"{self.kind} {self.id}: {self.what}"


def verify(connection: Connection, archive: Archive) -> list[Problem]:
    """Return everything that is wrong, in the order archive, article, claim, judgement, incident."""
    if connection.dialect.name == "sqlite":
        with archive.engine.connect() as beside:
            broken = [problem for opened in (connection, beside) for problem in _file(opened)]
        if broken:
            return broken
    kept, problems = _archive(connection, archive)
    problems += _articles(connection, kept, archive.name)
    problems += _judgements(connection)
    problems += _incidents(connection)
    return problems


def _file(connection: Connection) -> Iterator[Problem]:
    try:
        said = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one())
    except DatabaseError as error:
        said = str(error.orig)
    if said != "ok":
        yield Problem("file", str(connection.engine.url.database), f"SQLite finds: {said}; restore a copy")


def _archive(connection: Connection, archive: Archive) -> tuple[dict[str, str | None], list[Problem]]:
    """Check all bytes that are kept; return what is wrong with each by its SHA-256, and the problems that are no article's."""
    kept = dict(archive.check())
    read = set(connection.execute(select(articles.c.raw_sha256).where(articles.c.raw_kept)).scalars())
    named = set(connection.execute(select(sources.c.sha256)).scalars()) | read
    problems = [Problem("archive", key[:16], what) for key, what in kept.items() if what is not None and key not in read]
    left = sum(key not in named for key in kept)
    if left:
        what = f"{left:,} {'document' if left == 1 else 'documents'} that no source names; left by a stopped run, used when it goes on"
        problems.append(Problem("archive", archive.name, what, pending=True))
    return kept, problems


def _articles(connection: Connection, kept: Mapping[str, str | None], archive: str) -> Iterator[Problem]:
    """Check one article and its claims at a time, so that memory does not grow with the ledger."""
    for article_id in connection.execute(select(articles.c.id).order_by(articles.c.id)).scalars().all():
        row = connection.execute(select(articles).where(articles.c.id == article_id)).one()
        if digest(row.json) != row.digest:
            yield Problem("article", article_id, "its stored hash is another: the row was changed after it was stored")
        if row.raw_kept:
            wrong = kept.get(row.raw_sha256, f"the bytes it was read from are not in {archive}; restore a copy of the archive")
            if wrong is not None:
                yield Problem("article", article_id, wrong)
        try:
            article = read_row("article", article_id, row.json, article_from_json)
        except LedgerDamaged as error:
            yield Problem("article", article_id, str(error))
            continue
        if article.id != article_id:
            yield Problem("article", article_id, f"the row holds the article {article.id}")
        for what in _blocks(article):
            yield Problem("article", article_id, what)
        for found in connection.execute(select(claims).where(claims.c.article_id == article_id).order_by(claims.c.position)):
            if digest(found.json) != found.digest:
                yield Problem("claim", found.id, "its stored hash is another: the row was changed after it was stored")
            try:
                claim = read_row("claim", found.id, found.json, claim_from_json)
            except LedgerDamaged as error:
                yield Problem("claim", found.id, str(error))
                continue
            for what in _claim(claim, article, found.id):
                yield Problem("claim", found.id, what)


def _blocks(article: Article) -> Iterator[str]:
    size = len(article.text)
    at = 0
    for block in article.blocks:
        if not at <= block.start <= block.end <= size:
            yield f"its {block.kind} at {block.start}-{block.end} does not lie in a text of {size} characters after the block before"
        at = block.end
    for start, _, length in article.source_map:
        if not 0 <= start <= start + length <= size:
            yield f"its source map names {start}-{start + length} in a text of {size} characters"


def _claim(claim: Claim, article: Article, key: str) -> Iterator[str]:
    if claim.id != key or claim.article_id != article.id:
        yield f"the row holds claim {claim.id} of article {claim.article_id}"
    for span in spans_of(claim):
        found = article.text[span.start : span.end]
        if found != span.quote:
            yield f"the text at {span.start}-{span.end} is {found[:60]!r}, and the claim quotes {span.quote[:60]!r}"


def spans_of(record: object) -> Iterator[Span]:
    """Yield every span of a record, at any depth, in the order of the fields."""
    if isinstance(record, Span):
        yield record
    elif isinstance(record, tuple):
        for item in record:
            yield from spans_of(item)
    elif is_dataclass(record):
        for field in fields(record):
            yield from spans_of(getattr(record, field.name))


def _judgements(connection: Connection) -> Iterator[Problem]:
    for row in connection.execute(select(judgements).order_by(judgements.c.number)):
        if digest(row.json) != row.digest:
            yield Problem("judgement", row.id, "its stored hash is another: the row was changed after it was stored")
        try:
            read_row("judgement", row.id, row.json, judgement_from_json)
        except LedgerDamaged as error:
            yield Problem("judgement", row.id, str(error))


def _incidents(connection: Connection) -> Iterator[Problem]:
    if derived.is_stale(connection):
        yield Problem(
            "incidents",
            "all",
            "claims were added since they were derived; the next command that lists them derives them anew",
            pending=True,
        )
        return
    known = set(connection.execute(select(claims.c.id)).scalars())
    try:
        found = read_incidents(connection)
    except LedgerDamaged as error:
        yield Problem("incidents", "all", f"{error}; `dateline rebuild` derives them anew")
        return
    for incident in found:
        for claim_id in incident.claim_ids:
            if claim_id not in known:
                yield Problem("incident", incident.id, f"it rests on claim {claim_id}, which is not there; `dateline rebuild`")
