"""Extract the story of an HTML page with trafilatura, and read what the page declares of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from dateline.articles.align import Aligner
from dateline.articles.dates import read_stamp
from dateline.articles.mapped import Mapped
from dateline.articles.piece import Piece
from dateline.errors import SourceTooLarge
from dateline.records import BlockKind, Published

#: Characters of HTML beyond which a page is refused: ten times the largest news page that we have met.
LIMIT = 5_000_000
_MARKUP = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_ELEMENTS = re.compile(r"<(?:p|div|span|article|br|h[1-6])\b[^<>]{0,400}>", re.IGNORECASE)
_DATE_NAMES = (
    r"article:published_time|og:published_time|datePublished|publish[-_]?date|pubdate|dc\.date\.issued|dcterms\.created|parsely-pub-date|sailthru\.date|"
    r"cXenseParse:recs:publishtime|date"
)
_META = re.compile(r"<meta\b[^<>]{0,1000}>", re.IGNORECASE)
_META_NAME = re.compile(rf"(?:property|name|itemprop)\s*=\s*[\"']?(?:{_DATE_NAMES})[\"'\s]", re.IGNORECASE)
_META_CONTENT = re.compile(r"content\s*=\s*[\"']([^\"']{8,40})[\"']", re.IGNORECASE)
_JSON_DATE = re.compile(r"\"datePublished\"\s*:\s*\"([^\"]{8,40})\"")
_KINDS = {
    "p": BlockKind.PARAGRAPH,
    "quote": BlockKind.PARAGRAPH,
    "head": BlockKind.HEADING,
    "item": BlockKind.LIST_ITEM,
    "cell": BlockKind.LIST_ITEM,
}


class _Element(Protocol):
    """What is used of an lxml element, which comes without types."""

    @property
    def tag(self) -> object: ...

    def itertext(self) -> Iterator[object]: ...

    def __iter__(self) -> Iterator[_Element]: ...


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML page's story, mapped to the page, with what the page declares of itself."""

    mapped: Mapped
    pieces: tuple[Piece, ...]
    title: str | None
    author: str | None
    publisher: str | None
    published: Published | None
    unaligned: int


def is_html(text: str, media_type: str | None = None) -> bool:
    """Return whether a text is an HTML page rather than plain text with a tag in it."""
    head = text[:20_000]
    if _MARKUP.match(head):
        return True
    tags = len(_ELEMENTS.findall(head))
    return tags >= (1 if media_type in ("text/html", "application/xhtml+xml") else 5)


def read_page(source: str, url: str | None = None) -> Page | None:
    """Extract the story of a page, or return ``None`` where trafilatura finds none.

    Raises:
        SourceTooLarge: if the page has more than `LIMIT` characters.
    """
    if len(source) > LIMIT:
        raise SourceTooLarge(f"the page has {len(source):,} characters of HTML, the limit is {LIMIT:,}; save the article alone as text")
    # trafilatura takes a third of a second to import, which plain text need not pay.
    from trafilatura import bare_extraction

    document = bare_extraction(source, url=url, include_comments=False, include_tables=False, with_metadata=True, favor_precision=True)
    if document is None or isinstance(document, dict) or document.body is None:
        return None
    aligner = Aligner(source)
    pieces: list[Piece] = []
    title = " ".join((document.title or "").split()) or None
    blocks = list(_blocks(document.body))
    if title and all(words != title for words, _ in blocks[:4]):
        blocks.insert(0, (title, BlockKind.HEADING))
    for words, kind in blocks:
        start, end = aligner.add(words)
        # A paragraph's kind stays open: it may turn out to be a caption.
        settled = None if kind is BlockKind.PARAGRAPH else kind
        pieces.append(Piece(start, end, settled, bullet=kind is BlockKind.LIST_ITEM))
    author, publisher = document.author or None, document.sitename or None
    return Page(aligner.mapped(), tuple(pieces), title, author, publisher, _declared(source), aligner.unaligned)


def _blocks(body: _Element) -> list[tuple[str, BlockKind]]:
    """Return the blocks of trafilatura's tree; an element inside a block belongs to it."""
    found: list[tuple[str, BlockKind]] = []
    # A stack, so that depth costs no recursion.
    stack: list[_Element] = [body]
    while stack:
        element = stack.pop()
        name = str(element.tag)
        if name in _KINDS:
            words = " ".join("".join(str(part) for part in element.itertext()).split())
            if words:
                found.append((words, _KINDS[name]))
        else:
            stack.extend(reversed(list(element)))
    return found


def _declared(source: str) -> Published | None:
    """Return the publication time that a page declares in JSON-LD or its meta elements, else what htmldate finds in markup."""
    for match in _JSON_DATE.finditer(source):
        if found := _from_metadata(source, match.start(1), match.end(1)):
            return found
    for match in _META.finditer(source):
        content = _META_CONTENT.search(match[0]) if _META_NAME.search(match[0]) else None
        if content and (found := _from_metadata(source, match.start() + content.start(1), match.start() + content.end(1))):
            return found
    from htmldate import find_date

    day = find_date(source, extensive_search=False, original_date=True, url=None, max_date="2100-01-01")
    return Published(day, "day", "metadata") if day else None


def _from_metadata(source: str, start: int, end: int) -> Published | None:
    stamp = read_stamp(source, start, end)
    return Published(stamp.value, stamp.precision, "metadata", source[start:end], start) if stamp else None
