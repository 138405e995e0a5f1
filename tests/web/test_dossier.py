"""What an incident's page tells, from claims made by hand: sentences in pieces, scales, sides, descent, steps."""

from __future__ import annotations

from dataclasses import replace

import pytest
import reports_by_hand
from hypothesis import given
from hypothesis import strategies as st

from dateline import Ledger
from dateline.incidents import Change
from dateline.records import Contradiction, Span, Status
from dateline.web.descent import tree_of
from dateline.web.dossier import pieces, sides_of, tolls_told
from dateline.web.steps import HEIGHT, charts_of


@pytest.fixture(scope="module")
def market(ledger_file):
    """The contested incident of Northford with its claims and articles."""
    with Ledger(ledger_file) as ledger:
        incident = next(i for i in ledger.incidents() if i.contradictions)
        claims = {name: ledger.claim(name) for name in incident.claim_ids}
        articles = {claim.article_id: ledger.article(claim.article_id) for claim in claims.values()}
        return incident, claims, articles, ledger.history(incident.id)


@given(st.data())
def test_pieces_put_together_are_the_sentence(ledger_file, data):
    with Ledger(ledger_file) as ledger:
        claim = data.draw(st.sampled_from(ledger.claims()))
    start = data.draw(st.integers(0, len(claim.evidence.quote) - 1))
    end = data.draw(st.integers(start + 1, len(claim.evidence.quote)))
    alone = Span(claim.evidence.start + start, claim.evidence.start + end, claim.evidence.quote[start:end])
    for found in (pieces(claim), pieces(claim, alone=alone)):
        assert "".join(piece.words for piece in found) == claim.evidence.quote
    assert [piece.words for piece in pieces(claim, alone=alone) if piece.marked] == [alone.quote]


def test_each_bound_names_its_voice_its_words_and_its_rule(market):
    incident, claims, _, _ = market
    (told,) = tolls_told(incident, claims)
    said = {bound.name: (bound.value, bound.terms[0].by, bound.terms[0].words) for bound in told.bounds}
    assert said["low"] == ("12", "a hospital (medic)", "12")
    assert said["high"] == ("19", "the governor (official)", "19")
    assert all(meaning and meaning != rule for bound in told.bounds for rule, meaning in bound.rules)


def test_a_scale_holds_every_number_stated_in_order(market):
    incident, claims, _, _ = market
    (told,) = tolls_told(incident, claims)
    assert 0 < told.low <= told.best <= told.high <= 100
    assert sorted(mark.words for mark in told.marks) == ["12", "19"]
    assert [x for x, _ in told.ticks] == sorted(x for x, _ in told.ticks)
    assert 2 <= len(told.ticks) <= 7


@pytest.mark.parametrize(
    ("kind", "sides"), [("number", ["12", "19"]), ("happened", ["said to have happened", "denied"]), ("place", ["Northford"])]
)
def test_claims_that_say_the_same_are_one_side(market, kind, sides):
    incident, claims, _, _ = market
    first, second = (claims[name] for name in incident.claim_ids)
    if kind == "happened":
        second = replace(second, status=Status.DENIED)
    quotes = ("12", "19") if kind == "number" else (first.evidence.quote, second.evidence.quote)
    found = sides_of(Contradiction(kind, "", (first.id, second.id), quotes), {first.id: first, second.id: second})
    assert [side.says for side in found] == sides
    assert sum(len(side.claims) for side in found) == 2


def test_a_copy_hangs_under_the_text_it_copies(market):
    incident, claims, articles, _ = market
    first = min(articles.values(), key=lambda article: article.published.value)
    text = (
        first.text
        + "\n\n"
        + " ".join(f"The market of Northford had {word} stalls that morning." for word in ("nine", "many", "few", "old", "new"))
    )
    original = replace(first, text=text)
    copy = replace(original, id="c" * 16, publisher="Copying Times", published=replace(first.published, value="2016-11-04T08:00"))
    (root,) = tree_of([copy, original], claims, incident.voices)
    assert root.article.id == original.id
    assert [branch.article.publisher for branch in root.below] == ["Copying Times"]
    assert root.below[0].relation == "copy"
    assert "a hospital" in root.voices


def test_every_article_is_in_the_tree_once(market):
    incident, claims, articles, _ = market
    found = []
    todo = list(tree_of(articles.values(), claims, incident.voices))
    while todo:
        branch = todo.pop()
        found.append(branch.article.id)
        todo += branch.below
    assert sorted(found) == sorted(articles)


def test_the_steps_follow_the_bounds(market):
    _, _, articles, history = market
    (chart,) = charts_of(history, articles)
    assert [(step.low, step.high) for step in chart.steps] == [(12, 12), (12, 19)]
    assert chart.steps[0].x == 0
    assert chart.steps[0].end == chart.steps[1].x
    assert all(0 <= step.high_y <= step.low_y <= HEIGHT for step in chart.steps)


def test_an_open_high_reaches_the_top_and_a_bound_taken_back_is_gone():
    changes = [
        Change("2016-11-01T00:00:00", ("a",), "low killed person", None, "3"),
        Change("2016-11-01T00:00:00", ("a",), "best killed person", None, "3"),
        Change("2016-11-01T00:00:00", ("a",), "high killed person", None, "open"),
        Change("2016-11-02T00:00:00", ("b",), "high killed person", "open", "9"),
    ]
    (chart,) = charts_of(changes, {})
    assert [(step.high, step.high_y) for step in chart.steps] == [(None, 0.0), (9, 0.0)]
    assert charts_of(changes[:3], {}) == []


def test_hand_made_reports_point_at_their_words():
    assert reports_by_hand.span("one two one", "one", 1) == Span(8, 11, "one")
