"""Add GeoNames dumps to the user's gazetteer, and take them out again.

A file is known by the SHA-256 of its text. It is read in batches, each stored in one transaction together with the number of its
last line, so a run that was stopped goes on there, and two runs at once over one file share the work: nothing is stored twice.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from dateline.errors import ReferenceDataError
from dateline.places.geonames import BadLine, Dump, Row, Unit, keys_of, read_lines
from dateline.places.own import APPLICATION, BETWEEN, PATIENCE, SCHEMA, VERSION, AddedFile, OwnGazetteer, check, damaged

#: Lines of a batch.
BATCH = 5_000
#: KiB of the gazetteer that are kept in memory while it is written.
_CACHE = 64 * 1024
_PLACE = "INSERT OR REPLACE INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
_KEY = "INSERT OR IGNORE INTO {} VALUES (?,?,?)"
_UNIT = "INSERT OR REPLACE INTO unit VALUES (?,?,?,?,?,?)"


@dataclass(slots=True)
class _Batch:
    """What a stretch of lines adds; `first` is the last line before it, `last` its own last line."""

    first: int
    last: int
    places: list[tuple[int, Row]] = field(default_factory=list)
    units: list[tuple[Unit, bool, str]] = field(default_factory=list)
    lines: int = 0
    left_out: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding one file: `known` says that it was there already, `resumed` the line after which this run went on."""

    file: AddedFile
    known: bool
    resumed: int


@contextmanager
def _writing(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a gazetteer for writing, made if it is not there.

    Raises:
        ReferenceDataError: if it cannot be, or is something else.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReferenceDataError(f"{path.parent} cannot be made: {error.strerror or error}; name another file with --into") from error
    try:
        with closing(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)) as base:
            base.execute(f"PRAGMA cache_size = -{_CACHE}")
            with _transaction(base):
                if not check(base, path):
                    for statement in SCHEMA:
                        base.execute(statement)
                    base.execute(f"PRAGMA application_id = {APPLICATION}")
                    base.execute(f"PRAGMA user_version = {VERSION}")
            yield base
    except sqlite3.Error as error:
        raise damaged(path, error) from error


@contextmanager
def _transaction(base: sqlite3.Connection) -> Iterator[None]:
    """Hold the write lock, and store all that was done within, or nothing."""
    base.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        base.execute("ROLLBACK")
        raise
    base.execute("COMMIT")


def _silent(*_: object) -> None:
    """Tell nobody."""


def add(
    dump: Dump, path: Path, *, told: Callable[[int], object] = _silent, refused: Callable[[int, str], object] = _silent
) -> Added:  # fmt: skip
    """Add one dump to a gazetteer.

    Args:
        dump: the file, as `dateline.places.geonames.open_dumps` finds it.
        path: the gazetteer, made if it is not there.
        told: called with the number of bytes of each line that was read.
        refused: called with the number of each line that was refused and the reason, once the rest of its batch is stored.

    Raises:
        ReferenceDataError: if the gazetteer cannot be written, or the dump no longer be read; what was stored is kept.
    """
    with _writing(path) as base:
        with _transaction(base):
            base.execute("INSERT OR IGNORE INTO file VALUES (NULL, ?, ?, ?, 0, 0, 0, 0, 0)", (dump.digest, dump.name, dump.kind.value))
            ident, resumed, whole = base.execute("SELECT id, line, whole FROM file WHERE digest = ?", (dump.digest,)).fetchone()
        reached, done = resumed, bool(whole)
        while not done:
            batch = _Batch(reached, reached)
            for number, raw, found in read_lines(dump, after=reached):
                told(len(raw) + 1)
                if number <= reached:
                    continue
                _put(batch, number, found)
                if batch.lines >= BATCH:
                    reached, done = _store(base, ident, batch, path, refused)
                    batch = _Batch(reached, reached)
                    if done:
                        break
            else:
                reached, done = _store(base, ident, batch, path, refused, whole=True)
    with closing(OwnGazetteer(path)) as now:
        file = next((file for file in now.files if file.digest == dump.digest), None)
    if file is None:
        raise _gone(path)
    return Added(file, bool(whole), resumed)


