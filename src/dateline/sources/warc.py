"""Open web crawls: WARC 1.0 and 1.1 (ISO 28500) and ARC files, packed or not, with warcio.

Pages that a server gave with status 200 are items, and so are resources and conversions (WET); requests, metadata and parts of pages
(images, styles, scripts) are none. A revisit says that a page was as before.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import BinaryIO, Protocol

from dateline.errors import SourceError
from dateline.records import Supplied
from dateline.sources.containers import Given
from dateline.sources.documents import document_of, read_bounded
from dateline.sources.items import Refusal, Settings, Unchanged

#: Media types of pages and texts; everything else in a crawl is a part of a page.
_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/pdf"})
_WITH_BODY = ("response", "resource", "conversion")


class _Headers(Protocol):
    def get_header(self, name: str) -> str | None: ...

    def get_statuscode(self) -> str: ...


class _Record(Protocol):
    rec_type: str
    rec_headers: _Headers
    http_headers: _Headers | None

    def content_stream(self) -> BinaryIO: ...


def records(stream: BinaryIO, origin: str, settings: Settings) -> Iterator[Given]:
    """Yield the pages of a crawl in the order of its records."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    found: Iterator[_Record] = iter(ArchiveIterator(stream, arc2warc=True))
    count = 0
    while True:
        try:
            # warcio writes its doubts to standard error, which is the command's.
            with redirect_stderr(io.StringIO()):
                record = next(found, None)
            if record is None:
                return
            item = _item(record, origin, settings)
        except ArchiveLoadFailed as error:
            said = " ".join(str(error).split())
            raise SourceError(f"{origin} is no whole WARC file after {count:,} records: {said}; get it again") from error
        count += 1
        if item is not None:
            yield item


def _item(record: _Record, origin: str, settings: Settings) -> Given | None:
    headers = record.rec_headers
    url = headers.get_header("WARC-Target-URI") or ""
    name = f"{origin}!{url or headers.get_header('WARC-Record-ID') or 'record'}"
    moment = headers.get_header("WARC-Date")
    if record.rec_type == "revisit":
        return Unchanged(name, headers.get_header("WARC-Refers-To-Date") or moment or "an earlier crawl")
    if record.rec_type not in _WITH_BODY or not url.startswith(("http:", "https:")):
        return None
    answer = record.http_headers
    said = (answer.get_header("Content-Type") if answer else None) or headers.get_header("Content-Type") or ""
    media_type, _, parameters = said.partition(";")
    media_type = media_type.strip().lower()
    if media_type not in _PAGES:
        return None
    status = answer.get_statuscode() if answer and record.rec_type == "response" else "200"
    if status != "200":
        return Refusal(name, f"{name} was answered with {status} when it was crawled; there is no page")
    charset = parameters.partition("charset=")[2].strip(" \"';") or None
    try:
        data = read_bounded(record.content_stream().read, name, settings.limit)
    except SourceError as error:
        return Refusal(name, str(error))
    supplied = Supplied(url=url, captured=moment)
    return document_of(data, name, media_type=media_type, charset=charset, supplied=supplied)
