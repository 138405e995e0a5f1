"""Lines of JSON: one reading, one incident or one judgement a line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.records import SCHEMA, Article, Claim, Incident, Judgement
from dateline.serial.articles import article_from_json, article_to_json
from dateline.serial.claims import claim_from_json, claim_to_json
from dateline.serial.fields import Json, MalformedRecord, records, text, value
from dateline.serial.incidents import incident_from_json, incident_to_json, judgement_to_json


@dataclass(frozen=True, slots=True)
class Reading:
    """One article with what was drawn from it alone."""

    article: Article
    claims: tuple[Claim, ...]
    incidents: tuple[Incident, ...] = ()


def reading_to_json(article: Article, claims: Sequence[Claim], incidents: Sequence[Incident] | None = None) -> Json:
    """Return the object that ``read --format jsonl`` prints for one article.

    Args:
        article: the article.
        claims: its claims in the order they stand in it.
        incidents: what the claims of this article alone add up to; ``None`` leaves the field out (an export has the
            incidents of the whole ledger on lines of their own).
    """
    line: Json = {"schema": SCHEMA, "article": article_to_json(article), "claims": [claim_to_json(claim) for claim in claims]}
    if incidents is not None:
        line["incidents"] = [incident_to_json(incident) for incident in incidents]
    return line


def reading_from_json(obj: Json) -> Reading:
    """Read the object of one article back.

    Raises:
        MalformedRecord: if the schema is another, or a field is missing or of the wrong type.
    """
    schema = text(obj, "schema")
    if schema != SCHEMA:
        raise MalformedRecord(f"the schema is {schema!r}; this program reads {SCHEMA!r}")
    article = article_from_json(value(obj, "article"))
    return Reading(article, records(obj, "claims", claim_from_json), records(obj, "incidents", incident_from_json))


def incident_line(incident: Incident) -> Json:
    """Return the object that an export prints for one incident of the whole ledger."""
    return {"schema": SCHEMA, "incident": incident_to_json(incident)}


def judgement_line(judgement: Judgement) -> Json:
    """Return the object that an export prints for one human decision."""
    return {"schema": SCHEMA, "judgement": judgement_to_json(judgement)}


def dumps(obj: Json) -> str:
    """Write one object on one line, as UTF-8 text, with the fields in the order they were put."""
    return json.dumps(obj, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def loads(line: str) -> Json:
    """Read one object from one line.

    Raises:
        MalformedRecord: if the line is no JSON object.
    """
    try:
        obj = json.loads(line)
    except json.JSONDecodeError as error:
        raise MalformedRecord(f"no JSON at character {error.pos}: {error.msg}") from error
    if not isinstance(obj, dict):
        raise MalformedRecord(f"expected a JSON object, got a {type(obj).__name__}")
    return obj
