"""Let wires and outlets report the war: who covers what, when, from whom, and who copies whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from random import Random

from bench.war import copying
from bench.war.grammar import NoWording
from bench.war.outlets import Outlet, outlets
from bench.war.phrases import person
from bench.war.roundups import feature, roundup
from bench.war.truth import Statement, boast, mistaken, rounded, sources_of, state
from bench.war.world import Incident
from bench.war.writing import COLOUR, Passage, Report, colour, counted, facts_of, headline, lead, parts, party_lines, passage, trap

#: Shares of all reports that are round-ups of several incidents, and that tell of the war at large.
ROUNDUPS, FEATURES = 0.06, 0.015
#: Chance of a later lead of the same wire story; of a wrong first number that is corrected; of a next-day follow-up.
UPDATE, WRONG, FOLLOW_UP = 0.45, 0.07, 0.4
#: Chance that an original looks back at an older incident of the town, at the toll of the war, and at what happened elsewhere that day.
LOOK_BACK, TOTAL, ELSEWHERE = 0.15, 0.14, 0.1
LATEST_HOURS = 72.0
#: Draws after which a paper that finds no wire to copy writes itself, and one that finds too few incidents for a round-up, a feature.
TRIES = 40


@dataclass(slots=True)
class _Coverage:
    """What one incident has got so far; `next` numbers the reports of the whole war."""

    incident: Incident
    others: Mapping[str, Incident]
    older: Sequence[Incident]
    beside: Sequence[Incident]
    chance: Random
    next: count[int]
    reports: list[Report] = field(default_factory=list)


def draw_reports(world: Sequence[Incident], seed: int, many: int) -> list[Report]:
    """Draw `many` reports of a war in order of publication, at least one for each incident."""
    chance = Random(f"reports {seed}")
    known = {incident.id: incident for incident in world}
    numbers = count()
    special = max(0, min(many - len(world), round(many * (ROUNDUPS + FEATURES))))
    shares = _shares(world, many - special, chance)
    found: list[Report] = []
    for incident in world:
        older = [other for other in world if other.town == incident.town and timedelta(days=3) < incident.start - other.start]
        beside = [
            other
            for other in world
            if other.id != incident.id and other.town != incident.town and other.start.date() == incident.start.date()
        ]
        found.extend(_cover(_Coverage(incident, known, older, beside, Random(f"{seed} {incident.id}"), numbers), shares[incident.id]))
    features = min(special, round(many * FEATURES))
    found.extend(feature(numbers, chance) for _ in range(features))
    found.extend(_roundups(world, special - features, numbers, chance))
    return sorted(found, key=lambda report: (report.published, report.id))


def _shares(world: Sequence[Incident], many: int, chance: Random) -> dict[str, int]:
    """Part the reports among the incidents: one each, the rest by how grave they are, with luck."""
    shares = {incident.id: 1 for incident in world}
    weights = [
        (3 + incident.killed + incident.injured / 4 + incident.abducted + incident.displaced / 60) ** 0.7 * chance.paretovariate(1.6)
        for incident in world
    ]
    weights = [min(weight, 60.0) for weight in weights]
    for incident_id in chance.choices([incident.id for incident in world], weights, k=max(0, many - len(world))):
        shares[incident_id] += 1
    return shares


def _cover(coverage: _Coverage, many: int) -> list[Report]:
    chance, houses = coverage.chance, outlets()
    wires = [house for house in houses.values() if house.wire]
    chance.shuffle(wires)
    papers = [house for house in houses.values() if not house.wire]
    for wire in wires[: min(3, 1 + (many > 5) + (many > 11))]:
        if many > 1 or chance.random() < 0.5:
            _dispatches(coverage, wire, many)
    for attempt in count():
        if len(coverage.reports) >= many:
            break
        house = chance.choice(papers)
        manner = chance.choices(list(house.manners), list(house.manners.values()))[0]
        roots = [report for report in coverage.reports if report.outlet in house.takes and report.manner == "original"]
        printed = {(report.outlet, report.origin) for report in coverage.reports}
        roots = [report for report in roots if (house.id, report.id) not in printed]
        if manner != "original" and roots:
            coverage.reports.append(_copy(coverage, chance.choice(roots), house, manner))
        elif manner == "original" or attempt > TRIES:
            coverage.reports.append(_original(coverage, house, _delay(house, chance)))
    return coverage.reports[:many]


def _delay(house: Outlet, chance: Random) -> float:
    return min(LATEST_HOURS, house.delay * chance.lognormvariate(0, 0.5) + 0.5)


def _dispatches(coverage: _Coverage, wire: Outlet, many: int) -> None:
    """Write a wire's first story, perhaps a corrected or later lead of it, perhaps a story on the next day."""
    chance = coverage.chance
    wrong = many > 3 and chance.random() < WRONG and coverage.incident.killed > 2
    first = _original(coverage, wire, _delay(wire, chance), wrong=wrong)
    coverage.reports.append(first)
    hours = (first.published - coverage.incident.start).total_seconds() / 3600
    if wrong:
        coverage.reports.append(_version(coverage, first, wire, hours + chance.uniform(1, 4), correction=True))
    elif many > 3 and chance.random() < UPDATE:
        coverage.reports.append(_version(coverage, first, wire, hours + chance.uniform(3, 9), correction=False))
    if many > 4 and chance.random() < FOLLOW_UP:
        coverage.reports.append(_original(coverage, wire, chance.uniform(22, 60), follow_up=True))


