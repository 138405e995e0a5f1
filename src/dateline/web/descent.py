"""The reports behind an incident as a tree: a wire's text, its later versions, the copies of it, and what papers report of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.lineage import trace
from dateline.records import Article, Claim, Voice

#: What a relation of `dateline.records.Descent` is called.
RELATIONS = {
    "original": "own report", "version": "later version", "copy": "copy", "cut": "shortened copy", "rewrite": "rewritten",
    "merged": "merged of several",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Branch:
    """One article of the tree: its relation to the one above in words, the evidence for it, the voices it is the first to print, whether a
    later version takes its place, and what derives from it."""

    article: Article
    relation: str
    why: str
    voices: tuple[str, ...]
    superseded: bool
    below: tuple[Branch, ...]


def tree_of(articles: Iterable[Article], claims: Mapping[str, Claim], voices: Sequence[Voice]) -> tuple[Branch, ...]:
    """Return the articles of an incident by descent, the earliest story first.

    Args:
        articles: the articles of the claims.
        claims: the incident's claims by id.
        voices: its voices.
    """
    by_id = {article.id: article for article in articles}
    lineages = trace(by_id.values())
    order = sorted(by_id, key=lambda key: (_printed(by_id[key]), key))
    place = {key: n for n, key in enumerate(order)}
    above: dict[str, str] = {}
    for key in order:
        # The closest one printed before: a tree has no way round, and every article one place.
        near = next((one for one in lineages[key].parts[0].of if one in place and place[one] < place[key]), None)
        if near is not None:
            above[key] = near
    first: dict[str, list[str]] = {}
    for voice in voices:
        spoken = sorted({claims[c].article_id for c in voice.claim_ids if c in claims} & place.keys(), key=lambda key: place[key])
        if spoken:
            first.setdefault(spoken[0], []).append(voice.name)

    def branch(key: str) -> Branch:
        part = lineages[key].parts[0]
        relation = RELATIONS.get(part.relation, part.relation) if key in above else RELATIONS["original"]
        below = tuple(branch(other) for other in order if above.get(other) == key)
        superseded = lineages[key].superseded_by in place
        return Branch(by_id[key], relation, part.why, tuple(first.get(key, ())), superseded, below)

    return tuple(branch(key) for key in order if key not in above)


def _printed(article: Article) -> str:
    return article.published.value if article.published is not None else "~"
