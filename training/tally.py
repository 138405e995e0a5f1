"""Counts of right, found and there to be found, with bootstrap intervals; one-to-one matching of spans."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

__all__ = ["Tally", "dice", "match"]


@dataclass(slots=True)
class Tally:
    """Counts of one comparison, also by document (`parts`: right, found, gold)."""

    right: float = 0
    found: int = 0
    gold: int = 0
    parts: list[tuple[float, int, int]] = field(default_factory=list)

    def add(self, right: float, found: int, gold: int) -> None:
        """Add one document's counts."""
        self.right, self.found, self.gold = self.right + right, self.found + found, self.gold + gold
        self.parts.append((right, found, gold))

    @property
    def f1(self) -> float:
        """F1, or 1 where there was nothing to find and nothing found."""
        both = self.found + self.gold
        return 2 * self.right / both if both else 1.0

    def interval(self, rounds: int = 1000, seed: int = 3) -> tuple[float, float]:
        """Return the 95 % bootstrap interval of F1, drawing documents."""
        parts = np.array(self.parts, dtype=float)
        if not len(parts):
            return 0.0, 0.0
        dice = np.random.default_rng(seed)
        sums = parts[dice.integers(0, len(parts), (rounds, len(parts)))].sum(axis=1)
        f1 = 2 * sums[:, 0] / np.maximum(sums[:, 1] + sums[:, 2], 1)
        low, high = np.quantile(f1, [0.025, 0.975])
        return float(low), float(high)


def dice(a: Sequence[tuple[int, int]], b: Sequence[tuple[int, int]]) -> float:
    """Return the Dice overlap of the characters under two lists of spans (disjoint within each)."""
    shared = sum(max(0, min(e, f) - max(s, t)) for s, e in a for t, f in b)
    total = sum(e - s for s, e in a) + sum(f - t for t, f in b)
    return 2 * shared / total if total else 0.0


def match(
    gold: Sequence[Sequence[tuple[int, int]]],
    found: Sequence[Sequence[tuple[int, int]]],
    least: float,
    also: Callable[[int, int], bool] | None = None,
) -> list[tuple[int, int]]:
    """Match span lists one to one, the closest first: pairs of indices with a Dice overlap above 0 and of at least `least`."""
    scored = []
    for g, a in enumerate(gold):
        for f, b in enumerate(found):
            overlap = dice(a, b)
            if overlap > 0 and overlap >= least and (also is None or also(g, f)):
                scored.append((-overlap, g, f))
    taken: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for _, g, f in sorted(scored):
        if g not in taken[0] and f not in taken[1]:
            taken[0].add(g)
            taken[1].add(f)
            pairs.append((g, f))
    return pairs
