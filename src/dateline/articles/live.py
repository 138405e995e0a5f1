"""Find the dated entries of a live page: a page that reports on a happening in short entries, each with its own time.

Three forms are read: entries that the page declares in JSON-LD (schema.org ``LiveBlogPosting.liveBlogUpdate``), elements beside each other
that each open with a time, and lines of a plain text that are headed by clock times. A page is cut up only where it declares itself live
(``data/live.toml``) and its entries' times run one way; timelines, match reports, programmes and comment sections are left whole.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from dateline.articles.align import bare_text
from dateline.articles.clocks import Mark, newest_first, read_day, read_mark
from dateline.articles.dates import read_stamp
from dateline.articles.lines import Line, split_lines
from dateline.articles.linked import Update, read_updates, update_bounds
from dateline.articles.live_words import load_live
from dateline.articles.mapped import Mapped
from dateline.articles.markup import Element, Markup
from dateline.errors import SourceTooLarge

E = TypeVar("E")

#: The fewest entries that make a live page, and the most that one may have: the longest blogs of a day have a few hundred, those of a
#: siege some thousands.
LEAST, MOST = 3, 5_000
#: Visible characters that an entry has at least, and how many may stand before its time.
ENTRY_MIN, HEAD_DEPTH = 40, 160
#: Share of an entry's characters that may be links: a teaser is all link.
LINKED = 0.6
#: Share of a plain text that its entries hold, and share of the times that are followed by text.
HELD, FOLLOWED = 0.5, 0.8
#: How many lines of a plain text may say that it is live.
TOP = 8
#: Characters at the head of a text that these lines have at most together, and each.
TOP_MAX, DECLARED_MAX = 4_000, 200
_TIME_ATTRIBUTE = re.compile(r"data-(?:[a-z-]*(?:date|time|published|created)[a-z-]*)", re.IGNORECASE)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: Elements that are no part of an entry's text.
_APART = frozenset({"nav", "form", "button", "svg", "aside", "select", "iframe", "footer"})
_SHARE = re.compile(r"share|social|toolbar", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its text mapped into the page, the time that heads it, its headline, its author, the name of its place in the page.

    `kinds` are the bounds in the page of the headings, list items and captions in it, by element name.
    """

    mapped: Mapped
    mark: Mark | None
    title: str | None = None
    author: str | None = None
    fragment: str | None = None
    kinds: tuple[tuple[int, int, str], ...] = ()
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Live:
    """A live page's entries in the page's order, whether the newest stands first, and the page without them (same length)."""

    entries: tuple[Entry, ...]
    descending: bool
    rest: str


def find_live(text: str, *, html: bool, url: str | None = None) -> Live | None:
    """Return the entries of a live page, ``None`` for any other page.

    Args:
        text: the decoded page; every entry's map leads into it.
        html: whether it is HTML.
        url: where it stands on the web; an address may say that a page is live.

    Raises:
        SourceTooLarge: if it has more than `MOST` entries.
    """
    if not html:
        return _from_lines(Mapped.identity(text), text, url)
    words = load_live()
    updates = read_updates(text, words.types) if any(name in text for name in words.types) else ()
    markup: Markup | None = None
    if not updates:
        # Most pages are done with here, before any of the dear work.
        if not _declared(text, url) and not words.classes.search(text):
            return None
        markup = Markup(text)
        if not _says_live(markup, url):
            return None
    markup = markup or Markup(text)
    found = [replace(entry, mapped=_without_mark(entry)) for entry in _from_elements(markup)]
    if updates:
        return _from_updates(markup, updates, found)
    if not found:
        margins = [(element.start, element.end) for number, element in enumerate(markup.elements) if _strange(markup, number)]
        return _from_lines(bare_text(_blanked(text, margins)), text, url, declared=True)
    descending = newest_first([entry.mark for entry in found if entry.mark])
    if descending is None:
        return None
    return Live(tuple(found), descending, _blanked(text, (_bounds(entry.mapped) for entry in found)))


def _declared(text: str, url: str | None) -> bool:
    """Return whether anything in a page's head, headings or address may say that it is live."""
    words = load_live()
    heads = re.finditer(r"<(?:title|h1)\b[^<>]{0,400}>([^<]{1,300})", text, re.IGNORECASE)
    return bool(url and words.declares(_path(url))) or any(words.declares(match[1]) for match in heads)


