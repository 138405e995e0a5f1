"""All layouts that are written incident by incident: tables, maps, graphs, calendars, feeds and databases."""

from __future__ import annotations

import shutil
import tempfile
from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO

from dateline.errors import ExportError
from dateline.exports import acled, atom, database, datapackage, ftm, ged, geojson, hxl, kml, parquet, plover, timeline, webannotations
from dateline.exports.cases import Case
from dateline.exports.layout import Heading, Layout
from dateline.exports.losses import Losses
from dateline.exports.relations import Relation
from dateline.exports.rows import Row, Rows
from dateline.exports.sheets import Sheet

Pieces = Callable[[Iterable[Case], Losses, Mapping[str, str]], Iterator[str]]


@dataclass(frozen=True)
class Document(Layout):
    """A layout of text that is written piece by piece."""

    name: str
    title: str
    version: str
    keeper: str
    suffix: str
    pieces: Pieces

    def write(self, cases: Iterable[Case], out: BinaryIO, losses: Losses, heading: Heading) -> int:
        """Write the document as UTF-8, its line breaks as its standard has them."""
        counted = Counted(cases)
        for piece in self.pieces(counted, losses, self.notes(heading)):
            out.write(piece.encode("utf-8"))
        return counted.count


@dataclass(frozen=True)
class Package(Layout):
    """The data package: tables as CSV in a zip."""

    name: str = "datapackage"
    title: str = "Frictionless Data Package"
    version: str = "2.0"
    keeper: str = "https://datapackage.org"
    suffix: str = ".zip"

    def write(self, cases: Iterable[Case], out: BinaryIO, losses: Losses, heading: Heading) -> int:
        """Write the zip."""
        counted = Counted(cases)
        said = "; ".join(f"{name}: {value}" for name, value in self.notes(heading).items())
        datapackage.write_package(
            out, _rows(counted), {"name": "dateline-ledger", "title": "Incidents of a Dateline ledger", "description": said}
        )
        return counted.count


class Spooled(Layout):
    """A layout whose library writes a file of its own, which grows in a temporary folder; `needs` names the libraries."""

    needs: tuple[str, ...]

    @abstractmethod
    def fill(self, cases: Iterable[Case], path: Path, notes: Mapping[str, str]) -> None:
        """Write cases to a new file."""

    def write(self, cases: Iterable[Case], out: BinaryIO, losses: Losses, heading: Heading) -> int:
        """Write the file, then copy it.

        Raises:
            ExportError: if the library that writes it is not installed.
        """
        counted = Counted(cases)
        if missing := [name for name in self.needs if find_spec(name) is None]:
            raise ExportError(f"the layout {self.name} needs {' and '.join(missing)}; `pip install dateline[{self.name}]`")
        with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
            path = Path(folder) / f"out{self.suffix}"
            self.fill(counted, path, self.notes(heading))
            with path.open("rb") as file:
                shutil.copyfileobj(file, out, 1 << 20)
        return counted.count


@dataclass(frozen=True)
class Parquet(Spooled):
    """The nested Parquet file."""

    name: str = "parquet"
    title: str = "Apache Parquet, a row an incident"
    version: str = "2.6"
    keeper: str = "https://parquet.apache.org"
    suffix: str = ".parquet"
    needs: tuple[str, ...] = ("pyarrow",)

    def fill(self, cases: Iterable[Case], path: Path, notes: Mapping[str, str]) -> None:
        """Write nested rows."""
        parquet.write_parquet(path, (parquet.row_of(c.incident, c.number, c.claims, c.articles) for c in cases), notes)


@dataclass(frozen=True)
class DuckDb(Spooled):
    """The DuckDB database."""

    name: str = "duckdb"
    title: str = "DuckDB database with views"
    version: str = "1"
    keeper: str = "https://duckdb.org"
    suffix: str = ".duckdb"
    needs: tuple[str, ...] = ("duckdb", "pyarrow")

    def fill(self, cases: Iterable[Case], path: Path, notes: Mapping[str, str]) -> None:
        """Write the tables and views."""
        database.write_database(path, _rows(cases), notes)


class Counted:
    """Passes cases on and counts them."""

    def __init__(self, cases: Iterable[Case]) -> None:
        self._cases = cases
        self.count = 0

    def __iter__(self) -> Iterator[Case]:
        for case in self._cases:
            self.count += 1
            yield case


def _rows(cases: Iterable[Case]) -> Iterator[tuple[Relation, Row]]:
    rows = Rows()
    for case in cases:
        yield from rows.of(case.incident, case.number, case.claims, case.articles, case.judgements)


DOCUMENTS: tuple[Layout, ...] = (
    Document("geojson", "GeoJSON", "RFC 7946", "https://www.rfc-editor.org/rfc/rfc7946", ".geojson", geojson.document),
    Document("kml", "KML", "2.2", "https://www.ogc.org/standard/kml/", ".kml", kml.document),
    Document("atom", "Atom feed", "RFC 4287", "https://www.rfc-editor.org/rfc/rfc4287", ".atom", atom.document),
    Document("timeline", "iCalendar", "RFC 5545", "https://www.rfc-editor.org/rfc/rfc5545", ".ics", timeline.document),
    Document(
        "annotations", "W3C Web Annotations", "2017-02-23", "https://www.w3.org/TR/annotation-model/", ".jsonld", webannotations.document
    ),
    Document("ftm", "FollowTheMoney entities", "4.11", "https://followthemoney.tech", ".ftm.json", ftm.document),
    Document("plover", "PLOVER", "2024-02-04", "https://github.com/openeventdata/PLOVER", ".jsonl", plover.document),
    Sheet("ged", "UCDP GED CSV", "API 21-25", "https://ucdp.uu.se/apidocs/", ".csv", ged.COLUMNS, ged.row_of),
    Sheet("acled", "ACLED's layout as CSV", "2023", "https://acleddata.com/knowledge-base/", ".csv", acled.COLUMNS, acled.row_of),
    Sheet("hxl", "HXL CSV", "1.1", "https://hxlstandard.org", ".csv", hxl.COLUMNS, hxl.row_of),
    Parquet(),
    DuckDb(),
    Package(),
)
