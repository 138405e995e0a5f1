"""Options and arguments that several commands share, with the checks on their values."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

if TYPE_CHECKING:
    from dateline.sources import Settings

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


class TollPolicy(StrEnum):
    """Ways to make tolls of what is stated (incidents/data/policies.tsv)."""

    DATELINE = "dateline"
    CONSERVATIVE = "conservative"
    GED = "ged"
    RANGE = "range"


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


def check_columns(values: list[str] | None) -> list[str] | None:
    """Return which column of a table holds what, each as ``FIELD=NAME``.

    Raises:
        typer.BadParameter: if one is not so, or names an unknown field.
    """
    from dateline.sources.tables import FIELDS

    for value in values or ():
        field, _, name = value.partition("=")
        if field not in FIELDS or not name:
            raise typer.BadParameter(f"{value!r} is no column; write FIELD=NAME with one of the fields {', '.join(FIELDS)}")
    return values


def settings_of(
    column: list[str] | None = None, allow_host: list[str] | None = None, limit_mb: int | None = None, timeout: float | None = None,
    leave: Path | None = None,
) -> Settings:  # fmt: skip
    """Return how sources are to be got, from what the user said."""
    from dateline.sources import Settings

    usual = Settings()
    return Settings(
        limit=limit_mb * 2**20 if limit_mb is not None else usual.limit,
        timeout=timeout if timeout is not None else usual.timeout,
        hosts=frozenset(allow_host or ()),
        leave=frozenset([str(leave.resolve())] if leave is not None else ()),
        columns=dict(part.split("=", 1) for part in column or ()),
    )


Sources = Annotated[list[str], typer.Argument(metavar="SOURCE", help="Files, folders, patterns, web addresses, or - for standard input.")]
ColumnOf = Annotated[
    list[str] | None,
    typer.Option(
        "--column", metavar="FIELD=NAME", callback=check_columns, help="The column of a table that holds text, html, title, url, ..."
    ),
]
AllowHost = Annotated[
    list[str] | None, typer.Option("--allow-host", metavar="HOST", help="A host on the local network that may be asked all the same.")
]
LimitMb = Annotated[
    int | None, typer.Option("--limit-mb", min=1, max=1000, metavar="N", help="The most megabytes one document may have (20).")
]
Timeout = Annotated[
    float | None, typer.Option("--timeout", min=0.1, max=3600, metavar="S", help="Seconds that one download may take (20).")
]
LedgerAt = Annotated[
    str, typer.Option("--ledger", metavar="L", envvar="DATELINE_LEDGER", help="The ledger: a file, or a PostgreSQL URL.", show_default=True)
]
Published = Annotated[
    str | None, typer.Option("--published", metavar="DATE", callback=check_published, help="Publication day, where the source has none.")
]
Url = Annotated[str | None, typer.Option("--url", metavar="URL", callback=check_url, help="Where the source was published.")]
Since = Annotated[str | None, typer.Option("--since", metavar="DAY", callback=check_day, help="Not before this day.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DAY", callback=check_day, help="Not after this day.")]
Tolls = Annotated[
    TollPolicy,
    typer.Option(
        "--tolls", help="How tolls are made: Dateline's way, ACLED's one conservative number, UCDP GED's, or a minimum and maximum."
    ),
]

#: Where the ledger is unless the user says otherwise.
LEDGER = "dateline.db"
