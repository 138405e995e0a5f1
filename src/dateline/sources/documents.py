"""Make documents of bytes, within a limit."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime

from dateline.errors import SourceTooLarge
from dateline.records import RawDocument, Supplied

_CHUNK = 2**16


def readable(name: str) -> str:
    """Return a file's name as text that can be printed and stored: as UTF-8 in every locale, its other bytes escaped.

    >>> readable("caf\\udcc3\\udca9-\\udcff.txt")
    'café-\\\\xff.txt'
    """
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def document_of(
    data: bytes, origin: str, *, media_type: str | None = None, charset: str | None = None, supplied: Supplied | None = None
) -> RawDocument:  # fmt: skip
    """Return a document of `data`, got now."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return RawDocument(data, origin, now, hashlib.sha256(data).hexdigest(), media_type, charset, supplied)


def read_bounded(take: Callable[[int], bytes], name: str, limit: int) -> bytes:
    """Return all that `take` gives.

    Raises:
        SourceTooLarge: as soon as it is more than `limit` bytes.
    """
    chunks: list[bytes] = []
    size = 0
    while chunk := take(_CHUNK):
        size += len(chunk)
        if size > limit:
            raise too_large(name, limit)
        chunks.append(chunk)
    return b"".join(chunks)


def too_large(name: str, limit: int) -> SourceTooLarge:
    """Return the error for a document of more than `limit` bytes."""
    return SourceTooLarge(f"{name} has more than {limit:,} bytes, the limit; split it, or give the article alone")
