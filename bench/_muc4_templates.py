"""Gather the mentions of a MUC-4 text into incidents, and keep those that are relevant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from bench._muc4_mentions import Human, Mention, Thing
from bench._muc4_phrases import Roster
from bench._muc4_places import SMALL, Atlas, Spot, city, narrow, wide, written
from bench._muc4_texts import Message
from dateline.claims.context import Context, Scene
from dateline.records import Status

__all__ = ["Incident", "gather", "relevant"]

INCIDENTS = frozenset({"ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY", "FORCED WORK STOPPAGE"})
MILITARY = frozenset({"ACTIVE MILITARY", "LAW ENFORCEMENT"})
#: An incident told of later than so many days after it is history.
RECENT = 75
#: A stretch longer than so many days sums up more than one incident.
LONGEST = 45
#: How many sentences back harm and damage look for what did them.
REACH = 2
#: How many sentences back a mention without a place looks for one.
PLACE_REACH = 2
#: How far behind a place the area that holds it may stand.
BESIDE = 25
#: From this many sentences back on a place counts only behind a preposition of place.
LOCATIVE_FROM = 0
_LOCATIVE = re.compile(r"\b(?:IN|AT|NEAR|OUTSIDE|OF|ON|THROUGHOUT|TOWARD|BETWEEN|AND|AROUND)\s+(?:[\w'-]+\s+){0,4}[\"']?$", re.I)
_UNREAL = frozenset({Status.HYPOTHETICAL, Status.DENIED, Status.PLANNED})
Reading = tuple[str, str, str]
_DEFAULTS = ("not-after-publication", "window-to-publication", "background")


@dataclass
class Incident:
    """One incident: its type, the mentions of it, and what they say together. A place is country, name and kind."""

    kind: str
    mentions: list[Mention]
    day: tuple[str | None, str | None] | None
    place: tuple[str, str, str] | None
    country: str | None
    area: tuple[str, str, str] | None = None
    humans: list[Human] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)

    @property
    def names(self) -> set[str]:
        """The last words of the names of those hit."""
        return {h.name.split()[-1] for h in self.humans if h.name}


def gather(context: Context, found: Sequence[Mention], message: Message, atlas: Atlas, roster: Roster) -> list[Incident]:
    """Put the mentions of one text together into incidents, in reading order."""
    home = atlas.home(message.header, message.text)
    merged: list[Incident] = []
    for mention in _settled(found):
        incident = Incident(mention.kind, [mention], _day(context, mention), None, home)
        incident.place, incident.area = _place(context, mention, atlas, home, roster)
        if incident.place is not None:
            incident.country = incident.place[0]
        incident.humans, incident.things = list(mention.humans), list(mention.things)
        host = next((other for other in reversed(merged) if _same(other, incident)), None)
        if host is None:
            merged.append(incident)
        else:
            _absorb(host, incident)
    for incident in merged:
        _tidy(incident)
    return merged


def _tidy(incident: Incident) -> None:
    """Keep of those hit the ones that are told to be harmed or named; what a state bombs is attacked (aerial bombs are no BOMBING)."""
    if incident.kind == "BOMBING" and any("STATE" in mention.sides for mention in incident.mentions):
        incident.kind = "ATTACK"
    if any(not h.blank for h in incident.humans):
        incident.humans = [h for h in incident.humans if not h.blank]
    if any(h.effects for h in incident.humans):
        incident.humans = [h for h in incident.humans if h.effects or h.name]
    named = [h for h in incident.humans if h.name]
    offices = {h.type for h in named} - {"CIVILIAN"}
    roles = {role.lower().split()[-1] for h in named for role in h.roles}
    # "the senator" after "Senator X" is the same person
    same = [h for h in incident.humans if not h.name and h.number == "1" and (h.type in offices or h.roles[0].lower().split()[-1] in roles)]
    incident.humans = [h for h in incident.humans if h not in same]


def _settled(found: Sequence[Mention]) -> list[Mention]:
    """Give harm and damage to the incident that did them; what finds none stands for an attack of its own, or falls."""
    strong: list[Mention] = [m for m in found if m.kind in INCIDENTS]
    result = list(strong)
    for mention in found:
        if mention.kind in INCIDENTS or mention.kind in ("NONE", "SEIZE", "THREAT"):
            continue
        near = [m for m in strong if 0 <= mention.sentence - m.sentence <= REACH and m.status not in _UNREAL]
        host = min(near, key=lambda m: (mention.sentence - m.sentence, abs(m.at - mention.at)), default=None)
        if host is not None and mention.kind != "CLASH":
            host.humans += mention.humans
            host.things += mention.things
            host.doers += [d for d in mention.doers if not host.doers]
            host.sides += [s for s in mention.sides if not host.sides]
        elif mention.humans or mention.things:
            bomb = any(kind in ("BOMB", "DYNAMITE", "EXPLOSIVE", "VEHICLE BOMB") for _, kind in mention.weapons)
            if mention.kind == "HARM" and not mention.sides and not mention.weapons:
                continue
            mention.kind = "BOMBING" if bomb else "ATTACK"
            result.append(mention)
    return sorted(result, key=lambda m: (m.sentence, m.at))


def _day(context: Context, mention: Mention) -> tuple[str | None, str | None] | None:
    """Return the days a mention states, or ``None``; a weekday is no day that MUC-4 counts as stated."""
    when = mention.claim.time if mention.claim is not None else None
    if when is None or when.span is None or when.basis.startswith(_DEFAULTS):
        scene = context.scenes[mention.sentence]
        times = [t for t in scene.times if t.when is not None and t.type in ("DATE", "TIME") and not _of_saying(scene, t.span.start)]
        nearest = min(times, key=lambda t: abs(t.span.start - mention.at), default=None)
        when = nearest.when if nearest is not None else None
    if when is None or when.latest is None or when.basis.startswith("weekday"):
        return None
    if context.day is not None and when.latest[:10] > context.day and (when.earliest or "")[:10] > context.day:
        return None
    first = when.earliest[:10] if when.earliest else None
    return (first, when.latest[:10])


def _of_saying(scene: Scene, offset: int) -> bool:
    """Return whether a time belongs to a word of saying ("reported today")."""
    head = scene.token(offset)
    for _ in range(3):
        if head.pos_ in ("VERB", "AUX"):
            break
        head = head.head
    return scene.start(head.i - scene.tokens[0].i) in scene.cues


def _place(context: Context, mention: Mention, atlas: Atlas, home: str | None, roster: Roster) -> tuple[Reading | None, Reading | None]:
    """Return the place nearest to a mention, in its sentence or those before, and the area the same sentence names."""
    for back in range(PLACE_REACH + 1):
        if mention.sentence - back < 0:
            break
        sentence = context.scenes[mention.sentence - back].sentence
        text = context.article.text[sentence.start : sentence.end]
        low = sentence.start
        spots = [s for s in atlas.spots(text) if not roster.covers(low + s.start, low + s.end)]
        at = mention.at - sentence.start if back == 0 else len(text)
        spots.sort(key=lambda s: (abs(s.start - at), s.start))
        standing = [spot for spot in spots if _stands(text, spot) and (back < LOCATIVE_FROM or _LOCATIVE.search(text[: spot.start]))]
        chosen = [(place, spot) for spot in standing if (place := written(spot, home)) is not None]
        if chosen:
            place = narrow([c for c, _ in chosen[:3]])
            own = next(spot for c, spot in chosen if c == place)
            beside = [c for c, spot in chosen if 0 < spot.start - own.end < BESIDE]
            if place is not None and place[2] in SMALL:
                return place, city([c for c, _ in chosen[:5]])
            return place, wide(beside)
    return None, None


def _stands(text: str, spot: Spot) -> bool:
    """Return whether a place's words are no part of a name ("the Medellin cartel")."""
    after = text[spot.end : spot.end + 12].upper()
    return not after.startswith((" CARTEL", " GOVERNMENT", " ARMY", " POLICE", " ARCHBISHOP", " RADIO", " MAYOR"))


