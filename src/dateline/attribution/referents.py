"""Follow who is meant through an article: pronouns, surnames and descriptions back to the fullest mention."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dateline.actors import is_person_noun
from dateline.attribution.mentions import Mention, Thing, read_mention, surname
from dateline.attribution.sources import Source
from dateline.attribution.trees import NOUN_TAGS, Tree
from dateline.records import FoundActor

#: Sentences back that a pronoun may reach, and mentions looked at on the way.
HORIZON = 6
LOOK_BACK = 40
_HE = frozenset({"he", "she", "him", "her"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
#: What counts in favour of an antecedent: speaking, being a subject; a sentence's distance costs one. After the salience weights
#: of Lappin and Leass (1994), their order kept, their sizes set by reading news.
SPEAKER, SUBJECT, CONTENT, NAMED = 2.5, 0.6, -1.6, 0.5


@dataclass(slots=True)
class Seen:
    """A mention in its place: sentence, character, whether it is a subject, speaks, or stands in what another says."""

    mention: Mention
    sentence: int
    at: int
    subject: bool
    speaker: bool = False
    reported: bool = False


class Referents:
    """The people and bodies of one article in reading order; `look` reads a sentence, `resolve` a source phrase."""

    def __init__(self, trees: Sequence[Tree], text: str, actors: Sequence[FoundActor] = ()) -> None:
        self._text = text
        self._actors = actors
        self._actor_starts = [actor.span.start for actor in actors]
        self._seen: list[Seen] = []
        self._names: dict[str, list[Mention]] = {}
        self._mentions: list[list[tuple[int, Mention]]] = [self._of_sentence(tree) for tree in trees]
        for mentions in self._mentions:
            for _, mention in mentions:
                self._remember(mention)

    def _of_sentence(self, tree: Tree) -> list[tuple[int, Mention]]:
        """Read the personal names and the subjects of a sentence."""
        heads = []
        size = len(tree)
        for i in range(size):
            named = (
                tree.people[i]
                and tree.deps[i] not in ("compound", "punct", "case")
                and (i + 1 == size or not tree.people[i + 1] or tree.tags[i + 1] == "POS")
            )
            owner = tree.deps[i] == "poss" and tree.deps[tree.heads[i]] in _SUBJECTS
            if tree.tags[i] in NOUN_TAGS and (named or owner or tree.deps[i] in _SUBJECTS):
                heads.append(i)
        return [(i, self._read(tree, i)) for i in heads]

    def _read(self, tree: Tree, head: int, edges: tuple[int, int] | None = None) -> Mention:
        """Read a phrase; what the registry knows as a body or an armed actor is no person."""
        mention = read_mention(tree, self._text, head, edges)
        at = tree.starts[head]
        k = bisect_right(self._actor_starts, at) - 1
        if k < 0 or self._actors[k].span.end <= at or (mention.thing is Thing.PERSON and mention.name is None):
            return mention
        actor = self._actors[k]
        if mention.name is not None and tree.starts[mention.tokens[0]] < actor.span.start and mention.role is not None:
            return mention
        named = None if actor.generic else mention.organisation or actor.name
        return replace(mention, name=None, role=None, thing=Thing.GROUP, organisation=named)

    def _remember(self, mention: Mention) -> None:
        if mention.name is None:
            return
        key = surname(mention.name)
        known = self._names.setdefault(key, [])
        for k, other in enumerate(known):
            if other.name is not None and _same_name(other.name, mention.name):
                known[k] = _fuller(other, mention)
                return
        known.append(mention)

    def learn(self, tree: Tree, source: Source) -> None:
        """Remember the name in a source phrase, which the parser may have torn in two."""
        if source.antecedent is None and tree.tags[source.head] in NOUN_TAGS:
            self._remember(self._read(tree, source.head, (source.first, source.last)))

    def known(self, mention: Mention) -> Mention:
        """Return what the whole article tells of a named person."""
        if mention.name is None:
            return mention
        known = self._names.get(surname(mention.name), ())
        for other in known:
            if other.name is not None and _same_name(other.name, mention.name):
                return replace(other, tokens=mention.tokens, text=mention.text)
        return mention

    def person_called(self, word: str) -> Mention | None:
        """Return the person whose surname a lone word is."""
        known = self._names.get(surname(word), ())
        return known[0] if known else None

    def look(self, index: int, tree: Tree, reported: Iterable[tuple[int, int]]) -> None:
        """Take in a sentence after its sources are resolved; `reported` are the characters of what others say in it."""
        spans = list(reported)
        for head, mention in self._mentions[index]:
            at = tree.starts[head]
            self._seen.append(Seen(mention, tree.sentence, at, tree.deps[head] in _SUBJECTS, False, any(a <= at < b for a, b in spans)))

    def speak(self, mention: Mention, sentence: int, at: int, reported: bool) -> None:
        """Take in a source that has spoken."""
        self._seen.append(Seen(mention, sentence, at, True, True, reported))

    def hand_on(self, position: int, tree: Tree, via: tuple[int, int]) -> None:
        """Take in an outlet that has handed on another's words ("television quoted a doctor as saying"): "it" may say more."""
        for head, mention in self._mentions[position]:
            if via[0] <= head <= via[1]:
                self._seen.append(Seen(mention, tree.sentence, tree.starts[head], True, True))

    def resolve(self, tree: Tree, source: Source, position: int, content: Sequence[tuple[int, int]]) -> Mention | None:
        """Find who a source phrase stands for.

        Args:
            tree: the sentence.
            source: its source phrase.
            position: the sentence's place in the article's list.
            content: characters of what the source says: antecedents there are poor ones.

        Returns:
            The fullest reading known, or ``None`` for a pronoun that nothing before it explains.
        """
        head = source.head
        word = tree.lower[head]
        if source.antecedent is not None:
            node = source.antecedent
            if tree.tags[node] in NOUN_TAGS:
                return self.known(self._read(tree, node))
            return None
        word = _OWNERS.get(word, word) if tree.tags[head] == "PRP$" else word
        if tree.tags[head] in ("PRP", "PRP$", "DT") and word in _PRONOUNS:
            return self._antecedent(word, tree, position, tree.starts[head], content)
        mention = self._read(tree, head, (source.first, source.last))
        if mention.name is not None:
            return self.known(mention)
        if mention.thing is Thing.DOCUMENT and (issuer := self._issuer(tree, source, position, content)) is not None:
            return issuer
        if mention.thing is Thing.GROUP and source.first == source.last and (person := self.person_called(tree.words[head])) is not None:
            return replace(person, tokens=mention.tokens, text=mention.text)
        return self._described(mention, tree) if mention.definite and mention.organisation is None else mention

    def _issuer(self, tree: Tree, source: Source, position: int, content: Sequence[tuple[int, int]]) -> Mention | None:
        """Find whose document speaks: "its communique said", "the ministry's statement said"."""
        owner = tree.child(source.head, "poss")
        if owner is None or owner < source.first:
            return None
        if tree.tags[owner] == "PRP$":
            found = self._antecedent(_OWNERS.get(tree.lower[owner], ""), tree, position, tree.starts[owner], content)
        else:
            found = self.known(self._read(tree, owner))
        return found if found is not None and found.thing in (Thing.GROUP, Thing.PERSON) else None

    def _antecedent(self, word: str, tree: Tree, position: int, at: int, content: Sequence[tuple[int, int]]) -> Mention | None:
        """Choose who a pronoun stands for."""
        best: tuple[float, int] | None = None
        chosen: Mention | None = None
        here = [
            Seen(m, tree.sentence, tree.starts[h], tree.deps[h] in _SUBJECTS, False, any(a <= tree.starts[h] < b for a, b in content))
            for h, m in self._mentions[position]
            if tree.starts[h] < at
        ]
        for order, seen in enumerate([*self._seen[-LOOK_BACK:], *here]):
            distance = tree.sentence - seen.sentence
            fit = _fits(word, seen.mention)
            if distance > HORIZON or fit is None:
                continue
            score = fit - distance + SPEAKER * seen.speaker + SUBJECT * seen.subject + CONTENT * seen.reported
            score += NAMED * (seen.mention.name is not None)
            if best is None or (score, order) > best:
                best, chosen = (score, order), seen.mention
        return self.known(chosen) if chosen is not None else None

    def _described(self, mention: Mention, tree: Tree) -> Mention:
        """Find an earlier mention that a definite description repeats ("the spokesman"), or the person an epithet stands for."""
        for seen in reversed(self._seen[-LOOK_BACK:]):
            other = seen.mention
            titles = (other.role or "").lower().split()
            if (
                other.plural == mention.plural
                and (other.head == mention.head or (mention.head in titles and mention.thing is Thing.PERSON))
                and len(other.text) > len(mention.text)
            ):
                return self.known(other)
        if mention.thing is Thing.PERSON or mention.epithet or mention.head == "old":
            bare = mention.epithet or mention.head == "old" or "former" in mention.modifiers
            for seen in reversed(self._seen[-LOOK_BACK:]):
                if (
                    bare
                    and not mention.plural
                    and tree.sentence - seen.sentence <= 2
                    and seen.mention.name is not None
                    and not seen.reported
                ):
                    return self.known(seen.mention)
        return mention


