"""Tell people displaced at a time (stock) from people who moved in a stretch of days (flow), as IDMC and IOM's DTM keep them apart.

The word of harm decides, not the sentence: to be displaced, to shelter, an IDP is a state; to flee, to arrive, to return is a movement.
"Displaced" itself is a state beside "remain", "still", a present "are", or "as of" a day; else it tells of the displacing.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from dateline.claims.context import Scene
from dateline.claims.drafts import Draft
from dateline.claims.lexicon import harm_words, word_set
from dateline.records import Flow, Measure

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["flow_of"]

#: Measures that count movements, or those who have moved.
DISPLACEMENT = frozenset({Measure.DISPLACED, Measure.EVACUATED, Measure.RETURNED})
#: Places of the victims by which a word of harm names those who have moved (12 IDPs, the number of refugees) or live away from home.
_STATES = frozenset({"stock", "shelter", "settle", "toll"})
#: Subtypes that are movements wherever the people went: "arrived in a camp".
_MOVEMENTS = frozenset({"arrival", "flight", "return", "evacuation"})
_AS_OF = re.compile(r"\bas (?:of|at)\b", re.IGNORECASE)
_AUXILIARIES = frozenset({"aux", "auxpass"})


def flow_of(scene: Scene, draft: Draft, measure: Measure, *, window: bool) -> Flow | None:
    """Return whether a figure counts movements or people at a time; ``None`` of what is no displacement.

    Args:
        scene: the sentence.
        draft: the claim in the making, for its word of harm.
        measure: what the figure counts.
        window: whether the sentence counts over a stretch of days ("2,300 refugees in the two weeks to Friday").
    """
    if measure is Measure.TRAPPED:
        return Flow.STOCK
    if measure not in DISPLACEMENT:
        return None
    token = scene.tokens[draft.trigger]
    way = draft.harm.word.victims if draft.harm is not None else None
    named = token.lemma_.lower() in _nouns() and token.pos_ in ("NOUN", "PROPN")
    if way in _STATES and draft.subtype not in _MOVEMENTS:
        return Flow.FLOW if named and (window or _moving(token)) else Flow.STOCK
    if _lasting(token):
        return Flow.STOCK
    if named or (_state(token) and token.dep_ == "amod" and _counted_before(draft)):
        noun = token if named else token.head
        return Flow.FLOW if window or _newly(token) or _moving(noun) else Flow.STOCK
    if _state(token) and (_present(token) or _AS_OF.search(scene.sentence.tokens.text)):
        return Flow.STOCK
    return Flow.FLOW


def _state(token: Token) -> bool:
    return token.lemma_.lower() in word_set("displaced_state")


def _counted_before(draft: Draft) -> bool:
    """Return whether the number stands before the trigger: "900 displaced people", not "the storm displaced 900 people"."""
    return draft.harm is None or draft.harm.quantity.last < draft.trigger


def _lasting(token: Token) -> bool:
    """Return whether a word's state goes on: "remain displaced", "are still displaced"; but not "have already been displaced"."""
    auxiliaries = [child for child in token.children if child.dep_ in _AUXILIARIES]
    around = [token, *auxiliaries]
    if token.dep_ in ("acomp", "oprd", "attr", "ccomp", "xcomp", "advcl", "acl"):
        around.append(token.head)
    if any(word.lemma_.lower() in word_set("lasting") for word in around):
        return True
    if not _state(token) or any(word.lemma_ == "have" for word in auxiliaries):
        return False
    return any(child.lower_ in word_set("lasting") for word in around for child in word.children if child.dep_ == "advmod")


def _present(token: Token) -> bool:
    """Return whether a state is told in the present tense: "are displaced", not "have been displaced"."""
    auxiliaries = [child for child in token.children if child.dep_ in _AUXILIARIES]
    if token.head.lemma_ == "be" and token.dep_ in ("acomp", "attr"):
        auxiliaries = [token.head, *(child for child in token.head.children if child.dep_ in _AUXILIARIES)]
    return bool(auxiliaries) and all(word.lemma_ == "be" and word.tag_ in ("VBP", "VBZ") for word in auxiliaries)


def _newly(token: Token) -> bool:
    return any(child.lower_ in ("newly", "freshly") for child in token.children)


def _moving(noun: Token) -> bool:
    """Return whether those whom a noun names move in its clause: "2,100 refugees arrived"."""
    verb = noun.head
    return noun.dep_ in ("nsubj", "nsubjpass", "dobj") and verb.pos_ == "VERB" and verb.lemma_.lower() in _movements()


@cache
def _nouns() -> frozenset[str]:
    """Return the nouns that name people who have moved."""
    words = (word for found in harm_words().values() for word in found)
    return frozenset(word.pattern[-1] for word in words if word.victims == "stock" and word.measure in DISPLACEMENT)


@cache
def _movements() -> frozenset[str]:
    """Return the verbs of movement that the table of harm knows."""
    words = (word for found in harm_words().values() for word in found if found)
    return frozenset(
        word.pattern[0] for word in words if word.pos == "VERB" and word.measure in DISPLACEMENT and word.subtype in _MOVEMENTS
    ) - word_set("lasting")
