"""The ledger as a DuckDB file: the relations as tables, and views that answer the questions asked most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.exports.arrow import batch_of
from dateline.exports.relations import RELATIONS, Relation
from dateline.exports.rows import Row

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: Rows of one relation held before they are written.
BATCH = 4096
#: What DuckDB may hold in memory before it spills to disk beside the file.
MEMORY = "256MB"
_TYPES = {"text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}


def write_database(path: Path, rows: Iterable[tuple[Relation, Row]], notes: Mapping[str, str]) -> int:
    """Write a new DuckDB file.

    Keys are told in the tables' comments and not enforced: DuckDB would hold every key in memory.

    Args:
        path: the file to write; it must not exist.
        rows: rows with their relations.
        notes: what the table ``about`` says: profile, version and so on, by name.

    Returns:
        How many rows were written.
    """
    written = 0
    with _opened(path) as connection:
        for relation in RELATIONS:
            _create(connection, relation)
        connection.execute("CREATE TABLE about (name VARCHAR NOT NULL, value VARCHAR NOT NULL)")
        for name, value in notes.items():
            connection.execute("INSERT INTO about VALUES (?, ?)", [name, value])
        waiting: dict[str, list[Row]] = {relation.name: [] for relation in RELATIONS}
        for relation, row in rows:
            held = waiting[relation.name]
            held.append(row)
            written += 1
            if len(held) >= BATCH:
                _insert(connection, relation, held)
                held.clear()
        for relation in RELATIONS:
            if waiting[relation.name]:
                _insert(connection, relation, waiting[relation.name])
        connection.execute((files("dateline.exports") / "data" / "views.sql").read_text(encoding="utf-8"))
    return written


@contextmanager
def _opened(path: Path) -> Iterator[DuckDBPyConnection]:
    import duckdb

    # One thread, so that rows lie in the order they came.
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "threads": "1",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    connection = duckdb.connect(str(path), config=settings)
    try:
        yield connection
        connection.execute("CHECKPOINT")
    finally:
        connection.close()


def _create(connection: DuckDBPyConnection, relation: Relation) -> None:
    columns = ", ".join(f'"{f.name}" {_TYPES[f.type]}{" NOT NULL" if f.required else ""}' for f in relation.fields)
    connection.execute(f'CREATE TABLE "{relation.name}" ({columns})')
    about = f"{relation.about} Key: {', '.join(relation.key)}."
    connection.execute(f"COMMENT ON TABLE \"{relation.name}\" IS '{_quoted(about)}'")
    for field in relation.fields:
        meaning = field.about + (f"; key of {relation.leads[field.name]}" if field.name in relation.leads else "")
        connection.execute(f'COMMENT ON COLUMN "{relation.name}"."{field.name}" IS \'{_quoted(meaning)}\'')


def _insert(connection: DuckDBPyConnection, relation: Relation, rows: list[Row]) -> None:
    import pyarrow as pa

    connection.register("waiting", pa.Table.from_batches([batch_of(relation, rows)]))
    connection.execute(f'INSERT INTO "{relation.name}" SELECT * FROM waiting')
    connection.unregister("waiting")


def _quoted(text: str) -> str:
    return text.replace("'", "''")
