"""Read an article: from a source's bytes to clean text, blocks, and the map from every character back to the source."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlsplit

from dateline.articles.agencies import add_agency, agencies_in
from dateline.articles.align import bare_text
from dateline.articles.blocks import could_be_title, drop_copies, drop_menus, set_kinds, set_title
from dateline.articles.byline import whole_byline
from dateline.articles.captions import read_caption
from dateline.articles.furniture import clear
from dateline.articles.html import Page, is_html, read_page
from dateline.articles.language import language_of
from dateline.articles.lead import Lead, take_apart
from dateline.articles.lines import split_lines
from dateline.articles.mapped import EDGES, Builder, Mapped
from dateline.articles.piece import Piece
from dateline.articles.published import PageLine, dateline_day, from_url, given_stamp, has_year, read_page_line
from dateline.articles.shortcodes import cut_shortcodes
from dateline.errors import EmptyArticle, SourceTooLarge
from dateline.records import Article, Block, BlockKind, Dateline, Published, RawDocument
from dateline.sources import Decoded, decode, load

SEPARATOR = "\n\n"
#: Characters of plain text beyond which a source is no article.
LIMIT = 10_000_000
#: Lines beyond which it is none either, but a table or a list.
LINES = 100_000
#: How many pieces at the head and the foot of a page may be its publication line.
TOP, FOOT = 20, 6
#: Reuters signs off so, and names itself nowhere else when a paper cuts the dateline (Reuters Handbook of Journalism).
_SIGN_OFF = re.compile(r"\((?:additional\s)?(?:reporting|writing)\s(?:and\s\w+\s)?by\s[^()]*;\s(?:writing|editing)\sby\s", re.IGNORECASE)
_URL = re.compile(r"https?://")


def read_article(source: str | os.PathLike[str] | RawDocument, *, published: str | None = None, url: str | None = None) -> Article:
    """Read the article that a source holds.

    Args:
        source: a file's path, a URL, ``-`` for standard input, or a document that is loaded already.
        published: when it was published, if the caller knows: stronger than anything the page says.
        url: where it stands on the web, if that is not the source itself.

    Raises:
        SourceError: if the source cannot be read.
        EmptyArticle: if no text is left.
        ValueError: if `published` is no date.
    """
    document = source if isinstance(source, RawDocument) else load(source)
    if url is None and _URL.match(document.origin):
        url = document.origin
    decoded = decode(document)
    return _read(decoded, published=published, url=url, origin=document.origin, media_type=document.media_type)


def read_articles(
    source: str | os.PathLike[str] | RawDocument, *, published: str | None = None, url: str | None = None
) -> tuple[Article, ...]:  # fmt: skip
    """Read every article that a source holds: one, but for pages that report in dated entries.

    Args and errors are those of `read_article`.
    """
    return (read_article(source, published=published, url=url),)


def article_from_text(text: str, *, published: str | None = None, url: str | None = None, origin: str | None = None) -> Article:
    """Read an article from text that is decoded already; HTML is told by its tags.

    Args:
        text: plain text or HTML; the article's `source_map` leads into it.
        published: when it was published, if the caller knows.
        url: where it stands on the web, if known.
        origin: what to call the source in error messages.

    Raises:
        EmptyArticle: if no text is left.
        ValueError: if `published` is no date.
    """
    return _read(
        Decoded(text, text, Mapped.identity(text).runs, "none", ()),
        published=published,
        url=url,
        origin=origin or "the text",
        media_type=None,
    )


def _read(decoded: Decoded, *, published: str | None, url: str | None, origin: str, media_type: str | None) -> Article:
    if len(decoded.text) > LIMIT:
        raise SourceTooLarge(f"{origin} has {len(decoded.text):,} characters, the limit for one article is {LIMIT:,}; split it")
    given = Published(*given_stamp(published), basis="given", quote=published) if published else None
    notes = list(decoded.notes)
    counts: Counter[str] = Counter()
    base = Mapped(decoded.text, decoded.runs)
    page = None
    if is_html(decoded.text, media_type):
        page = read_page(decoded.text, url)
        if page is None:
            notes.append("html: no story found by its layout, all text taken")
            base = _through(bare_text(decoded.text), base)
    if page is not None:
        working = _through(page.mapped, base)
        pieces = list(page.pieces)
        if page.unaligned:
            notes.append(f"html: {page.unaligned} characters not found in the source")
    else:
        working, captions, cut = cut_shortcodes(base)
        counts["shortcode"] += cut
        pieces = _plain_pieces(working.text, captions)
    if len(pieces) > LINES:
        raise SourceTooLarge(f"{origin} has {len(pieces):,} lines, the limit for one article is {LINES:,}; split it")
    text = working.text
    all_pieces = pieces = clear(text, pieces, counts)
    lead = Lead()
    pieces, page_line = _publication(text, pieces, page is not None, counts, lead.bylines)
    pieces = drop_menus(text, pieces, counts)
    pieces = take_apart(text, pieces, lead, counts)
    pieces = set_title(text, pieces, page.title if page else None, counts)
    set_kinds(text, pieces)
    pieces = [piece for piece in drop_copies(text, pieces, counts) if _shrink(text, piece)]
    if not pieces:
        raise EmptyArticle(
            f"{origin} holds no text" + (" beside page furniture" if decoded.text.strip() else "") + "; give the story itself"
        )
    clean, blocks = _render(working, pieces)
    when = given or _published(working, page, page_line, lead, url)
    notes += [f"furniture: {count} {group}{'' if count == 1 else 's'}" for group, count in sorted(counts.items()) if count]
    title = next((clean.text[b.start : b.end] for b in blocks if b.kind is BlockKind.TITLE), page.title if page else None)
    bylines = lead.bylines or ([page.author] if page and page.author else [])
    body = " ".join(clean.text[b.start : b.end] for b in blocks if b.kind is BlockKind.PARAGRAPH) or clean.text
    return Article(
        id=hashlib.sha256(clean.text.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        title=title,
        text=clean.text,
        blocks=blocks,
        source_map=clean.runs,
        url=url,
        publisher=(page.publisher if page else None) or _host(url),
        agencies=_agencies(text, clean.text, all_pieces, blocks, lead),
        byline="; ".join(dict.fromkeys(bylines)) or None,
        dateline=_dateline(lead, when),
        published=when,
        language=language_of(body),
        notes=tuple(notes),
    )


def _through(mapped: Mapped, base: Mapped) -> Mapped:
    """Lead the runs of `mapped`, which point into ``base.text``, on to where `base` points."""
    runs = [
        (text_start + offset, source, part)
        for text_start, middle, length in mapped.runs
        for offset, source, part in base.sources(middle, length)
    ]
    return Mapped(mapped.text, tuple(runs))


def _plain_pieces(text: str, captions: Sequence[tuple[int, int]]) -> list[Piece]:
    pieces: list[Piece] = []
    done = 0
    for start, end in [*captions, (len(text), len(text))]:
        lines = split_lines(text, done, start)
        pieces += [Piece(li.start, li.end, bullet=li.bullet, marked=li.marked, blank_before=li.blank_before) for li in lines]
        inner = text[start:end].strip()
        if inner:
            first = start + text[start:end].index(inner)
            caption = read_caption(text, first, first + len(inner))
            piece = Piece(caption.start, caption.end, BlockKind.CAPTION, credit=caption.credit, date=caption.date, place=caption.place)
            pieces.append(piece)
        done = end
    return pieces


def _publication(
    text: str, pieces: Sequence[Piece], declared: bool, counts: Counter[str], bylines: list[str]
) -> tuple[list[Piece], tuple[Piece, PageLine] | None]:
    """Take publication lines and clocks off the page, and return the strongest line.

    A date without a label counts only after the title and before the story; above the title it is the site's clock.
    """
    best: tuple[int, Piece, PageLine] | None = None
    kept: list[Piece] = []
    titled = declared
    story = False
    for number, piece in enumerate(pieces):
        near = number < TOP or number >= len(pieces) - FOOT
        line = read_page_line(text, piece.start, piece.end) if near and piece.kind is not BlockKind.CAPTION else None
        if line is None:
            words = text[piece.start : piece.end]
            titled = titled or could_be_title(words)
            story = story or (len(words) > 120 and not could_be_title(words))
            kept.append(piece)
            continue
        if line.before and (who := whole_byline(line.before)):
            bylines.append(who)
        rank = line.rank
        if rank is None:
            # A date above the title is the site's clock, unless it is a telegram's header.
            header = line.quote.isupper() and "GMT" in line.quote
            if story or not (titled or header):
                counts["site clock"] += 1
                continue
            rank = 100
        if best is None or rank < best[0]:
            best = rank, piece, line
    return kept, best[1:] if best else None


def _published(
    working: Mapped, page: Page | None, page_line: tuple[Piece, PageLine] | None, lead: Lead, url: str | None
) -> Published | None:
    """Return the publication time by the strongest basis there is; see `dateline.articles.published` for their order."""
    if page and page.published:
        return page.published
    if page_line:
        piece, line = page_line
        return Published(line.stamp.value, line.stamp.precision, "page line", line.quote, working.to_source(piece.start))
    if lead.line:
        stamp = lead.line.stamp
        return Published(stamp.value, stamp.precision, "page line", lead.line.quote, working.to_source(stamp.start))
    head = lead.heads[0] if lead.heads else None
    if head and head.stamp:
        stamp = head.stamp
        quote = working.text[stamp.start : stamp.end]
        return Published(stamp.value, stamp.precision, "page line", quote, working.to_source(stamp.start))
    if head and has_year(head.date) and (day := dateline_day(head.date, None)):
        return Published(day, "day", "dateline", head.date, working.to_source(head.date_start) if head.date_start >= 0 else None)
    return from_url(url, head.date if head else None)


def _dateline(lead: Lead, when: Published | None) -> Dateline | None:
    if not lead.heads:
        return None
    head = lead.heads[0]
    near = when.day if when else None
    day = dateline_day(head.date, near) or (head.stamp.value[:10] if head.stamp else None)
    return Dateline(head.place, day) if head.place or day else None


def _agencies(text: str, clean: str, pieces: Sequence[Piece], blocks: Sequence[Block], lead: Lead) -> tuple[str, ...]:
    """Return the agencies credited: in datelines, in the story, in picture credits, in sign-offs that were cut."""
    found: dict[str, None] = {}
    for head in lead.heads:
        if head.agency:
            add_agency(found, head.agency, unknown=True)
    dropped = [text[start:end] for piece in pieces for start, end in piece.dropped]
    credits = [block.credit for block in blocks if block.credit]
    for words in (clean, *credits, *dropped):
        for name in agencies_in(words):
            found.setdefault(name)
    if not found and any(_SIGN_OFF.search(words) for words in dropped):
        found["Reuters"] = None
    return tuple(found)


def _host(url: str | None) -> str | None:
    host = urlsplit(url).hostname if url else None
    return host.removeprefix("www.") if host else None


def _shrink(text: str, piece: Piece) -> bool:
    """Take white space and characters without width off a piece's ends, and return whether something is left."""
    words = text[piece.start : piece.end]
    piece.start += len(words) - len(words.lstrip(EDGES))
    piece.end -= len(words) - len(words.rstrip(EDGES))
    return piece.start < piece.end


def _render(working: Mapped, pieces: Sequence[Piece]) -> tuple[Mapped, tuple[Block, ...]]:
    """Join the pieces to the article's text."""
    builder = Builder(working)
    blocks: list[Block] = []
    for piece in pieces:
        if blocks:
            builder.add(SEPARATOR)
        start = builder.length
        builder.keep_collapsed(piece.start, piece.end)
        kind = piece.kind or BlockKind.PARAGRAPH
        blocks.append(Block(kind, start, builder.length, piece.credit, piece.date, piece.place))
    return builder.mapped(), tuple(blocks)
