"""What kind of happening a claim tells of, with which weapon, and who does what in it."""

from __future__ import annotations

import pytest
from made_articles import claim_with, claims_of

from dateline.records import Measure

DEADLY = [
    ("Gunmen shot dead nine farmers in Mosul on Tuesday.", "attack", "shooting"),
    ("Nine guards were executed in Mosul on Tuesday.", "attack", "execution"),
    ("Nine farmers were massacred in Mosul on Tuesday.", "attack", "massacre"),
    ("Rebels killed nine farmers in Mosul on Tuesday.", "attack", "killing"),
    ("Gunmen ambushed a convoy near Mosul on Tuesday, killing nine soldiers.", "attack", "armed_attack"),
    ("A car bomb killed nine people in Mosul on Tuesday.", "explosion", "vehicle_bombing"),
    ("A roadside bomb killed nine people in Mosul on Tuesday.", "explosion", "bombing"),
    ("A suicide bomber blew himself up in Mosul on Tuesday, killing nine people.", "explosion", "suicide_bombing"),
    ("A suicide bomber killed nine people in Mosul on Tuesday.", "explosion", "suicide_bombing"),
    ("A suicide attack killed nine people in Mosul on Tuesday.", "explosion", "suicide_bombing"),
    ("Nine people were killed when a suicide bomber drove a truck into a checkpoint in Mosul on Tuesday.", "explosion", "suicide_bombing"),
    ("Shelling killed nine people in Mosul on Tuesday.", "explosion", "shelling"),
    ("An air strike killed nine people in Mosul on Tuesday.", "explosion", "air_strike"),
    ("A drone strike killed nine people in Mosul on Tuesday.", "explosion", "drone_strike"),
    ("Nine people were killed in a mortar attack on Mosul on Tuesday.", "explosion", "shelling"),
    ("Rebels fired rockets at Mosul on Tuesday, killing nine people.", "explosion", "shelling"),
    ("A mine killed nine farmers near Mosul on Tuesday.", "explosion", "mine"),
    ("A grenade killed nine people in Mosul on Tuesday.", "explosion", "grenade"),
    ("A chlorine attack killed nine people in Mosul on Tuesday.", "explosion", "chemical_attack"),
    ("Nine people were killed in clashes between rebels and soldiers in Mosul on Tuesday.", "battle", "armed_clash"),
    ("Soldiers discovered nine bodies near Mosul on Tuesday.", "bodies", "bodies_found"),
    ("Nine people died in Mosul on Tuesday.", "casualties", "toll"),
]  # fmt: skip

OTHER_FIGURES = [
    ("Gunmen kidnapped 14 nurses in Mosul on Tuesday.", Measure.ABDUCTED, 14, "abduction", "kidnapping"),
    ("Gunmen took 14 nurses hostage in Mosul on Tuesday.", Measure.ABDUCTED, 14, "abduction", "hostage_taking"),
    ("Militants marched 200 villagers from Mosul to Kirkuk.", Measure.ABDUCTED, 200, "abduction", "forced_transfer"),
    ("Militants forced 200 villagers to march to Mosul.", Measure.ABDUCTED, 200, "abduction", "forced_march"),
    ("Police arrested 40 protesters in Mosul on Tuesday.", Measure.DETAINED, 40, "detention", "arrest"),
    ("Rebels captured two pilots near Mosul on Tuesday.", Measure.CAPTURED, 2, "detention", "capture"),
    ("Six rebels surrendered near Mosul on Tuesday.", Measure.CAPTURED, 6, "detention", "surrender"),
    ("About 300 families fled Mosul on Tuesday.", Measure.DISPLACED, 300, "displacement", "flight"),
    ("Some 2,000 villagers returned home near Mosul on Tuesday.", Measure.RETURNED, 2000, "displacement", "return"),
    ("Some 200 people were evacuated from Mosul on Tuesday.", Measure.EVACUATED, 200, "displacement", "evacuation"),
    ("More than 5,000 people are trapped in Mosul.", Measure.TRAPPED, 5000, "displacement", "trapped"),
    ("Fighters used 60 villagers as human shields in Mosul.", Measure.HUMAN_SHIELDS, 60, "coercion", "human_shields"),
    ("The militia recruited 30 boys in Mosul.", Measure.RECRUITED, 30, "coercion", "forced_recruitment"),
]  # fmt: skip

