"""The key figures: the tolls of the period's incidents added up, and how much of each rests on one voice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.records import Flow, Incident, Measure, Toll, Unit
from dateline.reports.document import Block, Listing, Table
from dateline.reports.phrases import rows
from dateline.reports.selection import Case
from dateline.reports.sentences import Basis, Cite, Line, Note, Number, Part, Sentence, Words
from dateline.reports.wording import label, number
from dateline.reports.writer import Writer, rests_on_one


def summed_measures() -> tuple[Measure, ...]:
    """Return the measures whose tolls may be added up over incidents; movements of people overlap and are not among them."""
    return tuple(Measure(row["measure"]) for row in rows("measures.tsv") if row["summed"] == "yes")


def counted(cases: Sequence[Case], measure: Measure) -> list[tuple[Case, Toll]]:
    """Return the tolls of persons that a key figure adds up: of incidents that are said to have been carried out."""
    return [
        (case, toll)
        for case in cases
        for toll in case.incident.tolls
        if toll.measure is measure and toll.unit is Unit.PERSON and toll.flow is not Flow.STOCK and _happened(case.incident)
    ]


def _happened(incident: Incident) -> bool:
    return incident.stage in ("accomplished", "attempted")


def key_figures(writer: Writer) -> tuple[Block, ...]:
    """Return a table with a row for each measure that any incident has: low, best, high, and what rests on one voice."""
    found = []
    notes: list[Line] = []
    for measure in summed_measures():
        tolls = counted(writer.material.cases, measure)
        if any(toll.best or toll.high for _, toll in tolls):
            found.append(_row(writer, measure, tolls))
            notes += _concentrated(writer, measure, tolls)
    notes = [
        *notes,
        Note("key:how", "Each row adds up what the incidents below give for it. Low, best and high are numbers that somebody stated."),
    ]
    if not found:
        return (
            Listing(
                (Note("key:none", "No incident of the period has a number of people killed, injured, abducted, detained or missing."),)
            ),
        )
    if writer.material.displacement:
        notes.append(
            Note(
                "key:moves", "Displacement is not added up: one movement is often counted by several sources. It has a section of its own."
            )
        )
    heads = ("", "Low", "Best", "High", "Behind these figures")
    return (Table("Key figures of the period", heads, tuple(found), numeric=(1, 2, 3), quiet=(1, 2, 3)), Listing(tuple(notes)))


def _row(writer: Writer, measure: Measure, tolls: Sequence[tuple[Case, Toll]]) -> tuple[Sentence | str, ...]:
    low, best = sum(toll.low for _, toll in tolls), sum(toll.best for _, toll in tolls)
    highs = [toll.high for _, toll in tolls]
    bounded = sum(high if high is not None else toll.best for high, (_, toll) in zip(highs, tolls, strict=True))
    cited = Cite(tuple(dict.fromkeys(e for _, toll in tolls for e in writer.bounds_cite(toll.trace).evidence)))
    alone = sum(toll.best for case, toll in tolls if rests_on_one(case.incident, toll))
    phrases = writer.phrases
    high: tuple[Part, ...] = (
        (number(bounded, Basis.TALLY),) if None not in highs else (Words("at least "), Number(f"{bounded:,}", bounded, Basis.TALLY))
    )
    incidents = phrases.fill("key.incident" if len(tolls) == 1 else "key.incidents", number=number(len(tolls), Basis.TALLY))
    rest = phrases.fill("key.rest", incidents=incidents, alone=number(alone, Basis.TALLY), total=number(best, Basis.TALLY))
    return (
        label(measure),
        Sentence(f"key:{measure}:low", (number(low, Basis.TALLY), cited)),
        Sentence(f"key:{measure}:best", (number(best, Basis.TALLY), cited)),
        Sentence(f"key:{measure}:high", (*high, cited)),
        Sentence(f"key:{measure}:rest", (*rest, cited)),
    )


def _concentrated(writer: Writer, measure: Measure, tolls: Sequence[tuple[Case, Toll]]) -> Iterator[Sentence]:
    """Yield that one incident holds more than half of a key figure: one number read wrong would make the whole row wrong."""
    best = sum(toll.best for _, toll in tolls)
    case, most = max(tolls, key=lambda one: (one[1].best, -one[0].number))
    if len(tolls) > 1 and most.best * 2 > best:
        name = "key.concentrated_alone" if rests_on_one(case.incident, most) else "key.concentrated"
        parts = writer.phrases.fill(
            name,
            best=number(best, Basis.TALLY),
            label=Words(label(measure).casefold()),
            part=number(most.best, Basis.TOLL),
            number=number(case.number, Basis.TALLY),
        )
        yield Sentence(f"key:{measure}:concentrated", (*parts, writer.bounds_cite(most.trace)))
