"""Weigh who may be meant by a pronoun or description: what counts for and against a mention in its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.actors import is_person_noun
from dateline.attribution.mentions import Mention, Thing, surname
from dateline.attribution.trees import FINITE_TAGS, VERB_TAGS, Tree

#: Sentences back that a pronoun may reach.
HORIZON = 6
HE = frozenset({"he", "she", "him", "her"})
GENDERED = {"he": False, "him": False, "his": False, "she": True, "her": True, "hers": True}
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
#: What counts in favour of an antecedent: speaking, being a subject; a sentence's distance costs one. After the salience weights
#: of Lappin and Leass (1994), their order kept, their sizes set by reading news.
SPEAKER, SUBJECT, CONTENT, NAMED = 1.8, 0.6, -1.6, 0.5
#: For each further sentence that tells of somebody, up to three; against one just brought in ("a soldier"); against a fighter for "she".
TOPIC, NEW, UNLIKELY = 0.6, -0.6, -1.5
#: Against the second of two names joined, and against kin brought in by somebody else's "his" or "her".
JOINED, OWNED = -0.8, -0.8


@dataclass(slots=True)
class Seen:
    """A mention in its place: sentence, character, whether it is a subject, speaks, or stands in what another says."""

    mention: Mention
    sentence: int
    at: int
    subject: bool
    speaker: bool = False
    reported: bool = False
    weight: float = 0.0


def is_subject(tree: Tree, head: int) -> bool:
    """Return whether a mention is a subject, also where the parser hung it on the dateline."""
    behind = head + 1 < len(tree) and tree.tags[head + 1] in FINITE_TAGS and tree.people[head]
    return tree.deps[head] in SUBJECTS or behind


def own_subject(tree: Tree, pronoun: int) -> int | None:
    """Return the subject of the verb whose object a pronoun is: it is somebody else ("a soldier asked her")."""
    node = pronoun
    for _ in range(4):
        if tree.deps[node] in ("nsubj", "nsubjpass", "poss"):
            return None
        node = tree.heads[node]
        while tree.tags[node] in VERB_TAGS:
            if (own := tree.child(node, "nsubj", "nsubjpass")) is not None:
                return own if own < pronoun else None
            if tree.deps[node] not in ("conj", "xcomp"):
                return None
            node = tree.heads[node]
    return None


def aside(tree: Tree, head: int, mention: Mention) -> float:
    """Weigh a place in the sentence that tells of somebody for another's sake."""
    owned = tree.tags[mention.tokens[0]] == "PRP$" or (tree.deps[head] == "appos" and tree.tags[tree.left[tree.heads[head]]] == "PRP$")
    return JOINED * (tree.deps[head] == "conj") + OWNED * owned


def key(mention: Mention) -> str:
    """Return what tells one mention's bearer from another's: the surname, else the words."""
    return surname(mention.name) if mention.name is not None else mention.text.lower()


def topics(seen: Iterable[Seen], sentence: int) -> dict[str, int]:
    """Count for each person the further sentences of late that tell of them, up to three."""
    where: dict[str, set[int]] = defaultdict(set)
    for one in seen:
        if sentence - one.sentence <= HORIZON and not one.reported:
            where[key(one.mention)].add(one.sentence)
    return defaultdict(int, {key: min(len(sentences) - 1, 3) for key, sentences in where.items()})


def fits(word: str, mention: Mention) -> float | None:
    """Weigh a mention as what a pronoun stands for; ``None`` rules it out."""
    thing, plural = mention.thing, mention.plural
    if word in HE:
        if plural or thing is not Thing.PERSON or mention.female is (word in ("he", "him")):
            return None
        return 0.0 if mention.female is None else 0.8
    if word == "it":
        if plural or thing is Thing.PERSON:
            return None
        return {Thing.GROUP: 0.6, Thing.DOCUMENT: 0.3}.get(thing)
    if thing is Thing.PERSON:
        return 0.3 if plural else None
    if plural:
        return 0.0 if thing is Thing.GROUP else 0.2 if is_person_noun(mention.head) else None
    return -1.5 if thing is Thing.GROUP else None
