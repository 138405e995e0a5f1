"""Cut labelled documents into windows anew each epoch, mix them over all corpora, and batch them by length."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from dateline.reading.heads import CLASSES, OUTPUTS, SPANS, WINDOW, WINDOW_WIDTH
from dateline.reading.model import laid_out
from training.examples import UNLABELLED, Example
from training.teaching import Lesson

__all__ = ["Batch", "Cutting", "Row", "epoch", "tensors"]


class Row(NamedTuple):
    """Pieces `start` to `end` of the example `at`."""

    at: int
    start: int
    end: int


class Batch(NamedTuple):
    """What a step learns from: all (windows, pieces) but `about` (windows, window heads), and the two `taught` (windows, pieces, OUTPUTS),
    (windows, WINDOW_WIDTH), which are ``None`` without teachers; `lesson` marks the pieces that teachers spoke of."""

    ids: Tensor
    features: Tensor
    mask: Tensor
    tags: Tensor
    classes: Tensor
    about: Tensor
    taught: Tensor | None
    taught_about: Tensor | None
    lesson: Tensor | None

    def to(self, device: torch.device) -> Batch:
        """Move everything to a device."""
        return Batch(*(None if part is None else part.to(device, non_blocking=True) for part in self))


@dataclass(frozen=True, slots=True)
class Cutting:
    """How windows are cut: their size in pieces with both ends, the pieces two share, the pieces of a batch."""

    window: int
    overlap: int
    batch_pieces: int
    lower_case: float


def epoch(cuts: Sequence[Example], cutting: Cutting, repeat: Mapping[str, float], dice: random.Random) -> list[list[Row]]:
    """Return batches of rows of like length; `repeat` says how often an origin's documents are seen."""
    rows: list[Row] = []
    for at, cut in enumerate(cuts):
        times = repeat.get(cut.document.origin, 1.0)
        whole, rest = int(times), times - int(times)
        for _ in range(whole + (dice.random() < rest)):
            rows += [Row(at, start, end) for start, end in _windows(len(cut.pieces), cutting, dice)]
    dice.shuffle(rows)
    batches: list[list[Row]] = []
    for start in range(0, len(rows), 400):
        batch: list[Row] = []
        for row in sorted(rows[start : start + 400], key=lambda row: row.end - row.start):
            if batch and (len(batch) + 1) * (row.end - row.start + 2) > cutting.batch_pieces:
                batches.append(batch)
                batch = []
            batch.append(row)
        batches.append(batch)
    dice.shuffle(batches)
    return batches


def _windows(length: int, cutting: Cutting, dice: random.Random) -> list[tuple[int, int]]:
    size = cutting.window - 2
    if length <= size:
        return [(0, length)]
    spans = [(0, dice.randrange(size // 2, size + 1))]
    while spans[-1][1] < length:
        start = spans[-1][1] - cutting.overlap
        spans.append((start, min(start + size, length)))
    return spans


def tensors(
    batch: Sequence[Row], cuts: Sequence[Example], lessons: Sequence[Lesson] | None, cutting: Cutting, dice: random.Random
) -> Batch:
    """Lay a batch out."""
    shape = (len(batch), max(row.end - row.start for row in batch) + 2)
    ids, features, mask = laid_out([(cuts[row.at].pieces, row.start, row.end) for row in batch])
    tags = np.full((*shape, len(SPANS)), UNLABELLED, np.int64)
    classes = np.full((*shape, len(CLASSES)), UNLABELLED, np.int64)
    about = np.full((len(batch), len(WINDOW)), UNLABELLED, np.int64)
    taught = np.zeros((*shape, OUTPUTS) if lessons else 0, np.float16)
    taught_about = np.zeros((len(batch), WINDOW_WIDTH), np.float32)
    lesson = np.zeros(shape, np.bool_)
    for number, row in enumerate(batch):
        cut, stop = cuts[row.at], row.end - row.start + 1
        if dice.random() < cutting.lower_case:
            features[number] = features[number] // 4 * 4
        for column, (head, kinds) in enumerate(WINDOW.items()):
            if head in cut.document.about:
                about[number, column] = kinds.index(cut.document.about[head])
        tags[number, 1:stop] = cut.tags[row.start : row.end]
        classes[number, 1:stop] = cut.classes[row.start : row.end]
        if lessons:
            first, last = np.searchsorted(cut.pieces.first, (row.start, row.end))
            at = cut.pieces.first[first:last] - row.start + 1
            taught[number, at] = lessons[row.at].words[first:last]
            lesson[number, at] = True
            taught_about[number] = lessons[row.at].about_of(row.start, row.end)
    labels = (torch.from_numpy(part) for part in (ids, features, mask, tags, classes, about))
    return Batch(*labels, *(torch.from_numpy(part) if lessons else None for part in (taught, taught_about, lesson)))
