"""Find the happenings a sentence tells of, counted or not: verbs and nouns of the event lexicon with fitting arguments.

A word of the lexicon is an event only with arguments that fit ("rebels took the town", not "the law took effect").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dateline.actors.people import is_person_noun, victim_kind
from dateline.claims.clauses import conjuncts, is_passive, subject
from dateline.claims.context import Scene
from dateline.claims.lexicon import EventWord, event_words, table, word_set
from dateline.records import VictimKind

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Dependents through which an event noun names who did it ("a NATO air strike", "attack by rebels").
_PREMODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "nummod", "advmod"})


@dataclass(frozen=True, slots=True)
class Event:
    """One mention of a happening: trigger positions, its type, and the tokens of doer and undergoer.

    `occurs` says whether the mention itself asserts that it took place (a verb, or a noun under "erupted", "killed").
    """

    trigger: int
    last: int
    type: str
    subtype: str | None
    means: str | None
    arguments: str
    agent: Token | None
    patient: Token | None
    occurs: bool


@cache
def _refinements() -> dict[str, tuple[str, str | None, str | None]]:
    return {row["modifier"]: (row["type"], row["subtype"] or None, row["means"] or None) for row in table("refine.tsv")}


def events(scene: Scene) -> list[Event]:
    """Return the happenings told in a sentence, in order; of two on one word the longer pattern stands."""
    found: list[Event] = []
    lexicon = event_words()
    covered = -1
    for at, token in enumerate(scene.tokens):
        words = lexicon.get(token.lemma_.lower())
        if words is None or at <= covered:
            continue
        for word, last in _patterns(scene.tokens, at, words):
            event = _event(scene, word, at, last)
            if event is not None:
                found.append(event)
                covered = last if last - at <= 3 else at
                break
    return found


def _patterns(tokens: Sequence[Token], at: int, words: Sequence[EventWord]) -> Iterator[tuple[EventWord, int]]:
    token = tokens[at]
    for word in words:
        if word.pos == "VERB" and not (token.pos_ in ("VERB", "AUX") or token.tag_ in ("VBN", "VBD")):
            continue
        if word.pos == "NOUN" and token.pos_ not in ("NOUN", "PROPN"):
            continue
        last = at
        for lemma in word.pattern[1:]:
            last = next((i for i in range(last + 1, min(len(tokens), last + 6)) if lemma in (tokens[i].lemma_.lower(), tokens[i].lower_)), -1)
            if last < 0:
                break
        if last >= at:
            yield word, last


def _event(scene: Scene, word: EventWord, at: int, last: int) -> Event | None:
    token = scene.tokens[at]
    type_, subtype, means = word.type, word.subtype, word.means
    if word.pos == "VERB":
        agent, patient = _verb_arguments(token)
    else:
        if any(child.lower_ in word_set("metaphor") for child in token.children if child.dep_ in _PREMODIFIERS):
            return None
        agent, patient = _noun_arguments(token)
    if word.pattern[0] in word_set("refinable") and len(word.pattern) == 1:
        refined = _refine(scene.tokens, at)
        if refined is not None:
            type_, subtype, means = refined
        elif word.pattern[0] in ("strike", "raid") and word.type == "explosion":
            return None
    if not _fits(scene, word, token, agent, patient, refined=(type_, subtype) != (word.type, word.subtype)):
        return None
    occurs = word.claims and (word.pos == "VERB" or _occurs(token))
    return Event(at, last, type_, subtype, means, word.arguments, agent, patient, occurs)


def _verb_arguments(verb: Token) -> tuple[Token | None, Token | None]:
    if is_passive(verb):
        agents = [g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
        patients = [c for c in verb.children if c.dep_ in ("nsubjpass", "nsubj")] or ([verb.head] if verb.dep_ == "acl" else [])
        return agents[0] if agents else None, patients[0] if patients else subject(verb)
    objects = [c for c in verb.children if c.dep_ in ("dobj", "attr")]
    if not objects:
        objects = [
            g for c in verb.children if c.dep_ == "prep" and c.lower_ in ("with", "against", "on", "at") for g in c.children if g.dep_ == "pobj"
        ]
    doer = subject(verb)
    if doer is None and verb.dep_ == "relcl":
        doer = verb.head
    if doer is not None and doer.lower_ in ("who", "that", "which") and verb.dep_ == "relcl":
        doer = verb.head
    return doer, objects[0] if objects else None


def _noun_arguments(noun: Token) -> tuple[Token | None, Token | None]:
    agent = patient = None
    for child in noun.children:
        if child.dep_ == "prep":
            grand = next((g for g in child.children if g.dep_ == "pobj"), None)
            if child.lower_ in ("by", "from", "between"):
                agent = agent or grand
            elif child.lower_ in ("on", "against", "of", "at", "with", "targeting"):
                patient = patient or grand
        elif child.dep_ in ("poss", "compound", "amod", "nmod") and agent is None:
            agent = child
    if agent is None and noun.dep_ in ("dobj", "pobj"):
        verb = noun.head if noun.dep_ == "dobj" else noun.head.head
        if verb.pos_ == "VERB":
            agent = subject(verb)
    return agent, patient


def _refine(tokens: Sequence[Token], at: int) -> tuple[str, str | None, str | None] | None:
    """Read the method from the words before the noun: "suicide attack", "coalition air strike"."""
    best = None
    for i in range(max(0, at - 4), at):
        token = tokens[i]
        if token.i >= tokens[at].left_edge.i or i == at - 1:
            found = _refinements().get(token.lower_)
            if found is not None and (best is None or found[1] == "suicide_bombing"):
                best = found
                if found[1] == "suicide_bombing":
                    break
    return best


def _occurs(noun: Token) -> bool:
    """Return whether a noun's place in the clause asserts the event: "clashes erupted", "a blast killed", a headline."""
    if noun.dep_ == "ROOT":
        return True
    head = noun.head
    if noun.dep_ in ("nsubj", "nsubjpass", "dobj", "attr", "conj") and head.pos_ in ("VERB", "AUX"):
        return head.lemma_.lower() in word_set("occurrence")
    if noun.dep_ == "pobj" and head.head.pos_ == "VERB" and head.head.lemma_.lower() == "claim":
        return True
    if noun.dep_ == "pobj" and head.lower_ == "for" and head.head.lemma_.lower() == "responsibility":
        return True
    return False


