"""Tell page furniture from story: clocks, buttons, menus, comment sections, trailers (patterns in ``data/furniture.toml``).

A sentence with a word of harm in it is never furniture, unless it stands in a comment section or behind an explicit label.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dateline.articles.piece import Piece
from dateline.errors import ReferenceDataError

_SCOPES = frozenset({"line", "head", "tail", "glued", "zone", "teaser"})
#: A space outside a character class stands for any white space.
_SPACE = re.compile(r"(\[(?:\\.|[^\]\\])*\]|\\.)| ")
#: Where a sentence may start within a line.
_STARTS = re.compile(r"[.!?\"\u201d'\u2019)\]]\s+(?=[A-Z\u00a9])|\s(?=\()")
_FULL_STOP = re.compile(r"[.!?](?=\s|$)")
#: Longest line that can be furniture as a whole, and how far from its end a line's tail may start.
LINE_MAX, TAIL_MAX = 300, 1_200
#: The group of marks before a headline that say which version it is: kept in the notes.
SLUG = "slug"
#: How many lines may stand above a story's link to its full article, the teaser for another story among them.
TEASER_DEPTH = 3
#: Unfinished lines under a label such as "Most read" are links to other stories, once the story itself has begun.
LINKS_AFTER, LINK_MAX = 2, 160


@dataclass(frozen=True, slots=True)
class Pattern:
    """One kind of furniture."""

    name: str
    scope: str
    group: str
    regex: re.Pattern[str]
    until: re.Pattern[str] | None
    certain: bool
    late: bool
    links: bool


@dataclass(frozen=True, slots=True)
class Furniture:
    """All patterns, by scope."""

    patterns: dict[str, tuple[Pattern, ...]]
    guard: re.Pattern[str]

    def of(self, scope: str) -> tuple[Pattern, ...]:
        """Return the patterns of one scope."""
        return self.patterns.get(scope, ())


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Compile a pattern of the data files: a space stands for any white space, case is ignored, a broken line goes on."""
    return re.compile(_SPACE.sub(lambda m: m[1] or r"\s", pattern.replace("\\\n", "")), re.IGNORECASE)


@cache
def load_furniture() -> Furniture:
    """Load the patterns once.

    Raises:
        ReferenceDataError: if the file is damaged.
    """
    try:
        data = tomllib.loads(resources.files("dateline.articles").joinpath("data/furniture.toml").read_text("utf-8"))
        found: dict[str, list[Pattern]] = {}
        for entry in data["furniture"]:
            if entry["scope"] not in _SCOPES or not entry["source"]:
                raise ReferenceDataError(f"furniture.toml: {entry['name']!r} has the scope {entry['scope']!r}, known are {sorted(_SCOPES)}")
            until = compile_pattern(entry["until"]) if "until" in entry else None
            certain, late, links = (bool(entry.get(flag)) for flag in ("certain", "late", "links"))
            pattern = Pattern(entry["name"], entry["scope"], entry["group"], compile_pattern(entry["pattern"]), until, certain, late, links)
            found.setdefault(pattern.scope, []).append(pattern)
        guard = compile_pattern(rf"\b(?:{data['guard']['words']})")
    except (tomllib.TOMLDecodeError, KeyError, re.error, OSError) as error:
        raise ReferenceDataError(f"furniture.toml is damaged ({error}); reinstall dateline") from error
    return Furniture({scope: tuple(patterns) for scope, patterns in found.items()}, guard)


def is_harm(text: str) -> bool:
    """Return whether `text` has a word of harm in it."""
    return load_furniture().guard.search(text) is not None


def line_kind(line: str) -> Pattern | None:
    """Return the furniture that a whole line is, or ``None`` for story."""
    if len(line) > LINE_MAX:
        return None
    line = line.strip()
    for pattern in load_furniture().of("line"):
        if pattern.regex.fullmatch(line) and (pattern.certain or not is_harm(line)):
            return pattern
    return None


def _starts(text: str, start: int, end: int) -> list[int]:
    """Return where sentences may start in ``text[start:end]``."""
    return [start, *(match.end() for match in _STARTS.finditer(text, start, end))]


