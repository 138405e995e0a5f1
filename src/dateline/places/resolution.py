"""Choose which of its namesakes a toponym means, or none.

A candidate's score adds the logarithm of its population, a prior for the countries the article speaks of, what the words
around the name say ("X, Iraq"; "the village of X") and nearness to places already sure. Two rounds: sure ones first.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.places.fold import key
from dateline.places.gazetteer import Entry
from dateline.places.mention import Mention

#: Weights, set by hand on our own examples; a unit is a factor of ten in population.
COUNTRY, EXACT, HELD, HINT, NEAR, NATION, PROVINCE = 3.0, 1.1, 6.0, 1.5, 2.0, 4.0, 1.3
#: A place only our supplement has is as likely as a town of this many: its editors chose it for wars.
CURATED = 30_000
#: A town whose inhabitants GeoNames does not give (mostly seats of districts) has no fewer than this.
UNCOUNTED = 1_000
#: Below this score a name is left unresolved: no namesake is likely enough.
THRESHOLD = 2.6
#: A reading that leads the next one by this much is sure enough to judge others by.
LEAD = 1.2
_NEAR_KM = 150.0
_FEATURES = {
    "town": frozenset(("town", "village", "camp")), "village": frozenset(("village", "town")),
    "quarter": frozenset(("quarter", "town", "district")),
    "district": frozenset(("district", "quarter", "province")), "province": frozenset(("province", "region", "district")),
    "camp": frozenset(("camp", "town", "quarter")), "airport": frozenset(("airport", "town")), "country": frozenset(("country", "region")),
    "feature": frozenset(("river", "region", "dam", "road", "crossing", "sea", "quarter")),
}  # fmt: skip
_QUARTER_KM = 60.0


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance between two points in degrees.

    >>> round(distance_km(33.31, 44.37, 36.34, 43.13))
    355
    """
    a, b, c, d = map(math.radians, (lat1, lon1, lat2, lon2))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))


def moved(lat: float, lon: float, km: float, bearing: float) -> tuple[float, float]:
    """Return the point `km` from a point in the direction `bearing` (degrees clockwise from north), on a sphere.

    >>> [round(x, 2) for x in moved(36.0, 43.0, 111.2, 180)]
    [35.0, 43.0]
    """
    angle, course, a, b = km / 6371.0, math.radians(bearing), math.radians(lat), math.radians(lon)
    c = math.asin(math.sin(a) * math.cos(angle) + math.cos(a) * math.sin(angle) * math.cos(course))
    d = b + math.atan2(math.sin(course) * math.sin(angle) * math.cos(a), math.cos(angle) - math.sin(a) * math.sin(c))
    return round(math.degrees(c), 5), round((math.degrees(d) + 540) % 360 - 180, 5)


@dataclass(frozen=True, slots=True)
class Context:
    """What an article says about where it plays: each country's share of its votes, and first-level units named in it."""

    countries: dict[str, float]
    provinces: frozenset[tuple[str | None, str | None]]

    @property
    def main_country(self) -> str | None:
        """The country with more than half of all votes."""
        return next((c for c, share in self.countries.items() if share > 0.5), None)


def context_of(mentions: Iterable[Mention]) -> Context:
    """Count which countries an article's unambiguous names speak for."""
    names: dict[str, tuple[Mention, int]] = {}
    for mention in mentions:
        first, count = names.get(key(mention.name), (mention, 0))
        names[key(mention.name)] = (first, count + 1)
    votes: defaultdict[str, float] = defaultdict(float)
    provinces: set[tuple[str | None, str | None]] = set()
    for mention, count in names.values():
        # A name's tenth repetition says little that its first did not.
        weight = math.sqrt(count)
        nation = next((e for e in mention.entries if e.feature == "country"), None)
        states = [e for e in mention.entries if e.feature == "province" and e.population >= 1_000_000]
        rival = nation is not None and any(e.country != nation.country for e in states)
        if nation is not None and nation.country and not rival:
            votes[nation.country] += weight * (1.0 if mention.use in ("associative", "speaker") else 2.0)
            continue
        big = [e for e in mention.entries if e.population >= 50_000 or e.geoname_id is None or e.feature == "province"]
        owners = {e.country for e in big if e.country}
        if len(owners) == 1 and mention.entries:
            owner = owners.pop()
            lone = all(e.country == owner for e in mention.entries)
            votes[owner] += weight * (1.5 if lone else 0.5)
        towns = {e.country for e in big if e.feature == "town" and mention.hint != "province"}
        for entry in big:
            # A province named like its city says nothing about where other places lie.
            named = key(entry.name) == key(mention.name) or mention.name.endswith(".")
            if entry.feature == "province" and named and entry.country not in towns:
                provinces.add((entry.country, entry.admin1))
    total = sum(votes.values())
    return (
        Context({c: v / total for c, v in sorted(votes.items(), key=lambda pair: (-pair[1], pair[0]))}, frozenset(provinces))
        if total
        else Context({}, frozenset())
    )


