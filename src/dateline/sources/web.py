"""Fetch documents from the web, within limits of size, time, redirects and manners."""

from __future__ import annotations

import ssl
import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit, urlunsplit
from urllib.request import getproxies, proxy_bypass

import httpx2

from dateline.errors import SourceError, SourceNotFound, SourceUnreachable
from dateline.records import RawDocument, Supplied
from dateline.sources import hosts
from dateline.sources.documents import document_of, too_large
from dateline.sources.items import Settings, Unchanged, Visit, Visits
from dateline.sources.robots import LIMIT as ROBOTS_LIMIT
from dateline.sources.robots import Pace, Rules, rules_of

REDIRECTS = 5
#: Times an address is asked when its server is busy or the connection breaks, and seconds before the second and third time.
BACKOFF = (2.0, 8.0)
#: The longest wait that a busy server may ask for (Retry-After); a longer one is left to the user.
WAIT_MOST = 60.0
#: Characters of an address, and headers of an answer, that are accepted (RFC 9110 advises 8,000 octets; h11 bounds the headers).
LONGEST_URL = 8_000

_SCHEMES = ("http", "https")
_MOVED = (301, 302, 303, 307, 308)
_ACCEPT = "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5"
_BUSY = (429, 502, 503, 504)
#: Media types that hold no report, told before their bodies are loaded.
_NO_REPORT = ("image/", "video/", "audio/", "font/")


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address gave, and the visit to be remembered once that is safely stored."""

    item: RawDocument | Unchanged
    visit: Visit | None


@dataclass(frozen=True, slots=True)
class _Reply:
    """One server's answer to one request."""

    status: int
    reason: str
    headers: httpx2.Headers
    data: bytes


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
        self._settings, self._visits, self._resolver = settings, visits, resolver
        self._pace = pace or Pace()
        self._rules: dict[str, Rules] = {}
        self._client: httpx2.Client | None = None

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            self._client.close()
            self._client = None

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
        if reply.status == 304 and last is not None:
            return Answer(Unchanged(url, last.at), None)
        media_type, charset = _content_type(reply.headers)
        if media_type is not None and media_type.startswith(_NO_REPORT):
            raise SourceError(f"{url} is {media_type}, not a report; give the page that it stands on")
        document = document_of(reply.data, at, media_type=media_type, charset=charset, supplied=supplied)
        visit = Visit(url, document.fetched or "", document.sha256, reply.headers.get("ETag"), reply.headers.get("Last-Modified"))
        return Answer(document, visit)

    def _followed(self, url: str, asked: dict[str, str]) -> tuple[str, _Reply]:
        """Return the last address of a chain of redirects and its answer."""
        at = url
        seen = [url]
        for _ in range(REDIRECTS + 1):
            _check(at)
            self._check_robots(at)
            reply = self._patiently(at, asked)
            if reply.status not in _MOVED:
                self._check_status(url, at, reply)
                return at, reply
            location = reply.headers.get("Location")
            if not location:
                raise SourceUnreachable(f"{url} answers {reply.status} without saying where to; save the page to a file")
            at = urljoin(at, location)
            if urlsplit(at).scheme not in _SCHEMES:
                raise SourceUnreachable(f"{url} sends us on to {at[:200]!r}, which is no http or https address")
            if at in seen:
                raise SourceUnreachable(f"{url} sends us on in a circle ({' -> '.join([*seen, at])[:300]}); save the page to a file")
            seen.append(at)
        raise SourceUnreachable(
            f"{url} sends us on without end (answer {reply.status}; at most {REDIRECTS} redirects are followed); save the page to a file"
        )

    def _check_status(self, url: str, at: str, reply: _Reply) -> None:
        shown = url if at == url else f"{url} (sent on to {at})"
        if reply.status in (404, 410):
            raise SourceNotFound(f"{shown} answers {reply.status} {reply.reason}; check the address or use an archived copy")
        if reply.status in (401, 403, 407, 451):
            raise SourceUnreachable(f"{shown} answers {reply.status} {reply.reason}: it is not open to everybody; save the page to a file")
        if reply.status not in (200, 203, 304):
            raise SourceUnreachable(f"{shown} answers {reply.status} {reply.reason}; try later, or save the page to a file")

    def _patiently(self, url: str, asked: dict[str, str]) -> _Reply:
        """Ask again where a server is busy or a connection breaks."""
        for number, pause in enumerate((*BACKOFF, None)):
            try:
                reply = self._once(url, asked, self._settings.limit, self._delay(url))
            except SourceUnreachable as error:
                if (
                    pause is None
                    or not isinstance(error.__cause__, httpx2.TransportError)
                    or isinstance(error.__cause__, httpx2.TimeoutException)
                ):
                    raise
                self._pace.sleep(pause)
                continue
            if reply.status not in _BUSY or pause is None:
                return reply
            wanted = _retry_after(reply.headers.get("Retry-After"))
            if wanted is not None and wanted > WAIT_MOST:
                raise SourceUnreachable(f"{url} answers {reply.status} and asks to wait {wanted:,.0f} s; try again then")
            self._pace.sleep(max(wanted or 0.0, pause) if number or wanted is None else wanted)
        raise AssertionError("the last round returns or raises")

    def _delay(self, url: str) -> float:
        return self._rules.get(_site(url), Rules()).delay

    def _check_robots(self, url: str) -> None:
        if not self._settings.robots:
            return
        site = _site(url)
        if site not in self._rules:
            self._rules[site] = self._ask_robots(site)
        rules = self._rules[site]
        if not rules.allows(url):
            why = rules.closed or "its robots.txt forbids it to programs"
            raise SourceError(f"{url} is not fetched: {why}; save the page to a file, or ask the site's owner")

    def _ask_robots(self, site: str) -> Rules:
        at = f"{site}/robots.txt"
        try:
            for _ in range(REDIRECTS):
                reply = self._once(at, {}, ROBOTS_LIMIT, 0.0, cut=True)
                location = reply.headers.get("Location")
                if reply.status not in _MOVED or not location:
                    return rules_of(reply.status, reply.data)
                at = urljoin(at, location)
                _check(at)
            return Rules()
        except SourceUnreachable as error:
            if isinstance(error.__cause__, httpx2.ConnectError) or "not known" in str(error):
                # The page itself will not be had either, and says so in plainer words.
                return Rules()
            return rules_of(None, b"")

    def _once(self, url: str, asked: dict[str, str], limit: int, delay: float, *, cut: bool = False) -> _Reply:
        """Send one request; as a whole it takes no longer than the time limit."""
        self._pace.wait(urlsplit(url).netloc, delay)
        return _in_time(url, self._settings.timeout, lambda deadline: self._ask(url, asked, limit, deadline, cut), self.close)

    def _ask(self, url: str, asked: dict[str, str], limit: int, deadline: float, cut: bool) -> _Reply:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        headers = {
            "User-Agent": _agent(),
            "Accept-Encoding": "gzip",
            "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5",
        }
        target, extensions = url, {}
        if not _proxied(parts.scheme, host):
            address = hosts.address_of(url, host, port, self._settings.hosts, self._resolver)
            bracketed = f"[{address}]" if ":" in address else address
            # The request goes to the address that was checked, under the host's name.
            target = urlunsplit((parts.scheme, f"{bracketed}:{port}", parts.path or "/", parts.query, ""))
            headers["Host"] = parts.netloc
            extensions = {"sni_hostname": host}
        elif host not in self._settings.hosts and (host == "localhost" or _is_local_literal(host)):
            raise SourceError(f"{url} names the local network, which is never asked unless it is allowed by name: --allow-host {host}")
        timeout = max(0.1, deadline - time.monotonic())
        if self._client is None:
            self._client = httpx2.Client(follow_redirects=False, max_redirects=0)
        try:
            with self._client.stream(
                "GET", target, headers={**headers, **asked}, timeout=timeout, extensions=extensions
            ) as response:  # fmt: skip
                data = b"" if response.status_code in _MOVED else _body(response, url, limit, deadline, cut)
                return _Reply(response.status_code, response.reason_phrase, response.headers, data)
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, ssl.SSLError, OSError) as error:
            raise SourceUnreachable(f"{url} {_broken(error, self._settings.timeout)}") from error


