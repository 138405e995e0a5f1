"""Send one request and load its answer, within limits of size and time, to no address of the local network."""

from __future__ import annotations

import re
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from http.cookiejar import CookieJar, DefaultCookiePolicy
from importlib.metadata import version
from urllib.request import getproxies, proxy_bypass

import httpx2

from dateline.errors import SourceError, SourceUnreachable
from dateline.sources import hosts
from dateline.sources.documents import too_large
from dateline.sources.items import Settings

MOVED = (301, 302, 303, 307, 308)
#: Addresses of one host that are tried, where one does not answer.
ADDRESSES = 3
#: Bytes that the head of an answer may have: httpcore2's bound, named in messages.
HEADERS = 100 * 1024
#: Media types that hold no report, told before their bodies are loaded.
NO_REPORT = ("image/", "video/", "audio/", "font/")

_ACCEPT = "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5"
_MEDIA_TYPE = re.compile(r"[\w!#$&^.+-]{1,64}/[\w!#$&^.+-]{1,64}\Z", re.A)
_ERRNO = re.compile(r"^\[Errno -?\d+\] ")
#: How h11 and httpcore2 say that a server hung up, among the ways in which it may break the protocol.
_CUT = re.compile(r"peer closed|server disconnected", re.I)
#: First bytes of a gzip member (RFC 1952).
_GZIP = b"\x1f\x8b"


class Interrupted(SourceUnreachable):
    """A connection that broke: worth asking again."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One server's answer to one request. Its body is empty where it redirects, or where its media type holds no report."""

    status: int
    headers: httpx2.Headers
    data: bytes

    @property
    def said(self) -> str:
        """The status with its standard words; the server's own are not repeated."""
        try:
            return f"{self.status} {HTTPStatus(self.status).phrase}"
        except ValueError:
            return f"{self.status}, which is no known status"

    @property
    def media_type(self) -> str | None:
        """The media type that the server declares."""
        named = self.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        return named if _MEDIA_TYPE.match(named) else None

    @property
    def charset(self) -> str | None:
        """The charset that the server declares."""
        for part in self.headers.get("Content-Type", "").split(";")[1:]:
            name, _, value = part.partition("=")
            if name.strip().lower() == "charset":
                return value.strip("\"' \t").lower()[:40] or None
        return None


