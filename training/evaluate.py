"""Score the reader alone: span F1 of each head, attribution as a whole, class accuracies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from dateline.reading.decoding import Calibration, Tagged, decode
from dateline.reading.heads import CLASSES, SPANS
from dateline.reading.linking import Prices, link_attributions
from dateline.reading.model import Run, word_logits
from dateline.reading.pieces import Pieces, cut, open_tokenizer
from training.examples import Document
from training.model import Reader, base_folder
from training.tally import Tally, match

__all__ = ["Read", "attribution_rows", "load_torch", "read_all", "span_scores"]


@dataclass(frozen=True, slots=True)
class Read:
    """A document with its pieces, the logits of its words, and those of what each window is about."""

    document: Document
    pieces: Pieces
    logits: np.ndarray
    about: np.ndarray


def load_torch(path: Path) -> Run:
    """Return the network of trained weights as `dateline.reading.model.word_logits` runs it."""
    reader = Reader.from_base(base_folder())
    reader.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    reader.eval()

    def run(ids: np.ndarray, features: np.ndarray, mask: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            logits: np.ndarray = reader(*(torch.from_numpy(array) for array in (ids, features, mask))).float().numpy()
        return logits

    return run


def read_all(documents: Iterable[Document], run: Run, *, window: int = 160, overlap: int = 32) -> list[Read]:
    """Run documents through a network."""
    tokenizer = open_tokenizer(str(base_folder() / "tokenizer.json"))
    found = []
    for document in documents:
        pieces = cut(document.text, tokenizer)
        found.append(Read(document, pieces, *word_logits(pieces, run, window=window, overlap=overlap)))
    return found


def span_scores(reads: Sequence[Read], calibration: Calibration, *, exact: bool = False) -> dict[str, Tally]:
    """Return span F1 of each labelled head (Dice overlap of at least one half, or exact) and accuracy of each class head."""
    tallies: dict[str, Tally] = {}
    for read in reads:
        spans = decode(read.logits, read.pieces, calibration)
        for head in SPANS:
            if head not in read.document.heads:
                continue
            gold = [span for span in read.document.spans if span.head == head]
            found = [span for span in spans if span.head == head]
            pairs = match([[(g.start, g.end)] for g in gold], [[(f.start, f.end)] for f in found], 1.0 if exact else 0.5)
            tallies.setdefault(head, Tally()).add(len(pairs), len(found), len(gold))
            for name, (of, _) in CLASSES.items():
                if of != head:
                    continue
                known = [(dict(gold[g].classes)[name], found[f].label(name)) for g, f in pairs if name in dict(gold[g].classes)]
                tallies.setdefault(name, Tally()).add(sum(a == b for a, b in known), len(known), len(known))
    return tallies


def attribution_rows(
    read: Read, calibration: Calibration, prices: Prices | None = None, spans: Sequence[Tagged] | None = None
) -> dict[str, Any]:
    """Return a document's attributions as ``score_attribution.py`` reads them."""
    spans = decode(read.logits, read.pieces, calibration) if spans is None else spans
    words = list(zip(read.pieces.starts.tolist(), read.pieces.ends.tolist(), strict=True))
    rows = [
        {
            "source": [[a.source.start, a.source.end]] if a.source else [],
            "cue": [[a.cue.start, a.cue.end]] if a.cue else [],
            "content": [[c.start, c.end] for c in a.contents],
        }
        for a in link_attributions(read.document.text, words, spans, prices)
    ]
    return {"id": read.document.id, "attributions": rows}
