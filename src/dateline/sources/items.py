"""What comes out of a source: documents, and a word on each item that gave none; with the limits under which they are got."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from dateline.records import RawDocument, Supplied

#: Bytes one document may have: ten times the largest news page that we have met.
LIMIT = 20 * 2**20
#: Seconds a server may take, for one answer and for the whole document.
TIMEOUT = 20.0


@dataclass(frozen=True, slots=True)
class Settings:
    """How sources are got.

    Attributes:
        limit: the most bytes one document may have, packed or unpacked.
        timeout: seconds until an unfinished download is given up.
        hosts: names or addresses on the local network that may be asked all the same.
        robots: whether robots.txt is heeded.
        leave: files that are not read wherever they are found, by their real paths: what this run itself writes.
        columns: for tables, the column that holds each of ``text html url title author publisher published language``.
    """

    limit: int = LIMIT
    timeout: float = TIMEOUT
    hosts: frozenset[str] = frozenset()
    robots: bool = True
    leave: frozenset[str] = frozenset()
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refusal:
    """An item that could not be got, and why."""

    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unchanged:
    """An item that is as it was when it was got at `seen` (ISO 8601, UTC)."""

    origin: str
    seen: str


@dataclass(frozen=True, slots=True)
class Pointer:
    """An entry of a feed or sitemap: an address to be followed, what is said of it there, and the mark of its version."""

    url: str
    supplied: Supplied
    mark: str | None = None


Item = RawDocument | Refusal | Unchanged


@dataclass(frozen=True, slots=True)
class Visit:
    """What is remembered of an address that was asked: its answer's validators (RFC 9110, section 8.8), the bytes' SHA-256, and when.

    For an entry of a feed `mark` is what the feed said of its version: the update time, else the id.
    """

    url: str
    at: str
    sha256: str | None = None
    etag: str | None = None
    modified: str | None = None
    mark: str | None = None


class Visits(Protocol):
    """Remembers addresses from one run to the next; a ledger does."""

    def last_visit(self, url: str) -> Visit | None:
        """Return the latest visit to an address."""
        ...

    def note_visit(self, visit: Visit) -> None:
        """Remember a visit."""
        ...