def _path(url: str) -> str:
    return url.partition("//")[2].partition("/")[2].split("?")[0]


def _says_live(markup: Markup, url: str | None) -> bool:
    words = load_live()
    if _declared(markup.source, url):
        return True
    named = (element for element in markup.elements if element.name not in ("a", "link", "script", "style", "svg"))
    # A list of links to live pages bears such classes too; only an element that holds much of the page counts.
    whole = markup.visible(0, len(markup.source))
    return any(words.classes.search(_names(element)) and markup.visible(element.inner, element.close) > HELD * whole for element in named)


def _names(element: Element) -> str:
    attributes = element.attributes()
    return f"{attributes.get('class', '')} {attributes.get('id', '')}"


# --- entries as elements


def _from_elements(markup: Markup) -> list[Entry]:
    """Return the entries that are elements beside each other, each opened by a time."""
    marks = _marks(markup)
    if len(marks) < LEAST:
        return []
    groups: dict[int, list[int]] = {}
    starts = [at for at, _ in marks]
    opened: dict[int, Mark] = {}
    for number, element in enumerate(markup.elements):
        mark = _opening(markup, element, marks, starts)
        if mark is not None:
            opened[number] = mark
            groups.setdefault(element.parent, []).append(number)
    several = {parent: members for parent, members in groups.items() if len(members) >= 2}
    # What holds several entries side by side is a section of them, not one.
    holders = set()
    for parent in several:
        while parent >= 0 and parent not in holders:
            holders.add(parent)
            parent = markup.elements[parent].parent
    several = {parent: [m for m in members if m not in holders] for parent, members in several.items()}
    best = max((members for members in several.values() if len(members) >= LEAST), key=lambda members: _held(markup, members), default=[])
    if not best:
        return []
    form = _form(markup.elements[best[0]])
    chosen = sorted(
        number for number in opened
        if number not in holders and (number in best or _form(markup.elements[number]) == form) and not _strange(markup, number)
    )  # fmt: skip
    outer: list[int] = []
    for number in chosen:
        if not outer or markup.elements[number].start >= markup.elements[outer[-1]].end:
            outer.append(number)
    return [_entry(markup, number, opened[number]) for number in _bounded(outer)] if len(outer) >= LEAST else []


def _bounded(entries: Sequence[E]) -> Sequence[E]:
    """Return the entries, all of them: a page that is cut short would lose the dead of the rest.

    Raises:
        SourceTooLarge: if there are more than `MOST`.
    """
    if len(entries) > MOST:
        raise SourceTooLarge(f"the page has {len(entries):,} dated entries, the limit is {MOST:,}; save it in parts")
    return entries


def _held(markup: Markup, members: Iterable[int]) -> int:
    return sum(markup.visible(markup.elements[m].inner, markup.elements[m].close) for m in members)


def _form(element: Element) -> tuple[str, str]:
    return element.name, (element.attributes().get("class") or "").split(" ")[0]


def _strange(markup: Markup, number: int) -> bool:
    """Return whether an element, or one that holds it, is a comment section, a margin or a list of links."""
    while number >= 0:
        element = markup.elements[number]
        if element.name in ("nav", "footer", "aside") or (
            element.name not in ("html", "body") and load_live().strangers.search(_names(element))
        ):
            return True
        number = element.parent
    return False


def _opening(markup: Markup, element: Element, marks: Sequence[tuple[int, Mark]], starts: Sequence[int]) -> Mark | None:
    """Return the time that opens an element with enough text of its own in it."""
    if element.name in ("html", "head", "body", "a", "time", "span", "p") or element.name in _HEADINGS:
        return None
    size = markup.visible(element.inner, element.close)
    if size < ENTRY_MIN:
        return None
    at = bisect_left(starts, element.start)
    if at == len(marks) or marks[at][0] >= element.end:
        return None
    if markup.visible(element.inner, marks[at][0]) > HEAD_DEPTH:
        return None
    return marks[at][1]


