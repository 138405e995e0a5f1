"""Layouts of one table, a row an incident, as the field's data sets have them: their columns in their order, and what each is made of."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from dateline.exports.cases import Case
from dateline.exports.cells import safe_cell
from dateline.exports.layout import Heading, Layout
from dateline.exports.losses import Losses
from dateline.exports.tables import read_table
from dateline.exports.text import one_line

Value = str | int | float | None


#: Why totals of a stretch of days have no row: whoever adds up the column would count people twice.
PERIOD = "a total of many happenings in a stretch of days, which may count the same people as other rows"


class LeftOut(Exception):
    """A case that a layout has no row for; the message says why, as the loss report does."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it is made of in Dateline's records, and its hashtag where the layout has a row of them."""

    name: str
    about: str
    tag: str | None = None

    @property
    def blank(self) -> bool:
        """Whether it is never filled."""
        return self.about.startswith("blank")


def columns_of(layout: str) -> tuple[Column, ...]:
    """Return the columns of a layout in their order, from ``data/columns.tsv``."""
    rows = read_table("columns.tsv", ("layout", "name", "tag", "about"))
    return tuple(Column(name, about, tag or None) for of, name, tag, about in rows if of == layout)


@dataclass(frozen=True)
class Sheet(Layout):
    """A table as CSV or TSV (RFC 4180, UTF-8, lines ended by CR and LF).

    `row_of` gives the cells of a case by column name, and notes in the losses what it could not hold; it raises `LeftOut` for a case
    that the layout has no row for. A column that is not given is empty.
    """

    name: str
    title: str
    version: str
    keeper: str
    suffix: str
    columns: tuple[Column, ...]
    row_of: Callable[[Case, Losses], Mapping[str, Value]]
    separator: str = ","

    def write(self, cases: Iterable[Case], out: BinaryIO, losses: Losses, heading: Heading) -> int:
        """Write the table; return how many incidents there were."""
        names = [column.name for column in self.columns]
        out.write(self._line(names))
        if any(column.tag is not None for column in self.columns):
            out.write(self._line([column.tag or "" for column in self.columns]))
        count = 0
        for case in cases:
            count += 1
            try:
                row = self.row_of(case, losses)
            except LeftOut as reason:
                losses.note(f"left out: {reason}", case.incident.id)
                continue
            if unknown := row.keys() - set(names):
                raise KeyError(f"{self.name} has no column {sorted(unknown)}")
            out.write(self._line([_cell(row.get(name)) for name in names]))
        if count and (blank := [column.name for column in self.columns if column.blank]):
            losses.note(f"columns that are always empty: {', '.join(blank)}", "every row")
        return count

    def _line(self, cells: Sequence[str]) -> bytes:
        line = io.StringIO(newline="")
        csv.writer(line, delimiter=self.separator).writerow(cells)
        return line.getvalue().encode("utf-8")


def _cell(value: Value) -> str:
    """Return a value as a cell: empty where unknown, text on one line and safe to open in a spreadsheet."""
    if value is None:
        return ""
    return safe_cell(one_line(value)) if isinstance(value, str) else str(value)
