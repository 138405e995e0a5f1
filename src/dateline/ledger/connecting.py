"""Connect to a store: how its engine is set up, how a transaction is written, and what is said in plain words where the driver refuses."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from dateline.errors import LedgerBusy, LedgerDamaged, LedgerError, LedgerFull


def name_of(url: URL) -> str:
    """Return how messages name the ledger: the file's path, or the URL without its password."""
    return url.database or ":memory:" if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


@contextmanager
def plainly(url: URL) -> Iterator[None]:
    """Turn what the database driver raises into the ledger's own errors, each with its way out.

    Raises:
        LedgerBusy, LedgerFull, LedgerDamaged, LedgerError: after the driver's error.
    """
    try:
        yield
    except DBAPIError as error:
        raise _translate(error, name_of(url)) from error


def _translate(error: DBAPIError, name: str) -> LedgerError:
    """Find the ledger's error for a driver's (SQLite's result code names, PostgreSQL's SQLSTATE)."""
    cause = error.orig
    code = str(getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or "")
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or code in ("55P03", "40P01", "40001"):
        return LedgerBusy(f"{name}: another process is writing to the ledger; try again when it is done")
    if code.startswith("SQLITE_FULL") or code in ("53100", "53200"):
        return LedgerFull(f"{name}: the disk under the ledger is full; free some space and run the same command again")
    if code.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")) or code in ("XX001", "XX002"):
        return LedgerDamaged(f"{name}: the ledger's file is damaged ({cause}); restore a copy, or add its sources to a new ledger")
    if code.startswith("SQLITE_READONLY") or code == "25006":
        return LedgerError(f"{name}: the ledger may not be written; check the permissions of the file and its folder")
    if code.startswith(("SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return LedgerError(f"{name}: the ledger cannot be opened; check that the path is right and that you may write there")
    if code.startswith("SQLITE_IOERR"):
        return LedgerError(f"{name}: the disk failed under the ledger ({cause}); nothing half-written was kept")
    return LedgerError(f"{name}: the database refused: {' '.join(str(cause).split())}")


def sqlite_engine(url: URL, *, wait: float) -> Engine:
    """Make the engine of a SQLite file; `wait` are the seconds to wait for another writer."""
    engine = create_engine(url, connect_args={"timeout": wait})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Set up one connection.

    The driver's own transaction handling is switched off so that `_begin_sqlite` decides. FULL, not NORMAL: in WAL mode
    NORMAL may lose the last commits in a power cut, and a source that was reported as stored must be there; the price is
    one fsync an article, a few milliseconds against tens for reading it.
    """
    connection.isolation_level = None
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: Connection) -> None:
    """Begin a transaction; a writing one takes the write lock at once, so that it waits its turn instead of failing midway."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writing") else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open one writing transaction: all of it is kept, or nothing."""
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        yield connection


def use_wal(engine: Engine, *, wait: float) -> None:
    """Switch the file to write-ahead logging, which it then keeps: readers never wait for the writer.

    SQLite does not wait for a lock while it switches, so this does.
    """
    raw = engine.raw_connection()
    until = time.monotonic() + wait
    try:
        while True:
            try:
                raw.cursor().execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if getattr(error, "sqlite_errorname", "") != "SQLITE_BUSY" or time.monotonic() > until:
                    raise LedgerBusy(f"{name_of(engine.url)}: another process is making the ledger; try again when it is done") from error
                time.sleep(0.02)
    finally:
        raw.close()