def _marks(markup: Markup) -> list[tuple[int, Mark]]:
    """Return the times of a page with where their elements start, in order."""
    found: list[tuple[int, Mark]] = []
    source = markup.source
    for element in markup.elements:
        if element.name in ("html", "body", "head", "meta", "script", "style", "link", "a"):
            continue
        mark = None
        if element.name == "time" or "data-" in element.head:
            mark = _attribute_mark(source, element)
        if mark is None and markup.visible(element.inner, element.close) <= HEAD_DEPTH // 2:
            words = markup.inside(element)
            read = read_mark(words, 0, len(words)) if words and words[0].isalnum() else None
            if read is not None and read.rest >= len(words):
                at = source.find(read.quote, element.inner, element.close)
                mark = replace(read, start=at, end=at + len(read.quote) if at >= 0 else -1)
        if mark is not None and not (found and found[-1][0] <= element.start < found[-1][1].end):
            found.append((element.start, mark))
    return found


def _attribute_mark(source: str, element: Element) -> Mark | None:
    for name, value in element.attributes().items():
        if name != "datetime" and not _TIME_ATTRIBUTE.fullmatch(name):
            continue
        stamp = read_stamp(value)
        if stamp is not None and "T" in stamp.value:
            at = source.find(value, element.start, element.inner)
            return Mark(stamp.value[11:16], stamp.value[:10], value, at, at + len(value), at, basis="time element")
    return None


def _entry(markup: Markup, number: int, mark: Mark) -> Entry:
    element = markup.elements[number]
    title = None
    fragment = element.attributes().get("id")
    kinds: list[tuple[int, int, str]] = []
    gone: list[tuple[int, int]] = []
    first = number + 1
    while first < len(markup.elements) and markup.elements[first].start < element.end:
        inner = markup.elements[first]
        if inner.name in _HEADINGS:
            words = markup.inside(inner)
            if title is None and words and read_mark(words, 0, len(words)) is None:
                title = words
        if inner.name in _HEADINGS or inner.name in ("li", "figcaption"):
            kinds.append((inner.inner, inner.close, inner.name))
        elif inner.name in _APART or (inner.name in ("div", "ul", "section") and _SHARE.search(_names(inner)) and not _long(markup, inner)):
            gone.append((inner.start, inner.end))
        if fragment is None and inner.name in ("article", "div", "a", "section") and first <= number + 3:
            fragment = inner.attributes().get("id")
        first += 1
    part = _blanked(markup.source[element.start : element.end], ((a - element.start, b - element.start) for a, b in gone))
    mapped = bare_text(part)
    runs = tuple((at, start + element.start, length) for at, start, length in mapped.runs)
    return Entry(Mapped(mapped.text, runs), mark, title, None, fragment, tuple(kinds))


def _long(markup: Markup, element: Element) -> bool:
    return markup.visible(element.inner, element.close) > HEAD_DEPTH


def _without_mark(entry: Entry) -> Mapped:
    """Return an entry's text without the line that is its time."""
    if entry.mark is None:
        return entry.mapped
    text = entry.mapped.text
    for line in split_lines(text)[:4]:
        mark = read_mark(text, line.start, line.end)
        if mark is not None and mark.clock and (entry.mark.basis != "page line" or mark.clock == entry.mark.clock):
            return entry.mapped.without([(line.start, mark.rest)])
    return entry.mapped


def _bounds(mapped: Mapped) -> tuple[int, int]:
    """Return the first and last source character of a text, as bounds."""
    if not mapped.runs:
        return 0, 0
    return min(run[1] for run in mapped.runs), max(run[1] + run[2] for run in mapped.runs)


