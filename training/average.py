"""Average trained weights: ``python -m training.average ONE OTHER --public FOLDER --out WORK`` (Wortsman et al. 2022, model soups).

Weights that were trained on from the same ones have means that keep what either learned. The head for sub-event types, which one of
them may lack, is then fitted anew on the mean's own features (multinomial logistic regression).
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from dateline.reading.heads import OUTPUTS, WINDOW, WINDOW_WIDTH, window_slice
from dateline.reading.pieces import CLS, SEP, open_tokenizer
from training import public
from training.examples import example
from training.model import Reader, base_folder

__all__ = ["average", "fit_sub_events"]

#: Weight of the squared norm in the regression; .003 to .03 give the same share right within .015.
_NORM = 0.01


def average(one: Path, other: Path, out: Path) -> None:
    """Write the mean of the weights of two folders; heads that the first lacks are the second's."""
    mine, theirs = (torch.load(folder / "reader.pt", map_location="cpu", weights_only=True) for folder in (one, other))
    for name in ("heads.weight", "heads.bias"):
        mine[name] = torch.cat([mine[name], theirs[name][len(mine[name]) :]])
    out.mkdir(parents=True, exist_ok=True)
    torch.save(
        {name: (mine[name] + theirs[name]) / 2 if theirs[name].is_floating_point() else theirs[name] for name in theirs}, out / "reader.pt"
    )
    shutil.copyfile(other / "config.json", out / "config.json")
    facts = json.loads((other / "training.json").read_text(encoding="utf-8")) | {"mean_of": [one.name, other.name]}
    (out / "training.json").write_text(json.dumps(facts, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def fit_sub_events(work: Path, folder: Path, *, window: int = 160) -> None:
    """Fit the head for sub-event types anew on the snippets that are not set aside."""
    reader, tokenizer = Reader.from_trained(work), open_tokenizer(str(base_folder() / "tokenizer.json"))
    aside = public.held("event_types", folder)
    documents = [document for document in public.event_types(folder) if document.id not in aside]
    rows: list[Tensor] = []
    with torch.no_grad():
        for document in documents:
            pieces = example(document, tokenizer).pieces
            ids = torch.tensor([[CLS, *pieces.ids[: window - 2].tolist(), SEP]])
            features = torch.tensor([[0, *pieces.features[: window - 2].tolist(), 0]])
            embedded = reader.encoder.embeddings.word_embeddings(ids) + reader.case(features)
            rows.append(reader.encoder(inputs_embeds=embedded, attention_mask=torch.ones_like(ids)).last_hidden_state[0, 0])
    kinds = WINDOW["sub_event"]
    seen, told = torch.stack(rows), torch.tensor([kinds.index(document.about["sub_event"]) for document in documents])
    weight = torch.zeros(len(kinds), seen.shape[1], requires_grad=True)
    bias = torch.zeros(len(kinds), requires_grad=True)
    optimizer = torch.optim.LBFGS([weight, bias], max_iter=200)

    def loss() -> Tensor:
        optimizer.zero_grad()
        total = cross_entropy(seen @ weight.T + bias, told) + _NORM * (weight**2).sum()
        total.backward()
        return total

    optimizer.step(loss)
    weights = torch.load(work / "reader.pt", map_location="cpu", weights_only=True)
    first = OUTPUTS - WINDOW_WIDTH + window_slice("sub_event").start
    weights["heads.weight"][first : first + len(kinds)] = weight.detach()
    weights["heads.bias"][first : first + len(kinds)] = bias.detach()
    torch.save(weights, work / "reader.pt")


def main() -> None:
    """Read the command line, average and fit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("one", type=Path, help="folder with reader.pt; may lack the last heads")
    parser.add_argument("other", type=Path, help="folder with reader.pt, config.json, training.json")
    parser.add_argument("--public", type=Path, required=True, help="folder with event_types/")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    torch.manual_seed(7)
    average(given.one, given.other, given.out)
    fit_sub_events(given.out, given.public)


if __name__ == "__main__":
    main()
