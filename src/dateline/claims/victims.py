"""Read from a noun phrase who was harmed: the words, civilian or combatant, person or family."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.actors.people import unit_of, victim_kind
from dateline.claims.context import Scene
from dateline.claims.harm import Harm
from dateline.claims.lexicon import word_set
from dateline.records import Unit, VictimKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_MOSTLY = re.compile(
    r"\b(?:mostly|mainly|most of them|majority of them|many of them|largely|predominantly|some of them|half of them)\b", re.IGNORECASE
)
#: Nouns that say nothing of who: the kind is looked for further on.
_BLANK = frozenset(
    [
        "people",
        "person",
        "man",
        "men",
        "other",
        "more",
        "life",
        "body",
        "corpse",
        "dead",
        "wounded",
        "injured",
        "casualty",
        "death",
        "victim",
        "male",
        "adult",
        "individual",
        "one",
        "number",
        "martyr",
        "remains",
        "total",
        "guy",
        "comrade",
        "own",
    ]
)


@dataclass(frozen=True, slots=True)
class Victims:
    """Who a figure counts: the words (or ``None``), the kind, the unit, and the noun's position in the sentence."""

    who: str | None
    kind: VictimKind
    unit: Unit
    noun: int | None
    blank: bool


def victims(scene: Scene, harm: Harm, before: Victims | None) -> Victims:
    """Describe the people a figure counts.

    Args:
        scene: the sentence.
        harm: the figure.
        before: the victims of the figure before it in the sentence: "two guards died and seven were hurt".
    """
    tokens = scene.tokens
    noun = harm.victim if harm.victim is not None and harm.victim < len(tokens) else None
    if noun is not None and noun == harm.trigger and harm.word.victims in ("mod", "of") and harm.word.count != "body":
        noun = _of_noun(tokens, noun)
    if noun is None:
        return _inherited(scene, harm, before)
    token = tokens[noun]
    lemma = token.lemma_.lower()
    kind = _kind(tokens, token)
    unit = unit_of(lemma) or (Unit.HOUSEHOLD if lemma in word_set("dwelling") else Unit.PERSON)
    who = _words(scene, harm, noun)
    if (kind is None or kind is VictimKind.UNKNOWN) and lemma in _BLANK:
        if lemma in ("body", "corpse", "remains", "life", "death", "killing"):
            inner = _of_noun(tokens, noun)
            if inner is not None:
                kind = _kind(tokens, tokens[inner])
        if kind in (None, VictimKind.UNKNOWN) and before is not None:
            if lemma == "other" or _more(tokens, harm):
                return Victims(who, before.kind, unit, noun, True)
            if before.noun is not None and before.kind is VictimKind.CIVILIAN and _joined(tokens, before.noun, harm.quantity.first):
                return Victims(who, before.kind, unit, noun, True)
        if harm.word.victims == "loss":
            kind = _loser(tokens, harm) or VictimKind.COMBATANT  # a side's losses, where no civilian word stands
        if kind in (None, VictimKind.UNKNOWN):
            kind = _described(scene, harm) or kind
    if kind in (None, VictimKind.UNKNOWN):
        kind = _members(tokens, noun) or kind
    mixed = _coordinated(tokens, harm, token, kind)
    return Victims(who, mixed or kind or VictimKind.UNKNOWN, unit, noun, lemma in _BLANK)


def _members(tokens: Sequence[Token], at: int) -> VictimKind | None:
    """Read the kind from the body people belong to: "members of the security forces", "eleven members of one family"."""
    inner = _of_noun(tokens, at)
    if inner is None:
        return None
    lemma = tokens[inner].lemma_.lower()
    if lemma in word_set("armed_body"):
        return VictimKind.COMBATANT
    if lemma in ("family", "household", "tribe", "congregation", "staff", "public"):
        return VictimKind.CIVILIAN
    kind = _kind(tokens, tokens[inner])
    return kind if kind is not VictimKind.UNKNOWN else None


def _kind(tokens: Sequence[Token], token: Token) -> VictimKind | None:
    base = tokens[0].i
    words = [t.text for t in tokens[max(0, token.i - base - 5) : token.i - base] if t.i >= token.left_edge.i]
    return victim_kind(token.text, words)


