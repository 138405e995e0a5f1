"""Code a speaker by all that the text tells: every office, trade, rank and form of address of the introduction, and the body beside it."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.actors import is_title, speaker_kind
from dateline.actors.nouns import singular
from dateline.actors.offices import PAST, Coding, Strength, code_speaker, is_rank
from dateline.attribution.cues import noun_classes
from dateline.attribution.descriptions import ESCAPED, by_trade
from dateline.attribution.mentions import Mention, Thing
from dateline.records import FoundActor, SourceKind

#: Words beside an office that tell whose it is ("the rebels' envoy", "the U.N. commissioner").
_UN = frozenset({"u.n.", "un", "u.n", "peacekeeper", "peacekeepers", "peacekeeping", "unhcr", "unicef"})
_ARMED = frozenset(
    {
        "rebel", "rebels", "guerrilla", "guerrillas", "contra", "contras", "separatist", "separatists", "insurgent", "insurgents",
        "militia", "mutineers", "army", "self-styled", "self-proclaimed", "breakaway", "rebel-appointed", "jihadists", "jihadist",
        "fighters", "gunmen", "militiamen", "militants", "faction",
    }
)  # fmt: skip
_OPEN = (SourceKind.BELLIGERENT, SourceKind.OTHER, SourceKind.OFFICIAL, SourceKind.NGO)


def code(mention: Mention, actor: FoundActor | None) -> tuple[SourceKind, bool]:
    """Code a speaker: kind of source, and whether it is a party to the conflict.

    Of all that the person is called the strongest decides (`dateline.actors.offices.Strength`), the first of those as strong; a private
    trade decides where nothing public is told.

    Args:
        mention: the speaker as the article knows him, her or it.
        actor: the registered organisation he or she belongs to, if one stands beside.
    """
    pairs = _pairs(mention, actor)
    best = max((_coded(*pair, mention, actor) for pair in pairs), key=_weight)
    words = [word for _, modifiers in pairs if not PAST & set(modifiers) for word in modifiers]
    kind, party = best.kind, best.party
    if kind is SourceKind.RESIDENT and any(ESCAPED & set(modifiers) for _, modifiers in pairs):
        return SourceKind.WITNESS, False
    if kind is SourceKind.ANONYMOUS and mention.name is not None and singular(mention.head) in ("person", "people"):
        return SourceKind.RESIDENT, False
    if kind is SourceKind.OTHER and best.strength is Strength.NONE and any(by_trade(head) for head in _common(mention)):
        return SourceKind.RESIDENT, False
    if kind is SourceKind.OTHER and not is_title(mention.head) and noun_classes().get(singular(mention.head)) == "epithet":
        return SourceKind.RESIDENT, False  # a trade of which the table of offices knows nothing
    if mention.name is None and mention.thing in (Thing.GROUP, Thing.DOCUMENT) and actor is None and kind is SourceKind.OTHER:
        kind, party = _by_words(mention.modifiers) or (kind, party)
    if mention.thing is not Thing.PERSON and mention.name is None:
        return kind, party
    role = (mention.role or "").lower().split()
    beside = frozenset((*words, *(mention.organisation or "").lower().split(), *(role if not PAST & set(role) else ())))
    if kind in _OPEN and (beside & _UN or (actor is not None and actor.kind == "un")):
        return SourceKind.UN, False
    if kind in (SourceKind.OTHER, SourceKind.OFFICIAL) and beside & _ARMED:
        return SourceKind.BELLIGERENT, True
    if kind is SourceKind.OTHER and best.strength <= Strength.PLAIN and mention.name is not None:
        return _by_words(tuple(mention.aside)) or (kind, party)
    return kind, party


def _weight(coding: Coding) -> int:
    """Order codings by strength; a private trade goes behind rank and office ("Comandante X, a student", "a sculptor who commands ...")."""
    return min(coding.strength, Strength.PLAIN) if coding.kind is SourceKind.RESIDENT else coding.strength


def _common(mention: Mention) -> list[str]:
    """Return the common nouns for a person, not the last part of a name."""
    own = [mention.head] if mention.thing is Thing.PERSON and mention.name is None else []
    return [*own, *(head for head, _ in mention.callings)]


def _pairs(mention: Mention, actor: FoundActor | None) -> list[tuple[str, tuple[str, ...]]]:
    """Return what a speaker is called, each head with its modifiers; "the movement's man in Algiers" is a spokesman."""
    head = mention.head
    if actor is not None and singular(head) in ("man", "woman") and "'s" in mention.modifiers:
        head = "spokesman"
    return [(head, mention.modifiers), *(pair for pair in mention.callings if pair != (mention.head, mention.modifiers))]


def _coded(head: str, modifiers: tuple[str, ...], mention: Mention, actor: FoundActor | None) -> Coding:
    """Code one of the words for a speaker.

    A private person's trade is the body's only where the body is named as the employer, not where it stands in a clause beside ("a farmer
    who had fled from the army").
    """
    named = code_speaker(actor.span.quote, (), None) if actor is not None and is_title(actor.span.quote) else None
    coding = code_speaker(head, modifiers, actor)
    if named is not None and coding.kind is not named.kind and code_speaker(head, modifiers, None).kind is named.kind:
        return named  # a body that the table of offices knows by its name ("the Pentagon")
    if actor is not None and actor.span.quote.lower() not in f"{mention.organisation or ''} {mention.text}".lower() and not is_rank(head):
        alone = code_speaker(head, modifiers, None)
        if alone.kind is SourceKind.RESIDENT:
            return alone
    return coding


def _by_words(words: Sequence[str]) -> tuple[SourceKind, bool] | None:
    """Code a speaker by the last word beside the name that is an office, with what stands before it."""
    for k in range(len(words) - 1, -1, -1):
        found = speaker_kind(words[k], words[max(0, k - 3) : k], None) if is_title(words[k]) else (SourceKind.OTHER, False)
        if found[0] is not SourceKind.OTHER:
            return found
    return None
