"""Measure what linking costs as a ledger grows: time, memory and the cost of an added article (task `scale`, no data needed).

The reports are made for load alone: so many a day, each with a handful of claims of one happening in one of many towns, told by several
papers in words that differ. Their density in time and space stays the same while the ledger grows, as it does in life.
"""

from __future__ import annotations

import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dateline.incidents.judgements import Constraints
from dateline.incidents.printings import Printing
from dateline.incidents.revision import revise
from dateline.incidents.shelf import MemoryShelf
from dateline.incidents.tellings import Telling, tellings_of
from dateline.records import (
    Article,
    Attribution,
    Claim,
    Figure,
    Measure,
    Mode,
    PlaceRole,
    Published,
    Quantifier,
    Scope,
    SourceKind,
    Span,
    Status,
    Unit,
    VictimKind,
    When,
    Where,
)  # fmt: skip
from dateline.serial import article_from_json, article_to_json, claim_from_json, claim_to_json, dumps, loads

#: Reports a day, reports a happening at most, claims a report, towns.
A_DAY, TOLD, CLAIMS, TOWNS = 60, 12, 3, 3000
#: Ledger sizes in claims at which the cost of an added article is measured, and over how many articles.
SIZES, LAST = (10_000, 100_000, 1_000_000), 300
#: Articles revised together while the ledger is filled.
PORTION = 200
_FREE = Constraints({}, frozenset())
_TYPES = (("explosion", "shelling"), ("attack", "shooting"), ("explosion", "suicide_bombing"), ("explosion", "air_strike"))
_SOUNDS = ("ka", "ra", "to", "mi", "se", "lu", "no", "ba", "di", "ve", "sho", "gan")


class Reports:
    """Reports in order of publication, made from a seed."""

    def __init__(self, seed: int) -> None:
        """Start on the first day of 2001."""
        self._random = random.Random(seed)
        self._day = date(2001, 1, 1)
        self._open: list[dict[str, Any]] = []
        self._made = 0

    def next(self, count: int) -> list[tuple[Article, list[Claim]]]:
        """Return the next `count` reports."""
        return [self._report() for _ in range(count)]

    def _report(self) -> tuple[Article, list[Claim]]:
        chance = self._random
        self._made += 1
        if self._made % A_DAY == 0:
            self._day += timedelta(days=1)
            self._open = [told for told in self._open if (self._day - told["day"]).days < 3]
        told = chance.choice(self._open) if self._open and chance.random() < 0.75 else self._happening()
        told["left"] -= 1
        if told["left"] <= 0 and told in self._open:
            self._open.remove(told)
        return self._written(told)

    def _happening(self) -> dict[str, Any]:
        chance = self._random
        words = ["".join(chance.choices(_SOUNDS, k=3)) for _ in range(25)]
        told = {
            "day": self._day, "town": chance.randrange(TOWNS), "type": chance.choice(_TYPES), "killed": 1 + int(chance.expovariate(0.2)),
            "injured": int(chance.expovariate(0.1)), "words": words, "left": 1 + chance.randrange(TOLD),
        }  # fmt: skip
        self._open.append(told)
        return told

    def _written(self, told: dict[str, Any]) -> tuple[Article, list[Claim]]:
        chance = self._random
        name = f"r{self._made:07}"
        words = chance.sample(told["words"], 18) + ["".join(chance.choices(_SOUNDS, k=3)) for _ in range(18)]
        town = f"Town{told['town']}"
        text = f"{told['killed']} killed in {town}\n\n{' '.join(words).capitalize()} in {town}."
        stamp = f"{self._day.isoformat()}T{chance.randrange(24):02}:{chance.randrange(60):02}"
        article = Article(name, None, text, (), (), published=Published(stamp, "minute", "made"))
        day = told["day"].isoformat()
        killed = max(1, told["killed"] + chance.choice((0, 0, 0, 1, -1)))
        figures = [(Measure.KILLED, killed), (Measure.INJURED, told["injured"]), (Measure.KILLED, killed)]
        return article, [self._claim(name, number, told, day, town, *figures[number]) for number in range(CLAIMS)]

    def _claim(self, article: str, number: int, told: dict[str, Any], day: str, town: str, measure: Measure, value: int) -> Claim:
        at = number * 60
        quote = f"{value} {measure}"
        span = Span(at, at + len(quote), quote)
        figure = Figure(
            measure, value, value, Quantifier.EXACT, Unit.PERSON, None, VictimKind.UNKNOWN, Scope.INCIDENT, None,
            Span(at, at + 2, str(value)),
        )  # fmt: skip
        said = Attribution(
            "the governor", None, None, SourceKind.OFFICIAL, None, None, "said", Mode.REPORTED, False, Span(at + 10, at + 14, "said")
        )
        number_of = told["town"]
        where = Where(
            PlaceRole.AT, Span(at + 20, at + 20 + len(town), town), town, 1000 + number_of, lat=30 + number_of % 50 * 0.2,
            lon=30 + number_of // 50 * 0.2, country="XX", admin1=f"P{number_of // 60}", precision=1, score=1.0,
        )  # fmt: skip
        return Claim(
            id=f"{article}c{number}", article_id=article, event_type=told["type"][0], event_subtype=told["type"][1],
            status=Status.ATTRIBUTED if number == 2 else Status.ASSERTED, background=False, confidence=1.0, rules=(), evidence=span,
            trigger=None, attribution=said if number == 2 else None, actors=(), figures=(figure,) if value else (),
            time=When(day, day, "day", "made"), places=(where,), means=(),
        )  # fmt: skip


