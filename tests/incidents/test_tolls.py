"""Low, best and high of an incident, and the rule that set each."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.incidents import reconcile
from dateline.incidents.tables import authorities, families, toll_rules
from dateline.records import Flow, Measure, Quantifier, Role, Scope, SourceKind, Span, Status, Unit, VictimKind


def tolls(claims, **options):
    (incident,) = reconcile(claims, **options)
    return [(toll.measure, toll.low, toll.best, toll.high) for toll in incident.tolls]


Q = Quantifier


@pytest.mark.parametrize(
    ("low", "high", "quantifier", "expected", "why"),
    [
        (12, 12, Q.EXACT, (12, 12, 12), "exact"),
        (12, None, Q.AT_LEAST, (12, 12, None), "nobody bounds it"),
        (24, None, Q.VAGUE, (24, 24, None), "dozens"),
        (3, 5, Q.RANGE, (3, 3, 5), "no middle is invented"),
        (0, 37, Q.UP_TO, (0, 37, 37), "the only number stated"),
        (30, 30, Q.ABOUT, (30, 30, 30), "about"),
        (0, 0, Q.EXACT, (0, 0, 0), "no one was hurt"),
    ],
)
def test_one_count(make, killed, low, high, quantifier, expected, why):
    assert tolls([make.claim("c1", killed(low, high, quantifier=quantifier))]) == [("killed", *expected)], why


def test_bounds_come_from_several_voices_with_their_trace(make, killed):
    claims = [
        make.claim("police", killed(12), by="Police"),
        make.claim("medic", killed(14), by=make.said("Doctor", SourceKind.MEDIC)),
        make.claim("front", killed(30), by=make.said("Front", SourceKind.BELLIGERENT, party=True), status=Status.CLAIMED),
    ]
    (incident,) = reconcile(claims)
    (toll,) = incident.tolls
    assert (toll.low, toll.best, toll.high) == (12, 14, 30)
    assert [(b.bound, b.value, b.rule, b.claim_id, b.figure) for b in toll.trace] == [
        ("low", 12, "lowest-stated", "police", 0),
        ("best", 14, "first-tier-latest", "medic", 0),
        ("high", 30, "highest-stated", "front", 0),
    ]


@pytest.mark.parametrize(
    ("closed", "open_", "high", "why"),
    [
        (12, 20, None, "nobody bounds the twenty or more"),
        (38, 40, None, "more than forty is not bounded by another voice's 38"),
        (12, 12, None, "the same number, once left open"),
        (23, 9, 23, "the highest source closes it"),
    ],
)
def test_no_bound_closes_what_the_text_leaves_open(make, killed, closed, open_, high, why):
    claims = [make.claim("c1", killed(closed), by="x"), make.claim("c2", killed(open_, None, quantifier=Q.AT_LEAST), by="y")]
    assert tolls(claims)[0][3] == high, why


def test_a_group_alone_raises_the_high_by_its_own_rule(make, killed):
    front = make.said("Front", SourceKind.BELLIGERENT, party=True)
    boast = make.claim("front", killed(35, kind=VictimKind.COMBATANT), by=front, status=Status.CLAIMED)
    (incident,) = reconcile([make.claim("clinic", killed(23), by="Clinic"), boast])
    (toll,) = incident.tolls
    assert (toll.low, toll.best, toll.high) == (23, 23, 35)
    assert [(b.value, b.rule, b.claim_id) for b in toll.trace if b.bound == "high"] == [(35, "highest-stated", "front")]
    many = make.claim("many", killed(40, None, kind=VictimKind.CIVILIAN, quantifier=Q.MORE_THAN), by="Council")
    assert tolls([make.claim("clinic", killed(38), by="Clinic"), many]) == [("killed", 38, 38, None)]


def test_what_only_a_party_boasts_of_is_added_to_the_high_alone(make, killed):
    officer = make.said("Officer", SourceKind.BELLIGERENT, party=True)
    own = make.claim("own", killed(6, kind=VictimKind.COMBATANT), by=officer, actors=(make.actor(Role.VICTIM, "army"),))
    theirs = make.claim(
        "theirs", killed(34, kind=VictimKind.COMBATANT), by=officer, status=Status.CLAIMED, actors=(make.actor(Role.VICTIM, "front"),)
    )
    assert tolls([own, theirs]) == [("killed", 6, 6, 40)]
    assert tolls([theirs]) == [("killed", 34, 34, 34)]


@pytest.mark.parametrize(
    ("sentence", "trigger", "toll", "contradicts", "why"),
    [
        ("Nobody was hurt.", "hurt", (0, 6, 6), True, "nobody at all"),
        ("Nobody in my house was hurt.", "hurt", (6, 6, 6), False, "some were spared"),
        ("Nobody else was hurt.", "hurt", (6, 6, 6), False, "the others are counted"),
    ],
)
def test_a_zero_of_some_is_no_toll_of_all(make, sentence, trigger, toll, contradicts, why):
    word = sentence.split()[0]
    at = sentence.index(trigger)
    none = replace(make.figure(Measure.INJURED, 0), span=Span(0, len(word), word))
    spared = make.claim(
        "spared", none, by=make.said("Baker", SourceKind.RESIDENT), evidence=Span(0, len(sentence), sentence),
        trigger=Span(at, at + len(trigger), trigger),
    )  # fmt: skip
    police = make.claim("police", make.figure(Measure.INJURED, 6), by="Police")
    (incident,) = reconcile([police, spared])
    assert [(found.low, found.best, found.high) for found in incident.tolls] == [toll], why
    assert bool(incident.contradictions) is contradicts, why
    (alone,) = reconcile([spared])
    assert bool(alone.tolls) is contradicts, why


def test_a_number_beside_a_running_total_is_a_part_of_it(make, killed):
    sentence = Span(0, 60, "Seven of the wounded have died, raising the death toll to 23.")
    seven = make.claim("seven", killed(7), by="Clinic", evidence=sentence)
    total = make.claim("total", killed(23), by="Clinic", evidence=sentence, trigger=Span(44, 54, "death toll"))
    assert tolls([seven, total]) == [("killed", 23, 23, 23)]


def test_up_to_bounds_the_high_alone(make, killed):
    claims = [make.claim("c1", killed(12), by="x"), make.claim("c2", killed(0, 30, quantifier=Q.UP_TO), by="y")]
    assert tolls(claims) == [("killed", 12, 12, 30)]


def test_a_possible_count_raises_only_the_high(make, killed):
    feared = make.claim("c2", killed(40), by="y", status=Status.POSSIBLE)
    assert tolls([make.claim("c1", killed(12), by="x"), feared]) == [("killed", 12, 12, 40)]
    assert tolls([feared]) == [("killed", 0, 40, 40)]


@pytest.mark.parametrize(
    ("kinds", "best", "why"),
    [
        ((SourceKind.OFFICIAL, SourceKind.MEDIC), 2, "a medic before an official"),
        ((SourceKind.WITNESS, SourceKind.NGO), 2, "the first tier before a witness"),
        ((SourceKind.BELLIGERENT, SourceKind.ANONYMOUS), 2, "an unnamed source before a party"),
        ((SourceKind.UN, SourceKind.MEDIA), 1, "the United Nations before a reporter"),
    ],
)
def test_authority_orders_sources(make, killed, kinds, best, why):
    claims = [make.claim(f"c{n}", killed(n), by=make.said(f"s{n}", kind)) for n, kind in enumerate(kinds, 1)]
    assert tolls(claims)[0][2] == best, why


@pytest.mark.parametrize(
    ("vague", "number", "status", "best", "why"),
    [
        (3, 5, Status.ATTRIBUTED, 5, "several allow five"),
        (24, 5, Status.ATTRIBUTED, 24, "dozens do not"),
        (3, 50, Status.CLAIMED, 3, "a party's boast is no better"),
    ],
)
def test_a_vague_word_gives_way_to_a_number_that_it_allows(make, killed, vague, number, status, best, why):
    claims = [
        make.claim("vague", killed(vague, None, quantifier=Q.VAGUE), by=make.said("Doctor", SourceKind.MEDIC)),
        make.claim("number", killed(number), by=make.said("Villager", SourceKind.RESIDENT), status=status),
    ]
    assert tolls(claims, judgements=[make.judgement("must-link", "vague", "number")])[0][2] == best, why


def test_a_claimed_number_counts_only_where_no_other_stands(make, killed):
    front = make.claim("c1", killed(50), by=make.said("Front", SourceKind.OFFICIAL, party=True), status=Status.CLAIMED)
    (incident,) = reconcile([front])
    assert [bound.rule for bound in incident.tolls[0].trace] == ["lowest-stated", "claimed-only", "highest-stated"]


def test_a_later_report_of_one_voice_replaces_its_earlier(make, killed):
    articles = {"a1": make.article("a1", published="2020-03-01T10:00"), "a2": make.article("a2", published="2020-03-01T18:00")}
    claims = [make.claim("c1", killed(5), by="Police"), make.claim("c2", killed(9), by="Police", article="a2")]
    together = [make.judgement("must-link", "c1", "c2")]
    assert tolls(claims, articles=articles, judgements=together) == [("killed", 9, 9, 9)]
    assert tolls(claims, judgements=together) == [("killed", 5, 5, 9)]


def test_the_latest_report_of_a_tier_is_best(make, killed):
    articles = {"a1": make.article("a1", published="2020-03-01T10:00"), "a2": make.article("a2", published="2020-03-03T10:00")}
    claims = [
        make.claim("c1", killed(9), by=make.said("Doctor", SourceKind.MEDIC)),
        make.claim("c2", killed(12), by="Police", article="a2"),
    ]
    assert tolls(claims, articles=articles, judgements=[make.judgement("must-link", "c1", "c2")]) == [("killed", 9, 12, 12)]


def test_a_part_in_one_claim_is_not_added(make, killed):
    assert tolls([make.claim("c1", killed(15), killed(3), rules=("subset-figure",))]) == [("killed", 15, 15, 15)]
    assert tolls([make.claim("c1", killed(3), killed(15))]) == [("killed", 15, 15, 15)]


def test_a_part_in_its_own_claim_is_not_added(make, killed):
    part = make.claim("c2", killed(3), rules=("subset-figure",))
    assert tolls([make.claim("c1", killed(15)), part]) == [("killed", 15, 15, 15)]
    assert tolls([part]) == [("killed", 3, 3, None)]


def test_coordinated_victims_of_one_claim_are_added(make, killed):
    (incident,) = reconcile([make.claim("c1", killed(2), killed(3), rules=("coordinate-victims",))])
    (toll,) = incident.tolls
    assert (toll.low, toll.best, toll.high) == (5, 5, 5)
    assert {bound.rule for bound in toll.trace} == {"sum-of-coordinated-victims"}
    assert [bound.figure for bound in toll.trace if bound.bound == "low"] == [0, 1]


def test_a_number_taken_back_is_no_term(make, killed):
    rules = ("coordinate-victims", "harm-earlier-count")
    assert tolls([make.claim("c1", killed(21), killed(14), rules=rules)]) == [("killed", 21, 21, 21)]
    assert tolls([make.claim("c1", killed(14), killed(21), rules=rules)]) == [("killed", 14, 14, 14)]


def test_coordinated_victims_of_one_sentence_are_added(make, killed):
    claims = [make.claim(f"c{n}", killed(n), rules=("coordinate-victims",), start=7) for n in (2, 3)]
    span = claims[0].evidence
    assert tolls([replace(claim, evidence=span) for claim in claims]) == [("killed", 5, 5, 5)]


def test_an_open_term_opens_a_sum(make, killed):
    claim = make.claim("c1", killed(2), killed(24, None, quantifier=Q.VAGUE), rules=("coordinate-victims",))
    assert tolls([claim]) == [("killed", 26, 26, None)]


def test_civilians_and_combatants_are_added_where_nobody_counts_all(make, killed):
    civilians = make.claim("c1", killed(9, kind=VictimKind.CIVILIAN))
    soldiers = make.claim("c2", killed(4, kind=VictimKind.COMBATANT))
    (incident,) = reconcile([civilians, soldiers])
    assert (incident.tolls[0].low, incident.tolls[0].best, incident.tolls[0].high) == (13, 13, 13)
    assert {bound.rule for bound in incident.tolls[0].trace} == {"sum-of-disjoint-groups"}
    everybody = make.claim("c3", killed(15), by="Police")
    assert tolls([civilians, soldiers, everybody]) == [("killed", 15, 15, 15)]


def test_groups_beyond_the_total_raise_the_high(make, killed):
    claims = [
        make.claim("c1", killed(9, kind=VictimKind.CIVILIAN), by="x"),
        make.claim("c2", killed(4, kind=VictimKind.COMBATANT), by="x"),
        make.claim("c3", killed(11), by="y"),
    ]
    assert tolls(claims) == [("killed", 11, 11, 13)]


def test_losses_of_two_sides_are_added_where_one_voice_names_both(make, killed):
    def lost(claim_id, side, low, by):
        figure = killed(low, kind=VictimKind.COMBATANT)
        return make.claim(claim_id, figure, type="battle/armed_clash", by=by, actors=(make.actor(Role.VICTIM, side),))

    assert tolls([lost("c1", "army", 5, "x"), lost("c2", "rebels", 7, "x")]) == [("killed", 12, 12, 12)]
    assert tolls([lost("c1", "army", 5, "x"), lost("c2", "guards", 5, "y")]) == [("killed", 5, 5, 5)]


def test_units_measures_and_flows_are_kept_apart(make, killed):
    figures = (
        make.figure(Measure.ABDUCTED, 150, unit=Unit.FAMILY), make.figure(Measure.ABDUCTED, 1600),
        make.figure(Measure.STRENGTH, 70), make.figure(Measure.ATTACKERS, 3), make.figure(Measure.POPULATION, 65000),
    )  # fmt: skip
    (incident,) = reconcile([make.claim("c1", *figures, type="abduction/forced_transfer")])
    assert [(toll.unit, toll.best) for toll in incident.tolls] == [("family", 150), ("person", 1600)]


def test_the_latest_stock_stands(make):
    def stock(claim_id, low, day):
        figure = make.figure(Measure.TRAPPED, low, flow=Flow.STOCK, scope=Scope.INCIDENT)
        return make.claim(claim_id, figure, type="displacement/trapped", day=day, by="Council")

    claims = [stock("c1", 400, "2020-03-01"), stock("c2", 900, "2020-03-02")]
    incidents = reconcile(claims, judgements=[make.judgement("must-link", "c1", "c2")])
    assert [(toll.low, toll.best, toll.high) for toll in incidents[0].tolls] == [(900, 900, 900)]


def test_tables_are_whole():
    assert {kind.value for kind in SourceKind} | {"claimed"} == set(authorities())
    assert all(families()[event].families for event in families() if event[0] not in ("strength", "population", "vow"))
    assert all((event_type, None) in families() for event_type, _ in families())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.integers(0, 40), st.none() | st.integers(0, 9), st.sampled_from(list(Q)), st.sampled_from(list(SourceKind)),
            st.sampled_from([Status.ATTRIBUTED, Status.CLAIMED, Status.POSSIBLE]), st.sampled_from(list(VictimKind)),
            st.sampled_from([(), ("coordinate-victims",), ("subset-figure",)]), st.integers(1, 2),
        ),
        min_size=1, max_size=6,
    )
)  # fmt: skip
def test_bounds_are_in_order_and_traced(make, killed, rows):
    claims = []
    for n, (low, more, quantifier, kind, status, victims, rules, figures) in enumerate(rows):
        counted = [killed(low, None if more is None else low + more, quantifier=quantifier, kind=victims) for _ in range(figures)]
        claims.append(make.claim(f"c{n}", *counted, by=make.said(f"s{n}", kind), status=status, rules=rules))
    for incident in reconcile(claims):
        for toll in incident.tolls:
            assert toll.low <= toll.best
            assert toll.high is None or toll.best <= toll.high
            for name, value in (("low", toll.low), ("best", toll.best), ("high", toll.high)):
                terms = [bound.value for bound in toll.trace if bound.bound == name]
                assert terms, (name, toll)
                assert value == (None if None in terms else sum(terms)), (name, toll)
            assert {bound.rule for bound in toll.trace} <= set(toll_rules())
