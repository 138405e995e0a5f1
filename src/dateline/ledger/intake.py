"""Bring sources into a ledger one after the other: each is stored whole, noted as known already, or refused with its reason."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from dateline import __version__
from dateline.errors import ArticleError, DatelineError, SourceError, SourceTooLarge
from dateline.ledger.rows import Outcome
from dateline.ledger.store import Ledger
from dateline.records import Article, Claim, RawDocument

#: Characters of story beyond which it is no report but a book: the longest magazine pieces have 150,000. Drawing the claims of
#: so many takes two minutes and 2 GB of memory where every sentence tells of harm.
STORY_LIMIT = 500_000
#: Characters of an unforeseen exception's message that are shown.
LONGEST_FAULT = 200


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of one source.

    `stored_claims` counts the claims that were new; `reason` says why it was refused; `article` is there if it was read just now.
    """

    source: str
    outcome: Outcome
    article_id: str | None = None
    title: str | None = None
    stored_claims: int = 0
    reason: str | None = None
    article: Article | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing could be made of a source."""

    reason: str


R = TypeVar("R")
Loader = Callable[[str], RawDocument]
Reader = Callable[[RawDocument], Article]
Extractor = Callable[[Article], Sequence[Claim]]


def take_in(ledger: Ledger, sources: Iterable[str], *, load: Loader, reader: Reader, extractor: Extractor) -> Iterator[Intake]:
    """Add every source to `ledger`, yielding what became of it once that is on disk.

    Bytes that the ledger has seen are not read again, so that a run which was stopped goes on where it stopped.

    Args:
        ledger: an open ledger.
        sources: names fit for `load`, from `dateline.sources.iter_sources`.
        load: gets a source's bytes.
        reader: makes the article.
        extractor: draws the claims.

    Raises:
        LedgerError: if the ledger itself refuses; sources that fail do not stop the rest.
    """
    for source in sources:
        raw = attempt(load, source)
        if isinstance(raw, Refused):
            yield Intake(source, Outcome.REFUSED, reason=raw.reason)
            continue
        known = ledger.recall(raw)
        if known is not None:
            yield Intake(source, Outcome.DUPLICATE, known, ledger.article(known).title)
            continue
        drawn = attempt(_drawn, raw, reader, extractor)
        if isinstance(drawn, Refused):
            ledger.refuse(raw, drawn.reason)
            yield Intake(source, Outcome.REFUSED, reason=drawn.reason)
            continue
        article, claims = drawn
        outcome = ledger.add(raw, article, claims, extractor=__version__)
        stored = len(claims) if outcome is Outcome.STORED else 0
        yield Intake(source, outcome, article.id, article.title, stored, article=article)


def _drawn(raw: RawDocument, reader: Reader, extractor: Extractor) -> tuple[Article, Sequence[Claim]]:
    article = reader(raw)
    check_length(article, raw.origin)
    return article, extractor(article)


def check_length(article: Article, source: str) -> None:
    """Refuse a text that is too long to draw claims from.

    Raises:
        SourceTooLarge: if it has more than `STORY_LIMIT` characters.
    """
    if len(article.text) > STORY_LIMIT:
        raise SourceTooLarge(
            f"{source} holds {len(article.text):,} characters of story, the limit for one report is {STORY_LIMIT:,}; split it"
        )


def attempt(work: Callable[..., R], *given: object) -> R | Refused:
    """Do what is to be done with one source, and return why if it fails through that source alone.

    A fault that nobody foresaw is such a failure too: one odd report must not stop a folder of ten thousand.

    Raises:
        DatelineError: if it would fail for every source, as where the analyser is missing.
    """
    try:
        return work(*given)
    except (ArticleError, SourceError) as error:
        return Refused(str(error))
    except DatelineError:
        raise
    except Exception as error:
        return Refused(f"nothing of it was kept because of {fault(error)}")


def fault(error: Exception) -> str:
    """Return what to say of an exception that nobody foresaw: what it is, where it arose, what to do."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    what = " ".join(f"{type(error).__name__}: {error}".rstrip(": ").split())
    return f"a fault in Dateline ({what[:LONGEST_FAULT]}{place}); please report it"
