"""Find the mentions of actors in an article: names first, then common nouns with whatever says whose they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.actors.antecedents import Antecedents
from dateline.actors.generics import Generic, Generics, load_generics
from dateline.actors.introductions import leaders_in, settle
from dateline.actors.modifiers import MODIFYING, load_modifiers
from dateline.actors.nationals import load_nationals
from dateline.actors.nouns import singular
from dateline.actors.phrases import core_start, country_behind, leader_meant, owner_of, past_tie, tied_to
from dateline.actors.registry import FIGHTING, Actor, load_registry
from dateline.actors.resolution import NOBODY, OF_STATES, indefinite, place_of, resolve
from dateline.actors.theatre import Theatre, scene_of, theatre_of
from dateline.actors.words import Line, Named, read_line
from dateline.analysis.parse import Parse
from dateline.records import FoundActor

if TYPE_CHECKING:
    from spacy.tokens import Token

#: What may tell who is meant, for `FoundActor.rule`.
RULES = (
    "name", "name-of-theatre", "named-owner", "noun-tied-to-name", "noun-of-country", "noun-of-leader", "noun-of-sender", "noun-of-scene",
    "noun-of-theatre", "only-one-named", "last-named", "head-of-name", "doer-of-deed", "state-acts", "capital-acts",
)  # fmt: skip
#: Kinds whose bodies are told by those who speak for them ("a government spokesman").
_SPOKEN_FOR = frozenset({"government", "rebel", "state_forces", "police", "militia", "party", "coalition"})


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
    rule: str | None = None
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
    lines = settle([read_line(sentence) for sentence in parse.sentences])
    published = parse.article.published
    theatre = theatre_of(lines, published.day if published else None)
    theatre = replace(theatre, leaders=leaders_in(lines, theatre.country))
    found: list[tuple[Line, Mention]] = []
    before = Antecedents(theatre, load_generics())
    scene: str | None = None
    for line in lines:
        # a sentence that names no country goes on where the one before it was
        scene = scene_of(line) if line.countries or line.capitals else scene
        before.note_names(line)
        mentions = _disjoint(_mentions(line, theatre, before, scene))
        found += [(line, mention) for mention in mentions]
        for mention in mentions:
            if mention.actor is not None and not mention.generic:
                before.note(mention.actor)
    if not any(m.boots and m.actor is not None and m.actor.country != theatre.country for _, m in found):
        own = theatre.of("state_forces")
        if own is not None:
            found = [(line, replace(m, actor=own, rule="noun-of-theatre") if m.waits else m) for line, m in found]
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
    return FoundActor(span, actor.id if actor else None, actor.name if actor else None, kind, mention.generic, party, mention.rule)


def _disjoint(mentions: Iterable[Mention]) -> list[Mention]:
    """Keep the longest of overlapping mentions, in reading order."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.first - m.last, m.first, m.generic)):
        if all(mention.last <= other.first or other.last <= mention.first for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.first)


def _mentions(line: Line, theatre: Theatre, before: Antecedents, scene: str | None) -> Iterator[Mention]:
    """Find a sentence's mentions; they may overlap."""
    generics = load_generics()
    words = line.words
    named = {n.last: n for n in line.named}
    for alias in line.named:
        if (actor := theatre.reading(alias)) is not None:
            start = core_start(line, alias.first, theatre, words[alias.last - 1].token.i)
            rule = "name" if len(alias.alias.readings) == 1 else "name-of-theatre"
            yield Mention(start, alias.last, actor, actor.kind, False, True, rule)
    for i, word in enumerate(words):
        head = singular(word.fold)
        if head in generics.heads or head in generics.bodies or head in generics.anaphors or head in generics.nameheads:
            yield from _Noun(line, i, head, theatre, before, scene, named).mentions()
    for first, (last, country) in line.countries.items():
        state = tuple(w.fold for w in words[first:last]) in load_nationals().states
        yield from _national(line, first, last, country, generics, theatre, state=state)
    for first, (last, country) in line.capitals.items():
        if first not in line.countries and _acts(words[last - 1].token, generics):
            yield Mention(first, last, theatre.of("government", country), "government", False, True, "capital-acts")


