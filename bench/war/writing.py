"""Write a report of one incident in a house's manner, noting of each sentence what it tells of, in whose voice, with which counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random

from bench.war import phrases
from bench.war.grammar import NoWording, nodes, render, sentence
from bench.war.outlets import Outlet
from bench.war.truth import Count, Statement
from bench.war.world import Incident, kind_row

MEASURES = ("killed", "injured", "abducted", "displaced")
PARTY = {"rebels": "the People's Front for the Highlands", "militia": "the Herd Guard", "army": "the army"}
#: Paragraphs of colour, by length.
COLOUR = {"short": 1, "medium": 3, "long": 5}


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence. `role` is ``told`` (of `incident`), ``background`` (of an older one), ``trap`` (tolls of no incident) or ``colour``;
    `voice` who says it; `counts` what of the dead and hurt; `act` what kind of saying it is (count, part, claim, boast, denial); `honest`
    whether its source tries to tell the truth; `behind` the source of what a reporter says as his own."""

    text: str
    role: str
    incident: str | None = None
    voice: str | None = None
    counts: tuple[Count, ...] = ()
    act: str = "count"
    honest: bool = True
    behind: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A report as printed. `origin` is the report it derives from and `manner` how; `own` are the paragraphs that are its own; `about` the
    incident it mainly tells; `head` and `foot` the lines around the story (credits, notes)."""

    id: str
    outlet: str
    published: datetime
    title: Passage
    paragraphs: tuple[tuple[Passage, ...], ...]
    about: str | None
    kind: str
    origin: str | None = None
    manner: str = "original"
    own: tuple[int, ...] = ()
    head: str = ""
    foot: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = field(default=(), compare=False)

    def passages(self) -> list[Passage]:
        """Return the headline and every sentence."""
        return [self.title, *(passage for paragraph in self.paragraphs for passage in paragraph)]


def facts_of(incident: Incident, house: Outlet, published: datetime, chance: Random, statement: Statement | None = None) -> dict[str, str]:
    """Return the slots that are filled for a sentence on an incident."""
    at = phrases.place(incident, house.vague, chance)
    facts: dict[str, str] = {
        "kind": incident.kind, "town": incident.town.name, "town_caps": incident.town.name.upper(), "region": incident.town.region,
        "place": at, "where": phrases.where(incident, at, chance),
        "where_short": f"in {incident.town.name}" if incident.village is None else f"near {incident.town.name}",
        "on": phrases.day(incident.start, published, house.day, chance), "on_adj": f"{incident.start:%A}'s",
        "on_long": phrases.date(incident.start, chance), "us": house.name if chance.random() < 0.7 else "reporters",
        "attackers": phrases.label(incident.attackers, house.side, chance), "target": incident.target.words,
        "rebels": "PFH", "rebels_long": "People's Front for the Highlands", "militia": "Herd Guard", "its": "its",
        **phrases.names(incident),
    }  # fmt: skip
    if statement is not None:
        facts |= phrases.facts_of_counts(statement, incident, house.numbers, chance)
    if statement is not None and statement.name:
        facts |= {"witness_name": statement.name, "witness_trade": render("voices:trade", {}, Random(statement.name)).text}
    return facts


def passage(
    node: str,
    incident: Incident,
    statement: Statement,
    house: Outlet,
    published: datetime,
    chance: Random,
    *,
    spoken: bool,
    role: str = "told",
    counted: bool = True,
    extra: dict[str, str] | None = None,
) -> Passage:
    """Write one sentence that says what a statement says.

    Args:
        node: of the wording.
        incident: what it is about.
        statement: whose counts and voice it has.
        house: in whose style.
        published: when.
        chance: where the choices come from.
        spoken: whether the sentence names the source; else the reporter says it as his own.
        role: of the passage.
        counted: whether it must give a count.
        extra: more facts.

    Raises:
        NoWording: if it cannot be said so.
    """
    facts = facts_of(incident, house, published, chance, statement) | (extra or {})
    if spoken:
        facts["source"] = render(f"voices:source.{statement.source}", facts, chance).text
    for _ in range(60):
        drawn = render(node, facts, chance, must={"source"} if spoken else ())
        measures = used_measures(drawn.used)
        if measures or not counted or not statement.counts:
            behind = None if spoken else statement.voice
            counts = tuple(count for count in statement.counts if count.measure in measures)
            voice = statement.voice if spoken else f"outlet:{house.id}"
            return Passage(phrases.agreed(sentence(drawn.text)), role, incident.id, voice, counts, honest=statement.honest, behind=behind)
    raise NoWording(f"{node} without a count")


def used_measures(used: frozenset[str]) -> list[str]:
    """Return the measures whose counts went into a sentence."""
    return [measure for measure in MEASURES if used & {measure, f"{measure}_n", f"{measure}_h"}]


def headline(
    incident: Incident,
    statement: Statement,
    house: Outlet,
    published: datetime,
    chance: Random,
    *,
    update: bool = False,
    voice: str | None = None,
) -> Passage:
    """Write a headline; it gives the first statement's count or none."""
    facts = facts_of(incident, house, published, chance, statement)
    if statement.source in ("police", "hospital", "ministry", "mayor", "army", "un"):
        facts["source_h"] = render(f"voices:source_h.{statement.source}", facts, chance).text
    node = "headlines:headline_update" if update and "killed" in facts and facts["killed_h"][-1:].isdigit() else "headlines:headline"
    if "killed" not in facts and incident.kind in ("abduction", "displacement"):
        node = "headlines:headline_own"
    try:
        drawn = render(node, facts, chance)
    except NoWording:
        drawn = render("headlines:headline", facts, chance)
    text = phrases.agreed(drawn.text[0].upper() + drawn.text[1:])
    counts = tuple(count for count in statement.counts if count.measure in used_measures(drawn.used))
    spoken = "source_h" in drawn.used
    speaker = statement.voice if spoken else voice or f"outlet:{house.id}"
    behind = None if spoken else statement.voice
    return Passage(text, "told", incident.id, speaker, counts, honest=statement.honest, behind=behind)


