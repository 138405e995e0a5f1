"""The web as it is: every trick ends in one clear line, and a good page is got with good manners."""

from __future__ import annotations

import time
from collections.abc import Iterator

import hostile
import pytest
from hostile import PAGE, STORY, Hostile

from dateline.errors import SourceError, SourceNotFound, SourceTooLarge, SourceUnreachable
from dateline.records import RawDocument
from dateline.sources import Settings, Unchanged, Visit, decode
from dateline.sources.hosts import addresses_of, is_local, is_local_name
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
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    Hostile.asked.clear()
    Hostile.seen.clear()
    Hostile.ports.clear()
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


def test_a_page_packed_in_several_members_is_whole(site: str) -> None:
    document = fetch(f"{site}/packed-twice").item
    assert isinstance(document, RawDocument)
    assert document.data == PAGE


def test_blanks_in_a_redirect_are_mended(site: str) -> None:
    Hostile.answers["/odd%20name"] = [(200, {}, PAGE)]
    document = fetch(f"{site}/to-blanks").item
    assert isinstance(document, RawDocument)
    assert document.origin == f"{site}/odd%20name"


def test_an_unknown_charset_costs_no_page(site: str) -> None:
    document = fetch(f"{site}/wrong-charset").item
    assert isinstance(document, RawDocument)
    assert STORY.decode() in decode(document).text


def test_hosts_that_share_an_address_share_nothing_else(site: str) -> None:
    """No cookie and no connection of one site serves another, or the same site again."""
    port = int(site.rsplit(":", 1)[1])
    settings = Settings(hosts=frozenset({"127.0.0.1"}), timeout=5)
    with Fetcher(settings, resolver=lambda host, port: ["127.0.0.1"], pace=Clock().pace) as fetcher:
        fetcher.fetch(f"http://one.example:{port}/cookie")
        fetcher.fetch(f"http://two.example:{port}/story")
        fetcher.fetch(f"http://one.example:{port}/story")
    assert not any("Cookie" in headers for _, headers in Hostile.seen)
    assert len(Hostile.ports) == len(set(Hostile.ports)) == 5, "two robots.txt and three pages"


def test_a_name_in_another_script_is_asked_for_in_its_ascii_form(site: str) -> None:
    port = int(site.rsplit(":", 1)[1])
    asked: list[str] = []
    settings = Settings(hosts=HERE, timeout=5)
    with Fetcher(settings, resolver=lambda host, port: asked.append(host) or ["127.0.0.1"], pace=Clock().pace) as fetcher:  # type: ignore[func-returns-value]
        fetcher.fetch(f"http://bücher.example:{port}/story")
    assert set(asked) == {"xn--bcher-kva.example"}
    assert Hostile.seen[-1][1]["Host"] == f"xn--bcher-kva.example:{port}"


def test_the_next_address_is_tried_where_one_does_not_answer(site: str) -> None:
    port = int(site.rsplit(":", 1)[1])
    settings = Settings(hosts=frozenset({"news.example"}), timeout=5)
    # Nothing listens on the second loopback address.
    with Fetcher(settings, resolver=lambda host, port: ["127.0.0.2", "127.0.0.1"], pace=Clock().pace) as fetcher:
        assert isinstance(fetcher.fetch(f"http://news.example:{port}/story").item, RawDocument)


@pytest.fixture(scope="module")
def secure() -> Iterator[int]:
    with hostile.serving(secure=True) as base:
        yield int(base.rsplit(":", 1)[1])


def securely(host: str, port: int) -> Answer:
    settings = Settings(timeout=5, hosts=HERE)
    with Fetcher(settings, resolver=lambda host, port: ["127.0.0.1"], pace=Clock().pace) as fetcher:
        return fetcher.fetch(f"https://{host}:{port}/story")


def test_a_certificate_that_nobody_signed_is_told_and_not_asked_twice(secure: int) -> None:
    clock = Clock()
    with pytest.raises(SourceUnreachable, match=r"has no valid certificate .*self.signed.*save the page to a file if you trust it"):
        fetch(f"https://127.0.0.1:{secure}/story", clock=clock)
    assert clock.slept == []
    assert not Hostile.asked, "nothing was said before the server was known"


