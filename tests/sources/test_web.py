"""The web as it is: every trick ends in one clear line, and a good page is got with good manners."""

from __future__ import annotations

import time
from collections.abc import Iterator

import hostile
import pytest
from hostile import PAGE, Hostile

from dateline.errors import SourceError, SourceNotFound, SourceTooLarge, SourceUnreachable
from dateline.records import RawDocument
from dateline.sources import Settings, Unchanged, Visit
from dateline.sources.hosts import address_of, is_local
from dateline.sources.robots import PACE, Pace, rules_of
from dateline.sources.web import Answer, Fetcher

HERE = frozenset({"127.0.0.1"})


class Memory(dict[str, Visit]):
    """Visits that last as long as the test."""

    def last_visit(self, url: str) -> Visit | None:
        return self.get(url)

    def note_visit(self, visit: Visit) -> None:
        self[visit.url] = visit


class Clock:
    """Time that passes only where somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds

    @property
    def pace(self) -> Pace:
        return Pace(clock=lambda: self.now, sleep=self.sleep)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with hostile.serving() as base:
        yield base


@pytest.fixture(autouse=True)
def afresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    Hostile.asked.clear()
    Hostile.seen.clear()
    Hostile.answers.clear()
    yield
    Hostile.answers.clear()


def fetch(url: str, *, clock: Clock | None = None, visits: Memory | None = None, **limits: object) -> Answer:
    settings = Settings(**{"timeout": 5.0, "hosts": HERE, **limits})  # type: ignore[arg-type]
    with Fetcher(settings, visits, pace=(clock or Clock()).pace) as fetcher:
        return fetcher.fetch(url)


def test_a_page_is_fetched_through_redirects(site: str) -> None:
    document = fetch(f"{site}/moved").item
    assert isinstance(document, RawDocument)
    assert (document.data, document.origin, document.media_type, document.charset) == (PAGE, f"{site}/story", "text/html", "iso-8859-1")


def test_a_packed_page_is_unpacked(site: str) -> None:
    document = fetch(f"{site}/packed").item
    assert isinstance(document, RawDocument)
    assert document.data == PAGE


TRICKS = [
    ("/none", SourceNotFound, "answers 404"),
    ("/forbidden", SourceUnreachable, "answers 403 .* not open to everybody"),
    ("/loop", SourceUnreachable, "sends us on in a circle"),
    ("/chain/0", SourceUnreachable, "sends us on without end .answer 301; at most 5 redirects"),
    ("/nowhere", SourceUnreachable, "302 without saying where to"),
    ("/to-file", SourceUnreachable, "no http or https address"),
    ("/to-inside", SourceError, "on the local network, which is never asked .* --allow-host 10.0.0.1"),
    ("/to-metadata", SourceError, "leads to 169.254.169.254, on the local network"),
    ("/endless", SourceTooLarge, "more than 1,000,000 bytes"),
    ("/endless/announced", SourceTooLarge, "more than 1,000,000 bytes"),
    ("/bomb", SourceTooLarge, "more than 1,000,000 bytes"),
    ("/badly-packed", SourceUnreachable, "does not unpack"),
    ("/oddly-packed", SourceUnreachable, "packed as 'br', which was not asked for"),
    ("/cut-packed", SourceUnreachable, "broke off in the middle of its packed body"),
    ("/short", SourceUnreachable, "broke off"),
    ("/cut-chunks", SourceUnreachable, "broke off"),
    ("/reset", SourceUnreachable, "broke off"),
    ("/flood", SourceUnreachable, "broke off"),
    ("/gibberish", SourceUnreachable, "broke off"),
    ("/image", SourceError, "is image/png, not a report"),
]


@pytest.mark.parametrize(("path", "error", "words"), TRICKS)
def test_every_trick_ends_in_one_line(site: str, path: str, error: type[SourceError], words: str) -> None:
    began = time.monotonic()
    with pytest.raises(error, match=words) as failure:
        fetch(site + path, limit=1_000_000)
    assert "\n" not in str(failure.value)
    assert time.monotonic() - began < 5, "no trick holds us up"


@pytest.mark.parametrize("path", ["/drip", "/drip-headers", "/silent"])
def test_a_page_that_comes_too_slowly_is_given_up(site: str, path: str) -> None:
    began = time.monotonic()
    with pytest.raises(SourceUnreachable, match=r"within 0\.5 s|still sending|did not answer"):
        fetch(site + path, timeout=0.5, robots=False)
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    ("url", "error", "words"),
    [
        ("http://127.0.0.1:1/none", SourceUnreachable, "refuses the connection"),
        ("http://no.such.host.invalid/a", SourceUnreachable, "host that is not known"),
        ("http://127.0.0.1:1/a b", SourceNotFound, "no web address"),
        ("http://", SourceNotFound, "names no host"),
        ("http://[bad", SourceNotFound, "no web address"),
        ("http://127.0.0.1:99999/", SourceNotFound, "no web address"),
        ("ftp://example.org/a", SourceError, "only http and https"),
        ("http://reader:secret@example.org/a", SourceError, "carries a user name or password"),
        ("http://example.org/" + "a" * 9000, SourceNotFound, "the limit is 8,000"),
    ],
)
def test_what_is_wrong_with_an_address_is_named(url: str, error: type[SourceError], words: str) -> None:
    with pytest.raises(error, match=words) as failure:
        fetch(url)
    assert "Errno" not in str(failure.value)
    assert "secret" not in str(failure.value)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255",
        "::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1", "fe80::1%eth0", "nonsense",
    ],
)  # fmt: skip
def test_the_local_network_is_never_asked(address: str) -> None:
    assert is_local(address)
    with pytest.raises(SourceError, match=r"allowed by name: --allow-host news\.example"):
        address_of("https://news.example/a", "news.example", 443, frozenset(), lambda host, port: ["93.184.215.14", address])


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_the_public_internet_is(address: str) -> None:
    assert address_of("https://news.example/a", "news.example", 443, frozenset(), lambda host, port: [address]) == address


def test_a_name_that_is_led_inside_between_two_looks_is_not_followed(site: str) -> None:
    """The address that was checked is the one that is connected to: a resolver's second answer changes nothing."""
    port = int(site.rsplit(":", 1)[1])
    answers = iter([["127.0.0.1"], ["127.0.0.1"], ["10.0.0.1"]])
    settings = Settings(hosts=frozenset({"news.example"}), timeout=5)
    with Fetcher(settings, resolver=lambda host, port: next(answers), pace=Clock().pace) as fetcher:
        found = fetcher.fetch(f"http://news.example:{port}/story").item
    assert isinstance(found, RawDocument)
    assert Hostile.seen[-1][1]["Host"] == f"news.example:{port}"


