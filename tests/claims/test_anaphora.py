"""Whom a bare number counts: the group that it takes up, and nobody where none is told."""

from __future__ import annotations

import pytest
from made_articles import figures_of

TAKEN_UP = [
    ('"There were two attackers and both were killed," Major Adel Karim said.', 2, "attackers", "combatant"),
    ("Two gunmen attacked a post in Mosul, killing four policemen. Both were shot dead.", 2, "gunmen", "combatant"),
    ("The raiders crossed the river in a boat in Mosul. Both were shot dead in a gunfight.", 2, "raiders", "combatant"),
    ("Nine farmers were taken from Mosul on Tuesday. Two were found dead.", 2, "farmers", "civilian"),
]
NOBODYS = [
    ("Gunmen took Mosul on Tuesday and six were killed.", 6, "the doers of one clause are not the dead of the next"),
    ("Clashes shook Mosul on Tuesday. Six were killed.", 6, "no people named"),
    ("Two farmers crossed the river near Mosul. Six were killed.", 6, "fewer than the number"),
]


@pytest.mark.parametrize(("text", "low", "who", "kind"), TAKEN_UP)
def test_a_bare_number_counts_the_group_it_takes_up(text: str, low: int, who: str, kind: str) -> None:
    (figure,) = [f for f in figures_of(text) if f.low == low and f.measure == "killed"]
    assert (figure.who, figure.victim_kind) == (who, kind)


@pytest.mark.parametrize(("text", "low", "why"), NOBODYS)
def test_a_bare_number_counts_nobody_in_particular(text: str, low: int, why: str) -> None:
    (figure,) = [f for f in figures_of(text) if f.low == low and f.measure == "killed"]
    assert (figure.who, figure.victim_kind) == (None, "unknown"), why


def test_another_paragraph_lends_nobody() -> None:
    (figure,) = [f for f in figures_of("Nine farmers were taken from Mosul.", "Two were found dead.") if f.measure == "killed"]
    assert figure.who is None
