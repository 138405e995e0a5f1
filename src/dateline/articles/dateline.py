"""Read the dateline at the head of a report, also where a scraper glued a headline or highlights in front of it.

Forms: ``PLACE, Country, Month D (AGENCY) - ``, ``Place, Country (AGENCY) -- ``, ``PLACE -- ``,
``PLACE | Wed Month D, YYYY 3:43 am EDT PLACE (AGENCY) - ``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dateline.articles.agencies import alias_pattern
from dateline.articles.dates import MONTH, WEEKDAY, Stamp, read_stamp
from dateline.errors import ReferenceDataError

_UPPER = (
    r"(?-i:(?:[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de'\u2019.]+|AL)"
    r"(?:[\s/-](?:[A-Z\u00c0-\u00de'\u2019.]{2,}|[Oo]f|[Tt]he|al|el|de|la)(?![a-z]))*)"
)
_CAPITAL = r"(?-i:(?:[A-Z\u00c0-\u00de]|al-|el-|as-|ad-)[\w.'\u2019-]*)"
_NAME = rf"{_CAPITAL}(?:[\s/]{_CAPITAL}|\s(?:of|the|and|de|la|du)\b){{0,4}}"
_DAY = rf"(?P<date>{MONTH}\s\d{{1,2}}(?:,\s(?:19|20)\d\d)?|\d{{1,2}}\s{MONTH}(?:\s(?:19|20)\d\d)?)"
_MONTH_NAME = re.compile(MONTH)
#: Countries with an "and"; elsewhere it joins the places of a headline.
_LAND = rf"(?:Bosnia\sand\sHerzegovina|Trinidad\sand\sTobago|{_CAPITAL}(?:\s(?:of\s(?:the\s)?)?{_CAPITAL}){{0,3}})"
_DASH = r"(?:-{1,3}|[\u2010-\u2015])"
#: An acronym, or a name with a word that agencies have in theirs; "(Yemen)" and "(video)" are none.
_UNKNOWN = r"(?-i:[A-Z]{2,8}|[A-Z][\w.&' -]{0,25}\b(?:Press|News|Agency|Wire|PRESS|NEWS|AGENCY|WIRE)(?:\s[\w' -]{1,15})?)"
#: How far before an agency's brackets its place may start, and how far into a line a glued dateline may stand.
_REACH, _DEPTH = 90, 2_000
#: Characters that a line must have after a dateline without an agency.
_SENTENCE_MIN = 50


@dataclass(frozen=True, slots=True)
class Head:
    """A dateline with its bounds; the story starts at `end`.

    `date` is as printed and starts at `date_start`; `stamp` is a publication line glued to the dateline.
    """

    start: int
    end: int
    place: str | None
    date: str | None
    agency: str | None
    stamp: Stamp | None = None
    date_start: int = -1


@cache
def load_words() -> dict[str, tuple[str, ...]]:
    """Load ``data/datelines.toml`` once: lists of words by their table's name.

    Raises:
        ReferenceDataError: if the file is damaged.
    """
    try:
        data = tomllib.loads(resources.files("dateline.articles").joinpath("data/datelines.toml").read_text("utf-8"))
        return {name: tuple(next(v for k, v in table.items() if k != "source")) for name, table in data.items() if table["source"]}
    except (tomllib.TOMLDecodeError, KeyError, StopIteration, OSError) as error:
        raise ReferenceDataError(f"datelines.toml is damaged ({error}); reinstall dateline") from error


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    agency = rf"\((?P<agency>{alias_pattern()}(?:\s?[/,&]\s?(?:{alias_pattern()})|\sand\s{alias_pattern()})*)\)"
    place = rf"(?P<place>{_UPPER}(?:,\s{_NAME})?|{_NAME}(?:,\s{_NAME}){{0,2}})"
    return {
        "stamp": re.compile(
            rf"{WEEKDAY},?\s{MONTH}\s\d{{1,2}},?\s\d{{4}}\s\d{{1,2}}:\d\d\s?[ap]m(?:\s(?-i:[A-Z]{{2,5}})\b)?", re.IGNORECASE
        ),
        "full": re.compile(rf"(?:{place}(?:,?\s{_DAY})?,?\s?)?{agency}\s?(?P<dash>{_DASH})?\s?"),
        # An agency that we do not know is told by the form: upper-case place, brackets, dash.
        "unknown": re.compile(
            rf"(?P<place>{_UPPER}(?:,\s{_NAME})?)(?:,?\s{_DAY})?,?\s?"
            rf"\((?P<agency>{_UNKNOWN})\)\s?{_DASH}\s?(?=[A-Z\"\u201c\u2018])"
        ),
        "glued": re.compile(rf"{agency}\s?{_DASH}\s?"),
        "bare": re.compile(
            rf"(?P<place>{_UPPER}(?:,\s{_NAME})?)(?:,?\s{_DAY})?"
            rf"(?:\s(?:--|[\u2013\u2014\u2015])\s?|\s-\s|[\u2013\u2014]\s?)"
            rf"(?=[A-Z\"\u201c\u2018])"
        ),
        "bare_dated": re.compile(
            rf"(?P<place>{_NAME}(?:,\s{_NAME})?),?\s{_DAY}\s?(?:--|[\u2013\u2014\u2015]|-\s)\s?(?=[A-Z\"\u201c\u2018])"
        ),
        "upper_before": re.compile(rf"(?:^|(?<=\s))(?P<place>{_UPPER}(?:,\s{_NAME})?)(?:,?\s{_DAY})?,?\s*$"),
        "title_before": re.compile(
            rf"(?:^|(?<=\s))(?P<town>{_CAPITAL}(?:\s{_CAPITAL}){{0,3}}),\s(?P<land>{_LAND})(?:,\s{_DAY})?,?\s*$"
        ),
        "day_before": re.compile(rf"(?:,\s)?{_DAY},?\s*$"),
    }  # fmt: skip


def find_head(text: str, start: int, end: int, *, bare: bool = True) -> Head | None:
    """Find the dateline of ``text[start:end]``, at its head or glued into it.

    Args:
        text: the working text.
        start: where the line starts.
        end: where it ends.
        bare: whether a place and a dash will do without an agency, as at the head of the story but not in a list of countries.

    >>> head = find_head("AMMAN, March 3 (AFP) - Two men were freed.", 0, 42)
    >>> head.place, head.date, head.agency
    ('AMMAN', 'March 3', 'AFP')
    """
    patterns = _patterns()
    limit = min(end, start + _DEPTH)
    clock = patterns["stamp"].search(text, start, limit)
    if clock and (found := _stamped(text, start, end, clock)):
        return found
    for name in ("full", "unknown", "bare", "bare_dated") if bare else ("full", "unknown"):
        match = patterns[name].match(text, start, end)
        if match is None or (match["place"] and _no_place(match["place"])):
            continue
        agency = match["agency"] if name in ("full", "unknown") else None
        # Without an agency the rest of the line must be a sentence, not a slogan.
        if agency is None and end - match.end() < _SENTENCE_MIN:
            continue
        # Without a dash only an upper-case place in front of the agency makes a dateline.
        if name == "full" and not match["dash"] and not (match["place"] and match["place"][:3].isupper()):
            continue
        return Head(start, match.end(), _flat(match["place"]), _flat(match["date"]), _flat(agency), date_start=match.start("date"))
    match = patterns["glued"].search(text, start, limit)
    if match is None:
        return None
    first, place, day = _before(text, start, match.start())
    return Head(first, match.end(), place, day, _flat(match["agency"]))


def _no_place(words: str) -> bool:
    """Return whether words in a place's position are a label ("ANALYSIS") or the start of a sentence."""
    first, *others = words.split()
    if " ".join([first, *others]).upper() in load_words()["not_places"] or (not others and _MONTH_NAME.fullmatch(first)):
        return True
    return first in load_words()["openers"] and first != "The"


