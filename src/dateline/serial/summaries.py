"""Incident summaries as JSON: a list of their fields in order, since a page reads a hundred thousand of them at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from dateline.records import Flow, IncidentSummary, Measure, Scope, TollLine, Unit
from dateline.serial.fields import MalformedRecord

_FIELDS = tuple(field.name for field in fields(IncidentSummary))
_TOLLS, _SCOPE = _FIELDS.index("tolls"), _FIELDS.index("scope")
_TUPLES = tuple(_FIELDS.index(name) for name in ("sides", "contradictions", "kinds"))


def summary_to_text(summary: IncidentSummary) -> str:
    """Return a summary as one line of JSON."""
    row: list[Any] = [getattr(summary, name) for name in _FIELDS]
    row[_TOLLS] = [[line.measure, line.unit, line.flow, line.low, line.best, line.high] for line in summary.tolls]
    return json.dumps(row, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def summary_from_text(text: str) -> IncidentSummary:
    """Read a summary back.

    Raises:
        MalformedRecord: if the line is none.
    """
    try:
        row = json.loads(text)
        row[_TOLLS] = tuple(_toll(line) for line in row[_TOLLS])
        row[_SCOPE] = Scope(row[_SCOPE])
        for at in _TUPLES:
            row[at] = tuple(row[at])
        return IncidentSummary(*row)
    except (ValueError, TypeError, IndexError, KeyError) as error:
        raise MalformedRecord(f"expected an incident's summary, got {text[:80]!r}: {error}") from error


def _toll(line: Sequence[Any]) -> TollLine:
    measure, unit, flow, low, best, high = line
    return TollLine(Measure(measure), Unit(unit), None if flow is None else Flow(flow), low, best, high)
