"""Participants, means and damage of a happening are merged over its claims, every mention kept."""

from __future__ import annotations

import pytest

from dateline.incidents import reconcile
from dateline.records import ActorMention, Means, Role, Span, Status


def said(quote: str, role: Role = Role.VICTIM, at: int = 0, **more: str) -> ActorMention:
    return ActorMention(role, Span(at, at + len(quote), quote), more.get("actor_id"), more.get("name"), more.get("kind", "civilian"))


def sides(*claims):
    (incident,) = reconcile(claims)
    return [(p.role.value, p.name, len(p.mentions)) for p in incident.actors]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("militiamen", "Shi'ite militiamen", [("victim", "Shi'ite militiamen", 2)]),
        ("Balad market", "crowded market in the Iraqi town of Balad", [("victim", "crowded market in the Iraqi town of Balad", 2)]),
        ("two soldiers", "soldiers", [("victim", "two soldiers", 2)]),
        ("market", "police station", [("victim", "market", 1), ("victim", "police station", 1)]),
        ("Shi'ite militiamen", "Sunni militiamen", [("victim", "Shi'ite militiamen", 1), ("victim", "Sunni militiamen", 1)]),
    ],
)
def test_descriptions(make, one, other, expected):
    assert sides(make.claim("a", actors=(said(one),)), make.claim("b", actors=(said(other, at=90),))) == expected


def test_an_actor_of_the_registry_is_one_whatever_it_is_called(make):
    daesh = said("Daesh", Role.PERPETRATOR, actor_id="islamic-state", name="Islamic State", kind="armed_group")
    group = said("the group", Role.PERPETRATOR, 40, actor_id="islamic-state", name="Islamic State", kind="armed_group")
    assert sides(make.claim("a", actors=(daesh,)), make.claim("b", actors=(group,))) == [("perpetrator", "Islamic State", 2)]


def test_one_role_is_not_another(make):
    assert len(sides(make.claim("a", actors=(said("soldiers"), said("soldiers", Role.PERPETRATOR))))) == 2


def test_means_and_damage_lead_to_their_claims(make):
    bomb = make.claim("a", means=(Means("vehicle bomb", Span(0, 8, "car bomb")),))
    ruin = make.claim(
        "b", type="destruction/property_destruction", trigger=Span(30, 39, "destroyed"), actors=(said("ten shops", Role.TARGET, 9),)
    )
    incidents = reconcile([bomb, ruin])
    assert [(means.kind, [m.claim_id for m in means.mentions]) for i in incidents for means in i.means] == [("vehicle bomb", ["a"])]
    assert [(d.effect, d.target, d.mention.claim_id) for i in incidents for d in i.damage] == [("destroyed", "ten shops", "b")]


@pytest.mark.parametrize(
    ("statuses", "stage"),
    [
        ([Status.ASSERTED], "accomplished"),
        ([Status.ATTEMPTED], "attempted"),
        ([Status.POSSIBLE], "possible"),
        ([Status.POSSIBLE, Status.ATTRIBUTED], "accomplished"),
    ],
)
def test_stage(make, statuses, stage):
    (incident,) = reconcile([make.claim(f"c{n}", status=status) for n, status in enumerate(statuses)])
    assert incident.stage == stage
