"""Read feeds and sitemaps: RSS, Atom and RDF (feedparser), JSON Feed 1.1, sitemaps with their news extension; and follow their entries."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Generator, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import urljoin

from dateline.errors import SourceError
from dateline.records import RawDocument, Supplied
from dateline.sources.documents import document_of, read_bounded, too_large
from dateline.sources.items import Item, Pointer, Refusal, Settings, Unchanged, Visits
from dateline.sources.kinds import narrow

if TYPE_CHECKING:
    from dateline.sources.containers import Given
    from dateline.sources.web import Fetcher

#: Entries of one feed or sitemap that are followed (sitemaps.org: at most 50,000 in a file).
ENTRIES = 50_000
#: Bytes, tags and namespaces of one feed, and attributes of one tag. feedparser takes 10 s for so many tags, and its time grows with
#: the square of the last two; a feed of 500 whole reports has some 50,000 tags.
FEED, TAGS, NAMESPACES, ATTRIBUTES = 10 * 2**20, 200_000, 200, 1_000
#: Sitemap indexes within sitemap indexes, feeds that lead to feeds.
DEPTH = 3
_PREFIX, _TAG = re.compile(rb"\bxmlns:([\w.-]+)"), re.compile(rb"<[^<>]*")
_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def entries(stream: BinaryIO, origin: str, settings: Settings) -> Iterator[Given]:
    """Yield the entries of a feed or sitemap: an address to follow, or the text of an entry that has none.

    Raises:
        SourceError: if the bytes are neither.
    """
    data = narrow(read_bounded(stream.read, origin, settings.limit))
    base = origin if origin.startswith(("http://", "https://")) else ""
    head = data.lstrip()[:1]
    if head == b"{":
        found = _json_feed(data, origin, base)
    elif b"urlset" in data[:4096] or b"sitemapindex" in data[:4096]:
        found = _sitemap(data, origin, base)
    else:
        found = _feed(data, origin, base)
    for number, entry in enumerate(found):
        if number >= ENTRIES:
            yield Refusal(origin, f"{origin} has more than {ENTRIES:,} entries, the limit; the rest was left out")
            return
        yield entry


def _feed(data: bytes, origin: str, base: str) -> Iterator[Given]:
    import feedparser

    if len(data) > FEED:
        raise too_large(origin, FEED)
    most = max((tag[0].count(b"=") for tag in _TAG.finditer(data)), default=0)
    for count, limit, what in (
        (data.count(b"<"), TAGS, "tags"),
        (len(set(_PREFIX.findall(data))), NAMESPACES, "namespaces"),
        (most, ATTRIBUTES, "attributes in one tag"),
    ):
        if count > limit:
            raise SourceError(f"{origin} has {count:,} {what}, the limit for a feed is {limit:,}; give the page of each report")
    # Bytes in a stream: feedparser asks neither the disk nor the network for those.
    parsed: Any = feedparser.parse(io.BytesIO(data), response_headers={"content-location": base} if base else None, sanitize_html=False)
    if not parsed.get("version") and not parsed.entries:
        reason = " ".join(str(parsed.get("bozo_exception", "no feed in it")).split())
        raise SourceError(f"{origin} is no feed that can be read: {reason[:160]}; give the page or the file of each report")
    publisher = _text(parsed.feed.get("title"))
    language = _text(parsed.feed.get("language"))
    for number, entry in enumerate(parsed.entries, 1):
        link = _text(entry.get("link"))
        published = _text(entry.get("published"))
        # Past feedparser's own fallback to the time of publication.
        updated = _text(dict.get(entry, "updated"))
        title = _text(entry.get("title"))
        supplied = Supplied(
            url=link, title=title, author=_text(entry.get("author")), publisher=publisher, published=published or updated, language=language
        )
        if link and (url := _absolute(base, link)):
            yield Pointer(url, supplied, updated or published or _text(entry.get("id")) or url)
            continue
        contents = [str(part.get("value", "")) for part in entry.get("content", ())] or [str(entry.get("summary", ""))]
        yield _content(max(contents, key=len), title, f"{origin}!entry {number}", supplied)


def _content(words: str, title: str | None, item: str, supplied: Supplied) -> RawDocument | Refusal:
    if not words.strip():
        return Refusal(item, f"{item} has neither a link nor a text; nothing to read")
    html = "<p" in words or "<div" in words or "<br" in words
    text = f"<html><body><article>{'<h1>' + _escaped(title) + '</h1>' if title else ''}{words}</article></body></html>" if html else (
        f"{title}\n\n{words}" if title else words
    )  # fmt: skip
    return document_of(text.encode(), item, media_type="text/html" if html else "text/plain", charset="utf-8", supplied=supplied)


def _escaped(words: str | None) -> str:
    return (words or "").replace("&", "&amp;").replace("<", "&lt;")


def _json_feed(data: bytes, origin: str, base: str) -> Iterator[Given]:
    try:
        feed = json.loads(data.decode("utf-8-sig", "replace"), strict=False)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{origin} is no JSON Feed: {error}; mend it") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise SourceError(f"{origin} is no JSON Feed: it has no list of items")
    publisher, language = _text(feed.get("title")), _text(feed.get("language"))
    for number, entry in enumerate(items, 1):
        if not isinstance(entry, dict):
            yield Refusal(f"{origin}!entry {number}", f"{origin}!entry {number} is no JSON object; mend the feed")
            continue
        authors = entry.get("authors") if isinstance(entry.get("authors"), list) else [entry.get("author")]
        author = "; ".join(str(a["name"]) for a in authors or () if isinstance(a, dict) and a.get("name")) or None
        link, title = _text(entry.get("url")), _text(entry.get("title"))
        supplied = Supplied(
            url=link, title=title, author=author, publisher=publisher, published=_text(entry.get("date_published")),
            language=_text(entry.get("language")) or language,
        )  # fmt: skip
        if link and (url := _absolute(base, link)):
            yield Pointer(url, supplied, _text(entry.get("date_modified")) or supplied.published or url)
        else:
            yield _content(str(entry.get("content_html") or entry.get("content_text") or ""), title, f"{origin}!entry {number}", supplied)


def _sitemap(data: bytes, origin: str, base: str) -> Iterator[Given]:
    """Read a sitemap (sitemaps.org 0.9) with Google's news extension, or an index of sitemaps."""
    from lxml import etree

    # No entities, no network, no document type: a sitemap needs none of them, an XML bomb does.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(f"{origin} is no sitemap that can be read: {' '.join(str(error).split())[:160]}") from error
    if root is None:
        raise SourceError(f"{origin} is no sitemap that can be read: nothing of it is XML")
    for number, entry in enumerate(root, 1):
        if not isinstance(entry.tag, str):
            continue
        words = {str(child.tag).rpartition("}")[2]: _text(child.text) for child in entry if isinstance(child.tag, str)}
        news = entry.find(f"{_NEWS}news")
        said = {str(c.tag).rpartition("}")[2]: _text(c.text) for c in news.iter() if isinstance(c.tag, str)} if news is not None else {}
        url = _absolute(base, words.get("loc") or "")
        if not url:
            yield Refusal(f"{origin}!entry {number}", f"{origin}!entry {number} names no web address; nothing to read")
            continue
        supplied = Supplied(
            url=url,
            title=said.get("title"),
            publisher=said.get("name"),
            published=said.get("publication_date"),
            language=said.get("language"),
        )
        yield Pointer(url, supplied, words.get("lastmod") or said.get("publication_date") or url)


