"""HTML pages: extraction, alignment, metadata, hostile input."""

from __future__ import annotations

import contextlib
import time

import pytest

from dateline.articles import article_from_text
from dateline.articles.align import bare_text
from dateline.articles.html import is_html
from dateline.errors import DatelineError, SourceTooLarge

PAGE = """<!DOCTYPE html>
<html><head><title>Garrison falls in the valley - Valley Post</title>
<meta property="article:published_time" content="2014-03-03T08:05:00+01:00"><meta property="og:site_name" content="Valley Post">
<script>var killed = "500 people were killed";</script></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Garrison falls in the valley</h1>
<p>ORUN, March 3 (AFP) - The army lost its <b>last garrison</b> in the Orun &amp; Tamsa valleys
   on Sunday, and at least seven soldiers died there, the&nbsp;ministry&#8217;s spokesman said in the evening.</p>
<h2>Long retreat</h2>
<p>Villagers said that the column had reached the river by noon, with its wounded on two open trucks behind it.</p>
<p>The ministry called the loss temporary, and promised that the army would be back before the summer came.</p>
</article></body></html>"""


def test_a_page_becomes_its_story() -> None:
    article = article_from_text(PAGE, url="https://www.example.org/a")
    assert article.title == "Garrison falls in the valley"
    assert [block.kind.value for block in article.blocks] == ["title", "paragraph", "heading", "paragraph", "paragraph"]
    assert article.text.split("\n\n")[1].startswith("The army lost its last garrison in the Orun & Tamsa valleys on Sunday, and")
    assert (article.publisher, article.agencies, article.language) == ("Valley Post", ("AFP",), "en")
    assert article.published is not None
    assert (article.published.value, article.published.basis) == ("2014-03-03T08:05", "opengraph")
    assert article.dateline is not None
    assert (article.dateline.place, article.dateline.date) == ("ORUN", "2014-03-03")


def test_every_character_leads_back_to_the_page() -> None:
    article = article_from_text(PAGE)
    for offset, character in enumerate(article.text):
        place = article.to_source(offset)
        if place is None:
            assert character == "\n"
        elif character.isspace():
            assert PAGE[place].isspace() or PAGE[place] == "&"
        else:
            assert PAGE[place] in (character, "&")


@pytest.mark.parametrize(
    ("text", "media_type", "html"),
    [
        (PAGE, None, True),
        ("<p>One paragraph.</p>", "text/html", True),
        ("<p>One paragraph.</p>", None, False),
        ("The army said x < y and y > z.", None, False),
        ("Plain words", "text/html", False),
    ],
)
def test_html_is_told(text: str, media_type: str | None, html: bool) -> None:
    assert is_html(text, media_type) is html


def test_bare_text_of_a_page() -> None:
    source = "<div>Two <b>men</b> &amp; a boy<br>were <i>freed</i></div><script>no</script><p>a < b</p>"
    mapped = bare_text(source)
    assert [line.strip() for line in mapped.text.splitlines() if line.strip()] == ["Two men & a boy", "were freed", "a < b"]
    for text_start, source_start, length in mapped.runs:
        if length > 1:
            assert mapped.text[text_start : text_start + length] == source[source_start : source_start + length]


@pytest.mark.parametrize(
    "page",
    [
        "<html><body>" + "<div>" * 30_000 + "A word" + "</div>" * 30_000,
        "<html><body>" + "<" * 100_000,
        "<html><body><p>" + "&amp" * 50_000,
        "<html><body><article>" + "<p>The column crossed the river on Sunday, they said.</p>" * 3_000,
        "<html><!--" + "-" * 100_000,
        "<html><script>" * 20_000,
    ],
    ids=["deep", "brackets", "entities", "paragraphs", "comment", "scripts"],
)
def test_hostile_pages_end_soon(page: str) -> None:
    start = time.monotonic()
    with contextlib.suppress(DatelineError):
        article_from_text(page)
    assert time.monotonic() - start < 20


def test_a_huge_page_is_refused() -> None:
    with pytest.raises(SourceTooLarge, match="5,000,000"):
        article_from_text("<html><body>" + "<p>word</p>" * 500_000)