def _blanked(source: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a page of the same length with what stands in `spans` and is no markup blanked out."""
    parts: list[str] = []
    done = 0
    for start, end in sorted(spans):
        if end <= done:
            continue
        start = max(start, done)
        parts += [source[done:start], " " * (end - start)]
        done = end
    return "".join([*parts, source[done:]])


# --- entries in JSON-LD


def _from_updates(markup: Markup, updates: Sequence[Update], found: Sequence[Entry]) -> Live | None:
    """Return the entries that a page declares, each where it stands in the page, else where it stands in the declaration."""
    if len(updates) + len(found) < LEAST:
        return None
    by_id: dict[str, int] = {}
    for number, element in enumerate(markup.elements):
        if name := element.attributes().get("id") if "id" in element.head else None:
            by_id.setdefault(name, number)
    left = {number: _key(entry.mapped.text) for number, entry in enumerate(found)}
    entries: list[Entry] = []
    for update in _bounded(updates):
        mark = update.mark
        wanted = [key for key in (_key(update.text)[:50], _key(update.title or "")) if len(key) >= 12]
        match = next((n for n, words in left.items() if any(key in words for key in wanted)), None)
        if match is not None:
            del left[match]
            entry = found[match]
            if mark is None:
                mark = entry.mark
        elif update.fragment in by_id and markup.visible(*_inside(markup, by_id[update.fragment])) >= ENTRY_MIN:
            entry = _entry(markup, by_id[update.fragment], mark or Mark(None, None, "", -1, -1, 0))
            entry = replace(entry, mapped=_without_mark(entry))
        else:
            entry = Entry(update.mapped, mark)
        fragment = update.fragment or entry.fragment
        entries.append(
            replace(entry, mark=mark, title=update.title or entry.title, author=update.author, fragment=fragment, url=update.url)
        )
    # What the page shows and does not declare stands where its neighbours in the page do.
    entries += [found[number] for number in left]
    marks = [entry.mark for entry in entries[: len(updates)] if entry.mark]
    descending = newest_first(marks)
    spans = [_bounds(entry.mapped) for entry in entries]
    return Live(tuple(entries), bool(descending), _blanked(markup.source, [*spans, *update_bounds(markup.source)]))


def _inside(markup: Markup, number: int) -> tuple[int, int]:
    return markup.elements[number].inner, markup.elements[number].close


def _key(words: str) -> str:
    """Return a text's letters and digits, for comparison."""
    return "".join(c for c in words.casefold() if c.isalnum())


# --- entries as lines of a text


def _from_lines(mapped: Mapped, page: str, url: str | None, *, declared: bool = False) -> Live | None:
    """Return the entries of a text whose lines are headed by clock times."""
    text = mapped.text
    words = load_live()
    declared = declared or bool(url and words.declares(_path(url)))
    if not declared and not any(words.declares(line) for line in text[:TOP_MAX].splitlines() if len(line) < DECLARED_MAX):
        return None
    lines = split_lines(text)
    heads = [(number, mark) for number, line in enumerate(lines) if (mark := read_mark(text, line.start, line.end))]
    if len(heads) < LEAST:
        return None
    top = [text[line.start : line.end] for line in lines[: min(TOP, heads[0][0] + 1)]]
    if not declared and not any(words.declares(line) for line in top if len(line) < DECLARED_MAX):
        return None
    entries = _between(text, lines, heads)
    full = [entry for entry in entries if sum(end - start for start, end in entry[1]) >= ENTRY_MIN]
    held = sum(end - start for _, spans in full for start, end in spans)
    if len(full) < LEAST or len(full) < FOLLOWED * len(entries) or held < HELD * sum(line.end - line.start for line in lines):
        return None
    descending = newest_first([mark for mark, _ in full])
    if descending is None:
        return None
    made = tuple(Entry(_stretch(mapped, spans), _moved(mapped, mark)) for mark, spans in _bounded(full))
    first = heads[0][1]
    cut = mapped.to_source(min(first.start, lines[heads[0][0]].start)) or 0
    return Live(made, descending, _blanked(page, [(cut, _bounds(mapped)[1])]))


def _between(text: str, lines: Sequence[Line], heads: Sequence[tuple[int, Mark]]) -> list[tuple[Mark, list[tuple[int, int]]]]:
    """Return each time with the bounds of the lines under it; lines that name a day date the times after them."""
    marks = dict(heads)
    found: list[tuple[Mark, list[tuple[int, int]]]] = []
    day: str | None = None
    for number, line in enumerate(lines):
        mark = marks.get(number)
        if mark is not None:
            if found and not found[-1][1] and found[-1][0].clock == mark.clock:
                found.pop()
            found.append((mark if mark.day or day is None else replace(mark, day=day), []))
            if mark.rest < line.end:
                found[-1][1].append((mark.rest, line.end))
        elif named := read_day(text, line.start, line.end):
            day = named
        elif found:
            found[-1][1].append((line.start, line.end))
    return found


def _stretch(mapped: Mapped, spans: Sequence[tuple[int, int]]) -> Mapped:
    """Return the lines `spans` of a text, with whatever parts them."""
    return mapped.joined([(spans[0][0], spans[-1][1])])


def _moved(mapped: Mapped, mark: Mark) -> Mark:
    """Return a mark with its place in the page."""
    start = mapped.to_source(mark.start)
    at = -1 if start is None else start
    return replace(mark, start=at, end=at + mark.end - mark.start)
