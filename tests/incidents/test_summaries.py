"""An incident on one line says what the incident says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dateline.incidents import reconcile, summarise
from dateline.records import Figure, PlaceRole, Role


def test_one_line_says_what_the_incident_says(make: Any, killed: Callable[..., Figure]) -> None:
    claims = [
        make.claim("c1", killed(12), by="ministry", actors=(make.actor(Role.PERPETRATOR, "insurgents"),)),
        make.claim("c2", killed(19), article="a2", by="hospital"),
    ]
    (incident,) = reconcile(claims)
    line = summarise(incident, 7)
    assert (line.id, line.number, line.claims, line.voices) == (incident.id, 7, 2, 2)
    assert (line.earliest, line.latest, line.place, line.admin1, line.precision) == ("2020-03-01", "2020-03-01", "Northford", "Hill", 1)
    assert [(t.low, t.best, t.high) for t in line.tolls] == [(t.low, t.best, t.high) for t in incident.tolls]
    assert line.contradictions == tuple(c.kind for c in incident.contradictions)


def test_the_place_it_is_at_stands_before_where_it_led(make: Any) -> None:
    places = (make.place("Southwick", role=PlaceRole.TO), make.place("Northford"))
    (incident,) = reconcile([make.claim("c1", places=places)])
    assert summarise(incident, 1).place == "Northford"


def test_unknown_stays_unknown(make: Any) -> None:
    (incident,) = reconcile([make.claim("c1", day=None, places=("Somewhere",))])
    line = summarise(incident, 1)
    assert (line.earliest, line.latest, line.lat, line.country, line.precision) == (None, None, None, None, 7)
