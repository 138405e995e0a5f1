"""Read an article: from a source's bytes to clean text, blocks, and the map from every character back to the source."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from dateline.articles.agencies import add_agency, agencies_in
from dateline.articles.align import bare_text
from dateline.articles.blocks import could_be_title, drop_copies, drop_menus, set_kinds, set_title
from dateline.articles.byline import whole_byline
from dateline.articles.captions import read_caption
from dateline.articles.clocks import NO_MARK, days_of
from dateline.articles.furniture import clear, without_head
from dateline.articles.html import LIMIT as HTML_LIMIT
from dateline.articles.html import is_html, read_page
from dateline.articles.language import languages_of
from dateline.articles.lead import Lead, take_apart
from dateline.articles.lines import split_lines
from dateline.articles.live import Entry, Live, find_live
from dateline.articles.mapped import EDGES, Builder, Mapped
from dateline.articles.paged import drop_running_lines, join_parted_words
from dateline.articles.piece import Piece
from dateline.articles.published import PageLine, dateline_day, read_page_line
from dateline.articles.shortcodes import cut_shortcodes
from dateline.articles.stated import published_of, stated_dates, updated_of
from dateline.articles.stubs import Seen, find_walls, without_walls
from dateline.errors import EmptyArticle, SourceTooLarge
from dateline.records import Article, Block, BlockKind, Dateline, Published, RawDocument, Supplied
from dateline.sources import Decoded, decode, load

SEPARATOR = "\n\n"
#: Characters of plain text beyond which a source is no article.
LIMIT = 10_000_000
#: Lines beyond which it is none either, but a table or a list.
LINES = 100_000
#: How many pieces at the head and the foot of a page may be its publication line.
TOP, FOOT = 20, 6
#: Characters of story that a live page has beside its entries where it has a summary.
SUMMARY_MIN = 60
#: Reuters signs off so, and names itself nowhere else when a paper cuts the dateline (Reuters Handbook of Journalism).
_SIGN_OFF = re.compile(r"\((?:additional\s)?(?:reporting|writing)\s(?:and\s\w+\s)?by\s[^()]*;\s(?:writing|editing)\sby\s", re.IGNORECASE)
_URL = re.compile(r"https?://")


_NOTHING = Supplied()


@dataclass(frozen=True, slots=True)
class _Origin:
    """What is known of a source beside its text: where it is from, and what its caller and its container say of it."""

    name: str
    url: str | None = None
    published: str | None = None
    media_type: str | None = None
    supplied: Supplied = _NOTHING


def read_article(source: str | os.PathLike[str] | RawDocument, *, published: str | None = None, url: str | None = None) -> Article:
    """Read the article that a source holds; of a live page its standing summary, else its first entry.

    Args:
        source: a file's path, a URL, ``-`` for standard input, or a document that is loaded already.
        published: when it was published, if the caller knows: stronger than anything the page says.
        url: where it stands on the web, if that is not the source itself.

    Raises:
        SourceError: if the source cannot be read.
        EmptyArticle: if no text is left.
        NotAnArticle: if it is a page in place of a report: a consent, log-in or error page, the cut head of a report, a list of links.
        ValueError: if `published` is no date.
    """
    return read_articles(source, published=published, url=url)[0]


def read_articles(
    source: str | os.PathLike[str] | RawDocument, *, published: str | None = None, url: str | None = None
) -> tuple[Article, ...]:  # fmt: skip
    """Read every article that a source holds: one, but for live pages, whose dated entries are articles of their own.

    A live page's standing summary, if it has one, comes first; the entries follow in the page's order. Each entry has the day and clock
    that head it; its `url` leads to its place in the page where the page names that.

    Args and errors are those of `read_article`.
    """
    document = source if isinstance(source, RawDocument) else load(source)
    return _read_all(decode(document), _origin_of(document, published, url))


def read_whole(document: RawDocument) -> Article:
    """Read a page as one article, also where it reports in dated entries.

    Raises:
        SourceError, EmptyArticle, NotAnArticle: as `read_article`.
    """
    decoded = decode(document)
    return _read(decoded, _origin_of(document, None, None), html=is_html(decoded.text, document.media_type))


def _origin_of(document: RawDocument, published: str | None, url: str | None) -> _Origin:
    supplied = document.supplied or Supplied()
    if url is None:
        url = document.origin if _URL.match(document.origin) else supplied.url
    return _Origin(document.origin, url, published, document.media_type, supplied)


def article_from_text(text: str, *, published: str | None = None, url: str | None = None, origin: str | None = None) -> Article:
    """Read an article from text that is decoded already; HTML is told by its tags.

    Args:
        text: plain text or HTML; the article's `source_map` leads into it.
        published: when it was published, if the caller knows.
        url: where it stands on the web, if known.
        origin: what to call the source in error messages.

    Raises:
        EmptyArticle: if no text is left.
        NotAnArticle: if it is a page in place of a report.
        ValueError: if `published` is no date.
    """
    return articles_from_text(text, published=published, url=url, origin=origin)[0]


def articles_from_text(
    text: str, *, published: str | None = None, url: str | None = None, origin: str | None = None
) -> tuple[Article, ...]:  # fmt: skip
    """Read every article of a text that is decoded already; arguments and errors are those of `article_from_text`."""
    return _read_all(Decoded(text, text, Mapped.identity(text).runs, "none", ()), _Origin(origin or "the text", url, published))


def _read_all(decoded: Decoded, origin: _Origin) -> tuple[Article, ...]:
    if len(decoded.text) > LIMIT:
        raise SourceTooLarge(f"{origin.name} has {len(decoded.text):,} characters, the limit for one article is {LIMIT:,}; split it")
    html = is_html(decoded.text, origin.media_type)
    if html and len(decoded.text) > HTML_LIMIT:
        raise SourceTooLarge(
            f"{origin.name} has {len(decoded.text):,} characters of HTML, the limit is {HTML_LIMIT:,}; save the article alone as text"
        )
    live = find_live(decoded.text, html=html, url=origin.url)
    return _read_live(live, decoded, origin, html=html) if live is not None else (_read(decoded, origin, html=html),)


def _read_live(live: Live, decoded: Decoded, origin: _Origin, *, html: bool) -> tuple[Article, ...]:
    """Read a live page: its standing summary, if it has one, and every entry."""
    found: list[Article] = []
    try:
        page = _read(replace(decoded, text=live.rest), origin, html=html, any_page=True)
    except EmptyArticle:
        # Nothing stands beside the entries; what the page says of itself is read with them, or nothing is said.
        page = _whole(decoded, origin, html=html)
    else:
        # A title over nothing is no summary.
        told = sum(block.end - block.start for block in page.blocks if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM))
        if told >= SUMMARY_MIN:
            found.append(replace(page, notes=(*page.notes, f"live page: summary of {len(live.entries)} entries, read apart")))
    first = page.published.day if page.published else None
    days = days_of([entry.mark or NO_MARK for entry in live.entries], first, descending=live.descending)
    base = Mapped(decoded.text, decoded.runs)
    for number, (entry, day) in enumerate(zip(live.entries, days, strict=True), 1):
        note = f"live page: entry {number} of {len(live.entries)}"
        try:
            found.append(_entry(entry, day, base, page, origin, (*decoded.notes, note)))
        except EmptyArticle:
            continue
    # An entry that is pinned stands twice; the same words are one report.
    articles = tuple({article.id: article for article in reversed(found)}.values())[::-1]
    if not articles:
        raise EmptyArticle(f"{origin.name} is a live page without text in its entries; give the story itself")
    return articles


def _whole(decoded: Decoded, origin: _Origin, *, html: bool) -> Article:
    """Return a live page read as one article, or an empty one with what is known from elsewhere."""
    try:
        return _read(decoded, origin, html=html, any_page=True)
    except EmptyArticle:
        dates = stated_dates(
            Mapped("", ()), None, None, Lead(), given=origin.published, supplied=origin.supplied, url=origin.url
        )  # fmt: skip
        publisher = origin.supplied.publisher or _host(origin.url)
        return Article("", None, "", (), (), publisher=publisher, published=published_of(dates))


def _entry(entry: Entry, day: str | None, base: Mapped, page: Article, origin: _Origin, notes: tuple[str, ...]) -> Article:
    """Read one entry of a live page."""
    working = _through(entry.mapped, base)
    pieces = _plain_pieces(working.text, ())
    for piece in pieces:
        _set_element_kind(entry, piece)
    counts: Counter[str] = Counter()
    lead = Lead()
    all_pieces = pieces = clear(working.text, pieces, counts)
    pieces = take_apart(working.text, pieces, lead, counts)
    if (name := entry.title or _first_line(working.text, pieces)) is not None:
        pieces = set_title(working.text, pieces, name, counts)
    set_kinds(working.text, pieces)
    mark = entry.mark
    when: tuple[Published, ...] = ()
    if mark is not None and day is not None and (mark.clock or mark.day):
        basis = mark.basis if mark.day else "entry clock"
        value = f"{day}T{mark.clock}" if mark.clock else day
        place = base.to_source(mark.start) if mark.start >= 0 else None
        when = (Published(value, "minute" if mark.clock else "day", basis, mark.quote, place),)
    url = entry.url or (f"{origin.url.partition('#')[0]}#{entry.fragment}" if origin.url and entry.fragment else origin.url)
    return _finish(
        working, pieces, all_pieces, lead, counts,
        _Said(entry.title, [entry.author] if entry.author else [], page.publisher, when, url, page.language, origin.name, notes),
    )  # fmt: skip


def _first_line(text: str, pieces: Sequence[Piece]) -> str | None:
    """Return the line that an entry opens with, if it reads like a headline and a story follows."""
    if len(pieces) < 2 or pieces[0].kind not in (None, BlockKind.HEADING):
        return None
    line, after = (text[piece.start : piece.end] for piece in pieces[:2])
    return line if could_be_title(line) and len(line.split()) > 2 and len(after) > len(line) else None


def _set_element_kind(entry: Entry, piece: Piece) -> None:
    """Give a line of an entry the kind of the element that it stands in."""
    at = entry.mapped.to_source(piece.start)
    name = next((name for start, end, name in entry.kinds if at is not None and start <= at < end), None)
    if name == "li":
        piece.bullet = True
    elif name == "figcaption":
        piece.kind = BlockKind.CAPTION
    elif name is not None:
        piece.kind = BlockKind.HEADING


def _read(decoded: Decoded, origin: _Origin, *, html: bool, any_page: bool = False) -> Article:
    """Read one article; `any_page` reads pages too that stand in place of one."""
    notes = list(decoded.notes)
    counts: Counter[str] = Counter()
    base = Mapped(decoded.text, decoded.runs)
    page = None
    if html:
        page = read_page(decoded.text, origin.url)
        if page is None:
            notes.append("html: no story found by its layout, all text taken")
            base = _through(bare_text(decoded.text), base)
    if page is not None:
        working = _through(page.mapped, base)
        pieces = list(page.pieces)
        if page.unaligned:
            notes.append(f"html: {page.unaligned} characters not found in the source")
    else:
        printed = join_parted_words(drop_running_lines(base, counts), counts)
        working, captions, cut = cut_shortcodes(printed)
        counts["shortcode"] += cut
        pieces = _plain_pieces(working.text, captions)
    if len(pieces) > LINES:
        raise SourceTooLarge(f"{origin.name} has {len(pieces):,} lines, the limit for one article is {LINES:,}; split it")
    text = working.text
    walls, shown = find_walls(text, pieces), pieces
    all_pieces = pieces = clear(text, pieces, counts)
    lead = Lead()
    pieces, page_line = _publication(text, pieces, page is not None, counts, lead.bylines)
    pieces = drop_menus(text, pieces, counts)
    pieces = take_apart(text, pieces, lead, counts)
    pieces = set_title(text, pieces, without_head(page.title) if page and page.title else None, counts)
    set_kinds(text, pieces)
    pieces = drop_copies(text, pieces, counts)
    if not any_page:
        seen = Seen(origin.name, page.title if page else None, decoded.text if html else None)
        pieces, notice = without_walls(working, pieces, shown, walls, seen, counts)
        notes += notice
    dates = stated_dates(working, page, page_line, lead, given=origin.published, supplied=origin.supplied, url=origin.url)
    if page is not None:
        notes += page.notes
    bylines = lead.bylines or ([page.author] if page and page.author else [])
    publisher = page.publisher if page else None
    return _finish(
        working, pieces, all_pieces, lead, counts,
        _Said(page.title if page else None, bylines, publisher, dates, origin.url, None, origin.name, tuple(notes), origin.supplied),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said of an article outside its text, the container's word last."""

    title: str | None
    bylines: list[str]
    publisher: str | None
    dates: tuple[Published, ...]
    url: str | None
    language: str | None
    origin: str
    notes: tuple[str, ...]
    supplied: Supplied = _NOTHING


