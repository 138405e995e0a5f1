"""Read what a text says of its own making: agencies it credits, notes to editors, and marks of a correction or later version.

The article stage credits agencies that it knows by name (`dateline/articles/data/agencies.tsv`). Here a name need not be known: what
stands in brackets at the head of a dateline, or alone at the foot, is a credit wherever it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.lineage.words import fold

#: Words in the longest line of credits (four reporters, two editors, their cities).
CREDIT_WORDS = 40
#: Words in a line at the head that is no sentence: a byline, a place, a list of agencies.
STANDING_WORDS = 14
#: Words in a credit that is nothing but names ("Northwire, Gazette staff and agencies"), and what joins them.
ALONE_WORDS = 8
_JOINING = frozenset(
    ("and", "with", "of", "the", "for", "staff", "agencies", "agency", "wires", "reporters", "correspondents", "/", "&", "|")
)

_NAME = r"(?<![\w.&'\u2019])[A-Z][\w.&'\u2019-]{0,30}(?:\s(?:[A-Z][\w.&'\u2019-]{0,30}|of|de|del|the|al)){0,4}"
_NAMES = rf"{_NAME}(?:\s?(?:[/,;]|\band\b|&)\s?{_NAME}){{0,3}}"
_DASH = r"\s?(?:--|[-\u2010-\u2015:])\s?"
_PLACE = r"[A-Z\u00c0-\u00de][^\n()\[\]]{1,60}?"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
_DAY = rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|{_MONTH}\.?\s\d{{1,2}}|\d{{1,2}}\s{_MONTH})"
#: "TARSEN, March 4 (Northwire) -", "Tarsen [Northwire]:", "(Northwire) -", "TARSEN, March 4. /NW/", "TARSEN, Tuesday, Northwire -".
_HEAD = re.compile(
    rf"(?:{_PLACE}[\s,]+)?[(\[](?P<who>{_NAMES})[)\]]{_DASH}(?=\S)|{_PLACE}[\s,.]+/(?P<slashed>{_NAME})/(?:{_DASH}|\s)(?=\S)"
    rf"|{_PLACE},\s{_DAY},\s(?P<named>{_NAMES}){_DASH}(?=\S)"
)
#: "TARSEN, March 4 -": a dateline that credits nobody.
_BARE = re.compile(r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de .'\u2019/-]+(?:,[^\n()]{1,40}?)?\s?(?:--|[\u2010-\u2015]|\s-)\s(?=\S)")
#: "- Northwire" or "(Northwire, Meridian)" at the foot of the last paragraph.
_FOOT = re.compile(rf"(?<=[.!?\"\u201d)])\s*(?:[-\u2010-\u2015]{{1,2}}\s?(?P<dashed>{_NAMES})|[(\[](?P<who>{_NAMES})[)\]])\s*\.?\s*$")
#: How a line that is nothing but a credit begins.
_OPENING = re.compile(
    r"[\s(\[\u2010-\u2015*-]*(?:(?:with |additional |some |further )*"
    r"(?:reporting|writing|editing|material|report|files?|inputs?|information) (?:by|from)\b"
    r"|compiled (?:by|from)\b|(?:source|agenc(?:y|ie)|wire|credit)s?\s?:|with (?:agenc(?:y|ies)|wires?|wire reports)\b)",
    re.IGNORECASE,
)
_SAID = (
    r"(?:reported|reports|quoted|cited|news agency|newswire|wire service|correspondents?|reporters?|photographers?|journalists?|stringer)"
)
#: Agencies named in the running text as the ones who report or were told.
_CITED = re.compile(
    rf"(?P<who>{_NAME})\s(?:has\s|had\s|also\s|news\s)?{_SAID}\b"
    r"|\b(?:told|according to|reported by|report(?:ing)? (?:by|from|in)|quoted by|cited by|agenc(?:y|ies)|service|wire)\s(?:the\s)?"
    rf"(?P<told>{_NAME})"
)  # fmt: skip
#: A note to editors, or to readers, on what the text itself is.
_NOTE = re.compile(
    r"[\s(\[*_]*(?:eds?\b\s?[:.(]|editors?\b\s?[:(-]|editor'?s note|note to editors|correct(?:s|ion|ed|ing)\b|clarif(?:ies|ication)"
    r"|updat(?:es|ed|ing)\b|recast|adds\b|writethru|write-through|\d(?:st|nd|rd|th) (?:ld|lead)\b|an? (?:earlier|previous) version|"
    r"this (?:story|article|report|item|copy|version|dispatch)\b.{0,60}\b(?:correct|updat|replac|supersed|refil|amend)"
    r"|in (?:an|our) (?:earlier|previous)"
    r"|(?:replaces|refil(?:es|ing)|supersedes|please (?:read|replace|disregard|note|use)|earlier (?:versions?|copy)|amended)\b)",
    re.IGNORECASE,
)
#: Marks, in a headline or note, of a text that takes the place of an earlier one.
_VERSION = re.compile(
    r"\b(?:update|wrap(?:up)?|lead|ld|recasts?|updates?|updated|updating|adds|corrects?|correction|corrected|corrective|clarif\w+"
    r"|writethru|write-through|refil\w+|replaces?"
    r"|supersedes?|amended|(?:earlier|previous) version|disregard|revised|revises)\b",
    re.IGNORECASE,
)
_HEADLINE = re.compile(
    r"^\W*(?:update(?:d)?\b|correct(?:ion|ed)\b|refile\b|recast|wrapup\b|\d(?:st|nd|rd|th) (?:ld|lead)\b|lead\b\s?[-:\u2013]"
    r"|clarification\b)|"
    r"[(\[](?:updat|correct|recast|adds|\d(?:st|nd|rd|th) (?:ld|lead))",
    re.IGNORECASE,
)
#: What in the article's notes may mark a version.
_MARKS = {"slug": _HEADLINE, "note to editors": _VERSION}


@dataclass(frozen=True, slots=True)
class Credits:
    """What a text says of its making.

    `agencies` are credited with the text, `cited` named in it as reporting or as told something, both folded; `version` says that it
    calls itself a correction or update. `starts` and `ends` bound the telling part of each passage; a note or credit line has none.
    """

    agencies: frozenset[str]
    cited: frozenset[str]
    version: bool
    bounds: tuple[tuple[int, int], ...]


def credits_of(title: str | None, passages: Sequence[str], *, known: Sequence[str] = (), notes: Sequence[str] = ()) -> Credits:
    """Read an article's credits.

    Args:
        title: its headline, if it has one.
        passages: its paragraphs in order.
        known: agencies that the article stage found.
        notes: what it took away and noted: marks before the headline ("slug: UPDATE 2-") and notes to editors.
    """
    agencies: set[str] = set(known)
    cited: set[str] = set()
    marks = [(kind, mark) for kind, _, mark in (note.partition(": ") for note in notes) if kind in _MARKS]
    version = bool(title and _HEADLINE.search(title)) or any(_MARKS[kind].search(mark) for kind, mark in marks)
    bounds: list[tuple[int, int]] = []
    told = False
    for number, text in enumerate(passages):
        last = number >= len(passages) - 2
        start, end = 0, len(text)
        if _NOTE.match(text) and (not told or last):
            version = version or bool(_VERSION.search(text))
            bounds.append((0, 0))
            continue
        if _is_credit(text, last=last, head=not told):
            agencies.update(_names(text))
            bounds.append((0, 0))
            continue
        if not told:
            head = _HEAD.match(text) or _BARE.match(text)
            if head:
                start = head.end()
                agencies.update(name for words in head.groups() if words for name in _names(words))
            told = True
        foot = _FOOT.search(text, max(start, end - 80)) if last else None
        if foot:
            end = foot.start()
            agencies.update(_names(foot["who"] or foot["dashed"]))
        for match in _CITED.finditer(text, start, end):
            cited.update(_names(match["who"] or match["told"]))
        bounds.append((start, end))
    return Credits(_folded(agencies), _folded(cited), version, tuple(bounds))


def _is_credit(text: str, *, last: bool, head: bool) -> bool:
    """Return whether a passage at the head or foot is a credit and tells nothing."""
    if not (last or head) or len(text) > 240:
        return False
    if head and not text.rstrip("\"'\u2019\u201d)]").endswith((".", "!", "?", ":", ",", ";")) and len(text.split()) <= STANDING_WORDS:
        return True
    words = text.strip(" ()[]-\u2010\u2011\u2012\u2013\u2014\u2015*.").split()
    if _OPENING.match(text):
        return len(words) <= CREDIT_WORDS
    named = all(word[0].isupper() or word in _JOINING for word in words)
    return last and 0 < len(words) <= ALONE_WORDS and named and "." not in " ".join(words)


def _names(words: str) -> list[str]:
    """Return each agency in "Northwire/Meridian" or "Northwire and agencies"."""
    parts = re.split(r"\s*(?:\s[-\u2010-\u2015]+\s|[/,;:()\[\]&.]|\band\b|\bwith\b|\bby\b|\bfrom\b)\s*", words)
    stripped = (part.strip(" -\u2010\u2011\u2012\u2013\u2014\u2015*") for part in parts)
    return [part for part in stripped if re.fullmatch(_NAME, part)]


def _folded(names: set[str]) -> frozenset[str]:
    whole = (" ".join(fold(word) for word in re.findall(r"\w+", name)) for name in names)
    return frozenset(name.removeprefix("the ") for name in whole if len(name) > 1)