def _national(line: Line, first: int, last: int, country: str, generics: Generics, theatre: Theatre, *, state: bool) -> Iterator[Mention]:
    """Read a country as an actor: the doer of a deed ("Israeli air strikes") or of an act ("Russia shelled", "blamed Russia")."""
    token = line.words[last - 1].token
    if token.dep_ in MODIFYING and token.head.i > token.i and singular(token.head.lower_) in generics.deeds:
        between = token.doc[token.i + 1 : token.head.i]
        backing = load_modifiers().backing
        if all(t.dep_ in MODIFYING or t.is_punct or t.dep_ == "case" for t in between) and not any(t.lower_ in backing for t in between):
            yield Mention(first, last, theatre.of("state_forces", country), "state_forces", False, True, "doer-of-deed")
    elif state and (_acts(token, generics) or _is_blamed(token)):
        yield Mention(first, last, theatre.of("government", country), "government", False, True, "state-acts")


def _acts(token: Token, generics: Generics) -> bool:
    """Return whether a name is the subject or the agent of an act, alone or joined to others by "and"."""
    while token.dep_ == "conj" and token.head.pos_ == "PROPN":
        token = token.head
    if token.dep_ == "pobj" and token.head.dep_ == "agent":
        return token.head.head.lemma_.lower() in generics.acts
    return token.dep_ == "nsubj" and token.head.pos_ == "VERB" and token.head.lemma_.lower() in generics.acts


def _is_blamed(token: Token) -> bool:
    """Return whether a name is the object of a verb that has an actor for its object ("blamed Russia", "urged Ukraine to")."""
    if token.dep_ == "dobj":
        return token.head.lemma_.lower() in load_modifiers().blame
    return token.dep_ == "nsubj" and token.head.dep_ in ("ccomp", "xcomp") and token.head.head.lemma_.lower() in load_modifiers().blame


class _Noun:
    """The common noun at word `i` of a sentence."""

    def __init__(
        self, line: Line, i: int, head: str, theatre: Theatre, before: Antecedents, scene: str | None, named: Mapping[int, Named]
    ) -> None:
        self.line, self.i, self.head, self.theatre, self.before, self.scene, self.named = line, i, head, theatre, before, scene, named
        self.generics = load_generics()
        self.token = line.words[i].token
        self.first, self.noun = _noun(line, i, head, self.generics)

    def mentions(self) -> Iterator[Mention]:
        """Read it as a mention, or as none."""
        token, noun, line, first = self.token, self.noun, self.line, self.first
        # "forces loyal to" is at times taken for a verb
        plain = token.pos_ in ("NOUN", "PROPN") or (token.pos_ == "VERB" and past_tie(line, self.i + 1) is not None and noun is not None)
        if not plain and not (token.pos_ == "ADJ" and token.dep_ not in MODIFYING):
            return
        if token.dep_ in ("compound", "amod", "nmod") and token.head.i > token.i and not self._stands():
            return
        if noun is not None and noun.role == "plural" and token.tag_ not in ("NNS", "NNPS"):
            return
        start = core_start(line, first, self.theatre)
        last = self.i + 1
        if noun is not None and start > 1:
            # what two owners share is the bare head, not a compound of the second ("Kurdish forces")
            yield from _coordinated(line, start, self.generics.heads[self.head].get((self.head,), noun), self.theatre)
        civil = noun is not None and noun.kind in ("government", "media")
        owner, country, owned, against = owner_of(line, start, first, self.generics, self.theatre, self.named, civil=civil)
        if owner is not None and owner.kind in ("agency", "media"):
            if noun is not None and noun.kind in ("agency", "media"):
                yield Mention(start, last, owner, owner.kind, False, False, "named-owner")
                return
            owner, start = None, first  # a byline run into the text
        if owner is not None:
            yield from self._of_owner(owner, start, last)
        elif noun is None:
            meant = self.before.of(token, self.head) if start == self.i else None
            if meant is not None:
                yield Mention(self.i, last, meant[0], meant[0].kind, True, meant[0].kind in FIGHTING, meant[1])
        elif (tied := tied_to(line, last, self.generics, self.theatre)) is not None:
            yield replace(_owned(start, tied[0], tied[1], noun, self.theatre), rule="noun-tied-to-name")
        else:
            yield from self._unowned(noun, start, last, country, owned=owned, against=against)

    def _stands(self) -> bool:
        """Return whether a modifier's noun leaves it an actor: a deed ("rebel shelling"), or one who speaks ("a government spokesman")."""
        noun, head = self.noun, singular(self.token.head.lower_)
        if noun is not None and noun.role in ("head", "plural") and noun.kind in _SPOKEN_FOR and head in load_modifiers().voice:
            return True
        return head in self.generics.deeds or (noun is not None and noun.kind == "media")

    def _at(self, token: Token) -> int:
        """Return the place of a token among the sentence's words."""
        return next(n for n, word in enumerate(self.line.words) if word.token.i == token.i)

    def _of_owner(self, owner: Actor, start: int, last: int) -> Iterator[Mention]:
        """Read the noun as its named owner's."""
        if self.noun is not None:
            yield _owned(start, last, owner, self.noun, self.theatre)
        elif self.head in self.generics.bodies and not (self.head == "member" and owner.kind in ("state_forces", "coalition")):
            yield Mention(start, last, owner, owner.kind, False, True, "named-owner")

    def _unowned(self, noun: Generic, start: int, last: int, country: str | None, *, owned: bool, against: bool) -> Iterator[Mention]:
        """Read the noun by its country, or by what the article says."""
        token, first = self.token, self.first
        modifiers = load_modifiers()
        if noun.noun == "force" and country is None and token.tag_ == "NN":
            return  # "by force"
        folds = frozenset(w.fold for w in self.line.words[start:first])
        before = folds | {w.fold for w in self.line.words[first : self.i]}
        if (against and noun.combatant) or (noun.kind in ("state_forces", "government") and folds & modifiers.revolt):
            noun = Generic(noun.noun, "head", "rebel", True)
        elif noun.role in ("craft", "ground") and before & modifiers.state:
            noun = Generic(noun.noun, "head", noun.kind, True)
        elif noun.kind == "armed_group" and noun.role == "head" and folds & modifiers.state:
            noun = Generic(noun.noun, "head", "state_forces", True)
        if noun.role == "craft" and folds & modifiers.civil:
            return
        if country is None and noun.kind in (*OF_STATES, "rebel") and noun.role in ("head", "plural"):
            country = country_behind(self.line, last)
        theirs = owned or _ours(token)
        if noun.kind in OF_STATES and (pronoun := _pronoun(token)) is not None and country is None:
            leader = leader_meant(self.line, self._at(pronoun), self.generics, self.theatre)
            if leader is not None:
                yield replace(_owned(start, last, leader, noun, self.theatre), generic=True, rule="noun-of-leader")
                return
            theirs = noun.kind != "government" or any(t < self.i for t in self.line.countries)
        if country is None and not theirs:
            theirs = indefinite(noun, token, folds) or bool(folds & modifiers.outside)
        place = place_of(self.line, token, self.scene)
        reading = NOBODY if theirs else resolve(noun, token, folds, country, self.theatre, place)
        waits = reading.actor is None and noun.role == "ground" and country is None and not theirs
        boots = country is not None and noun.kind == "state_forces" and noun.role in ("ground", "head")
        generic = reading.actor is None or country is None
        yield Mention(start, last, reading.actor, noun.kind, generic, noun.combatant, reading.rule, waits, boots)


