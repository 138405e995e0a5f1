"""Find the story on an HTML page: trafilatura's extraction, held against what the page's own structure says.

trafilatura is asked for precision. What it is known to lose is put back where the page itself vouches for it: the standfirst that the page
declares and prints, key points listed above the story, and whole stories of which it took a small part. What it is known to keep is
taken off: the line about the author, and posts of social networks that are shown beside the story.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree, html

from dateline.articles.declared import Declared
from dateline.records import BlockKind

Words = tuple[str, BlockKind]

#: Words of a paragraph that count as story when a page's own paragraphs are looked at.
PARAGRAPH = 8
#: An extraction with less than this share of the words in the page's own story element has lost the story.
LOST = 0.5
#: ... where that element has at least so many words: of short ones teasers and captions are the larger part.
LOST_LEAST = 150
#: An extraction so many times as long as that element holds other stories too.
SWOLLEN = 1.5
#: Share of a list item's or paragraph's characters in links beyond which it is a teaser.
LINKED = 0.5
#: Words of a key point above the story, and how many make a list of them.
POINT, POINTS = 6, 2
#: Words that a line about the author may have, and how far from the end it may stand.
ABOUT, ABOUT_LINES = 90, 3
_ABOUT = re.compile(r"\s(?:is|was|writes|covers|has|joined|reports|works)\b|,\s(?:an?|the)\s", re.IGNORECASE)
_WORD = re.compile(r"\w+")
#: What content systems call the line under the title, in the class of its element.
_STANDFIRST = re.compile(
    r"stand-?first|sub-?head|sub-?title|sub-?line|excerpt|\bde[ck]k?\b|summary|strap-?line|chapo|vorspann|entradilla|sommario",
    re.IGNORECASE,
)
_KINDS = {
    "p": BlockKind.PARAGRAPH,
    "quote": BlockKind.PARAGRAPH,
    "head": BlockKind.HEADING,
    "item": BlockKind.LIST_ITEM,
    "cell": BlockKind.LIST_ITEM,
}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
#: Elements whose text is no story (HTML Living Standard, sections 4.3 and 4.10), and those that hide it.
_ASIDE = frozenset(
    {"nav", "aside", "footer", "form", "button", "figure", "figcaption", "script", "style", "noscript", "template", "select", "dialog"}
)
#: Where a page says that its story stands, most telling first.
_CONTAINERS = (".//*[@itemprop='articleBody']", ".//article", ".//main", ".//*[@role='main']")
#: How embedded posts sign themselves: "— Name (@handle) February 28, 2024".
_SIGNED = re.compile(r"^[\u2014\u2013-]\s?.{1,80}\(@\w{1,30}\)\s.{0,40}\d{4}$")


@dataclass(frozen=True, slots=True)
class Story:
    """A page's story: its blocks in order, and what of it was found by other means than trafilatura's."""

    blocks: tuple[Words, ...]
    notes: tuple[str, ...] = ()


def story_of(source: str, url: str | None, declared: Declared) -> Story | None:
    """Return the story of a page, or ``None`` where none is found."""
    # trafilatura takes a third of a second to import, which plain text need not pay.
    from trafilatura import bare_extraction

    def extracted(*, precise: bool) -> list[Words]:
        document = bare_extraction(
            source, url=url, include_comments=False, with_metadata=False, favor_precision=precise, include_tables=precise
        )  # fmt: skip
        return [] if document is None or isinstance(document, dict) or document.body is None else list(_blocks(document.body))

    blocks = extracted(precise=True)
    tree = _tree(source)
    notes: list[str] = []
    if tree is not None:
        own = own_paragraphs(tree)
        if _count(own) >= LOST_LEAST and _count(blocks) < LOST * _count(own):
            wider = extracted(precise=False)
            blocks = wider if _count(wider) >= LOST * _count(own) else own
            notes.append("html: the story was taken from the page's own story element")
        elif _count(own) >= LOST_LEAST and _count(blocks) > SWOLLEN * _count(own):
            told = " \n ".join(_key(words) for words, _ in own)
            blocks = [block for block in blocks if _key(block[0]) in told]
            notes.append("html: what stands outside the page's own story element was left out")
    if not blocks:
        return None
    blocks = _without_posts(_without_author(blocks, declared.author))
    if tree is not None:
        blocks = [*_above(tree, blocks, declared), *blocks]
    return Story(tuple(blocks), tuple(notes))


def _tree(source: str) -> Any:
    try:
        return html.document_fromstring(source.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8", huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None


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


def own_paragraphs(tree: Any) -> list[Words]:
    """Return the paragraphs of the element that the page says its story stands in; of several, all, in order, if they are entries.

    Args:
        tree: the page.
    """
    for path in _CONTAINERS:
        found = [element for element in tree.iterfind(path) if not _inside_aside(element)]
        outer = [element for element in found if not any(parent in found for parent in element.iterancestors())]
        blocks = [block for element in outer for block in _paragraphs(element)]
        if _count(blocks) >= LOST_LEAST:
            return blocks
    return []


def _paragraphs(element: Any) -> Iterator[Words]:
    for part in element.iter():
        name = part.tag if isinstance(part.tag, str) else ""
        if name not in ("p", "li", *_HEADINGS) or _inside_aside(part, element):
            continue
        words = " ".join(part.text_content().split())
        if not words or _linked(part, words) > LINKED or (name != "p" and part.find(".//p") is not None):
            continue
        if name in _HEADINGS:
            yield words, BlockKind.HEADING
        elif len(words.split()) >= (PARAGRAPH if name == "li" else 1):
            yield words, BlockKind.LIST_ITEM if name == "li" else BlockKind.PARAGRAPH


def _inside_aside(element: Any, within: Any = None) -> bool:
    while element is not None and element is not within:
        if element.tag in _ASIDE or element.get("hidden") is not None or element.get("aria-hidden") == "true":
            return True
        element = element.getparent()
    return False


def _linked(element: Any, words: str) -> float:
    """Return the share of an element's characters that stand in links."""
    return sum(len(" ".join(link.text_content().split())) for link in element.iter("a")) / max(1, len(words))


