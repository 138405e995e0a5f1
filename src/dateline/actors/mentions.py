"""Find the mentions of actors in an article: names first, then common nouns with whatever says whose they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.actors.generics import Generic, Generics, load_generics
from dateline.actors.nationals import load_nationals
from dateline.actors.nouns import singular
from dateline.actors.phrases import MODIFYING, core_start, load_modifiers, owner_of, tied_to
from dateline.actors.registry import FIGHTING, Actor, load_registry
from dateline.actors.theatre import Theatre, theatre_of
from dateline.actors.words import Line, Named, read_line
from dateline.analysis.parse import Parse
from dateline.records import FoundActor

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Kinds that "the group" may stand for.
GROUPS = frozenset({"armed_group", "rebel", "militia", "criminal_group", "ngo", "party"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention over words ``[first, last)`` of a line, before it is sorted and freed of overlaps.

    `waits` marks troops without an owner: they are the theatre's own if the article tells of no others.
    `boots` marks a country's soldiers, whom troops without an owner could be.
    """

    first: int
    last: int
    actor: Actor | None
    kind: str
    generic: bool
    combatant: bool
    waits: bool = False
    boots: bool = False


def actors_in(parse: Parse) -> tuple[FoundActor, ...]:
    """Find who acts in an article.

    A mention is the core of a noun phrase: modifiers and head, without determiner and number ("US-led coalition aircraft"). A noun with
    the name of a group, a country or a leader is that one's; a bare noun is an actor's only where the article leaves no doubt.
    The source's own label stays in the span and never changes the kind.

    Args:
        parse: the article's sentences.

    Returns:
        Mentions in reading order; their spans do not overlap.
    """
    lines = [read_line(sentence) for sentence in parse.sentences]
    published = parse.article.published
    theatre = theatre_of(lines, published.day if published else None)
    found: list[tuple[Line, Mention]] = []
    recent: Actor | None = None
    for line in lines:
        for mention in _disjoint(_mentions(line, theatre, recent)):
            found.append((line, mention))
            if mention.actor is not None and not mention.generic and mention.actor.kind in GROUPS:
                recent = mention.actor
    if not any(m.boots and m.actor is not None and m.actor.country != theatre.country for _, m in found):
        own = theatre.of("state_forces")
        found = [(line, replace(m, actor=own) if m.waits else m) for line, m in found]
    fighting = {m.actor.country for _, m in found if m.actor is not None and m.actor.kind in ("state_forces", "police")}
    return tuple(_found(parse, line, mention, fighting) for line, mention in found)


def _found(parse: Parse, line: Line, mention: Mention, fighting: set[str | None]) -> FoundActor:
    """Write a mention as a record."""
    actor = mention.actor
    kind = actor.kind if actor is not None else mention.kind
    party = kind in FIGHTING and mention.combatant
    if kind == "government" and actor is not None and actor.country in fighting:
        party = True
    span = parse.span(line.words[mention.first].start, line.words[mention.last - 1].end)
    if span.quote.count("(") > span.quote.count(")") and parse.article.text[span.end : span.end + 1] == ")":
        span = parse.span(span.start, span.end + 1)
    elif span.quote.count(")") > span.quote.count("("):
        cut = span.quote.index(")") + 1
        start = span.start + cut + len(span.quote[cut:]) - len(span.quote[cut:].lstrip())
        span = parse.span(start, span.end)
    return FoundActor(span, actor.id if actor else None, actor.name if actor else None, kind, mention.generic, party)


