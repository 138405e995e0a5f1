"""Find mentions of incidents in a MUC-4 text: its claims and the words of the trade, with targets, doers and weapons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bench._muc4_phrases import Phrase, Roster, armed, counted, heads, phrase, side_of
from bench._muc4_words import Trigger, crosswalk, kind_of, triggers
from dateline.actors.people import is_person_noun
from dateline.claims.clauses import is_passive, subject
from dateline.claims.context import Context, Scene
from dateline.claims.modality import modality
from dateline.records import Claim, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Human", "Mention", "Thing", "mentions"]

_AGAINST = frozenset({"against", "on", "upon"})
_AT = frozenset({"at", "in", "near", "outside", "inside", "beside", "under", "on", "into", "against", "of", "opposite", "behind", "to"})
_LIGHT = frozenset({"carry", "perpetrate", "stage", "launch", "commit", "make", "conduct", "execute", "mount"})
_GROUP = frozenset({"group", "member", "number", "column", "unit", "dozen", "band", "series", "commando", "squad", "element", "hundred"})
_BLANK = frozenset(
    {"others", "other", "population", "individual", "individuals", "member", "members", "group", "casualties", "prisoners", "elements"}
)
_FORCES = frozenset(
    {"military", "army", "police", "troop", "troops", "infantry", "brigade", "battalion", "soldiers", "combat", "armored", "force"}
)
_CRAFT = frozenset({"helicopter", "helicopters", "convoy", "aircraft", "garrison", "planes", "tank", "tanks"})
_PART = frozenset(
    {"front", "door", "entrance", "vicinity", "side", "wall", "window", "part", "outskirt", "gate", "facade", "interior", "roof"}
)
_WEAK = frozenset({"HARM", "RUIN", "THREAT", "SEIZE", "CLASH"})


@dataclass
class Human:
    """A person or people who were hit: name, descriptions, number, the set list's type."""

    name: str | None
    roles: list[str]
    number: str
    type: str
    effects: list[str]
    at: int

    @property
    def blank(self) -> bool:
        """Whether the words say of nobody who it is ("others", "the population")."""
        return self.name is None and self.roles[0].lower().split()[-1] in _BLANK


@dataclass
class Thing:
    """A thing that was hit."""

    text: str
    number: str
    type: str
    effects: list[str]
    words: tuple[str, ...]

    @property
    def military(self) -> bool:
        """Whether the thing is an army's or the police's."""
        return self.type == "LAW ENFORCEMENT FACILITY" or bool(_FORCES & set(self.words)) or self.words[-1] in _CRAFT


@dataclass
class Mention:
    """One mention of an incident, with what its clause says."""

    sentence: int
    at: int
    kind: str
    trigger: str
    noun: bool
    plural: bool
    status: Status | None
    claim: Claim | None
    sure: bool
    humans: list[Human] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)
    doers: list[str] = field(default_factory=list)
    sides: list[str] = field(default_factory=list)
    weapons: list[tuple[str, str]] = field(default_factory=list)
    implied: str | None = None
    effect: str | None = None
    ruin: str | None = None


def mentions(context: Context, claims: Sequence[Claim], roster: Roster) -> list[Mention]:
    """Return the mentions of a text in reading order."""
    found: list[Mention] = []
    for scene in context.scenes:
        own = [c for c in claims if c.trigger is not None and scene.sentence.start <= c.trigger.start < scene.sentence.end]
        seen: set[int] = set()
        for token, trigger in _triggered(scene):
            position = token.i - scene.tokens[0].i
            start, end = scene.start(position), scene.end(position)
            claim = next((c for c in own if c.trigger is not None and c.trigger.start < end and start < c.trigger.end), None)
            seen.add(start)
            found.append(_mention(scene, token, trigger, claim, roster))
        for claim in own:
            assert claim.trigger is not None
            kind = crosswalk(claim.event_type, claim.event_subtype)
            if kind is None or any(claim.trigger.start <= s < claim.trigger.end for s in seen):
                continue
            trigger = Trigger((), kind[0], None, None, "obj", kind[1])
            found.append(_mention(scene, scene.token(claim.trigger.start), trigger, claim, roster))
    return found


