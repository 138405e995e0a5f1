"""Series of displacement on paper: whatever they hold is drawn, and what must be known beside a number stands under it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from record_strategies import SERIES, tuples

from dateline import records as r
from dateline.views import Page, displacement_lines, draw_displacement

CONTROLS = {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))} - {"\n"}
REPORT = r.DisplacementReport(
    "c1", (0,), 40, 40, r.Quantifier.EXACT, "40", "Mayor", r.SourceKind.OFFICIAL, False, "2020-03-09", r.Status.ASSERTED, r.Scope.INCIDENT,
    "stands", "Displaced",
)  # fmt: skip
VOICE = r.Voice("Mayor", "official", ("c1",))
DAY = r.When("2020-03-09", "2020-03-09", "day", "test")
POINT = r.DisplacementPoint(DAY, 40, 40, 40, (), (REPORT,), (VOICE,))
HERE = r.Where(r.PlaceRole.AT, r.Span(0, 7, "Redmere"), "Redmere", country="LD")
SERIES_OF_ONE = r.DisplacementSeries("s", r.Measure.DISPLACED, r.Flow.FLOW, r.Unit.PERSON, (HERE,), (), (), (POINT,), None, ())


def drawn(*series: r.DisplacementSeries) -> str:
    page = Page(width=120)
    draw_displacement(page, series)
    return " ".join(page.plain().split())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(tuples(SERIES))
def test_any_series(series):
    page = Page()
    draw_displacement(page, series)
    assert not CONTROLS & set(page.plain())
    assert len(list(displacement_lines(series))) == len(series)


CHANGES = [
    ({}, {}, {}, 'displaced from here 9 Mar 2020 40 1 Mayor (official): "40"'),
    ({}, {"running": True}, {}, "1: a running total"),
    ({}, {"when": None}, {}, "displaced from here not told 40"),
    ({}, {}, {"scope": r.Scope.WAR}, "1: of the whole war"),
    ({}, {}, {"standing": "additional"}, '"40" (beside others told)'),
    ({}, {}, {"standing": "part"}, '"40" (only some of them)'),
    ({}, {}, {"standing": "replaced"}, '"40" (corrected since)'),
    ({}, {}, {"status": r.Status.POSSIBLE}, '"40" (possible)'),
    ({}, {}, {"voice": "0123456789abcdef"}, "report 01234567 (official)"),
    ({}, {}, {"same_people": 1}, "1: the same people are told in another unit too"),
    ({"unit": r.Unit.FAMILY}, {}, {}, "1: how many people these are is not told"),
    ({"unit": r.Unit.FAMILY}, {}, {"persons": r.DerivedPersons(200, 240, r.Span(0, 11, "five to six"))}, "not told: 200–240 people by the"),
    ({"flow": r.Flow.STOCK, "origin": (), "at": (HERE,)}, {}, {}, "stock of displaced here on 9 Mar 2020 40"),
    ({"flow": r.Flow.STOCK, "origin": (), "at": (HERE,), "measure": r.Measure.TRAPPED}, {}, {}, "trapped here on 9 Mar 2020"),
    ({"origin": (), "destination": (HERE,)}, {}, {}, "arrived here 9 Mar 2020"),
    ({"destination": (replace(HERE, name="Tallow"),)}, {}, {}, "Redmere [LD] → Tallow [LD]"),
    ({"origin": (HERE, replace(HERE, name="Tallow"))}, {}, {}, "Redmere + Tallow [LD] (together)"),
    ({"origin": ()}, {}, {}, "Place not told"),
    ({"origin": (replace(HERE, role=r.PlaceRole.NEAR),)}, {}, {}, "near Redmere [LD]"),
    (
        {"measure": r.Measure.HOUSING_DESTROYED, "flow": None, "unit": r.Unit.BUILDING, "origin": (), "at": (HERE,)}, {}, {},
        "housing destroyed 9 Mar 2020 40 buildings",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("series", "point", "report", "words"), CHANGES, ids=[row[3] for row in CHANGES])
def test_what_must_be_known_beside_a_number(series, point, report, words):
    changed = replace(POINT, reports=(replace(REPORT, **report),), **point)
    assert words in drawn(replace(SERIES_OF_ONE, points=(changed,), **series))


def test_covering_row_is_named_by_its_number_on_the_page():
    later = replace(SERIES_OF_ONE, unit=r.Unit.FAMILY, points=(replace(POINT, covered_by=1), POINT))
    assert "2: its days lie within those of 3, which counts the same people too" in drawn(SERIES_OF_ONE, later)


def test_more_reports_than_fit_are_counted():
    many = tuple(replace(REPORT, voice=f"Mayor {n}") for n in range(5))
    assert 'Mayor 2 (official): "40"; 2 more' in drawn(replace(SERIES_OF_ONE, points=(replace(POINT, reports=many),)))


def test_nothing_is_drawn_of_nothing():
    assert drawn() == ""
