"""Read picture captions: the text once, its credit, its day and its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dateline.articles.agencies import alias_pattern
from dateline.articles.dates import MONTH, read_stamp

_REPEAT = 24
_LEAD = re.compile(r"(?:file photo|photo|image|picture|caption|in this (?:photo|image|picture))\s?:\s?", re.IGNORECASE)
_PROPER = r"(?:[A-Z\u00c0-\u00de][\w'\u2019-]+|al-[\w'\u2019-]+|el-[\w'\u2019-]+)"
#: "in Qayyarah, south of Mosul, on ...", the place of an agency's caption: the first one named, the rest only says where it lies.
_PLACE = re.compile(
    rf"\b(?:in|inside|near|at|outside|over)\s(?:the\s(?:north|south|east|west|outskirts|edge|centre|center)\sof\s|the\s(?:[a-z-]+\s){{0,2}}(?:town|city|village|port|district)\sof\s)?"
    rf"(?P<place>{_PROPER}(?:[\s-](?!{MONTH}\s\d){_PROPER}){{0,3}})(?=,|\son\s|\s\(|\.|\s*$)"
)
_MONTH = re.compile(rf"{MONTH}(?!\w)")


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption's text bounds, and its credit, day (ISO) and place."""

    start: int
    end: int
    credit: str | None
    date: str | None
    place: str | None


@cache
def _credit() -> re.Pattern[str]:
    name = r"[A-Z\u00c0-\u00de][\w.'\u2019-]*(?:\s[A-Z\u00c0-\u00de][\w.'\u2019-]*){0,3}"
    agency = rf"{alias_pattern()}(?:\s?(?:PHOTO|Photo|Images?|File|FILE))?(?:\s?/\s?(?:{name}|HO|Handout|File|FILE)){{0,3}}"
    agency = rf"(?:{agency}|(?-i:[A-Z]{{2,10}}\s(?:PHOTO|Photo))(?:\s?/\s?{name}){{0,3}})"
    return re.compile(
        rf"\s*(?:[/|\u2013\u2014-]\s?|\(|\[)?\s?(?:(?:Photo(?:graph)?|Picture|Image)(?:\sby|:|\scredit:)?\s?|Credit:\s?)?"
        rf"(?P<credit>{agency}|(?<=by\s){name}(?:\s?/\s?{name})*|(?<=:\s){name}(?:\s?/\s?{name})*)[)\]]?\.?\s*$"
    )


def read_caption(text: str, start: int, end: int) -> Caption:
    """Read the caption in ``text[start:end]``, which may hold its words twice (text and alternative text of a picture)."""
    lead = _LEAD.match(text, start, end)
    if lead:
        start = lead.end()
    inner = text[start:end]
    head = inner[:_REPEAT]
    again = inner.find(head, _REPEAT) if len(inner) > 2 * _REPEAT else -1
    first_end = start + again if again > 0 else end
    while first_end > start and text[first_end - 1].isspace():
        first_end -= 1
    credit, past = _cut_credit(text, start, first_end)
    if credit is None and again > 0:
        credit, _ = _cut_credit(text, start + again, end)
    stamp = read_stamp(text, start, past)
    places = list(_PLACE.finditer(text, start, stamp.start if stamp else past))
    named = [match["place"] for match in places if not _MONTH.match(match["place"])]
    return Caption(start, past, credit, stamp.value[:10] if stamp else None, named[0] if named else None)


def _cut_credit(text: str, start: int, end: int) -> tuple[str | None, int]:
    """Return a caption's credit and where its text ends before it."""
    match = _credit().search(text[max(start, end - 120) : end])
    if match is None or (match.start() and not match[0][0].isspace() and text[max(start, end - 120) + match.start() - 1].isalnum()):
        return None, end
    past = max(start, end - 120) + match.start()
    return (" ".join(match["credit"].split()), past) if past > start else (None, end)


def is_caption(line: str) -> bool:
    """Return whether a line of a page is a picture's caption: labelled as one, or with a picture credit at its end."""
    if _LEAD.match(line):
        return True
    match = _credit().search(line[-120:])
    return bool(match and re.search(r"PHOTO|Photo|Images|/|Handout", match[0]) and len(line) > len(match[0]))
