"""The gate's arithmetic: pairing, phrases, days, tallies, floors that fall only when told to."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from floors import Floors, drops, lift, read_floors, write_floors
from matching import PredictedFigure, Tally, judge, pair, same_phrase
from passages import LabelledFigure, parse_passage

PASSAGE = parse_passage(
    "# id: t-1 | published: 2011-05-03\nShells killed {1|at least 12} people in Misrata on Monday, a doctor said.\n"
    "1: killed 12.. at_least | who=people | place=Misrata | date=2011-05-02 | source=a doctor | type=explosion/shelling\n"
)
LABEL: LabelledFigure = PASSAGE.figures[0]
RIGHT = PredictedFigure(
    14, 25, "killed", 12, None, "at_least", "unknown", "Misrata", "2011-05-02", "2011-05-02", "a doctor", "attributed",
    "incident", "person", "explosion", "shelling",
)  # fmt: skip


def test_labels_as_predictions_are_perfect() -> None:
    tally = Tally()
    tally.add(PASSAGE.figures, [RIGHT])
    tally.add([], [])
    assert set(tally.measures().values()) == {1.0}


def test_nothing_predicted_finds_nothing() -> None:
    tally = Tally()
    tally.add(PASSAGE.figures, [])
    assert tally.measures()["found_f1"] == 0.0


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"high": 12}, {"all"}),
        ({"quantifier": "exact"}, {"quantifier", "all"}),
        ({"place": None}, {"place", "all"}),
        ({"source": "the army"}, {"source", "all"}),
        ({"date_earliest": "2011-05-01"}, {"date", "all"}),
        ({"date_earliest": None}, {"date", "date_near", "all"}),
        ({"event_type": "battle"}, {"event_type"}),
        ({"unit": "family"}, {"unit"}),
    ],
)
def test_each_attribute_is_judged_by_itself(change: dict[str, Any], wrong: set[str]) -> None:
    verdict = judge(LABEL, replace(RIGHT, **change))
    assert {name for name, right in verdict.items() if right is False} == wrong


@pytest.mark.parametrize(
    ("change", "paired"),
    [({}, True), ({"start": 24, "end": 40}, True), ({"start": 25, "end": 40}, False), ({"measure": "injured"}, False)],
)
def test_a_prediction_finds_a_label_of_its_measure_that_it_overlaps(change: dict[str, Any], paired: bool) -> None:
    assert bool(pair([LABEL], [replace(RIGHT, **change)])) is paired


def test_the_right_number_is_paired_before_the_longer_overlap() -> None:
    wrong = replace(RIGHT, low=13)
    short = replace(RIGHT, start=23)
    assert pair([LABEL], [wrong, short]) == [(0, 1)]


def test_another_domain_costs_precision_and_no_recall() -> None:
    tally = Tally()
    tally.add([replace(LABEL, domain="other")], [RIGHT])
    tally.add(PASSAGE.figures, [RIGHT])
    values = tally.measures()
    assert (values["found_p"], values["found_r"], values["negatives_clean"]) == (0.5, 1.0, 0.0)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the town of Misrata", "Misrata", True),
        ("Colonel Anwar Shtewi", "Shtewi", True),
        ("a doctor", "the army", False),
        (None, None, True),
        (None, "Misrata", False),
        ("the village", None, True),
    ],
)
def test_phrases(one: str | None, other: str | None, same: bool) -> None:
    assert same_phrase(one, other) is same


def test_a_floor_rises_and_falls_only_when_told_to() -> None:
    floors = {"dev": {"found_f1": 0.9, "place": 0.5}}
    measured = {"dev": {"found_f1": 0.85, "place": 0.6}}
    assert lift(measured, floors) == {"dev": {"found_f1": 0.9, "place": 0.598}}
    assert lift(measured, floors, lower=True) == {"dev": {"found_f1": 0.848, "place": 0.598}}
    assert drops(measured, floors) == ["dev found_f1: 0.8500 is under its floor of 0.900"]


def test_a_measure_that_is_no_longer_taken_falls() -> None:
    assert drops({"dev": {}}, {"dev": {"place": 0.5}}) == ["dev place: no longer measured, its floor is 0.500"]


def test_floors_are_written_and_read_back(tmp_path: Path) -> None:
    floors = Floors({"a/b.txt": "00ff"}, {"dev": {"found_f1": 0.9}, "held": {"place": 0.512}})
    write_floors(floors, tmp_path / "floors.toml")
    assert read_floors(tmp_path / "floors.toml") == floors
