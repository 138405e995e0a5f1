"""Tell the objects that make a report of a verb: a toll with its number, a number of dead, responsibility."""

from __future__ import annotations

from dateline.attribution.trees import Tree

#: Objects that make a reporting phrase of "put" and of "claim", and one that makes a deed of "claim" ("claimed ten lives").
_SET_OBJECTS = (
    dict.fromkeys(("toll", "number", "figure", "count", "tally", "total", "death", "dead", "loss", "casualty"), "toll")
    | dict.fromkeys(("responsibility", "credit", "blame"), "responsibility")
    | dict.fromkeys(("life", "victim"), "taking")
)
#: How the figure is joined to "the toll": "put the toll at 9", "gave the toll as 9", "raised the toll to 9".
_TOLL_JOINTS = frozenset({"at", "as", "to"})
_VAGUE = frozenset({"dozens", "scores", "hundreds", "thousands", "no", "several", "dead", "dozen"})


def set_phrase(tree: Tree, verb: int) -> str | None:
    """Return which set phrase a verb and its object make: "put the toll at" or "claimed responsibility"."""
    thing = tree.child(verb, "dobj")
    return None if thing is None else _SET_OBJECTS.get(tree.lemmas[thing])


def gives_toll(tree: Tree, verb: int, thing: int) -> bool:
    """Return whether a verb and its object hand on a toll: "put the dead at 9", "raised the toll to 58"."""
    if set_phrase(tree, verb) != "toll":
        return False
    joints = (k for k in range(thing + 1, tree.right[verb]) if tree.lower[k] in _TOLL_JOINTS)
    return any(numeric(tree, k) for joint in joints for k in range(joint + 1, min(joint + 6, len(tree))))


def counted(tree: Tree, thing: int) -> bool:
    """Return whether what a verb of counting takes is a number of something: "counted 22 bodies", "listed Sunday's dead"."""
    return any(numeric(tree, k) for k in range(tree.left[thing], tree.right[thing] + 1))


def numeric(tree: Tree, index: int) -> bool:
    """Return whether a word is a number, a vague one or none."""
    return tree.tags[index] == "CD" or tree.lower[index] in _VAGUE
