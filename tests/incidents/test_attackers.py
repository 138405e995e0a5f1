"""Attackers who die are not among their victims: neither count is a toll of the other's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from dateline.incidents import reconcile
from dateline.records import Figure, Role, VictimKind


def test_dead_attackers_are_apart_from_their_victims(make: Any, killed: Callable[..., Figure]) -> None:
    policemen = replace(killed(4, kind=VictimKind.COMBATANT), who="policemen")
    gunmen = replace(killed(2, kind=VictimKind.COMBATANT), who="gunmen")
    claims = [
        make.claim("c1", policemen, by="army", actors=(make.actor(Role.VICTIM, "ld-police"),)),
        make.claim("c2", gunmen, by="army"),
    ]
    (incident,) = reconcile(claims)
    assert {count.victims for count in incident.counts} == {"combatant:ld-police", "combatant:attackers"}
    (toll,) = incident.tolls
    assert (toll.low, toll.best, toll.high) == (6, 6, 6)
