"""Open a ledger: make its engine, bring its schema up to date, and say in plain words why a store refuses."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from dateline.errors import LedgerBusy, LedgerDamaged, LedgerError, LedgerFull
from dateline.ledger.archive import Archive, archive_url, blobs, pack

#: Schema revisions that this program knows, oldest first; the last is the one it writes.
REVISIONS = ("0001", "0002")
#: "DTLN" in SQLite's header, so that `file` and other programs can tell a ledger from another database.
APPLICATION_ID = 0x44544C4E
#: Any constant will do as long as every Dateline takes the same one; it makes two openers of a new PostgreSQL ledger queue.
_ADVISORY_LOCK = APPLICATION_ID
_SQLITE_HEADER = b"SQLite format 3\0"


def parse_url(target: str | Path) -> URL:
    """Return the database URL that a ``--ledger`` value stands for: a file, ``sqlite:///file`` or a PostgreSQL URL.

    Raises:
        LedgerError: if the value is a URL of another kind.
    """
    if isinstance(target, Path) or "://" not in target:
        return URL.create("sqlite", database=str(target))
    try:
        url = make_url(target)
    except ArgumentError as error:
        raise LedgerError(f"{target!r} is no ledger address; give a file, sqlite:///FILE or postgresql://USER@HOST/NAME") from error
    backend = url.get_backend_name()
    if backend not in ("sqlite", "postgresql"):
        raise LedgerError(f"{name_of(url)}: a ledger is a SQLite file or a PostgreSQL database, not {backend!r}")
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def name_of(url: URL) -> str:
    """Return how messages name the ledger: the file's path, or the URL without its password."""
    return url.database or ":memory:" if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def open_ledger(url: URL, *, create: bool, wait: float) -> tuple[Engine, Archive]:
    """Make the engine for `url` and bring the schema up to date; open its archive.

    Args:
        url: from `parse_url`.
        create: whether a ledger that is not there yet may be made.
        wait: seconds to wait for another writer.

    Raises:
        LedgerError: if there is none to open, it belongs to another program, or a newer Dateline wrote it.
        LedgerBusy: if another process is bringing the schema up to date for longer than `wait`.
    """
    if url.get_backend_name() == "sqlite":
        _check_file(url, create=create)
        engine = _sqlite(url, wait=wait)
    else:
        engine = _postgresql(url, wait=wait)
    with plainly(url):
        archive: Archive | None = None
        try:
            with engine.connect() as connection:
                # Another program's file is refused before an archive is laid beside it.
                _revision(connection, url)
            archive = _open_archive(engine, url, wait=wait)
            _upgrade(engine, url, archive, wait=wait)
        except BaseException:
            engine.dispose()
            if archive is not None:
                archive.engine.dispose()
            raise
    return engine, archive


def _sqlite(url: URL, *, wait: float) -> Engine:
    engine = create_engine(url, connect_args={"timeout": wait})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _open_archive(engine: Engine, url: URL, *, wait: float) -> Archive:
    """Open the archive beside a ledger; a new one is made, empty."""
    if engine.dialect.name == "postgresql":
        return Archive(engine, name_of(url))
    beside = archive_url(url)
    _check_file(beside, create=True)
    made = _sqlite(beside, wait=wait)
    with plainly(beside):
        with made.connect() as connection:
            tables = inspect(connection).get_table_names()
        if not tables:
            _use_wal(made, wait=wait)
            with writing(made) as connection:
                blobs.create(connection, checkfirst=True)
        elif blobs.name not in tables:
            raise LedgerError(f"{name_of(beside)} is another program's database; move it away from the ledger {name_of(url)}")
    return Archive(made, name_of(beside))


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


def _check_file(url: URL, *, create: bool) -> None:
    """Refuse early, by name, what SQLite would refuse late or overwrite."""
    if url.database in (None, "", ":memory:"):
        raise LedgerError("a ledger needs a file that stays: give a path with --ledger or $DATELINE_LEDGER")
    path = Path(str(url.database))
    if path.is_dir():
        raise LedgerError(f"{path} is a folder; name a file in it, such as {path / 'dateline.db'}")
    try:
        if not path.exists():
            if not create:
                raise LedgerError(f"there is no ledger at {path}; `dateline add SOURCE --ledger {path}` makes one")
            if not path.absolute().parent.is_dir():
                raise LedgerError(f"the folder {path.absolute().parent} does not exist; make it, or give another path for the ledger")
            return
        if not path.is_file():
            raise LedgerError(f"{path} is a device, pipe or socket, which can hold no ledger; give a file with --ledger")
        with path.open("rb") as file:
            head = file.read(len(_SQLITE_HEADER))
    except OSError as error:
        raise LedgerError(f"{path}: the ledger cannot be opened: {error.strerror}") from error
    if head and head != _SQLITE_HEADER:
        raise LedgerError(f"{path} is no ledger (it begins with {head!r}); it was left as it is. Give another file with --ledger")


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


def _postgresql(url: URL, *, wait: float) -> Engine:
    options: dict[str, Any] = {"options": f"-c lock_timeout={int(wait * 1000)}"}
    try:
        return create_engine(url, connect_args=options)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise LedgerError(f"{name_of(url)}: a PostgreSQL ledger needs its driver; run `pip install psycopg[binary]`") from error


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open one writing transaction: all of it is kept, or nothing."""
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        yield connection


def _upgrade(engine: Engine, url: URL, archive: Archive, *, wait: float) -> None:
    """Bring the schema to the last of `REVISIONS`, in one transaction, one process at a time."""
    with engine.connect() as connection:
        if _revision(connection, url) == REVISIONS[-1]:
            return
    if engine.dialect.name == "sqlite":
        _use_wal(engine, wait=wait)
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
        if _revision(connection, url) == REVISIONS[-1]:
            return
        # Imported here: it takes half a second, and only a new or old ledger needs it.
        from alembic import command
        from alembic.config import Config

        def put(data: bytes, sha256: str) -> None:
            if engine.dialect.name == "sqlite":
                archive.put(data, sha256)
            elif connection.execute(select(blobs.c.sha256).where(blobs.c.sha256 == sha256)).first() is None:
                connection.execute(insert(blobs).values(sha256=sha256, packed=pack(data), size=len(data)))

        config = Config(attributes={"connection": connection, "put": put})
        config.set_main_option("script_location", "dateline.ledger:migrations")
        command.upgrade(config, "head")
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def _revision(connection: Connection, url: URL) -> str | None:
    """Return the ledger's schema revision, ``None`` for an empty database.

    Raises:
        LedgerError: if the database is another program's, or a newer Dateline's.
    """
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if "alembic_version" not in tables or "claims" not in tables:
        raise LedgerError(f"{name_of(url)} is another program's database (it holds the table {sorted(tables)[0]!r}); give another ledger")
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    if revision not in REVISIONS:
        raise LedgerError(
            f"{name_of(url)} was written by a newer Dateline (schema {revision}; this one knows up to {REVISIONS[-1]}); "
            "run `pip install --upgrade dateline`"
        )
    return str(revision)


def _use_wal(engine: Engine, *, wait: float) -> None:
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