def clear(text: str, pieces: Sequence[Piece], counts: Counter[str]) -> list[Piece]:
    """Take page furniture out of `pieces`, counting in `counts` what went, by group."""
    kept: list[Piece] = []
    furniture = load_furniture()
    story = 0
    closing: Pattern | None = None
    middle = text_middle(pieces)
    linking = False
    for piece in pieces:
        label = line_kind(text[piece.start : piece.end]) if closing is None and piece.kind is None else None
        if label and label.links and story >= LINKS_AFTER:
            linking = True
        elif linking and label is None:
            line = text[piece.start : piece.end]
            linking = len(line) < LINK_MAX and not _FULL_STOP.search(line[-2:]) and piece.kind is None
            if linking:
                counts["pointer"] += 1
                continue
        at: int | None = piece.start
        while at is not None and at < piece.end:
            if closing is not None:
                match = closing.until.search(text, at, piece.end) if closing.until else None
                if match is None:
                    break
                at, closing = _skip(text, match.end(), piece.end), None
                continue
            opened = _zone(text, at, piece.end, furniture, story, middle)
            end = opened[0] if opened else piece.end
            for part in _clear_line(text, piece.within(at, end), kept, counts, furniture):
                kept.append(part)
                story += part.end - part.start > 60
            if opened is None:
                break
            if story or not opened[1].late:
                counts[opened[1].group] = 1
            closing, at = opened[1], opened[0]
            if not story:
                # Nothing stands before it, so it cannot be the foot of the page: only the words themselves go.
                words = closing.regex.match(text, at, piece.end)
                stop = _FULL_STOP.search(text, words.end() if words else at, piece.end)
                at, closing = _skip(text, stop.end() if stop else piece.end, piece.end), None
    return kept


def text_middle(pieces: Sequence[Piece]) -> int:
    """Return the place half-way through the text of `pieces`."""
    return (pieces[0].start + pieces[-1].end) // 2 if pieces else 0


def _skip(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _zone(text: str, start: int, end: int, furniture: Furniture, story: int, middle: int) -> tuple[int, Pattern] | None:
    for at in _starts(text, start, end):
        for pattern in furniture.of("zone"):
            if pattern.late and (at < middle or story < 3):
                continue
            if pattern.regex.match(text, at, end):
                return at, pattern
    return None


def _clear_line(text: str, piece: Piece, kept: list[Piece], counts: Counter[str], furniture: Furniture) -> list[Piece]:
    """Return what is left of one line: nothing, or one piece."""
    start, end = piece.start, _trim(text, piece.start, piece.end)
    if start >= end:
        return []
    pattern = None if piece.kind else line_kind(text[start:end])
    if pattern is not None:
        counts[pattern.group] += 1
        return []
    for pattern in furniture.of("teaser"):
        match = pattern.regex.match(text, start, end)
        if match is None:
            continue
        start = match.end()
        counts[pattern.group] += 1
        if 0 < len(kept) <= TEASER_DEPTH and not is_harm(text[kept[-1].start : kept[-1].end]):
            kept.pop()
    for pattern in furniture.of("head"):
        match = pattern.regex.match(text, start, end)
        if match:
            if pattern.group == SLUG:
                piece.slugs.append(" ".join(match[0].split()))
            start = match.end()
            counts[pattern.group] += 1
    for pattern in furniture.of("glued"):
        match = pattern.regex.search(text, max(start, end - TAIL_MAX), end)
        if match and not is_harm(match[0]):
            end = _trim(text, start, match.start())
            counts[pattern.group] += 1
    end = _tail(text, start, end, counts, furniture, piece)
    return [piece.within(start, end)] if start < end else []


def without_head(line: str) -> str:
    """Return a line without what furniture would be taken off its head, as a headline without its slug.

    >>> without_head("UPDATE 2-Shells fall on Tarsen")
    'Shells fall on Tarsen'
    """
    start = 0
    for pattern in load_furniture().of("head"):
        if match := pattern.regex.match(line, start):
            start = match.end()
    return line[start:]


def _tail(text: str, start: int, end: int, counts: Counter[str], furniture: Furniture, piece: Piece) -> int:
    """Return where the story ends in a line once its trailing furniture is gone."""
    for at in _starts(text, max(start, end - TAIL_MAX), end):
        place = at
        gone: list[Pattern] = []
        while place < end:
            for pattern in furniture.of("tail"):
                match = pattern.regex.match(text, place, end)
                if match and not is_harm(match[0]):
                    gone.append(pattern)
                    place = _skip(text, match.end(), end)
                    break
            else:
                break
        if gone and place >= end:
            for pattern in gone:
                counts[pattern.group] += 1
            piece.dropped.append((at, end))
            return _trim(text, start, at)
    return end


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
