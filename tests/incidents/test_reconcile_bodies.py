"""Bodies found and the killing behind them; which type an incident takes."""

from __future__ import annotations

import pytest

from dateline.incidents import reconcile
from dateline.records import SourceKind, Status

OPEN = (None, "2020-03-03")


@pytest.mark.parametrize(
    ("graves", "deaths", "day", "groups_", "type_", "why"),
    [
        ((38,), (), OPEN, 1, "bodies", "the killing has no number and no day of its own"),
        ((38,), (), "2020-03-01", 1, "attack", "the killing has a day of its own"),
        ((38,), (38,), OPEN, 1, "bodies", "the same number"),
        ((38,), (5,), "2020-03-01", 2, None, "two numbers: the dead found are others"),
    ],
)
def test_a_find_of_bodies_and_the_killing(make, killed, graves, deaths, day, groups_, type_, why):
    find = make.claim("find", *map(killed, graves), type="bodies/mass_grave", day=OPEN, by="Team")
    shooting = make.claim("kill", *map(killed, deaths), type="attack/shooting", day=day, by="Villager")
    incidents = reconcile([find, shooting])
    assert len(incidents) == groups_, why
    assert type_ is None or incidents[0].event_type == type_, why


def test_bodies_and_killings_of_two_reports_stay_apart(make, killed):
    find = make.claim("find", killed(20), type="bodies/bodies_found", by="Police")
    shooting = make.claim("kill", killed(20), type="attack/shooting", by="Villager", article="a2")
    assert len(reconcile([find, shooting])) == 2


def test_counts_of_a_grave_may_grow(make, killed):
    first = make.claim("c1", killed(9), type="bodies/mass_grave", by="Photographer")
    later = make.claim("c2", killed(38), type="bodies/mass_grave", by="Team", article="a2")
    (incident,) = reconcile([first, later])
    assert incident.contradictions[0].kind == "number"


def test_one_speakers_number_joins_whatever_act_stands_beside_it(make, killed):
    boast = {"by": make.said("Front", SourceKind.BELLIGERENT, party=True), "status": Status.CLAIMED}
    first = make.claim("c1", killed(35), **boast)
    again = make.claim("c2", killed(35), type="battle/offensive", article="a2", **boast)
    other = make.claim("c3", killed(30), type="explosion/bombing", article="a3", by="Clinic")
    (incident,) = reconcile([first, again, other])
    assert set(incident.claim_ids) == {"c1", "c2", "c3"}


def test_most_name_the_act(make, killed):
    claims = [
        make.claim("c1", type="battle/offensive"),
        make.claim("c2", killed(4), type="attack/armed_attack", by="Army"),
        make.claim("c3", killed(12), type="attack/killing", by="Front"),
        make.claim("c4", type="attack/armed_attack"),
    ]
    (incident,) = reconcile(claims)
    assert (incident.event_type, incident.event_subtype) == ("attack", "armed_attack")
