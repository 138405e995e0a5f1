"""Put claims together into incidents: the stage's one verb.

`reconcile` is pure and deterministic: the claims' order does not matter. An incident's id is a hash of its anchor, the first
full claim in reading order (publication, article, position), and articles are joined in that order; adding reports published
later therefore changes no id and regroups nothing, unless a single-place happening turns up inside a claim that spanned places.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from dateline.incidents.arguments import damage_of, means_of, participants_of, stage_of
from dateline.incidents.clusters import Cluster
from dateline.incidents.compatibility import BODIES, EXACT
from dateline.incidents.contradictions import contradictions_of
from dateline.incidents.joining import Link, join
from dateline.incidents.judgements import Constraints, Ruling, Subject, constraints_of, rulings_of
from dateline.incidents.neighbours import Neighbours
from dateline.incidents.policies import DATELINE, policy_named, reconciled
from dateline.incidents.printings import Printings, unsuperseded
from dateline.incidents.relays import led_to_sources
from dateline.incidents.sharing import attach_denials, share_spanning
from dateline.incidents.sites import Site, lies_within, same_site
from dateline.incidents.standing import stated_counts, told_counts
from dateline.incidents.strands import Strand
from dateline.incidents.tellings import Telling, tellings_of
from dateline.incidents.voices import Saying, grade_of, voice_numbers, voices_of
from dateline.records import Article, Claim, Incident, Judgement, PlaceRole, Scope, When, Where

_MOVEMENT = (PlaceRole.FROM, PlaceRole.TO)
_ROLES = (*_MOVEMENT, PlaceRole.AT, PlaceRole.NEAR, PlaceRole.VIA)


def reconcile(
    claims: Iterable[Claim],
    *,
    judgements: Sequence[Judgement] = (),
    articles: Mapping[str, Article] | None = None,
    policy: str = DATELINE,
) -> list[Incident]:
    """Put claims that are judged to be about one happening together into incidents.

    Args:
        claims: claims of any number of articles, in any order; a claim given twice counts once.
        judgements: human decisions, honoured in order of time (see `dateline.incidents.judgements`).
        articles: articles by id. They tell whose voice a reporter's own words are and which report is later; without them
            each article is a voice of its own and no report is later than another.
        policy: how tolls are made of what is stated, a name in data/policies.tsv.

    Raises:
        UnknownPolicy: if there is no such policy.

    Returns:
        Incidents by day, then id; those of unknown day last. A claim that spans happenings is in each of them.
    """
    policy_named(policy)
    by_id = {claim.id: claim for claim in claims}
    rulings = rulings_of(judgements, by_id.values())
    constraints = constraints_of(rulings)
    known = Printings(articles or {})
    printings = {claim_id: known.of(claim) for claim_id, claim in by_id.items()}
    judged = {subject.claim_id for ruling in rulings for subject in ruling.subjects}
    tellings = tellings_of(by_id.values(), printings, articles or {}, constraints, judged)
    clusters = clusters_of(tellings, constraints)
    for ruling in rulings:
        clusters = _regroup(clusters, ruling, constraints)
    echoes = {order: strands for telling in tellings for order, strands in telling.echoes.items()}
    superseded = {claim_id: printing.superseded for claim_id, printing in printings.items()}
    incidents = [_incident(cluster, echoes, superseded, policy) for cluster in clusters]
    holders = dict(zip((incident.id for incident in incidents), clusters, strict=True))
    for ruling in rulings:
        incidents = [_judged(incident, holders[incident.id], ruling) for incident in incidents]
    return sorted(incidents, key=lambda incident: (_day(incident.when), incident.id))


def clusters_of(tellings: Sequence[Telling], constraints: Constraints) -> list[Cluster]:
    """Return the happenings that tellings tell of, with the evidence that several share."""
    clusters = join([account for telling in tellings for account in telling.accounts], constraints)
    neighbours = Neighbours(clusters)
    standing = share_spanning(clusters, neighbours.of_cluster, constraints)
    attach_denials([denial for telling in tellings for denial in telling.denials], neighbours.of_denial)
    return standing


def links_of(claims: Iterable[Claim], *, articles: Mapping[str, Article] | None = None) -> list[Link]:
    """Return how the accounts of one incident came together, in reading order.

    Args:
        claims: the claims of one incident.
        articles: their articles by id; without them only what is claimed is compared.
    """
    by_id = {claim.id: claim for claim in claims}
    known = Printings(articles or {})
    free = Constraints({}, frozenset())
    tellings = tellings_of(by_id.values(), {key: known.of(claim) for key, claim in by_id.items()}, articles or {}, free)
    links: list[Link] = []
    join([account for telling in tellings for account in telling.accounts], free, links=links)
    return links


def _regroup(clusters: list[Cluster], ruling: Ruling, constraints: Constraints) -> list[Cluster]:
    """Return the clusters after a human merge, split, or must-link across articles."""
    verdict = ruling.judgement.verdict
    if verdict == "merge":
        return _merged(clusters, ruling.subjects)
    if verdict == "must-link":
        for pair in combinations(ruling.subjects, 2):
            if constraints.verdict(pair[0].claim_id, pair[1].claim_id):
                clusters = _merged(clusters, pair)
        return clusters
    return _split(clusters, ruling) if verdict == "split" else clusters


def _merged(clusters: list[Cluster], subjects: Sequence[Subject]) -> list[Cluster]:
    """Join the clusters that hold the subjects; a period toll is never joined to an incident."""
    first: dict[Scope, Cluster] = {}
    standing = []
    for cluster in clusters:
        if not any(_holds(cluster, subject.claim_id, subject.scope) for subject in subjects):
            standing.append(cluster)
        elif cluster.anchor.scope in first:
            first[cluster.anchor.scope].absorb(cluster)
        else:
            first[cluster.anchor.scope] = cluster
            standing.append(cluster)
    return standing


def _split(clusters: list[Cluster], ruling: Ruling) -> list[Cluster]:
    """Take the claims named out of the clusters that hold them, as one cluster of their own."""
    named = {subject.claim_id for subject in ruling.subjects if subject.scope is None}
    kept: list[Cluster] = []
    leaving: dict[Scope, list[Strand]] = {}
    for cluster in clusters:
        if not any(_holds(cluster, subject.claim_id, subject.scope) for subject in ruling.subjects):
            kept.append(cluster)
        elif not named:
            kept.extend(Cluster([strand], shared=list(cluster.shared)) for strand in cluster.members)
        else:
            leaving.setdefault(cluster.anchor.scope, []).extend(strand for strand in cluster.members if strand.claim.id in named)
            staying = [strand for strand in cluster.members if strand.claim.id not in named]
            if staying:
                kept.append(Cluster(staying, list(cluster.shared), cluster.sites, cluster.measures))
    kept.extend(Cluster(strands) for strands in leaving.values() if strands)
    return sorted(kept, key=lambda cluster: cluster.anchor.order)


def _holds(cluster: Cluster, claim_id: str, scope: Scope | None) -> bool:
    return any(strand.claim.id == claim_id and scope in (None, strand.scope) for strand in cluster.members)


def _judged(incident: Incident, cluster: Cluster, ruling: Ruling) -> Incident:
    """Return the incident after a human acceptance, rejection or edit."""
    judgement = ruling.judgement
    named = [subject for subject in ruling.subjects if _holds(cluster, subject.claim_id, subject.scope)]
    incidents = any(subject.scope is not None for subject in named)
    if judgement.verdict == "accept" and (incidents or {s.claim_id for s in named} >= {m.claim.id for m in cluster.members}):
        return replace(incident, status="confirmed")
    if judgement.verdict == "reject" and incidents:
        return replace(incident, status="rejected")
    if judgement.verdict != "edit" or not named:
        return incident
    if judgement.field == "event_subtype":
        return replace(incident, event_subtype=judgement.value)
    if judgement.field == "event_type" and judgement.value:
        return replace(incident, event_type=judgement.value)
    return replace(incident, status=judgement.value) if judgement.field == "status" and judgement.value else incident


def _incident(
    cluster: Cluster, echoes: Mapping[tuple[object, ...], Sequence[Strand]], superseded: Mapping[str, bool], policy: str
) -> Incident:  # fmt: skip
    """Describe a cluster as an incident; what copies repeat is kept with it and says nothing more, nor does what a version takes back."""
    members = cluster.members
    shared = sorted(cluster.shared, key=lambda strand: strand.order)
    strands = [*members, *shared]
    led = led_to_sources(strands)
    own = led[: len(members)]
    stated = told_counts(own, current=unsuperseded(own, superseded), measures=cluster.measures)
    standing = [one.count for one in stated if one.left_out is None]
    contradictions = contradictions_of(strands, standing, members=frozenset(strand.claim.id for strand in members))
    sayings = [Saying(told.claim, strand.speaker) for strand in led for told in (strand, *echoes.get(strand.order, ()))]
    counts = stated_counts(stated, voice_numbers(sayings), {member.claim.id: member.claim for member in members})
    telling = [*members, *(strand for strand in shared if not strand.denial)]
    actors = participants_of(telling)
    event_type, event_subtype = _type(telling)
    return Incident(
        id=cluster.anchor.incident_id,
        event_type=event_type,
        event_subtype=event_subtype,
        when=_when([strand for strand in telling if strand.dated] or members),
        places=_places(members, cluster.sites),
        actors=actors,
        claim_ids=tuple(dict.fromkeys(saying.claim.id for saying in sayings)),
        tolls=reconciled(counts, actors, policy),
        contradictions=contradictions,
        voices=voices_of(sayings),
        grade=grade_of(sayings, contradictions),
        stage=stage_of(telling),
        means=means_of(telling),
        damage=damage_of(telling),
        counts=counts,
    )


def _type(members: Sequence[Strand]) -> tuple[str, str | None]:
    """Return the type that most claims name, of those that name the act if any do, in the most specific subtype they give; of
    equals the first read.

    A find of bodies keeps its type beside a killing of unknown day.
    """
    acts = [strand for strand in members if strand.specificity == EXACT] or [strand for strand in members if strand.specificity] or members
    finds = [strand for strand in members if strand.claim.event_type == BODIES]
    killings = [strand for strand in members if strand.claim.event_type != BODIES]
    if finds and killings:
        acts = [strand for strand in acts if strand in killings] or killings if any(strand.dated for strand in killings) else finds
    types = Counter(strand.claim.event_type for strand in acts)
    chosen = max(types, key=lambda name: types[name])
    subtypes: dict[str | None, list[Strand]] = {}
    for strand in acts:
        if strand.claim.event_type == chosen:
            subtypes.setdefault(strand.claim.event_subtype, []).append(strand)
    return chosen, max(subtypes, key=lambda name: (subtypes[name][0].specificity, len(subtypes[name])))


def _when(strands: Sequence[Strand]) -> When | None:
    """Return the shortest stretch any claim names, then the one most claims name, then the first read; open stretches last."""
    spoken = [
        (strand.days.last - strand.days.first, strand.stretch, strand.order, strand.claim.time)
        for strand in strands
        if strand.days is not None and strand.claim.time is not None
    ]
    times = [stretch for _, stretch, _, _ in spoken]
    return min(spoken, key=lambda item: (item[0], -times.count(item[1]), item[2]))[3] if spoken else None


def _places(members: Sequence[Strand], sites: tuple[Site, ...] | None) -> tuple[Where, ...]:
    """Return each place once in each role, in its most exact record first read.

    A place that contains another one is left out, and so is "at" or "near" a place that a movement starts or ends in.
    """
    found: list[Site] = []
    known = sites if sites is not None else [site for member in members for site in member.sites.all]
    for site in sorted(known, key=lambda site: (_ROLES.index(site.where.role), site.precision)):
        movement = site.where.role in _MOVEMENT
        if not any(same_site(site, other) and (not movement or other.where.role is site.where.role) for other in found):
            found.append(site)
    return tuple(site.where for site in found if not any(lies_within(other, site) for other in found))


def _day(when: When | None) -> str:
    return "~" if when is None else when.earliest or when.latest or "~"
