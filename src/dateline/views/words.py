"""Say a record in words: numbers with their hedges, days, places, sources, event types."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dateline.records import (
    Attribution,
    Claim,
    Figure,
    Flow,
    Incident,
    IncidentSummary,
    Measure,
    PlaceRole,
    Published,
    Quantifier,
    Scope,
    Toll,
    TollLine,
    Unit,
    When,
    Where,
)

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
#: UCDP GED's where_prec, in two words.
PRECISIONS = {
    1: "exact place", 2: "near a place", 3: "district", 4: "province", 5: "larger than a province, or between places", 6: "country",
    7: "unresolved",
}  # fmt: skip
_HEDGES = {
    Quantifier.AT_LEAST: "at least {}", Quantifier.MORE_THAN: "more than {}", Quantifier.ABOUT: "about {}", Quantifier.UP_TO: "up to {}",
    Quantifier.FEWER_THAN: "fewer than {}",
}  # fmt: skip
_SCOPES = {Scope.WAR: "whole war", Scope.BACKGROUND: "background", Scope.RATE: "a rate", Scope.TOTAL: "total of a list"}
_PLURALS = {Unit.FAMILY: "families", Unit.HOUSEHOLD: "households", Unit.BUILDING: "buildings"}
_SINGULARS = {Unit.FAMILY: "family", Unit.HOUSEHOLD: "household", Unit.BUILDING: "building"}


def count(number: int) -> str:
    """Return a whole number with its thousands apart."""
    return f"{number:,}"


def plural(number: int, noun: str) -> str:
    """Return a count with its noun: ``1 claim``, ``2 claims``."""
    return f"{count(number)} {noun if number == 1 else noun + 's'}"


def spoken(code: str) -> str:
    """Return a code's words: ``vehicle_bombing`` as ``vehicle bombing``."""
    return code.replace("_", " ")


def kind_of(kind: str) -> str:
    """Return a kind of source in words; acronyms stay capital."""
    return kind.upper() if kind in ("un", "ngo") else spoken(kind)


def event(record: Claim | Incident | IncidentSummary) -> str:
    """Return what kind of event a claim or incident is, by its narrower type where that is known."""
    return spoken(record.event_subtype or record.event_type)


def bounds(low: int, high: int | None) -> str:
    """Return a range: ``12``, ``9–11``, ``70+`` where the text leaves the top open.

    >>> bounds(12, 12), bounds(3000, 5000), bounds(70, None)
    ('12', '3,000–5,000', '70+')
    """
    if high is None:
        return f"{count(low)}+"
    return count(low) if low == high else f"{count(low)}–{count(high)}"


def figure(fig: Figure) -> str:
    """Return a figure with its hedge and unit: ``at least 20 injured``, ``150 families displaced``."""
    if fig.quantifier in _HEDGES:
        top = fig.quantifier in (Quantifier.UP_TO, Quantifier.FEWER_THAN)
        number = fig.high if top and fig.high is not None else fig.low
        about = fig.quantifier is Quantifier.ABOUT and fig.high is not None and fig.high != fig.low
        said = bounds(fig.low, fig.high) if about else count(number)
        shown = _HEDGES[fig.quantifier].format(said)
    else:
        shown = bounds(fig.low, fig.high)
        if fig.quantifier is Quantifier.VAGUE:
            shown = f"“{fig.span.quote}” ({shown})"
    if fig.person is not None:
        return f"{shown} {_measure(fig)} ({fig.person})"
    unit = f" {_SINGULARS[fig.unit] if fig.low == fig.high == 1 else _PLURALS[fig.unit]}" if fig.unit in _PLURALS else ""
    return f"{shown}{unit} {_measure(fig)}"


def _measure(fig: Figure) -> str:
    named = spoken(fig.measure).removeprefix("housing ")  # "35 buildings destroyed"
    marks = []
    if fig.flow is Flow.STOCK:
        marks.append("at that time")
    if fig.scope in _SCOPES:
        marks.append(_SCOPES[fig.scope])
    if fig.since is not None:
        marks.append(f"since {day(fig.since)}")
    return f"{named} ({', '.join(marks)})" if marks else named


def estimate(low: int, best: int, high: int | None) -> str:
    """Return a best number with its bounds where they differ: ``9 (9–11)``, ``12 (9+)``, ``9``; none with an open high is ``0``."""
    if low == best == 0 and high in (0, None):
        return count(best)
    if high is None:
        return f"{count(best)}+" if low == best else f"{count(best)} ({count(low)}+)"
    return count(best) if low == high else f"{count(best)} ({bounds(low, high)})"


