"""The list of what became of each item, written as it goes: ``add --report FILE``."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from dateline.errors import SourceError
from dateline.ledger import Intake
from dateline.serial import dumps


class Report:
    """An open list, a JSON object a line; a run that goes on appends to the list of the one before.

    Raises:
        SourceError: if the file cannot be written.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._file = path.open("a", encoding="utf-8")
        except OSError as error:
            raise SourceError(f"the report {path} cannot be written: {error.strerror}; give another file with --report") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()

    def note(self, intake: Intake) -> None:
        """Add one item."""
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
        }
        self._file.write(dumps(row) + "\n")
        self._file.flush()
