"""Predictions for the place task: documents in, one line a document out; or the abstention curve (`--curve`)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.places import find_places
from dateline.places.resolution import ANSWER_FROM, distance_km
from dateline.records import Where

_DEFINITE = ("the ", "this ", "that ")
#: "Right" as the field has it: within 161 km (100 miles) of the gold point (Leidner 2007), or the gold's own GeoNames id.
NEAR_KM = 161.0
#: Least chances at which the curve is drawn; 0 answers every name that has a candidate at all.
THRESHOLDS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
#: Every fourth document is held back: weights are learned and errors looked at on the others.
PARTS = ("dev", "held")


def _line(where: Where) -> dict[str, object]:
    return {
        "start": where.span.start, "end": where.span.end, "lat": where.lat, "lon": where.lon, "geoname_id": where.geoname_id,
        "country": where.country,
    }  # fmt: skip


def part_of(index: int) -> str:
    """Return the part that the document at `index` (from 0) belongs to: one of `PARTS`."""
    return "held" if index % 4 == 1 else "dev"


def documents(data_dir: Path) -> Iterator[dict[str, Any]]:
    """Read ``docs.jsonl``."""
    with (data_dir / "docs.jsonl").open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file)


def right(gold: dict[str, Any], geoname_id: int | None, lat: float | None, lon: float | None) -> bool:
    """Return whether an answer is the gold place, or lies within `NEAR_KM` of it."""
    if gold["geoname_id"] and str(gold["geoname_id"]) == str(geoname_id):
        return True
    return lat is not None and lon is not None and distance_km(gold["lat"], gold["lon"], lat, lon) <= NEAR_KM


def _best(where: Where, gold: dict[str, Any]) -> tuple[float, bool]:
    """Return the chance of the likeliest reading, given as the answer or not, and whether it is right."""
    if where.lat is not None:
        return where.score, right(gold, where.geoname_id, where.lat, where.lon)
    first = next(iter(where.alternatives), None)
    return (first.score, right(gold, first.geoname_id, first.lat, first.lon)) if first is not None else (0.0, False)


def _curve(data_dir: Path) -> Iterator[dict[str, object]]:
    """Yield, by part, corpus and threshold, the share of gold toponyms answered and how many of the answers are right."""
    readings: defaultdict[tuple[str, str], list[tuple[float, bool]]] = defaultdict(list)
    for index, doc in enumerate(documents(data_dir)):
        gold = doc["gold"]["places"]
        found = find_places(doc["text"], spans=[(p["start"], p["end"]) for p in gold], published=doc["published"], reader=False)
        readings[part_of(index), doc["set"]] += [_best(w, g) for w, g in zip(found, gold, strict=True) if g["lat"] is not None]
    for part, corpus in sorted(readings):
        all_of_it = readings[part, corpus]
        for threshold in sorted({*THRESHOLDS, ANSWER_FROM}):
            answers = [hit for chance, hit in all_of_it if chance > 0 and chance >= threshold]
            yield {
                "part": part, "set": corpus, "names": len(all_of_it), "threshold": threshold, "chosen": threshold == ANSWER_FROM,
                "answered": round(len(answers) / len(all_of_it), 4), "right": round(sum(answers) / len(answers), 4) if answers else None,
                "acc161": round(sum(answers) / len(all_of_it), 4),
            }  # fmt: skip


def show(record: dict[str, Any]) -> str:
    """Return a record as a line to read: a point of the curve as a row of a table, a document as JSON."""
    if "threshold" not in record:
        return json.dumps(record, ensure_ascii=False, sort_keys=True)
    share = "-" if record["right"] is None else f"{record['right']:.3f}"
    row = f"| {record['set']} | {record['part']} | {record['names']} | {record['threshold']:.2f} | {record['answered']:.3f} | {share} "
    return f"{row}| {record['acc161']:.3f} |{' chosen' if record['chosen'] else ''}"


def predict(data_dir: Path, *, oracle: bool = False, rules_alone: bool = False, curve: bool = False) -> Iterator[dict[str, object]]:
    """Yield one prediction a document of ``docs.jsonl``.

    Args:
        data_dir: folder of ``docs.jsonl``.
        oracle: resolve the gold spans and read nothing else of gold.
        rules_alone: leave the learned reader out.
        curve: yield the points of the abstention curve on the gold spans instead: share answered, share right of the answered,
            and `acc161`, right answers over all gold toponyms that have coordinates.
    """
    if curve:
        yield from _curve(data_dir)
        return
    for doc in documents(data_dir):
        spans = [(p["start"], p["end"]) for p in doc["gold"]["places"]] if oracle else None
        found = find_places(doc["text"], spans=spans, published=doc["published"], reader=not rules_alone)
        # "the city" stands for a toponym and is none.
        yield {"id": doc["id"], "places": [_line(w) for w in found if oracle or not w.span.quote.lower().startswith(_DEFINITE)]}
