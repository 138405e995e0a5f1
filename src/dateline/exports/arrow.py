"""Relations as Arrow schemas, for the layouts that Arrow writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dateline.exports.relations import Field, Relation

if TYPE_CHECKING:
    import pyarrow as pa


def field_of(field: Field) -> pa.Field:
    """Return an Arrow field: text as ``string``, integers of 64 bits, numbers of 64 bits, days as ``date32``."""
    import pyarrow as pa

    kinds = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "date": pa.date32()}
    return pa.field(field.name, kinds[field.type], nullable=not field.required, metadata={"description": field.about})


def schema_of(relation: Relation) -> pa.Schema:
    """Return a relation's Arrow schema; the meaning of a field is in its metadata."""
    import pyarrow as pa

    return pa.schema([field_of(field) for field in relation.fields])


def batch_of(relation: Relation, rows: Sequence[Sequence[Any]]) -> pa.RecordBatch:
    """Return rows of a relation as one batch."""
    import pyarrow as pa

    columns = zip(*rows, strict=True) if rows else [() for _ in relation.fields]
    schema = schema_of(relation)
    return pa.RecordBatch.from_arrays([pa.array(c, kind.type) for c, kind in zip(columns, schema, strict=True)], schema=schema)
