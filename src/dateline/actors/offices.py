"""Code a speaker by title, modifiers and organisation: which kind of source it is, and whether it is a party to the conflict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cache

from dateline.actors.nouns import singular
from dateline.actors.people import victim_kind
from dateline.actors.tables import read_table
from dateline.errors import ReferenceDataError
from dateline.records import FoundActor, SourceKind, VictimKind

COLUMNS = ("title", "class", "kind", "party", "weight", "source")


class Weight(StrEnum):
    """What may overrule a title; ``data/offices.tsv`` tells what each means. Of modifiers, ``OWN`` names a body, ``ROLE`` does not."""

    OWN = "own"
    OFFICE = "office"
    ROLE = "role"
    TRADE = "trade"
    RANK = "rank"
    ADDRESS = "address"
    PLAIN = "plain"


class Strength(IntEnum):
    """How much a title tells of what somebody speaks as; of several told of one person, the strongest is taken.

    A calling, or a role with the body it is held in, goes before a role alone, that before a rank or form of address ("the prefect,
    Colonel X"; "Dr X, the health minister"), and that before a word that says no more than what anybody is ("a father of three").
    """

    NONE = 0
    PLAIN = 1
    RANK = 2
    ROLE = 3
    CALLING = 4


@dataclass(frozen=True, slots=True)
class Coding:
    """A speaker coded: kind, party, and how much what he or she is called tells of it."""

    kind: SourceKind
    party: bool
    strength: Strength


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


#: Words after which an office is one no more: who held it speaks for it no longer.
PAST = frozenset({"former", "ex", "retired", "ousted", "deposed", "sacked", "dismissed", "onetime", "erstwhile", "one-time"})
_IN_OFFICE = frozenset({SourceKind.OFFICIAL, SourceKind.BELLIGERENT, SourceKind.UN})
_STANDING = frozenset({Weight.OWN, Weight.ADDRESS, Weight.PLAIN})
_EMPLOYED = frozenset({Weight.TRADE, Weight.RANK})
_STRENGTHS = {Weight.PLAIN: Strength.PLAIN, Weight.RANK: Strength.RANK, Weight.ADDRESS: Strength.RANK}


def is_title(lemma: str, before: Sequence[str] = ()) -> bool:
    """Return whether a head noun, singular or plural, is the title of a speaker ("spokesmen", "governor").

    Args:
        lemma: the head.
        before: words before it, lower case, where only a longer title may be one ("harbour master").
    """
    titles, head = load_offices().titles, singular(lemma)
    return (head,) in titles or any((*before[-size:], head) in titles for size in range(1, min(3, len(before)) + 1))


def is_rank(lemma: str) -> bool:
    """Return whether a noun is a rank that soldiers or police wear ("colonel")."""
    office = load_offices().titles.get((singular(lemma),))
    return office is not None and office.weight is Weight.RANK


def speaker_kind(head_lemma: str, modifiers: Sequence[str], organisation: FoundActor | None) -> tuple[SourceKind, bool]:
    """Code a speaker by kind and party; `code_speaker` without its strength."""
    coding = code_speaker(head_lemma, modifiers, organisation)
    return coding.kind, coding.party


def code_speaker(head_lemma: str, modifiers: Sequence[str], organisation: FoundActor | None) -> Coding:
    """Code a speaker.

    The longest title that ends in the head wins ("hospital official" over "official"). A title of weight ``own`` (doctor, rebel),
    ``address`` (father, sheikh) or ``plain`` (resident) stands; one of ``office`` (minister, governor) yields to a named organisation;
    a ``trade`` or ``rank`` (engineer, colonel) yields to it and to a modifier that names a body ("municipal engineer", "police colonel");
    one of ``role`` (spokesman, commander) yields to the organisation, then to the modifier nearest the head. A head that is no title is
    coded by its organisation, else by whom the noun denotes (a fighter is a belligerent; a goldsmith a resident, by trade). Who once held
    an office or fought ("a former minister") is ``OTHER``.

    Args:
        head_lemma: head noun of the mention, singular or plural, any case.
        modifiers: words before the head in reading order, then those of an of-phrase; any case.
        organisation: the registered organisation the speaker belongs to or is.

    Returns:
        The kind of source, whether it is a party to the conflict, and how much the title tells.
    """
    offices = load_offices()
    head = singular(head_lemma)
    words = tuple(m.lower() for m in modifiers)
    office, used = _longest_title(offices, words, head)
    coding = _weigh(offices, office, head, words, organisation)
    past = coding.kind in _IN_OFFICE and any(word in PAST for word in words) and not (used & PAST)
    return Coding(SourceKind.OTHER, False, coding.strength) if past else coding


def _weigh(offices: Offices, office: Office | None, head: str, words: tuple[str, ...], organisation: FoundActor | None) -> Coding:
    """Code a speaker by title, organisation and modifiers, in the order that the title's weight asks for."""
    if office is not None and office.weight in _STANDING:
        return Coding(office.kind, office.party, _STRENGTHS.get(office.weight, Strength.CALLING))
    if organisation is not None:
        kind = SOURCE_OF_ACTOR.get(organisation.kind, SourceKind.OTHER)
        return Coding(kind, organisation.party, _STRENGTHS.get(office.weight, Strength.CALLING) if office else Strength.CALLING)
    if office is None:
        kind, party = _by_noun(head)
        body = _nearest_modifier(offices, words) if kind is SourceKind.RESIDENT else None
        if body is not None and body.weight is Weight.OWN:
            return Coding(body.kind, body.party, Strength.CALLING)
        return Coding(kind, party, Strength.NONE if kind is SourceKind.OTHER else Strength.CALLING)
    modifier = _nearest_modifier(offices, words)
    if office.weight is Weight.ROLE:
        if modifier is not None:
            return Coding(modifier.kind, modifier.party, Strength.CALLING)
        return Coding(office.kind, office.party, Strength.ROLE)
    if office.weight in _EMPLOYED and modifier is not None and modifier.weight is Weight.OWN:
        return Coding(modifier.kind, modifier.party, _STRENGTHS.get(office.weight, Strength.CALLING))
    return Coding(office.kind, office.party, _STRENGTHS.get(office.weight, Strength.CALLING))


def _longest_title(offices: Offices, words: tuple[str, ...], head: str) -> tuple[Office | None, frozenset[str]]:
    """Find the longest run of modifiers and head that is a title, and the modifiers it takes up.

    The head may also lead its of-phrase ("chief of staff").
    """
    for size in range(min(offices.longest - 1, len(words)), 0, -1):
        near = words[-size:]
        for key in ((*near, head), (head, *near), (head, "of", *near)):
            if key in offices.titles:
                return offices.titles[key], frozenset(near)
    return offices.titles.get((head,)), frozenset()


def _nearest_modifier(offices: Offices, words: tuple[str, ...]) -> Office | None:
    """Find the last modifier, of up to three words, singular or plural, that codes a speaker."""
    for end in range(len(words), 0, -1):
        for size in range(min(3, end), 0, -1):
            *front, last = words[end - size : end]
            found = offices.modifiers.get((*front, last)) or offices.modifiers.get((*front, singular(last)))
            if found is not None:
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
