"""Properties that hold for any text: spans, order, intervals, determinism, and no date without publication."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.times import find_times
from dateline.times.periods import bounds, duration, easter, week_value

PIECES = st.sampled_from(
    [
        "on Sunday",
        "last Tuesday",
        "the next day",
        "two days later",
        "in the past 24 hours",
        "since October 17",
        "by the end of the year",
        "from 3 to 5 March",
        "10am",
        "2014",
        "between Monday and",
        "February 29",
        "31 June 2015",
        "99:99",
        "the third day running",
        "early",
        "late",
        "mid",
        "the",
        "a",
        "year ago",
        "100000 years ago",
        "the 1990s",
        "490 BC",
        "9999",
        "December 31, 2099",
        "next year",
        "every",
        "12-year-old",
        "night",
        "the morning of",
        "\n\n",
        ".",
        ", ",
        "will",
        "said",
        "9999999 days later",
        "1/1/00",
        "noon",
        "24:00",
        "May",
    ]
)
TEXT = st.lists(PIECES, max_size=14).map(" ".join) | st.text(max_size=60)
DAY = st.dates(min_value=date(1000, 1, 1)).map(lambda d: d.isoformat())


@given(text=TEXT, published=st.none() | DAY)
@settings(max_examples=400, deadline=None)
def test_spans_and_intervals(text: str, published: str | None) -> None:
    end = 0
    found = find_times(text, published=published)
    for time in found:
        assert text[time.span.start : time.span.end] == time.span.quote
        assert end <= time.span.start < time.span.end
        end = time.span.end
        if time.when:
            assert time.when.earliest or time.when.latest
            assert time.when.basis.count('"') >= 2
            if time.when.earliest and time.when.latest:
                assert time.when.earliest[:10] <= time.when.latest[:10]
    assert find_times(text, published=published) == found


@given(day=st.dates())
def test_a_day_lies_in_its_week(day: date) -> None:
    found = bounds(week_value(day))
    # The first and last weeks of the calendar may reach outside it.
    assert found is None or found[0] <= day <= found[1]


@given(day=st.dates(min_value=date(1583, 1, 1), max_value=date(9000, 1, 1)))
def test_easter_is_a_spring_sunday(day: date) -> None:
    found = easter(day.year)
    assert found.isoweekday() == 7
    assert (3, 22) <= (found.month, found.day) <= (4, 25)


@given(count=st.integers(min_value=1, max_value=999), unit=st.sampled_from(["D", "W", "M", "Y", "TH", "TM"]))
def test_durations_are_iso(count: int, unit: str) -> None:
    assert duration(count, unit) == ("PT" if unit.startswith("T") else "P") + f"{count}{unit[-1]}"
