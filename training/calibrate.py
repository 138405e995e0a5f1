"""Fit what turns logits into probabilities that hold: a temperature a head (Guo et al. 2017), a bias a span head for F1; and
say how well they hold: reliability by bins."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from dateline.reading.decoding import Calibration, decode
from dateline.reading.heads import CLASSES, SPANS, WINDOW, class_slice
from dateline.reading.pieces import open_tokenizer
from training.evaluate import Read, span_scores
from training.examples import UNLABELLED, Example, example

__all__ = ["calibrate", "reliability"]

_TEMPERATURES = np.geomspace(0.5, 4.0, 43)
#: Nothing under -0.3: what fewer spans gain on our reports they lose on other news (PolNeAR content .800 at -0.3, .793 at -0.6).
_BIASES = (-0.3, 0.0, 0.3, 0.6, 0.9, 1.2, 1.6, 2.0, 2.5)


def _labels(reads: Sequence[Read]) -> list[Example]:
    from training.model import base_folder

    tokenizer = open_tokenizer(str(base_folder() / "tokenizer.json"))
    return [example(read.document, tokenizer) for read in reads]


def _fit(logits: np.ndarray, labels: np.ndarray) -> float:
    """Return the temperature with the least negative log likelihood."""
    best = (np.inf, 1.0)
    for temperature in _TEMPERATURES:
        rows = logits.astype(np.float64) / temperature
        rows -= rows.max(1, keepdims=True)
        loss = float((np.log(np.exp(rows).sum(1)) - rows[np.arange(len(rows)), labels]).mean())
        best = min(best, (loss, float(temperature)))
    return best[1]


def calibrate(reads: Sequence[Read]) -> Calibration:
    """Fit temperatures on held-out documents, then the bias of each span head that gives it the best F1 there."""
    cuts = _labels(reads)
    logits = np.concatenate([read.logits for read in reads])
    tags = np.concatenate([cut.tags[cut.pieces.first] for cut in cuts])
    classes = np.concatenate([cut.classes[cut.pieces.first] for cut in cuts])
    temperature: dict[str, float] = {}
    for column, head in enumerate(SPANS):
        known = tags[:, column] != UNLABELLED
        if known.any():
            temperature[head] = _fit(logits[known, 3 * column : 3 * column + 3], tags[known, column])
    for column, head in enumerate(CLASSES):
        known = classes[:, column] != UNLABELLED
        if known.any():
            temperature[head] = _fit(logits[known][:, class_slice(head)], classes[known, column])
    told = [read for read in reads if "report" in read.document.about]
    if told:
        odds = np.array([(read.about[:, 0] - read.about[:, 1]).mean() for read in told])
        labels = np.array([WINDOW["report"].index(read.document.about["report"]) for read in told])
        temperature["report"] = _fit(np.stack([odds, np.zeros_like(odds)], axis=1), labels)
    scores = {bias: span_scores(reads, Calibration(temperature, dict.fromkeys(SPANS, bias))) for bias in _BIASES}
    biases = {}
    for head in SPANS:
        if head in scores[0.0]:
            biases[head] = max(_BIASES, key=lambda b: (round(scores[b][head].f1, 3), -abs(b)))
    return Calibration(temperature, biases)


def reliability(reads: Sequence[Read], calibration: Calibration, bins: int = 5) -> list[tuple[str, float, float, int]]:
    """Return rows (head, mean probability, share right, spans) by bins of a span's probability; right is a Dice overlap of at
    least one half with a gold span of the head."""
    rows: list[tuple[str, float, float, int]] = []
    told: dict[str, list[tuple[float, bool]]] = {head: [] for head in SPANS}
    for read in reads:
        for span in decode(read.logits, read.pieces, calibration):
            if span.head not in read.document.heads:
                continue
            right = any(
                gold.head == span.head
                and 4 * (min(gold.end, span.end) - max(gold.start, span.start)) >= gold.end - gold.start + span.end - span.start
                for gold in read.document.spans
            )
            told[span.head].append((span.probability, right))
    edges = np.linspace(0.0, 1.0, bins + 1)
    for head, pairs in told.items():
        for low, high in pairwise(edges.tolist()):
            inside = [(p, r) for p, r in pairs if low < p <= high]
            if inside:
                rows.append((head, float(np.mean([p for p, _ in inside])), float(np.mean([r for _, r in inside])), len(inside)))
    return rows
