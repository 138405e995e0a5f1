"""What numbers an incident holds."""

from __future__ import annotations

from dateline.records import Incident


def numbers_of(incident: Incident) -> tuple[set[int | None], set[int | None]]:
    """Return the numbers of an incident's tolls, and of what its voices state."""
    tolls = {value for toll in incident.tolls for value in (toll.low, toll.best, toll.high)}
    counts = {value for told in incident.counts for term in told.terms for value in (term.low, term.high)}
    return tolls, counts
