"""Gather articles into incidents (tasks `links/gva` and `links/ecbplus`), in the layout their scorer reads."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench._documents import as_article
from dateline import extract_claims
from dateline.incidents import reconcile
from dateline.incidents.topics import gather_articles, topical_account
from dateline.records import Article, Claim, Incident, Measure
from dateline.serial import article_from_json, article_to_json, claim_from_json, claim_to_json, dumps

#: The figures that the scorer compares, by their name there.
FIGURES = {"killed": Measure.KILLED, "injured": Measure.INJURED}


def predict(data_dir: Path, *, keep: Path | None = None) -> Iterator[dict[str, Any]]:
    """Yield one line a happening: its articles, and how many were killed and injured. Gold is not read.

    Args:
        data_dir: folder with ``docs.jsonl``.
        keep: folder in which the claims read are kept, in ``extracted.jsonl``, and found again by the next run.
    """
    read = {article.id: (article, claims) for article, claims in _read(data_dir, keep)}
    accounts = {name: topical_account(article, claims) for name, (article, claims) in read.items()}
    for number, names in enumerate(gather_articles(accounts)):
        claims = [claim for name in names for claim in read[name][1]]
        incidents = reconcile(claims, articles={name: read[name][0] for name in names})
        yield {"incident": f"i{number}", "docs": names, **_figures(incidents, claims)}


def _read(data_dir: Path, keep: Path | None) -> Iterator[tuple[Article, list[Claim]]]:
    kept = keep / "extracted.jsonl" if keep else None
    if kept is not None and kept.is_file():
        with kept.open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield article_from_json(row["article"]), [claim_from_json(claim) for claim in row["claims"]]
        return
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
    out = kept.open("w", encoding="utf-8") if kept else None
    try:
        with (data_dir / "docs.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                text = f"{row['title']}\n\n{row['text']}" if row.get("title") else row["text"]
                article = as_article(row["id"], text, row.get("published"))
                claims = extract_claims(article)
                if out is not None:
                    out.write(
                        dumps({"id": row["id"], "article": article_to_json(article), "claims": [claim_to_json(c) for c in claims]}) + "\n"
                    )
                yield article, claims
    finally:
        if out is not None:
            out.close()


def _figures(incidents: Sequence[Incident], claims: Sequence[Claim]) -> dict[str, int]:
    """Return the best figures of the happening that most articles tell of, nobody where it has none."""
    article_of = {claim.id: claim.article_id for claim in claims}
    lead = {name: min((c.evidence.start for c in claims if c.article_id == name), default=0) for name in set(article_of.values())}
    start = {claim.id: claim.evidence.start for claim in claims}

    def weight(incident: Incident) -> tuple[int, int, int]:
        tellers = Counter(article_of[claim_id] for claim_id in incident.claim_ids)
        first = min(start[claim_id] - lead[article_of[claim_id]] for claim_id in incident.claim_ids)
        harmed = any(toll.measure in FIGURES.values() for toll in incident.tolls)
        return int(harmed), len(tellers), -first

    main = max(incidents, key=weight, default=None)
    tolls = {toll.measure: toll.best for toll in main.tolls} if main else {}
    return {name: tolls.get(measure, 0) for name, measure in FIGURES.items()}
