"""An incident as a row of UCDP GED (API order of versions 21 to 25; codes of the UCDP GED codebook).

An incident in which nobody is told to have died is no GED event. What only UCDP's own registers hold (ids of conflicts, dyads, actors and
countries) stays empty. No day is invented: an end that nobody tells is empty, and date_prec with it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from dateline.exports.cases import Case
from dateline.exports.facts import (
    STATE,
    Sides,
    armed_sides,
    articles_of,
    country_name,
    date_precision,
    days_of,
    deaths_of,
    names_of,
    outlet_of,
)  # fmt: skip
from dateline.exports.losses import Losses
from dateline.exports.points import spot_of, why_no_spot
from dateline.exports.sheets import PERIOD, LeftOut, Value, columns_of
from dateline.incidents import place_of
from dateline.incidents.summaries import scope_of
from dateline.records import Scope, SourceKind
from dateline.views.words import route

COLUMNS = columns_of("ged")
#: Cells of a PRIO-GRID row, and their size in degrees (Tollefsen, Strand and Buhaug 2012).
_GRID, _CELL = 720, 0.5


def row_of(case: Case, losses: Losses) -> Mapping[str, Value]:
    """Return the row of a case.

    Raises:
        LeftOut: if nobody is told to have died.
    """
    incident = case.incident
    if scope_of(incident) is Scope.PERIOD:
        raise LeftOut(PERIOD)
    deaths = deaths_of(incident)
    if deaths is None or deaths.best < 1:
        raise LeftOut("nobody is told to have been killed")
    if incident.status == "rejected":
        raise LeftOut("a person rejected it")
    first, last = days_of(incident)
    if first is None or last is None:
        losses.note("an end of its days is not known: date_start or date_end, and date_prec, are empty", incident.id)
    if deaths.high is None:
        losses.note("nobody bounds the dead: high is the best figure", incident.id)
    sides = armed_sides(incident)
    violence = type_of_violence(sides)
    if violence is None:
        losses.note("sides not told: type_of_violence is empty", incident.id)
    spot, where = spot_of(incident), place_of(incident)
    if spot is None:
        losses.note(why_no_spot(incident), incident.id)
    if incident.contradictions:
        losses.note("contradictions have no column", incident.id)
    one = days = first or last
    held = articles_of(case)
    country = where.country if where is not None else None
    side_a, side_b = names_of(sides.a), names_of(sides.b) or ("Civilians" if sides.civilians else None)
    return {
        "id": incident.id,
        "relid": f"{country or 'XX'}-{one.year if one is not None else 'unknown'}-{incident.id}",
        "year": days.year if days is not None else None,
        "code_status": "Clear" if incident.status == "confirmed" else "Check",
        "type_of_violence": violence,
        "dyad_name": f"{side_a} - {side_b}" if side_a and side_b else None,
        "side_a": side_a,
        "side_b": side_b,
        "number_of_sources": len(incident.voices),
        "source_article": "; ".join(
            f"{outlet_of(a)} ({a.published.day if a.published is not None else 'undated'}): {a.title or 'without a title'}" for a in held
        ),
        "source_office": "; ".join(dict.fromkeys(outlet_of(a) for a in held)),
        "source_date": "; ".join(dict.fromkeys(a.published.day for a in held if a.published is not None)),
        "source_headline": "; ".join(dict.fromkeys(a.title for a in held if a.title is not None)),
        "source_original": "; ".join(voice.name for voice in incident.voices if voice.kind != SourceKind.MEDIA),
        "where_prec": where.precision if where is not None else 7,
        "where_coordinates": where.name if where is not None else None,
        "where_description": route(incident.places) if incident.places else None,
        "adm_1": where.admin1 if where is not None else None,
        "latitude": spot.lat if spot is not None else None,
        "longitude": spot.lon if spot is not None else None,
        "geom_wkt": f"POINT ({spot.lon} {spot.lat})" if spot is not None else None,
        "priogrid_gid": priogrid(spot.lat, spot.lon) if spot is not None else None,
        "country": country_name(country),
        "event_clarity": 1 if date_precision(incident) in (1, 2) else 2,
        "date_prec": date_precision(incident),
        "date_start": first.isoformat() if first is not None else None,
        "date_end": last.isoformat() if last is not None else None,
        "deaths_a": deaths.side_a,
        "deaths_b": deaths.side_b,
        "deaths_civilians": deaths.civilians,
        "deaths_unknown": deaths.unknown,
        "best": deaths.best,
        "high": deaths.best if deaths.high is None else deaths.high,
        "low": deaths.low,
    }


def type_of_violence(sides: Sides) -> int | None:
    """Return UCDP's type: 1 a state fights, 2 others fight each other, 3 one side against civilians; ``None`` where it is not told."""
    state = any(actor.kind in STATE for actor in (*sides.a, *sides.b))
    if sides.a and sides.b:
        return 1 if state else 2
    return 3 if sides.civilians and (sides.a or sides.b) else None


def priogrid(lat: float, lon: float) -> int:
    """Return the PRIO-GRID cell of a point, counted from 1 at the south-west, 720 to a row of half a degree.

    >>> priogrid(33.0, 44.0), priogrid(-90.0, -180.0)
    (177569, 1)
    """
    row = min(359, math.floor((lat + 90) / _CELL))
    return row * _GRID + min(_GRID - 1, math.floor((lon + 180) / _CELL)) + 1
