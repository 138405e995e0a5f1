"""Decide which conflict an article reports on, and who in it is meant by names and nouns that depend on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dateline.actors.registry import Actor, load_registry
from dateline.actors.words import Line, Named
from dateline.records import BlockKind

#: A country in the title weighs as much as three in the text: a headline names the scene.
TITLE_WEIGHT = 3
#: One actor is meant by a bare noun if it is named this many times as often as the next of its kind.
DOMINANCE = 3
#: The kinds that a bare noun of a kind may stand for, given that such an actor is named.
STANDS_FOR = {
    "rebel": ("rebel",),
    "armed_group": ("armed_group", "rebel"),
    "militia": ("militia",),
    "coalition": ("coalition",),
    "criminal_group": ("criminal_group",),
}  # fmt: skip


@cache
def conflict_countries() -> frozenset[str]:
    """Return the countries in which the registry knows a group that fights its state."""
    actors = load_registry().actors.values()
    return frozenset(a.country for a in actors if a.country and a.kind in ("rebel", "armed_group", "militia", "criminal_group"))


@dataclass(frozen=True, slots=True)
class Theatre:
    """What an article as a whole says: the country whose conflict it reports, its day, and how often each actor is named."""

    country: str | None
    day: str | None
    named: Mapping[str, int]

    def reading(self, named: Named) -> Actor | None:
        """Choose the actor an alias stands for: that of the theatre, else the one for any theatre."""
        actors = load_registry().actors
        readings = [(country, actors[actor_id]) for country, actor_id in named.alias.readings if actors[actor_id].exists(self.day)]
        if len(named.alias.readings) == 1 and named.alias.readings[0][0] is None:
            return readings[0][1] if readings else None
        for wanted in (self.country, None):
            for country, actor in readings:
                if country == wanted:
                    return actor
        return None

    def of(self, kind: str, country: str | None = None) -> Actor | None:
        """Return a country's actor of a kind on the article's day; the theatre's where no country is given."""
        return load_registry().of_country(country or self.country, kind, self.day)

    def only(self, kind: str) -> Actor | None:
        """Return the one actor that a bare noun of a kind can mean, because the article names it and hardly another of its kind.

        A group of another country counts only if it is named often: one passing name draws no noun to it.
        """
        actors = load_registry().actors
        kinds = STANDS_FOR.get(kind, ())
        counted = sorted(
            (
                (n, a)
                for a, n in self.named.items()
                if actors[a].kind in kinds and (n >= DOMINANCE or actors[a].country in (None, self.country))
            ),
            key=lambda c: (-c[0], c[1]),
        )
        if not counted or (len(counted) > 1 and counted[0][0] < DOMINANCE * counted[1][0]):
            return None
        return actors[counted[0][1]]


def theatre_of(lines: Sequence[Line], day: str | None) -> Theatre:
    """Weigh the countries and the actors that an article names.

    Args:
        lines: all sentences of the article.
        day: day of publication, ISO, or ``None``.
    """
    actors = load_registry().actors
    eligible = conflict_countries()
    weights: Counter[str] = Counter()
    for line in lines:
        weight = TITLE_WEIGHT if line.sentence.kind is BlockKind.TITLE else 1
        for _, country in line.countries.values():
            if country in eligible:
                weights[country] += weight
        for named in line.named:
            if len(named.alias.readings) == 1 and (country_of := actors[named.alias.readings[0][1]].country) in eligible and country_of:
                weights[country_of] += weight
    # Counter keeps the order of first mention, so a tie goes to the country named first
    scene = max(weights, key=weights.__getitem__) if weights else None
    theatre = Theatre(scene, day, {})
    counts: Counter[str] = Counter()
    for line in lines:
        for named in line.named:
            if (actor := theatre.reading(named)) is not None:
                counts[actor.id] += 1
    return Theatre(scene, day, counts)