BARE = [
    ("Rebels seized Mosul on Tuesday.", "battle", "territory_taken"),
    ("Rebels recaptured Kirkuk on Tuesday.", "battle", "territory_taken"),
    ("Rebels besieged Mosul on Tuesday.", "battle", "siege"),
    ("Soldiers clashed with rebels in Mosul on Tuesday.", "battle", "armed_clash"),
    ("Jets bombed Mosul on Tuesday.", "explosion", "air_strike"),
    ("Rebels shelled Mosul on Tuesday.", "explosion", "shelling"),
    ("A car bomb exploded in Mosul on Tuesday.", "explosion", "vehicle_bombing"),
    ("Rebels looted shops in Mosul on Tuesday.", "destruction", "looting"),
    ("The two sides agreed a ceasefire in Mosul on Tuesday.", "strategic", "ceasefire"),
    ("Nine villagers were tortured in Mosul on Tuesday.", "attack", "torture"),
    ("Rebels tried to storm a prison in Mosul on Tuesday.", "battle", "offensive"),
    ("Rebels attempted to seize Kirkuk on Tuesday.", "battle", "territory_taken"),
    ("Rebels plan to attack Basra on Friday.", "attack", "armed_attack"),
    ("The army regained control of Kirkuk on Tuesday.", "battle", "territory_taken"),
    ("A mass grave was found near Basra on Tuesday.", "bodies", "mass_grave"),
    ("The army withdrew from Mosul on Tuesday.", "strategic", "withdrawal"),
    ("Rebels released 20 soldiers in Mosul on Tuesday.", "strategic", "release"),
]  # fmt: skip

NO_EVENT = [
    ("The law took effect in Mosul on Tuesday.", "nothing was taken by force"),
    ("The striker shot wide in Mosul on Tuesday.", "a game"),
    ("A car bomb factory stood in Mosul.", "a bomb that only names a thing"),
    ("Bakers in Mosul sell bread.", "peace"),
    ("The team won the battle for the cup.", "a figure of speech without armed sides"),
    ("Nobody has the right to kill.", "an infinitive that asserts nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "type_", "subtype"), DEADLY)
def test_types_of_deadly_events(text: str, type_: str, subtype: str) -> None:
    claim = claim_with(Measure.KILLED, 9, text)
    assert (claim.event_type, claim.event_subtype) == (type_, subtype)


@pytest.mark.parametrize(("text", "measure", "low", "type_", "subtype"), OTHER_FIGURES)
def test_types_of_other_harm(text: str, measure: Measure, low: int, type_: str, subtype: str) -> None:
    claim = claim_with(measure, low, text)
    assert (claim.event_type, claim.event_subtype) == (type_, subtype)


@pytest.mark.parametrize(("text", "type_", "subtype"), BARE)
def test_types_without_a_figure(text: str, type_: str, subtype: str) -> None:
    (claim,) = claims_of(text)
    assert (claim.event_type, claim.event_subtype, claim.figures) == (type_, subtype, ())


@pytest.mark.parametrize(("text", "why"), NO_EVENT)
def test_what_is_no_event(text: str, why: str) -> None:
    assert claims_of(text) == (), why


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("A car bomb killed nine people in Mosul on Tuesday.", "vehicle bomb", "car bomb"),
        ("An air strike killed nine people in Mosul on Tuesday.", "aircraft", "air strike"),
        ("Rebels fired rockets at Mosul on Tuesday, killing nine people.", "rocket", "rockets"),
        ("A suicide bomber blew himself up in Mosul on Tuesday, killing nine people.", "suicide device", "suicide"),
    ],
)
def test_weapons(text: str, kind: str, words: str) -> None:
    assert [(m.kind, m.span.quote) for m in claim_with(Measure.KILLED, 9, text).means] == [(kind, words)]


