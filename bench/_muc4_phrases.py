"""Read the noun phrases of a MUC-4 text: names, descriptions, targets, doers, weapons, numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from bench._muc4_words import kind_of, rows
from dateline.analysis.numerals import read_number
from dateline.claims.clauses import conjuncts
from dateline.claims.context import Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Phrase", "Roster", "armed", "counted", "heads", "phrase", "side_of"]

_BEFORE = frozenset({"compound", "amod", "nmod", "poss", "npadvmod", "advmod"})
_PARTICLES = frozenset({"de", "la", "del", "los", "las", "y", "san", "von", "di"})
_DROPPED = frozenset(
    {"another", "other", "several", "some", "many", "more", "all", "various", "alleged", "presumed", "suspected", "own"}
) | frozenset({"murdered", "kidnapped", "wounded", "executed", "slain", "recently", "same", "night", "abducted", "injured", "assassinated"})
_TITLES = frozenset(
    [
        "mr",
        "mr.",
        "mrs",
        "mrs.",
        "dr",
        "dr.",
        "gen",
        "gen.",
        "col",
        "col.",
        "lt",
        "lt.",
        "maj",
        "maj.",
        "capt",
        "capt.",
        "sgt",
        "sgt.",
        "don",
        "msgr",
        "msgr.",
        "monsignor",
        "father",
        "rev",
        "rev.",
        "engineer",
        "doctor",
        "comrade",
        "ing",
        "fr",
        "fr.",
        "sr",
        "jr",
        "jr.",
    ]
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase without its article and number: positions in the sentence, head, words as printed, lower-case words."""

    scene: Scene
    first: int
    head: Token
    text: str
    words: tuple[str, ...]
    name: str | None = None

    @property
    def plural(self) -> bool:
        """Whether the head is a plural."""
        return self.head.tag_ in ("NNS", "NNPS") or self.words[-1] in ("people", "police", "policemen", "personnel")


def printed(scene: Scene, first: int, last: int) -> str:
    """Return the words of a stretch of tokens as they are printed, on one line."""
    return " ".join(scene.text[scene.start(first) : scene.end(last)].split()).strip(' "')


def phrase(scene: Scene, token: Token) -> Phrase:
    """Return the phrase that a noun heads: its modifiers before it, articles and numbers left out."""
    base = scene.tokens[0].i
    at = first = token.i - base
    low = max(0, token.left_edge.i - base)
    for i in range(at - 1, low - 1, -1):
        word = scene.tokens[i]
        quote = word.text in ('"', "-")
        if word.dep_ in ("det", "nummod", "quantmod", "predet", "prep", "cc", "case") or word.pos_ in (
            "DET",
            "NUM",
            "ADP",
            "PRON",
            "CCONJ",
        ):
            break
        if not quote and (word.dep_ not in _BEFORE or word.lower_ in _DROPPED) and word.head.i - base not in range(first, at + 1):
            break
        if word.lower_ in _DROPPED or word.text in (",", "[", "]", "("):
            break
        first = i
    while first < at and scene.tokens[first].text in ('"', "-", "'s"):
        first += 1
    return Phrase(
        scene, first, token, printed(scene, first, at), tuple(t.lower_ for t in scene.tokens[first : at + 1] if t.text not in '"')
    )


def heads(token: Token) -> list[Token]:
    """Return a noun and those coordinated with it; "a group of X" and "members of X" stand for X where X is a common noun."""
    return [t for t in conjuncts(token) if t.pos_ in ("NOUN", "PROPN", "NUM", "PRON", "ADJ")]


def armed(words: Sequence[str]) -> str | None:
    """Return on which side a phrase's head fights or might (``ARMED``, ``STATE``, ``OPEN``), or ``None``."""
    return kind_of(words, "muc4_doers.tsv", "side")


def side_of(words: Sequence[str]) -> str | None:
    """Return the side of any word of a phrase, the head's first."""
    return armed(words) or next((s for n in range(len(words) - 1, 0, -1) if (s := armed(words[:n])) in ("ARMED", "STATE")), None)


def counted(found: Phrase) -> str:
    """Write how many a phrase stands for, as MUC-4 wants it."""
    scene, base = found.scene, found.scene.tokens[0].i
    low, at = max(0, found.head.left_edge.i - base), found.head.i - base
    words = [t.lower_ for t in scene.tokens[max(0, low - 3) : at]]
    numbers = [n for t in scene.tokens[low:at] if t.pos_ == "NUM" and (n := read_number(t.lower_)) is not None]
    if numbers:
        value = str(numbers[-1])
        joined = " ".join(words)
        if "at least" in joined or "more than" in joined or "over" in words:
            return f"{value}-"
        return f"~{value}" if {"about", "approximately", "some", "nearly", "almost", "around"} & set(words) else value
    if found.name is not None or not found.plural:
        return "1"
    return "PLURAL"


