"""An incident as a placemark of KML 2.2 (OGC 07-147r2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING

from dateline.exports.cases import Case
from dateline.exports.evidence import evidence_of, pointer
from dateline.exports.losses import Losses
from dateline.exports.points import spot_of, why_no_spot
from dateline.exports.telling import contradictions, figures, standing, title
from dateline.exports.text import clean, one_line
from dateline.incidents import place_of
from dateline.records import Article, Claim, Incident

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "http://www.opengis.net/kml/2.2"


def document(cases: Iterable[Case], losses: Losses, notes: Mapping[str, str]) -> Iterator[str]:
    """Yield a KML document piece by piece, one placemark a line.

    Args:
        cases: incidents with what is behind them.
        losses: is told of incidents without a point or without a day.
        notes: profile, version and so on; the document's description.
    """
    said = escape(escape(clean("; ".join(f"{name}: {value}" for name, value in notes.items()))))
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<kml xmlns="{NAMESPACE}"><Document><name>Dateline</name><description>{said}</description>\n'
    for case in cases:
        if spot_of(case.incident) is None:
            losses.note(why_no_spot(case.incident), case.incident.id)
        when = case.incident.when
        if when is None or (when.earliest is None and when.latest is None):
            losses.note("no TimeSpan: no day is known", case.incident.id)
        yield placemark_of(case.incident, case.number, case.claims, case.articles) + "\n"
    yield "</Document></kml>\n"


def placemark_of(incident: Incident, number: int, claims: Mapping[str, Claim], articles: Mapping[str, Article]) -> str:
    """Return one ``Placemark`` as XML without a namespace declaration; it has no ``Point`` where there is no honest one.

    Globes render a description as HTML, so text is escaped twice there: a page cannot smuggle its markup onto somebody's map.

    Args:
        incident: the incident.
        number: its place among the ledger's incidents, from 1.
        claims: its claims by id.
        articles: the articles of these claims by id.
    """
    from lxml import etree

    mark = etree.Element("Placemark", id=f"incident-{incident.id}")
    _leaf(mark, "name", title(incident))
    _leaf(mark, "Snippet", figures(incident) or "nothing counted").set("maxLines", "2")
    _leaf(mark, "description", description_of(incident, claims, articles))
    _put_time(mark, incident)
    data = etree.SubElement(mark, "ExtendedData")
    for name, value in _data(incident, number):
        if value is not None:
            _leaf(etree.SubElement(data, "Data", name=name), "value", str(value))
    spot = spot_of(incident)
    if spot is not None:
        _leaf(etree.SubElement(mark, "Point"), "coordinates", f"{spot.lon:.5f},{spot.lat:.5f}")
    return str(etree.tostring(mark, encoding="unicode"))


def description_of(incident: Incident, claims: Mapping[str, Claim], articles: Mapping[str, Article]) -> str:
    """Return how an incident stands and its evidence as HTML, every word of a source escaped."""
    parts = [f"<p>{escape(standing(incident))}</p>"]
    if counted := figures(incident):
        parts.insert(0, f"<p>{escape(counted)}</p>")
    parts += [f"<p>contradiction, {escape(one)}</p>" for one in contradictions(incident)]
    for one in evidence_of(incident, claims, articles):
        said = f"{one_line(one.said_by)}; {pointer(one.article_id, one)}"
        link = "" if one.url is None else f' <a href="{escape(one.url)}">source</a>'
        parts.append(f"<p>“{escape(one_line(one.quote))}” ({escape(said)}){link}</p>")
    return "".join(parts)


def _put_time(mark: _Element, incident: Incident) -> None:
    """Put a ``TimeSpan`` of days; an open end is left out, as the standard has it, and nothing is put where no day is known."""
    from lxml import etree

    when = incident.when
    if when is None or (when.earliest is None and when.latest is None):
        return
    span = etree.SubElement(mark, "TimeSpan")
    for name, value in (("begin", when.earliest), ("end", when.latest)):
        if value is not None:
            _leaf(span, name, value[:10])


def _data(incident: Incident, number: int) -> list[tuple[str, str | int | float | None]]:
    """Return the typed data of a placemark; codes, numbers and names only, for programs."""
    where = place_of(incident)
    rows: list[tuple[str, str | int | float | None]] = [
        ("id", incident.id),
        ("number", number),
        ("event_type", incident.event_type),
        ("event_subtype", incident.event_subtype),
        ("stage", incident.stage),
        ("status", incident.status),
        ("grade", incident.grade),
        ("date_precision", "unknown" if incident.when is None else incident.when.precision),
        ("precision", 7 if where is None else where.precision),
        ("radius_km", None if where is None else where.radius_km),
        ("place", None if where is None else where.name),
        ("admin1", None if where is None else where.admin1),
        ("country", None if where is None else where.country),
        ("voices", len(incident.voices)),
    ]
    for toll in incident.tolls:
        key = "_".join(part for part in (toll.measure, "" if toll.unit == "person" else toll.unit, toll.flow or "") if part)
        rows += [(f"{key}_low", toll.low), (f"{key}_best", toll.best), (f"{key}_high", toll.high)]
    return rows


def _leaf(parent: _Element, tag: str, text: str) -> _Element:
    from lxml import etree

    leaf = etree.SubElement(parent, tag)
    leaf.text = clean(text)
    return leaf
