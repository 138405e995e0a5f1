"""Write a large ledger for trying pages and exports on (task `big`): ``python -m bench big --count 100000 --ledger big.db``.

Everything in it is made for load alone, by a seed: so many happenings over three years in 3,000 invented towns, each told by one to
three short reports. Claims are made by hand, so nothing is extracted; every span stands in its text, and `dateline verify` finds it
whole. Incidents are reckoned happening by happening, as linking would find them.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, update

from dateline import __version__
from dateline.incidents import reconcile, summarise
from dateline.ledger import Ledger
from dateline.ledger.rows import digest
from dateline.ledger.tables import articles, claims, incidents, sources, state
from dateline.records import (
    Article,
    Attribution,
    Block,
    BlockKind,
    Claim,
    Figure,
    Incident,
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
from dateline.serial import article_to_json, claim_to_json, dumps, incident_to_json, summary_to_text

#: Towns, days, happenings written at a time.
TOWNS, DAYS, PORTION, SEED = 3000, 1095, 1000, 7
_SOUNDS = ("ka", "ra", "to", "mi", "se", "lu", "no", "ba", "di", "ve", "sho", "gan")
#: Event type, subtype, and the words for the deed.
_DEEDS = (
    ("explosion", "suicide_bombing", "A suicide bomber"), ("explosion", "shelling", "Shelling"), ("explosion", "air_strike", "A strike"),
    ("attack", "shooting", "Gunmen"), ("explosion", "mine", "A mine"), ("battle", "armed_clash", "Clashes"),
)  # fmt: skip
_SPEAKERS = (
    ("the governor", SourceKind.OFFICIAL, False), ("the hospital", SourceKind.MEDIC, False), ("the army", SourceKind.BELLIGERENT, True),
    ("residents", SourceKind.RESIDENT, False), ("the mission", SourceKind.UN, False),
)  # fmt: skip


def predict(*, ledger: Path = Path("big.db"), count: int = 100_000) -> Iterator[dict[str, Any]]:
    """Write the ledger and yield one line: what it holds, and what writing it took.

    Args:
        ledger: the file; it must not be there yet.
        count: how many happenings.
    """
    if ledger.exists():
        raise SystemExit(f"bench: {ledger} is there already; remove it, or give another --ledger")
    start = time.perf_counter()
    counted = {"articles": 0, "claims": 0, "incidents": 0}
    with Ledger(ledger, clock=lambda: "2026-01-01T00:00:00Z") as store:
        made = _Happenings(SEED)
        kept: list[tuple[str, str, str, str]] = []
        while counted["incidents"] < count:
            portion = [made.next() for _ in range(min(PORTION, count - counted["incidents"]))]
            told = [(article, own) for reports in portion for article, own in reports]
            with store.engine.begin() as connection:
                connection.execute(insert(articles), [_article_row(article) for article, _ in told])
                connection.execute(insert(claims), [row for _, own in told for row in _claim_rows(own)])
                connection.execute(insert(sources), [_source_row(article) for article, _ in told])
            for reports in portion:
                held = {article.id: article for article, _ in reports}
                kept += [_kept(one) for one in reconcile([claim for _, own in reports for claim in own], articles=held)]
            counted["articles"] += len(told)
            counted["claims"] += sum(len(own) for _, own in told)
            counted["incidents"] += len(portion)
            print(f"big: {counted['incidents']:,} happenings, {time.perf_counter() - start:,.0f} s", end="\r", file=sys.stderr)
        _write_incidents(store, kept)
    size = ledger.stat().st_size // 2**20
    yield {**counted, "incidents": len(kept), "seconds": round(time.perf_counter() - start, 1), "megabytes": size}


class _Happenings:
    """Happenings with their reports, made from a seed."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._made = 0
        names = ["".join(self._chance.choices(_SOUNDS, k=3)).capitalize() for _ in range(TOWNS)]
        self._towns = [(name, 29 + self._chance.random() * 8, 38 + self._chance.random() * 10) for name in names]

    def next(self) -> list[tuple[Article, list[Claim]]]:
        """Return the reports of the next happening, with their claims."""
        chance = self._chance
        day = date(2021, 1, 1) + timedelta(days=chance.randrange(DAYS))
        town, deed = chance.randrange(TOWNS), chance.choice(_DEEDS)
        killed, injured = 1 + int(chance.expovariate(0.25)), int(chance.expovariate(0.1))
        number = 1 + int(chance.random() < 0.4) + int(chance.random() < 0.15)
        return [self._report(day, town, deed, max(1, killed + chance.choice((0, 0, 0, 1, -1))), injured, n) for n in range(number)]

    def _report(
        self, day: date, town: int, deed: tuple[str, str, str], killed: int, injured: int, number: int
    ) -> tuple[Article, list[Claim]]:  # fmt: skip
        chance = self._chance
        self._made += 1
        name, lat, lon = self._towns[town]
        speaker, kind, party = chance.choice(_SPEAKERS)
        words = f"{day.day} {day:%B}"
        title = f"{killed} killed in {name}"
        sentence = f"{deed[2]} killed {killed} people and wounded {injured} in {name} on {words}, {speaker} said."
        rest = " ".join("".join(chance.choices(_SOUNDS, k=3)) for _ in range(30)).capitalize() + "."
        text = f"{title}\n{sentence}\n{rest}"
        low = len(title) + 1
        ends = (low, low + len(sentence) + 1)
        blocks = (
            Block(BlockKind.TITLE, 0, len(title)), Block(BlockKind.PARAGRAPH, ends[0], ends[1] - 1),
            Block(BlockKind.PARAGRAPH, ends[1], len(text)),
        )  # fmt: skip
        stamp = f"{(day + timedelta(days=number)).isoformat()}T{chance.randrange(24):02}:{chance.randrange(60):02}"
        article = Article(
            sha256(f"{self._made} {text}".encode()).hexdigest()[:16], title, text, blocks, ((0, 0, len(text)),),
            publisher=f"Paper {chance.randrange(40)}", published=Published(stamp, "minute", "made"), language="en",
        )  # fmt: skip

        def span(words: str) -> Span:
            at = low + sentence.index(words)
            return Span(at, at + len(words), words)

        figures = tuple(
            Figure(
                measure, value, value, Quantifier.EXACT, Unit.PERSON, "people", VictimKind.UNKNOWN, Scope.INCIDENT, None,
                Span(low + at, low + at + len(str(value)), str(value)),
            )
            for measure, value, at in (
                (Measure.KILLED, killed, sentence.index(f" {killed} ") + 1),
                (Measure.INJURED, injured, sentence.index(f" {injured} in") + 1),
            )
            if value
        )  # fmt: skip
        where = Where(
            PlaceRole.AT, span(name), name, 10_000_000 + town, round(lat, 4), round(lon, 4), "IQ" if lon > 42 else "SY",
            f"Province {town % 30}",
            1 if town % 5 else 4, 1.0,
        )  # fmt: skip
        said = Attribution(speaker, None, None, kind, None, None, "said", Mode.REPORTED, party, span(speaker))
        claim = Claim(
            id=sha256(f"{article.id} claim".encode()).hexdigest()[:16], article_id=article.id, event_type=deed[0], event_subtype=deed[1],
            status=Status.ATTRIBUTED, background=False, confidence=0.9, rules=("made",), evidence=Span(low, low + len(sentence), sentence),
            trigger=span("killed"), attribution=said, actors=(), figures=figures,
            time=When(day.isoformat(), day.isoformat(), "day", f"made: {words}", span(words)), places=(where,), means=(),
        )  # fmt: skip
        return article, [claim]


