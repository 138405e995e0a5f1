"""Articles as JSON, in the form of ``dateline/1``."""

from __future__ import annotations

from typing import Any

from dateline.records import Article, Block, BlockKind, Dateline, Published
from dateline.serial.fields import (
    Json,
    MalformedRecord,
    integer,
    integer_or_none,
    member,
    record,
    records,
    text,
    text_or_none,
    texts,
    value,
)


def article_to_json(article: Article) -> Json:
    """Return an article as a JSON object with its fields in a fixed order."""
    dateline = article.dateline
    return {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "publisher": article.publisher,
        "agencies": list(article.agencies),
        "byline": article.byline,
        "language": article.language,
        "published": None if article.published is None else _published_to_json(article.published),
        "updated": None if article.updated is None else _published_to_json(article.updated),
        "dates": [_published_to_json(date) for date in article.dates],
        "dateline": None if dateline is None else {"place": dateline.place, "date": dateline.date},
        "lineage": article.lineage,
        "text": article.text,
        "blocks": [_block_to_json(block) for block in article.blocks],
        "source_map": [list(run) for run in article.source_map],
        "notes": list(article.notes),
    }


def article_from_json(obj: Json) -> Article:
    """Read an article back.

    Raises:
        MalformedRecord: if a field is missing or of the wrong type.
    """
    return Article(
        id=text(obj, "id"),
        title=text_or_none(obj, "title"),
        text=text(obj, "text"),
        blocks=records(obj, "blocks", _block_from_json),
        source_map=tuple(_run(run) for run in value(obj, "source_map")),
        url=text_or_none(obj, "url"),
        publisher=text_or_none(obj, "publisher"),
        agencies=texts(obj, "agencies"),
        byline=text_or_none(obj, "byline"),
        dateline=record(obj, "dateline", lambda found: Dateline(text_or_none(found, "place"), text_or_none(found, "date"))),
        published=record(obj, "published", _published_from_json),
        updated=record(obj, "updated", _published_from_json) if "updated" in obj else None,
        dates=records(obj, "dates", _published_from_json) if "dates" in obj else (),
        language=text_or_none(obj, "language"),
        lineage=text_or_none(obj, "lineage"),
        notes=texts(obj, "notes"),
    )


def _published_to_json(published: Published) -> Json:
    return {
        "value": published.value,
        "precision": published.precision,
        "basis": published.basis,
        "quote": published.quote,
        "source_start": published.source_start,
        "kind": published.kind,
    }


def _published_from_json(obj: Json) -> Published:
    return Published(
        value=text(obj, "value"),
        precision=text(obj, "precision"),
        basis=text(obj, "basis"),
        quote=text_or_none(obj, "quote"),
        source_start=integer_or_none(obj, "source_start"),
        # Records of before there was more than one kind have none.
        kind=text(obj, "kind") if "kind" in obj else "published",
    )


def _block_to_json(block: Block) -> Json:
    return {
        "kind": block.kind.value,
        "start": block.start,
        "end": block.end,
        "credit": block.credit,
        "date": block.date,
        "place": block.place,
    }


def _block_from_json(obj: Json) -> Block:
    return Block(
        kind=member(obj, "kind", BlockKind),
        start=integer(obj, "start"),
        end=integer(obj, "end"),
        credit=text_or_none(obj, "credit"),
        date=text_or_none(obj, "date"),
        place=text_or_none(obj, "place"),
    )


def _run(run: Any) -> tuple[int, int, int]:
    if not isinstance(run, list) or len(run) != 3 or not all(type(n) is int for n in run):
        raise MalformedRecord(f"'source_map' holds {run!r}; each run must be [text_start, source_start, length]")
    return run[0], run[1], run[2]
