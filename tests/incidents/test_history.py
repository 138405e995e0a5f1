"""How an incident grew: replayed states, what changed between them, and what was known at a moment."""

from __future__ import annotations

import random

import pytest

from dateline.incidents import reconcile
from dateline.incidents.history import as_of, changes_of, known_from, published_from, states_of


@pytest.fixture
def market(make, killed):
    """Return claims and articles of one bombing, told on three days, and an article that states no day of publication."""
    moments = {"a1": "2020-03-01T10:00", "a2": "2020-03-02T09:00", "a3": "2020-03-03", "a4": None}
    articles = {key: make.article(key, published=value) for key, value in moments.items()}
    claims = [
        make.claim("c1", killed(7), article="a1", by="police"),
        make.claim("c2", killed(12), article="a2", by="police"),
        make.claim("c3", killed(19), article="a3", by="ministry"),
        make.claim("c4", killed(40), article="a4", by="governor"),
    ]
    return claims, articles


def test_each_report_moves_the_bounds_it_moves(market):
    claims, articles = market
    dated = [claim for claim in claims if claim.article_id != "a4"]
    (incident,) = reconcile(dated, articles=articles)
    states = states_of(incident, dated, published_from(articles.values()), articles=articles)
    assert [state.article_ids for state in states] == [("a1",), ("a2",), ("a3",)]
    assert {state.incident.id for state in states} == {incident.id}
    high = [change for change in changes_of(states) if change.aspect == "high killed person"]
    assert [(c.before, c.after, c.claim_id) for c in high] == [(None, "7", "c1"), ("7", "12", "c2"), ("12", "19", "c3")]
    assert all(change.rule for change in high)


def test_a_report_that_changes_nothing_gives_no_change(make, killed):
    articles = {key: make.article(key, published=f"2020-03-0{n}T10:00", lineage="wire 1") for n, key in enumerate(("a1", "a2"), 1)}
    claims = [make.claim(f"c{key}", killed(7), article=key, by="police", start=100) for key in articles]
    (incident,) = reconcile(claims, articles=articles)
    assert {c.moment for c in changes_of(states_of(incident, claims, published_from(articles.values()), articles=articles))} == {
        "2020-03-01T10:00:00"
    }


@pytest.mark.parametrize(
    ("moment", "killed_high"),
    [("2020-02-29", None), ("2020-03-01T09:59", None), ("2020-03-01T10:00", 7), ("2020-03-03T12:00", 12), ("2020-03-03", 19)],
)
def test_a_day_counts_when_it_is_over_and_an_unknown_one_never(market, moment, killed_high):
    claims, articles = market
    found = as_of(moment, claims, published_from(articles.values()), articles=articles)
    assert [toll.high for incident in found for toll in incident.tolls] == ([] if killed_high is None else [killed_high])


def test_the_two_clocks_differ(market):
    claims, articles = market
    intake = dict.fromkeys(articles, known_from("2021-01-01T00:00:00Z"))
    assert as_of("2020-12-31", claims, intake, articles=articles) == []
    assert as_of("2021-01-01", claims, intake, articles=articles) == reconcile(claims, articles=articles)


def test_the_incident_is_followed_where_its_anchor_came_late(market):
    claims, articles = market
    (incident,) = reconcile(claims[:2], articles=articles)
    intake = {"a2": "2021-01-01T00:00:00", "a1": "2021-01-02T00:00:00"}
    states = states_of(incident, claims[:2], intake, articles=articles)
    assert states[0].incident.claim_ids == ("c2",)
    assert states[0].incident.id != incident.id == states[1].incident.id
    assert [c.after for c in changes_of(states) if c.aspect == "id"] == [states[0].incident.id, incident.id]


def test_an_offset_is_brought_to_utc_and_no_moment_is_refused():
    assert known_from("2020-03-01T01:00+03:00") == "2020-02-29T22:00:00"
    with pytest.raises(ValueError, match="yesterday"):
        known_from("yesterday")


@pytest.mark.parametrize("seed", range(20))
def test_states_over_all_claims_are_what_was_known_and_the_last_is_the_incident(make, killed, seed):
    chance = random.Random(seed)
    articles, claims = {}, []
    for n in range(12):
        key = f"a{n:02}"
        articles[key] = make.article(key, published=f"2020-03-{chance.randint(1, 6):02}T{chance.randint(0, 23):02}:00")
        where, day = chance.choice(["Northford", "Southwick", "Hill"]), f"2020-03-0{chance.randint(1, 2)}"
        claims.append(make.claim(f"c{n:02}", killed(chance.randint(1, 30)), article=key, places=(where,), day=day, by=f"speaker {n % 5}"))
    moments = published_from(articles.values())
    for incident in reconcile(claims, articles=articles):
        states = states_of(incident, claims, moments, articles=articles)
        assert states[-1].incident == incident
        for state in states:
            known = {key for key, moment in moments.items() if moment <= state.moment}
            then = reconcile([c for c in claims if c.article_id in known], articles={key: articles[key] for key in known})
            same = [one for one in then if one.id == incident.id]
            if same:
                assert [state.incident] == same
            else:
                assert state.incident is None or state.incident in then
