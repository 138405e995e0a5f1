"""Mark in an article's text what its claims rest on: spans that overlap, cut into pieces that do not."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dateline.records import Article, BlockKind, Claim, Span

#: Layers in the order in which a reader meets them, with what each marks.
LAYERS = {
    "figure": "numbers",
    "trigger": "the word for the event",
    "time": "days",
    "place": "places",
    "source": "who says so",
    "actor": "sides",
    "means": "weapons",
    "evidence": "sentences that claims rest on",
}
#: Layers whose pieces lead to the claim.
CORE = ("figure", "trigger")
#: Characters that change the direction of what follows, or take no room, beside the control characters.
_UNSEEN = frozenset("\u200b\u200c\u200d\u200e\u200f\u061c\u2028\u2029\ufeff") | {
    chr(c) for c in (*range(0x202A, 0x202F), *range(0x2060, 0x206A))
}
_JOINERS = frozenset("\u200c\u200d")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text that a claim rests on."""

    start: int
    end: int
    layer: str
    claim_id: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of the text that carry the same marks. `start` is the first one's place in the text, `claim_ids` every claim marked
    there, `target` the claim that a core mark leads to, `unseen` the name of a character that would not be seen or would turn the text."""

    text: str
    start: int
    layers: tuple[str, ...] = ()
    claim_ids: tuple[str, ...] = ()
    target: str | None = None
    unseen: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of the article, or the part of it that is shown, in pieces; `cut` where it goes on."""

    kind: BlockKind
    number: int
    pieces: tuple[Piece, ...]
    cut: bool = False


def marks_of(claims: Iterable[Claim]) -> list[Mark]:
    """Return the marks of claims, in order."""
    found = {Mark(span.start, span.end, layer, claim.id) for claim in claims for layer, span in _spans(claim) if span.start < span.end}
    return sorted(found, key=lambda mark: (mark.start, mark.end, mark.layer, mark.claim_id))


def _spans(claim: Claim) -> Iterator[tuple[str, Span]]:
    yield "evidence", claim.evidence
    if claim.trigger is not None:
        yield "trigger", claim.trigger
    if claim.attribution is not None:
        yield "source", claim.attribution.span
    if claim.time is not None and claim.time.span is not None:
        yield "time", claim.time.span
    yield from (("figure", figure.span) for figure in claim.figures)
    yield from (("place", where.span) for where in claim.places)
    yield from (("actor", actor.span) for actor in claim.actors)
    yield from (("means", means.span) for means in claim.means)


def passages(article: Article, text: str, claims: Sequence[Claim], *, first: int, last: int) -> list[Passage]:
    """Return the blocks of an article between two offsets, in pieces; the pieces of a block that is shown whole make up its text.

    Args:
        article: the article.
        text: its text as it is to be shown, of the same length (names may be masked).
        claims: its claims.
        first: the first character to be shown.
        last: one past the last.
    """
    marks = [mark for mark in marks_of(claims) if mark.start < last and first < mark.end]
    found = []
    for number, block in enumerate(article.blocks):
        start, end = max(block.start, first), min(block.end, last)
        if start < end:
            inside = [mark for mark in marks if mark.start < end and start < mark.end]
            found.append(Passage(block.kind, number, tuple(_pieces(text, start, end, inside)), end < block.end))
    return found


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    borders = {start, end}
    for mark in marks:
        borders.update(at for at in (mark.start, mark.end) if start < at < end)
    for at in range(start, end):
        if is_unseen(text[at]):
            borders.update((at, at + 1))
    ordered = sorted(borders)
    names = list(LAYERS)
    for low, high in pairwise(ordered):
        over = [mark for mark in marks if mark.start <= low and high <= mark.end]
        core = min((m for m in over if m.layer in CORE), key=lambda m: (m.end - m.start, CORE.index(m.layer), m.claim_id), default=None)
        words = text[low:high]
        yield Piece(
            words,
            low,
            tuple(sorted({mark.layer for mark in over}, key=names.index)),
            tuple(dict.fromkeys(mark.claim_id for mark in over)),
            core.claim_id if core is not None else None,
            name_of(words) if len(words) == 1 and is_unseen(words) else None,
        )


def is_unseen(character: str) -> bool:
    """Return whether a character takes no room, or turns the direction of others; joiners inside words of some scripts are no such."""
    return character not in _JOINERS and (character in _UNSEEN or (unicodedata.category(character) == "Cc" and character not in "\n\t"))


def name_of(character: str) -> str:
    """Return how such a character is shown: its code point and its name.

    >>> name_of("\\u202e")
    'U+202E RIGHT-TO-LEFT OVERRIDE'
    """
    return f"U+{ord(character):04X} {unicodedata.name(character, 'CONTROL')}"
