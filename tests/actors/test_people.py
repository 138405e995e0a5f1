"""Whom a noun phrase denotes."""

import pytest

from dateline.actors.people import is_person_noun, load_people, unit_of, victim_kind
from dateline.records import Unit, VictimKind

CIVILIAN, COMBATANT, UNKNOWN = VictimKind.CIVILIAN, VictimKind.COMBATANT, VictimKind.UNKNOWN


@pytest.mark.parametrize(
    ("phrase", "kind", "why"),
    [
        ("civilians", CIVILIAN, "plain status"),
        ("protesters", CIVILIAN, "protesters are civilians"),
        ("police officers", COMBATANT, "police are combatants"),
        ("policemen", COMBATANT, "irregular plural"),
        ("rebel fighters", COMBATANT, "compound"),
        ("army officers", COMBATANT, "compound"),
        ("intelligence officer", COMBATANT, "compound"),
        ("security personnel", COMBATANT, "compound over an open head"),
        ("personnel", UNKNOWN, "open head"),
        ("civil defense staff", CIVILIAN, "compound of three words"),
        ("family members", CIVILIAN, "compound over an open head"),
        ("members", UNKNOWN, "members of what?"),
        ("Hezbollah members", COMBATANT, "a group's members fight"),
        ("medical workers", CIVILIAN, "compound"),
        ("opposition politicians", CIVILIAN, "compound"),
        ("armed men", COMBATANT, "the modifier decides"),
        ("young men", UNKNOWN, "no modifier that decides"),
        ("unarmed guards", CIVILIAN, "the override decides against the noun"),
        ("former soldiers", UNKNOWN, "no longer under arms"),
        ("people", UNKNOWN, "plain people"),
        ("displaced people", CIVILIAN, "the modifier decides"),
        ("bodies", UNKNOWN, "the dead have no side"),
        ("others", UNKNOWN, "whoever was counted before"),
        ("Egyptians", UNKNOWN, "a nationality is no status"),
        ("Frenchmen", UNKNOWN, "irregular national"),
        ("Shi'ites", UNKNOWN, "a faith is no status"),
        ("Yazidis", UNKNOWN, "a faith is no status"),
        ("martyrs", UNKNOWN, "the source's label changes nothing"),
        ("child soldiers", COMBATANT, "compound"),
        ("soldier", COMBATANT, "singular"),
        ("police stations", None, "no person at all"),
        ("tanks", None, "no person at all"),
    ],
)
def test_victim_kind(phrase: str, kind: VictimKind | None, why: str) -> None:
    *modifiers, head = phrase.split()
    assert victim_kind(head, modifiers) == kind, why
    assert victim_kind(head.upper(), [m.upper() for m in modifiers]) == kind, "case does not matter"
    if kind is not None:
        assert is_person_noun(head), why


def test_labels_for_those_who_fight_are_all_coded_alike() -> None:
    labels = ("terrorists", "militants", "fighters", "insurgents", "jihadists", "gunmen", "rebels", "guerrillas")
    assert {victim_kind(label) for label in labels} == {COMBATANT}


@pytest.mark.parametrize(
    ("noun", "unit"),
    [("families", Unit.FAMILY), ("household", Unit.HOUSEHOLD), ("villagers", Unit.PERSON), ("houses", None)],
)
def test_unit_of(noun: str, unit: Unit | None) -> None:
    assert unit_of(noun) == unit


def test_every_noun_is_found_in_singular_and_is_long_enough_a_list() -> None:
    nouns = load_people().nouns
    assert len(nouns) > 500
    for *modifiers, head in nouns:
        assert victim_kind(head, modifiers) is not None
