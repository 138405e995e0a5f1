"""Open a ledger with its archive: make their engines, bring the schema up to date, and leave alone what is no ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from dateline.errors import LedgerError
from dateline.ledger.archive import Archive, archive_url, blobs, put
from dateline.ledger.connecting import name_of, plainly, sqlite_engine, use_wal, writing

#: Schema revisions that this program knows, oldest first; the last is the one it writes.
REVISIONS = ("0001", "0002", "0003")
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
        engine = sqlite_engine(url, wait=wait)
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


def _open_archive(engine: Engine, url: URL, *, wait: float) -> Archive:
    """Open the archive beside a ledger; a new one is made, empty."""
    if engine.dialect.name == "postgresql":
        return Archive(engine, url)
    beside = archive_url(url)
    _check_archive(Path(str(beside.database)), name_of(url))
    made = sqlite_engine(beside, wait=wait)
    with plainly(beside):
        with made.connect() as connection:
            tables = inspect(connection).get_table_names()
        if not tables:
            use_wal(made, wait=wait)
            with writing(made) as connection:
                blobs.create(connection, checkfirst=True)
        elif blobs.name not in tables:
            raise LedgerError(f"{name_of(beside)} is another program's database; move it away from the ledger {name_of(url)}")
    return Archive(made, beside)


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


def _check_archive(path: Path, ledger: str) -> None:
    """Refuse what stands in the archive's place and is none."""
    if not path.exists():
        return
    try:
        if path.is_file():
            with path.open("rb") as file:
                head = file.read(len(_SQLITE_HEADER))
            if head in (b"", _SQLITE_HEADER):
                return
    except OSError as error:
        raise LedgerError(f"{path}: the archive of {ledger} cannot be opened: {error.strerror}") from error
    raise LedgerError(f"{path} is no archive of the ledger {ledger}, whose place it takes; move it away, or restore a copy of the archive")


def _postgresql(url: URL, *, wait: float) -> Engine:
    options: dict[str, Any] = {"options": f"-c lock_timeout={int(wait * 1000)}"}
    try:
        return create_engine(url, connect_args=options)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise LedgerError(f"{name_of(url)}: a PostgreSQL ledger needs its driver; run `pip install psycopg[binary]`") from error


def _upgrade(engine: Engine, url: URL, archive: Archive, *, wait: float) -> None:
    """Bring the schema to the last of `REVISIONS`, in one transaction, one process at a time."""
    with engine.connect() as connection:
        if _revision(connection, url) == REVISIONS[-1]:
            return
    if engine.dialect.name == "sqlite":
        use_wal(engine, wait=wait)
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
        if _revision(connection, url) == REVISIONS[-1]:
            return
        # Imported here: it takes half a second, and only a new or old ledger needs it.
        from alembic import command
        from alembic.config import Config

        def keep(data: bytes, sha256: str) -> None:
            if engine.dialect.name == "sqlite":
                archive.put(data, sha256)
            else:
                put(connection, data, sha256)

        config = Config(attributes={"connection": connection, "keep": keep})
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
