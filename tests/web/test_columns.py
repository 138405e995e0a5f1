"""Snapshot, filters, totals, timeline and map points over many invented incidents: against plain reckoning over the lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from bench.pages_speed import invented
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.records import Measure, Scope, TollLine, Unit
from dateline.web.filters import BadFilter, Filters
from dateline.web.points import Box, extent, outside, points_of
from dateline.web.snapshot import Snapshot
from dateline.web.timeline import timeline_of
from dateline.web.totals import totals_of

LINES = list(invented(3000, 7))
WAR = Snapshot("1", LINES)


def plain(filters: Filters) -> list[str]:
    """Reckon a filter one line at a time."""
    kept = []
    for s in LINES:
        if (filters.since or filters.until) and not (s.earliest or s.latest):
            continue
        if (filters.since and (s.latest or "9999") < filters.since) or (filters.until and (s.earliest or "") > filters.until):
            continue
        if filters.place and filters.place.casefold() not in (s.place or "").casefold() and filters.place.casefold() not in (
            s.admin1 or "").casefold() and filters.place.casefold() != (s.country or "").casefold():  # fmt: skip
            continue
        if filters.type and filters.type not in (s.event_type, s.event_subtype):
            continue
        if filters.measure and not any(t.measure == filters.measure for t in s.tolls):
            continue
        if filters.side and not any(filters.side.casefold() in name.casefold() for name in s.sides):
            continue
        if (filters.grade and s.grade != filters.grade) or (filters.source and filters.source not in s.kinds):
            continue
        if filters.one_voice and s.voices != 1:
            continue
        kept.append(s.id)
    return kept


DAYS = st.dates(date(2013, 12, 1), date(2024, 2, 1)).map(date.isoformat)
CHOICES = st.fixed_dictionaries(
    {
        "since": st.none() | DAYS, "until": st.none() | DAYS, "place": st.none() | st.sampled_from(("town 1", "PROVINCE 3", "iq", "zz")),
        "type": st.none() | st.sampled_from(("shelling", "explosion", "battle", "flood")),
        "measure": st.none() | st.sampled_from(("killed", "displaced", "missing")),
        "grade": st.none() | st.sampled_from(("single", "contested")), "side": st.none() | st.sampled_from(("guard", "Red", "nobody")),
        "source": st.none() | st.sampled_from(("medic", "un")), "one_voice": st.booleans(),
    }
).filter(lambda c: not (c["since"] and c["until"]) or c["since"] <= c["until"])  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(CHOICES)
def test_columns_choose_what_lines_would(values):
    filters = Filters(**values)
    assert [LINES[int(n)].id for n in WAR.select(filters).nonzero()[0]] == plain(filters)


@settings(max_examples=60, deadline=None)
@given(CHOICES)
def test_filters_are_the_same_after_the_address(values):
    from urllib.parse import parse_qsl

    filters = Filters(**values)
    assert Filters.parse(dict(parse_qsl(filters.query().removeprefix("?")))) == filters


@given(st.dictionaries(st.sampled_from(["since", "place", "grade", "type", "one_voice", "page"]), st.text(max_size=300), max_size=4))
def test_no_address_breaks_the_filters(query):
    try:
        filters = Filters.parse(query)
    except BadFilter:
        return
    assert Filters.parse(dict(filters.pairs())) == filters


def test_totals_are_sums_of_the_lines():
    mask = WAR.select(Filters(type="shelling"))
    killed = next(t for t in totals_of(WAR, mask).totals if t.measure is Measure.KILLED)
    lines = [
        (s, t) for s in LINES if s.event_subtype == "shelling" and s.scope is Scope.INCIDENT for t in s.tolls if t.measure is Measure.KILLED
    ]
    assert killed.incidents == len(lines)
    assert killed.low == sum(t.low for _, t in lines)
    assert killed.best == sum(t.best for _, t in lines)
    assert killed.high == sum(t.best if t.high is None else t.high for _, t in lines)
    assert killed.open == sum(t.high is None for _, t in lines)
    assert killed.one_voice == round(100 * sum(t.best for s, t in lines if s.voices == 1) / killed.best)


def test_what_may_overlap_is_never_added_up():
    totals = totals_of(WAR, WAR.select(Filters()))
    moved = next(t for t in totals.totals if t.measure is Measure.DISPLACED)
    assert (moved.low, moved.best, moved.high) == (None, None, None)
    periods = [
        s
        for s in LINES
        if s.scope is Scope.PERIOD and any(t.measure in (Measure.KILLED, Measure.INJURED, Measure.DISPLACED) for t in s.tolls)
    ]
    assert totals.periods == len(periods)


def test_a_rejected_incident_is_in_no_sum():
    toll = (TollLine(Measure.KILLED, Unit.PERSON, None, 5, 5, 5),)
    base = replace(LINES[0], scope=Scope.INCIDENT, tolls=toll)
    war = Snapshot("1", [replace(base, id="a"), replace(base, id="b", status="rejected")])
    totals = totals_of(war, np.ones(2, np.bool_))
    assert totals.totals[0].best == 5
    assert totals.rejected == 1


@pytest.mark.parametrize(
    ("filters", "step"),
    [
        (Filters(since="2016-01-01", until="2016-02-20"), "day"),
        (Filters(since="2016-01-01", until="2017-12-01"), "week"),
        (Filters(), "quarter"),
    ],
)
def test_each_incident_with_a_day_is_in_the_timeline_once(filters, step):
    mask = WAR.select(filters)
    drawn = timeline_of(WAR, mask)
    assert drawn is not None
    assert drawn.step in (step, "month")
    whole = sum(column.sure + column.maybe for column in drawn.columns)
    assert whole == pytest.approx(int(mask.sum()) - drawn.undated - drawn.outside, rel=0.02)
    for column in drawn.columns:
        assert 0 <= column.x <= column.x + column.width <= 100.001
        assert 0 <= column.sure_height + column.maybe_height <= 56.2


def test_bars_do_not_touch_and_lie_on_the_axis():
    mask = WAR.select(Filters(since="2016-03-01", until="2016-04-10"))
    drawn = timeline_of(WAR, mask)
    assert drawn is not None
    assert drawn.bars
    for lane in {bar.lane for bar in drawn.bars}:
        bars = sorted((bar for bar in drawn.bars if bar.lane == lane), key=lambda bar: bar.x)
        assert all(a.x + a.width <= b.x + 1e-6 for a, b in pairwise(bars))
        assert all(bar.x >= -1e-6 and bar.x + bar.width <= 100.001 for bar in bars)


def test_one_odd_day_does_not_squeeze_the_rest():
    odd = [replace(s, id=f"x{n}") for n, s in enumerate(LINES[1000:1200])]
    war = Snapshot("1", [*odd, replace(LINES[0], id="old", earliest="1950-01-01", latest="1950-01-01")])
    drawn = timeline_of(war, np.ones(len(war), np.bool_))
    assert drawn is not None
    assert drawn.first > "2000"
    assert drawn.outside >= 1


def test_no_day_at_all_gives_no_timeline():
    war = Snapshot("1", [replace(LINES[0], earliest=None, latest=None)])
    assert timeline_of(war, np.ones(1, np.bool_)) is None


@pytest.mark.parametrize("zoom", [0, 3, 6, 12])
def test_every_placed_incident_is_in_one_marker(zoom):
    mask = WAR.select(Filters())
    points = points_of(WAR, mask, zoom=zoom)
    assert sum(point.incidents for point in points) == sum(s.lat is not None for s in LINES)
    assert len(points) < 2500


def test_markers_of_different_precision_are_never_gathered():
    points = points_of(WAR, WAR.select(Filters()), zoom=2)
    for point in points:
        assert {"place": {1, 2}, "district": {3}, "province": {4}, "wide": {5, 6, 7}}[point.precision] >= {s.precision for s in point.named}


def test_a_marker_counts_what_the_totals_count():
    mask = WAR.select(Filters())
    points = points_of(WAR, mask, zoom=0)
    lines = [s for s in LINES if s.lat is not None and s.scope is Scope.INCIDENT]
    killed = sum(t.best for s in lines for t in s.tolls if t.measure is Measure.KILLED)
    alone = sum(p.best for p in points if p.incidents == 1)
    assert abs(sum(p.best for p in points) - killed) <= alone


def test_a_box_across_the_date_line_holds_both_sides():
    east, west = replace(LINES[0], id="e", lat=0.0, lon=179.0, precision=1), replace(LINES[0], id="w", lat=0.0, lon=-179.0, precision=1)
    war = Snapshot("1", [east, west, replace(LINES[0], id="m", lat=0.0, lon=0.0, precision=1)])
    found = points_of(war, np.ones(3, np.bool_), zoom=4, box=Box.parse("170,-10,-170,10"))
    assert {s.id for p in found for s in p.named} == {"e", "w"}


def test_a_place_read_wrongly_does_not_make_a_map_of_the_world():
    near = [replace(LINES[0], id=f"n{n}", lat=33.0 + n / 10, lon=43.0 + n / 10, precision=1) for n in range(30)]
    war = Snapshot("1", [*near, replace(LINES[0], id="far", lat=45.0, lon=-75.0, precision=1)])
    mask = np.ones(len(war), np.bool_)
    box = extent(war, mask)
    assert box is not None
    assert box.west > 40
    assert outside(war, mask, Box(box.west - 1, box.south - 1, box.east + 1, box.north + 1)) == 1
    alone = Snapshot("1", near)
    whole = extent(alone, np.ones(30, np.bool_))
    assert whole is not None
    assert (whole.west, whole.east) == (43.0, 45.9)


def test_without_a_place_there_is_no_map():
    war = Snapshot("1", [replace(LINES[0], lat=None, lon=None)])
    assert extent(war, np.ones(1, np.bool_)) is None
    assert outside(war, np.ones(1, np.bool_), None) == 0
