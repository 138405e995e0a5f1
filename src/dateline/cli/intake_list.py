"""The list of what became of each item, written as it goes: ``add --report FILE``."""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from dateline.errors import SourceError
from dateline.ledger import Intake
from dateline.records import Lineage
from dateline.serial import dumps

#: Bytes at a file's end in which its last line is looked for; a row has a few hundred.
_LAST_LINE = 2**20


class Report:
    """An open list, a JSON object a line; a run that goes on appends to the list of the one before.

    Raises:
        SourceError: if the file cannot be written, or holds something else.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            if path.is_file():
                _mend(path)
            # Without a buffer: a row is on its way to the disk at once, and closing has nothing left that could fail.
            self._file = path.open("ab", buffering=0)
        except OSError as error:
            raise SourceError(f"the report {path} cannot be written: {error.strerror}; give another file with --report") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()

    def note(self, intake: Intake) -> None:
        """Add one item.

        Raises:
            SourceError: if the disk takes no more.
        """
        first = intake.articles[0] if intake.articles else None
        published = first.published if first is not None else None
        row = {
            "origin": intake.source,
            "outcome": str(intake.outcome),
            "reason": intake.reason,
            "articles": list(intake.article_ids),
            "title": intake.title,
            "published": {"value": published.value, "basis": published.basis} if published is not None else None,
            "language": first.language if first is not None else None,
            "claims": intake.stored_claims,
            "sha256": intake.sha256,
            "stories": [_story(lineage) for lineage in intake.lineages],
        }
        # A half of a surrogate pair, as in a file's name that is no UTF-8, becomes the escape that JSON has for it.
        line = (dumps(row) + "\n").encode(errors="backslashreplace")
        try:
            while line:
                line = line[self._file.write(line) :]
        except OSError as error:
            raise SourceError(
                f"the report {self._path} cannot be written: {error.strerror}; what was stored is kept. Free some space and run the "
                "same command again"
            ) from error


def _story(lineage: Lineage) -> dict[str, object]:
    """Return which story an article mainly prints, and how: the words of `dateline.records.Descent`."""
    main = lineage.parts[0]
    return {
        "article": lineage.article_id,
        "story": main.story,
        "relation": main.relation,
        "of": list(main.of),
        "superseded_by": lineage.superseded_by,
    }


def _mend(path: Path) -> None:
    """Make a list that an earlier run left ready to go on: a last line that a full disk cut is taken away.

    Raises:
        SourceError: if the file is no such list.
    """
    with path.open("rb+") as file:
        head = file.readline(_LAST_LINE)
        if head and not _is_row(head):
            raise SourceError(f"{path} is no report of an earlier run (it begins with {head[:16]!r}); give another file with --report")
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _LAST_LINE))
        last = file.read().rpartition(b"\n")[2]
        if last and _is_row(last):
            file.write(b"\n")
        elif last:
            file.truncate(size - len(last))


def _is_row(line: bytes) -> bool:
    try:
        row = json.loads(line)
    except ValueError:
        return False
    return isinstance(row, dict) and {"origin", "outcome"} <= row.keys()
