"""``read`` and ``explain``: read sources, store nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated

import typer

from dateline.cli.options import Published, ReadFormat, Sources, Url
from dateline.cli.screen import emit, new_page, progress, say, show
from dateline.errors import ArticleError, SourceError
from dateline.records import Article, Claim
from dateline.serial import Json, dumps, reading_to_json
from dateline.views import draw_explanation, draw_reading


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
    from dateline.incidents import reconcile

    failures: list[str] = []
    whole: list[Json] = []
    for number, (article, claims) in enumerate(readings(sources, published=published, url=url, failures=failures)):
        incidents = reconcile(claims, articles={article.id: article})
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
    for article, claims in readings(sources, published=published, url=url, failures=failures):
        page = new_page()
        draw_explanation(page, article, claims)
        page.blank()
        show(page)
    if failures:
        raise typer.Exit(1)


def readings(
    sources: list[str], *, published: str | None, url: str | None, failures: list[str]
) -> Iterator[tuple[Article, list[Claim]]]:  # fmt: skip
    """Yield each source's article with its claims; one that fails is named on standard error and in `failures`."""
    from dateline.articles import read_article
    from dateline.claims import extract_claims
    from dateline.sources import iter_sources, load

    names = named(iter_sources(sources), sources)
    with progress(names, total=len(names), what="reading") as bar:
        for name in bar:
            try:
                article = read_article(load(name), published=published, url=url)
            except (SourceError, ArticleError) as error:
                say(refusal(name, str(error)))
                failures.append(name)
                continue
            yield article, extract_claims(article)


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
    return reason if name in reason else f"{name}: {reason}"
