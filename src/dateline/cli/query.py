"""``incidents`` and ``show``: read a ledger back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated

import typer

from dateline.cli.options import LEDGER, Grade, LedgerAt, Since, TableFormat, TollPolicy, Tolls, Until
from dateline.cli.screen import emit, new_page, say, show
from dateline.errors import UnknownRecord
from dateline.ledger import Ledger
from dateline.records import Claim, Incident, Measure
from dateline.views import (
    draw_article,
    draw_history,
    draw_incident,
    draw_links,
    draw_one_claim,
    draw_table,
    incidents_csv,
    incidents_json,
)  # fmt: skip
from dateline.views.words import plural

#: A number of at most so many digits names an incident by its place in the list; ids are longer.
NUMBER_DIGITS = 5


def incidents(
    ledger: LedgerAt = LEDGER,
    since: Since = None,
    until: Until = None,
    place: Annotated[str | None, typer.Option("--place", metavar="P", help="Place or province, or part of its name; country code.")] = None,
    kind: Annotated[str | None, typer.Option("--type", metavar="T", help="Event type or subtype, such as explosion or shelling.")] = None,
    measure: Annotated[Measure | None, typer.Option("--measure", metavar="M", help="With a figure of this kind, such as killed.")] = None,
    grade: Annotated[Grade | None, typer.Option("--grade", help="Grade of corroboration.")] = None,
    tolls: Tolls = TollPolicy.DATELINE,
    layout: Annotated[TableFormat, typer.Option("--format", help="How to print.")] = TableFormat.TABLE,
) -> None:
    """List the incidents that the claims in a ledger add up to.

    \b
    Examples:
      dateline incidents
      dateline incidents --since 2016-11-01 --place Mosul --measure killed --format csv
      dateline incidents --tolls ged
    """
    if since and until and since > until:
        raise typer.BadParameter(f"--since {since} is after --until {until}, so no day lies between; turn them round")
    with Ledger(ledger, create=False) as store:
        every = store.incidents(policy=tolls)
    if tolls is not TollPolicy.DATELINE:
        say(f"tolls are made by the policy {tolls}")
    dated = [i for i in every if _in_days(i, since, until)]
    if (since or until) and (unknown := sum(1 for i in every if not _has_day(i))):
        say(f"{plural(unknown, 'incident')} of unknown day left out by --since and --until")
    chosen = [
        i
        for i in dated
        if (place is None or _is_in(i, place))
        and (kind is None or _is_type(i, kind))
        and (measure is None or any(toll.measure is measure for toll in i.tolls))
        and (grade is None or i.grade == grade)
    ]
    if layout is TableFormat.JSON:
        emit(incidents_json(chosen))
    elif layout is TableFormat.CSV:
        emit(incidents_csv(chosen))
    elif chosen:
        page = new_page()
        numbers = {incident.id: n for n, incident in enumerate(every, 1)}
        draw_table(page, chosen, ids=True, numbers=[numbers[i.id] for i in chosen])
        show(page)
    else:
        if kind is not None and not any(_is_type(i, kind) for i in every):
            held = sorted({name for i in every for name in (i.event_type, i.event_subtype) if name})
            say(f"no incident in {store.name} is of type {kind!r}" + (f"; there are: {', '.join(held)}" if held else ""))
            return
        say("no incident matches" if every else "the ledger has no incident yet; `dateline add SOURCE` brings some")


def _is_type(incident: Incident, kind: str) -> bool:
    return kind.strip().casefold().replace(" ", "_") in (incident.event_type, incident.event_subtype)


def _has_day(incident: Incident) -> bool:
    return incident.when is not None and (incident.when.earliest is not None or incident.when.latest is not None)


def _in_days(incident: Incident, since: str | None, until: str | None) -> bool:
    """Return whether an incident may lie between two days, both included."""
    if since is None and until is None:
        return True
    when = incident.when
    if when is None or not _has_day(incident):
        return False
    first, last = (when.earliest or "")[:10], (when.latest or "9999")[:10]
    return (since is None or last >= since) and (until is None or first <= until)


def _is_in(incident: Incident, place: str) -> bool:
    wanted = place.casefold()
    for where in incident.places:
        names = (where.name, where.span.quote, where.admin1 or "", where.within or "")
        if any(wanted in name.casefold() for name in names) or wanted == (where.country or "").casefold():
            return True
    return False


def show_record(
    key: Annotated[str, typer.Argument(metavar="ID", help="An incident's number, or the beginning of any id.")],
    ledger: LedgerAt = LEDGER,
    tolls: Tolls = TollPolicy.DATELINE,
    history: Annotated[bool, typer.Option("--history", help="Of an incident, which article moved what, when.")] = False,
    links: Annotated[bool, typer.Option("--links", help="Of an incident, what speaks for its reports being of one happening.")] = False,
) -> None:
    """Show one article, claim or incident with its evidence and its rules.

    \b
    Examples:
      dateline show 1
      dateline show 1 --history --links
      dateline show 4f9a01c2 --ledger mosul.db
    """
    page = new_page()
    with Ledger(ledger, create=False) as store:
        kind, found = _named(store, key)
        if kind == "article":
            claims = store.claims(found)
            ids = {claim.id for claim in claims}
            draw_article(page, store.article(found), claims, _resting_on(store.incidents(), ids), store.sources(found))
        elif kind == "claim":
            claim = store.claim(found)
            holder = next(iter(_resting_on(store.incidents(), {found})), None)
            draw_one_claim(page, claim, store.article(claim.article_id), holder, store.sources(claim.article_id))
        elif kind == "incident":
            incident = store.incident(found, policy=tolls)
            if tolls is not TollPolicy.DATELINE:
                say(f"tolls are made by the policy {tolls}")
            used = {claim_id: store.claim(claim_id) for claim_id in _claims_of(incident)}
            seen = [s for article_id in _articles_of(used.values()) for s in store.sources(article_id)]
            draw_incident(page, incident, used, seen, store.judgements())
            told = {name: store.article(name) for name in _articles_of(used.values())} if history or links else {}
            if history:
                draw_history(page, store.history(found, policy=tolls), told, used)
            if links:
                draw_links(page, store.links(found), told)
        else:
            judgement = next(j for j in store.judgements() if j.id == found)
            page.line(f"judgement {judgement.id}: {judgement.verdict} of {', '.join(judgement.subjects)} by {judgement.reviewer}")
    show(page)


def _named(store: Ledger, key: str) -> tuple[str, str]:
    """Return what a number or the beginning of an id names."""
    if key.isdecimal() and len(key) <= NUMBER_DIGITS:
        every = store.incidents()
        if 1 <= int(key) <= len(every):
            return "incident", every[int(key) - 1].id
        if len(key) < 4:
            held = plural(len(every), "incident")
            raise UnknownRecord(f"{store.name} has {held}; {key} is none of their numbers (`dateline incidents` lists them)")
    return store.find(key)


def _resting_on(every: Sequence[Incident], claim_ids: set[str]) -> list[Incident]:
    return [i for i in every if claim_ids.intersection(i.claim_ids)]


def _claims_of(incident: Incident) -> list[str]:
    named = [*incident.claim_ids, *(c for contradiction in incident.contradictions for c in contradiction.claim_ids)]
    return list(dict.fromkeys([*named, *(bound.claim_id for toll in incident.tolls for bound in toll.trace)]))


def _articles_of(claims: Iterable[Claim]) -> list[str]:
    return list(dict.fromkeys(claim.article_id for claim in claims))
