"""Common nouns for actors ("rebels", "coalition jets") and the leaders by whose names a side goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dateline.actors.folding import name_key
from dateline.actors.nouns import singular
from dateline.actors.registry import KINDS, load_registry, within
from dateline.actors.tables import read_table
from dateline.errors import ReferenceDataError

COLUMNS = ("noun", "class", "kind", "combatant", "source")
LEADER_COLUMNS = ("actor_id", "names", "from", "until", "source")


@dataclass(frozen=True, slots=True)
class Generic:
    """A noun for actors: its class (``head plural owned craft ground doer``), the kind it codes and whether it fights."""

    noun: str
    role: str
    kind: str
    combatant: bool


@dataclass(frozen=True, slots=True)
class Leader:
    """A side's leader, from one month to another."""

    actor_id: str
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class Generics:
    """The nouns by their head: compounds of one to `longest` words; and the sets of words with a part of their own."""

    heads: Mapping[str, Mapping[tuple[str, ...], Generic]]
    longest: int
    bodies: frozenset[str]
    anaphors: Mapping[str, frozenset[str]]
    nameheads: frozenset[str]
    deeds: frozenset[str]
    acts: frozenset[str]
    leaders: Mapping[tuple[str, ...], tuple[Leader, ...]]

    def leader(self, key: tuple[str, ...], day: str | None) -> str | None:
        """Return the actor led on a day by the person of that name.

        One who led until then is still meant where nobody of that name has led since; two at a time are nobody.
        """
        since = [x for x in self.leaders.get(key, ()) if day is None or within(day, x.since, None)]
        now = [x for x in since if day is not None and within(day, x.since, x.until)] or since
        return now[0].actor_id if len({x.actor_id for x in now}) == 1 else None


def noun_key(noun: str) -> tuple[str, ...]:
    """Return the folded words of a noun compound, its head in the singular."""
    *front, head = name_key(noun)
    return (*front, singular(head))


@cache
def load_generics() -> Generics:
    """Load ``data/generic.tsv`` and ``data/leaders.tsv``.

    Raises:
        ReferenceDataError: if a class, a kind or an actor is unknown.
    """
    heads: dict[str, dict[tuple[str, ...], Generic]] = {}
    words: dict[str, set[str]] = {"body": set(), "namehead": set(), "deed": set(), "act": set()}
    anaphors: dict[str, set[str]] = {}
    for noun, role, kind, combatant, _ in read_table("generic.tsv", COLUMNS):
        key = noun_key(noun)
        if role in words:
            words[role].add(key[-1])
        elif role == "anaphor" and kind in KINDS:
            anaphors.setdefault(key[-1], set()).add(kind)
        elif role in ("head", "plural", "owned", "craft", "ground", "doer") and kind in KINDS:
            heads.setdefault(key[-1], {})[key] = Generic(noun, role, kind, combatant == "yes")
        else:
            raise ReferenceDataError(f"generic.tsv: {noun!r}: class {role!r} or kind {kind!r} unknown")
    leaders: dict[tuple[str, ...], tuple[Leader, ...]] = {}
    for actor_id, names, since, until, _ in read_table("leaders.tsv", LEADER_COLUMNS):
        if actor_id not in load_registry().actors:
            raise ReferenceDataError(f"leaders.tsv: no actor {actor_id!r} in registry/")
        for name in names.split("|"):
            key = name_key(name)
            leaders[key] = (*leaders.get(key, ()), Leader(actor_id, since or None, until or None))
    longest = max(len(key) for table in heads.values() for key in table)
    return Generics(
        heads, longest, frozenset(words["body"]), {noun: frozenset(kinds) for noun, kinds in anaphors.items()},
        frozenset(words["namehead"]), frozenset(words["deed"]), frozenset(words["act"]), leaders,
    )  # fmt: skip
