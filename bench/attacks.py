"""Produce one record of each article's primary incident (HRDsAttack), in the layout its scorer reads."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench._documents import as_article
from dateline.claims.context import Context, read_context
from dateline.claims.extract import claims_in
from dateline.claims.incident import primary_incident
from dateline.records import Article, Block, BlockKind, Claim


def predict(data_dir: Path, *, rules_alone: bool = False) -> Iterator[dict[str, Any]]:
    """Yield one line an article of ``docs.jsonl``: its id and its record. Gold is not read."""
    with (data_dir / "docs.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            article = titled(document["id"], document.get("title") or "", document["text"], document.get("published"))
            context = read_context(article, reader=not rules_alone)
            yield {"id": document["id"], **record(context, claims_in(context))}


def titled(name: str, title: str, text: str, published: str | None) -> Article:
    """Put a headline over a text as a block of its own."""
    if not title.strip():
        return as_article(name, text, published)
    article = as_article(name, f"{' '.join(title.split())}\n{text}", published)
    first, *others = article.blocks
    return replace(article, title=title, blocks=(Block(BlockKind.TITLE, first.start, first.end), *others))


def record(context: Context, claims: Sequence[Claim]) -> dict[str, Any]:
    """Return an article's primary incident in the corpus's words."""
    found = primary_incident(context, claims)
    return {
        "violation_types": list(found.violations),
        "perpetrator_mention": found.perpetrator_told,
        "perpetrator_type": found.perpetrator,
        "victims": [{"name": victim.name} for victim in found.victims],
        "city": found.city,
        "country": found.country,
        "year": found.year,
        "month": found.month,
        "day": found.day,
    }
