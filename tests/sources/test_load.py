"""Loading from disk, standard input and the web, within limits."""

from __future__ import annotations

import hashlib
import io
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from dateline.errors import SourceError, SourceNotFound, SourceTooLarge, SourceUnreachable
from dateline.sources import iter_sources, load

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
        elif self.path == "/broken":
            self._answer(503, [], b"")
        else:
            self._answer(404, [], b"")

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
    server = HTTPServer(("127.0.0.1", 0), _Site)
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
        ("/loop", SourceUnreachable, "302"),
        ("/to-file", SourceUnreachable, "not allowed"),
        ("/to-ftp", SourceUnreachable, "no http or https"),
    ],
)
def test_a_page_that_cannot_be_had_says_why(site: str, path: str, error: type[SourceError], words: str) -> None:
    with pytest.raises(error, match=words):
        load(site + path, timeout=5)


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
