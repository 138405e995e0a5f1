"""What is not known: places and days that no report gives, numbers that rest on one voice, tops that nobody gives."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.records import Measure
from dateline.reports.document import Block, Listing
from dateline.reports.key_figures import counted
from dateline.reports.selection import Case
from dateline.reports.sentences import Basis, Line, Note, Sentence
from dateline.reports.wording import cite_claims, number
from dateline.reports.writer import Writer
from dateline.views.words import plural

#: UCDP GED's where_prec from which on an incident is on no map: known to a country at best.
VAGUE = 6


def unknowns(writer: Writer) -> tuple[Block, ...]:
    """Return what the reports leave open."""
    lines = list(_lines(writer))
    return (
        (Listing(tuple(lines), bullets=True),)
        if lines
        else (Listing((Note("unknown:none", "Nothing in the period is marked as unknown."),)),)
    )


def is_placed(case: Case) -> bool:
    """Return whether an incident has a place closer than its country."""
    return any(where.lat is not None and where.precision < VAGUE for where in case.incident.places)


def _lines(writer: Writer) -> Iterator[Line]:
    every = writer.material.every
    total = number(len(every), Basis.TALLY)
    alone = [case for case in every if len(case.incident.voices) <= 1]
    if alone:
        cited = cite_claims(writer.material, (claim for case in alone for claim in writer.material.claims_of(case.incident)[:1]))
        yield Sentence("unknown:alone", (*writer.phrases.fill("unknown.alone", number=number(len(alone), Basis.TALLY), total=total), cited))
    killed = counted(writer.material.cases, Measure.KILLED)
    if open_ones := [(case, toll) for case, toll in killed if toll.high is None]:
        cited = writer.bounds_cite(bound for _, toll in open_ones for bound in toll.trace if bound.bound == "high")
        slots = {"number": number(len(open_ones), Basis.TALLY), "total": number(len(killed), Basis.TALLY)}
        if cited.evidence:
            yield Sentence("unknown:open", (*writer.phrases.fill("unknown.open", **slots), cited))
    if writer.material.undated:
        numbers = ", ".join(str(case.number) for case in writer.material.undated)
        noun = "number" if len(writer.material.undated) == 1 else "numbers"
        yield Note("unknown:days", f"No report gives the day of {plural(len(writer.material.undated), 'incident')} ({noun} {numbers}).")
    lost = [case for case in every if not is_placed(case)]
    limit = writer.limits["unknowns"]
    for case in lost[:limit]:
        parts = (*writer.phrases.fill("unknown.place", **writer.numbered(case)), writer.grounds(case.incident))
        yield Sentence(f"unknown:place:{case.incident.id}", parts)
    if len(lost) > limit:
        yield Note("unknown:more", f"{plural(len(lost) - limit, 'further incident')} without a place that could be found stand above.")
    if writer.material.rejected:
        yield Note("unknown:rejected", f"{plural(writer.material.rejected, 'incident')} that a reviewer rejected are left out.")