def _coordinated(line: Line, start: int, noun: Generic, theatre: Theatre) -> Iterator[Mention]:
    """Read a country joined by "and" to the phrase that starts at `start`: "Iraqi and Kurdish forces" are two forces."""
    if line.words[start - 1].fold != "and":
        return
    for begin, (last, country) in line.countries.items():
        if last == start - 1 and line.words[begin].token.pos_ == "ADJ" and line.words[begin].token.head.i >= line.words[start].token.i:
            actor = theatre.of(noun.kind, country)
            rule = "noun-of-country" if actor is not None else None
            yield Mention(begin, last, actor, noun.kind, actor is None, noun.combatant, rule)


def _owned(start: int, last: int, owner: Actor, noun: Generic, theatre: Theatre) -> Mention:
    """Give a noun its named owner, unless the owner's men could not be what the noun says.

    A leader's government and police are his state's; his protesters and thugs are no soldiers. The ministries of a group that rules are
    the group.
    """
    if owner.kind == "state_forces" and noun.kind in ("police", "government"):
        # a fallen leader's government is that of his day
        day = owner.since if owner.until is not None else theatre.day
        actor = load_registry().of_country(owner.country, noun.kind, day)
        return Mention(start, last, actor, noun.kind, False, noun.combatant, "named-owner")
    rules = noun.kind == "government" and owner.kind in ("armed_group", "rebel", "militia")
    if (owner.kind in FIGHTING and not noun.combatant and not rules) or (owner.kind == "state_forces" and noun.kind == "militia"):
        return Mention(start, last, None, noun.kind, True, noun.combatant)
    return Mention(start, last, owner, owner.kind, False, noun.combatant, "named-owner")


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


def _pronoun(token: Token) -> Token | None:
    """Return the "his" or "its" that says whose a noun is, if there is one."""
    return next((t for t in token.lefts if t.tag_ == "PRP$" and t.lower_ in ("his", "her", "its", "their")), None)


def _ours(token: Token) -> bool:
    """Return whether a noun is a speaker's or somebody's own ("our forces")."""
    return any(t.tag_ == "PRP$" for t in token.lefts)
