"""Find how many houses were destroyed or damaged, as IDMC counts housing: "razed 300 homes", "damage to 61,000 homes".

Housing is no victim: it stands in no toll. A home that was burnt with its family out of it says nothing of how many fled.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dateline.claims.clauses import is_passive
from dateline.claims.context import Scene
from dateline.claims.counts import Count, counted_noun
from dateline.claims.events import Event
from dateline.claims.lexicon import word_set
from dateline.claims.quantities import Quantity
from dateline.records import Measure

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["housing"]

#: Words that stand for the houses named before them: "another 6,561", "450 others", "about 2,700 more".
_OTHERS = frozenset({"other", "others", "more"})


def housing(scene: Scene, found: Sequence[Quantity], events: Sequence[Event]) -> list[Count]:
    """Return the numbers of houses destroyed or damaged among the numbers of a sentence that count no people."""
    result: list[Count] = []
    for quantity in found:
        if quantity.kind not in ("number", "vague"):
            continue
        tokens = scene.tokens
        noun = counted_noun(tokens, quantity)
        named = noun is not None and tokens[noun].lemma_.lower() in word_set("dwelling")
        if not named and not (result and _others(tokens, quantity, noun)):
            continue
        at = noun if noun is not None else quantity.core
        done = _done(tokens[at]) or _done(tokens[quantity.core])
        if done is None:
            continue
        verb, measure = done
        trigger = verb.i - tokens[0].i
        told = {trigger, *(c.i - tokens[0].i for c in _shared(verb))}
        event = next((e for e in events if told & set(range(e.trigger, e.last + 1))), None)
        result.append(Count(quantity, measure, at if named else result[-1].noun, event, trigger))
    return result


def _others(tokens: Sequence[Token], quantity: Quantity, noun: int | None) -> bool:
    """Return whether a number without a noun of its own goes on counting."""
    return noun is None or tokens[noun].lower_ in _OTHERS


def _done(noun: Token) -> tuple[Token, Measure] | None:
    """Return the word that says what was done to a noun's houses, and what it was."""
    for word in _governors(noun):
        lemma = word.lemma_.lower()
        both = {c.lemma_.lower() for c in _shared(word)}
        in_part = any(c.lower_ in word_set("in_part") for c in word.children)
        if lemma in word_set("damaging") or both & word_set("damaging") or (in_part and lemma in word_set("destroying")):
            return word, Measure.HOUSING_DAMAGED  # "damaged or destroyed" says of all of them no more than that
        if lemma in word_set("destroying") or (word.pos_ == "NOUN" and lemma in word_set("destruction_noun")):
            return word, Measure.HOUSING_DESTROYED
    return None


def _shared(verb: Token) -> list[Token]:
    """Return the verbs coordinated with one that have no houses of their own: "damaged or destroyed"."""
    others = [c for c in verb.children if c.dep_ == "conj"] + ([verb.head] if verb.dep_ == "conj" else [])
    own = ("dobj", "nsubjpass", "nsubj")
    return [c for c in others if not any(g.dep_ in own and g.i > min(c.i, verb.i) for g in c.children)]


def _governors(noun: Token) -> Iterator[Token]:
    """Yield the words that may say what befell a noun: its verb, its participles, the noun it hangs on by "of" or "to"."""
    yield from (c for c in noun.children if c.dep_ in ("amod", "acl", "relcl") and c.tag_ in ("VBN", "VBD", "JJ", "VBG"))
    head = noun
    while head.dep_ == "conj" and head.head != head:
        head = head.head
    verb = head.head
    falls = is_passive(verb) or verb.tag_ == "VBN" or verb.lemma_.lower() in ("collapse", "burn", "crumble")
    if head.dep_ in ("dobj", "nsubjpass") or (head.dep_ in ("nsubj", "attr") and falls):
        yield verb
    elif head.dep_ == "pobj" and verb.lower_ in ("of", "to"):
        yield verb.head
        yield from (c for c in verb.head.children if c.dep_ == "dobj")  # "caused damage to 300 homes"
