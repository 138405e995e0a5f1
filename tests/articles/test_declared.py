"""What pages declare: titles by agreement, every stated time with its basis, people and papers."""

from __future__ import annotations

import pytest

from dateline.articles.declared import Declared, agreed, page_tree
from dateline.articles.declared import declared as read_declared

PAGE = """<html><head><title>Blast in Tarvel | Tarvel Post</title>
<meta property="og:title" content="Blast in Tarvel &amp; Sarn - Tarvel Post"><meta property="og:site_name" content="Tarvel Post">
<meta property="article:published_time" content="2019-03-04T18:20:00+03:00">
<meta property="article:modified_time" content="2019-03-05T07:00:00+03:00"><meta name="date" content="2019-03-03">
<script type="application/ld+json">{"@graph": [{"@type": "VideoObject", "datePublished": "2011-01-01"},
{"@type": "NewsArticle", "headline": "Blast in Tarvel &amp; Sarn", "datePublished": "2019-03-04T15:20:00Z",
"dateModified": "2019-03-05T04:00:00Z", "articleBody": "Eleven people were killed, the&nbsp;governor says.",
"author": [{"name": "Ana Petrov"}, {"name": "Ivo Sarn"}], "publisher": {"name": "The Tarvel Post"}}]}</script></head>
<body><h1>Log in</h1><h1>Blast in Tarvel &amp; Sarn</h1><time itemprop="datePublished" datetime="2019-03-04">Monday</time></body></html>"""


def declared(source: str) -> Declared:
    return read_declared(source, page_tree(source))


def test_a_page_says_who_and_when() -> None:
    said = declared(PAGE)
    assert (said.title, said.author, said.publisher) == ("Blast in Tarvel & Sarn", "Ana Petrov; Ivo Sarn", "Tarvel Post")
    assert said.bodies == ("Eleven people were killed, the governor says.",)
    assert [(d.kind, d.basis, d.value) for d in said.dates] == [
        ("published", "json-ld", "2019-03-04T15:20"),
        ("published", "opengraph", "2019-03-04T18:20"),
        ("published", "meta", "2019-03-03"),
        ("published", "time element", "2019-03-04"),
        ("updated", "json-ld", "2019-03-05T04:00"),
        ("updated", "opengraph", "2019-03-05T07:00"),
    ], "a video's day is not the page's; disagreement is kept"
    for date in said.dates:
        assert date.quote is not None
        assert date.source_start is not None
        assert PAGE[date.source_start :].startswith(date.quote)


@pytest.mark.parametrize(
    ("places", "title", "why"),
    [
        ([["Log in", "Blast"], ["Blast"], [], []], "Blast", "a heading that another place repeats"),
        ([["Blast: live"], ["Blast"], ["Blast"], ["Blast"]], "Blast", "most places"),
        ([["A"], ["B"], [], []], "A", "of equals the heading"),
        ([["“Blast” — in Tarvel"], ["Blast in Tarvel"], [], []], "“Blast” — in Tarvel", "marks do not count"),
        ([[], [], [], []], None, "nothing"),
    ],
)
def test_the_title_is_what_most_places_state(places: list[list[str]], title: str | None, why: str) -> None:
    assert agreed(places) == title, why


@pytest.mark.parametrize(
    "broken", ["", "<", "<html>", "{", '<script type="application/ld+json">{"@graph": [</script><p>x</p>', "\x00" * 50, "<meta content>"]
)
def test_broken_pages_declare_nothing(broken: str) -> None:
    assert declared(broken).dates == ()


def test_deep_and_huge_declarations_are_bounded() -> None:
    deep = '<script type="application/ld+json">' + '{"a":' * 5000 + "1" + "}" * 5000 + "</script><p>x</p>"
    wide = (
        '<script type="application/ld+json">['
        + ",".join('{"@type":"Article","datePublished":"2019-03-04"}' for _ in range(20_000))
        + "]</script>"
    )
    assert declared(deep).dates == ()
    assert len(declared(wide).dates) == 1
