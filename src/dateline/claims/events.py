"""Find the happenings a sentence tells of, counted or not: verbs and nouns of the event lexicon with fitting arguments.

A word of the lexicon is an event only with arguments that fit ("rebels took the town", not "the law took effect").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from dateline.actors.people import is_person_noun, victim_kind
from dateline.claims.clauses import clause_head, conjuncts, is_passive, subject
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

    `occurs` says whether the mention itself asserts that it took place (a verb, or a noun under "erupted", "killed");
    `by_order` that the doer was found by word order where the parse gave none.
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
    by_order: bool = False


#: Words for a part of a group: who they are stands after "of".
_SOME = frozenset(["some", "many", "most", "others", "several", "dozens", "hundreds", "thousands", "scores", "all", "half", "few"])


@cache
def _refinements() -> dict[str, tuple[str, str | None, str | None]]:
    return {row["modifier"]: (row["type"], row["subtype"] or None, row["means"] or None) for row in table("refine.tsv")}


def events(scene: Scene) -> list[Event]:
    """Return the happenings told in a sentence, in order; of two on one word the longer pattern stands."""
    found: list[Event] = []
    lexicon = event_words()
    covered = -1
    for at, token in enumerate(scene.tokens):
        words = lexicon.get(token.lemma_.lower(), ())
        if token.tag_ == "VBG":
            words = (*lexicon.get(token.lower_, ()), *words)  # "shelling", "fighting": the noun the tagger took for a verb
        if not words or at <= covered:
            continue
        for word, last in _patterns(scene.tokens, at, words):
            event = _event(scene, word, at, last)
            if event is not None:
                if event.occurs and not event.by_order and _embedded(token):
                    event = replace(event, occurs=False)
                found.append(event)
                covered = last if last - at <= 3 else at
                break
    return found


_FROM_THE_AIR = frozenset({("explosion", "bombing"), ("explosion", "shelling"), ("attack", "armed_attack")})


def _from_the_air(agent: Token) -> bool:
    words = {agent.lemma_.lower(), *(t.lower_ for t in agent.lefts)}
    return bool(words & word_set("aircraft"))


def _embedded(token: Token) -> bool:
    """Return whether a mention only points at an event: in a relative clause, a participle, "since the offensive started"."""
    clause = token if token.pos_ == "VERB" else clause_head(token)
    if clause.dep_ == "pcomp" and clause.head.lower_ in ("before", "after", "since", "until", "without", "for", "from"):
        return True
    if clause.dep_ == "relcl" or (clause.dep_ in ("acl", "amod") and clause.tag_ == "VBG"):
        return True
    return clause.dep_ == "advcl" and any(
        c.dep_ in ("mark", "prep", "advmod") and c.lower_ in ("since", "before", "after", "until") for c in clause.children
    )


def _patterns(tokens: Sequence[Token], at: int, words: Sequence[EventWord]) -> Iterator[tuple[EventWord, int]]:
    token = tokens[at]
    for word in words:
        if word.pos == "VERB" and not (token.pos_ in ("VERB", "AUX") or token.tag_ in ("VBN", "VBD") or _infinitive(tokens, at)):
            continue
        gerund = token.tag_ == "VBG" and token.dep_ in ("nsubj", "nsubjpass") and word.pattern[0] == token.lower_
        if word.pos == "NOUN" and token.pos_ not in ("NOUN", "PROPN") and not gerund:
            continue
        last = at
        for lemma in word.pattern[1:]:
            last = next(
                (i for i in range(last + 1, min(len(tokens), last + 6)) if lemma in (tokens[i].lemma_.lower(), tokens[i].lower_)), -1
            )
            if last < 0:
                break
        if last >= at:
            yield word, last


def _opening_name(scene: Scene, at: int) -> Token | None:
    """Return the person a sentence opens with, as the doer of an infinitive whose parse has none ("X dodged fire to flee ...")."""
    tokens = scene.tokens
    if at < 3 or tokens[at - 1].tag_ != "TO":
        return None
    last = 0
    while last < at and tokens[last].pos_ == "PROPN":
        last += 1
    if not 1 <= last <= 4 or scene.actor_at(last - 1) is not None or not tokens[last].lower_.endswith("ed"):
        return None
    name = tokens[last - 1]
    return None if any(p.where.span.start <= scene.start(0) < p.where.span.end for p in scene.places) else name


def _infinitive(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a word the tagger took for an adjective is an infinitive: "continuing to clear neighbourhoods"."""
    return at > 0 and tokens[at - 1].tag_ == "TO" and tokens[at].pos_ == "ADJ" and tokens[at].dep_ == "amod"


