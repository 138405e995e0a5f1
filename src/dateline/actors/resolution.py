"""Say whom a common noun without a named owner means: by its country, the sentence's scene, the article's theatre and what it names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.actors.antecedents import is_definite
from dateline.actors.generics import Generic
from dateline.actors.modifiers import load_modifiers
from dateline.actors.registry import Actor, load_registry
from dateline.actors.theatre import Theatre
from dateline.actors.words import Line

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Kinds of which every country has its own, so that a bare noun is the scene's.
OF_STATES = frozenset({"state_forces", "police", "government"})
#: Kinds of which a country has many groups: in the plural a noun for groups means no one of them.
_MANY = frozenset({"armed_group", "rebel", "militia", "criminal_group"})
#: Nouns for groups, whose plural means several.
_GROUPS = frozenset({"group", "faction", "organisation", "organization", "movement", "cartel", "gang"})


@dataclass(frozen=True, slots=True)
class Reading:
    """Whom a noun means, by which rule; nobody where nothing tells."""

    actor: Actor | None
    rule: str | None


NOBODY = Reading(None, None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence is set (`scene`), and the country that does something with its troops in it (`sender`)."""

    scene: str | None
    sender: str | None


def resolve(noun: Generic, token: Token, folds: frozenset[str], country: str | None, theatre: Theatre, place: Place) -> Reading:
    """Say who a noun without a named owner is.

    Args:
        noun: the table's entry for it.
        token: its head.
        folds: the words before it in its phrase.
        country: the country whose it is said to be.
        theatre: what the article as a whole says.
        place: where the sentence is set.
    """
    head = noun.noun.split()[-1]
    plural = token.tag_ in ("NNS", "NNPS")
    if noun.role == "doer" or (noun.kind in _MANY and plural and head in _GROUPS and noun.noun != head):
        return NOBODY  # "terrorist groups" are not one of them
    opposition = noun.kind == "party" and "opposition" in noun.noun
    if noun.kind == "party" and not opposition:
        return NOBODY  # the defaults of this kind are for the opposition
    if country is not None:
        return _known(theatre.of(noun.kind, country) or theatre.only(noun.kind, country), "noun-of-country")
    if place.sender is not None and noun.kind == "state_forces":
        return _known(theatre.of(noun.kind, place.sender), "noun-of-sender")
    if place.scene not in (None, theatre.country) and noun.kind in (*OF_STATES, "coalition"):
        if (actor := theatre.of(noun.kind, place.scene)) is not None:
            return Reading(actor, "noun-of-scene")
    if noun.role in ("ground", "owned"):
        return NOBODY
    if noun.role == "craft" and any(load_registry().actors[a].kind in ("coalition", "state_forces") for a in theatre.named):
        return NOBODY
    if noun.kind == "coalition" and head == "coalition" and (actor := theatre.of(noun.kind)) is not None:
        return Reading(actor, "noun-of-theatre")
    creed = not folds.isdisjoint(load_modifiers().creed) or not load_modifiers().creed.isdisjoint(noun.noun.split())
    only = theatre.only(noun.kind)
    if only is not None and not (creed and only.kind == "rebel"):
        return Reading(only, "only-one-named")
    if (actor := theatre.of(noun.kind)) is not None:
        return Reading(actor, "noun-of-theatre")
    # any plain word for those who fight is the rebels', whatever label it puts on them, where no other group is named
    fighters = noun.kind == "armed_group" and noun.noun == head and not folds and not creed
    if fighters and theatre.rebels and not _named(theatre, "armed_group"):
        return _known(theatre.of("rebel"), "noun-of-theatre")
    return NOBODY


def _known(actor: Actor | None, rule: str) -> Reading:
    return Reading(actor, rule) if actor is not None else NOBODY


def _named(theatre: Theatre, kind: str) -> bool:
    """Return whether the article names an actor of a kind."""
    return any(load_registry().actors[a].kind == kind for a in theatre.named)


def place_of(line: Line, token: Token, scene: str | None) -> Place:
    """Read where a noun's sentence is set, and who sends the troops that it names ("Kenya sent troops")."""
    if token.dep_ != "dobj" or token.head.lemma_.lower() not in load_modifiers().dispatch:
        return Place(scene, None)
    subjects = {t.i for t in token.head.lefts if t.dep_ == "nsubj"}
    for last, country in line.countries.values():
        if line.words[last - 1].token.i in subjects:
            return Place(scene, country)
    return Place(scene, None)


def indefinite(noun: Generic, token: Token, folds: frozenset[str]) -> bool:
    """Return whether a government is any government: one of several, or one told by an adjective ("a stable government")."""
    if noun.kind != "government":
        return False
    plural = token.tag_ in ("NNS", "NNPS") and noun.role != "plural"
    return plural or any(t.lower_ in ("a", "an", "any", "no") for t in token.lefts) or (bool(folds) and not is_definite(token))
