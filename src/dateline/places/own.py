"""The user's own gazetteer: one SQLite file of GeoNames dumps that were added to what comes with the package; read here.

`dateline.places.additions` writes it. Every row says which file it is from, so that a file can be taken out again, and one place
that stands in several files is the version that GeoNames changed last, in whatever order they were added.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from dateline.errors import ReferenceDataError
from dateline.places.fold import FOLDING

#: The environment variable that names the file.
VARIABLE = "DATELINE_GAZETTEER"
#: Marks the file as ours (``PRAGMA application_id``, "DLgz") and says how it is laid out and folded (``PRAGMA user_version``).
APPLICATION, LAYOUT = 0x444C677A, 1
VERSION = LAYOUT * 1000 + FOLDING
#: Seconds to wait for another process that is writing.
PATIENCE = 30.0

#: Bytes of the file that are read without copying.
MAPPED = 256 * 1024 * 1024
SCHEMA = (
    "CREATE TABLE file (id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL,"
    " line INTEGER NOT NULL, taken INTEGER NOT NULL, left_out INTEGER NOT NULL, refused INTEGER NOT NULL, whole INTEGER NOT NULL)",
    "CREATE TABLE place (geoname_id INTEGER NOT NULL, file INTEGER NOT NULL, line INTEGER NOT NULL, modified TEXT NOT NULL,"
    " name TEXT NOT NULL, lat INTEGER NOT NULL, lon INTEGER NOT NULL, country TEXT, admin1 TEXT, admin2 TEXT, code TEXT NOT NULL,"
    " feature TEXT NOT NULL, population INTEGER NOT NULL, names TEXT NOT NULL, PRIMARY KEY (geoname_id, file)) WITHOUT ROWID",
    "CREATE TABLE name (key TEXT NOT NULL, geoname_id INTEGER NOT NULL, file INTEGER NOT NULL,"
    " PRIMARY KEY (key, geoname_id, file)) WITHOUT ROWID",
    "CREATE TABLE loose (key TEXT NOT NULL, geoname_id INTEGER NOT NULL, file INTEGER NOT NULL,"
    " PRIMARY KEY (key, geoname_id, file)) WITHOUT ROWID",
    "CREATE TABLE unit (code TEXT NOT NULL, file INTEGER NOT NULL, listed INTEGER NOT NULL, modified TEXT NOT NULL,"
    " name TEXT NOT NULL, geoname_id INTEGER NOT NULL, PRIMARY KEY (code, file, geoname_id)) WITHOUT ROWID",
)
#: Between the names of a place in one cell.
BETWEEN = "\t"


class Kind(StrEnum):
    """What a file of GeoNames holds."""

    PLACES = "places"
    ADMIN1 = "admin1"
    ADMIN2 = "admin2"


@dataclass(frozen=True, slots=True)
class AddedFile:
    """A file that was added. `whole` is false while it is being read, or where that was stopped; its places count once it is."""

    ident: int
    digest: str
    name: str
    kind: Kind
    line: int
    taken: int
    left_out: int
    refused: int
    whole: bool


@dataclass(frozen=True, slots=True, order=True)
class OwnPlace:
    """One place of one file, as GeoNames has it; the fields are in the order by which one of two versions is preferred."""

    modified: str
    geoname_id: int
    name: str
    lat: int
    lon: int
    country: str
    admin1: str
    admin2: str
    code: str
    feature: str
    population: int
    names: str
    source: str
    line: int

    @property
    def spellings(self) -> tuple[str, ...]:
        """All its names, its own first."""
        return tuple(self.names.split(BETWEEN))


def own_path() -> Path:
    """Return where the user's gazetteer is, whether or not there is one yet.

    ``$DATELINE_GAZETTEER``, else ``dateline/gazetteer.sqlite`` in the folder for the user's data: ``$XDG_DATA_HOME`` or
    ``~/.local/share`` (XDG Base Directory Specification), on macOS ``~/Library/Application Support``.
    """
    if named := os.environ.get(VARIABLE):
        return Path(named)
    if sys.platform == "darwin":
        folder = Path.home() / "Library" / "Application Support"
    else:
        given = os.environ.get("XDG_DATA_HOME", "")
        # The specification has relative paths ignored.
        folder = Path(given) if Path(given).is_absolute() else Path.home() / ".local" / "share"
    return folder / "dateline" / "gazetteer.sqlite"


def damaged(path: Path, error: sqlite3.Error) -> ReferenceDataError:
    """Return the error that says in one line what is wrong with the file, and the way out."""
    words = str(error)
    if "locked" in words or "busy" in words:
        return ReferenceDataError(f"gazetteer {path} is being written by another process; try again when it is done")
    if "full" in words:
        return ReferenceDataError(f"gazetteer {path} cannot grow: {words}; free some space and run the same command again")
    if "readonly" in words or "unable to open" in words:
        return ReferenceDataError(f"gazetteer {path} cannot be opened ({words}); check its folder, or name another with {VARIABLE}")
    return ReferenceDataError(f"gazetteer {path} is damaged or no gazetteer ({words}); remove it and add the dumps again")


def check(base: sqlite3.Connection, path: Path) -> bool:
    """Return whether a file is one of ours, ``False`` for an empty one.

    Raises:
        ReferenceDataError: if it is something else, or was made with other folding.
    """
    (application,), (version,) = base.execute("PRAGMA application_id").fetchone(), base.execute("PRAGMA user_version").fetchone()
    if base.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
        return False
    if application != APPLICATION:
        raise ReferenceDataError(f"{path} is no gazetteer of Dateline but another database; name another file with {VARIABLE}")
    if version != VERSION:
        raise ReferenceDataError(f"gazetteer {path} was made by another version of Dateline; remove it and add the dumps again")
    return True


class OwnGazetteer:
    """A user's gazetteer, open for reading. What is added while it is open is not seen."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            # Opened for writing, where it may be, so that what a killed run left half stored is undone; nothing is written here.
            self._base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, check_same_thread=False, timeout=PATIENCE)
            self._base.execute("PRAGMA query_only = ON")
            self._base.execute(f"PRAGMA mmap_size = {MAPPED}")
            there = check(self._base, path)
            self.files: tuple[AddedFile, ...] = tuple(_files(self._base)) if there else ()
        except sqlite3.Error as error:
            raise damaged(path, error) from error
        self._names = {file.ident: file.name for file in self.files if file.whole}
        chosen = f"({', '.join(map(str, sorted(self._names)))})"
        row = (
            f"SELECT p.modified, p.geoname_id, p.name, p.lat, p.lon, coalesce(p.country, ''), coalesce(p.admin1, ''),"
            f" coalesce(p.admin2, ''), p.code, p.feature, p.population, p.names, p.file, p.line FROM place p WHERE p.file IN {chosen}"
        )
        self._by_ident = f"{row} AND p.geoname_id = ?"
        # Nearly always every file is whole, and the condition that costs a third of the time can go.
        where = "" if len(self._names) == len(self.files) else f" AND file IN {chosen}"
        self._idents = {table: f"SELECT geoname_id FROM {table} WHERE key = ?{where}" for table in ("name", "loose")}
        self._units = f"SELECT listed, modified, name, geoname_id FROM unit WHERE code = ? AND file IN {chosen}"

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    @property
    def digest(self) -> str | None:
        """SHA-256 over what was added, the same for the same files in whatever order; ``None`` where nothing was."""
        whole = sorted(file.digest for file in self.files if file.whole)
        return hashlib.sha256("\n".join([str(VERSION), *whole]).encode()).hexdigest() if whole else None

    def execute(self, statement: str, values: tuple[object, ...] = ()) -> list[Any]:
        """Run one query.

        Raises:
            ReferenceDataError: if the file is damaged.
        """
        try:
            return self._base.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise damaged(self.path, error) from error

    def idents(self, folded: str, *, loose: bool = False) -> tuple[int, ...]:
        """Return the GeoNames ids of the places under a key."""
        if not self._names:
            return ()
        found = self.execute(self._idents["loose" if loose else "name"], (folded,))
        return tuple(sorted({ident for (ident,) in found})) if found else ()

    def keys(self, condition: str, values: tuple[object, ...]) -> str:
        """Return the keys of names for which an SQL condition on ``key`` holds, one a line."""
        if not self._names:
            return ""
        where = f"file IN ({', '.join(map(str, sorted(self._names)))}) AND {condition}"
        ((joined,),) = self.execute(f"SELECT group_concat(key, char(10)) FROM (SELECT DISTINCT key FROM name WHERE {where})", values)
        return joined or ""

    def place(self, geoname_id: int) -> OwnPlace | None:
        """Return a place in the version that GeoNames changed last."""
        found = self.execute(self._by_ident, (geoname_id,)) if self._names else []
        cells: list[tuple[Any, ...]] = [(*row[:-2], self._names[row[-2]], row[-1]) for row in found]
        return max((OwnPlace(*row) for row in cells), default=None)

    def unit(self, code: str) -> tuple[str, int] | None:
        """Return the name and GeoNames id of a unit (``IQ.15``): the lists of units come before the dumps' own rows."""
        found = self.execute(self._units, (code,)) if self._names else []
        if not found:
            return None
        _, _, name, ident = max(found)
        return name, ident


def _files(base: sqlite3.Connection) -> Iterator[AddedFile]:
    statement = "SELECT id, digest, name, kind, line, taken, left_out, refused, whole FROM file ORDER BY name, digest"
    for ident, digest, name, kind, line, taken, left_out, refused, whole in base.execute(statement):
        yield AddedFile(ident, digest, name, Kind(kind), line, taken, left_out, refused, bool(whole))


@cache
def own() -> OwnGazetteer | None:
    """Return the user's gazetteer, or ``None`` where there is none; opened once, until `forget`.

    An empty file, such as ``/dev/null``, is none.

    Raises:
        ReferenceDataError: if there is a file that is damaged or no gazetteer.
    """
    path = own_path()
    try:
        empty = path.stat().st_size == 0
    except OSError:
        return None
    if empty:
        return None
    opened = OwnGazetteer(path)
    return opened if opened.files else None
