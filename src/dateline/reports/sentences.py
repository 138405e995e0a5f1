"""What a report is made of: sentences whose every number and name rests on evidence, and notes that tell of no event.

A sentence is a row of parts. Words come from a pattern and hold no digit; a number carries where it was taken from; what a source or a
gazetteer gave is a name or a day; a citation leads to the characters of an article. So a test can take any sentence of any report apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The characters that a sentence rests on: ``article.text[start:end] == quote``, but for what the profile masks.

    `outlet` is who printed it, `published` the ISO day or moment it states, ``None`` where it states none; `title` its headline.
    """

    claim_id: str
    article_id: str
    outlet: str
    published: str | None
    title: str | None
    start: int
    end: int
    quote: str


class Basis(StrEnum):
    """Where a number comes from."""

    TOLL = "toll"
    COUNT = "count"
    TALLY = "tally"
    SERIES = "series"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a pattern. They hold no digit.

    Raises:
        ValueError: if they do.
    """

    text: str

    def __post_init__(self) -> None:
        if any(c.isdigit() for c in self.text):
            raise ValueError(f"the words {self.text!r} hold a digit; numbers come from the ledger alone, as slots")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed, and what it is: a bound of a toll or of a series, a stated count, or a tally of records made here."""

    text: str
    value: int
    basis: Basis


@dataclass(frozen=True, slots=True)
class Name:
    """A name, description, place, day or quotation, as records have it."""

    text: str


@dataclass(frozen=True, slots=True)
class Cite:
    """Where what was said just before is written."""

    evidence: tuple[Evidence, ...]


Part = Words | Number | Name | Cite


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence about events. `key` is stable over reports of the same ledger: what it tells of, and of which record.

    Raises:
        ValueError: if it rests on nothing.
    """

    key: str
    parts: tuple[Part, ...]

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"sentence {self.key} rests on no evidence: {self.text}")

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All that it rests on, in the order of its citations."""
        return tuple(dict.fromkeys(one for part in self.parts if isinstance(part, Cite) for one in part.evidence))

    @property
    def text(self) -> str:
        """Return the sentence without its citations."""
        return plain(self.parts)

    @property
    def numbers(self) -> tuple[Number, ...]:
        """Return its numbers in order."""
        return tuple(part for part in self.parts if isinstance(part, Number))


@dataclass(frozen=True, slots=True)
class Note:
    """A line that tells of no event: how the report was made, what it leaves out, how to read it."""

    key: str
    text: str


Line = Sentence | Note


def plain(parts: Iterable[Part]) -> str:
    """Return parts as one string without citations, its first letter a capital."""
    return capital("".join(part.text for part in parts if not isinstance(part, Cite)))


def capital(text: str) -> str:
    """Return `text` with its first letter a capital."""
    return text[:1].upper() + text[1:]


def joined(groups: Sequence[Sequence[Part]], between: str, last: str) -> tuple[Part, ...]:
    """Return groups of parts in a row: ``a, b and c``.

    Args:
        groups: of parts each.
        between: words between two groups.
        last: words before the last one.
    """
    parts: list[Part] = []
    for number, group in enumerate(groups):
        if number:
            parts.append(Words(last if number == len(groups) - 1 else between))
        parts += group
    return tuple(parts)
