"""The section that tells of each incident, by day and place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from dateline.incidents import place_of
from dateline.records import VICTIM_MEASURES, Incident, Role
from dateline.reports.document import Block, Heading, Listing
from dateline.reports.selection import Case
from dateline.reports.sentences import Line, Name, Note, Sentence, capital, joined
from dateline.reports.wording import area_of, cite, happening
from dateline.reports.writer import Writer
from dateline.views.words import stretch

#: Kinds of participants that are armed, or are authorities; others (shops, a family) are no side.
_SIDES = frozenset({"armed_group", "militia", "rebel", "state_forces", "police", "coalition", "government"})


def incidents(writer: Writer) -> tuple[Block, ...]:
    """Return the incidents of the period by day, then those whose day no report gives."""
    blocks: list[Block] = []
    for day, cases in groupby(writer.material.cases, key=lambda case: stretch(case.incident.when)):
        blocks.append(Heading(day, 3))
        blocks += (block for case in cases for block in incident(writer, case))
    if writer.material.undated:
        blocks.append(Heading("On a day that no report gives", 3))
        blocks += (block for case in writer.material.undated for block in incident(writer, case))
    return tuple(blocks)


def incident(writer: Writer, case: Case) -> Iterator[Block]:
    """Yield one incident: its heading and its sentences."""
    yield Heading(f"{case.number}. {title(case.incident)}", 4, case.anchor)
    yield Listing(tuple(_lines(writer, case)))


def title(incident: Incident) -> str:
    """Return what and where an incident was, for a heading."""
    phrase = happening(incident)
    kind = phrase.split(" ", 1)[1] if phrase.split(" ", 1)[0] in ("a", "an", "the") else phrase
    where = place_of(incident)
    if where is None:
        return f"{capital(kind)}, place not given"
    area = area_of(where)
    return f"{capital(kind)}, {where.name}" + (f" ({area})" if area else "")


def _lines(writer: Writer, case: Case) -> Iterator[Line]:
    incident, phrases = case.incident, writer.phrases
    if incident.status == "confirmed":
        yield Note(f"confirmed:{incident.id}", "Confirmed by a reviewer.")
    yield Sentence(
        f"happening:{incident.id}",
        (*phrases.fill(f"happening.{incident.stage}", **writer.subject(incident)), writer.grounds(incident)),
    )
    for toll in incident.tolls:
        if toll.measure in VICTIM_MEASURES or toll.measure.startswith("housing"):
            yield from writer.stated(case, toll)
            yield writer.toll_sentence(case, toll)
    yield from _named(writer, incident, (Role.PERPETRATOR,), "perpetrators")
    yield from _named(writer, incident, (Role.SIDE,), "sides")


def _named(writer: Writer, incident: Incident, roles: Sequence[Role], pattern: str) -> Iterator[Line]:
    """Yield who is named in a role: armed actors and authorities that the registry knows."""
    actors = {actor.name: actor for actor in incident.actors if actor.role in roles and actor.kind in _SIDES and actor.actor_id}
    groups = []
    for name in sorted(actors):
        spans = [(writer.material.claims[m.claim_id], m.span) for m in actors[name].mentions if m.claim_id in writer.material.claims]
        if spans:
            groups.append((Name(name), cite(writer.material, spans[0])))
    if groups:
        yield Sentence(f"{pattern}:{incident.id}", writer.phrases.fill(pattern, names=joined(groups, "; ", "; ")))
