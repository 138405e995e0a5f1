"""What the reader saw in a text: spans with probabilities, joined where they belong together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dateline.reading.decoding import Tagged, decode, tag_logs
from dateline.reading.heads import SPANS, WINDOW, window_slice
from dateline.reading.linking import ReadAttribution, link_attributions
from dateline.reading.model import Weights, load, word_logits
from dateline.reading.pieces import Pieces, cut, windows

__all__ = ["Reading", "read_text"]


#: Windows to each side (about 110 words apiece) that say with a claim's own whether a text tells of conflict there.
AROUND = 2


def _probability(odds: Sequence[float]) -> float:
    return float(1.0 / (1.0 + np.exp(-np.mean(odds)))) if odds else 0.0


@dataclass(frozen=True, slots=True)
class Reading:
    """The reader's spans of one text, sorted by place, and its attributions; `version` names the weights.

    `windows` are the characters of each window that was read, with the log odds that it tells of armed conflict or
    unrest; `inside` (words, span heads) is the probability that a word belongs to a span of a head, found or not.
    `sub_events` are ACLED's sub-event types (``heads.WINDOW``) with the probability that the text is about each, likeliest first.
    """

    spans: tuple[Tagged, ...]
    words: tuple[tuple[int, int], ...]
    attributions: tuple[ReadAttribution, ...]
    version: str
    windows: tuple[tuple[int, int, float], ...]
    inside: NDArray[np.float32] = field(repr=False, compare=False)
    sub_events: tuple[tuple[str, float], ...] = ()
    _starts: dict[str, tuple[list[int], list[Tagged]]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def conflict(self) -> float:
        """The probability that the text tells of armed conflict or unrest: of the mean of what its windows say."""
        return _probability([odds for _, _, odds in self.windows])

    def conflict_at(self, start: int, end: int, *, around: int = AROUND) -> float:
        """Return that probability for the windows of ``start:end`` and so many to each side: a page may hold many stories."""
        over = [at for at, (first, last, _) in enumerate(self.windows) if first < end and start < last]
        if not over:
            return self.conflict
        return _probability([odds for _, _, odds in self.windows[max(0, over[0] - around) : over[-1] + around + 1]])

    def of(self, *heads: str) -> list[Tagged]:
        """Return the spans of the given heads, in order."""
        return [span for span in self.spans if span.head in heads]

    def within(self, start: int, end: int, head: str) -> Iterator[Tagged]:
        """Yield the spans of a head that share a character with ``start:end``."""
        starts, spans = self._of(head)
        for span in spans[max(0, bisect_left(starts, start) - 1) :]:
            if span.start >= end:
                return
            if span.end > start:
                yield span

    def beginning_in(self, start: int, end: int, head: str) -> list[Tagged]:
        """Return the spans of a head whose first character lies in ``start:end``."""
        return [span for span in self.within(start, end, head) if span.start >= start]

    def _of(self, head: str) -> tuple[list[int], list[Tagged]]:
        if head not in self._starts:
            spans = self.of(head)
            self._starts[head] = ([span.start for span in spans], spans)
        return self._starts[head]

    def presence(self, start: int, end: int, head: str) -> float:
        """Return the greatest probability that any word of ``start:end`` belongs to a span of `head`."""
        first = bisect_right(self.words, start, key=lambda word: word[1])
        last = bisect_left(self.words, end, key=lambda word: word[0])
        return float(self.inside[first:last, SPANS.index(head)].max(initial=0.0))


def read_text(text: str, weights: Weights | None = None) -> Reading:
    """Read a text.

    Args:
        text: any text, such as ``article.text``; spans are characters of it.
        weights: the weights to read with; those of the package where not given.

    Raises:
        ReferenceDataError: if the package's weights are missing or were made for other heads.
    """
    weights = weights or load()
    pieces = cut(text, weights.tokenizer)
    logits, about = word_logits(pieces, weights.run, window=weights.window, overlap=weights.overlap)
    spans = decode(logits, pieces, weights.calibration)
    inside = (1.0 - np.exp(tag_logs(logits, weights.calibration)[:, :, 0])).astype(np.float32)
    windowed = _windowed(pieces, about[:, window_slice("report")], weights)
    words = tuple(zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True))
    kinds = _kinds(about[:, window_slice("sub_event")], weights.calibration.temperature.get("sub_event", 1.0))
    return Reading(spans, words, link_attributions(text, words, spans), weights.version, windowed, inside, kinds)


def _windowed(pieces: Pieces, told: NDArray[np.float32], weights: Weights) -> tuple[tuple[int, int, float], ...]:
    """Return the log odds that each window tells of conflict, with the characters it covers."""
    odds = (told[:, 0] - told[:, 1]) / weights.calibration.temperature.get("report", 1.0)
    rows: list[tuple[int, int, float]] = []
    for (begin, end, _, _), value in zip(windows(len(pieces), weights.window - 2, weights.overlap), odds.tolist(), strict=False):
        first = int(np.searchsorted(pieces.first, begin, side="right")) - 1
        last = int(np.searchsorted(pieces.first, end, side="left")) - 1
        rows.append((int(pieces.starts[first]), int(pieces.ends[last]), value))
    return tuple(rows)


def _kinds(logits: NDArray[np.float32], temperature: float) -> tuple[tuple[str, float], ...]:
    if not len(logits):
        return ()
    rows = logits.mean(axis=0).astype(np.float64) / temperature
    odds = np.exp(rows - rows.max())
    pairs = zip(WINDOW["sub_event"], (odds / odds.sum()).tolist(), strict=True)
    return tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))
