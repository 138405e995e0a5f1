"""Read the package's data files: tab-separated, a header line, ``#`` for remarks, the source of an entry in its last column."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from dateline.errors import ReferenceDataError

#: Marks an empty cell.
EMPTY = "-"


def read_table(name: str, columns: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Read the rows of ``data/<name>``; a cell of ``-`` is read as the empty string.

    Raises:
        ReferenceDataError: if the header differs, or a row has too few or too many cells.
    """
    lines = (files("dateline.exports") / "data" / name).read_text(encoding="utf-8").splitlines()
    rows = [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]
    if not rows or rows[0] != tuple(columns):
        raise ReferenceDataError(f"{name}: the header is not {tuple(columns)}; mend the file")
    for row in rows:
        if len(row) != len(columns):
            raise ReferenceDataError(f"{name}: {len(row)} cells for {len(columns)} columns: {row!r}; part them by tabs")
    return tuple(tuple("" if cell == EMPTY else cell for cell in row) for row in rows[1:])
