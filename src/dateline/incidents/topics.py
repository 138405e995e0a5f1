"""Gather articles by the happening that each is first of all about: the coverage of one happening.

The same accounts, comparisons and weights as for incidents, one account an article; an article whose happening is not coded, or is no
armed conflict, is compared by its words, names and numbers. It tells what to read together, and makes no incident.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.incidents.clusters import gather
from dateline.incidents.eligibility import Standing, eligibility_of
from dateline.incidents.judgements import Constraints
from dateline.incidents.linkage.accounts import Account, account_of
from dateline.incidents.linkage.blocking import Blocks
from dateline.incidents.linkage.comparisons import levels_of
from dateline.incidents.linkage.grouping import agglomerate
from dateline.incidents.linkage.stories import story_of
from dateline.incidents.linkage.weights import log_odds
from dateline.incidents.sharing import settle_placeless
from dateline.incidents.strands import of_one_act, strands_of
from dateline.records import Article, Claim, Scope

#: Log odds from which an article is gathered with others.
THRESHOLD = -1.0
_FREE = Constraints({}, frozenset())


def topical_account(article: Article, claims: Sequence[Claim]) -> Account:
    """Return what an article says of the happening that it tells of first.

    Args:
        article: the article.
        claims: its claims.
    """
    strands = [s for claim in claims if eligibility_of(claim).standing is not Standing.OUT for s in strands_of(claim, article)]
    told = of_one_act([strand for strand in strands if not strand.denial and strand.scope is Scope.INCIDENT])
    clusters = settle_placeless(gather(told, _FREE), _FREE)
    first = min(clusters, key=lambda cluster: cluster.anchor.order, default=None)
    return account_of(
        first.members if first else (), first.placed.all if first else (), telling=article.id,
        published=article.published.value if article.published else None, story=story_of(article.text), leads=True,
    )  # fmt: skip


def gather_articles(accounts: Mapping[str, Account]) -> list[list[str]]:
    """Gather articles of one happening.

    Args:
        accounts: each article's account of its happening, by article id.

    Returns:
        Article ids by happening, in order of publication; each article stands in one.
    """
    ids = sorted(accounts, key=lambda name: (accounts[name].published is None, accounts[name].published or 0, name))
    blocks = Blocks()
    pairs: dict[tuple[int, int], float] = {}
    for index, name in enumerate(ids):
        account = accounts[name]
        pairs.update({(other, index): log_odds(levels_of(accounts[ids[other]], account)) for other in blocks.near(account)})
        blocks.add(index, account)
    return [[ids[index] for index in group] for group in agglomerate(len(ids), pairs, THRESHOLD)]