def _triggered(scene: Scene) -> Iterator[tuple[Token, Trigger]]:
    listed = triggers()
    for token in scene.tokens:
        pos = "NOUN" if token.pos_ in ("NOUN", "PROPN") else "VERB" if token.pos_ in ("VERB", "ADJ", "AUX") else ""
        forms = {token.lemma_.lower(), token.lower_}
        for form in sorted(forms):
            chosen = next((t for t in listed.get((pos, form), ()) if _fits(scene, token, t, pos)), None)
            if chosen is not None:
                yield token, chosen
                break


def _fits(scene: Scene, token: Token, trigger: Trigger, pos: str) -> bool:
    if len(trigger.words) == 1:
        return True
    at = token.i - scene.tokens[0].i
    if pos == "NOUN":
        before = scene.tokens[max(0, at - len(trigger.words) + 1) : at]
        return tuple(t.lower_ for t in before) == trigger.words[:-1]
    after = [t.lower_ for t in scene.tokens[at + 1 : at + 5]]
    return all(word in after for word in trigger.words[1:])


def _mention(scene: Scene, token: Token, trigger: Trigger, claim: Claim | None, roster: Roster) -> Mention:
    said = modality(token, False)
    status = claim.status if claim is not None else said[0] if said is not None else None
    noun = token.pos_ in ("NOUN", "PROPN")
    if claim is None and status is None and token.tag_ in ("VB", "VBP", "VBZ") and not any(c.lemma_ == "do" for c in token.children):
        status = Status.HYPOTHETICAL  # a habit or an aim, no deed
    plural = noun and token.tag_ in ("NNS", "NNPS")
    at = scene.start(token.i - scene.tokens[0].i)
    mention = Mention(scene.index, at, trigger.kind, token.lemma_.lower(), noun, plural, status, claim, trigger.kind not in _WEAK)
    mention.implied, mention.effect, mention.ruin = trigger.instrument, trigger.human, trigger.physical
    if status is Status.DENIED and trigger.kind == "HARM":
        mention.effect = "NO DEATH" if trigger.human == "DEATH" else "NO INJURY"
    doers, victims, places = _noun_arguments(token) if noun else _verb_arguments(token, trigger)
    for head in doers:
        _add_doer(mention, scene, head, roster)
    for head in victims:
        _add_target(mention, scene, head, roster, direct=True)
    for head in places if trigger.kind != "HARM" and trigger.human != "DEATH" else ():
        _add_target(mention, scene, head, roster, direct=False)
    _add_weapons(mention, scene)
    if trigger.kind == "DEVICE":
        _settle_device(mention, [phrase(scene, h) for v in victims for h in heads(v)])
    return mention


def _settle_device(mention: Mention, objects: Iterable[Phrase]) -> None:
    """Take the type of what was planted or thrown; what is no weapon makes no incident."""
    types = {kind_of(o.words, "muc4_instruments.tsv") for o in objects} - {None}
    explosive = types & {"BOMB", "VEHICLE BOMB", "DYNAMITE", "EXPLOSIVE", "MINE"}
    mention.kind = "BOMBING" if explosive else "ATTACK" if types else "NONE"
    mention.sure = bool(types)