def lead(incident: Incident, statement: Statement, house: Outlet, published: datetime, chance: Random, *, update: bool) -> list[Passage]:
    """Write the first sentence, and the second where the first names nobody."""
    spoken = chance.random() < 0.72
    gone = incident.kind in ("abduction", "displacement")
    node = (
        "leads:lead_plain" if gone or not statement.counts else "leads:lead_update" if update and statement.of("killed") else "leads:lead"
    )
    shown = (
        replace(statement, counts=tuple(c for c in statement.counts if c.measure != "injured")) if "injured" in house.omits else statement
    )
    try:
        first = passage(node, incident, shown, house, published, chance, spoken=spoken)
    except NoWording:
        first = passage("leads:lead_plain", incident, shown, house, published, chance, spoken=spoken, counted=False)
    found = [first]
    if not spoken:
        found.extend(counted(incident, shown, house, published, chance))
    return found


def counted(incident: Incident, statement: Statement, house: Outlet, published: datetime, chance: Random) -> list[Passage]:
    """Write the sentences that give a source's counts."""
    found: list[Passage] = []
    for measure in MEASURES:
        count = statement.of(measure)
        if count is None or any(count in passage.counts for passage in found) or measure in house.omits:
            continue
        node = {
            "killed": "body:count",
            "injured": "body:count_injured",
            "abducted": "body:count_abducted",
            "displaced": "body:count_displaced",
        }[measure]
        found.append(passage(node, incident, statement, house, published, chance, spoken=True))
    return found


def colour(incident: Incident, house: Outlet, published: datetime, chance: Random, many: int) -> list[tuple[Passage, ...]]:
    """Write paragraphs without counts."""
    found: list[tuple[Passage, ...]] = []
    seen: set[str] = set()
    for _ in range(many):
        facts = facts_of(incident, house, published, chance) | colouring(chance)
        lot = chance.random()
        if lot < 0.35:
            node = f"colour:quote.{kind_row(incident.kind)['quote']}"
        else:
            node = "colour:after" if lot < 0.7 else "colour:context" if lot < 0.9 else "colour:closing"
        text = sentence(render(node, facts, chance).text)
        if text not in seen:
            seen.add(text)
            found.append((Passage(text, "colour", incident.id),))
    return found


def colouring(chance: Random) -> dict[str, str]:
    """Draw what makes one sentence of colour unlike the next."""
    return {
        "witness_name": phrases.person(chance), "metres": str(chance.randrange(20, 900, 10)), "age": str(chance.randint(17, 84)),
        "thing": chance.choice(nodes()["names:thing"]), "trade_of": chance.choice(nodes()["names:craft"]),
        "walked": chance.choice(nodes()["names:span"]),
    }  # fmt: skip