def _names_event(token: Token) -> bool:
    return any(len(word.pattern) == 1 and word.pos == "NOUN" for word in event_words().get(token.lemma_.lower(), ()))


def _event(scene: Scene, word: EventWord, at: int, last: int) -> Event | None:
    token = scene.tokens[at]
    type_, subtype, means = word.type, word.subtype, word.means
    if word.pos == "VERB":
        agent, patient = _verb_arguments(token)
    else:
        if token.dep_ in ("compound", "nmod", "amod") and token.head.i > token.i and not _names_event(token.head):
            return None  # "a car bomb factory" is no bombing
        if any(child.lower_ in word_set("metaphor") for child in token.children if child.dep_ in _PREMODIFIERS):
            return None
        agent, patient = _noun_arguments(token)
    if word.pattern[0] in word_set("refinable") and len(word.pattern) == 1:
        refined = _refine(scene.tokens, at)
        if refined is not None:
            type_, subtype, means = refined
        elif word.pattern[0] in ("strike", "raid") and word.type == "explosion":
            return None
    opening = None
    if word.arguments == "movers" and not people(agent) and (opening := _opening_name(scene, at)) is not None:
        agent = opening
    if not _fits(scene, word, token, agent, patient, refined=(type_, subtype) != (word.type, word.subtype)):
        return None
    if (
        (type_, subtype) == ("explosion", "bombing")
        and word.pos == "VERB"
        and any(t.lemma_.lower() in ("bomber", "suicide") for t in scene.tokens)
    ):
        subtype = "suicide_bombing"
    if word.pos == "VERB" and (type_, subtype) in _FROM_THE_AIR and agent is not None and _from_the_air(agent):
        type_, subtype, means = "explosion", "air_strike", "aircraft"
    occurs = word.claims and (word.pos == "VERB" or _occurs(token)) and not (type_ == "strategic" and token.tag_ == "VBG")
    return Event(at, last, type_, subtype, means, word.arguments, agent, patient, occurs, opening is not None)


