"""The archive: the bytes that articles were read from, under their SHA-256, each once, packed.

Beside a SQLite ledger it is a second file, ``LEDGER.archive``, so that the ledger itself stays small and either can be copied alone; in
PostgreSQL it is a table of the ledger's database. Bytes are put there before the ledger's row is written: a run that is killed in
between leaves bytes that no article names, which harm nothing and are used when the source comes again.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Column, Engine, Integer, LargeBinary, MetaData, String, Table, func, insert, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import IntegrityError

from dateline.errors import LedgerDamaged

#: zlib's level: 6 packs a news page to a quarter; 9 is three times as slow for 1 % less.
LEVEL = 6
#: What the archive's file is called beside its ledger.
SUFFIX = ".archive"

blobs = Table(
    "blobs",
    MetaData(),
    Column("sha256", String(64), primary_key=True),
    Column("packed", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
)


def archive_url(url: URL) -> URL:
    """Return where the archive of the ledger at `url` is: for PostgreSQL the same database."""
    return url.set(database=f"{url.database}{SUFFIX}") if url.get_backend_name() == "sqlite" else url


def pack(data: bytes) -> bytes:
    """Pack bytes for the archive."""
    return zlib.compress(data, LEVEL)


class Archive:
    """Bytes by their SHA-256. The engine's database must have the table `blobs`."""

    def __init__(self, engine: Engine, name: str) -> None:
        self.engine, self.name = engine, name

    def put(self, data: bytes, sha256: str) -> None:
        """Keep `data`; what is there already is left alone."""
        from dateline.ledger.opening import writing

        with self.engine.connect() as connection:
            if connection.execute(select(blobs.c.sha256).where(blobs.c.sha256 == sha256)).first() is not None:
                return
        try:
            with writing(self.engine) as connection:
                connection.execute(insert(blobs).values(sha256=sha256, packed=pack(data), size=len(data)))
        except IntegrityError:
            # Another process put the same bytes in between.
            return

    def get(self, sha256: str) -> bytes | None:
        """Return bytes, verified, or ``None`` where they were never kept.

        Raises:
            LedgerDamaged: if they do not unpack, or are not those that were put.
        """
        with self.engine.connect() as connection:
            packed = connection.execute(select(blobs.c.packed).where(blobs.c.sha256 == sha256)).scalar_one_or_none()
        if packed is None:
            return None
        try:
            data = zlib.decompress(packed)
        except zlib.error as error:
            raise LedgerDamaged(f"{self.name}: the bytes {sha256[:16]} do not unpack ({error}); restore a copy of the archive") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise LedgerDamaged(f"{self.name}: the bytes {sha256[:16]} hash to something else; restore a copy of the archive")
        return data

    def keys(self) -> Iterator[str]:
        """Yield the hashes of all that is kept, sorted."""
        with self.engine.connect() as connection:
            yield from connection.execute(select(blobs.c.sha256).order_by(blobs.c.sha256)).scalars()

    def count(self) -> tuple[int, int]:
        """Return how many documents are kept, and how many bytes they unpack to."""
        with self.engine.connect() as connection:
            row = connection.execute(select(func.count(), func.coalesce(func.sum(blobs.c.size), 0))).one()
        return int(row[0]), int(row[1])


def path_of(url: URL) -> Path | None:
    """Return the archive's file, where it is one."""
    return Path(str(archive_url(url).database)) if url.get_backend_name() == "sqlite" else None
