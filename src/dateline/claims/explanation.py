"""Tell how each claim was made: the parts of the parse that it rests on, the readings that lost, and what became no claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.analysis.languages import part_in
from dateline.articles.language import ENGLISH
from dateline.claims.assembly import claim_of, grouped
from dateline.claims.bound import Bound, Lost
from dateline.claims.context import Context, Scene, read_context
from dateline.claims.extract import judged
from dateline.claims.quantities import quantities
from dateline.reading import Reading
from dateline.records import Article, Claim, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Dropped", "Explained", "Explanation", "ParsePart", "explain_claims"]


@dataclass(frozen=True, slots=True)
class ParsePart:
    """A word of a claim in the parse: what it serves as, the word, its relation to its head (Universal and ClearNLP labels as
    spaCy gives them), the head."""

    use: str
    word: str
    relation: str
    head: str


@dataclass(frozen=True, slots=True)
class Explained:
    """A claim with the parts of the parse it rests on and the readings that lost."""

    claim: Claim
    parts: tuple[ParsePart, ...]
    lost: tuple[Lost, ...]


@dataclass(frozen=True, slots=True)
class Dropped:
    """What became no claim: the words, what they were read as, and the rule that says why not."""

    span: Span
    read_as: str
    rule: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """An article's claims explained; `dropped` in reading order; `reading` is the reader's, ``None`` without it."""

    claims: tuple[Explained, ...]
    dropped: tuple[Dropped, ...]
    reading: Reading | None


def explain_claims(article: Article, *, reader: bool = True) -> Explanation:
    """Extract an article's claims from its English text, the same as `extract_claims` does, and tell how each was made.

    Args:
        article: as `dateline.read_article` gives it.
        reader: ``False`` leaves the learned reader out.

    Raises:
        AnalyserMissing: if the sentence analyser's model is not installed.
    """
    part = part_in(article, ENGLISH)
    if part is None:
        return Explanation((), (), None)
    context = replace(read_context(part, reader=reader), explained=True)
    every = judged(context)
    kept = [item for item, why in every if why is None]
    made = [Explained(claim_of(context, group), tuple(_parts(group)), _lost(group)) for group in grouped(kept)]
    dropped = [Dropped(_words(item), _kind(item), why) for item, why in every if why is not None]
    dropped += _numbers(context, [one.claim for one in made])
    return Explanation(tuple(made), tuple(sorted(dropped, key=lambda one: (one.span.start, one.span.end))), context.parse.reading)


def _words(item: Bound) -> Span:
    return item.scene.span(item.scene.start(item.draft.trigger), item.scene.end(item.draft.trigger_last))


def _kind(item: Bound) -> str:
    return f"{item.draft.type}/{item.draft.subtype}" if item.draft.subtype else item.draft.type


def _parts(group: Sequence[Bound]) -> Iterator[ParsePart]:
    """Yield the words of a claim in the parse, each once in a use, in the order of use."""
    seen: set[tuple[str, int]] = set()
    for item in group:
        for use, token in _used(item):
            if (use, token.i) not in seen:
                seen.add((use, token.i))
                yield ParsePart(use, token.text, token.dep_, token.head.text)


def _used(item: Bound) -> Iterator[tuple[str, Token]]:
    scene, draft = item.scene, item.draft
    yield "trigger", scene.tokens[draft.trigger]
    quantity = draft.harm.quantity if draft.harm else draft.count.quantity if draft.count else None
    if quantity is not None:
        yield "number", scene.tokens[quantity.last]
    if draft.victims is not None and draft.victims.noun is not None:
        yield "victims", scene.tokens[draft.victims.noun]
    for use, token in (("doer", draft.agent), ("patient", draft.patient)):
        if token is not None:
            yield use, token
    if item.when is not None and item.when.span is not None and _inside(scene, item.when.span):
        yield "day", scene.token(item.when.span.end - 1)
    for place in item.places:
        if _inside(scene, place.span):
            yield "place", scene.token(place.span.end - 1)
    if item.statement is not None and _inside(scene, item.statement.cue):
        yield "cue", scene.token(item.statement.cue.start)


def _inside(scene: Scene, span: Span) -> bool:
    return scene.sentence.start <= span.start and span.end <= scene.sentence.end


def _lost(group: Sequence[Bound]) -> tuple[Lost, ...]:
    """Return the readings that lost, without those that say what won."""
    won = {span for item in group for span in (item.when.span if item.when else None, *(p.span for p in item.places))}
    return tuple(dict.fromkeys(lost for item in group for lost in (*_unbound(item), *item.lost) if lost.span not in won))


def _unbound(item: Bound) -> Iterator[Lost]:
    """Yield the days and places of a claim's sentence that were not bound to it."""
    for time in item.scene.times:
        if time.when is not None:
            yield Lost("day", time.when.basis, time.span, "in-the-sentence-not-bound")
    for place in item.scene.places:
        use = "in-the-sentence-not-bound" if place.use == "literal" else f"named-as-{place.use}"
        yield Lost("place", place.where.name, place.where.span, use)


def _numbers(context: Context, claims: Sequence[Claim]) -> Iterator[Dropped]:
    """Yield the numbers of the article that count nobody."""
    counted = [figure.span for claim in claims for figure in claim.figures]
    for scene in context.scenes:
        for quantity in quantities(scene.sentence):
            span = scene.span(scene.start(quantity.first), scene.end(quantity.last))
            if not any(span.overlaps(other) for other in counted):
                yield Dropped(span, "number", "counts-nobody")
