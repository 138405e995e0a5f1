"""Tell what a reporter hands on from what he says himself: a paper that prints the mayor's number is no second source of it (rule 4).

Within one telling of one incident, a number that stands in the reporter's own words ("Bomb kills nine") and that a speaker is quoted
with ("nine people died, the mayor said") is the speaker's; it is replaced when the speaker gives another. A headline without a number
goes with the first who is quoted under it. All else is the reporter's own: another number, what he saw, a report that quotes nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.incidents.strands import Strand
from dateline.records import Status


def led_to_sources(strands: Sequence[Strand]) -> list[Strand]:
    """Lead what reporters hand on to the speakers they quote.

    Args:
        strands: the strands of one incident.

    Returns:
        The strands in the same order, those handed on with their source as the speaker.
    """
    quoted: dict[str, list[Strand]] = {}
    for strand in strands:
        if strand.claim.attribution is not None and strand.claim.status not in (Status.DENIED, Status.POSSIBLE):
            quoted.setdefault(strand.telling, []).append(strand)
    led: list[Strand] = []
    for strand in strands:
        handed_on = strand.claim.attribution is None and (strand.counts or strand.speaker.headline)
        source = _source(strand, quoted.get(strand.telling, ())) if handed_on else None
        if source is not None:
            counts = tuple(replace(count, speaker=source.speaker) for count in strand.counts)
            strand = replace(strand, speaker=source.speaker, counts=counts)
        led.append(strand)
    return led


def _source(strand: Strand, sources: Sequence[Strand]) -> Strand | None:
    """Return the first speaker quoted with a number of the strand's, or at all where it has none; ``None`` where a number is nobody's."""
    numbers = _numbers(strand)
    if not frozenset[object]().union(*map(_numbers, sources)).issuperset(numbers):
        return None
    return next((source for source in sources if not numbers or not _numbers(source).isdisjoint(numbers)), None)


def _numbers(strand: Strand) -> frozenset[object]:
    return frozenset((count.key, count.low, count.high) for count in strand.counts)
