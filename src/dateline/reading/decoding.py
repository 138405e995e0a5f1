"""From logits to spans: calibrated probabilities, the best well-formed tag sequence of each head, the classes of each span."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dateline.reading.heads import CLASSES, SPANS, class_slice
from dateline.reading.pieces import Pieces

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Calibration", "Tagged", "decode", "tag_logs"]

_NEVER = -1e4
#: Heads of which two spans never stand side by side: a second beginning is an error of the tagger's.
_WHOLE = frozenset({"source", "perpetrator", "target", "victim", "instrument", "private"})


@dataclass(frozen=True, slots=True)
class Calibration:
    """Temperatures that logits are divided by (fitted on the dev theatres), and what a span head's ``O`` is handicapped by
    before the best sequence is sought (in nats; above 0 finds more)."""

    temperature: Mapping[str, float]
    bias: Mapping[str, float]


@dataclass(frozen=True, slots=True, order=True)
class Tagged:
    """Characters `start` to `end` are a span of `head`: words `first` to `last` (included), found with `probability` (the mean
    over its words, calibrated); `classes` are the class heads' verdicts, each label with its probability."""

    start: int
    end: int
    head: str
    probability: float
    first: int
    last: int
    classes: tuple[tuple[str, str, float], ...] = ()

    def label(self, head: str) -> str:
        """Return the likeliest label of a class head.

        Raises:
            KeyError: if the head does not sort this span.
        """
        return self._verdict(head)[0]

    def sureness(self, head: str) -> float:
        """Return the probability of the likeliest label of a class head.

        Raises:
            KeyError: if the head does not sort this span.
        """
        return self._verdict(head)[1]

    def _verdict(self, head: str) -> tuple[str, float]:
        for name, label, probability in self.classes:
            if name == head:
                return label, probability
        raise KeyError(head)


def tag_logs(logits: NDArray[np.float32], calibration: Calibration) -> NDArray[np.float64]:
    """Return the calibrated log probabilities of ``O B I`` (words, span heads, 3)."""
    spans = logits[:, : 3 * len(SPANS)].reshape(len(logits), len(SPANS), 3).astype(np.float64)
    return _log_softmax(spans / np.array([calibration.temperature.get(head, 1.0) for head in SPANS])[None, :, None])


def decode(logits: NDArray[np.float32], pieces: Pieces, calibration: Calibration) -> tuple[Tagged, ...]:
    """Read the spans off the logits of each word (words, OUTPUTS); sorted by place, longer first, then by head."""
    if not len(logits):
        return ()
    logs = tag_logs(logits, calibration)
    shifted = logs.copy()
    shifted[:, :, 0] -= np.array([calibration.bias.get(head, 0.0) for head in SPANS])
    tags = _best(shifted)
    found: list[Tagged] = []
    for column, head in enumerate(SPANS):
        names = [name for name, (of, _) in CLASSES.items() if of == head]
        for first, last in _runs(tags[:, column], whole=head in _WHOLE):
            chosen = logs[np.arange(first, last + 1), column, tags[first : last + 1, column]]
            classes = tuple(_sort(logits[first], name, calibration) for name in names)
            probability = float(np.exp(chosen).mean())
            found.append(Tagged(int(pieces.starts[first]), int(pieces.ends[last]), head, probability, first, last, classes))
    found.sort(key=lambda t: (t.start, -t.end, t.head))
    return tuple(found)


def _sort(logits: NDArray[np.float32], name: str, calibration: Calibration) -> tuple[str, str, float]:
    rows = logits[class_slice(name)].astype(np.float64) / calibration.temperature.get(name, 1.0)
    probabilities = np.exp(_log_softmax(rows))
    best = int(probabilities.argmax())
    return name, CLASSES[name][1][best], float(probabilities[best])


def _log_softmax(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    top: NDArray[np.float64] = rows - rows.max(axis=-1, keepdims=True)
    logs: NDArray[np.float64] = top - np.log(np.exp(top).sum(axis=-1, keepdims=True))
    return logs


def _best(logs: NDArray[np.float64]) -> NDArray[np.int64]:
    """Viterbi for all heads at once, with the one rule that ``I`` follows ``B`` or ``I``; ties go to the lower tag."""
    count, heads, _ = logs.shape
    allowed = np.zeros((3, 3))
    allowed[0, 2] = _NEVER
    score = logs[0].copy()
    score[:, 2] += _NEVER
    back = np.zeros((count, heads, 3), dtype=np.int8)
    for at in range(1, count):
        ways = score[:, :, None] + allowed
        back[at] = ways.argmax(axis=1)
        score = ways.max(axis=1) + logs[at]
    tags = np.zeros((count, heads), dtype=np.int64)
    tags[-1] = score.argmax(axis=1)
    every = np.arange(heads)
    for at in range(count - 1, 0, -1):
        tags[at - 1] = back[at, every, tags[at]]
    return tags


def _runs(tags: NDArray[np.int64], *, whole: bool) -> list[tuple[int, int]]:
    """Return the first and last word of each span of one head; `whole` joins spans with nothing between them."""
    runs: list[tuple[int, int]] = []
    inside = np.flatnonzero(tags)
    for at in inside.tolist():
        if not runs or runs[-1][1] != at - 1 or (tags[at] == 1 and not whole):
            runs.append((at, at))
        else:
            runs[-1] = (runs[-1][0], at)
    return runs
