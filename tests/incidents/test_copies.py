"""A copy is not a confirmation: near copies of one text are one telling and one voice."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import pytest

from dateline.incidents import reconcile
from dateline.lineage import trace
from dateline.records import Block, BlockKind, Measure, SourceKind, Span

STORY = """A parked van blew up outside the bakery in Northford on Sunday morning, police in the town said. Nine people who had been
waiting for bread were killed and another twenty were taken to the clinic on the hill. The driver was seen to walk away towards
the river a few minutes before, according to a shopkeeper who asked not to be named. Nobody has said that it was their work.
The mayor closed the market for the rest of the week and asked the governor to send more guards for the bridge."""
TAIL = """ Northford was quiet for most of the past year, after its two rival councils had agreed to share the tax on river trade. Farmers
from the valley bring their wool there each spring."""
OTHER = """Police in Northford said nine people were killed on Sunday when a van exploded near a bakery. The clinic on the hill took in
twenty wounded, its head nurse said, and it had run short of blood by noon. Witnesses spoke of a driver who left on foot. The
governor promised guards for the bridge, and the mayor shut the market until next week while the town buries its dead."""


def tellings(articles):
    """Return the story of each article that is not the first form of its own."""
    return {article_id: lineage.story for article_id, lineage in trace(articles).items() if lineage.story != article_id}


@pytest.mark.parametrize(
    ("text", "copies", "why"),
    [
        (STORY.upper(), True, "in capitals"),
        (STORY + TAIL, True, "with a tail"),
        (STORY[: len(STORY) * 2 // 5], True, "cut after the first sentences"),
        ("Blast at bakery kills nine, says town\n\n" + STORY + "\n\nShare this story", True, "with another headline and furniture"),
        (STORY.replace("Sunday morning", "Sunday").replace("another", "a further"), True, "lightly edited"),
        (OTHER, False, "another reporter on the same topic"),
        (TAIL + " Buyers come from three countries, and the inns are full until the last cart has left in May.", False, "other news"),
        ("Nine people were killed in Northford on Sunday.", False, "too short to tell"),
    ],
)  # fmt: skip
def test_near_copies(make, text, copies, why):
    first = make.article("a1", published="2020-03-01T10:00", text=STORY)
    second = make.article("a2", published="2020-03-01T18:00", text=text)
    assert tellings([second, first]) == ({"a2": "a1"} if copies else {}), why


def test_a_copy_of_what_grew_from_a_flash_leads_to_the_flash(make):
    flash = make.article("a1", published="2020-03-01T10:00", text=STORY[: len(STORY) * 2 // 5])
    full = make.article("a2", published="2020-03-01T18:00", text=STORY)
    cut = make.article("a3", published="2020-03-01T20:00", text=STORY[len(STORY) * 2 // 5 :])
    assert tellings([cut, full, flash]) == {"a2": "a1", "a3": "a1"}


def test_a_named_lineage_is_one_telling_whatever_the_texts(make):
    first, second = make.article("a1", lineage="wire 7", text=STORY), make.article("a2", lineage="wire 7", text=OTHER)
    assert tellings([first, second]).keys() == {"a2"}
    assert tellings([first, make.article("a3", lineage="a1", text=OTHER)]).keys() == {"a3"}


def printed(make, killed, article_id, text, *, headline=None, day=(None, "2020-03-01"), published="2020-03-01T10:00", **more):
    """Return an article that prints `text`, and its claims."""
    article = make.article(article_id, published=published, text=f"{headline}\n\n{text}" if headline else text, **more)
    neighbours = make.said("shopkeepers", SourceKind.RESIDENT)
    hurt = make.figure(Measure.INJURED, 20)
    claims = [
        make.claim(f"{article_id} own", hurt, article=article_id, day=day, evidence=Span(90, 108, "Twenty were hurt.")),
        make.claim(f"{article_id} said", killed(9), article=article_id, day=day, by=neighbours, evidence=Span(10, 60, "Nine died there.")),
    ]
    if headline:
        short = make.said("SHOPKEEPERS NEARBY", SourceKind.RESIDENT)
        claims.append(make.claim(f"{article_id} head", killed(9), article=article_id, day=day, by=short, evidence=Span(0, 8, headline)))
    return article, claims


def test_copies_are_one_voice_and_keep_their_claims(make, killed):
    first, told = printed(make, killed, "a1", STORY, publisher="Daily")
    copy, again = printed(
        make, killed, "a2", STORY, headline="Nine die in blast", day=(None, "2020-03-02"), published="2020-03-02T09:00", publisher="Post"
    )
    articles = {"a1": first, "a2": copy}
    (incident,) = reconcile([*again, *told], articles=articles)
    assert set(incident.claim_ids) == {"a1 own", "a1 said", "a2 own", "a2 said", "a2 head"}
    assert {voice.name: len(voice.claim_ids) for voice in incident.voices} == {"Daily": 2, "SHOPKEEPERS NEARBY": 3}
    assert incident.contradictions == ()
    alone = reconcile(told, articles=articles)
    assert [found.id for found in alone] == [incident.id]
    assert alone[0].grade == incident.grade


def test_other_reports_of_one_topic_are_voices_of_their_own(make, killed):
    first, told = printed(make, killed, "a1", STORY, publisher="Daily", day="2020-03-01")
    second, more = printed(make, killed, "a2", OTHER, publisher="Post", day="2020-03-01")
    (incident,) = reconcile([*told, *more], articles={"a1": first, "a2": second})
    assert {voice.name for voice in incident.voices} == {"Daily", "Post", "shopkeepers"}


def test_a_copy_that_credits_the_agency_names_the_voice(make, killed):
    first, told = printed(make, killed, "a1", STORY, publisher="Daily")
    copy, again = printed(make, killed, "a2", STORY, agencies=("Northern Wire",), published="2020-03-01T12:00")
    (incident,) = reconcile([*told, *again], articles={"a1": first, "a2": copy})
    assert {voice.name for voice in incident.voices} == {"Northern Wire", "shopkeepers"}


def test_one_agency_is_one_voice_in_two_texts(make, killed):
    first, told = printed(make, killed, "a1", STORY, agencies=("Northern Wire",), day="2020-03-01")
    second, more = printed(make, killed, "a2", OTHER, agencies=("Northern Wire",), day="2020-03-01")
    (incident,) = reconcile([*told, *more], articles={"a1": first, "a2": second})
    assert {voice.name for voice in incident.voices} == {"Northern Wire", "shopkeepers"}


def test_an_updated_copy_revises_its_toll(make, killed):
    first, told = printed(make, killed, "a1", STORY, day="2020-03-01", publisher="Daily")
    update, _ = printed(make, killed, "a2", STORY + TAIL, published="2020-03-02T10:00", publisher="Daily")
    later = make.claim("later", killed(11), article="a2", by=make.said("shopkeepers", SourceKind.RESIDENT))
    (incident,) = reconcile([*told, later], articles={"a1": first, "a2": update})
    assert [(toll.measure, toll.best) for toll in incident.tolls] == [("killed", 11), ("injured", 20)]


#: An agency's first text and its write-through in paragraphs, and a paper's copy with a paragraph of its own.
WIRE = [part.strip() for part in STORY.split(". ")]
UPDATE = ["Eleven people were killed by the van that blew up in Northford on Sunday, police said, after two of the wounded died", *WIRE[1:]]
OWN = "Our correspondent walked along Mill Street with the baker's daughter, Ada Corr, who counted seven broken ovens and a burned cart"


def blocks(make, article_id, paragraphs, **more):
    """Return an article of one block a paragraph."""
    text, spans = "", []
    for paragraph in paragraphs:
        spans.append((len(text), len(text) + len(paragraph) + 1))
        text += f"{paragraph}.\n\n"
    found = tuple(Block(BlockKind.PARAGRAPH, start, end) for start, end in spans)
    return replace(make.article(article_id, text=text, **more), blocks=found)


def test_a_later_version_takes_back_its_tolls(make, killed):
    first = blocks(make, "a1", WIRE, published="2020-03-01T10:00", publisher="Northern Wire")
    update = blocks(make, "a2", UPDATE, published="2020-03-01T15:00", publisher="Northern Wire")
    said = [make.said(name, SourceKind.OFFICIAL) for name in ("police", "the mayor")]
    claims = [make.claim("c1", killed(9), article="a1", by=said[0]), make.claim("c2", killed(11), article="a2", by=said[1])]
    (incident,) = reconcile(claims, articles={"a1": first, "a2": update})
    assert [(toll.low, toll.best, toll.high) for toll in incident.tolls] == [(11, 11, 11)]
    assert [(count.low, count.left_out) for count in incident.counts] == [(9, "replaced-version"), (11, None)]
    assert set(incident.claim_ids) == {"c1", "c2"}


def test_a_copy_speaks_in_its_own_paragraph_with_its_own_voice(make, killed):
    first = blocks(make, "a1", WIRE, published="2020-03-01T10:00", publisher="Northern Wire", agencies=("Northern Wire",))
    copy = blocks(make, "a2", [*WIRE, OWN], published="2020-03-01T20:00", publisher="Daily", agencies=("Northern Wire",))
    told = make.claim("told", killed(9), article="a1", start=10)
    again = make.claim("again", killed(9), article="a2", start=10)
    own = make.claim("own", killed(9), article="a2", start=copy.blocks[-1].start + 5)
    articles = {"a1": first, "a2": copy}
    (incident,) = reconcile([told, again], articles=articles)
    assert [voice.name for voice in incident.voices] == ["Northern Wire"]
    (incident,) = reconcile([told, again, own], articles=articles)
    assert [voice.name for voice in incident.voices] == ["Northern Wire", "Daily"]


def test_a_judged_claim_of_a_copy_stands_for_itself(make, killed):
    first, told = printed(make, killed, "a1", STORY, day="2020-03-01")
    copy, again = printed(make, killed, "a2", STORY, day="2020-03-01", published="2020-03-02T10:00")
    incidents = reconcile([*told, *again], articles={"a1": first, "a2": copy}, judgements=[make.judgement("split", "a2 said")])
    assert ("a2 said",) in [incident.claim_ids for incident in incidents]


def test_thousands_of_articles_in_seconds(make):
    draw = random.Random(7)
    words = ["".join(draw.choices("abcdefghijklmnopqrstuvwxyz", k=7)) for _ in range(4000)]
    furniture = " ".join(draw.choices(words, k=40))
    base = make.article("a")
    articles = []
    for n in range(2000):
        copied = n % 4 == 3
        text = articles[-1].text[:1200] if copied else " ".join(draw.choices(words, k=300)) + " " + furniture
        articles.append(replace(base, id=f"a{n:04}", text=text))
    began = time.process_time()
    found = tellings(articles)
    assert time.process_time() - began < 10
    assert found.keys() == {f"a{n:04}" for n in range(3, 2000, 4)}
