"""Find the story on an HTML page: trafilatura's extraction, held against what the page's own layout says.

trafilatura is asked for precision. Its lines, and those of the story that the page declares in JSON-LD, vote for the element that holds the
story, and the page's layout says what else of that element is story (`dateline.articles.layout`). Where trafilatura took a small part of
what the page says its story is, it is asked again, for more. What is said of the author below a story, and posts of social networks that
are shown in it, are taken off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.articles.declared import Declared
from dateline.articles.layout import holder_of, own_lines, story_lines, vote
from dateline.articles.page_lines import Line, read_lines
from dateline.records import BlockKind

Words = tuple[str, BlockKind]

#: An extraction with less than this share of the words in the page's own story element has lost the story.
LOST = 0.5
#: ... where that element has at least so many words: of short ones teasers and captions are the larger part.
LOST_LEAST = 150
#: Lines beyond which a page is a list and its layout is not looked at.
LINES = 10_000
#: Words that a line about the author may have, and how far from the end it may stand.
ABOUT, ABOUT_LINES = 90, 3
_ABOUT = re.compile(r"\s(?:is|was|writes|covers|has|joined|reports|works)\b|,\s(?:an?|the)\s", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_KINDS = {
    "p": BlockKind.PARAGRAPH,
    "quote": BlockKind.PARAGRAPH,
    "head": BlockKind.HEADING,
    "item": BlockKind.LIST_ITEM,
    "cell": BlockKind.LIST_ITEM,
}
#: How embedded posts sign themselves: "— Name (@handle) February 28, 2024".
_SIGNED = re.compile(r"^[\u2014\u2013-]\s?.{1,80}\(@\w{1,30}\)\s.{0,40}\d{4}$")


@dataclass(frozen=True, slots=True)
class Story:
    """A page's story: its blocks in order, and what of it was found by other means than trafilatura's."""

    blocks: tuple[Words, ...]
    notes: tuple[str, ...] = ()


def story_of(source: str, tree: Any, url: str | None, declared: Declared) -> Story | None:
    """Return the story of a page, given as its decoded source and its elements (`page_tree`), or ``None`` where none is found."""
    # trafilatura takes a third of a second to import, which plain text need not pay.
    from trafilatura import bare_extraction

    def extracted(*, precise: bool) -> list[Words]:
        document = bare_extraction(
            source, url=url, include_comments=False, with_metadata=False, favor_precision=precise, include_tables=precise
        )  # fmt: skip
        return [] if document is None or isinstance(document, dict) or document.body is None else list(_blocks(document.body))

    blocks = extracted(precise=True)
    lines = read_lines(tree) if tree is not None else []
    notes: list[str] = []
    if 0 < len(lines) <= LINES:
        found = _by_layout(lines, [*(words for words, _ in blocks), *declared.bodies])
        own = [(line.words, line.kind) for line in own_lines(tree, lines)]
        if _count(own) >= LOST_LEAST and _count(found) < LOST * _count(own):
            wider = extracted(precise=False)
            found = _by_layout(lines, [words for words, _ in (wider if _count(wider) >= LOST * _count(own) else own)])
            notes.append("html: the story was taken from the page's own story element")
        # Where the lines of the page do not bear out what was extracted, the extraction stands.
        if _count(found) >= LOST * _count(blocks):
            blocks = found
    if not blocks:
        return None
    return Story(tuple(_without_posts(_without_author(blocks, declared.author))), tuple(notes))


def _by_layout(lines: Sequence[Line], texts: Sequence[str]) -> list[Words]:
    """Return the story among a page's lines, by the votes of texts that have been extracted."""
    vote(lines, texts)
    holder = holder_of(lines)
    return [] if holder is None else [(line.words, line.kind) for line in story_lines(lines, holder)]


def _words(element: Any) -> str:
    """Return an element's words; a line break parts them."""
    parts: list[str] = []
    for node in element.iter():
        if node.tag == "lb":
            parts.append(" ")
        elif node.text:
            parts.append(str(node.text))
        if node is not element and node.tail:
            parts.append(str(node.tail))
    return " ".join("".join(parts).split())


def _blocks(body: Any) -> Iterator[Words]:
    """Yield the blocks of trafilatura's tree; an element inside a block belongs to it. A table's row is one item."""
    # A stack, so that depth costs no recursion.
    stack: list[Any] = [body]
    while stack:
        element = stack.pop()
        name = str(element.tag)
        if name == "row":
            cells = [_words(cell) for cell in element]
            if any(cells):
                yield " | ".join(cell for cell in cells if cell), BlockKind.LIST_ITEM
        elif name in _KINDS:
            words = _words(element)
            if words:
                yield words, _KINDS[name]
        else:
            stack.extend(reversed(list(element)))


def _count(blocks: Sequence[Words]) -> int:
    return sum(len(words.split()) for words, kind in blocks if kind not in (BlockKind.HEADING, BlockKind.CAPTION))


def _key(words: str) -> str:
    return " ".join(_WORD.findall(words.casefold()))


def _without_author(blocks: list[Words], author: str | None) -> list[Words]:
    """Return the blocks without what is said of the author below the story: "Ana Petrov is a reporter ..."."""
    if not author:
        return blocks
    names = [_key(name) for name in re.split(r";|,| and ", author) if len(name.split()) >= 2]
    kept = list(blocks)
    for at in range(len(kept) - 1, max(0, len(kept) - 1 - ABOUT_LINES), -1):
        words, _ = kept[at]
        opening = _key(words[:120])
        if len(words.split()) <= ABOUT and any(opening.startswith(name) for name in names) and _ABOUT.search(words[:160]):
            del kept[at:]
    return kept


def _without_posts(blocks: list[Words]) -> list[Words]:
    """Return the blocks without embedded posts of a social network, which end in their author's handle and date."""
    kept: list[Words] = []
    for words, kind in blocks:
        if _SIGNED.match(words):
            if kept and kept[-1][1] is BlockKind.PARAGRAPH:
                kept.pop()
            continue
        kept.append((words, kind))
    return kept
