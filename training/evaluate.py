"""Score the reader alone: ``python -m training.evaluate WORK --corpus corpus --split dev``.

Span F1 of each head, roles by any shared word (as `training.compare` counts them), class accuracies, attribution as a whole,
and how well reports of conflict are told from others.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from dateline.reading.decoding import Calibration, Tagged, decode
from dateline.reading.heads import CLASSES, SPANS, WINDOW, window_slice
from dateline.reading.linking import Prices, link_attributions
from dateline.reading.model import Run, word_logits
from dateline.reading.pieces import Pieces, cut, open_tokenizer
from training import public
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


def load_torch(folder: Path, device: torch.device | None = None) -> Run:
    """Return the network that ``training.train`` wrote to a folder as `dateline.reading.model.word_logits` runs it."""
    device = device or torch.device("cpu")
    reader = Reader.from_trained(folder).to(device)

    def run(ids: np.ndarray, features: np.ndarray, mask: np.ndarray) -> np.ndarray:
        parts = (torch.from_numpy(array).to(device) for array in (ids, features, mask))
        with torch.inference_mode(), torch.autocast(device.type, dtype=torch.bfloat16, enabled=device.type != "cpu"):
            logits: np.ndarray = reader(*parts).float().cpu().numpy()
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


def conflict_area(reads: Sequence[Read]) -> float:
    """Return how often a report of conflict looks more like one than a hard negative does (area under the ROC curve)."""
    odds = [
        (float((read.about[:, 0] - read.about[:, 1]).mean()), read.document.about["report"])
        for read in reads
        if "report" in read.document.about
    ]
    yes = [value for value, about in odds if about == "conflict"]
    no = [value for value, about in odds if about == "other"]
    return float(np.mean([(y > n) + 0.5 * (y == n) for y in yes for n in no])) if yes and no else 1.0


def roles_tally(reads: Sequence[Read], calibration: Calibration) -> Tally:
    """Return the four roles together: spans that share a word, matched one to one."""
    tally = Tally()
    for read in reads:
        spans = decode(read.logits, read.pieces, calibration)
        for head in ("perpetrator", "target", "victim", "instrument"):
            gold = sorted({(span.start, span.end) for span in read.document.spans if span.head == head})
            found = [(span.start, span.end) for span in spans if span.head == head]
            tally.add(len(match([[g] for g in gold], [[f] for f in found], 0.0)), len(found), len(gold))
    return tally


def sub_event_share(folder: Path, run: Run, *, window: int, overlap: int) -> float:
    """Return the share of the snippets set aside whose sub-event type is the likeliest."""
    aside = public.held("event_types", folder)
    reads = read_all([d for d in public.event_types(folder) if d.id in aside], run, window=window, overlap=overlap)
    kinds = WINDOW["sub_event"]
    return float(np.mean([kinds[r.about[:, window_slice("sub_event")].mean(0).argmax()] == r.document.about["sub_event"] for r in reads]))


def main() -> None:
    """Read the command line; print a score a line and all of them as JSON."""
    from training.calibrate import calibrate
    from training.train import documents

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path, help="folder that training.train wrote to")
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--public", type=Path, help="folder with event_types/")
    parser.add_argument("--split", default="dev", choices=("dev", "test"))
    parser.add_argument("--device", default="cpu")
    given = parser.parse_args()
    run = load_torch(given.work, torch.device(given.device))
    window = json.loads((given.work / "training.json").read_text(encoding="utf-8"))["settings"]
    read = {
        split: read_all(documents(given.corpus, None, split=split), run, window=window["window"], overlap=window["overlap"])
        for split in {"dev", given.split}
    }
    calibration, reads = calibrate(read["dev"]), read[given.split]
    scores = {name: tally.f1 for name, tally in span_scores(reads, calibration).items()}
    scores |= {"roles": roles_tally(reads, calibration).f1, "conflict": conflict_area(reads)}
    if given.public:
        scores["sub_event"] = sub_event_share(given.public, run, window=window["window"], overlap=window["overlap"])
    for name, score in scores.items():
        print(f"{name:18} {score:.3f}")
    print(json.dumps({given.work.name: {name: round(score, 4) for name, score in scores.items()}}))


if __name__ == "__main__":
    main()
