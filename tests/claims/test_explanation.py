"""An explanation gives the same claims, the parse behind them, the readings that lost, and what became no claim."""

from __future__ import annotations

from made_articles import article_of

from dateline import extract_claims
from dateline.claims import Explanation, explain_claims

REPORT = (
    "A mine killed nine soldiers near Mosul on Monday, the army said.",
    "The convoy had left Erbil with 40 trucks. Two officers died on Tuesday.",
    "Talks on the assault may begin if the army attacks Hawija.",
)


def explained(*paragraphs: str) -> Explanation:
    return explain_claims(article_of(*paragraphs), reader=False)


def test_the_claims_are_those_of_extract_claims() -> None:
    assert [one.claim for one in explained(*REPORT).claims] == extract_claims(article_of(*REPORT), reader=False)


def test_the_parse_says_what_served_as_what() -> None:
    first = explained(*REPORT).claims[0]
    assert {(part.use, part.word, part.head) for part in first.parts} >= {
        ("trigger", "killed", "said"), ("number", "nine", "soldiers"), ("victims", "soldiers", "killed"), ("place", "Mosul", "near"),
    }  # fmt: skip


def test_readings_that_lost_name_their_rule() -> None:
    lost = {(one.what, one.reading, one.rule) for claim in explained(*REPORT).claims for one in claim.lost}
    assert any(what == "place" and rule for what, _, rule in lost)
    assert all(rule for _, _, rule in lost)


def test_what_won_is_not_among_what_lost() -> None:
    for one in explained(*REPORT).claims:
        won = {place.span for place in one.claim.places} | {one.claim.time.span if one.claim.time else None}
        assert not won & {lost.span for lost in one.lost}


def test_what_became_no_claim_is_told_with_its_reason() -> None:
    dropped = {(one.span.quote, one.rule) for one in explained(*REPORT).dropped}
    assert ("40", "counts-nobody") in dropped
    assert any(rule in ("hypothetical", "word-only-points-at-an-event", "planned-without-doer-day-or-place") for _, rule in dropped)


def test_another_language_has_nothing_to_explain() -> None:
    from dataclasses import replace

    assert explain_claims(replace(article_of("Neuf soldats."), language="fr")).claims == ()
