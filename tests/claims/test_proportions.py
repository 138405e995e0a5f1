"""Shares give a number only where their whole is told; rates are kept and stand in no toll."""

from __future__ import annotations

import pytest
from made_articles import PUBLISHED, article_of, claims_of, figures_of, sentence_of, told

from dateline.claims.quantities import quantities, shares
from dateline.incidents.reconcile import reconcile
from dateline.records import Quantifier, Scope


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A third of the town's 30,000 people fled, the mayor said.", [("displaced", 10_000, 10_000)]),
        ("A third of the town's estimated 24,000 residents fled.", [("displaced", 8_000, 8_000)]),
        ("About 80% of the village's 2,000 people fled.", [("displaced", 1_600, 1_600)]),
        ("Two thirds of the 9,000 refugees returned home.", [("returned", 6_000, 6_000), ("displaced", 9_000, 9_000)]),
        ("At least a quarter of the 400 villagers were killed.", [("killed", 100, None)]),
    ],
)
def test_a_share_of_a_number_told_with_it(text: str, expected: list[tuple[str, int, int | None]]) -> None:
    assert told(text) == expected


def test_a_reckoned_number_says_so() -> None:
    (claim,) = claims_of("A third of the town's 30,000 people fled, the mayor said.")
    (figure,) = claim.figures
    assert figure.quantifier is Quantifier.ABOUT
    assert figure.span.quote == "A third of the town's 30,000"
    assert "share-of-whole: a third" in claim.rules


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Half of the city's residents have fled.", "Half"),
        ("One in five residents of Marib has been displaced.", "One in five"),
        ("One in every five families was displaced.", "One in every five"),
        ("Eight out of ten residents of Sirte have fled.", "Eight out of ten"),
        ("Nearly two in three families in Homs have been displaced.", "two in three"),
    ],
)
def test_a_share_without_its_whole_makes_no_number(text: str, words: str) -> None:
    assert told(text) == []
    (claim,) = claims_of(text)
    assert f"share-without-number: {words}" in claim.rules


def test_the_share_of_the_dead_is_no_second_toll() -> None:
    assert told("Shelling killed 50 people in Taiz; 40 percent of the dead were children.") == [("killed", 50, 50)]


@pytest.mark.parametrize(
    "text",
    [
        "Four out of five hostages were killed.",  # of five people who were there, not of any five
        "Four of the five hostages were killed.",
    ],
)
def test_a_part_of_a_few_is_a_count(text: str) -> None:
    assert told(text) == [("killed", 4, 4)]


def test_an_ordinal_is_no_share() -> None:
    assert shares(sentence_of("A third man was killed in the second blast.")) == []


@pytest.mark.parametrize(
    ("text", "low", "words"),
    [
        ("About 20 people a day are killed in Homs.", 20, "a day"),
        ("Ten people a week were killed in the district this year.", 10, "a week"),
        ("As many as 300 people are dying each month in Homs.", 0, "each month"),
        ("Civilians in Homs are dying at a rate of 20 a day, the UN said.", 20, "rate of"),
        ("The army lost 10 men a day in the siege.", 10, "a day"),
    ],
)
def test_a_rate_is_kept_as_a_rate(text: str, low: int, words: str) -> None:
    (claim,) = claims_of(text)
    (figure,) = claim.figures
    assert (figure.low, figure.scope) == (low, Scope.RATE)
    assert f"scope-rate: {words}" in claim.rules


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed 12 people a day after the truce.",
        "Gunmen killed 12 people a week before the vote.",
        "Gunmen killed 12 people in a day.",
        "Gunmen killed 12 people on the second day of the siege.",
    ],
)
def test_a_distance_in_time_is_no_rate(text: str) -> None:
    (figure,) = figures_of(text)
    assert figure.low == 12
    assert figure.scope is not Scope.RATE


def test_a_rate_stands_in_no_toll() -> None:
    texts = "Shelling killed seven people in Homs on Tuesday.", "About 20 people a day are killed in Homs."
    tolls = [
        toll
        for incident in reconcile(claims_of(*texts), articles={"made": article_of(*texts, published=PUBLISHED)})
        for toll in incident.tolls
    ]
    assert [(toll.measure, toll.low, toll.best, toll.high) for toll in tolls] == [("killed", 7, 7, 7)]


def test_a_year_after_a_preposition_counts_nobody() -> None:
    assert told("The fighting in 2012 displaced 130,000 people from Homs.") == [("displaced", 130_000, 130_000)]


def test_quantities_with_shares_never_overlap() -> None:
    found = quantities(sentence_of("A third of the 300 villagers and 12 of the 40 soldiers died, 30 per cent of them in Homs."))
    assert [(q.low, q.share) for q in found] == [(100, "a third"), (12, None)]
