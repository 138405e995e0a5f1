"""Where output goes: results to standard output, messages and progress to standard error, colour to terminals alone."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from dateline.views import Page, harmless

#: Columns of plain output.
PLAIN_WIDTH = 100
#: Seconds between two plain lines about progress.
TELL_EVERY = 5.0
#: Characters of an item's name in a line about progress; of a longer one its end is shown.
LONGEST_NAME = 60
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


class Current:
    """The item that is being worked on, for a line of progress."""

    def __init__(self) -> None:
        self.name = ""

    def passing(self, items: Iterable[T], name_of: Callable[[T], str]) -> Iterator[T]:
        """Yield `items`, noting each while the caller has it."""
        for item in items:
            self.name = name_of(item)
            yield item
            self.name = ""

    def __str__(self) -> str:
        name = harmless(self.name)
        return name if len(name) <= LONGEST_NAME else f"…{name[1 - LONGEST_NAME :]}"


def counting(items: Iterable[T], *, what: str, current: Current) -> Iterator[T]:
    """Yield `items`; while each is being made tell on standard error, if that is a terminal, how many were, how fast, and which is next.

    The line is gone while the caller has an item, so that what it prints then is not mixed with it. Results never go through
    its console: they belong to standard output alone.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield from items
        return
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        yield from _told(items, what=what, current=current)
        return
    # How many items a feed or a crawl holds is only known at its end: a count, no share.
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description} {task.completed:,} ({task.fields[rate]:.1f}/s)"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[current]}", markup=False),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
    )
    task = bar.add_task(what, total=None, rate=0.0, current=current)
    began = time.monotonic()
    made = iter(items)
    done = 0
    while True:
        with bar:
            item = next(made, None)
        if item is None:
            return
        done += 1
        bar.update(task, completed=done, rate=done / max(time.monotonic() - began, 0.1))
        yield item


def _told(items: Iterable[T], *, what: str, current: Current) -> Iterator[T]:
    """Yield `items`, telling in a plain line now and then how far it is, for a terminal that wants no bar."""
    began = told = time.monotonic()
    for done, item in enumerate(items, 1):
        now = time.monotonic()
        if now - told > TELL_EVERY:
            told = now
            say(f"{what}: {done:,} so far, {done / (now - began):.1f} a second, now at {current}")
        yield item


def drop_output() -> None:
    """Send what is still to be printed nowhere: the reader (``| head``) has left, which is no fault."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
