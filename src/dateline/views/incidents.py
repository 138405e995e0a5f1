"""Draw incidents: the table of many, as text, JSON or CSV, and what one rests on."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence

from dateline.records import Bound, Claim, Contradiction, Incident, Measure, Span, Toll
from dateline.serial import incident_to_json
from dateline.views.claims import draw_quote
from dateline.views.pen import Page, columns
from dateline.views.words import bounds, count, estimate, event, route, source, spoken, stretch, toll, tolls_of, voices

#: Measures with a column of their own; the others share one, by name.
OWN_COLUMN = (Measure.KILLED, Measure.INJURED, Measure.DISPLACED)
CSV_FIELDS = (
    "id", "event_type", "event_subtype", "earliest", "latest", "day_precision", "place", "place_role", "geoname_id", "lat", "lon",
    "country", "admin1", "place_precision", "measure", "unit", "low", "best", "high", "flow", "voices", "claims", "contradictions",
    "grade", "status",
)  # fmt: skip


def draw_table(page: Page, incidents: Sequence[Incident], *, ids: bool = False, numbers: Sequence[int] | None = None) -> None:
    """Add the table of incidents.

    Args:
        page: to add to.
        incidents: in the order to be shown in.
        ids: as a ledger's list: all figures in one column, the grade, and the beginning of each id for `show`.
        numbers: the number of each, where they are not counted from 1.
    """
    others = [m for m in Measure if m not in OWN_COLUMN]
    own = [m for m in OWN_COLUMN if m is not Measure.DISPLACED or any(tolls_of(i, m) for i in incidents)]
    moments = [m for i in incidents if i.when is not None for m in (i.when.earliest, i.when.latest) if m is not None]
    years = {moment[:4] for moment in moments}
    when = f"when ({years.pop()})" if len(years) == 1 else "when"
    rows = [["", "what", "where", when]]
    for n, incident in enumerate(incidents):
        number = numbers[n] if numbers is not None else n + 1
        rows.append([str(number), event(incident), route(incident.places), stretch(incident.when, year=when == "when")])
    if ids:
        # Of a whole ledger there are measures of every kind, and the grade says more than the kinds of voices.
        rows[0] += ["figures", "voices", "grade", "id"]
        for row, i in zip(rows[1:], incidents, strict=True):
            row += [toll(i.tolls, named=True), str(len(i.voices)), i.grade + _mark(i), i.id[:8]]
        columns(page, rows, numbers=(0, 5), flexible=(1, 2, 4))
        return
    with_others = any(tolls_of(i, *others) for i in incidents)
    rows[0] += [*(spoken(m) for m in own), *(["other"] if with_others else []), "voices"]
    for row, i in zip(rows[1:], incidents, strict=True):
        row += [toll(tolls_of(i, m)) for m in own]
        row += [*([toll(tolls_of(i, *others), named=True)] if with_others else []), voices(i)]
    columns(page, rows, numbers=(0, *range(4, 4 + len(own))), flexible=(1, 2, *range(4 + len(own), len(rows[0]))))


def _mark(incident: Incident) -> str:
    """Tell a human judgement from a machine's proposal."""
    return "" if incident.status == "proposed" else f", {incident.status}"


def draw_contradiction(page: Page, contradiction: Contradiction, claims: Mapping[str, Claim], number: int) -> None:
    """Add a contradiction: its sides, one under the other, each with its source and words."""
    page.blank()
    page.line((f"CONTRADICTION {number}", "bold red"), f"  {contradiction.summary}", hang=3)
    for claim_id, quote in zip(contradiction.claim_ids, contradiction.quotes, strict=True):
        claim = claims.get(claim_id)
        if claim is None:
            page.line(f'"{quote}" (claim {claim_id[:12]})', indent=3, hang=5)
            continue
        page.line((stance(claim, quote), "bold"), f"  {spoken(claim.status)} · {source(claim.attribution)}", indent=3, hang=5)
        draw_quote(page, claim, indent=5, alone=place_of_quote(claim, quote))


def stance(claim: Claim, quote: str) -> str:
    """Return what a claim says in the contradiction: its number where the quote is a figure's, else the words."""
    for fig in claim.figures:
        if fig.span.quote == quote:
            return count(fig.low) if fig.high in (fig.low, None) else f"{count(fig.low)}-{count(fig.high or 0)}"
    return quote if len(quote) <= 40 else "·"


def place_of_quote(claim: Claim, quote: str) -> Span | None:
    """Return where a contradiction's quote stands in the claim's sentence."""
    spans = [fig.span for fig in claim.figures] + ([claim.trigger] if claim.trigger is not None else [])
    for span in spans:
        if span.quote == quote:
            return span
    at = claim.evidence.quote.find(quote)
    if at < 0 or not quote:
        return None
    return Span(claim.evidence.start + at, claim.evidence.start + at + len(quote), quote)


