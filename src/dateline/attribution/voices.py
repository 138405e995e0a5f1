"""Find who is named behind a quotation that stands first: "The words were those of General X.", "The speaker was X.", "So said X."."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.attribution.callings import personal
from dateline.attribution.relations import Relation
from dateline.attribution.sources import phrase, spanning
from dateline.attribution.trees import NOUN_TAGS, Tree

#: Nouns by which news takes up a quotation or who spoke it.
_VOICED = frozenset({"word", "voice", "remark", "speaker", "author", "comment", "answer", "sentiment", "verdict", "boast", "caller"})


def speaker_behind(tree: Tree, relations: Sequence[Relation]) -> Relation | None:
    """Return the relation by which a sentence names the speaker of the quotation before it, without content; ``None`` where it does not.

    Args:
        tree: the sentence behind the quotation.
        relations: those already found in it; a cue of speech with a source and nothing said ("So said X") is taken.
    """
    told = next((r for r in relations if not r.content and r.source is not None and (r.quoting or r.speaking)), None)
    return told if told is not None else _named(tree)


def _named(tree: Tree) -> Relation | None:
    """Read "the words were X's" and its like."""
    for verb in (k for k in range(len(tree)) if tree.heads[k] == k and tree.lemmas[k] == "be"):
        noun, who = tree.child(verb, "nsubj"), tree.child(verb, "attr")
        if noun is None or who is None or tree.lemmas[noun] not in _VOICED or tree.lower[tree.left[noun]] not in ("the", "that", "those"):
            continue
        if tree.lower[who] in ("those", "that") and (of := tree.child(who, "prep")) is not None and tree.lower[of] == "of":
            who = tree.child(of, "pobj") or who
        if tree.tags[who] in NOUN_TAGS and (tree.people[who] or tree.tags[who] == "NNP" or personal(tree.lower[who])):
            return Relation(tree, (verb, verb), spanning(tree, *phrase(tree, who)), [], "said", "voice named", verb, quoting=True)
    return None
