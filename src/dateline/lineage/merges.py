"""Find the several sources of a merged article: each is weighed by the passages that it explains better than any other.

Compared as a whole with one of its sources, a merged article has more of its own than of the source, and looks like another report on the
topic. What tells it from one is that its sources together leave little unexplained.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from dateline.lineage.evidence import TELLING, Evidence
from dateline.lineage.profiles import Flags

#: Weighs an article, by its number, against one before it with the passages left out that are given; the later comes second.
Weigh = Callable[[int, int, frozenset[int]], Evidence]
#: Share of what an article says in passages of another from which that may be one of its sources.
PART = 0.08
#: Weight in terms from which what a source alone explains is no quotation or background that two reporters share.
SEGMENT = 3 * TELLING
#: How much better a passage must lie in a lesser source than in the main one to be held for that one's.
BETTER = 0.1
#: Share of an article that its sources must explain together.
EXPLAINED = 0.5
#: Log odds of a segment that make its source one: where the sources explain less than `NEARLY` of the article, and where they explain more.
SEGMENT_LINKED, TOGETHER_LINKED, NEARLY = 0.15, -1.85, 0.75


@dataclass(frozen=True, slots=True)
class Segment:
    """What an article has of one source: its story, its number, the evidence on these passages alone, which they are, and on the whole."""

    story: int
    old: int
    evidence: Evidence
    held: Flags
    whole: Evidence


def segments_of(at: int, candidates: Iterable[tuple[int, int, Evidence]], weigh: Weigh) -> list[Segment]:
    """Return the segments of an article that prints several stories, the main one first; an article of one story has none.

    Args:
        at: the article's number.
        candidates: story, number and evidence of each article before it that shares something with it, in order of printing.
        weigh: compares anew.
    """
    nearest: dict[int, tuple[int, Evidence]] = {}
    for story, old, evidence in candidates:
        if story not in nearest or _held(evidence) > _held(nearest[story][1]) + 1e-3:
            nearest[story] = (old, evidence)
    if len(nearest) < 2:
        return []
    ranked = sorted(nearest.items(), key=lambda item: -round(_held(item[1][1]), 3))
    held = _shares([evidence for _, (_, evidence) in ranked])
    kept = [number for number, own in enumerate(held) if _mass(ranked[number][1][1], own) >= SEGMENT]
    return _weighed(at, [(*ranked[number], held[number]) for number in kept], weigh)


def _weighed(at: int, several: Sequence[tuple[int, tuple[int, Evidence], Flags]], weigh: Weigh) -> list[Segment]:
    """Weigh each source by its own passages, and drop the weakest until all that are left hold together."""
    found = []
    for story, (old, whole), held in several:
        out = frozenset(np.flatnonzero(~held).tolist())
        found.append(Segment(story, old, weigh(old, at, out), held, whole))
    while len(found) > 1:
        explained = np.logical_or.reduce([segment.held for segment in found])
        share = _mass(found[0].whole, explained) / max(float(found[0].whole.forth.weight.sum()), 1e-6)
        weakest = min(found, key=lambda segment: segment.evidence.weight)
        if share >= EXPLAINED and weakest.evidence.weight > (TOGETHER_LINKED if share >= NEARLY else SEGMENT_LINKED):
            return found
        found.remove(weakest)
    return []


def _shares(evidence: Sequence[Evidence]) -> list[Flags]:
    """Return for each source, the main one first, the passages that lie in it and better than in the others."""
    scores = np.array([one.forth.score for one in evidence])
    scores[0] += BETTER
    best = scores.argmax(axis=0)
    return [(best == number) & one.forth.derived for number, one in enumerate(evidence)]


def _held(evidence: Evidence) -> float:
    return float((evidence.forth.weight * evidence.forth.score)[evidence.forth.derived].sum())


def _mass(evidence: Evidence, held: Flags) -> float:
    return float(evidence.forth.weight[held].sum())
