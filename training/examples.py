"""Labelled documents as the trainer sees them: wordpieces with one label a head at the first piece of each word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from dateline.reading.heads import CLASSES, SPANS
from dateline.reading.pieces import Pieces, cut

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from training.markup import Label, LabelledReport

__all__ = ["UNLABELLED", "Document", "Example", "LabelledSpan", "example", "of_report", "side"]

#: What the loss leaves out: no label is known here.
UNLABELLED = -100


@dataclass(frozen=True, slots=True)
class LabelledSpan:
    """Characters `start` to `end` are a span of `head`; `classes` gives the class heads' labels that are known of it."""

    head: str
    start: int
    end: int
    classes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A text with the spans that are known of it; `heads` are the span heads labelled throughout, the others are unknown.

    `about` gives the labels of the window heads that are known (``WINDOW``).
    """

    id: str
    origin: str
    text: str
    heads: frozenset[str]
    spans: tuple[LabelledSpan, ...]
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Example:
    """A document in wordpieces: `tags` (pieces, span heads) and `classes` (pieces, class heads), `UNLABELLED` where unknown."""

    document: Document
    pieces: Pieces
    tags: np.ndarray
    classes: np.ndarray


def side(of: tuple[int, int], partners: Iterable[tuple[int, int]]) -> str:
    """Return on which side of a span the nearest of its partners begins: ``before``, ``after``, or ``none`` without partners."""
    best = min(partners, key=lambda p: (max(p[0] - of[1], of[0] - p[1], 0), p), default=None)
    if best is None:
        return "none"
    return "before" if best[0] < of[0] else "after"


def of_report(report: LabelledReport) -> Document:
    """Turn a labelled report of our corpus into a document with every head labelled."""
    spans: list[LabelledSpan] = []
    triggers = {label.get("id"): (label.start, label.end) for label in report.of("e")}
    parts: dict[str, dict[str, list[tuple[int, int]]]] = {kind: {} for kind in "sqc"}
    for label in report.of("s", "q", "c"):
        for number in label.refers("a"):
            parts[label.kind].setdefault(number, []).append((label.start, label.end))

    def towards(label: Label, kind: str) -> str:
        return side((label.start, label.end), [p for number in label.refers("a") for p in parts[kind].get(number, ())])

    outer: list[tuple[int, int]] = []
    names = {"perp": "perpetrator", "targ": "target", "vict": "victim", "inst": "instrument", "s": "source", "q": "cue"}
    for label in report.labels:
        classes: tuple[tuple[str, str], ...] = ()
        if label.kind == "c":
            nested = any(start <= label.start and label.end <= end for start, end in outer)
            head = "inner" if nested else "content"
            outer.append((label.start, label.end))
            if not nested:
                classes = (("cue_side", towards(label, "q")),)
        elif label.kind == "e":
            head = "trigger"
            background = "background" if label.get("bg") else "news"
            classes = (("type", label.get("type")), ("status", label.get("st")), ("background", background))
        elif label.kind == "n":
            head = "figure"
            measure = "other" if label.get("dom") else label.refers("m")[0]
            classes = (("measure", measure), ("victim_kind", label.get("k", "unknown")), ("scope", label.get("sc", "incident")))
            if label.get("e"):
                classes += (("figure_side", side((label.start, label.end), [triggers[i] for i in label.refers()])),)
        elif label.kind == "p":
            head, classes = "place", (("place_role", label.get("r")),)
        else:
            head = {"t": "time", "pp": "private"}.get(label.kind) or names[label.kind]
            if label.kind == "q":
                classes = (("source_side", towards(label, "s")),)
            elif label.get("e"):
                classes = ((f"{head}_side", side((label.start, label.end), [triggers[i] for i in label.refers()])),)
        spans.append(LabelledSpan(head, label.start, label.end, classes))
    about = {"report": "other" if report.negative else "conflict"}
    return Document(report.id, "dateline", report.text, frozenset(SPANS), tuple(spans), about)


def example(document: Document, tokenizer: Tokenizer) -> Example:
    """Cut a document into wordpieces and lay its spans on them."""
    pieces = cut(document.text, tokenizer)
    tags = np.full((len(pieces), len(SPANS)), UNLABELLED, dtype=np.int64)
    classes = np.full((len(pieces), len(CLASSES)), UNLABELLED, dtype=np.int64)
    for column, head in enumerate(SPANS):
        if head in document.heads:
            tags[pieces.first, column] = 0
    for span in sorted(document.spans, key=lambda s: (s.start, -s.end)):
        _lay(span, pieces, tags, classes)
    return Example(document, pieces, tags, classes)


def _lay(span: LabelledSpan, pieces: Pieces, tags: np.ndarray, classes: np.ndarray) -> None:
    inside = np.flatnonzero((pieces.starts < span.end) & (pieces.ends > span.start))
    if not len(inside):
        return
    column = SPANS.index(span.head)
    at = pieces.first[inside]
    if tags[at[0], column] > 0:  # a span inside one of the same head: the outer stands
        return
    tags[at, column] = 2
    tags[at[0], column] = 1
    names = list(CLASSES)
    for name, value in span.classes:
        labels = CLASSES[name][1]
        if value in labels:
            classes[at[0], names.index(name)] = labels.index(value)


def examples(documents: Iterable[Document], tokenizer: Tokenizer) -> list[Example]:
    """Cut many documents."""
    return [example(document, tokenizer) for document in documents]
