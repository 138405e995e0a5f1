"""Train the reader: ``python -m training.train --corpus corpus --public FOLDER --out WORK``.

Windows of every document are cut anew with a random phase each epoch, shuffled together over all corpora and batched by
length; a head's loss counts only where its label is known. Same seed and thread count, same weights.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from dateline.reading.heads import CLASSES, REPORT, SPANS, class_slice
from dateline.reading.pieces import CLS, SEP, open_tokenizer
from training import public
from training.examples import UNLABELLED, Document, Example, example, of_report
from training.markup import read_corpus
from training.model import Reader, base_folder

__all__ = ["Settings", "documents", "train"]

#: The span heads a sparse corpus teaches; a missed label costs more than a word too many.
_SPARSE = ("trigger", "perpetrator", "target", "victim", "instrument", "figure", "private")


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of a run; `repeat` says how often each origin's windows are seen in an epoch."""

    epochs: int = 3
    window: int = 160
    overlap: int = 32
    batch_pieces: int = 2048
    rate: float = 2.2e-4
    head_rate: float = 2e-3
    warmup: float = 0.06
    lower_case: float = 0.12
    seed: int = 7
    share: float = 1.0
    repeat: tuple[tuple[str, float], ...] = (
        ("dateline", 4.0), ("polnear", 1.0), ("lgl", 1.0), ("geovirus", 1.0), ("timebank", 0.5), ("aquaint", 0.5), ("wikiwars", 0.5),
    )  # fmt: skip


#: The second stage: our corpus, and as much of the public ones as keeps them from being forgotten.
MIX = (
    ("dateline", 4.0), ("polnear", 0.15), ("lgl", 0.1), ("geovirus", 0.1), ("timebank", 0.05), ("aquaint", 0.05), ("wikiwars", 0.05),
)  # fmt: skip


def documents(corpus: Path | None, folder: Path | None, share: float = 1.0, split: str = "train") -> list[Document]:
    """Return what may be trained on: the reports of a split (of a `share` of its theatres) and the public documents not set aside."""
    found: list[Document] = []
    if corpus is not None:
        with (corpus / "plan.tsv").open(encoding="utf-8", newline="") as rows:
            theatres = sorted({row["theatre"] for row in csv.DictReader(rows, delimiter="\t") if row["split"] == split})
        random.Random(98613).shuffle(theatres)
        kept = set(theatres[: round(len(theatres) * share)])
        found += [of_report(report) for report in read_corpus(corpus / "reports") if report.theatre in kept]
    if folder is not None:
        for task, read in (("attribution", public.attribution), ("places", public.places), ("times", public.times)):
            aside = public.held(task, folder)
            found += [document for document in read(folder) if document.id not in aside]
    return found


