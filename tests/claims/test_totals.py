"""Totals and their parts: nobody is counted twice."""

from __future__ import annotations

import pytest
from made_articles import PUBLISHED, article_of, claims_of, told

from dateline.incidents.reconcile import reconcile


def parts_in(text: str) -> list[tuple[int, bool]]:
    """Return (low, whether it is a part) of every figure in reading order."""
    found = [(f.span.start, f.low, "subset-figure" in claim.rules) for claim in claims_of(text) for f in claim.figures]
    return [(low, part) for _, low, part in sorted(found)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rescuers found 14 bodies in the rubble, bringing the death toll to 61.", [(14, True), (61, False)]),
        ("A second hospital reported five more bodies, raising the toll to 35.", [(5, True), (35, False)]),
        ("Two of the injured died overnight, bringing the toll to 17 dead.", [(2, True), (17, False)]),
        ("The blast killed 14 people in Homs, while the death toll in Hama rose to 61.", [(14, False), (61, False)]),
        ("Thirty dead, including 12 children, in Balad market blast.", [(30, False), (12, True)]),
        ("Thirty people died, 12 of them children.", [(30, False), (12, True)]),
        (
            "The bomb killed 30 people and wounded 55, among them 20 women and 11 children.",
            [(30, False), (55, False), (20, True), (11, True)],
        ),
        (
            "Some 3,400 villagers, including seven on crutches and 60 toddlers, fled to a school.",
            [(3400, False), (7, True), (60, True)],
        ),
        (
            "Thirty people were killed in total: 12 in Homs, 10 in Hama and eight in Idlib.",
            [(30, False), (12, True), (10, True), (8, True)],
        ),
        ("Three soldiers and nine civilians were killed, a total of 12 dead.", [(3, True), (9, True), (12, False)]),
        ("Three soldiers and nine civilians were killed.", [(3, False), (9, False)]),
        ("The dead include five children and three women.", [(5, True), (3, True)]),
        ("Among the dead were five children.", [(5, True)]),
        ("The number of dead was 12 in Homs.", [(12, False)]),
    ],
)
def test_parts_are_told_from_totals(text: str, expected: list[tuple[int, bool]]) -> None:
    assert parts_in(text) == expected


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("The death toll in Homs rose from 30 to 35 on Tuesday.", 35),
        ("The death toll in Homs rose to 35 from 30 on Tuesday.", 35),
        ("The death toll in Homs rose to 35 from 30 after five people died of their wounds on Tuesday.", 35),
        ("Shelling killed 30 people, including 12 children, in Homs on Tuesday.", 30),
        ("Three soldiers and nine civilians were killed in Homs on Tuesday, a total of 12 dead.", 12),
    ],
)
def test_the_toll_of_the_incident(text: str, best: int) -> None:
    incidents = reconcile(claims_of(text), articles={"made": article_of(text, published=PUBLISHED)})
    assert max(toll.best for incident in incidents for toll in incident.tolls) == best


def test_the_number_that_stands_comes_before_the_one_it_replaces() -> None:
    (claim,) = claims_of("The death toll rose from 30 to 35 on Tuesday.")
    assert [figure.low for figure in claim.figures] == [35, 30]
    assert "harm-earlier-count" in claim.rules
    assert "coordinate-victims" not in claim.rules


def test_a_sum_by_chance_is_no_total() -> None:
    text = "Three people died in Homs, four died in Hama and seven died in Idlib."
    assert parts_in(text) == [(3, False), (4, False), (7, False)]
    assert told(text) == [("killed", 3, 3), ("killed", 4, 4), ("killed", 7, 7)]
