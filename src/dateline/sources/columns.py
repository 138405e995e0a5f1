"""Tell columns of prose on a page of a PDF file whose words were drawn row by row, across the columns.

PDFium gives words in the order in which they were drawn. Programs that set text draw a column after the other; some that convert draw
row by row, and the halves of two sentences then stand in one line. Such rows are told by a gap that stands at the same place in each of
them with prose on both sides; the cells of tables are shorter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, median
from typing import Any

#: A gap between columns in heights of its letters: typesetters leave at least one line's height, justified words less.
GAP = 1.2
#: Rows that show a gap to be one of columns, letters on each side of it on average, and points by which its end may differ.
ROWS, LETTERS, ASIDE = 4, 20, 4.0
#: Steps from row to row by which paragraphs may be parted.
PARAGRAPH = 2.2


@dataclass(slots=True)
class _Piece:
    """Words of a row up to the next gap, with the place of their box, in points from the page's lower left corner."""

    left: float
    right: float
    base: float
    text: str


def has_gaps(layer: Any) -> bool:
    """Return whether a page's words may stand in columns, by the boxes of its runs of text: soon told, and not so of most pages."""
    boxes = [layer.get_rect(number) for number in range(layer.count_rects())]
    count = 0
    for (_, bottom, right, top), (left, base, _, _) in pairwise(boxes):
        if abs(base - bottom) < (top - bottom) / 2 and left - right > GAP * (top - bottom):
            count += 1
    return count >= ROWS


def in_columns(layer: Any) -> str | None:
    """Return a page's text, column after column where its rows go across them; ``None`` where they do not.

    Args:
        layer: a pypdfium2 text page.
    """
    rows = _rows(layer)
    lines: list[str] = []
    at, found = 0, False
    while at < len(rows):
        end = _end_of_columns(rows, at)
        if end is None:
            lines.append(" ".join(piece.text for piece in rows[at]))
            at += 1
            continue
        found = True
        starts = [piece.left for piece in rows[at]]
        for column in range(len(starts)):
            lines += [
                piece.text
                for row in rows[at:end]
                for piece in row
                if min(range(len(starts)), key=lambda n: abs(starts[n] - piece.left)) == column
            ]
        at = end
    return "\n".join(lines) if found else None


def _end_of_columns(rows: Sequence[Sequence[_Piece]], begin: int) -> int | None:
    """Return where the rows end that have the columns of the row at `begin`, or ``None`` if it has none."""
    starts = [piece.left for piece in rows[begin]]
    if len(starts) < 2:
        return None
    end = begin + 1
    full = [rows[begin]]
    while end < len(rows) and _fits(rows[end], starts) and _follows(rows, begin, end):
        if len(rows[end]) == len(starts):
            full.append(rows[end])
        end += 1
    if len(full) < ROWS or any(mean(len(row[n].text) for row in full) < LETTERS for n in range(len(starts))):
        return None
    return end


def _fits(row: Sequence[_Piece], starts: Sequence[float]) -> bool:
    """Return whether each piece of a row begins where a column does and ends before the next."""
    for piece in row:
        nearest = min(starts, key=lambda start: abs(start - piece.left))
        if abs(nearest - piece.left) > ASIDE or any(nearest < start < piece.right for start in starts):
            return False
    return True


def _follows(rows: Sequence[Sequence[_Piece]], begin: int, at: int) -> bool:
    """Return whether a row stands no further below the one before it than paragraphs of the rows since `begin` do."""
    step = rows[at - 1][0].base - rows[at][0].base
    if at - begin < 2:
        return step > 0
    steps = [above[0].base - below[0].base for above, below in pairwise(rows[begin:at])]
    return 0 < step <= PARAGRAPH * median(steps)


def _rows(layer: Any) -> list[list[_Piece]]:
    import pypdfium2.raw as pdfium

    rows: list[list[_Piece]] = [[]]
    right: float | None = None
    for index in range(layer.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(layer, index) or 0xFFFD)
        if letter in "\r\n":
            if rows[-1]:
                rows.append([])
            right = None
            continue
        if letter.isspace():
            if rows[-1]:
                rows[-1][-1].text += " "
            continue
        left, bottom, end, top = layer.get_charbox(index, loose=True)
        if right is None or left - right > GAP * (top - bottom):
            rows[-1].append(_Piece(left, end, bottom, ""))
        rows[-1][-1].text += letter
        rows[-1][-1].right = right = end
    for row in rows:
        for piece in row:
            piece.text = " ".join(piece.text.split())
    return [row for row in rows if row]
