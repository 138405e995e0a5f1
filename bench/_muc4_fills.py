"""Write an incident as a MUC-4 template of 24 slots."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bench._muc4_mentions import Human, Thing
from bench._muc4_phrases import armed
from bench._muc4_places import Atlas
from bench._muc4_templates import Incident
from bench._muc4_texts import MONTHS, Message
from dateline.claims.context import Context, Scene
from dateline.records import Status

__all__ = ["template"]

_LABELS = (
    "MESSAGE: ID", "MESSAGE: TEMPLATE", "INCIDENT: DATE", "INCIDENT: LOCATION", "INCIDENT: TYPE", "INCIDENT: STAGE OF EXECUTION",
    "INCIDENT: INSTRUMENT ID", "INCIDENT: INSTRUMENT TYPE", "PERP: INCIDENT CATEGORY", "PERP: INDIVIDUAL ID", "PERP: ORGANIZATION ID",
    "PERP: ORGANIZATION CONFIDENCE", "PHYS TGT: ID", "PHYS TGT: TYPE", "PHYS TGT: NUMBER", "PHYS TGT: FOREIGN NATION",
    "PHYS TGT: EFFECT OF INCIDENT", "PHYS TGT: TOTAL NUMBER", "HUM TGT: NAME", "HUM TGT: DESCRIPTION", "HUM TGT: TYPE", "HUM TGT: NUMBER",
    "HUM TGT: FOREIGN NATION", "HUM TGT: EFFECT OF INCIDENT", "HUM TGT: TOTAL NUMBER",
)  # fmt: skip
_BOMBS = frozenset({"BOMB", "VEHICLE BOMB", "DYNAMITE", "EXPLOSIVE", "GRENADE", "MINE", "MOLOTOV COCKTAIL", "ROCKET", "MISSILE"})
_GROUPS = frozenset({"rebel", "armed_group", "militia", "criminal_group", "party"})
_ACCUSED = re.compile(r"\b(?:SUSPECT|ALLEGED|PRESUM|APPARENTLY|ACCUS|BLAM|ATTRIBUT|RESPONSIBLE|BELIEVED)", re.I)
_AUTHORITY = re.compile(r"\b(?:POLICE|MILITARY|AUTHORIT|OFFICIAL|MINISTER|PRESIDENT|ARMY|GOVERNMENT|COMMANDER|COPREFA)", re.I)
_UNHURT = re.compile(
    r"\b(?:NO (?:ONE|CASUALTIES|VICTIMS|INJURIES|PERSONAL|PERSONS|DEATHS|FATALITIES)|NOBODY|UNHURT"
    r"|WITHOUT (?:CAUSING )?(?:ANY )?(?:CASUALTIES|VICTIMS|INJUR))",
    re.I,
)
_DEFUSED = re.compile(r"\b(?:DEFUS|DEACTIVAT|DISARM|FAILED TO EXPLODE|DID NOT EXPLODE|NOT EXPLODED)", re.I)
_BLASTS = frozenset({"explode", "explosion", "blast", "go", "detonate", "blow"})
_CLAIMED = re.compile(r"\b(?:CLAIMED (?:THE )?(?:CREDIT|RESPONSIBILITY|TO)|CLAIMING|ADMITTED|TOOK CREDIT)", re.I)


def template(number: int, incident: Incident, context: Context, message: Message, atlas: Atlas) -> str:
    """Return the template of an incident as the scorer reads it."""
    slots: dict[int, list[str]] = {0: [message.id], 1: [str(number)]}
    slots[2] = [_date(incident, message)]
    slots[3] = [_location(incident, atlas, message)]
    slots[4] = [incident.kind]
    slots[5] = [_stage(incident, context)]
    _instruments(slots, incident)
    _perpetrators(slots, incident, context)
    if incident.kind != "KIDNAPPING":
        _things(slots, _distinct_things(incident.things), atlas, incident)
    _humans(slots, _distinct_humans(incident), atlas, incident)
    if 23 not in slots and _UNHURT.search(_text(incident, context)):
        slots[23] = ['NO INJURY OR DEATH: "-"']
    lines = []
    for at, label in enumerate(_LABELS):
        fills = list(dict.fromkeys(slots.get(at, []))) or ["-"]
        start = f"{at}.".ljust(4) + label.ljust(32)
        lines.append(start + fills[0])
        lines += [" " * len(start) + fill for fill in fills[1:]]
    return "\n".join(lines)


def quoted(text: str) -> str:
    """Write a string fill.

    >>> quoted('the "Santa Ana" farm')
    '"THE \\\\"SANTA ANA\\\\" FARM"'
    """
    return '"' + text.upper().replace('"', '\\"') + '"'


def _written(day: str) -> str:
    found = date.fromisoformat(day)
    return f"{found.day:02d} {MONTHS[found.month - 1]} {found.year % 100:02d}"


def _date(incident: Incident, message: Message) -> str:
    first, last = incident.day or (None, None)
    if last is None:
        return f"- {_written(message.published)}" if message.published else "-"
    if first is None:
        return f"- {_written(last)}"
    return _written(last) if first == last else f"{_written(first)} - {_written(last)}"


def _location(incident: Incident, atlas: Atlas, message: Message) -> str:
    if incident.place is not None:
        return atlas.fill(incident.place, incident.area)
    return incident.country or "EL SALVADOR"


def _named_groups(scene: Scene) -> list[tuple[str, str]]:
    """Return the armed groups a sentence names: id and name as printed, without the noun for its people."""
    found = []
    for actor in scene.actors:
        if actor.actor_id is None or actor.kind not in _GROUPS:
            continue
        words = " ".join(re.sub(r"[\[(].*", "", actor.span.quote).split()).split(" OF THE ")[-1].split()
        while words and (
            words[-1].lower() in ("members", "leaders", "troops", "forces'") or armed((words[-1].lower(),)) in ("ARMED", "OPEN")
        ):
            words.pop()
        if words:
            found.append((actor.actor_id, " ".join(words)))
    return found


def _stage(incident: Incident, context: Context) -> str:
    """Return how far an incident went; a bomb that was found and made safe was an attempt."""
    if all(m.status is Status.ATTEMPTED for m in incident.mentions):
        return "ATTEMPTED"
    safe = incident.kind == "BOMBING" and _DEFUSED.search(_text(incident, context))
    return "ATTEMPTED" if safe and not any(m.trigger in _BLASTS for m in incident.mentions) else "ACCOMPLISHED"


def _instruments(slots: dict[int, list[str]], incident: Incident) -> None:
    if incident.kind in ("KIDNAPPING", "ARSON"):
        return
    found: dict[str, str] = {}
    for mention in incident.mentions:
        for text, kind in mention.weapons:
            if (kind in _BOMBS) == (incident.kind == "BOMBING") or incident.kind == "ATTACK":
                found.setdefault(text, kind)
    kinds = [m.implied for m in incident.mentions if m.implied]
    first = list(found.items())[:1]
    slots[6] = [quoted(text) for text, _ in first]
    slots[7] = [f"{kind}: {quoted(text)}" for text, kind in first]
    if not found and kinds:
        slots[7] = [kinds[0]]


def _perpetrators(slots: dict[int, list[str]], incident: Incident, context: Context) -> None:
    sides = [s for m in incident.mentions for s in m.sides]
    state = "STATE" in sides and "ARMED" not in sides
    slots[8] = ["STATE-SPONSORED VIOLENCE" if state else "TERRORIST ACT"]
    doers = list(dict.fromkeys(d for m in incident.mentions for d in m.doers))
    groups: list[str] = []
    for mention in incident.mentions:
        groups += [name for _, name in _named_groups(context.scenes[mention.sentence])]
    if not groups and not state:
        everywhere = dict(found for scene in reversed(context.scenes) for found in _named_groups(scene))
        if len(everywhere) == 1 and "ARMED" in sides:
            groups += everywhere.values()
    if state:
        groups = [d for d in doers if _force(d)]
        doers = [d for d in doers if not _force(d)]
    slots[9] = [quoted(d) for d in doers[:2]]
    orgs = list(dict.fromkeys(groups))[:1]
    slots[10] = [quoted(o) for o in orgs]
    text = _text(incident, context)
    slots[11] = [f"{_confidence(text)}: {quoted(o)}" for o in orgs]


def _text(incident: Incident, context: Context) -> str:
    """Return the sentences that mention an incident, and the one after the first of them."""
    told = sorted({m.sentence for m in incident.mentions} | {incident.mentions[0].sentence + 1})
    return " ".join(context.scenes[at].sentence.tokens.text for at in told if at < len(context.scenes))


def _force(text: str) -> bool:
    return text.lower().split()[-1] in ("army", "police", "forces", "guard", "military", "government", "regime", "navy", "force", "command")


def _confidence(text: str) -> str:
    if _CLAIMED.search(text):
        return "CLAIMED OR ADMITTED"
    if _ACCUSED.search(text):
        return "SUSPECTED OR ACCUSED BY AUTHORITIES" if _AUTHORITY.search(text) else "SUSPECTED OR ACCUSED"
    return "REPORTED AS FACT"


def _nation(text: str, atlas: Atlas, incident: Incident) -> str | None:
    return next((country for _, country in atlas.country_words(text) if country != incident.country), None)


def _distinct_things(things: Sequence[Thing]) -> list[Thing]:
    kept: dict[str, Thing] = {}
    for thing in things:
        if thing.type == "TRANSPORTATION ROUTE" and not thing.effects and "bridge" not in thing.words[-1]:
            continue  # a street is where it happened
        key = thing.words[-1].rstrip("s")
        if key in kept:
            kept[key].effects += thing.effects
            if len(thing.words) > len(kept[key].words):
                kept[key].text, kept[key].words = thing.text, thing.words
        else:
            kept[key] = Thing(thing.text, thing.number, thing.type, list(thing.effects), thing.words)
    return list(kept.values())


def _things(slots: dict[int, list[str]], things: Sequence[Thing], atlas: Atlas, incident: Incident) -> None:
    for thing in things:
        tag = quoted(thing.text)
        slots.setdefault(12, []).append(tag)
        slots.setdefault(13, []).append(f"{thing.type}: {tag}")
        slots.setdefault(14, []).append(f"{thing.number}: {tag}")
        nation = _nation(thing.text, atlas, incident)
        if nation is not None:
            slots.setdefault(15, []).append(f"{nation}: {tag}")
        effects = set(thing.effects)
        effect = "DESTROYED" if "DESTROYED" in effects else next(iter(sorted(effects)), None)
        if effect is not None:
            slots.setdefault(16, []).append(f"{effect}: {tag}")


def _distinct_humans(incident: Incident) -> list[Human]:
    kept: dict[str, Human] = {}
    for human in incident.humans:
        key = human.name.split()[-1] if human.name else human.roles[0].lower().split()[-1].rstrip("s")
        if key in kept:
            kept[key].effects += human.effects
            kept[key].roles += [r for r in human.roles if r not in kept[key].roles and human.name]
            if kept[key].number == "PLURAL":
                kept[key].number = human.number
            if kept[key].type == "CIVILIAN":
                kept[key].type = human.type
        else:
            kept[key] = Human(human.name, list(human.roles), human.number, human.type, list(human.effects), human.at)
    return list(kept.values())


def _humans(slots: dict[int, list[str]], humans: Sequence[Human], atlas: Atlas, incident: Incident) -> None:
    for human in humans:
        tag = quoted(human.name or human.roles[0])
        if human.name:
            slots.setdefault(18, []).append(tag)
            if human.roles:
                slots.setdefault(19, []).append(f"{quoted(human.roles[0])}: {tag}")
        else:
            slots.setdefault(19, []).append(tag)
        slots.setdefault(20, []).append(f"{human.type}: {tag}")
        slots.setdefault(21, []).append(f"{human.number}: {tag}")
        nation = next((n for r in human.roles if (n := _nation(r, atlas, incident)) is not None), None)
        if nation is not None:
            slots.setdefault(22, []).append(f"{nation}: {tag}")
        effect = next((e for e in ("DEATH", "INJURY", "NO DEATH", "NO INJURY") if e in human.effects), None)
        if effect is not None:
            slots.setdefault(23, []).append(f"{effect}: {tag}")