def _verb_arguments(verb: Token, trigger: Trigger) -> tuple[list[Token], list[Token], list[Token]]:
    """Return doers, those it is done to, and where, of a verb."""
    passive = is_passive(verb)
    doer = subject(verb)
    if doer is not None and doer.lower_ in ("who", "which", "that") and verb.dep_ == "relcl":
        doer = verb.head
    objects = [c for c in verb.children if c.dep_ in ("dobj", "obj")]
    by = [g for c in verb.children if c.dep_ in ("agent", "prep") and c.lower_ == "by" for g in c.children if g.dep_ == "pobj"]
    where = [g for c in verb.children if c.dep_ == "prep" and c.lower_ in _AT for g in c.children if g.dep_ == "pobj"]
    where += [
        g for o in objects for c in o.children if c.dep_ == "prep" and c.lower_ in _AT - {"of"} for g in c.children if g.dep_ == "pobj"
    ]
    if trigger.arguments == "at":
        device = objects if not passive else []
        return ([doer] if doer is not None and device else by), [], where
    if trigger.arguments == "subj":
        return [], [doer] if doer is not None else [], []
    if passive:
        if verb.dep_ in ("acl", "amod"):
            doer = verb.head
            while doer.dep_ == "conj" and doer.head.pos_ in ("NOUN", "PROPN"):
                doer = doer.head
        return by, [doer] if doer is not None else [], where
    if verb.dep_ == "relcl" and not objects and doer is not None and doer is not verb.head:
        objects = [verb.head]
    return [doer] if doer is not None else [], objects, where


def _noun_arguments(noun: Token) -> tuple[list[Token], list[Token], list[Token]]:
    """Return doers, those it is done to, and where, of a noun such as "murder" or "attack"."""
    inside: dict[str, list[Token]] = {}
    for prep in (c for c in noun.children if c.dep_ in ("prep", "agent")):
        inside.setdefault(prep.lower_, []).extend(g for g in prep.children if g.dep_ == "pobj")
    doers = inside.get("by", [])
    victims = [*inside.get("of", []), *(c for c in noun.lefts if c.dep_ == "poss" and c.pos_ != "PRON")]
    victims += [t for word in ("against", "on", "upon", "to") for t in inside.get(word, [])]
    where = [t for word in ("at", "in", "near", "outside", "inside") for t in inside.get(word, [])]
    doers += [c for c in noun.lefts if c.dep_ in ("compound", "nmod", "amod") and armed((c.lower_,)) in ("ARMED", "STATE")]
    for acl in (c for c in noun.children if c.dep_ in ("acl", "relcl")):
        doers += [g for c in acl.children if c.dep_ in ("agent", "prep") and c.lower_ == "by" for g in c.children if g.dep_ == "pobj"]
        victims += [g for c in acl.children if c.dep_ == "prep" and c.lower_ in _AGAINST for g in c.children if g.dep_ == "pobj"]
    verb = noun.head
    if verb.pos_ == "VERB" and noun.dep_ in ("dobj", "nsubjpass", "pobj"):
        doer = subject(verb)
        if noun.dep_ == "dobj" and verb.lemma_ in _LIGHT and doer is not None:
            doers.append(doer)
        if noun.dep_ == "nsubjpass":
            doers += [g for c in verb.children if c.dep_ in ("agent", "prep") and c.lower_ == "by" for g in c.children if g.dep_ == "pobj"]
        if noun.dep_ == "dobj" and verb.lemma_ in ("suffer", "survive", "escape") and doer is not None:
            victims.append(doer)
        victims += [g for c in verb.children if c.dep_ == "prep" and c.lower_ == "against" for g in c.children if g.dep_ == "pobj"]
    return doers, victims, where


