"""The words that tell whose an actor noun is, by class."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from dateline.actors.folding import name_key
from dateline.actors.tables import read_table
from dateline.errors import ReferenceDataError

COLUMNS = ("words", "class", "source")
#: Dependencies of a word that modifies a noun after it.
MODIFYING = frozenset({"compound", "amod", "nmod", "poss"})


@dataclass(frozen=True, slots=True)
class Modifiers:
    """The words of ``data/modifiers.tsv`` by class; the file's head says what each class is."""

    backing: frozenset[str]
    ruling: frozenset[str]
    against: frozenset[str]
    side: frozenset[str]
    filler: frozenset[str]
    quantity: frozenset[str]
    state: frozenset[str]
    outside: frozenset[str]
    civil: frozenset[str]
    revolt: frozenset[str]
    creed: frozenset[str]
    setting: frozenset[str]
    domestic: frozenset[str]
    dispatch: frozenset[str]
    voice: frozenset[str]
    blame: frozenset[str]
    office: frozenset[tuple[str, ...]]
    tie: frozenset[tuple[str, ...]]


@cache
def load_modifiers() -> Modifiers:
    """Load ``data/modifiers.tsv``.

    Raises:
        ReferenceDataError: if a class is unknown.
    """
    classes: dict[str, set[str]] = {f.name: set() for f in fields(Modifiers)}
    for words, name, _ in read_table("modifiers.tsv", COLUMNS):
        if name not in classes:
            raise ReferenceDataError(f"modifiers.tsv: {words!r}: class {name!r} unknown; classes are {', '.join(classes)}")
        classes[name].add(words)
    office, tie = (frozenset(name_key(words) for words in classes.pop(name)) for name in ("office", "tie"))
    return Modifiers(office=office, tie=tie, **{name: frozenset(words) for name, words in classes.items()})
