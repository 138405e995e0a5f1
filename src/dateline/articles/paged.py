"""Mend what printing did to a text: running heads and feet, page numbers, words parted at the ends of lines."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from dateline.articles.mapped import Mapped

#: Lines at the head and at the foot of a page where running lines stand.
EDGE = 2
#: A line is a running one if it stands on so many pages, and on this share of them (right and left pages may differ).
PAGES, SHARE = 3, 0.4
#: Longest running line.
LINE_MAX = 120
_LINE = re.compile(r"[^\n\r\f]*[^\s][^\n\r\f]*")
_NUMBER = re.compile(
    r"(?:(?:page|p\.|pg\.?|seite|p\u00e1gina|pagina|str\.)\s*)?[-\u2013\u2014|\[( ]*(?:\d{1,4}|[ivxl]{1,6})[-\u2013\u2014|\]) ]*"
    r"(?:(?:of|/|von|de|sur|di|van)\s*\d{1,4})?", re.IGNORECASE
)  # fmt: skip
_DIGITS = re.compile(r"\d+")
_CLOSED = re.compile(r"[.!?:\"\u201d]\s*$")
#: Prefixes and numbers that keep their hyphen (Chicago Manual of Style, section 7.89; "twenty-five", "ex-rebel").
_KEEPS = frozenset({
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "ex", "self", "half", "well", "vice", "all", "pro",
    "anti", "non", "counter", "mid", "al", "el", "co", "semi", "cross", "long", "high", "low",
    "year", "so", "then", "two", "three", "four", "five",
    "six", "seven", "eight", "nine", "ten",
})  # fmt: skip
_PARTED = re.compile(r"(?<![\w-])([^\W\d_]+)-[ \t]*\r?\n[ \t]*([a-z\u00df-\u00ff][^\W\d_]*)")
#: Words parted at the ends of lines that show a text to be typeset with hyphenation.
TYPESET = 3


@dataclass(frozen=True, slots=True)
class _Row:
    start: int
    end: int
    page: int


def drop_running_lines(text: Mapped, counts: Counter[str]) -> Mapped:
    """Drop running lines and page numbers from a text whose pages are parted by form feeds; other texts stay as they are.

    A paragraph that a page break cut in the middle of a sentence goes on.
    """
    words = text.text
    if "\f" not in words:
        return text
    pages = [_rows(words, start, end, number) for number, (start, end) in enumerate(_pages(words))]
    rows = [row for page in pages for row in page]
    edges = [{*page[:EDGE], *page[-EDGE:]} for page in pages]
    forms = Counter(form for edge in edges for form in {_form(words, row) for row in edge} if form)
    least = max(PAGES, SHARE * sum(bool(page) for page in pages))
    gone = {
        row for edge in edges for row in edge
        if _NUMBER.fullmatch(words[row.start : row.end].strip()) or forms[_form(words, row)] >= least
    }  # fmt: skip
    counts["running line"] += len(gone)
    kept: list[tuple[int, int]] = []
    last: _Row | None = None
    for row in rows:
        if row in gone:
            continue
        if last is None:
            kept.append((row.start, row.end))
        elif row.page == last.page and last.end <= row.start:
            kept[-1] = (kept[-1][0], row.end)
        else:
            goes_on = words[row.start].islower() and not _CLOSED.search(words[last.end - 2 : last.end])
            # One line end of the page's own joins what belongs together; two part what does not.
            kept[-1] = (kept[-1][0], _ends(words, last.end, row.start, 1 if goes_on else 2))
            kept.append((row.start, row.end))
        last = row
    return text.joined(_without(kept, sorted((row.start, row.end) for row in gone)))


def _ends(words: str, at: int, limit: int, wanted: int) -> int:
    """Return where so many line ends after `at` are over; a form feed is two."""
    found = 0
    while at < limit and found < wanted:
        found += {"\n": 1, "\f": 2}.get(words[at], 0)
        at += 1
    return at


def _without(kept: list[tuple[int, int]], gone: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the stretches `kept` without those that are `gone`, both in order."""
    left: list[tuple[int, int]] = []
    at = 0
    for start, end in kept:
        while at < len(gone) and gone[at][1] <= start:
            at += 1
        here = at
        while here < len(gone) and gone[here][0] < end:
            left.append((start, gone[here][0]))
            start = gone[here][1]
            here += 1
        left.append((start, end))
    return left


def _pages(words: str) -> list[tuple[int, int]]:
    cuts = [match.start() for match in re.finditer("\f", words)]
    return list(zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(words)], strict=True))


def _rows(words: str, start: int, end: int, page: int) -> list[_Row]:
    return [_Row(match.start(), match.end(), page) for match in _LINE.finditer(words, start, end)]


def _form(words: str, row: _Row) -> str:
    """Return a line with its numbers made equal, "" for one too long to be a running line."""
    line = " ".join(words[row.start : row.end].split()).casefold()
    return _DIGITS.sub("0", line) if len(line) <= LINE_MAX else ""


def join_parted_words(text: Mapped, counts: Counter[str]) -> Mapped:
    """Put words together that a hyphen parts at the end of a line.

    The hyphen goes where the whole word stands elsewhere in the text, or where the text is typeset with hyphenation; it stays where the
    hyphenated word does, after a number and after a prefix that keeps it. Line ends without a letter on both sides are left alone.
    """
    words = text.text
    parted = list(_PARTED.finditer(words)) if "-" in words else []
    if not parted:
        return text
    known = set(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", words.casefold()))
    spans: list[tuple[int, int]] = []
    for match in parted:
        first, second = match[1].casefold(), match[2].casefold()
        at = match.end(1)
        whole = f"{first}{second}" in known
        hyphened = f"{first}-{second}" in known or first in _KEEPS
        go = whole or (not hyphened and len(parted) >= TYPESET)
        spans.append((at if go else at + 1, match.start(2)))
    counts["word parted at a line end"] += len(spans)
    return text.without(spans)
