"""An incident as a row of HXL 1.1: a row of names, a row of hashtags (hxlstandard.org), then data.

HXL has no standard attribute for precision, or for low and high; ``+precision``, ``+min`` and ``+max`` are custom attributes, which it
allows.
"""

from __future__ import annotations

from collections.abc import Mapping

from dateline.exports.cases import Case
from dateline.exports.facts import (
    alpha3,
    armed_sides,
    articles_of,
    country_name,
    date_precision,
    days_of,
    deaths_of,
    names_of,
    outlet_of,
    toll_of,
)  # fmt: skip
from dateline.exports.identifiers import web_address
from dateline.exports.losses import Losses
from dateline.exports.points import spot_of, why_no_spot
from dateline.exports.sheets import PERIOD, LeftOut, Value, columns_of
from dateline.exports.telling import title
from dateline.incidents import place_of
from dateline.incidents.summaries import scope_of
from dateline.records import Measure, PlaceRole, Scope, Toll

COLUMNS = columns_of("hxl")
_HELD = frozenset({Measure.KILLED, Measure.INJURED, Measure.ABDUCTED, Measure.DISPLACED})


def row_of(case: Case, losses: Losses) -> Mapping[str, Value]:
    """Return the row of a case.

    Raises:
        LeftOut: if its figures are a total of many happenings.
    """
    incident = case.incident
    if scope_of(incident) is Scope.PERIOD:
        raise LeftOut(PERIOD)
    first, last = days_of(incident)
    spot, where = spot_of(incident), place_of(incident)
    if spot is None:
        losses.note(why_no_spot(incident), incident.id)
    if any(toll.measure not in _HELD for toll in incident.tolls):
        losses.note("a toll of another measure than killed, injured, abducted and displaced has no column", incident.id)
    if any(toll.high is None for toll in incident.tolls):
        losses.note("nobody bounds a figure: its +max is empty", incident.id)
    if incident.contradictions:
        losses.note("contradictions have no column", incident.id)
    deaths, sides, held = deaths_of(incident), armed_sides(incident), articles_of(case)
    country = where.country if where is not None else None
    days = sorted(article.published.day for article in held if article.published is not None)
    return {
        "id": incident.id,
        "status": incident.status,
        "grade": incident.grade,
        "type": incident.event_type,
        "subtype": incident.event_subtype,
        "date_start": first.isoformat() if first is not None else None,
        "date_end": last.isoformat() if last is not None else None,
        "date_precision": date_precision(incident),
        "reported": days[0] if days else None,
        "country_code": alpha3().get(country or ""),
        "country": country_name(country),
        "adm1": where.admin1 if where is not None else None,
        "location": where.name if where is not None else None,
        "lat": spot.lat if spot is not None else None,
        "lon": spot.lon if spot is not None else None,
        "geo_precision": where.precision if where is not None else None,
        "group_1": names_of(sides.a),
        "group_2": names_of(sides.b),
        "killed_min": deaths.low if deaths is not None else None,
        "killed": deaths.best if deaths is not None else None,
        "killed_max": deaths.high if deaths is not None else None,
        "killed_civilians": deaths.civilians if deaths is not None and deaths.civilians else None,
        "injured": _best(toll_of(incident, Measure.INJURED)),
        "abducted": _best(toll_of(incident, Measure.ABDUCTED)),
        "displaced": _best(toll_of(incident, Measure.DISPLACED)),
        "origin": _named(case, PlaceRole.FROM),
        "destination": _named(case, PlaceRole.TO),
        "source": "; ".join(dict.fromkeys(outlet_of(article) for article in held)),
        "voices": len(incident.voices),
        "url": next((url for article in held if (url := web_address(article.url)) is not None), None),
        "description": title(incident),
    }


def _best(toll: Toll | None) -> int | None:
    return None if toll is None else toll.best


def _named(case: Case, role: PlaceRole) -> str | None:
    return ", ".join(dict.fromkeys(where.name for where in case.incident.places if where.role is role)) or None
