"""Find articles that tell one telling: near copies of one text, printed in several places.

Texts are compared by shingles of eight words (Broder 1997). Candidates share fingerprints, the least shingle of each window
(winnowing: Schleimer, Wilkerson and Aiken 2003), so that any shared run of 15 words is found and all pairs are never compared;
then containment is exact. An article is compared with first printings, and with copies that say much more than theirs, so that
a story printed everywhere is compared once; a copy leads to its first printing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from zlib import crc32

from dateline.incidents.names import fold
from dateline.records import Article

#: Words in a shingle: long enough that two reports of one happening share few of them unless one copies the other.
SHINGLE = 8
#: Shingles in a winnowing window.
WINDOW = 8
#: Share of the shorter text's shingles that the longer must hold: a copy may be cut, re-headlined and lightly edited.
CONTAINED = 0.6
#: Share of fingerprints that makes a pair worth an exact look; fingerprints of copies agree about as far as their shingles.
GLANCE = 0.3
#: A copy so many times as long as its first printing is itself compared with later texts.
FULLER = 2
#: Texts with fewer shingles than this are too short to tell a copy from a set phrase.
LEAST = 20
#: A fingerprint in more printings than this is furniture of pages, not a report.
COMMON = 50
_WORD = re.compile(r"\w+")
_BASE, _MODULUS = 1_000_003, (1 << 61) - 1


def tellings(articles: Iterable[Article]) -> Mapping[str, Article]:
    """Return, for each article that is a near copy of an earlier one, the article it leads back to.

    Articles whose `Article.lineage` names one wire story, or one the other's id, are one telling whatever their texts.

    Args:
        articles: any number of articles, in any order; one without text is compared by its lineage alone.

    Returns:
        By article id, the first printing (by publication, then id); articles that copy nothing are left out.
    """
    firsts: list[tuple[Article, frozenset[int], int]] = []
    postings: dict[int, list[int]] = {}
    lineages: dict[str, Article] = {}
    found: dict[str, Article] = {}
    for article in sorted({article.id: article for article in articles}.values(), key=printing):
        shingles = _shingles(article.text)
        prints = _fingerprints(shingles)
        whole = frozenset(shingles)
        root = lineages.get(article.lineage or "") or lineages.get(article.id)
        more = False
        if root is None and len(whole) >= LEAST:
            shared = Counter(at for mark in prints for at in postings.get(mark, ()))
            for at, marks in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
                first, other, size = firsts[at]
                if marks >= GLANCE * min(size, len(prints)) and len(whole & other) >= CONTAINED * min(len(whole), len(other)):
                    root, more = first, len(whole) > FULLER * len(other)
                    break
        if len(whole) >= LEAST and (root is None or more):
            for mark in prints:
                holders = postings.setdefault(mark, [])
                if len(holders) < COMMON:
                    holders.append(len(firsts))
            firsts.append((root or article, whole, len(prints)))
        if root is None:
            root = article
        else:
            found[article.id] = root
        for name in (article.id, article.lineage):
            if name:
                lineages.setdefault(name, root)
    return found


def printing(article: Article) -> tuple[bool, str, str]:
    """Sort articles by publication, those without one last."""
    return (article.published is None, article.published.value if article.published else "", article.id)


def voices_by_telling(articles: Mapping[str, Article], copies: Mapping[str, Article]) -> Mapping[str, Article]:
    """Return, for each article of a telling of several, the one whose voice its reporter speaks with.

    That is the first printing that credits a single agency, where the printings credit no other, else the first printing.
    """
    groups: dict[str, list[Article]] = {}
    for article_id in sorted(copies):
        first = copies[article_id]
        groups.setdefault(first.id, [first]).append(articles[article_id])
    voices: dict[str, Article] = {}
    for group in groups.values():
        credited = sorted((article for article in group if len(article.agencies) == 1), key=printing)
        one = len({fold(article.agencies[0]) for article in credited}) == 1
        voices.update(dict.fromkeys((article.id for article in group), credited[0] if one else group[0]))
    return voices


def _shingles(text: str) -> list[int]:
    """Return a rolling hash of every run of `SHINGLE` words; case and punctuation do not count."""
    words = [crc32(word.encode()) + 1 for word in _WORD.findall(text.casefold())]
    if len(words) < SHINGLE:
        return []
    leaving = pow(_BASE, SHINGLE, _MODULUS)
    value = 0
    rolled = []
    for index, word in enumerate(words):
        value = (value * _BASE + word) % _MODULUS
        if index >= SHINGLE:
            value = (value - words[index - SHINGLE] * leaving) % _MODULUS
        if index >= SHINGLE - 1:
            rolled.append(value)
    return rolled


def _fingerprints(shingles: list[int]) -> frozenset[int]:
    """Return the least shingle of every window of `WINDOW` shingles."""
    return frozenset(min(shingles[at : at + WINDOW]) for at in range(max(1, len(shingles) - WINDOW + 1))) if shingles else frozenset()
