"""Feeds and sitemaps: their entries are followed, remembered, and bounded."""

from __future__ import annotations

import gzip
import io
import json
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import hostile
import pytest
from hostile import PAGE, Hostile
from test_web import HERE, Clock, Memory

from dateline.errors import SourceError
from dateline.records import RawDocument
from dateline.sources import Item, Refusal, Settings, Unchanged, gather
from dateline.sources.containers import Inner, unpack
from dateline.sources.feeds import follow
from dateline.sources.items import Pointer
from dateline.sources.web import Fetcher

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Tarvel Post</title><language>en</language>
<item><title>Blast</title><link>/a</link><pubDate>Mon, 04 Mar 2019 18:20:00 +0300</pubDate><guid>1</guid></item>
<item><title>Talks</title><link>BASE/b</link><author>Ana Petrov</author></item>
<item><title>Whole text</title><description>&lt;p&gt;Six people were hurt in Tarvel on Sunday.&lt;/p&gt;</description></item>
</channel></rss>"""


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["feed.xml", "saved"])
def test_feeds_and_sitemaps_in_utf_16_are_read(tmp_path: Path, encoding: str, name: str) -> None:
    rss = (
        RSS.replace('<?xml version="1.0"', '<?xml version="1.0" encoding="UTF-16"')
        .replace("BASE", "https://post.example")
        .replace("Whole text", "Tarvel \u2013 whole")
    )
    found = _opened(rss.encode(encoding), name)
    assert [item.url.rpartition("/")[2] for item in found if isinstance(item, Pointer)] == ["b"]
    [whole] = [item for item in found if isinstance(item, RawDocument) and b"Six people" in item.data]
    assert whole.supplied is not None
    assert whole.supplied.title == "Tarvel \u2013 whole"
    sitemap = f'<?xml version="1.0" encoding="UTF-16"?><urlset xmlns="{NAMESPACE}"><url><loc>https://post.example/c</loc></url></urlset>'
    assert [item.url for item in _opened(sitemap.encode(encoding), name) if isinstance(item, Pointer)] == ["https://post.example/c"]


NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def _opened(data: bytes, name: str) -> list[Item | Pointer]:
    return list(unpack(Inner(name, io.BytesIO(data), name), Settings()))


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


def serve(path: str, body: str | bytes, media_type: str = "application/xml") -> None:
    Hostile.answers[path] = [(200, {"Content-Type": media_type}, body if isinstance(body, bytes) else body.encode())]


def run(url: str, visits: Memory | None = None) -> list[Item]:
    settings = Settings(hosts=HERE, timeout=5)
    with Fetcher(settings, visits, pace=Clock().pace) as fetcher:
        return list(follow(url, fetcher, settings, visits))


def test_a_feed_s_entries_are_fetched_with_what_it_says_of_them(site: str) -> None:
    serve("/feed", RSS.replace("BASE", site))
    serve("/a", PAGE, "text/html")
    serve("/b", PAGE.replace(b"Two", b"Six"), "text/html")
    a, b, whole = run(f"{site}/feed")
    assert isinstance(a, RawDocument)
    assert a.supplied is not None
    assert (a.origin, a.supplied.title, a.supplied.publisher, a.supplied.published) == (
        f"{site}/a",
        "Blast",
        "Tarvel Post",
        "Mon, 04 Mar 2019 18:20:00 +0300",
    )
    assert isinstance(b, RawDocument)
    assert b.supplied is not None
    assert b.supplied.author == "Ana Petrov"
    assert isinstance(whole, RawDocument)
    assert whole.origin == f"{site}/feed!entry 3"
    assert b"<h1>Whole text</h1><p>Six people" in whole.data


def test_what_was_seen_is_not_fetched_again_until_the_feed_says_it_changed(site: str) -> None:
    visits = Memory()
    serve("/feed", RSS.replace("BASE", site))
    serve("/a", PAGE, "text/html")
    serve("/b", PAGE, "text/html")
    run(f"{site}/feed", visits)
    assert [type(item) for item in run(f"{site}/feed", visits)[:2]] == [Unchanged, Unchanged]
    assert (Hostile.asked["/a"], Hostile.asked["/b"]) == (1, 1)
    serve("/feed", RSS.replace("BASE", site).replace("18:20", "19:40"))
    run(f"{site}/feed", visits)
    assert (Hostile.asked["/a"], Hostile.asked["/b"]) == (2, 1)


def test_a_feed_that_has_not_changed_is_not_sent_again(site: str) -> None:
    visits = Memory()
    Hostile.answers["/feed"] = [
        (200, {"Content-Type": "application/rss+xml", "ETag": '"f1"'}, RSS.replace("BASE", site).encode()),
        (304, {}, b""),
    ]
    serve("/a", PAGE, "text/html")
    serve("/b", PAGE, "text/html")
    run(f"{site}/feed", visits)
    assert [type(item) for item in run(f"{site}/feed", visits)] == [Unchanged]
    assert Hostile.seen[-1][1]["If-None-Match"] == '"f1"'


def test_a_feed_is_read_again_as_long_as_one_of_its_reports_is_missing(site: str) -> None:
    visits = Memory()
    Hostile.answers["/feed"] = [(200, {"Content-Type": "application/rss+xml", "ETag": '"f1"'}, RSS.replace("BASE", site).encode())]
    serve("/a", PAGE, "text/html")
    Hostile.answers["/b"] = [(404, {}, b""), (200, {}, PAGE)]
    assert [type(item) for item in run(f"{site}/feed", visits)] == [RawDocument, Refusal, RawDocument]
    assert f"{site}/feed" not in visits
    assert [type(item) for item in run(f"{site}/feed", visits)] == [Unchanged, RawDocument, RawDocument]
    assert f"{site}/feed" in visits


def test_a_page_that_says_itself_unchanged_takes_the_feed_s_new_mark(site: str) -> None:
    visits = Memory()
    serve("/feed", RSS.replace("BASE", site))
    Hostile.answers["/a"] = [(200, {"Content-Type": "text/html", "ETag": '"a1"'}, PAGE), (304, {}, b"")]
    serve("/b", PAGE, "text/html")
    run(f"{site}/feed", visits)
    serve("/feed", RSS.replace("BASE", site).replace("18:20", "19:40"))
    run(f"{site}/feed", visits)
    run(f"{site}/feed", visits)
    assert Hostile.asked["/a"] == 2, "the third run knows the mark"


def test_a_run_that_is_stopped_forgets_what_it_did_not_store(site: str) -> None:
    visits = Memory()
    serve("/feed", RSS.replace("BASE", site))
    serve("/a", PAGE, "text/html")
    settings = Settings(hosts=HERE, timeout=5)
    with Fetcher(settings, visits, pace=Clock().pace) as fetcher:
        items = follow(f"{site}/feed", fetcher, settings, visits)
        next(items)
        items.close()
    assert not visits, "the item was handed out, but nobody came back to say that it is stored"


def test_one_dead_link_stops_no_other(site: str) -> None:
    serve("/feed", RSS.replace("BASE", site))
    serve("/b", PAGE, "text/html")
    a, b, _ = run(f"{site}/feed")
    assert isinstance(a, Refusal)
    assert "answers 404" in a.reason
    assert isinstance(b, RawDocument)


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title>
<entry><title>Blast</title><link href="/a"/><updated>2019-03-04T18:20:00Z</updated><id>urn:1</id></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel><title>Post</title></channel><item rdf:about="/a"><title>Blast</title><link>/a</link></item></rdf:RDF>"""
JSON_FEED = json.dumps(
    {"version": "https://jsonfeed.org/version/1.1", "title": "Post", "items": [{"id": "1", "url": "/a", "title": "Blast"}]}
)
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>BASE/a</loc><news:news><news:publication><news:name>Post</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2019-03-04</news:publication_date><news:title>Blast</news:title></news:news></url></urlset>"""


@pytest.mark.parametrize("feed", [ATOM, RDF, JSON_FEED, SITEMAP])
def test_every_kind_of_feed_leads_to_its_page(site: str, feed: str) -> None:
    serve("/feed", feed.replace("BASE", site), "application/json" if feed.startswith("{") else "application/xml")
    serve("/a", PAGE, "text/html")
    (found,) = run(f"{site}/feed")
    assert isinstance(found, RawDocument)
    assert found.supplied is not None
    assert (found.supplied.title, found.supplied.publisher) == ("Blast", "Post")


def test_indexes_of_sitemaps_are_followed_but_not_in_circles(site: str) -> None:
    index = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</sitemapindex>'
    serve("/index", index.format(f"<sitemap><loc>{site}/index</loc></sitemap><sitemap><loc>{site}/map</loc></sitemap>"))
    serve("/map", SITEMAP.replace("BASE", site))
    serve("/a", PAGE, "text/html")
    (found,) = run(f"{site}/index")
    assert isinstance(found, RawDocument)
    for number in range(8):
        serve(f"/deep{number}", index.format(f"<sitemap><loc>{site}/deep{number + 1}</loc></sitemap>"))
    (end,) = run(f"{site}/deep0")
    assert isinstance(end, Refusal)
    assert "feeds deep, the limit is 3" in end.reason


def test_a_sitemap_s_index_without_dates_hides_no_later_news(site: str) -> None:
    visits = Memory()
    serve(
        "/index",
        f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>{site}/map</loc></sitemap></sitemapindex>",
    )
    serve("/map", SITEMAP.replace("BASE", site))
    serve("/a", PAGE, "text/html")
    serve("/c", PAGE, "text/html")
    run(f"{site}/index", visits)
    serve("/map", SITEMAP.replace("BASE", site).replace("</urlset>", f"<url><loc>{site}/c</loc></url></urlset>"))
    assert [item.origin for item in run(f"{site}/index", visits)] == [f"{site}/a", f"{site}/c"]


def test_a_packed_sitemap_is_read(site: str) -> None:
    serve("/map.xml.gz", gzip.compress(SITEMAP.replace("BASE", site).encode(), mtime=0), "application/gzip")
    serve("/a", PAGE, "text/html")
    (found,) = run(f"{site}/map.xml.gz")
    assert isinstance(found, RawDocument)
    assert found.origin == f"{site}/a"


def test_an_entry_without_an_address_is_told(site: str) -> None:
    serve("/map", '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><lastmod>2019-03-04</lastmod></url></urlset>')
    (found,) = run(f"{site}/map")
    assert found == Refusal(f"{site}/map!entry 1", f"{site}/map!entry 1 names no web address; nothing to read")


def test_an_xml_bomb_does_not_go_off(site: str) -> None:
    laughs = "".join(
        f'<!ENTITY l{n} "{"&l" + str(n - 1) + ";" if n else "ha"}{("&l" + str(n - 1) + ";") * 9 if n else ""}">' for n in range(12)
    )
    for root in (
        "<rss version='2.0'><channel><item><title>&l11;</title><link>/a</link></item></channel></rss>",
        "<urlset><url><loc>&l11;</loc></url></urlset>",
    ):
        serve("/bomb", f'<?xml version="1.0"?><!DOCTYPE x [{laughs}]>{root}')
        items: list[Item] = []
        with suppress(SourceError):
            items = run(f"{site}/bomb")
        assert sum(len(item.data) for item in items if isinstance(item, RawDocument)) < 100_000


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("".join(f"<a{n}:b xmlns:a{n}='u{n}'/>" for n in range(60_000)), "60,000 namespaces, the limit for a feed is 200"),
        ("<b " + " ".join(f"a{n}='{n}'" for n in range(60_000)) + "/>", "60,000 attributes in one tag"),
        ("<b>" * 300_000, "300,002 tags"),
        ("<item><title>" + "x" * 11_000_000, "more than 10,485,760 bytes"),
    ],
    ids=["namespaces", "attributes", "tags", "bytes"],
)
def test_a_feed_made_to_take_hours_is_refused_at_once(tmp_path: Path, inside: str, words: str) -> None:
    (tmp_path / "slow.xml").write_text(f"<rss version='2.0'><channel>{inside}")
    began = time.monotonic()
    (found,) = gather([tmp_path / "slow.xml"])
    assert isinstance(found, Refusal)
    assert words in found.reason
    assert time.monotonic() - began < 5


def test_a_saved_feed_is_followed_too(site: str, tmp_path: Path) -> None:
    (tmp_path / "saved.xml").write_text(SITEMAP.replace("BASE", site))
    Hostile.answers["/a"] = [(200, {"Content-Type": "text/html"}, PAGE)]
    (found,) = gather([tmp_path / "saved.xml"], settings=Settings(hosts=HERE, timeout=5))
    assert isinstance(found, RawDocument)
    assert found.origin == f"{site}/a"


def test_broken_feeds_say_so(tmp_path: Path) -> None:
    for name, body in (("a.xml", "<rss"), ("b.json", '{"version": "https://jsonfeed.org/version/1", "items": 3}')):
        (tmp_path / name).write_text(body)
        (found,) = gather([tmp_path / name])
        assert isinstance(found, Refusal)
