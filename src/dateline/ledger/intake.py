"""Bring sources into a ledger one after the other: each is stored whole, noted as known already, or refused with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline import __version__
from dateline.errors import ArticleError, SourceError
from dateline.ledger.rows import Outcome
from dateline.ledger.store import Ledger
from dateline.records import Article, Claim, RawDocument


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of one source. `stored_claims` counts the claims that were new; `reason` says why it was refused."""

    source: str
    outcome: Outcome
    article_id: str | None = None
    title: str | None = None
    stored_claims: int = 0
    reason: str | None = None


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
        try:
            raw = load(source)
        except SourceError as error:
            yield Intake(source, Outcome.REFUSED, reason=str(error))
            continue
        known = ledger.recall(raw)
        if known is not None:
            yield Intake(source, Outcome.DUPLICATE, known, ledger.article(known).title)
            continue
        try:
            article = reader(raw)
            claims = extractor(article)
        except (ArticleError, SourceError) as error:
            ledger.refuse(raw, str(error))
            yield Intake(source, Outcome.REFUSED, reason=str(error))
            continue
        outcome = ledger.add(raw, article, claims, extractor=__version__)
        stored = len(claims) if outcome is Outcome.STORED else 0
        yield Intake(source, outcome, article.id, article.title, stored)
