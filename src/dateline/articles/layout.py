"""Read the lines of an HTML page with the place each has in its layout, and tell by it which belong to the story.

Extractors judge an element by itself: they lose paragraphs that a site writes in an unusual element, and keep what it sets between
paragraphs. Here the lines that an extraction has vote for the element that holds the story. The lines beside them belong to it too, unless
the page says that they are something else: by the element they stand in (HTML Living Standard, section 4.3), by a class that names it
(``data/layout.tsv``), or by being a link as a whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from dateline.articles.byline import whole_byline
from dateline.articles.dates import read_stamp
from dateline.articles.page_lines import BLOCK_PARTS, HEADINGS, Line, key_of
from dateline.articles.published import read_page_line, starts_labelled
from dateline.errors import ReferenceDataError
from dateline.records import BlockKind

#: Elements and roles (WAI-ARIA 1.2, section 5.3.4) that are no part of the story around them.
_ASIDE = frozenset({"nav", "aside", "footer", "form", "button", "dialog", "menu"})
_ROLES = frozenset({"navigation", "complementary", "banner", "contentinfo", "search", "dialog", "toolbar", "menu", "alert"})
#: Where content systems name an element.
_NAMES = ("class", "id", "data-testid", "data-component", "data-module", "data-type")
#: Names of an element that are looked at, and the words of one.
_TOKENS, _TOKEN_WORDS = 40, 12
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_MADE = re.compile(r"__\w+|[\d_-]+")
#: Words to a shingle; near-copy detection takes 4 to 10 (Broder 1997).
SIZE = 4
#: Share of a line's shingles in an extraction with which it has that extraction's vote.
VOTED = 0.6
#: Share of all voted words that the story's element holds: an extraction errs in the rest.
HOLDS = 0.85
#: Share of a line's characters in links beyond which it is a link and no line of the story, unless an extraction has it ...
LINKED = 0.6
#: ... and beyond which it is one all the same.
WHOLE = 0.95
#: Share of the story's words above which an element is the story, whatever its class says.
MISNAMED = 0.4
#: Words of a standfirst or key point at least, and the share of it in links that it stays below, unlike a byline.
SENTENCE, UNLINKED = 8, 0.1
#: Words of a byline at most.
BYLINE = 14
#: Words of a teaser at most, and the share of its heading in a link at least (some print the heading twice, once unlinked).
CARD, TITLED = 60, 0.4
_BY = re.compile(r"(?:by|von|par|por|di|door|av)\s", re.IGNORECASE)


@cache
def load_parts() -> Mapping[tuple[str, ...], str]:
    """Load which words in the name of an element tell what part of a page it is.

    Raises:
        ReferenceDataError: if the file is damaged.
    """
    found: dict[tuple[str, ...], str] = {}
    try:
        rows = resources.files("dateline.articles").joinpath("data/layout.tsv").read_text("utf-8").splitlines()
        for row in rows[1:]:
            names, part, _source = row.split("\t")
            for name in names.split(","):
                found[tuple(name.split())] = part
    except (OSError, ValueError) as error:
        raise ReferenceDataError(f"layout.tsv is damaged ({error}); reinstall dateline") from error
    return found


def part_of(element: Any) -> str | None:
    """Return which part of a page an element says it is, ``None`` where it says nothing.

    A name of one word counts at the end of a class alone: ``article-share`` is a share bar, ``share-article-body`` need not be.
    """
    if element.tag in _ASIDE or element.get("role") in _ROLES:
        return "aside"
    for attribute in _NAMES:
        for token in (element.get(attribute) or "").split()[:_TOKENS]:
            if part := _named_part(tuple(word.lower() for word in _PART.findall(token)[:_TOKEN_WORDS])):
                return part
    return None


@cache
def _named_part(words: tuple[str, ...]) -> str | None:
    parts = load_parts()
    for size in (4, 3, 2, 1):
        for at in range(len(words) - size + 1):
            if (size > 1 or at == len(words) - 1 or len(words) <= 2) and (found := parts.get(words[at : at + size])):
                return found
    return None


def vote(lines: Sequence[Line], texts: Iterable[str]) -> None:
    """Mark the lines that stand in an extraction, given as its blocks."""
    bag = {shingle for text in texts for shingle in _shingles(key_of(text))}
    for line in lines:
        found = list(_shingles(line.key)) if line.key else []
        line.voted = bool(found) and sum(shingle in bag for shingle in found) >= VOTED * len(found)


def _shingles(key: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield a text's shingles; a text shorter than one is one as a whole."""
    for at in range(max(1, len(key) - SIZE + 1)):
        yield tuple(key[at : at + SIZE])