def _inner(token: Token) -> Token:
    """Look through "a group of", "members of", "in front of" where what follows is a common noun."""
    if token.lemma_.lower() not in _GROUP | _PART:
        return token
    of = [g for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
    return of[0] if of and (of[0].pos_ == "NOUN" or token.lemma_.lower() in _PART) else token


def _add_doer(mention: Mention, scene: Scene, head: Token, roster: Roster) -> None:
    for raw in heads(head):
        token = _inner(raw)
        named = roster.run(scene, token)
        if named is not None:
            mention.doers.append(roster.full(named[2]))
            continue
        found = phrase(scene, token)
        side = side_of(found.words)
        if token.pos_ == "PRON" or side is None:
            continue
        if token.dep_ in ("compound", "amod", "nmod") and token is head and token.tag_ not in ("NNS", "NNPS"):
            mention.sides.append(side)  # "a terrorist attack" names nobody
            continue
        of = [c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"]
        text = found.text
        if of and token.lemma_.lower() in _GROUP:
            last = of[0].right_edge.i - scene.tokens[0].i
            text = " ".join(scene.text[scene.start(found.first) : scene.end(min(last, found.first + 10))].split())
        mention.doers.append(text)
        mention.sides.append(side)


def _add_target(mention: Mention, scene: Scene, head: Token, roster: Roster, *, direct: bool) -> None:
    for raw in heads(head):
        token = _inner(raw)
        named = roster.run(scene, token) or (roster.among(scene, token) if direct else None)
        if named is not None:
            if direct:
                _add_named(mention, scene, named, roster)
            continue
        found = phrase(scene, token)
        if not found.words or kind_of(found.words, "muc4_instruments.tsv") is not None:
            continue
        thing = kind_of(found.words, "muc4_targets.tsv")
        human = kind_of(found.words, "muc4_people.tsv") or ("CIVILIAN" if thing is None and is_person_noun(found.words[-1]) else None)
        if human in ("GOVERNMENT OFFICIAL", "ACTIVE MILITARY") and {"former", "retired", "ex"} & set(found.words):
            human = f"FORMER {human}"
        if armed(found.words) == "ARMED":
            continue
        if human is not None and direct:
            effects = [mention.effect] if mention.effect else []
            beside = [n for c in token.children if c.dep_ == "appos" for x in heads(c) if (n := roster.run(scene, x)) is not None]
            for name in dict.fromkeys(beside):
                _add_named(mention, scene, name, roster, found.text)
            if not beside:
                mention.humans.append(Human(None, [found.text], counted(found), human, effects, scene.start(found.first)))
        elif thing is not None:
            effects = [mention.ruin] if mention.ruin else []
            mention.things.append(Thing(found.text, counted(found), thing, effects, found.words))


def _add_named(mention: Mention, scene: Scene, named: tuple[int, int, str], roster: Roster, role: str | None = None) -> None:
    first, last, name = named
    roles = [role] if role else []
    before = scene.tokens[first - 1] if first else None
    if before is not None and not role and before.pos_ in ("NOUN", "PROPN") and kind_of((before.lower_,), "muc4_people.tsv"):
        roles.append(phrase(scene, before).text)
    if not roles and last + 2 < len(scene.tokens) and scene.tokens[last + 1].text == ",":
        beside = next(
            (t for t in scene.tokens[last + 2 : last + 9] if t.dep_ in ("appos", "conj") and kind_of((t.lower_,), "muc4_people.tsv")), None
        )
        if beside is not None:
            roles.append(phrase(scene, beside).text)
    kinds = [k for r in roles if (k := kind_of(r.lower().split(), "muc4_people.tsv")) is not None]
    if kinds and kinds[0] in ("GOVERNMENT OFFICIAL", "ACTIVE MILITARY") and {"former", "retired", "ex"} & set(roles[0].lower().split()):
        kinds[0] = f"FORMER {kinds[0]}"
    effects = [mention.effect] if mention.effect else []
    mention.humans.append(Human(roster.full(name), roles, "1", kinds[0] if kinds else "CIVILIAN", effects, scene.start(first)))


def _add_weapons(mention: Mention, scene: Scene) -> None:
    for token in scene.tokens:
        if token.pos_ not in ("NOUN", "PROPN") or (token.dep_ == "compound" and token.head.i > token.i):
            continue
        found = phrase(scene, token)
        kind = kind_of(found.words, "muc4_instruments.tsv")
        if kind is not None:
            mention.weapons.append((found.text, kind))
