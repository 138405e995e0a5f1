"""Load documents from a path, standard input or the web, within limits of size, time and redirects."""

from __future__ import annotations

import hashlib
import os
import socket
import ssl
import stat
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from http.client import HTTPException, HTTPMessage, InvalidURL
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from dateline.errors import SourceError, SourceNotFound, SourceTooLarge, SourceUnreachable
from dateline.records import RawDocument

#: Files that a folder is searched for.
SUFFIXES = frozenset({".txt", ".text", ".html", ".htm"})
#: Bytes one document may have: ten times the largest news page that we have met.
LIMIT = 20 * 2**20
#: Seconds a server may take, for one answer and for the whole document.
TIMEOUT = 20.0
REDIRECTS = 5
STDIN = "-"

_MEDIA_TYPES = {".html": "text/html", ".htm": "text/html", ".txt": "text/plain", ".text": "text/plain"}
_SCHEMES = ("http", "https")
_CHUNK = 2**16
#: Where the shell puts the output of `<(command)`: a pipe that somebody writes to, unlike one that lies in a folder.
_OPEN_PIPES = ("/dev/fd/", "/proc/self/fd/", "/dev/stdin")


def is_url(source: str) -> bool:
    """Return whether `source` names a scheme, as ``https://...`` does."""
    return "://" in source.split("?", 1)[0].split("\n", 1)[0]


def readable(name: str) -> str:
    """Return a file's name as text that can be printed and stored: as UTF-8 in every locale, its other bytes escaped.

    >>> readable("caf\\udcc3\\udca9-\\udcff.txt")
    'café-\\\\xff.txt'
    """
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def load(source: str | os.PathLike[str], *, timeout: float = TIMEOUT, limit: int = LIMIT) -> RawDocument:
    """Load one document.

    Args:
        source: a file's path, an http or https URL, or ``-`` for standard input.
        timeout: seconds until an unfinished download is given up.
        limit: the most bytes to accept.

    Raises:
        SourceNotFound: if nothing is there.
        SourceTooLarge: if there is more than `limit` bytes.
        SourceUnreachable: if the disk or the network does not answer.
        SourceError: if `source` is a folder or a URL of another scheme.
    """
    name = os.fspath(source)
    if name == STDIN:
        if sys.stdin is None:
            raise SourceUnreachable("standard input is closed; give a file, or a pipe as in `cat report.txt | dateline read -`")
        return _document(_read(sys.stdin.buffer.read, "standard input", limit), "standard input", None, None)
    if is_url(name):
        return _fetch(name, timeout, limit)
    return _open(name, limit)


def iter_sources(paths: Iterable[str | os.PathLike[str]]) -> Iterator[str]:
    """Yield every source that `paths` names, each fit for `load`.

    A folder is searched with its subfolders, in sorted order, for files with one of `SUFFIXES`; hidden files and folders are
    left out. Everything else is yielded as it is, so that a missing file fails where it is loaded and alone; so does a folder
    that cannot be listed.
    """
    for path in paths:
        name = os.fspath(path)
        if name == STDIN or is_url(name) or not os.path.isdir(name):
            yield name
        else:
            yield from _walk(name)


def _walk(folder: str) -> Iterator[str]:
    found: list[Path] = []

    def failed(error: OSError) -> None:
        found.append(Path(error.filename))

    for here, folders, files in os.walk(folder, onerror=failed):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        found += [Path(here, f) for f in files if not f.startswith(".") and Path(f).suffix.lower() in SUFFIXES]
    yield from (str(path) for path in sorted(found))


def _document(data: bytes, origin: str, media_type: str | None, charset: str | None) -> RawDocument:
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return RawDocument(data, origin, now, hashlib.sha256(data).hexdigest(), media_type, charset)


def _too_large(name: str, limit: int) -> SourceTooLarge:
    return SourceTooLarge(f"{name} has more than {limit:,} bytes, the limit; split it, or give the article alone")


def _open(name: str, limit: int) -> RawDocument:
    path = Path(name)
    shown = readable(name)
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            os.listdir(path)
            raise SourceError(f"{shown!r} is a folder; give its files, or a command that takes folders")
        if stat.S_ISFIFO(mode) and not name.startswith(_OPEN_PIPES):
            raise SourceError(f"{shown!r} is a named pipe, which may never end; give it as `dateline read - < {shown}`")
        if stat.S_ISSOCK(mode):
            raise SourceError(f"{shown!r} is a socket, not a file; give a file, a folder, a web address or -")
        with path.open("rb") as stream:
            data = _read(stream.read, repr(shown), limit)
    except FileNotFoundError as error:
        if path.is_symlink():
            raise SourceNotFound(f"{shown!r} is a link to {os.readlink(path)!r}, which is not there; mend or remove the link") from error
        raise SourceNotFound(f"no file {shown!r}; check the path (it is taken from {os.getcwd()!r})") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceUnreachable(f"cannot read {shown!r}: {reason}; check the path and its permissions") from error
    return _document(data, shown, _MEDIA_TYPES.get(path.suffix.lower()), None)