def test_what_has_not_changed_is_not_sent_again(site: str) -> None:
    visits = Memory()
    first = fetch(f"{site}/story", visits=visits)
    assert first.visit is not None
    visits.note_visit(first.visit)
    Hostile.answers["/story"] = [(304, {}, b"")]
    again = fetch(f"{site}/story", visits=visits)
    assert again.item == Unchanged(f"{site}/story", first.visit.at)
    headers = Hostile.seen[-1][1]
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == ('"v1"', "Mon, 04 Mar 2019 18:20:00 GMT")


def test_robots_are_heeded_and_asked_once(site: str) -> None:
    Hostile.answers["/robots.txt"] = [(200, {"Content-Type": "text/plain"}, b"User-agent: Dateline\nDisallow: /moved\nCrawl-delay: 7\n")]
    clock = Clock()
    with Fetcher(Settings(hosts=HERE), pace=clock.pace) as fetcher:
        fetcher.fetch(f"{site}/story")
        fetcher.fetch(f"{site}/packed")
        with pytest.raises(SourceError, match=r"its robots\.txt forbids it to programs"):
            fetcher.fetch(f"{site}/moved")
    assert Hostile.asked["/robots.txt"] == 1
    assert clock.slept == [7.0], "its own pace is kept"


def test_a_redirect_into_forbidden_ground_is_not_followed(site: str) -> None:
    Hostile.answers["/robots.txt"] = [(200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /story\n")]
    with pytest.raises(SourceError, match="forbids it to programs"):
        fetch(f"{site}/moved")


def test_a_robots_file_that_fails_forbids_and_one_that_is_not_there_allows() -> None:
    assert not rules_of(503, b"").allows("https://example.org/a")
    assert not rules_of(None, b"").allows("https://example.org/a")
    assert rules_of(404, b"").allows("https://example.org/a")
    assert rules_of(200, b"\xff\xfe" + b"x" * 600_000).allows("https://example.org/a")


def test_a_busy_server_is_asked_again_when_it_says(site: str) -> None:
    Hostile.answers["/story"] = [(429, {"Retry-After": "11"}, b""), (503, {}, b""), (200, {}, PAGE)]
    clock = Clock()
    found = fetch(f"{site}/story", clock=clock).item
    assert isinstance(found, RawDocument)
    assert clock.slept == [11.0, 8.0], "as long as asked, then our own pause"


def test_a_server_that_stays_busy_or_asks_for_an_hour_is_left(site: str) -> None:
    Hostile.answers["/story"] = [(429, {"Retry-After": "3600"}, b"")]
    with pytest.raises(SourceUnreachable, match="asks to wait 3,600 s"):
        fetch(f"{site}/story")
    Hostile.answers["/story"] = [(503, {}, b"")]
    with pytest.raises(SourceUnreachable, match="answers 503"):
        fetch(f"{site}/story")
    assert Hostile.asked["/story"] == 4, "once, and three times"


def test_one_host_is_asked_once_a_second(site: str) -> None:
    clock = Clock()
    with Fetcher(Settings(hosts=HERE), pace=clock.pace) as fetcher:
        for _ in range(3):
            fetcher.fetch(f"{site}/story")
    assert clock.slept == [PACE, PACE]


def test_nobody_but_us_is_said_to_ask(site: str) -> None:
    fetch(f"{site}/story")
    headers = Hostile.seen[-1][1]
    assert headers["User-Agent"].startswith("Dateline/")
    assert headers["Accept-Encoding"] == "gzip"
    assert "Cookie" not in headers
