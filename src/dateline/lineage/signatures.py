"""Find articles worth comparing without comparing all: MinHash signatures in bands.

The method is Broder's (1997), the bands those of Leskovec, Rajaraman and Ullman (Mining of Massive Datasets, 2014, chapter 3).

Each sentence is signed by its shingles, so that one kept whole is enough, however short the cut or long the article it is
merged into; and each article by the names in it, which a rewrite keeps. Two that agree in all rows of one band meet.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

from dateline.lineage.profiles import Hashes, Profile
from dateline.lineage.words import Term

#: Rows of a band and bands of a stretch's signature: one of which half the shingles are kept (a word changed in fifteen) meets with
#: .49, four fifths with .97, a fiftieth (two of one topic) with .00004; an article has many.
STRETCH_ROWS, STRETCH_BANDS = 3, 5
#: Likewise of an article's names: of labelled rewrites a quarter to two thirds are the source's, and they meet with .87 to 1; articles of
#: other stories share two in a thousand on average.
ARTICLE_ROWS, ARTICLE_BANDS = 2, 32
#: Likewise of the names and figures of one passage, by which a passage retold inside another story is found: of labelled ones a third to a
#: half are the source's. At least `FACTS` of them are signed.
FACT_ROWS, FACT_BANDS, FACTS = 2, 6, 3
#: Fewer names than this tell no article from others.
NAMES = 3
#: Seeds of the permutations; other seeds make other signatures, so that stored ones must keep them.
_SEED = 20_170_101
Keys = npt.NDArray[np.uint64]
_MIX = np.uint64(0x9E3779B97F4A7C15)


def sign(profiles: Sequence[Profile]) -> tuple[list[Keys], list[Keys]]:
    """Return each profile's band keys.

    First `STRETCH_BANDS` for each of its stretches in order; then `ARTICLE_BANDS` for its names and `FACT_BANDS` for the names and
    figures of each passage.
    """
    cut = [_by_stretch(profile) for profile in profiles]
    by_stretch = _keys([shingles for own in cut for shingles in own], STRETCH_BANDS, STRETCH_ROWS)
    stretches = np.split(by_stretch, np.cumsum([len(own) for own in cut])[:-1]) if cut else []
    names = [_names(profile) for profile in profiles]
    by_article = _keys(names, ARTICLE_BANDS, ARTICLE_ROWS)
    by_names = [row if len(own) >= NAMES else row[:0] for row, own in zip(by_article, names, strict=True)]
    facts = [_facts(profile) for profile in profiles]
    by_passage = _keys([own for found in facts for own in found], FACT_BANDS, FACT_ROWS) ^ _MIX
    passages = np.split(by_passage, np.cumsum([len(found) for found in facts])[:-1]) if facts else []
    told = [np.concatenate((row, keys.ravel())) for row, keys in zip(by_names, passages, strict=True)]
    return [keys.ravel() for keys in stretches], told


def _by_stretch(profile: Profile) -> list[Hashes]:
    """Return the shingles of each stretch; one of a passage's end may hold few."""
    passages = profile.passages
    return np.split(passages.hash, np.flatnonzero(np.diff(passages.stretch)) + 1) if len(passages) else []


def _names(profile: Profile) -> Hashes:
    """Return the names in an article."""
    passages = profile.passages
    return np.unique(passages.term[passages.kind == Term.NAME]) * _MIX


def _facts(profile: Profile) -> list[Hashes]:
    """Return the names and figures of each passage that has enough of them."""
    passages = profile.passages
    fact = (passages.kind == Term.NAME) | (passages.kind == Term.NUMBER)
    terms, of = passages.term[fact] * _MIX, passages.of[fact]
    return [own for own in np.split(terms, np.flatnonzero(np.diff(of)) + 1) if len(own) >= FACTS]


def _keys(sets: Sequence[Hashes], bands: int, rows: int) -> npt.NDArray[np.uint64]:
    """Return one key a band for each set of hashes; equal keys mean equal rows of one band."""
    if not sets:
        return np.zeros((0, bands), np.uint64)
    offsets = np.concatenate(([0], np.cumsum([len(values) for values in sets]))).astype(np.uint64)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(np.concatenate(sets), offsets, bands * rows, _SEED)
    values = np.array(matrix.to_rows(), np.uint64).reshape(len(sets), bands, rows)
    keys = np.arange(bands, dtype=np.uint64)[None, :] * _MIX
    for row in range(rows):
        keys = (keys ^ values[:, :, row]) * _MIX
        keys ^= keys >> np.uint64(29)
    return keys


class Bands:
    """Band keys of many articles, sorted, with the article each is of."""

    def __init__(self) -> None:
        self.keys: Keys = np.zeros(0, np.uint64)
        self.holders: npt.NDArray[np.int32] = np.zeros(0, np.int32)

    def add(self, keys: Sequence[Keys], first: int) -> Iterator[tuple[int, list[int], list[int]]]:
        """Put in the keys of articles numbered from `first`.

        Yields:
            Each key that is held by two articles or more, one of them new, with the numbers of those that held it before and
            of all that hold it now, ascending.
        """
        fresh = np.concatenate(keys) if keys else np.zeros(0, np.uint64)
        owners = np.repeat(np.arange(first, first + len(keys), dtype=np.int32), [len(own) for own in keys])
        everything = np.concatenate((self.keys, fresh))
        order = np.argsort(everything, kind="stable")
        self.keys, self.holders = everything[order], np.concatenate((self.holders, owners))[order]
        touched = np.unique(fresh)
        starts, ends = np.searchsorted(self.keys, touched, "left"), np.searchsorted(self.keys, touched, "right")
        several = ends - starts > 1
        for key, start, end in zip(touched[several].tolist(), starts[several].tolist(), ends[several].tolist(), strict=True):
            holders = np.unique(self.holders[start:end]).tolist()
            if len(holders) > 1:
                yield key, holders[: bisect_left(holders, first)], holders
