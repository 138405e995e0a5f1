"""Deal with strands that are evidence for several happenings, or for none of their own.

* A claim that spans places ("attacks in two towns") joins no happening of one town and never merges two of them: it is shared
  evidence for each, and makes an incident of its own only for places, or for tolls, that no single happening accounts for.
* A claim without a place joins the only happening of its article that fits; with several that fit it is shared where it
  counts no victims, and stands alone where it does.
* A denial joins the happenings it denies and makes none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from dateline.incidents.clusters import Cluster
from dateline.incidents.compatibility import repeated
from dateline.incidents.counts import Count
from dateline.incidents.judgements import Constraints
from dateline.incidents.sites import COUNTRY, DIVISION, Meeting, Site, lies_within, meet, overlap, same_site
from dateline.incidents.strands import TELLING_NUMBER, Strand
from dateline.records import Measure


def settle_placeless(clusters: Sequence[Cluster], constraints: Constraints) -> list[Cluster]:
    """Find a happening for the clusters of one article that name no place.

    Args:
        clusters: the clusters of one article.
        constraints: human cannot-links.

    Returns:
        The clusters that stand, in reading order.
    """
    placed = [cluster for cluster in clusters if cluster.placed.all]
    standing: list[Cluster] = list(placed)
    for cluster in clusters:
        if cluster.placed.all:
            continue
        fitting = [other for other in placed if _may_join(cluster, other, constraints)]
        harmless = not any(strand.counts for strand in cluster.members)
        if len(fitting) == 1 and not any(strand.strict for strand in cluster.members):
            fitting[0].absorb(cluster)
        elif (fitting and harmless) or (fitting and all(strand.again for strand in cluster.members)):
            for other in fitting:
                other.share(cluster.members)
        else:
            standing.append(cluster)
    return sorted(standing, key=lambda cluster: cluster.anchor.order)


def _may_join(cluster: Cluster, other: Cluster, constraints: Constraints) -> bool:
    """Return whether strands without a place may be about a placed cluster of the same article.

    A day is needed, save for a figure that repeats one of the cluster's, or for a number of attackers with no victims.
    """
    for a in cluster.members:
        known = a.dated or (a.again and any(repeated(a, b) for b in other.members)) or (bool(a.attacks) and not a.counts)
        if not known:
            return False
        if a.again and a.counts and not any(repeated(a, b) for b in other.members):
            return False
        for b in other.members:
            if not _same_kind(a, b) or a.strict is not b.strict or constraints.parts(a.claim.id, b.claim.id):
                return False
            if a.days is not None and b.days is not None and not overlap(a.days, b.days):
                return False
            if _tolls_differ(a, b):
                return False
    return True


def _same_kind(a: Strand, b: Strand) -> bool:
    return a.scope is b.scope and a.attempted is b.attempted and bool(a.families & b.families)


def _tolls_differ(a: Strand, b: Strand) -> bool:
    """Return whether the strands count the same measure differently."""
    theirs = {count.key: (count.low, count.high) for count in b.counts}
    return any(theirs.get(count.key, (count.low, count.high)) != (count.low, count.high) for count in a.counts)


Neighbours = Callable[[Cluster], Iterable[Cluster]]


def share_spanning(clusters: Sequence[Cluster], near: Neighbours, constraints: Constraints) -> list[Cluster]:
    """Share clusters that span the places of others with those others.

    A cluster spans others where it names several places and they some of them; or, in one telling, where it names a country
    or a wider place and they lie in it ("bombings across the country": two or more of them, or one that counts no differently).
    Whether it does depends on the two alone, not on what else is shared.

    Args:
        clusters: clusters after joining.
        near: returns the clusters that share a telling, or a day and a place, with one; itself may be among them.
        constraints: human cannot-links.

    Returns:
        The clusters that stand, in reading order.
    """
    standing: list[Cluster] = []
    for cluster in clusters:
        parts = parts_of(cluster, near(cluster), constraints) if spans(cluster) else []
        if parts:
            sites = cluster.placed.at
            for other in parts:
                other.share(cluster.members)
            left = tuple(site for site in sites if len(sites) > 1 and not any(_covered(site, other) for other in parts))
            cluster.measures = _measures(cluster).difference(*(_measures(other) for other in parts))
            cluster.sites = sites if cluster.measures else left
            if not cluster.sites:
                continue
        standing.append(cluster)
    return sorted(standing, key=lambda cluster: cluster.anchor.order)


def spans(cluster: Cluster) -> bool:
    """Return whether a cluster may span others: it names several places, or one that others can lie in."""
    sites = cluster.placed.at
    return len(sites) > 1 or any(site.precision >= DIVISION or site.within is None for site in sites)


def parts_of(cluster: Cluster, near: Iterable[Cluster], constraints: Constraints) -> list[Cluster]:
    """Return the clusters that one which `spans` speaks of together, in reading order."""
    narrower = sorted((other for other in near if _width(other) < _width(cluster)), key=lambda other: other.anchor.order)
    several = len(cluster.placed.at) > 1
    speaks = _is_part if several else _lies_in
    told = {strand.telling for strand in cluster.members}
    beside = [other for other in narrower if several or not told.isdisjoint(strand.telling for strand in other.members)]
    parts = [other for other in beside if speaks(other, cluster) and not _parted(other, cluster, constraints)]
    return [] if not several and len(parts) == 1 and not _told_again(cluster, parts[0]) else parts


def _width(cluster: Cluster) -> tuple[int, int, bool, tuple[str, str, int, str, str]]:
    """Sort towns before divisions before countries, one place before several, parts of a town before the town."""
    sites = cluster.placed.at
    widest = max((site.precision for site in sites if site.geoname_id is not None), default=0)
    return (widest if widest >= DIVISION else 0, len(sites), any(site.within is None for site in sites), cluster.anchor.order)


def _is_part(part: Cluster, whole: Cluster) -> bool:
    """Return whether every strand of `part` may be one of the happenings that `whole` speaks of together."""
    pairs = [(a, b) for a in part.profiles.values() for b in whole.profiles.values() if a.sites.at and b.sites.at]
    return _speaks_of(part, whole) and bool(pairs) and all(meet(a.sites, b.sites) is Meeting.PART for a, b in pairs)


def _lies_in(part: Cluster, whole: Cluster) -> bool:
    """Return whether every place of `part` lies in the one place of `whole`."""
    pairs = [(a, b) for a in part.profiles.values() for b in whole.profiles.values() if a.sites.at and b.sites.at]
    inside = all(any(_inside(site, wide) for wide in b.sites.at) for a, b in pairs for site in a.sites.at)
    return bool(pairs) and inside and _speaks_of(part, whole)


def _speaks_of(part: Cluster, whole: Cluster) -> bool:
    """Return whether kind and day speak for it: nothing is against it, and one pair of strands meets on a known day.

    In one article a day may be unknown.
    """
    met = False
    for a in part.profiles.values():
        for b in whole.profiles.values():
            if not _same_kind(a, b) or a.strict or b.strict:
                return False
            if a.days is not None and b.days is not None and not overlap(a.days, b.days):
                return False
            met = met or (a.dated and b.dated) or a.telling == b.telling
    return met


def _told_again(wide: Cluster, part: Cluster) -> bool:
    """Return whether a cluster of a wide place may be its one happening told again: of a known day, with no other toll."""
    pairs = [(a, b) for a in wide.members for b in part.members]
    return any(a.dated and b.dated for a, b in pairs) and not any(_tolls_differ(a, b) for a, b in pairs)


def _inside(site: Site, wide: Site) -> bool:
    in_country = wide.precision == COUNTRY and site.precision < COUNTRY and site.where.country == wide.where.country
    return lies_within(site, wide) or (in_country and wide.where.country is not None)


def _parted(a: Cluster, b: Cluster, constraints: Constraints) -> bool:
    return bool(constraints.pairs) and any(constraints.parts(x.claim.id, y.claim.id) for x in a.members for y in b.members)


def _covered(site: Site, part: Cluster) -> bool:
    return any(same_site(site, other) or lies_within(site, other) or lies_within(other, site) for other in part.placed.at)


def _measures(cluster: Cluster) -> frozenset[Measure]:
    return frozenset(count.measure for strand in cluster.members for count in strand.counts)


def note_denials(denials: Iterable[Strand], clusters: Sequence[Cluster]) -> None:
    """Note the numbers that a telling denies of the only one of its clusters that they can be meant of.

    Args:
        denials: denials of any articles.
        clusters: clusters of single tellings, before they are joined.
    """
    by_telling: dict[str, list[Cluster]] = {}
    for cluster in clusters:
        by_telling.setdefault(cluster.anchor.telling, []).append(cluster)
    for denial in denials:
        meant = [cluster for cluster in by_telling.get(denial.telling, ()) if _denies(denial, cluster)]
        if len(meant) == 1:
            meant[0].denied.update((count.key, count.low) for count in denial.denied if count.low >= TELLING_NUMBER)


def attach_denials(denials: Iterable[Strand], near: Callable[[Strand], Iterable[Cluster]]) -> None:
    """Share each denial with the clusters it denies.

    A denial needs the cluster's type family, save where it denies a number that the cluster holds; day and place must agree
    where both are known. Across tellings both must be known, or the number be the same; within one, a denial without either is
    shared only where a single cluster fits.

    Args:
        denials: denials of any tellings.
        near: returns the clusters that share a telling, or a day and a place, with a denial.
    """
    for denial in sorted(denials, key=lambda strand: strand.order):
        for cluster in denied_by(denial, near(denial)):
            cluster.share([denial])


def denied_by(denial: Strand, near: Iterable[Cluster]) -> list[Cluster]:
    """Return the clusters that a denial denies, of those near it."""
    fitting = sorted((cluster for cluster in near if _denies(denial, cluster)), key=lambda cluster: cluster.anchor.order)
    inside = [cluster for cluster in fitting if any(strand.telling == denial.telling for strand in cluster.members)]
    sure = [cluster for cluster in inside if denial.sites.all and denial.dated]
    across = [cluster for cluster in fitting if _days_known(denial, cluster) or denies_number(denial, cluster.counts)]
    return sure + across if sure or across else (inside if len(inside) == 1 else [])


def _denies(denial: Strand, cluster: Cluster) -> bool:
    fits = False
    for strand in cluster.members:
        if strand.scope is not denial.scope or not (strand.families & denial.families or denies_number(denial, cluster.counts)):
            return False
        if denial.days is not None and strand.days is not None and not overlap(denial.days, strand.days):
            return False
        meeting = meet(denial.sites, strand.sites)
        if meeting is Meeting.APART:
            return False
        fits = True
    return fits


def _days_known(denial: Strand, cluster: Cluster) -> bool:
    """Return whether the denial and the happening have a known day, which is then the same."""
    return denial.dated and any(strand.dated for strand in cluster.members)


def denies_number(denial: Strand, counts: Iterable[Count]) -> bool:
    """Return whether a denial names a number that is stated: "we deny that eleven died"."""
    denied = {(count.key, count.low) for count in denial.denied if count.low >= TELLING_NUMBER}
    return bool(denied) and any((count.key, count.low) in denied for count in counts)
