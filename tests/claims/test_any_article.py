"""What holds for the claims of any article: exact spans, ordered bounds, unique ids, one outcome for one input."""

from __future__ import annotations

import datetime as dt
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_articles import article_of

from dateline.claims import extract_claims
from dateline.claims.lexicon import event_types
from dateline.records import Article, Block, BlockKind, Claim, Quantifier, Span
from dateline.serial import claim_from_json, claim_to_json, dumps

SENTENCES = [
    "Gunmen killed nine shepherds near Mosul on Tuesday.",
    "At least 12 people were killed and dozens wounded.",
    "The blast killed 14 and wounded 23, while five died and 11 others were hurt in Kirkuk.",
    "The raid killed nine people, including three children.",
    "A second bomb killed four more, raising the toll to 13.",
    "The UN confirmed six.",
    "The army denied that nine villagers had been killed in Basra.",
    "Up to 40 miners are feared dead.",
    "Between 30 and 40 farmers were abducted, residents said.",
    "About 300 families have fled Tikrit since March, the UN said.",
    "Some 40,000 displaced people are living in camps near Mosul.",
    "“They killed nine of my neighbours,” Hassan Omar, a farmer, said in Mosul.",
    "Rebels shelled Basra on Monday. The attack wounded 14.",
    "Three people were killed on Monday, two on Tuesday and one on Wednesday.",
    "The war has killed more than 40,000 people since 2011.",
    "Rebels claimed responsibility for the bombing.",
    "Two attackers stormed a hotel, police said.",
    "The general vowed to retake Kirkuk by June.",
    "Kirkuk has a population of 900,000.",
    "The brigade has about 3,000 fighters.",
    "An earthquake killed 90 people in Basra last year.",
    "Nobody was hurt.",
    "No one claimed responsibility.",
    "The death toll climbed to 44, up from 31.",
    "The army said it had killed 40 rebels near Mosul.",
    "Rebels said 20 soldiers had died.",
    "Police thwarted a suicide attack in Basra on Tuesday.",
    "If the shelling goes on, hundreds will die, a doctor warned.",
    "Militants marched 200 villagers from Mosul to Kirkuk.",
    "Fighters used 60 villagers as human shields.",
    "12 killed in market blast",
    "BOMB KILLS NINE PEOPLE IN CROWDED MOSUL MARKET",
    "Nine men — most of them farmers — were killed…",
    "Señor Ruiz said “nueve” people died in the café\u00a0blast.",
    "Ten soldiers were killed; four were hurt.",
    "- Nine dead - 14 hurt -",
    "They fled.",
    "He said so on Wednesday.",
    "Schools stayed shut.",
    "It rained on Tuesday.",
    "The assault began at ten.",
    "The next day, four more died there.",
    "Nine (9) people were killed in Al-Qa'im.",
    "Mine kills two\tnear Basra",
    "Thousands protested in Basra, and 30 were arrested.",
    "Half of the dead were children.",
    "Twelve of the 40 wounded have died.",
    "A senior commander and two of his guards were killed.",
    "Jets bombed Mosul for the third day running Sunday.",
    "Her son, 14, was taken hostage.",
    "Boats carrying 90 people sank off Basra overnight.",
    "In the past 24 hours 15 people died.",
    "Overnight the town fell to rebels, who executed nine guards.",
    "Doctors counted 31 bodies; the ministry spoke of 28.",
    "At 6 p.m. two mortars hit the hospital.",
    "Soldiers found 30 bodies in a mass grave.",
    "The ceasefire held.",
    "More than a million people are trapped, according to the UN.",
    "👍 Nine people were killed. 👍",
    "Who killed the nine? Nobody knows!",
    "a b c 1 2 3 killed killed of of",
]


def every_span(claim: Claim) -> Iterator[Span]:
    yield claim.evidence
    for holder in (claim.trigger, claim.attribution and claim.attribution.span, claim.time and claim.time.span):
        if holder is not None:
            yield holder
    for item in (*claim.actors, *claim.figures, *claim.places, *claim.means):
        yield item.span


def day_of(value: str) -> dt.date:
    """Read an ISO day or minute, or fail."""
    return dt.datetime.fromisoformat(value).date()


