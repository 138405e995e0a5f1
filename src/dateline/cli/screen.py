"""Where output goes: results to standard output, messages and progress to standard error, colour to terminals alone."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from dateline.views import Page, harmless

#: Columns of plain output.
PLAIN_WIDTH = 100
#: Seconds between two plain lines about progress.
TELL_EVERY = 5.0
T = TypeVar("T")  # of things that are never None


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
    """Print one message to standard error, on one line; where that is closed or full there is nobody to tell."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(f"dateline: {harmless(message)}\n")
        sys.stderr.flush()


def counting(items: Iterable[T], *, what: str) -> Iterator[T]:
    """Yield `items`, with a count and the time on standard error while each is being made, if that is a terminal.

    The line is gone while the caller has an item, so that what it prints then is not mixed with it. Results never go through
    its console: they belong to standard output alone.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield from items
        return
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        yield from _told(items, what=what)
        return
    # How many items a feed or a crawl holds is only known at its end: a count, no share.
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn("{task.completed:,}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
    )
    task = bar.add_task(what, total=None)
    made = iter(items)
    while True:
        with bar:
            item = next(made, None)
        if item is None:
            return
        bar.advance(task)
        yield item


def _told(items: Iterable[T], *, what: str) -> Iterator[T]:
    """Yield `items`, telling in a plain line now and then how far it is, for a terminal that wants no bar."""
    began = told = time.monotonic()
    for done, item in enumerate(items, 1):
        if time.monotonic() - told > TELL_EVERY:
            told = time.monotonic()
            say(f"{what}: {done:,} so far, {done / (told - began):.1f} a second")
        yield item


def drop_output() -> None:
    """Send what is still to be printed nowhere: the reader (``| head``) has left, which is no fault."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