class Transfer:
    """Sends requests. No cookie is kept and no connection used twice, so that hosts that share an address share nothing else.

    Args:
        settings: limits; hosts of the local network that may be asked.
        resolver: turns a host's name into addresses.
    """

    def __init__(self, settings: Settings, resolver: hosts.Resolver = hosts.resolve) -> None:
        self._settings, self._resolver = settings, resolver
        self._clients: dict[str | None, httpx2.Client] = {}

    def close(self) -> None:
        """Close the connections."""
        while self._clients:
            self._clients.popitem()[1].close()

    def get(self, url: str, asked: dict[str, str], limit: int, *, cut: bool = False) -> Reply:
        """Send one request; as a whole it takes no longer than the time limit.

        Args:
            url: an http or https address.
            asked: further headers.
            limit: bytes that the body may have, packed or unpacked.
            cut: whether a longer body is cut there instead of refused.

        Raises:
            SourceTooLarge: if the body has more bytes.
            Interrupted: if the connection broke.
            SourceUnreachable: if no answer came in time, or none that could be used.
            SourceError: if the address may not be asked.
        """
        asks = httpx2.URL(url)
        proxy = _proxy(asks.scheme, asks.raw_host.decode("ascii"))
        client = self._client(proxy)

        def ask(deadline: float) -> Reply:
            return self._ask(client, proxy, url, asks, asked, _Bounds(url, limit, deadline, cut))

        return _in_time(url, self._settings.timeout, ask, self.close)

    def _client(self, proxy: str | None) -> httpx2.Client:
        if proxy not in self._clients:
            try:
                self._clients[proxy] = httpx2.Client(
                    # Proxies are chosen here, for the name that is asked; those that httpx2 would choose for the address are not.
                    proxy=proxy, trust_env=False, verify=httpx2.create_ssl_context(),
                    cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
                )  # fmt: skip
            except (ValueError, ImportError, httpx2.InvalidURL) as error:
                raise SourceUnreachable(
                    "the proxy that the environment names (http_proxy, https_proxy, all_proxy) is none that can be used; "
                    "name one that begins with http:// or https://"
                ) from error
        return self._clients[proxy]

    def _ask(self, client: httpx2.Client, proxy: str | None, url: str, asks: httpx2.URL, asked: dict[str, str], bounds: _Bounds) -> Reply:
        host = asks.raw_host.decode("ascii")
        headers = {"User-Agent": _agent(), "Accept": _ACCEPT, "Accept-Encoding": "gzip", "Connection": "close", **asked}
        if proxy is not None:
            if host not in self._settings.hosts and hosts.is_local_name(host):
                raise SourceError(f"{url} names the local network, which is never asked unless it is allowed by name: --allow-host {host}")
            return self._through_proxy(client, asks, headers, bounds)
        port = asks.port or (443 if asks.scheme == "https" else 80)
        addresses = hosts.addresses_of(url, host, port, self._settings.hosts, self._resolver)[:ADDRESSES]
        # The request goes to an address that was checked, under the host's name.
        headers["Host"] = asks.netloc.decode("ascii")
        for number, address in enumerate(addresses, 1):
            try:
                return self._sent(client, asks.copy_with(host=address), headers, {"sni_hostname": host}, bounds)
            except SourceUnreachable as error:
                if number == len(addresses) or not isinstance(error.__cause__, httpx2.ConnectError):
                    raise
        raise AssertionError("a host has an address, and the last one returns or raises")

    def _through_proxy(self, client: httpx2.Client, asks: httpx2.URL, headers: dict[str, str], bounds: _Bounds) -> Reply:
        try:
            return self._sent(client, asks, headers, {}, bounds)
        except SourceUnreachable as error:
            if isinstance(error.__cause__, httpx2.ConnectError | httpx2.ProxyError) and not _is_tls(error.__cause__):
                raise SourceUnreachable(
                    f"{bounds.url} cannot be had through the proxy that the environment names; check http_proxy, https_proxy and all_proxy"
                ) from error.__cause__
            raise

    def _sent(
        self, client: httpx2.Client, target: httpx2.URL, headers: dict[str, str], extensions: dict[str, str], bounds: _Bounds
    ) -> Reply:  # fmt: skip
        left = max(0.1, bounds.deadline - time.monotonic())
        try:
            with client.stream("GET", target, headers=headers, timeout=left, extensions=extensions) as response:
                reply = Reply(response.status_code, response.headers, b"")
                if reply.status in MOVED or (reply.media_type or "").startswith(NO_REPORT):
                    return reply
                return Reply(reply.status, reply.headers, _body(response, bounds))
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, OSError) as error:
            kind, words = _broken(error, self._settings.timeout)
            raise kind(f"{bounds.url} {words}") from error


@dataclass(frozen=True, slots=True)
class _Bounds:
    """How much of an answer is taken (bytes), and until when (`time.monotonic`)."""

    url: str
    limit: int
    deadline: float
    cut: bool


def _body(response: httpx2.Response, bounds: _Bounds) -> bytes:
    """Return an answer's body, unpacked as it comes so that no bomb goes off.

    Raises:
        SourceTooLarge: if it has more bytes than it may and is not to be cut.
        Interrupted: if it breaks off.
        SourceUnreachable: if it takes too long or cannot be unpacked.
    """
    url, limit = bounds.url, bounds.limit
    announced = response.headers.get("Content-Length", "")
    if announced.isascii() and announced.isdigit() and len(announced) < 20 and int(announced) > limit and not bounds.cut:
        raise too_large(url, limit)
    coding = response.headers.get("Content-Encoding", "identity").lower().strip()
    if coding not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise SourceUnreachable(f"{url} is packed as {coding[:40]!r}, which was not asked for; save the page to a file")
    chunks: list[bytes] = []
    size = 0
    arriving = _arriving(response, bounds)
    try:
        for data in arriving if coding in ("identity", "") else _unpacked(arriving, bounds):
            size += len(data)
            if size > limit:
                if bounds.cut:
                    return b"".join([*chunks, data])[:limit]
                raise too_large(url, limit)
            chunks.append(data)
    except zlib.error as error:
        raise SourceUnreachable(f"{url} is packed as {coding} and does not unpack ({error}); save the page to a file") from error
    return b"".join(chunks)


