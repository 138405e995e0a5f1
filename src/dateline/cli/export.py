"""``export``: write a ledger out for other programs."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from dateline import __version__
from dateline.cli.options import LEDGER, LedgerAt
from dateline.cli.screen import emit, say
from dateline.exports import DOCUMENTS, Heading, Losses, cases_of
from dateline.ledger import Ledger
from dateline.views import LAYOUTS
from dateline.views.words import plural

_BY_NAME = {layout.name: layout for layout in DOCUMENTS}
#: How a file says what was withheld from it, without and with the names of private persons.
PROFILES = {
    False: "public: names of private persons are masked; places are as precise as the reports",
    True: "internal: names of private persons are kept; places are as precise as the reports",
}
NAMES = (*LAYOUTS, *_BY_NAME)


def export(
    layout: Annotated[str, typer.Argument(metavar="LAYOUT", help=f"One of: {', '.join(NAMES)}.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write, or - for standard output.")],
    ledger: LedgerAt = LEDGER,
    private_names: Annotated[
        bool, typer.Option("--private-names", help="Keep the names of private persons, which are masked otherwise.")
    ] = False,
    losses: Annotated[Path | None, typer.Option("--losses", metavar="FILE", help="Write what the layout could not hold as JSON.")] = None,
) -> None:
    """Write a ledger out for other programs.

    \b
    Examples:
      dateline export jsonl mosul.jsonl
      dateline export geojson mosul.geojson --losses lost.json
      dateline export jsonl - --ledger mosul.db | head -1
    """
    if layout not in NAMES:
        raise typer.BadParameter(f"there is no layout {layout!r}; this version writes: {', '.join(NAMES)}", param_hint="LAYOUT")
    lost = Losses()
    # What was done is said in full: a reader must not take masked names for more.
    profile = PROFILES[private_names]
    with Ledger(ledger, create=False) as store:
        if layout in LAYOUTS:
            lines = LAYOUTS[layout](store, private_names=private_names)
            if str(out) == "-":
                for line in lines:
                    emit(line + "\n")
                return
            _check_out(out, store)
            written = plural(_write(out, lambda file: sum(_put(file, line) for line in lines)), "line")
        else:
            chosen, heading = _BY_NAME[layout], Heading(profile, f"Dateline {__version__}")
            cases = cases_of(store, keep_names=private_names)
            if str(out) == "-":
                # A closed output has no bytes under it, and nobody reads it.
                chosen.write(cases, getattr(sys.stdout, "buffer", io.BytesIO()), lost, heading)
            else:
                _check_out(out, store)
                written = plural(_write(out, lambda file: chosen.write(cases, file, lost, heading)), "incident")
    if str(out) != "-":
        say(f"{written} in {out}")
    for line in lost.lines():
        say(f"not held: {line}")
    if losses is not None:
        losses.write_text(json.dumps({"profile": profile, **lost.to_json()}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _put(file: BinaryIO, line: str) -> int:
    file.write(line.encode("utf-8") + b"\n")
    return 1


def _write(out: Path, fill: Callable[[BinaryIO], int]) -> int:
    """Fill a file that appears whole or not at all; return what `fill` counted.

    A device or pipe (``/dev/stdout``) is written to, never replaced.

    Raises:
        typer.BadParameter: if the file cannot be written.
    """
    whole = not out.exists() or out.is_file()
    # A link stays one: what it leads to is replaced.
    out = out.resolve() if whole else out
    part = out.with_name(out.name + ".part") if whole else out
    try:
        with part.open("wb") as file:
            written = fill(file)
        if whole:
            part.replace(out)
    except OSError as error:
        raise typer.BadParameter(f"{out} cannot be written: {error.strerror}; give another file", param_hint="OUT") from error
    finally:
        if whole:
            part.unlink(missing_ok=True)
    return written


def _check_out(out: Path, store: Ledger) -> None:
    """Refuse an output that is the ledger itself.

    Raises:
        typer.BadParameter: if it is.
    """
    held = Path(store.name)
    if out.exists() and held.exists() and (out.samefile(held) or str(out.resolve()).startswith(f"{held.resolve()}-")):
        raise typer.BadParameter(f"{out} is the ledger that is to be written out; give another file", param_hint="OUT")
    if out.is_dir():
        raise typer.BadParameter(f"{out} is a folder; name a file in it, such as {out / 'ledger.jsonl'}", param_hint="OUT")
