"""Who draws claims from a text in which language: English is built in, others are plugged in by their ISO 639-1 code.

A package offers an analyser by an entry point in the group `GROUP` whose name is the language's code and whose object is an
`Analyser`, or a class that makes one without arguments::

    [project.entry-points."dateline.analysers"]
    fr = "my_package:FrenchAnalyser"

A program may also `register` one for its own run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import entry_points
from typing import Protocol, runtime_checkable

from dateline.articles.language import ENGLISH, PART, UNKNOWN, block_language
from dateline.errors import AnalyserMissing
from dateline.records import Article, Claim

#: The group of entry points that is looked through.
GROUP = "dateline.analysers"


@runtime_checkable
class Analyser(Protocol):
    """Draws the claims of an article in one language."""

    def claims(self, article: Article) -> Sequence[Claim]:
        """Return the claims of `article`, in reading order.

        Args:
            article: its `blocks` are those in the analyser's language; `text` is the whole, so that offsets stay.

        Returns:
            Claims of this article; every span's quote is cut out of ``article.text`` at its offsets. The same article gives the same
            claims.
        """
        ...


_registered: dict[str, Analyser] = {}


@contextmanager
def register(language: str, analyser: Analyser) -> Iterator[None]:
    """Have `analyser` read a language (ISO 639-1) until the context ends; it goes before an installed one.

    Raises:
        ValueError: if the language is English, which Dateline reads itself, or no code of two small letters.
    """
    if language == ENGLISH or len(language) != 2 or not language.islower():
        raise ValueError(f"{language!r} is no ISO 639-1 code of a language to plug in; English is built in")
    before = _registered.get(language)
    _registered[language] = analyser
    try:
        yield
    finally:
        if before is None:
            del _registered[language]
        else:
            _registered[language] = before


def analyser_for(language: str) -> Analyser | None:
    """Return who reads a language other than English, ``None`` if nobody does.

    Raises:
        AnalyserMissing: if an installed analyser cannot be loaded.
    """
    return _registered.get(language) or _installed(language)


@cache
def _installed(language: str) -> Analyser | None:
    for point in sorted(entry_points(group=GROUP, name=language), key=lambda point: point.value):
        try:
            found: object = point.load()
            made: object = found() if isinstance(found, type) else found
        except Exception as error:
            raise AnalyserMissing(
                f"the analyser of {language!r} ({point.value}) cannot be loaded: {error}; mend or remove its package"
            ) from error
        if not isinstance(made, Analyser):
            raise AnalyserMissing(f"the analyser of {language!r} ({point.value}) has no method `claims`; mend or remove its package")
        return made
    return None


def part_in(article: Article, language: str) -> Article | None:
    """Return `article` with the blocks alone that are in `language`; the same object where all are, ``None`` where too little is.

    Blocks too short to tell go with the article's own language. Of a text in another language only blocks that are clearly in `language`
    count, and only where they have `PART` characters together.
    """
    own = article.language in (language, None if language == ENGLISH else language)
    told = _told(article)
    kept = tuple(
        block for block, found in zip(article.blocks, told, strict=True) if found == language or (own and found in (None, UNKNOWN))
    )
    if len(kept) == len(article.blocks):
        return article
    if not kept or (not own and sum(block.end - block.start for block in kept) < PART):
        return None
    return replace(article, blocks=kept)


def _told(article: Article) -> list[str | None]:
    return [block_language(article.text[block.start : block.end]) for block in article.blocks]


def parts(article: Article) -> Iterator[tuple[Article, Analyser | None]]:
    """Yield the parts of an article that somebody reads, each with who does (``None``: Dateline itself, which reads English)."""
    if (english := part_in(article, ENGLISH)) is not None:
        yield english, None
    if english is article:
        return
    for language in sorted({language for language in (article.language, *_told(article)) if language not in (None, ENGLISH, UNKNOWN)}):
        analyser = analyser_for(language)
        if analyser is not None and (part := part_in(article, language)) is not None:
            yield part, analyser


@dataclass(frozen=True, slots=True)
class Unread:
    """Of an article's `blocks`, how many nobody reads, and the languages these are in; headings go with what they stand over."""

    count: int
    blocks: int
    languages: tuple[str, ...]


def unread(article: Article) -> Unread | None:
    """Return what of an article nobody draws claims from, ``None`` if all of it is read."""
    read = {block.start for part, _ in parts(article) for block in part.blocks}
    left = [
        found or article.language or UNKNOWN for block, found in zip(article.blocks, _told(article), strict=True) if block.start not in read
    ]
    return Unread(len(left), len(article.blocks), tuple(sorted(set(left)))) if left else None
