"""Counting and agreement: matching is one to one, intervals hold the value, two annotators are compared label by label."""

from __future__ import annotations

import pytest
from training.markup import Label, LabelledReport
from training.statistics import agreement, counts
from training.tally import Tally, dice, match


def test_matching_is_one_to_one_and_takes_the_closest() -> None:
    assert match([[(0, 10)]], [[(0, 4)], [(0, 9)]], 0.5) == [(0, 1)]
    assert match([[(0, 10)], [(20, 30)]], [[(0, 30)]], 0.6) == []
    assert match([[(0, 2), (8, 10)]], [[(0, 2), (8, 10)]], 1.0) == [(0, 0)]
    assert match([[(0, 4)]], [[(4, 8)]], 0.0) == []
    assert dice([], []) == 0.0


def test_f1_and_its_interval() -> None:
    tally = Tally()
    for right in (1, 2, 3, 4, 0, 2):
        tally.add(right, 4, 4)
    assert tally.f1 == pytest.approx(0.5)
    low, high = tally.interval()
    assert low < 0.5 < high
    assert tally.interval() == (low, high)
    assert Tally().f1 == 1.0


def report(*labels: Label) -> LabelledReport:
    return LabelledReport("made", "here", "2024-05-03", "wire", "news", False, "Gunmen killed nine men near Gao on Tuesday.", labels)


def test_agreement_of_spans_and_values() -> None:
    asserted = Label(7, 13, "e", (("id", "1"), ("st", "asserted"), ("type", "attack")))
    claimed = Label(7, 13, "e", (("id", "4"), ("st", "claimed"), ("type", "attack")))
    first = report(asserted, Label(28, 31, "p", (("r", "at"),)))
    second = report(claimed, Label(14, 18, "n", (("m", "killed"), ("v", "9"))))
    rows = {name: (a, b, share) for name, a, b, share in agreement([first], [second])}
    assert rows["trigger"] == (1, 1, 1.0)
    assert rows["trigger: type"][2] == 1.0
    assert rows["trigger: st"][2] == 0.0
    assert rows["trigger: bg"][2] == 1.0
    assert rows["place"] == (1, 0, 0.0)
    assert rows["figure"] == (0, 1, 0.0)


def test_counts() -> None:
    found = counts([report(Label(28, 31, "p", (("r", "at"),)))])
    assert (found["reports"], found["words"], found["place"], found["hard negatives"]) == (1, 8, 1, 0)
