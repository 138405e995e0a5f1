"""Read GeoNames dumps line by line: places (``IQ.txt``) and names of units (``admin1CodesASCII.txt``, ``admin2Codes.txt``).

The layout is GeoNames' own, https://download.geonames.org/export/dump/readme.txt: tab-separated UTF-8 without a header. A file may
lie in a zip archive. Nothing here keeps more than one line in memory.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import IO

from dateline.errors import ReferenceDataError
from dateline.places.fold import ARABIC, ARTICLES, bare_key, key, loose_key, unit_key
from dateline.places.own import Kind
from dateline.places.tables import read_rows

#: Columns of a file of places and of one of units (GeoNames' readme).
PLACE_COLUMNS, UNIT_COLUMNS = 19, 4
#: Bytes of a line; the longest field, the alternate names, has at most 10,000 characters.
LONGEST_LINE = 262_144
#: Lines looked at before a file is told to be no dump.
SNIFFED = 20
#: Populated places that count fewer inhabitants, or none, take the feature under ``small`` in the table of codes.
TOWN_FROM = 500
_CODE = re.compile(r"[A-Z]{2}\.[^.\t]+(?:\.[^\t]+)?")
_BLOCK = 1 << 20


class BadLine(ValueError):
    """One line is not what GeoNames writes; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Feature:
    """What a GeoNames feature code is here: a feature, and the one for places below `TOWN_FROM` inhabitants."""

    feature: str
    small: str


@dataclass(frozen=True, slots=True)
class Row:
    """One place of a dump. `lat` and `lon` are degrees times 100,000; `names` are all its spellings, its own name first."""

    geoname_id: int
    name: str
    names: tuple[str, ...]
    lat: int
    lon: int
    code: str
    feature: str
    country: str | None
    admin1: str | None
    admin2: str | None
    population: int
    modified: str


@dataclass(frozen=True, slots=True)
class Unit:
    """The name of a first- or second-level unit: ``IQ.15`` or ``IQ.15.1234567``."""

    code: str
    name: str
    geoname_id: int


@dataclass(frozen=True, slots=True)
class Dump:
    """One file to be read: a text file, or a member of an archive.

    `digest` is the SHA-256 of its text, whether packed or not, and `size` the text's bytes.
    """

    path: Path
    member: str | None
    kind: Kind
    digest: str
    size: int

    @property
    def name(self) -> str:
        """The name that messages and lists show."""
        return self.path.name if self.member is None else f"{self.path.name}/{self.member}"


@cache
def feature_codes() -> dict[str, Feature]:
    """Return what each GeoNames code (``P.PPL``) is here; codes that are not in the table are left out of the gazetteer.

    Raises:
        ReferenceDataError: if the table is missing.
    """
    return {row["code"]: Feature(row["feature"], row["small"] or row["feature"]) for row in read_rows("feature_codes.tsv")}


