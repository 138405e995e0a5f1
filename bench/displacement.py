"""Produce displacement figures for short excerpts (IDMC's IDETECT), in the layout their scorer reads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bench._documents import as_article
from dateline import extract_claims
from dateline.claims import idmc_term
from dateline.records import Claim, Figure, Measure, PlaceRole, Quantifier

#: What counts as displacement here, whatever brought it about.
MEASURES = frozenset({Measure.DISPLACED, Measure.EVACUATED, Measure.RETURNED, Measure.TRAPPED})
#: Housing stands for displacement only where nobody says how many people had to leave (IDMC, methodology of disaster estimates).
HOUSING = frozenset({Measure.HOUSING_DESTROYED, Measure.HOUSING_DAMAGED})


def predict(data_dir: Path, *, rules_alone: bool = False) -> Iterator[dict[str, Any]]:
    """Yield one line an excerpt of ``docs.jsonl``: its id and its facts, the likeliest first. Gold is not read."""
    with (data_dir / "docs.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            article = as_article(document["id"], document["text"], document.get("published"))
            yield {"id": document["id"], "facts": facts(extract_claims(article, reader=not rules_alone))}


def facts(claims: Iterable[Claim]) -> list[dict[str, Any]]:
    """Return the facts of claims in reading order, each figure once.

    A number told in households and again in people ("100 families (400 people)") is one fact, in the unit told first; vague numbers
    ("several hundred") and parts of a figure beside it ("including 64 children") are none.
    """
    found: list[tuple[int, Claim, Figure]] = []
    for claim in claims:
        if "subset-figure" in claim.rules:
            continue
        counted = [f for f in claim.figures if f.measure in MEASURES | HOUSING and f.quantifier != Quantifier.VAGUE]
        units = {figure.unit for figure in counted}
        if len(units) > 1:
            first = min(counted, key=lambda figure: figure.span.start).unit
            counted = [figure for figure in counted if figure.unit == first]
        found += [(figure.span.start, claim, figure) for figure in counted]
    moved = any(figure.measure in MEASURES for _, _, figure in found)
    found = [row for row in found if not (moved and row[2].measure in HOUSING)]
    found.sort(key=lambda row: row[0])
    rows: dict[int, dict[str, Any]] = {}
    for _, claim, figure in found:
        number = figure.low if figure.high is None or figure.quantifier == Quantifier.AT_LEAST else figure.high
        place = next((p.name for p in claim.places if p.role in (PlaceRole.AT, PlaceRole.FROM)), None)
        unit = "People" if figure.unit == "person" else "Households"
        rows.setdefault(number, {"figure": number, "unit": unit, "term": idmc_term(claim, figure), "place": place})
    return list(rows.values())
