"""Who knows what of an incident, and what they say: counts with hedges, by sources that err, wait, boast or deny."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from bench.war.world import Incident, kind_row

#: Sources that try to say what is so. The others speak for a side.
HONEST = frozenset({"police", "hospital", "ministry", "mayor", "un", "ngo", "residents", "witness"})
#: Hours after which a source speaks at the earliest.
FROM_HOURS = {"police": 0.5, "hospital": 1.5, "ministry": 5, "mayor": 2, "un": 16, "ngo": 10, "residents": 0.5, "witness": 0.5, "army": 2}
#: Hedges by source: exact, at_least, more_than, about, range, vague.
HEDGES = {
    "police": (6, 4, 0, 1, 0, 0), "hospital": (7, 3, 0, 0, 0, 0), "ministry": (8, 2, 0, 0, 0, 0), "mayor": (5, 4, 1, 1, 0, 0),
       "un": (4, 5, 1, 0, 1, 0), "ngo": (5, 4, 0, 0, 1, 0), "residents": (1, 4, 1, 4, 1, 2), "witness": (2, 3, 0, 3, 0, 2),
    "army": (8, 1, 0, 1, 0, 0),
}  # fmt: skip
_HEDGE_NAMES = ("exact", "at_least", "more_than", "about", "range", "vague")
#: Chance that a source miscounts by a little, and that the police count some of the wounded among the dead or the other way round.
SLIP = 0.06
#: Words for numbers too vague to write, with the range that an honest speaker means by them.
VAGUE = {"several": (3, 9), "a dozen": (10, 14), "dozens": (20, 99), "scores": (40, 99), "hundreds": (150, 999)}


@dataclass(frozen=True, slots=True)
class Count:
    """A number as it is said. `low` and `high` are what it allows (``None``: open); `value` what one would write down for it."""

    measure: str
    value: int
    hedge: str
    low: int
    high: int | None
    fighters: int = 0

    def holds(self, truth: int) -> bool:
        """Return whether the true number is one that it allows."""
        return self.low <= truth and (self.high is None or truth <= self.high)

    def near(self, truth: int) -> bool:
        """Return whether its number is within a tenth, or one, of the truth."""
        return abs(self.value - truth) <= max(1.0, truth / 10)


@dataclass(frozen=True, slots=True)
class Statement:
    """What one source says of one incident at one time. `voice` is the independent source it is, however it is named."""

    incident: str
    source: str
    voice: str
    counts: tuple[Count, ...]
    act: str = "count"
    name: str | None = None

    @property
    def honest(self) -> bool:
        """Whether the source tries to tell the truth."""
        return self.source in HONEST

    def of(self, measure: str) -> Count | None:
        """Return its count of a measure."""
        return next((count for count in self.counts if count.measure == measure), None)


def hedged(measure: str, known: int, hedge: str, chance: Random, *, fighters: int = 0) -> Count:
    """Say a known number with a hedge; what does not fit the number (a range for two dead) is said exactly."""
    if hedge == "at_least":
        return Count(measure, known, hedge, known, None, fighters)
    if hedge == "more_than" and known >= 8:
        under = known - 1 - chance.randrange(max(1, known // 10))
        under -= under % 5 if under > 20 else 0
        return Count(measure, under, hedge, under + 1, None)
    if hedge == "about" and known >= 8:
        step = 5 if known < 40 else 10 if known < 400 else 100
        value = max(step, round(known / step) * step)
        return Count(measure, value, hedge, int(value * 0.8), int(value * 1.2 + 0.999))
    if hedge == "range" and known >= 6:
        low = max(1, known - chance.randint(1, max(1, known // 6)))
        return Count(measure, low, hedge, low, max(low + 1, known + chance.randint(1, max(1, known // 6))))
    if hedge == "vague":
        fits = [word for word, (low, high) in VAGUE.items() if low <= known <= high]
        if fits:
            word = chance.choice(fits)
            return Count(measure, VAGUE[word][0], f"vague:{word}", *VAGUE[word])
    return Count(measure, known, "exact", known, known, fighters)


def sources_of(incident: Incident, hours: float) -> list[str]:
    """Return who may be asked so many hours after an incident."""
    return [source for source in kind_row(incident.kind)["voices"].split() if FROM_HOURS.get(source, 0) <= hours]


def state(incident: Incident, source: str, hours: float, chance: Random, *, name: str | None = None) -> Statement:
    """Let a source say what it knows of an incident.

    Args:
        incident: what happened.
        source: a key of `HEDGES`.
        hours: how long after it.
        name: of the witness, where a single one speaks.
    """
    slip = chance.choice((-1, 1, 2)) if chance.random() < SLIP else 0
    counts: list[Count] = []
    for measure, number in (
        ("killed", incident.known(hours)),
        ("injured", incident.injured),
        ("abducted", incident.abducted),
        ("displaced", incident.displaced),
    ):
        if not number:
            continue
        if measure == "injured" and (
            (hours < 3 and chance.random() < 0.3) or (source in ("witness", "residents") and chance.random() < 0.6)
        ):
            continue
        known = max(1, number + (slip if measure == "killed" else 0))
        if source == "army" and not incident.target.combatant and measure == "killed":
            known = max(1, round(known * chance.uniform(0.2, 0.7)))
        weights = list(HEDGES[source])
        if hours < 8:
            weights[1] += 5
        if measure == "displaced":
            weights[3] += 8
        hedge = chance.choices(_HEDGE_NAMES, weights)[0]
        split = incident.fighters if measure == "killed" and incident.fighters and hours >= 5 and hedge == "exact" and not slip else 0
        counts.append(hedged(measure, known, hedge, chance, fighters=split))
    voice = f"witness:{name}" if source == "witness" else f"{source}:{incident.town.name}" if source in LOCAL else source
    return Statement(incident.id, source, voice, tuple(counts), name=name)


#: Sources of which each town has its own.
LOCAL = frozenset({"police", "hospital", "mayor", "residents"})


def boast(incident: Incident, party: str, chance: Random) -> Statement:
    """Let a side claim an enemy's dead, as many as it likes."""
    number = max(2, round(incident.killed * chance.uniform(1.3, 4)))
    return Statement(incident.id, party, party, (Count("killed", number, "exact", number, number),), act="boast")


def rounded(statement: Statement, chance: Random) -> Statement:
    """Return a statement as a desk rounds it: "about 20" for 21, "more than 20" for 23."""
    counts = []
    for count in statement.counts:
        if count.hedge == "exact" and count.value >= 11 and not count.fighters:
            counts.append(hedged(count.measure, count.value, chance.choice(("about", "more_than")), chance))
        else:
            counts.append(count)
    return replace(statement, counts=tuple(counts))


def mistaken(statement: Statement, chance: Random) -> Statement:
    """Return a statement with the wrong number of dead, as a desk mishears it before it corrects itself."""
    counts: Sequence[Count] = [
        replace(count, value=wrong, low=wrong, high=wrong, hedge="exact", fighters=0)
        if count.measure == "killed" and (wrong := count.value + chance.choice((3, 5, 9, 10)))
        else count
        for count in statement.counts
    ]
    return replace(statement, counts=tuple(counts))
