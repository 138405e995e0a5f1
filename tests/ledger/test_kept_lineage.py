"""The lineage kept in a ledger: the same as a trace of all articles at once, however they came."""

from __future__ import annotations

import random
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

sys.path.insert(0, str(Path(__file__).parents[1] / "eval"))

import lineage as labelled
from dateline.ledger import Ledger, stories
from dateline.ledger.connecting import writing
from dateline.ledger.stories import Stories
from dateline.lineage import trace
from dateline.records import Article, Block, BlockKind, Published
from dateline.sources.documents import document_of

LABELLED = {printing.id: printing.article() for printing in labelled.read_stories(labelled.OPEN)}


def stored(ledger, articles):
    """Store articles without claims; what they were read from does not matter here."""
    for article in articles:
        ledger.add(document_of(article.id.encode(), article.id), article, [], extractor="test", keep=False)


def take_in(ledger, articles):
    stored(ledger, articles)
    with writing(ledger.engine) as connection:
        return Stories(connection).take_in(articles)


def kept(ledger, ids=None):
    with ledger.engine.connect() as connection:
        return Stories(connection).lineages(ids)


def sorted_trace(articles):
    return dict(trace(sorted(articles, key=lambda article: article.id)))


@pytest.fixture
def ledger(tmp_path):
    with Ledger(tmp_path / "stories.db") as opened:
        yield opened


@given(st.permutations(sorted(LABELLED)[:60]), st.lists(st.integers(0, 60), max_size=3))
@settings(max_examples=6, deadline=None)
def test_taken_in_in_portions_they_are_as_traced_at_once(tmp_path_factory, order, stops):
    with Ledger(tmp_path_factory.mktemp("stories") / "stories.db") as ledger:
        bounds = [0, *sorted(stops), len(order)]
        for start, end in pairwise(bounds):
            take_in(ledger, [LABELLED[name] for name in order[start:end]])
        assert kept(ledger) == sorted_trace(LABELLED[name] for name in order)


WORDS = ("river", "bridge", "patrol", "shelling", "village", "column", "clinic", "orchard", "ferry", "market", "quarry", "depot", "ridge")
NAMES = ("Adrin", "Belosk", "Carva", "Dostin", "Elmar", "Farnow", "Gorsk", "Halden", "Ister", "Jorvan")


def heap(seed, count):
    """Return invented articles of a few weeks, of which many print paragraphs of others and some a paragraph that all print."""
    pick = random.Random(seed)

    def paragraph():
        words = [pick.choice(WORDS + NAMES) if pick.random() < 0.8 else str(pick.randint(2, 400)) for _ in range(24)]
        return " ".join(words).capitalize() + "."

    common = paragraph()
    told: list[list[str]] = []
    for number in range(count):
        paragraphs = [paragraph() for _ in range(4)]
        if told and pick.random() < 0.5:
            source = pick.choice(told)
            paragraphs = [*source[: pick.randint(1, 4)], *paragraphs[: pick.randint(0, 2)]]
        if pick.random() < 0.4:
            paragraphs.append(common)
        told.append(paragraphs)
        text = "\n\n".join(paragraphs)
        blocks, at = [], 0
        for words in paragraphs:
            blocks.append(Block(BlockKind.PARAGRAPH, at, at + len(words)))
            at += len(words) + 2
        day = pick.randint(1, 28)
        published = None if pick.random() < 0.1 else Published(f"2031-03-{day:02}T{pick.randint(0, 23):02}:10", "minute", "page line")
        wire = f"wire-{pick.randint(1, 4)}" if pick.random() < 0.1 else None
        publisher = pick.choice(("Valley Post", "Northwire", "The Gazette"))
        yield Article(f"{seed:04}-{number:03}", None, text, tuple(blocks), (), publisher=publisher, published=published, lineage=wire)


@given(st.integers(0, 9999), st.lists(st.integers(1, 69), min_size=1, max_size=4))
@settings(max_examples=5, deadline=None)
def test_background_crowded_bands_and_stated_wires_too(tmp_path_factory, seed, stops):
    articles = list(heap(seed, 70))
    random.Random(seed).shuffle(articles)
    with Ledger(tmp_path_factory.mktemp("stories") / "stories.db") as ledger:
        bounds = [0, *sorted(stops), len(articles)]
        before = {}
        for start, end in pairwise(bounds):
            changed = take_in(ledger, articles[start:end])
            now = kept(ledger)
            assert now == sorted_trace(articles[:end])
            assert changed.articles == {name for name in now if now[name] != before.get(name)}
            assert {now[name].story for name in changed.articles} <= changed.stories
            before = now


def test_the_heap_has_what_it_is_for(tmp_path):
    articles = list(heap(3, 70))
    found = trace(articles)
    assert {"original", "copy"} <= {part.relation for lineage in found.values() for part in lineage.parts}
    with Ledger(tmp_path / "stories.db") as ledger:
        take_in(ledger, articles)
        with ledger.engine.connect() as connection:
            assert connection.execute(select(stories.background.c.key)).first() is not None
            assert any(row != "[]" for row in connection.execute(select(stories.members.c.standing)).scalars())


def test_taking_in_again_changes_nothing_and_missing_names_the_rest(ledger):
    articles = [LABELLED[name] for name in sorted(LABELLED)[:12]]
    take_in(ledger, articles[:8])
    stored(ledger, articles)
    with writing(ledger.engine) as connection:
        assert Stories(connection).missing() == sorted(article.id for article in articles[8:])
        assert Stories(connection).take_in(articles[:8]) == stories.Changed()
    assert set(kept(ledger, [articles[0].id, "unknown"])) == {articles[0].id}


def test_other_rules_make_all_anew(ledger, monkeypatch):
    articles = [LABELLED[name] for name in sorted(LABELLED)[:6]]
    take_in(ledger, articles)
    first = kept(ledger)
    monkeypatch.setattr(stories, "rules_digest", lambda: "other")
    assert kept(ledger) == {}
    with writing(ledger.engine) as connection:
        assert Stories(connection).missing() == sorted(article.id for article in articles)
        Stories(connection).take_in(articles)
    assert kept(ledger) == first


def test_a_ledger_where_nothing_was_taken_in_has_no_lineage(ledger):
    stored(ledger, [LABELLED["91a"]])
    assert kept(ledger) == {}
    with ledger.engine.connect() as connection:
        assert Stories(connection).missing() == ["91a"]


def test_what_is_taken_in_is_undone_with_its_transaction(ledger):
    stored(ledger, [LABELLED["91a"]])
    with ledger.engine.connect().execution_options(writing=True) as connection:
        Stories(connection).take_in([LABELLED["91a"]])
        connection.rollback()
    assert kept(ledger) == {}


def test_a_later_printing_changes_its_story_alone(ledger):
    others = [LABELLED[name] for name in sorted(LABELLED) if not name.startswith("91")]
    take_in(ledger, [*others, LABELLED["91a"]])
    changed = take_in(ledger, [LABELLED["91b"]])
    assert "91b" in changed.articles
    assert changed.stories == {"91a"}
    assert changed.articles <= {"91a", "91b"}
