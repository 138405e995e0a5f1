"""Align extracted text to the HTML page it was extracted from.

An extractor gives text without offsets. Its text is found again in the page by its characters that are no white space, in
order, so that tags, entities and indentation between them do not matter.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from html import unescape

from dateline.articles.mapped import Mapped, Run

#: Elements whose text nobody reads.
_HIDDEN = ("script", "style", "noscript", "template")
#: Elements that run on in their line; every other one breaks it.
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u",
})  # fmt: skip
_TAG_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_WORD = re.compile(r"\S+")
_STEP = re.compile(r"\S+|\s")
_SPACE = re.compile(r"\s|&(?:nbsp|#160|#xa0);?", re.IGNORECASE)
#: Where a block may be cut to be found part by part: between sentences, and between the cells of a table's row.
_CUT = re.compile(r"(\s\|\s|(?<=[.!?])\s+)")
#: Blocks that may be looked for from the top of the page because they do not follow the one before.
_MISSES = 100


class Visible:
    """The characters of a page that a reader sees, white space left out, with where each stands in the source."""

    def __init__(self, source: str) -> None:
        parts: list[str] = []
        offsets = array("l")
        for start, end, _ in _texts(source):
            _read_text(source, start, end, parts, offsets)
        self.text = "".join(parts)
        self.offsets = offsets


def _texts(source: str) -> Iterator[tuple[int, int, bool]]:
    """Yield the bounds of every stretch of text between tags, and whether a tag before it breaks the line."""
    at, end = 0, len(source)
    breaks = True
    start = 0
    while at < end:
        opened = source.find("<", at)
        if opened < 0:
            break
        after = _after_tag(source, opened, end)
        if after == opened:
            # A lone "<" is text.
            at = opened + 1
            continue
        if start < opened:
            yield start, opened, breaks
            breaks = False
        name = _TAG_NAME.match(source, opened)
        breaks = breaks or name is None or name[2].lower() not in _INLINE
        at = start = after
    if start < end:
        yield start, end, breaks


def bare_text(source: str, *, least: int | None = None) -> Mapped:
    """Return all the text of a page, a line for every element that is no inline one.

    Args:
        source: the page.
        least: how many characters at its head are enough; ``None`` for all.
    """
    words: list[str] = []
    runs: list[Run] = []
    length = 0
    for start, end, breaks in _texts(source):
        if least is not None and length >= least:
            break
        parts: list[str] = []
        offsets = array("l")
        if breaks and words:
            words.append("\n")
            length += 1
        elif source[start].isspace():
            words.append(" ")
            length += 1
        for number, word in enumerate(_WORD.finditer(source, start, end)):
            if number:
                parts.append(" ")
                offsets.append(word.start() - 1)
            _read_text(source, word.start(), word.end(), parts, offsets)
        text = "".join(parts)
        _extend_all(runs, length, text, offsets, source)
        words.append(text)
        length += len(text)
        if text and source[end - 1].isspace():
            words.append(" ")
            length += 1
    return Mapped("".join(words), tuple(runs))


def _extend(runs: list[Run], text_start: int, source_start: int, exact: bool) -> None:
    """Map one character; one that an entity stands for is mapped to the entity's start, in a run by itself."""
    if exact and runs:
        last_text, last_source, length = runs[-1]
        if last_text + length == text_start and last_source + length == source_start:
            runs[-1] = (last_text, last_source, length + 1)
            return
    runs.append((text_start, source_start, 1))


def _extend_all(runs: list[Run], text_start: int, words: str, offsets: array[int], source: str) -> None:
    """Map characters to their `offsets`: at once where they stand in the source as they are, else one by one."""
    if not words:
        return
    first, size = offsets[0], len(words)
    if offsets[-1] - first == size - 1 and source.startswith(words, first):
        if runs and runs[-1][0] + runs[-1][2] == text_start and runs[-1][1] + runs[-1][2] == first:
            runs[-1] = (runs[-1][0], runs[-1][1], runs[-1][2] + size)
        else:
            runs.append((text_start, first, size))
        return
    for at, (character, offset) in enumerate(zip(words, offsets, strict=True)):
        _extend(runs, text_start + at, offset, character == source[offset])


def _after_tag(source: str, at: int, end: int) -> int:
    """Return where the markup at `at` ends, hidden elements with their content; `at` itself if it is none."""
    if source.startswith("<!--", at):
        closed = source.find("-->", at + 4)
        return closed + 3 if closed >= 0 else end
    name = _TAG_NAME.match(source, at)
    if name is None and source[at + 1 : at + 2] not in ("!", "?"):
        return at
    closed = source.find(">", at)
    if closed < 0:
        return end
    if name and not name[1] and name[2].lower() in _HIDDEN and source[closed - 1] != "/":
        finish = re.compile(rf"</{name[2]}", re.IGNORECASE).search(source, closed)
        return finish.start() if finish else end
    return closed + 1


def _read_text(source: str, start: int, end: int, parts: list[str], offsets: array[int]) -> None:
    for word in _WORD.finditer(source, start, end):
        at = word.start()
        for entity in _ENTITY.finditer(source, at, word.end()) if "&" in word[0] else ():
            meaning = "".join(unescape(entity[0]).split())
            if meaning == entity[0]:
                continue
            parts.append(source[at : entity.start()])
            offsets.extend(range(at, entity.start()))
            parts.append(meaning)
            offsets.extend([entity.start()] * len(meaning))
            at = entity.end()
        parts.append(source[at : word.end()])
        offsets.extend(range(at, word.end()))


class Aligner:
    """Put blocks of extracted text one after another, each mapped to the page where it can be found."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._visible = Visible(source)
        self._cursor = 0
        self._parts: list[str] = []
        self._runs: list[Run] = []
        self._length = 0
        self.unaligned = 0
        self._misses = 0

    def add(self, block: str) -> tuple[int, int]:
        """Add a block and return its bounds."""
        if self._length:
            self._append("\n\n")
        start = self._length
        if not self._align(block):
            for number, part in enumerate(_CUT.split(block)):
                if number % 2:
                    self._append(part)
                elif part and not self._align(part):
                    self.unaligned += len(part)
                    self._append(part)
        return start, self._length

    def _append(self, words: str) -> None:
        self._parts.append(words)
        self._length += len(words)

    def _align(self, block: str) -> bool:
        key = "".join(block.split())
        found = self._visible.text.find(key, self._cursor)
        # Looking back through the whole page is dear: do it for a page's few blocks out of order, not for each of thousands.
        if found < 0 and self._misses < _MISSES:
            self._misses += 1
            found = self._visible.text.find(key)
        if found < 0 or not key:
            return False
        offsets = self._visible.offsets
        place = found
        last = -1
        for step in _STEP.finditer(block):
            words, at = step[0], self._length + step.start()
            if not words.isspace():
                _extend_all(self._runs, at, words, offsets[place : place + len(words)], self._source)
                place += len(words)
                last = offsets[place - 1]
            elif place < len(offsets) and (space := _SPACE.search(self._source, last + 1, offsets[place])):
                last = space.start()
                _extend(self._runs, at, last, self._source[last] != "&")
        self._cursor = max(self._cursor, place)
        self._append(block)
        return True

    def mapped(self) -> Mapped:
        """Return the text so far."""
        return Mapped("".join(self._parts), tuple(self._runs))
