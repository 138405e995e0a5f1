"""Read the noun phrase around an actor noun: where its core begins, and by name, country or leader whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dateline.actors.folding import name_key
from dateline.actors.generics import Generics, load_generics
from dateline.actors.registry import Actor, load_registry
from dateline.actors.tables import read_table
from dateline.actors.theatre import Theatre
from dateline.actors.words import Line, Named
from dateline.errors import ReferenceDataError

if TYPE_CHECKING:
    from spacy.tokens import Token

COLUMNS = ("words", "class", "source")
#: Universal parts of speech that stand before a head within its noun phrase.
PREMODIFIERS = frozenset({"ADJ", "NOUN", "PROPN"})
#: Dependencies of a word that modifies a noun after it.
MODIFYING = frozenset({"compound", "amod", "nmod", "poss"})


@dataclass(frozen=True, slots=True)
class Modifiers:
    """The words of ``data/modifiers.tsv`` by class."""

    backing: frozenset[str]
    against: frozenset[str]
    side: frozenset[str]
    tie: frozenset[tuple[str, ...]]
    filler: frozenset[str]
    quantity: frozenset[str]
    state: frozenset[str]
    outside: frozenset[str]
    civil: frozenset[str]
    revolt: frozenset[str]


@cache
def load_modifiers() -> Modifiers:
    """Load ``data/modifiers.tsv``.

    Raises:
        ReferenceDataError: if a class is unknown.
    """
    names = ("backing", "against", "side", "tie", "filler", "quantity", "state", "outside", "civil", "revolt")
    classes: dict[str, set[str]] = {name: set() for name in names}
    for words, name, _ in read_table("modifiers.tsv", COLUMNS):
        if name not in classes:
            raise ReferenceDataError(f"modifiers.tsv: {words!r}: class {name!r} unknown; classes are {', '.join(classes)}")
        classes[name].add(words)
    ties = frozenset(name_key(words) for words in classes.pop("tie"))
    return Modifiers(tie=ties, **{name: frozenset(words) for name, words in classes.items()})


def _joined(before: Token, after: Token, *, bracketed: bool) -> bool:
    """Return whether nothing but a hyphen parts two tokens, or, if `bracketed`, the brackets of an acronym ("Islamic State (IS)")."""
    between = [t.text for t in before.doc[before.i + 1 : after.i]]
    return all(t in ("-", "'", "\u2019") for t in between) or (bracketed and between in (["("], [")"]))


def core_start(line: Line, first: int, head: int | None = None) -> int:
    """Walk from a head to the first word of its noun phrase's core: no determiner, number, or word past a comma or "and".

    Args:
        line: the sentence.
        first: first word of the head.
        head: index of the head's last token where the head is a name: words that modify a noun after it are left out.
    """
    words = line.words
    modifiers = load_modifiers()
    countries = {last: start for start, (last, _) in line.countries.items()}
    named = {n.last: n for n in line.named}
    heads = {n.first: n for n in line.named}
    while first > 0:
        bracketed = first in named and (first not in heads or heads[first].alias.readings == named[first].alias.readings)
        if not _joined(words[first - 1].token, words[first].token, bracketed=bracketed):
            return first
        if first in named:
            first = named[first].first
            continue
        if first in countries and head is None:
            first = countries[first]
            continue
        word, after = words[first - 1], words[first]
        token = word.token
        if (
            not _joined(token, after.token, bracketed=False)
            or word.fold in modifiers.quantity
            or (head is not None and token.head.i > head and token.head.pos_ in PREMODIFIERS)
        ):
            return first
        if token.tag_ == "POS":
            # an owner is taken in only if it is a name we know, else the phrase starts after it
            owner = first - 1
            if owner not in countries and owner not in named and not _is_leader(line, owner):
                return first
            first -= 1
        elif token.head.i >= token.i and (
            token.pos_ in PREMODIFIERS or (token.pos_ == "VERB" and token.dep_ in MODIFYING) or word.fold in modifiers.side
        ):
            first -= 1
        else:
            return first
    return first


def _is_leader(line: Line, last: int) -> bool:
    """Return whether a leader's name ends before word `last`."""
    leaders = load_generics().leaders
    return any(tuple(w.fold for w in line.words[last - n : last]) in leaders for n in (1, 2, 3) if last >= n)


def owner_of(
    line: Line, start: int, first: int, generics: Generics, theatre: Theatre, named: Mapping[int, Named]
) -> tuple[Actor | None, str | None, bool, bool]:
    """Read a head's modifiers ``[start, first)`` from the nearest back: whose it is.

    Returns:
        The actor that owns it; the country that does; whether a named one is only turned against ("anti-Taliban"); and whether a
        state's leader is ("anti-Gaddafi").
    """
    words = line.words
    modifiers = load_modifiers()
    country_at = {last: (begin, code) for begin, (last, code) in line.countries.items()}
    end = first
    country: str | None = None
    while end > start:
        backed = end < len(words) and words[end].fold in modifiers.backing
        if end in named and named[end].first >= start:
            alias = named[end]
            against = alias.first > 0 and words[alias.first - 1].fold in modifiers.against
            actor = theatre.reading(alias)
            # a coalition's own forces are "NATO-led", a backer's are not its own
            leads = actor is not None and actor.kind == "coalition" and words[end].fold == "led" if end < len(words) else False
            if (leads or not backed) and not against and actor is not None:
                return actor, None, False, False
            if against:
                return None, None, True, False
            end = alias.first
            continue
        if country is None and end in country_at:
            begin, code = country_at[end]
            if begin > 0 and words[begin - 1].fold in modifiers.against | modifiers.side:
                return None, None, True, False
            if not backed:
                country = code
            end = begin
            continue
        leader = _leader_before(line, start, end, generics, theatre)
        if leader is not None:
            size, actor = leader
            if end - size > 0 and words[end - size - 1].fold in modifiers.against:
                return None, None, actor.kind != "state_forces", actor.kind == "state_forces"
            return actor, None, False, False
        end -= 1
    return None, country, False, False


def _leader_before(line: Line, start: int, end: int, generics: Generics, theatre: Theatre) -> tuple[int, Actor] | None:
    """Return how many words before `end` name a leader, and the side led."""
    for size in (3, 2, 1):
        if end - size >= start:
            key = tuple(w.fold for w in line.words[end - size : end])
            if line.words[end - size].raw[:1].isupper() and (actor_id := generics.leader(key, theatre.day)):
                return size, load_registry().actors[actor_id]
    return None


def tied_to(line: Line, last: int, generics: Generics, theatre: Theatre) -> tuple[int, Actor] | None:
    """Read what ties a noun to a name after it ("forces loyal to Gaddafi"): past the last word, and the actor."""
    words = line.words
    modifiers = load_modifiers()
    for size in (2, 1):
        if tuple(w.fold for w in words[last : last + size]) in modifiers.tie:
            at = last + size
            break
    else:
        return None
    starts = {n.first: n for n in line.named}
    for i in range(at, min(at + 6, len(words))):
        if i in starts and (actor := theatre.reading(starts[i])) is not None:
            return starts[i].last, actor
        for length in (2, 1):
            found = _leader_before(line, i, i + length, generics, theatre) if i + length <= len(words) else None
            if found is not None and found[0] == length:
                return i + length, found[1]
        if words[i].fold not in modifiers.filler:
            return None
    return None
