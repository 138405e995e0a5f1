"""How many independent sources stand behind an incident, and its grade."""

from __future__ import annotations

import pytest

from dateline.incidents import reconcile
from dateline.incidents.names import fold
from dateline.incidents.tables import body_words
from dateline.records import Block, BlockKind, SourceKind, Status

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
    together = make.judgement("must-link", *(claim.id for claim in claims))
    assert voices(claims, articles=made, judgements=[together]) == expected, why


def test_one_speaker_in_many_articles_is_one_voice(make):
    claims = [make.claim("c1", by="Rana Odeh"), make.claim("c2", by="Rana Odéh", article="a2")]
    assert voices(claims, judgements=[make.judgement("must-link", "c1", "c2")]) == ["Rana Odeh"]


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


def relayed(make, own, quoted, **more):
    """Return the voices of one article: `own` numbers in the reporter's words, `quoted` those of a mayor."""
    articles = {"a1": make.article("a1", publisher="Post")}
    claims = [make.claim("own", *own, **more), make.claim("said", *quoted, by="Mayor")]
    (incident,) = reconcile(claims, articles=articles, judgements=[make.judgement("must-link", "own", "said")])
    return [(voice.name, voice.claim_ids) for voice in incident.voices], incident.grade


def test_a_reporter_who_hands_on_a_quoted_number_is_no_second_source(make, killed):
    assert relayed(make, [killed(9)], [killed(9)]) == ([("Mayor", ("own", "said"))], "single")


def test_a_headline_without_a_number_goes_with_the_first_quoted_and_what_the_reporter_saw_is_his(make, killed):
    text = "Bomb in Northford\n\nIt went off at noon."
    blocks = (Block(BlockKind.TITLE, 0, text.index("\n")), Block(BlockKind.PARAGRAPH, text.index("\n") + 2, len(text)))
    articles = {"a1": make.article("a1", text=text, blocks=blocks, publisher="Post")}
    for start, expected in ((0, ["Mayor"]), (blocks[1].start, ["Mayor", "Post"])):
        claims = [make.claim("own", start=start), make.claim("said", killed(9), by="Mayor")]
        assert voices(claims, articles=articles, judgements=[make.judgement("must-link", "own", "said")]) == expected


def test_what_a_speaker_only_fears_is_no_source_of_the_reporters_number(make, killed):
    claims = [make.claim("own", killed(9)), make.claim("feared", killed(9), by="Mayor", status=Status.POSSIBLE)]
    (incident,) = reconcile(claims, articles={"a1": make.article("a1", publisher="Post")})
    assert [voice.name for voice in incident.voices] == ["Post", "Mayor"]


def test_a_reporters_own_number_is_his_own_voice(make, killed):
    voices_, grade = relayed(make, [killed(8)], [killed(9)])
    assert [name for name, _ in voices_] == ["Post", "Mayor"]
    assert grade == "contradicted"


def test_a_handed_on_number_is_replaced_with_its_source(make, killed):
    articles = {name: make.article(name, published=f"2020-03-0{n}", publisher=name) for n, name in enumerate(("a1", "a2"), 1)}
    claims = [
        make.claim("head", killed(7)),
        make.claim("said", killed(7), by="Mayor"),
        make.claim("later", killed(9), by="Mayor", article="a2"),
    ]
    (incident,) = reconcile(claims, articles=articles, judgements=[make.judgement("must-link", "head", "said", "later")])
    assert [(toll.low, toll.best, toll.high) for toll in incident.tolls] == [(9, 9, 9)]


@pytest.mark.parametrize(
    ("head", "number", "expected", "why"),
    [
        ("Rescue service", 19, ["volunteers on duty"], "the headline's service is the volunteers who give its number"),
        ("Rescue service", 12, ["Rescue service", "volunteers on duty"], "another number"),
    ],
)
def test_the_speaker_of_a_headline_is_the_one_in_the_text(make, killed, head, number, expected, why):
    text = f"{head}: {number} dead\n\nThe volunteers said so."
    blocks = (Block(BlockKind.TITLE, 0, text.index("\n")), Block(BlockKind.PARAGRAPH, text.index("\n") + 2, len(text)))
    articles = {"a1": make.article("a1", text=text, blocks=blocks)}
    claims = [
        make.claim("head", killed(number), by=make.said(head, K.NGO), start=0),
        make.claim("text", killed(19), by=make.said("volunteers on duty", K.NGO), start=blocks[1].start),
    ]
    assert voices(claims, articles=articles, judgements=[make.judgement("must-link", "head", "text")]) == expected, why


def test_a_voice_says_whether_it_is_a_side(make):
    claims = [make.claim("c1", by="Mayor"), make.claim("c2", by=make.said("Front", K.BELLIGERENT, party=True), status=Status.CLAIMED)]
    (incident,) = reconcile(claims)
    assert {voice.name: voice.party for voice in incident.voices} == {"Mayor": False, "Front": True}


@pytest.mark.parametrize(
    ("speakers", "expected", "why"),
    [
        (["Hospital officials", "a doctor at the district hospital", "Health workers"], 1, "whoever treats the wounded of the place"),
        (["the hospital in Northford", ("Ana Ruiz", "director", "Northford hospital"), "medics"], 1, "its director by name"),
        (["Kindi hospital", "Yarmouk hospital"], 2, "two hospitals with names"),
        (["Kindi hospital", "Yarmouk hospital", "doctors"], 3, "the doctors may be of either"),
        (["Police", "a police spokesman", ("Ben Oyo", "police chief of Northford", "Northford")], 1, "the police of the place"),
        (["The army", "the military", "the defence ministry", ("Cal Arne", "army spokesman", None)], 1, "one army"),
        (["the Landian army", "the Merish army"], 2, "two countries' armies"),
        (["the interior ministry", "the health ministry"], 2, "two ministries"),
        (["the mayor", "the mayor of Northford", "the governor"], 2, "two offices"),
        (["Residents", "neighbours", "people living nearby"], 1, "unnamed people at the scene"),
        (["residents", ("Dora Vey", "resident", None)], 2, "a person by name"),
        (["a nurse", ("Eve Lunt", "nurse", "Open Hands")], 2, "a nurse of an aid group"),
        (["the hospital", ("Finn Ode", "former doctor", None)], 2, "no longer one of them"),
    ],
)
def test_who_speaks_for_one_body_is_one_voice(make, speakers, expected, why):
    claims = []
    for n, speaker in enumerate(speakers):
        name, role, organisation = (speaker, None, None) if isinstance(speaker, str) else speaker
        said = make.said(name, K.OFFICIAL, role=role, organisation=organisation)
        claims.append(make.claim(f"c{n}", by=said, article=f"a{n}"))
    together = make.judgement("must-link", *(claim.id for claim in claims))
    assert len(voices(claims, judgements=[together])) == expected, why


def test_every_word_of_a_body_is_folded_and_has_a_known_manner():
    assert all(row.words == fold(row.words) for row in body_words())
    assert {(row.by, row.named) for row in body_words()} <= {
        (by, named) for by in ("body", "trade", "people") for named in ("all", "before")
    }
    assert len({row.words for row in body_words()}) == len(body_words())
