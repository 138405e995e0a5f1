"""The archive: the bytes that articles were read from, under their SHA-256, each once, packed.

Beside a SQLite ledger it is a second file, ``LEDGER.archive``, so that the ledger itself stays small and either can be copied alone; in
PostgreSQL it is a table of the ledger's database. Bytes are put there before the ledger's row is written: a run that is killed in
between leaves bytes that no source names, which harm nothing and are used when the source comes again.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator

from sqlalchemy import Column, Connection, Engine, Integer, LargeBinary, MetaData, String, Table, func, insert, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import IntegrityError

from dateline.errors import LedgerDamaged
from dateline.ledger.connecting import name_of, plainly, writing

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


def put(connection: Connection, data: bytes, sha256: str) -> None:
    """Keep `data` in the archive that `connection` is open to; what is there already is left alone."""
    if connection.execute(select(blobs.c.sha256).where(blobs.c.sha256 == sha256)).first() is None:
        connection.execute(insert(blobs).values(sha256=sha256, packed=zlib.compress(data, LEVEL), size=len(data)))


class Archive:
    """Bytes by their SHA-256. The engine's database must have the table `blobs`."""

    def __init__(self, engine: Engine, url: URL) -> None:
        self.engine, self.url = engine, url

    @property
    def name(self) -> str:
        """How messages name this archive."""
        return name_of(self.url)

    def put(self, data: bytes, sha256: str) -> None:
        """Keep `data`, on the disk when this returns; what is there already is left alone.

        Raises:
            LedgerFull: if the disk takes no more.
        """
        with plainly(self.url):
            try:
                with writing(self.engine) as connection:
                    put(connection, data, sha256)
            except IntegrityError:
                # PostgreSQL: another process put the same bytes in between.
                return

    def get(self, sha256: str) -> bytes | None:
        """Return bytes, verified, or ``None`` where they were never kept.

        Raises:
            LedgerDamaged: if they do not unpack, or are not those that were put.
        """
        with plainly(self.url), self.engine.connect() as connection:
            packed = connection.execute(select(blobs.c.packed).where(blobs.c.sha256 == sha256)).scalar_one_or_none()
        return None if packed is None else self._unpacked(packed, sha256)

    def check(self) -> Iterator[tuple[str, str | None]]:
        """Unpack and hash all that is kept; yield each SHA-256, sorted, with what is wrong with it (``None``: nothing)."""
        with plainly(self.url), self.engine.connect() as connection:
            # One at a time: an archive is larger than the memory.
            for row in connection.execution_options(yield_per=1).execute(select(blobs.c.sha256, blobs.c.packed).order_by(blobs.c.sha256)):
                try:
                    self._unpacked(row.packed, row.sha256)
                    yield row.sha256, None
                except LedgerDamaged as error:
                    yield row.sha256, str(error)

    def _unpacked(self, packed: bytes, sha256: str) -> bytes:
        try:
            data = zlib.decompress(packed)
        except zlib.error as error:
            raise LedgerDamaged(f"{self.name}: the bytes {sha256[:16]} do not unpack ({error}); restore a copy of the archive") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise LedgerDamaged(f"{self.name}: the bytes {sha256[:16]} hash to something else; restore a copy of the archive")
        return data

    def count(self) -> tuple[int, int]:
        """Return how many documents are kept, and how many bytes they unpack to."""
        with plainly(self.url), self.engine.connect() as connection:
            row = connection.execute(select(func.count(), func.coalesce(func.sum(blobs.c.size), 0))).one()
        return int(row[0]), int(row[1])