def _disjoint(mentions: Iterable[Mention]) -> list[Mention]:
    """Keep the longest of overlapping mentions, in reading order."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.first - m.last, m.first, m.generic)):
        if all(mention.last <= other.first or other.last <= mention.first for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.first)


def _mentions(line: Line, theatre: Theatre, recent: Actor | None) -> Iterator[Mention]:
    """Find a sentence's mentions; they may overlap."""
    generics = load_generics()
    words = line.words
    named = {n.last: n for n in line.named}
    for alias in line.named:
        if (actor := theatre.reading(alias)) is not None:
            yield Mention(core_start(line, alias.first, words[alias.last - 1].token.i), alias.last, actor, actor.kind, False, True)
    for i, word in enumerate(words):
        head = singular(word.fold)
        if head in generics.heads or head in generics.bodies or head in generics.anaphors:
            yield from _generic(line, i, head, generics, theatre, named, recent)
    for first, (last, country) in line.countries.items():
        token = words[last - 1].token
        state = tuple(w.fold for w in words[first:last]) in load_nationals().states
        yield from _national(first, last, country, token, generics, theatre, state=state)


def _national(first: int, last: int, country: str, token: Token, generics: Generics, theatre: Theatre, *, state: bool) -> Iterator[Mention]:
    """Read a country as an actor: the doer of a deed ("Israeli air strikes") or the subject of an act ("Russia shelled")."""
    if token.dep_ in MODIFYING and token.head.i > token.i and singular(token.head.lower_) in generics.deeds:
        between = token.doc[token.i + 1 : token.head.i]
        backing = load_modifiers().backing
        if all(t.dep_ in MODIFYING or t.is_punct or t.dep_ == "case" for t in between) and not any(t.lower_ in backing for t in between):
            forces = theatre.of("state_forces", country)
            yield Mention(first, last, forces, "state_forces", False, True)
    elif state and token.dep_ == "nsubj" and token.head.pos_ == "VERB" and token.head.lemma_.lower() in generics.acts:
        yield Mention(first, last, theatre.of("government", country), "government", False, True)


def _generic(
    line: Line, i: int, head: str, generics: Generics, theatre: Theatre, named: dict[int, Named], recent: Actor | None
) -> Iterator[Mention]:
    """Read the common noun at word `i`."""
    words = line.words
    token = words[i].token
    if token.pos_ not in ("NOUN", "PROPN") and not (token.pos_ == "ADJ" and token.dep_ not in MODIFYING):
        return
    if token.dep_ in ("compound", "amod", "nmod") and token.head.i > token.i and not _does(words[i].token, generics):
        return
    first, noun = _noun(line, i, head, generics)
    start = core_start(line, first)
    last = i + 1
    if noun is not None and start > 1:
        # what two owners share is the bare head, not a compound of the second ("Kurdish forces")
        yield from _coordinated(line, start, generics.heads[head].get((head,), noun), theatre)
    owner, country, owned, against = owner_of(line, start, first, generics, theatre, named)
    if owner is not None and owner.kind in ("agency", "media"):
        owner, start = None, first  # a byline run into the text
    if owner is not None:
        if noun is not None:
            yield _owned(start, last, owner, noun, theatre)
        elif head in generics.bodies and not (head == "member" and owner.kind in ("state_forces", "coalition")):
            yield Mention(start, last, owner, owner.kind, False, True)
        return
    if noun is None:
        if head in generics.anaphors and recent is not None and start == i and _definite(token):
            yield Mention(i, last, recent, recent.kind, True, recent.kind in FIGHTING)
        return
    tied = tied_to(line, last, generics, theatre)
    if tied is not None:
        yield _owned(start, tied[0], tied[1], noun, theatre)
        return
    if noun.noun == "force" and country is None and token.tag_ == "NN":
        return  # "by force"
    revolts = noun.kind == "state_forces" and any(w.fold in load_modifiers().revolt for w in words[start:first])
    if (against and noun.combatant) or revolts:
        noun = Generic(noun.noun, "head", "rebel", True)
    elif noun.role in ("craft", "ground") and any(w.fold in load_modifiers().state for w in words[start:i]):
        noun = Generic(noun.noun, "head", noun.kind, True)
    folds = {w.fold for w in words[start:first]}
    if noun.role == "craft" and folds & load_modifiers().civil:
        return
    theirs = owned or _ours(token)
    if country is None and not theirs:
        theirs = _indefinite(noun, token, modified=start < first) or not folds.isdisjoint(load_modifiers().outside)
    actor = None if theirs else _resolve(noun, country, theatre, generics, plural=token.tag_ in ("NNS", "NNPS"))
    waits = actor is None and noun.role == "ground" and country is None and not theirs
    boots = country is not None and noun.kind == "state_forces" and noun.role in ("ground", "head")
    yield Mention(start, last, actor, noun.kind, actor is None or country is None, noun.combatant, waits, boots)


