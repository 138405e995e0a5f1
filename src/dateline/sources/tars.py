"""Open tar archives (POSIX.1-2001 pax, GNU tar), read once from front to end, in the order in which their members stand."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from dateline.errors import SourceError, SourceTooLarge
from dateline.sources.containers import Given, Inner
from dateline.sources.documents import readable
from dateline.sources.items import Settings
from dateline.sources.kinds import HEAD, by_name, is_about, is_page
from dateline.sources.zips import MEMBERS

#: Bytes that may stand between the data of two members: their headers, with names and extended records. They are read into memory whole.
HEADERS = 2**20
_CHUNK = 2**16


def members(stream: BinaryIO, origin: str, settings: Settings) -> Iterator[Given]:
    """Yield the files of an archive that may hold reports; names lead nowhere on the disk, and links to nothing.

    Raises:
        SourceError: if it is damaged.
        SourceTooLarge: if it has too many members, or a header that takes the memory of many.
    """
    source = _Metered(stream, origin)
    try:
        source.allow(HEADERS)
        with tarfile.open(fileobj=cast(BinaryIO, source), mode="r|", errorlevel=2) as archive:
            count = 0
            while (info := archive.next()) is not None:
                count += 1
                if count > MEMBERS:
                    raise SourceTooLarge(f"{origin} has over {MEMBERS:,} members, the limit; split it")
                source.allow(None)
                member = archive.extractfile(info) if info.isreg() else None
                if member is not None:
                    yield from _given(cast(io.BufferedReader, member), info.name, origin)
                    while member.read(_CHUNK):
                        pass
                source.allow(HEADERS)
    except tarfile.TarError as error:
        raise SourceError(f"{origin} is damaged or cut off: {error}; get it again") from error


def _given(member: io.BufferedReader, name: str, origin: str) -> Iterator[Given]:
    path = PurePosixPath(name.replace("\\", "/"))
    if any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in path.parts) or is_about(path.name):
        return
    if by_name(path.name) is None and path.suffix and not is_page(member.peek(HEAD)[:HEAD]):
        return
    yield Inner(f"{origin}!{readable(name)}", cast(BinaryIO, member), path.name)


class _Metered:
    """A stream that gives no more bytes than it is allowed to."""

    def __init__(self, stream: BinaryIO, origin: str) -> None:
        self._stream, self._origin = stream, origin
        self._left: int | None = None

    def allow(self, size: int | None) -> None:
        """Allow so many bytes from here on; ``None`` is any number."""
        self._left = size

    def read(self, size: int) -> bytes:
        """Return the next bytes.

        Raises:
            SourceTooLarge: if more were read than is allowed.
        """
        if self._left is not None:
            self._left -= size
            if self._left < 0:
                raise SourceTooLarge(f"{self._origin} has a member whose header takes over {HEADERS:,} bytes, as an archive bomb has")
        return self._stream.read(size)