class Kept:
    """Articles with their claims in a file, as a ledger keeps them."""

    def __init__(self, path: Path) -> None:
        """Make the file."""
        self._file = sqlite3.connect(path)
        self._file.execute("CREATE TABLE kept (id TEXT PRIMARY KEY, json TEXT) WITHOUT ROWID")

    def put(self, reports: Sequence[tuple[Article, Sequence[Claim]]]) -> None:
        """Keep reports."""
        rows = [(a.id, dumps({"article": article_to_json(a), "claims": [claim_to_json(c) for c in claims]})) for a, claims in reports]
        self._file.executemany("INSERT INTO kept VALUES (?, ?)", rows)
        self._file.commit()

    def tellings(self, names: Collection[str]) -> list[Telling]:
        """Read the tellings of reports, one each."""
        articles: dict[str, Article] = {}
        claims: list[Claim] = []
        for name in sorted(names):
            row = self._file.execute("SELECT json FROM kept WHERE id = ?", (name,)).fetchone()
            if row is not None:
                held = loads(row[0])
                articles[name] = article_from_json(held["article"])
                claims += [claim_from_json(claim) for claim in held["claims"]]
        return tellings_of(claims, {claim.id: Printing() for claim in claims}, articles, _FREE)


def predict(*, count: int = SIZES[-1]) -> Iterator[dict[str, Any]]:
    """Yield a line a size: seconds and memory to get there, and what one more article cost.

    Args:
        count: claims at the largest size.
    """
    reports = Reports(seed=7)
    shelf = MemoryShelf()
    with tempfile.TemporaryDirectory() as folder:
        kept = Kept(Path(folder) / "kept.sqlite")
        made, incidents = 0, 0
        start = time.perf_counter()
        for size in [size for size in SIZES if size < count] + [count]:
            while made < size // CLAIMS - LAST:
                portion = reports.next(min(PORTION, size // CLAIMS - LAST - made))
                incidents += _add(kept, shelf, portion)
                made += len(portion)
                print(f"scale: {made * CLAIMS:,} claims, {time.perf_counter() - start:,.0f} s", end="\r", file=sys.stderr)
            costs = []
            for _ in range(LAST):
                before = time.perf_counter()
                _add(kept, shelf, reports.next(1))
                costs.append(time.perf_counter() - before)
            made += LAST
            costs.sort()
            yield {
                "claims": made * CLAIMS, "articles": made, "seconds": round(time.perf_counter() - start, 1),
                "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
                "added_ms_mean": round(1000 * sum(costs) / LAST, 2), "added_ms_median": round(1000 * costs[LAST // 2], 2),
                "added_ms_p95": round(1000 * costs[int(LAST * 0.95)], 2),
            }  # fmt: skip


def _add(kept: Kept, shelf: MemoryShelf, reports: Sequence[tuple[Article, Sequence[Claim]]]) -> int:
    kept.put(reports)
    return len(revise(shelf, [article.id for article, _ in reports], kept.tellings, _FREE).clusters)
