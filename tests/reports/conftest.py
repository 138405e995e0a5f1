"""A ledger of invented reports, read once for all tests of situation reports."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dateline.cli import main
from dateline.ledger import Ledger
from dateline.reports import Report, Request, build, load

sys.path.insert(0, str(Path(__file__).parent))

#: When each report was published; people, units and deeds in them are invented.
REPORTS = (
    ("2016-10-27T18:41", "1-mpa.txt"),
    ("2016-10-28T11:05", "2-nw.txt"),
    ("2016-10-29T09:20", "3-continental.txt"),
    ("2016-10-30T07:00", "4-mpa.txt"),
    ("2016-10-31T16:30", "5-nw.txt"),
)
TEXTS = Path(__file__).parent / "texts"
SINCE, UNTIL = "2016-10-24", "2016-10-31"


@pytest.fixture(scope="session")
def war(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger that holds the reports."""
    ledger = tmp_path_factory.mktemp("war") / "war.db"
    for published, name in REPORTS:
        assert main(["add", str(TEXTS / name), "--published", published, "--ledger", str(ledger)]) == 0
    return ledger


@pytest.fixture(scope="session")
def week(war: Path) -> Report:
    """Return the weekly report of it, for the public."""
    with Ledger(war, create=False) as store:
        return build(store, Request(SINCE, UNTIL), template=load("weekly"))


@pytest.fixture(scope="session")
def internal(war: Path) -> Report:
    """Return the weekly report of it with nothing withheld."""
    with Ledger(war, create=False) as store:
        return build(store, Request(SINCE, UNTIL), template=load("weekly"), profile="internal")