def _put(batch: _Batch, number: int, found: Row | Unit | BadLine | None) -> None:
    batch.last = number
    batch.lines += 1
    match found:
        case None:
            batch.left_out += 1
        case BadLine():
            batch.refused.append((number, str(found)))
        case Unit():
            batch.units.append((found, True, ""))
        case Row():
            batch.places.append((number, found))
            code = {"A.ADM1": found.admin1, "A.ADM2": found.admin1 and found.admin2 and f"{found.admin1}.{found.admin2}"}.get(found.code)
            if code and found.country:
                batch.units.append((Unit(f"{found.country}.{code}", found.name, found.geoname_id), False, found.modified))


def _store(
    base: sqlite3.Connection, ident: int, batch: _Batch, path: Path, refused: Callable[[int, str], object], *, whole: bool = False
) -> tuple[int, bool]:  # fmt: skip
    """Store a batch unless another run over the same file has; return the last line that is stored now, and whether that was all."""
    with _transaction(base):
        row = base.execute("SELECT line, whole FROM file WHERE id = ?", (ident,)).fetchone()
        if row is None:
            raise _gone(path)
        line, done = row
        if line != batch.first or done:
            return line, bool(done)
        base.executemany(_PLACE, (
            (p.geoname_id, ident, number, p.modified, p.name, p.lat, p.lon, p.country, p.admin1, p.admin2, p.code, p.feature,
             p.population, BETWEEN.join(p.names)) for number, p in batch.places
        ))  # fmt: skip
        keys = [(place.geoname_id, keys_of(place)) for _, place in batch.places]
        for which, table in enumerate(("name", "loose")):
            base.executemany(_KEY.format(table), sorted((k, geoname_id, ident) for geoname_id, both in keys for k in both[which]))
        base.executemany(_UNIT, ((u.code, ident, listed, day, u.name, u.geoname_id) for u, listed, day in batch.units))
        listed = sum(1 for _, whether, _ in batch.units if whether)
        base.execute(
            "UPDATE file SET line = ?, taken = taken + ?, left_out = left_out + ?, refused = refused + ?, whole = ? WHERE id = ?",
            (batch.last, len(batch.places) + listed, batch.left_out, len(batch.refused), whole, ident),
        )
    for number, why in batch.refused:
        refused(number, why)
    return batch.last, whole


def _gone(path: Path) -> ReferenceDataError:
    return ReferenceDataError(f"the file was removed from {path} while it was being added; run the same command again")


def remove(which: str, path: Path) -> list[AddedFile]:
    """Take files out of a gazetteer and return them.

    Args:
        which: a file's name as `list` shows it, the archive's alone, or the first eight or more digits of its SHA-256.
        path: the gazetteer.

    Raises:
        ReferenceDataError: if there is no such file, or the gazetteer cannot be written.
    """
    if not path.exists():
        raise ReferenceDataError(f"nothing was added: there is no gazetteer {path}")
    with _writing(path) as base:
        with _transaction(base):
            with closing(OwnGazetteer(path)) as now:
                digits = which.casefold()
                found = [
                    file for file in now.files
                    if which in (file.name, file.name.partition("/")[0]) or (len(digits) >= 8 and file.digest.startswith(digits))
                ]  # fmt: skip
            if not found:
                raise ReferenceDataError(f"no file {which!r} was added to {path}; `dateline gazetteer list` names those that were")
            chosen = f"({', '.join(str(file.ident) for file in found)})"
            for table in ("place", "name", "loose", "unit"):
                base.execute(f"DELETE FROM {table} WHERE file IN {chosen}")
            base.execute(f"DELETE FROM file WHERE id IN {chosen}")
        with suppress(sqlite3.OperationalError):
            # The space is given back now or, where another process reads, at the next removal.
            base.execute("VACUUM")
    return found
