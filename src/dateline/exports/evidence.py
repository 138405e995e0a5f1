"""The words behind an incident, one claim a row, in the form that every layout with room for them gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dateline.exports.identifiers import web_address
from dateline.records import Article, Claim, Incident, Span
from dateline.views import words


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence a claim rests on: ``article.text[start:end] == quote``, offsets in code points of the article's clean text."""

    claim_id: str
    article_id: str
    start: int
    end: int
    quote: str
    status: str
    said_by: str
    figures: tuple[str, ...]
    publisher: str | None
    published: str | None
    url: str | None


def evidence_of(incident: Incident, claims: Mapping[str, Claim], articles: Mapping[str, Article]) -> Iterator[Evidence]:
    """Yield the evidence of an incident, by publication, article and place in the text; a time unknown comes last.

    Args:
        incident: the incident.
        claims: its claims by id; one that is not there is passed over.
        articles: the articles of these claims by id.
    """
    held = [claims[key] for key in incident.claim_ids if key in claims]
    for claim in sorted(held, key=lambda c: (_published(articles.get(c.article_id)) or "9999", c.article_id, c.evidence.start, c.id)):
        article = articles.get(claim.article_id)
        yield Evidence(
            claim_id=claim.id,
            article_id=claim.article_id,
            start=claim.evidence.start,
            end=claim.evidence.end,
            quote=claim.evidence.quote,
            status=claim.status.value,
            said_by=words.source(claim.attribution),
            figures=tuple(words.figure(figure) for figure in claim.figures),
            publisher=None if article is None else article.publisher,
            published=_published(article),
            url=None if article is None else web_address(article.url),
        )


def pointer(article_id: str, span: Span | Evidence) -> str:
    """Return where words stand, for layouts that have one cell for it: ``article ID, characters 118-162``."""
    return f"article {article_id}, characters {span.start}-{span.end}"


def _published(article: Article | None) -> str | None:
    return None if article is None or article.published is None else article.published.value


def newest(incident: Incident, claims: Mapping[str, Claim], articles: Mapping[str, Article]) -> str | None:
    """Return when the newest article behind an incident was published or changed, as its page says; ``None`` where none says so."""
    held = {claims[key].article_id for key in incident.claim_ids if key in claims}
    times = [
        stated.value
        for article in (articles[key] for key in sorted(held) if key in articles)
        for stated in (article.updated, article.published)
        if stated is not None
    ]
    return max(times, default=None)
