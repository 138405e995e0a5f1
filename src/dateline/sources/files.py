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
from typing import BinaryIO, cast

from dateline.errors import SourceError, SourceNotFound, SourceUnreachable
from dateline.sources.documents import readable
from dateline.sources.kinds import HEAD, by_name, is_about, is_page

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

    Hidden files and folders are left out, files that tell of the folder itself (README.md), and files of no known kind unless they
    begin as web pages do. Kinds that cannot be read but hold reports (.doc) are among them, so that they are refused by name. A folder
    that cannot be listed is yielded itself, so that it fails where it is opened, and alone.
    """
    found: list[Path] = []

    def failed(error: OSError) -> None:
        found.append(Path(error.filename))

    for here, folders, files in os.walk(folder, onerror=failed):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        found += [Path(here, f) for f in files if not (f.startswith(".") or is_about(f)) and (by_name(f) is not None or _is_page(here, f))]
    yield from (str(path) for path in sorted(found))


def is_output(name: str) -> bool:
    """Return whether a file is where standard output goes, as in `dateline read . > found.jsonl`."""
    try:
        output = os.fstat(1)
        return stat.S_ISREG(output.st_mode) and os.path.samestat(os.stat(name), output)
    except (OSError, ValueError):
        return False


def _is_page(folder: str, name: str) -> bool:
    path = Path(folder, name)
    try:
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            return is_page(stream.read(HEAD))
    except OSError:
        return False


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
            # A file that grows while it is read, as a log does, is read as it was when it was opened.
            yield cast(BinaryIO, _AsItWas(stream, os.fstat(stream.fileno()).st_size)) if stat.S_ISREG(mode) else stream
    except FileNotFoundError as error:
        if path.is_symlink():
            raise SourceNotFound(f"{shown!r} is a link to {os.readlink(path)!r}, which is not there; mend or remove the link") from error
        raise SourceNotFound(f"no file {shown!r}; check the path (it is taken from {os.getcwd()!r})") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceUnreachable(f"cannot read {shown!r}: {reason}; check the path and its permissions") from error


class _AsItWas(io.RawIOBase):
    """The first bytes of a file, as many as it had."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream, self._size = stream, size

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def seekable(self) -> bool:
        """Return that it can be read from anywhere."""
        return True

    def tell(self) -> int:
        """Return where the next byte is read."""
        return self._stream.tell()

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place, counted from the start, from here, or from the end that the file had."""
        return self._stream.seek(self._size + offset) if whence == os.SEEK_END else self._stream.seek(offset, whence)

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer, but for what was written since."""
        view = memoryview(buffer).cast("B")
        data = self._stream.read(max(0, min(len(view), self._size - self._stream.tell())))
        view[: len(data)] = data
        return len(data)


def standard_input() -> BinaryIO:
    """Return standard input.

    Raises:
        SourceUnreachable: if it is closed.
    """
    if sys.stdin is None:
        raise SourceUnreachable("standard input is closed; give a file, or a pipe as in `cat report.txt | dateline read -`")
    return sys.stdin.buffer
