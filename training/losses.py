"""What a step is blamed for: labels missed, and teachers unheard; each head's mean over what is known of it, summed over heads."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy, log_softmax, softmax

from dateline.reading.heads import CLASSES, SPANS, WINDOW, WINDOW_WIDTH, class_slice, window_slice
from training.batches import Batch
from training.examples import UNLABELLED

__all__ = ["labels_missed", "tag_weights", "teachers_unheard"]

#: The span heads a sparse corpus teaches; a missed label costs more than a word too many.
_SPARSE = frozenset({"trigger", "perpetrator", "target", "victim", "instrument", "figure", "private"})
#: A class head weighs half a span head.
_CLASS = 0.5
_TAGS = 3 * len(SPANS)


def tag_weights(device: torch.device) -> Tensor:
    """Return what ``O B I`` of each span head weigh (span heads, 3)."""
    return torch.tensor([[1.0, 2.0, 2.0] if head in _SPARSE else [1.0, 1.2, 1.2] for head in SPANS], device=device)


def labels_missed(logits: Tensor, batch: Batch, weights: Tensor) -> Tensor:
    """Return the cross entropy against the labels; logits are (windows, pieces, OUTPUTS)."""
    spans = log_softmax(logits[..., :_TAGS].reshape(-1, len(SPANS), 3), -1)
    tags = batch.tags.reshape(-1, len(SPANS))
    known = tags != UNLABELLED
    tags = tags.clamp(min=0)
    weight = torch.gather(weights.expand(len(tags), -1, -1), 2, tags[..., None])[..., 0] * known
    missed = -torch.gather(spans, 2, tags[..., None])[..., 0] * weight
    total = (missed.sum(0) / weight.sum(0).clamp(min=1e-6)).sum()
    flat, classes = logits.reshape(-1, logits.shape[-1]), batch.classes.reshape(-1, len(CLASSES))
    for column, head in enumerate(CLASSES):
        sort = classes[:, column]
        missed = cross_entropy(flat[:, class_slice(head)], sort, ignore_index=UNLABELLED, reduction="sum")
        total = total + _CLASS * missed / (sort != UNLABELLED).sum().clamp(min=1)
    whole = logits[:, 0, -WINDOW_WIDTH:]
    for column, head in enumerate(WINDOW):
        sort = batch.about[:, column]
        missed = cross_entropy(whole[:, window_slice(head)], sort, ignore_index=UNLABELLED, reduction="sum")
        total = total + _CLASS * missed / (sort != UNLABELLED).sum().clamp(min=1)
    return total


def teachers_unheard(logits: Tensor, batch: Batch, weights: Tensor) -> Tensor:
    """Return the cross entropy against the teachers' probabilities: every span head at every word, a class head as far as the
    teachers see a span of its head begin there, and the window.

    Raises:
        ValueError: if the batch was laid out without lessons.
    """
    if batch.taught is None or batch.lesson is None or batch.taught_about is None:
        raise ValueError("the batch has no lessons")
    ours, theirs = logits[batch.lesson], batch.taught[batch.lesson].float()
    told = softmax(theirs[:, :_TAGS].reshape(-1, len(SPANS), 3), -1)
    spans = log_softmax(ours[:, :_TAGS].reshape(-1, len(SPANS), 3), -1)
    total = -(weights * told * spans).sum(-1).mean(0).sum()
    for head, (of, _) in CLASSES.items():
        begins = told[:, SPANS.index(of), 1]
        missed = -(softmax(theirs[:, class_slice(head)], -1) * log_softmax(ours[:, class_slice(head)], -1)).sum(-1)
        total = total + _CLASS * (begins * missed).sum() / begins.sum().clamp(min=0.1)
    whole = logits[:, 0, -WINDOW_WIDTH:]
    for head in WINDOW:
        about = softmax(batch.taught_about[:, window_slice(head)].float(), -1)
        total = total - _CLASS * (about * log_softmax(whole[:, window_slice(head)], -1)).sum(-1).mean()
    return total
