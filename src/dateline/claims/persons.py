"""Find the people an article names: each with the fullest name it gives, and every place where the name stands.

The analyser's small model takes many names of the world for places or companies. A run of capitals is also a person's name where a
noun for a person leads it ("journalist X Y"), where an age follows it, or where the article elsewhere reads it as a person's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dateline.actors import is_person_noun, is_title, speaker_kind
from dateline.claims.context import Context, Scene
from dateline.claims.lexicon import table
from dateline.places.fold import ARTICLES
from dateline.records import BlockKind, SourceKind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Mention", "People", "Person", "name_words", "people_in"]

#: What a person may be and still be private; `dateline.attribution` marks speakers by the same kinds.
_PRIVATE = frozenset({SourceKind.WITNESS, SourceKind.RESIDENT, SourceKind.OTHER, SourceKind.ANONYMOUS})
#: Words of one name at most ("Juan Carlos de la Cruz Rodriguez").
LONGEST = 7
#: UCDP GED's precision up to which a place is a town: people bear the names of towns, not of countries.
_TOWN = 3
_SMALL = frozenset({"al", "el", "bin", "bint", "ibn", "de", "del", "la", "da", "dos", "van", "von", "der", "den", "di", "ould", "ag", "y"})
_JOINTS = frozenset({"-", "\u2010", "\u2011", "'", "\u2019", "."})


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a name stands: number of the sentence, positions of its first and last token."""

    scene: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Person:
    """A person of an article: the fullest name, its mentions in reading order, and the nouns said of him or her ("journalist")."""

    name: str
    mentions: tuple[Mention, ...]
    roles: tuple[str, ...] = ()

    @property
    def private(self) -> bool:
        """Return whether no public title goes with the name: such a name is masked in exports."""
        return all(speaker_kind(role, (), None)[0] in _PRIVATE for role in self.roles)


class People:
    """The persons of an article, by place."""

    def __init__(self, persons: Sequence[Person]) -> None:
        self.persons = tuple(persons)
        self._at = {(m.scene, at): person for person in persons for m in person.mentions for at in range(m.first, m.last + 1)}

    def at(self, scene: int, position: int) -> Person | None:
        """Return the person whose name covers a token."""
        return self._at.get((scene, position))

    def within(self, scene: int, low: int, high: int) -> list[Person]:
        """Return the persons named between two positions, both included, in order, each once."""
        found = (self._at.get((scene, at)) for at in range(low, high + 1))
        return list(dict.fromkeys(p for p in found if p is not None))


@dataclass(frozen=True, slots=True)
class _Run:
    mention: Mention
    words: tuple[str, ...]
    text: str
    sure: bool
    role: str | None


def people_in(context: Context) -> People:
    """Find the persons an article names in its running text, then their names in its headings."""
    runs = [run for scene in context.scenes if scene.sentence.kind is not BlockKind.TITLE for run in _runs(scene)]
    votes: Counter[tuple[str, ...]] = Counter()
    for run in runs:
        votes[run.words] += 1 if run.sure else -1
    roles = {run.words for run in runs if run.role is not None}
    full = [w for w in votes if len(w) > 1 and (votes[w] > 0 or w in roles)]
    home = _home(full, votes)
    named: dict[tuple[str, ...], list[_Run]] = {}
    for run in runs:
        words = run.words if run.words in home else None
        if words is None and (run.sure or len(run.words) == 1):
            words = _part_of(run.words, home)
        if words is not None:
            named.setdefault(home[words], []).append(run)
        elif run.sure and len(run.words) == 1 and run.role is not None:
            named.setdefault(run.words, []).append(run)
    persons = [_person(group) for group in named.values()]
    titled = dict(_in_titles(context, [p.name for p in persons]))
    return People([Person(p.name, tuple(sorted((*titled.get(p.name, ()), *p.mentions), key=_order)), p.roles) for p in persons])


def _order(mention: Mention) -> tuple[int, int]:
    return mention.scene, mention.first


def _person(runs: Sequence[_Run]) -> Person:
    longest = max(runs, key=lambda run: (len(run.words), len(run.text)))
    spelled = Counter(run.text for run in runs if run.words == longest.words).most_common(1)[0][0]
    return Person(spelled, tuple(run.mention for run in runs), tuple(dict.fromkeys(run.role for run in runs if run.role)))


