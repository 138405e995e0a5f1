"""Tell pages that stand in place of a report: consent, log-in and error pages, checks for robots, cut reports, players, lists of teasers.

A page is never refused for one phrase: what decides is what is left beside the sentences that bear one (``data/stubs.toml``). A finished
sentence with a word of harm beside them keeps a page, but for the head of a report that is cut off. Notices that are glued to a whole
report are furniture and go.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dateline.articles.align import bare_text
from dateline.articles.furniture import compile_pattern, is_harm
from dateline.articles.lines import split_lines
from dateline.articles.mapped import Mapped
from dateline.articles.markup import Markup
from dateline.articles.piece import Piece
from dateline.errors import NotAnArticle, ReferenceDataError
from dateline.records import BlockKind

#: Characters at the head and at the foot of a page where a notice may stand.
REACH = 6_000
#: Words of story from which on no phrase on the page says anything: the shortest wire reports have 60.
PLENTY = 150
#: Words and finished sentences that a part of a report needs to be one by itself: a lead and what bears it out, or a lead that tells of
#: harm. A part that breaks off in a sentence needs as many words as a short report.
WHOLE_WORDS, WHOLE_SENTENCES, BROKEN_WORDS = 20, 2, 120
#: Words that a finished sentence of a story has at least.
SENTENCE_WORDS = 6
#: Teasers that make a list of them, share of the paragraphs under one, the words of the middle one at most.
TEASERS, TEASED, TEASER_WORDS = 8, 0.8, 45
#: Words of a sentence that one phrase makes a notice, and share of a longer one that phrases must have.
NOTICE_WORDS, NOTICE_SHARE = 12, 0.2
#: Words of a link that is a headline.
HEADLINE_WORDS = 4
#: Stands for the machine-readable word that a page keeps text back.
_CLOSED = "closed"
_SENTENCE = re.compile(
    r"[^.!?\u2026\u061f\u3002\n]+(?:[.!?\u2026\u061f\u3002]+(?=\S)[^.!?\u2026\u061f\u3002\n]*)*[.!?\u2026\u061f\u3002]*[\"\u201d'\u2019)\]]*"
)
_FINISHED = re.compile(r"(?<!\.)[.!?\u061f\u3002][\"\u201d'\u2019)\]]*\s*$")
_BROKEN = re.compile(r"(?:\.{2,}|\u2026)[\"\u201d'\u2019)\]]*\s*$|[\w,;:-]\s*$")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of page in place of a report; see ``data/stubs.toml``."""

    name: str
    words: str
    way: str
    least: int
    group: str
    phrases: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Stubs:
    """All kinds, the likeliest first, and the marks of structure."""

    kinds: tuple[Kind, ...]
    teaser: re.Pattern[str]
    closed: re.Pattern[str]
    film: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Wall:
    """A sentence that is a notice of a kind: ``text[start:end]``."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page is called and shows beside its story: the name of its source, its title, its HTML."""

    origin: str
    title: str | None
    html: str | None


@cache
def load_stubs() -> Stubs:
    """Load the kinds once.

    Raises:
        ReferenceDataError: if the file is damaged.
    """
    try:
        data = tomllib.loads(resources.files("dateline.articles").joinpath("data/stubs.toml").read_text("utf-8"))
        phrases: dict[str, list[str]] = {}
        for entry in data["phrase"]:
            if entry["source"]:
                phrases.setdefault(entry["kind"], []).append(entry["pattern"])
        kinds = tuple(
            Kind(k["name"], k["words"], k["way"], k["least"], k["group"], compile_pattern("|".join(phrases[k["name"]])))
            for k in data["kind"]
        )
        marks = data["structure"]
        return Stubs(kinds, compile_pattern(marks["teaser"]), compile_pattern(marks["closed"]), compile_pattern(marks["film"]))
    except (tomllib.TOMLDecodeError, KeyError, re.error, OSError) as error:
        raise ReferenceDataError(f"stubs.toml is damaged ({error}); reinstall dateline") from error


def find_walls(text: str, pieces: Sequence[Piece]) -> list[Wall]:
    """Return the notices at the head and the foot of a page, in order."""
    if not pieces:
        return []
    low, high = pieces[0].start + REACH, pieces[-1].end - REACH
    found: list[Wall] = []
    for piece in pieces:
        if low <= piece.start and piece.end <= high:
            continue
        for start, end in _sentences(text, piece.start, piece.end):
            if start >= low and end <= high:
                continue
            words = text[start:end]
            kind = next((kind.name for kind in load_stubs().kinds if _is_notice(words, kind.phrases)), None)
            if kind is not None:
                found.append(Wall(kind, start, end))
    return found