def _ask(incident: Incident, house: Outlet, hours: float, chance: Random, most: int) -> list[Statement]:
    """Ask those who can be reached so soon; a house that serves the army asks the army first."""
    open_to = sources_of(incident, hours) or ["residents"]
    chance.shuffle(open_to)
    if house.side == "government":
        open_to.sort(key=lambda source: source not in ("army", "ministry"))
    asked = [state(incident, source, hours, chance, name=person(chance) if source == "witness" else None) for source in open_to[:most]]
    asked = [rounded(one, chance) if chance.random() < house.round else one for one in asked]
    return [one for one in asked if one.counts] or asked[:1]


def _original(coverage: _Coverage, house: Outlet, hours: float, *, wrong: bool = False, follow_up: bool = False) -> Report:
    incident, chance = coverage.incident, coverage.chance
    published = incident.start + timedelta(minutes=round(hours * 60))
    asked = _ask(incident, house, hours, chance, {"short": 1, "medium": 2, "long": 3}[house.length] + (chance.random() < 0.4))
    if wrong:
        asked[0] = mistaken(asked[0], chance)
    paragraphs = _story(coverage, asked, house, published, follow_up=follow_up)
    title = headline(incident, asked[0], house, published, chance, update=follow_up)
    report_id = f"r{next(coverage.next):05d}"
    return Report(
        report_id, house.id, published, title, tuple(paragraphs), incident.id, "follow-up" if follow_up else "story",
        head=copying.dateline_of(incident, house, published, chance), foot=copying.foot_of(house, chance), statements=tuple(asked),
    )  # fmt: skip


def _story(
    coverage: _Coverage, asked: Sequence[Statement], house: Outlet, published: datetime, *, follow_up: bool
) -> list[tuple[Passage, ...]]:
    incident, chance = coverage.incident, coverage.chance
    paragraphs = [tuple(lead(incident, asked[0], house, published, chance, update=follow_up))]
    told = paragraphs[0]
    rest = [one for one in counted(incident, asked[0], house, published, chance) if not any(_same(one, other) for other in told)]
    second = [*rest, *parts(incident, asked[0], house, published, chance)]
    if second:
        paragraphs.append(tuple(second))
    for statement in asked[1:]:
        lines = counted(incident, statement, house, published, chance)
        if lines:
            paragraphs.append(tuple(lines))
    boasted = [boast(incident, "rebels", chance)] if incident.kind in ("ambush", "clash") and chance.random() < 0.3 else []
    if incident.attackers == "army" and incident.kind in ("air_strike", "drone_strike") and chance.random() < 0.3:
        boasted.append(boast(incident, "army", chance))
    paragraphs.extend(party_lines(incident, house, published, chance, boasted))
    mate = coverage.others.get(incident.mate or "")
    if mate is not None and chance.random() < 0.6 and (published - mate.start).total_seconds() > 3600:
        paragraphs.append((_beside(mate, house, published, chance, "context:twin" if mate.second else "context:twin_first"),))
    paragraphs.extend(colour(incident, house, published, chance, COLOUR[house.length]))
    return [*paragraphs, *_looking_elsewhere(coverage, house, published)]


def _same(one: Passage, other: Passage) -> bool:
    """Return whether a sentence only gives again what the lead gave by the same source."""
    return one.voice == other.voice and set(one.counts) <= set(other.counts)


def _looking_elsewhere(coverage: _Coverage, house: Outlet, published: datetime) -> list[tuple[Passage, ...]]:
    chance = coverage.chance
    found: list[tuple[Passage, ...]] = []
    near = [other for other in coverage.beside if other.start + timedelta(hours=2) < published and other.killed]
    if near and chance.random() < ELSEWHERE:
        found.append((_beside(chance.choice(near), house, published, chance, "context:elsewhere"),))
    older = [other for other in coverage.older if other.killed]
    if older and chance.random() < LOOK_BACK:
        other = chance.choice(older)
        hours = (published - other.start).total_seconds() / 3600
        statement = state(other, "police", hours, chance)
        with suppress(NoWording):
            found.append((passage("context:background", other, statement, house, published, chance, spoken=False, role="background"),))
    if chance.random() < TOTAL:
        found.append((trap(chance),))
    return found