def open_dumps(path: Path, told: Callable[[int], object] | None = None) -> list[Dump]:
    """Return what a file holds: itself, or the text files of an archive but its ``readme.txt``.

    Args:
        path: a ``.txt`` or ``.zip`` file; which of the two is told by its bytes.
        told: called with the number of bytes of each block read.

    Raises:
        ReferenceDataError: if it cannot be read or is no GeoNames dump; the message says why.
    """
    if path.is_dir():
        raise ReferenceDataError(f"{path} is a folder; name the files in it, such as {path / 'IQ.zip'}")
    with _told(path):
        if not zipfile.is_zipfile(path):
            return [_dump(path, None, told)]
        with zipfile.ZipFile(path) as archive:
            members = sorted(
                info.filename for info in archive.infolist()
                if info.filename.endswith(".txt") and not info.filename.rpartition("/")[2].casefold().startswith("readme")
            )  # fmt: skip
        if not members:
            raise ReferenceDataError(f"{path} is no GeoNames dump: an archive without a .txt file")
        return [_dump(path, member, told) for member in members]


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what can go wrong with a file into one clear line."""
    try:
        yield
    except FileNotFoundError:
        raise ReferenceDataError(f"{path} does not exist; see https://download.geonames.org/export/dump/ for files") from None
    except OSError as error:
        raise ReferenceDataError(f"{path} cannot be read: {error.strerror or error}") from error
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise ReferenceDataError(f"{path} is a damaged archive ({error}); fetch it again") from error
    except (RuntimeError, NotImplementedError) as error:
        # What zipfile raises for members that are encrypted or packed in a way it does not know.
        raise ReferenceDataError(f"{path} cannot be unpacked ({error}); unpack it yourself and add the .txt file") from error


@contextmanager
def _bytes(path: Path, member: str | None) -> Iterator[IO[bytes]]:
    with _told(path):
        if member is None:
            with path.open("rb") as file:
                yield file
        else:
            with zipfile.ZipFile(path) as archive, archive.open(member) as file:
                yield file


def _dump(path: Path, member: str | None, told: Callable[[int], object] | None) -> Dump:
    name = path.name if member is None else f"{path.name}/{member}"
    kind = _sniff(path, member, name)
    whole, size = hashlib.sha256(), 0
    with _bytes(path, member) as file:
        while block := file.read(_BLOCK):
            whole.update(block)
            size += len(block)
            if told is not None:
                told(len(block))
    return Dump(path, member, kind, whole.hexdigest(), size)


def _sniff(path: Path, member: str | None, name: str) -> Kind:
    """Tell what a file is by its first lines.

    Raises:
        ReferenceDataError: if none of them is a line of GeoNames.
    """
    with _bytes(path, member) as file:
        head = file.read(2)
    if head in (b"\xff\xfe", b"\xfe\xff"):
        raise ReferenceDataError(f"{name} is no GeoNames dump: it is UTF-16, not UTF-8; convert it first")
    why = "it is empty"
    for seen, (_, raw) in enumerate(_raw_lines(path, member)):
        if seen == SNIFFED:
            break
        try:
            cells = _cells(raw)
            if len(cells) == UNIT_COLUMNS:
                unit = parse_unit(raw)
                return Kind.ADMIN1 if unit.code.count(".") == 1 else Kind.ADMIN2
            parse_place(raw)
        except BadLine as error:
            why = str(error) if seen == 0 or why == "it is empty" else why
            continue
        return Kind.PLACES
    raise ReferenceDataError(f"{name} is no GeoNames dump: {why}")


def _raw_lines(path: Path, member: str | None) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of a file that are not blank, with their numbers, without their ends (LF or CRLF)."""
    with _bytes(path, member) as file:
        number = 0
        while line := file.readline(LONGEST_LINE + 1):
            number += 1
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            whole = line
            while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
                # The rest of a line that is too long is read and dropped in pieces.
                line = file.readline(LONGEST_LINE + 1)
            if stripped := whole.rstrip(b"\r\n"):
                yield number, stripped


def read_lines(dump: Dump, *, after: int = 0) -> Iterator[tuple[int, bytes, Row | Unit | BadLine | None]]:
    """Yield each line of a dump that is not blank: its number, its bytes, and what stands there.

    Args:
        dump: what to read.
        after: the number of a line; only those behind it are parsed and yielded.

    Yields:
        A place, a unit, what is wrong with the line, or ``None`` for a place of a kind that the gazetteer leaves out.
    """
    parse = parse_place if dump.kind is Kind.PLACES else parse_unit
    for number, raw in _raw_lines(dump.path, dump.member):
        if number <= after:
            continue
        found: Row | Unit | BadLine | None
        try:
            found = parse(raw)
        except BadLine as error:
            found = error
        yield number, raw, found


def _cells(raw: bytes) -> list[str]:
    if len(raw) > LONGEST_LINE:
        raise BadLine(f"longer than {LONGEST_LINE:,} bytes")
    if b"\x00" in raw:
        raise BadLine("it holds NUL bytes, so it is no text")
    try:
        return raw.decode("utf-8").split("\t")
    except UnicodeDecodeError as error:
        raise BadLine(f"byte {error.start + 1} (0x{raw[error.start]:02x}) is not UTF-8") from None


def parse_unit(raw: bytes) -> Unit:
    """Return the unit that a line of ``admin1CodesASCII.txt`` or ``admin2Codes.txt`` names.

    Raises:
        BadLine: saying what is wrong with the line.
    """
    cells = _cells(raw)
    if len(cells) != UNIT_COLUMNS:
        raise BadLine(f"{_columns(cells)}, not {UNIT_COLUMNS}")
    code, name, _, ident = cells
    if not _CODE.fullmatch(code):
        raise BadLine(f"{_shown(code)} is no code of a unit, such as IQ.15")
    if not name.strip():
        raise BadLine("the name is empty")
    return Unit(code, name.strip(), _geoname_id(ident))


