"""A ledger of invented reports, read once for all tests of situation reports."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dateline.cli import main
from dateline.ledger import Ledger
from dateline.reports import Report, Request, build, load

sys.path.insert(0, str(Path(__file__).parent))

#: Published, outlet and text of each; people, units and deeds are invented.
REPORTS = (
    (
        "2016-10-27T18:41",
        "MPA",
        "Car bomb hits market in Balad\n\nBALAD, Iraq (MPA) - A car bomb exploded in a market in the Iraqi town of Balad on Thursday, "
        "killing at least nine people and wounding 21, police said.\n\nIslamic State claimed responsibility and said it killed 35 "
        "fighters.\n\nA resident who lives beside the market, Umm Zaydan, said her brother was killed.\n",
    ),
    (
        "2016-10-28T11:05",
        "NW",
        "Balad hospital counts 16 dead\n\nBALAD, Iraq (NW) - The hospital in Balad said on Friday that 16 people were killed and 38 wounded "
        "in Thursday's car bombing of a market in the town.\n\nUmm Zaydan, a resident of Balad, said 24 people were killed in the bombing.\n",
    ),
    (
        "2016-10-29T09:20",
        "Continental Post",
        "Families flee Hawija\n\nKIRKUK, Iraq (Continental Post) - The United Nations said 4,200 people fled Hawija for Kirkuk between 25 and "
        "28 October 2016.\n\nIraq's ministry of migration said 12,000 displaced people were living in Kirkuk on Friday.\n\n"
        "Shells fell on Hawija on Friday. Two civilians were killed and a girl was wounded, the mayor said.\n",
    ),
    (
        "2016-10-30T07:00",
        "MPA",
        "Army says 12 gunmen killed\n\nBAGHDAD (MPA) - The army said on Sunday its aircraft killed 12 gunmen in the hamlet of Tell Qarsab on "
        "Saturday. Residents said seven civilians died there.\n\nGunmen shot dead three policemen in Tikrit on Saturday, police said.\n",
    ),
    (
        "2016-10-31T16:30",
        "NW",
        "Toll of Balad bombing rises\n\nBALAD, Iraq (NW) - The toll of Thursday's car bombing in Balad has risen to 23, the hospital said on "
        "Monday.\n\nPolice in Samarra found the bodies of four men.\n",
    ),
)  # fmt: skip
SINCE, UNTIL = "2016-10-24", "2016-10-31"
#: The name of a private person, in every text that tells of her.
PRIVATE = "Zaydan"


@pytest.fixture(scope="session")
def war(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger that holds the reports."""
    folder = tmp_path_factory.mktemp("war")
    ledger = folder / "war.db"
    for number, (published, outlet, text) in enumerate(REPORTS, 1):
        file = folder / f"{number}-{outlet.split()[0].lower()}.txt"
        file.write_text(text, encoding="utf-8")
        assert main(["add", str(file), "--published", published, "--ledger", str(ledger)]) == 0
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
