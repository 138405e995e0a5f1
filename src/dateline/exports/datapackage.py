"""The ledger as a Frictionless Data Package: one zip of CSV files, with their schema in ``datapackage.json``."""

from __future__ import annotations

import csv
import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import IO, Any, TextIO

from dateline.exports.cells import safe_cell
from dateline.exports.relations import RELATIONS, Relation
from dateline.exports.rows import Row, Value

#: The specification followed (Data Package 2.0, June 2024), which readers of 1.0 read too.
SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"
#: The first moment a zip can tell: the same ledger gives the same bytes.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_TYPES = {"text": "string", "integer": "integer", "number": "number", "boolean": "boolean", "date": "date"}
_CHUNK = 1 << 20


def write_package(out: IO[bytes], rows: Iterable[tuple[Relation, Row]], descriptor: Mapping[str, Any]) -> int:
    """Write a data package; the tables grow in a temporary folder, since a zip holds one file after the other.

    Args:
        out: the zip's file, open for writing bytes.
        rows: rows with their relations.
        descriptor: the head of ``datapackage.json``: name, title, description, licences and so on.

    Returns:
        How many rows were written.
    """
    counts = dict.fromkeys((relation.name for relation in RELATIONS), 0)
    with tempfile.TemporaryDirectory(prefix="dateline-") as held, ExitStack() as stack:
        files: dict[str, TextIO] = {}
        for relation in RELATIONS:
            file: TextIO = stack.enter_context((Path(held) / f"{relation.name}.csv").open("w", encoding="utf-8", newline=""))
            csv.writer(file).writerow(field.name for field in relation.fields)
            files[relation.name] = file
        writers = {name: csv.writer(file) for name, file in files.items()}
        for relation, row in rows:
            writers[relation.name].writerow([cell_of(value) for value in row])
            counts[relation.name] += 1
        for file in files.values():
            file.flush()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            resources = [_put(archive, Path(held) / f"{relation.name}.csv", relation) for relation in RELATIONS]
            head = {"$schema": SCHEMA, "profile": "tabular-data-package", **descriptor, "resources": resources}
            text = json.dumps(head, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
            archive.writestr(_entry("datapackage.json"), text.encode())
    return sum(counts.values())


def cell_of(value: Value) -> str | int | float:
    """Return a value as a CSV cell; null is empty, text is made safe for spreadsheets."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return safe_cell(value) if isinstance(value, str) else value


def resource_of(relation: Relation, size: int, digest: str) -> dict[str, Any]:
    """Return a relation's entry in ``datapackage.json``."""
    fields = [
        {"name": f.name, "type": _TYPES[f.type], "description": f.about, **({"constraints": {"required": True}} if f.required else {})}
        for f in relation.fields
    ]
    leads = [{"fields": [name], "reference": {"resource": other, "fields": [name]}} for name, other in relation.leads.items()]
    schema = {"fields": fields, "missingValues": [""], "primaryKey": list(relation.key), **({"foreignKeys": leads} if leads else {})}
    return {
        "name": relation.name,
        "path": f"{relation.name}.csv",
        "description": relation.about,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
        "schema": schema,
    }


def _put(archive: zipfile.ZipFile, path: Path, relation: Relation) -> dict[str, Any]:
    digest = hashlib.sha256()
    size = path.stat().st_size
    with path.open("rb") as file, archive.open(_entry(path.name), "w", force_zip64=True) as entry:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            entry.write(chunk)
    return resource_of(relation, size, digest.hexdigest())


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