def _body(response: httpx2.Response, url: str, limit: int, deadline: float, cut: bool) -> bytes:
    """Return an answer's body, unpacked as it comes so that no bomb goes off.

    Raises:
        SourceTooLarge: if it has more than `limit` bytes and is not to be `cut` there.
        SourceUnreachable: if it breaks off, or takes too long.
    """
    announced = response.headers.get("Content-Length", "")
    coding = response.headers.get("Content-Encoding", "identity").lower().strip()
    if announced.isdigit() and int(announced) > limit and not cut:
        raise too_large(url, limit)
    if (response.headers.get("Content-Type") or "").lower().startswith(_NO_REPORT):
        return b""
    if coding not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise SourceUnreachable(f"{url} is packed as {coding!r}, which was not asked for; save the page to a file")
    unpacker = None if coding in ("identity", "") else zlib.decompressobj(wbits=47)
    chunks: list[bytes] = []
    size = came = 0
    for raw in response.iter_raw(2**16):
        came += len(raw)
        if time.monotonic() > deadline:
            raise SourceUnreachable(f"{url} was still sending when its time ran out; try again with a longer --timeout")
        while raw:
            try:
                data, raw = (raw, b"") if unpacker is None else (unpacker.decompress(raw, 2**20), unpacker.unconsumed_tail)
            except zlib.error as error:
                raise SourceUnreachable(f"{url} is packed as {coding} and does not unpack ({error}); try again") from error
            size += len(data)
            if size > limit:
                if cut:
                    return b"".join([*chunks, data])[:limit]
                raise too_large(url, limit)
            chunks.append(data)
    if announced.isdigit() and came < int(announced):
        raise SourceUnreachable(f"{url} broke off after {came:,} of {int(announced):,} bytes; try again")
    if unpacker is not None and not unpacker.eof and came:
        raise SourceUnreachable(f"{url} broke off in the middle of its packed body; try again")
    return b"".join(chunks)