def _verb_arguments(verb: Token) -> tuple[Token | None, Token | None]:
    if verb.dep_ == "amod" and verb.pos_ == "ADJ":
        return subject(clause_head(verb)), verb.head
    if is_passive(verb):
        agents = [g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
        patients = [c for c in verb.children if c.dep_ in ("nsubjpass", "nsubj")] or ([verb.head] if verb.dep_ == "acl" else [])
        return agents[0] if agents else None, patients[0] if patients else subject(verb)
    objects = [c for c in verb.children if c.dep_ in ("dobj", "attr")]
    if not objects:
        objects = [
            g
            for c in verb.children
            if c.dep_ == "prep" and c.lower_ in ("with", "against", "on", "at")
            for g in c.children
            if g.dep_ == "pobj"
        ]
    if objects and objects[0].lemma_ == "control":
        objects = [g for c in objects[0].children if c.dep_ == "prep" for g in c.children if g.dep_ == "pobj"] or objects
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
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_ in word_set("series"):
        series = noun.head.head
        verb = series.head.head if series.dep_ == "pobj" else series.head
        if agent is None and verb.pos_ == "VERB" and series.dep_ != "nsubj":
            agent = subject(verb)  # "IS has responded with a string of attacks"
    if noun.dep_ == "nsubj" and patient is None:
        patient = next((c for c in noun.head.children if c.dep_ == "dobj"), None)
    if agent is None and noun.dep_ in ("dobj", "pobj"):
        verb = noun.head if noun.dep_ == "dobj" else noun.head.head
        if verb.pos_ == "VERB" and verb.lemma_ not in word_set("against") and not is_passive(verb):
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
        return not any(t.pos_ == "VERB" for t in noun.sent)
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_ in word_set("series"):
        noun = noun.head.head
    head = noun.head
    if noun.dep_ == "pobj" and head.lower_ == "with" and head.head.lemma_ in ("respond", "retaliate", "answer"):
        return True
    if noun.dep_ in ("nsubj", "nsubjpass", "dobj", "attr", "conj") and head.pos_ in ("VERB", "AUX"):
        if head.lemma_ == "be":
            return any(c.dep_ == "expl" for c in head.children)
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
        if part.lemma_.lower() in word_set("armed_body") and part.pos_ == "NOUN":
            return True
        actor = scene.actor_within(part)
        if actor is not None and (actor.kind in word_set("armed_kind") or actor.party):
            return True
        if victim_kind(part.text, [t.text for t in part.lefts]) is VictimKind.COMBATANT:
            return True
    return False


def people(token: Token | None) -> bool:
    """Return whether a noun phrase denotes people at all."""
    return token is not None and any(_person(part) for part in conjuncts(token))


def _person(token: Token) -> bool:
    if token.lower_ in _SOME:
        inner = [g for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
        return any(is_person_noun(g.lemma_.lower()) for g in inner)
    return (is_person_noun(token.lemma_.lower()) and token.lemma_ not in ("life", "body")) or token.ent_type_ in ("PERSON", "NORP")


def _place(scene: Scene, token: Token | None) -> bool:
    if token is None:
        return False
    start, end = scene.sentence.token_start(token), scene.sentence.token_end(token)
    return token.lemma_.lower() in word_set("facility") or any(p.where.span.start < end and start < p.where.span.end for p in scene.places)


def _fits(scene: Scene, word: EventWord, token: Token, agent: Token | None, patient: Token | None, *, refined: bool) -> bool:
    kind, verb = word.arguments, word.pos == "VERB"
    if kind == "blaze":
        return _blaze(scene, token)
    if kind == "other":
        return not (verb and agent is not None and (agent.lemma_.lower() in word_set("weapon_noun") or armed(scene, agent)))
    if kind == "sides":
        if verb:
            return armed(scene, agent) or armed(scene, patient)
        return (
            armed(scene, agent)
            or armed(scene, patient)
            or any(a.party for a in scene.actors)
            or token.lemma_ in ("fighting", "clash", "firefight", "gunbattle")
        )
    if kind == "territory":
        return (armed(scene, agent) or (agent is None and is_passive(token))) and (
            _place(scene, patient) or (patient is None and bool(scene.places))
        )
    if kind == "support":
        return armed(scene, agent) and armed(scene, patient)
    if kind == "losses":
        return armed(scene, agent) or (agent is not None and agent.pos_ == "PRON")
    if kind == "movers":
        if word.type != "displacement":
            return armed(scene, agent)
        named = agent is not None and agent.pos_ == "PROPN" and scene.actor_at(agent.i - scene.tokens[0].i) is None
        return (people(agent) or named) and not armed(scene, agent) and _flight(scene, token)
    if kind == "grave":
        return any(t.lower_ in ("mass", "communal", "secret", "clandestine") for t in token.lefts)
    if kind == "freed":
        return people(patient) and not (agent is None and patient is None)
    if kind == "vow":
        return agent is not None and agent.pos_ != "PRON" and any(c.dep_ in ("xcomp", "ccomp") for c in token.children)
    if kind == "arrivers":
        return people(agent) and agent is not None and not armed(scene, agent) and _displaced_context(scene)
    if kind == "moved":
        return people(patient)
    if kind == "protest":
        return people(agent) or not verb
    if kind == "kill":
        return (people(patient) or armed(scene, patient)) if verb else True
    if kind == "struck":
        return (armed(scene, agent) or (agent is not None and _from_the_air(agent))) and (
            people(patient) or armed(scene, patient) or _place(scene, patient)
        )
    if kind == "attack":
        if refined or not verb:
            return True
        return (
            armed(scene, agent)
            or people(patient)
            or _place(scene, patient)
            or word.subtype in ("suicide_bombing",)
            or (
                word.subtype == "bombing"
                and agent is not None
                and agent.lemma_ in ("bomb", "car", "device", "vehicle", "mine", "grenade", "shell", "rocket", "attacker", "bomber")
            )
        )
    return True


def _blaze(scene: Scene, token: Token) -> bool:
    """Tell "fire swept a garment factory" from gunfire and from what war sets alight."""
    at = token.i - scene.tokens[0].i
    around = {t.lower_ for t in (*token.lefts, *scene.tokens[max(0, at - 3) : at])} | {token.head.lemma_.lower()}
    if around & word_set("no_blaze") or any(a.kind in word_set("armed_kind") for a in scene.actors):
        return False
    return any(t.lemma_.lower() in word_set("blaze_site") for t in scene.tokens)


def _flight(scene: Scene, token: Token) -> bool:
    """Tell "fled the city" and "escaped the shelling" from "escaped justice"."""
    for child in token.children:
        if child.dep_ == "dobj" and not _place(scene, child) and child.lemma_.lower() not in word_set("fled_from"):
            return False
    return True


def _displaced_context(scene: Scene) -> bool:
    words = {t.lemma_.lower() for t in scene.tokens}
    return bool(words & {"camp", "refugee", "displaced", "flee", "escape", "border", "civilian", "displace", "migrant", "shelter"})
