"""From logits to spans: only well-formed sequences, probabilities that are probabilities, ties settled alike."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.reading.decoding import Calibration, Tagged, decode
from dateline.reading.heads import CLASSES, OUTPUTS, SPANS, WINDOW, WINDOW_WIDTH, class_slice, span_index, window_slice
from dateline.reading.pieces import Pieces

PLAIN = Calibration({}, {})


def line(count: int) -> Pieces:
    """Words of two characters with a space between."""
    at = np.arange(count, dtype=np.int64)
    return Pieces(at, at * 0, at, at * 3, at * 3 + 2)


def logits_of(count: int, **tags: dict[int, str]) -> np.ndarray:
    logits = np.zeros((count, OUTPUTS), dtype=np.float32)
    for head in SPANS:
        logits[:, span_index(head)] = 4.0
        for word, tag in tags.get(head, {}).items():
            logits[word, span_index(head) : span_index(head) + 3] = [0.0 if t != tag else 6.0 for t in "OBI"]
    return logits


def test_spans_and_their_characters() -> None:
    spans = decode(logits_of(6, source={1: "B", 2: "I", 4: "B"}), line(6), PLAIN)
    assert [(s.head, s.start, s.end, s.first, s.last) for s in spans] == [("source", 3, 8, 1, 2), ("source", 12, 14, 4, 4)]
    assert all(0.9 < s.probability < 1 for s in spans)


def test_an_inside_without_a_beginning_is_mended() -> None:
    spans = decode(logits_of(5, cue={1: "I", 2: "I"}), line(5), PLAIN)
    assert [s.last for s in spans] == [2]


def test_two_spans_side_by_side_stay_two() -> None:
    spans = decode(logits_of(4, place={0: "B", 1: "B", 2: "I"}), line(4), PLAIN)
    assert [(s.first, s.last) for s in spans] == [(0, 0), (1, 2)]


def test_classes_come_with_their_span() -> None:
    logits = logits_of(3, trigger={1: "B"})
    labels = CLASSES["status"][1]
    logits[1, class_slice("status")] = [8.0 if label == "denied" else 0.0 for label in labels]
    [span] = decode(logits, line(3), PLAIN)
    assert span.label("status") == "denied"
    assert span.sureness("status") > 0.9
    with pytest.raises(KeyError):
        span.label("measure")


def test_temperature_softens_and_bias_finds_more() -> None:
    logits = logits_of(3, figure={1: "B"})
    [hard] = decode(logits, line(3), PLAIN)
    [soft] = decode(logits, line(3), Calibration({"figure": 3.0}, {}))
    assert soft.probability < hard.probability
    unsure = logits_of(3)
    unsure[1, span_index("figure") : span_index("figure") + 3] = [1.0, 0.5, 0.0]
    assert not decode(unsure, line(3), PLAIN)
    assert len(decode(unsure, line(3), Calibration({}, {"figure": 1.0}))) == 1


@given(st.integers(0, 12), st.integers(0, 10_000))
def test_any_logits_give_disjoint_spans_of_each_head(count: int, seed: int) -> None:
    logits = np.random.default_rng(seed).normal(0, 3, (count, OUTPUTS)).astype(np.float32)
    spans = decode(logits, line(count), PLAIN)
    assert spans == decode(logits, line(count), PLAIN)
    for head in SPANS:
        own = [s for s in spans if s.head == head]
        assert all(a.last < b.first for a, b in pairwise(own))
        assert all(0 < s.probability <= 1 and isinstance(s, Tagged) for s in own)


def test_the_outputs_are_all_told_apart() -> None:
    taken = [i for head in SPANS for i in range(span_index(head), span_index(head) + 3)]
    for head in CLASSES:
        part = class_slice(head)
        taken += range(part.start, part.stop)
    for head in WINDOW:
        part = window_slice(head)
        taken += range(OUTPUTS - WINDOW_WIDTH + part.start, OUTPUTS - WINDOW_WIDTH + part.stop)
    assert taken == list(range(OUTPUTS))
    with pytest.raises(KeyError):
        class_slice("nothing")
    with pytest.raises(KeyError):
        window_slice("nothing")
