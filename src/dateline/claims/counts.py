"""Find numbers that count no victims but bear on an event: attacks, attackers, the strength of a force, a population."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.actors.people import victim_kind
from dateline.claims.context import Scene
from dateline.claims.events import Event
from dateline.claims.lexicon import word_set
from dateline.claims.quantities import Quantity
from dateline.records import Measure, VictimKind

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Count:
    """A number of attacks, attackers, fighters, inhabitants or houses; `event` is the mention that it counts, if any.

    `trigger` is the position of the word that says what befell the houses.
    """

    quantity: Quantity
    measure: Measure
    noun: int
    event: Event | None
    trigger: int | None = None


def counts(scene: Scene, found: Sequence[Quantity], events: Sequence[Event]) -> list[Count]:
    """Return the counts among the numbers of a sentence that bind to no victims."""
    result = []
    for quantity in found:
        if quantity.kind not in ("number", "vague"):
            continue
        noun = counted_noun(scene.tokens, quantity)
        if noun is None or scene.tokens[quantity.last + 1].lower_ == "of":
            continue  # "two of the bombers" names a part, not how many there were
        token = scene.tokens[noun]
        lemma = token.lemma_.lower()
        event = next((e for e in events if e.trigger == noun and e.type in ("explosion", "attack")), None)
        if event is not None and quantity.kind == "number" and lemma not in word_set("weapon_noun") | word_set("attacker"):
            result.append(Count(quantity, Measure.ATTACKS, noun, event))
        elif lemma in word_set("attacker"):
            result.append(Count(quantity, Measure.ATTACKERS, noun, None))
        elif lemma in word_set("inhabitant") and _population(scene.tokens, quantity, noun):
            result.append(Count(quantity, Measure.POPULATION, noun, None))
        elif _combatant(scene.tokens, noun) and _strength(scene.tokens, quantity, noun):
            result.append(Count(quantity, Measure.STRENGTH, noun, None))
    for quantity in found:
        if quantity.kind == "number" and quantity.first >= 2 and not any(c.quantity == quantity for c in result):
            words = [t.lower_ for t in scene.tokens[max(0, quantity.first - 3) : quantity.first]]
            if "population" in words and words[-1] in ("of", "is", "was"):
                noun = quantity.first - len(words) + words.index("population") if quantity.first >= 3 else words.index("population")
                result.append(Count(quantity, Measure.POPULATION, noun, None))
    return sorted(result, key=lambda c: c.quantity.first)


def counted_noun(tokens: Sequence[Token], quantity: Quantity) -> int | None:
    """Return the noun a number counts."""
    for i in range(quantity.last + 1, min(len(tokens), quantity.last + 7)):
        token = tokens[i]
        if token.pos_ == "NOUN" and not (i + 1 < len(tokens) and tokens[i + 1].pos_ == "NOUN" and token.dep_ == "compound"):
            return i
        if not (token.pos_ in ("ADJ", "PROPN", "NOUN") or token.tag_ in ("VBN", "VBG", "HYPH") or token.lower_ in ("of", "-", "the")):
            return None
    return None


def _combatant(tokens: Sequence[Token], noun: int) -> bool:
    words = [t.text for t in tokens[max(0, noun - 4) : noun]]
    return victim_kind(tokens[noun].text, words) is VictimKind.COMBATANT


def _strength(tokens: Sequence[Token], quantity: Quantity, noun: int) -> bool:
    """Strength is said of a force that is there or is sent: "with 3,000 fighters", "a force of 70", "2,000 troops were deployed"."""
    before = [t.lemma_.lower() for t in tokens[max(0, quantity.first - 4) : quantity.first]]
    if before and before[-1] in (
        "with",
        "of",
        "have",
        "be",
        "by",
        "number",
        "deploy",
        "send",
        "field",
        "muster",
        "command",
        "include",
        "an",
        "estimate",
    ):
        return True
    verb = tokens[noun].head
    return verb.lemma_.lower() in word_set("deployment")


def _population(tokens: Sequence[Token], quantity: Quantity, noun: int) -> bool:
    around = {t.lemma_.lower() for t in tokens[max(0, quantity.first - 6) : noun + 5]}
    return bool(around & {"population", "home", "live", "inhabit", "house"}) or tokens[noun].lemma_.lower() == "inhabitant"
