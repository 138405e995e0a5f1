"""Gather every time that is stated of an article, in the order in which they are believed.

============== ====================================================================================================
``given``        the caller's word
``json-ld``      the page's JSON-LD (schema.org ``datePublished``): written by the content system for machines
``opengraph``    its Open Graph elements
``meta``         its other meta elements
``time element`` its ``time`` elements that say what they are of
``markup``       the day that htmldate finds where a page declares none
``page line``    a line that the page prints: "Published 4 March 2019, 18:20"
``dateline``     the day at the head of the report, where it has a year
``supplied``     what a feed, a table or a mail says of its item
``url``          the day in the address
============== ====================================================================================================

A site's clock is the day of a visit and no basis at all; nor is ``captured``, the moment that a crawler or a mail server got it. Nothing
was published later, but it may have been years before, and "on Monday" would be counted from it: a happening on a wrong day that looks
like a stated one. An article with no other time is undated, which can be seen and mended. All that is stated is kept, also where it
disagrees; the first of the table is when the article was published.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.articles.dates import read_stamp
from dateline.articles.html import Page
from dateline.articles.lead import Lead
from dateline.articles.mapped import Mapped
from dateline.articles.piece import Piece
from dateline.articles.published import PageLine, dateline_day, from_url, given_stamp, has_year
from dateline.records import Published, Supplied


def stated_dates(
    working: Mapped, page: Page | None, page_line: tuple[Piece, PageLine] | None, lead: Lead, *, given: str | None, supplied: Supplied,
    url: str | None,
) -> tuple[Published, ...]:  # fmt: skip
    """Return every time that is stated, in the order above, updates last; each value of a basis once.

    Args:
        working: the text that the offsets of `page_line` and `lead` count in.
        page: the HTML page, if it is one.
        page_line: the strongest line of publication that was found.
        lead: the head of the report.
        given: the caller's word.
        supplied: what the container says.
        url: where it stands.

    Raises:
        ValueError: if `given` is no date.
    """
    found: dict[tuple[str, str, str], Published] = {}
    for date in _stated(working, page, page_line, lead, given, supplied, url):
        found.setdefault((date.kind, date.basis, date.value), date)
    return tuple(sorted(found.values(), key=lambda date: date.kind == "updated"))


def _stated(
    working: Mapped, page: Page | None, page_line: tuple[Piece, PageLine] | None, lead: Lead, given: str | None, supplied: Supplied,
    url: str | None,
) -> Iterator[Published]:  # fmt: skip
    if given:
        yield Published(*given_stamp(given), basis="given", quote=given)
    if page is not None:
        yield from page.dates
    if page_line:
        piece, line = page_line
        yield Published(line.stamp.value, line.stamp.precision, "page line", line.quote, working.to_source(piece.start))
    if lead.line:
        stamp = lead.line.stamp
        yield Published(stamp.value, stamp.precision, "page line", lead.line.quote, working.to_source(stamp.start))
    head = lead.heads[0] if lead.heads else None
    if head and head.stamp:
        stamp = head.stamp
        yield Published(stamp.value, stamp.precision, "page line", working.text[stamp.start : stamp.end], working.to_source(stamp.start))
    if head and has_year(head.date) and (day := dateline_day(head.date, None)):
        yield Published(day, "day", "dateline", head.date, working.to_source(head.date_start) if head.date_start >= 0 else None)
    if supplied.published and (printed := read_stamp(supplied.published)):
        yield Published(printed.value, printed.precision, "supplied", supplied.published)
    if (dated := from_url(url, head.date if head else None)) is not None:
        yield dated
    if supplied.captured and (moment := read_stamp(supplied.captured)):
        yield Published(moment.value[:10], "day", "captured", supplied.captured, kind="captured")


def published_of(dates: tuple[Published, ...]) -> Published | None:
    """Return when an article was published: the first time stated of that, no update and no crawl."""
    return next((date for date in dates if date.kind == "published"), None)


def updated_of(dates: tuple[Published, ...]) -> Published | None:
    """Return when an article was last changed, by the strongest basis."""
    return next((date for date in dates if date.kind == "updated"), None)