def parts(incident: Incident, statement: Statement, house: Outlet, published: datetime, chance: Random) -> list[Passage]:
    """Write how many of the dead were children, if any were and the house tells."""
    count = statement.of("killed")
    if not incident.children or count is None or count.value <= incident.children or chance.random() < 0.5:
        return []
    if "civilian_harm" in house.omits:
        return []
    facts = facts_of(incident, house, published, chance, statement)
    facts |= {"part_n": phrases.number(incident.children, house.numbers), "part_who": "children"}
    facts["source"] = render(f"voices:source.{statement.source}", facts, chance).text
    spoken = chance.random() < 0.6
    text = phrases.agreed(
        sentence(render("body:part" if spoken else "body:part_plain", facts, chance, must={"source"} if spoken else ()).text)
    )
    told = Count("killed", incident.children, "exact", incident.children, incident.children)
    return [
        Passage(text, "told", incident.id, statement.voice if spoken else f"outlet:{house.id}", (told,), "part", behind=statement.voice)
    ]


def party_lines(
    incident: Incident, house: Outlet, published: datetime, chance: Random, boasted: Sequence[Statement]
) -> list[tuple[Passage, ...]]:
    """Write what the sides say: claims of the deed, boasts, denials."""
    found: list[tuple[Passage, ...]] = []
    facts = facts_of(incident, house, published, chance)
    for statement in boasted:
        losses = "rebel_losses" in house.omits and statement.source == "army"
        if losses or ("civilian_harm" in house.omits and statement.source != "army"):
            continue
        more = facts_of(incident, house, published, chance, statement) | {"party": PARTY[statement.source]}
        drawn = render("body:army_boast" if statement.source == "army" else "body:claim_boast", more, chance)
        found.append(
            (Passage(phrases.agreed(sentence(drawn.text)), "told", incident.id, statement.voice, statement.counts, "boast", False),)
        )
    lot = chance.random()
    if incident.kind == "displacement":
        return found
    if incident.attackers in ("rebels", "militia") and lot < 0.18:
        facts["party"] = PARTY[incident.attackers]
        found.append(
            (Passage(sentence(render("body:claim_deed", facts, chance).text), "told", incident.id, incident.attackers, (), "claim"),)
        )
    elif incident.attackers in ("rebels", "militia") and lot < 0.26 and incident.kind not in ("clash", "ambush"):
        facts["party"] = PARTY[incident.attackers]
        found.append((Passage(sentence(render("body:denial", facts, chance).text), "told", incident.id, incident.attackers, (), "denial"),))
    elif incident.attackers == "army" and lot < 0.25 and not incident.target.combatant:
        found.append((Passage(sentence(render("body:denial_harm", facts, chance).text), "told", incident.id, "army", (), "denial"),))
    elif incident.attackers == "unknown" and lot < 0.3:
        found.append((Passage(sentence(render("body:no_claim", facts, chance).text), "colour", incident.id),))
    return found


def trap(chance: Random) -> Passage:
    """Write a toll that is of no incident of this war."""
    facts = {
        "war_total": f"{chance.choice((2400, 3000, 3500, 4200)):,}", "war_displaced": f"{chance.choice((120_000, 180_000, 210_000)):,}",
        "old_total": str(chance.choice((14, 23, 31, 47, 61, 84))),
    }  # fmt: skip
    node = chance.choices(("context:trap_war", "context:trap_year", "context:trap_elsewhere"), (6, 2, 1))[0]
    return Passage(sentence(render(node, facts, chance).text), "trap")


def voices_told(reports: Sequence[Report]) -> dict[tuple[str, int], str]:
    """Return whose voice each sentence on an incident is, by report and place of the sentence (0: the headline).

    A reporter saw nothing himself. What he hands on is the voice of the source he has it from, if his story, in any printing, quotes that
    source on the incident; where it does not, nobody could know, and it is the voice of his house.
    """
    story = {report.id: report.id for report in reports}
    for report in reports:
        if report.origin is not None and report.manner != "original":
            story[report.id] = report.origin
    quoted: dict[tuple[str, str], set[str]] = {}
    told = [(r, n, p) for r in reports for n, p in enumerate(r.passages()) if p.role == "told" and p.incident and p.voice]
    for report, _, line in told:
        if line.voice and line.incident and not line.voice.startswith("outlet:"):
            quoted.setdefault((story[report.id], line.incident), set()).add(line.voice)
    return {
        (report.id, number): (line.behind if line.behind in quoted.get((story[report.id], line.incident or ""), ()) else line.voice) or ""
        for report, number, line in told
    }