def _windows(cut: Example, settings: Settings, dice: random.Random) -> list[tuple[int, int]]:
    size = settings.window - 2
    if len(cut.pieces) <= size:
        return [(0, len(cut.pieces))]
    phase = dice.randrange(size // 2, size + 1)
    spans = [(0, phase)]
    while spans[-1][1] < len(cut.pieces):
        start = spans[-1][1] - settings.overlap
        spans.append((start, min(start + size, len(cut.pieces))))
    return spans


def _epoch(cuts: list[Example], settings: Settings, dice: random.Random) -> list[list[tuple[int, int, int]]]:
    """Return batches of (example, start, end), each of about `batch_pieces` pieces and of like length."""
    rows: list[tuple[int, int, int]] = []
    repeat = dict(settings.repeat)
    for at, cut in enumerate(cuts):
        times = repeat.get(cut.document.origin, 1.0)
        whole, rest = int(times), times - int(times)
        for _ in range(whole + (dice.random() < rest)):
            rows += [(at, start, end) for start, end in _windows(cut, settings, dice)]
    dice.shuffle(rows)
    batches: list[list[tuple[int, int, int]]] = []
    for start in range(0, len(rows), 400):
        chunk = sorted(rows[start : start + 400], key=lambda row: row[2] - row[1])
        batch: list[tuple[int, int, int]] = []
        for row in chunk:
            if batch and (len(batch) + 1) * (row[2] - row[1] + 2) > settings.batch_pieces:
                batches.append(batch)
                batch = []
            batch.append(row)
        batches.append(batch)
    dice.shuffle(batches)
    return batches


def _tensors(batch: list[tuple[int, int, int]], cuts: list[Example], settings: Settings, dice: random.Random) -> tuple[Tensor, ...]:
    width = max(end - start for _, start, end in batch) + 2
    shape = (len(batch), width)
    ids, features, mask = (np.zeros(shape, np.int64) for _ in range(3))
    tags = np.full((*shape, len(SPANS)), UNLABELLED, np.int64)
    classes = np.full((*shape, len(CLASSES)), UNLABELLED, np.int64)
    about = np.full(len(batch), UNLABELLED, np.int64)
    for row, (at, start, end) in enumerate(batch):
        cut, stop = cuts[at], end - start + 1
        ids[row, 0], ids[row, stop] = CLS, SEP
        ids[row, 1:stop] = cut.pieces.ids[start:end]
        features[row, 1:stop] = cut.pieces.features[start:end]
        if dice.random() < settings.lower_case:
            features[row] = features[row] // 4 * 4
        mask[row, : stop + 1] = 1
        if cut.document.about is not None:
            about[row] = REPORT.index(cut.document.about)
        tags[row, 1:stop] = cut.tags[start:end]
        classes[row, 1:stop] = cut.classes[start:end]
    return tuple(torch.from_numpy(array) for array in (ids, features, mask, tags, classes, about))


def _loss(logits: Tensor, tags: Tensor, classes: Tensor, about: Tensor, weights: Tensor) -> Tensor:
    spans = logits[..., : 3 * len(SPANS)].reshape(-1, len(SPANS), 3)
    labels = tags.reshape(-1, len(SPANS))
    total = logits.new_zeros(())
    for column in range(len(SPANS)):
        known = labels[:, column] != UNLABELLED
        if known.any():
            total = total + cross_entropy(spans[known, column], labels[known, column], weight=weights[column])
    flat, sorts = logits.reshape(-1, logits.shape[-1]), classes.reshape(-1, len(CLASSES))
    for column, head in enumerate(CLASSES):
        known = sorts[:, column] != UNLABELLED
        if known.any():
            total = total + 0.5 * cross_entropy(flat[known][:, class_slice(head)], sorts[known, column])
    if (about != UNLABELLED).any():
        total = total + 0.5 * cross_entropy(logits[:, 0, -len(REPORT) :], about, ignore_index=UNLABELLED)
    return total


def train(found: list[Document], settings: Settings, out: Path, start: Path | None = None) -> Reader:
    """Train on documents; writes ``reader.pt`` and ``training.json`` to `out`, and again after every epoch.

    `start` are trained weights to go on from; the base weights where not given.
    """
    torch.manual_seed(settings.seed)
    dice = random.Random(settings.seed)
    tokenizer = open_tokenizer(str(base_folder() / "tokenizer.json"))
    cuts = [example(document, tokenizer) for document in found]
    reader = Reader.from_base(base_folder())
    if start is not None:
        known = torch.load(start, map_location="cpu", weights_only=True)
        for name in ("heads.weight", "heads.bias"):  # heads added since stand behind the older ones
            grown = reader.state_dict()[name].clone()
            grown[: len(known[name])] = known[name]
            known[name] = grown
        reader.load_state_dict(known)
    weights = torch.tensor([[1.0, 2.0, 2.0] if head in _SPARSE else [1.0, 1.2, 1.2] for head in SPANS])
    encoder = [p for p in reader.encoder.parameters() if p.requires_grad]
    fresh = [*reader.case.parameters(), *reader.heads.parameters()]
    groups = [{"params": encoder, "lr": settings.rate}, {"params": fresh, "lr": settings.head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    epochs = [_epoch(cuts, settings, dice) for _ in range(settings.epochs)]
    steps = sum(len(batches) for batches in epochs)
    ramp = max(1, round(steps * settings.warmup))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min((step + 1) / ramp, (steps - step) / max(1, steps - ramp)))
    out.mkdir(parents=True, exist_ok=True)
    begun, seen, step, running = time.monotonic(), 0, 0, 0.0
    reader.train()
    for number, batches in enumerate(epochs, 1):
        for batch in batches:
            ids, features, mask, tags, classes, about = _tensors(batch, cuts, settings, dice)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = reader(ids, features, mask)
            loss = _loss(logits.float(), tags, classes, about, weights)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            seen, step, running = seen + int(mask.sum()), step + 1, 0.98 * running + 0.02 * loss.item()
            if step % 50 == 0:
                speed = seen / (time.monotonic() - begun)
                left = (time.monotonic() - begun) / step * (steps - step)
                print(f"epoch {number} step {step}/{steps} loss {running:.3f} {speed:.0f} pieces/s, {left:.0f} s left", file=sys.stderr)
        torch.save(reader.state_dict(), out / "reader.pt")
    origins: dict[str, int] = {}
    for document in found:
        origins[document.origin] = origins.get(document.origin, 0) + 1
    facts = {"settings": asdict(settings), "documents": origins, "pieces_seen": seen, "seconds": round(time.monotonic() - begun)}
    (out / "training.json").write_text(json.dumps(facts, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return reader


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, help="folder with plan.tsv and reports/")
    parser.add_argument("--public", type=Path, help="folder with attribution/, places/, times/")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    for name in ("epochs", "window", "seed"):
        parser.add_argument(f"--{name}", type=int, default=getattr(Settings(), name))
    parser.add_argument("--share", type=float, default=1.0, help="part of the train theatres, for a learning curve")
    parser.add_argument("--mix", action="store_true", help="mostly our corpus: the second stage")
    parser.add_argument("--start", type=Path, help="reader.pt to go on from")
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    settings = Settings(epochs=given.epochs, window=given.window, seed=given.seed, share=given.share)
    settings = replace(settings, repeat=MIX) if given.mix else settings
    train(documents(given.corpus, given.public, given.share), settings, given.out, given.start)


if __name__ == "__main__":
    main()
