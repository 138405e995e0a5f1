"""An incident in words, for layouts that people read: a title, a line of figures, what stands against it."""

from __future__ import annotations

from dateline.exports.text import one_line
from dateline.records import Incident
from dateline.views import words

#: How an incident stands, in the words of a reader: machine proposals and human judgements are never mixed up.
STANDINGS = {
    "proposed": "proposed by a program, not checked by a person",
    "confirmed": "confirmed by a person",
    "rejected": "rejected by a person",
}


def title(incident: Incident) -> str:
    """Return what, where and when on one line: ``vehicle bombing, Balad, 27 Oct 2016``; what is unknown is said to be."""
    what = words.event(incident)
    if incident.stage != "accomplished":
        what = f"{incident.stage} {what}"
    where = words.route(incident.places)
    when = words.stretch(incident.when)
    return one_line(f"{what}, {'place unknown' if where == '–' else where}, {'day unknown' if when == '–' else when}")


def figures(incident: Incident) -> str:
    """Return all tolls, best with bounds: ``16 (9–35) killed, 40 (21+) injured``; empty where nothing was counted."""
    return "" if not incident.tolls else one_line(words.toll(incident.tolls, named=True))


def standing(incident: Incident) -> str:
    """Return how well an incident is told and who has looked at it."""
    told = f"{words.plural(len(incident.voices), 'independent voice')}; {incident.grade}"
    return f"{told}; {STANDINGS.get(incident.status, incident.status)}"


def contradictions(incident: Incident) -> tuple[str, ...]:
    """Return what cannot all be true, one line each."""
    return tuple(one_line(f"{words.spoken(one.kind)}: {one.summary}") for one in incident.contradictions)
