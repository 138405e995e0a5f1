"""Read the tolls of situation reports: "Killed: 12; Injured: 30", "Aleppo: 12 killed, 30 injured", rows under a header.

A line is read so only where nothing but labels, numbers and the name of its row stands in it; else it is prose. Each number takes its
measure from its label or its column's header and its place from its row. The total of rows is marked and added to none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from dateline.actors.people import is_person_noun, victim_kind
from dateline.claims.lexicon import hedges, table
from dateline.claims.quantities import Quantity
from dateline.records import Article, FoundPlace, Measure, Quantifier, Unit, VictimKind, Where

if TYPE_CHECKING:
    from dateline.claims.context import Scene

__all__ = ["Cell", "Label", "with_cells"]

_BULLET = re.compile(r"(?:[-*\u2022\u00b7\u2013\u2014\u25aa\u25cf]|\(?\d{1,2}[.)]|o)\s+")
_HOMES = r"(?:\s*\((?P<homes>\d{1,3}(?:,\d{3})+|\d+)\s*(?P<unit>HHs?|households|families)\))?"
_NUMBER = (
    r"(?:(?P<hedge>[a-z][a-z ]{0,14}?)\s+)?(?P<low>\d{1,3}(?:,\d{3})+|\d+)(?:\s?[-\u2013]\s?(?P<high>\d{1,3}(?:,\d{3})+|\d+))?(?P<plus>\+)?"
)
_VALUE = re.compile(_NUMBER + _HOMES, re.IGNORECASE)
_LABEL_FIRST = re.compile(
    rf"(?P<label>[^\d:=]{{2,50}}?)\s*(?:[:=]|\s[-\u2013])\s*{_NUMBER}(?:\s+(?:people|persons|individuals))?{_HOMES}", re.IGNORECASE
)
_NUMBER_FIRST = re.compile(rf"{_NUMBER}\s+(?P<label>[^\d:=]{{2,50}}?){_HOMES}", re.IGNORECASE)
_ROW = re.compile(r"(?P<row>[^:;|\t\d]{2,60}?)\s*(?::|\||\t|\s[-\u2013\u2014](?=\s)|\s{2,})\s*")
_BARE_ROW = re.compile(rf"(?P<row>[^:;|\t\d]{{2,40}}?)\s*(?::|\||\t|\s[-\u2013\u2014](?=\s)|\s)\s*{_NUMBER}{_HOMES}", re.IGNORECASE)
_PARTS = re.compile(r"[;|\t]|,(?=\s)|\s/\s|\s{2,}|\sand\s")
_COLUMNS = re.compile(r"\s*\|\s*|\t+|\s{2,}")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_WORD = re.compile(r"[^\W\d_]+")
#: What stands in a cell of which nothing is known.
_BLANK = re.compile(r"[-\u2013\u2014]|n/?a|\.\.|unknown", re.IGNORECASE)
_TOTAL = re.compile(r"(?:grand |overall |sub)?totals?|overall|all|sum", re.IGNORECASE)
#: Words of a label that say nothing of what is counted.
_FILLERS = frozenset(["number", "no", "of", "total", "confirmed", "reported", "newly", "new", "internally", "the", "by", "in", "per"])
#: A caption that gives its rows their measure has at most so many words.
CAPTION_WORDS = 12


@dataclass(frozen=True, slots=True)
class Label:
    """What a column or an item counts: measure, event type, unit; `who` are the label's words for the people."""

    words: str
    measure: Measure
    type: str
    subtype: str | None
    unit: Unit
    who: str | None
    kind: VictimKind


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of a table or list: `start` and `end` in the article, its label, the name and places of its row, and its line's start.

    `row` is ``None`` where the line names no row. `total` says that the row sums up the rows above it.
    """

    start: int
    end: int
    low: int
    high: int | None
    quantifier: Quantifier
    label: Label
    line: int
    row: str | None = None
    total: bool = False
    places: tuple[Where, ...] = ()
    quantity: Quantity | None = None


@cache
def _labels() -> Mapping[tuple[str, ...], tuple[Measure, str, str | None, Unit]]:
    return {
        tuple(row["words"].split()): (Measure(row["measure"]), row["type"], row["subtype"] or None, Unit(row["unit"]))
        for row in table("table_labels.tsv")
    }


def label_of(text: str, *, caption: bool = False) -> Label | None:
    """Read a label: "Killed", "No. of people injured", "civilians killed"; ``None`` where other words stand in it, or two measures.

    Args:
        text: its words.
        caption: other words may stand in it too: "Deaths by governorate".
    """
    words = [w.lower() for w in _WORD.findall(text)]
    found: list[tuple[str, ...]] = []
    rest: list[str] = []
    at = 0
    while at < len(words):
        known = next((k for size in (2, 1) if (k := tuple(words[at : at + size])) in _labels()), None)
        if known is None:
            rest.append(words[at])
            at += 1
        else:
            found.append(known)
            at += len(known)
    if len(found) != 1:
        return None
    people = [w for w in rest if w not in _FILLERS and is_person_noun(w)]
    if not caption and any(w not in _FILLERS and w not in people for w in rest):
        return None
    measure, type_, subtype, unit = _labels()[found[0]]
    kind = (victim_kind(people[-1], people[:-1]) if people else None) or VictimKind.UNKNOWN
    return Label(text.strip(), measure, type_, subtype, unit, " ".join(people) or None, kind)


def _value(text: str) -> int:
    return int(text.replace(",", ""))


def _cell(match: re.Match[str], offset: int, label: Label, line: int, row: str | None) -> Iterator[Cell]:
    """Yield the number of a match, and the households told beside it in brackets."""
    low, high = _value(match["low"]), _value(match["high"]) if match["high"] else None
    start, quantifier = match.start("low"), Quantifier.EXACT
    top: int | None = low
    if high is not None:
        quantifier, top = Quantifier.RANGE, high
        if high <= low:
            return
    elif match["plus"]:
        quantifier, top = Quantifier.MORE_THAN, None
    elif match["hedge"]:
        hedge = hedges("before").get(tuple(match["hedge"].lower().split()))
        if hedge is None:
            return
        start, quantifier = match.start("hedge"), hedge
        top = None if hedge in (Quantifier.AT_LEAST, Quantifier.MORE_THAN) else low
        low = 0 if hedge in (Quantifier.UP_TO, Quantifier.FEWER_THAN) else low
    end = max(match.end("low"), match.end("high"), match.end("plus"))
    yield Cell(offset + start, offset + end, low, top, quantifier, label, line, row)
    if match["homes"]:
        homes = _value(match["homes"])
        unit = Unit.FAMILY if match["unit"].lower() == "families" else Unit.HOUSEHOLD
        span = offset + match.start("homes"), offset + match.end("homes")
        yield Cell(*span, homes, homes, Quantifier.EXACT, replace(label, unit=unit, who=match["unit"]), line, row)


def _items(text: str, offset: int, line: int, row: str | None) -> list[Cell]:
    """Read "Killed: 12; Injured: 30" or "12 killed, 30 injured"; nothing where anything else stands in the text."""
    found: list[Cell] = []
    start = 0
    for stop, after in [*((m.start(), m.end()) for m in _PARTS.finditer(text)), (len(text), len(text))]:
        part = text[start:stop]
        at = offset + start + len(part) - len(part.lstrip())
        part, start = part.strip(), after
        match = _LABEL_FIRST.fullmatch(part) or _NUMBER_FIRST.fullmatch(part)
        label = label_of(match["label"]) if match else None
        if match is None or label is None:
            return []
        cells = list(_cell(match, at, label, line, row))
        if not cells:
            return []
        found += cells
    return found


def _line(text: str, offset: int) -> list[Cell]:
    """Read a line that holds its own labels, or the sentences of a paragraph that do."""
    if found := _telegram(text, offset):
        return found
    starts = [0, *(m.end() for m in _SENTENCE.finditer(text))]
    parts = [(at, text[at:stop].rstrip(" .")) for at, stop in pairwise([*starts, len(text)])]
    return [cell for at, part in parts if len(starts) > 1 for cell in _telegram(part, offset + at) if cell.row is None]


def _telegram(text: str, offset: int) -> list[Cell]:
    own = _items(text, offset, offset, None)
    if len(own) > 1 or (own and _LABEL_FIRST.fullmatch(text)):
        return own
    if match := _ROW.match(text):
        return _items(text[match.end() :], offset + match.end(), offset, match["row"].strip())
    return []


def _header(text: str) -> list[Label | None] | None:
    """Read the header of a table: the labels of its columns after the first, ``None`` for a column that counts nothing known."""
    if any(c.isdigit() for c in text):
        return None
    columns = _COLUMNS.split(text.strip().strip("|").strip())
    if len(columns) < 2:
        columns = text.split()
        if len(columns) < 3 or any(label_of(c) is None for c in columns[1:]):
            return None
    labels = [label_of(c) for c in columns[1:]]
    return labels if any(labels) and label_of(columns[0]) is None else None


def _row(text: str, offset: int, header: Sequence[Label | None]) -> list[Cell] | None:
    """Read a row under a header: as many values as the header has labels; ``None`` where it is none."""
    stripped = text.strip().strip("|")
    columns = _COLUMNS.split(stripped.strip())
    if len(columns) != len(header) + 1:
        words = stripped.split()
        if len(words) <= len(header):
            return None
        columns = [" ".join(words[: -len(header)]), *words[-len(header) :]]
    if any(c.isdigit() for c in columns[0]):
        return None
    found: list[Cell] = []
    at = text.find(columns[0]) + len(columns[0])
    for column, label in zip(columns[1:], header, strict=True):
        at = text.find(column, at)
        match = _VALUE.fullmatch(column)
        if at < 0 or (match is None and not _BLANK.fullmatch(column)):
            return None
        if match is not None and label is not None:
            found += _cell(match, offset + at, label, offset, columns[0].strip())
        at += len(column)
    return found


def cells_of(article: Article) -> tuple[list[Cell], list[range]]:
    """Return the numbers of the tables and lists of an article, in reading order, and the lines that are headers of tables.

    The cells' `places` and `quantity` are not yet known.
    """
    found: list[Cell] = []
    headers: list[range] = []
    heading = range(0)
    header: list[Label | None] | None = None
    caption: Label | None = None
    waiting: list[Cell] = []  # rows under a caption: one alone may be anything
    rows = 0
    for start, text in _lines(article):
        own = _line(text, start)
        under = _row(text, start, header) if header is not None and not own else None
        bare = _BARE_ROW.fullmatch(text) if caption is not None and not own and under is None else None
        if bare is not None and caption is not None and len(bare["row"].split()) <= 4:
            waiting += _cell(bare, start, caption, start, bare["row"].strip())
            continue
        if len({cell.line for cell in waiting}) > 1:
            found += _with_total(waiting)
            headers.append(heading)
        waiting, caption = [], None
        if own or under:
            new = own or under or []
            rows = rows + 1 if new[0].row is not None else 0
            total = rows > 1 and new[0].row is not None and bool(_TOTAL.fullmatch(new[0].row))
            found += [replace(cell, total=total) for cell in new]
            header = None if own else header
            headers += [heading] if header is not None and heading not in headers else []
            continue
        if under is None:
            header, rows, heading = _header(text), 0, range(start, start + len(text))
        if header is None and not any(c.isdigit() for c in text) and len(text.split()) <= CAPTION_WORDS:
            caption = label_of(text, caption=True)
    if len({cell.line for cell in waiting}) > 1:
        found += _with_total(waiting)
        headers.append(heading)
    return found, headers


def _with_total(rows: Sequence[Cell]) -> list[Cell]:
    first = rows[0].line
    return [replace(cell, total=cell.line != first and cell.row is not None and bool(_TOTAL.fullmatch(cell.row))) for cell in rows]


def _lines(article: Article) -> Iterator[tuple[int, str]]:
    """Yield the lines of an article's blocks with where they start, without bullets and closing stops."""
    for block in article.blocks:
        at = block.start
        for line in article.text[block.start : block.end].split("\n"):
            text = line.strip()
            start = at + len(line) - len(line.lstrip())
            at += len(line) + 1
            if bullet := _BULLET.match(text):
                start, text = start + bullet.end(), text[bullet.end() :]
            text = text.rstrip(" .")
            if text:
                yield start, text


def with_cells(article: Article, scenes: Sequence[Scene]) -> tuple[Scene, ...]:
    """Return the sentences with the cells that stand in them, each with its row's places and its tokens."""
    cells, headers = cells_of(article)
    if not cells:
        return tuple(scenes)
    places = [place for scene in scenes for place in scene.places]
    made = []
    for scene in scenes:
        inside = [c for c in cells if scene.sentence.start <= c.start and c.end <= scene.sentence.end]
        if any(scene.sentence.start in header for header in headers):
            made.append(replace(scene, is_header=True))
        else:
            made.append(replace(scene, cells=tuple(_bound(scene, cell, places) for cell in inside)) if inside else scene)
    return tuple(made)


def _bound(scene: Scene, cell: Cell, places: Sequence[FoundPlace]) -> Cell:
    first, last = scene.at(cell.start), scene.at(cell.end - 1)
    quantity = Quantity(first, last, last, cell.low, cell.high, cell.quantifier, "none" if cell.high == 0 else "number")
    named = () if cell.row is None or cell.total else tuple(p.where for p in places if cell.line <= p.where.span.start < cell.start)
    return replace(cell, quantity=quantity, places=named[:1])
