"""Gather strands into clusters, one a happening.

1. Within a telling (an article and its near copies) the best-linked strands join first, and two clusters join only if no strand
   of one conflicts with a strand of the other (complete linkage: a vague strand cannot chain two happenings together).
2. `dateline.incidents.joining` then joins the clusters of different tellings.
3. `dateline.incidents.sharing` then deals with claims that span several happenings, and with denials.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from dateline.incidents.compatibility import Fit, fit, repeated
from dateline.incidents.counts import Count
from dateline.incidents.judgements import Constraints
from dateline.incidents.linkage.accounts import Account
from dateline.incidents.sites import Site, Sites
from dateline.incidents.strands import Strand
from dateline.records import Measure


@dataclass(slots=True, eq=False)
class Cluster:
    """Strands of one happening while clusters are being built; it never leaves this stage.

    `shared` strands span this and other happenings. `sites` is ``None`` until sharing leaves a cluster only some of its
    places; `measures` likewise for its tolls (``None``: all). `denied` are the numbers that its telling denies of it,
    `counts` and `words` those its members give; `accounts` what each telling says of it.
    """

    members: list[Strand]
    shared: list[Strand] = field(default_factory=list)
    sites: tuple[Site, ...] | None = None
    measures: frozenset[Measure] | None = None
    profiles: dict[tuple[object, ...], Strand] = field(default_factory=dict)
    denied: set[tuple[object, int]] = field(default_factory=set)
    counts: list[Count] = field(default_factory=list)
    words: set[tuple[object, ...]] = field(default_factory=set)
    accounts: list[Account] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Sort the members into reading order and note what is to be compared."""
        self.members.sort(key=lambda strand: strand.order)
        for strand in self.members:
            self._note(strand.profile, strand)

    def _note(self, profile: tuple[object, ...], strand: Strand) -> None:
        """Note what comparing the cluster needs of a strand, unless another like it is noted."""
        self.words |= strand.words
        if profile not in self.profiles:
            self.profiles[profile] = strand
            self.counts.extend(strand.counts)

    @property
    def anchor(self) -> Strand:
        """The first member in reading order."""
        return self.members[0]

    @property
    def placed(self) -> Sites:
        """The places of the member that names most of them."""
        return max(self.members, key=lambda strand: (len(strand.sites.all), [-ord(c) for c in strand.claim.id])).sites

    def widen(self, other: Cluster) -> None:
        """Let the members be of the other's families too, so that a type read differently keeps no later report away."""
        families = frozenset[str]().union(*(strand.families for strand in other.profiles.values()))
        self.members = [replace(strand, families=strand.families | families) for strand in self.members]
        self.profiles, self.counts = {}, []
        for strand in self.members:
            self._note((strand.profile, families), strand)

    def absorb(self, other: Cluster) -> None:
        """Take in another cluster's members and shared strands."""
        for strand in other.members:
            insort(self.members, strand, key=lambda member: member.order)
        if other.shared:
            self.share(other.shared)
        for profile, strand in other.profiles.items():
            self._note(profile, strand)
        self.words |= other.words
        self.denied |= other.denied

    def share(self, strands: Iterable[Strand]) -> None:
        """Take strands in as evidence that this cluster shares with others."""
        known = {strand.order for strand in self.members + self.shared}
        self.shared.extend(strand for strand in strands if strand.order not in known)


def gather(strands: Sequence[Strand], constraints: Constraints) -> list[Cluster]:
    """Gather the strands of one telling into clusters.

    Args:
        strands: strands of an article and its copies, in any order; no denials.
        constraints: human must-links and cannot-links.

    Returns:
        Clusters in reading order of their anchors.
    """
    ordered = sorted(strands, key=lambda strand: strand.order)
    clusters: dict[int, list[int]] = {index: [index] for index in range(len(ordered))}
    home = list(range(len(ordered)))
    fits: dict[tuple[int, int], Fit] = {}
    links: list[tuple[int, int, int, int]] = []
    for i, j in combinations(range(len(ordered)), 2):
        a, b = ordered[i], ordered[j]
        verdict = constraints.verdict(a.claim.id, b.claim.id) if a.scope is b.scope else None
        found = fit(a, b) if verdict is None else (Fit.LINK if verdict else Fit.CONFLICT)
        if found in (Fit.LINK, Fit.CONFLICT):
            fits[i, j] = found
        if found is Fit.LINK:
            links.append((0 if verdict else 1, -_strength(a, b), i, j))
    for forced, _, i, j in sorted(links):
        left, right = sorted((home[i], home[j]))
        if left == right:
            continue
        pairs = ((min(x, y), max(x, y)) for x in clusters[left] for y in clusters[right])
        if forced and any(fits.get(pair) is Fit.CONFLICT for pair in pairs):
            continue
        for index in clusters[right]:
            home[index] = left
        clusters[left] += clusters.pop(right)
    return [Cluster([ordered[index] for index in clusters[key]]) for key in sorted(clusters)]


def _strength(a: Strand, b: Strand) -> int:
    """Return how much speaks for one happening: figures stated alike, then the same type, then how exact it is."""
    same_type = (a.claim.event_type, a.claim.event_subtype) == (b.claim.event_type, b.claim.event_subtype)
    return 8 * repeated(a, b) + 4 * same_type + min(a.specificity, b.specificity)
