"""Read the elements of an HTML page with where each stands in the source, which parsers that build a tree do not tell.

Markup is read as browsers forgive it: unclosed paragraphs and list items end where the next begins, a closing tag without an opening
one is left out, and whatever is open at the end closes there (HTML Living Standard, sections 13.1.2 and 13.2.6). Time is linear in the
page's length.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_ATTRIBUTE = re.compile(r"([a-zA-Z_:][\w:.-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_WORD = re.compile(r"\S+")
#: Elements without content (section 13.1.2).
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"})
#: Elements whose content is no markup.
_RAW = frozenset({"script", "style", "noscript", "template", "textarea", "title"})
#: Elements that close an open one of their own kind, which pages leave open (section 13.1.2.4).
_REPEATED = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "option"})
#: Elements that close an open paragraph.
_CLOSES_P = frozenset({
    "address", "article", "aside", "blockquote", "div", "dl", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul",
})  # fmt: skip
#: Elements deeper than this are read as children of the one at this depth.
DEPTH = 400


@dataclass(slots=True)
class Element:
    """An element: its tag opens at `start`, its content is ``source[inner:close]``, and it is over at `end`."""

    name: str
    start: int
    inner: int
    head: str
    parent: int
    close: int = -1
    end: int = -1
    children: list[int] = field(default_factory=list)

    def attributes(self) -> dict[str, str]:
        """Return the attributes by lower-case name, entities read."""
        return {m[1].lower(): unescape(m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(self.head)}


class Markup:
    """A page's elements in the order of their opening tags, and its visible words with where they stand."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.elements: list[Element] = []
        #: Bounds of every stretch of visible text that is not blank.
        self._starts: list[int] = []
        self._ends: list[int] = []
        #: How many characters that are no white space stand before each stretch.
        self._before: list[int] = [0]
        self._read()

    def _read(self) -> None:
        source, size = self.source, len(self.source)
        stack: list[int] = []
        opened: Counter[str] = Counter()
        at = 0
        while at < size:
            tag = source.find("<", at)
            self._text(at, tag if tag >= 0 else size)
            if tag < 0:
                break
            if source.startswith("<!--", tag):
                closed = source.find("-->", tag + 4)
                at = closed + 3 if closed >= 0 else size
                continue
            match = _TAG.match(source, tag)
            if match is None:
                if source[tag + 1 : tag + 2] in ("!", "?"):
                    closed = source.find(">", tag)
                    at = closed + 1 if closed >= 0 else size
                else:
                    self._text(tag, tag + 1)
                    at = tag + 1
                continue
            closed = source.find(">", match.end())
            after = closed + 1 if closed >= 0 else size
            name = match[2].lower()
            if match[1]:
                if opened[name]:
                    self._close(stack, opened, name, tag, after)
                at = after
                continue
            if name in _CLOSES_P and opened["p"]:
                self._close(stack, opened, "p", tag, tag)
            elif name in _REPEATED and stack and self.elements[stack[-1]].name == name:
                self._close(stack, opened, name, tag, tag)
            number = len(self.elements)
            parent = stack[-1] if stack else -1
            element = Element(name, tag, after, source[match.end() : after - 1], parent)
            self.elements.append(element)
            if parent >= 0:
                self.elements[parent].children.append(number)
            if name in _RAW:
                finish = re.compile(rf"</{name}", re.IGNORECASE).search(source, after)
                element.close = finish.start() if finish else size
                stop = source.find(">", element.close)
                element.end = at = stop + 1 if finish and stop >= 0 else size
            elif name in _VOID or element.head.endswith("/") or len(stack) >= DEPTH:
                element.close = element.end = at = after
            else:
                stack.append(number)
                opened[name] += 1
                at = after
        for number in stack:
            self.elements[number].close = self.elements[number].end = size

    def _close(self, stack: list[int], opened: Counter[str], name: str, at: int, after: int) -> None:
        while stack:
            element = self.elements[stack.pop()]
            opened[element.name] -= 1
            element.close = at
            element.end = after if element.name == name else at
            if element.name == name:
                return

    def _text(self, start: int, end: int) -> None:
        size = sum(len(word[0]) for word in _WORD.finditer(self.source, start, end))
        if size:
            self._starts.append(start)
            self._ends.append(end)
            self._before.append(self._before[-1] + size)

    def visible(self, start: int, end: int) -> int:
        """Return how many visible characters, white space left out, stand in the stretches of text inside ``source[start:end]``."""
        first = bisect_left(self._starts, start)
        return self._before[max(bisect_right(self._ends, end), first)] - self._before[first]

    def words(self, start: int, end: int) -> str:
        """Return the visible text inside ``source[start:end]``, one space between words, entities read."""
        first, last = bisect_left(self._starts, start), bisect_right(self._ends, end)
        parts = (self.source[self._starts[n] : self._ends[n]] for n in range(first, last))
        return " ".join(unescape("".join(parts)).split())

    def inside(self, element: Element) -> str:
        """Return an element's visible text."""
        return self.words(element.inner, element.close)

    def named(self, *names: str) -> Iterator[Element]:
        """Yield the elements of these names."""
        return (element for element in self.elements if element.name in names)
