"""Compare the places and days of claims.

A place is another where the gazetteer entry is the same, or, where one of them has none, the folded name. A place lies
within another where its record says so, or where the other is the first-order division it lies in (precision 4 of UCDP
GED); a whole country contains nothing here: "bombings across the country" are many happenings.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from math import cos, hypot, radians

from dateline.incidents.names import fold
from dateline.records import Claim, PlaceRole, When, Where

#: UCDP GED codebook, where_prec: 4 is a first-order division, 6 a whole country.
DIVISION, COUNTRY = 4, 6
#: UCDP GED codebook, date_prec: 1 is one day, 2 is two to six days, 3 a week: longer stretches do not tell a day.
LONGEST = 6
#: Days before its report within which a happening whose day no word tells is looked for: news is of the week (editorial).
NEWS = 7
#: Kilometres within which two places are one neighbourhood: UCDP GED's "near" (precision 2) is within 25.
NEAR_KM = 25.0
#: Kilometres in a degree of latitude.
_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Site:
    """A place of a claim, ready to be compared."""

    where: Where
    geoname_id: int | None
    name: str
    within: str | None
    division: tuple[str, str] | None
    precision: int

    @property
    def keys(self) -> tuple[str, ...]:
        """What this place may be found by."""
        return (f"g{self.geoname_id}", f"n{self.name}") if self.geoname_id is not None else (f"n{self.name}",)

    @property
    def wider(self) -> tuple[str, ...]:
        """What the places that may contain this one are found by."""
        named = (f"n{self.within}",) if self.within else ()
        return named + ((f"d{self.division}",) if self.division and self.precision < DIVISION else ())

    @property
    def own_division(self) -> tuple[str, ...]:
        """What a first-order division is found by as the container of others."""
        return (f"d{self.division}",) if self.division and self.precision == DIVISION else ()


@dataclass(frozen=True, slots=True)
class Sites:
    """Where a claim's event is: `at`, or `origin` and `goal` of a movement."""

    at: tuple[Site, ...] = ()
    origin: tuple[Site, ...] = ()
    goal: tuple[Site, ...] = ()
    all: tuple[Site, ...] = field(init=False)
    identity: tuple[object, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Note every place, the event's own first, and what two equal sets of places share."""
        groups = (self.at, self.origin, self.goal)
        object.__setattr__(self, "all", self.at + self.origin + self.goal)
        named = tuple(tuple((site.geoname_id, site.name, site.within, site.division) for site in group) for group in groups)
        object.__setattr__(self, "identity", named)


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days as proleptic Gregorian ordinals; `vague` where it is longer than `LONGEST` days or open."""

    first: int
    last: int
    vague: bool

    @property
    def latest_only(self) -> bool:
        """Whether all that is known is the day it was not after: a report's own day, or "by Friday"."""
        return self.first == _OPEN_FIRST and self.last != _OPEN_LAST

    @property
    def searched(self) -> range:
        """The days that another report of the happening may name; empty where its day is too vague to look for."""
        if self.latest_only:
            return range(max(self.last - NEWS, 1), self.last + 1)
        return range(0) if self.vague else range(self.first, self.last + 1)


_OPEN_FIRST, _OPEN_LAST = date.min.toordinal(), date.max.toordinal()


class Meeting(Enum):
    """How the places of two claims stand to each other; `PART`: the first claim's are some of the second's."""

    SAME = "same"
    UNKNOWN = "unknown"
    PART = "part"
    WHOLE = "whole"
    APART = "apart"


def sites_of(claim: Claim) -> Sites:
    """Return the places of a claim's event; a place it is near to counts where no other is given."""
    by_role: dict[PlaceRole, dict[tuple[int | None, str], Site]] = {}
    for where in claim.places:
        site = _site(where)
        if site.name:
            by_role.setdefault(where.role, {}).setdefault((site.geoname_id, site.name), site)

    def of(role: PlaceRole) -> tuple[Site, ...]:
        return tuple(by_role.get(role, {}).values())

    return Sites(of(PlaceRole.AT) or of(PlaceRole.NEAR), of(PlaceRole.FROM), of(PlaceRole.TO))


def _site(where: Where) -> Site:
    division = (fold(where.country), fold(where.admin1)) if where.country and where.admin1 else None
    within = fold(where.within) if where.within else None
    return Site(where, where.geoname_id, fold(where.name), within, division, where.precision)


def same_site(a: Site, b: Site) -> bool:
    """Return whether two records name one place."""
    if a.geoname_id is not None and b.geoname_id is not None:
        return a.geoname_id == b.geoname_id
    return a.name == b.name


def lies_within(a: Site, b: Site) -> bool:
    """Return whether place `a` lies within place `b`."""
    if b.precision == COUNTRY or same_site(a, b):
        return False
    if a.within is not None and a.within == b.name:
        return True
    return b.precision == DIVISION and a.precision < DIVISION and a.division is not None and a.division == b.division


def _touch(a: Site, b: Site) -> bool:
    return same_site(a, b) or lies_within(a, b) or lies_within(b, a)


def covers(wide: tuple[Site, ...], narrow: tuple[Site, ...]) -> bool:
    """Return whether each of `narrow` is, contains or lies within one of `wide`."""
    return all(any(_touch(site, other) for other in wide) for site in narrow)


def covers_exactly(a: Sites, b: Sites) -> bool:
    """Return whether two events name the very same places, none merely within the other."""
    mine, theirs = a.at or a.all, b.at or b.all
    return all(any(same_site(x, y) for y in theirs) for x in mine) and all(any(same_site(x, y) for x in mine) for y in theirs)


def meet(a: Sites, b: Sites) -> Meeting:
    """Return how the places of one event stand to those of another."""
    if not a.all or not b.all:
        return Meeting.UNKNOWN
    if a.identity == b.identity:
        return Meeting.SAME
    met = False
    for mine, theirs in ((a.origin, b.origin), (a.goal, b.goal)):
        if mine and theirs:
            if not (covers(mine, theirs) and covers(theirs, mine)):
                return Meeting.APART
            met = True
    if a.at and b.at:
        forward, back = covers(b.at, a.at), covers(a.at, b.at)
        if forward and back:
            return Meeting.SAME
        if forward:
            return Meeting.PART
        return Meeting.WHOLE if back else Meeting.APART
    if met:
        return Meeting.SAME
    return Meeting.SAME if any(_touch(mine, other) for mine in a.all for other in b.all) else Meeting.APART


def kilometres(a: Site, b: Site) -> float | None:
    """Return how far two places' points are apart, ``None`` where one has none."""
    if a.where.lat is None or a.where.lon is None or b.where.lat is None or b.where.lon is None:
        return None
    east = (a.where.lon - b.where.lon + 180) % 360 - 180
    return _DEGREE * hypot(a.where.lat - b.where.lat, east * cos(radians((a.where.lat + b.where.lat) / 2)))


def neighbouring(a: Sites, b: Sites) -> bool:
    """Return whether two events name places of a town's size in one neighbourhood: a village and the town that it lies near."""
    pairs = [(x, y) for x in a.at for y in b.at if x.precision < DIVISION and y.precision < DIVISION]
    return any(far is not None and far <= NEAR_KM for far in (kilometres(x, y) for x, y in pairs))


def days_of(when: When | None) -> Days | None:
    """Return the days of an event, or ``None`` where nothing is known of them.

    A stretch with an open end ("not after publication") tells no day; its known end still parts it from others.
    """
    if when is None:
        return None
    first, last = _ordinal(when.earliest), _ordinal(when.latest)
    if first is None and last is None:
        return None
    if first is None or last is None:
        return Days(first or _OPEN_FIRST, last or _OPEN_LAST, True)
    return None if last < first else Days(first, last, last - first >= LONGEST)


def _ordinal(stamp: str | None) -> int | None:
    try:
        return date.fromisoformat(stamp[:10]).toordinal() if stamp else None
    except ValueError:
        return None


def overlap(a: Days, b: Days) -> bool:
    """Return whether two stretches share a day."""
    return a.first <= b.last and b.first <= a.last


def close_days(a: Days | None, b: Days | None) -> bool:
    """Return whether the days let two claims be of one happening where one, or each, only tells the day it was not after."""
    if a is None or b is None or not (a.latest_only or b.latest_only):
        return False
    if a.latest_only and b.latest_only:
        return abs(a.last - b.last) <= NEWS
    known, open_ = (b, a) if a.latest_only else (a, b)
    return not known.vague and known.first <= open_.last <= known.last + NEWS


def close_sites(a: Sites, b: Sites) -> bool:
    """Return whether two claims meet at a place no wider than a town: a division holds many happenings a week."""
    return meet(a, b) is Meeting.SAME and all(site.precision < DIVISION or site.geoname_id is None for site in a.all + b.all)