def armed(scene: Scene, token: Token | None) -> bool:
    """Return whether a noun phrase denotes an armed side."""
    if token is None:
        return False
    for part in conjuncts(token):
        actor = scene.actor_within(part)
        if actor is not None and (actor.kind in word_set("armed_kind") or actor.party):
            return True
        if victim_kind(part.text, [t.text for t in part.lefts]) is VictimKind.COMBATANT:
            return True
    return False


def people(token: Token | None) -> bool:
    """Return whether a noun phrase denotes people at all."""
    return token is not None and any(is_person_noun(part.lemma_.lower()) or part.ent_type_ in ("PERSON", "NORP") for part in conjuncts(token))


def _place(scene: Scene, token: Token | None) -> bool:
    if token is None:
        return False
    start, end = scene.sentence.token_start(token), scene.sentence.token_end(token)
    return token.lemma_.lower() in word_set("facility") or any(p.where.span.start < end and start < p.where.span.end for p in scene.places)


def _fits(scene: Scene, word: EventWord, token: Token, agent: Token | None, patient: Token | None, *, refined: bool) -> bool:
    kind, verb = word.arguments, word.pos == "VERB"
    if kind == "other":
        return True
    if kind == "sides":
        if verb:
            return armed(scene, agent) or armed(scene, patient)
        return armed(scene, agent) or armed(scene, patient) or any(a.party for a in scene.actors) or token.lemma_ in ("fighting", "clash", "firefight", "gunbattle")
    if kind == "territory":
        return (armed(scene, agent) or (agent is None and is_passive(token))) and (_place(scene, patient) or (patient is None and bool(scene.places)))
    if kind == "support":
        return armed(scene, agent) and armed(scene, patient)
    if kind == "losses":
        return armed(scene, agent) or (agent is not None and agent.pos_ == "PRON")
    if kind == "movers":
        return people(agent) and not _metaphor_flight(token)
    if kind == "arrivers":
        return people(agent) and agent is not None and not armed(scene, agent) and _displaced_context(scene)
    if kind == "moved":
        return people(patient)
    if kind == "protest":
        return people(agent) or not verb
    if kind == "kill":
        return (people(patient) or armed(scene, patient)) if verb else True
    if kind == "attack":
        if refined or not verb:
            return True
        return armed(scene, agent) or people(patient) or _place(scene, patient) or word.subtype in ("suicide_bombing",) or (word.subtype == "bombing" and agent is not None and agent.lemma_ in ("bomb", "car", "device", "vehicle", "mine", "grenade", "shell", "rocket", "attacker", "bomber"))
    return True


def _metaphor_flight(token: Token) -> bool:
    return any(child.dep_ == "dobj" and child.lemma_ in ("justice", "scrutiny", "blame", "notice", "attention", "tax", "punishment") for child in token.children)


def _displaced_context(scene: Scene) -> bool:
    words = {t.lemma_.lower() for t in scene.tokens}
    return bool(words & {"camp", "refugee", "displaced", "flee", "escape", "border", "civilian", "displace", "migrant", "shelter"})