def _count(blocks: Sequence[Words]) -> int:
    return sum(len(words.split()) for words, kind in blocks if kind is not BlockKind.HEADING)


def _key(words: str) -> str:
    return " ".join(_WORD.findall(words.casefold()))


def _above(tree: Any, blocks: Sequence[Words], declared: Declared) -> list[Words]:
    """Return what the page prints above its story and trafilatura left out: the standfirst that it declares, and key points."""
    known = " \n ".join(_key(words) for words, _ in blocks)
    standfirst = _key(declared.standfirst or "")
    paragraphs = [_key(words) for words, kind in blocks if kind is BlockKind.PARAGRAPH]
    first = next((key for key in paragraphs if not _same(key, standfirst)), "")
    found: list[Words] = []
    wanted = len(paragraphs) > 1 and not any(_same(key, standfirst) for key in paragraphs)
    for element in tree.iter("p", "h2", "h3", "div", "span", "ul", "ol"):
        if element.tag in ("ul", "ol"):
            points = [item for item in _points(element) if _key(item) not in known]
            if len(points) >= POINTS:
                found += [(words, BlockKind.LIST_ITEM) for words in points]
            continue
        if len(element) > 6:
            continue
        words = " ".join(element.text_content().split())
        if not words:
            continue
        key = _key(words)
        if first and key and (key == first or (len(key) > 60 and first.startswith(key))):
            break
        if wanted and key not in known and len(key.split()) >= POINT and not _inside_aside(element):
            named = element.tag in ("p", "h2", "h3") and _STANDFIRST.search(str(element.get("class") or "")) is not None
            if _same(key, standfirst) or (named and _linked(element, words) <= LINKED):
                found.insert(0, (words, BlockKind.PARAGRAPH))
                wanted = False
    return found if first else []


def _same(key: str, wanted: str) -> bool:
    """Return whether a printed line is the declared one; a declaration may be cut ("The ministry said on ...")."""
    return (key == wanted and bool(key)) or (len(wanted) > 60 and key.startswith(wanted[: len(wanted) - 12]) and len(key) < 2 * len(wanted))


def _points(element: Any) -> list[str]:
    """Return the items of a list of key points: sentences that are no links, in no menu."""
    items = [(item, " ".join(item.text_content().split())) for item in element.iterchildren("li")]
    if _inside_aside(element) or len(items) < POINTS:
        return []
    plain = [words for item, words in items if len(words.split()) >= POINT and _linked(item, words) <= LINKED]
    return plain if len(plain) == len(items) else []


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
