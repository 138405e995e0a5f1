"""Code a speaker by title, modifiers and organisation: which kind of source it is, and whether it is a party to the conflict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from dateline.actors.nouns import singular
from dateline.actors.people import victim_kind
from dateline.actors.tables import read_table
from dateline.errors import ReferenceDataError
from dateline.records import FoundActor, SourceKind, VictimKind

COLUMNS = ("title", "class", "kind", "party", "weight", "source")


class Weight(StrEnum):
    """What may overrule a title."""

    OWN = "own"
    OFFICE = "office"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Office:
    """How a title or a modifier codes its speaker."""

    kind: SourceKind
    party: bool
    weight: Weight


@dataclass(frozen=True, slots=True)
class Offices:
    """The table of titles and that of modifiers, keyed by their words."""

    titles: Mapping[tuple[str, ...], Office]
    modifiers: Mapping[tuple[str, ...], Office]
    longest: int


#: The kind of source that speaks for an actor of a kind (`dateline.actors.registry.KINDS`); others are ``OTHER``.
SOURCE_OF_ACTOR = {
    "state_forces": SourceKind.BELLIGERENT, "rebel": SourceKind.BELLIGERENT, "militia": SourceKind.BELLIGERENT,
    "armed_group": SourceKind.BELLIGERENT, "coalition": SourceKind.BELLIGERENT, "criminal_group": SourceKind.BELLIGERENT,
    "police": SourceKind.OFFICIAL, "government": SourceKind.OFFICIAL, "igo": SourceKind.OFFICIAL,
    "un": SourceKind.UN, "ngo": SourceKind.NGO, "media": SourceKind.MEDIA, "agency": SourceKind.MEDIA,
    "protesters": SourceKind.WITNESS,
}  # fmt: skip


@cache
def load_offices() -> Offices:
    """Load ``data/offices.tsv``.

    Raises:
        ReferenceDataError: if a row names a class, kind, party or weight that does not exist, or a title stands twice.
    """
    titles: dict[tuple[str, ...], Office] = {}
    modifiers: dict[tuple[str, ...], Office] = {}
    tables = {"title": titles, "modifier": modifiers}
    for title, table, kind, party, weight, _ in read_table("offices.tsv", COLUMNS):
        key = tuple(title.split())
        if table not in tables or party not in ("yes", "no") or key in tables[table]:
            raise ReferenceDataError(f"offices.tsv: {title!r}: class {table!r}, party {party!r} unknown, or the title stands twice")
        try:
            tables[table][key] = Office(SourceKind(kind), party == "yes", Weight(weight))
        except ValueError as error:
            raise ReferenceDataError(f"offices.tsv: {title!r}: {error}") from error
    return Offices(titles, modifiers, max(map(len, titles)))


def is_title(lemma: str) -> bool:
    """Return whether a head noun, singular or plural, is the title of a speaker ("spokesmen", "governor")."""
    return (singular(lemma),) in load_offices().titles


def speaker_kind(head_lemma: str, modifiers: Sequence[str], organisation: FoundActor | None) -> tuple[SourceKind, bool]:
    """Code a speaker.

    The longest title that ends in the head wins ("hospital official" over "official"). A title of weight ``own`` (doctor,
    resident, rebel) stands; one of ``office`` (minister, governor) yields to a named organisation; one of ``role`` (spokesman,
    commander) yields to the organisation, then to the modifier nearest the head. A head that is no title is coded by its
    organisation, else by whom the noun denotes (a fighter is a belligerent, a goldsmith a resident).

    Args:
        head_lemma: head noun of the mention, singular or plural, any case.
        modifiers: words before the head in reading order, then those of an of-phrase; any case.
        organisation: the registered organisation the speaker belongs to or is.

    Returns:
        The kind of source, and whether it is a party to the conflict.
    """
    offices = load_offices()
    head = singular(head_lemma)
    words = tuple(m.lower() for m in modifiers)
    office = _longest_title(offices, words, head)
    if office is not None and office.weight is Weight.OWN:
        return office.kind, office.party
    if organisation is not None:
        kind = SOURCE_OF_ACTOR.get(organisation.kind, SourceKind.OTHER)
        return kind, organisation.party
    if office is None:
        return _by_noun(head)
    if office.weight is Weight.ROLE and (modifier := _nearest_modifier(offices, words)) is not None:
        return modifier.kind, modifier.party
    return office.kind, office.party


def _longest_title(offices: Offices, words: tuple[str, ...], head: str) -> Office | None:
    """Find the longest run of modifiers and head that is a title; the head may also lead its of-phrase ("chief of staff")."""
    for size in range(min(offices.longest - 1, len(words)), 0, -1):
        near = words[-size:]
        for key in ((*near, head), (head, *near), (head, "of", *near)):
            if key in offices.titles:
                return offices.titles[key]
    return offices.titles.get((head,))


def _nearest_modifier(offices: Offices, words: tuple[str, ...]) -> Office | None:
    """Find the last modifier, of one or two words, that codes a speaker."""
    for end in range(len(words), 0, -1):
        pair = offices.modifiers.get(words[end - 2 : end]) if end > 1 else None
        if (found := pair or offices.modifiers.get((words[end - 1],))) is not None:
            return found
    return None


def _by_noun(head: str) -> tuple[SourceKind, bool]:
    """Code a speaker by whom the noun denotes."""
    match victim_kind(head, ()):
        case VictimKind.COMBATANT:
            return SourceKind.BELLIGERENT, True
        case VictimKind.CIVILIAN:
            return SourceKind.RESIDENT, False
        case _:
            return SourceKind.OTHER, False
