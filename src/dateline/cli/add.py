"""``add``: bring sources into a ledger."""

from __future__ import annotations

from collections import Counter
from functools import partial

import typer

from dateline.cli.options import LEDGER, LedgerAt, Published, Sources, Url
from dateline.cli.read import doubt, named, of_names, refusal
from dateline.cli.screen import emit, progress, say
from dateline.ledger import Intake, Ledger, Outcome, take_in
from dateline.records import Article, Claim, RawDocument
from dateline.views import harmless
from dateline.views.words import count, plural


def add(sources: Sources, ledger: LedgerAt = LEDGER, published: Published = None, url: Url = None) -> None:
    """Add reports to a ledger; what is there already is left alone, so that a stopped run goes on where it stopped.

    \b
    Examples:
      dateline add report.txt
      dateline add reports/ --ledger mosul.db
    """
    from dateline.sources import iter_sources, load

    names = named(iter_sources(sources), sources)
    tally: Counter[str] = Counter()
    with Ledger(ledger) as store:
        try:
            taken = take_in(store, names, load=load, reader=partial(_read, published=published, url=url), extractor=_extract)
            for intake in progress(taken, total=len(names), what=f"adding {of_names(names)}"):
                _report(intake, tally)
            store.refresh()
        except KeyboardInterrupt:
            say(f"stopped; {_tally(tally)} so far, all kept in {store.name}. Run the same command again to go on")
            raise typer.Exit(130) from None
        held = plural(store.count()["incidents"], "incident")
        emit(f"{_tally(tally)}; {plural(tally['claims'], 'new claim')}; {held} in {store.name}\n", go_on=True)
    if tally[Outcome.REFUSED]:
        raise typer.Exit(1)


def _read(raw: RawDocument, *, published: str | None, url: str | None) -> Article:
    """Read an article; imported late, because a run that finds nothing new needs no analyser."""
    from dateline.articles import read_article

    return read_article(raw, published=published, url=url)


def _extract(article: Article) -> list[Claim]:
    from dateline.claims import extract_claims

    return extract_claims(article)


def _report(intake: Intake, tally: Counter[str]) -> None:
    tally[intake.outcome] += 1
    tally["claims"] += intake.stored_claims
    if intake.outcome is Outcome.REFUSED:
        say(f"refused: {refusal(intake.source, intake.reason or '')}")
        return
    from dateline.sources import readable

    claims = plural(intake.stored_claims, "claim") if intake.outcome is Outcome.STORED else "known already"
    source, title = harmless(readable(intake.source)), harmless(intake.title or "(no title found)")
    emit(f"{intake.outcome:<9}  {source}  {claims}  {title}\n", go_on=True)
    if intake.article is not None:
        doubt(intake.source, intake.article)


def _tally(tally: Counter[str]) -> str:
    return ", ".join(f"{count(tally[outcome])} {outcome}" for outcome in Outcome)
