"""An incident as an entry of an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING

from dateline import __version__
from dateline.exports.cases import Case
from dateline.exports.evidence import evidence_of, newest, pointer
from dateline.exports.identifiers import iri
from dateline.exports.losses import Losses
from dateline.exports.points import spot_of, why_no_spot
from dateline.exports.telling import contradictions, figures, standing, title
from dateline.exports.text import clean, one_line
from dateline.exports.times import as_instant
from dateline.records import Article, Claim, Incident

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "http://www.w3.org/2005/Atom"
#: GeoRSS-Simple (OGC 17-002r1), which feed readers with maps know.
GEORSS = "http://www.georss.org/georss"
_XHTML = "http://www.w3.org/1999/xhtml"
#: Stands for a time that nobody states, where the standard demands one.
UNKNOWN_TIME = "1970-01-01T00:00:00Z"


def document(cases: Iterable[Case], losses: Losses, notes: Mapping[str, str]) -> Iterator[str]:
    """Yield a feed piece by piece, one entry a line; the feed's own ``updated`` comes last, when the newest entry is known.

    Args:
        cases: incidents with what is behind them.
        losses: is told of incidents of no dated article, and of those without a point.
        notes: profile, version and so on; the feed's subtitle.
    """
    said = escape(clean("; ".join(f"{name}: {value}" for name, value in notes.items())))
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<feed xmlns="{NAMESPACE}" xmlns:georss="{GEORSS}"><id>{iri("feed", "incidents")}</id><title>Incidents</title>'
    yield f"<subtitle>{said}</subtitle><author><name>Dateline</name></author>"
    yield f'<generator version="{__version__}">Dateline</generator>\n'
    newest_entry = UNKNOWN_TIME
    for case in cases:
        updated = updated_of(case.incident, case.claims, case.articles)
        if updated is None:
            losses.note("no time of publication is known: updated is 1970", case.incident.id)
        if spot_of(case.incident) is None:
            losses.note(why_no_spot(case.incident), case.incident.id)
        newest_entry = max(newest_entry, updated or UNKNOWN_TIME)
        yield entry_of(case.incident, updated or UNKNOWN_TIME, case.claims, case.articles) + "\n"
    yield f"<updated>{newest_entry}</updated></feed>\n"


def updated_of(incident: Incident, claims: Mapping[str, Claim], articles: Mapping[str, Article]) -> str | None:
    """Return when an entry was last changed, RFC 3339: the time of the newest article behind it; ``None`` where none is dated."""
    stated = newest(incident, claims, articles)
    return None if stated is None else f"{as_instant(stated).isoformat(timespec='seconds')}Z"


def entry_of(incident: Incident, updated: str, claims: Mapping[str, Claim], articles: Mapping[str, Article]) -> str:
    """Return one ``entry`` as XML without a declaration of Atom's namespace.

    Args:
        incident: the incident.
        updated: what `updated_of` returns, or what stands in for it.
        claims: its claims by id.
        articles: the articles of these claims by id.
    """
    from lxml import etree

    entry = etree.Element("entry")
    _leaf(entry, "id", iri("incident", incident.id))
    _leaf(entry, "title", title(incident))
    _leaf(entry, "updated", updated)
    held = list(evidence_of(incident, claims, articles))
    if times := sorted(one.published for one in held if one.published is not None):
        _leaf(entry, "published", f"{as_instant(times[0]).isoformat(timespec='seconds')}Z")
    for term in dict.fromkeys((incident.event_type, incident.event_subtype, f"grade:{incident.grade}", f"status:{incident.status}")):
        if term is not None:
            etree.SubElement(entry, "category", term=one_line(term))
    for url in dict.fromkeys(one.url for one in held if one.url is not None):
        etree.SubElement(entry, "link", rel="via", href=url)
    _leaf(entry, "summary", "; ".join(part for part in (figures(incident), standing(incident)) if part))
    content = etree.SubElement(entry, "content", type="xhtml")
    division = etree.SubElement(content, f"{{{_XHTML}}}div", nsmap={None: _XHTML})
    for line in contradictions(incident):
        _leaf(division, f"{{{_XHTML}}}p", f"contradiction, {line}")
    for one in held:
        _leaf(division, f"{{{_XHTML}}}blockquote", one_line(one.quote))
        _leaf(division, f"{{{_XHTML}}}p", one_line(f"{one.said_by}; {pointer(one.article_id, one)}"))
    spot = spot_of(incident)
    if spot is not None:
        # etree would declare the prefix on every entry again; the feed declares it once.
        _leaf(entry, f"{{{GEORSS}}}point", f"{spot.lat:.5f} {spot.lon:.5f}")
    return str(etree.tostring(entry, encoding="unicode"))


def _leaf(parent: _Element, tag: str, text: str) -> _Element:
    from lxml import etree

    leaf = etree.SubElement(parent, tag)
    leaf.text = clean(text)
    return leaf
