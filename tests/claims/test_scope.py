"""Incident, period, war or older event; counts that are no victims; deaths of other causes than conflict."""

from __future__ import annotations

import pytest
from made_articles import claim_with, claims_of, figures_of

from dateline.claims.scope import is_background, scope
from dateline.records import Measure, Scope, Span, When

SCOPES = [
    ("Six hundred people were killed in Basra on Tuesday.", Scope.INCIDENT, "one day"),
    ("Six hundred people were killed in Basra overnight.", Scope.INCIDENT, "one night"),
    ("Six hundred people have been killed in Basra since March.", Scope.PERIOD, "since a month"),
    ("In the past two weeks 600 people were killed in Basra.", Scope.PERIOD, "a window"),
    ("Six hundred people were killed in Basra between Monday and Wednesday.", Scope.PERIOD, "several days"),
    ("Six hundred people have been killed in weeks of fighting in Basra.", Scope.PERIOD, "weeks of fighting"),
    ("After weeks of clashes, 600 people were dead in Basra.", Scope.PERIOD, "after weeks of clashes"),
    ("Clinics said 600 people were killed in Basra in the ten days to 14 May.", Scope.PERIOD, "days up to a day"),
    ("The ministry said 600 people were killed in Basra in three weeks.", Scope.PERIOD, "a number of weeks"),
    ("Six hundred people were killed in the same months, the ministry said.", Scope.PERIOD, "months named before"),
    ("So far 600 people have been killed in Basra.", Scope.PERIOD, "so far"),
    ("Six hundred people have been killed since the war began.", Scope.WAR, "since the war"),
    ("Six hundred people have died since the start of the uprising.", Scope.WAR, "since the uprising"),
    ("The war has killed 600 people.", Scope.WAR, "the war is the subject"),
    ("Six hundred people have been killed in the eight-year conflict.", Scope.WAR, "the length of the war"),
    ("Six hundred people have died in decades of fighting.", Scope.WAR, "decades"),
    ("Six hundred people were killed in Basra last year.", Scope.BACKGROUND, "too long ago for news"),
    ("Six hundred people were killed in Basra in June 2014.", Scope.BACKGROUND, "years ago"),
    ("A teacher was killed in Basra in the past two weeks.", Scope.INCIDENT, "one person is no summary"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), SCOPES)
def test_scopes(text: str, expected: Scope, why: str) -> None:
    (figure,) = figures_of(text)
    assert figure.scope is expected, why


@pytest.mark.parametrize(("text", "expected", "why"), SCOPES)
def test_what_covers_the_war_or_lies_far_back_is_background(text: str, expected: Scope, why: str) -> None:
    (claim,) = [c for c in claims_of(text) if c.figures]
    assert claim.background is (expected in (Scope.WAR, Scope.BACKGROUND)), why
    assert any(rule.startswith("scope-") for rule in claim.rules)


@pytest.mark.parametrize(
    ("latest", "published", "expected"),
    [
        ("2019-05-14", "2019-05-16", False),
        ("2019-04-25", "2019-05-16", False),
        ("2019-04-24", "2019-05-16", True),
        (None, "2019-05-16", False),
        ("2014-01-01", None, False),
    ],
)
def test_news_is_three_weeks(latest: str | None, published: str | None, expected: bool) -> None:
    assert is_background(When(None, latest, "day", "made", Span(0, 3, "day")), published) is expected


def test_a_day_by_rule_makes_nothing_background() -> None:
    assert not is_background(When(None, "2014-01-01", "unknown", "not-after-publication: 2014-01-01"), "2019-05-16")


def test_a_single_person_is_never_a_period() -> None:
    week = When("2019-05-01", "2019-05-10", "week", "made", Span(0, 4, "week"))
    assert scope("was killed", week, "2019-05-16", single=True, many=False, perfect=False, old=False)[0] is Scope.INCIDENT
    assert scope("were killed", week, "2019-05-16", single=False, many=False, perfect=False, old=False)[0] is Scope.PERIOD


def test_a_running_total_names_the_day_it_starts_from() -> None:
    (figure,) = figures_of("Six hundred people have been killed in Basra since 3 March.")
    assert figure.since == "2019-03-03"


NO_VICTIMS = [
    ("Basra has a population of 60,000.", Measure.POPULATION, "population", 60_000),
    ("Before the war Basra was home to 60,000 people.", Measure.POPULATION, "population", 60_000),
    ("About 3,000 fighters are holding out in Basra.", Measure.STRENGTH, "strength", 3_000),
    ("The brigade has about 3,000 fighters.", Measure.STRENGTH, "strength", 3_000),
    ("Rebels carried out 14 attacks in Basra on Tuesday.", Measure.ATTACKS, "attack", 14),
    ("Two attackers stormed a hotel in Basra on Tuesday.", Measure.ATTACKERS, "attack", 2),
]  # fmt: skip


@pytest.mark.parametrize(("text", "measure", "type_", "low"), NO_VICTIMS)
def test_counts_that_are_no_victims(text: str, measure: Measure, type_: str, low: int) -> None:
    claim = claim_with(measure, low, text)
    assert claim.event_type == type_
    assert {figure.measure for c in claims_of(text) for figure in c.figures} == {measure}


@pytest.mark.parametrize("text", ["Basra has a population of 60,000.", "The brigade has about 3,000 fighters."])
def test_what_is_no_event_has_no_day(text: str) -> None:
    (claim,) = claims_of(text)
    assert claim.time is None


OTHER = [
    ("An earthquake killed 90 people in Basra on Tuesday.", "disaster", 90),
    ("Ninety people were killed by floods in Basra on Tuesday.", "disaster", 90),
    ("Nine people died when a bus overturned near Basra on Tuesday.", "accident", 9),
    ("Nine people drowned when a ferry sank off Basra on Tuesday.", "accident", 9),
    ("A robbery left two shopkeepers dead in Basra on Tuesday.", "crime", 2),
]  # fmt: skip


@pytest.mark.parametrize(("text", "type_", "low"), OTHER)
def test_deaths_of_other_causes_are_marked(text: str, type_: str, low: int) -> None:
    claim = claim_with(Measure.KILLED, low, text)
    assert (claim.domain, claim.event_type) == ("other", type_)


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("A flood hit Basra on Tuesday.", "Nine people died."),
        ("A bus crashed near Basra on Tuesday.", "Nine people were killed."),
    ],
)
def test_the_cause_may_stand_in_the_sentence_before(before: str, text: str) -> None:
    assert claim_with(Measure.KILLED, 9, before, text).domain == "other"
    assert claim_with(Measure.KILLED, 9, "A car bomb exploded in Basra on Tuesday.", text).domain == "conflict"


def test_conflict_is_the_domain_of_the_rest() -> None:
    assert claim_with(Measure.KILLED, 9, "A car bomb killed nine people in Basra on Tuesday.").domain == "conflict"
