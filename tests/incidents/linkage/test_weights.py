"""What levels of agreement are worth."""

from __future__ import annotations

from itertools import pairwise

import pytest

from dateline.incidents.judgements import Constraints
from dateline.incidents.linkage.comparisons import levels_of
from dateline.incidents.linkage.weights import PRIOR, log_odds, reasons_of, scale, weights
from dateline.incidents.printings import Printing
from dateline.incidents.tellings import tellings_of
from dateline.records import Measure


def accounts(make, *claims):
    articles = {claim.article_id: make.article(claim.article_id, published="2020-03-02T06:00") for claim in claims}
    told = tellings_of(claims, {claim.id: Printing() for claim in claims}, articles, Constraints({}, frozenset()))
    return [account for telling in told for account in telling.accounts]


def test_every_scale_begins_at_its_least_value_and_rises():
    for comparison in ("text", "names", "pair", "numbers", "published"):
        bounds, _ = scale(comparison)
        assert bounds[0] == 0
        assert all(low < high for low, high in pairwise(bounds))


def test_reasons_add_up_to_the_log_odds(make, killed):
    a, b = accounts(make, make.claim("c1", killed(5), article="a1"), make.claim("c2", killed(5), article="a2"))
    levels = levels_of(a, b)
    reasons = reasons_of(levels)
    assert sum(reason.weight for reason in reasons) == pytest.approx(log_odds(levels))
    assert (reasons[0].comparison, reasons[0].level) == PRIOR


@pytest.mark.parametrize(
    ("comparison", "change", "level"),
    [
        ("day", {"day": "2020-03-02"}, "1"),
        ("day", {"day": "2020-03-05"}, "4"),
        ("day", {"day": None}, "unknown"),
        ("place", {"places": ("Southwick",)}, "far"),
        ("place", {"places": ("Hill",)}, "division"),
        ("place", {"places": ()}, "unknown"),
        ("type", {"type": "explosion/shelling"}, "type"),
        ("day", {}, "same"),
        ("place", {}, "same"),
        ("type", {}, "subtype"),
    ],
)
def test_levels(make, killed, comparison, change, level):
    a, b = accounts(make, make.claim("c1", killed(5), article="a1"), make.claim("c2", killed(5), article="a2", **change))
    assert levels_of(a, b)[comparison].removesuffix(", daily") == level
    assert levels_of(a, b) == levels_of(b, a)


@pytest.mark.parametrize(("other", "level"), [(5, "same"), (6, "double"), (11, "far"), (None, "one silent")])
def test_numbers(make, killed, other, level):
    figures = () if other is None else (killed(other),)
    a, b = accounts(make, make.claim("c1", killed(5), article="a1"), make.claim("c2", *figures, article="a2"))
    assert levels_of(a, b)["killed"] == level


def test_all_levels_have_weights(make):
    known = weights()
    assert all(key in known for key in (("said", "same words"), ("said", "nothing"), ("day", "apart"), ("killed", "boast")))
    assert Measure.KILLED == "killed"
