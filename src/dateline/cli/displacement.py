"""``displacement``: what a ledger's claims say of people who had to move, by place and day."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline.cli.options import LEDGER, LedgerAt
from dateline.cli.screen import emit, new_page, say, show
from dateline.ledger import Ledger
from dateline.views import displacement_lines, draw_displacement


def displacement(
    ledger: LedgerAt = LEDGER,
    place: Annotated[str | None, typer.Option("--place", metavar="P", help="Place or province, or part of its name; country code.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON lines, one a series.")] = False,
) -> None:
    """Show who is said to have fled, arrived, returned or to live displaced: a series a place.

    Movements in a stretch of days and people displaced on a day are kept apart, and what overlaps is never added.

    \b
    Examples:
      dateline displacement
      dateline displacement --place Nineveh --json | jq -c '.displacement.points[]'
    """
    with Ledger(ledger, create=False) as store:
        found = store.displacement(place)
    if as_json:
        for line in displacement_lines(found):
            emit(line + "\n")
    elif found:
        page = new_page()
        draw_displacement(page, found)
        show(page)
    else:
        say(f"{store.name} tells of no displacement" + (f" in {place!r}" if place is not None else ""))
