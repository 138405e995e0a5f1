"""Take the items out of what holds several: archives, crawls, tables, mailboxes; nested ones to a small depth.

Everything is streamed: of a container of any size no more than one item is in memory. Bombs are bounded by bytes an item, bytes
in all, depth, and how far packed bytes may swell. What must be read back and forth (ZIP, Parquet) and lies within another container
goes through a temporary file without a name.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from dateline.errors import SourceError, SourceTooLarge
from dateline.records import RawDocument, Supplied
from dateline.sources.documents import document_of, read_bounded, too_large
from dateline.sources.items import Item, Pointer, Refusal, Settings, Unchanged
from dateline.sources.kinds import HEAD, Kind, kind_of

#: Containers within containers that are opened: a crawl's WACZ in a ZIP of a ZIP is three.
DEPTH = 3
#: How often its packed bytes a file may unpack to (deflate reaches 1,032; news text and HTML stay under 30), once it is large; all
#: containers within it are counted together.
SWELL, LARGE = 200, 100 * 2**20
#: Bytes of one temporary file, and those that stay in memory.
SPOOL, SPOOL_HELD = 4 * 2**30, 16 * 2**20
#: Kinds that have their list of contents at the end.
_LISTED_AT_END = frozenset({"zip", "wacz", "parquet"})


@dataclass(frozen=True, slots=True)
class Inner:
    """An item as its container gives it: to be read as long as the next one has not been asked for."""

    origin: str
    stream: BinaryIO
    name: str
    media_type: str | None = None
    charset: str | None = None
    supplied: Supplied | None = None


#: What the libraries raise that read containers, where one is damaged.
DAMAGE = (
    OSError, EOFError, ValueError, LookupError, RuntimeError, AttributeError, TypeError, ArithmeticError, zlib.error, lzma.LZMAError,
    zipfile.BadZipFile, tarfile.TarError,
)  # fmt: skip

Given = Inner | Pointer | RawDocument | Refusal | Unchanged
Opener = Callable[[BinaryIO, str, Settings], Iterator[Given]]


def unpack(inner: Inner, settings: Settings) -> Iterator[Item | Pointer]:
    """Yield the one document that a stream is, or the items that it holds.

    Args:
        inner: the stream.
        settings: the limits.

    Raises:
        SourceError: if the stream itself cannot be read as what it is, holds nothing, or unpacks to far more than it is; what came
            before has been yielded.
    """
    root = _Stream(inner.stream, None)
    yield from _unpack(inner, root, _Swell(root, inner.origin), settings, 0)


def _unpack(inner: Inner, raw: _Stream, swell: _Swell, settings: Settings, depth: int) -> Iterator[Item | Pointer]:
    buffered = io.BufferedReader(raw, buffer_size=2**16)
    stream = cast(BinaryIO, buffered)
    with _plainly(inner.origin):
        head = buffered.peek(HEAD)[:HEAD]
    kind = _kind(head, inner)
    if kind.way == "refused":
        raise SourceError(f"{inner.origin} is {kind.words}")
    opener = _opener(kind)
    if opener is None:
        with _plainly(inner.origin):
            data = read_bounded(stream.read, inner.origin, settings.limit)
        media_type = inner.media_type if inner.media_type not in _VAGUE else kind.media_type
        yield document_of(data, inner.origin, media_type=media_type, charset=inner.charset, supplied=inner.supplied)
        return
    if depth >= DEPTH:
        raise SourceError(f"{inner.origin} is a container within {depth} others, the limit; unpack it first")
    count = 0
    with _readable_anywhere(stream, inner.origin, needed=kind.name in _LISTED_AT_END and (depth > 0 or not raw.seekable())) as whole:
        for item in _shielded(opener(whole, inner.origin, settings), inner.origin):
            count += 1
            if not isinstance(item, Inner):
                yield item
                continue
            try:
                yield from _unpack(item, _Stream(item.stream, swell), swell, settings, depth + 1)
            except _Bomb:
                raise
            except SourceError as error:
                yield Refusal(item.origin, str(error))
    # A feed may have nothing new; a collection of crawls has some without a page (of pictures, of requests).
    if count == 0 and kind.name != "feed" and (depth == 0 or kind.name != "warc"):
        raise SourceError(f"{inner.origin} holds no report ({_EMPTY.get(kind.name, 'it is empty')})")


_EMPTY = {
    "zip": "no file of a known kind is in it",
    "tar": "no file of a known kind is in it",
    "wacz": "no page is in its crawls",
    "warc": "no page is among its records",
    "csv": "there is no row under its header",
    "mail": "it has neither a text nor an attachment of a known kind",
}


class _Bomb(SourceTooLarge):
    """A file unpacks to far more than it is: nothing more is taken out of it."""


class _Swell:
    """How much has been unpacked from a file, in all containers within it, against how much of the file itself was read."""

    def __init__(self, root: _Stream, origin: str) -> None:
        self._root, self._origin = root, origin
        self._out = 0

    def count(self, size: int) -> None:
        """Count bytes that came out of a container.

        Raises:
            _Bomb: if they are too many.
        """
        self._out += size
        if self._out > LARGE and self._out > SWELL * max(self._root.reach, 1):
            raise _Bomb(
                f"{self._origin} unpacks to over {SWELL} times its size, as an archive bomb does; unpack it yourself if you trust it"
            )


@contextmanager
def _readable_anywhere(stream: BinaryIO, origin: str, *, needed: bool) -> Iterator[BinaryIO]:
    """Give a stream, or a temporary copy that can be read back and forth.

    Raises:
        SourceTooLarge: if it would take more than `SPOOL` bytes.
    """
    if not needed:
        yield stream
        return
    with tempfile.SpooledTemporaryFile(max_size=SPOOL_HELD) as copy:
        with _plainly(origin):
            while chunk := stream.read(2**20):
                if copy.tell() + len(chunk) > SPOOL:
                    raise too_large(origin, SPOOL)
                copy.write(chunk)
            copy.seek(0)
        yield cast(BinaryIO, io.BufferedReader(_Stream(cast(BinaryIO, copy), None), buffer_size=2**16))


@contextmanager
def _plainly(origin: str) -> Iterator[None]:
    """Turn what a packed stream raises where it is damaged into our own error.

    Raises:
        SourceError: after that error.
    """
    try:
        yield
    except DAMAGE as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise SourceError(f"{origin} is damaged or cut off: {reason[:200]}; get it again") from error


_VAGUE = (None, "application/octet-stream", "binary/octet-stream", "application/x-download")


def _kind(head: bytes, inner: Inner) -> Kind:
    kind = kind_of(head, inner.name)
    if kind.name == "gzip" and kind_of(_first(head), "").name == "warc":
        # warcio reads packed crawls itself, a member a record, and so survives a broken one.
        return Kind("warc", "container")
    # A server's word is taken where neither the bytes nor the name tell.
    if kind.name == "text" and inner.media_type == "message/rfc822":
        return Kind("mail", "container", inner.media_type)
    return kind


def _shielded(given: Iterator[Given], origin: str) -> Iterator[Given]:
    """Yield what a container gives; where it breaks in the middle, what came before is kept and the rest is one refusal."""
    count = 0
    try:
        for item in given:
            count += 1
            yield item
    except SourceError as error:
        if count == 0 or isinstance(error, _Bomb):
            raise
        yield Refusal(origin, f"{error}; {count:,} {'item' if count == 1 else 'items'} before it {'was' if count == 1 else 'were'} read")
    except DAMAGE as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        if count == 0:
            raise SourceError(f"{origin} is damaged or cut off: {reason}; get it again") from error
        yield Refusal(origin, f"{origin} is damaged or cut off after {count:,} items: {reason}; get it again for the rest")


def _opener(kind: Kind) -> Opener | None:
    """Return what opens a kind of container, imported when it is needed; ``None`` for a document."""
    if kind.name in ("gzip", "bzip2", "xz"):
        return _packed(kind.name)
    if kind.name == "tar":
        from dateline.sources.tars import members

        return members
    if kind.name in ("zip", "wacz"):
        from dateline.sources import zips

        return zips.members if kind.name == "zip" else zips.crawl
    if kind.name == "warc":
        from dateline.sources.warc import records

        return records
    if kind.name in ("mail", "mhtml", "mbox"):
        from dateline.sources import mail

        return {"mail": mail.parts, "mhtml": mail.page, "mbox": mail.messages}[kind.name]
    if kind.name in ("csv", "jsonl", "json", "parquet"):
        from dateline.sources import tables

        return {"csv": tables.delimited, "jsonl": tables.lines, "json": tables.listed, "parquet": tables.columnar}[kind.name]
    if kind.name == "feed":
        from dateline.sources.feeds import entries

        return entries
    return None


def _packed(kind: str) -> Opener:
    """Return an opener of one packed file, which is named as its container without the last suffix."""

    def opened(stream: BinaryIO, origin: str, settings: Settings) -> Iterator[Given]:
        name = origin.rsplit("!", 1)[-1]
        for suffix, within in _INSIDE.items():
            if name.lower().endswith(suffix):
                name = name[: -len(suffix)] + within
                break
        with _UNPACKERS[kind](stream) as unpacked:
            yield Inner(origin, cast(BinaryIO, unpacked), name)

    return opened


#: What a packed file's name ends in, and what the name within ends in for it.
_INSIDE = {".tgz": ".tar", ".tbz2": ".tar", ".tbz": ".tar", ".txz": ".tar", ".gz": "", ".bz2": "", ".xz": ""}
_UNPACKERS: dict[str, Callable[[BinaryIO], Any]] = {
    "gzip": lambda stream: gzip.GzipFile(fileobj=stream),
    "bzip2": bz2.BZ2File,
    "xz": lzma.LZMAFile,
}


def _first(head: bytes) -> bytes:
    """Return as much of a packed stream's beginning as `head` gives."""
    try:
        return zlib.decompressobj(wbits=31).decompress(head, HEAD)
    except zlib.error:
        return b""


class _Stream(io.RawIOBase):
    """Any binary stream as a raw one, seekable where it is. `reach` is how far it has been read.

    Args:
        stream: the stream; it is left open.
        swell: counts the bytes, where they come out of a container.
    """

    def __init__(self, stream: BinaryIO, swell: _Swell | None) -> None:
        self._stream, self._swell = stream, swell
        self._at = self.reach = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = self._stream.seek(offset, whence)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        if self._swell is not None:
            self._swell.count(len(data))
        self._at += len(data)
        self.reach = max(self.reach, self._at)
        buffer[: len(data)] = data
        return len(data)
