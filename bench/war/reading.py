"""Print the reports as a table, let Dateline read it as it reads any table, and keep what it read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench.war.outlets import outlets
from bench.war.world import Incident
from bench.war.writing import Report, voices_told
from dateline import extract_claims
from dateline.articles import read_articles
from dateline.incidents import printings, reconcile
from dateline.records import Article, Claim, Descent, Lineage
from dateline.records import Incident as Found
from dateline.serial import article_from_json, article_to_json, claim_from_json, claim_to_json, dumps
from dateline.sources import Item, Refusal, Unchanged, gather


def printed_text(report: Report) -> str:
    """Return a report's text as it is printed, without its headline."""
    body = [" ".join(passage.text for passage in paragraph) for paragraph in report.paragraphs]
    return "\n\n".join([report.head + body[0], *body[1:], *report.foot])


def row_of(report: Report) -> dict[str, str]:
    """Return a report as a row of a table that anybody might have scraped."""
    return {
        "title": report.title.text, "text": printed_text(report), "publisher": outlets()[report.outlet].name,
        "url": f"https://{report.outlet}.example/{report.published:%Y/%m/%d}/{report.id}",
        "published": report.published.isoformat(timespec="minutes"),
    }  # fmt: skip


def write_war(folder: Path, world: Sequence[Incident], reports: Sequence[Report]) -> None:
    """Write ``texts.jsonl`` (what Dateline reads), ``articles.jsonl`` (with the truth of each sentence and copy) and ``truth.jsonl``."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "texts.jsonl", (row_of(report) for report in reports))
    _write(folder / "articles.jsonl", (_article_row(report) for report in reports))
    telling: dict[str, list[Report]] = {}
    for report in reports:
        for name in dict.fromkeys(passage.incident for passage in report.passages() if passage.role == "told"):
            telling.setdefault(name or "", []).append(report)
    voices = voices_told(reports)
    _write(folder / "truth.jsonl", (_truth_row(incident, telling.get(incident.id, []), voices) for incident in world))


def _write(path: Path, rows: Iterator[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as lines:
        for row in rows:
            lines.write(json.dumps(row, ensure_ascii=False, sort_keys=True, default=str) + "\n")


def _article_row(report: Report) -> dict[str, Any]:
    return {
        "id": report.id, "outlet": report.outlet, "wire": outlets()[report.outlet].wire, "published": report.published.isoformat(),
        "kind": report.kind, "about": report.about, "title": report.title.text, "text": printed_text(report),
        "copied_from": report.origin, "manner": report.manner, "own_paragraphs": list(report.own),
        "sentences": [asdict(passage) for passage in report.passages()],
    }  # fmt: skip


def _truth_row(incident: Incident, telling: Sequence[Report], voices: Mapping[tuple[str, int], str]) -> dict[str, Any]:
    told = {report.id: [p for p in report.passages() if p.incident == incident.id and p.role == "told"] for report in telling}
    everything = [passage for passages in told.values() for passage in passages]
    return {
        "id": incident.id, "day": incident.start.date().isoformat(), "start": incident.start.isoformat(), "town": incident.town.name,
               "region": incident.town.region, "village": incident.village.name if incident.village else None,
        "lat": incident.lat, "lon": incident.lon,
        "kind": incident.kind, "attackers": incident.attackers, "target": incident.target.words, "twin": incident.mate,
        **incident.truth(), "voices": _voices(incident, telling, voices),
        "honest": sorted({(c.measure, c.low, c.high or -1) for p in everything if p.honest and p.act == "count" for c in p.counts}),
        "articles": {name: [[c.measure, c.value, c.hedge] for p in passages for c in p.counts] for name, passages in told.items()},
    }  # fmt: skip


def _voices(incident: Incident, telling: Sequence[Report], voices: Mapping[tuple[str, int], str]) -> list[str]:
    places = ((report.id, number, passage) for report in telling for number, passage in enumerate(report.passages()))
    return sorted({voices[name, number] for name, number, p in places if p.incident == incident.id and (name, number) in voices})


def read_war(folder: Path, reports: Sequence[Report]) -> dict[str, tuple[Article, list[Claim]]]:
    """Return Dateline's articles and claims by report id, from ``extracted.jsonl`` where they were read before.

    Raises:
        RuntimeError: if Dateline refuses a report.
    """
    kept = folder / "extracted.jsonl"
    texts = (folder / "texts.jsonl").read_text("utf-8")
    import hashlib

    digest = hashlib.sha256(texts.encode()).hexdigest()
    if kept.is_file():
        rows = [json.loads(line) for line in kept.read_text("utf-8").splitlines()]
        if rows and rows[0].get("texts") == digest:
            return {row["id"]: (article_from_json(row["article"]), [claim_from_json(claim) for claim in row["claims"]]) for row in rows[1:]}
    found: dict[str, tuple[Article, list[Claim]]] = {}
    partial = kept.with_suffix(".partial")
    with partial.open("w", encoding="utf-8", newline="\n") as lines:
        lines.write(dumps({"texts": digest}) + "\n")
        for report, item in zip(reports, gather([folder / "texts.jsonl"]), strict=True):
            article = _read(item, report)
            claims = list(extract_claims(article))
            found[report.id] = (article, claims)
            lines.write(
                dumps({"id": report.id, "article": article_to_json(article), "claims": [claim_to_json(claim) for claim in claims]}) + "\n"
            )
    partial.replace(kept)
    return found


def _read(item: Item, report: Report) -> Article:
    if isinstance(item, (Refusal, Unchanged)):
        raise RuntimeError(f"{report.id} was refused: {item}")
    return read_articles(item)[0]


def found_incidents(read: Mapping[str, tuple[Article, list[Claim]]], *, lineage: bool) -> list[Found]:
    """Return what Dateline makes of the claims.

    Args:
        read: articles and claims by report id.
        lineage: whether it may know who copies whom. If not, every article is a voice of its own.
    """
    articles = {article.id: article for article, _ in read.values()}
    claims = [claim for _, found in read.values() for claim in found]
    if lineage:
        return reconcile(claims, articles=articles)
    alone = {name: replace(article, agencies=(), publisher=None, lineage=None) for name, article in articles.items()}
    with patch.object(printings, "trace", _each_its_own):
        return reconcile(claims, articles=alone)


def _each_its_own(articles: Any) -> dict[str, Lineage]:
    return {a.id: Lineage(a.id, (Descent(a.id, "original", (), tuple(range(len(a.blocks))), "not asked"),)) for a in articles}