def _article_row(article: Article) -> dict[str, Any]:
    text = dumps(article_to_json(article))
    raw = sha256(article.text.encode()).hexdigest()
    return {
        "id": article.id,
        "json": text,
        "digest": digest(text),
        "raw_sha256": raw,
        "raw_kept": False,
        "added_at": "2026-01-01T00:00:00Z",
    }


def _claim_rows(own: list[Claim]) -> Iterator[dict[str, Any]]:
    for position, claim in enumerate(own):
        text = dumps(claim_to_json(claim))
        row = {"id": claim.id, "article_id": claim.article_id, "position": position, "json": text, "digest": digest(text)}
        yield {**row, "extractor": __version__}


def _source_row(article: Article) -> dict[str, Any]:
    raw = sha256(article.text.encode()).hexdigest()
    return {
        "origin": f"made/{article.id}.txt", "sha256": raw, "outcome": "stored", "reason": None, "article_id": article.id,
        "added_at": "2026-01-01T00:00:00Z",
    }  # fmt: skip


def _kept(one: Incident) -> tuple[str, str, str, str]:
    day = one.when.earliest if one.when is not None and one.when.earliest is not None else ""
    return day, one.id, dumps(incident_to_json(one)), ""


def _write_incidents(store: Ledger, kept: list[tuple[str, str, str, str]]) -> None:
    from dateline.serial import incident_from_json, loads

    kept.sort()
    with store.engine.begin() as connection:
        connection.execute(delete(incidents))
        for start in range(0, len(kept), PORTION):
            rows = []
            for position, (_, key, text, _) in enumerate(kept[start : start + PORTION], start):
                summary = summary_to_text(summarise(incident_from_json(loads(text)), position + 1))
                rows.append({"id": key, "position": position, "json": text, "summary": summary})
            connection.execute(insert(incidents), rows)
        connection.execute(update(state).where(state.c.name == "input").values(value="1"))
        connection.execute(update(state).where(state.c.name == "incidents").values(value="1"))
        connection.execute(update(state).where(state.c.name == "incidents_by").values(value=__version__))
