"""Read the place stage's data files: tab-separated, the columns named in the first line."""

from __future__ import annotations

import csv
from importlib import resources

from dateline.errors import ReferenceDataError


def read_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of ``data/<name>``.

    Raises:
        ReferenceDataError: if the table is missing.
    """
    path = resources.files("dateline.places") / "data" / name
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as error:
        raise ReferenceDataError(f"{path} is missing; reinstall dateline") from error
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
