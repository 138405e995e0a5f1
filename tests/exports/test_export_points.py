"""Points and boxes: only where a place is known, right across 180 degrees and at the poles."""

from dataclasses import replace

import handmade
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.exports.points import Extent, Spot, box_of, spot_of, why_no_spot
from dateline.records import PlaceRole, Where


def at(precision, *, lat=10.123456789, lon=20.0, radius=None):
    where = replace(handmade.TARVEL, lat=lat, lon=lon, precision=precision, radius_km=radius)
    return replace(handmade.INCIDENT, places=(where,))


def spot(lon, lat=0.0, radius=None):
    return Spot(handmade.TARVEL, lat, lon, 1, radius)


@pytest.mark.parametrize("precision", [1, 2, 3, 4])
def test_a_resolved_place_is_drawn_to_five_decimals(precision):
    found = spot_of(at(precision))
    assert found is not None
    assert (found.lat, found.lon, found.precision) == (10.12346, 20.0, precision)


@pytest.mark.parametrize(
    ("incident", "why"),
    [
        (at(6), "country"),
        (at(5), "between places"),
        (at(7, lat=None, lon=None), "not resolved"),
        (replace(handmade.INCIDENT, places=()), "no place is told"),
    ],
)
def test_a_country_or_an_unknown_place_is_never_drawn(incident, why):
    assert spot_of(incident) is None
    assert why in why_no_spot(incident)


def test_a_place_between_places_is_drawn_where_a_radius_is_told():
    found = spot_of(at(5, radius=12.5))
    assert found is not None
    assert found.radius_km == 12.5


def test_the_place_it_happened_at_is_drawn_before_where_people_went():
    away = Where(PlaceRole.TO, handmade.QASR.span, "Qasr al-Nil", lat=1.0, lon=1.0, precision=1)
    found = spot_of(replace(handmade.INCIDENT, places=(away, handmade.TARVEL)))
    assert found is not None
    assert found.where is handmade.TARVEL


def test_a_box_without_a_radius_is_the_point():
    assert box_of(spot(44.1, 34.0)) == (44.1, 34.0, 44.1, 34.0)


def test_a_box_reaches_as_far_as_the_radius():
    west, south, east, north = box_of(spot(44.0, 0.0, radius=111.1333))
    assert (north, -south) == pytest.approx((1.0, 1.0), abs=1e-3)
    assert (west, east) == pytest.approx((43.0, 45.0), abs=1e-2)


def test_a_box_across_the_antimeridian_has_its_west_larger_than_its_east():
    west, _, east, _ = box_of(spot(179.9, 0.0, radius=50))
    assert west > 179
    assert east < -179


def test_a_box_over_a_pole_goes_all_the_way_round():
    assert box_of(spot(10.0, 89.9, radius=50)) == (-180.0, pytest.approx(89.45, abs=0.01), 180.0, 90.0)


def test_the_extent_of_two_islands_on_either_side_of_the_antimeridian_is_narrow():
    extent = Extent()
    for lon in (178.0, -179.0, 179.5):
        extent.add(box_of(spot(lon)))
    assert extent.box() == (178.0, 0.0, -179.0, 0.0)


def test_no_points_have_no_extent():
    assert Extent().box() is None


def inside(lon, box):
    west, _, east, _ = box
    if abs(lon) == 180:  # one meridian, two numbers
        return abs(west) > 179.9998 or abs(east) > 179.9998 or west > east
    return west - 1e-4 <= lon <= east + 1e-4 if west <= east else lon >= west - 1e-4 or lon <= east + 1e-4


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-89, 89), st.none() | st.floats(0, 300)), min_size=1, max_size=6))
def test_every_point_lies_in_its_box_and_in_the_extent(points):
    extent = Extent()
    boxes = [box_of(spot(lon, lat, radius)) for lon, lat, radius in points]
    for box in boxes:
        extent.add(box)
    whole = extent.box()
    assert whole is not None
    for (lon, lat, _), box in zip(points, boxes, strict=True):
        assert inside(lon, box)
        assert inside(lon, whole)
        assert box[1] - 1e-4 <= lat <= box[3] + 1e-4
        assert whole[1] <= box[1] <= box[3] <= whole[3]
