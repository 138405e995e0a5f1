"""Read the actor stage's data files: tab-separated, a header line, ``#`` for remarks, the source of an entry in its last column."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from dateline.errors import ReferenceDataError

#: Marks an empty cell where a row would otherwise end in white space.
EMPTY = "-"


def table_names(folder: str) -> tuple[str, ...]:
    """Return the names of the tables in ``data/<folder>``, sorted, for `read_table`."""
    found = (files("dateline.actors") / "data" / folder).iterdir()
    return tuple(sorted(f"{folder}/{entry.name}" for entry in found if entry.name.endswith(".tsv")))


def read_table(name: str, columns: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Read the rows of ``data/<name>``.

    Args:
        name: path under ``data``.
        columns: the header that the file must have, in order.

    Returns:
        One tuple of cells a row; a cell of ``-`` is read as the empty string.

    Raises:
        ReferenceDataError: if the header differs, or a row has too few or too many cells.
    """
    text = (files("dateline.actors") / "data" / name).read_text(encoding="utf-8")
    rows: list[tuple[str, ...]] = []
    header: tuple[str, ...] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple("" if cell.strip() == EMPTY else cell.strip() for cell in line.split("\t"))
        if header is None:
            header = cells
            if header != tuple(columns):
                raise ReferenceDataError(f"{name}:{number}: the header is {header}, not {tuple(columns)}; mend the file")
        elif len(cells) != len(columns):
            raise ReferenceDataError(f"{name}:{number}: {len(cells)} cells for {len(columns)} columns: {line!r}; part them by tabs")
        else:
            rows.append(cells)
    if header is None:
        raise ReferenceDataError(f"{name}: no header line; the table needs the columns {tuple(columns)}")
    return tuple(rows)
