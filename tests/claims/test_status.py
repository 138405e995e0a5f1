"""How a claim stands to the facts: who says it, how sure, and whether it came to pass."""

from __future__ import annotations

import pytest
from made_articles import claim_with, claims_of

from dateline.records import SourceKind, Status

FIGURES = [
    ("Nine villagers were killed in Basra on Tuesday.", Status.ASSERTED, "the reporter's own voice"),
    ("Nine villagers were killed in Basra on Tuesday, a doctor said.", Status.ATTRIBUTED, "said after"),
    ("A doctor said nine villagers had been killed in Basra.", Status.ATTRIBUTED, "said before"),
    ("According to the UN, nine villagers were killed in Basra.", Status.ATTRIBUTED, "according to"),
    ("Nine villagers were reportedly killed in Basra on Tuesday.", Status.ATTRIBUTED, "hearsay without a speaker"),
    ("Nine villagers were allegedly killed by soldiers in Basra.", Status.ATTRIBUTED, "hearsay without a speaker"),
    ("The army denied that nine villagers had been killed in Basra.", Status.DENIED, "denied by a speaker"),
    ("The group denied killing nine farmers in Basra.", Status.DENIED, "the speaker's own deed denied"),
    ("The ministry rejected reports that nine people had died in Basra.", Status.DENIED, "reports rejected"),
    ("There is no evidence that nine villagers were killed in Basra.", Status.DENIED, "no evidence"),
    ("Nine people were not killed in Basra.", Status.DENIED, "negated verb"),
    ("Nine villagers may have been killed in Basra.", Status.POSSIBLE, "may"),
    ("Nine villagers might have been killed in Basra.", Status.POSSIBLE, "might"),
    ("Nine villagers could have been killed in Basra.", Status.POSSIBLE, "could have"),
    ("Nine miners are feared dead in Basra.", Status.POSSIBLE, "feared"),
    ("Nine people are believed to have died in Basra.", Status.POSSIBLE, "believed"),
    ("Nine people were probably killed in Basra.", Status.POSSIBLE, "probably"),
    ("Nine villagers will be killed in Basra, the general warned.", Status.PLANNED, "will"),
    ("Nine people could die in Basra, a doctor said.", Status.HYPOTHETICAL, "could of what lies ahead"),
    ("If the dam breaks, nine people would die in Basra.", Status.HYPOTHETICAL, "would"),
    ("The army would not say whether nine soldiers had been killed in Basra.", Status.HYPOTHETICAL, "whether"),
    ("Gunmen tried to kidnap nine nurses in Basra.", Status.ATTEMPTED, "tried to"),
    ("Gunmen attempted to kill nine nurses in Basra.", Status.ATTEMPTED, "attempted to"),
    ("A plot to kill nine ministers in Basra was foiled.", Status.ATTEMPTED, "foiled"),
    ("Rebels plan to kill nine ministers in Basra.", Status.PLANNED, "plan to"),
    ("Rebels threatened to execute nine hostages in Basra.", Status.PLANNED, "threatened to"),
    ("The army said it had killed nine rebels near Basra.", Status.CLAIMED, "a side tells of its enemy's losses"),
    ("Rebels said they had killed nine soldiers near Basra.", Status.CLAIMED, "either side"),
    ("The army said nine of its soldiers were killed near Basra.", Status.ATTRIBUTED, "a side tells of its own losses"),
    ("Rebels said nine of their fighters had died near Basra.", Status.ATTRIBUTED, "either side"),
    ("A doctor said rebels had killed nine soldiers near Basra.", Status.ATTRIBUTED, "no party to the war"),
]  # fmt: skip