def _home(full: Sequence[tuple[str, ...]], votes: Mapping[tuple[str, ...], int]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Lead every full name to the fullest form of it: one that holds all its words."""
    home: dict[tuple[str, ...], tuple[str, ...]] = {}
    for words in full:
        wider = [w for w in full if set(words) < set(w)]
        home[words] = max(wider, key=lambda w: (votes[w], len(w))) if wider else words
    return {words: home.get(target, target) for words, target in home.items()}


def _part_of(words: tuple[str, ...], home: Mapping[tuple[str, ...], tuple[str, ...]]) -> tuple[str, ...] | None:
    """Return the full name that a surname or another part stands for: as last word first, then anywhere; "Assadi" is al-Assadi."""
    bare = tuple(_bare(word) for word in words)
    named = {full: tuple(_bare(word) for word in full) for full in home}
    tail = [full for full, own in named.items() if own[-len(bare) :] == bare]
    return next(iter(tail), None) or next((full for full, own in named.items() if set(bare) <= set(own)), None)


def _bare(word: str) -> str:
    """Return a name's word without the Arabic article that is joined to it."""
    first, joint, rest = word.partition("-")
    return rest if joint and first in ARTICLES else word


def _runs(scene: Scene) -> Iterator[_Run]:
    tokens = scene.tokens
    base = tokens[0].i if tokens else 0
    at = 0
    while at < len(tokens):
        if not _names(tokens, at):
            at += 1
            continue
        first = at
        while at + 1 < len(tokens) and at - first < 3 * LONGEST and _goes_on(tokens, at + 1):
            at += 1
        last = at
        at += 1
        low, high, role = _trim(tokens, first, last)
        if low > high:
            continue
        words = tuple(_fold(tokens, low, high))
        if not words or len(words) > LONGEST or any(any(c.isdigit() for c in w) for w in words):
            continue
        role = role or _role_before(tokens, low) or _role_behind(tokens, low, high, base)
        sure = _is_person(scene, low, high, role)
        text = scene.text[scene.start(low) : scene.end(high)]
        yield _Run(Mention(scene.index, low, high), words, " ".join(text.split()), sure, role)


def _names(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if not token.text[:1].isupper() or token.text in ("I", "The", "A") or token.lower_.rstrip(".") in name_words("institution"):
        return False
    return token.pos_ == "PROPN" or token.ent_type_ == "PERSON"


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if _names(tokens, at):
        return not (token.ent_iob_ == "B" and tokens[at - 1].ent_type_ == "PERSON" and token.ent_type_ not in ("PERSON", ""))
    follows = at + 1 < len(tokens) and _names(tokens, at + 1)
    if token.lower_ in _SMALL or token.lower_ == "-" or token.text in _JOINTS:
        tight = not tokens[at - 1].whitespace_ or token.lower_ in _SMALL
        behind = at + 1 < len(tokens) and (follows or (tokens[at + 1].text in _JOINTS and token.lower_ in _SMALL) or token.text == "-")
        return tight and behind and token.text != "."
    return token.ent_type_ == "PERSON" and token.ent_iob_ == "I" and token.text not in ("'s", "\u2019s", ",")


def _trim(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int, str | None]:
    """Take titles and nouns for persons off the front, and what is no part of a name off the end."""
    role = None
    leads = [at for at in range(first, last) if _leads(tokens[at])]
    if leads and leads[-1] < last:
        first = leads[-1]  # "North Coast Judge X Y", "Navy Captain X Y"
    while first <= last:
        token = tokens[first]
        word = token.lower_.rstrip(".")
        if word in name_words("title") or ((is_person_noun(token.lower_) or is_title(token.lower_)) and first < last):
            role = word
            first += 1
        elif token.text in _JOINTS or token.text == "-":
            first += 1
        else:
            break
    while last >= first and (not tokens[last].text[:1].isupper() and (tokens[last].text in _JOINTS or tokens[last].lower_ in _SMALL)):
        last -= 1
    return first, last, role


def _leads(token: Token) -> bool:
    word = token.lower_.rstrip(".")
    return word in name_words("title") or is_title(word) or is_person_noun(word)


def _fold(tokens: Sequence[Token], low: int, high: int) -> Iterator[str]:
    """Yield the words of a name, joined where they stand joined."""
    word = ""
    for token in tokens[low : high + 1]:
        word += token.lower_
        if token.whitespace_:
            yield word.strip(".")
            word = ""
    if word:
        yield word.strip(".")


def _role_before(tokens: Sequence[Token], low: int) -> str | None:
    """Return the noun for a person that leads a name ("journalist X Y", "the activist, X Y")."""
    at = low - 1
    if at > 0 and tokens[at].text in (",", ":"):
        at -= 1
    if at < 0:
        return None
    word = tokens[at].lower_.rstrip(".")
    if word == "old" or word.endswith("-year-old"):
        return "person"
    if word in ("named", "called", "namely"):
        return "person"
    if word in name_words("title") or ((is_person_noun(word) or is_title(word)) and tokens[at].pos_ in ("NOUN", "PROPN", "ADJ")):
        return word
    return None


def _role_behind(tokens: Sequence[Token], low: int, high: int, base: int) -> str | None:
    """Return the noun in apposition behind a name ("X Y, a lawyer"), or ``"person"`` before an age ("X Y, 34,")."""
    if high + 2 < len(tokens) and tokens[high + 1].text in (",", "("):
        if tokens[high + 2].like_num and tokens[high + 2].text.isdigit() and len(tokens[high + 2].text) < 3:
            closed = high + 3 >= len(tokens) or tokens[high + 3].text in (",", ".", ")", "-", "and", "who")
            return "person" if closed else None
        for token in tokens[low : high + 1]:
            for child in token.children:
                if child.dep_ == "appos" and child.i - base > high and (is_person_noun(child.lower_) or is_title(child.lower_)):
                    return child.lower_
    return None


def _is_person(scene: Scene, low: int, high: int, role: str | None) -> bool:
    """Return whether a run reads as a person's name here."""
    tokens = scene.tokens[low : high + 1]
    kinds = Counter(t.ent_type_ for t in tokens)
    actor = scene.actor_at(high)
    if actor is not None and actor.actor_id is not None:
        return False
    if role is not None and (len(tokens) > 1 or kinds["PERSON"]):
        return True
    for place in scene.places:
        known = place.where.geoname_id is not None
        if known and place.where.span.start < scene.end(high) and place.where.span.end > scene.start(low):
            wide = place.where.precision > _TOWN
            if wide or place.where.span.end >= scene.end(high):
                return False  # "Star Peru", "Radio Chad": a country is in no name of a person
    return kinds["PERSON"] * 2 >= len(tokens) or (len(tokens) > 1 and _in_slot(tokens))


def _in_slot(tokens: Sequence[Token]) -> bool:
    """Return whether a name stands where only a person can: as the victim of an arrest or a murder."""
    head = next((t for t in reversed(tokens) if t.dep_ not in ("compound", "flat", "punct")), tokens[-1])
    if head.dep_ in ("nsubjpass", "dobj"):
        return head.head.lemma_.lower() in name_words("done_to_person")
    if head.dep_ == "poss":
        return head.head.lemma_.lower() in name_words("done_to_person")
    if head.dep_ == "pobj" and head.head.lower_ == "of":
        return head.head.head.lemma_.lower() in name_words("done_to_person")
    return False


def _in_titles(context: Context, names: Sequence[str]) -> Iterator[tuple[str, tuple[Mention, ...]]]:
    """Find known names in headings, where every word has a capital and the analyser is of no help."""
    titles = [scene for scene in context.scenes if scene.sentence.kind is BlockKind.TITLE]
    for name in names:
        words = name.casefold().split()
        found: list[Mention] = []
        for scene in titles:
            lower = [t.lower_ for t in scene.tokens]
            wanted = [w for w in (words, words[-1:]) if len(w[-1]) > 2]
            for piece in wanted:
                at = next((i for i in range(len(lower)) if lower[i : i + len(piece)] == piece), None)
                if at is not None and scene.tokens[at].text[:1].isupper():
                    found.append(Mention(scene.index, at, at + len(piece) - 1))
                    break
        if found:
            yield name, tuple(found)


@cache
def name_words(kind: str) -> frozenset[str]:
    """The words of one class of data/name_words.tsv."""
    return frozenset(row["word"] for row in table("name_words.tsv") if row["class"] == kind)
