"""Export trained weights to the package: ``python -m training.export WORK [--corpus corpus] [--public FOLDER]``.

ONNX by torch's dynamo exporter (the older one changed 1.6 % of the labels), int8 in blocks, then a check on documents
the reader was not trained on: every head's labels must agree with torch on at least .995 of the words, or nothing is written.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch

from dateline.reading.heads import CLASSES, SPANS, class_slice
from dateline.reading.model import Run, inventory
from training.calibrate import calibrate
from training.evaluate import Read, load_torch, read_all
from training.model import Reader, base_folder
from training.train import documents

__all__ = ["agreement", "export", "load_onnx"]

#: Least share of words on which int8 and torch must give one label, for each head.
AGREEMENT = 0.995
#: Weights that share a scale.
BLOCK = 32


def load_onnx(path: Path, threads: int = 1) -> Run:
    """Return the network of an ONNX file as `dateline.reading.model.word_logits` runs it."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return lambda ids, features, mask: session.run(["logits"], {"ids": ids, "features": features, "mask": mask})[0]


def export(folder: Path, out: Path) -> None:
    """Write the trained weights of a folder as int8 ONNX."""
    import onnx
    from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
    from onnxruntime.quantization.shape_inference import quant_pre_process

    reader = Reader.from_trained(folder)
    batch, length = torch.export.Dim("batch", min=1, max=64), torch.export.Dim("length", min=4, max=512)
    shape = {0: batch, 1: length}
    sample = (torch.randint(1000, 2000, (3, 40)), torch.zeros(3, 40, dtype=torch.int64), torch.ones(3, 40, dtype=torch.int64))
    with tempfile.TemporaryDirectory() as scratch:
        whole, prepared = Path(scratch) / "whole.onnx", Path(scratch) / "prepared.onnx"
        torch.onnx.export(
            reader, sample, str(whole), input_names=["ids", "features", "mask"], output_names=["logits"],
            dynamic_shapes=(shape, shape, shape), opset_version=18, dynamo=True, external_data=False,
        )  # fmt: skip
        quant_pre_process(str(whole), str(prepared), skip_symbolic_shape=True)
        # int8 in blocks of 32, activations too (accuracy level 4): one scale for a whole activation, as quantize_dynamic has it for
        # MatMul, changed 1 % of the content tags (outlying features); blocks change 0.2 % at nine tenths of the speed.
        blocks = MatMulNBitsQuantizer(onnx.load(str(prepared)), bits=8, block_size=BLOCK, is_symmetric=True, accuracy_level=4)
        blocks.process()
        model = blocks.model.model
        _embedding_by_rows(model)
        onnx.save(model, str(out))


def _embedding_by_rows(model: Any) -> None:
    """Store the wordpiece embeddings as int8 with a scale a row: one scale for all changes 1 % of the event types."""
    from onnx import TensorProto, helper, numpy_helper

    graph = model.graph
    table = max(graph.initializer, key=lambda tensor: tensor.dims[0] if len(tensor.dims) == 2 else 0)
    weights = numpy_helper.to_array(table)
    scale = (np.abs(weights).max(axis=1, keepdims=True) / 127.0).astype(np.float32)
    [gather] = [node for node in graph.node if node.op_type == "Gather" and node.input[0] == table.name]
    at = list(graph.node).index(gather)
    result, ids = gather.output[0], gather.input[1]
    graph.initializer.remove(table)
    graph.initializer.append(numpy_helper.from_array(np.round(weights / scale).astype(np.int8), "pieces_int8"))
    graph.initializer.append(numpy_helper.from_array(scale, "pieces_scale"))
    graph.node.remove(gather)
    made = [
        helper.make_node("Gather", ["pieces_int8", ids], ["pieces_rows"], axis=0),
        helper.make_node("Cast", ["pieces_rows"], ["pieces_float"], to=TensorProto.FLOAT),
        helper.make_node("Gather", ["pieces_scale", ids], ["pieces_row_scale"], axis=0),
        helper.make_node("Mul", ["pieces_float", "pieces_row_scale"], [result]),
    ]
    for number, node in enumerate(made):
        graph.node.insert(at + number, node)


def agreement(one: list[Read], other: list[Read]) -> dict[str, float]:
    """Return for each head the share of words that get one label from two networks."""
    a, b = (np.concatenate([read.logits for read in reads]) for reads in (one, other))
    shares = {}
    for column, head in enumerate(SPANS):
        part = slice(3 * column, 3 * column + 3)
        shares[head] = float((a[:, part].argmax(1) == b[:, part].argmax(1)).mean())
    for head, (of, _) in CLASSES.items():
        part, tagged = class_slice(head), a[:, 3 * SPANS.index(of) : 3 * SPANS.index(of) + 3].argmax(1) == 1
        same = a[tagged, part].argmax(1) == b[tagged, part].argmax(1)
        shares[head] = float(same.mean()) if len(same) else 1.0
    return shares


def _quiet() -> None:
    import logging

    logging.disable(logging.INFO)


def main() -> int:
    """Export, check, calibrate, and put the weights into the package."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path, help="folder with reader.pt and training.json")
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--public", type=Path)
    parser.add_argument("--to", type=Path, default=Path(__file__).parents[1] / "src/dateline/reading/data")
    given = parser.parse_args()
    torch.set_num_threads(2)
    _quiet()
    network = given.work / "reader.onnx"
    export(given.work, network)
    dev = documents(given.corpus, None, split="dev") if given.corpus else []
    dev += documents(None, given.public)[:40] if given.public else []
    facts = json.loads((given.work / "training.json").read_text(encoding="utf-8"))
    window, overlap = facts["settings"]["window"], facts["settings"]["overlap"]
    whole = read_all(dev, load_torch(given.work), window=window, overlap=overlap)
    small = read_all(dev, load_onnx(network), window=window, overlap=overlap)
    heads = {head for document in dev for head in document.heads}
    shares = {head: share for head, share in agreement(whole, small).items() if head in heads or head in CLASSES}
    for head, share in shares.items():
        print(f"{head:18} {share:.4f}")
    spans = [share for head, share in shares.items() if head in SPANS]
    print(f"{network.stat().st_size / 1e6:.1f} MB, least agreement {min(spans):.4f}", file=sys.stderr)
    if min(spans) < AGREEMENT:
        print(f"agreement {min(spans):.4f} is under {AGREEMENT}: nothing was written", file=sys.stderr)
        return 1
    calibration = calibrate([read for read in small if read.document.origin == "dateline"] or small)
    given.to.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(network, given.to / "reader.onnx")
    shutil.copyfile(base_folder() / "tokenizer.json", given.to / "tokenizer.json")
    card = {
        "version": hashlib.sha256(network.read_bytes()).hexdigest()[:12],
        "window": window,
        "overlap": overlap,
        "heads": inventory(),
        "temperature": {head: round(value, 3) for head, value in calibration.temperature.items()},
        "bias": {head: round(value, 3) for head, value in calibration.bias.items()},
        "agreement": {head: round(share, 4) for head, share in shares.items()},
        "training": facts,
    }
    (given.to / "reader.json").write_text(json.dumps(card, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
