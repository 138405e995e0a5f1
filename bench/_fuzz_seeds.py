"""Well-formed inputs of every kind, written by us, that fuzzing starts from."""

from __future__ import annotations

import gzip
import io
import json
import zipfile

STORY = (
    "TARVEL, March 4 (Northern Wire) - Eleven people were killed and 34 wounded on Monday when a bomb went off in the market, the "
    'governor said. "We have eleven dead," he told reporters at 10:15 GMT.\n\n'
    "No group said that it was behind it. More than 400 families have fled since May."
)
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Blast in Tarvel | Post</title>'
    '<meta property="article:published_time" content="2019-03-04T18:20:00+03:00"><script type="application/ld+json">'
    '{"@type": "NewsArticle", "headline": "Blast in Tarvel", "datePublished": "2019-03-04T15:20:00Z", "author": {"name": "Ana Petrov"}}'
    "</script></head><body><nav><ul><li><a href='/'>Home</a></li></ul></nav><main><article><h1>Blast in Tarvel</h1>"
    f"<h2 class='standfirst'>Eleven dead &amp; 34 hurt</h2><p>{STORY.replace(chr(10) * 2, '</p><p>')}</p>"
    "<figure><figcaption>A market &mdash; file</figcaption></figure><ul><li>Eleven dead</li></ul>"
    "<table><tr><td>Tarvel</td><td>11</td></tr><tr><td>Sarn</td><td>4</td></tr></table></article></main>"
    "<footer>&copy; Post</footer></body></html>"
)
RSS = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Post</title><item><title>Blast</title><link>https://example.org/a</link>'
    "<pubDate>Mon, 04 Mar 2019 18:20:00 +0300</pubDate><description>&lt;p&gt;Eleven dead&lt;/p&gt;</description></item></channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><entry><title>Blast</title><link href="https://example.org/a"/>'
    "<updated>2019-03-04T18:20:00Z</updated><id>urn:1</id></entry></feed>"
)
SITEMAP = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url>'
    "<loc>https://example.org/a</loc><news:news><news:title>Blast</news:title></news:news></url></urlset>"
)
JSON_FEED = json.dumps(
    {"version": "https://jsonfeed.org/version/1.1", "title": "Post", "items": [{"id": "1", "url": "https://example.org/a"}]}
)
MAIL = (
    "From: Alerts <a@example.org>\nTo: b@example.org\nSubject: =?utf-8?q?Blast_in_Tarvel?=\nDate: Mon, 04 Mar 2019 18:20:00 +0300\n"
    "MIME-Version: 1.0\n"
    'Content-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain; charset=utf-8\n'
    "Content-Transfer-Encoding: quoted-printable\n\n"
    f'{STORY}\n--x\nContent-Type: text/csv; name="t.csv"\nContent-Disposition: attachment; filename="t.csv"\n\ntext\nEleven dead\n--x--\n'
)


def _warc() -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + PAGE.encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/a\r\nWARC-Date: 2019-03-05T01:02:03Z\r\n"
        f"WARC-Record-ID: <urn:x>\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("a.txt"), STORY)
        archive.writestr(zipfile.ZipInfo("b.csv"), "text,title\nEleven dead,Blast\n")
    return out.getvalue()


#: By kind: file names that inputs are given under, and what they start from.
SEEDS: dict[str, tuple[tuple[str, ...], tuple[bytes, ...]]] = {
    "html": (("a.html", "a"), (PAGE.encode(), PAGE.replace("<p>", "<div>").encode("utf-16"), b"<html><body><p>" + STORY.encode())),
    "text": (
        ("a.txt", "a"),
        (STORY.encode(), ("BREAKING\n\n" + STORY.upper()).encode("cp1252"), b"10:15 GMT\nEleven dead\n\n10:40 GMT\nTwelve dead"),
    ),
    "feed": (("a.xml", "a"), (RSS.encode(), ATOM.encode(), SITEMAP.encode(), JSON_FEED.encode())),
    "warc": (("a.warc", "a.warc.gz", "a"), (_warc(), gzip.compress(_warc(), mtime=0), _warc() * 3)),
    "table": (
        ("a.csv", "a.tsv", "a.jsonl", "a.json", "a"),
        (
            b'title;text\n"Blast";"Eleven; dead"\n',
            b'{"title": "Blast", "text": "Eleven dead"}\n{"html": "<p>x</p>"}\n',
            b'[{"body": "Eleven dead"}]',
        ),
    ),
    "mail": (("a.eml", "a.mbox", "a.mhtml", "a"), (MAIL.encode(), b"From a@b Mon Mar  4 18:20:00 2019\n" + MAIL.encode())),
    "archive": (("a.zip", "a.gz", "a.docx", "a.wacz", "a"), (_zip(), gzip.compress(STORY.encode(), mtime=0))),
}
