"""Tell from a noun and its modifiers whether people are meant, and whether they are civilians or combatants.

The source's own label never changes the coding: "terrorists", "militants" and "fighters" are all combatants, "martyrs" are people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dateline.actors.nationals import load_nationals
from dateline.actors.nouns import singular
from dateline.actors.tables import read_table
from dateline.errors import ReferenceDataError
from dateline.records import Unit, VictimKind

COLUMNS = ("noun", "class", "kind", "source")


@dataclass(frozen=True, slots=True)
class People:
    """The table of nouns for people, keyed by lower-case words with a singular head.

    `modifiers` decide where the noun leaves the kind open ("armed men"), `overrides` whatever it says ("unarmed guards").
    """

    nouns: Mapping[tuple[str, ...], VictimKind]
    modifiers: Mapping[str, VictimKind]
    overrides: Mapping[str, VictimKind]
    units: Mapping[str, Unit]
    longest: int


@cache
def load_people() -> People:
    """Load ``data/people.tsv``.

    Raises:
        ReferenceDataError: if a row's class or kind does not exist, or a noun stands twice.
    """
    nouns: dict[tuple[str, ...], VictimKind] = {}
    words: dict[str, dict[str, VictimKind]] = {"modifier": {}, "override": {}}
    units: dict[str, Unit] = {}
    for noun, table, kind, _ in read_table("people.tsv", COLUMNS):
        *front, head = noun.split()
        key = (*front, singular(head))
        try:
            if table == "unit":
                units[noun] = Unit(kind)
            elif table == "noun" and nouns.setdefault(key, VictimKind(kind)) is VictimKind(kind):
                pass
            elif table in words:
                words[table][noun] = VictimKind(kind)
            else:
                raise ReferenceDataError(f"people.tsv: {noun!r}: class {table!r} unknown, or the noun has two kinds; keep one row")
        except ValueError as error:
            raise ReferenceDataError(f"people.tsv: {noun!r}: {error}") from error
    return People(nouns, words["modifier"], words["override"], units, max(map(len, nouns)))


def victim_kind(noun_lemma: str, modifiers: Sequence[str] = ()) -> VictimKind | None:
    """Tell whom a noun phrase denotes.

    Args:
        noun_lemma: the head, singular or plural, any case ("officers", "Egyptians").
        modifiers: the words before it, in reading order, any case.

    Returns:
        The kind, or ``None`` where the head denotes no person at all ("police station").

    >>> [str(victim_kind(*phrase)) for phrase in (("men", ["armed"]), ("officers", ["police"]), ("Egyptians", []), ("station", ["police"]))]
    ['combatant', 'combatant', 'unknown', 'None']
    """
    people = load_people()
    head = singular(noun_lemma)
    words = tuple(m.lower() for m in modifiers)
    kind = _longest_noun(people, words, head)
    if kind is None:
        if head not in load_nationals().nouns:
            return None
        kind = VictimKind.UNKNOWN
    for word in reversed(words):
        if word in people.overrides:
            return people.overrides[word]
    if kind is VictimKind.UNKNOWN:
        for word in reversed(words):
            if word in people.modifiers:
                return people.modifiers[word]
    return kind


def is_person_noun(lemma: str) -> bool:
    """Return whether a noun, singular or plural, denotes people."""
    head = singular(lemma)
    return (head,) in load_people().nouns or head in load_nationals().nouns


def unit_of(lemma: str) -> Unit | None:
    """Return what one of a noun counts as: a family, a household, a person, or ``None`` where it denotes no person."""
    return load_people().units.get(singular(lemma)) or (Unit.PERSON if is_person_noun(lemma) else None)


def _longest_noun(people: People, words: tuple[str, ...], head: str) -> VictimKind | None:
    """Find the longest run of modifiers and head in the table."""
    for size in range(min(people.longest - 1, len(words)), -1, -1):
        if (kind := people.nouns.get((*words[len(words) - size :], head))) is not None:
            return kind
    return None