def _check(url: str) -> None:
    """Refuse what is no web address.

    Raises:
        SourceNotFound, SourceError: saying why.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise SourceNotFound(f"{url[:200]!r} is no web address: {error}") from error
    if parts.scheme not in _SCHEMES:
        raise SourceError(
            f"{url[:200]!r} has the scheme {parts.scheme!r}; only http and https are fetched, save the page to a file instead"
        )
    if parts.username is not None or parts.password is not None:
        raise SourceError(f"an address on {host} carries a user name or password, which would be stored and shown; save the page to a file")
    if not host:
        raise SourceNotFound(f"{url[:200]!r} names no host; write it as https://HOST/PAGE")
    if len(url) > LONGEST_URL:
        raise SourceNotFound(f"{url[:100]!r}... has {len(url):,} characters, the limit is {LONGEST_URL:,}; check the address")
    if any(ord(c) <= 32 or ord(c) == 127 for c in url):
        raise SourceNotFound(f"{url[:200]!r} is no web address: a space or control character in it; write it as %20")


def _in_time(url: str, timeout: float, ask: Callable[[float], _Reply], abandon: Callable[[], None]) -> _Reply:
    """Give up a request that takes longer than `timeout` as a whole; a socket's own timeout begins anew with every byte.

    Raises:
        SourceUnreachable: if it does, and whatever `ask` raises.
    """
    done: list[_Reply | BaseException] = []
    deadline = time.monotonic() + timeout

    def work() -> None:
        try:
            done.append(ask(deadline))
        except BaseException as error:  # noqa: BLE001 - handed to the thread that waits
            done.append(error)

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    worker.join(timeout)
    if worker.is_alive():
        abandon()
        raise SourceUnreachable(
            f"{url} was not through within {timeout:g} s; try later or with a longer --timeout, or save the page to a file"
        )
    outcome = done.pop()
    if isinstance(outcome, BaseException):
        try:
            raise outcome
        finally:
            # An error whose traceback holds the error would keep its connection open.
            del outcome
    return outcome


def _broken(error: Exception, timeout: float) -> str:
    """Say what went wrong on the way to a server, and the way out."""
    said = " ".join(str(error).split())
    if isinstance(error, httpx2.TimeoutException | TimeoutError):
        return f"did not answer within {timeout:g} s; try later, or save the page to a file"
    if "refused" in said.lower():
        return "refuses the connection; check the address and its port, or try later"
    if "certificate" in said.lower() or "SSL" in said:
        return f"has no valid certificate ({said[:120]}); save the page to a file if you trust it"
    return f"broke off: {said[:200] or type(error).__name__}; try later, or save the page to a file"


def _content_type(headers: httpx2.Headers) -> tuple[str | None, str | None]:
    """Return the media type and the charset that a server declares."""
    said = headers.get("Content-Type")
    if not said:
        return None, None
    media_type, *parameters = (part.strip() for part in said.split(";"))
    named = (p.partition("=")[2].strip("\"' ").lower() for p in parameters if p.lower().startswith("charset="))
    return media_type.lower() or None, next((name for name in named if name), None)


def _retry_after(value: str | None) -> float | None:
    """Return the seconds that a Retry-After header asks for (RFC 9110, section 10.2.3: seconds or a date)."""
    if value is None:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - datetime.now(UTC).timestamp())


def _site(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _agent() -> str:
    from dateline import __version__

    return f"Dateline/{__version__} (reads news of armed conflict)"


def _proxied(scheme: str, host: str) -> bool:
    """Return whether the environment sends requests through a proxy, which then does the resolving."""
    return scheme in getproxies() and not proxy_bypass(host)


def _is_local_literal(host: str) -> bool:
    return (host.replace(".", "").isdigit() or ":" in host) and hosts.is_local(host)


def remembered(visit: Visit | None, mark: str | None) -> Visit | None:
    """Return a visit with the mark that a feed gives its entry."""
    return replace(visit, mark=mark) if visit is not None else None
