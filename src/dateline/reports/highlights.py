"""The highlights: the incidents of the period with most people killed, and the figures that later reports moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from dateline.records import Measure, Toll, Unit
from dateline.reports.document import Block, Heading, Listing
from dateline.reports.key_figures import counted
from dateline.reports.selection import Case
from dateline.reports.sentences import Basis, Name, Note, Part, Sentence, Words
from dateline.reports.wording import bounds, cite_claims, label
from dateline.reports.writer import Writer, rests_on_one
from dateline.views.words import day

_BOUNDS = ("low", "best", "high")


@dataclass(frozen=True, slots=True)
class Standing:
    """A toll as it stood at a moment; `claim_ids` are those behind its bounds."""

    moment: str
    low: int
    best: int
    high: int | None
    claim_ids: tuple[str, ...]

    @property
    def values(self) -> tuple[int, int, int | None]:
        """Low, best and high."""
        return self.low, self.best, self.high


@dataclass(frozen=True, slots=True)
class Move:
    """How the reports of the period moved a toll."""

    case: Case
    toll: Toll
    before: Standing
    after: Standing


def highlights(writer: Writer) -> tuple[Block, ...]:
    """Return the incidents with most people killed, then the figures that moved; each at most as often as the template allows."""
    groups = (("Incidents with most people killed", tuple(_dead(writer))), ("Figures that later reports moved", tuple(_moved(writer))))
    if not any(lines for _, lines in groups):
        return (Listing((Note("highlights:none", "No incident of the period has a number of people killed, and no figure moved."),)),)
    return tuple(block for heading, lines in groups if lines for block in (Heading(heading, 3), Listing(lines, bullets=True)))


def _dead(writer: Writer) -> Iterator[Sentence]:
    tolls = [
        (case, toll) for case, toll in counted(writer.material.cases, Measure.KILLED) if toll.best >= max(writer.limits["many_dead"], 1)
    ]
    tolls.sort(key=lambda one: (-one[1].best, one[0].number))
    for case, toll in tolls[: writer.limits["highlights"]]:
        pattern = "highlight.alone" if rests_on_one(case.incident, toll) else "highlight.dead"
        slots = writer.numbered(case)
        slots["when"] = (*slots["when"], writer.grounds(case.incident))
        yield Sentence(f"highlight:{case.incident.id}", writer.phrases.fill(pattern, **slots, bounds=writer.figures_of(toll)))


def _moved(writer: Writer) -> Iterator[Sentence]:
    found = [move for case in writer.material.every for move in moves(writer, case)]
    found.sort(key=lambda move: (-abs(move.after.best - move.before.best), move.case.number, move.toll.measure))
    for move in found[: writer.limits["moves"]]:
        parts = writer.phrases.fill(
            "highlight.moved",
            **writer.numbered(move.case),
            label=Words(label(move.toll.measure, move.toll.flow)),
            day=Name(day(move.after.moment[:10], long=True)),
            before=_standing(writer, move.before),
            after=_standing(writer, move.after),
        )
        yield Sentence(f"moved:{move.case.incident.id}:{move.toll.measure}", parts)


def _standing(writer: Writer, one: Standing) -> tuple[Part, ...]:
    cited = cite_claims(writer.material, (writer.material.claims[key] for key in one.claim_ids))
    return (*bounds(writer.phrases, *one.values, Basis.HISTORY), cited)


def moves(writer: Writer, case: Case) -> Iterator[Move]:
    """Yield the tolls of persons that reports of the period moved: from what stood before it, or first stood in it, to its end."""
    since, until = writer.material.request.since or "", writer.material.request.until or "9999"
    for toll in case.incident.tolls:
        told = [one for one in standings(writer, case, toll) if one.moment[:10] <= until] if toll.unit is Unit.PERSON else []
        before = [one for one in told if one.moment[:10] < since]
        start = before[-1] if before else told[0] if told else None
        if start is not None and told[-1].values != start.values:
            yield Move(case, toll, start, told[-1])


def standings(writer: Writer, case: Case, toll: Toll) -> Iterator[Standing]:
    """Yield how a toll stood after each moment that changed it; a moment at which it has no claim known here is passed over."""
    key = " ".join(str(part) for part in (toll.measure, toll.unit, toll.flow) if part is not None)
    aspects = {f"{bound} {key}": bound for bound in _BOUNDS}
    now: dict[str, tuple[str | None, str | None]] = {}
    for moment, steps in groupby(writer.material.histories.get(case.incident.id, ()), key=lambda step: step.moment):
        changed = {aspects[step.aspect]: (step.after, step.claim_id) for step in steps if step.aspect in aspects}
        now |= changed
        low, best = (_number(now[bound][0]) if bound in now else None for bound in ("low", "best"))
        ids = tuple(
            dict.fromkeys(
                claim for _, claim in (now.get(bound, (None, None)) for bound in _BOUNDS) if claim in writer.material.claims and claim
            )
        )
        if changed and low is not None and best is not None and ids:
            yield Standing(moment, low, best, _number(now.get("high", (None, None))[0]), ids)


def _number(value: str | None) -> int | None:
    return int(value) if value is not None and value.isdecimal() else None
