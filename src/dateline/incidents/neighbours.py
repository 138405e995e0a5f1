"""Find the clusters that share a telling, or a day and a place, with one: all that sharing evidence and denials can depend on."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.incidents.clusters import Cluster
from dateline.incidents.linkage.accounts import Account, account_of
from dateline.incidents.linkage.blocking import Blocks
from dateline.incidents.strands import Strand


class Neighbours:
    """Clusters by the telling, day and place of their accounts."""

    def __init__(self, clusters: Sequence[Cluster]) -> None:
        """Make clusters findable."""
        self._blocks = Blocks()
        self._by_telling: dict[str, list[int]] = {}
        self._homes: list[Cluster] = []
        for cluster in clusters:
            for account in cluster.accounts:
                self._by_telling.setdefault(account.telling, []).append(len(self._homes))
                self._blocks.add_places(len(self._homes), account)
                self._homes.append(cluster)

    def of_cluster(self, cluster: Cluster) -> list[Cluster]:
        """Return the clusters near a cluster, without itself."""
        return [other for other in self._near(cluster.accounts) if other is not cluster]

    def of_denial(self, denial: Strand) -> list[Cluster]:
        """Return the clusters near a denial."""
        return self._near([denying_account(denial)])

    def _near(self, accounts: Sequence[Account]) -> list[Cluster]:
        found: set[int] = set()
        for account in accounts:
            found |= self._blocks.beside(account)
            found.update(self._by_telling.get(account.telling, ()))
        return list({id(self._homes[number]): self._homes[number] for number in sorted(found)}.values())


def denying_account(denial: Strand) -> Account:
    """Return a denial as an account, so that it is found by the same keys."""
    return account_of([denial], denial.sites.all, telling=denial.telling, published=denial.published)