def _is_notice(words: str, phrases: re.Pattern[str]) -> bool:
    """Return whether a sentence is a notice: a short one with a phrase in it, or one that phrases make a good part of."""
    held = sum(match.end() - match.start() for match in phrases.finditer(words))
    return bool(held) and (held >= NOTICE_SHARE * len(words) or len(words.split()) <= NOTICE_WORDS)


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the bounds of the sentences in a line, white space off their ends."""
    found = []
    for match in _SENTENCE.finditer(text, start, end):
        words = match[0]
        first = match.start() + len(words) - len(words.lstrip())
        past = match.end() - len(words) + len(words.rstrip())
        if first < past:
            found.append((first, past))
    return found


@dataclass(frozen=True, slots=True)
class _Story:
    """What is left of a page beside its notices: words in finished sentences, how many, whether one tells of harm, the last line."""

    words: int
    sentences: int
    harm: bool
    last: str


def _story(text: str, pieces: Sequence[Piece], walls: Sequence[Wall]) -> _Story:
    words = sentences = 0
    harm = False
    last = ""
    starts = [wall.start for wall in walls]
    for piece in pieces:
        if piece.kind in (BlockKind.TITLE, BlockKind.HEADING):
            continue
        for start, end in _sentences(text, piece.start, piece.end):
            at = bisect_right(starts, start) - 1
            if at >= 0 and start < walls[at].end:
                continue
            sentence = text[start:end]
            last = sentence
            size = len(sentence.split())
            if size >= SENTENCE_WORDS and _FINISHED.search(sentence):
                words += size
                sentences += 1
                harm = harm or is_harm(sentence)
            if words >= PLENTY:
                return _Story(words, sentences, harm, last)
    return _Story(words, sentences, harm, last)


def without_walls(
    working: Mapped, pieces: Sequence[Piece], every: Sequence[Piece], walls: Sequence[Wall], seen: Seen, counts: Counter[str]
) -> tuple[list[Piece], list[str]]:  # fmt: skip
    """Take notices off a whole report, or refuse a page that is nothing but one.

    Args:
        working: the working text with its map into the page's HTML.
        pieces: what is left of the page once its furniture is gone; every piece has its kind.
        every: the page's pieces with its furniture.
        walls: from `find_walls`, before furniture went.
        seen: what else the page shows.
        counts: what was dropped, by group.

    Returns:
        The pieces without notices, and notes on what the page keeps back.

    Raises:
        NotAnArticle: if the page stands in place of a report.
    """
    text = working.text
    story = _story(text, pieces, walls)
    if story.words < PLENTY:
        shown = {wall.kind for wall in walls} | _shown(seen)
        for kind in load_stubs().kinds:
            if (kind.name in shown or (kind.name == "paywall" and _CLOSED in shown)) and (why := _refused(kind, story, shown)):
                raise NotAnArticle(f"{seen.origin} is {kind.words}: {why}; {kind.way}")
    if seen.html is not None:
        _refuse_teasers(text, pieces, working, seen)
    else:
        _refuse_teaser_lines(text, every, seen)
    kept = _off(text, pieces, walls, counts)
    gone = {wall.kind for wall in walls}
    if "paywall" in gone and story.words < PLENTY:
        return kept, [f"paywall: the page keeps text back; the {story.sentences} sentences before it are read"]
    return kept, []


def _shown(seen: Seen) -> set[str]:
    """Return the kinds whose notices stand anywhere on a page, also where no story was looked for."""
    found = set()
    stubs = load_stubs()
    title = [seen.title] if seen.title else []
    lines: list[str] = []
    if seen.html is not None:
        visible = bare_text(seen.html, least=2 * REACH).text
        lines = [visible[line.start : line.end] for line in split_lines(visible[: 2 * REACH])]
        if stubs.closed.search(seen.html):
            found.add(_CLOSED)
        if stubs.film.search(seen.html):
            found.add("player")
    for words in (*title, *lines):
        found.update(kind.name for kind in stubs.kinds if _is_notice(words, kind.phrases))
    return found


def _refused(kind: Kind, story: _Story, shown: Set[str]) -> str | None:
    """Return why a page with a notice of `kind` is no report, ``None`` where it is one."""
    if kind.name != "paywall":
        if story.words >= kind.least or story.harm:
            return None
        return f"beside the notice it has {story.words} words of text" if story.words else "it holds no other text"
    broken = bool(_BROKEN.search(story.last))
    if broken and story.words < BROKEN_WORDS:
        return f"only {story.words} words of it are shown, and they break off"
    # What the page says to machines alone also stands on pages that show all of a report.
    if broken or _CLOSED not in shown or "paywall" in shown:
        whole = story.words >= WHOLE_WORDS and (story.sentences >= WHOLE_SENTENCES or story.harm)
        return None if whole or story.words >= BROKEN_WORDS else f"only {story.words} words of it are shown"
    return None


def _off(text: str, pieces: Sequence[Piece], walls: Sequence[Wall], counts: Counter[str]) -> list[Piece]:
    """Drop the pieces that are notices from end to end, unless one tells of harm."""
    if not walls:
        return list(pieces)
    groups = {kind.name: kind.group for kind in load_stubs().kinds}
    inside: dict[int, list[Wall]] = {}
    starts = [piece.start for piece in pieces]
    for wall in walls:
        at = bisect_right(starts, wall.start) - 1
        if at >= 0 and wall.start < pieces[at].end:
            inside.setdefault(at, []).append(wall)
    kept = []
    for number, piece in enumerate(pieces):
        held = sum(wall.end - wall.start for wall in inside.get(number, ()))
        whole = held >= 0.9 * (piece.end - piece.start)
        if held and whole and piece.kind is not BlockKind.TITLE and not is_harm(text[piece.start : piece.end]):
            counts[groups[inside[number][0].kind]] += 1
        else:
            kept.append(piece)
    return kept


def _refuse_teasers(text: str, pieces: Sequence[Piece], working: Mapped, seen: Seen) -> None:
    """Refuse an HTML page whose paragraphs each stand under a headline that leads elsewhere, or are links themselves.

    Raises:
        NotAnArticle: if it is one.
    """
    story = [piece for piece in pieces if piece.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING)]
    if len(story) < TEASERS or seen.html is None:
        return
    sizes = sorted(len(text[piece.start : piece.end].split()) for piece in story)
    if sizes[len(sizes) // 2] > TEASER_WORDS:
        return
    markup = Markup(seen.html)
    links = [
        (element.start, element.end) for element in markup.named("a")
        if len(markup.inside(element).split()) >= HEADLINE_WORDS and (href := element.attributes().get("href", "")) and href[0] != "#"
    ]  # fmt: skip
    starts = [start for start, _ in links]
    under: set[int] = set()
    teased = done = 0
    for piece in story:
        first, last = working.to_source(piece.start), working.to_source(piece.end - 1)
        link = bisect_right(starts, first) - 1 if first is not None else -1
        if link >= 0 and first is not None and last is not None:
            inside = first < links[link][1]
            # A paragraph that opens with a link is no headline, and a link in the paragraph before heads nothing.
            if last < links[link][1] if inside else link not in under and links[link][0] >= done:
                teased += 1
                under.add(link)
        done = max(done, last or 0)
    if len(under) >= TEASERS and teased >= TEASED * len(story):
        raise NotAnArticle(f"{seen.origin} is a list of {len(under)} links to reports, not a report; give the reports")


def _refuse_teaser_lines(text: str, pieces: Sequence[Piece], seen: Seen) -> None:
    """Refuse a plain text that is nothing but headlines with relative times and "read more" between them.

    Raises:
        NotAnArticle: if it is one.
    """
    teaser = load_stubs().teaser
    lines = [text[piece.start : piece.end] for piece in pieces]
    marks = sum(teaser.fullmatch(line.strip(" |\u00b7-")) is not None for line in lines)
    if marks < TEASERS // 2:
        return
    others = [line for line in lines if not teaser.fullmatch(line.strip(" |\u00b7-"))]
    told = sum(bool(_FINISHED.search(line)) and len(line.split()) >= SENTENCE_WORDS for line in others)
    if len(others) >= TEASERS and told < (1 - TEASED) * len(others):
        raise NotAnArticle(f"{seen.origin} is a list of {len(others)} headlines, not a report; give the reports")
