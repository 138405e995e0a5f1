"""Choose which of its namesakes a toponym means, or none.

Every candidate is scored by itself (`scoring`) and by the other names of the article (`theatre`): countries and provinces they
speak for, how near they lie. The weights are in data/resolution_weights.tsv. What is too unlikely stays unresolved.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

from dateline.places.fold import key
from dateline.places.gazetteer import Entry
from dateline.places.mention import Mention
from dateline.places.scoring import weights
from dateline.places.theatre import Theatre

#: Below this chance a reading is wrong more often than right (docs/accuracy.md, abstention): the name stays unresolved.
ANSWER_FROM = 0.3
#: So many other readings are kept.
OTHERS = 3
#: A quarter lies within so many km of some place that the article means.
QUARTER_KM = 60.0
_PARTS = frozenset(("quarter", "district", "province"))


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
    """What an article says about where it plays: each country's share of its names' votes, the largest first."""

    countries: dict[str, float]

    @property
    def main_country(self) -> str | None:
        """The country with more than half of all votes."""
        return next((c for c, share in self.countries.items() if share > 0.5), None)


def resolve(mentions: list[Mention], *, answer_from: float = ANSWER_FROM) -> Context:
    """Set entry, score and alternatives of every mention, in place; leave what is too unlikely unresolved.

    Args:
        mentions: an article's, in reading order.
        answer_from: the least chance at which a reading is given as the answer; below it, it is only the first of the alternatives.

    Returns:
        What the names, so resolved, say about where the article plays.
    """
    theatre = Theatre(mentions, weights())
    theatre.settle()
    senses: defaultdict[str, list[tuple[float, Entry]]] = defaultdict(list)
    for mention in mentions:
        ranked = theatre.rank(mention)
        if mention.hint in ("quarter", "district"):
            # A quarter of a city lies in or by it: a far town of that name is another place.
            ranked = [(e, s) for e, s in ranked if e.feature in _PARTS or theatre.beside(mention, e, QUARTER_KM)]
        likely = _chances(ranked)
        if likely and likely[0][1] >= answer_from:
            (mention.entry, mention.score), mention.others = likely[0], likely[1 : 1 + OTHERS]
            senses[key(mention.name)].append((ranked[0][1], ranked[0][0]))
        else:
            mention.others = likely[:OTHERS]
    for mention in mentions:
        # One sense a name and article, the best attested one (Gale, Church and Yarowsky 1992), unless the words say otherwise.
        if mention.entry is not None and mention.holder is None and mention.hint is None:
            best = max(senses[key(mention.name)], key=lambda pair: (pair[0], -pair[1].ident))[1]
            if best.ident != mention.entry.ident and best in mention.entries and best.feature not in ("province", "district"):
                mention.others = [(mention.entry, mention.score), *[o for o in mention.others if o[0].ident != best.ident]][:OTHERS]
                mention.entry = best
    return Context(theatre.countries())


def _chances(ranked: list[tuple[Entry, float]]) -> list[tuple[Entry, float]]:
    """Turn scores, best first, into chances against one another and against leaving the name unresolved."""
    if not ranked:
        return []
    unresolved = weights()["unresolved"]
    top = max(ranked[0][1], unresolved)
    total = sum(math.exp(s - top) for _, s in ranked) + math.exp(unresolved - top)
    return [(e, round(math.exp(s - top) / total, 3)) for e, s in ranked]
