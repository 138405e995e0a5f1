"""Displacement and sources, of the sample reports and of an empty ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from dateline import Ledger, extract_claims
from dateline.articles import read_articles
from dateline.ledger import take_in
from dateline.sources import gather
from dateline.web import create_app
from dateline.web.flows import charts_of, ways_of

SAMPLES = ["samples/05-aden-house-strike-copy.txt", "samples/07-ministry-counts-displaced.txt", "samples/08-aid-agency-counts-more.html"]


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lists") / "l.db"
    with Ledger(path) as ledger:
        assert all(taken.articles for taken in take_in(ledger, gather(SAMPLES), reader=read_articles, extractor=extract_claims))
    return path


@pytest.fixture
def desk(stored: Path) -> Iterator[TestClient]:
    with TestClient(create_app(stored), base_url="http://127.0.0.1", headers={"accept": "text/html"}) as client:
        yield client


def test_every_point_is_shown_with_its_words(desk: TestClient, stored: Path) -> None:
    page = desk.get("/displacement").text
    with Ledger(stored, create=False) as ledger:
        series = ledger.displacement()
    assert series
    for one in series:
        for point in one.points:
            assert all(report.claim_id in page for report in point.reports if report.standing not in ("repeated", "withdrawn"))
    rows = [row for chart in charts_of(series, hide=True) for row in chart.rows]
    assert len(rows) == sum(len(one.points) for one in series)
    assert all(0 <= row.best <= 1 for row in rows)


def test_a_place_alone_and_one_that_nothing_is_told_of(desk: TestClient) -> None:
    assert "Mosul" in desk.get("/displacement", params={"place": "Mosul"}).text
    assert "Nothing is told of displacement in" in desk.get("/displacement", params={"place": "<i>Nowhere</i>"}).text


def test_ways_are_never_summed(stored: Path) -> None:
    with Ledger(stored, create=False) as ledger:
        series = ledger.displacement()
    pairs = [one for one in series if one.origin and one.destination and one.points]
    assert len(ways_of(series).ways) <= len(pairs)


def test_speakers_alone_and_contradicted(desk: TestClient) -> None:
    page = desk.get("/sources").text
    assert "resident (name withheld)" in page
    assert "party to the conflict" in page


def test_an_empty_ledger_says_so(tmp_path: Path) -> None:
    with TestClient(create_app(tmp_path / "e.db", create=True), base_url="http://127.0.0.1", headers={"accept": "text/html"}) as client:
        assert "tells of no displacement" in client.get("/displacement").text
        assert "Nobody has been heard yet" in client.get("/sources").text
        assert "No article has been added yet" in client.get("/articles").text
