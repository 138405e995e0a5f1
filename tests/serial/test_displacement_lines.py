"""A series of displacement comes back from JSON as it went in, and what goes out is what the schema file says."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from record_strategies import SERIES

from dateline import records as r
from dateline import serial

SCHEMA = json.loads(Path(__file__).parents[2].joinpath("docs/schema/dateline-1.json").read_text(encoding="utf-8"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(SERIES)
def test_series(series):
    line = serial.loads(serial.dumps(serial.displacement_line(series)))
    assert serial.displacement_from_json(line["displacement"]) == series
    jsonschema.Draft202012Validator(SCHEMA).validate(line)


@pytest.fixture
def obj():
    report = r.DisplacementReport(
        "c", (0,), 5, 5, r.Quantifier.EXACT, "5", "Mayor", r.SourceKind.OFFICIAL, False, None, r.Status.ASSERTED, r.Scope.INCIDENT,
        "stands", "Displaced", None, r.DerivedPersons(25, 25, r.Span(3, 7, "five")),
    )  # fmt: skip
    point = r.DisplacementPoint(None, 5, 5, 5, (), (report,), ())
    total = r.DisplacementTotal(10, 10, None, (0, 1), 3)
    return serial.displacement_to_json(
        r.DisplacementSeries("s", r.Measure.DISPLACED, r.Flow.FLOW, r.Unit.FAMILY, (), (), (), (point,), total, ())
    )


BROKEN = [
    (("measure",), "moved", "must be one of"),
    (("points", 0, "low"), None, "whole number"),
    (("points", 0, "running"), "no", "true or false"),
    (("points", 0, "reports", 0, "figures"), [True], "list of whole numbers"),
    (("points", 0, "reports", 0, "voice"), None, "must be a string"),
    (("points", 0, "reports", 0, "persons", "span"), None, "expected an object"),
    (("total", "points"), 1, "list of whole numbers"),
]


@pytest.mark.parametrize(("path", "value", "message"), BROKEN)
def test_malformed_series_names_the_field(obj, path, value, message):
    assert serial.displacement_from_json(obj).id == "s"
    holder = obj
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    with pytest.raises(serial.MalformedRecord, match=message):
        serial.displacement_from_json(obj)
