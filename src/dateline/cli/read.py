"""``read`` and ``explain``: read sources, store nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from dateline.cli.options import AllowHost, ColumnOf, LimitMb, Published, ReadFormat, Sources, Timeout, Url, settings_of
from dateline.cli.screen import Current, counting, emit, new_page, say, show
from dateline.ledger import Refused, attempt, check_length
from dateline.records import Article, BlockKind, Claim, Incident, RawDocument
from dateline.serial import Json, dumps, reading_to_json
from dateline.views import draw_explanation, draw_reading, unread

if TYPE_CHECKING:
    from dateline.sources import Settings

T = TypeVar("T")


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
    column: ColumnOf = None,
    allow_host: AllowHost = None,
    limit_mb: LimitMb = None,
    timeout: Timeout = None,
) -> None:
    """Read reports and print what they claim; nothing is stored.

    Takes whatever `add` takes.

    \b
    Examples:
      dateline read report.txt
      dateline read report.txt --format jsonl | jq .claims
    """
    failures: list[str] = []
    whole: list[Json] = []
    settings = settings_of(column, allow_host, limit_mb, timeout)
    found = readings(sources, published=published, url=url, failures=failures, drawn_as_text=layout is ReadFormat.TEXT, settings=settings)
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


def explain(
    sources: Sources,
    published: Published = None,
    url: Url = None,
    column: ColumnOf = None,
    allow_host: AllowHost = None,
    limit_mb: LimitMb = None,
    timeout: Timeout = None,
) -> None:
    """Print each claim with its sentence, the rules and tags behind it, and the readings that lost; nothing is stored.

    \b
    Example:
      dateline explain report.txt
    """
    from dateline.claims import explain_claims

    failures: list[str] = []
    settings = settings_of(column, allow_host, limit_mb, timeout)
    explained = each(
        sources, lambda _, article: (article, explain_claims(article)),
        published=published, url=url, failures=failures, settings=settings,
    )  # fmt: skip
    for article, explanation in explained:
        page = new_page()
        draw_explanation(page, article, explanation)
        page.blank()
        show(page)
    if failures:
        raise typer.Exit(1)


def readings(
    sources: list[str], *, published: str | None, url: str | None, failures: list[str], drawn_as_text: bool = False,
    settings: Settings | None = None,
) -> Iterator[Reading]:  # fmt: skip
    """Yield what each source says; one that fails is named on standard error and in `failures`, as is what `doubt` finds."""
    from dateline.claims import extract_claims
    from dateline.incidents import reconcile

    def drawn(name: str, article: Article) -> Reading:
        claims = extract_claims(article)
        return Reading(name, article, claims, reconcile(claims, articles={article.id: article}))

    return each(sources, drawn, published=published, url=url, failures=failures, drawn_as_text=drawn_as_text, settings=settings)


def each(
    sources: list[str], make: Callable[[str, Article], T], *, published: str | None, url: str | None, failures: list[str],
    drawn_as_text: bool = False, settings: Settings | None = None,
) -> Iterator[T]:  # fmt: skip
    """Yield what `make` makes of each article and its source's name; failures and doubts are told as `readings` says."""
    from dateline.articles import read_articles
    from dateline.sources import Refusal, Unchanged, gather

    current = Current()

    def made(name: str, article: Article) -> tuple[Article, T]:
        check_length(article, name)
        return article, make(name, article)

    def tried() -> Iterator[tuple[str, Refused | tuple[Article, T]]]:
        for item in current.passing(gather(sources, settings=settings), lambda item: item.origin):
            if isinstance(item, Refusal | Unchanged):
                reason = item.reason if isinstance(item, Refusal) else f"the crawl says that it had not changed since {item.seen}"
                yield item.origin, Refused(reason)
                continue
            articles = attempt(_articles, item)
            if isinstance(articles, Refused):
                yield item.origin, articles
                continue
            for article in articles:
                yield item.origin, attempt(made, item.origin, article)

    def _articles(document: RawDocument) -> tuple[Article, ...]:
        return read_articles(document, published=published, url=url)

    for name, result in counting(tried(), what="reading", current=current):
        if isinstance(result, Refused):
            say(refusal(name, result.reason))
            failures.append(name)
            continue
        doubt(name, result[0], drawn=drawn_as_text)
        yield result[1]


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
        elif note.startswith("undated: "):
            say(f"{name}: {note.removeprefix('undated: ')}, so that its weekdays name no day; give --published DATE")


def refusal(name: str, reason: str) -> str:
    """Return the line that names a failed source and why."""
    from dateline.sources import readable

    name = readable(name)
    return reason if name in reason or name == "-" else f"{name}: {reason}"
