"""Names of private persons stand in no public report, in any layout."""

from __future__ import annotations

import pytest

from dateline.errors import ReportError
from dateline.ledger import Ledger
from dateline.reports import FORMATS, Report, Request, build, load, render
from dateline.reports.discretion import pattern_of
from dateline.views.export import MASK, masked

#: The name of a private person, in the texts that tell of her.
PRIVATE = "Zaydan"


@pytest.mark.parametrize("layout", FORMATS)
def test_a_private_name_is_in_the_internal_report_alone(layout: str, week: Report, internal: Report) -> None:
    assert PRIVATE in render(internal, layout, load("weekly"))
    public = render(week, layout, load("weekly"))
    assert PRIVATE.casefold() not in public.casefold()
    assert MASK in public


def test_a_private_speaker_is_told_by_what_he_or_she_is(week: Report, internal: Report) -> None:
    key = next(s.key for s in internal.sentences() if PRIVATE in s.text)
    told = next(s.text for s in week.sentences() if s.key == key)
    assert "a resident said 24" in told
    assert MASK not in told


def test_the_profile_is_printed(week: Report, internal: Report) -> None:
    assert ("Profile", "public") in week.facts
    assert ("Profile", "internal") in internal.facts


def test_an_unknown_profile_is_refused(war: object) -> None:
    with Ledger(str(war), create=False) as store, pytest.raises(ReportError, match=r"'secret'.*public"):
        build(store, Request(), profile="secret")


def test_a_place_beside_a_private_name_stays_readable(week: Report) -> None:
    # "Umm Zaydan, a resident of Balad": the town is no name of hers
    assert any("in Balad (Salah ad Din, Iraq)" in sentence.text for sentence in week.sentences())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Umm Zaydan's brother", "██████████'s brother"),
        ("UMM ZAYDAN MOURNS", "██████████ MOURNS"),
        ("said Zaydan.", "said ██████."),
        ("said Umm\nZaydan.", "said ██████████."),
        ("“Umm Zaydan”", "“██████████”"),
        ("Zaydania is a town", "Zaydania is a town"),
    ],
)
def test_a_name_is_found_in_every_dress(text: str, shown: str) -> None:
    assert masked(text, pattern_of({"Umm Zaydan", "Zaydan"})) == shown
