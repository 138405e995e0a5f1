"""Read bylines: "By A Writer", "From A Reporter and B Reporter, CNN", "By the News Staff"."""

from __future__ import annotations

import re
from functools import cache

from dateline.articles.agencies import alias_pattern

_NAME = (
    r"(?-i:[A-Z\u00c0-\u00de][\w.'\u2019-]*"
    r"(?:\s(?:[A-Z\u00c0-\u00de][\w.'\u2019-]*|al-\w+|el-\w+|de|van|von|bin|bint|abu)){1,3})"
)
_OUR = r"(?:our|staff|our\sown)\s(?:staff|reporters?|correspondents?|writers?|agencies)(?:\sand\s(?:agencies|staff))?(?:\s\([^()]{2,40}\))?"
_NAMES = rf"{_NAME}(?:,\s{_NAME})*(?:,?\s(?:and|&)\s{_NAME})?"
_STAFF = (
    r"(?:the\s)?(?-i:[A-Z][\w&.'\u2019-]*\s(?:[A-Z][\w&.'\u2019-]*\s){0,3}?)"
    r"(?-i:Wire\sStaff|Staff|Staff\sWriters?|Staff\sReporters?|Correspondents?|Desk|Writers?|Reporters?)"
)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    word = r"(?-i:[A-Z])[\w&.'\u2019-]*"
    outlet = rf"(?:(?:Special\s)?(?:to|for)\s)?(?:the\s)?(?:{alias_pattern()}|{word}(?:\s{word}){{0,4}})"
    role = r"(?:,\s(?:[a-z]+\s){0,2}(?:correspondent|editor|reporter|writer)s?(?:\sin\s[A-Z]\w+)?)?"
    return {
        "line": re.compile(
            rf"(?:By|From)\s?:?\s?(?P<who>{_STAFF}|{_OUR}|{_NAMES})(?:\sin\s{_NAME}|\sin\s[A-Z][\w-]+)?"
            rf"{role}(?:,?\s?[|,-]?\s?{outlet})?\.?", re.IGNORECASE
        ),
        "staff": re.compile(rf"By\s(?P<who>{_STAFF})\s(?=[\"\u201c'A-Z0-9])"),
        "special": re.compile(
            rf"(?:By|From)\s(?P<who>{_NAMES})(?:,|\sfor)\s(?:Special\s(?:to|for)\s)?{alias_pattern()}\s(?=[\"\u201cA-Z0-9])"
        ),
        "end": re.compile(rf"(?:^|\s)By\s(?P<who>{_NAMES})\s*$"),
    }  # fmt: skip


def whole_byline(line: str) -> str | None:
    """Return who wrote a report if `line` is a byline and nothing else."""
    if len(line) > 160 or not line[:4].lower().startswith(("by ", "by:", "from")):
        return None
    match = _patterns()["line"].fullmatch(line.strip())
    return " ".join(match["who"].split()) if match else None


def leading_byline(text: str, start: int, end: int) -> tuple[str, int] | None:
    """Return the byline at the head of a line and where the rest of the line starts."""
    for name in ("staff", "special"):
        match = _patterns()[name].match(text, start, end)
        if match:
            return " ".join(match["who"].split()), match.end()
    return None


def trailing_byline(text: str, start: int, end: int) -> tuple[str, int] | None:
    """Return the byline at the end of a headline or of highlights, and where it starts."""
    match = _patterns()["end"].search(text, max(start, end - 160), end)
    return (" ".join(match["who"].split()), match.start()) if match else None