def _text(value: object) -> str | None:
    return " ".join(str(value).split()) or None if value is not None else None


def _absolute(base: str, link: str) -> str | None:
    try:
        url = urljoin(base, link.strip())
    except ValueError:
        return None
    # An empty link would be the feed's own address.
    return url if link.strip() and url.startswith(("http://", "https://")) else None


def follow(url: str, fetcher: Fetcher, settings: Settings, visits: Visits | None) -> Iterator[Item]:
    """Yield what stands at an address: a document, what a container there holds, or the reports that a feed or sitemap leads to.

    What was seen is remembered only once the caller has taken the next item, and so has stored the last: a run that is killed
    loses nothing.

    Raises:
        SourceError: if the address itself cannot be had.
    """
    yield from _follow(Pointer(url, Supplied()), fetcher, settings, visits, [], None)


def followed(pointer: Pointer, fetcher: Fetcher, settings: Settings, visits: Visits | None) -> Iterator[Item]:
    """Yield the report that an entry of a saved feed leads to."""
    yield from _entry(pointer, fetcher, settings, visits, [])


def _follow(
    pointer: Pointer, fetcher: Fetcher, settings: Settings, visits: Visits | None, path: list[str], supplied: Supplied | None
) -> Generator[Item, None, bool]:  # fmt: skip
    """Yield what stands at an address; return whether all of it was had."""
    from dateline.sources.containers import Inner, unpack
    from dateline.sources.web import remembered

    answer = fetcher.fetch(pointer.url, supplied=supplied)
    visit = remembered(answer.visit, pointer.mark)
    whole = True
    if isinstance(answer.item, Unchanged):
        yield answer.item
    else:
        found = answer.item
        inner = Inner(found.origin, io.BytesIO(found.data), _name(found.origin), found.media_type, found.charset, supplied)
        for item in unpack(inner, settings):
            if isinstance(item, Pointer):
                # The feed itself is no report: it is remembered, without a hash, once each report that it leads to has been had and kept.
                visit = replace(visit, sha256=None, mark=None)
                had = yield from _entry(item, fetcher, settings, visits, [*path, pointer.url])
                whole = whole and had and visits is not None and visits.last_visit(item.url) is not None
            else:
                yield item
    if visits is not None and whole:
        visits.note_visit(visit)
    return whole


def _entry(pointer: Pointer, fetcher: Fetcher, settings: Settings, visits: Visits | None, path: list[str]) -> Generator[Item, None, bool]:
    if pointer.url in path:
        return False
    if len(path) > DEPTH:
        yield Refusal(pointer.url, f"{pointer.url} stands {len(path)} feeds deep, the limit is {DEPTH}; give its address itself")
        return False
    last = visits.last_visit(pointer.url) if visits is not None else None
    if last is not None and pointer.mark is not None and last.mark == pointer.mark:
        yield Unchanged(pointer.url, last.at)
        return True
    try:
        return (yield from _follow(pointer, fetcher, settings, visits, path, pointer.supplied))
    except SourceError as error:
        yield Refusal(pointer.url, str(error))
        return False


def _name(origin: str) -> str:
    return origin.split("#", 1)[0].split("?", 1)[0].rsplit("/", 1)[-1]
