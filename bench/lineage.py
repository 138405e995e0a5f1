"""Measure lineage on articles generated for load alone: signatures a second, linking a heap, adding to it, the index's size.

The words are invented and drawn by Zipf's law; each report names its own people, places and figures over a vocabulary that all share.
Three in ten articles print an earlier one: whole, cut, or with paragraphs of their own. The figures say nothing of accuracy; that is
``python tests/eval/lineage.py``.
"""

from __future__ import annotations

import datetime
import random
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from dateline.lineage import Index
from dateline.lineage.profiles import profile_of
from dateline.lineage.signatures import sign
from dateline.records import Article, Block, BlockKind, Published

SIZES = (10_000, 100_000)
#: Articles a day, words of the shared vocabulary, words a paragraph, paragraphs a report.
A_DAY, VOCABULARY, WORDS, PARAGRAPHS = 400, 30_000, 32, 8
SEED = 20_170_101


def predict() -> Iterator[dict[str, Any]]:
    """Yield one measurement a size: articles and signatures a second, seconds to link, to add the last thousand, bytes, peak memory."""
    for size in SIZES:
        yield measure(size)


def measure(size: int) -> dict[str, Any]:
    """Measure one heap of `size` articles."""
    articles = reports(size)
    some = articles[:5000]
    began = time.perf_counter()
    profiles = [profile_of(article) for article in some]
    read = time.perf_counter() - began
    began = time.perf_counter()
    sign(profiles)
    signed = time.perf_counter() - began
    index = Index()
    began = time.perf_counter()
    for article in articles[:-1000]:
        index.add(article)
    index.lineages()
    linked = time.perf_counter() - began
    began = time.perf_counter()
    for article in articles[-1000:]:
        index.add(article)
    lineages = index.lineages()
    added = time.perf_counter() - began
    return {
        "articles": size,
        "words_per_article": round(sum(int(profile.passages.words.sum()) for profile in profiles) / len(profiles)),
        "profiles_per_second": round(len(some) / read),
        "signatures_per_second": round(len(some) / signed),
        "seconds_to_link": round(linked, 1),
        "seconds_for_last_thousand": round(added, 1),
        "stories": len({lineage.story for lineage in lineages.values()}),
        "bytes": len(index.save()),
        "peak_memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024),
    }


def reports(size: int) -> list[Article]:
    """Return generated articles, `A_DAY` a day; the same for the same size."""
    draw = random.Random(SEED)
    words = ["".join(draw.choices("abcdefghilmnoprstu", k=draw.randint(3, 9))) for _ in range(VOCABULARY)]
    shares = [1 / (rank + 10) for rank in range(VOCABULARY)]
    made: list[list[str]] = []
    articles = []
    for number in range(size):
        recent = made[-A_DAY:]
        kind = draw.random()
        source = draw.choice(recent) if recent and kind < 0.3 else []
        paragraphs = source[: len(source) if kind < 0.1 else max(2, len(source) // 2)]
        own = 0 if kind < 0.2 else 2 if kind < 0.3 else PARAGRAPHS
        paragraphs = paragraphs + [_paragraph(draw, words, shares) for _ in range(own)]
        made.append(paragraphs)
        articles.append(_article(number, paragraphs))
    return articles


def _paragraph(draw: random.Random, words: list[str], shares: list[float]) -> str:
    chosen = draw.choices(words, weights=shares, k=WORDS)
    for _ in range(3):
        chosen[draw.randrange(1, WORDS)] = draw.choice(words).capitalize()
    chosen[draw.randrange(1, WORDS)] = str(draw.randint(2, 90))
    return f"{' '.join(chosen).capitalize()}."


def _article(number: int, paragraphs: list[str]) -> Article:
    blocks, at = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(BlockKind.PARAGRAPH, at, at + len(paragraph)))
        at += len(paragraph) + 2
    minute = number * 1440 // A_DAY
    day = (datetime.datetime(2001, 1, 1) + datetime.timedelta(minutes=minute)).isoformat("T", "minutes")
    base = Article(f"{number:07}", None, "\n\n".join(paragraphs), tuple(blocks), ())
    return replace(base, published=Published(day, "minute", "generated"))
