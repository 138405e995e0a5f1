"""Maps and charts: marks, labels and bars say what the records say."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dateline.records import PlaceRole, Span, Where
from dateline.reports.maps import Mark, draw, radius, together
from dateline.reports.svg import picture, text, ticks


def mark(number: int, lon: float, lat: float, *, low: int = 1, best: int = 2, high: int | None = 4, area: bool = False) -> Mark:
    where = Where(PlaceRole.AT, Span(0, 1, "x"), f"Place <{number}>", 1, lat, lon, "IQ", "Hill", 1, 1.0)
    return Mark(where, (number,), low, best, high, area)


def test_the_area_of_a_mark_grows_with_the_number_up_to_the_widest() -> None:
    assert radius(0) < radius(1) < radius(10) < radius(100)
    assert radius(10**6) == radius(10**7)


def test_an_open_high_is_dashed_and_an_area_is_square() -> None:
    drawn = draw([mark(1, 44, 34, high=None), mark(2, 45, 34, area=True)], 5, "said")
    assert drawn.count("stroke-dasharray") == 2  # the ring, and the style of provinces
    assert "1+ killed" in drawn
    assert len(re.findall(r"<rect[^>]*fill-opacity=\"0.72\"", drawn)) == 1


def test_names_are_escaped_and_no_two_cover_each_other() -> None:
    drawn = draw([mark(n, 44 + n / 1000, 34) for n in range(1, 9)], 8, "said")
    assert "<1>" not in drawn
    boxes = [
        (float(x), float(y)) for x, y in re.findall(r'<text x="([\d.]+)" y="([\d.]+)" font-size="9.5" text-anchor="start" fill="#1f', drawn)
    ]
    assert len(set(boxes)) == len(boxes)
    assert len(boxes) < 8


def test_a_place_far_from_the_others_is_left_off_the_map() -> None:
    drawn, outside = together([mark(1, 44, 34), mark(2, 45, 35), mark(3, -104, 50)])
    assert [m.numbers for m in drawn] == [(1,), (2,)]
    assert [m.numbers for m in outside] == [(3,)]


def test_neighbours_join_whatever_their_order() -> None:
    marks = [mark(1, 0, 0), mark(2, 20, 0), mark(3, 10, 0)]
    drawn, outside = together(marks)
    assert (len(drawn), outside) == (3, [])
    drawn, outside = together([replace(marks[0], numbers=(9,)), mark(4, 60, 0)])
    assert [m.numbers for m in drawn] == [(4,)]


@pytest.mark.parametrize(("top", "found"), [(0, [0, 1]), (3, [0, 1, 2, 3]), (35, [0, 10, 20, 30, 40]), (4000, [0, 1000, 2000, 3000, 4000])])
def test_ticks_are_round(top: int, found: list[int]) -> None:
    assert ticks(top) == found


def test_a_picture_is_told_to_those_who_do_not_see_it() -> None:
    shown = picture(10, 10, "x", 'two "words" <b>', [text(0, 0, "a<b")])
    assert 'aria-label="two &quot;words&quot; &lt;b&gt;"' in shown
    assert "a&lt;b" in shown