def toll(sums: Sequence[Toll | TollLine], *, named: bool = False) -> str:
    """Return the tolls of one measure: ``9 (9–11)``, ``150 families``, ``1 family``; with the measure's name where `named`."""
    said = []
    for one in sums:
        shown = estimate(one.low, one.best, one.high)
        units = _SINGULARS if one.low == one.best == one.high == 1 else _PLURALS
        unit = f" {units[one.unit]}" if one.unit in units else ""
        said.append(f"{shown}{unit} {spoken(one.measure)}".replace(" ", "\u00a0") if named else shown + unit)
    return ", ".join(said) or "–"


def tolls_of(incident: Incident, *measures: Measure) -> list[Toll]:
    """Return an incident's tolls of the measures named."""
    return [one for one in incident.tolls if one.measure in measures]


def day(value: str, *, long: bool = False, year: bool = True) -> str:
    """Return an ISO day or moment as people write it: ``6 Nov 2016``, with the time where there is one."""
    try:
        parsed = date.fromisoformat(value[:10])
    except ValueError:
        return value
    name = (LONG_MONTHS if long else MONTHS)[parsed.month - 1]
    clock = f" {value[11:16]}" if len(value) > 15 else ""
    return f"{parsed.day} {name}{f' {parsed.year}' if year else ''}{clock}"


def stretch(when: When | None, *, year: bool = True) -> str:
    """Return when something was: a day, a range of days, an open end, or a dash."""
    return "–" if when is None else stretch_of_days(when.earliest, when.latest, year=year)


def stretch_of_days(first: str | None, last: str | None, *, year: bool = True) -> str:
    """Return a stretch of ISO days or moments in words; an end that is ``None`` is open.

    >>> stretch_of_days("2016-11-01", "2016-11-06"), stretch_of_days(None, "2016-11-06"), stretch_of_days(None, None)
    ('1–6 Nov 2016', 'until 6 Nov 2016', '–')
    """
    if first is None and last is None:
        return "–"
    if last is None:
        return f"since {day(first or '', year=year)}"
    if first is None:
        return f"until {day(last, year=year)}"
    if first[:10] == last[:10]:
        return day(first[:10] if first != last else first, year=year)
    if first[:7] == last[:7]:
        return f"{int(first[8:10])}–{day(last[:10], year=year)}"
    if first[:4] == last[:4]:
        return f"{day(first[:10], year=False)}–{day(last[:10], year=year)}"
    return f"{day(first[:10])}–{day(last[:10])}"


def published(when: Published) -> str:
    """Return when an article was published, with the basis that says so."""
    return f"published {day(when.value, long=True)} ({spoken(when.basis)})"


def route(places: Sequence[Where]) -> str:
    """Return where something was: ``Tikrit``, ``near Khazir``, ``Hammam al-Alil → Tal Afar``."""
    said: dict[PlaceRole, list[str]] = {}
    for where in places:
        said.setdefault(where.role, []).append(where.name)
    at = said.get(PlaceRole.AT, [])
    parts = [", ".join(dict.fromkeys(at))] if at else []
    if near := [name for name in said.get(PlaceRole.NEAR, []) if name not in at]:
        parts.append("near " + ", ".join(dict.fromkeys(near)))
    legs = [", ".join(dict.fromkeys(said[role])) for role in (PlaceRole.FROM, PlaceRole.VIA, PlaceRole.TO) if role in said]
    if len(legs) > 1:
        parts.append(" → ".join(legs))
    elif legs and legs[0] not in at:
        role = next(role for role in (PlaceRole.FROM, PlaceRole.VIA, PlaceRole.TO) if role in said)
        parts.append(f"{role} {legs[0]}")
    return "; ".join(parts) or "–"


def source(attribution: Attribution | None) -> str:
    """Return who says it: name, office, organisation, what kind of source, the agency it was told to, what it relies on."""
    if attribution is None:
        return "the report itself"
    name = attribution.speaker or attribution.span.quote
    if attribution.role is not None and attribution.role.casefold() not in name.casefold():
        name += f", {attribution.role}"
    if attribution.organisation is not None and attribution.organisation.casefold() not in name.casefold():
        name += f", {attribution.organisation}"
    kind = kind_of(attribution.kind) + (", party to the conflict" if attribution.party else "")
    via = f", to {attribution.via}" if attribution.via is not None else ""
    relies = f", relying on {attribution.relies_on}" if attribution.relies_on is not None else ""
    return f"{name} ({kind}){via}{relies}"


def voices(incident: Incident) -> str:
    """Return the independent sources behind an incident: one by name, more by number and kinds."""
    if not incident.voices:
        return "–"
    if len(incident.voices) == 1:
        return f"1 {kind_of(incident.voices[0].kind)}"
    kinds = list(dict.fromkeys(kind_of(voice.kind) for voice in incident.voices))
    return f"{len(incident.voices)}: {', '.join(kinds)}"