def _arriving(response: httpx2.Response, bounds: _Bounds) -> Iterator[bytes]:
    """Yield the bytes as they come, no more than may come."""
    came = 0
    for raw in response.iter_raw(2**16):
        if time.monotonic() > bounds.deadline:
            raise SourceUnreachable(f"{bounds.url} was still sending when its time ran out; try again with a longer --timeout")
        came += len(raw)
        yield raw
        if came > bounds.limit:
            if bounds.cut:
                return
            raise too_large(bounds.url, bounds.limit)


def _unpacked(arriving: Iterator[bytes], bounds: _Bounds) -> Iterator[bytes]:
    """Yield the bytes that gzip or zlib packed, a bounded piece at a time; a gzip body may have several members (RFC 1952)."""
    unpacker = zlib.decompressobj(wbits=47)
    began = False
    for raw in arriving:
        while raw:
            if unpacker.eof:
                # What follows the end and is no further member is padding, as gzip(1) has it.
                if not raw.startswith(_GZIP):
                    break
                unpacker = zlib.decompressobj(wbits=47)
            began = True
            yield unpacker.decompress(raw, 2**20)
            raw = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
    if began and not unpacker.eof and not bounds.cut:
        raise Interrupted(f"{bounds.url} broke off in the middle of its packed body; try again")


def _in_time(url: str, timeout: float, ask: Callable[[float], Reply], abandon: Callable[[], None]) -> Reply:
    """Give up a request that takes longer than `timeout` as a whole; a socket's own timeout begins anew with every byte.

    Raises:
        SourceUnreachable: if it does, and whatever `ask` raises.
    """
    done: list[Reply | BaseException] = []
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
        # The client is closed under it: whatever it does next fails.
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


def _broken(error: Exception, timeout: float) -> tuple[type[SourceUnreachable], str]:
    """Say what went wrong on the way to a server, and the way out; and whether asking again may help."""
    said = _ERRNO.sub("", " ".join(str(error).split()))[:200] or type(error).__name__
    if isinstance(error, httpx2.TimeoutException | TimeoutError):
        return SourceUnreachable, f"did not answer within {timeout:g} s; try later, or save the page to a file"
    if "refused" in said.lower():
        return SourceUnreachable, "refuses the connection; check the address and its port, or try later"
    if _is_tls(error):
        return SourceUnreachable, f"has no valid certificate or no secure connection ({said}); save the page to a file if you trust it"
    if isinstance(error, httpx2.NetworkError) or (isinstance(error, httpx2.RemoteProtocolError) and _CUT.search(said)):
        return Interrupted, f"broke off: {said}; try later, or save the page to a file"
    if "buffer too long" in said:
        said = f"headers or lines of over {HEADERS // 1024} KiB, the limit"
    return SourceUnreachable, f"answers what is no good HTTP: {said}; save the page to a file"


def _is_tls(error: BaseException | None) -> bool:
    """Return whether a secure connection failed; httpx2 tells it apart only by what lies beneath."""
    while error is not None and not isinstance(error, ssl.SSLError):
        error = error.__cause__ or error.__context__
    return error is not None


@cache
def _agent() -> str:
    # The package's own __init__ imports the stages above this one.
    return f"Dateline/{version('dateline')} (reads news of armed conflict)"


def _proxy(scheme: str, host: str) -> str | None:
    """Return the proxy through which the environment sends requests to a host; it then does the resolving, so names alone are checked."""
    named = getproxies()
    proxy = named.get(scheme) or named.get("all")
    if not proxy or proxy_bypass(host):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"
