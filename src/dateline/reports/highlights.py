"""The highlights: the incidents of the period with most people killed, and the figures that later reports moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.incidents import Change
from dateline.records import Measure, Toll, Unit
from dateline.reports.document import Block, Listing
from dateline.reports.key_figures import counted
from dateline.reports.selection import Case
from dateline.reports.sentences import Basis, Cite, Name, Note, Number, Part, Sentence, Words
from dateline.reports.wording import cite_claims, label, number
from dateline.reports.writer import Writer, rests_on_one
from dateline.views.words import day

_BOUNDS = ("low", "best", "high")


@dataclass(frozen=True, slots=True)
class Move:
    """How a bound of a toll came from one value to another in the period; `None` is open."""

    case: Case
    toll: Toll
    bound: str
    before: int | None
    after: int | None
    first: Change
    last: Change


def highlights(writer: Writer) -> tuple[Block, ...]:
    """Return the incidents with most people killed, then the figures that moved; each at most as often as the template allows."""
    lines = [*_dead(writer), *_moved(writer)]
    if not lines:
        return (Listing((Note("highlights:none", "No incident of the period has a number of people killed, and no figure moved."),)),)
    return (Listing(tuple(lines), bullets=True),)


def _dead(writer: Writer) -> Iterator[Sentence]:
    tolls = [(case, toll) for case, toll in counted(writer.material.cases, Measure.KILLED) if toll.best >= max(writer.limits["many_dead"], 1)]
    tolls.sort(key=lambda one: (-one[1].best, one[0].number))
    for case, toll in tolls[: writer.limits["highlights"]]:
        pattern = "highlight.alone" if rests_on_one(case.incident, toll) else "highlight.dead"
        slots = writer.subject(case.incident)
        slots["when"] = (*slots["when"], writer.grounds(case.incident))
        yield Sentence(f"highlight:{case.incident.id}", writer.phrases.fill(pattern, **slots, bounds=writer.figures_of(toll)))


def _moved(writer: Writer) -> Iterator[Sentence]:
    found = [move for case in writer.material.every for move in moves(writer, case)]
    found.sort(key=lambda move: (-abs((move.after or 0) - (move.before or 0)), move.case.number, move.bound))
    for move in found[: writer.limits["moves"]]:
        slots = writer.subject(move.case.incident)
        yield Sentence(
            f"moved:{move.case.incident.id}:{move.toll.measure}:{move.bound}",
            (
                *writer.phrases.fill(
                    "highlight.moved",
                    label=Words(label(move.toll.measure, move.toll.flow)),
                    event=slots["event"], where=slots["where"], when=slots["when"],
                    day=Name(day(move.last.moment[:10], long=True)),
                    bound=Words(move.bound),
                    before=(*_value(move.before), _cite(writer, move.first)),
                    after=(*_value(move.after), _cite(writer, move.last)),
                ),
            ),
        )  # fmt: skip


def _value(value: int | None) -> tuple[Part, ...]:
    return (Number("open", -1, Basis.HISTORY),) if value is None else (number(value, Basis.HISTORY),)


def _cite(writer: Writer, change: Change) -> Cite:
    claim = writer.material.claims.get(change.claim_id or "")
    return cite_claims(writer.material, [claim] if claim is not None else [])


def moves(writer: Writer, case: Case) -> Iterator[Move]:
    """Yield how an incident's bounds moved in the period: from what stood before it, or first stood in it, to what stood at its end."""
    since, until = writer.material.request.since or "", writer.material.request.until or "9999"
    for toll in case.incident.tolls:
        if toll.unit is not Unit.PERSON:
            continue
        for bound in _BOUNDS:
            aspect = " ".join(str(part) for part in (bound, toll.measure, toll.unit, toll.flow) if part is not None)
            steps = [step for step in writer.material.histories.get(case.incident.id, ()) if step.aspect == aspect]
            known = [step for step in steps if step.moment[:10] <= until and step.claim_id in writer.material.claims]
            inside = [step for step in known if step.moment[:10] >= since]
            start = _start(known, inside)
            if start is None or not inside or inside[-1] is start or inside[-1].after is None or start.after == inside[-1].after:
                continue
            yield Move(case, toll, bound, _number(start.after), _number(inside[-1].after), start, inside[-1])


def _start(known: Sequence[Change], inside: Sequence[Change]) -> Change | None:
    """Return the step whose value stood when the period began, or the first in it."""
    before = [step for step in known if step not in inside]
    return before[-1] if before else inside[0] if inside else None


def _number(value: str | None) -> int | None:
    return int(value) if value is not None and value.isdecimal() else None