def test_a_certificate_counts_for_the_name_and_not_for_the_address(secure: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(hostile.CERTIFICATE))
    assert isinstance(securely("news.example", secure).item, RawDocument)
    with pytest.raises(SourceUnreachable, match=r"no valid certificate .*[Hh]ostname mismatch"):
        securely("other.example", secure)


TRICKS = [
    ("/none", SourceNotFound, "answers 404"),
    ("/forbidden", SourceUnreachable, "answers 403 .* not open to everybody"),
    ("/loop", SourceUnreachable, "sends us on in a circle"),
    ("/chain/0", SourceUnreachable, "sends us on without end .answer 301; at most 5 redirects"),
    ("/to-nonsense", SourceUnreachable, "which is no web address"),
    ("/to-secret", SourceError, "carries a user name or password"),
    ("/unasked", SourceUnreachable, "answers 304 Not Modified, though it was asked for the first time"),
    ("/words", SourceUnreachable, "answers 418 I'm a Teapot; try later"),
    ("/nowhere", SourceUnreachable, "302 without saying where to"),
    ("/to-file", SourceUnreachable, "begins with 'file'; only http and https"),
    (
        "/to-inside",
        SourceError,
        "^http://10.0.0.1/story leads to 10.0.0.1, on the local network, which is never asked .* --allow-host 10.0.0.1",
    ),
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
    ("/packed-and-more", SourceTooLarge, "more than 1,000,000 bytes"),
    ("/flood", SourceUnreachable, "no good HTTP: headers or lines of over 100 KiB"),
    ("/long-line", SourceUnreachable, "no good HTTP: headers or lines of over 100 KiB"),
    ("/two-lengths", SourceUnreachable, "no good HTTP: conflicting Content-Length"),
    ("/odd-length", SourceUnreachable, "no good HTTP: bad Content-Length"),
    ("/gibberish", SourceUnreachable, "no good HTTP: illegal status line"),
    ("/image", SourceError, "is image/png, not a report"),
]


@pytest.mark.parametrize(("path", "error", "words"), TRICKS)
def test_every_trick_ends_in_one_line(site: str, path: str, error: type[SourceError], words: str) -> None:
    began = time.monotonic()
    with pytest.raises(error, match=words) as failure:
        fetch(site + path, limit=1_000_000)
    assert "\n" not in str(failure.value)
    assert "secret" not in str(failure.value)
    assert "Errno" not in str(failure.value)
    assert time.monotonic() - began < 5, "no trick holds us up"


@pytest.mark.parametrize("path", ["/drip", "/drip-headers", "/silent", "/informing"])
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
        ("http://☃.example/a", SourceNotFound, "no web address"),
        ("http://0177.0.0.1/a", SourceNotFound, "no web address"),
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
        "fec0::1", "::127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b:1::1", "64:ff9b::a9fe:a9fe", "192.88.99.1", "3fff::1",
    ],
)  # fmt: skip
def test_the_local_network_is_never_asked(address: str) -> None:
    assert is_local(address)
    with pytest.raises(SourceError, match=r"allowed by name: --allow-host news\.example"):
        addresses_of("https://news.example/a", "news.example", 443, frozenset(), lambda host, port: ["93.184.215.14", address])


@pytest.mark.parametrize("address", ["93.184.215.14", "64:ff9b::5db8:d70e", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_the_public_internet_is(address: str) -> None:
    assert addresses_of("https://news.example/a", "news.example", 443, frozenset(), lambda host, port: [address]) == [address]


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "localhost", "[::ffff:127.0.0.1]", "[::1]"])
def test_no_way_of_writing_this_machine_s_address_leads_to_it(host: str) -> None:
    with pytest.raises(SourceError, match="on the local network, which is never asked unless it is allowed by name"):
        fetch(f"http://{host}:1/a", hosts=frozenset())


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


def test_a_date_to_wait_for_is_read_by_the_server_s_clock(site: str) -> None:
    busy = {"Date": "Mon, 04 Mar 2019 18:20:00 GMT", "Retry-After": "Mon, 04 Mar 2019 18:20:40 GMT"}
    Hostile.answers["/story"] = [(503, busy, b""), (200, {}, PAGE)]
    clock = Clock()
    fetch(f"{site}/story", clock=clock, robots=False)
    assert clock.slept == [40.0]