def _finish(
    working: Mapped, pieces: Sequence[Piece], all_pieces: Sequence[Piece], lead: Lead, counts: Counter[str], said: _Said
) -> Article:  # fmt: skip
    """Put an article together from its pieces.

    Raises:
        EmptyArticle: if none has text.
    """
    pieces = [piece for piece in pieces if _shrink(working.text, piece)]
    if not pieces:
        raise EmptyArticle(
            f"{said.origin} holds no text" + (" beside page furniture" if working.text.strip() else "") + "; give the story itself"
        )
    clean, blocks = _render(working, pieces)
    notes = [*said.notes, *(f"furniture: {count} {group}{'' if count == 1 else 's'}" for group, count in sorted(counts.items()) if count)]
    # What a headline loses and a desk must know: which version of a story this is, and what is new in it.
    marks = {slug: "slug" for piece in all_pieces for slug in piece.slugs} | dict.fromkeys(lead.advisories, "note to editors")
    notes += [f"{kind}: {words}" for words, kind in marks.items()]
    title = next((clean.text[b.start : b.end] for b in blocks if b.kind is BlockKind.TITLE), said.title or said.supplied.title)
    bylines = lead.bylines or said.bylines or ([said.supplied.author] if said.supplied.author else [])
    published = published_of(said.dates)
    if published is None and (got := next((date.day for date in said.dates if date.kind == "captured"), None)):
        notes.append(f"undated: got on {got}, no day of publication is stated")
    languages = languages_of(clean.text, blocks, declared=said.supplied.language or said.language)
    if (mixed := languages.note()) is not None:
        notes.append(mixed)
    return Article(
        id=hashlib.sha256(clean.text.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        title=title,
        text=clean.text,
        blocks=blocks,
        source_map=clean.runs,
        url=said.url,
        publisher=said.publisher or said.supplied.publisher or _host(said.url),
        agencies=_agencies(working.text, clean.text, all_pieces, blocks, lead),
        byline="; ".join(dict.fromkeys(bylines)) or None,
        dateline=_dateline(lead, published),
        published=published,
        updated=updated_of(said.dates),
        dates=said.dates,
        language=languages.main,
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
    try:
        host = urlsplit(url).hostname if url else None
    except ValueError:
        # A crawl's or a table's address may be none.
        return None
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
