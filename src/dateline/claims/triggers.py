"""Find the words of harm in a sentence, with the companions their patterns ask for ("shoot ... dead")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol, TypeVar

from dateline.claims.clauses import SUBJECTS
from dateline.claims.lexicon import HarmWord, harm_words, word_set

if TYPE_CHECKING:
    from spacy.tokens import Token


#: How many words after its head a companion may stand ("holding some 300 families in the centre as human shields").
COMPANION_REACH = 11
_STOPS = frozenset({";", ":", ".", "\u2014"})


class Pattern(Protocol):
    """A word of a lexicon: the lemmas of its pattern, head first, and its part of speech."""

    @property
    def pattern(self) -> tuple[str, ...]:
        """The lemmas, head first."""

    @property
    def pos(self) -> str:
        """``VERB``, ``NOUN``, ``ADJ`` or ``ADV``."""


W = TypeVar("W", bound=Pattern)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word of harm in a sentence: its entry, its position, and that of its last companion."""

    word: HarmWord
    at: int
    last: int


def harm_triggers(tokens: Sequence[Token]) -> Iterator[Trigger]:
    """Yield the words of harm of a sentence in order, longest pattern first."""
    for word, at, last in word_triggers(tokens, harm_words()):
        yield Trigger(word, at, last)


def word_triggers(tokens: Sequence[Token], words: Mapping[str, tuple[W, ...]]) -> Iterator[tuple[W, int, int]]:
    """Yield the words of a lexicon that stand in a sentence, with the positions of their heads and last companions."""
    taken: set[int] = set()
    for at, token in enumerate(tokens):
        candidates = (*words.get(token.lemma_.lower(), ()), *(words.get(token.lower_, ()) if token.lower_ != token.lemma_ else ()))
        if not candidates or at in taken:
            continue
        for word in candidates:
            if not _pos_fits(token, word):
                continue
            if len(word.pattern) == 1:
                yield word, at, at
                break
            companion: int | None = at
            for lemma in word.pattern[1:]:
                companion = None if companion is None else _companion(tokens, companion, lemma)
            if companion is not None:
                taken.add(companion)
                yield word, at, max(at, companion)
                break


def _pos_fits(token: Token, word: Pattern) -> bool:
    if word.pos == "ADV":
        return token.pos_ == "ADV"
    if word.pos == "VERB":
        return token.pos_ in ("VERB", "AUX") or token.tag_ in ("VBN", "VBD", "VBG")
    if word.pos == "ADJ":
        if word.pattern[0] in ("dead", "missing"):
            return token.pos_ in ("NOUN", "PROPN", "ADJ", "ADV", "VERB")
        return token.pos_ in ("ADJ", "ADV") or token.tag_ in ("VBN", "JJ")
    return token.pos_ in ("NOUN", "PROPN", "ADJ") or token.tag_ in ("NN", "NNS")


def _companion(tokens: Sequence[Token], at: int, lemma: str) -> int | None:
    stop = min(len(tokens), at + COMPANION_REACH)
    end = next((i for i in range(at + 1, stop) if tokens[i].text in _STOPS), stop)
    around: list[int] = [*range(at + 1, end), *range(max(0, at - 3), at)]
    for i in around:
        token = tokens[i]
        if token.lower_ == lemma or (token.lemma_.lower() == lemma and token.tag_ not in ("VBN", "VBD")):
            return None if lemma in word_set("outcome") and i > at and _parted(tokens[at + 1 : i]) else i
    return None


def _parted(between: Sequence[Token]) -> bool:
    """Return whether an outcome is that of other people: "five were shot, two of them fatally", "shot, and a woman was found dead"."""
    if any(child.dep_ in SUBJECTS for token in between if token.pos_ in ("VERB", "AUX") for child in token.children):
        return True
    return any(a.text == "," and (b.pos_ == "NUM" or b.lower_ in ("one", "a", "an")) for a, b in pairwise(between))
