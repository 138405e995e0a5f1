"""Series of displacement as JSON, in the form of ``dateline/1``."""

from __future__ import annotations

from dateline.records import (
    SCHEMA,
    DerivedPersons,
    DisplacementPoint,
    DisplacementReport,
    DisplacementSeries,
    DisplacementTotal,
    Flow,
    Measure,
    Quantifier,
    Scope,
    SourceKind,
    Status,
    Unit,
)
from dateline.serial.claims import when_from_json, when_to_json, where_from_json, where_to_json
from dateline.serial.fields import (
    Json,
    MalformedRecord,
    flag,
    integer,
    integer_or_none,
    member,
    record,
    records,
    text,
    text_or_none,
    value,
)  # fmt: skip
from dateline.serial.incidents import (
    bound_from_json,
    bound_to_json,
    contradiction_from_json,
    contradiction_to_json,
    voice_from_json,
    voice_to_json,
)
from dateline.serial.spans import span_from_json, span_to_json


def displacement_line(series: DisplacementSeries) -> Json:
    """Return the object that ``displacement --json`` prints for one series."""
    return {"schema": SCHEMA, "displacement": displacement_to_json(series)}


def displacement_to_json(series: DisplacementSeries) -> Json:
    """Return a series as a JSON object with its fields in a fixed order."""
    return {
        "id": series.id,
        "measure": series.measure.value,
        "flow": None if series.flow is None else series.flow.value,
        "unit": series.unit.value,
        "origin": [where_to_json(where) for where in series.origin],
        "destination": [where_to_json(where) for where in series.destination],
        "at": [where_to_json(where) for where in series.at],
        "points": [_point_to_json(point) for point in series.points],
        "total": None if series.total is None else _total_to_json(series.total),
        "contradictions": [contradiction_to_json(contradiction) for contradiction in series.contradictions],
    }


def displacement_from_json(obj: Json) -> DisplacementSeries:
    """Read a series back.

    Raises:
        MalformedRecord: if a field is missing or of the wrong type.
    """
    return DisplacementSeries(
        id=text(obj, "id"),
        measure=member(obj, "measure", Measure),
        flow=None if obj.get("flow") is None else member(obj, "flow", Flow),
        unit=member(obj, "unit", Unit),
        origin=records(obj, "origin", where_from_json),
        destination=records(obj, "destination", where_from_json),
        at=records(obj, "at", where_from_json),
        points=records(obj, "points", _point_from_json),
        total=record(obj, "total", _total_from_json),
        contradictions=records(obj, "contradictions", contradiction_from_json),
    )


def _point_to_json(point: DisplacementPoint) -> Json:
    return {
        "time": None if point.when is None else when_to_json(point.when),
        "low": point.low,
        "best": point.best,
        "high": point.high,
        "trace": [bound_to_json(bound) for bound in point.trace],
        "reports": [_report_to_json(report) for report in point.reports],
        "voices": [voice_to_json(voice) for voice in point.voices],
        "running": point.running,
        "covered_by": point.covered_by,
    }


def _point_from_json(obj: Json) -> DisplacementPoint:
    return DisplacementPoint(
        when=record(obj, "time", when_from_json),
        low=integer(obj, "low"),
        best=integer(obj, "best"),
        high=integer_or_none(obj, "high"),
        trace=records(obj, "trace", bound_from_json),
        reports=records(obj, "reports", _report_from_json),
        voices=records(obj, "voices", voice_from_json),
        running=flag(obj, "running"),
        covered_by=integer_or_none(obj, "covered_by"),
    )


def _report_to_json(report: DisplacementReport) -> Json:
    return {
        "claim_id": report.claim_id,
        "figures": list(report.figures),
        "low": report.low,
        "high": report.high,
        "quantifier": report.quantifier.value,
        "quote": report.quote,
        "voice": report.voice,
        "kind": report.kind.value,
        "party": report.party,
        "published": report.published,
        "status": report.status.value,
        "scope": report.scope.value,
        "standing": report.standing,
        "term": report.term,
        "same_people": report.same_people,
        "persons": None
        if report.persons is None
        else {"low": report.persons.low, "high": report.persons.high, "span": span_to_json(report.persons.span)},
    }


def _report_from_json(obj: Json) -> DisplacementReport:
    return DisplacementReport(
        claim_id=text(obj, "claim_id"),
        figures=_integers(obj, "figures"),
        low=integer(obj, "low"),
        high=integer_or_none(obj, "high"),
        quantifier=member(obj, "quantifier", Quantifier),
        quote=text(obj, "quote"),
        voice=text(obj, "voice"),
        kind=member(obj, "kind", SourceKind),
        party=flag(obj, "party"),
        published=text_or_none(obj, "published"),
        status=member(obj, "status", Status),
        scope=member(obj, "scope", Scope),
        standing=text(obj, "standing"),
        term=text(obj, "term"),
        same_people=integer_or_none(obj, "same_people"),
        persons=record(obj, "persons", _persons_from_json),
    )


def _persons_from_json(obj: Json) -> DerivedPersons:
    return DerivedPersons(integer(obj, "low"), integer_or_none(obj, "high"), span_from_json(value(obj, "span")))


def _total_to_json(total: DisplacementTotal) -> Json:
    return {
        "low": total.low,
        "best": total.best,
        "high": total.high,
        "points": list(total.points),
        "days_between": total.days_between,
    }


def _total_from_json(obj: Json) -> DisplacementTotal:
    return DisplacementTotal(
        low=integer(obj, "low"),
        best=integer(obj, "best"),
        high=integer_or_none(obj, "high"),
        points=_integers(obj, "points"),
        days_between=integer(obj, "days_between"),
    )


def _integers(obj: Json, key: str) -> tuple[int, ...]:
    """Return a list of whole numbers."""
    found = value(obj, key)
    if not isinstance(found, list) or not all(isinstance(item, int) and not isinstance(item, bool) for item in found):
        raise MalformedRecord(f"the field {key!r} is {found!r:.60}; it must be a list of whole numbers")
    return tuple(found)
