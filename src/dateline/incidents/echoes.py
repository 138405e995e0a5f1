"""Fold what a copy repeats: a sentence printed again is evidence that it was printed, and says nothing more (rule 4)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from dateline.incidents.names import fold
from dateline.incidents.strands import Strand


def fold_echoes(
    strands: Sequence[Strand], *, judged: Collection[str] = ()
) -> tuple[list[Strand], Mapping[tuple[object, ...], Sequence[Strand]]]:
    """Part the strands that a copy merely repeats from those that say something.

    A copy repeats where the words of the sentence, the event type, the status and the figures are those of an earlier printing; its
    day is not compared, since a bare "Tuesday" moves with the day of printing.

    Args:
        strands: strands of all articles, in reading order.
        judged: ids of claims that a human judgement names, which always stand for themselves.

    Returns:
        The strands that stand, in the same order; and by the `order` of each, the strands that echo it.
    """
    shared = {strand.telling for strand in strands if strand.telling != strand.article_id}
    standing: list[Strand] = []
    echoes: dict[tuple[object, ...], list[Strand]] = {}
    first: dict[tuple[object, ...], Strand] = {}
    for strand in strands:
        if strand.telling not in shared or strand.claim.id in judged:
            standing.append(strand)
            continue
        key = _words(strand)
        original = first.setdefault(key, strand)
        if original.article_id == strand.article_id:
            standing.append(strand)
        else:
            echoes.setdefault(original.order, []).append(strand)
    return standing, echoes


def _words(strand: Strand) -> tuple[object, ...]:
    claim = strand.claim
    figures = tuple((figure.measure, figure.low, figure.high, figure.unit) for figure in claim.figures)
    return strand.telling, fold(claim.evidence.quote), claim.event_type, claim.event_subtype, claim.status, strand.scope, figures