@pytest.mark.parametrize(
    ("text", "low", "kind", "why"),
    [
        ("An air strike killed 15 gunmen near Basra on Tuesday.", 15, "aircraft", "not what the dead had carried"),
        ("A roadside bomb hit a bus near Mosul on Tuesday, killing nine passengers.", 9, "roadside bomb", "the bus that is hit is no bomb"),
    ],
)
def test_what_is_hit_is_no_weapon(text: str, low: int, kind: str, why: str) -> None:
    assert [m.kind for m in claim_with(Measure.KILLED, low, text).means] == [kind], why


def test_bombers_on_foot_are_no_aircraft() -> None:
    claims = claims_of("Three bombers struck the market in Basra on Tuesday.")
    assert claims
    assert "air_strike" not in {claim.event_subtype for claim in claims}


def test_a_bomb_of_another_day_makes_no_bombing_of_this_one() -> None:
    text = "Nine people were killed in Mosul on Tuesday, the deadliest day since a car bomb killed 30 in March."
    claim = claim_with(Measure.KILLED, 9, text)
    assert claim.event_subtype != "vehicle_bombing"


def test_the_freed_are_not_the_abducted() -> None:
    claims = claims_of("Rebels freed 20 hostages in Mosul on Tuesday.")
    assert claims
    assert [figure for claim in claims if claim.event_type == "abduction" for figure in claim.figures] == []


ROLES = [
    ("Rebels killed nine farmers in Mosul on Tuesday.", {("perpetrator", "Rebels"), ("victim", "farmers")}),
    ("Nine farmers were killed by rebels in Mosul on Tuesday.", {("perpetrator", "rebels"), ("victim", "farmers")}),
    ("Nine farmers were killed in Mosul on Tuesday.", {("victim", "farmers")}),
    ("Nine people were killed in Mosul on Tuesday.", set()),
    ("Rebels fired rockets at Mosul on Tuesday, killing nine people.", {("perpetrator", "Rebels"), ("target", "Mosul")}),
    ("Nine people were killed in a mortar attack on Mosul on Tuesday.", {("target", "Mosul")}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "roles"), ROLES)
def test_roles(text: str, roles: set[tuple[str, str]]) -> None:
    assert {(actor.role.value, actor.span.quote) for actor in claim_with(Measure.KILLED, 9, text).actors} == roles


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("Eleven people were killed by a mine near Basra.", 11),
        ("Five people were killed in three bombings in Basra.", 5),
    ],
)
def test_victims_are_no_perpetrators(text: str, low: int) -> None:
    assert claim_with(Measure.KILLED, low, text)
    assert [actor for claim in claims_of(text) for actor in claim.actors if actor.role == "perpetrator"] == []


def test_who_counts_the_dead_did_not_kill_them() -> None:
    claim = claim_with(Measure.KILLED, 6, "A bomb killed nine people in Basra on Tuesday.", "The army confirmed six.")
    assert claim.status == "attributed"
    assert [actor for actor in claim.actors if actor.role == "perpetrator"] == []


def test_both_sides_of_a_clash() -> None:
    (claim,) = claims_of("Soldiers clashed with rebels in Mosul on Tuesday.")
    assert {(actor.role.value, actor.span.quote) for actor in claim.actors} == {("side", "Soldiers"), ("side", "rebels")}


def test_a_pronoun_takes_the_doer_of_the_sentence_before() -> None:
    claim = claim_with(Measure.KILLED, 9, "The rebels captured Kirkuk. They executed nine guards.")
    assert ("perpetrator", "rebels") in {(actor.role.value, actor.span.quote) for actor in claim.actors}


def test_a_claim_of_responsibility_is_a_claim_beside_the_deed() -> None:
    killed, claimed = claims_of("A bomb killed nine people in Mosul on Tuesday.", "Islamic State claimed responsibility for the attack.")
    assert (killed.status.value, claimed.status.value) == ("asserted", "claimed")
    assert [(actor.role.value, actor.span.quote) for actor in claimed.actors] == [("perpetrator", "Islamic State")]
    assert claimed.time is not None
    assert claimed.time.earliest == "2019-05-14"
    assert [place.span.quote for place in claimed.places] == ["Mosul"]


def test_nobody_claims_responsibility() -> None:
    claims = claims_of("A bomb killed nine people in Mosul on Tuesday.", "No one has claimed responsibility.")
    assert [claim.status.value for claim in claims] == ["asserted"]
