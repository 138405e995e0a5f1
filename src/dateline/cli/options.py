"""Options and arguments that several commands share, with the checks on their values."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Annotated
from urllib.parse import urlsplit

import typer

#: The first year a report may be published in; `dateline.articles.dates` knows no earlier ones.
EARLIEST = "1900"
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


def check_published(value: str | None) -> str | None:
    """Return the ISO day or moment of a publication as it is.

    Raises:
        typer.BadParameter: if it is none, or one that nothing can have been published on.
    """
    if value is None:
        return None
    try:
        if not _MOMENT.fullmatch(value):
            raise ValueError(value)
        datetime.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no day; write it as 2016-11-06 or 2016-11-06T12:58") from None
    today = datetime.now(UTC).date()
    # A day ahead of UTC it is tomorrow already in Kiribati.
    if value[:10] > (today + timedelta(days=1)).isoformat():
        raise typer.BadParameter(f"{value!r} is yet to come (today is {today}); give the day on which it was published")
    if value[:4] < EARLIEST:
        raise typer.BadParameter(f"{value!r} is before {EARLIEST}, the first year that is read; check it")
    return value


def check_url(value: str | None) -> str | None:
    """Return a web address as it is.

    Raises:
        typer.BadParameter: if it is none.
    """
    if value is None:
        return None
    try:
        parts = urlsplit(value)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and not any(c.isspace() for c in value)
    except ValueError:
        good = False
    if not good:
        raise typer.BadParameter(f"{value!r} is no web address; write it as https://HOST/PAGE")
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
    str | None, typer.Option("--published", metavar="DATE", callback=check_published, help="Publication day, where the source has none.")
]
Url = Annotated[str | None, typer.Option("--url", metavar="URL", callback=check_url, help="Where the source was published.")]
Since = Annotated[str | None, typer.Option("--since", metavar="DAY", callback=check_day, help="Not before this day.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DAY", callback=check_day, help="Not after this day.")]

#: Where the ledger is unless the user says otherwise.
LEDGER = "dateline.db"
