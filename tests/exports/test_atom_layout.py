"""The Atom feed by RFC 4287, read back by feedparser and by structure."""

import re

import feedparser
import pytest
from invented import NOTES, cases
from lxml import etree

from dateline.exports import atom
from dateline.exports.losses import Losses

A = {"a": atom.NAMESPACE}
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
#: RFC 4151's tagURI, as far as ours go.
TAG = re.compile(r"tag:[a-z.]+,\d{4}(-\d\d(-\d\d)?)?:[A-Za-z0-9/%._~-]+")


@pytest.fixture
def text():
    return "".join(atom.document(cases(), Losses(), NOTES))


@pytest.fixture
def feed(text):
    return etree.fromstring(text.encode())


def test_feedparser_reads_it_without_a_complaint(text):
    read = feedparser.parse(text)
    assert not read.bozo
    assert read.version == "atom10"
    assert [entry.id.rpartition("/")[2] for entry in read.entries] == [case.incident.id for case in cases()]
    assert read.entries[0].where == {"type": "Point", "coordinates": (43.25, 34.5)}


@pytest.mark.parametrize("path", [".", "a:entry[1]", "a:entry[2]", "a:entry[3]"])
def test_what_the_standard_demands_is_there_once(feed, path):
    element = feed.find(path, A)
    for name in ("id", "title", "updated"):
        assert len(element.findall(f"a:{name}", A)) == 1, name
    assert RFC3339.fullmatch(element.findtext("a:updated", namespaces=A))
    assert TAG.fullmatch(element.findtext("a:id", namespaces=A))


def test_ids_are_unique(feed):
    ids = [one.text for one in feed.iterfind(".//a:id", A)]
    assert len(set(ids)) == len(ids)


def test_the_feed_has_an_author_for_its_entries(feed):
    assert feed.findtext("a:author/a:name", namespaces=A) == "Dateline"


def test_an_entry_is_as_new_as_the_newest_article_behind_it_and_the_feed_as_its_newest_entry(feed):
    assert feed.findtext("a:entry[1]/a:updated", namespaces=A) == "2019-03-05T00:00:00Z"
    assert feed.findtext("a:entry[1]/a:published", namespaces=A) == "2019-03-04T18:20:00Z"
    assert feed.findtext("a:updated", namespaces=A) == "2019-03-05T00:00:00Z"


def test_a_script_address_is_no_link(feed):
    assert [link.get("href") for link in feed.iterfind(".//a:link", A)] == ["https://news.example/tarvel?a=1&b=2"]


def test_content_is_text_in_plain_elements(feed):
    for division in feed.iterfind("a:entry/a:content", A):
        assert {etree.QName(element).localname for element in division.iter()} <= {"content", "div", "p", "blockquote"}
    assert "<script>" in "".join(feed.find("a:entry[3]/a:content", A).itertext())


def test_an_entry_without_any_time_says_1970_and_the_report_says_why():
    from dataclasses import replace

    losses = Losses()
    case = cases()[1]
    bare = {key: replace(article, published=None, updated=None) for key, article in case.articles.items()}
    text = "".join(atom.document([replace(case, articles=bare)], losses, NOTES))
    assert "<updated>1970-01-01T00:00:00Z</updated>" in text
    assert any("no time of publication" in reason for reason in losses.counts)


def test_the_profile_is_named(feed):
    assert "profile: public" in feed.findtext("a:subtitle", namespaces=A)
