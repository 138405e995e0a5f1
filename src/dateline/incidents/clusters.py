"""Gather strands into clusters, one a happening.

1. Within a telling (an article and its near copies) the best-linked strands join first, and two clusters join only if no strand
   of one conflicts with a strand of the other (complete linkage: a vague strand cannot chain two happenings together).
2. Across tellings the clusters are read in order of publication; each joins the one earlier cluster of its day and place
   that fits best, and stays alone where two fit equally well. Later reports therefore never regroup earlier ones. Where only
   the day of the report is known, figures (a denied one too), actors or means must agree as well.
3. `dateline.incidents.sharing` then deals with claims that span several happenings, and with denials.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from dateline.incidents.compatibility import Fit, fit, repeated, tolls_apart
from dateline.incidents.counts import Count
from dateline.incidents.judgements import Constraints
from dateline.incidents.sites import Site, Sites
from dateline.incidents.strands import TELLING_NUMBER, Strand
from dateline.records import Measure


@dataclass(slots=True, eq=False)
class Cluster:
    """Strands of one happening while clusters are being built; it never leaves this stage.

    `shared` strands span this and other happenings. `sites` is ``None`` until sharing leaves a cluster only some of its
    places; `measures` likewise for its tolls (``None``: all). `marks` are the actors and means its members name, `denied` the
    numbers that its telling denies of it, `counts`, `words` and `numbers` those its members give; it is `daily` if they
    are all of unknown day and of recurring types.
    """

    members: list[Strand]
    shared: list[Strand] = field(default_factory=list)
    sites: tuple[Site, ...] | None = None
    measures: frozenset[Measure] | None = None
    profiles: dict[tuple[object, ...], Strand] = field(default_factory=dict)
    marks: set[tuple[str, str]] = field(default_factory=set)
    denied: set[tuple[object, int]] = field(default_factory=set)
    counts: list[Count] = field(default_factory=list)
    words: set[tuple[object, ...]] = field(default_factory=set)
    numbers: set[tuple[object, ...]] = field(default_factory=set)
    daily: bool = True

    def __post_init__(self) -> None:
        """Sort the members into reading order and note what is to be compared."""
        self.members.sort(key=lambda strand: strand.order)
        for strand in self.members:
            self._note(strand.profile, strand)

    def _note(self, profile: tuple[object, ...], strand: Strand) -> None:
        """Note what comparing the cluster needs of a strand, unless another like it is noted."""
        self.marks |= strand.marks
        self.words |= strand.words
        if profile not in self.profiles:
            self.profiles[profile] = strand
            self.counts.extend(strand.counts)
            self.numbers.update((count.key, count.low, count.high) for count in strand.counts if count.low >= TELLING_NUMBER)
            self.daily = self.daily and strand.recurs and not strand.dated and not strand.strict

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
        self.marks |= other.marks
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


class Block:
    """Clusters by day and place: only clusters that share a day and a place, or one within the other, are compared.

    Running totals, which often name no place, are found by their speaker and stretch of time as well.
    """

    def __init__(self) -> None:
        """Start without clusters."""
        self._own: dict[tuple[int, str], dict[int, Cluster]] = {}
        self._wider: dict[tuple[int, str], dict[int, Cluster]] = {}

    def add(self, cluster: Cluster, *, absorbed: Cluster | None = None) -> None:
        """Make a cluster findable by every day and place of its strands, or of those of a cluster it `absorbed`."""
        for own, wider in self._keys(absorbed or cluster):
            for key in own:
                self._own.setdefault(key, {})[id(cluster)] = cluster
            for key in wider:
                self._wider.setdefault(key, {})[id(cluster)] = cluster

    def near(self, cluster: Cluster) -> list[Cluster]:
        """Return the clusters that share a day and a place with `cluster`, in reading order, without itself."""
        found: dict[int, Cluster] = {}
        for own, wider in self._keys(cluster):
            for key in own:
                found.update(self._own.get(key, {}))
                found.update(self._wider.get(key, {}))
            for key in wider:
                found.update(self._own.get(key, {}))
        found.pop(id(cluster), None)
        return sorted(found.values(), key=lambda other: other.anchor.order)

    @staticmethod
    def _keys(cluster: Cluster) -> Iterable[tuple[list[tuple[int, str]], list[tuple[int, str]]]]:
        for strand in cluster.profiles.values():
            if strand.strict:
                yield [(0, f"s{strand.speaker.key} {strand.stretch}")], []
            days = range(0) if strand.days is None else strand.days.searched
            for site in strand.sites.all if days else ():
                yield ([(day, key) for day in days for key in site.keys + site.own_division],
                       [(day, key) for day in days for key in site.wider])  # fmt: skip


def join(articles: Iterable[Sequence[Cluster]], constraints: Constraints) -> list[Cluster]:
    """Join the clusters of many articles.

    Args:
        articles: each article's clusters.
        constraints: human must-links and cannot-links; a must-link across articles joins the whole clusters.

    Returns:
        Clusters in reading order of their anchors; the clusters given are used up.
    """
    block = Block()
    standing: list[Cluster] = []
    for cluster in sorted((cluster for clusters in articles for cluster in clusters), key=lambda cluster: cluster.anchor.order):
        best = _best(cluster, block.near(cluster), constraints)
        if best is None:
            standing.append(cluster)
            block.add(cluster)
        else:
            if _bridged(cluster, best):
                cluster.widen(best)
            best.absorb(cluster)
            block.add(best, absorbed=cluster)
    return standing


def _best(cluster: Cluster, candidates: Sequence[Cluster], constraints: Constraints) -> Cluster | None:
    """Return the one candidate that fits best, or ``None`` where none fits or two fit equally well on no figure."""
    scored: list[tuple[tuple[int, bool, int, int], Cluster]] = []
    for candidate in candidates:
        score = _score(cluster, candidate, constraints)
        if score is not None:
            scored.append((score, candidate))
    if not scored:
        return None
    top = max(score for score, _ in scored)
    first = [candidate for score, candidate in scored if score == top]
    return first[0] if len(first) == 1 or top[0] else None


def _score(cluster: Cluster, candidate: Cluster, constraints: Constraints) -> tuple[int, bool, int, int] | None:
    """Return how well two clusters fit, or ``None``: figures stated alike, a known day, agreement, closeness of type."""
    if constraints.pairs and any(constraints.parts(a.claim.id, b.claim.id) for a in cluster.members for b in candidate.members):
        return None
    bridged = _bridged(cluster, candidate)
    if cluster.daily and candidate.daily and not bridged and cluster.numbers.isdisjoint(candidate.numbers):
        return None
    alike = int(bridged)
    best = Fit.NEUTRAL
    rare = False
    for a in cluster.profiles.values():
        for b in candidate.profiles.values():
            found = fit(a, b, bridged=bridged)
            if found is Fit.CONFLICT:
                return None
            if found is not Fit.NEUTRAL:
                best = max(best, found)
                alike = max(alike, repeated(a, b))
                rare = rare or not (a.recurs or b.recurs)
    if best is Fit.NEUTRAL or tolls_apart(cluster.counts, candidate.counts):
        return None
    agreement = _agreement(cluster, candidate, marked=best is Fit.LINK or rare)
    if best is Fit.LOOSE:
        return (alike, False, agreement, 0) if alike or agreement else None
    return alike, True, agreement, _closeness(cluster, candidate)


def _bridged(a: Cluster, b: Cluster) -> bool:
    """Return whether a number ties two tellings: one denies what the other states, or one speaker gives it in both."""
    if any((count.key, count.low) in one.denied for one, other in ((a, b), (b, a)) if one.denied for count in other.counts):
        return True
    return not a.words.isdisjoint(b.words)


def _agreement(a: Cluster, b: Cluster, *, marked: bool) -> int:
    """Return how many kinds of detail agree: numbers of the same group of victims and, if `marked`, actors and means.

    Actors and means tell rare happenings apart, not the daily ones of a front.
    """
    groups = [{(count.key, count.group.partition(":")[0]) for count in side.counts if not count.part and count.low} for side in (a, b)]
    kinds = {kind for kind, _ in a.marks & b.marks}
    return bool(groups[0] & groups[1]) + (len(kinds) if marked else 0)


def _closeness(a: Cluster, b: Cluster) -> int:
    """Return 2 where two clusters share an event type of some exactness, 1 where they share any, else 0."""
    mine = {(s.claim.event_type, s.claim.event_subtype): s.specificity for s in a.profiles.values()}
    theirs = {(s.claim.event_type, s.claim.event_subtype) for s in b.profiles.values()}
    shared = [specificity for kind, specificity in mine.items() if kind in theirs]
    return (2 if max(shared) > 1 else 1) if shared else 0
