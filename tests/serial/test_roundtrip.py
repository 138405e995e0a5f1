"""Every record comes back from JSON as it went in, and what goes out is what the schema file says."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from record_strategies import ARTICLE, CLAIM, INCIDENT, JUDGEMENT, tuples

from dateline import serial

SCHEMA = json.loads(Path(__file__).parents[2].joinpath("docs/schema/dateline-1.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
relaxed = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def through_text(obj):
    return serial.loads(serial.dumps(obj))


def test_schema_file_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_schema_is_strict_everywhere():
    objects = [d for d in [*SCHEMA["$defs"].values(), *SCHEMA["oneOf"]] if d["type"] == "object"]
    assert all(d["additionalProperties"] is False for d in objects)


@relaxed
@given(ARTICLE)
def test_article(article):
    assert serial.article_from_json(through_text(serial.article_to_json(article))) == article


@relaxed
@given(CLAIM)
def test_claim(claim):
    assert serial.claim_from_json(through_text(serial.claim_to_json(claim))) == claim


@relaxed
@given(INCIDENT)
def test_incident(incident):
    line = serial.incident_line(incident)
    assert serial.incident_from_json(through_text(line)["incident"]) == incident
    VALIDATOR.validate(line)


@relaxed
@given(JUDGEMENT)
def test_judgement(judgement):
    line = serial.judgement_line(judgement)
    assert serial.judgement_from_json(through_text(line)["judgement"]) == judgement
    VALIDATOR.validate(line)


@relaxed
@given(ARTICLE, tuples(CLAIM), tuples(INCIDENT, 1))
def test_reading(article, claims, incidents):
    line = serial.reading_to_json(article, claims, incidents)
    VALIDATOR.validate(line)
    assert serial.reading_from_json(through_text(line)) == serial.Reading(article, claims, incidents)
    assert serial.dumps(line) == serial.dumps(serial.reading_to_json(article, claims, incidents)), "same record, same bytes"


def test_schema_refuses_what_it_does_not_name(article, claim):
    line = serial.reading_to_json(article, [claim])
    VALIDATOR.validate(line)
    line["claims"][0]["certainty"] = 1
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(line)


BROKEN = [
    (("id",), None, "must be a string", "a record without an id"),
    (("status",), "shouted", "must be one of asserted", "a status that is none"),
    (("confidence",), "high", "must be a number", "words for a number"),
    (("evidence",), None, "without characters", "no claim without characters"),
    (("figures", 0, "low"), 1.5, "whole number", "people are counted whole"),
    (("figures", 0, "low"), True, "whole number", "true is not one"),
    (("figures",), {}, "must be a list", "an object for a list"),
    (("figures", 0), 3, "list of objects", "a number for an object"),
    (("places", 0, "precision"), "town", "whole number", "precision is 1 to 7"),
    (("background",), "no", "true or false", "a word for a flag"),
    (("rules",), [1], "list of strings", "a number for a rule"),
    (("attribution",), "officials", "object or null", "a string for an object"),
]


@pytest.mark.parametrize(("path", "value", "message", "why"), BROKEN)
def test_malformed_claim_names_the_field(claim, path, value, message, why):
    obj = serial.claim_to_json(claim)
    holder = obj
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    with pytest.raises(serial.MalformedRecord, match=message):
        serial.claim_from_json(obj)


def test_missing_field_names_those_there(claim):
    obj = serial.claim_to_json(claim)
    del obj["event_type"]
    with pytest.raises(serial.MalformedRecord, match="'event_type' is missing"):
        serial.claim_from_json(obj)


def test_source_map_of_another_shape(article):
    obj = serial.article_to_json(article)
    obj["source_map"] = [[0, 1]]
    with pytest.raises(serial.MalformedRecord, match="text_start, source_start, length"):
        serial.article_from_json(obj)


@pytest.mark.parametrize(("line", "message"), [("{", "no JSON at character"), ("[]", "got a list"), ("", "no JSON")])
def test_lines_that_are_no_object(line, message):
    with pytest.raises(serial.MalformedRecord, match=message):
        serial.loads(line)


def test_another_schema_is_refused(article):
    line = serial.reading_to_json(article, []) | {"schema": "dateline/9"}
    with pytest.raises(serial.MalformedRecord, match="'dateline/9'; this program reads 'dateline/1'"):
        serial.reading_from_json(line)


def test_fields_keep_to_the_order_of_the_contract(claim):
    obj = serial.claim_to_json(claim)
    contract = ["id", "event_type", "event_subtype", "status", "background", "confidence", "rules", "evidence", "trigger",
                "attribution", "actors", "figures", "time", "places", "means"]  # fmt: skip
    assert [key for key in obj if key in contract] == contract
