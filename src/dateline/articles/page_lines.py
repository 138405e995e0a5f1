"""Cut an HTML page into its lines: what a reader sees between two breaks, with the element it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from dateline.records import BlockKind

#: Elements that run on in their line; every other one breaks it.
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "label", "mark",
    "picture", "q", "s", "samp", "small", "source", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
})  # fmt: skip
#: Elements whose text nobody reads as a line of the page.
_UNREAD = frozenset({
    "audio", "canvas", "head", "iframe", "math", "noscript", "object", "option", "script", "select", "style", "svg", "template", "textarea",
    "video",
})  # fmt: skip
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: Elements that hold the lines of one block, which itself stands beside other blocks.
BLOCK_PARTS = frozenset({"li", "ul", "ol", "dl", "dd", "dt", "blockquote", "tr", "tbody", "thead", "table", "figure", "figcaption"})
#: Elements beyond which a line's kind is not looked for.
_BOUNDS = frozenset({"article", "main", "section", "body", "ul", "ol", "table"})
#: Words of a cell beyond which a table lays out a page and holds no data.
CELL_WORDS = 60
_WORD = re.compile(r"[^\W_]+")


@dataclass(slots=True)
class Line:
    """A line of a page: its words, the kind that its element gives it, that element, and the share of its characters in links.

    `key` are its words for comparison; `voted` says whether an extraction has it. A row of a data table is one line, its cells
    parted by bars.
    """

    words: str
    kind: BlockKind
    element: Any
    linked: float
    key: tuple[str, ...] = ()
    voted: bool = False

    def __post_init__(self) -> None:
        """Set the key."""
        self.key = key_of(self.words)

    def around(self, holder: Any = None) -> Iterator[Any]:
        """Yield the line's element and those around it, up to `holder`, which is left out."""
        element = self.element
        while element is not None and element is not holder:
            yield element
            element = element.getparent()

    def is_in(self, holder: Any) -> bool:
        """Return whether the line stands in an element."""
        return any(element is holder for element in self.around())


def key_of(words: str) -> tuple[str, ...]:
    """Return words for comparison, without case and marks."""
    return tuple(_WORD.findall(words.casefold()))


@dataclass(slots=True)
class _Writer:
    """Gathers the text of a line until something breaks it."""

    lines: list[Line] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    in_links: int = 0
    characters: int = 0
    linked: int = 0
    breaks: int = 0

    def add(self, words: str | None) -> None:
        if not words:
            return
        self.parts.append(words)
        if size := len("".join(words.split())):
            self.breaks = 0
            self.characters += size
            self.linked += size if self.in_links else 0

    def end_line(self, element: Any) -> None:
        if words := " ".join("".join(self.parts).split()):
            self.lines.append(Line(words, _kind(element), element, self.linked / self.characters))
        self.parts, self.characters, self.linked, self.breaks = [], 0, 0, 0

    def add_break(self, element: Any) -> None:
        # Two line breaks on end part paragraphs; one parts words.
        self.breaks += 1
        if self.breaks > 1:
            self.end_line(element)
        self.parts.append(" ")


def read_lines(tree: Any) -> list[Line]:
    """Return all lines of a page in order; what is hidden or no text is left out."""
    writer = _Writer()
    blocks: list[Any] = [tree]
    skipped: Any = None
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
                writer.add(element.tail)
            continue
        name = element.tag
        if event in ("comment", "pi"):
            writer.add(element.tail)
        elif event == "start":
            if name in _UNREAD or _is_unseen(element):
                skipped = element
            elif name == "table" and (rows := list(_rows(element))):
                writer.end_line(blocks[-1])
                writer.lines += rows
                skipped = element
            elif name == "br":
                writer.add_break(blocks[-1])
            else:
                if name not in _INLINE:
                    writer.end_line(blocks[-1])
                    blocks.append(element)
                writer.in_links += name == "a"
                writer.add(element.text)
        else:
            writer.in_links -= name == "a"
            if name not in _INLINE and name != "br":
                writer.end_line(blocks.pop())
            if element is not tree:
                writer.add(element.tail)
    return writer.lines


def _is_unseen(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or element.get("aria-hidden") == "true" or "display:none" in style


def _kind(element: Any) -> BlockKind:
    """Return what a line's element, or one close around it, makes of it; a picture's words are its caption at any depth."""
    kind = None
    while element is not None:
        name = element.tag
        if name in ("figcaption", "figure"):
            return BlockKind.CAPTION
        if kind is None:
            if name in HEADINGS:
                kind = BlockKind.HEADING
            elif name in ("li", "dd", "dt"):
                kind = BlockKind.LIST_ITEM
            elif name in _BOUNDS:
                kind = BlockKind.PARAGRAPH
        element = element.getparent()
    return kind or BlockKind.PARAGRAPH


def _rows(table: Any) -> Iterator[Line]:
    """Yield the rows of a data table, its caption first; none of a table that only lays out a page.

    A data table has two rows of at least two cells, no table or form in it, and no cell of whole paragraphs.
    """
    if table.get("role") in ("presentation", "none") or table.find(".//table") is not None or table.find(".//form") is not None:
        return
    rows = [(row, [words for cell in row.iterchildren("td", "th") if (words := _text(cell))]) for row in table.iter("tr")]
    if sum(len(cells) > 1 for _, cells in rows) < 2 or any(len(words.split()) > CELL_WORDS for _, cells in rows for words in cells):
        return
    caption = table.find("caption")
    if caption is not None and (words := _text(caption)):
        yield Line(words, BlockKind.HEADING, caption, 0.0)
    for row, cells in rows:
        if cells:
            yield Line(" | ".join(cells), BlockKind.LIST_ITEM, row, 0.0)


def _text(element: Any) -> str:
    """Return an element's words, parted where another element than an inline one starts or ends."""
    parts: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event == "start":
            parts += ["" if node.tag in _INLINE else " ", (node.text or "") if node.tag not in _UNREAD else ""]
        else:
            parts += ["" if event != "end" or node.tag in _INLINE else " ", (node.tail or "") if node is not element else ""]
    return " ".join("".join(parts).split())