def draw_tolls(page: Page, incident: Incident, claims: Mapping[str, Claim]) -> None:
    """Add each toll with the rule and the claim behind each bound; a sum on one line, its terms under it."""
    for one in incident.tolls:
        page.line((toll([one], named=True), "bold"), indent=1)
        for name in dict.fromkeys(bound.bound for bound in one.trace):
            terms = [bound for bound in one.trace if bound.bound == name]
            if len(terms) == 1:
                _draw_bound(page, f"{name:<4} {_number(terms[0]):>7}  {terms[0].rule} · ", terms[0], claims, indent=3)
                continue
            values = [term.value for term in terms]
            total = "open" if None in values else count(sum(value or 0 for value in values))
            rules = "; ".join(dict.fromkeys(term.rule for term in terms))
            page.line(f"{name:<4} {total:>7}  sum of {len(terms)}: ", rules, indent=3, hang=17)
            for term in terms:
                _draw_bound(page, f"{_number(term):>12}  ", term, claims, indent=5)
        _draw_shares(page, one, incident)
        _draw_left_out(page, one, incident, claims)


def _draw_shares(page: Page, one: Toll, incident: Incident) -> None:
    """Add how a toll parts by its victims."""
    names = {actor.actor_id: actor.name for actor in incident.actors}
    for share in one.shares:
        whose = ", ".join(dict.fromkeys(names.get(actor, actor) for actor in share.actors))
        rules = "; ".join(dict.fromkeys(f"{bound.bound} {bound.rule}" for bound in share.trace))
        head = spoken(share.victims) + (f" ({whose})" if whose else "")
        page.line(f"of them {estimate(share.low, share.best, share.high)} {head}: ", rules, indent=3, hang=17)


def _draw_left_out(page: Page, one: Toll, incident: Incident, claims: Mapping[str, Claim]) -> None:
    """Add what was stated of the same measure and is in no bound, with the rule that left it out."""
    for told in incident.counts:
        if told.left_out is not None and told.key == (one.measure, one.unit, one.flow):
            first = told.terms[0]
            bound = Bound("", told.low, told.left_out, first.claim_id, first.figure)
            _draw_bound(page, f"out  {bounds(told.low, told.high):>7}  {told.left_out} · ", bound, claims, indent=3)


def _number(bound: Bound) -> str:
    return "open" if bound.value is None else count(bound.value)


def _draw_bound(page: Page, head: str, bound: Bound, claims: Mapping[str, Claim], *, indent: int) -> None:
    """Add whose number a bound, or a term of one, is and in which words."""
    claim = claims.get(bound.claim_id)
    by = source(claim.attribution) if claim is not None else f"claim {bound.claim_id[:12]}"
    words = f': "{claim.figures[bound.figure].span.quote}"' if claim is not None and bound.figure < len(claim.figures) else ""
    page.line(head, f"{by}{words}", indent=indent, hang=17)


def incidents_json(incidents: Sequence[Incident]) -> str:
    """Return incidents as a JSON list, one object an incident, indented."""
    return json.dumps([incident_to_json(i) for i in incidents], ensure_ascii=False, indent=2) + "\n"


def _cell(value: object) -> object:
    """Return a value fit for a spreadsheet: on one line, and no formula (a place nobody could resolve keeps a report's own words)."""
    if not isinstance(value, str):
        return value
    words = " ".join(value.split())
    return f"'{words}" if words.startswith(("=", "+", "@")) else words


def incidents_csv(incidents: Sequence[Incident]) -> str:
    """Return incidents as CSV: a row for each toll, one row for an incident without; the first place speaks for the incident."""
    out = io.StringIO()
    writer = csv.DictWriter(out, CSV_FIELDS, lineterminator="\n")
    writer.writeheader()
    for incident in incidents:
        where = incident.places[0] if incident.places else None
        when = incident.when
        found: dict[str, object] = {
            "id": incident.id,
            "event_type": incident.event_type,
            "event_subtype": incident.event_subtype,
            "earliest": when and when.earliest,
            "latest": when and when.latest,
            "day_precision": when and when.precision,
            "place": where and where.name,
            "place_role": where and where.role.value,
            "geoname_id": where and where.geoname_id,
            "lat": where and where.lat,
            "lon": where and where.lon,
            "country": where and where.country,
            "admin1": where and where.admin1,
            "place_precision": where and where.precision,
            "voices": len(incident.voices),
            "claims": len(incident.claim_ids),
            "contradictions": len(incident.contradictions),
            "grade": incident.grade,
            "status": incident.status,
        }
        shared = {name: _cell(value) for name, value in found.items()}
        if not incident.tolls:
            writer.writerow(shared)
        for one in incident.tolls:
            numbers = {"low": one.low, "best": one.best, "high": one.high, "flow": one.flow and one.flow.value}
            writer.writerow({**shared, "measure": one.measure.value, "unit": one.unit.value, **numbers})
    return out.getvalue()
