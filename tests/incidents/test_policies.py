"""One set of statements, four policies: whose number a toll becomes, and that nothing is derived anew for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.cli.options import TollPolicy
from dateline.errors import ReferenceDataError, UnknownPolicy
from dateline.incidents import by_policy, reconcile, tables
from dateline.incidents.tables import policies, toll_rules
from dateline.records import Quantifier, SourceKind, Span, Status, VictimKind

PAPERS = {"flash": "2020-03-01T11:00", "wire": "2020-03-01T15:00", "hospital": "2020-03-02T09:00", "ministry": "2020-03-02T10:00"}


@pytest.fixture
def market(make, killed):
    """Seven dead, then at least 12, 19 at the hospital, 12 at the ministry, 40 in the bombers' own words."""
    articles = {name: make.article(name, published=at, publisher=f"{name} paper") for name, at in PAPERS.items()}
    articles["boast"] = make.article("boast", published="2020-03-02T18:00")
    front = make.said("Front", SourceKind.BELLIGERENT, party=True)
    claims = [
        make.claim("c7", killed(7), article="flash"),
        make.claim("c12+", killed(12, None, quantifier=Quantifier.AT_LEAST), article="wire", by="Ministry"),
        make.claim("c19", killed(19), article="hospital", by=make.said("Hospital", SourceKind.MEDIC)),
        make.claim("c12", killed(12), article="ministry", by="Ministry"),
        make.claim("c40", killed(40, kind=VictimKind.COMBATANT), article="boast", by=front, status=Status.CLAIMED),
    ]
    return claims, {"articles": articles, "judgements": [make.judgement("must-link", *(claim.id for claim in claims))]}


@pytest.mark.parametrize(
    ("policy", "bounds", "rules", "why"),
    [
        (
            "dateline",
            (7, 12, 40),
            [("c7", "lowest-stated"), ("c12", "first-tier-latest"), ("c40", "highest-stated")],
            "lowest, the latest of the most trusted, highest",
        ),
        (
            "conservative",
            (12, 12, 12),
            [("c12", "most-conservative")] * 3,
            "the least of the last day; the seven of the day before is revised",
        ),
        (
            "ged",
            (7, 12, 19),
            [("c7", "lowest-stated"), ("c12", "first-tier-latest"), ("c19", "highest-stated")],
            "the bombers' number is not reliable",
        ),
        ("range", (7, 7, 40), [("c7", "lowest-stated"), ("c7", "low-for-best"), ("c40", "highest-stated")], "minimum and maximum alone"),
    ],
)
def test_each_policy_names_the_claim_and_the_rule_of_each_bound(market, policy, bounds, rules, why):
    claims, options = market
    (incident,) = reconcile(claims, policy=policy, **options)
    (toll,) = incident.tolls
    assert (toll.low, toll.best, toll.high) == bounds, why
    assert [(bound.claim_id, bound.rule) for bound in toll.trace] == rules, why


def test_a_policy_is_applied_to_a_stored_incident_without_its_claims(market):
    claims, options = market
    (stored,) = reconcile(claims, **options)
    for policy in policies():
        assert [by_policy(stored, policy)] == reconcile(claims, policy=policy, **options)


def test_what_a_voice_said_before_is_kept_with_the_rule_that_left_it_out(market):
    claims, options = market
    (incident,) = reconcile(claims, **options)
    said = [(count.low, count.left_out, incident.voices[count.voice].name) for count in incident.counts]
    assert said == [
        (7, None, "flash paper"),
        (12, "replaced-by-later", "Ministry"),
        (19, None, "Hospital"),
        (12, None, "Ministry"),
        (40, None, "Front"),
    ]
    assert [voice.name for voice in incident.voices if voice.party] == ["Front"]


@pytest.mark.parametrize(
    ("words", "least", "expected"),
    [
        ("dozens", 24, 12),
        ("Dozens of people", 24, 12),
        ("tens of thousands", 20000, 10000),
        ("hundreds", 200, 100),
        ("several dozen", 36, 36),
        ("several", 3, 3),
    ],
)
def test_acled_reads_vague_words_its_own_way(make, killed, words, least, expected):
    vague = replace(killed(least, None, quantifier=Quantifier.VAGUE), span=Span(3, 3 + len(words), words))
    claims = [make.claim("c1", vague, by="Mayor")]
    bounds = {}
    for policy in ("dateline", "conservative", "ged", "range"):
        (incident,) = reconcile(claims, policy=policy)
        bounds[policy] = [(toll.low, toll.best, toll.high) for toll in incident.tolls]
    assert bounds["conservative"] == [(expected, expected, expected)]
    assert bounds["dateline"] == [(least, least, None)]
    assert bounds["ged"] == bounds["range"] == [(least, least, least)]


@pytest.mark.parametrize(
    ("status", "expected"),
    [(Status.POSSIBLE, (12, 12, 12)), (Status.CLAIMED, (12, 12, 12)), (Status.ATTRIBUTED, (12, 12, 30))],
)
def test_a_reliable_number_stands_without_boasts_and_fears(make, killed, status, expected):
    other = make.claim("c2", killed(30), by=make.said("Front", SourceKind.WITNESS, party=True), status=status)
    (incident,) = reconcile([make.claim("c1", killed(12), by="Mayor"), other], policy="ged")
    assert [(toll.low, toll.best, toll.high) for toll in incident.tolls] == [expected]


def test_where_only_a_party_counts_its_number_is_taken_by_every_policy(make, killed):
    boast = make.claim("c1", killed(50), by=make.said("Front", SourceKind.BELLIGERENT, party=True), status=Status.CLAIMED)
    for policy in policies():
        (incident,) = reconcile([boast], policy=policy)
        assert [toll.best for toll in incident.tolls] == [50], policy


def test_a_part_alone_closes_only_where_the_policy_asks_for_a_number(make, killed):
    part = make.claim("c1", killed(3), rules=("subset-figure",), by="Mayor")
    highs = {policy: reconcile([part], policy=policy)[0].tolls[0].high for policy in policies()}
    assert highs == {"dateline": None, "conservative": 3, "ged": 3, "range": 3}


def test_an_unknown_policy_is_refused_by_name(make, killed):
    with pytest.raises(UnknownPolicy, match="'mean'; tolls are made by dateline, conservative, ged, range"):
        reconcile([], policy="mean")
    (incident,) = reconcile([make.claim("c1", killed(3))])
    with pytest.raises(UnknownPolicy):
        by_policy(incident, "mean")


def test_the_command_line_offers_every_policy():
    assert [policy.value for policy in TollPolicy] == list(policies())


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ([["own", "sources", "some", "", "x"]], "sources 'some'"),
        ([["own", "open", "kept", "", "x"]] * 2, "open 'kept'"),
        ([["own", "open", "kept", "", "x"]], "does not choose best, numbers, sources, vague"),
    ],
)
def test_a_policy_that_is_no_whole_set_of_choices_is_refused(monkeypatch, rows, complaint):
    monkeypatch.setattr(tables, "read_rows", lambda name, columns: rows)
    with pytest.raises(ReferenceDataError, match=complaint):
        tables.policies.__wrapped__()


def test_every_rule_says_which_bound_it_sets():
    rows = tables.read_rows("rules.tsv", ("rule", "bound", "meaning", "source"))
    assert {row[1] for row in rows} == {"low", "best", "high", "any", "none"}
    assert len({row[0] for row in rows}) == len(rows) == len(toll_rules())
    assert all(row[2] and row[3] for row in rows)
