"""An incident as an event of a calendar (RFC 5545)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from dateline import __version__
from dateline.exports.cases import Case
from dateline.exports.evidence import Evidence, evidence_of, newest, pointer
from dateline.exports.identifiers import AUTHORITY
from dateline.exports.losses import Losses
from dateline.exports.points import spot_of
from dateline.exports.telling import contradictions, figures, standing, title
from dateline.exports.text import clean, one_line
from dateline.exports.times import as_instant
from dateline.incidents import place_of
from dateline.records import Article, Claim, Incident, When

#: RFC 5545, 3.1: lines of at most 75 octets without their break; 3.3.11: what is escaped in text.
OCTETS = 75
_ESCAPED = re.compile(r"[\\;,\n]")
#: RFC 5545, 3.8.1.11: a machine's proposal is tentative until a person confirms it.
_STATUS = {"proposed": "TENTATIVE", "confirmed": "CONFIRMED", "rejected": "CANCELLED"}
_TABS = re.compile("\t")


def document(cases: Iterable[Case], losses: Losses, notes: Mapping[str, str]) -> Iterator[str]:
    """Yield a calendar line by line, with the line breaks that the standard demands.

    Args:
        cases: incidents with what is behind them.
        losses: is told of incidents that are left out because no day is known, and of those with one day only.
        notes: profile, version and so on; the calendar's description (RFC 7986, 5.2).
    """
    said = "; ".join(f"{name}: {value}" for name, value in notes.items())
    head = [
        "BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Dateline//Dateline {__version__}//EN", "CALSCALE:GREGORIAN",
        "NAME:Incidents", f"DESCRIPTION:{escaped(said)}",
    ]  # fmt: skip
    for line in head:
        yield from (part + "\r\n" for part in folded(line))
    for case in cases:
        lines = event_of(case.incident, case.claims, case.articles)
        days = days_of(case.incident.when)
        if lines is None or days is None:
            losses.note("left out: no day is known", case.incident.id)
            continue
        if days[2] is not None:
            losses.note(f"{days[2]} day unknown: the event stands on the day that is known", case.incident.id)
        yield from (part + "\r\n" for part in lines)
    yield "END:VCALENDAR\r\n"


def event_of(incident: Incident, claims: Mapping[str, Claim], articles: Mapping[str, Article]) -> list[str] | None:
    """Return the folded lines of one ``VEVENT`` without their breaks; ``None`` where no day is known.

    An event whose first or last day alone is known stands on that day and says so in its summary.

    Args:
        incident: the incident.
        claims: its claims by id.
        articles: the articles of these claims by id.
    """
    days = days_of(incident.when)
    if days is None:
        return None
    first, last, open_end = days
    where, spot = place_of(incident), spot_of(incident)
    stamp = as_instant(newest(incident, claims, articles) or last.isoformat())
    lines = [
        "BEGIN:VEVENT",
        f"UID:{incident.id}@{AUTHORITY}",
        f"DTSTAMP:{_basic(stamp.isoformat(timespec='seconds'))}Z",
        f"DTSTART;VALUE=DATE:{_basic(first.isoformat())}",
        *([f"DTEND;VALUE=DATE:{_basic((last + timedelta(days=1)).isoformat())}"] if last < date.max else []),
        f"SUMMARY:{escaped(summary_of(incident, open_end))}",
        f"STATUS:{_STATUS.get(incident.status, 'TENTATIVE')}",
        "TRANSP:TRANSPARENT",
        f"CATEGORIES:{escaped(incident.event_type)}" + (f",{escaped(incident.event_subtype)}" if incident.event_subtype else ""),
    ]
    if where is not None:
        named = ", ".join(dict.fromkeys(part for part in (where.name, where.admin1, where.country) if part))
        lines.append(f"LOCATION:{escaped(one_line(named))}")
    if spot is not None:
        lines.append(f"GEO:{spot.lat:.5f};{spot.lon:.5f}")
    held = list(evidence_of(incident, claims, articles))
    lines.append(f"DESCRIPTION:{escaped(description_of(incident, held))}")
    if addresses := sorted({one.url for one in held if one.url is not None}):
        lines.append(f"URL:{addresses[0]}")
    lines.append("END:VEVENT")
    return [part for line in lines for part in folded(line)]


def days_of(when: When | None) -> tuple[date, date, str | None] | None:
    """Return first day, last day, and which of them is not known (``first``, ``last``); ``None`` where neither is."""
    if when is None or (when.earliest is None and when.latest is None):
        return None
    known = when.earliest or when.latest or ""
    first, last = date.fromisoformat((when.earliest or known)[:10]), date.fromisoformat((when.latest or known)[:10])
    return first, max(first, last), "first" if when.earliest is None else "last" if when.latest is None else None


def summary_of(incident: Incident, open_end: str | None) -> str:
    """Return an event's title with its figures, and a warning where a first or last day is unknown."""
    parts = [title(incident), figures(incident)]
    if open_end is not None:
        parts.append(f"{open_end} day unknown")
    return "; ".join(part for part in parts if part)


def description_of(incident: Incident, held: Sequence[Evidence]) -> str:
    """Return how an incident stands and the words it rests on, one a line."""
    lines = [standing(incident), *(f"contradiction, {one}" for one in contradictions(incident))]
    for one in held:
        lines.append(f"“{one_line(one.quote)}” ({one_line(one.said_by)}; {pointer(one.article_id, one)})")
    return "\n".join(lines)


def _basic(moment: str) -> str:
    """Return an ISO 8601 moment in the basic form, without hyphens and colons."""
    return moment.replace("-", "").replace(":", "")


def escaped(text: str) -> str:
    r"""Return text as a value of type TEXT (RFC 5545, 3.3.11).

    >>> escaped("killed; 9, at \\least\n10")
    'killed\\; 9\\, at \\\\least\\n10'
    """
    plain = _TABS.sub(" ", clean(text))
    return _ESCAPED.sub(lambda found: "\\n" if found.group() == "\n" else "\\" + found.group(), plain)


def folded(line: str) -> Iterator[str]:
    """Yield a content line in pieces of at most 75 octets, every one after the first led by a space; no character is cut in two."""
    octets = line.encode("utf-8")
    start, room, lead = 0, OCTETS, ""
    while len(octets) - start > room:
        end = start + room
        # An octet of the form 10xxxxxx goes on with the character before it.
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        yield lead + octets[start:end].decode("utf-8")
        start, room, lead = end, OCTETS - 1, " "
    yield lead + octets[start:].decode("utf-8")
