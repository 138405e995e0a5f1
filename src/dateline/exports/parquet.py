"""The ledger as one Parquet file: a row an incident, its claims, tolls, places, actors, voices and contradictions nested in it.

One file moves whole, and every reader of Parquet nests; who wants flat tables takes the DuckDB file or the data package.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.exports import relations as r
from dateline.exports.arrow import field_of
from dateline.exports.rows import Row, article_row, claim_row, figure_rows, parts_of
from dateline.records import Article, Claim, Incident

if TYPE_CHECKING:
    import pyarrow as pa

#: A row group is written once it has so many incidents, or incidents of so many claims.
GROUP, CLAIMS = 2048, 8192
_PARTS = (r.PLACES, r.ACTORS, r.MEANS, r.VOICES, r.CONTRADICTIONS)


def schema(notes: Mapping[str, str]) -> pa.Schema:
    """Return the file's schema; `notes` (profile, version and so on) go into its metadata as ``dateline:NAME``."""
    import pyarrow as pa

    tolls = _struct(r.TOLLS, "toll", victims=_struct(r.SHARES, "toll"), trace=_struct(r.BOUNDS, "toll"))
    claims = _struct(r.CLAIMS, figures=_struct(r.FIGURES, "claim_id"), article=_item(r.ARTICLES, "article_id"))
    fields = [field_of(field) for field in r.INCIDENTS.fields]
    fields += [pa.field("tolls", tolls), *(pa.field(one.name, _struct(one)) for one in _PARTS), pa.field("claims", claims)]
    return pa.schema(fields, metadata={f"dateline:{name}": value for name, value in notes.items()})


def row_of(incident: Incident, number: int, claims: Mapping[str, Claim], articles: Mapping[str, Article]) -> dict[str, Any]:
    """Return one incident as a nested row."""
    found: dict[str, list[Row]] = {}
    for relation, row in parts_of(incident, number):
        found.setdefault(relation.name, []).append(row)
    nested = _named(r.INCIDENTS, found["incidents"][0])
    nested["tolls"] = [
        {**_named(r.TOLLS, row, "incident_id", "toll"),
         "victims": [_named(r.SHARES, s, "incident_id", "toll") for s in found.get("shares", ()) if s[1] == row[1]],
         "trace": [_named(r.BOUNDS, b, "incident_id", "toll") for b in found.get("bounds", ()) if b[1] == row[1]]}
        for row in found.get("tolls", ())
    ]  # fmt: skip
    for relation in _PARTS:
        nested[relation.name] = [_named(relation, row, "incident_id") for row in found.get(relation.name, ())]
    nested["claims"] = [_claim(claims[key], articles) for key in incident.claim_ids if key in claims]
    return nested


def write_parquet(path: Path, rows: Iterable[dict[str, Any]], notes: Mapping[str, str]) -> int:
    """Write nested rows to a file in row groups; return how many there were."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    written = claims = 0
    held: list[dict[str, Any]] = []
    form = schema(notes)
    with pq.ParquetWriter(path, form, compression="zstd") as writer:
        for row in rows:
            held.append(row)
            written += 1
            claims += len(row["claims"])
            if len(held) >= GROUP or claims >= CLAIMS:
                writer.write_table(pa.Table.from_pylist(held, form))
                held.clear()
                claims = 0
        if held or not written:
            writer.write_table(pa.Table.from_pylist(held, form))
    return written


def _claim(claim: Claim, articles: Mapping[str, Article]) -> dict[str, Any]:
    article = articles.get(claim.article_id)
    return {
        **_named(r.CLAIMS, claim_row(claim)),
        "figures": [_named(r.FIGURES, row, "claim_id") for row in figure_rows(claim)],
        "article": None if article is None else _named(r.ARTICLES, article_row(article), "article_id"),
    }


def _named(relation: r.Relation, row: Row, *left_out: str) -> dict[str, Any]:
    return {field.name: value for field, value in zip(relation.fields, row, strict=True) if field.name not in left_out}


def _item(relation: r.Relation, *left_out: str, **more: pa.DataType) -> pa.StructType:
    import pyarrow as pa

    fields = [field_of(field) for field in relation.fields if field.name not in left_out]
    return pa.struct([*fields, *(pa.field(name, kind) for name, kind in more.items())])


def _struct(relation: r.Relation, *left_out: str, **more: pa.DataType) -> pa.ListType:
    import pyarrow as pa

    return pa.list_(_item(relation, "incident_id", *left_out, **more))
