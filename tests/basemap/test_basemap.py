"""The base map: what the file holds, clipping, projection, drawing."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.basemap import LAYERS, Box, Projection, clipped, geojson, path, svg
from dateline.basemap.clipping import clip_line, clip_ring
from dateline.basemap.reading import FILE

IRAQ = Box(38.5, 29.0, 48.8, 37.5)


def test_every_layer_is_there_and_the_file_stays_small() -> None:
    assert {feature.layer for feature in clipped(IRAQ)} == set(LAYERS)
    assert FILE.stat().st_size < 2_000_000


def test_countries_bear_names_and_numbers() -> None:
    found = {feature.name: feature.code for feature in clipped(IRAQ, ["country"])}
    assert found["Iraq"] == "368"
    assert {"Iran", "Syria", "Turkey"} <= set(found)
    assert "Chad" not in found


def test_nothing_lies_outside_the_box() -> None:
    for feature in clipped(IRAQ):
        assert feature.lines
        for line in feature.lines:
            assert all(IRAQ.west - 1e-9 <= x <= IRAQ.east + 1e-9 and IRAQ.south - 1e-9 <= y <= IRAQ.north + 1e-9 for x, y in line)


def test_areas_are_closed_rings() -> None:
    assert all(line[0] == line[-1] and len(line) > 3 for feature in clipped(IRAQ, ["country", "lake"]) for line in feature.lines)


def test_layers_stand_in_drawing_order() -> None:
    order = [LAYERS.index(feature.layer) for feature in clipped(IRAQ)]
    assert order == sorted(order)


def test_unknown_layer_is_named_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"'roads'.*river"):
        clipped(IRAQ, ["roads"])


def test_geojson_is_of_the_specification() -> None:
    collection = geojson(IRAQ, ["country", "river"])
    assert collection["type"] == "FeatureCollection"
    kinds = {feature["properties"]["layer"]: feature["geometry"]["type"] for feature in collection["features"]}
    assert kinds == {"country": "MultiPolygon", "river": "MultiLineString"}
    for feature in collection["features"]:
        if feature["geometry"]["type"] == "MultiPolygon":
            assert all(len(polygon) == 1 and polygon[0][0] == polygon[0][-1] for polygon in feature["geometry"]["coordinates"])


@pytest.mark.parametrize("sides", [(1, 0, 1, 1), (0, 5, 1, 5), (-181, 0, 0, 1), (0, 0, 1, 91), (170, 0, -170, 10)])
def test_a_box_that_is_none_is_refused(sides: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError, match="no box of the world"):
        Box(*sides)


def test_a_box_around_one_point_has_room() -> None:
    box = Box.around([(43.1, 36.3)])
    assert box.holds(43.1, 36.3)
    assert box.east - box.west == pytest.approx(1.5)
    with pytest.raises(ValueError, match="needs a point"):
        Box.around([])


def test_a_ring_around_the_box_becomes_the_box() -> None:
    box = Box(0, 0, 2, 2)
    assert sorted(clip_ring([(-5, -5), (5, -5), (5, 5), (-5, 5)], box)) == [(0, 0), (0, 2), (2, 0), (2, 2)]
    assert clip_ring([(5, 5), (6, 5), (6, 6)], box) == []


def test_a_line_that_leaves_and_comes_back_is_two() -> None:
    pieces = clip_line([(-1, 1), (1, 1), (1, 5), (1.5, 5), (1.5, 1)], Box(0, 0, 2, 2))
    assert pieces == [[(0, 1), (1, 1), (1, 2)], [(1.5, 2), (1.5, 1)]]


degrees = st.tuples(st.floats(-20, 20), st.floats(-20, 20))


@given(st.lists(degrees, min_size=2, max_size=12))
def test_clipped_lines_stay_inside_and_on_the_line(line: list[tuple[float, float]]) -> None:
    box = Box(-5, -5, 5, 5)
    for piece in clip_line(line, box):
        assert all(-5 - 1e-6 <= value <= 5 + 1e-6 for point in piece for value in point)
    inside = [point for point in line if box.holds(*point)]
    kept = {point for piece in clip_line(line, box) for point in piece}
    assert all(point in kept or any(math.dist(point, other) < 1e-6 for other in kept) for point in inside)


def test_a_projection_keeps_the_corners_and_angles() -> None:
    projection = Projection.fitted(IRAQ, 640)
    west, north = projection.point(IRAQ.west, IRAQ.north)
    east, south = projection.point(IRAQ.east, IRAQ.south)
    assert 0 <= west < east <= 640
    assert 0 <= north < south <= projection.height
    # a kilometre to the north is as long as one to the east
    degree = 1 / 111.195
    x0, y0 = projection.point(43, 33)
    assert abs(projection.point(43, 33 + degree)[1] - y0) == pytest.approx(projection.km(1, 33), rel=0.01)
    assert abs(projection.point(43 + degree / math.cos(math.radians(33)), 33)[0] - x0) == pytest.approx(projection.km(1, 33), rel=0.01)


def test_the_view_fills_the_drawing() -> None:
    projection = Projection.fitted(Box(10, 10, 30, 12), 600)
    view = projection.view
    assert view.south < 10 < 12 < view.north
    assert projection.point(view.west, view.north) == pytest.approx((0, 0), abs=0.01)
    assert projection.point(view.east, view.south) == pytest.approx((600, projection.height), abs=0.01)


def test_the_drawing_is_plain_paths_of_a_class_each_layer() -> None:
    drawn = svg(Projection.fitted(IRAQ, 640))
    assert set(re.findall(r'class="basemap-(\w+)"', drawn)) == set(LAYERS)
    assert "<title>Iraq</title>" in drawn
    assert "style" not in drawn
    assert drawn == svg(Projection.fitted(IRAQ, 640))


def test_points_that_fall_on_one_are_told_once() -> None:
    projection = Projection.fitted(IRAQ, 640)
    assert path([[(43, 33), (43.00001, 33), (44, 34)]], projection, closed=False).count("L") == 1
    assert path([[(43, 33), (43.00001, 33), (43, 33)]], projection, closed=True) == ""
