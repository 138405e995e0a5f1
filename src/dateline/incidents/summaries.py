"""Put an incident on one line."""

from __future__ import annotations

from dateline.incidents.breakdown import ARMED
from dateline.incidents.strands import incident_id
from dateline.records import Incident, IncidentSummary, PlaceRole, Role, Scope, TollLine, Where

#: Roles in which a participant fights; the places of a happening by how they tell where it was.
_FIGHTING = (Role.PERPETRATOR, Role.TARGET, Role.SIDE)
_ROLES = (PlaceRole.AT, PlaceRole.NEAR, PlaceRole.FROM, PlaceRole.TO, PlaceRole.VIA)


def summarise(incident: Incident, number: int) -> IncidentSummary:
    """Return an incident on one line.

    Args:
        incident: as derived.
        number: its place among the ledger's incidents, from 1.
    """
    where = place_of(incident)
    when = incident.when
    sides = (a.name for a in incident.actors if a.role in _FIGHTING and a.kind in ARMED)
    return IncidentSummary(
        id=incident.id,
        number=number,
        event_type=incident.event_type,
        event_subtype=incident.event_subtype,
        stage=incident.stage,
        status=incident.status,
        grade=incident.grade,
        earliest=when.earliest[:10] if when is not None and when.earliest is not None else None,
        latest=when.latest[:10] if when is not None and when.latest is not None else None,
        place=where.name if where is not None else None,
        lat=where.lat if where is not None else None,
        lon=where.lon if where is not None else None,
        precision=where.precision if where is not None else 7,
        country=where.country if where is not None else None,
        admin1=where.admin1 if where is not None else None,
        sides=tuple(dict.fromkeys(sides)),
        tolls=tuple(TollLine(t.measure, t.unit, t.flow, t.low, t.best, t.high) for t in incident.tolls),
        contradictions=tuple(c.kind for c in incident.contradictions),
        voices=len(incident.voices),
        claims=len(incident.claim_ids),
        kinds=tuple(sorted({voice.kind for voice in incident.voices})),
        scope=scope_of(incident),
    )


def place_of(incident: Incident) -> Where | None:
    """Return the one place that stands for an incident: the first of the role that says most of where it was, resolved before not."""
    ranked = sorted(incident.places, key=lambda where: (where.lat is None, _ROLES.index(where.role)))
    return ranked[0] if ranked else None


def scope_of(incident: Incident) -> Scope:
    """Return whether an incident's figures count one happening or a stretch of days: its id tells, being made of its anchor and scope."""
    periods = (incident_id(claim_id, Scope.PERIOD) for claim_id in incident.claim_ids)
    return Scope.PERIOD if incident.id in periods else Scope.INCIDENT
