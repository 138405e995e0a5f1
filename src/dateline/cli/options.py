"""Options and arguments that several commands share, with the checks on their values."""

from __future__ import annotations

import re
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

import typer

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class ReadFormat(StrEnum):
    """How `read` prints."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"


class TableFormat(StrEnum):
    """How `incidents` prints."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class Grade(StrEnum):
    """Grades of corroboration."""

    SINGLE = "single"
    REPORTED = "reported"
    CORROBORATED = "corroborated"
    CONTESTED = "contested"
    CONTRADICTED = "contradicted"


def check_moment(value: str | None) -> str | None:
    """Return an ISO day or moment as it is.

    Raises:
        typer.BadParameter: if it is none.
    """
    if value is None:
        return None
    try:
        if not _MOMENT.fullmatch(value):
            raise ValueError(value)
        datetime.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no day; write it as 2016-11-06 or 2016-11-06T12:58") from None
    return value


def check_day(value: str | None) -> str | None:
    """Return an ISO day as it is.

    Raises:
        typer.BadParameter: if it is none.
    """
    if value is None:
        return None
    try:
        if not _DAY.fullmatch(value):
            raise ValueError(value)
        date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no day; write it as 2016-11-06") from None
    return value


Sources = Annotated[list[str], typer.Argument(metavar="SOURCE", help="Files, folders, web addresses, or - for standard input.")]
LedgerAt = Annotated[
    str, typer.Option("--ledger", metavar="L", envvar="DATELINE_LEDGER", help="The ledger: a file, or a PostgreSQL URL.", show_default=True)
]
Published = Annotated[
    str | None, typer.Option("--published", metavar="DATE", callback=check_moment, help="Publication day, where the source has none.")
]
Url = Annotated[str | None, typer.Option("--url", metavar="URL", help="Where the source was published.")]
Since = Annotated[str | None, typer.Option("--since", metavar="DAY", callback=check_day, help="Not before this day.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DAY", callback=check_day, help="Not after this day.")]

#: Where the ledger is unless the user says otherwise.
LEDGER = "dateline.db"
