"""Every time that is stated of an article is kept, in one order of belief."""

from __future__ import annotations

from dateline.articles import read_article
from dateline.records import Supplied
from dateline.sources.documents import document_of

STORY = (
    "Eleven people were killed on Monday when a bomb went off in the market of Tarvel, the governor of the province said at the scene. "
    "The wounded were taken to two hospitals, where doctors said that they had treated 34 people."
)
PAGE = f"""<html><head><title>Blast</title><meta property="article:published_time" content="2019-03-04T18:20">
<meta property="article:modified_time" content="2019-03-06"></head><body><article><h1>Blast</h1><p>Published 5 March 2019</p><p>{STORY}</p>
<p>{STORY.replace("Eleven", "Twelve")}</p></article></body></html>"""


def test_all_bases_are_kept_and_the_strongest_wins() -> None:
    supplied = Supplied(published="Mon, 04 Mar 2019 09:00:00 +0300", captured="2021-01-02T03:04:05Z")
    document = document_of(PAGE.encode(), "https://post.example/2019/03/03/blast", media_type="text/html", supplied=supplied)
    article = read_article(document)
    assert [(d.basis, d.value, d.kind) for d in article.dates] == [
        ("opengraph", "2019-03-04T18:20", "published"),
        ("page line", "2019-03-05", "published"),
        ("supplied", "2019-03-04T09:00", "published"),
        ("url", "2019-03-03", "published"),
        ("captured", "2021-01-02", "captured"),
        ("opengraph", "2019-03-06", "updated"),
    ]
    assert article.published is not None
    assert (article.published.value, article.published.basis) == ("2019-03-04T18:20", "opengraph")
    assert article.updated is not None
    assert article.updated.value == "2019-03-06"


def test_the_caller_knows_best_and_a_crawl_dates_nothing() -> None:
    document = document_of(STORY.encode(), "crawl.warc!x", media_type="text/plain", supplied=Supplied(captured="2021-01-02T03:04:05Z"))
    crawled = read_article(document)
    assert crawled.published is None
    assert [(date.value, date.basis, date.kind) for date in crawled.dates] == [("2021-01-02", "captured", "captured")]
    assert "undated: got on 2021-01-02, no day of publication is stated" in crawled.notes
    given = read_article(document, published="2019-03-04")
    assert given.published is not None
    assert (given.published.value, given.published.basis) == ("2019-03-04", "given")


def test_a_text_without_a_time_has_none() -> None:
    article = read_article(document_of(STORY.encode(), "a.txt", media_type="text/plain"))
    assert (article.published, article.updated, article.dates) == (None, None, ())


def test_an_address_that_is_none_names_no_publisher() -> None:
    document = document_of(STORY.encode(), "crawl.warc!x", media_type="text/plain", supplied=Supplied(url="https://[bad"))
    assert read_article(document).publisher is None
