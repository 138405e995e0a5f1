"""A toll parted by its victims: either side, civilians, the rest; nobody twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.incidents import reconcile
from dateline.incidents.tables import policies, toll_rules
from dateline.records import Quantifier, Role, SourceKind, Status, VictimKind

CIVILIAN, COMBATANT = {"kind": VictimKind.CIVILIAN}, {"kind": VictimKind.COMBATANT}


def shares(make, claims, **options):
    """Return the shares of the dead of claims that are put together."""
    ids = [claim.id for claim in claims]
    together = [make.judgement("must-link", *ids)] if len(ids) > 1 else []
    (incident,) = reconcile(claims, judgements=together, **options)
    return {share.victims: (share.low, share.best, share.high) for toll in incident.tolls for share in toll.shares}


@pytest.fixture
def fight(make):
    """Return a maker of the actors of a claim: the army of a state and a front, in the roles given."""

    def actors(army: Role | None, front: Role | None):
        kinds = (("army", army, "state_forces"), ("front", front, "rebel"))
        return tuple(replace(make.actor(role, name), kind=kind) for name, role, kind in kinds if role is not None)

    return actors


def test_nobody_told_apart_is_no_share(make, killed):
    assert shares(make, [make.claim("c1", killed(12))]) == {}


def test_civilians_and_the_rest(make, killed):
    claims = [make.claim("all", killed(12), by="x"), make.claim("some", killed(9, **CIVILIAN), by="y")]
    assert shares(make, claims) == {"civilian": (9, 9, 9), "unknown": (3, 3, 3)}


def test_a_part_is_the_least_its_group_can_be(make, killed):
    claims = [make.claim("all", killed(15), by="x"), make.claim("children", killed(3, **CIVILIAN), by="x", rules=("subset-figure",))]
    assert shares(make, claims) == {"civilian": (3, 3, 15), "unknown": (0, 12, 12)}


def test_an_open_group_may_be_all_of_the_total(make, killed):
    some = killed(9, None, quantifier=Quantifier.AT_LEAST, **CIVILIAN)
    claims = [make.claim("all", killed(12, 14, quantifier=Quantifier.RANGE), by="x"), make.claim("some", some, by="y")]
    assert shares(make, claims) == {"civilian": (9, 9, 14), "unknown": (0, 3, 5)}


def test_a_group_larger_than_the_total_takes_no_more_than_there_is(make, killed):
    claims = [make.claim("all", killed(12), by=make.said("x", SourceKind.MEDIC)), make.claim("some", killed(15, **CIVILIAN), by="y")]
    (incident,) = reconcile(claims, judgements=[make.judgement("must-link", "all", "some")])
    (toll,) = incident.tolls
    assert [(share.victims, share.low, share.best, share.high) for share in toll.shares] == [
        ("civilian", 12, 12, 15), ("unknown", 0, 0, 3),
    ]  # fmt: skip
    assert [(b.bound, b.value, b.rule, b.claim_id) for b in toll.shares[0].trace] == [
        ("low", 12, "capped-by-total", "all"), ("best", 12, "capped-by-total", "all"), ("high", 15, "highest-stated", "some"),
    ]  # fmt: skip


def test_the_state_is_side_a_and_whom_it_fights_side_b(make, killed, fight):
    army = make.said("Officer", SourceKind.BELLIGERENT, party=True)
    claims = [
        make.claim("own", killed(6, **COMBATANT), by=army, type="battle/armed_clash", actors=fight(Role.VICTIM, Role.PERPETRATOR)),
        make.claim("theirs", killed(9, **COMBATANT), by=army, type="battle/armed_clash", actors=fight(Role.PERPETRATOR, Role.VICTIM)),
        make.claim("town", killed(2, **CIVILIAN), by=army, type="battle/armed_clash"),
    ]
    assert shares(make, claims) == {"side_a": (6, 6, 6), "side_b": (9, 9, 9), "civilian": (2, 2, 2)}
    (incident,) = reconcile(claims, judgements=[make.judgement("must-link", *(claim.id for claim in claims))])
    assert [(share.victims, share.actors) for share in incident.tolls[0].shares] == [
        ("side_a", ("army",)), ("side_b", ("front",)), ("civilian", ()),
    ]  # fmt: skip


def test_without_a_state_the_attacker_is_side_a(make, killed):
    band, front = (replace(make.actor(role, name), kind="rebel") for role, name in ((Role.PERPETRATOR, "band"), (Role.VICTIM, "front")))
    assert shares(make, [make.claim("c1", killed(4, **COMBATANT), actors=(front, band))]) == {"side_b": (4, 4, 4)}


def test_combatants_whose_side_nobody_tells_are_unknown(make, killed):
    claims = [make.claim("c1", killed(4, **COMBATANT), by="x"), make.claim("c2", killed(5, **CIVILIAN), by="y")]
    assert shares(make, claims) == {"civilian": (5, 5, 5), "unknown": (4, 4, 4)}


def test_where_three_fight_each_other_only_the_state_has_a_side(make, killed, fight):
    turned = replace(make.actor(Role.VICTIM, "front"), kind="rebel")
    helper = replace(make.actor(Role.PERPETRATOR, "band"), kind="rebel")
    claims = [
        make.claim("c1", killed(4, **COMBATANT), by="x", actors=fight(Role.PERPETRATOR, Role.VICTIM)),
        make.claim("c2", by="y", actors=(turned, helper)),
        make.claim("c3", by="z", actors=(replace(helper, role=Role.VICTIM), *fight(Role.PERPETRATOR, None))),
    ]
    assert shares(make, claims) == {}
    lost = make.claim("c4", killed(2, **COMBATANT), by="x", actors=fight(Role.VICTIM, None))
    assert shares(make, [*claims, lost])["side_a"] == (2, 2, 2)


def test_what_a_party_boasts_of_is_added_to_the_high_of_its_enemy(make, killed, fight):
    own = make.claim(
        "own", killed(6, **COMBATANT), by=make.said("Officer", SourceKind.BELLIGERENT, party=True), actors=fight(Role.VICTIM, None)
    )
    boast = make.claim(
        "boast", killed(34, **COMBATANT), by=make.said("Spokesman", SourceKind.BELLIGERENT, party=True), status=Status.CLAIMED,
        actors=fight(None, Role.VICTIM),
    )  # fmt: skip
    assert shares(make, [own, boast]) == {"side_a": (6, 6, 6), "side_b": (0, 0, 34)}
    (incident,) = reconcile([own, boast], judgements=[make.judgement("must-link", "own", "boast")])
    assert [(toll.low, toll.best, toll.high) for toll in incident.tolls] == [(6, 6, 40)]


ROW = st.tuples(
    st.integers(0, 40), st.none() | st.integers(0, 9), st.sampled_from(list(Quantifier)), st.sampled_from(list(SourceKind)), st.booleans(),
    st.sampled_from([Status.ATTRIBUTED, Status.CLAIMED, Status.POSSIBLE]), st.sampled_from(list(VictimKind)),
    st.sampled_from([(), ("coordinate-victims",), ("subset-figure",)]), st.sampled_from([None, "army", "front"]),
    st.sampled_from([Role.VICTIM, Role.PERPETRATOR, Role.SIDE]),
)  # fmt: skip


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ROW, min_size=1, max_size=6))
def test_shares_add_up_under_every_policy(make, killed, rows):
    claims = []
    for n, (low, more, quantifier, kind, party, status, victims, rules, actor, role) in enumerate(rows):
        figure = killed(low, None if more is None else low + more, quantifier=quantifier, kind=victims)
        kinds = {"army": "state_forces", "front": "rebel"}
        actors = () if actor is None else (replace(make.actor(role, actor), kind=kinds[actor]),)
        by = make.said(f"s{n}", kind, party=party)
        claims.append(make.claim(f"c{n}", figure, by=by, status=status, rules=rules, actors=actors))
    together = [make.judgement("must-link", *(claim.id for claim in claims))] if len(claims) > 1 else []
    for policy in policies():
        for incident in reconcile(claims, judgements=together, policy=policy):
            for toll in incident.tolls:
                assert toll.low <= toll.best
                assert toll.high is None or toll.best <= toll.high
                assert sum(share.best for share in toll.shares) == (toll.best if toll.shares else 0)
                assert sum(share.low for share in toll.shares) <= toll.low
                for share in toll.shares:
                    assert 0 <= share.low <= share.best, (policy, share)
                    assert share.high is None or share.best <= share.high, (policy, share)
                    for name, value in (("low", share.low), ("best", share.best), ("high", share.high)):
                        terms = [bound.value for bound in share.trace if bound.bound == name]
                        assert terms, (name, share)
                        assert value == (None if None in terms else sum(terms)), (name, share)
                    assert {bound.rule for bound in share.trace} <= set(toll_rules())
