"""Load the reader's weights once and run them over texts: ONNX on the CPU, a bounded number of threads, the same bits each time."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dateline.errors import ReferenceDataError
from dateline.reading.decoding import Calibration
from dateline.reading.heads import CLASSES, OUTPUTS, SPANS, WINDOW, WINDOW_WIDTH
from dateline.reading.pieces import CLS, SEP, Pieces, open_tokenizer, windows

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

__all__ = ["Run", "Weights", "inventory", "laid_out", "load", "word_logits"]

#: A network: ids, features and mask, all (batch, pieces), to logits (batch, pieces, OUTPUTS).
Run = Callable[["NDArray[np.int64]", "NDArray[np.int64]", "NDArray[np.int64]"], "NDArray[np.float32]"]

#: Windows that go through the network together: more is no faster on a CPU and takes more memory.
_BATCH: Final = 8


@dataclass(frozen=True, slots=True)
class Weights:
    """What `load` gives: tokenizer, network, calibration, and the card's facts (`version`, data, figures)."""

    tokenizer: Tokenizer
    run: Run
    calibration: Calibration
    window: int
    overlap: int
    version: str


def inventory() -> dict[str, Any]:
    """Return the heads as the card of the weights lists them."""
    return {
        "spans": list(SPANS),
        "classes": {name: list(labels) for name, (_, labels) in CLASSES.items()},
        "window": {name: list(labels) for name, labels in WINDOW.items()},
    }


@cache
def load() -> Weights:
    """Load the weights shipped in the package; the first call takes about half a second, later ones nothing.

    Raises:
        ReferenceDataError: if they are missing or were made for other heads.
    """
    import onnxruntime

    folder = files("dateline.reading") / "data"
    try:
        facts: dict[str, Any] = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
        network = (folder / "reader.onnx").read_bytes()
    except OSError as error:
        raise ReferenceDataError(f"the reader's weights cannot be read ({error}); reinstall dateline") from error
    if facts["heads"] != inventory():
        raise ReferenceDataError(f"the reader's weights {facts['version']} were made for other heads; train them anew (training/README.md)")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # more threads change the order of sums; processes share the work
    options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])

    def run(ids: NDArray[np.int64], features: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        logits: NDArray[np.float32] = session.run(["logits"], {"ids": ids, "features": features, "mask": mask})[0]
        return logits

    with as_file(folder / "tokenizer.json") as path:
        tokenizer = open_tokenizer(str(path))
    calibration = Calibration(facts["temperature"], facts["bias"])
    return Weights(tokenizer, run, calibration, facts["window"], facts["overlap"], facts["version"])


def laid_out(rows: Sequence[tuple[Pieces, int, int]]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Lay windows (a text's pieces, from, to) out as a network reads them: ids, features and mask, all (windows, pieces)."""
    width = max(end - begin for _, begin, end in rows) + 2
    ids, features, mask = (np.zeros((len(rows), width), dtype=np.int64) for _ in range(3))
    for row, (pieces, begin, end) in enumerate(rows):
        stop = end - begin + 1
        ids[row, 0], ids[row, stop] = CLS, SEP
        ids[row, 1:stop] = pieces.ids[begin:end]
        features[row, 1:stop] = pieces.features[begin:end]
        mask[row, : stop + 1] = 1
    return ids, features, mask


def word_logits(pieces: Pieces, run: Run, *, window: int, overlap: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Run a text through the network in overlapping windows.

    Returns:
        The logits of each word's first piece (words, OUTPUTS), and those of what each window is about (windows, WINDOW_WIDTH).
    """
    every = np.zeros((len(pieces), OUTPUTS), dtype=np.float32)
    about: list[NDArray[np.float32]] = []
    if not len(pieces):
        return every, np.zeros((0, WINDOW_WIDTH), dtype=np.float32)
    rows = list(windows(len(pieces), window - 2, overlap))
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        ids, features, mask = laid_out([(pieces, begin, end) for begin, end, _, _ in batch])
        logits = run(ids, features, mask)
        about.append(logits[:, 0, -WINDOW_WIDTH:])
        for row, (begin, _, take, until) in enumerate(batch):
            every[take:until] = logits[row, take - begin + 1 : until - begin + 1]
    return every[pieces.first], np.concatenate(about)
