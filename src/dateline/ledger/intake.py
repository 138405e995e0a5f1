"""Bring sources into a ledger one after the other: each is stored whole, noted as known already, or refused with its reason."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from dateline import __version__
from dateline.errors import ArticleError, DatelineError, SourceError, SourceTooLarge
from dateline.ledger.connecting import plainly, writing
from dateline.ledger.rows import Outcome
from dateline.ledger.store import Ledger
from dateline.records import Article, Claim, Lineage, RawDocument
from dateline.sources import Item, Refusal, Unchanged

#: Characters of story beyond which it is no report but a book: the longest magazine pieces have 150,000. Drawing the claims of
#: so many takes two minutes and 2 GB of memory where every sentence tells of harm.
STORY_LIMIT = 500_000
#: Characters of an unforeseen exception's message that are shown.
LONGEST_FAULT = 200


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of one item.

    `stored_claims` counts the claims that were new; `reason` says why it was refused, or that it has not changed; `articles` are
    those read just now, of known bytes the first; `article_ids` are all, where it is known which they are. `lineages` are theirs as far
    as the ledger's other articles tell by now, in the order of `article_ids`; none where they are not asked for.
    """

    source: str
    outcome: Outcome
    article_ids: tuple[str, ...] = ()
    title: str | None = None
    stored_claims: int = 0
    reason: str | None = None
    articles: tuple[Article, ...] = ()
    sha256: str | None = None
    lineages: tuple[Lineage, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing could be made of a source."""

    reason: str


R = TypeVar("R")
Reader = Callable[[RawDocument], Sequence[Article]]
Extractor = Callable[[Article], Sequence[Claim]]


def take_in(
    ledger: Ledger, items: Iterable[Item], *, reader: Reader, extractor: Extractor, keep: bool = True, lineage: bool = False
) -> Iterator[Intake]:  # fmt: skip
    """Add every item to `ledger`, yielding what became of it once that is on disk.

    Bytes that the ledger has seen are not read again, so that a run which was stopped goes on where it stopped, in the middle of a
    container too. What was refused is tried again.

    Args:
        ledger: an open ledger.
        items: from `dateline.sources.gather`.
        reader: makes the articles of a document.
        extractor: draws the claims of an article.
        keep: whether the documents' bytes are kept.
        lineage: whether it is worked out at once which story each article belongs to.

    Raises:
        LedgerError: if the ledger itself refuses; items that fail do not stop the rest.
    """
    if lineage:
        # Imported where it is asked for: NumPy and the signatures take as long to import as all the rest.
        from dateline.ledger.stories import Stories

        with plainly(ledger.url), writing(ledger.engine) as connection:
            Stories(connection).catch_up()
    for item in items:
        if isinstance(item, Refusal):
            ledger.refuse(item.origin, None, item.reason)
            yield Intake(item.origin, Outcome.REFUSED, reason=item.reason)
        elif isinstance(item, Unchanged):
            yield Intake(item.origin, Outcome.DUPLICATE, reason=f"not changed since {item.seen}")
        else:
            taken = _taken(ledger, item, reader, extractor, keep)
            yield replace(taken, lineages=_lineages(ledger, taken)) if lineage else taken


def _taken(ledger: Ledger, raw: RawDocument, reader: Reader, extractor: Extractor, keep: bool) -> Intake:
    known = ledger.recall(raw)
    if known:
        first = ledger.article(known[0])
        return Intake(raw.origin, Outcome.DUPLICATE, known, first.title, articles=(first,), sha256=raw.sha256)
    drawn = attempt(_drawn, raw, reader, extractor)
    if isinstance(drawn, Refused):
        ledger.refuse(raw.origin, raw.sha256, drawn.reason)
        return Intake(raw.origin, Outcome.REFUSED, reason=drawn.reason, sha256=raw.sha256)
    outcomes = ledger.add_all(raw, drawn, extractor=__version__, keep=keep)
    stored = sum(len(claims) for outcome, (_, claims) in zip(outcomes, drawn, strict=True) if outcome is Outcome.STORED)
    articles = tuple(article for article, _ in drawn)
    whole = Outcome.STORED if Outcome.STORED in outcomes else Outcome.DUPLICATE
    ids = tuple(article.id for article in articles)
    return Intake(raw.origin, whole, ids, articles[0].title, stored, articles=articles, sha256=raw.sha256)


def _lineages(ledger: Ledger, taken: Intake) -> tuple[Lineage, ...]:
    """Return where the articles of an item come from, as far as the articles before them tell."""
    from dateline.ledger.stories import Stories

    with plainly(ledger.url), writing(ledger.engine) as connection:
        stories = Stories(connection)
        if taken.outcome is Outcome.STORED:
            stories.take_in(taken.articles)
        found = stories.lineages(taken.article_ids)
    return tuple(found[article_id] for article_id in dict.fromkeys(taken.article_ids) if article_id in found)


def _drawn(raw: RawDocument, reader: Reader, extractor: Extractor) -> list[tuple[Article, Sequence[Claim]]]:
    articles = reader(raw)
    for article in articles:
        check_length(article, raw.origin)
    return [(article, extractor(article)) for article in articles]


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
