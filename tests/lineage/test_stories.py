"""Which articles are one story: on stories written for development, and on what an index must hold to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lineage as labelled
from dateline.errors import ReferenceDataError
from dateline.lineage import Index, trace
from dateline.records import Article, Published

PRINTINGS = labelled.read_stories(labelled.OPEN)
ARTICLES = {printing.id: printing.article() for printing in PRINTINGS}
LINEAGES = trace(ARTICLES.values())


@pytest.mark.parametrize(
    ("article", "relation", "of", "why"),
    [
        ("91a", "original", (), "the oldest known form"),
        ("91b", "cut", ("91a",), "two paragraphs of seven, no credit to the agency"),
        ("91d", "rewrite", ("91a",), "in other words, crediting the agency"),
        ("91e", "version", ("91a",), "the agency's own update"),
        ("91f", "original", (), "another agency on the same shelling, quoting the same governor"),
        ("91g", "original", (), "the next day's news with two old paragraphs at its foot"),
        ("91h", "copy", ("91a",), "of unknown time, with another headline"),
        ("93b", "original", (), "the next day's communique in the same set phrases"),
        ("93e", "merged", ("93d",), "two stories in one article"),
        ("95b", "rewrite", ("95a",), "without a credit"),
        ("95c", "copy", ("95b",), "a paper that copies a paper"),
        ("95d", "version", ("95a",), "a correction by its own words"),
        ("95g", "original", (), "three days later, the ambush as background"),
        ("99c", "version", ("99b",), "the last of three versions"),
    ],
)
def test_relations(article, relation, of, why):
    part = LINEAGES[article].parts[0]
    assert (part.relation, part.of) == (relation, of), why
    assert why.startswith("the oldest") or part.relation == "original" or "weight" in part.why


def test_a_merged_article_has_a_part_for_each_story_and_joins_neither_to_the_other():
    merged = LINEAGES["93e"]
    assert {part.story for part in merged.parts} == {"93a", "93d"}
    assert LINEAGES["93a"].story != LINEAGES["93d"].story
    blocks = [set(part.blocks) for part in merged.parts]
    assert not blocks[0] & blocks[1]


def test_own_paragraphs_of_a_copy():
    article = ARTICLES["91c"]
    own = [article.text[article.blocks[at].start : article.blocks[at].end] for at in LINEAGES["91c"].own]
    assert [text.split()[0] for text in own] == ["Flags", "Marit"]


def test_the_last_version_supersedes_the_earlier_ones_and_their_copies():
    assert [LINEAGES[at].superseded_by for at in ("99a", "99b", "99c", "99d", "99e")] == ["99c", "99c", None, "99c", None]


def test_measures_of_the_development_stories():
    measures = labelled.tallies(labelled.OPEN)["odd"].measures()
    assert measures["pairs_f1"] > 0.95
    assert measures["own_f1"] > 0.9
    assert measures["versions_f1"] == 1


@settings(max_examples=25, deadline=None)
@given(st.permutations(sorted(ARTICLES)), st.lists(st.integers(0, len(ARTICLES)), max_size=4))
def test_an_index_grown_in_portions_equals_one_built_at_once(order, stops):
    index = Index()
    for number, name in enumerate(order):
        index.add(ARTICLES[name])
        if number in stops:
            index.lineages()
    assert index.lineages() == LINEAGES


def test_a_saved_index_is_the_same_index():
    index = Index()
    for article in ARTICLES.values():
        index.add(article)
    data = index.save()
    again = Index.load(data)
    assert len(again) == len(ARTICLES)
    assert "91a" in again
    assert again.lineages() == LINEAGES
    assert again.save() == data
    with pytest.raises(ReferenceDataError, match="damaged"):
        Index.load(data[: len(data) // 2])


def test_an_empty_index():
    assert dict(trace([])) == {}
    assert dict(Index.load(Index().save()).lineages()) == {}


def test_background_under_many_stories_says_nothing():
    """A paragraph printed under several stories over more than a week counts for none of them."""
    tail = (
        "The uprising in the Marren hills began in 2011 when the government closed the salt pans at Oster, and has cost some 3,400 lives "
        "according to the Hill Monitor, which counts the dead of both sides and of the villages between them."
    )
    news = [
        "Two customs men were shot from a passing lorry at Lund on Monday, their union said.",
        "A ferry captain freed after eight weeks says that his captors fed him on dried pears.",
        "Parliament voted on Friday to lengthen the curfew in Oster until the harvest is in.",
    ]
    bare = Article("", None, "", (), ())
    articles = [
        replace(bare, id=f"s{at}", text=f"{text}\n\n{tail}", published=Published(f"2014-05-{1 + 6 * at:02}T08:00", "minute", "test"))
        for at, text in enumerate(news)
    ]
    assert [lineage.parts[0].relation for lineage in trace(articles).values()] == ["original"] * 3


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=120), max_size=5))
def test_any_text_has_a_lineage(texts):
    bare = Article("", None, "", (), ())
    found = trace(replace(bare, id=str(at), text=text) for at, text in enumerate(texts))
    assert set(found) == {str(at) for at in range(len(texts))}
    assert all(found[at].parts for at in found)
