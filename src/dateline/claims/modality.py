"""Decide how a claim stands to the facts: asserted, attributed, claimed, denied, possible, planned, attempted, hypothetical.

The categories are contract.md's; certainty and polarity are read as FactBank reads them (Saurí and Pustejovsky 2009).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dateline.claims.clauses import clause_chain, clause_head, has_subject, negated
from dateline.claims.lexicon import table, word_set
from dateline.records import Statement, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

_OWN_DEEDS = frozenset({"claimed_responsibility"})


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(row["word"] for row in table("modality.tsv") if row["list"] == name)


def modality(trigger: Token, quantity_negated: bool, *, said_by: Token | None = None) -> tuple[Status, str] | None:
    """Read the certainty of an event from the words around its trigger, or ``None`` where they state it as fact.

    Args:
        trigger: the word that names the event.
        quantity_negated: the number is nought ("no one was hurt"): its negation is already counted.
        said_by: the cue of the statement the event stands in; nothing above it bears on the event.

    Returns:
        The status and the name of the rule that gave it.
    """
    verbs = []
    for head in clause_chain(trigger):
        if said_by is not None and (head == said_by or (said_by in head.subtree and head != trigger and _above(said_by, trigger))):
            break
        verbs.append(head)
        if head.dep_ not in ("xcomp", "conj", "acl", "pcomp", "ccomp", "advcl"):
            break
    own = clause_head(trigger)
    if any(child.lower_ in _words("attempted") for child in trigger.children) or trigger.lower_ in _words("attempted"):
        return Status.ATTEMPTED, "attempted-modifier"
    predicate = own == trigger or trigger.dep_ in ("acomp", "attr", "oprd") or own.lemma_ in ("happen", "occur", "take")
    if not quantity_negated and ((predicate and negated(own)) or (own != trigger and negated(trigger))):
        return Status.DENIED, "negated-verb"
    first = own
    while (
        first.dep_ == "conj"
        and first.head.pos_ in ("VERB", "AUX")
        and not has_subject(first)
        and not any(c.dep_ == "aux" for c in first.children)
    ):
        first = first.head  # "could hold out and inflict casualties": the auxiliary is shared
    for head in dict.fromkeys((own, first)):
        if any(
            c.dep_ == "advcl" and any(g.dep_ == "mark" and g.lower_ in _words("hypothetical_mark") for g in c.children)
            for c in head.children
        ):
            return Status.HYPOTHETICAL, "if-clause"
    for token in dict.fromkeys((trigger, own, first)):
        for child in token.children:
            low = child.lower_
            if child.dep_ in ("aux", "auxpass"):
                perfect = any(c.lemma_ == "have" and c.dep_ == "aux" for c in token.children)
                if low in _words("possible_modal"):
                    if low == "could" and not perfect:
                        return Status.HYPOTHETICAL, f"modal-{low}"
                    return Status.POSSIBLE, f"modal-{low}"
                if low in _words("plan_modal"):
                    return Status.PLANNED, f"modal-{low}"
                if low in _words("hypothetical_modal"):
                    return Status.HYPOTHETICAL, f"modal-{low}"
            if child.dep_ == "mark" and low in _words("hypothetical_mark"):
                return Status.HYPOTHETICAL, f"mark-{low}"
            if child.dep_ in ("advmod", "amod") and low in _words("possible_word"):
                return Status.POSSIBLE, f"word-{low}"
    return _governed(trigger, verbs)


def _above(cue: Token, trigger: Token) -> bool:
    return any(ancestor == cue for ancestor in trigger.ancestors)


def _governed(trigger: Token, verbs: list[Token]) -> tuple[Status, str] | None:
    """Read the verbs that the event depends on: tried to, vowed to, is feared to, was thwarted."""
    below = trigger
    for verb in verbs:
        lemma = verb.lemma_.lower()
        infinitive = below.dep_ in ("xcomp", "ccomp", "advcl", "acl") and any(c.lower_ == "to" and c.dep_ == "aux" for c in below.children)
        if verb != trigger:
            nominal = trigger.pos_ in ("NOUN", "PROPN") and trigger.dep_ in ("dobj", "nsubjpass", "conj", "pobj")
            if lemma in _words("attempt") and (infinitive or nominal or below.dep_ == "pcomp"):
                return Status.ATTEMPTED, f"governed-by-{lemma}"
            if lemma in _words("possible") and (infinitive or below.dep_ in ("ccomp", "xcomp", "oprd")):
                return Status.POSSIBLE, f"governed-by-{lemma}"
            if (
                trigger.dep_ == "pobj"
                and trigger.head.lower_ == "for"
                and trigger.head.head == verb
                and lemma in ("prepare", "plan", "brace", "call", "ready")
            ):
                return Status.PLANNED, f"governed-by-{lemma}-for"
            if infinitive and below.dep_ in ("xcomp", "ccomp", "acl") and lemma in _words("plan"):
                return Status.PLANNED, f"governed-by-{lemma}"
            if lemma in _words("deny") and (below.dep_ in ("xcomp", "ccomp", "pcomp") or nominal):
                return Status.DENIED, f"governed-by-{lemma}"
        if verb.dep_ in ("acl", "ccomp") and verb.head.pos_ == "NOUN":
            noun = verb.head
            if noun.lemma_ in word_set("evidence") and (negated(clause_head(noun)) or any(c.lower_ == "no" for c in noun.children)):
                return Status.DENIED, f"no-{noun.lemma_}"
            if noun.lemma_ in word_set("allegation"):
                return Status.POSSIBLE, f"noun-{noun.lemma_}"
        if verb == trigger and verb.dep_ in ("acl", "xcomp") and any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children):
            governor = verb.head.lemma_.lower()
            if governor in _words("plan") or governor in (
                "effort",
                "bid",
                "order",
                "threat",
                "decision",
                "campaign",
                "call",
                "pledge",
                "mission",
            ):
                return Status.PLANNED, f"governed-by-{governor}"
            if governor in _words("attempt"):
                return Status.ATTEMPTED, f"governed-by-{governor}"
            if governor in _words("possible"):
                return Status.POSSIBLE, f"governed-by-{governor}"
            if verb.dep_ == "xcomp" and governor in ("have", "be", "use", "force", "continue", "begin", "start", "manage", "come"):
                below = verb
                continue
        below = verb
    return None


def unasserted(trigger: Token) -> bool:
    """Return whether an infinitive or gerund only names an event: "nobody has the right to kill", "killing civilians is a crime"."""
    head = clause_head(trigger)
    verb = head if head.pos_ == "VERB" else trigger
    if verb.pos_ != "VERB":
        return False
    if any(
        c.dep_ in ("nsubj", "nsubjpass")
        and c.lower_ in ("no", "nobody", "none", "one")
        and (c.lower_ != "one" or any(g.lower_ == "no" for g in c.lefts))
        for c in verb.children
    ):
        return True
    if verb.dep_ in ("csubj", "pcomp") and verb.tag_ == "VBG":
        return verb.dep_ == "csubj" or verb.head.lower_ not in ("after", "by", "before", "since", "in", "as")
    if not any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children):
        return False
    if verb.dep_ == "acl" or (verb.dep_ in ("xcomp", "advcl", "ccomp") and verb.head.lemma_ not in word_set("implicative")):
        return True
    return False


def status(certainty: tuple[Status, str] | None, statement: Statement | None, *, enemy: bool) -> tuple[Status, str]:
    """Join the words' certainty with who says it.

    Args:
        certainty: what `modality` read.
        statement: the innermost statement whose content holds the event, if any.
        enemy: the speaker belongs to one side of the fighting and tells of harm to the other.

    Returns:
        The status and its rule. "Claimed" is a belligerent's claim of its own deeds or of its enemy's losses.
    """
    if statement is None:
        return certainty or (Status.ASSERTED, "reporters-voice")
    if statement.polarity == "denied":
        return Status.DENIED, "denied-by-speaker"
    if certainty is not None:
        return certainty
    if statement.polarity in _OWN_DEEDS:
        return Status.CLAIMED, "claimed-responsibility"
    if statement.polarity == "feared" or (statement.polarity == "believed" and statement.attribution.speaker is None):
        return Status.POSSIBLE, f"statement-{statement.polarity}"
    if statement.polarity == "planned":
        return Status.PLANNED, "statement-planned"
    if enemy:
        return Status.CLAIMED, "belligerents-claim"
    return Status.ATTRIBUTED, "attributed"
