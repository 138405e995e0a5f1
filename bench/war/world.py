"""Draw the war: what happened, where, when, to how many. Towns are real ones of a country that is at peace; all else is invented."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random

from bench.war.grammar import nodes

HERE = Path(__file__).parent
START = datetime(2018, 4, 2)
DAYS = 60
#: Shares of incidents that are drawn beside an earlier one, so that linking is as hard as in life: a second bomb in the same street an
#: hour later, the same kind in the next town that day, another kind in the same town that day, the same kind in the same town a day later.
TWIN, NEXT_TOWN, SAME_TOWN, NEXT_DAY = 0.035, 0.07, 0.06, 0.06
#: Kilometres within which a town is the next one.
NEXT_KM = 45.0
#: Share of deaths that come later than the first day, of wounds or under rubble.
LATE = 0.12
_BOMBS = ("car_bomb", "planted_bomb")

BEARINGS = (("north", 0), ("north-east", 45), ("east", 90), ("south-east", 135), ("south", 180), ("south-west", 225), ("west", 270))


@dataclass(frozen=True, slots=True)
class Town:
    """A town with its region and WGS 84 coordinates."""

    name: str
    region: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Village:
    """An invented village: kilometres and bearing from its town."""

    name: str
    km: int
    bearing: str


@dataclass(frozen=True, slots=True)
class Target:
    """What was hit: in words, where it stands, and whom one finds there."""

    words: str
    spot: str | None
    one: str
    many: str
    combatant: bool


@dataclass(frozen=True, slots=True)
class Incident:
    """One happening as it was. `deaths` are the hours after it at which each death came to be known; `fighters` how many of the dead were
    of the attacking side (clashes); `mate` the twin an hour before or after it."""

    id: str
    start: datetime
    town: Town
    lat: float
    lon: float
    village: Village | None
    street: str
    kind: str
    attackers: str
    target: Target
    deaths: tuple[float, ...]
    fighters: int
    injured: int
    abducted: int
    displaced: int
    children: int
    mate: str | None = None
    second: bool = False

    @property
    def killed(self) -> int:
        """How many died in the end."""
        return len(self.deaths)

    def known(self, hours: float) -> int:
        """Return how many deaths were known so many hours after it."""
        return sum(death <= hours for death in self.deaths)

    def truth(self) -> dict[str, int]:
        """Return the true number by measure; a measure that the kind does not have is left out."""
        found = {"killed": self.killed, "injured": self.injured, "abducted": self.abducted, "displaced": self.displaced}
        return {measure: number for measure, number in found.items() if number}


@cache
def table(name: str) -> tuple[Mapping[str, str], ...]:
    """Read a table of this folder."""
    lines = [line for line in (HERE / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def towns() -> tuple[Town, ...]:
    """Return the towns."""
    return tuple(Town(row["town"], row["region"], float(row["lat"]), float(row["lon"])) for row in table("towns.tsv"))


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the distance of two points that are near each other."""
    north = (a[0] - b[0]) * 111.2
    east = (a[1] - b[1]) * 111.2 * math.cos(math.radians((a[0] + b[0]) / 2))
    return math.hypot(north, east)


def draw_world(seed: int, count: int) -> list[Incident]:
    """Draw `count` incidents in order of time; the same seed gives the same war."""
    chance = Random(f"war {seed}")
    drawn: list[Incident] = []
    while len(drawn) < count:
        lot = chance.random()
        old = chance.choice(drawn) if drawn else None
        if old is not None and lot < TWIN + NEXT_TOWN + SAME_TOWN + NEXT_DAY:
            near = _beside(old, lot, drawn, chance)
            if near is not None:
                drawn.extend(near)
                continue
        drawn.append(_incident(chance, START + timedelta(days=chance.randrange(DAYS)), chance.choice(towns()), _kind(chance)))
    drawn = sorted(drawn[:count], key=lambda incident: (incident.start, incident.town.name, incident.kind))
    return _numbered(drawn)