def parse_place(raw: bytes) -> Row | None:
    """Return the place of a line of a country's dump, or ``None`` if it is of a kind that the gazetteer leaves out.

    Raises:
        BadLine: saying what is wrong with the line.
    """
    cells = _cells(raw)
    if len(cells) != PLACE_COLUMNS:
        raise BadLine(f"{_columns(cells)}, not {PLACE_COLUMNS}")
    ident, name, ascii_name, alternates, lat, lon, group, code, country, _, admin1, admin2, _, _, population, _, _, _, modified = cells
    geoname_id = _geoname_id(ident)
    name = name.strip()
    if not name:
        raise BadLine("the name is empty")
    if len(group) != 1 or not group.isascii() or not group.isupper():
        raise BadLine(f"{_shown(group)} is no feature class")
    if country and not (len(country) == 2 and country.isascii() and country.isupper()):
        raise BadLine(f"{_shown(country)} is no country code of two letters")
    if population and not (population.isascii() and population.isdigit() and len(population) < 12):
        raise BadLine(f"{_shown(population)} is no number of inhabitants")
    north, east = _degrees(lat, 90, "latitude"), _degrees(lon, 180, "longitude")
    try:
        day = date.fromisoformat(modified).isoformat() if modified else ""
    except ValueError:
        raise BadLine(f"{_shown(modified)} is no day of modification, such as 2016-11-06") from None
    feature = feature_codes().get(f"{group}.{code}")
    if feature is None:
        return None
    people = int(population or 0)
    spellings = [name, *(other for other in (ascii_name, *alternates.split(",")) if readable(other))]
    return Row(
        geoname_id, name, tuple(dict.fromkeys(spelling.strip() for spelling in spellings)), north, east, f"{group}.{code}",
        feature.feature if people >= TOWN_FROM else feature.small, country or None, admin1 or None, admin2 or None, people, day,
    )  # fmt: skip


def _columns(cells: list[str]) -> str:
    return f"{len(cells)} column{'' if len(cells) == 1 else 's'}"


def _shown(cell: str) -> str:
    return repr(cell if len(cell) <= 30 else f"{cell[:30]}…")


def _geoname_id(cell: str) -> int:
    if not (cell.isascii() and cell.isdigit() and 0 < int(cell[:12]) < 10**9):
        raise BadLine(f"{_shown(cell)} is no geonameid")
    return int(cell)


def _degrees(cell: str, most: int, what: str) -> int:
    try:
        value = float(cell)
    except ValueError:
        raise BadLine(f"{_shown(cell)} is no {what}") from None
    if not abs(value) <= most:
        raise BadLine(f"{what} {cell} is not between -{most} and {most}")
    return round(value * 1e5)


def readable(name: str) -> bool:
    """Return whether a reader may meet this spelling in a text.

    GeoNames also lists Arabic names romanised letter by letter in lower case ("swldw"), airports' codes ("MAR"), web addresses and
    post codes among the alternates.

    >>> readable("Şingal"), readable("سنجار"), readable("snjar"), readable("XNH"), readable("https://a.example")
    (True, True, False, False, False)
    """
    name = name.strip()
    letter = next((c for c in name if c.isalpha()), None)
    if letter is None or not 2 <= len(name) <= 80 or "://" in name or any(c.isdigit() for c in name):
        return False
    if not unicodedata.name(letter, "").startswith("LATIN"):
        return all(c.isprintable() or c in "\u200c\u200d\u200e\u200f" for c in name)
    return len(name) > 2 and any(c.isupper() for c in name) and not (name.isupper() and len(name) < 4)


def keys_of(row: Row) -> tuple[frozenset[str], frozenset[str]]:
    """Return the exact and the loose keys that a place is found under, by the rules of the packaged gazetteer."""
    exact = {key(name) for name in row.names}
    if row.feature in ("province", "district"):
        exact |= {bare for name in exact if len(bare := unit_key(name)) > 2}
    loose: set[str] = set()
    if row.country in ARABIC:
        exact |= {short for name in exact if (short := bare_key(name)) and len(short) > 3}
        loose = {folded for name in exact if name.isascii() and len(folded := loose_key(name)) > 3}
    return frozenset(k for k in exact if len(k) > 1 and k not in ARTICLES), frozenset(loose)
