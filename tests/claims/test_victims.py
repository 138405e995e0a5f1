"""Whom a figure counts: the words, civilian or combatant, person or family."""

from __future__ import annotations

import pytest
from made_articles import figures_of

from dateline.records import Unit, VictimKind

CIVILIAN, COMBATANT, MIXED, UNKNOWN = VictimKind.CIVILIAN, VictimKind.COMBATANT, VictimKind.MIXED, VictimKind.UNKNOWN

KINDS = [
    ("Nine civilians were killed in Mosul.", CIVILIAN, "said outright"),
    ("Nine farmers were killed in Mosul.", CIVILIAN, "by trade"),
    ("Nine women were killed in Mosul.", CIVILIAN, "women"),
    ("Nine children were killed in Mosul.", CIVILIAN, "children"),
    ("Nine worshippers were killed in Mosul.", CIVILIAN, "what they were doing"),
    ("Nine aid workers were killed in Mosul.", CIVILIAN, "a compound"),
    ("Nine journalists were killed in Mosul.", CIVILIAN, "by trade"),
    ("Nine refugees were killed in Mosul.", CIVILIAN, "the displaced"),
    ("Nine soldiers were killed in Mosul.", COMBATANT, "soldiers"),
    ("Nine rebels were killed in Mosul.", COMBATANT, "rebels"),
    ("Nine policemen were killed in Mosul.", COMBATANT, "police bear arms"),
    ("Nine militiamen were killed in Mosul.", COMBATANT, "militia"),
    ("Nine suspected militants were killed in Mosul.", COMBATANT, "suspected of being"),
    ("Nine members of the security forces were killed in Mosul.", COMBATANT, "members of an armed body"),
    ("Nine members of one family were killed in Mosul.", CIVILIAN, "members of a family"),
    ("Nine people were killed in Mosul.", UNKNOWN, "people says nothing"),
    ("Nine men were killed in Mosul.", UNKNOWN, "men says nothing"),
    ("Nine died in Mosul.", UNKNOWN, "a bare number"),
    ("Nine soldiers and civilians were killed in Mosul.", MIXED, "one number over both"),
    ("Nine people were killed in Mosul, mostly civilians.", MIXED, "most, not all"),
    ("Nine people were killed in Mosul, all of them soldiers.", COMBATANT, "all of them"),
    ("The bodies of nine fighters were found in Mosul.", COMBATANT, "bodies of"),
    ("The army lost nine men in Mosul.", COMBATANT, "a side's own losses"),
]  # fmt: skip

UNITS = [
    ("About 300 families fled Mosul.", 300, Unit.FAMILY, "families stay families"),
    ("Some 40 households were displaced from Mosul.", 40, Unit.HOUSEHOLD, "households stay households"),
    ("About 300 people fled Mosul.", 300, Unit.PERSON, "people"),
    ("More than 1,000 families have been displaced from Mosul.", 1000, Unit.FAMILY, "a large number is not multiplied"),
    ("Rebels abducted 15 families in Mosul.", 15, Unit.FAMILY, "families carried off"),
]  # fmt: skip

WHO = [
    ("Nine elderly farmers were killed in Mosul.", "elderly farmers"),
    ("Dozens of villagers were killed in Mosul.", "villagers"),
    ("At least 14 of the guards were killed in Mosul.", "guards"),
    ("Nine died in Mosul.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "why"), KINDS)
def test_kinds(text: str, kind: VictimKind, why: str) -> None:
    (figure,) = figures_of(text)
    assert figure.victim_kind is kind, why


@pytest.mark.parametrize(("text", "low", "unit", "why"), UNITS)
def test_units(text: str, low: int, unit: Unit, why: str) -> None:
    (figure,) = figures_of(text)
    assert (figure.low, figure.unit) == (low, unit), why


@pytest.mark.parametrize(("text", "who"), WHO)
def test_words_for_the_victims_are_kept(text: str, who: str | None) -> None:
    (figure,) = figures_of(text)
    assert figure.who == who


def test_others_are_of_the_kind_named_before() -> None:
    killed, hurt = figures_of("Nine soldiers were killed in Mosul and 14 others were wounded.")
    assert (killed.victim_kind, hurt.victim_kind) == (COMBATANT, COMBATANT)


def test_each_of_two_coordinate_numbers_has_its_own_kind() -> None:
    soldiers, farmers = figures_of("Nine soldiers and four farmers were killed in Mosul.")
    assert (soldiers.victim_kind, farmers.victim_kind) == (COMBATANT, CIVILIAN)
    assert (soldiers.who, farmers.who) == ("soldiers", "farmers")


def test_a_part_has_a_kind_of_its_own() -> None:
    people, children = figures_of("The raid killed nine people in Mosul, including three children.")
    assert (people.victim_kind, children.victim_kind) == (UNKNOWN, CIVILIAN)
