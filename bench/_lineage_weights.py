"""Learn the weights of lineage: ``PYTHONPATH=tests/eval python -m bench._lineage_weights`` prints data/weights.tsv anew.

Logistic regression over pairs of articles of the labelled stories of odd number (tests/eval/lineage.py, and those for development in
tests/lineage/stories): a printing and what it
derives from are one telling; two printings without a common key are not, within a file and across files where their signatures meet.
Other pairs of one telling (two cuts of different ends) are joined through their source and teach nothing, and merged articles, of
which only a part is the other's, neither. The weights are drawn to
where they started (`start` in the table: set by hand) with the strength `PULL`; each file counts alike on both sides.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from importlib import resources
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from dateline.lineage.evidence import compare, promising
from dateline.lineage.index import WINDOW
from dateline.lineage.profiles import DAY, profile_of
from lineage import OPEN, STORIES, Printing, read_stories

PULL, STEPS, RATE = 0.02, 3000, 0.05
Array = NDArray[np.float64]


def lessons(printings: Sequence[Printing]) -> tuple[Array, Array, Array]:
    """Return the features of every pair that teaches, whether it is one telling, and how much it counts."""
    profiles = {printing.id: profile_of(printing.article()) for printing in printings}
    rows, gold, files = [], [], []
    for a, b in combinations(printings, 2):
        one = bool(a.keys & b.keys)
        if max(len(a.keys), len(b.keys)) > 1 or (one and not (a.id in b.sources or b.id in a.sources)):
            continue
        old, new = sorted((profiles[a.id], profiles[b.id]), key=lambda profile: profile.order)
        far = old.minute is not None and new.minute is not None and new.minute - old.minute > WINDOW * DAY
        if far or (not one and not promising(old, new)):
            continue
        rows.append(compare(old, new).features)
        gold.append(float(one))
        files.append((a.number, one))
    counts = Counter(files)
    return np.array(rows), np.array(gold), np.array([counts[of] ** -0.5 for of in files])


def learn(rows: Array, gold: Array, counts: Array, start: Array) -> Array:
    """Return the weights, learned by Adam from `start`."""
    weights, mean, square = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for step in range(1, STEPS + 1):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ ((chance - gold) * counts) / counts.sum() + PULL * (weights - start) / len(start)
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        weights = weights - RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
        # What speaks for a copy may come to say nothing, but not the contrary.
        weights = np.where(weights * start < 0, 0.0, weights)
    return weights


def main() -> None:
    """Print the table with weights learned anew."""
    text = (resources.files("dateline.lineage") / "data" / "weights.tsv").read_text(encoding="utf-8")
    table = list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    rows, gold, counts = lessons([printing for folder in (STORIES, OPEN) for printing in read_stories(folder) if printing.number % 2])
    weights = learn(rows, gold, counts, np.array([float(row["start"]) for row in table]))
    print("\t".join(table[0]))
    for row, weight in zip(table, weights, strict=True):
        print("\t".join([row["feature"], f"{weight:.2f}", row["words"], row["start"], row["source"]]))


if __name__ == "__main__":
    main()
