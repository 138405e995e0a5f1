"""Lead "the group", "the court", "the newspaper" back to the actor that the article named before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.actors.generics import Generics
from dateline.actors.nouns import singular
from dateline.actors.registry import Actor
from dateline.actors.theatre import Theatre
from dateline.actors.words import Line

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Determiners that say a noun as known.
_DEFINITE = frozenset({"the", "this", "that"})


class Antecedents:
    """The actors named so far: the last one of each kind, and the last whose name ends in a noun ("International Criminal Court")."""

    def __init__(self, theatre: Theatre, generics: Generics) -> None:
        self._theatre = theatre
        self._generics = generics
        self._latest: list[Actor] = []
        self._heads: dict[str, Actor] = {}

    def note(self, actor: Actor) -> None:
        """Take in an actor that a sentence named."""
        if actor in self._latest:
            self._latest.remove(actor)
        self._latest.append(actor)

    def note_names(self, line: Line) -> None:
        """Take in the nouns in which a sentence's names end."""
        for named in line.named:
            head = singular(line.words[named.last - 1].fold)
            if named.last - named.first > 1 and head in self._generics.nameheads and (actor := self._theatre.reading(named)) is not None:
                self._heads[head] = actor

    def of(self, token: Token, noun: str) -> tuple[Actor, str] | None:
        """Return whom a definite noun without modifiers means, and the rule.

        Args:
            token: the noun.
            noun: its key, singular.
        """
        if not is_definite(token):
            return None
        if noun in self._heads:
            return self._heads[noun], "head-of-name"
        kinds = self._generics.anaphors.get(noun, frozenset())
        actor = next((a for a in reversed(self._latest) if a.kind in kinds), None)
        return (actor, "last-named") if actor is not None else None


def is_definite(token: Token) -> bool:
    """Return whether a noun is said as known: "the group"."""
    return any(t.dep_ == "det" and t.lower_ in _DEFINITE for t in token.lefts)