def _more(tokens: Sequence[Token], harm: Harm) -> bool:
    after = [t.lower_ for t in tokens[harm.quantity.last + 1 : harm.quantity.last + 3]]
    return "others" in after or "more" in after or "other" in after or tokens[harm.quantity.first].lower_ == "another"


def _joined(tokens: Sequence[Token], before: int, first: int) -> bool:
    """Return whether a figure is coordinated with the one before it: "two children and three adults"."""
    return 0 < first - before <= 3 and any(t.lower_ in ("and", ",") for t in tokens[before + 1 : first])


def _of_noun(tokens: Sequence[Token], at: int) -> int | None:
    """Return the noun after "of" ("bodies of six fighters", "55 of the wounded rebels")."""
    for child in tokens[at].children:
        if child.dep_ == "prep" and child.lower_ == "of":
            for grand in child.children:
                if grand.dep_ == "pobj":
                    return grand.i - tokens[0].i
    return None


def _inherited(scene: Scene, harm: Harm, before: Victims | None) -> Victims:
    """A bare number takes its victims from the figure before it, from the loser, or from the words around."""
    kind: VictimKind | None = None
    if harm.word.victims == "loss" or _suffered(scene.tokens, harm):
        kind = _loser(scene.tokens, harm)
    if kind is None and before is not None and harm.quantity.kind != "none":
        return Victims(before.who, before.kind, before.unit, None, True)
    return Victims(None, kind or _described(scene, harm) or VictimKind.UNKNOWN, Unit.PERSON, None, True)


def _suffered(tokens: Sequence[Token], harm: Harm) -> bool:
    return any(t.lemma_ in ("suffer", "lose", "sustain") for t in tokens[max(0, harm.quantity.first - 8) : harm.quantity.first])


def _loser(tokens: Sequence[Token], harm: Harm) -> VictimKind | None:
    """Whose losses: the subject of "lost", "suffered"."""
    for t in reversed(tokens[: harm.quantity.first]):
        if t.lemma_ in ("suffer", "lose", "sustain"):
            for _ in range(4):
                for child in t.children:
                    if child.dep_ in ("nsubj", "nsubjpass"):
                        if child.pos_ != "PRON":
                            return _kind(tokens, child)
                        if t.head != t and t.dep_ in ("ccomp", "conj"):
                            break
                t = t.head
            return None
    return None


def _described(scene: Scene, harm: Harm) -> VictimKind | None:
    """Read an afterthought: "three people were killed, mostly civilians"; "all of them soldiers"."""
    tokens = scene.tokens
    tail = scene.sentence.tokens.text[tokens[harm.quantity.last].idx - scene.sentence.tokens.start_char :]
    if match := _MOSTLY.search(tail):
        rest = tail[match.end() :].split()[:4]
        for word in rest:
            kind = victim_kind(word.strip(".,;:\"'"))
            if kind in (VictimKind.CIVILIAN, VictimKind.COMBATANT):
                return VictimKind.MIXED
    if match := re.search(r"\ball (?:of them )?(?:were )?(\w+)", tail):
        kind = victim_kind(match.group(1))
        if kind in (VictimKind.CIVILIAN, VictimKind.COMBATANT):
            return kind
    return None


def _coordinated(tokens: Sequence[Token], harm: Harm, token: Token, kind: VictimKind | None) -> VictimKind | None:
    """One number over two kinds is mixed: "12 soldiers and civilians"."""
    base = tokens[0].i
    kinds = {kind}
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN"):
            numbered = any(g.dep_ in ("nummod", "det") for g in child.children) or child.i - base - (token.i - base) > 4
            if not numbered:
                kinds.add(_kind(tokens, child))
    if {VictimKind.CIVILIAN, VictimKind.COMBATANT} <= kinds:
        return VictimKind.MIXED
    if kind is VictimKind.UNKNOWN and VictimKind.CIVILIAN in kinds:
        return VictimKind.CIVILIAN
    return None


def _words(scene: Scene, harm: Harm, noun: int) -> str | None:
    """Return the words for the victims, as printed, without the number."""
    tokens = scene.tokens
    first = harm.quantity.last + 1
    if first > noun or noun - first > 8:
        first = noun
    while first < noun and (tokens[first].lower_ in ("of", "out", "the", "them", "-", "more") or tokens[first].pos_ == "NUM"):
        first += 1
    text = scene.text[scene.start(first) : scene.end(noun)].strip()
    return text or None
