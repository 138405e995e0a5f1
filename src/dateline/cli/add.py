"""``add``: bring sources into a ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.intake_list import Report
from dateline.cli.options import LEDGER, AllowHost, ColumnOf, LedgerAt, LimitMb, Published, Sources, Timeout, Url, settings_of
from dateline.cli.read import doubt, refusal
from dateline.cli.screen import Current, counting, emit, say
from dateline.ledger import Intake, Ledger, Outcome, take_in
from dateline.records import Article, Claim, RawDocument
from dateline.views import harmless
from dateline.views.words import count, plural


def add(
    sources: Sources,
    ledger: LedgerAt = LEDGER,
    published: Published = None,
    url: Url = None,
    report: Annotated[
        Path | None, typer.Option("--report", metavar="FILE", help="List what became of each item, a JSON object a line.")
    ] = None,
    text_only: Annotated[bool, typer.Option("--text-only", help="Keep the articles' text, not the bytes they were read from.")] = False,
    column: ColumnOf = None,
    allow_host: AllowHost = None,
    limit_mb: LimitMb = None,
    timeout: Timeout = None,
) -> None:
    """Add reports to a ledger; what is there already is left alone, so that a stopped run goes on where it stopped.

    Takes text, HTML, PDF and Word files, folders and patterns of them, web addresses, RSS, Atom and JSON feeds and sitemaps, WARC and WACZ
    crawls, CSV, JSON, JSON Lines and Parquet tables, mail (.eml, .mbox, .mhtml), and ZIP, gzip, bzip2 and xz files of all these.

    \b
    Examples:
      dateline add report.txt
      dateline add reports/ crawl.warc.gz --ledger mosul.db --report fate.jsonl
      dateline add articles.csv --column text=Body --column published=Date
      dateline add https://example.org/feed.xml
    """
    from dateline.sources import gather

    settings = settings_of(column, allow_host, limit_mb, timeout, report)
    tally: Counter[str] = Counter()
    current = Current()
    with Report(report) if report is not None else nullcontext() as listing, Ledger(ledger) as store:
        try:
            items = current.passing(gather(sources, settings=settings, visits=store), lambda item: item.origin)
            reader = partial(_read, published=published, url=url)
            taken = take_in(store, items, reader=reader, extractor=_extract, keep=not text_only, lineage=listing is not None)
            for intake in counting(taken, what="adding", current=current):
                if listing is not None:
                    listing.note(intake)
                _tell(intake, tally)
            store.refresh()
        except KeyboardInterrupt:
            say(f"stopped; {_tally(tally)} so far, all kept in {store.name}. Run the same command again to go on")
            raise typer.Exit(130) from None
        held = plural(store.count()["incidents"], "incident")
        emit(f"{_tally(tally)}; {plural(tally['claims'], 'new claim')}; {held} in {store.name}\n", go_on=True)
    if tally[Outcome.REFUSED]:
        raise typer.Exit(1)


def _read(raw: RawDocument, *, published: str | None, url: str | None) -> Sequence[Article]:
    """Read a document's articles; imported late, because a run that finds nothing new needs no analyser."""
    from dateline.articles import read_articles

    return read_articles(raw, published=published, url=url)


def _extract(article: Article) -> list[Claim]:
    from dateline.claims import extract_claims

    return extract_claims(article)


def _tell(intake: Intake, tally: Counter[str]) -> None:
    """Count what became of an item, and print it."""
    tally[intake.outcome] += 1
    tally["claims"] += intake.stored_claims
    if intake.outcome is Outcome.REFUSED:
        say(f"refused: {refusal(intake.source, intake.reason or '')}")
        return
    from dateline.sources import readable

    if intake.outcome is Outcome.STORED:
        what = plural(intake.stored_claims, "claim")
        if len(intake.article_ids) > 1:
            what += f" in {len(intake.article_ids)} entries"
    else:
        what = intake.reason or "known already"
    source, title = harmless(readable(intake.source)), harmless(intake.title or ("" if intake.reason else "(no title found)"))
    emit(f"{intake.outcome:<9}  {source}  {what}  {title}".rstrip() + "\n", go_on=True)
    if intake.outcome is Outcome.STORED:
        for article in intake.articles:
            doubt(intake.source, article)


def _tally(tally: Counter[str]) -> str:
    return ", ".join(f"{count(tally[outcome])} {outcome}" for outcome in Outcome)
