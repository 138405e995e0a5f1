"""From text to wordpieces and back to characters: words, their case, where paragraphs begin; windows with overlap."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import numpy as np

from dateline.errors import ReferenceDataError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

__all__ = ["CLS", "FEATURES", "SEP", "Pieces", "cut", "open_tokenizer", "plain_words", "windows"]

#: Ids of ``[CLS]``, ``[SEP]`` and ``[UNK]`` in the vocabulary of the base model.
CLS: Final = 101
SEP: Final = 102
UNKNOWN: Final = 100
#: Case of a word (lower, title, upper, other), four more where a paragraph begins with it.
FEATURES: Final = 8


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text in wordpieces: `ids` and `features` a piece; for each word its first piece and its characters, half open."""

    ids: NDArray[np.int64]
    features: NDArray[np.int64]
    first: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ids)


def open_tokenizer(path: str) -> Tokenizer:
    """Open a tokenizer file to cut whole texts with: no truncation, no padding."""
    from tokenizers import Tokenizer as Opened

    tokenizer: Tokenizer = Opened.from_file(path)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def cut(text: str, tokenizer: Tokenizer) -> Pieces:
    """Cut a text into wordpieces; a word is a run of letters and digits or one mark of punctuation.

    A label that one side gives the other is read as a plain word (``data/labels.tsv``); its characters stay its own.
    """
    plain = plain_words()
    encoded = tokenizer.encode(text, add_special_tokens=False)
    numbers, offsets, word_of = encoded.ids, encoded.offsets, encoded.word_ids  # each read makes a new list
    ids: list[int] = []
    features: list[int] = []
    first: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    piece = 0
    while piece < len(numbers):
        stop = piece + 1
        while stop < len(numbers) and word_of[stop] == word_of[piece]:
            stop += 1
        start, end = offsets[piece][0], offsets[stop - 1][1]
        read_as = plain.get(text[start:end].lower())
        own = numbers[piece:stop] if read_as is None else [tokenizer.token_to_id(read_as) or UNKNOWN]
        fresh = not ends or "\n" in text[ends[-1] : start]
        first.append(len(ids))
        ids += own
        features += [_case(text[start:end]) + (4 if fresh else 0)] * len(own)
        starts.append(start)
        ends.append(end)
        piece = stop
    return Pieces(*(np.asarray(row, dtype=np.int64) for row in (ids, features, first, starts, ends)))


@cache
def plain_words() -> dict[str, str]:
    """Return the plain word that each label is read as.

    Raises:
        ReferenceDataError: if the table cannot be read or a row has too few cells.
    """
    try:
        text = (files("dateline.reading") / "data" / "labels.tsv").read_text(encoding="utf-8")
    except OSError as error:
        raise ReferenceDataError(f"labels.tsv cannot be read ({error}); reinstall dateline") from error
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    for row in rows:
        if len(row) != len(rows[0]):
            raise ReferenceDataError(f"labels.tsv: {row} has not {len(rows[0])} cells; use tabs between cells")
    return {label: read_as for label, read_as, _ in rows[1:]}


def _case(word: str) -> int:
    if word.islower() or not any(map(str.isalpha, word)):
        return 0
    if word.isupper() and len(word) > 1:
        return 2
    return 1 if word[0].isupper() and (len(word) == 1 or word[1:].islower()) else 3


def windows(length: int, size: int, overlap: int) -> Iterator[tuple[int, int, int, int]]:
    """Cut `length` pieces into windows of at most `size`: (start, end, from, to), where ``from:to`` are the pieces whose
    tags are taken from this window: each piece from the window in which it stands furthest from a border."""
    step = size - overlap
    start = 0
    while True:
        end = min(start + size, length)
        last = end == length
        yield start, end, start + overlap // 2 if start else 0, length if last else end - (overlap - overlap // 2)
        if last:
            return
        start += step
