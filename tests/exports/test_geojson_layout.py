"""GeoJSON by RFC 7946, read back by the geojson package."""

import json

import geojson as reader
import pytest
from invented import HOSTILE, NOTES, bombing_case, cases

from dateline.exports import geojson
from dateline.exports.losses import Losses


@pytest.fixture
def whole():
    return reader.loads("".join(geojson.document(cases(), Losses(), NOTES)))


def test_it_is_a_valid_feature_collection(whole):
    assert isinstance(whole, reader.FeatureCollection)
    assert whole.is_valid, whole.errors()
    assert [feature.id for feature in whole.features] == [case.incident.id for case in cases()]


def test_no_place_no_point(whole):
    assert whole.features[1].geometry is None
    assert "bbox" not in whole.features[1]


def test_a_point_has_longitude_first_and_its_precision_beside_it(whole):
    feature = whole.features[0]
    assert feature.geometry.coordinates == [43.25, 34.5]
    assert feature.properties["precision"] == 1
    assert feature.properties["radius_km"] is None


def test_a_radius_makes_the_box_wide_across_180_degrees(whole):
    west, south, east, north = whole.features[2]["bbox"]
    assert south < -17.5 < north
    assert west > 179 > 0 > -179 > east
    # From Iraq eastward to the antimeridian and over it is nearer than the other way round.
    assert whole["bbox"][0] == 43.25
    assert whole["bbox"][2] == east


def test_bounds_are_flat_and_an_open_one_is_null(whole):
    said = whole.features[0].properties
    assert (said["killed_low"], said["killed_best"], said["killed_high"]) == (9, 9, 11)
    assert said["injured_high"] is None


def test_every_quote_is_one_step_away(whole):
    case = bombing_case()
    held = whole.features[0].properties["evidence"]
    assert [one["claim_id"] for one in held] == sorted(case.claims)
    for one in held:
        assert case.articles[one["article_id"]].text[one["start"] : one["end"]] == one["quote"]


def test_hostile_text_is_kept_as_it_is_and_a_script_address_is_not(whole):
    said = whole.features[2].properties
    assert said["place"] == HOSTILE
    assert said["evidence"][0]["url"] is None


def test_the_profile_is_in_the_file_and_what_has_no_point_is_counted():
    losses = Losses()
    whole = json.loads("".join(geojson.document(cases(), losses, NOTES)))
    assert whole["dateline"] == NOTES
    assert dict(losses.counts) == {"no point: the place is not resolved": 1}


def test_an_empty_ledger_is_an_empty_collection():
    assert json.loads("".join(geojson.document([], Losses(), NOTES))) == {"type": "FeatureCollection", "dateline": NOTES, "features": []}
