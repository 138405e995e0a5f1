"""Read what one telling says: its accounts of happenings, and what it denies.

A telling is an article, or the printings of one wire story. It is read by itself: nothing that another telling says changes it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.incidents.clusters import gather
from dateline.incidents.echoes import fold_echoes
from dateline.incidents.eligibility import Standing, eligibility_of
from dateline.incidents.judgements import Constraints
from dateline.incidents.linkage.accounts import Account, account_of
from dateline.incidents.linkage.stories import story_of
from dateline.incidents.printings import Printing
from dateline.incidents.sharing import note_denials, settle_placeless
from dateline.incidents.strands import Strand, of_one_act, strands_of
from dateline.records import Article, Claim, Scope


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """What a telling says: an account of each happening in reading order, denials, and by the `order` of a strand those that echo it."""

    id: str
    accounts: tuple[Account, ...]
    denials: tuple[Strand, ...]
    echoes: Mapping[tuple[object, ...], Sequence[Strand]]


def tellings_of(
    claims: Iterable[Claim],
    printings: Mapping[str, Printing],
    articles: Mapping[str, Article],
    constraints: Constraints,
    judged: Collection[str] = (),
) -> list[Telling]:
    """Return the tellings that claims stand in, by id.

    Args:
        claims: each claim once.
        printings: where each claim is printed, by its id.
        articles: articles by id, where known.
        constraints: human judgements on pairs of claims.
        judged: ids of claims that a human judgement names.
    """
    told: dict[str, list[Strand]] = {}
    for claim in claims:
        if eligibility_of(claim).standing is not Standing.OUT and claim.id not in constraints.rejected:
            printing = printings[claim.id]
            for strand in strands_of(claim, articles.get(claim.article_id), first=printing.first, voice=printing.voice):
                told.setdefault(strand.telling, []).append(strand)
    return [_telling(name, told[name], articles.get(name), constraints, judged) for name in sorted(told)]


def _telling(name: str, strands: Sequence[Strand], first: Article | None, constraints: Constraints, judged: Collection[str]) -> Telling:
    standing, echoes = fold_echoes(sorted(strands, key=lambda strand: strand.order), judged=judged)
    denials = [strand for strand in standing if strand.denial]
    making = of_one_act([strand for strand in standing if not strand.denial])
    clusters = settle_placeless(gather(making, constraints), constraints)
    note_denials(denials, clusters)
    story = story_of(first.text) if first is not None and first.text.strip() else None
    lead = min((cluster.anchor.order for cluster in clusters if cluster.anchor.scope is Scope.INCIDENT), default=None)
    accounts = tuple(
        account_of(
            cluster.members, cluster.placed.all, telling=name, published=cluster.anchor.published, story=story,
            leads=cluster.anchor.order == lead, denied=cluster.denied, shared=cluster.shared,
        )
        for cluster in sorted(clusters, key=lambda cluster: cluster.anchor.order)
    )  # fmt: skip
    return Telling(name, accounts, tuple(denials), echoes)
