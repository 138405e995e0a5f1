"""Find by the parse whom a word for a deed befell, named or not: the object of "killed X", the subject of "X was killed" and "X died"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.claims.clauses import is_passive, subject
from dateline.claims.persons import name_words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["relative", "victim_heads"]

_RELATIVE = frozenset({"who", "whom", "that", "which", "whose"})


def victim_heads(trigger: Token, where: str) -> list[Token]:
    """Return the heads of the noun phrases that hold the victims of a word.

    Args:
        trigger: the word.
        where: where its victims stand: ``obj``, ``subj``, ``of``, ``against``, ``on`` or ``mod``.
    """
    if trigger.pos_ == "NOUN" or where in ("of", "against", "on"):
        return _of_noun(trigger, where)
    if where == "mod":
        if trigger.dep_ == "amod":
            return [trigger.head]
        found = subject(trigger.head) if trigger.dep_ in ("acomp", "oprd", "attr", "xcomp") else None
        return [found] if found is not None else []
    if where == "subj":
        found = trigger.head if trigger.dep_ == "acl" else relative(subject(trigger))
        return [found] if found is not None else []
    return _object(trigger)


def _object(trigger: Token) -> list[Token]:
    """Return the patient of a verb: its object, or the subject of its passive."""
    direct = [c for c in trigger.children if c.dep_ in ("dobj", "dative") and c.pos_ in ("NOUN", "PROPN", "PRON")]
    if direct and not (trigger.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in trigger.children)):
        return direct
    if trigger.dep_ == "amod":
        return [trigger.head]
    if trigger.dep_ == "acl":
        return [trigger.head]
    if is_passive(trigger) or trigger.tag_ == "VBN":
        found = relative(subject(trigger))
        if found is None and trigger.dep_ in ("pcomp", "advcl") and any(c.lower_ == "being" for c in trigger.children):
            governor = trigger.head.head if trigger.dep_ == "pcomp" else trigger.head
            found = relative(subject(governor)) if governor.pos_ in ("VERB", "AUX") else None  # "he died after being shot"
            if found is None and governor.pos_ in ("VERB", "AUX") and is_passive(governor) and governor.dep_ in ("acl", "relcl"):
                found = governor.head
        return [found] if found is not None else []
    return []


def relative(found: Token | None) -> Token | None:
    """Lead a relative pronoun to the noun it stands for."""
    if found is None or found.lower_ not in _RELATIVE:
        return found
    verb = found.head
    for _ in range(4):
        if verb.dep_ == "relcl":
            return verb.head
        if verb.dep_ not in ("conj", "ccomp", "xcomp"):
            return found
        verb = verb.head
    return found


def _of_noun(trigger: Token, where: str) -> list[Token]:
    prepositions = {"against": {"against"}, "on": {"on", "upon"}}.get(where, {"of", "against", "on"})
    found = [g for c in trigger.children if c.dep_ == "prep" and c.lower_ in prepositions for g in c.children if g.dep_ == "pobj"]
    if not found:
        found = _of_state(trigger)
    if where == "of" and not found:
        found = [c for c in trigger.children if c.dep_ in ("poss", "compound", "nmod") and c.pos_ in ("PROPN", "NOUN", "PRON")]
    return found


def _of_state(trigger: Token) -> list[Token]:
    """Return who is in a state or undergoes a deed: "X has been in custody", "X received a sentence", "X was subjected to torture"."""
    verb: Token | None = None
    if trigger.dep_ == "dobj" and trigger.head.lemma_.lower() in name_words("undergo"):
        verb = trigger.head
    elif trigger.dep_ == "pobj" and trigger.head.lower_ in ("in", "to", "under", "on") and trigger.head.head.pos_ in ("VERB", "AUX"):
        verb = trigger.head.head if trigger.head.head.lemma_.lower() in name_words("undergo") else None
    found = relative(subject(verb)) if verb is not None else None
    return [found] if found is not None else []
