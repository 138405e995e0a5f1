"""Ten papers, one market bombing and the second bomb in the next street, from their texts to the incidents."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256

import pytest

from dateline.articles import read_article
from dateline.claims import extract_claims
from dateline.incidents import by_policy, reconcile
from dateline.records import Measure, RawDocument

#: A line's end in the texts below; a paragraph of theirs is one line.
LINE_END = re.compile(r"(?<!\n)\n(?!\n)")
WIRE = """BAQUBAH, Iraq (Meridian Press Agency) - A bomb exploded in the crowded vegetable market of Baqubah on Tuesday, killing
at least 12 people, the interior ministry said.

It was the deadliest bombing in the city since insurgents were driven out of the province two years ago. Soldiers
sealed off the streets around the market and fired into the air to keep people back.

Nobody had claimed responsibility for the attack by nightfall. The ministry said that the bomb had been hidden under a
handcart."""
HEADLINES = (
    "Market bomb kills at least 12 in Baqubah",
    "At least 12 dead in Baqubah market bombing",
    "Baqubah: market bomb kills at least 12",
    "Bomb explodes in Baqubah market",
    "At least 12 killed as bomb hits Iraqi market",
    "Bomb kills at least 12 in Iraq's Baqubah",
)
FLASH = """Bomb in Baqubah market kills seven

BAQUBAH, Iraq - A bomb exploded in the vegetable market of Baqubah on Tuesday and killed seven people, whose bodies
this newspaper's reporter counted.

Soldiers closed the bridge and searched cars for more explosives."""
HOSPITAL = """Hospital in Baqubah counts 19 dead after market bomb

Nineteen people died in Tuesday's bombing of the vegetable market in Baqubah, doctors at the city's general hospital
said on Tuesday night.

Half an hour after the first attack a second bomb exploded in Tailors' Street, a few hundred metres from the market,
killing three people, police said."""
MINISTRY = """Ministry puts dead of Baqubah bombing at 12

The bomb that exploded in the vegetable market of Baqubah on Tuesday killed 12 people, the interior ministry said in a
statement on Wednesday.

It said that insurgents had packed the bomb with nails."""
BOMBERS = """Islamic State says it bombed Baqubah market

Islamic State said on Wednesday that it had carried out Tuesday's bombing of the vegetable market in Baqubah and
claimed that it had killed 40 Shi'ite militiamen.

The group gave no proof."""


@pytest.fixture(scope="module")
def incidents():
    """Return what the ten papers add up to, the deadliest first."""
    printed = [("2017-03-14T11:05", "Daily Courier", FLASH)]
    printed += [(f"2017-03-14T{15 + n}:20", f"Paper {n}", f"{headline}\n\n{WIRE}") for n, headline in enumerate(HEADLINES)]
    printed += [
        ("2017-03-14T21:30", "City Voice", HOSPITAL),
        ("2017-03-15T09:00", "Gulf Observer", MINISTRY),
        ("2017-03-15T18:00", "Monitor", BOMBERS),
    ]
    articles, claims = {}, []
    for published, publisher, text in printed:
        data = LINE_END.sub(" ", text).encode()
        document = RawDocument(data, f"{publisher}.txt", None, sha256(data).hexdigest(), "text/plain")
        article = read_article(document, published=published)
        articles[article.id] = replace(article, publisher=publisher)
        claims += extract_claims(article)
    found = reconcile(claims, articles=articles)
    assert len(articles) == 10
    assert {claim.id for claim in claims} == {claim_id for incident in found for claim_id in incident.claim_ids}
    return sorted(found, key=lambda incident: -max(toll.best for toll in incident.tolls))


def test_the_second_bomb_in_the_next_street_is_its_own_incident(incidents):
    assert [(incident.event_type, incident.when.earliest) for incident in incidents] == [("explosion", "2017-03-14")] * 2
    market, street = incidents
    assert [(toll.measure, toll.low, toll.best, toll.high) for toll in street.tolls] == [(Measure.KILLED, 3, 3, 3)]
    assert len(street.claim_ids) == 1
    assert not set(market.claim_ids) & set(street.claim_ids)


def test_low_best_and_high_name_their_claims_and_rules(incidents):
    market = incidents[0]
    (toll,) = market.tolls
    assert (toll.low, toll.best, toll.high) == (7, 12, 40)
    said = {term.claim_id: market.voices[count.voice].name for count in market.counts for term in count.terms}
    assert [(bound.bound, bound.value, bound.rule, said[bound.claim_id]) for bound in toll.trace] == [
        ("low", 7, "lowest-stated", "Daily Courier"),
        ("best", 12, "first-tier-latest", "the interior ministry"),
        ("high", 40, "highest-stated", "Islamic State"),
    ]


def test_six_printings_of_one_wire_story_add_no_voice(incidents):
    market = incidents[0]
    assert [voice.name for voice in market.voices] == [
        "Daily Courier", "the interior ministry", "doctors at the city's general hospital", "Islamic State",
    ]  # fmt: skip
    assert sum(len(voice.claim_ids) for voice in market.voices) == len(market.claim_ids)
    assert market.grade == "contested"


def test_the_ministry_has_taken_its_first_number_back(incidents):
    market = incidents[0]
    out = {(count.low, count.high, count.left_out, market.voices[count.voice].name) for count in market.counts if count.left_out}
    assert out == {(12, None, "replaced-by-later", "the interior ministry")}


def test_the_contradiction_shows_every_side_with_its_words(incidents):
    numbers = [found for found in incidents[0].contradictions if found.kind == "number"]
    assert [found.summary for found in numbers] == [
        "killed: 7 (Daily Courier) against 19 (Hospital in Baqubah) against 12 (the interior ministry) against 40 (Islamic State)"
    ]
    assert {"seven", "Nineteen", "12", "40"} <= {quote.split()[0] for quote in numbers[0].quotes}


@pytest.mark.parametrize(
    ("policy", "bounds"), [("dateline", (7, 12, 40)), ("conservative", (12, 12, 12)), ("ged", (7, 12, 19)), ("range", (7, 7, 40))]
)
def test_other_policies_take_other_bounds(incidents, policy, bounds):
    (toll,) = by_policy(incidents[0], policy).tolls
    assert (toll.low, toll.best, toll.high) == bounds