def _coordinated(line: Line, start: int, noun: Generic, theatre: Theatre) -> Iterator[Mention]:
    """Read a country joined by "and" to the phrase that starts at `start`: "Iraqi and Kurdish forces" are two forces."""
    if line.words[start - 1].fold not in ("and", "or"):
        return
    for begin, (last, country) in line.countries.items():
        if last == start - 1 and line.words[begin].token.pos_ == "ADJ" and line.words[begin].token.head.i >= line.words[start].token.i:
            actor = theatre.of(noun.kind, country)
            yield Mention(begin, last, actor, noun.kind, actor is None, noun.combatant)


def _owned(start: int, last: int, owner: Actor, noun: Generic, theatre: Theatre) -> Mention:
    """Give a noun its named owner, unless the owner's men could not be what the noun says.

    A leader's government and police are his state's; his protesters and thugs are no soldiers.
    """
    if owner.kind == "state_forces" and noun.kind in ("police", "government"):
        return Mention(start, last, theatre.of(noun.kind, owner.country), noun.kind, False, noun.combatant)
    if (owner.kind in FIGHTING and not noun.combatant) or (owner.kind == "state_forces" and noun.kind == "militia"):
        return Mention(start, last, None, noun.kind, True, noun.combatant)
    return Mention(start, last, owner, owner.kind, False, noun.combatant)


def _does(token: Token, generics: Generics) -> bool:
    """Return whether a modifier's noun is a deed ("rebel shelling"), so that the modifier does it."""
    return singular(token.head.lower_) in generics.deeds


def _noun(line: Line, i: int, head: str, generics: Generics) -> tuple[int, Generic | None]:
    """Find the longest listed compound that ends at word `i`: its first word and entry."""
    table = generics.heads.get(head)
    if table is None:
        return i, None
    for size in range(min(generics.longest, i + 1), 0, -1):
        key = (*(w.fold for w in line.words[i - size + 1 : i]), head)
        if key in table:
            return i - size + 1, table[key]
    return i, None


def _definite(token: Token) -> bool:
    """Return whether a noun is said as known: "the group", "its"."""
    return any(t.dep_ == "det" and t.lower_ in ("the", "this", "that") for t in token.lefts)


def _ours(token: Token) -> bool:
    """Return whether a noun is a speaker's or somebody's own ("our forces")."""
    return any(t.tag_ == "PRP$" for t in token.lefts)


def _indefinite(noun: Generic, token: Token, *, modified: bool) -> bool:
    """Return whether a government is any government: one of several, or one told by an adjective ("a stable government")."""
    return noun.kind == "government" and (modified or token.tag_ == "NNS" or any(t.lower_ in ("a", "an", "any", "no") for t in token.lefts))


def _resolve(noun: Generic, country: str | None, theatre: Theatre, generics: Generics, *, plural: bool) -> Actor | None:
    """Say who a noun without a named owner is."""
    if noun.role == "doer" or (noun.kind == "armed_group" and plural and noun.noun.split()[-1] in generics.anaphors):
        return None  # "terrorist groups" are not one of them
    if country is not None:
        return theatre.of(noun.kind, country)
    if noun.role == "ground":
        return None
    if noun.role == "craft" and any(load_registry().actors[a].kind in ("coalition", "state_forces") for a in theatre.named):
        return None
    return theatre.only(noun.kind) or theatre.of(noun.kind)
