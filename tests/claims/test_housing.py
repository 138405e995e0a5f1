"""Houses destroyed and damaged: counted apart from people, in no toll, with IDMC's terms."""

from __future__ import annotations

import pytest
from made_articles import PUBLISHED, article_of, claims_of, figures_of, told

from dateline.claims import idmc_term
from dateline.incidents.reconcile import reconcile
from dateline.records import Unit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The fighting destroyed 300 houses and damaged 450 others in Homs.",
            [("housing_destroyed", 300, 300), ("housing_damaged", 450, 450)],
        ),
        ("More than 2,000 houses were damaged or destroyed in Homs by shelling.", [("housing_damaged", 2000, None)]),
        ("About 500 houses were partially destroyed by rockets in Homs.", [("housing_damaged", 500, 500)]),
        ("Shelling caused damage to 61,000 homes in Homs.", [("housing_damaged", 61000, 61000)]),
        ("Engineers counted 40 collapsed houses in Homs after the air strike.", [("housing_destroyed", 40, 40)]),
        (
            "Troops burned down 120 huts in the village and killed nine people.",
            [("housing_destroyed", 120, 120), ("killed", 9, 9)],
        ),
        ("Troops searched 120 houses in Homs.", []),
    ],
)
def test_houses(text: str, expected: list[tuple[str, int, int | None]]) -> None:
    assert told(text) == expected
    assert {f.unit for f in figures_of(text) if f.measure.value.startswith("housing")} <= {Unit.BUILDING}


def test_evacuated_homes_are_households() -> None:
    (figure,) = figures_of("Some 80 homes were evacuated in the town of Homs.")
    assert (figure.measure, figure.unit, figure.low) == ("evacuated", Unit.HOUSEHOLD, 80)


def test_houses_stand_in_no_toll() -> None:
    text = "Troops burned down 120 huts in Homs on Tuesday."
    assert [incident.tolls for incident in reconcile(claims_of(text), articles={"made": article_of(text, published=PUBLISHED)})] == [()]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Rockets destroyed 35 houses in Homs.", "Destroyed Housing"),
        ("Rockets damaged 35 houses in Homs.", "Partially Destroyed Housing"),
        ("About 900 people fled Homs.", "Forced to Flee"),
        ("About 900 people were evacuated from Homs.", "Evacuated"),
        ("About 900 people were displaced from Homs.", "Displaced"),
    ],
)
def test_reporting_terms(text: str, term: str) -> None:
    (claim,) = [claim for claim in claims_of(text) if claim.figures]
    assert idmc_term(claim, claim.figures[0]) == term
