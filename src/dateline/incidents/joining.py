"""Join the accounts of many tellings into happenings, by weighed evidence (`dateline.incidents.linkage`).

Accounts are read in order of publication; each joins the one earlier cluster that it most probably is of one happening with, or none
where that is not probable enough or where two are about as probable. Later reports therefore never regroup earlier ones.

Some things no evidence outweighs: an attempt is no happening and a period no incident, kinds of act that cannot be one, a claim
that spans the places of others (`dateline.incidents.sharing` deals with it) or only names a country, two tolls that one article tells
apart, a human judgement. A find of bodies is not joined with a killing, nor are two of what happens daily, of no known day, by less
than a number in both; nor numbers far apart where the articles' words are not known. Running totals join by speaker and stretch of
time alone.

An account can join only a cluster that holds an account it is bound to: one that it meets in a block and that is as probable as
not of the same happening. Accounts that no chain of such bonds connects are therefore joined independently of each other, which is
what lets a new article touch its own neighbourhood and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

from dateline.incidents.clusters import Cluster
from dateline.incidents.compatibility import BODIES, Fit, fit
from dateline.incidents.judgements import Constraints
from dateline.incidents.linkage.accounts import Account, bridged
from dateline.incidents.linkage.blocking import Blocks
from dateline.incidents.linkage.comparisons import WORDS, claimed_levels, comparable, levels_of
from dateline.incidents.linkage.weights import log_odds, most

#: Log odds from which a cluster joins another: two to three. On invented wars a higher bar splits more than it keeps apart (decision 013).
THRESHOLD = -0.4
#: Log odds from which two accounts are bound.
BOUND = -0.4
#: Log odds by which the best must be ahead of the next.
AHEAD = 0.2
#: Accounts of a cluster that are compared, half of them the earliest and half the latest, so that a report costs the same however
#: often a happening has been told.
COMPARED = 12


@dataclass(frozen=True, slots=True)
class Link:
    """How an account came to join a cluster: the accounts it was compared with and the levels of each comparison, in step."""

    joined: Account
    to: tuple[Account, ...]
    levels: tuple[Mapping[str, str], ...]
    log_odds: float


def join(
    accounts: Sequence[Account],
    constraints: Constraints,
    *,
    links: list[Link] | None = None,
    bonds: list[tuple[Account, Account]] | None = None,
) -> list[Cluster]:
    """Join accounts into clusters.

    Args:
        accounts: accounts of any tellings.
        constraints: human must-links and cannot-links.
        links: where to note how each join came about.
        bonds: where to note which accounts are bound.

    Returns:
        Clusters in reading order of their anchors.
    """
    blocks = Blocks()
    homes: list[Cluster] = []
    read: list[Account] = []
    for number, account in enumerate(sorted(accounts, key=lambda account: account.order)):
        bound = [other for other in blocks.near(account) if binds(account, read[other])]
        if bonds is not None:
            bonds.extend((account, read[other]) for other in bound)
        cluster = cluster_of(account)
        best = _best(cluster, account, list({id(homes[other]): homes[other] for other in bound}.values()), constraints)
        if best is not None:
            if links is not None:
                links.append(_link(account, best))
            if _bridged(cluster, best):
                cluster.widen(best)
            best.absorb(cluster)
            best.accounts.append(account)
            cluster = best
        homes.append(cluster)
        read.append(account)
        blocks.add(number, account)
    return list({id(cluster): cluster for cluster in homes}.values())


def cluster_of(account: Account) -> Cluster:
    """Return a cluster of one account."""
    return Cluster(list(account.strands), shared=list(account.shared), denied=set(account.denied), accounts=[account])


def binds(a: Account, b: Account) -> bool:
    """Return whether two accounts that meet in a block are bound: as probable as not of one happening, or of one series of totals, and
    not parted by what no evidence outweighs."""
    tied = bridged(a, b)
    strict = any(strand.strict for strand in (*a.strands, *b.strands))
    if not strict and not _probable(a, b, tied=tied):
        return False
    fits = {fit(x, y, bridged=tied) for x in a.strands for y in b.strands}
    return Fit.CONFLICT not in fits and (Fit.LINK in fits or not strict)


def _probable(a: Account, b: Account, *, tied: bool) -> bool:
    levels = claimed_levels(a, b)
    if levels["place"] == "country" or _bodies(a) is not _bodies(b):
        return False
    if _daily(a) and _daily(b) and not (tied or _telling_number(levels)):
        return False
    claimed = log_odds(levels)
    if (a.story is None or b.story is None) and not tied and "far" in (levels["killed"], levels["injured"], levels["others"]):
        return False
    if not comparable(a, b):
        return claimed >= BOUND
    return claimed + most(WORDS) >= BOUND and log_odds(levels_of(a, b)) >= BOUND


def _bodies(account: Account) -> bool:
    """Return whether an account is of bodies found, whose killing is often another day and place."""
    return all(kind == BODIES for kind, _ in account.types)


def _daily(account: Account) -> bool:
    """Return whether an account of what happens daily on a front tells no day."""
    return account.recurs and not account.days and not _bodies(account)


def _telling_number(levels: Mapping[str, str]) -> bool:
    return any(levels[measure] == "same" for measure in ("killed", "injured", "others"))


def _best(cluster: Cluster, account: Account, candidates: Sequence[Cluster], constraints: Constraints) -> Cluster | None:
    """Return the candidate that most probably is of the same happening, if it is ahead of the next."""
    scored = []
    for candidate in candidates:
        score = _score(cluster, account, candidate, constraints)
        if score is not None and score >= THRESHOLD:
            scored.append((score, candidate))
    scored.sort(key=lambda item: (-item[0], item[1].anchor.order))
    if not scored or (len(scored) > 1 and scored[0][0] - scored[1][0] < AHEAD):
        return None
    return scored[0][1]


def _score(cluster: Cluster, account: Account, candidate: Cluster, constraints: Constraints) -> float | None:
    """Return the mean log odds that an account is of a candidate's happening, ``None`` where it cannot be."""
    if constraints.pairs and any(constraints.parts(a.claim.id, b.claim.id) for a in cluster.members for b in candidate.members):
        return None
    tied = _bridged(cluster, candidate)
    compared = _compared(candidate)
    profiles = {strand.profile: strand for other in compared for strand in other.strands}
    fits = {fit(a, b, bridged=tied) for a in cluster.profiles.values() for b in profiles.values()}
    if Fit.CONFLICT in fits:
        return None
    if any(strand.strict for strand in cluster.members):
        return inf if Fit.LINK in fits else None
    return sum(log_odds(levels_of(account, other)) for other in compared) / len(compared)


def _compared(cluster: Cluster) -> list[Account]:
    known = cluster.accounts
    return known if len(known) <= COMPARED else known[: COMPARED // 2] + known[-COMPARED // 2 :]


def _link(account: Account, to: Cluster) -> Link:
    compared = tuple(_compared(to))
    levels = tuple(levels_of(account, other) for other in compared)
    return Link(account, compared, levels, sum(map(log_odds, levels)) / len(levels))


def _bridged(a: Cluster, b: Cluster) -> bool:
    """Return whether a number ties two tellings: one denies what the other states, or one speaker gives it in both."""
    if any((count.key, count.low) in one.denied for one, other in ((a, b), (b, a)) if one.denied for count in other.counts):
        return True
    return not a.words.isdisjoint(b.words)
