"""A report as a tree: sections of blocks, and the footnotes that its sentences lead to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from dateline.reports.sentences import Cite, Evidence, Line, Sentence


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section: a day (level 3) or an incident (level 4). `anchor` is what links lead to."""

    text: str
    level: int
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells: a cell is a line (sentences keep their citations) or plain text.

    `numeric` columns are set to the right. Sentences of `quiet` columns rest on what the last of their row rests on, which alone
    prints it.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Line | str, ...], ...]
    numeric: tuple[int, ...] = ()
    quiet: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """A map or chart as SVG, with what it shows in words for those who do not see it."""

    name: str
    svg: str
    caption: str
    said: str
    small: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines one under the other; `bullets` sets each apart as an item."""

    lines: tuple[Line, ...]
    bullets: bool = False


Block = Heading | Table | Drawing | Listing


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report under a heading of its own."""

    name: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Footnote:
    """A numbered stretch of an article, with every claim that rests on it."""

    number: int
    evidence: Evidence
    claim_ids: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """A situation report: what a layout needs, and nothing that it must reckon.

    `subtitle` names area and period; `facts` are label and value of the head (period, area, ledger, profile). `as_of` is the ISO moment
    of the newest source in the ledger, ``None`` for an empty one.
    """

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    as_of: str | None
    profile: str
    sections: tuple[Section, ...]

    @cached_property
    def footnotes(self) -> tuple[Footnote, ...]:
        """The evidence of all sentences, numbered from 1 in the order of the first sentence that cites it; each stretch of text once."""
        held: dict[tuple[str, int, int], list[Evidence]] = {}
        for one in dict.fromkeys(one for sentence in self.sentences() for one in sentence.evidence):
            held.setdefault(_stretch(one), []).append(one)
        return tuple(
            Footnote(number, same[0], tuple(dict.fromkeys(one.claim_id for one in same))) for number, same in enumerate(held.values(), 1)
        )

    @cached_property
    def _numbers(self) -> dict[tuple[str, int, int], int]:
        return {_stretch(note.evidence): note.number for note in self.footnotes}

    def lines(self) -> Iterator[Line]:
        """Yield every line of every section in reading order."""
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, Listing):
                    yield from block.lines
                elif isinstance(block, Table):
                    yield from (cell for row in block.rows for cell in row if not isinstance(cell, str))

    def sentences(self) -> Iterator[Sentence]:
        """Yield every sentence in reading order."""
        return (line for line in self.lines() if isinstance(line, Sentence))

    def marks(self, cite: Cite) -> tuple[tuple[int, int], ...]:
        """Return the footnotes of a citation as runs of numbers, first and last of each: 1, 2, 3 and 7 are (1, 3), (7, 7)."""
        return runs(self._numbers[_stretch(one)] for one in cite.evidence)

    def without(self, keys: Iterable[str]) -> Report:
        """Return the report without the lines of these keys, as an editor leaves them out; footnotes are numbered anew."""
        dropped = frozenset(keys)
        return replace(self, sections=tuple(replace(s, blocks=tuple(_kept(s.blocks, dropped))) for s in self.sections))


def _stretch(one: Evidence) -> tuple[str, int, int]:
    return one.article_id, one.start, one.end


def _kept(blocks: Iterable[Block], dropped: frozenset[str]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Listing):
            if lines := tuple(line for line in block.lines if line.key not in dropped):
                yield replace(block, lines=lines)
        elif isinstance(block, Table):
            rows = tuple(row for row in block.rows if not any(not isinstance(cell, str) and cell.key in dropped for cell in row))
            if rows:
                yield replace(block, rows=rows)
        else:
            yield block


def runs(numbers: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Return whole numbers as runs of neighbours: their first and last.

    >>> runs([3, 1, 2, 7])
    ((1, 3), (7, 7))
    """
    found: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return tuple(found)