_OWNERS = {"its": "it", "his": "he", "her": "she", "their": "they"}
_PRONOUNS = frozenset({"he", "she", "it", "they", "him", "her", "them"})


def _same_name(one: str, other: str) -> bool:
    """Return whether two mentions that share a surname can name one person: no first names, or the same."""
    first, second = one.lower().split(), other.lower().split()
    return len(first) == 1 or len(second) == 1 or first[0].strip(".")[:1] == second[0].strip(".")[:1]


def _fuller(one: Mention, other: Mention) -> Mention:
    """Join two mentions of a person: the longer name and role, the first organisation."""
    base = one if len(one.role or "") >= len(other.role or "") else other
    return replace(
        base, name=max(one.name or "", other.name or "", key=len), role=base.role,
        organisation=one.organisation or other.organisation, female=one.female if one.female is not None else other.female,
    )  # fmt: skip


def _fits(word: str, mention: Mention) -> float | None:
    """Weigh a mention as what a pronoun stands for; ``None`` rules it out."""
    thing, plural = mention.thing, mention.plural
    if word in _HE:
        if plural or thing is not Thing.PERSON or mention.female is (word in ("he", "him")):
            return None
        return 0.0
    if word == "it":
        if plural or thing is Thing.PERSON:
            return None
        return {Thing.GROUP: 0.6, Thing.DOCUMENT: 0.3}.get(thing)
    if thing is Thing.PERSON:
        return 0.3 if plural else None
    if plural:
        return 0.0 if thing is Thing.GROUP else 0.2 if is_person_noun(mention.head) else None
    return -1.0 if thing is Thing.GROUP else None
