"""Find by the parse whom a word of harm harms, and whether a counted phrase can be people harmed in that way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dateline.actors.nouns import singular
from dateline.actors.people import is_person_noun, victim_kind
from dateline.claims.clauses import conjuncts, is_passive, subject
from dateline.claims.lexicon import word_set
from dateline.claims.phrases import Phrase
from dateline.claims.triggers import Trigger
from dateline.records import Measure, VictimKind

if TYPE_CHECKING:
    from spacy.tokens import Token


#: Verbs that join a state to its subject or object.
_LINKING = frozenset(
    [
        "be",
        "remain",
        "leave",
        "find",
        "feel",
        "declare",
        "confirm",
        "report",
        "stay",
        "lie",
        "keep",
        "presume",
        "believe",
        "fear",
        "list",
        "pronounce",
        "render",
        "make",
        "get",
        "become",
    ]
)


def arguments(tokens: Sequence[Token], trigger: Trigger) -> Iterator[tuple[str, set[int]]]:
    """Yield (rule, positions of noun heads that are harmed by this trigger) by the parse."""
    token, word, base = tokens[trigger.at], trigger.word, tokens[0].i
    kind = word.victims

    def spread(heads: Sequence[Token]) -> set[int]:
        return {c.i - base for head in heads for c in conjuncts(head)}

    children = list(token.children)
    if kind == "obj":
        if is_passive(token):
            subjects = [c for c in children if c.dep_ in ("nsubjpass", "nsubj")]
            if not subjects and token.dep_ == "conj" and is_passive(token.head):
                subjects = [c for c in token.head.children if c.dep_ == "nsubjpass"]
            yield "parse-passive-subject", spread(subjects)
            yield "parse-raised-subject", spread(_raised(token))
            if token.dep_ in ("acl", "relcl", "amod"):
                yield "parse-participle", spread([token.head])
        else:
            yield "parse-object", spread([c for c in children if c.dep_ in ("dobj", "dative", "attr", "oprd")])
            if token.tag_ == "VBN" and token.dep_ in ("acl", "relcl", "ccomp", "conj"):
                yield "parse-participle", spread([token.head, *[c for c in children if c.dep_ in ("nsubj", "nsubjpass")]])
    elif kind == "migrate" and is_passive(token):
        return
    elif kind in ("subj", "migrate"):
        yield "parse-subject", spread([c for c in children if c.dep_ in ("nsubj", "nsubjpass")])
        yield "parse-raised-subject", spread(_raised(token))
        if token.dep_ in ("acl", "relcl"):
            yield "parse-participle", spread([token.head])
        if word.pattern[-1] == "life" and is_passive(token):
            yield "parse-passive-subject", spread([c for c in children if c.dep_ == "nsubjpass" and c.lemma_ == "life"])
    elif kind == "leavers":
        if any(c.dep_ == "dobj" and (c.ent_type_ in ("GPE", "LOC", "FAC") or c.pos_ == "PROPN") for c in children):
            yield "parse-subject", spread([c for c in children if c.dep_ == "nsubj" and c.lemma_.lower() in word_set("leaver")])
    elif kind == "settle":
        subjects = [c for c in children if c.dep_ in ("nsubj", "nsubjpass")]
        subjects += [token.head] if token.dep_ in ("acl", "relcl") else []
        yield "parse-subject", spread([c for c in subjects if _uprooted(c)])
    elif kind == "mod":
        heads = [token] if word.count else []
        if token.dep_ in ("acl", "relcl"):
            heads.append(token.head)
        if token.dep_ == "amod":  # "one dead man and one woman": who has a number or an article of his or her own is not meant
            yield "parse-modifier", {c.i - base for c in conjuncts(token.head) if c == token.head or not _determined(c)}
        own = any(c.dep_ in ("nsubj", "nsubjpass") for c in children)
        if (not own and token.dep_ in ("acomp", "attr", "oprd", "ccomp", "xcomp", "advcl") and token.head.lemma_ in _LINKING) or (
            token.dep_ == "conj" and token.head.pos_ == "AUX"
        ):
            heads += [c for c in token.head.children if c.dep_ in ("nsubj", "nsubjpass", "dobj")]
        heads += [c for c in children if c.dep_ in ("nsubj", "nsubjpass")]
        yield "parse-modifier", spread([*heads, *_listed(token)])
    elif kind == "of":
        preps = [c for c in children if c.dep_ == "prep" and c.lower_ in ("of", "among", "containing")]
        preps += [g for c in preps for g in c.children if g.dep_ == "conj" and g.lower_ == "of"]
        heads = [g for c in preps for g in c.children if g.dep_ == "pobj"]
        heads += _listed(token)
        yield "parse-of", spread(heads)
        if word.count:
            yield "parse-counted-noun", {trigger.at}
    elif kind == "transfer":
        if _carried_off(token):
            yield "parse-object", spread([c for c in children if c.dep_ in ("dobj", "nsubjpass")])
    elif kind == "loss":
        yield "parse-loss", spread([c for c in children if c.dep_ == "dobj"])
    elif kind == "stock":
        yield "parse-counted-noun", {trigger.at}
    elif kind == "lives":
        lives = [c for c in children if c.dep_ == "dobj" and c.lemma_ == "life"]
        yield (
            "parse-lives",
            {c.i - base for c in lives} | spread([g for c in lives for p in c.children if p.dep_ == "prep" for g in p.children]),
        )
    elif kind == "toll":
        heads = [
            g for c in children if c.dep_ == "prep" and c.lower_ in ("of", "at", "above", "over") for g in c.children if g.dep_ == "pobj"
        ]
        if token.dep_ in ("nsubj", "nsubjpass", "dobj"):
            heads += [
                g
                for c in token.head.children
                if c.dep_ == "prep" and c.lower_ in ("to", "at", "past", "above")
                for g in c.children
                if g.dep_ == "pobj"
            ]
            heads += [c for c in token.head.children if c.dep_ in ("dobj", "attr") and c.i != token.i]
        yield "parse-toll", spread(heads)


def _determined(noun: Token) -> bool:
    return any(child.dep_ in ("nummod", "det") for child in noun.children)


def _raised(verb: Token) -> list[Token]:
    """Return the subject that a verb of report or belief lends to its infinitive: "100 people are feared to have been killed"."""
    head = verb.head
    if verb.dep_ != "xcomp" or head.lemma_.lower() not in word_set("raising") or (head.tag_ != "VBN" and head.pos_ == "VERB"):
        return []
    return [c for c in (*head.children, *head.head.children) if c.dep_ in ("nsubjpass", "nsubj") and c.i < verb.i][:1]


def _uprooted(noun: Token) -> bool:
    """Return whether a noun is of people who live in camps because they had to leave: not soldiers, guards or guests."""
    lemma = noun.lemma_.lower()
    return lemma in word_set("leaver") or lemma in word_set("settler") or noun.pos_ == "NUM" or noun.tag_ in ("CD", "NNPS")


def _listed(token: Token) -> list[Token]:
    """Return whom "the dead" are said to be: "the dead included two bellboys", "among the dead was a girl"."""
    if token.dep_ not in ("nsubj", "nsubjpass", "pobj") or token.lower_ not in ("dead", "wounded", "injured", "casualties", "victims"):
        return []
    verb = token.head.head if token.dep_ == "pobj" else token.head
    if verb.lemma_ not in ("include", "be", "number", "comprise", "total"):
        return []
    return [c for c in verb.children if c.dep_ in ("dobj", "attr", "acomp") or (c.dep_ == "nsubj" and token.dep_ == "pobj")]


def _carried_off(verb: Token) -> bool:
    """Return whether armed men who are no soldiers of a state move people from or to a place."""
    if not any(c.dep_ == "prep" and c.lower_ in ("from", "to", "into", "towards", "toward") for c in verb.children):
        return False
    doer = subject(verb)
    if doer is None or singular(doer.text) in word_set("state_armed"):
        return False
    return victim_kind(doer.text, [t.text for t in doer.lefts]) is VictimKind.COMBATANT


def fits(tokens: Sequence[Token], trigger: Trigger, phrase: Phrase) -> bool:
    """Return whether the phrase can be people harmed in this way."""
    word, noun = trigger.word, phrase.noun
    if phrase.quantity.first <= trigger.at <= phrase.quantity.last:
        return False
    if noun is None or noun == trigger.at:
        return word.victims != "loss" or tokens[phrase.quantity.last].lower_ == "one"
    token = tokens[noun]
    lemma = token.lemma_.lower()
    if lemma == "life" and (word.victims == "lives" or word.pattern[-1] == "life"):
        return True
    if word.victims in ("obj", "of") and lemma in ("life", "body", "corpse") and word.measure is Measure.KILLED:
        return True
    if lemma in ("body", "corpse", "life") and word.measure is not Measure.KILLED:
        return False
    if lemma in word_set("harm_noun") and phrase.quantity.kind in ("none", "number", "vague"):
        return True
    if word.measure is Measure.EVACUATED and lemma in word_set("dwelling"):
        return True  # "80 homes were evacuated": as many households
    if is_person_noun(lemma) or lemma in ("other", "more", "people", "person"):
        return True
    if token.ent_type_ in ("NORP",) or (token.tag_ == "NNPS" and token.pos_ == "PROPN"):
        return True
    # what is killed, wounded, abducted is a person unless it is known to be a thing or a beast
    if word.victims == "loss":
        return lemma == "own"
    loose = (
        not word.struck  # clinics and cars are hit too
        and word.measure in (Measure.KILLED, Measure.INJURED, Measure.ABDUCTED)
        and word.victims in ("obj", "subj")
        and word.pattern[0] not in ("blow", "treat", "bury", "seize", "grab", "eliminate", "neutralise", "neutralize", "wipe", "net")
    )
    return loose and token.tag_ == "NNS" and lemma not in word_set("no_person")
