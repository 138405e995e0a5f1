"""Decide which conflict an article reports on, and who in it is meant by names and nouns that depend on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from dateline.actors.modifiers import MODIFYING, load_modifiers
from dateline.actors.nationals import load_nationals
from dateline.actors.nouns import singular
from dateline.actors.registry import Actor, load_registry
from dateline.actors.words import Line, Named
from dateline.records import BlockKind

#: A country in the title weighs as much as three in the text: a headline names the scene.
TITLE_WEIGHT = 3
#: A country where something is ("in Syria", "Syrian villages") tells the scene better than one that speaks or does ("Turkey said").
SCENE_WEIGHT = 2
#: The lead names the scene too: so many first sentences of the text weigh more.
LEAD_SENTENCES = 2
LEAD_WEIGHT = 2
#: The scene is rather a country in which the registry knows a conflict than one in which it knows none: weights are times 3 and 2.
CONFLICT_WEIGHT = 3
OTHER_WEIGHT = 2
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
    """What an article as a whole says: the country whose conflict it reports, its day, how often each actor is named.

    `weights` tells how much speaks for each country; `leaders` are the heads of states whom the article itself introduces, by the words
    of their names; `rebels` says that it speaks of rebels, under whatever name.
    """

    country: str | None
    day: str | None
    named: Mapping[str, int]
    weights: Mapping[str, int] = field(default_factory=dict)
    leaders: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    rebels: bool = False

    def reading(self, named: Named) -> Actor | None:
        """Choose the actor an alias stands for.

        That of the theatre; else that of another country which weighs at least half as much; else the one for any theatre; else that of
        the one country named at all. An actor that does not exist by the day is not meant.
        """
        actors = load_registry().actors
        readings = [(country, actors[actor_id]) for country, actor_id in named.alias.readings if actors[actor_id].exists(self.day)]
        if len(named.alias.readings) == 1 and named.alias.readings[0][0] is None:
            return readings[0][1] if readings else None
        by_country = dict(reversed(readings))
        if self.country in by_country and self.country is not None:
            return by_country[self.country]
        heavy = sorted((c for c in by_country if c is not None and self.weights.get(c)), key=lambda c: -self.weights[c])
        most = max(self.weights.values(), default=0)
        if heavy and (2 * self.weights[heavy[0]] >= most or (None not in by_country and len(heavy) == 1)):
            return by_country[heavy[0]]
        return by_country.get(None)

    def of(self, kind: str, country: str | None = None) -> Actor | None:
        """Return a country's actor of a kind on the article's day; the theatre's where no country is given."""
        return load_registry().of_country(country or self.country, kind, self.day)

    def only(self, kind: str, country: str | None = None) -> Actor | None:
        """Return the one actor that a bare noun of a kind can mean, because the article names it and hardly another of its kind.

        A group of another country than the theatre counts only if it is named often: one passing name draws no noun to it. Where a
        `country` is given, its own groups alone count.
        """
        actors = load_registry().actors
        kinds = STANDS_FOR.get(kind, ())
        near = (None, self.country) if country is None else (country,)
        often = DOMINANCE if country is None else float("inf")
        counted = sorted(
            ((n, a) for a, n in self.named.items() if actors[a].kind in kinds and (actors[a].country in near or n >= often)),
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
    body = 0
    for line in lines:
        title = line.sentence.kind is BlockKind.TITLE
        body += not title
        weight = TITLE_WEIGHT if title else LEAD_WEIGHT if body <= LEAD_SENTENCES else 1
        settings = set(_settings(line))
        for first, (_, country) in line.countries.items():
            weights[country] += weight * (SCENE_WEIGHT if first in settings else 1)
        for named in line.named:
            if len(named.alias.readings) == 1 and (country_of := actors[named.alias.readings[0][1]].country) is not None:
                if country_of in eligible:
                    weights[country_of] += weight
    for country in weights:
        weights[country] *= CONFLICT_WEIGHT if country in eligible else OTHER_WEIGHT
    # Counter keeps the order of first mention, so a tie goes to the country named first
    scene = max(weights, key=weights.__getitem__) if weights else None
    theatre = Theatre(scene, day, {}, weights)
    counts: Counter[str] = Counter()
    for line in lines:
        for named in line.named:
            if (actor := theatre.reading(named)) is not None:
                counts[actor.id] += 1
    rebels = any(singular(w.fold) == "rebel" for line in lines for w in line.words)
    return replace(theatre, named=counts, rebels=rebels)


def scene_of(line: Line) -> str | None:
    """Return the one country in which a sentence is set, by its own words ("in Syria", "Syrian authorities"), if there is one."""
    found = {(line.countries.get(first) or line.capitals[first])[1] for first in _settings(line)}
    return found.pop() if len(found) == 1 else None


def _settings(line: Line) -> Iterator[int]:
    """Yield the first words of the countries and capitals that say where something is."""
    modifiers = load_modifiers()
    states = load_nationals().states
    for first, (last, _) in (*line.countries.items(), *line.capitals.items()):
        token = line.words[last - 1].token
        named = first in line.capitals or tuple(w.fold for w in line.words[first:last]) in states
        within = named and token.dep_ == "pobj" and token.head.lower_ in modifiers.setting
        before = token.dep_ in MODIFYING and token.head.i > token.i and singular(token.head.lower_) in modifiers.domestic
        if within or before:
            yield first
