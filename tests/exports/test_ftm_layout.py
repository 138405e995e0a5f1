"""FollowTheMoney: by its published schema always, and by its own package where that is installed (it needs ICU, so it is in no lock)."""

import importlib.util
import json
import re
from pathlib import Path

import pytest
from invented import HOSTILE, NOTES, cases

from dateline.actors import KINDS
from dateline.exports import ftm
from dateline.exports.losses import Losses
from dateline.exports.tables import read_table

TABLE = Path(__file__).parent / "data" / "ftm_schemata.tsv"
ROWS = [line.split("\t") for line in TABLE.read_text().splitlines() if line and not line.startswith("#")][1:]
SCHEMATA = {(schema, name): (kind, reach, required == "yes") for schema, name, kind, reach, required in ROWS}
#: What may stand where a range is wanted: the schema itself or one that extends it (followthemoney 4.11.2).
HEIRS = {
    "LegalEntity": {"Organization", "PublicBody"},
    "Document": {"Article"},
    "Address": {"Address"},
    "Thing": {"Event", "Organization", "PublicBody", "Article", "Address"},
}
SHAPES = {
    "date": re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?)?)?)?"),
    "country": re.compile("[a-z]{2}"),
    "url": re.compile(r"https?://\S+"),
    "language": re.compile("[a-z]{3}"),
    "number": re.compile(r"-?\d+(\.\d+)?"),
}


@pytest.fixture
def entities():
    return [json.loads(line) for line in ftm.document(cases(), Losses(), NOTES)]


def test_every_property_is_one_of_its_schema_and_of_its_type(entities):
    schemata = {one["id"]: one["schema"] for one in entities}
    for one in entities:
        for name, values in one["properties"].items():
            kind, reach, _ = SCHEMATA[one["schema"], name]
            assert values == list(dict.fromkeys(values))
            for value in values:
                assert value
                if kind in SHAPES:
                    assert SHAPES[kind].fullmatch(value), (name, value)
                if kind == "entity":
                    assert schemata[value] in HEIRS[reach]


def test_what_a_schema_requires_is_there(entities):
    for one in entities:
        wanted = {name for (schema, name), (_, _, required) in SCHEMATA.items() if schema == one["schema"] and required}
        assert wanted <= set(one["properties"])


def test_the_package_takes_and_keeps_every_value(entities):
    if importlib.util.find_spec("followthemoney") is None or importlib.util.find_spec("icu") is None:
        # Said, not skipped: the table above is of this package's own schemata.
        assert {one["schema"] for one in entities} <= {schema for schema, _ in SCHEMATA}
        return
    from followthemoney import model

    for one in entities:
        model.get(one["schema"]).validate(one)
        kept = model.get_proxy(one, cleaned=False).to_dict()["properties"]
        assert set(kept) == set(one["properties"])
        for name, values in one["properties"].items():
            # The package mends addresses: a semicolon becomes a comma.
            mended = [v.replace(";", ", ") for v in values] if SCHEMATA[one["schema"], name][0] == "address" else values
            assert sorted(kept[name]) == sorted(mended)


def test_ids_are_unique_and_what_is_referred_to_comes_before(entities):
    seen = set()
    for one in entities:
        assert one["id"] not in seen
        for name, values in one["properties"].items():
            if SCHEMATA[one["schema"], name][0] == "entity":
                assert seen.issuperset(values)
        seen.add(one["id"])


def test_no_person_is_written(entities):
    assert {one["schema"] for one in entities} == {"Article", "Organization", "Address", "Event", "Documentation"}
    names = [name for one in entities if one["schema"] != "Documentation" for name in one["properties"].get("name", [])]
    assert not any("Umm Latif" in name or "Omar Daan" in name for name in names)


def test_an_event_has_its_actor_place_day_and_proof(entities):
    event = next(one for one in entities if one["schema"] == "Event")["properties"]
    assert event["involved"] == ["dateline-actor-islamic-state"]
    assert event["date"] == ["2019-03-04"]
    assert event["country"] == ["iq"]
    assert event["summary"] == ["9 (9–11) killed, 20+ injured"]
    assert len(event["proof"]) == 1


def test_the_words_and_their_place_document_the_event(entities):
    case = cases()[0]
    claim = next(iter(case.claims.values()))
    said = next(one["properties"] for one in entities if one["properties"].get("recordId") == [claim.id])
    assert said["summary"] == [claim.evidence.quote]
    assert f"characters {claim.evidence.start}-{claim.evidence.end}" in said["description"][1]


def test_hostile_text_is_harmless(entities):
    text = "\n".join(json.dumps(one, ensure_ascii=False) for one in entities)
    assert "javascript:" not in text
    assert not set(text) & set(HOSTILE) & set("\x00\x1b\u202e\u2066\x85\u2028")


def test_every_kind_of_actor_has_a_schema():
    rows = read_table("ftm_actors.tsv", ("kind", "schema", "source"))
    assert {kind for kind, _, _ in rows} == set(KINDS)
    assert {schema for _, schema, _ in rows} <= {schema for schema, _ in SCHEMATA}


def test_what_is_only_in_words_is_counted():
    losses = Losses()
    list(ftm.document(cases(), losses, NOTES))
    assert any("numbers of victims" in reason for reason in losses.counts)
    assert any("in no registry" in reason for reason in losses.counts)
