"""Judge whether two strands are about one happening.

Three answers, so that missing knowledge neither joins nor parts: `LINK` where type, place and day speak for one happening,
`CONFLICT` where something known speaks against it, `NEUTRAL` otherwise. Within a telling the reporter tells happenings apart, so
little is asked. Across tellings evidence is weighed (`dateline.incidents.linkage`); here is only what no evidence outweighs.
"""

from __future__ import annotations

from enum import IntEnum

from dateline.incidents.counts import Count, apart, disjoint
from dateline.incidents.sites import Meeting, close_days, close_sites, covers_exactly, meet, neighbouring, overlap
from dateline.incidents.strands import Strand

#: Event types up to this specificity (data/families.tsv) name no means or act, so a more specific one may describe the same.
GENERIC = 1
#: The specificity of types that name the means or the act.
EXACT = 3
#: The event type of finds of the dead, whose killing is often another day and place.
BODIES = "bodies"


class Fit(IntEnum):
    """Whether two strands are about one happening."""

    CONFLICT = -1
    NEUTRAL = 0
    LINK = 1


def fit(a: Strand, b: Strand, *, bridged: bool = False) -> Fit:
    """Return whether two strands are about one happening, within a telling or across.

    Acts are told in many ways ("bombed" for "shelled", "marched off" for "seized"): two that may be so are no conflict across tellings,
    nor within one where both give a number alike.

    Args:
        a: one strand.
        b: the other.
        bridged: whether a number already ties their tellings together, so that their event types need not agree.
    """
    kindred = not a.families.isdisjoint(b.families)
    akin = kindred or (bridged and a.deadly and b.deadly) or _told_otherwise(a, b)
    if a.scope is not b.scope or a.attempted is not b.attempted or not akin:
        return Fit.CONFLICT
    meeting = meet(a.sites, b.sites)
    if meeting is Meeting.PART or meeting is Meeting.WHOLE:
        return Fit.CONFLICT
    if a.telling != b.telling and not (a.strict or b.strict):
        return Fit.NEUTRAL
    if a.days is not None and b.days is not None and not overlap(a.days, b.days):
        return Fit.CONFLICT
    if meeting is Meeting.APART and (a.strict or b.strict or not neighbouring(a.sites, b.sites)):
        return Fit.CONFLICT
    if a.strict or b.strict:
        return _fit_strict(a, b)
    if a.article_id == b.article_id and _tells_two(a, b):
        return Fit.CONFLICT
    alike = repeated(a, b)
    if meeting is Meeting.APART:
        return Fit.LINK if alike and kindred and a.dated and b.dated else Fit.NEUTRAL
    if not (kindred or bridged or alike):
        return Fit.CONFLICT
    return _fit_inside(a, b, meeting)


def _told_otherwise(a: Strand, b: Strand) -> bool:
    """Return whether two acts of unlike families may be one, told less exactly: by force, of which one names no means, or of one type."""
    if a.deadly and b.deadly:
        return min(a.specificity, b.specificity) < EXACT
    return a.claim.event_type == b.claim.event_type


def _fit_strict(a: Strand, b: Strand) -> Fit:
    """Join period tolls and running totals only for one speaker, one stretch of time and one kind of count.

    Within a telling a number repeated for the same stretch is one speaker's, however he is named.
    """
    if a.strict is not b.strict or a.stretch != b.stretch:
        return Fit.CONFLICT
    if a.speaker.key != b.speaker.key and not (a.telling == b.telling and repeated(a, b)):
        return Fit.CONFLICT
    if {count.flow for count in a.counts} != {count.flow for count in b.counts}:
        return Fit.CONFLICT
    if any(disjoint(x, y) for x in a.counts for y in b.counts if x.key == y.key and a.article_id == b.article_id):
        return Fit.CONFLICT
    return Fit.LINK if a.stretch != (None, None) else Fit.NEUTRAL


def _fit_inside(a: Strand, b: Strand, meeting: Meeting) -> Fit:
    """Join within a telling: on type, place and day; without a day on the type and the very place.

    A find of bodies joins the killing where one of the two tells no number, or both the same. Where a day is only known to be
    not after the report's, a claim without a toll joins one with, and a toll its like.
    """
    alike = repeated(a, b)
    if (a.claim.event_type == BODIES) is not (b.claim.event_type == BODIES) and a.counts and b.counts and not alike:
        return Fit.NEUTRAL
    if meeting is Meeting.SAME:
        if a.dated and b.dated:
            return Fit.LINK
        same_type = (a.claim.event_type, a.claim.event_subtype) == (b.claim.event_type, b.claim.event_subtype)
        if same_type or (min(a.specificity, b.specificity) <= GENERIC and covers_exactly(a.sites, b.sites)):
            return Fit.LINK
        bare = not (a.counts and b.counts) and (bool(a.counts or b.counts) or not (a.recurs and b.recurs))
        if (bare or alike) and close_days(a.days, b.days) and close_sites(a.sites, b.sites):
            return Fit.LINK
    return Fit.LINK if (a.again or b.again) and alike else Fit.NEUTRAL


def _tells_two(a: Strand, b: Strand) -> bool:
    """Return whether one voice gives two tolls in one article, and so tells of two happenings.

    Not for a part and its whole, two groups of victims, or terms of one sum; two voices may, and then contradict each other.
    """
    if not a.counts or not b.counts or a.speaker.key != b.speaker.key:
        return False
    return any(
        differ(x, y) and not (x.coordinate and y.coordinate and x.claim.evidence == y.claim.evidence) and not _whole_and_part(x, y)
        for x in a.counts
        for y in b.counts
    )


def differ(x: Count, y: Count) -> bool:
    """Return whether two counts of the same people cannot both be true."""
    return x.key == y.key and not (x.part or y.part or x.possible or y.possible) and disjoint(x, y) and not apart(x.group, y.group)


def _whole_and_part(x: Count, y: Count) -> bool:
    """Return whether the smaller count is of a named group and the larger of everybody."""
    small, large = (x, y) if x.low < y.low else (y, x)
    return small.group != "all" and large.group == "all"


def repeated(a: Strand, b: Strand, *, least: int = 0) -> int:
    """Return how many counts of at least `least` the two strands state alike."""
    if not a.counts or not b.counts:
        return 0
    return sum(x.low >= least and any(_alike(x, y) for y in b.counts) for x in a.counts)


def _alike(x: Count, y: Count) -> bool:
    """Return whether two counts state the same; people told one by one do where they share a name."""
    if x.key != y.key:
        return False
    if x.persons or y.persons:
        return not x.names.isdisjoint(y.names)
    return x.low == y.low and x.high == y.high
