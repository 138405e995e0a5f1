"""What teachers say of every word of every document: the mean of their logits, from which a student learns (Hinton et al. 2015).

A teacher is a larger encoder, or another seed, trained on the same labels; what it says of texts nobody labelled teaches most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch

from dateline.reading.heads import OUTPUTS, WINDOW_WIDTH
from dateline.reading.model import Run, laid_out
from dateline.reading.pieces import windows
from training.examples import Example

__all__ = ["Lesson", "lessons"]

#: Windows that go through a teacher together.
_BATCH = 128


@dataclass(frozen=True, slots=True)
class Lesson:
    """Mean logits of each word of a document (words, OUTPUTS) and of what its windows are about (windows, WINDOW_WIDTH), with where
    each window begins and ends, in pieces."""

    words: np.ndarray
    about: np.ndarray
    spans: np.ndarray

    def about_of(self, start: int, end: int) -> np.ndarray:
        """Return what the teachers' window that shares most with ``start:end`` is about."""
        shared = np.minimum(self.spans[:, 1], end) - np.maximum(self.spans[:, 0], start)
        told: np.ndarray = self.about[int(shared.argmax())]
        return told


class _Window(NamedTuple):
    at: int
    number: int
    begin: int
    end: int
    take: int
    until: int


def lessons(cuts: Sequence[Example], teachers: Sequence[Path], device: torch.device, *, window: int, overlap: int) -> list[Lesson]:
    """Let every teacher read every document.

    Args:
        cuts: the documents in wordpieces.
        teachers: folders of trained weights, as ``training.train`` writes them.
        device: where they run.
        window, overlap: how texts are cut, in pieces.
    """
    from training.evaluate import load_torch

    rows = [
        _Window(at, number, *span)
        for at, cut in enumerate(cuts)
        for number, span in enumerate(windows(len(cut.pieces), window - 2, overlap))
    ]
    rows.sort(key=lambda row: (row.end - row.begin, row.at, row.number))
    taught = [
        Lesson(
            np.zeros((len(cut.pieces.first), OUTPUTS), np.float16),
            np.zeros((len(spans), WINDOW_WIDTH), np.float32),
            np.array([span[:2] for span in spans]),
        )
        for cut in cuts
        for spans in [list(windows(len(cut.pieces), window - 2, overlap))]
    ]
    for folder in teachers:
        run = load_torch(folder, device)
        for start in range(0, len(rows), _BATCH):
            _read(rows[start : start + _BATCH], cuts, run, taught, 1 / len(teachers))
    return taught


def _read(rows: Sequence[_Window], cuts: Sequence[Example], run: Run, taught: Sequence[Lesson], weight: float) -> None:
    logits = run(*laid_out([(cuts[row.at].pieces, row.begin, row.end) for row in rows]))
    for place, row in enumerate(rows):
        first = cuts[row.at].pieces.first
        words = np.flatnonzero((first >= row.take) & (first < row.until))
        taught[row.at].words[words] += (weight * logits[place, first[words] - row.begin + 1]).astype(np.float16)
        taught[row.at].about[row.number] += weight * logits[place, 0, -WINDOW_WIDTH:]