def _beside(other: Incident, house: Outlet, published: datetime, chance: Random, node: str) -> Passage:
    """Write one sentence on another incident of the day."""
    hours = (published - other.start).total_seconds() / 3600
    source = chance.choice(sources_of(other, hours) or ["police"])
    statement = state(other, source, hours, chance, name=person(chance) if source == "witness" else None)
    extra = {"where_twin": facts_of(other, house, published, chance)["where"]}
    try:
        return passage(node, other, statement, house, published, chance, spoken=chance.random() < 0.7, extra=extra)
    except NoWording:
        return passage("context:elsewhere", other, statement, house, published, chance, spoken=False, counted=False)


def _version(coverage: _Coverage, first: Report, wire: Outlet, hours: float, *, correction: bool) -> Report:
    """Write the same story anew with a later toll, and keep the paragraphs that tell no toll."""
    incident, chance = coverage.incident, coverage.chance
    published = incident.start + timedelta(minutes=round(hours * 60))
    source = first.statements[0]
    anew = state(incident, source.source, hours, chance, name=source.name)
    rest = [one if chance.random() < 0.5 else state(incident, one.source, hours, chance, name=one.name) for one in first.statements[1:]]
    fresh = _story(coverage, [anew, *rest], wire, published, follow_up=False)
    told = [paragraph for paragraph in fresh if paragraph[0].role == "told" and paragraph[0].act in ("count", "part")]
    kept = [paragraph for paragraph in first.paragraphs if paragraph[0].role != "told" or paragraph[0].act in ("claim", "denial", "boast")]
    title = headline(incident, anew, wire, published, chance, update=not correction)
    mark = "CORRECTED-" if correction else chance.choice(("UPDATE 1-", "", "UPDATE 2-"))
    title = replace(title, text=mark + title.text)
    old, new = first.statements[0].of("killed"), anew.of("killed")
    note = (
        f"(Corrects death toll to {new.value} from {old.value})"
        if correction and old and new
        else "(Updates toll, adds details)"
        if mark
        else ""
    )
    head = copying.dateline_of(incident, wire, published, chance)
    return Report(
        f"r{next(coverage.next):05d}", wire.id, published, title, (*told, *kept), incident.id, "correction" if correction else "update",
        origin=first.id, manner="original", head=f"{note}\n\n{head}" if note else head, foot=first.foot, statements=(anew, *rest),
    )  # fmt: skip


def _copy(coverage: _Coverage, root: Report, house: Outlet, manner: str) -> Report:
    chance, incident = coverage.chance, coverage.incident
    published = min(
        root.published + timedelta(minutes=round(60 * min(house.delay * chance.lognormvariate(-0.7, 0.6) + 0.3, LATEST_HOURS))),
        max(root.published + timedelta(minutes=20), incident.start + timedelta(hours=LATEST_HOURS)),
    )
    report_id = f"r{next(coverage.next):05d}"
    if manner == "rewrite":
        asked = [rounded(one, chance) if chance.random() < house.round else one for one in root.statements]
        keep = len(asked) if house.length != "short" else 1
        paragraphs = copying.revoiced(_story(coverage, asked[:keep], house, published, follow_up=root.kind == "follow-up"), house, root)
        title = headline(incident, asked[0], house, published, chance, voice=f"outlet:{root.outlet}")
        return copying.rewritten(root, report_id, house, published, title, paragraphs, chance)
    title = (
        headline(incident, root.statements[0], house, published, chance, voice=f"outlet:{root.outlet}") if manner == "head" else root.title
    )
    own: list[tuple[Passage, ...]] = []
    if manner == "own":
        hours = (published - incident.start).total_seconds() / 3600
        for statement in _ask(incident, house, hours, chance, 1):
            own.extend((line,) for line in counted(incident, statement, house, published, chance)[:1])
        own.extend(colour(incident, house, published, chance, 1))
    return copying.printed(root, report_id, house, published, manner, title, own, chance)


def _roundups(world: Sequence[Incident], many: int, numbers: count[int], chance: Random) -> list[Report]:
    """Write round-ups of the two days before, and let outlets copy some; features where too little happened for that."""
    found: list[Report] = []
    houses = list(outlets().values())
    for attempt in count():
        if len(found) >= many:
            break
        if attempt > TRIES * many:
            found.append(feature(numbers, chance))
            continue
        at = chance.choice(world).start.replace(hour=0, minute=0) + timedelta(days=1, hours=chance.randint(6, 20))
        told = [one for one in world if timedelta(hours=3) < at - one.start < timedelta(hours=50) and one.killed]
        if len(told) < 2:
            continue
        house = chance.choice([house for house in houses if house.wire or house.id in ("relief", "sentinel", "herald")])
        picked = sorted(chance.sample(told, min(len(told), chance.randint(2, 5))), key=lambda one: one.start)
        root = roundup(picked, house, at, numbers, chance)
        found.append(root)
        takers = [other for other in houses if house.id in other.takes]
        if takers and chance.random() < 0.6 and len(found) < many:
            taker = chance.choice(takers)
            later = at + timedelta(minutes=chance.randint(60, 900))
            found.append(copying.printed(root, f"r{next(numbers):05d}", taker, later, "verbatim", root.title, [], chance))
    return found
