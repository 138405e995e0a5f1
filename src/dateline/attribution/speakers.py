"""Tell who can say something from what cannot: a minister, a hospital and a report can, a raid cannot."""

from __future__ import annotations

from dateline.actors import is_person_noun
from dateline.actors.nouns import singular
from dateline.actors.offices import is_title
from dateline.attribution.cues import noun_classes
from dateline.attribution.sources import RELATIVES, Source
from dateline.attribution.trees import Tree

_SPEAKING_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i", "you", "who", "some", "others", "many", "several", "one", "both"})


def can_speak(tree: Tree, source: Source) -> bool:
    """Return whether a source phrase names a person, a body or a document, by its head."""
    head = source.head
    if source.antecedent is not None or tree.lower[head] in RELATIVES or tree.lower[head] in _SPEAKING_PRONOUNS:
        return True
    if tree.people[head] or tree.groups[head] or tree.tags[head] in ("NNP", "NNPS"):
        return True
    key = singular(tree.lower[head])
    return key in noun_classes() or is_title(key, tree.lower[max(source.first, head - 2) : head]) or is_person_noun(key)
