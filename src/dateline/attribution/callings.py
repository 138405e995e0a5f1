"""Gather what a phrase calls somebody: titles before the name, appositions on either side of it, and those joined to them."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.actors import is_person_noun
from dateline.actors.nouns import singular
from dateline.actors.offices import is_title
from dateline.attribution.cues import noun_classes
from dateline.attribution.sources import phrase
from dateline.attribution.trees import NOUN_TAGS, Tree

#: Nouns of people that stand for a body.
_BODIES = frozenset({"group", "party", "family", "force", "army", "people", "tribe"})
_DETERMINERS = frozenset({"DT", "PDT", "PRP$"})
_COMMON = frozenset({"NN", "NNS"})
#: Prepositions behind an office that bring in whose it is; "in" only before a body ("in the ministry"), not before a place.
_TIES = frozenset({"of", "at", "from", "for", "with"})
#: Nouns of places: what kind of place it is tells nothing of somebody from there ("a farmer from a rebel village").
_PLACES = frozenset(
    {"village", "town", "city", "area", "zone", "district", "province", "region", "side", "quarter", "neighbourhood", "valley", "territory"}
)

Calling = tuple[str, tuple[str, ...]]


def phrase_words(tree: Tree, first: int, head: int) -> tuple[str, ...]:
    """Return the words before a head in order, then the nouns of its of-phrase."""
    before = [tree.lower[k] for k in range(first, head) if tree.tags[k] not in _DETERMINERS]
    return (*before, *_tied(tree, head))


def _tied(tree: Tree, head: int) -> Iterator[str]:
    """Yield the words of the bodies that a head is tied to by "of", "at", "for" ..."""
    person = is_title(tree.lower[head]) or is_person_noun(tree.lower[head]) or tree.people[head]
    for child in tree.children[head]:
        if child < head or tree.deps[child] != "prep" or (noun := tree.child(child, "pobj")) is None:
            continue
        body = noun_classes().get(tree.lower[noun]) == "group"
        work = tree.lower[child] in _TIES and (tree.lower[child] in ("of", "for") or person)
        if work or (tree.lower[child] == "in" and body):
            where = tree.lower[child] != "of" and tree.lower[noun] in _PLACES
            first = noun if where else tree.left[noun]
            yield from (tree.lower[k] for k in range(first, noun + 1) if tree.tags[k] in NOUN_TAGS or tree.tags[k] == "JJ")


def personal(noun: str) -> bool:
    """Return whether a noun tells of one person: a trade, an office, kin; a family or a force is none."""
    key = singular(noun)
    return key not in _BODIES and (is_person_noun(key) or noun_classes().get(key) == "epithet")


def past(tree: Tree, word: int) -> bool:
    """Return whether what a noun or verb tells is over: "a dentist until February", "once a burgomaster"."""
    for child in tree.children[word]:
        if tree.lower[child] in ("once", "formerly") and child < word:
            return True
        if child > word and (tree.lower[child] == "until" or any(tree.lower[c] == "until" for c in tree.children[child])):
            return True
    return False


def callings(tree: Tree, first: int, head: int) -> tuple[Calling, ...]:
    """Return every common noun by which a phrase calls somebody, each with its modifiers; those nearest the name first.

    Args:
        tree: the sentence.
        first: where the phrase begins.
        head: its head, a name or a noun.
    """
    found: list[Calling] = []
    tied = tuple(_tied(tree, head))
    start = first
    for k in range(first, head):
        ends = k + 1 == head or not is_title(tree.lower[k + 1])
        if tree.tags[k] in NOUN_TAGS and is_title(tree.lower[k]) and ends and tree.tags[head] not in _COMMON:
            words = tuple(tree.lower[i] for i in range(start, k) if tree.tags[i] not in _DETERMINERS)
            joint = tuple(tree.lower[i] for i in range(k + 1, head)) if tree.lower[k + 1] in _TIES else ()
            found.insert(0, (tree.lower[k], (*words, *joint, *tied)))
            start = k + 1
    if tree.tags[head] in _COMMON:
        found.append((tree.lower[head], phrase_words(tree, first, head)))
    beside = [c for c in tree.children[head] if c > head and tree.deps[c] == "appos"]
    if tree.deps[head] == "appos" and (above := tree.heads[head]) < head:
        beside.append(above)
    if first > 1 and tree.words[first - 1] == ",":  # "the director of the hospital, X said": two subjects to the parser
        beside += [
            c for c in tree.children[tree.heads[head]] if c < head and tree.right[c] == first - 2 and tree.deps[c] == tree.deps[head]
        ]
    for noun in beside:
        joined = [c for c in tree.children[noun] if tree.deps[c] == "conj" and c != head]
        for one in (noun, *joined):
            named = tree.tags[one] in _COMMON or (tree.tags[one] in NOUN_TAGS and is_title(tree.lower[one]))
            if named and not past(tree, one):
                found.append((tree.lower[one], phrase_words(tree, phrase(tree, one)[0], one)))
    return tuple(dict.fromkeys(found))
