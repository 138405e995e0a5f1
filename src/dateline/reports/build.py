"""From a ledger to a report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from dateline.ledger import Ledger
from dateline.reports.charts import charts
from dateline.reports.disagreements import contradictions
from dateline.reports.discretion import PUBLIC, protect, withholds
from dateline.reports.document import Block, Report, Section
from dateline.reports.happenings import incidents
from dateline.reports.highlights import highlights
from dateline.reports.key_figures import key_figures
from dateline.reports.maps import maps
from dateline.reports.movements import displacement
from dateline.reports.notes import method
from dateline.reports.outlets import sources
from dateline.reports.selection import Material, Request, days_of, gather
from dateline.reports.templates import Template, load
from dateline.reports.unknowns import unknowns
from dateline.reports.writer import Writer
from dateline.views.words import count, day, plural

_WRITERS: dict[str, Callable[[Writer], tuple[Block, ...]]] = {
    "key_figures": key_figures, "highlights": highlights, "map": maps, "charts": charts, "incidents": incidents,
    "contradictions": contradictions, "displacement": displacement, "unknowns": unknowns, "sources": sources, "method": method,
}  # fmt: skip


def build(ledger: Ledger, request: Request, *, template: Template | None = None, profile: str = PUBLIC) -> Report:
    """Return the situation report of an area and a period.

    Where the request gives no first day, the template's number of days before its last day is taken; where it gives no last day, the
    last day on which an incident of the area began. Nothing depends on today's date: same ledger, same report.

    Args:
        ledger: an open ledger.
        request: area and period.
        template: sections, limits and wording; the daily one where none is given.
        profile: what must not be told (`dateline.reports.discretion`).

    Raises:
        DatelineError: if there is no such profile.
    """
    template = template if template is not None else load("daily")
    request = _period(ledger, request, template.days)
    material = protect(ledger, gather(ledger, request), profile)
    writer = Writer(material, template.phrases, withholds(profile), template.limits)
    sections = tuple(Section(name, title, _WRITERS[name](writer)) for name, title in template.sections)
    area = request.place or template.phrases.say("area.all")
    period = _said(writer)
    told = ((material.articles, "report"), (material.claims, "claim"), (material.every, "incident"))
    rests = ", ".join(plural(len(held), noun) for held, noun in told)
    facts = (
        ("Period", period),
        ("Area", area),
        ("Rests on", rests),
        ("Ledger", f"{count(material.ledger_articles)} reports, the last added {_moment(material.as_of)}"),
        ("Profile", profile),
        ("Status", _status(material)),
    )
    return Report(template.title, f"{area} · {period}", facts, material.as_of, profile, sections)


def _period(ledger: Ledger, request: Request, days: int) -> Request:
    if request.since is not None or days == 0:
        return request
    until = request.until
    if until is None:
        held = gather_days(ledger, request.place)
        if not held:
            return request
        until = max(held)
    return replace(request, since=(date.fromisoformat(until) - timedelta(days=days - 1)).isoformat(), until=until)


def gather_days(ledger: Ledger, place: str | None) -> list[str]:
    """Return the first days of the incidents of an area, those that a reviewer rejected left out."""
    from dateline.reports.selection import is_in

    found = []
    for one in ledger.incidents():
        first = days_of(one.when)[0]
        if first is not None and one.status != "rejected" and (place is None or any(is_in(where, place) for where in one.places)):
            found.append(first)
    return found


def _said(writer: Writer) -> str:
    first, last = writer.material.first, writer.material.last
    if first is None or last is None:
        return writer.phrases.say("period.none")
    if first == last:
        return writer.phrases.say("period.day", first=day(first, long=True))
    return writer.phrases.say("period.both", first=day(first, long=True, year=first[:4] != last[:4]), last=day(last, long=True))


def _moment(value: str | None) -> str:
    return "never" if value is None else f"{day(value[:10], long=True)}, {value[11:16]} UTC"


def _status(material: Material) -> str:
    confirmed = sum(case.incident.status == "confirmed" for case in material.every)
    proposed = len(material.every) - confirmed
    return f"{plural(proposed, 'incident')} proposed by machine and checked by nobody, {count(confirmed)} confirmed by a reviewer"