def _flat(words: str | None) -> str | None:
    return " ".join(words.split()) if words else None


def _stamped(text: str, start: int, end: int, clock: re.Match[str]) -> Head | None:
    """Read ``PLACE | stamp PLACE (AGENCY) - ``, whose first place may be missing."""
    match = _patterns()["full"].match(text, _skip(text, clock.end(), end), end)
    before = text[start : clock.start()].rstrip()
    piped = before.endswith("|")
    if not match and not piped:
        return None
    place = match["place"] if match else None
    first = clock.start()
    if piped:
        before = before[:-1].rstrip()
        first = start + len(before)
        printed = _patterns()["upper_before"].search(before[-_REACH:])
        if place and before.endswith(place):
            first -= len(place)
        elif printed:
            place = place or printed["place"]
            first -= len(before[-_REACH:]) - printed.start()
        elif match and match["date"] and before.endswith(f"{place}, {match['date']}"):
            first -= len(f"{place}, {match['date']}")
    past = match.end() if match else _skip(text, clock.end(), end)
    stamp = read_stamp(text, clock.start(), clock.end())
    return Head(first, past, _flat(place), _flat(match["date"]) if match else None, _flat(match["agency"]) if match else None, stamp)


def _skip(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _before(text: str, start: int, end: int) -> tuple[int, str | None, str | None]:
    """Find the place and day that stand right before an agency's brackets in a glued line."""
    low = max(start, end - _REACH)
    part = text[low:end]
    patterns = _patterns()
    upper = patterns["upper_before"].search(part)
    if upper:
        first = low + upper.start("place")
        place = upper["place"]
        while (clock := place.split(maxsplit=1)) and len(clock) > 1 and clock[0] in load_words()["clock"]:
            first += len(place) - len(clock[1])
            place = clock[1]
        return first, _flat(place), _flat(upper["date"])
    titled = patterns["title_before"].search(part)
    if titled:
        town = titled["town"].split()
        keep = _last_name(town)
        place = f"{' '.join(town[-keep:])}, {_flat(titled['land'])}"
        first = low + titled.start() + _offset(titled["town"], len(town) - keep)
        return first, place, _flat(titled["date"])
    bare = part.rstrip()
    for place in load_words()["standalone"]:
        if bare.endswith(place) and (len(bare) == len(place) or bare[-len(place) - 1].isspace()):
            return low + len(bare) - len(place), place, None
    day = patterns["day_before"].search(part)
    return (low + day.start(), None, _flat(day["date"])) if day else (end, None, None)


def _last_name(words: list[str]) -> int:
    """Return how many of the last words make a place's name, the rest being the end of a headline."""
    keep = 2 if len(words) > 1 and words[-1] in load_words()["suffixes"] else 1
    while keep < len(words) and words[-keep - 1] in load_words()["prefixes"]:
        keep += 1
    return keep


def _offset(words: str, count: int) -> int:
    """Return where word number `count` starts."""
    at = 0
    for match in re.finditer(r"\S+", words):
        if not count:
            return match.start()
        count -= 1
        at = match.end()
    return at
