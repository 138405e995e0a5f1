"""Say on what level each detail of two accounts agrees.

Every comparison has one level for "not known on one side", which therefore weighs what ignorance weighs and no more. Levels and
what they are worth stand in data/weights.tsv; the lower bounds of levels that cut a scale are their names.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from math import inf

from dateline.incidents.compatibility import BODIES
from dateline.incidents.counts import Count, disjoint
from dateline.incidents.linkage.accounts import Account, counted, denies
from dateline.incidents.linkage.stories import Story, likeness, shared_pairs, worth
from dateline.incidents.linkage.weights import scale
from dateline.incidents.sites import COUNTRY, DIVISION, NEAR_KM, Site, close_days, kilometres, lies_within, same_site
from dateline.incidents.strands import TELLING_NUMBER
from dateline.records import Measure

UNKNOWN = "unknown"
#: Days between the publication of two articles up to which their words are compared: news moves on, and words return.
REACH = 120
#: Measures that have a comparison of their own; the others share one.
_COUNTED = {Measure.KILLED: "killed", Measure.INJURED: "injured"}


#: Comparisons of the articles' words, which cost more than all the others.
WORDS = ("text", "names", "pair", "ages", "numbers")


def levels_of(a: Account, b: Account) -> dict[str, str]:
    """Return the level on which two accounts agree, by comparison.

    The order of the two does not matter.
    """
    return {**claimed_levels(a, b), **_stories(a, b)}


def claimed_levels(a: Account, b: Account) -> dict[str, str]:
    """Return the levels of the comparisons of what is claimed, leaving out those of `WORDS`."""
    levels = {
        "day": _day(a, b),
        "place": _place(a.sites, b.sites),
        "type": _type(a, b),
        "doers": _sets(a.doers, b.doers),
        "harmed": _sets(a.harmed, b.harmed),
        "means": _sets(a.means, b.means),
        "persons": _sets(a.persons, b.persons),
        "said": _said(a, b),
        "published": _published(a, b),
    }
    for measure, name in _COUNTED.items():
        levels[name] = _counts(counted(a, measure), counted(b, measure))
    levels["others"] = _counts(*([count for count in side.counts if count.measure not in _COUNTED] for side in (a, b)))
    return levels


def _cut(comparison: str, value: float) -> str:
    bounds, names = scale(comparison)
    return names[bisect_right(bounds, value) - 1]


def _published(a: Account, b: Account) -> str:
    return UNKNOWN if a.published is None or b.published is None else _cut("published", abs(a.published - b.published))


def _said(a: Account, b: Account) -> str:
    if denies(a, b):
        return "denied"
    return "nothing" if a.said.isdisjoint(b.said) else "same words"


def comparable(a: Account, b: Account) -> bool:
    """Return whether the words of two articles are compared: both are known, about the happening first of all, and near enough in time."""
    if a.story is None or b.story is None or not (a.leads and b.leads):
        return False
    return a.published is None or b.published is None or abs(a.published - b.published) <= REACH


def _stories(a: Account, b: Account) -> dict[str, str]:
    """Compare the words of the articles, where both are about the happening first of all."""
    if a.story is None or b.story is None or not comparable(a, b):
        return dict.fromkeys(WORDS, UNKNOWN)
    one, other = a.story, b.story
    pairs = shared_pairs(one, other)
    names = worth(one.names & other.names) / (1 + min(worth(one.names), worth(other.names)))
    return {
        "text": _cut("text", likeness(one, other)),
        "names": _cut("names", names),
        "pair": _cut("pair", pairs[0] if pairs else 0),
        "ages": _ages(one, other),
        "numbers": _cut("numbers", len(one.numbers & other.numbers)),
    }


def _ages(a: Story, b: Story) -> str:
    if not a.ages or not b.ages:
        return UNKNOWN
    shared = len(a.ages & b.ages)
    return _cut("ages", shared) if shared else "differ"


def _day(a: Account, b: Account) -> str:
    if a.days and b.days:
        if any(x == y and x.first == x.last for x in a.days for y in b.days):
            return "same"
        return _cut("day", min(max(0, x.first - y.last, y.first - x.last) for x in a.days for y in b.days))
    mine, theirs = a.days + a.open_days, b.days + b.open_days
    if not mine or not theirs:
        return UNKNOWN
    if any(close_days(x, y) for x in mine for y in theirs):
        return "not after"
    return UNKNOWN if any(x.first <= y.last and y.first <= x.last for x in mine for y in theirs) else "apart"


class Nearness(IntEnum):
    """How near two places are, nearest first."""

    SAME = 0
    INSIDE = 1
    DIVISION = 2
    NEAR = 3
    COUNTRY = 4
    FAR = 5


def _place(mine: Iterable[Site], theirs: tuple[Site, ...]) -> str:
    found = [nearness for a in mine for b in theirs if (nearness := _nearness(a, b)) is not None]
    return min(found).name.lower() if found else UNKNOWN


def _nearness(a: Site, b: Site) -> Nearness | None:
    widest = max(a.precision if a.geoname_id is not None else 0, b.precision if b.geoname_id is not None else 0)
    if same_site(a, b):
        return Nearness.COUNTRY if widest >= COUNTRY else Nearness.DIVISION if widest >= DIVISION else Nearness.SAME
    if lies_within(a, b) or lies_within(b, a):
        return Nearness.DIVISION if widest >= DIVISION else Nearness.INSIDE
    if widest >= COUNTRY:
        return Nearness.COUNTRY if a.where.country == b.where.country else Nearness.FAR
    far = kilometres(a, b)
    if far is None:
        return Nearness.FAR if a.geoname_id is not None and b.geoname_id is not None else None
    return Nearness.NEAR if far <= NEAR_KM and widest < DIVISION else Nearness.FAR


def _type(a: Account, b: Account) -> str:
    if not a.types or not b.types:
        return UNKNOWN
    daily = ", daily" if a.recurs and b.recurs else ""
    if not a.types.isdisjoint(b.types):
        return f"subtype{daily}"
    if not {kind for kind, _ in a.types}.isdisjoint(kind for kind, _ in b.types):
        return f"type{daily}"
    return "other" if a.families.isdisjoint(b.families) else f"family{daily}"


def _sets(a: frozenset[str], b: frozenset[str]) -> str:
    if not a or not b:
        return UNKNOWN
    return "differ" if a.isdisjoint(b) else "same"


@dataclass(frozen=True, slots=True)
class _Range:
    low: int
    high: float


def _range(count: Count) -> _Range:
    return _Range(count.low, inf if count.high is None else count.high)


def _counts(mine: list[Count], theirs: list[Count]) -> str:
    """Compare two accounts' counts of one measure by the pair that is nearest."""
    if not mine or not theirs:
        return "one silent" if mine or theirs else "both silent"
    pairs = [(x, y) for x in mine for y in theirs if x.key == y.key]
    alike = [x.low for x, y in pairs if (x.low, x.high) == (y.low, y.high)]
    if alike:
        return "same" if max(alike) >= TELLING_NUMBER else "same, few"
    if not pairs:
        return "one silent"
    if any(not disjoint(x, y) for x, y in pairs):
        return "compatible"
    if any(x.speaker.key == y.speaker.key or BODIES in (x.claim.event_type, y.claim.event_type) for x, y in pairs):
        return "double"
    if min(_times(_range(x), _range(y)) for x, y in pairs) <= 2:
        return "double"
    return "boast" if any(x.boast or y.boast for x, y in pairs) else "far"


def _times(a: _Range, b: _Range) -> float:
    """Return how many times over the larger of two disjoint ranges begins beyond the end of the smaller."""
    small, large = (a, b) if a.low < b.low else (b, a)
    return large.low / max(1, small.high)
