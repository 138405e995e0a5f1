"""Learn the weights of toponym resolution: ``python -m bench._places_weights --data DIR`` prints the table anew.

Conditional logistic regression over the candidates of each gold toponym of the dev part, and over "none of them": the chance of the
candidates that are right (within 161 km, or the gold's GeoNames id) is made as large as can be. A name counts by the square root of
how often its article has it. The weights are drawn to where they started (`start` in the table: set by hand) with the strength
`PULL`, found by threefold cross-validation on the dev part (0.001 to 0.03 tried: LGL .863 to .868). Rows of origin ``hand`` stay as
they are: local US news would unlearn them, for there New York is a state and Lebanon a town. As the features depend on the weights
by way of the other names, features and weights are renewed in turn.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Mapping
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench._documents import as_article
from bench.places import documents, part_of, right
from dateline.analysis import analyse
from dateline.places.find import given_mentions
from dateline.places.mention import Mention
from dateline.places.theatre import Theatre

PULL, TURNS, STEPS, RATE = 0.01, 3, 400, 0.03
Array = NDArray[np.float64]
#: An article's mentions, and for each of them which candidates are right and whether "none" counts as an answer.
Lesson = tuple[list[Mention], list[tuple[Mention, Array, bool]]]


def lessons(data_dir: Path) -> list[Lesson]:
    """Read the dev part: every gold toponym that has coordinates."""
    out: list[Lesson] = []
    for index, doc in enumerate(documents(data_dir)):
        gold = doc["gold"]["places"]
        if part_of(index) != "dev" or not gold:
            continue
        parse = analyse(as_article(doc["id"], doc["text"], doc["published"]), reader=False)
        mentions = given_mentions(parse, [(g["start"], g["end"]) for g in gold])
        asked = []
        for mention, place in zip(mentions, gold, strict=True):
            if place["lat"] is None or not mention.entries:
                continue
            hits = np.array([right(place, e.geoname_id, e.lat, e.lon) for e in mention.entries], dtype=float)
            # Without ids a country's other centre would pass for "none of them".
            if hits.any() or place["geoname_id"]:
                asked.append((mention, hits, not hits.any()))
        out.append((mentions, asked))
    return out


def _rows(taught: list[Lesson], weights: Mapping[str, float]) -> tuple[Array, Array, NDArray[np.int64], Array]:
    """Return the features of all candidates, which are right, where each toponym's begin, and how much each toponym counts."""
    names = {name: i for i, name in enumerate(weights)}
    features: list[Array] = []
    hits: list[float] = []
    starts: list[int] = []
    counts: list[float] = []
    for mentions, asked in taught:
        theatre = Theatre(sorted(mentions, key=lambda m: m.start), weights)
        theatre.settle()
        for mention, good, none in asked:
            starts.append(len(features))
            told = theatre.features_of(mention)
            counts.append(theatre.repeats(mention) ** -0.5)
            for candidate in [*told, {"unresolved": 1.0}]:
                row = np.zeros(len(names))
                for name, value in candidate.items():
                    row[names[name]] = value
                features.append(row)
            hits += [*good, float(none)]
    return np.array(features), np.array(hits), np.array(starts), np.array(counts)


def learn(taught: list[Lesson], start: Mapping[str, float], fixed: frozenset[str]) -> dict[str, float]:
    """Return the weights, learned by Adam from `start`; those in `fixed` stay."""
    names = list(start)
    origin = np.array([start[n] for n in names])
    free = np.array([float(n not in fixed) for n in names])
    weights = dict(start)
    for _ in range(TURNS):
        x, hits, begin, counts = _rows(taught, weights)
        group = np.repeat(np.arange(len(begin)), np.diff([*begin, len(x)]))
        w, mean, square = origin.copy(), np.zeros_like(origin), np.zeros_like(origin)
        for step in range(1, STEPS + 1):
            score = x @ w
            power = np.exp(score - np.maximum.reduceat(score, begin)[group])
            chance = power / np.add.reduceat(power, begin)[group]
            wanted = power * hits
            wanted /= np.add.reduceat(wanted, begin)[group]
            slope = x.T @ ((chance - wanted) * counts[group]) / counts.sum() + PULL * (w - origin)
            mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
            w = w - free * RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
        weights = {n: round(float(v), 2) for n, v in zip(names, w, strict=True)}
    return weights


def main() -> None:
    """Print data/resolution_weights.tsv with weights learned anew."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of docs.jsonl")
    chosen = parser.parse_args()
    text = (resources.files("dateline.places") / "data" / "resolution_weights.tsv").read_text(encoding="utf-8")
    table = list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    start = {row["feature"]: float(row["start"]) for row in table}
    fixed = frozenset(row["feature"] for row in table if row["origin"] == "hand")
    weights = learn(lessons(chosen.data), start, fixed)
    print("\t".join(table[0]))
    for row in table:
        print("\t".join([row["feature"], f"{weights[row['feature']]:.2f}", row["start"], row["origin"], row["meaning"]]))


if __name__ == "__main__":
    main()