EVENTS = [
    ("Rebels seized Basra on Tuesday.", "battle", Status.ASSERTED, "told as fact"),
    ("Police thwarted a suicide attack in Basra on Tuesday.", "explosion", Status.ATTEMPTED, "thwarted"),
    ("A planned attack in Basra was foiled on Tuesday.", "attack", Status.ATTEMPTED, "foiled"),
    ("The army will attack Basra on Friday.", "attack", Status.PLANNED, "will"),
    ("The rebels claimed responsibility for the bombing in Basra on Tuesday.", "explosion", Status.CLAIMED, "responsibility"),
    ("The army denied that rebels had seized Basra.", "battle", Status.DENIED, "denied"),
    ("The rebels did not attack Basra on Tuesday.", "attack", Status.DENIED, "negated"),
    ("Rebels tried to storm a prison in Mosul on Tuesday.", "battle", Status.ATTEMPTED, "tried to"),
    ("Rebels attempted to seize Kirkuk on Tuesday.", "battle", Status.ATTEMPTED, "attempted to"),
    ("Rebels plan to attack Basra on Friday.", "attack", Status.PLANNED, "plan to"),
    ("The army regained control of Kirkuk on Tuesday.", "battle", Status.ASSERTED, "told as fact"),
    ("A mass grave was found near Basra on Tuesday.", "bodies", Status.ASSERTED, "told as fact"),
    ("The army withdrew from Mosul on Tuesday.", "strategic", Status.ASSERTED, "told as fact"),
    ("Rebels released 20 soldiers in Mosul on Tuesday.", "strategic", Status.ASSERTED, "told as fact"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "status", "why"), FIGURES)
def test_status_of_figures(text: str, status: Status, why: str) -> None:
    (claim,) = [c for c in claims_of(text) if any(f.low == 9 for f in c.figures)]
    assert claim.status is status, why
    assert any(rule.startswith("status-") for rule in claim.rules)


@pytest.mark.parametrize(("text", "type_", "status", "why"), EVENTS)
def test_status_of_bare_events(text: str, type_: str, status: Status, why: str) -> None:
    assert {c.status for c in claims_of(text) if c.event_type == type_} == {status}, why


def test_what_hangs_on_an_if_is_hypothetical_though_it_will_be() -> None:
    claim = claim_with("killed", 200, "If the shelling goes on, hundreds will be killed, a doctor in Mosul said.")
    assert claim.status is Status.HYPOTHETICAL


def test_a_vow_is_no_event() -> None:
    claims = claims_of("The general vowed to drive the rebels out of Basra.")
    assert claims
    assert {claim.status for claim in claims} == {Status.PLANNED}
    assert "vow" in {claim.event_type for claim in claims}


def test_what_is_vowed_may_lie_ahead_of_the_report() -> None:
    claims = claims_of("The general vowed to retake Kirkuk by June.")
    assert {claim.time.latest for claim in claims if claim.time is not None} == {"2019-06-30"}


@pytest.mark.parametrize(
    ("text", "speaker", "kind", "party"),
    [
        ("Nine villagers were killed in Basra, a doctor said.", "a doctor", SourceKind.MEDIC, False),
        ("According to the UN, nine villagers were killed in Basra.", "the UN", SourceKind.UN, False),
        ("Residents said nine villagers had been killed in Basra.", "Residents", SourceKind.RESIDENT, False),
        ("The army said it had killed nine rebels near Basra.", "The army", SourceKind.BELLIGERENT, True),
        ("Rebels said they had killed nine soldiers near Basra.", "Rebels", SourceKind.BELLIGERENT, True),
    ],
)
def test_the_speaker_stands_on_the_claim(text: str, speaker: str, kind: SourceKind, party: bool) -> None:
    attribution = claim_with("killed", 9, text).attribution
    assert attribution is not None
    assert (attribution.speaker, attribution.kind, attribution.party) == (speaker, kind, party)


def test_what_the_reporter_tells_has_no_speaker() -> None:
    assert claim_with("killed", 9, "Nine villagers were killed in Basra on Tuesday.").attribution is None


def test_two_speakers_make_two_claims_and_neither_is_dropped() -> None:
    army, rebels = claims_of("The army said nine farmers were killed in Basra on Tuesday.", "The rebels said 20 had died.")
    assert (army.figures[0].low, rebels.figures[0].low) == (9, 20)
    assert army.attribution is not None
    assert rebels.attribution is not None
    assert (army.attribution.speaker, rebels.attribution.speaker) == ("The army", "The rebels")


def test_two_counts_of_attackers_are_both_kept() -> None:
    claims = claims_of("Two attackers stormed a hotel in Basra on Tuesday, police said. Rebels said three attackers took part.")
    counts = [(f.low, c.attribution.speaker if c.attribution else None) for c in claims for f in c.figures if f.measure == "attackers"]
    assert counts == [(2, "police"), (3, "Rebels")]
