"""Train the reader: ``python -m training.train --corpus corpus --public FOLDER --out WORK``.

Windows of every document are cut anew with a random phase each epoch, shuffled together over all corpora and batched by
length; a head's loss counts only where its label is known. On a CPU the same seed and thread count give the same weights.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch

from dateline.reading.pieces import open_tokenizer
from training import public
from training.batches import Cutting, epoch, tensors
from training.examples import Document, example, of_report
from training.losses import labels_missed, tag_weights, teachers_unheard
from training.markup import read_corpus
from training.model import Reader, base_folder
from training.teaching import lessons

__all__ = ["Settings", "documents", "train"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of a run; `repeat` says how often each origin's windows are seen in an epoch, `heed` what teachers weigh beside labels."""

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
    heed: float = 1.0
    repeat: tuple[tuple[str, float], ...] = (
        ("dateline", 4.0), ("polnear", 1.0), ("lgl", 1.0), ("geovirus", 1.0), ("timebank", 0.5), ("aquaint", 0.5), ("wikiwars", 0.5),
        ("case", 1.0),
    )  # fmt: skip

    @property
    def cutting(self) -> Cutting:
        """How windows are cut."""
        return Cutting(self.window, self.overlap, self.batch_pieces, self.lower_case)


#: The second stage: our corpus, and as much of the public ones as keeps them from being forgotten.
MIX = (
    ("dateline", 4.0), ("polnear", 0.15), ("lgl", 0.1), ("geovirus", 0.1), ("timebank", 0.05), ("aquaint", 0.05), ("wikiwars", 0.05),
    ("case", 3.0),
)  # fmt: skip
#: With teachers every text teaches every head.
TAUGHT = (
    ("dateline", 3.0), ("polnear", 0.5), ("lgl", 0.7), ("geovirus", 1.0), ("timebank", 0.7), ("aquaint", 0.7), ("wikiwars", 1.0),
    ("wire", 0.4), ("case", 3.0),
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
        tasks = ("attribution", public.attribution), ("places", public.places), ("times", public.times), ("event_types", public.event_types)
        for task, read in tasks:
            aside = public.held(task, folder)
            found += [document for document in read(folder) if document.id not in aside]
    return found


def train(
    found: list[Document],
    settings: Settings,
    out: Path,
    start: Path | None = None,
    *,
    base: Path | None = None,
    teachers: Sequence[Path] = (),
    device: torch.device | None = None,
    resume: bool = False,
) -> Reader:
    """Train on documents; writes ``reader.pt`` and ``state.pt`` to `out` after every epoch, ``training.json`` at the end.

    Args:
        found: what to learn from.
        settings: how.
        out: folder to write to.
        start: trained weights to go on from; the base weights where not given.
        base: folder of the encoder to start from; `base_folder` where not given.
        teachers: folders of trained weights whose probabilities are learned beside the labels.
        device: where to compute; the CPU where not given.
        resume: go on after the last epoch that was written to `out`; the same weights come out as without the break.

    Raises:
        FileNotFoundError: if there is nothing in `out` to go on from.
    """
    device = device or torch.device("cpu")
    torch.manual_seed(settings.seed)
    dice = random.Random(settings.seed)
    tokenizer = open_tokenizer(str(base_folder() / "tokenizer.json"))
    cuts = [example(document, tokenizer) for document in found]
    taught = lessons(cuts, teachers, device, window=settings.window, overlap=settings.overlap) if teachers else None
    reader = Reader.from_base(base or base_folder())
    if start is not None:
        reader.load_state_dict(torch.load(start, map_location="cpu", weights_only=True))
    reader.to(device)
    weights = tag_weights(device)
    encoder = [p for p in reader.encoder.parameters() if p.requires_grad]
    fresh = [*reader.case.parameters(), *reader.heads.parameters()]
    groups = [{"params": encoder, "lr": settings.rate}, {"params": fresh, "lr": settings.head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=device.type != "cpu" or None)
    cutting = settings.cutting
    epochs = [epoch(cuts, cutting, dict(settings.repeat), dice) for _ in range(settings.epochs)]
    steps = sum(len(batches) for batches in epochs)
    ramp = max(1, round(steps * settings.warmup))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min((step + 1) / ramp, (steps - step) / max(1, steps - ramp)))
    out.mkdir(parents=True, exist_ok=True)
    reader.encoder.config.save_pretrained(out)
    begun, seen, step, done = time.monotonic(), 0, 0, 0
    running = torch.zeros((), device=device)
    if resume:
        state = torch.load(out / "state.pt", map_location=device, weights_only=False)
        reader.load_state_dict(state["reader"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        dice.setstate(state["dice"])
        torch.set_rng_state(state["torch"].cpu())
        seen, step, done = state["seen"], state["step"], state["epochs"]
        begun -= state["seconds"]
    reader.train()
    for number, batches in list(enumerate(epochs, 1))[done:]:
        for rows in batches:
            batch = tensors(rows, cuts, taught, cutting, dice)
            seen += int(batch.mask.sum())
            batch = batch.to(device)
            with torch.autocast(device.type, dtype=torch.bfloat16):
                logits = reader(batch.ids, batch.features, batch.mask)
            loss = labels_missed(logits.float(), batch, weights)
            if taught:
                loss = loss + settings.heed * teachers_unheard(logits.float(), batch, weights)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step, running = step + 1, 0.98 * running + 0.02 * loss.detach()
            if step % 100 == 0:
                speed = seen / (time.monotonic() - begun)
                left = (time.monotonic() - begun) / step * (steps - step)
                told = f"epoch {number} step {step}/{steps} loss {float(running):.3f}"
                print(f"{told} {speed:.0f} pieces/s, {left:.0f} s left", file=sys.stderr)
        state = {
            "reader": reader.state_dict(),
            "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(),
            "dice": dice.getstate(),
        }
        state |= {"torch": torch.get_rng_state(), "seen": seen, "step": step, "epochs": number, "seconds": time.monotonic() - begun}
        _write(state, out / "state.pt")
        _write(reader.state_dict(), out / "reader.pt")
    (out / "state.pt").unlink(missing_ok=True)
    origins: dict[str, int] = {}
    for document in found:
        origins[document.origin] = origins.get(document.origin, 0) + 1
    facts = {"settings": asdict(settings), "documents": origins, "pieces_seen": seen, "seconds": round(time.monotonic() - begun)}
    facts |= {"base": (base or base_folder()).name, "teachers": [teacher.name for teacher in teachers], "device": device.type}
    (out / "training.json").write_text(json.dumps(facts, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return reader


def _write(value: object, path: Path) -> None:
    """Save beside a file and put it in its place, so that a killed run leaves a whole one."""
    beside = path.with_suffix(".part")
    torch.save(value, beside)
    beside.replace(path)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, help="folder with plan.tsv and reports/")
    parser.add_argument("--public", type=Path, help="folder with attribution/, places/, times/")
    parser.add_argument("--wire", type=Path, help="JSON lines of unlabelled texts (text), for teachers to read")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    for name in ("epochs", "window", "seed", "batch_pieces"):
        parser.add_argument(f"--{name.replace('_', '-')}", type=int, default=getattr(Settings(), name))
    for name in ("rate", "head_rate", "heed"):
        parser.add_argument(f"--{name.replace('_', '-')}", type=float, default=getattr(Settings(), name))
    parser.add_argument("--share", type=float, default=1.0, help="part of the train theatres, for a learning curve")
    parser.add_argument("--mix", action="store_true", help="mostly our corpus: the second stage")
    parser.add_argument("--start", type=Path, help="reader.pt to go on from")
    parser.add_argument("--base", type=Path, help="folder of another encoder to start from")
    parser.add_argument("--teachers", type=Path, nargs="*", default=[], help="folders of trained weights to learn from")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--resume", action="store_true", help="go on after the last whole epoch in --out")
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    settings = Settings(
        epochs=given.epochs, window=given.window, seed=given.seed, share=given.share, batch_pieces=given.batch_pieces,
        rate=given.rate, head_rate=given.head_rate, heed=given.heed,
    )  # fmt: skip
    settings = replace(settings, repeat=TAUGHT if given.teachers else MIX) if given.mix or given.teachers else settings
    found = documents(given.corpus, given.public, given.share)
    found += public.unlabelled(given.wire) if given.wire else []
    train(
        found,
        settings,
        given.out,
        given.start,
        base=given.base,
        teachers=given.teachers,
        device=torch.device(given.device),
        resume=given.resume,
    )


if __name__ == "__main__":
    main()
