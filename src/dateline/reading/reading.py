"""What the reader saw in a text: spans with probabilities, joined where they belong together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dateline.reading.decoding import Tagged, decode, tag_logs
from dateline.reading.heads import SPANS
from dateline.reading.linking import ReadAttribution, link_attributions
from dateline.reading.model import Weights, load, word_logits
from dateline.reading.pieces import cut

__all__ = ["Reading", "read_text"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The reader's spans of one text, sorted by place, and its attributions; `version` names the weights.

    `conflict` is the probability that the text tells of armed conflict or unrest at all (of two windows that say no and one that
    says yes, the one); `inside` (words, span heads) is the probability that a word belongs to a span of a head, found or not.
    """

    spans: tuple[Tagged, ...]
    words: tuple[tuple[int, int], ...]
    attributions: tuple[ReadAttribution, ...]
    version: str
    conflict: float
    inside: NDArray[np.float32] = field(repr=False, compare=False)
    _starts: dict[str, tuple[list[int], list[Tagged]]] = field(default_factory=dict, repr=False, compare=False)

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
    odds = (about[:, 0] - about[:, 1]) / weights.calibration.temperature.get("report", 1.0)
    conflict = float(1.0 / (1.0 + np.exp(-odds.max(initial=-20.0))))
    words = tuple(zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True))
    return Reading(spans, words, link_attributions(text, words, spans), weights.version, conflict, inside)
