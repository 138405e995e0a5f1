"""Apply lineage to claims: whose telling a claim belongs to, whose voice its reporter speaks with, and what a later version takes back.

A copy is not a confirmation (architecture.md, rule 4). `dateline.lineage` tells which articles print one story; here that is brought
down to the single claim, since a merged article prints several stories and a copy may hold paragraphs of the paper's own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.incidents.names import fold
from dateline.incidents.strands import Strand
from dateline.lineage import trace
from dateline.records import Article, Claim, Lineage


@dataclass(frozen=True, slots=True)
class Printing:
    """Where a claim is printed: the `first` form of the story it is in and the article whose `voice` its reporter speaks with
    (``None``: its own article), and whether a later version takes the place of the text (`superseded`)."""

    first: Article | None = None
    voice: Article | None = None
    superseded: bool = False


class Printings:
    """The lineage of a set of articles, by claim."""

    def __init__(self, articles: Mapping[str, Article]) -> None:
        self._articles = articles
        self._lineages = trace(articles.values())
        self._voices = _voices(articles, self._lineages)

    def of(self, claim: Claim) -> Printing:
        """Return where a claim is printed; one of an article that is not known stands alone."""
        lineage = self._lineages.get(claim.article_id)
        if lineage is None:
            return Printing()
        article = self._articles[claim.article_id]
        block = _block_of(article, claim.evidence.start)
        story = next((part.story for part in lineage.parts if block in part.blocks), lineage.story)
        first = self._articles[story] if story != article.id else None
        if block in lineage.own:
            return Printing(first, replace(article, agencies=(), lineage=None))
        return Printing(first, self._voices.get(story), lineage.superseded_by is not None)


def _voices(articles: Mapping[str, Article], lineages: Mapping[str, Lineage]) -> dict[str, Article]:
    """Return the article whose voice the reporter of each story of several printings speaks with.

    That is the first printing that credits a single agency, where the printings credit no other, else the first printing.
    """
    groups: dict[str, list[Article]] = {}
    for article_id, lineage in lineages.items():
        for part in lineage.parts:
            groups.setdefault(part.story, []).append(articles[article_id])
    voices: dict[str, Article] = {}
    for story, group in groups.items():
        credited = sorted((article for article in group if len(article.agencies) == 1), key=_printing)
        one = len({fold(article.agencies[0]) for article in credited}) == 1
        if len(group) > 1:
            voices[story] = credited[0] if one else articles[story]
    return voices


def _printing(article: Article) -> tuple[bool, str, str]:
    """Sort articles by publication, those without one last."""
    return (article.published is None, article.published.value if article.published else "", article.id)


def _block_of(article: Article, offset: int) -> int:
    """Return the index of the block that a character stands in; of an article without blocks, of the stretch between empty lines."""
    if not article.blocks:
        return article.text.count("\n\n", 0, offset)
    return bisect_right([block.start for block in article.blocks], offset) - 1


def unsuperseded(strands: Sequence[Strand], superseded: Mapping[str, bool]) -> list[Strand]:
    """Take from superseded strands the counts that their story gives again in a text that stands.

    Args:
        strands: the strands of one incident.
        superseded: whether a claim stands in a text that a later version has replaced, by claim id.
    """
    given = {(strand.telling, count.key) for strand in strands if not superseded.get(strand.claim.id) for count in strand.counts}
    return [
        replace(strand, counts=tuple(count for count in strand.counts if (strand.telling, count.key) not in given))
        if superseded.get(strand.claim.id)
        else strand
        for strand in strands
    ]