@cache
def _roles() -> frozenset[str]:
    return frozenset(row["noun"] for row in rows("muc4_people.tsv")) | _TITLES


class Roster:
    """The persons a text names: full names by their words, so that a surname finds its name."""

    def __init__(self, scenes: Sequence[Scene], places: Sequence[str]) -> None:
        self._places = frozenset(places)
        self._at: dict[tuple[int, int], tuple[int, int, str]] = {}
        self._spans: list[tuple[int, int]] = []
        unsure: list[tuple[Scene, int, int]] = []
        for scene in scenes:
            for first, last in self._runs(scene):
                if self._person(scene, first, last):
                    self._keep(scene, first, last)
                else:
                    unsure.append((scene, first, last))
        known = {word for _, _, name in self._at.values() for word in name.split() if len(word) > 3}
        for scene, first, last in unsure:
            if set(printed(scene, first, last).split()) <= known and not self._elsewhere(scene, first, last):
                self._keep(scene, first, last)
        self._names = sorted({name for _, _, name in self._at.values()}, key=lambda n: (-len(n.split()), n))

    def _runs(self, scene: Scene) -> Iterator[tuple[int, int]]:
        tokens, i = scene.tokens, 0
        while i < len(tokens):
            if not self._capital(tokens[i]):
                i += 1
                continue
            last = i
            while last + 1 < len(tokens):
                following = tokens[last + 1]
                if self._capital(following):
                    last += 1
                elif following.lower_ in _PARTICLES and last + 2 < len(tokens) and self._capital(tokens[last + 2]):
                    last += 2
                else:
                    break
            yield i, last
            i = last + 1

    def _keep(self, scene: Scene, first: int, last: int) -> None:
        name = printed(scene, first, last)
        self._spans.append((scene.start(first), scene.end(last)))
        for i in range(first, last + 1):
            self._at[scene.index, i] = (first, last, name)

    def _elsewhere(self, scene: Scene, first: int, last: int) -> bool:
        """Return whether a run names a place or an actor."""
        text = printed(scene, first, last).upper()
        return text in self._places or any(scene.actor_at(i) is not None for i in range(first, last + 1))

    def among(self, scene: Scene, token: Token) -> tuple[int, int, str] | None:
        """Return the capitalised words around a token that stands where a person does, unless they name a place or an actor."""
        at = token.i - scene.tokens[0].i
        if not self._capital(token):
            return None
        first = last = at
        while first and (self._capital(scene.tokens[first - 1]) or (scene.tokens[first - 1].lower_ in _PARTICLES and first > 1)):
            first -= 1
        while last + 1 < len(scene.tokens) and self._capital(scene.tokens[last + 1]):
            last += 1
        while first < last and scene.tokens[first].lower_ in _PARTICLES:
            first += 1
        if (
            last == first
            or self._elsewhere(scene, first, last)
            or {scene.tokens[i].ent_type_ for i in range(first, last + 1)} & {"GPE", "LOC"}
        ):
            return None
        return first, last, printed(scene, first, last)

    @staticmethod
    def _capital(token: Token) -> bool:
        if not token.text[:1].isupper() or token.pos_ in ("NUM", "AUX", "DET", "PRON", "ADP") or token.lower_ in _roles():
            return False
        return token.pos_ == "PROPN" or token.ent_type_ == "PERSON" or (not token.is_sent_start and token.text.isalpha())

    def _person(self, scene: Scene, first: int, last: int) -> bool:
        tokens = scene.tokens[first : last + 1]
        if self._elsewhere(scene, first, last):
            return False
        kinds = [t.ent_type_ for t in tokens]
        before = scene.tokens[first - 1] if first else None
        titled = before is not None and (before.lower_ in _roles() or (before.text in (",", "]") and len(tokens) > 1))
        if "PERSON" in kinds:
            return len(tokens) > 1 or titled or kinds[0] == "PERSON"
        following = scene.tokens[last + 1] if last + 1 < len(scene.tokens) else None
        if following is not None and following.pos_ == "NOUN" and following.dep_ != "appos":
            return False
        return titled and before is not None and before.lower_ in _roles() and not {"ORG", "GPE", "LOC"} & set(kinds)

    def run(self, scene: Scene, token: Token) -> tuple[int, int, str] | None:
        """Return the name a token is part of: its positions in the sentence and its words."""
        return self._at.get((scene.index, token.i - scene.tokens[0].i))

    def covers(self, start: int, end: int) -> bool:
        """Return whether a stretch of the article lies in a name."""
        return any(low <= start and end <= high for low, high in self._spans)

    def full(self, name: str) -> str:
        """Return the longest name in the text that holds all words of a name."""
        words = set(name.split())
        return next((other for other in self._names if words <= set(other.split())), name)
