"""Read the noun phrase around an actor noun: where its core begins, and by name, country or leader whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dateline.actors.generics import Generics, load_generics
from dateline.actors.introductions import leader_of
from dateline.actors.modifiers import MODIFYING, load_modifiers
from dateline.actors.registry import Actor, load_registry
from dateline.actors.theatre import Theatre
from dateline.actors.words import Line, Named

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Universal parts of speech that stand before a head within its noun phrase.
PREMODIFIERS = frozenset({"ADJ", "NOUN", "PROPN"})


def _joined(before: Token, after: Token, *, bracketed: bool) -> bool:
    """Return whether nothing but a hyphen parts two tokens, or, if `bracketed`, the brackets of an acronym ("Islamic State (IS)")."""
    between = [t.text for t in before.doc[before.i + 1 : after.i]]
    return all(t in ("-", "'", "\u2019") for t in between) or (bracketed and between in (["("], [")"]))


def core_start(line: Line, first: int, theatre: Theatre, head: int | None = None) -> int:
    """Walk from a head to the first word of its noun phrase's core: no determiner, number, or word past a comma or "and".

    Args:
        line: the sentence.
        first: first word of the head.
        theatre: what the article as a whole says.
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
            if owner not in countries and owner not in named and not _is_leader(line, owner, theatre):
                return first
            first -= 1
        elif token.head.i >= token.i and (
            token.pos_ in PREMODIFIERS or (token.pos_ == "VERB" and token.dep_ in MODIFYING) or word.fold in modifiers.side
        ):
            first -= 1
        else:
            return first
    return first


def _is_leader(line: Line, last: int, theatre: Theatre) -> bool:
    """Return whether a leader's name ends before word `last`."""
    leaders = load_generics().leaders
    return any(
        tuple(w.fold for w in line.words[last - n : last]) in leaders or leader_of(theatre.leaders, line.words, last - n, last)
        for n in (1, 2, 3)
        if last >= n
    )


def owner_of(
    line: Line, start: int, first: int, generics: Generics, theatre: Theatre, named: Mapping[int, Named], *, civil: bool
) -> tuple[Actor | None, str | None, bool, bool]:
    """Read a head's modifiers ``[start, first)`` from the nearest back: whose it is.

    A backer owns nothing ("US-backed rebels"), but a coalition has the forces it leads, and whoever runs a ministry has it (`civil`:
    "Hamas-run health ministry").

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
            word = words[end].fold if end < len(words) else ""
            leads = actor is not None and ((actor.kind == "coalition" and word == "led") or (civil and word in modifiers.ruling))
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
            if end > size and words[end - size - 1].fold in modifiers.against:
                return None, None, actor.kind != "state_forces", actor.kind == "state_forces"
            return actor, None, False, False
        end -= 1
    return None, country, False, False


def _leader_before(line: Line, start: int, end: int, generics: Generics, theatre: Theatre) -> tuple[int, Actor] | None:
    """Return how many words before `end` name a leader, and the side led: a listed one, or a head of state whom the article introduces."""
    for size in (3, 2, 1):
        if end - size >= start and line.words[end - size].raw[:1].isupper():
            key = tuple(w.fold for w in line.words[end - size : end])
            if actor_id := generics.leader(key, theatre.day):
                return size, load_registry().actors[actor_id]
            country = leader_of(theatre.leaders, line.words, end - size, end)
            if country is not None and (forces := theatre.of("state_forces", country)) is not None:
                return size, forces
    return None


def tied_to(line: Line, last: int, generics: Generics, theatre: Theatre) -> tuple[int, Actor] | None:
    """Read what ties a noun to a name after it ("forces loyal to Gaddafi"): past the last word, and the actor."""
    words = line.words
    modifiers = load_modifiers()
    at = past_tie(line, last)
    if at is None:
        return None
    starts = {n.first: n for n in line.named}
    for i in range(at, min(at + 6, len(words))):
        if i in starts and (actor := theatre.reading(starts[i])) is not None:
            return starts[i].last, actor
        for length in (2, 1):
            found = _leader_before(line, i, i + length, generics, theatre) if i + length <= len(words) else None
            if found is not None and found[0] == length:
                return i + length, found[1]
        if words[i].fold not in modifiers.filler and i not in line.countries and i - 1 not in line.countries:
            return None
    return None


def leader_meant(line: Line, i: int, generics: Generics, theatre: Theatre) -> Actor | None:
    """Return the side of the leader that "his" at word `i` means: the last one named before it in the sentence, countries aside."""
    for end in range(i, 0, -1):
        if (found := _leader_before(line, 0, end, generics, theatre)) is not None:
            return found[1]
        if any(last == end for last, _ in line.countries.values()):
            return None
    return None


def past_tie(line: Line, last: int) -> int | None:
    """Return the first word past a tie ("loyal to") that begins at word `last`, if one does."""
    for size in (3, 2, 1):
        if tuple(w.fold for w in line.words[last : last + size]) in load_modifiers().tie:
            return last + size
    return None


def country_behind(line: Line, last: int) -> str | None:
    """Return the country behind a noun ("the government of Zimbabwe", "authorities in Kiev").

    Args:
        line: the sentence.
        last: one past the noun.
    """
    words = line.words
    if last + 1 >= len(words) or words[last].fold not in ("of", "in") or words[last].token.i != words[last - 1].token.i + 1:
        return None
    at = last + 2 if words[last + 1].fold == "the" else last + 1
    found = line.countries.get(at) or (line.capitals.get(at) if words[last].fold == "in" else None)
    if found is None:
        return None
    end, country = found
    token = words[end - 1].token
    # "the government of Iraq's neighbour", "in Iraqi towns": the country only modifies
    return country if token.dep_ == "pobj" else None
