"""Being shot is not being dead: who is hit is hurt unless the text says more, and the dead among them are counted once."""

from __future__ import annotations

import pytest
from made_articles import claims_of


def counted(*paragraphs: str) -> list[tuple[str, int, str]]:
    return [(f.measure.value, f.low, f.span.quote) for claim in claims_of(*paragraphs) for f in claim.figures]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Five teenagers were shot in Mosul on Tuesday.", [("injured", 5, "Five")]),
        ("Two guards were stabbed in Mosul on Tuesday.", [("injured", 2, "Two")]),
        ("Three civilians were hit by shrapnel in Mosul on Tuesday.", [("injured", 3, "Three")]),
        ("Two soldiers were shot dead in Mosul on Tuesday.", [("killed", 2, "Two")]),
        ("Three protesters were shot and killed in Mosul on Tuesday.", [("killed", 3, "Three")]),
        ("Three protesters were shot to death in Mosul on Tuesday.", [("killed", 3, "Three")]),
        ("Three protesters were fatally shot in Mosul on Tuesday.", [("killed", 3, "Three")]),
        ("Gunmen shot two policemen dead in Mosul on Tuesday.", [("killed", 2, "two")]),
        ("Gunmen shot at two policemen in Mosul on Tuesday.", []),
        ("Two clinics were hit by shells in Mosul on Tuesday.", []),
    ],
)
def test_who_is_hit_is_hurt_unless_said_to_be_dead(sentence: str, expected: list[tuple[str, int, str]]) -> None:
    assert counted(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "killed", "injured"),
    [
        ("Two men were shot, one fatally, in Mosul on Tuesday.", [1], [1]),
        ("Four people were shot, two of them fatally, in Mosul on Tuesday.", [2], [2]),
        ("Three people were shot and one of them died in Mosul on Tuesday.", [1], [2]),
        ("Soldiers shot four protesters, killing two, in Mosul on Tuesday.", [2], [2]),
        ("One man is dead and three others were shot in Mosul on Tuesday.", [1], [3]),
        ("Six people were shot and one man was stabbed to death in Mosul on Tuesday.", [1], [6]),
    ],
)
def test_the_dead_are_no_longer_among_the_hurt(sentence: str, killed: list[int], injured: list[int]) -> None:
    found = counted(sentence)
    assert [low for measure, low, _ in found if measure == "killed"] == killed
    assert [low for measure, low, _ in found if measure == "injured"] == injured


def test_what_is_left_of_those_hit_points_at_both_numbers() -> None:
    assert ("injured", 2, "Four people were shot, two") in counted("Four people were shot, two of them fatally, in Mosul on Tuesday.")


@pytest.mark.parametrize(
    ("sentence", "measure"),
    [
        ("Twelve captives were shot by the militia in Mosul on Tuesday.", "killed"),
        ("Twelve villagers were blindfolded and shot in Mosul on Tuesday.", "killed"),
        ("Twelve captives were shot in the leg by the militia in Mosul on Tuesday.", "injured"),
        ("Twelve villagers were shot as the militia entered Mosul on Tuesday.", "injured"),
    ],
)
def test_people_in_the_power_of_others_who_are_shot_are_put_to_death(sentence: str, measure: str) -> None:
    assert [m for m, low, _ in counted(sentence) if low == 12] == [measure]


def test_an_open_fate_is_marked() -> None:
    (claim,) = claims_of("Five villagers were shot in Mosul on Tuesday.")
    assert "fate-open: shot" in claim.rules


def test_ages_and_hours_are_no_counts() -> None:
    assert ("killed", 16, "16") not in counted("Mary Holt, whom police said was 16, died in Mosul on Tuesday.")
    assert ("killed", 10, "10") not in counted("A child under the age of 10 was killed in Mosul on Tuesday.")
    assert not [row for row in counted("Boy, 17, killed in Mosul") if row[1] == 17]
