"""Tell whom a description stands for: "the officer", "the priest", "the 34-year-old", "the mother of five"."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from dateline.actors import is_person_noun, is_title, speaker_kind
from dateline.actors.nouns import singular
from dateline.actors.offices import Strength, code_speaker, is_rank, load_offices
from dateline.attribution.cues import noun_classes, read_rows
from dateline.attribution.mentions import Mention, Thing
from dateline.attribution.names import plain
from dateline.records import SourceKind

#: How well a description fits: the very title, another word for it, the same kind of speaker, nothing against it.
TITLE, SYNONYM, KIND, PLAIN = 4.0, 3.0, 2.0, 0.0
#: What makes a speaker one who came out of it ("the freed priest").
ESCAPED = frozenset({"freed", "rescued", "released", "escaped", "surviving"})
_UNTOLD = frozenset({SourceKind.OTHER, SourceKind.ANONYMOUS})
#: Kinds that name one calling: who is known to have another is not meant.
_CALLINGS = frozenset({SourceKind.BELLIGERENT, SourceKind.MEDIC, SourceKind.OFFICIAL, SourceKind.UN, SourceKind.MEDIA})
_ANY_BODYS = frozenset({"head", "director", "chief", "leader", "chairman", "chairwoman", "member", "manager", "founder", "deputy"})


#: Documents that are their issuer's own voice; a report or study may be another's.
VOICES = frozenset(
    {
        "statement",
        "communique",
        "communiqué",
        "bulletin",
        "message",
        "letter",
        "tweet",
        "post",
        "dispatch",
        "leaflet",
        "note",
        "cable",
        "release",
        "email",
    }
)
#: Verbs that make their subject the voice of a document.
AUTHORING = frozenset({"send", "write", "sign", "issue", "publish", "release", "post", "dictate", "circulate", "distribute"})
#: Kinds of named actors (`dateline.actors.registry.KINDS`) that a common noun takes up: "the Shi'ite group", after a movement named.
_REBELS = frozenset({"rebel", "militia", "armed_group", "criminal_group"})
BODIES_MEANT = {
    "group": _REBELS, "movement": _REBELS, "faction": _REBELS, "militia": _REBELS, "front": _REBELS, "gang": _REBELS, "cartel": _REBELS,
    "organisation": _REBELS | {"ngo"}, "organization": _REBELS | {"ngo"}, "watchdog": frozenset({"ngo"}), "charity": frozenset({"ngo"}),
}  # fmt: skip


@cache
def synonyms() -> dict[str, frozenset[str]]:
    """Load ``data/descriptions.tsv``: a description's noun to the titles and trades it may stand for; ``*`` stands for any person."""
    return {noun: frozenset(words.split()) for _, (noun, words, _) in read_rows("descriptions.tsv", ("noun", "stands_for", "source"))}


def loose(person: Mention) -> bool:
    """Return whether a person's office may be any body's: "the head of the ward" can be a doctor."""
    return singular(person.head) in _ANY_BODYS or person.head == "resident"


def stands_for_one(mention: Mention) -> bool:
    """Return whether a phrase may repeat a person named before: one person, definite, without a name."""
    noun = singular(mention.head)
    person = mention.thing is Thing.PERSON or mention.epithet or noun in synonyms() or is_title(noun) or is_person_noun(noun)
    return mention.name is None and not mention.plural and mention.definite and mention.thing is not Thing.GROUP and person


def fit(description: Mention, person: Mention, told: bool) -> float | None:
    """Weigh a person as the one whom a description means; ``None`` rules it out.

    Args:
        description: the phrase.
        person: somebody mentioned before.
        told: whether the text about that person has the noun or its verb ("sells kites" for "the seller").
    """
    if person.thing is not Thing.PERSON or person.plural:
        return None
    if description.female is not None and person.female is not None and description.female is not person.female:
        return None
    noun = singular(description.head)
    known = {plain(word).strip(".") for word in (*(person.role or "").lower().split(), person.head, *person.aside)}
    if noun in known or plain(noun) in known:
        return TITLE
    means = synonyms().get(noun, frozenset())
    if means & known or "*" in means:
        return SYNONYM if "*" not in means else KIND
    if told:
        return SYNONYM
    own, _ = speaker_kind(noun, description.modifiers, None)
    coding = code_speaker(person.head, person.modifiers, None)
    theirs = coding.kind
    if loose(person) and coding.strength < Strength.CALLING:
        theirs = SourceKind.OTHER
    elif person.role is not None and noun not in synonyms() and own is SourceKind.BELLIGERENT and theirs is own and is_rank(noun):
        return None  # another rank
    if person.name is None and theirs not in _CALLINGS:
        return None
    if own is theirs and own in _CALLINGS:
        return KIND
    if theirs in _UNTOLD or (person.role is None and own not in _CALLINGS):
        return PLAIN if person.name is not None else None
    return None


def office_told(noun: str, told: Iterable[str]) -> tuple[str, ...]:
    """Return the word told of a person that makes an office of a noun ("parked his ambulance": "the driver" is an ambulance driver)."""
    titles = load_offices().titles
    return next(((word,) for word in sorted(told) if (word, singular(noun)) in titles), ())


#: Endings of nouns for who does something, after Quirk et al. (1985), appendix I.34; words of other sense are told by the tables.
_AGENTS = ("er", "or", "eer", "ist", "man", "woman", "smith", "wright", "monger", "herd", "boy", "girl", "wife", "hand", "ian")


def by_trade(noun: str) -> bool:
    """Return whether a noun that no table knows tells of somebody by a trade, by its ending ("tapper", "wheelwright")."""
    key = singular(noun)
    return key.endswith(_AGENTS) and len(key) > 5 and key not in noun_classes() and not is_title(key)


def civil_office(rank: str, told: Iterable[str]) -> tuple[str, tuple[str, ...]] | None:
    """Return the civilian calling that the words told of a person make of a rank: the captain in whose sentence stands a tanker."""
    word = office_told(rank, told)
    return (rank, word) if word and speaker_kind(rank, word, None)[0] is SourceKind.OTHER else None


def trade_told(noun: str, told: Iterable[str]) -> bool:
    """Return whether what is told of a person has the trade's noun or its verb ("sells kites": "the seller")."""
    stem = next((noun.removesuffix(end) for end in ("er", "or", "ist", "man") if noun.endswith(end)), noun)
    return noun in told or (len(stem) >= 3 and any(word in (stem, stem + "e") for word in told))
