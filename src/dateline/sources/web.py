"""Fetch documents from the web: with manners, through redirects, again where a server is busy, and only what has changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

import httpx2

from dateline.errors import SourceError, SourceNotFound, SourceUnreachable
from dateline.records import RawDocument, Supplied
from dateline.sources import hosts
from dateline.sources.documents import document_of
from dateline.sources.items import Settings, Unchanged, Visit, Visits
from dateline.sources.robots import LIMIT as ROBOTS_LIMIT
from dateline.sources.robots import Pace, Rules, rules_of
from dateline.sources.transfer import MOVED, NO_REPORT, Interrupted, Reply, Transfer

REDIRECTS = 5
#: Times an address is asked when its server is busy or the connection breaks, and seconds before the second and third time.
BACKOFF = (2.0, 8.0)
#: The longest wait that a busy server may ask for (Retry-After); a longer one is left to the user.
WAIT_MOST = 60.0
#: Characters of an address that are accepted (RFC 9110, section 4.1, advises 8,000 octets).
LONGEST_URL = 8_000

_SCHEMES = ("http", "https")
_BUSY = (429, 502, 503, 504)
_BLANK = re.compile(r"[\x00-\x20\x7f]")


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address gave, and the visit to be remembered once that is safely stored."""

    item: RawDocument | Unchanged
    visit: Visit


class Fetcher:
    """Fetches addresses one after the other. Use it as a context manager, or `close` it.

    Args:
        settings: limits; hosts of the local network that may be asked.
        visits: what earlier runs have seen, so that only what has changed is sent.
        resolver: turns a host's name into addresses.
        pace: waits between requests to one host.
    """

    def __init__(
        self, settings: Settings, visits: Visits | None = None, *, resolver: hosts.Resolver = hosts.resolve, pace: Pace | None = None
    ) -> None:  # fmt: skip
        self._settings, self._visits = settings, visits
        self._transfer = Transfer(settings, resolver)
        self._pace = pace or Pace()
        self._rules: dict[str, Rules] = {}

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._transfer.close()

    def fetch(self, url: str, *, supplied: Supplied | None = None) -> Answer:
        """Fetch one address.

        Args:
            url: an http or https address.
            supplied: what a feed says of it.

        Returns:
            The document, with the address it was found at in the end as its origin, or that it has not changed.

        Raises:
            SourceNotFound: if nothing is there.
            SourceTooLarge: if it has more bytes than the limit, unpacked.
            SourceUnreachable: if no answer came, or none that could be used.
            SourceError: if the address may not be asked.
        """
        last = self._visits.last_visit(url) if self._visits is not None else None
        asked: dict[str, str] = {}
        if last is not None and last.etag:
            asked["If-None-Match"] = last.etag
        if last is not None and last.modified:
            asked["If-Modified-Since"] = last.modified
        at, reply = self._followed(url, asked)
        if reply.status == 304:
            if last is None or not asked:
                raise SourceUnreachable(f"{url} answers {reply.said}, though it was asked for the first time; save the page to a file")
            return Answer(Unchanged(url, last.at), last)
        if reply.media_type is not None and reply.media_type.startswith(NO_REPORT):
            raise SourceError(f"{url} is {reply.media_type}, not a report; give the page that it stands on")
        document = document_of(reply.data, at, media_type=reply.media_type, charset=reply.charset, supplied=supplied)
        etag, modified = reply.headers.get("ETag"), reply.headers.get("Last-Modified")
        return Answer(document, Visit(url, document.fetched or "", document.sha256, etag, modified, last.mark if last else None))

    def _followed(self, url: str, asked: Mapping[str, str]) -> tuple[str, Reply]:
        """Return the last address of a chain of redirects and its answer."""
        at = url
        seen = [url]
        for _ in range(REDIRECTS + 1):
            _check(at)
            rules = self._heeded(at)
            reply = self._patiently(at, asked, self._settings.limit, rules.delay)
            if reply.status not in MOVED:
                self._check_status(url, at, reply)
                return at, reply
            at = _onward(url, at, reply)
            if at in seen:
                raise SourceUnreachable(f"{url} sends us on in a circle ({' -> '.join([*seen, at])[:300]}); save the page to a file")
            seen.append(at)
        raise SourceUnreachable(
            f"{url} sends us on without end (answer {reply.status}; at most {REDIRECTS} redirects are followed); save the page to a file"
        )

    def _check_status(self, url: str, at: str, reply: Reply) -> None:
        shown = url if at == url else f"{url} (sent on to {at})"
        if reply.status in (404, 410):
            raise SourceNotFound(f"{shown} answers {reply.said}; check the address or use an archived copy")
        if reply.status in (401, 403, 407, 451):
            raise SourceUnreachable(f"{shown} answers {reply.said}: it is not open to everybody; save the page to a file")
        if reply.status not in (200, 203, 304):
            raise SourceUnreachable(f"{shown} answers {reply.said}; try later, or save the page to a file")

    def _patiently(self, url: str, asked: Mapping[str, str], limit: int, delay: float, *, cut: bool = False) -> Reply:
        """Ask again where a server is busy or a connection breaks."""
        for pause in (*BACKOFF, None):
            self._pace.wait(urlsplit(url).netloc.lower(), delay)
            try:
                reply = self._transfer.get(url, dict(asked), limit, cut=cut)
            except Interrupted:
                if pause is None:
                    raise
                self._pace.sleep(pause)
                continue
            if reply.status not in _BUSY or pause is None:
                return reply
            wanted = _retry_after(reply.headers)
            if wanted is not None and wanted > WAIT_MOST:
                raise SourceUnreachable(f"{url} answers {reply.said} and asks to wait {wanted:,.0f} s; try again then")
            self._pace.sleep(pause if wanted is None else wanted)
        raise AssertionError("the last round returns or raises")

    def _heeded(self, url: str) -> Rules:
        """Return the rules of an address's host.

        Raises:
            SourceError: if they forbid the address, or the host may not be asked.
            SourceUnreachable: if the host cannot be connected to.
        """
        if not self._settings.robots:
            return Rules()
        site = _site(url)
        if site not in self._rules:
            self._rules[site] = self._ask_robots(site, url)
        rules = self._rules[site]
        if not rules.allows(url):
            why = rules.closed or "its robots.txt forbids it to programs"
            raise SourceError(f"{url} is not fetched: {why}; save the page to a file, or ask the site's owner")
        return rules

    def _ask_robots(self, site: str, page: str) -> Rules:
        first = at = f"{site}/robots.txt"
        try:
            for _ in range(REDIRECTS + 1):
                # The page may follow at once.
                reply = self._patiently(at, {}, ROBOTS_LIMIT, 0.0, cut=True)
                if reply.status not in MOVED:
                    return rules_of(reply.status, reply.data)
                at = _onward(first, at, reply)
                _check(at)
        except SourceError as error:
            answered = isinstance(error, SourceUnreachable) and not isinstance(
                error.__cause__, httpx2.ConnectError | OSError | UnicodeError
            )
            if at == first and not answered:
                # The page stands on the same server: what is wrong there is told of the page, and nothing is remembered.
                raise type(error)(f"{page}{str(error).removeprefix(at)}") from error
            return rules_of(None, b"")
        return Rules()