@pytest.mark.parametrize("word", ["soon", "\xb2", "Mon, 99 Xyz 99999 18:20:40 GMT", "-3"])
def test_a_wait_that_cannot_be_read_is_our_own(site: str, word: str) -> None:
    Hostile.answers["/story"] = [(503, {"Retry-After": word}, b""), (200, {}, PAGE)]
    clock = Clock()
    fetch(f"{site}/story", clock=clock, robots=False)
    assert clock.slept == [2.0]


def test_a_broken_connection_is_tried_again_and_then_told(site: str) -> None:
    clock = Clock()
    with pytest.raises(SourceUnreachable, match="broke off"):
        fetch(f"{site}/reset", clock=clock, robots=False)
    assert (Hostile.asked["/reset"], clock.slept) == (3, [2.0, 8.0])


def test_a_host_whose_robots_file_was_not_had_is_asked_for_it_again() -> None:
    """A server that does not answer for a moment has not thereby opened its doors."""
    answers = iter([OSError("no answer"), ["127.0.0.1"]])

    def resolve(host: str, port: int) -> list[str]:
        answer = next(answers)
        if isinstance(answer, OSError):
            raise answer
        return answer

    with hostile.serving() as base:
        Hostile.answers["/robots.txt"] = [(200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /\n")]
        url = base.replace("127.0.0.1", "news.example") + "/story"
        with Fetcher(Settings(hosts=HERE, timeout=5), resolver=resolve, pace=Clock().pace) as fetcher:
            with pytest.raises(SourceUnreachable, match=r"/story has a host that is not known"):
                fetcher.fetch(url)
            with pytest.raises(SourceError, match="forbids it to programs"):
                fetcher.fetch(url)


def test_robots_behind_redirects_are_heeded(site: str) -> None:
    Hostile.answers["/robots.txt"] = [(301, {"Location": "/rules"}, b"")]
    Hostile.answers["/rules"] = [(200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /story\n")]
    with pytest.raises(SourceError, match="forbids it to programs"):
        fetch(f"{site}/story")


@pytest.fixture
def proxied(site: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("ALL_PROXY", site)
    monkeypatch.setenv("NO_PROXY", "near.example")
    return site


def test_a_proxy_gets_the_name(proxied: str) -> None:
    def never(host: str, port: int) -> list[str]:
        raise AssertionError("the proxy resolves")

    Hostile.answers["http://news.example/story"] = [(200, {}, PAGE)]
    with Fetcher(Settings(timeout=5, robots=False), resolver=never, pace=Clock().pace) as fetcher:
        assert isinstance(fetcher.fetch("http://news.example/story").item, RawDocument)


@pytest.mark.parametrize("host", ["localhost", "127.1", "0x7f.1", "[::1]", "intranet", "db.internal", "printer.local."])
def test_a_proxy_is_not_asked_for_what_names_the_local_network(proxied: str, host: str) -> None:
    with pytest.raises(SourceError, match="names the local network, which is never asked unless it is allowed by name"):
        fetch(f"http://{host}/story", robots=False)
    assert not Hostile.asked


def test_a_host_that_needs_no_proxy_is_checked_by_its_address(proxied: str) -> None:
    settings = Settings(timeout=5, robots=False)
    resolved = pytest.raises(SourceError, match=r"leads to 10\.0\.0\.1, on the local network")
    with Fetcher(settings, resolver=lambda host, port: ["10.0.0.1"], pace=Clock().pace) as fetcher, resolved:
        fetcher.fetch("http://near.example/story")


def test_a_host_that_needs_no_proxy_is_asked_without_one(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("NO_PROXY", "near.example")
    port = int(site.rsplit(":", 1)[1])
    with Fetcher(Settings(hosts=HERE, timeout=5), resolver=lambda host, port: ["127.0.0.1"], pace=Clock().pace) as fetcher:
        assert isinstance(fetcher.fetch(f"http://near.example:{port}/story").item, RawDocument)


@pytest.mark.parametrize(
    ("proxy", "words"),
    [("gopher://127.0.0.1:1", "is none that can be used"), ("127.0.0.1:1", "cannot be had through the proxy")],
)
def test_a_proxy_that_is_none_is_named(proxy: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", proxy)
    with pytest.raises(SourceUnreachable, match=words):
        fetch("http://news.example/story", robots=False)


def test_public_names_are_not_taken_for_local_ones() -> None:
    assert not any(is_local_name(host) for host in ("news.example", "8.8.8.8", "2606:4700::1111", "localhost.example", "internal.example"))


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
