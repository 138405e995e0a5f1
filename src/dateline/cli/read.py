"""``read`` and ``explain``: read sources, store nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import typer

from dateline.cli.options import Published, ReadFormat, Sources, Url
from dateline.cli.screen import emit, new_page, progress, say, show
from dateline.ledger import Refused, attempt
from dateline.records import Article, Claim, Incident
from dateline.serial import Json, dumps, reading_to_json
from dateline.views import draw_explanation, draw_reading, harmless, unread

#: Characters of a source's name that a progress bar shows.
LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Reading:
    """One source, read: its name, its article, the claims of it, and what those alone add up to."""

    name: str
    article: Article
    claims: list[Claim]
    incidents: list[Incident]


def read(
    sources: Sources,
    layout: Annotated[ReadFormat, typer.Option("--format", help="How to print.")] = ReadFormat.TEXT,
    published: Published = None,
    url: Url = None,
) -> None:
    """Read reports and print what they claim; nothing is stored.

    \b
    Examples:
      dateline read report.txt
      dateline read report.txt --format jsonl | jq .claims
    """
    failures: list[str] = []
    whole: list[Json] = []
    for number, reading in enumerate(readings(sources, published=published, url=url, failures=failures)):
        article, claims, incidents = reading.article, reading.claims, reading.incidents
        if layout is ReadFormat.TEXT:
            page = new_page()
            if number:
                emit("\n" + "─" * page.width + "\n\n")
            draw_reading(page, article, claims, incidents)
            show(page)
        elif layout is ReadFormat.JSONL:
            emit(dumps(reading_to_json(article, claims, incidents)) + "\n")
        else:
            whole.append(reading_to_json(article, claims, incidents))
    if layout is ReadFormat.JSON:
        emit(json.dumps(whole, ensure_ascii=False, indent=2) + "\n")
    if failures:
        raise typer.Exit(1)


def explain(sources: Sources, published: Published = None, url: Url = None) -> None:
    """Print each claim with its sentence, the rules behind it and the readings that lost; nothing is stored.

    \b
    Example:
      dateline explain report.txt
    """
    failures: list[str] = []
    for reading in readings(sources, published=published, url=url, failures=failures):
        page = new_page()
        draw_explanation(page, reading.article, reading.claims)
        page.blank()
        show(page)
    if failures:
        raise typer.Exit(1)


def readings(
    sources: list[str], *, published: str | None, url: str | None, failures: list[str]
) -> Iterator[Reading]:  # fmt: skip
    """Yield what each source says; one that fails is named on standard error and in `failures`."""
    from dateline.articles import read_article
    from dateline.claims import extract_claims
    from dateline.incidents import reconcile
    from dateline.sources import iter_sources, load

    names = named(iter_sources(sources), sources)

    def drawn(name: str) -> Reading:
        article = read_article(load(name), published=published, url=url)
        claims = extract_claims(article)
        return Reading(name, article, claims, reconcile(claims, articles={article.id: article}))

    made = ((name, attempt(drawn, name)) for name in names)
    for name, reading in progress(made, total=len(names), what=f"reading {of_names(names)}"):
        if isinstance(reading, Refused):
            say(refusal(name, reading.reason))
            failures.append(name)
            continue
        doubt(name, reading.article)
        yield reading


def of_names(names: list[str]) -> str:
    """Return how a progress bar calls what is read."""
    return harmless(names[0][-LONGEST_NAME:]) if len(names) == 1 else "sources"


def doubt(name: str, article: Article) -> None:
    """Say what keeps the claims of an article from being all that its source says."""
    if (why := unread(article)) is not None:
        say(f"{name}: {why}")
    for note in article.notes:
        if note.startswith("html: no story"):
            say(f"{name}: {note.removeprefix('html: ')}; check that the page holds a report")


def named(found: Iterator[str], sources: list[str]) -> list[str]:
    """Return the names of all sources.

    Raises:
        typer.BadParameter: if there is none.
    """
    names = list(found)
    if not names:
        raise typer.BadParameter(f"no report in {', '.join(sources)}: a folder is searched for .txt and .html files")
    return names


def refusal(name: str, reason: str) -> str:
    """Return the line that names a failed source and why."""
    return reason if name in reason or name == "-" else f"{name}: {reason}"
