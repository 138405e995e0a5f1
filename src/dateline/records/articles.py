"""Where a text comes from and what it is: documents, articles, their blocks, times and descent."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.vocabulary import BlockKind


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text: ``text[start:end] == quote``."""

    start: int
    end: int
    quote: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """Cut a span out of `text`.

        Raises:
            ValueError: if the offsets do not lie in the text in order.
        """
        if not 0 <= start <= end <= len(text):
            raise ValueError(f"span {start}-{end} does not lie in a text of {len(text)} characters")
        return cls(start, end, text[start:end])

    def contains(self, other: Span) -> bool:
        """Return whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Return whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Supplied:
    """What a container says of an item it holds: a feed of its entry, a table of its row, a mail of its body, a crawl of its page.

    Every field is as printed there. `captured` is the moment a crawler or mail server got the item, ISO 8601 in UTC.
    """

    url: str | None = None
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    captured: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class RawDocument:
    """Bytes as they were got: where from, when (ISO 8601, UTC), and their SHA-256.

    An item of a container has the origin ``container!item`` and may bring what the container says of it.
    """

    data: bytes
    origin: str
    fetched: str | None
    sha256: str
    media_type: str | None = None
    charset: str | None = None
    supplied: Supplied | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an article. `credit`, `date` (ISO) and `place` are a caption's own, as printed in it."""

    kind: BlockKind
    start: int
    end: int
    credit: str | None = None
    date: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """When an article was published: ISO value, precision (``minute`` or ``day``), the basis that gave it,
    the words it was read from, and where they stand in the decoded source. `kind` is ``published``, ``updated`` or ``captured``."""

    value: str
    precision: str
    basis: str
    quote: str | None = None
    source_start: int | None = None
    kind: str = "published"

    @property
    def day(self) -> str:
        """The calendar day, ``YYYY-MM-DD``."""
        return self.value[:10]


@dataclass(frozen=True, slots=True)
class Dateline:
    """The place and day at the head of a report, words as printed; the day as ISO where a year is known."""

    place: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Article:
    """A clean text with the way back to its source.

    `source_map` holds ``(text_start, source_start, length)`` runs that cover every character of `text` which stands
    in the decoded source; characters between runs (block separators) were put in by Dateline.
    `dates` are all times that are stated of it, in the order of their bases, whether or not they agree; `published` is the first.
    `notes` tells what was mended or left out ("encoding: windows-1252, mended", "furniture: 55 share buttons").
    """

    id: str
    title: str | None
    text: str
    blocks: tuple[Block, ...]
    source_map: tuple[tuple[int, int, int], ...]
    url: str | None = None
    publisher: str | None = None
    agencies: tuple[str, ...] = ()
    byline: str | None = None
    dateline: Dateline | None = None
    published: Published | None = None
    updated: Published | None = None
    dates: tuple[Published, ...] = ()
    language: str | None = None
    lineage: str | None = None
    notes: tuple[str, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """Cut a span out of the text."""
        return Span.of(self.text, start, end)

    def to_source(self, offset: int) -> int | None:
        """Return where the character at `offset` stands in the decoded source, or ``None`` for a separator."""
        from bisect import bisect_right

        at = bisect_right(self.source_map, (offset, len(self.text) * 64 + 2**40, 0)) - 1
        if at < 0:
            return None
        text_start, source_start, length = self.source_map[at]
        return source_start + offset - text_start if offset < text_start + length else None


@dataclass(frozen=True, slots=True)
class Descent:
    """What an article, or a part of it, has to do with one story.

    `story` is the id of the story's oldest known form. `relation` is ``original`` (that form itself), ``version`` (a later text of the
    same agency), ``copy``, ``cut`` (a copy of less than the whole), ``rewrite`` (in other words) or ``merged`` (one of several stories
    printed as one). `of` are the articles it derives from, the closest first; `blocks` the indexes of the blocks that tell the story;
    `why` is the evidence in words with its numbers.
    """

    story: str
    relation: str
    of: tuple[str, ...]
    blocks: tuple[int, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where an article comes from: one part for each story it prints, the main one first.

    `own` are the indexes of blocks in no article it derives from: a paper's own reporting. `superseded_by` is the later version that
    takes the place of the text it prints.
    """

    article_id: str
    parts: tuple[Descent, ...]
    own: tuple[int, ...] = ()
    superseded_by: str | None = None

    @property
    def story(self) -> str:
        """The story it mainly prints."""
        return self.parts[0].story
