"""Where output goes: results to standard output, messages and progress to standard error, colour to terminals alone."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from dateline.views import Page

#: Columns of plain output.
PLAIN_WIDTH = 100
T = TypeVar("T")


def styled() -> bool:
    """Return whether results may carry styles: a terminal that can, and no ``NO_COLOR`` (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def new_page() -> Page:
    """Return an empty page as wide as the terminal, or `PLAIN_WIDTH` where there is none."""
    return Page(width=shutil.get_terminal_size().columns if sys.stdout.isatty() else PLAIN_WIDTH, marks=not styled())


def show(page: Page) -> None:
    """Print a page to standard output."""
    if styled():
        Console(highlight=False, width=page.width).print(page.text(), soft_wrap=True)
    else:
        emit(page.plain())


def emit(text: str, *, go_on: bool = False) -> None:
    """Print a result as it is to standard output.

    Args:
        text: the result, with its line ends.
        go_on: print at once, and carry on where the reader (``| head``) has left; otherwise the command ends then, at peace.

    Raises:
        typer.Exit: if the reader has left.
    """
    try:
        sys.stdout.write(text)
        if go_on:
            sys.stdout.flush()
    except BrokenPipeError:
        drop_output()
        if not go_on:
            raise typer.Exit(0) from None


def say(message: str) -> None:
    """Print one message to standard error."""
    sys.stderr.write(f"dateline: {message}\n")
    sys.stderr.flush()


@contextmanager
def progress(items: Iterable[T], *, total: int, what: str) -> Iterator[Iterable[T]]:
    """Give `items` back, with a bar on standard error while they are taken if that is a terminal and there are several."""
    if total < 2 or not sys.stderr.isatty():
        yield items
        return
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True, no_color=bool(os.environ.get("NO_COLOR"))),
        transient=True,
    )
    with bar:
        yield bar.track(items, total=total, description=what)


def drop_output() -> None:
    """Send what is still to be printed nowhere: the reader (``| head``) has left, which is no fault."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
