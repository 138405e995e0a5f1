"""Predictions for the place task: documents in, one line a document out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from dateline.places import find_places
from dateline.records import Where

_DEFINITE = ("the ", "this ", "that ")


def _line(where: Where) -> dict[str, object]:
    return {
        "start": where.span.start, "end": where.span.end, "lat": where.lat, "lon": where.lon, "geoname_id": where.geoname_id,
        "country": where.country,
    }  # fmt: skip


def predict(data_dir: Path, *, oracle: bool = False, rules_alone: bool = False) -> Iterator[dict[str, object]]:
    """Yield one prediction a document of ``docs.jsonl``; `oracle` resolves the gold spans and reads nothing else of gold."""
    with (data_dir / "docs.jsonl").open(encoding="utf-8") as file:
        for line in file:
            doc = json.loads(line)
            spans = [(p["start"], p["end"]) for p in doc["gold"]["places"]] if oracle else None
            found = find_places(doc["text"], spans=spans, published=doc["published"], reader=not rules_alone)
            # "the city" stands for a toponym and is none.
            yield {"id": doc["id"], "places": [_line(w) for w in found if oracle or not w.span.quote.lower().startswith(_DEFINITE)]}