def _beside(old: Incident, lot: float, drawn: list[Incident], chance: Random) -> list[Incident] | None:
    midnight = old.start.replace(hour=0, minute=0)
    if lot < TWIN:
        bombs = [one for one in drawn if one.kind in _BOMBS and one.mate is None]
        if not bombs:
            return None
        old = chance.choice(bombs)
        midnight = old.start.replace(hour=0, minute=0)
        later = _incident(chance, midnight, old.town, "planted_bomb", at=old.start + timedelta(minutes=chance.randint(45, 80)))
        first, second = (
            replace(old, mate="?"),
            replace(later, street=old.street, village=old.village, lat=old.lat, lon=old.lon, second=True),
        )
        second = replace(second, mate=f"{first.start.isoformat()} {first.town.name}", target=_street_target(chance))
        first = replace(first, mate=f"{second.start.isoformat()} {second.town.name}")
        drawn.remove(old)
        return [first, second]
    if lot < TWIN + NEXT_TOWN:
        here = (old.town.lat, old.town.lon)
        near = [town for town in towns() if town != old.town and kilometres(here, (town.lat, town.lon)) < NEXT_KM]
        return [_incident(chance, midnight, chance.choice(near), old.kind)] if near else None
    if lot < TWIN + NEXT_TOWN + SAME_TOWN:
        return [_incident(chance, midnight, old.town, _kind(chance, other=old.kind))]
    following = midnight + timedelta(days=1)
    return [_incident(chance, following, old.town, old.kind)] if following < START + timedelta(days=DAYS) else None


def _kind(chance: Random, other: str | None = None) -> str:
    rows = [row for row in table("kinds.tsv") if row["kind"] != other]
    return chance.choices([row["kind"] for row in rows], [float(row["share"]) for row in rows])[0]


def kind_row(kind: str) -> Mapping[str, str]:
    """Return the row of a kind."""
    return next(row for row in table("kinds.tsv") if row["kind"] == kind)


def _targets(kind: str) -> list[Target]:
    rows = [row for row in table("targets.tsv") if kind in row["kinds"].split()]
    return [
        Target(row["target"], None if row["spot"] == "-" else row["spot"], row["one"], row["many"], row["class"] == "combatant")
        for row in rows
    ]


def _street_target(chance: Random) -> Target:
    return chance.choice([target for target in _targets("planted_bomb") if target.spot and "{street}" in target.spot])


def _size(chance: Random, median: float, spread: float) -> int:
    return max(1, round(median * math.exp(chance.gauss(0, spread)))) if median else 0


def _incident(chance: Random, day: datetime, town: Town, kind: str, *, at: datetime | None = None) -> Incident:
    row = kind_row(kind)
    start = at or day + timedelta(minutes=chance.randint(5 * 60, 22 * 60))
    target = chance.choice(_targets(kind))
    village = None
    lat, lon = town.lat, town.lon
    if chance.random() < float(row["village"]) and at is None:
        bearing, degrees = chance.choice(BEARINGS)
        village = Village(chance.choice(nodes()["names:village"]), chance.randint(4, 22), bearing)
        lat += village.km * math.cos(math.radians(degrees)) / 111.2
        lon += village.km * math.sin(math.radians(degrees)) / (111.2 * math.cos(math.radians(lat)))
    killed = _size(chance, float(row["killed"]), float(row["spread"]))
    attackers = chance.choice(row["attackers"].split())
    fighters = _size(chance, killed / 1.5, 0.5) if kind == "clash" else 0
    late = sum(chance.random() < LATE for _ in range(killed)) if killed > 3 else 0
    soon = [min(5.0, chance.expovariate(1.1)) for _ in range(killed + fighters - late)]
    deaths = sorted([*soon, *(chance.uniform(12, 54) for _ in range(late))])
    gone = _size(chance, float(row["gone"]), 0.7)
    children = chance.randint(2, max(2, killed // 3)) if killed >= 6 and not target.combatant and kind != "clash" else 0
    return Incident(
        id="", start=start, town=town, lat=round(lat, 4), lon=round(lon, 4), village=village, street=chance.choice(nodes()["names:street"]),
        kind=kind,
        attackers=attackers, target=target, deaths=tuple(round(death, 2) for death in deaths), fighters=fighters,
        injured=_size(chance, killed * float(row["injured"]), 0.4) if killed else 0, abducted=gone if kind == "abduction" else 0,
        displaced=max(50, round(gone / 50) * 50) if kind == "displacement" else 0, children=children,
    )  # fmt: skip


def _numbered(drawn: Sequence[Incident]) -> list[Incident]:
    """Give ids in order, and twins each other's; a twin whose mate was cut off by the count stands alone."""
    keys = {f"{incident.start.isoformat()} {incident.town.name}": f"w{number:04d}" for number, incident in enumerate(drawn)}
    return [
        replace(
            incident,
            id=f"w{number:04d}",
            mate=keys.get(incident.mate) if incident.mate else None,
            second=incident.second and incident.mate in keys,
        )
        for number, incident in enumerate(drawn)
    ]