def holder_of(lines: Sequence[Line]) -> Any:
    """Return the innermost element that holds nearly all voted words and what the same template made, ``None`` where nothing is voted."""
    holder = _innermost([line for line in lines if line.voted])
    if holder is None:
        return None
    # On pages that go on to the next story, each stands in an article of its own, with a title of its own.
    stories = {article for article in holder.iter("article") if article.find(".//h1") is not None}
    if len(stories) > 1:
        held = Counter(dict.fromkeys(stories, 0))
        for line in lines:
            held.update({element: len(line.key) for element in line.around(holder) if line.voted and element in stories})
        story, words = held.most_common(1)[0]
        if words >= MISNAMED * held.total():
            return story
    made = {sign for line in lines if line.voted and line.kind is BlockKind.PARAGRAPH and (sign := _sign(line))}
    wider = _innermost([line for line in lines if line.voted or (line.linked <= LINKED and _sign(line) in made)])
    # A second title is another story's.
    return holder if _titles(wider) > max(1, _titles(holder)) else wider


def _titles(element: Any) -> int:
    return sum(1 for _ in element.iter("h1"))


def _innermost(lines: Sequence[Line]) -> Any:
    """Return the innermost element with nearly all words of `lines` in it."""
    weight: Counter[Any] = Counter()
    for line in lines:
        for element in line.around():
            weight[element] += len(line.key)
    total = sum(len(line.key) for line in lines)
    holding = [element for element, words in weight.items() if words >= HOLDS * total]
    return max(holding, key=lambda element: sum(1 for _ in element.iterancestors()), default=None)


def story_lines(lines: Sequence[Line], holder: Any) -> list[Line]:
    """Return the lines of the story that `holder` holds, captions among them, by the votes that they have (`vote`)."""
    inside = [line for line in lines if line.is_in(holder)]
    named = _named(inside, holder)
    cards = _cards(inside, holder)
    homes, made = _homes(inside)
    wanted: list[Line] = []
    for line in inside:
        part = named.get(line.element)
        if part == "caption":
            line.kind = BlockKind.CAPTION
        elif part is not None or line.element in cards:
            continue
        if line.key and line.element.tag != "h1" and not (line.linked > LINKED and (not line.voted or line.linked > WHOLE)):
            wanted.append(line)
    kept: list[Line] = []
    following: Line | None = None
    for line in reversed(wanted):
        if line.kind is BlockKind.HEADING and not line.voted:
            # A heading belongs to what it heads.
            keep = bool(kept) and kept[-1] is following and kept[-1].kind is not BlockKind.HEADING
        else:
            # A line in an element of its own between paragraphs is some box's, unless the template makes paragraphs so.
            plain = line.element.tag in ("p", *BLOCK_PARTS, *HEADINGS)
            keep = line.voted or line.kind is BlockKind.CAPTION or (plain and _home(line) in homes) or _sign(line) in made
            keep = keep and (line.voted or not _is_byline(line))
        if keep:
            kept.append(line)
        following = line
    first = next((at for at, line in enumerate(lines) if line is inside[0]), 0) if inside else 0
    return _once([*_above(lines[:first], holder), *reversed(kept)])


def own_lines(tree: Any, lines: Sequence[Line]) -> list[Line]:
    """Return the lines of the element that the page says its story stands in, whatever an extraction makes of them."""
    parts: dict[Any, str | None] = {}
    for path in (".//*[@itemprop='articleBody']", ".//article", ".//main", ".//*[@role='main']"):
        holders = set(tree.iterfind(path))
        found = [line for line in lines if _is_prose(line) and _is_held(line, holders, parts)]
        if found:
            return found
    return []


def _is_prose(line: Line) -> bool:
    """Return whether a line is more likely a paragraph, or an item in sentences, than a control or a name in a list."""
    if line.kind is BlockKind.PARAGRAPH:
        return line.linked <= LINKED and (line.element.tag == "p" or len(line.key) >= SENTENCE)
    return line.kind is BlockKind.LIST_ITEM and line.linked <= LINKED and len(line.key) >= SENTENCE


def _is_held(line: Line, holders: set[Any], parts: dict[Any, str | None]) -> bool:
    """Return whether one of `holders` is around a line, with no other part of the page between; `parts` keeps what elements are."""
    for element in line.around():
        if element in holders:
            return True
        if element not in parts:
            parts[element] = part_of(element)
        if parts[element]:
            return False
    return False