def _read(take: Callable[[int], bytes], name: str, limit: int, deadline: float | None = None) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while chunk := take(_CHUNK):
        size += len(chunk)
        if size > limit:
            raise _too_large(name, limit)
        if deadline is not None and time.monotonic() > deadline:
            raise SourceUnreachable(f"{name} was still sending when its time ran out; try again with a longer timeout")
        chunks.append(chunk)
    return b"".join(chunks)


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follow at most `REDIRECTS` redirects, and to web addresses alone."""

    max_redirections = REDIRECTS

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:  # fmt: skip
        """Refuse a redirect to a file or another scheme."""
        if urlsplit(newurl).scheme not in _SCHEMES:
            fp.close()
            raise SourceUnreachable(f"{req.full_url} sends us on to {newurl!r}, which is no http or https address")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _fetch(url: str, timeout: float, limit: int) -> RawDocument:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError as error:
        raise SourceNotFound(f"{url!r} is no web address: {error}") from error
    if parts.scheme not in _SCHEMES:
        raise SourceError(f"{url!r} has the scheme {parts.scheme!r}; only http and https are fetched, save the page to a file instead")
    if not host:
        raise SourceNotFound(f"{url!r} names no host; write it as https://HOST/PAGE")
    return _in_time(url, timeout, lambda: _download(url, timeout, limit))


def _in_time(url: str, timeout: float, download: Callable[[], RawDocument]) -> RawDocument:
    """Give up a download that takes longer than `timeout` as a whole; a socket's own timeout begins anew with every byte.

    Raises:
        SourceUnreachable: if it does, and whatever `download` raises.
    """
    done: list[RawDocument | SourceError] = []

    def work() -> None:
        try:
            done.append(download())
        except SourceError as error:
            done.append(error)

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    worker.join(timeout)
    if worker.is_alive():
        raise SourceUnreachable(f"{url} was not through within {timeout:g} s; try later, or save the page to a file")
    if not done:
        raise SourceUnreachable(f"{url} could not be fetched through a fault in Dateline; save the page to a file, and please report it")
    outcome = done.pop()
    if isinstance(outcome, SourceError):
        try:
            raise outcome
        finally:
            # An error whose traceback holds the error would keep its connection open.
            del outcome
    return outcome


def _download(url: str, timeout: float, limit: int) -> RawDocument:
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(), urllib.request.HTTPHandler(), urllib.request.HTTPSHandler(), _Redirects(),
        urllib.request.HTTPErrorProcessor(), urllib.request.HTTPDefaultErrorHandler(),
    ):  # fmt: skip
        opener.add_handler(handler)
    deadline = time.monotonic() + timeout
    try:
        request = urllib.request.Request(url, headers={"User-Agent": "dateline/1", "Accept-Encoding": "identity"})
        with opener.open(request, timeout=timeout) as answer:
            announced = int(answer.headers.get("Content-Length") or 0)
            if announced > limit:
                raise _too_large(url, limit)
            # read1 gives what has come so far, so that the time left is looked at even where a server sends byte by byte.
            data = _read(answer.read1, url, limit, deadline)
            if len(data) < announced:
                raise SourceUnreachable(f"{url} broke off after {len(data):,} of {announced:,} bytes; try again")
            return _document(data, answer.geturl(), answer.headers.get_content_type(), answer.headers.get_content_charset())
    except urllib.error.HTTPError as error:
        error.close()
        if error.code in (404, 410):
            raise SourceNotFound(f"{url} answers {error.code} {error.reason}; check the address or use an archived copy") from error
        if str(error.reason).startswith(_Redirects.inf_msg):
            raise SourceUnreachable(
                f"{url} sends us on without end (answer {error.code}; at most {REDIRECTS} redirects are followed); save the page to a file"
            ) from error
        raise SourceUnreachable(f"{url} answers {error.code} {error.reason}; try later, or save the page to a file") from error
    except InvalidURL as error:
        raise SourceNotFound(f"{url!r} is no web address: a space or control character in it; write it as %20") from error
    except (OSError, HTTPException, ValueError) as error:
        raise SourceUnreachable(f"{url} {_broken(error, timeout)}") from error


def _broken(error: Exception, timeout: float) -> str:
    """Say what went wrong on the way to a server, and the way out."""
    cause = error.reason if isinstance(error, urllib.error.URLError) and isinstance(error.reason, Exception) else error
    if isinstance(cause, TimeoutError):
        return f"did not answer within {timeout:g} s; try later, or save the page to a file"
    if isinstance(cause, ConnectionRefusedError):
        return "refuses the connection; check the address and its port, or try later"
    if isinstance(cause, socket.gaierror):
        return f"has a host that is not known ({cause.strerror}); check the address and the connection to the internet"
    if isinstance(cause, ssl.SSLError):
        return f"has no valid certificate ({cause.reason}); save the page to a file if you trust it"
    return f"broke off: {' '.join(str(cause).split()) or type(cause).__name__}; try later, or save the page to a file"
