"""Find the noun phrase that a number stands in: "12 people", "dozens of people", "a family of 11"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.claims.lexicon import word_set
from dateline.claims.quantities import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Punctuation that may stand inside a noun phrase.
_IN_PHRASE = frozenset({"-", "'s", '"', "\u201c", "\u2018", "'"})


_GROUPS = frozenset(["family", "group", "crew", "party", "convoy", "squad", "gang", "team", "band"])


@dataclass(frozen=True, slots=True)
class Phrase:
    """A quantity with the head of its noun phrase and the noun it counts (positions)."""

    quantity: Quantity
    head: int
    noun: int | None


def counted_phrase(tokens: Sequence[Token], quantity: Quantity) -> Phrase:
    """Find the noun phrase a quantity stands in: "12 people" -> people; "dozens of people" -> dozens, people."""
    core = tokens[quantity.core]
    base = tokens[0].i
    if quantity.kind in ("none", "one") and core.dep_ == "det":
        head = core.head.i - base
        return Phrase(quantity, head, head)
    if quantity.first >= 2 and tokens[quantity.first - 1].lower_ == "of" and tokens[quantity.first - 2].lower_ in word_set("group"):
        return Phrase(quantity, quantity.first - 2, None)  # "a family of 11" counts 11
    after = quantity.last + 1
    if after < len(tokens) and tokens[after].lower_ == "of" and quantity.kind in ("number", "vague"):
        noun = _noun_after(tokens, after + 1)
        return Phrase(quantity, quantity.core, noun)
    for part in range(quantity.core, quantity.first - 1, -1):
        head_token = tokens[part].head
        at = head_token.i - base
        if (
            tokens[part].dep_ in ("nummod", "amod", "quantmod", "det", "compound", "nmod")
            and quantity.last < at <= quantity.last + 7
            and head_token.pos_ in ("NOUN", "PROPN", "ADJ")
        ):
            return Phrase(quantity, at, at)
    noun = _noun_after(tokens, quantity.last + 1, near=True)
    if noun is not None:
        return Phrase(quantity, noun, noun)
    return Phrase(quantity, quantity.core, None)


def _noun_after(tokens: Sequence[Token], at: int, *, near: bool = False) -> int | None:
    """Return the head of the noun phrase that starts at `at`."""
    noun = None
    for i in range(at, min(len(tokens), at + 7)):
        token = tokens[i]
        if token.pos_ in ("NOUN", "PROPN"):
            noun = i
        elif token.pos_ in ("DET", "ADJ", "PRON", "NUM") or token.tag_ in ("VBN", "VBG", "JJ", "POS", "HYPH") or token.lower_ in _IN_PHRASE:
            if noun is not None and token.tag_ not in ("POS", "HYPH") and token.lower_ != "-":
                break
            if near and token.tag_ in ("VBN", "VBG") and not (i + 1 < len(tokens) and tokens[i + 1].pos_ in ("NOUN", "ADJ")):
                break
            if near and token.pos_ in ("DET", "PRON", "NUM") and i > at:
                break
        else:
            break
    return noun


def closed(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a bare number ends its phrase: before a preposition, a stop or "more"."""
    return at >= len(tokens) or tokens[at].pos_ in ("ADP", "PUNCT", "CCONJ") or tokens[at].lower_ in ("more", "others", "other")
