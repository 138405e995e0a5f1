"""An incident as a row in the layout of ACLED (columns of 2023 and later; codes of the ACLED codebook).

The layout is public, the data set is ACLED's: the rows are Dateline's own. ACLED gives each event one day: an incident without a first
and a last day is left out, and of a longer stretch the first day stands, with time_precision.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from dateline.exports.cases import Case
from dateline.exports.facts import (
    alpha3,
    armed_sides,
    articles_of,
    country_name,
    days_of,
    deaths_of,
    names_of,
    outlet_of,
)  # fmt: skip
from dateline.exports.losses import Losses
from dateline.exports.points import spot_of, why_no_spot
from dateline.exports.sheets import PERIOD, LeftOut, Value, columns_of
from dateline.exports.tables import read_table
from dateline.exports.telling import figures, standing, title
from dateline.incidents import place_of
from dateline.incidents.summaries import scope_of
from dateline.records import Incident, Participant, Scope

COLUMNS = columns_of("acled")
#: ACLED's geo_precision by UCDP's where_prec, which Dateline keeps: 1 exact, 2 near a place or a district, 3 a wider area.
_GEO = {1: 1, 2: 2, 3: 2}
_OTHER = "External/Other forces"


def row_of(case: Case, losses: Losses) -> Mapping[str, Value]:
    """Return the row of a case.

    Raises:
        LeftOut: if ACLED has no category for it, its day is not known, or a person rejected it.
    """
    incident = case.incident
    if scope_of(incident) is Scope.PERIOD:
        raise LeftOut(PERIOD)
    coded = event_of(incident)
    if coded is None:
        raise LeftOut("ACLED has no category for its type")
    if incident.status == "rejected":
        raise LeftOut("a person rejected it")
    if incident.stage != "accomplished":
        raise LeftOut("it did not come to pass, or only may have")
    first, last = days_of(incident)
    if first is None or last is None:
        raise LeftOut("ACLED gives every event a day, and an end of its days is not known")
    length = (last - first).days + 1
    if length > 1:
        losses.note("a stretch of days: event_date is the first", incident.id)
    spot, where = spot_of(incident), place_of(incident)
    if spot is None:
        losses.note(why_no_spot(incident), incident.id)
    deaths = deaths_of(incident)
    if deaths is not None and (deaths.low, deaths.high) != (deaths.best, deaths.best):
        losses.note("low and high of the dead stand in the notes alone", incident.id)
    sides = armed_sides(incident)
    civilians = sides.civilians and not (sides.a and sides.b)
    actor2 = sides.b or ()
    inter1, inter2 = _inter(sides.a), "Civilians" if civilians and not actor2 else _inter(actor2)
    country = where.country if where is not None else None
    disorder, kind, narrow = coded
    return {
        "event_id_cnty": f"{alpha3().get(country or '', 'XXX')}{incident.id}",
        "event_date": first.isoformat(),
        "year": first.year,
        "time_precision": 1 if length == 1 else 2 if length <= 7 else 3,
        "disorder_type": disorder,
        "event_type": kind,
        "sub_event_type": narrow,
        "actor1": sides.a[0].name if sides.a else None,
        "assoc_actor_1": names_of(sides.a[1:]),
        "inter1": inter1,
        "actor2": actor2[0].name if actor2 else "Civilians" if civilians else None,
        "assoc_actor_2": names_of(actor2[1:]),
        "inter2": inter2,
        "interaction": "-".join(one for one in (inter1, inter2) if one) or None,
        "civilian_targeting": "Civilian targeting" if civilians else None,
        "country": country_name(country),
        "admin1": where.admin1 if where is not None else None,
        "location": where.name if where is not None else None,
        "latitude": spot.lat if spot is not None else None,
        "longitude": spot.lon if spot is not None else None,
        "geo_precision": _GEO.get(where.precision, 3) if where is not None else None,
        "source": "; ".join(dict.fromkeys(outlet_of(article) for article in articles_of(case))),
        "notes": ". ".join(words for words in (title(incident), figures(incident), standing(incident)) if words),
        "fatalities": deaths.best if deaths is not None else 0,
        "tags": "confirmed by a person" if incident.status == "confirmed" else "proposed by a program",
    }


def event_of(incident: Incident) -> tuple[str, str, str] | None:
    """Return disorder type, event type and sub-event type; ``None`` where ACLED has none."""
    table = _events()
    return table.get((incident.event_type, incident.event_subtype or "")) or table.get((incident.event_type, ""))


def _inter(actors: tuple[Participant, ...]) -> str | None:
    return _kinds().get(actors[0].kind, _OTHER) if actors else None


@cache
def _events() -> Mapping[tuple[str, str], tuple[str, str, str]]:
    columns = ("event_type", "event_subtype", "disorder_type", "acled_event", "acled_sub_event", "source")
    return {(kind, narrow): (disorder, event, sub) for kind, narrow, disorder, event, sub, _ in read_table("acled_events.tsv", columns)}


@cache
def _kinds() -> Mapping[str, str]:
    return {kind: inter for kind, inter, _ in read_table("acled_actors.tsv", ("kind", "inter", "source"))}
