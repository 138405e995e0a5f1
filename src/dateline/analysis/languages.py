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
from dataclasses import replace
from functools import cache
from importlib.metadata import entry_points
from typing import Protocol, runtime_checkable

from dateline.articles.language import ENGLISH, PART, block_language
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
            Claims of this article; every span's quote is cut out of ``article.text`` at its offsets. The same article gives the same claims.
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
        except Exception as error:  # noqa: BLE001 - whatever a plugged-in package raises is named and is that package's to mend
            raise AnalyserMissing(f"the analyser of {language!r} ({point.value}) cannot be loaded: {error}; mend or remove its package") from error
        if not isinstance(made, Analyser):
            raise AnalyserMissing(f"the analyser of {language!r} ({point.value}) has no method `claims`; mend or remove its package")
        return made
    return None


def part_in(article: Article, language: str) -> Article | None:
    """Return `article` with the blocks alone that are in `language`; the same object where all are, ``None`` where too little is.

    Blocks too short to tell go with the article's own language. Of a text in another language only blocks that are clearly in `language`
    count, and only where they have `PART` characters together.
    """
    own = article.language in (None, language)
    told = [block_language(article.text[block.start : block.end]) for block in article.blocks]
    kept = tuple(block for block, found in zip(article.blocks, told, strict=True) if found == language or (own and found is None))
    if own:
        return article if len(kept) == len(article.blocks) else replace(article, blocks=kept)
    return replace(article, blocks=kept) if sum(block.end - block.start for block in kept) >= PART else None
