"""Get everything that the user names: files, folders, patterns, standard input, web addresses, feeds, and what containers hold."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from dateline.errors import SourceError
from dateline.records import RawDocument
from dateline.sources.containers import Inner, unpack
from dateline.sources.documents import readable
from dateline.sources.files import STDIN, is_output, is_pattern, matching, opened, standard_input, walk
from dateline.sources.items import Item, Pointer, Refusal, Settings, Unchanged, Visits

if TYPE_CHECKING:
    from dateline.sources.web import Fetcher

#: Items that are counted of a file that was taken for one report.
COUNTED = 1_000


def is_url(source: str) -> bool:
    """Return whether `source` names a scheme, as ``https://...`` does."""
    return "://" in source.split("?", 1)[0].split("\n", 1)[0]


def gather(
    sources: Iterable[str | os.PathLike[str]], *, settings: Settings | None = None, visits: Visits | None = None
) -> Iterator[Item]:  # fmt: skip
    """Yield every item of every source: a document, or a word on why there is none.

    Args:
        sources: files, folders, patterns, ``-`` for standard input, http and https addresses of pages, feeds and sitemaps.
        settings: limits and manners.
        visits: what earlier runs have seen; what has not changed since is not got again.

    Yields:
        Items in the order of the sources, of a folder by name, of a container in its own order. One that fails stops no other.
    """
    settings = settings or Settings()
    with _Web(settings, visits) as web:
        for source in _named(sources, settings.leave):
            if isinstance(source, Refusal):
                yield source
                continue
            try:
                yield from _items(source, settings, web)
            except SourceError as error:
                yield Refusal(readable(source), str(error))


def load(source: str | os.PathLike[str], *, settings: Settings | None = None) -> RawDocument:
    """Return the one document that a source holds.

    Raises:
        SourceNotFound: if nothing is there.
        SourceTooLarge: if it has more bytes than the limit.
        SourceUnreachable: if the disk or the network does not answer.
        SourceError: if it is a folder, cannot be read, or holds several documents or none.
    """
    name = os.fspath(source)
    settings = settings or Settings()
    found: RawDocument | None = None
    with _Web(settings, None) as web:
        for item in _items(name, settings, web):
            if isinstance(item, Refusal):
                raise SourceError(item.reason)
            if isinstance(item, Unchanged):
                continue
            if found is not None:
                many = _how_many(name, settings)
                raise SourceError(f"{readable(name)} holds {many} reports; `dateline read` and `dateline add` take them all")
            found = item
    if found is None:
        raise SourceError(f"{readable(name)} holds no report; `dateline add {readable(name)}` says what became of each of its items")
    return found


def _how_many(name: str, settings: Settings) -> str:
    """Return how many reports a file holds, as far as that is told soon: standard input is gone, and nothing is fetched to be counted."""
    if name == STDIN or is_url(name):
        return "several"
    with opened(name) as stream:
        items = islice(unpack(Inner(readable(name), stream, name), settings), COUNTED)
        count = sum(isinstance(item, RawDocument | Pointer) for item in items)
    return f"{count:,}" if count < COUNTED else "several"


def _named(sources: Iterable[str | os.PathLike[str]], leave: Collection[str]) -> Iterator[str | Refusal]:
    """Yield every file and address that the sources name, but for the files to `leave`."""

    def kept(files: Iterable[str]) -> list[str]:
        return [file for file in files if (not leave or os.path.realpath(file) not in leave) and not is_output(file)]

    for source in sources:
        name = os.fspath(source)
        if name == STDIN or is_url(name):
            yield name
        elif is_pattern(name):
            try:
                yield from kept(matching(name))
            except SourceError as error:
                yield Refusal(readable(name), str(error))
        elif os.path.isdir(name):
            files = kept(walk(name))
            yield from files
            if not files:
                yield Refusal(
                    readable(name), f"no report in the folder {readable(name)!r}: it holds no file of a known kind (.txt, .html, .pdf, ...)"
                )
        else:
            yield name


def _items(name: str, settings: Settings, web: _Web) -> Iterator[Item]:
    if name == STDIN:
        for item in unpack(Inner("standard input", standard_input(), ""), settings):
            yield from web.followed(item)
    elif is_url(name):
        yield from web.items(name)
    else:
        with opened(name) as stream:
            for item in unpack(Inner(readable(name), stream, name), settings):
                yield from web.followed(item)


class _Web:
    """The way to the web, opened when the first address is met."""

    def __init__(self, settings: Settings, visits: Visits | None) -> None:
        self._settings, self._visits = settings, visits
        self._fetcher: Fetcher | None = None

    def __enter__(self) -> _Web:
        return self

    def __exit__(self, *_: object) -> None:
        if self._fetcher is not None:
            self._fetcher.close()

    def items(self, url: str) -> Iterator[Item]:
        """Yield what stands at an address: a page, or the entries of a feed or sitemap."""
        from dateline.sources.feeds import follow

        yield from follow(url, self._open(), self._settings, self._visits)

    def followed(self, item: Item | Pointer) -> Iterator[Item]:
        """Yield an item that was found on the disk, or what a saved feed's entry leads to."""
        if isinstance(item, Pointer):
            from dateline.sources.feeds import followed

            yield from followed(item, self._open(), self._settings, self._visits)
        else:
            yield item

    def _open(self) -> Fetcher:
        if self._fetcher is None:
            from dateline.sources.web import Fetcher

            self._fetcher = Fetcher(self._settings, self._visits)
        return self._fetcher
