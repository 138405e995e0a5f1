"""A web server on this machine that plays the hostile internet."""

from __future__ import annotations

import contextlib
import gzip
import socket
import ssl
import struct
import threading
import time
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

STORY = b"Two men were freed in the north on Sunday, the army said."
PAGE = b"<html><body><article><p>" + STORY + b"</p></article></body></html>"
#: Bytes that an endless answer announces: none of them is ever held.
ENDLESS = 10 * 2**30
#: Seconds that a slow answer goes on, one byte at a time.
SLOW = 4.0
#: A certificate for news.example that nobody trusts unless told to, and its key.
CERTIFICATE = Path(__file__).with_name("hostile.pem")


class Hostile(BaseHTTPRequestHandler):
    """Answers by path; `asked` counts the requests for each, `seen` keeps their headers, `answers` may be set by a test."""

    protocol_version = "HTTP/1.1"
    asked: Counter[str] = Counter()  # noqa: RUF012 - shared by the threads on purpose
    seen: list[tuple[str, dict[str, str]]] = []  # noqa: RUF012
    answers: dict[str, list[tuple[int, dict[str, str], bytes]]] = {}  # noqa: RUF012
    #: The connections' own ports: one that comes twice is a connection that was used again.
    ports: list[int] = []  # noqa: RUF012

    def do_GET(self) -> None:
        path = self.path
        Hostile.asked[path] += 1
        Hostile.ports.append(self.client_address[1])
        Hostile.seen.append((path, dict(self.headers)))
        if queue := Hostile.answers.get(path):
            code, headers, body = queue.pop(0) if len(queue) > 1 else queue[0]
            self.answer(code, headers, body)
            return
        act = getattr(self, "do_" + path.strip("/").replace("-", "_").split("/")[0], None)
        with contextlib.suppress(OSError):
            if act is None:
                self.answer(404, {}, b"nothing here")
            else:
                act()

    def answer(self, code: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response_only(code)
        for name, value in {"Content-Type": "text/html", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_story(self) -> None:
        self.answer(
            200, {"Content-Type": "text/html; charset=ISO-8859-1", "ETag": '"v1"', "Last-Modified": "Mon, 04 Mar 2019 18:20:00 GMT"}, PAGE
        )

    def do_moved(self) -> None:
        self.answer(302, {"Location": "/story"}, b"")

    def do_loop(self) -> None:
        self.answer(302, {"Location": "/loop"}, b"")

    def do_chain(self) -> None:
        number = int(self.path.rsplit("/", 1)[-1])
        self.answer(301, {"Location": f"/chain/{number + 1}"}, b"")

    def do_to_file(self) -> None:
        self.answer(302, {"Location": "file:///etc/hostname"}, b"")

    def do_to_inside(self) -> None:
        self.answer(302, {"Location": "http://10.0.0.1/story"}, b"")

    def do_to_metadata(self) -> None:
        self.answer(307, {"Location": "http://169.254.169.254/latest/meta-data/"}, b"")

    def do_to_nonsense(self) -> None:
        self.answer(302, {"Location": "http://[nonsense"}, b"")

    def do_to_secret(self) -> None:
        self.answer(302, {"Location": "http://reader:secret@example.org/a"}, b"")

    def do_to_blanks(self) -> None:
        self.answer(302, {"Location": "/odd name"}, b"")

    def do_unasked(self) -> None:
        self.answer(304, {}, b"")

    def do_words(self) -> None:
        self.send_response(418, "all is well " * 40)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_cookie(self) -> None:
        self.answer(200, {"Set-Cookie": "reader=known; Path=/"}, PAGE)

    def do_wrong_charset(self) -> None:
        self.answer(200, {"Content-Type": "text/html; charset=no-such-charset"}, PAGE)

    def do_nowhere(self) -> None:
        self.answer(302, {}, b"")

    def do_endless(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        if self.path.endswith("announced"):
            self.send_header("Content-Length", str(ENDLESS))
        else:
            self.send_header("Connection", "close")
        self.end_headers()
        block = b"0" * 2**16
        for _ in range(ENDLESS // len(block)):
            self.wfile.write(block)

    def do_bomb(self) -> None:
        packed = gzip.compress(b"0" * 64 * 2**20, mtime=0)
        self.answer(200, {"Content-Encoding": "gzip"}, packed)

    def do_packed(self) -> None:
        self.answer(200, {"Content-Encoding": "gzip"}, gzip.compress(PAGE, mtime=0))

    def do_packed_twice(self) -> None:
        members = [gzip.compress(part, mtime=0) for part in (PAGE[:20], PAGE[20:])]
        self.answer(200, {"Content-Encoding": "gzip"}, b"".join(members) + b"\0" * 7)

    def do_packed_and_more(self) -> None:
        """A whole packed page, and then no end of bytes."""
        self.send_response(200)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(gzip.compress(PAGE, mtime=0))
        for _ in range(ENDLESS // 2**16):
            self.wfile.write(bytes(2**16))

    def do_badly_packed(self) -> None:
        self.answer(200, {"Content-Encoding": "gzip"}, b"this is no gzip")

    def do_oddly_packed(self) -> None:
        self.answer(200, {"Content-Encoding": "br"}, b"\x0b\x02\x80story\x03")

    def do_cut_packed(self) -> None:
        self.answer(200, {"Content-Encoding": "gzip"}, gzip.compress(PAGE * 50, mtime=0)[:-30])

    def do_drip(self) -> None:
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        self._drip()

    def do_drip_headers(self) -> None:
        self._drip()

    def _drip(self) -> None:
        for _ in range(int(SLOW * 20)):
            self.wfile.write(b"x")
            time.sleep(0.05)

    def do_silent(self) -> None:
        time.sleep(SLOW)

    def do_short(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(STORY) + 100))
        self.end_headers()
        self.wfile.write(STORY)
        self.close_connection = True

    def do_cut_chunks(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"10\r\n0123456789abcdef\r\nff\r\nonly this")
        self.close_connection = True

    def do_reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def do_flood(self) -> None:
        self.send_response(200)
        for number in range(5000):
            self.send_header(f"X-Flood-{number}", "x" * 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_informing(self) -> None:
        """Promise an answer again and again."""
        end = time.monotonic() + SLOW
        while time.monotonic() < end:
            self.wfile.write(b"HTTP/1.1 103 Early Hints\r\n\r\n")
            time.sleep(0.01)

    def do_long_line(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        for _ in range(ENDLESS // 2**16):
            self.wfile.write(b"x" * 2**16)

    def do_two_lengths(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 50\r\n\r\nstory")
        self.close_connection = True

    def do_odd_length(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: \xb2\r\n\r\nstory")
        self.close_connection = True

    def do_gibberish(self) -> None:
        self.wfile.write(b"\x00\xff not http at all\r\n\r\n")
        self.close_connection = True

    def do_image(self) -> None:
        self.answer(200, {"Content-Type": "image/png"}, b"\x89PNG" + b"0" * 1000)

    def do_forbidden(self) -> None:
        self.answer(403, {}, b"")

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output quiet."""


@contextlib.contextmanager
def serving(*, secure: bool = False) -> Iterator[str]:
    """Run the server, `secure` with a certificate that nobody knows; yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hostile)
    if secure:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.daemon_threads = True
    server.block_on_close = False
    # A client that gives up is what these tests are about: no traceback for it.
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"{'https' if secure else 'http'}://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
