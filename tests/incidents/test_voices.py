"""How many independent sources stand behind an incident, and its grade."""

from __future__ import annotations

import pytest

from dateline.incidents import reconcile
from dateline.incidents.names import fold
from dateline.records import SourceKind, Status

K = SourceKind


def voices(claims, **options) -> list[str]:
    (incident,) = reconcile(claims, **options)
    return sorted(voice.name for voice in incident.voices)


@pytest.mark.parametrize(
    ("articles", "expected", "why"),
    [
        ([{"agencies": ("Wire",)}, {"agencies": ("Wire",)}], ["Wire"], "five papers printing one wire story are one voice"),
        ([{"agencies": ("Wire",)}, {"agencies": ("Other",)}], ["Other", "Wire"], "two wires are two voices"),
        ([{"agencies": ("Wire", "Other")}, {"agencies": ("Wire",)}], ["Wire"], "a mixed report adds nothing to its own wire"),
        ([{"agencies": ("Wire", "Other")}] * 2, ["Other and Wire"], "two mixed reports of the same wires are one voice"),
        ([{"publisher": "Post"}, {"publisher": "the POST"}], ["Post"], "one publisher"),
        ([{"publisher": "Post"}, {"publisher": "Herald"}], ["Herald", "Post"], "two publishers"),
        ([{"publisher": "Post", "lineage": "story-1"}, {"publisher": "Herald", "lineage": "story-1"}], ["story-1"], "copies of one story"),
        ([{}, {}], ["a0", "a1"], "nothing known: each article speaks"),
    ],
)
def test_reporters(make, articles, expected, why):
    made = {f"a{n}": make.article(f"a{n}", **known) for n, known in enumerate(articles)}
    claims = [make.claim(f"c{n}", article=article_id) for n, article_id in enumerate(made)]
    assert voices(claims, articles=made) == expected, why


def test_one_speaker_in_many_articles_is_one_voice(make):
    claims = [make.claim("c1", by="Rana Odeh"), make.claim("c2", by="Rana Odéh", article="a2")]
    assert voices(claims) == ["Rana Odeh"]


def test_an_organisation_and_its_spokeswoman_are_one_voice(make):
    agency = make.said("the Relief Agency", K.UN)
    claims = [make.claim("c1", by=make.said("Rana Odeh", K.UN, organisation="Relief Agency")), make.claim("c2", by=agency)]
    assert voices(claims) == ["the Relief Agency"]


def test_the_agency_that_heard_it_is_no_second_voice(make):
    claims = [make.claim("c1", by=make.said("Mayor", K.OFFICIAL, via=via), article=via) for via in ("Wire", "Other")]
    assert voices(claims) == ["Mayor"]
    assert voices([make.claim("c1", by=make.said(None, K.OFFICIAL, via="Wire"))]) == ["Wire"]


@pytest.mark.parametrize(
    ("speakers", "grade", "why"),
    [
        ([("a", K.OFFICIAL, False)], "single", "one voice"),
        ([("a", K.OFFICIAL, False), ("a", K.OFFICIAL, False)], "single", "one voice twice"),
        ([("a", K.OFFICIAL, False), ("b", K.OFFICIAL, False)], "reported", "two of a kind"),
        ([("a", K.OFFICIAL, False), ("b", K.MEDIC, False)], "corroborated", "two independent kinds"),
        ([("a", K.OFFICIAL, False), ("b", K.BELLIGERENT, True)], "reported", "a party corroborates nothing"),
        ([("a", K.WITNESS, False), ("b", K.RESIDENT, False)], "reported", "people at the scene are one kind"),
        ([("a", K.ANONYMOUS, False), ("b", K.MEDIC, False)], "reported", "an unnamed source is independent of nobody"),
    ],
)
def test_grades_by_voices(make, speakers, grade, why):
    claims = [make.claim(f"c{n}", by=make.said(name, kind, party=party)) for n, (name, kind, party) in enumerate(speakers)]
    (incident,) = reconcile(claims)
    assert incident.grade == grade, why


@pytest.mark.parametrize(
    ("party", "status", "grade", "why"),
    [
        (True, Status.CLAIMED, "contested", "a party claims, another voice counts differently"),
        (False, Status.ATTRIBUTED, "contradicted", "two voices that are no parties"),
    ],
)
def test_grades_by_contradiction(make, killed, party, status, grade, why):
    claims = [
        make.claim("c1", killed(30), by=make.said("Front", K.BELLIGERENT if party else K.NGO, party=party), status=status),
        make.claim("c2", killed(12), by=make.said("Clinic", K.MEDIC)),
    ]
    (incident,) = reconcile(claims)
    assert incident.grade == grade, why


def test_the_merely_possible_corroborates_nothing(make):
    claims = [make.claim("c1", by="Mayor"), make.claim("c2", by=make.said("Doctor", K.MEDIC), status=Status.POSSIBLE)]
    (incident,) = reconcile(claims)
    assert (incident.grade, len(incident.voices)) == ("single", 2)


@pytest.mark.parametrize(("name", "folded"), [("The  UN", "un"), ("al-Nour", "al nour"), ("Ávila", "avila"), ("...", "")])
def test_folding(name, folded):
    assert fold(name) == folded
