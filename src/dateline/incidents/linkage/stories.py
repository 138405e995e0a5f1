"""Reduce an article to the words by which two reports of one happening know each other: rare terms, names, numbers and ages.

A term's worth is its rarity, the negative logarithm of the share of news reports that hold it (Sparck Jones 1972), from a
table that is shipped (data/rarity.tsv): a rarity counted over the ledger itself would change with every article added, and
with it every link.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log, sqrt
from zlib import crc32

from dateline.errors import ReferenceDataError
from dateline.lineage.words import Term, words_of

#: The rarity of a term that the table lacks: about one report in eight thousand.
UNHEARD = 9.0
_PARAGRAPH = re.compile(r"\n+")
_AGE = re.compile(r"\b(\d{1,3})[- ]year[- ]old\b|\baged? (\d{1,3})\b|(?<=[a-z]), (\d{1,3})(?=,)", re.IGNORECASE)
_OLDEST = 110


@dataclass(frozen=True, slots=True)
class Story:
    """What an article's words tell: `terms` by hash with their weights (of length 1 as a vector), `names`, `pairs` of
    capitalised words in a row, `numbers`, and `ages` in years."""

    terms: dict[int, float]
    names: frozenset[int]
    pairs: frozenset[tuple[int, int]]
    numbers: frozenset[int]
    ages: frozenset[int]


@cache
def rarities() -> dict[int, float]:
    """Return the rarity of each term by the hash of its stem.

    Raises:
        ReferenceDataError: if the table is damaged.
    """
    try:
        rows = (files("dateline.incidents.linkage") / "data" / "rarity.tsv").read_text(encoding="utf-8").splitlines()
        cells = [row.split("\t") for row in rows if row and not row.startswith("#")]
        return {crc32(word.encode()): float(value) for word, value in cells[1:]}
    except (OSError, ValueError) as error:
        raise ReferenceDataError(f"rarity.tsv is damaged ({error}); reinstall dateline") from error


def rarity(term: int) -> float:
    """Return how rare a term is in news reports, from 0 to `UNHEARD`."""
    return rarities().get(term, UNHEARD)


def story_of(text: str) -> Story:
    """Return what a text's words tell.

    Args:
        text: a whole article, its title first; or a passage.
    """
    counts: Counter[int] = Counter()
    names: set[int] = set()
    pairs: set[tuple[int, int]] = set()
    numbers: set[int] = set()
    for paragraph in _PARAGRAPH.split(text):
        words = words_of(paragraph)
        before: int | None = None
        for stem, term, first in zip(words.stems, words.terms, words.first, strict=True):
            if term is Term.NAME:
                names.add(stem)
                if before is not None:
                    pairs.add((before, stem))
                before = stem
            else:
                before = stem if term is Term.WORD and first else None
                if term is Term.NUMBER:
                    numbers.add(stem)
            if term is Term.NAME or term is Term.WORD:
                counts[stem] += 1
    weighed = {stem: (1 + log(count)) * rarity(stem) for stem, count in counts.items()}
    length = sqrt(sum(weight * weight for weight in weighed.values())) or 1.0
    ages = {int(group) for match in _AGE.finditer(text) for group in match.groups() if group}
    return Story(
        {stem: weight / length for stem, weight in weighed.items() if weight},
        frozenset(names),
        frozenset(pairs),
        frozenset(numbers),
        frozenset(age for age in ages if 0 < age < _OLDEST),
    )


def likeness(a: Story, b: Story) -> float:
    """Return the cosine of two stories' terms, from 0 to 1."""
    few, many = (a.terms, b.terms) if len(a.terms) <= len(b.terms) else (b.terms, a.terms)
    return sum(weight * many[term] for term, weight in few.items() if term in many)


def worth(terms: frozenset[int]) -> float:
    """Return the summed rarity of terms."""
    return sum(rarity(term) for term in sorted(terms))


def shared_pairs(a: Story, b: Story) -> list[float]:
    """Return the rarities of the pairs of names that two stories share, rarest first."""
    return sorted((rarity(x) + rarity(y) for x, y in a.pairs & b.pairs), reverse=True)
