"""Judge whether two strands are about one happening.

Three answers, so that missing knowledge neither joins nor parts: `LINK` where type, place and day speak for one happening,
`CONFLICT` where something known speaks against it, `NEUTRAL` otherwise. Within an article the reporter tells happenings
apart, so less is asked; across articles place and day must both be known (Fellegi-Sunter weights replace these rules later).
"""

from __future__ import annotations

from enum import IntEnum

from dateline.incidents.counts import Count, apart, disjoint
from dateline.incidents.sites import Meeting, covers_exactly, meet, overlap
from dateline.incidents.strands import Strand

#: Across articles two voices' tolls may differ this many times over and still be of one happening: early tolls are revised,
#: rarely beyond double. A working value until linkage weights are learned.
RATIO = 2.0
#: Event types up to this specificity (data/families.tsv) name no means or act, so a more specific one may describe the same.
GENERIC = 1


class Fit(IntEnum):
    """Whether two strands are about one happening."""

    CONFLICT = -1
    NEUTRAL = 0
    LINK = 1


def fit(a: Strand, b: Strand) -> Fit:
    """Return whether two strands are about one happening, within an article or across."""
    if a.scope is not b.scope or a.attempted is not b.attempted or a.families.isdisjoint(b.families):
        return Fit.CONFLICT
    if a.days is not None and b.days is not None and not overlap(a.days, b.days):
        return Fit.CONFLICT
    meeting = meet(a.sites, b.sites)
    if meeting is not Meeting.SAME and meeting is not Meeting.UNKNOWN:
        return Fit.CONFLICT
    if a.strict or b.strict:
        return _fit_strict(a, b)
    inside = a.article_id == b.article_id
    if different_tolls(a, b, inside=inside):
        return Fit.CONFLICT
    return _fit_inside(a, b, meeting) if inside else _fit_across(a, b, meeting)


def _fit_strict(a: Strand, b: Strand) -> Fit:
    """Join period tolls and running totals only for one speaker, one stretch of time and one kind of count."""
    if a.strict is not b.strict or a.speaker.key != b.speaker.key or a.stretch != b.stretch:
        return Fit.CONFLICT
    if {count.flow for count in a.counts} != {count.flow for count in b.counts}:
        return Fit.CONFLICT
    if any(disjoint(x, y) for x in a.counts for y in b.counts if x.key == y.key and a.article_id == b.article_id):
        return Fit.CONFLICT
    return Fit.LINK if a.stretch != (None, None) else Fit.NEUTRAL


def _fit_inside(a: Strand, b: Strand, meeting: Meeting) -> Fit:
    """Join within an article: on type, place and day; without a day on the type and the very place."""
    if meeting is Meeting.SAME:
        if a.dated and b.dated:
            return Fit.LINK
        same_type = (a.claim.event_type, a.claim.event_subtype) == (b.claim.event_type, b.claim.event_subtype)
        if same_type or (min(a.specificity, b.specificity) <= GENERIC and covers_exactly(a.sites, b.sites)):
            return Fit.LINK
    return Fit.LINK if (a.again or b.again) and repeated(a, b) else Fit.NEUTRAL


def _fit_across(a: Strand, b: Strand, meeting: Meeting) -> Fit:
    if meeting is not Meeting.SAME or not a.dated or not b.dated:
        return Fit.NEUTRAL
    return Fit.NEUTRAL if a.countrywide or b.countrywide else Fit.LINK


def different_tolls(a: Strand, b: Strand, *, inside: bool) -> bool:
    """Return whether figures show two happenings.

    Within an article one voice does not give two tolls for one happening, save for a part and its whole or for two groups of
    victims; two voices may, and then contradict each other. Across articles one voice may revise its toll, and two voices'
    tolls may differ up to `RATIO`.
    """
    if not a.counts or not b.counts or (a.speaker.key == b.speaker.key) is not inside:
        return False
    for x in a.counts:
        for y in b.counts:
            if x.key != y.key or not disjoint(x, y) or x.part or y.part or x.possible or y.possible or apart(x.group, y.group):
                continue
            if x.coordinate and y.coordinate and x.claim.evidence == y.claim.evidence:
                continue
            if inside and not _whole_and_part(x, y):
                return True
            if not inside and _ratio(x, y) > RATIO:
                return True
    return False


def _whole_and_part(x: Count, y: Count) -> bool:
    """Return whether the smaller count is of a named group and the larger of everybody."""
    small, large = (x, y) if x.low < y.low else (y, x)
    return small.group != "all" and large.group == "all"


def _ratio(x: Count, y: Count) -> float:
    small, large = (x, y) if x.low < y.low else (y, x)
    return large.low / max(1, small.low if small.high is None else small.high)


def repeated(a: Strand, b: Strand) -> int:
    """Return how many counts the two strands state alike."""
    if not a.counts or not b.counts:
        return 0
    return sum(any(x.key == y.key and x.low == y.low and x.high == y.high for y in b.counts) for x in a.counts)
