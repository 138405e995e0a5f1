"""Revise incidents after tellings have come, changed or gone, touching only their neighbourhood; the result equals a rebuild.

Accounts that a chain of bonds connects (`dateline.incidents.joining`) carry one label, and are joined together. What joins them, shares
evidence with them or denies them lies on the same day and place, or in the same telling. So a change reaches

1. the accounts of the labels that it breaks up or binds together, which are joined anew;
2. the incidents near those that share evidence with them, which are described anew.

Human judgements bind the accounts of all claims that one of them names.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from dateline.incidents.clusters import Cluster
from dateline.incidents.joining import binds, cluster_of, join
from dateline.incidents.judgements import Constraints
from dateline.incidents.linkage.accounts import Account
from dateline.incidents.neighbours import Neighbours
from dateline.incidents.sharing import attach_denials, share_spanning, spans
from dateline.incidents.strands import Strand
from dateline.incidents.tellings import Telling


class Ref(NamedTuple):
    """Which account of which telling; denials count down from -1."""

    telling: str
    number: int


class Shelf(Protocol):
    """Where the keys and labels of accounts are kept, in memory or in a ledger."""

    def put(self, telling: Telling) -> None:
        """Keep the keys of a telling's accounts and denials, in place of those it had."""

    def remove(self, telling: str) -> None:
        """Forget a telling."""

    def refs(self, tellings: Iterable[str]) -> set[Ref]:
        """Return all accounts and denials of tellings."""

    def near(self, account: Account) -> set[Ref]:
        """Return the accounts that an account meets in a block."""

    def beside(self, refs: Iterable[Ref], *, spanning: bool = False) -> set[Ref]:
        """Return what shares a telling, or a day and a place, with any of `refs`; if `spanning` only accounts that may span others, and
        denials."""

    def spanning(self, refs: Iterable[Ref]) -> set[Ref]:
        """Return those of `refs` that may span others."""

    def labels(self, refs: Iterable[Ref]) -> dict[Ref, str]:
        """Return the labels of accounts; denials have none."""

    def labelled(self, labels: Iterable[str]) -> set[Ref]:
        """Return the accounts that carry labels."""

    def label(self, labels: Mapping[Ref, str]) -> None:
        """Give accounts their labels."""


@dataclass(frozen=True, slots=True)
class Revision:
    """What a change amounts to: the labels whose incidents go, and the clusters that stand in their place, with their labels."""

    gone: frozenset[str]
    clusters: tuple[tuple[str, Cluster], ...]


def revise(
    shelf: Shelf,
    changed: Collection[str],
    read: Callable[[Collection[str]], Sequence[Telling]],
    constraints: Constraints,
    judged: Sequence[frozenset[str]] = (),
) -> Revision:
    """Revise what tellings add up to.

    Args:
        shelf: the keys and labels kept; brought up to date.
        changed: ids of tellings that came, changed or went.
        read: returns tellings by their ids, leaving out those that are gone.
        constraints: human judgements on pairs of claims.
        judged: sets of tellings that a human judgement binds together.
    """
    reader = _Reader(read)
    old = shelf.refs(changed)
    touched = set(shelf.labels(old).values())
    stale = _reach(shelf, old)
    for name in sorted(changed):
        shelf.remove(name)
    fresh = reader.tellings(changed)
    for telling in fresh:
        shelf.put(telling)
    bound = {ref for telling in fresh for account in telling.accounts for ref in _bound(shelf, reader, account)}
    held = {name for group in judged if not group.isdisjoint(changed) for name in group}
    touched.update(shelf.labels(bound | shelf.refs(held)).values())
    joined = shelf.labelled(touched) | {ref for ref in shelf.refs(changed) if ref.number >= 0}
    accounts = reader.accounts(joined)
    labels = _labels(accounts, constraints, judged)
    shelf.label(labels)
    reached = shelf.labels(stale | _reach(shelf, joined | shelf.refs(changed)))
    revised = set(labels.values()) | set(reached.values())
    return Revision(frozenset(touched | revised), tuple(_described(shelf, reader, revised, constraints)))


