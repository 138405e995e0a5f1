"""``read`` and ``explain``: read sources, store nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import typer

from dateline.cli.options import Published, ReadFormat, Sources, Url
from dateline.cli.screen import emit, new_page, progress, say, show
from dateline.ledger import Refused, attempt, check_length
from dateline.records import Article, BlockKind, Claim, Incident
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
    found = readings(sources, published=published, url=url, failures=failures, drawn_as_text=layout is ReadFormat.TEXT)
    for number, reading in enumerate(found):
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
    """Print each claim with its sentence, the rules and tags behind it, and the readings that lost; nothing is stored.

    \b
    Example:
      dateline explain report.txt
    """
    from dateline.claims import explain_claims

    failures: list[str] = []
    for reading in readings(sources, published=published, url=url, failures=failures):
        page = new_page()
        draw_explanation(page, reading.article, explain_claims(reading.article))
        page.blank()
        show(page)
    if failures:
        raise typer.Exit(1)


def readings(
    sources: list[str], *, published: str | None, url: str | None, failures: list[str], drawn_as_text: bool = False
) -> Iterator[Reading]:  # fmt: skip
    """Yield what each source says; one that fails is named on standard error and in `failures`, as is what `doubt` finds."""
    from dateline.articles import read_article
    from dateline.claims import extract_claims
    from dateline.incidents import reconcile
    from dateline.sources import iter_sources, load

    names = named(iter_sources(sources), sources)

    def drawn(name: str) -> Reading:
        article = read_article(load(name), published=published, url=url)
        check_length(article, name)
        claims = extract_claims(article)
        return Reading(name, article, claims, reconcile(claims, articles={article.id: article}))

    made = ((name, attempt(drawn, name)) for name in names)
    for name, reading in progress(made, total=len(names), what=f"reading {of_names(names)}"):
        if isinstance(reading, Refused):
            say(refusal(name, reading.reason))
            failures.append(name)
            continue
        doubt(name, reading.article, drawn=drawn_as_text)
        yield reading


def of_names(names: list[str]) -> str:
    """Return how a progress bar calls what is read."""
    from dateline.sources import readable

    return harmless(readable(names[0])[-LONGEST_NAME:]) if len(names) == 1 else "sources"


def doubt(name: str, article: Article, *, drawn: bool = False) -> None:
    """Say what keeps the claims of an article from being all that its source says.

    Args:
        name: the source.
        article: the article.
        drawn: whether the article's drawing says already that its language is not read.
    """
    from dateline.sources import readable

    name = readable(name)
    if (why := unread(article)) is not None:
        if not drawn:
            say(f"{name}: {why}")
    elif all(block.kind in (BlockKind.TITLE, BlockKind.HEADING) for block in article.blocks):
        say(f"{name}: nothing but a headline was found; check that it holds a report")
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
    from dateline.sources import readable

    name = readable(name)
    return reason if name in reason or name == "-" else f"{name}: {reason}"
