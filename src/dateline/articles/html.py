"""Read an HTML page: its story, mapped to the page, with what the page declares of itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.articles.align import Aligner
from dateline.articles.declared import declared, page_tree
from dateline.articles.lead import set_caption
from dateline.articles.mapped import Mapped
from dateline.articles.piece import Piece
from dateline.articles.story import story_of
from dateline.errors import SourceTooLarge
from dateline.records import BlockKind, Published

#: Characters of HTML beyond which a page is refused: ten times the largest news page that we have met.
LIMIT = 5_000_000
_MARKUP = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_ELEMENTS = re.compile(r"<(?:p|div|span|article|br|h[1-6])\b[^<>]{0,400}>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML page's story, mapped to the page, with what the page declares of itself."""

    mapped: Mapped
    pieces: tuple[Piece, ...]
    title: str | None
    author: str | None
    publisher: str | None
    dates: tuple[Published, ...]
    unaligned: int
    notes: tuple[str, ...] = ()

    @property
    def published(self) -> Published | None:
        """The strongest time of publication that the page declares."""
        return next((date for date in self.dates if date.kind == "published"), None)


def is_html(text: str, media_type: str | None = None) -> bool:
    """Return whether a text is an HTML page rather than plain text with a tag in it."""
    head = text[:20_000]
    if _MARKUP.match(head):
        return True
    tags = len(_ELEMENTS.findall(head))
    return tags >= (1 if media_type in ("text/html", "application/xhtml+xml") else 5)


def read_page(source: str, url: str | None = None) -> Page | None:
    """Read a page, or return ``None`` where no story is found on it.

    Raises:
        SourceTooLarge: if the page has more than `LIMIT` characters.
    """
    if len(source) > LIMIT:
        raise SourceTooLarge(f"the page has {len(source):,} characters of HTML, the limit is {LIMIT:,}; save the article alone as text")
    tree = page_tree(source)
    said = declared(source, tree)
    story = story_of(source, tree, url, said)
    if story is None:
        return None
    aligner = Aligner(source)
    pieces: list[Piece] = []
    blocks = list(story.blocks)
    if said.title and all(words != said.title for words, _ in blocks[:4]):
        blocks.insert(0, (said.title, BlockKind.HEADING))
    for words, kind in blocks:
        start, end = aligner.add(words)
        # A paragraph's kind stays open: it may turn out to be a caption.
        settled = None if kind is BlockKind.PARAGRAPH else kind
        pieces.append(Piece(start, end, settled, bullet=kind is BlockKind.LIST_ITEM))
    mapped = aligner.mapped()
    for piece in pieces:
        if piece.kind is BlockKind.CAPTION:
            set_caption(mapped.text, piece)
    dates = said.dates or _by_markup(source)
    return Page(mapped, tuple(pieces), said.title, said.author, said.publisher, dates, aligner.unaligned, story.notes)


def _by_markup(source: str) -> tuple[Published, ...]:
    """Return the day that htmldate finds in a page that declares none."""
    from htmldate import find_date

    try:
        day = find_date(source, extensive_search=False, original_date=True, url=None, max_date="2100-01-01")
    except ValueError:
        # lxml refuses control characters that broken markup has put where text goes.
        return ()
    return (Published(day, "day", "markup"),) if day else ()
