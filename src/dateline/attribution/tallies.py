"""Read counts that are somebody's own: "the rebels' count was nine dead", "by her list, 88 are still held"."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.attribution.contents import characters, reach, subtree_without
from dateline.attribution.cues import load_cues
from dateline.attribution.relations import Relation
from dateline.attribution.sources import Source, phrase
from dateline.attribution.trees import VERB_TAGS, Tree

_BEING = frozenset({"be", "stand", "remain", "come"})


def tally_relations(tree: Tree) -> Iterator[Relation]:
    """Yield what one sentence says by way of somebody's count."""
    cues = load_cues()
    for index, tag in enumerate(tree.tags):
        if tag in ("NN", "NNS") and (cue := cues.get(("noun", tree.lemmas[index]))) is not None and cue.takes("tally"):
            found = _tally(tree, index)
            if found is not None and found.content:
                yield found


def _tally(tree: Tree, noun: int) -> Relation | None:
    """Read a noun of counting with its owner: as the subject of "was nine dead", or in a phrase with "by" for its whole clause."""
    owner = tree.child(noun, "poss")
    if owner is None:
        return None
    first, last = (owner, owner) if tree.tags[owner] == "PRP$" else phrase(tree, owner)
    last = last - 1 if tree.tags[last] == "POS" else last
    source = Source(first, last, owner)
    verb = tree.heads[noun]
    if tree.deps[noun] == "nsubj" and noun < verb and tree.lemmas[verb] in _BEING:
        run = (verb + 1, reach(tree, verb, verb + 1))
        if not any(tree.tags[k] == "CD" for k in range(run[0], run[1] + 1)):
            return None
        return Relation(tree, (noun, noun), source, characters(tree, [run]), "said", "tally", verb)
    if tree.deps[noun] != "pobj" or tree.lower[verb] != "by":
        return None
    top = tree.heads[verb]
    while tree.tags[top] not in VERB_TAGS and tree.heads[top] != top:
        top = tree.heads[top]
    return Relation(tree, (verb, noun), source, characters(tree, subtree_without(tree, top, verb)), "said", "by tally")
