"""Text, Markdown, HTML and PDF: one report in four dresses, the same bytes each time."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from dateline.reports import FORMATS, Report, load, render, to_pdf
from dateline.reports.document import Listing, Section
from dateline.reports.pdf import missing
from dateline.reports.sentences import Cite, Evidence, Name, Sentence

HOSTILE = '<script>alert(1)</script> *b* [x](y) | `c`\x1b[31m\u202e"&'


@pytest.fixture
def hostile(week: Report) -> Report:
    """Return a report whose names and quotes would break out of a layout."""
    evidence = Evidence("c" * 16, "a" * 16, HOSTILE, "2016-10-27", HOSTILE, 0, 5, HOSTILE)
    sentence = Sentence("x", (Name(HOSTILE), Cite((evidence,))))
    return replace(week, title="T", subtitle=HOSTILE, sections=(Section("incidents", HOSTILE, (Listing((sentence,)),)),))


@pytest.mark.parametrize("layout", FORMATS)
def test_the_same_report_has_the_same_bytes(layout: str, week: Report) -> None:
    assert render(week, layout, load("weekly")) == render(week, layout, load("weekly"))


@pytest.mark.parametrize("layout", FORMATS)
def test_every_footnote_is_led_to_and_printed(layout: str, week: Report) -> None:
    shown = render(week, layout, load("weekly"))
    for note in week.footnotes:
        assert note.evidence.claim_id[:12] in shown
        assert f"characters {note.evidence.start:,}-{note.evidence.end:,}" in " ".join(shown.split())


def test_links_of_the_page_lead_somewhere(week: Report) -> None:
    shown = render(week, "html", load("weekly"))
    ids = re.findall(r'\bid="([^"]+)"', shown)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', shown)) <= set(ids)


def test_the_page_asks_for_nothing_from_outside(week: Report) -> None:
    shown = render(week, "html", load("weekly")).replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"https?://|src=|@import|url\(|<script|<link", shown)
    assert "default-src 'none'" in shown


def test_the_page_is_well_formed(week: Report) -> None:
    class Balance(HTMLParser):
        open: list[str] = []  # noqa: RUF012

        def handle_starttag(self, tag: str, attrs: object) -> None:
            if tag not in ("meta", "line", "rect", "path", "circle", "br"):
                self.open.append(tag)

        def handle_endtag(self, tag: str) -> None:
            if tag not in ("line", "rect", "path", "circle"):
                assert self.open.pop() == tag

    parser = Balance()
    parser.feed(render(week, "html", load("weekly")))
    assert parser.open == ["path"] * 0


def test_hostile_words_stay_words(hostile: Report) -> None:
    page = render(hostile, "html", load("weekly"))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    text = render(hostile, "text", load("weekly"))
    assert "\x1b" not in text
    marked = render(hostile, "markdown", load("weekly"))
    assert "\\<script\\>" in marked
    assert "\\*b\\*" in marked


def test_text_keeps_to_its_columns(week: Report) -> None:
    assert max(len(line) for line in render(week, "text", load("weekly")).splitlines()) <= 100


@pytest.mark.skipif(missing() is not None, reason=f"no PDF file can be made: {missing()}")
def test_the_pdf_is_tagged_numbered_and_the_same_each_time(week: Report) -> None:
    import pypdfium2

    pdf = to_pdf(week, load("weekly"))
    assert pdf == to_pdf(week, load("weekly"))
    document = pypdfium2.PdfDocument(pdf)
    assert document.is_tagged()
    first = document[0].get_textpage().get_text_range()
    assert "Weekly situation report" in first
    assert f"1 of {len(document)}" in first
    marks = [mark.get_title() for mark in document.get_toc()]
    assert "Key figures" in marks
    assert "Evidence" in marks