def check(article: Article, claims: list[Claim]) -> None:
    types = event_types()
    assert len({claim.id for claim in claims}) == len(claims)
    for claim in claims:
        assert claim.article_id == article.id
        assert (claim.event_type, claim.event_subtype) in types
        assert 0.0 <= claim.confidence <= 1.0
        assert claim.rules
        assert claim.domain in ("conflict", "other")
        assert any(b.start <= claim.evidence.start and claim.evidence.end <= b.end for b in article.blocks)
        for span in every_span(claim):
            assert article.text[span.start : span.end] == span.quote
            assert span.quote.strip()
        assert claim.trigger is not None
        assert claim.evidence.contains(claim.trigger)
        for figure in claim.figures:
            assert claim.evidence.contains(figure.span)
            assert figure.low >= 0
            assert figure.high is None or figure.low <= figure.high
            assert figure.who is None or figure.who.strip() == figure.who != ""
            assert figure.since is None or day_of(figure.since)
            if figure.quantifier in (Quantifier.EXACT, Quantifier.ABOUT):
                assert figure.low == figure.high
            if figure.quantifier in (Quantifier.AT_LEAST, Quantifier.MORE_THAN):
                assert figure.high is None
        if claim.time is not None:
            ends = [day_of(value) for value in (claim.time.earliest, claim.time.latest) if value is not None]
            assert ends
            assert ends == sorted(ends)
            assert claim.time.basis
        for place in claim.places:
            assert (place.lat is None) == (place.lon is None)
            assert 1 <= place.precision <= 7
    starts = [claim.evidence.start for claim in claims]
    assert starts == sorted(starts)


PARAGRAPHS = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map(" ".join), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS, st.sampled_from(["2019-05-16", "2012-02-29", None]), st.booleans())
def test_claims_of_any_article(paragraphs: list[str], published: str | None, headed: bool) -> None:
    title = "Nine killed in Mosul blast" if headed else None
    article = article_of(*paragraphs, published=published, title=title)
    check(article, extract_claims(article))


def test_claims_of_all_sentences_at_once() -> None:
    article = article_of(*SENTENCES)
    claims = extract_claims(article)
    assert len(claims) > 40
    check(article, claims)


def test_claims_survive_being_written_and_read() -> None:
    for claim in extract_claims(article_of(*SENTENCES)):
        assert claim_from_json(claim_to_json(claim)) == claim


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=300))
def test_any_text_at_all(text: str) -> None:
    article = Article("made", None, text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), ((0, 0, len(text)),))
    check(article, extract_claims(article))


def written(article: Article) -> str:
    return "\n".join(dumps(claim_to_json(claim)) for claim in extract_claims(article))


def test_the_same_article_gives_the_same_claims() -> None:
    first = written(article_of(*SENTENCES))
    assert written(article_of(*SENTENCES)) == first
    article_before = article_of("Rebels shelled Aden.", "Four people died on Sunday.")
    extract_claims(article_before)
    assert written(article_of(*SENTENCES)) == first


@pytest.mark.parametrize("seed", ["1", "4711"])
def test_a_fresh_process_with_another_hash_seed_gives_the_same_bytes(seed: str) -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from test_any_article import SENTENCES, written\n"
        "from made_articles import article_of\n"
        "sys.stdout.buffer.write(written(article_of(*SENTENCES)).encode())"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(Path(__file__).parent)],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        check=True,
    )
    assert run.stdout == written(article_of(*SENTENCES)).encode()


def test_nothing_is_asked_of_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("extract_claims opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert extract_claims(article_of("Gunmen killed nine shepherds near Mosul on Tuesday."))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Neuf bergers ont été tués près de Mossoul mardi.", "fr"),
        ("Neun Hirten wurden am Dienstag bei Mossul getötet.", "de"),
        ("Gunmen killed nine shepherds near Mosul on Tuesday.", "ar"),
    ],
)
def test_an_article_in_another_language_gives_no_claims(text: str, language: str) -> None:
    assert extract_claims(article_of(text, language=language)) == []


def test_an_article_of_unknown_language_is_read_as_english() -> None:
    assert extract_claims(article_of("Gunmen killed nine shepherds near Mosul on Tuesday.", language=None))


@pytest.mark.parametrize("text", ["Situation report", "World news", "Photographs", "More from this section"])
def test_an_article_of_headings_alone_gives_no_claims(text: str) -> None:
    article = Article("made", text, text, (Block(BlockKind.HEADING, 0, len(text)),), ((0, 0, len(text)),), language="en")
    assert extract_claims(article) == []


def test_an_empty_article_gives_no_claims() -> None:
    assert extract_claims(Article("made", None, "", (), ())) == []
