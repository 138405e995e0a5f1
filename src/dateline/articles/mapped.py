"""Carry a text together with the way back to its source, character for character."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

#: (text_start, source_start, length), as in `Article.source_map`.
Run = tuple[int, int, int]

#: Characters without width: joiners, marks of writing direction, soft hyphens, controls.
_WIDTHLESS = r"\x00-\x08\x0e-\x1b\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
#: Where a rendered text departs from its source: several white-space characters, one that is no plain space, or one without width.
# A fixed or thin space that groups digits ("1 600") belongs to its number and stays.
_IRREGULAR = re.compile(rf"(?!(?<=\d)[\u00a0\u2009\u202f](?=\d{{3}}(?!\d)))(?:[^\S ]|[{_WIDTHLESS}]|\s{{2}})[\s{_WIDTHLESS}]*")
#: White space and characters without width.
EDGES = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\xad\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202f\u205f\u3000\ufeff\u202a\u202b\u202c\u202d\u202e\x7f"
) + "".join(map(chr, (*range(0x09), *range(0x0E, 0x1C), *range(0x2060, 0x206A))))
_INVISIBLE = re.compile(rf"[{_WIDTHLESS}]+")


@dataclass(frozen=True, slots=True)
class Mapped:
    """A text whose characters stand in some source.

    ``text[a:a+n]`` is ``source[b:b+n]``, but for the kind of white space, for every run ``(a, b, n)`` with ``n > 1``; a run of
    one may be what an HTML entity or mojibake that starts at `b` stands for.
    """

    text: str
    runs: tuple[Run, ...]

    @classmethod
    def identity(cls, text: str) -> Mapped:
        """Map a text to itself."""
        return cls(text, ((0, 0, len(text)),) if text else ())

    def sources(self, start: int, length: int) -> Iterator[Run]:
        """Yield ``(offset, source_start, length)`` for the parts of ``text[start:start+length]`` that stand in the source.

        `offset` counts from `start`.
        """
        end = start + length
        at = max(0, bisect_right(self.runs, start, key=_text_start) - 1)
        for number in range(at, len(self.runs)):
            text_start, source_start, run_length = self.runs[number]
            if text_start >= end:
                return
            low, high = max(start, text_start), min(end, text_start + run_length)
            if low < high:
                yield low - start, source_start + low - text_start, high - low

    def to_source(self, offset: int) -> int | None:
        """Return where the character at `offset` stands in the source, if it does."""
        return next((source for _, source, _ in self.sources(offset, 1)), None)

    def without(self, spans: Iterable[tuple[int, int]]) -> Mapped:
        """Return the text with `spans` (in order, apart from each other) taken out."""
        kept: list[tuple[int, int]] = []
        done = 0
        for start, end in spans:
            kept.append((done, start))
            done = end
        kept.append((done, len(self.text)))
        return self.joined(kept)

    def joined(self, spans: Sequence[tuple[int, int]]) -> Mapped:
        """Return the stretches `spans` of the text, one after another."""
        builder = Builder(self)
        for start, end in spans:
            if start < end:
                builder.keep(start, end)
        return builder.mapped()


def _text_start(run: Run) -> int:
    return run[0]


class Builder:
    """Put a new text together from stretches of `origin` and words of its own."""

    def __init__(self, origin: Mapped) -> None:
        self._origin = origin
        self._parts: list[str] = []
        self._runs: list[Run] = []
        self.length = 0

    def add(self, words: str) -> None:
        """Add characters that stand in no source."""
        self._parts.append(words)
        self.length += len(words)

    def keep(self, start: int, end: int, words: str | None = None) -> None:
        """Add ``origin.text[start:end]``, or as many other characters in its place."""
        kept = self._origin.text[start:end] if words is None else words
        for offset, source, length in self._origin.sources(start, end - start):
            text_start = self.length + offset
            if self._runs:
                last_text, last_source, last_length = self._runs[-1]
                # A run of one may stand for another character of the source (an entity, mended mojibake): it stays alone.
                alone = last_length == 1 or length == 1
                if not alone and last_text + last_length == text_start and last_source + last_length == source:
                    self._runs[-1] = (last_text, last_source, last_length + length)
                    continue
            self._runs.append((text_start, source, length))
        self._parts.append(kept)
        self.length += end - start

    def keep_collapsed(self, start: int, end: int) -> None:
        """Add ``origin.text[start:end]`` with every stretch of white space made one space.

        The space maps to the stretch's first white-space character; characters without width are left out.
        """
        text = self._origin.text
        done = start
        for match in _IRREGULAR.finditer(text, start, end):
            at, past = match.span()
            if done < at:
                self.keep(done, at)
            if visible := _INVISIBLE.sub("", match[0]):
                space = at + match[0].index(visible[0])
                self.keep(space, space + 1, " ")
            done = past
        if done < end:
            self.keep(done, end)

    def mapped(self) -> Mapped:
        """Return what has been put together."""
        return Mapped("".join(self._parts), tuple(self._runs))
