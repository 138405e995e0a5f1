"""Spans, and the records that rest on one span alone, as JSON."""

from __future__ import annotations

from dateline.records import Span
from dateline.serial.fields import Json, integer, text


def span_to_json(span: Span) -> Json:
    """Return ``{"start", "end", "quote"}``: half-open offsets in Unicode code points."""
    return {"start": span.start, "end": span.end, "quote": span.quote}


def span_from_json(obj: Json, *, words: str = "quote") -> Span:
    """Read a span back.

    Args:
        obj: an object that holds a span, among other fields or alone.
        words: the field that holds the quoted words (``text`` in actors, places and means).
    """
    return Span(integer(obj, "start"), integer(obj, "end"), text(obj, words))


def open_span_to_json(span: Span | None) -> Json:
    """Return the three fields of a span that may be absent, null where it is."""
    return {"start": None, "end": None, "quote": None} if span is None else span_to_json(span)


def open_span_from_json(obj: Json) -> Span | None:
    """Read a span whose fields may be null."""
    return None if obj.get("start") is None else span_from_json(obj)
