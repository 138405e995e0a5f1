"""Read lines and addresses that say when a report was published (`dateline.articles.stated` has the order of the bases)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dateline.articles.dateline import load_words
from dateline.articles.dates import WEEKDAY, Stamp, iso_day, nearest_day, read_stamp, url_day
from dateline.records import Published

#: Longest publication line, and how many words may stand in one besides label and date.
LINE_MAX, SPARE_MAX = 140, 6
_SPARE = re.compile(r"[^\W\d_]+")
#: Words of a publication line beside label and date: small words, halves of the day, time zones.
_SMALL = frozenset({
    "at", "on", "by", "in", "the", "am", "pm", "a", "updated", "update", "local", "time", "hrs", "hours", "st", "nd", "rd", "th",
    "gmt", "utc", "est", "edt", "et", "pst", "pdt", "bst", "ist", "cet", "cest", "eet", "eest", "msk", "hkt", "ast", "pkt", "aft",
})  # fmt: skip
_DAY_WORDS = re.compile(r"([A-Za-z]+)\.?\s(\d{1,2})|(\d{1,2})\s([A-Za-z]+)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_HEADER = re.compile(rf"{WEEKDAY},?\s.*\d\s?[ap]m(?:\s[A-Z]{{2,5}})?", re.IGNORECASE)
_NAMED = re.compile(r"(?:By\s)?(?:[A-Z\u00c0-\u00de][\w.'\u2019-]*\s?){1,5}\s?[,|\u2013\u2014\u00b7\u2022-]\s?")
_GLUE = re.compile(r"(?:\s?\(\d{4}\s[A-Z]{2,5}\))?(?:\s?\|)?(?:\s|$)")
_URL_YEAR = re.compile(r"/((?:19|20)\d\d)(?=/)")


@dataclass(frozen=True, slots=True)
class PageLine:
    """A publication line: its date, the rank of its label (0 is the strongest, ``None`` for a bare date), and its words."""

    stamp: Stamp
    rank: int | None
    quote: str
    before: str | None = None


@cache
def _label() -> re.Pattern[str]:
    labels = sorted(load_words()["publication"], key=lambda label: -len(label))
    return re.compile(rf"(?P<label>{'|'.join(re.escape(label) for label in labels)})\b(?:\s(?:at|on|by)\b)?\s?[:|-]?\s?", re.IGNORECASE)


def read_page_line(text: str, start: int, end: int) -> PageLine | None:
    """Read ``text[start:end]`` as a publication line, or return ``None`` if it is none.

    >>> read_page_line("Posted on 3 March 2014, 10:15 GMT", 0, 33).stamp.value
    '2014-03-03T10:15'
    >>> read_page_line("Published maps of 3 March 2014 show no change at the front near the river.", 0, 74) is None
    True
    """
    if end - start > LINE_MAX:
        return None
    stamp = read_stamp(text, start, end)
    if stamp is None:
        return None
    label = _label().match(text, start, stamp.start + 1)
    before = text[label.end() if label else start : stamp.start]
    after = text[stamp.end : end]
    spare = [word for word in _SPARE.findall(before + " " + after) if word.lower() not in _SMALL]
    if label is None:
        # "March 3, 2014 -- Updated 1015 GMT": the label stands within.
        updated = "updated" in text[stamp.start : end].lower()
        # "By Ana Petrov, March 3, 2014" or "Valley Post | March 3, 2014".
        if _NAMED.fullmatch(before) and not _SPARE.findall(after):
            return PageLine(stamp, None, text[start:end], before.strip(" ,|-\u2013\u2014\u00b7\u2022"))
        return None if spare else PageLine(stamp, _rank("updated") if updated else None, text[start:end])
    # "Published maps of 3 March show ...": lower-case words beside the date make a sentence of it.
    if len(spare) > SPARE_MAX or any(word.islower() for word in spare):
        return None
    return PageLine(stamp, _rank(label["label"]), text[start:end])


def starts_labelled(words: str) -> bool:
    """Return whether words start as a publication line does: "Published", "Last updated"."""
    return _label().match(words) is not None


def _rank(label: str) -> int:
    return load_words()["publication"].index(label.lower())


def leading_line(text: str, start: int, end: int) -> PageLine | None:
    """Read a publication line that is glued to the head of a longer line.

    It is a date with a bar behind it, with an update's time, or with weekday and clock as agencies' pages have it.

    >>> leading_line("March 3, 2014 -- Updated 1015 GMT (1815 HKT) Two men were freed.", 0, 63).stamp.value
    '2014-03-03T10:15'
    """
    stamp = read_stamp(text, start, min(end, start + LINE_MAX))
    if stamp is None or stamp.start != start:
        return None
    rest = _GLUE.match(text, stamp.end, end)
    header = _HEADER.fullmatch(text, stamp.start, stamp.end)
    if rest is None or not (header or "|" in rest[0] or "updated" in text[start : stamp.end].lower()):
        return None
    return PageLine(stamp, None, text[start : rest.end()].rstrip())


def given_stamp(value: str) -> tuple[str, str]:
    """Return ISO value and precision of a date that the caller gives, in any form a page would print.

    Raises:
        ValueError: if `value` holds no whole date.
    """
    stamp = read_stamp(value)
    if stamp is None:
        raise ValueError(f"{value!r} is no date with a year; give it as 2016-11-06 or 2016-11-06T12:58")
    return stamp.value, stamp.precision


def dateline_day(words: str | None, near: str | None) -> str | None:
    """Return the ISO day of a dateline's words, by its own year or as the day nearest to the ISO date `near`."""
    if not words:
        return None
    if stamp := read_stamp(words):
        return stamp.value[:10]
    match = _DAY_WORDS.search(words)
    if match is None or near is None:
        return None
    return nearest_day(match[1] or match[4], match[2] or match[3], near)


def from_url(url: str | None, day: str | None) -> Published | None:
    """Return the publication day that a URL names; with `day` (a dateline's words) the URL's year is enough."""
    if not url:
        return None
    if found := url_day(url):
        return Published(found[0], "day", "url", found[1])
    year = _URL_YEAR.search(url)
    match = _DAY_WORDS.search(day) if day and year else None
    if year and match:
        value = iso_day(year[1], match[1] or match[4], match[2] or match[3])
        return Published(value, "day", "dateline", day) if value else None
    return None


def has_year(words: str | None) -> bool:
    """Return whether a dateline's words name their year."""
    return bool(words and _YEAR.search(words))
