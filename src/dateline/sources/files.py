"""Find and open local files: folders, patterns, single files and standard input."""

from __future__ import annotations

import glob
import io
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from dateline.errors import SourceError, SourceNotFound, SourceUnreachable
from dateline.sources.documents import read_bounded, readable
from dateline.sources.kinds import is_known

STDIN = "-"
#: Where the shell puts the output of `<(command)`: a pipe that somebody writes to, unlike one that lies in a folder.
_OPEN_PIPES = ("/dev/fd/", "/proc/self/fd/", "/dev/stdin")


def is_pattern(name: str) -> bool:
    """Return whether a name is a pattern ("reports/**/*.html") rather than a file that is there."""
    return glob.has_magic(name) and not os.path.lexists(name)


def matching(pattern: str) -> list[str]:
    """Return the files that a pattern names, sorted; ``**`` reaches into subfolders, hidden files are left out.

    Raises:
        SourceNotFound: if there is none.
    """
    found = sorted(name for name in glob.iglob(pattern, recursive=True) if not os.path.isdir(name))
    if not found:
        raise SourceNotFound(f"no file fits the pattern {readable(pattern)!r}; check it (it is taken from {os.getcwd()!r})")
    return found


def walk(folder: str) -> Iterator[str]:
    """Yield the files of a folder and its subfolders that may hold reports, sorted.

    Hidden files and folders, and files of no known kind, are left out. A folder that cannot be listed is yielded itself, so that it
    fails where it is opened, and alone.
    """
    found: list[Path] = []

    def failed(error: OSError) -> None:
        found.append(Path(error.filename))

    for here, folders, files in os.walk(folder, onerror=failed):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        found += [Path(here, f) for f in files if not f.startswith(".") and is_known(f)]
    yield from (str(path) for path in sorted(found))


@contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """Open a file for reading.

    Raises:
        SourceNotFound: if it is not there.
        SourceError: if it is a folder, a socket or a named pipe.
        SourceUnreachable: if it cannot be read, then or later.
    """
    path = Path(name)
    shown = readable(name)
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            os.listdir(path)
            raise SourceError(f"{shown!r} is a folder; give its files, or a command that takes folders")
        if stat.S_ISFIFO(mode) and not name.startswith(_OPEN_PIPES):
            raise SourceError(f"{shown!r} is a named pipe, which may never end; give it as `dateline read - < {shown}`")
        if stat.S_ISSOCK(mode):
            raise SourceError(f"{shown!r} is a socket, not a file; give a file, a folder, a web address or -")
        with path.open("rb") as stream:
            yield stream
    except FileNotFoundError as error:
        if path.is_symlink():
            raise SourceNotFound(f"{shown!r} is a link to {os.readlink(path)!r}, which is not there; mend or remove the link") from error
        raise SourceNotFound(f"no file {shown!r}; check the path (it is taken from {os.getcwd()!r})") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceUnreachable(f"cannot read {shown!r}: {reason}; check the path and its permissions") from error


def standard_input(limit: int) -> BinaryIO:
    """Return what comes from standard input.

    Raises:
        SourceUnreachable: if it is closed.
        SourceTooLarge: if it is more than `limit` bytes.
    """
    if sys.stdin is None:
        raise SourceUnreachable("standard input is closed; give a file, or a pipe as in `cat report.txt | dateline read -`")
    return io.BytesIO(read_bounded(sys.stdin.buffer.read, "standard input", limit))