def _onward(url: str, at: str, reply: Reply) -> str:
    """Return the address that a redirect leads to.

    Raises:
        SourceUnreachable: if it leads to none that can be asked.
    """
    location = reply.headers.get("Location", "").strip()
    if not location:
        raise SourceUnreachable(f"{url} answers {reply.status} without saying where to; save the page to a file")
    try:
        # Browsers mend blanks in this header, so servers send them.
        onward = _BLANK.sub(lambda found: f"%{ord(found[0]):02X}", urljoin(at, location))
        scheme = urlsplit(onward).scheme
    except ValueError as error:
        raise SourceUnreachable(f"{url} sends us on to {location[:200]!r}, which is no web address; save the page to a file") from error
    if scheme not in _SCHEMES:
        raise SourceUnreachable(f"{url} sends us on to an address that begins with {scheme[:20]!r}; only http and https are fetched")
    return onward


def _check(url: str) -> None:
    """Refuse what is no web address.

    Raises:
        SourceNotFound, SourceError: saying why.
    """
    if len(url) > LONGEST_URL:
        raise SourceNotFound(f"{url[:100]!r}... has {len(url):,} characters, the limit is {LONGEST_URL:,}; check the address")
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise SourceNotFound(f"{url[:200]!r} is no web address: {error}") from error
    if parts.scheme not in _SCHEMES:
        raise SourceError(
            f"{url[:200]!r} has the scheme {parts.scheme!r}; only http and https are fetched, save the page to a file instead"
        )
    if "@" in parts.netloc:
        raise SourceError(f"an address on {host} carries a user name or password, which would be stored and shown; save the page to a file")
    if not host:
        raise SourceNotFound(f"{url[:200]!r} names no host; write it as https://HOST/PAGE")
    if _BLANK.search(url):
        raise SourceNotFound(f"{url[:200]!r} is no web address: a space or control character in it; write it as %20")
    try:
        httpx2.URL(url)
    except httpx2.InvalidURL as error:
        raise SourceNotFound(f"{url[:200]!r} is no web address: {error}") from error


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that a Retry-After header asks for (RFC 9110, section 10.2.3: seconds, or a date by the server's own clock)."""
    value = headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return float(value)
    until = _moment(value)
    if until is None:
        return None
    return max(0.0, (until - (_moment(headers.get("Date", "")) or datetime.now(UTC))).total_seconds())


def _moment(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _site(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.lower()}"


def remembered(visit: Visit, mark: str | None) -> Visit:
    """Return a visit with the mark that a feed gives its entry; without one it keeps the last.

    A sitemap (no hash is kept of it) gets none: an index gives the day of its last change at best, and many change in a day.
    """
    return visit if mark is None or visit.sha256 is None else replace(visit, mark=mark)
