"""Whom a bare number counts: "There were two attackers and both were killed", "The raiders crossed the river. Both were shot dead"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dateline.actors.people import is_person_noun, victim_kind
from dateline.claims.context import Scene
from dateline.claims.harm import Harm
from dateline.claims.quantities import quantities
from dateline.claims.victims import Victims

if TYPE_CHECKING:
    from spacy.tokens import Token

#: How far behind the number the noun that it counts stands, in tokens.
_COUNTED = 4
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def resolved(scene: Scene, earlier: Scene | None, harm: Harm, described: Victims) -> Victims:
    """Return the victims of a figure that names none by a noun, taken from the group of people that it takes up.

    The group stands before it in its sentence, or in the sentence before, and is told to be as many or more. "Both" take up a group of
    two, or one of no number that is the subject of its clause; another number does not ("Gunmen took the town and six were killed").

    Args:
        scene: the figure's sentence.
        earlier: the sentence before, if any; one of another paragraph lends nothing.
        harm: the figure.
        described: its victims so far.
    """
    if described.who is not None or not _bare(scene.tokens, harm):
        return described
    wanted = harm.quantity.low
    if wanted < 1:
        return described
    both = scene.tokens[harm.quantity.first].lower_ == "both"
    places = [(scene, harm.quantity.first)]
    if earlier is not None and earlier.sentence.block == scene.sentence.block:
        places.append((earlier, len(earlier.tokens)))
    for told, end in places:
        for noun, number in _groups(told, end):
            if number in (2, None) if both else number is not None and number >= wanted:
                token = told.tokens[noun]
                words = [t.text for t in told.tokens[max(0, noun - 4) : noun]]
                kind = victim_kind(token.text, words)
                return Victims(token.text, kind if kind is not None else described.kind, described.unit, None, described.blank)
    return described


def _bare(tokens: Sequence[Token], harm: Harm) -> bool:
    """Return whether a number stands for people by itself: "Both were", "Two are dead", "all three died", and not "two of them"."""
    after = tokens[harm.quantity.last + 1 : harm.quantity.last + 2]
    if harm.victim is not None or harm.rule == "anaphoric-count" or not after:
        return False
    return after[0].pos_ in ("AUX", "VERB")


def _groups(scene: Scene, end: int) -> Iterator[tuple[int, int | None]]:
    """Yield groups of people told before a position, nearest first: the noun's position and their number, ``None`` where none is told."""
    tokens = scene.tokens
    numbered: dict[int, int] = {}
    for quantity in quantities(scene.sentence):
        if quantity.kind != "number":
            continue
        for at in range(quantity.last + 1, min(end, quantity.last + 1 + _COUNTED)):
            if is_person_noun(tokens[at].lower_):
                numbered[at] = quantity.low
                break
    for at in reversed(range(end)):
        token = tokens[at]
        if at in numbered:
            yield at, numbered[at]
        elif token.dep_ in _SUBJECTS and token.tag_ == "NNS" and is_person_noun(token.lower_):
            yield at, None
