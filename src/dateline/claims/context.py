"""Everything the earlier stages found in one article, laid out by sentence for the claim builder."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from dateline.actors import actors_in
from dateline.analysis import Parse, Sentence, analyse
from dateline.attribution import statements_in
from dateline.claims.tables import Cell, with_cells
from dateline.places import places_in
from dateline.reading import Reading
from dateline.records import Article, FoundActor, FoundPlace, Span, Statement, TimeExpression
from dateline.times import find_times

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.claims.ranking import Ranker


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence with what was found in it.

    `cells` are the numbers of a table or list that stand in it; `is_header` says that it only names the columns of one. `cues` are
    the article offsets of its words of saying, `text` and `reading` the article's.
    """

    sentence: Sentence
    tokens: tuple[Token, ...]
    times: tuple[TimeExpression, ...]
    places: tuple[FoundPlace, ...]
    actors: tuple[FoundActor, ...]
    cues: tuple[int, ...] = ()
    text: str = ""
    reading: Reading | None = None
    cells: tuple[Cell, ...] = ()
    is_header: bool = False

    @property
    def index(self) -> int:
        """The sentence's number in the article."""
        return self.sentence.index

    def span(self, start: int, end: int) -> Span:
        """Cut a span out of the article's text (the parser's own text may differ in case)."""
        return Span.of(self.text, start, end)

    def at(self, offset: int) -> int:
        """Return the position in the sentence of the token that covers the article offset."""
        starts = [self.sentence.offset + t.idx for t in self.tokens]
        return max(0, bisect_right(starts, offset) - 1)

    def token(self, offset: int) -> Token:
        """Return the token that covers the article offset."""
        return self.tokens[self.at(offset)]

    def start(self, position: int) -> int:
        """Return the article offset at which a token starts."""
        return self.sentence.offset + self.tokens[position].idx

    def end(self, position: int) -> int:
        """Return the article offset one past a token."""
        token = self.tokens[position]
        return self.sentence.offset + token.idx + len(token.text)

    def actor_at(self, position: int) -> FoundActor | None:
        """Return the actor whose mention covers a token."""
        start, end = self.start(position), self.end(position)
        for actor in self.actors:
            if actor.span.start < end and start < actor.span.end:
                return actor
        return None

    def actor_within(self, token: Token) -> FoundActor | None:
        """Return the actor whose mention covers a token or lies in its noun phrase, nearest the head first."""
        base = self.tokens[0].i
        direct = self.actor_at(token.i - base)
        if direct is not None:
            return direct
        low, high = token.left_edge.i - base, token.i - base
        inside = [a for a in self.actors if low <= self.at(a.span.start) <= high]
        return inside[-1] if inside else None


@dataclass(frozen=True, slots=True)
class Context:
    """An article, its parse, and its scenes; `explained` asks for the readings that lose too, `ranker` weighs places and days
    (that of the package where not given)."""

    article: Article
    parse: Parse
    scenes: tuple[Scene, ...]
    statements: tuple[Statement, ...]
    explained: bool = False
    ranker: Ranker | None = None

    @property
    def day(self) -> str | None:
        """The publication day, ISO, or ``None``."""
        return self.article.published.day if self.article.published else None


def read_context(article: Article, *, reader: bool = True) -> Context:
    """Run the earlier stages over an article and sort what they found into sentences."""
    parse = analyse(article, reader=reader)
    day = article.published.value if article.published else None
    times = find_times(article.text, published=day)
    actors = actors_in(parse)
    statements = tuple(s for s in statements_in(parse, actors=actors) if s.polarity != "other")
    sort = _sorter(parse.sentences)
    by_time = sort(times, lambda t: t.span.start)
    by_place = sort(places_in(parse), lambda p: p.where.span.start)
    by_actor = sort(actors, lambda a: a.span.start)
    by_cue = sort(statements, lambda s: s.cue.start)
    scenes = tuple(
        Scene(
            s,
            tuple(s.tokens),
            tuple(by_time[s.index]),
            tuple(by_place[s.index]),
            tuple(by_actor[s.index]),
            tuple(statement.cue.start for statement in by_cue[s.index]),
            article.text,
            parse.reading,
        )
        for s in parse.sentences
    )
    return Context(article, parse, with_cells(article, scenes), statements)


def _sorter(sentences: Sequence[Sentence]) -> Callable[[Iterable[T], Callable[[T], int]], list[list[T]]]:
    starts = [s.start for s in sentences]

    def sort(found: Iterable[T], start: Callable[[T], int]) -> list[list[T]]:
        buckets: list[list[T]] = [[] for _ in sentences]
        for item in found:
            at = bisect_right(starts, start(item)) - 1
            if at >= 0 and start(item) < sentences[at].end:
                buckets[at].append(item)
        return buckets

    return sort
