"""Put accounts together by the log odds of their pairs: average linkage (Sokal and Michener 1958), best pair of groups first."""

from __future__ import annotations

from collections.abc import Mapping
from heapq import heapify, heappop, heappush

#: Log odds of a pair that met in no block, so that it was never compared.
UNMET = -4.0


def agglomerate(size: int, pairs: Mapping[tuple[int, int], float], threshold: float) -> list[list[int]]:
    """Return groups of the numbers below `size`, each in order, by their first.

    Two groups join where the mean log odds of their pairs reach the threshold, the best first; of equals those that begin first.

    Args:
        size: how many there are.
        pairs: log odds by pair of numbers, the smaller first.
        threshold: mean log odds that two groups need; above `UNMET`.
    """
    members = {index: [index] for index in range(size)}
    near: dict[int, dict[int, float]] = {index: {} for index in range(size)}
    for (a, b), odds in pairs.items():
        near[a][b] = near[b][a] = odds - UNMET
    version = dict.fromkeys(members, 0)
    queue = [(UNMET - odds, a, b, 0, 0) for (a, b), odds in pairs.items() if odds >= threshold]
    heapify(queue)
    while queue:
        _, a, b, version_a, version_b = heappop(queue)
        if version.get(a) != version_a or version.get(b) != version_b:
            continue
        for other, total in near.pop(b).items():
            near[other].pop(b)
            if other != a:
                near[a][other] = near[other][a] = near[a].get(other, 0.0) + total
        members[a] += members.pop(b)
        del version[b]
        version[a] += 1
        for other, total in near[a].items():
            mean = total / (len(members[a]) * len(members[other]))
            if mean + UNMET >= threshold:
                first, second = min(a, other), max(a, other)
                heappush(queue, (-mean, first, second, version[first], version[second]))
    return [sorted(group) for _, group in sorted(members.items())]
