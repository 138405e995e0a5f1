"""Compare predicted figures with labelled ones: found, number, and accuracy of each attribute of those found.

The measures are those of the project's figure benchmark: a prediction finds a label when measure is the same and the spans share a
character, each counted once; found rows of other domains (a shipwreck) cost precision and nothing else; attributes are judged over
found rows alone.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from passages import LabelledFigure

#: Words that tell two phrases for a place or a speaker apart from nothing.
EMPTY_WORDS = frozenset({"the", "a", "an", "of", "in", "at", "near", "said", "to", "and", "city", "town", "village", "province"})
ATTRIBUTES = (
    "quantifier", "status", "scope", "victim_kind", "place", "source", "date", "date_near", "all", "unit", "event_type", "event_subtype",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PredictedFigure:
    """One figure as Dateline read it; offsets count characters of the labelled text."""

    start: int
    end: int
    measure: str
    low: int
    high: int | None
    quantifier: str
    victim_kind: str
    place: str | None
    date_earliest: str | None
    date_latest: str | None
    source: str | None
    status: str
    scope: str
    unit: str
    event_type: str
    event_subtype: str | None


def content_words(phrase: str | None) -> frozenset[str]:
    """Return the lower-cased words of a phrase that carry meaning.

    >>> sorted(content_words("the mayor of Duhok"))
    ['duhok', 'mayor']
    """
    return frozenset(re.findall(r"\w+", (phrase or "").lower())) - EMPTY_WORDS


def same_phrase(one: str | None, other: str | None) -> bool:
    """Return whether two phrases mean the same: at least half the words of the shorter are shared, or both are absent."""
    left, right = content_words(one), content_words(other)
    if not left or not right:
        return left == right
    return 2 * len(left & right) >= min(len(left), len(right))


def same_days(gold: LabelledFigure, predicted: PredictedFigure, *, slack: int) -> bool:
    """Return whether both ends of the two dates agree within `slack` days; unknown agrees with unknown alone."""
    for one, other in ((gold.date_earliest, predicted.date_earliest), (gold.date_latest, predicted.date_latest)):
        if one is None or other is None:
            if one != other:
                return False
        elif abs((dt.date.fromisoformat(one[:10]) - dt.date.fromisoformat(other[:10])).days) > slack:
            return False
    return True


def pair(gold: Sequence[LabelledFigure], predicted: Sequence[PredictedFigure]) -> list[tuple[int, int]]:
    """Pair labels with predictions one to one: equal numbers first, then the longer overlap, then reading order.

    Returns:
        Positions in `gold` and in `predicted`.
    """
    candidates = []
    for i, label in enumerate(gold):
        for j, guess in enumerate(predicted):
            shared = min(label.end, guess.end) - max(label.start, guess.start)
            if shared > 0 and label.measure == guess.measure:
                candidates.append(((label.low, label.high) != (guess.low, guess.high), -shared, i, j))
    pairs: list[tuple[int, int]] = []
    for _, _, i, j in sorted(candidates):
        if all(i != taken and j != used for taken, used in pairs):
            pairs.append((i, j))
    return sorted(pairs)


def judge(gold: LabelledFigure, predicted: PredictedFigure) -> dict[str, bool | None]:
    """Judge each attribute of a found figure; ``None`` where the label says nothing about it."""
    number = (gold.low, gold.high) == (predicted.low, predicted.high)
    verdict: dict[str, bool | None] = {
        "quantifier": gold.quantifier == predicted.quantifier,
        "status": gold.status == predicted.status,
        "scope": gold.scope == predicted.scope,
        "victim_kind": gold.victim_kind == predicted.victim_kind,
        "place": same_phrase(gold.place, predicted.place),
        "source": same_phrase(gold.source, predicted.source),
        "date": same_days(gold, predicted, slack=0),
    }
    verdict["all"] = number and all(verdict.values())
    verdict["date_near"] = same_days(gold, predicted, slack=1)
    verdict["unit"] = gold.unit == predicted.unit
    verdict["event_type"] = None if gold.event_type is None else gold.event_type == predicted.event_type
    verdict["event_subtype"] = None if gold.event_subtype is None else gold.event_subtype == predicted.event_subtype
    return verdict


@dataclass(slots=True)
class Tally:
    """Counts over many texts, from which the measures are taken."""

    gold: int = 0
    predicted: int = 0
    found: int = 0
    numbers: int = 0
    negatives: int = 0
    clean_negatives: int = 0
    right: dict[str, int] = field(default_factory=dict)
    judged: dict[str, int] = field(default_factory=dict)

    def add(self, gold: Sequence[LabelledFigure], predicted: Sequence[PredictedFigure]) -> list[tuple[int, int]]:
        """Count one text and return its pairs."""
        pairs = pair(gold, predicted)
        conflict = [label for label in gold if label.domain == "conflict"]
        self.gold += len(conflict)
        self.predicted += len(predicted)
        if not conflict:
            self.negatives += 1
            self.clean_negatives += not predicted
        for i, j in pairs:
            if gold[i].domain != "conflict":
                continue
            self.found += 1
            self.numbers += (gold[i].low, gold[i].high) == (predicted[j].low, predicted[j].high)
            for name, verdict in judge(gold[i], predicted[j]).items():
                if verdict is not None:
                    self.judged[name] = self.judged.get(name, 0) + 1
                    self.right[name] = self.right.get(name, 0) + verdict
        return pairs

    def measures(self) -> dict[str, float]:
        """Return every measure between 0 and 1, higher is better."""
        precision, recall, f1 = prf(self.found, self.predicted, self.gold)
        values = {"found_p": precision, "found_r": recall, "found_f1": f1, "number_f1": prf(self.numbers, self.predicted, self.gold)[2]}
        values |= {name: ratio(self.right.get(name, 0), self.judged.get(name, 0)) for name in ATTRIBUTES}
        if self.negatives:
            values["negatives_clean"] = ratio(self.clean_negatives, self.negatives)
        return values


def ratio(part: int, whole: int) -> float:
    """Return `part` of `whole`, 0 where there is nothing."""
    return part / whole if whole else 0.0


def prf(hits: int, predicted: int, gold: int) -> tuple[float, float, float]:
    """Return precision, recall and F1."""
    precision, recall = ratio(hits, predicted), ratio(hits, gold)
    return precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0


def missed(gold: Sequence[LabelledFigure], pairs: Iterable[tuple[int, int]]) -> list[LabelledFigure]:
    """Return the labels of the conflict that no prediction found."""
    found = {i for i, _ in pairs}
    return [label for i, label in enumerate(gold) if i not in found and label.domain == "conflict"]