def _prominence(entry: Entry) -> float:
    if entry.feature == "country":
        return NATION + math.log10(entry.population + 1e6)
    if entry.feature in ("region", "continent", "sea", "river"):
        return 8.0 if entry.feature == "continent" else 5.0 if entry.geoname_id is None else 3.5
    curated = entry.feature == "province" or (entry.geoname_id is None and entry.accuracy < 15)
    unknown = entry.feature == "town" and not entry.population
    score = math.log10(max(entry.population, CURATED if curated else UNCOUNTED if unknown else 0) + 30)
    if entry.feature == "district":
        score -= 1.2
    return score


def _score(entry: Entry, mention: Mention, context: Context, anchors: list[Entry]) -> float:
    score = _prominence(entry)
    if key(entry.name) == key(mention.name):
        score += EXACT
    if entry.country:
        score += COUNTRY * math.sqrt(context.countries.get(entry.country, 0.0))
    if (entry.country, entry.admin1) in context.provinces and entry.admin1:
        score += PROVINCE
    if mention.holder is not None and mention.holder.entries:
        outer = [e for e in mention.holder.entries if e.country == entry.country and e is not entry]
        held = any(e.feature == "country" or e.admin1 == entry.admin1 for e in outer)
        score += HELD if held and entry.feature != "country" else -HELD / 2
    if mention.hint is not None:
        fits = entry.feature in _FEATURES[mention.hint]
        score += HINT if fits else -HINT
        if mention.hint == "province" and entry.feature == "province":
            score += HINT
    elif entry.feature == "province":
        # A bare "Homs" is the city, not the governorate.
        cities = [e for e in mention.entries if e.feature == "town" and e.population > 50_000 and e.country == entry.country]
        if cities:
            exact = key(entry.name) == key(mention.name) and not any(key(e.name) == key(mention.name) for e in cities)
            score -= 1.5 + (EXACT if exact else 0.0)
    if anchors:
        nearest = min((distance_km(entry.lat, entry.lon, a.lat, a.lon) for a in anchors if a.ident != entry.ident), default=5000.0)
        score += NEAR * math.exp(-nearest / _NEAR_KM)
    if entry.feature == "quarter" and entry.within:
        score += 1.0 if any(key(a.name) == key(entry.within) for a in anchors) else -2.0
    return score


def _close(entry: Entry, anchors: list[Entry]) -> bool:
    return any(distance_km(entry.lat, entry.lon, a.lat, a.lon) <= _QUARTER_KM for a in anchors)


def _rank(mention: Mention, context: Context, anchors: list[Entry]) -> list[tuple[Entry, float]]:
    ranked = [(entry, round(_score(entry, mention, context, anchors), 3)) for entry in mention.entries]
    if mention.hint in ("quarter", "district"):
        # A quarter of a city lies in or by it: a far town of that name is another place.
        ranked = [(e, s) for e, s in ranked if e.feature in ("quarter", "district", "province") or _close(e, anchors)]
    return sorted(ranked, key=lambda pair: (-pair[1], pair[0].ident))


def resolve(mentions: list[Mention], *, context: Context | None = None) -> Context:
    """Set entry, score and alternatives of every mention, in place; leave what is too unlikely unresolved.

    Returns:
        The context it judged by.
    """
    context = context or context_of(mentions)
    anchors: dict[int, tuple[str, Entry]] = {}
    for mention in mentions:
        ranked = _rank(mention, context, [])
        sure = bool(ranked) and ranked[0][1] >= THRESHOLD + 1 and (len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= LEAD)
        if sure and ranked[0][0].precision < 5:
            anchors[ranked[0][0].ident] = (key(mention.name), ranked[0][0])
    fixed = list(anchors.values())[:40]
    senses: defaultdict[str, list[tuple[float, Entry]]] = defaultdict(list)
    for mention in mentions:
        # A name is judged by others, not by its own first reading.
        ranked = _rank(mention, context, [entry for name, entry in fixed if name != key(mention.name)])
        if not ranked or ranked[0][1] < THRESHOLD:
            continue
        mention.entry, mention.score = ranked[0][0], _chance([s for _, s in ranked])
        mention.others = ranked[1:4]
        senses[key(mention.name)].append((ranked[0][1], ranked[0][0]))
    for mention in mentions:
        # One sense a name and article, the best attested one (Gale, Church and Yarowsky 1992), unless the words say otherwise.
        if mention.entry is not None and mention.holder is None and mention.hint is None and (known := senses[key(mention.name)]):
            best = max(known, key=lambda pair: (pair[0], -pair[1].ident))[1]
            if best.ident != mention.entry.ident and best in mention.entries and best.feature not in ("province", "district"):
                mention.others = [(mention.entry, mention.score), *[o for o in mention.others if o[0].ident != best.ident]][:3]
                mention.entry = best
    return context


def _chance(scores: list[float]) -> float:
    """Return the best score's share, as a chance between 0 and 1; a lone candidate's from how far it is above the threshold."""
    top = scores[0]
    total = sum(math.exp(s - top) for s in scores) + math.exp(THRESHOLD - top)
    return round(1 / total, 3)
