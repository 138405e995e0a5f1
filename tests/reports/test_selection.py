"""Which incidents, places and days a report is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.ledger import Ledger
from dateline.records import When
from dateline.reports import Request, build, load
from dateline.reports.selection import gather, meets


def test_an_area_holds_what_lies_in_it_alone(war: Path) -> None:
    with Ledger(war, create=False) as store:
        material = gather(store, Request(place="Balad"))
    assert material.every
    assert all(any("Balad" in where.name for where in case.incident.places) for case in material.every)
    assert not material.displacement


def test_the_daily_report_is_of_the_last_day_told_of(war: Path) -> None:
    with Ledger(war, create=False) as store:
        report = build(store, Request(), template=load("daily"))
    assert report.subtitle == "All places in the ledger · 29 October 2016"


def test_days_are_counted_back_from_the_last(war: Path) -> None:
    with Ledger(war, create=False) as store:
        report = build(store, Request(until="2016-10-30"), template=load("weekly"))
    assert ("Period", "24 October to 30 October 2016") in report.facts


def test_a_period_without_an_incident_is_told_plainly(war: Path) -> None:
    with Ledger(war, create=False) as store:
        report = build(store, Request("2011-01-01", "2011-01-02"), template=load("weekly"))
    assert not list(report.sentences())
    assert any("No incident of the period has a number" in line.text for line in report.lines())


def test_an_empty_ledger_makes_an_empty_report(tmp_path: Path) -> None:
    with Ledger(tmp_path / "empty.db") as store:
        report = build(store, Request())
    assert ("Period", "No day") in report.facts
    assert report.as_of is None


@pytest.mark.parametrize(
    ("first", "last", "since", "until", "met"),
    [
        ("2016-10-01", "2016-10-31", "2016-10-31", "2016-11-02", True),
        ("2016-10-01", "2016-10-30", "2016-10-31", None, False),
        (None, "2016-10-30", None, "2016-10-01", True),
        ("2016-10-02", None, "2016-10-31", None, True),
        (None, None, "2016-10-31", None, False),
        (None, None, None, None, True),
    ],
)
def test_a_stretch_meets_a_period(first: str | None, last: str | None, since: str | None, until: str | None, met: bool) -> None:
    assert meets(When(first, last, "day", "given"), since, until) is met
