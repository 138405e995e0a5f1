"""``report``: a situation report of an area and a period, every sentence with its evidence."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.options import LEDGER, LedgerAt, Since, Until
from dateline.cli.screen import emit, say
from dateline.ledger import Ledger
from dateline.views.words import plural


class ReportFormat(StrEnum):
    """How `report` is laid out."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"


def report(
    ledger: LedgerAt = LEDGER,
    since: Since = None,
    until: Until = None,
    place: Annotated[str | None, typer.Option("--place", metavar="P", help="Place or province, or part of its name; country code.")] = None,
    layout: Annotated[ReportFormat, typer.Option("--format", help="How to lay it out.")] = ReportFormat.TEXT,
    template: Annotated[
        str, typer.Option("--template", metavar="T", help="daily, weekly, or a template file of your own (.toml).", show_default=True)
    ] = "daily",
    profile: Annotated[
        str, typer.Option("--profile", metavar="P", help="What may be told: public or internal.", show_default=True)
    ] = "public",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write to a file instead of standard output.")] = None,
    write_template: Annotated[
        Path | None, typer.Option("--write-template", metavar="DIR", help="Write the templates into a folder, to be changed, and stop.")
    ] = None,
) -> None:
    """Write a situation report; each sentence leads to the words it rests on.

    Without --since the report is of the template's days (daily: 1, weekly: 7) before --until, or before the last day told of.

    \b
    Examples:
      dateline report
      dateline report --since 2016-10-27 --until 2016-11-06 --place Nineveh --template weekly
      dateline report --template weekly --format pdf --out week.pdf
      dateline report --write-template ours && dateline report --template ours/weekly.toml
    """
    from dateline.reports import Request, build, load, render, to_pdf, write_files

    if write_template is not None:
        written = write_files(write_template)
        say(f"{plural(len(written), 'file')} written into {write_template}" + ("" if written else "; what was there stays as it is"))
        return
    if since and until and since > until:
        raise typer.BadParameter(f"--since {since} is after --until {until}, so no day lies between; turn them round")
    if layout is ReportFormat.PDF and out is None and sys.stdout.isatty():
        raise typer.BadParameter("a PDF file is nothing for a terminal; name a file with --out", param_hint="--format")
    form = load(template)
    with Ledger(ledger, create=False) as store:
        if out is not None:
            _check_out(out, store.name)
        made = build(store, Request(since, until, place), template=form, profile=profile)
    data = to_pdf(made, form) if layout is ReportFormat.PDF else render(made, layout, form).encode()
    if out is not None:
        _write(out, data)
        sentences = sum(1 for _ in made.sentences())
        say(f"{plural(sentences, 'sentence')} and {plural(len(made.footnotes), 'footnote')} in {out} (profile {made.profile})")
    elif layout is ReportFormat.PDF:
        sys.stdout.buffer.write(data)
    else:
        emit(data.decode())


def _check_out(out: Path, ledger: str) -> None:
    """Refuse an output that is the ledger itself, or a folder.

    Raises:
        typer.BadParameter: if it is.
    """
    held = Path(ledger)
    if out.exists() and held.exists() and (out.samefile(held) or str(out.resolve()).startswith(f"{held.resolve()}-")):
        raise typer.BadParameter(f"{out} is the ledger that the report is about; give another file", param_hint="--out")
    if out.is_dir():
        raise typer.BadParameter(f"{out} is a folder; name a file in it, such as {out / 'report.html'}", param_hint="--out")


def _write(out: Path, data: bytes) -> None:
    """Write a file that appears whole or not at all; a device or pipe is written to.

    Raises:
        typer.BadParameter: if it cannot be written.
    """
    whole = not out.exists() or out.is_file()
    # A link stays one: what it leads to is replaced.
    out = out.resolve() if whole else out
    part = out.with_name(out.name + ".part") if whole else out
    try:
        part.write_bytes(data)
        if whole:
            part.replace(out)
    except OSError as error:
        raise typer.BadParameter(f"{out} cannot be written: {error.strerror}; give another file", param_hint="--out") from error
    finally:
        if whole:
            part.unlink(missing_ok=True)