def _apart(one: tuple[str | None, str | None] | None, other: tuple[str | None, str | None] | None) -> bool:
    if one is None or other is None or one[1] is None or other[1] is None:
        return False
    return (one[0] or "") > other[1] or (other[0] or "") > one[1]


def _same(host: Incident, new: Incident) -> bool:
    """Return whether a mention may be of an incident told before: nothing about kind, day, place or victims speaks against it."""
    if host.kind == new.kind != "KIDNAPPING" and host.names & new.names:
        return True
    attack = {host.kind, new.kind} == {"ATTACK", "BOMBING"}
    if host.kind != new.kind and not (attack and (not new.humans or not new.things)):
        return False
    if _apart(host.day, new.day):
        return False
    if host.place is not None and new.place is not None and host.place[1] != new.place[1]:
        if new.things or new.humans:
            return False
    return not (host.names and new.names and not host.names & new.names and host.mentions[-1].sentence < new.mentions[0].sentence - 1)


def _absorb(host: Incident, new: Incident) -> None:
    host.mentions += new.mentions
    host.day = host.day or new.day
    if host.place is None:
        host.place, host.country, host.area = new.place, new.country, new.area
    if new.kind == "BOMBING":
        host.kind = new.kind
    host.humans += new.humans
    host.things += new.things


def relevant(incident: Incident, message: Message) -> bool:
    """Return whether an incident belongs in the data base: told as fact, recent, and not among armed men alone."""
    told = [m for m in incident.mentions if m.status not in _UNREAL]
    if not told or all(m.claim is not None and m.claim.background for m in told):
        return False
    if incident.day is not None and incident.day[1] is not None and message.published is not None:
        if incident.day[0] is not None and (date.fromisoformat(incident.day[1]) - date.fromisoformat(incident.day[0])).days > LONGEST:
            return False
        if (date.fromisoformat(message.published) - date.fromisoformat(incident.day[1])).days > RECENT:
            return False
    if not incident.humans and not incident.things:
        return False
    specific = incident.day or incident.names or incident.things or any(h.number != "PLURAL" for h in incident.humans)
    if not specific:
        return False
    civil = any(h.type not in MILITARY and not h.blank for h in incident.humans) or any(not t.military for t in incident.things)
    if not civil:
        return False
    return any(not (m.noun and m.plural and not m.humans and not m.things) for m in told)
