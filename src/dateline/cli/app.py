"""The application: every command under its name."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline import __version__
from dateline.cli.actors import actors
from dateline.cli.add import add
from dateline.cli.displacement import displacement
from dateline.cli.export import export
from dateline.cli.gazetteer import gazetteer
from dateline.cli.query import incidents, show_record
from dateline.cli.read import explain, read
from dateline.cli.screen import emit
from dateline.cli.serve import serve
from dateline.cli.situation import report
from dateline.cli.upkeep import doctor, rebuild, verify

app = typer.Typer(name="dateline", no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)


def _print_version(wanted: bool) -> None:
    if wanted:
        emit(f"dateline {__version__}\n")
        raise typer.Exit()


@app.callback()
def dateline(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Read news of armed conflict and keep a ledger of what is said to have happened.

    \b
    Examples:
      dateline read report.txt
      dateline add reports/ && dateline incidents
    """


app.command()(read)
app.command()(add)
app.command()(incidents)
app.command()(displacement)
app.command("show")(show_record)
app.command()(report)
app.command()(export)
app.command()(serve)
app.command()(explain)
app.command()(verify)
app.command()(rebuild)
app.command()(doctor)
app.add_typer(gazetteer, name="gazetteer")
app.add_typer(actors, name="actors")