class _Reader:
    """Tellings read once each."""

    def __init__(self, read: Callable[[Collection[str]], Sequence[Telling]]) -> None:
        self._read = read
        self._known: dict[str, Telling] = {}

    def tellings(self, names: Iterable[str]) -> list[Telling]:
        wanted = sorted(set(names))
        missing = [name for name in wanted if name not in self._known]
        if missing:
            self._known.update({telling.id: telling for telling in self._read(missing)})
        return [self._known[name] for name in wanted if name in self._known]

    def accounts(self, refs: Iterable[Ref]) -> dict[Ref, Account]:
        wanted = set(refs)
        told = self.tellings(ref.telling for ref in wanted)
        found = {Ref(telling.id, number): account for telling in told for number, account in enumerate(telling.accounts)}
        return {ref: found[ref] for ref in sorted(wanted) if ref in found}

    def denials(self, refs: Iterable[Ref]) -> dict[Ref, Strand]:
        wanted = set(refs)
        told = self.tellings(ref.telling for ref in wanted)
        found = {Ref(telling.id, -1 - number): denial for telling in told for number, denial in enumerate(telling.denials)}
        return {ref: found[ref] for ref in sorted(wanted) if ref in found}


def _bound(shelf: Shelf, reader: _Reader, account: Account) -> set[Ref]:
    met = reader.accounts(shelf.near(account))
    return {ref for ref, other in met.items() if other is not account and binds(account, other)}


def _labels(accounts: Mapping[Ref, Account], constraints: Constraints, judged: Sequence[frozenset[str]]) -> dict[Ref, str]:
    """Return a label for each account: the first in reading order of those that bonds or judgements connect."""
    refs = sorted(accounts, key=lambda ref: (accounts[ref].order, ref))
    index_of = {id(accounts[ref]): index for index, ref in enumerate(refs)}
    home = list(range(len(refs)))

    def root(index: int) -> int:
        while home[index] != index:
            home[index] = home[home[index]]
            index = home[index]
        return index

    def unite(a: int, b: int) -> None:
        first, second = sorted((root(a), root(b)))
        home[second] = first

    bonds: list[tuple[Account, Account]] = []
    join([accounts[ref] for ref in refs], constraints, bonds=bonds)
    for a, b in bonds:
        unite(index_of[id(a)], index_of[id(b)])
    for group in judged:
        inside = [index for index, ref in enumerate(refs) if ref.telling in group]
        for index in inside[1:]:
            unite(inside[0], index)
    return {ref: f"{refs[root(index)].telling}/{refs[root(index)].number}" for index, ref in enumerate(refs)}


def _reach(shelf: Shelf, refs: Collection[Ref]) -> set[Ref]:
    """Return the accounts that may share evidence with those of `refs`, or a denial, in either direction."""
    near = shelf.beside(shelf.spanning(refs)) | shelf.beside(refs, spanning=True)
    denials = {ref for ref in (*near, *refs) if ref.number < 0}
    return {ref for ref in near | shelf.beside(denials) if ref.number >= 0}


def _described(shelf: Shelf, reader: _Reader, revised: Collection[str], constraints: Constraints) -> list[tuple[str, Cluster]]:
    """Return the clusters of labels with all that they share, looking at their neighbours and at what those may span."""
    core = shelf.labelled(revised)
    around = shelf.beside(core)
    around |= shelf.beside(shelf.spanning(around) | {ref for ref in around if ref.number < 0})
    context = shelf.labels(core | around)
    accounts = reader.accounts(shelf.labelled(context.values()))
    ref_of = {id(account): ref for ref, account in accounts.items()}
    clusters = join(list(accounts.values()), constraints)
    neighbours = Neighbours(clusters)
    standing = share_spanning(clusters, neighbours.of_cluster, constraints)
    attach_denials(reader.denials(around).values(), neighbours.of_denial)
    labels = [(context[ref_of[id(cluster.accounts[0])]], cluster) for cluster in standing if ref_of[id(cluster.accounts[0])] in context]
    return [(label, cluster) for label, cluster in labels if label in revised]


def spans_others(account: Account) -> bool:
    """Return whether a cluster that holds an account may span others."""
    return spans(cluster_of(account))
