"""The sources: who printed what the report rests on, and how often nobody else tells of it."""

from __future__ import annotations

from collections import defaultdict

from dateline.reports.document import Block, Listing, Table
from dateline.reports.sentences import Note
from dateline.reports.wording import outlet
from dateline.reports.writer import Writer
from dateline.views.words import count, kind_of


def sources(writer: Writer) -> tuple[Block, ...]:
    """Return a table of outlets and one of the kinds of voices behind the incidents."""
    material = writer.material
    if not material.articles:
        return (Listing((Note("sources:none", "No report stands behind this one."),)),)
    reports: defaultdict[str, set[str]] = defaultdict(set)
    claims: defaultdict[str, int] = defaultdict(int)
    incidents: defaultdict[str, set[str]] = defaultdict(set)
    alone: defaultdict[str, set[str]] = defaultdict(set)
    for claim in material.claims.values():
        name = outlet(material.articles[claim.article_id])
        reports[name].add(claim.article_id)
        claims[name] += 1
    for case in material.every:
        names = {outlet(material.articles[claim.article_id]) for claim in material.claims_of(case.incident)}
        for name in names:
            incidents[name].add(case.incident.id)
            if len(names) == 1:
                alone[name].add(case.incident.id)
    order = sorted(reports, key=lambda name: (-len(reports[name]), name))
    heads = ("Outlet", "Reports", "Claims", "Incidents", "Told by it alone")
    rows = tuple(
        (name, count(len(reports[name])), count(claims[name]), count(len(incidents[name])), count(len(alone[name]))) for name in order
    )
    limit = writer.limits["outlets"]
    blocks: list[Block] = [Table("Outlets", heads, rows[:limit], numeric=(1, 2, 3, 4))]
    if len(rows) > limit:
        blocks.append(
            Listing((Note("sources:more", f"{count(len(rows) - limit)} further outlets with fewer reports are left out of the table."),))
        )
    voices: defaultdict[str, int] = defaultdict(int)
    parties: defaultdict[str, int] = defaultdict(int)
    for case in material.every:
        for voice in case.incident.voices:
            voices[voice.kind] += 1
            parties[voice.kind] += voice.party
    kinds = sorted(voices, key=lambda kind: (-voices[kind], kind))
    by_kind = tuple((kind_of(kind), count(voices[kind]), count(parties[kind])) for kind in kinds)
    if by_kind:
        blocks.append(
            Table("Voices behind the incidents, by kind", ("Kind of voice", "Voices", "Parties to the conflict"), by_kind, numeric=(1, 2))
        )
    blocks.append(
        Listing(
            (
                Note(
                    "sources:voices",
                    "A voice is an independent source: copies of one wire story, and papers that quote one speaker, are one voice.",
                ),
            )
        )
    )
    return tuple(blocks)
