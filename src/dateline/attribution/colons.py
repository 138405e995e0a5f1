"""Read sources set off by a colon or a dash: headlines ("UN: 40 dead", "40 dead - police") and "Haddad: “We go on”"."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.actors.nouns import singular
from dateline.actors.offices import is_title
from dateline.attribution.cues import noun_classes
from dateline.attribution.relations import Relation
from dateline.attribution.sources import Source
from dateline.attribution.trees import NOUN_TAGS, VERB_TAGS, Tree

#: A source before a colon or after a dash is short: longer ones are clauses.
LONGEST = 6
_DASHES = frozenset({"-", "--", "\u2013", "\u2014"})
_OPENING = frozenset({'"', "\u201c", "``", "\u00ab", "'", "\u2018"})


def _sourcelike(tree: Tree, first: int, last: int) -> bool:
    """Return whether a run of tokens can be a source: short, no verb, headed by a name or by a noun for one who speaks."""
    if not 0 <= last - first < LONGEST or any(tree.tags[k] in VERB_TAGS or tree.tags[k] == "CD" for k in range(first, last + 1)):
        return False
    key = singular(tree.lower[last])
    if tree.tags[last] not in NOUN_TAGS:
        return False
    return tree.people[last] or tree.groups[last] or is_title(key) or noun_classes().get(key) in ("group", "document")


def headline_relation(tree: Tree) -> Relation | None:
    """Read a headline's source at its head ("UN: ...") or tail ("... - police")."""
    size = len(tree)
    for k in range(1, min(LONGEST + 1, size - 2)):
        if tree.words[k] == ":" and _sourcelike(tree, 0, k - 1):
            return Relation(tree, (k, k), Source(0, k - 1, k - 1), [tree.chars(k + 1, size - 1)], "said", "headline colon", quoting=True)
    for k in range(size - 2, max(size - LONGEST - 2, 2), -1):
        if tree.words[k] in _DASHES and tree.ends[k - 1] < tree.starts[k] and _sourcelike(tree, k + 1, size - 1):
            return Relation(tree, (k, k), Source(k + 1, size - 1, size - 1), [tree.chars(0, k - 1)], "said", "headline dash", quoting=True)
    return None


def colon_relations(tree: Tree) -> Iterator[Relation]:
    """Read "Haddad: “We go on.”" at the head of a sentence of running text; the quotation is attached later."""
    for k in range(1, min(LONGEST + 1, len(tree) - 1)):
        if tree.words[k] == ":" and tree.words[k + 1] in _OPENING and _sourcelike(tree, 0, k - 1):
            yield Relation(tree, (k, k), Source(0, k - 1, k - 1), [], "said", "colon", quoting=True)
            return