def _once(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without repetitions: pages print a line twice for two sizes of screen."""
    seen: set[tuple[str, ...]] = set()
    kept = []
    for line in lines:
        if len(line.key) <= SIZE or line.key not in seen:
            kept.append(line)
        seen.add(line.key)
    return kept


def _above(lines: Sequence[Line], holder: Any) -> list[Line]:
    """Return what stands between the page's title and the story: the standfirst, key points, captions; no other credit or control.

    Lines that say when and by whom it was published are kept where they are read as such later.
    """
    titles = [at for at, line in enumerate(lines) if line.element.tag == "h1"]
    if not titles:
        return []
    wrapping = set(holder.iterancestors())
    kept: list[Line] = []
    for line in lines[titles[-1] + 1 :]:
        parts = {part for element in line.around() if element not in wrapping and (part := part_of(element))}
        if parts == {"caption"} or (not parts and line.kind is BlockKind.CAPTION):
            line.kind = BlockKind.CAPTION
            kept.append(line)
        elif not parts and (read_page_line(line.words, 0, len(line.words)) or whole_byline(line.words)):
            kept.append(line)
        elif not parts and len(line.key) >= SENTENCE and line.linked < UNLINKED and not _is_credit(line.words):
            if line.kind is BlockKind.HEADING:
                line.kind = BlockKind.PARAGRAPH
            kept.append(line)
    return kept


def _is_credit(words: str) -> bool:
    """Return whether a line between title and story says who wrote it or when, rather than what it tells."""
    return bool(_BY.match(words) or read_stamp(words) or (starts_labelled(words) and any(mark.isdigit() for mark in words)))


def _is_byline(line: Line) -> bool:
    """Return whether a line among the story's names its author: "By Ana Petrov in Renna and agencies"."""
    match = _BY.match(line.words)
    return match is not None and line.words[match.end()].isupper() and len(line.key) <= BYLINE and line.words[-1] not in ".!?"


def _cards(lines: Sequence[Line], holder: Any) -> set[Any]:
    """Return the elements of lines in teasers: a small box that has a linked heading in it."""
    words: Counter[Any] = Counter()
    for line in lines:
        for element in line.around(holder):
            words[element] += len(line.key)
    boxes: set[Any] = set()
    for line in lines:
        if line.kind is BlockKind.HEADING and line.linked >= TITLED and line.element is not holder:
            box = line.element
            while (parent := box.getparent()) is not None and parent is not holder and words[parent] <= CARD:
                box = parent
            boxes.add(box)
    return {line.element for line in lines if any(element in boxes for element in line.around(holder))} if boxes else set()


def _named(lines: Sequence[Line], holder: Any) -> dict[Any, str]:
    """Return what the elements around the lines say that they are; one that holds much of the story is misnamed."""
    said: dict[Any, str | None] = {}
    voted: Counter[Any] = Counter()
    total = sum(len(line.key) for line in lines if line.voted)
    for line in lines:
        for element in line.around(holder):
            if element not in said:
                said[element] = part_of(element)
            voted[element] += len(line.key) if line.voted else 0
    found: dict[Any, str] = {}
    for line in lines:
        parts = [part for element in line.around(holder) if (part := said[element]) and voted[element] <= MISNAMED * total]
        if parts:
            # The outermost says most: a caption in a teaser is the teaser's.
            found[line.element] = parts[-1]
    return found


def _home(line: Line) -> Any:
    """Return the element in which a line's block stands beside others."""
    home = line.element if line.element.tag in BLOCK_PARTS else line.element.getparent()
    while home is not None and home.tag in BLOCK_PARTS:
        home = home.getparent()
    return home


def _sign(line: Line) -> tuple[str, str] | None:
    """Return what tells the template that made a line, ``None`` where nothing does: the class of its element or of those around it."""
    if line.element.tag not in ("p", *BLOCK_PARTS, *HEADINGS):
        name = _class(line.element)
        return (line.element.tag, name) if name else None
    home = _home(line)
    if home is None:
        return None
    parent = home.getparent()
    name = _class(home) or (_class(parent) if parent is not None else "")
    return ("", name) if name else None


def _class(element: Any) -> str:
    """Return an element's class without what a build tool or a counter adds to it."""
    return " ".join(_MADE.sub(" ", element.get("class") or "").split())


def _homes(lines: Sequence[Line]) -> tuple[set[Any], set[tuple[str, str]]]:
    """Return the elements in which most lines are voted, and the signs of voted paragraphs."""
    voted: Counter[Any] = Counter()
    whole: Counter[Any] = Counter()
    made: set[tuple[str, str]] = set()
    for line in lines:
        home = _home(line)
        whole[home] += len(line.key)
        if line.voted:
            voted[home] += len(line.key)
            if line.kind is BlockKind.PARAGRAPH and (sign := _sign(line)):
                made.add(sign)
    return {home for home, words in voted.items() if 2 * words >= whole[home]}, made
