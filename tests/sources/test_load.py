"""Loading from disk, standard input and the web, within limits."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from dateline.errors import SourceError, SourceNotFound, SourceTooLarge, SourceUnreachable
from dateline.sources import iter_sources, load, readable

STORY = b"Two men were freed in the north on Sunday, the army said."


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/story":
            self._answer(200, [("Content-Type", "text/html; charset=ISO-8859-1")], STORY)
        elif self.path == "/moved":
            self._answer(302, [("Location", "/story")], b"")
        elif self.path == "/loop":
            self._answer(302, [("Location", "/loop")], b"")
        elif self.path == "/to-file":
            self._answer(302, [("Location", "file:///etc/hostname")], b"")
        elif self.path == "/to-ftp":
            self._answer(302, [("Location", "ftp://example.org/a")], b"")
        elif self.path == "/short":
            self.send_response(200)
            self.send_header("Content-Length", str(len(STORY) + 100))
            self.end_headers()
            self.wfile.write(STORY)
        elif self.path in ("/drip", "/drip-headers"):
            self._drip(headers=self.path == "/drip")
        elif self.path == "/broken":
            self._answer(503, [], b"")
        else:
            self._answer(404, [], b"")

    def _drip(self, *, headers: bool) -> None:
        """Send a byte now and then, always before a socket's own timeout."""
        if headers:
            self.send_response(200)
            self.end_headers()
        with contextlib.suppress(OSError):
            for _ in range(40):
                self.wfile.write(b"x")
                time.sleep(0.1)

    def _answer(self, code: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.send_response(code)
        for name, value in [*headers, ("Content-Length", str(len(body)))]:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output quiet."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_file_is_loaded_with_its_hash(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(STORY)
    document = load(path)
    assert (document.data, document.origin, document.media_type) == (STORY, str(path), "text/plain")
    assert document.sha256 == hashlib.sha256(STORY).hexdigest()
    assert document.fetched is not None
    assert document.fetched.endswith("Z")


def test_standard_input_is_a_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORY)))
    assert load("-").data == STORY


@pytest.mark.parametrize(
    ("name", "error", "words"),
    [
        ("missing.txt", SourceNotFound, "check the path"),
        ("", SourceError, "folder"),
        ("big.txt", SourceTooLarge, "10 bytes"),
    ],
)
def test_a_path_that_cannot_be_read_says_why(tmp_path: Path, name: str, error: type[SourceError], words: str) -> None:
    (tmp_path / "big.txt").write_bytes(STORY)
    with pytest.raises(error, match=words):
        load(tmp_path / name, limit=10)


def test_a_folder_is_searched_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "sub/c.htm", "README.md", ".hidden/d.txt", "sub/.e.txt", "f.pdf", "sub/G.TXT"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(STORY)
    found = [str(Path(name).relative_to(tmp_path)) for name in iter_sources([tmp_path])]
    assert found == ["a.html", "b.txt", "sub/G.TXT", "sub/c.htm"]


def test_whatever_is_no_folder_is_passed_on() -> None:
    sources = ["-", "https://example.org/a", "nowhere/to/be/found.txt"]
    assert list(iter_sources(sources)) == sources


def test_a_page_is_fetched_through_redirects(site: str) -> None:
    document = load(f"{site}/moved")
    assert (document.data, document.origin, document.media_type, document.charset) == (STORY, f"{site}/story", "text/html", "iso-8859-1")


@pytest.mark.parametrize(
    ("path", "error", "words"),
    [
        ("/none", SourceNotFound, "404"),
        ("/broken", SourceUnreachable, "503"),
        ("/loop", SourceUnreachable, "without end .answer 302; at most 5 redirects"),
        ("/short", SourceUnreachable, f"broke off after {len(STORY)} of {len(STORY) + 100} bytes"),
        ("/to-file", SourceUnreachable, "not allowed"),
        ("/to-ftp", SourceUnreachable, "no http or https"),
    ],
)
def test_a_page_that_cannot_be_had_says_why(site: str, path: str, error: type[SourceError], words: str) -> None:
    with pytest.raises(error, match=words):
        load(site + path, timeout=5)


@pytest.mark.parametrize("path", ["/drip", "/drip-headers"])
def test_a_page_that_comes_byte_by_byte_is_given_up(site: str, path: str) -> None:
    began = time.monotonic()
    with pytest.raises(SourceUnreachable, match=r"was not through within 0\.5 s"):
        load(site + path, timeout=0.5)
    assert time.monotonic() - began < 2


UNREACHABLE = [
    ("http://127.0.0.1:1/none", "refuses the connection"),
    ("http://no.such.host.invalid/a", "host that is not known"),
    ("http://127.0.0.1:1/a b", "no web address"),
    ("http://", "write it as"),
]


@pytest.mark.parametrize(("url", "words"), UNREACHABLE)
def test_what_is_wrong_on_the_way_is_named(url: str, words: str) -> None:
    with pytest.raises(SourceError, match=words) as failure:
        load(url, timeout=10)
    assert "Errno" not in str(failure.value)


def test_what_is_no_plain_file_is_refused_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere.txt")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "story.txt").write_bytes(STORY)
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as plug:
        plug.bind("plug.txt")
    reasons = {}
    for name in iter_sources([tmp_path]):
        try:
            load(name)
        except SourceError as error:
            reasons[Path(name).name] = str(error)
    assert sorted(reasons) == ["gone.txt", "loop.txt", "pipe.txt", "plug.txt"]
    for name, words in (("gone", "link to 'nowhere.txt'"), ("loop", "symbolic links"), ("pipe", "named pipe"), ("plug", "a socket")):
        assert words in reasons[f"{name}.txt"]


def test_a_pipe_that_the_shell_opened_is_read() -> None:
    out, into = os.pipe()
    os.write(into, STORY)
    os.close(into)
    assert load(f"/dev/fd/{out}").data == STORY
    os.close(out)


def test_closed_standard_input_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(SourceUnreachable, match="standard input is closed"):
        load("-")


def test_a_folder_that_cannot_be_listed_fails_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(STORY)
    (tmp_path / "shut").mkdir()

    def refusing(call: Callable[..., object]) -> Callable[..., object]:
        def look(path: object = ".") -> object:
            if str(path).endswith("shut"):
                raise PermissionError(13, "Permission denied", str(path))
            return call(path)

        return look

    monkeypatch.setattr(os, "scandir", refusing(os.scandir))
    monkeypatch.setattr(os, "listdir", refusing(os.listdir))
    names = list(iter_sources([tmp_path]))
    assert [Path(name).name for name in names] == ["a.txt", "shut"]
    with pytest.raises(SourceUnreachable, match="Permission denied"):
        load(names[1])


def test_a_name_that_is_no_utf8_is_kept_readable(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"bad\xff.txt")
    with open(path, "wb") as file:
        file.write(STORY)
    assert load(os.fsdecode(path)).origin == f"{tmp_path}/bad\\xff.txt"
    assert readable("caf\udcc3\udca9.txt") == "café.txt"


def test_a_page_has_a_size_limit(site: str) -> None:
    with pytest.raises(SourceTooLarge, match="10 bytes"):
        load(f"{site}/story", limit=10)


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("ftp://example.org/a", SourceError),
        ("file:///etc/hostname", SourceError),
        ("http://", SourceNotFound),
        ("http://[bad", SourceNotFound),
        ("http://127.0.0.1:1/none", SourceUnreachable),
    ],
)
def test_other_addresses_are_refused(url: str, error: type[SourceError]) -> None:
    with pytest.raises(error):
        load(url, timeout=5)
