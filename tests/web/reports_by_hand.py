"""A small ledger made by hand: reports whose claims are pointed at by their words, hostile ones among them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from dateline import Ledger
from dateline.records import (
    Article,
    Attribution,
    Block,
    BlockKind,
    Claim,
    Figure,
    Measure,
    Mode,
    PlaceRole,
    Published,
    Quantifier,
    RawDocument,
    Scope,
    SourceKind,
    Span,
    Status,
    Unit,
    VictimKind,
    When,
    Where,
)  # fmt: skip

ADDRESS = "http://127.0.0.1:8765"
#: What every browser sends with a page of its own.
BROWSER = {"accept": "text/html,application/xhtml+xml"}
#: Tries to leave every context that a template puts words into.
HOSTILE = """</mark><script>window.broken=1</script><img src=x onerror="window.broken=1">'"&lt;{{7*7}}"""


@dataclass(frozen=True)
class Told:
    """One sentence: who says how many were killed, where, when; `kind` is the event's type."""

    sentence: str
    words: str
    number: int
    speaker: str
    place: str
    lat: float | None
    lon: float | None
    day: str
    event: tuple[str, str] = ("explosion", "shelling")
    measure: Measure = Measure.KILLED
    source: SourceKind = SourceKind.MEDIC
    precision: int = 1


REPORTS: tuple[tuple[str, str, str, tuple[Told, ...]], ...] = (
    (
        "Shelling at Northford",
        "Hill Gazette",
        "2016-11-02T10:00",
        (
            Told("Shelling in Northford killed 12 people on Tuesday, a hospital said.", "12", 12, "a hospital", "Northford", 36.2, 43.1,
                 "2016-11-01"),
        ),
    ),
    (
        "More dead at Northford",
        "Lake Times",
        "2016-11-03T09:00",
        (
            Told("The shelling of Northford on Tuesday killed 19 people, the governor said.", "19", 19, "the governor", "Northford",
                 36.2, 43.1, "2016-11-01", source=SourceKind.OFFICIAL),
            Told("A raid on الموصل القديمة left 3 dead on Wednesday, a witness said.", "3", 3, "a witness",
                 "الموصل القديمة", 36.34, 43.13, "2016-11-02", ("attack", "shooting"), source=SourceKind.WITNESS),
        ),
    ),
    (
        "Взрыв в Угледаре",
        "Hill Gazette",
        "2016-11-05T09:00",
        (Told("A blast in Вугледар killed 4 on Thursday, doctors said.", "4", 4, "doctors", "Вугледар", 47.78, 37.25, "2016-11-03"),),
    ),
    (
        f"Hostile {HOSTILE}",
        f"Outlet {HOSTILE}",
        "2016-11-06T09:00",
        (
            Told(f"A bomb killed 7 in {HOSTILE} on Friday, {HOSTILE} said.", "7", 7, HOSTILE, HOSTILE, 33.3, 44.4, "2016-11-04"),
            Told("Somewhere 2 people were killed, neighbours said.", "2", 2, "neighbours", "Nowhere known", None, None, "2016-11-04",
                 ("attack", "killing"), precision=7),
        ),
    ),
)  # fmt: skip


def span(text: str, words: str, begin: int = 0) -> Span:
    """Cut the first `words` after `begin` out of a text."""
    at = text.index(words, begin)
    return Span(at, at + len(words), words)


def fill(path: Path) -> None:
    """Make a ledger of `REPORTS`."""
    with Ledger(path) as ledger:
        for title, publisher, published, told in REPORTS:
            text = "\n\n".join([title, *(one.sentence for one in told)])
            sha = hashlib.sha256(text.encode()).hexdigest()
            blocks, at = [], 0
            for part in text.split("\n\n"):
                blocks.append(Block(BlockKind.TITLE if at == 0 else BlockKind.PARAGRAPH, at, at + len(part)))
                at += len(part) + 2
            article = Article(
                sha[:16], title, text, tuple(blocks), ((0, 0, len(text)),), publisher=publisher,
                published=Published(published, "minute", "page line"), language="en",
            )  # fmt: skip
            claims = [_claim(article, number, one) for number, one in enumerate(told)]
            raw = RawDocument(text.encode(), f"{sha[:8]}.txt", None, sha)
            ledger.add(raw, article, claims, extractor="test")
        ledger.refresh()


def _claim(article: Article, number: int, told: Told) -> Claim:
    evidence = span(article.text, told.sentence)
    figure = Figure(
        told.measure, told.number, told.number, Quantifier.EXACT, Unit.PERSON, "people", VictimKind.UNKNOWN, Scope.INCIDENT, None,
        span(article.text, told.words, evidence.start),
    )  # fmt: skip
    where = Where(
        PlaceRole.AT, span(article.text, told.place, evidence.start) if told.place in told.sentence else evidence, told.place,
        geoname_id=None if told.lat is None else abs(hash((told.lat, told.lon))) % 10**6, lat=told.lat, lon=told.lon,
        country=None if told.lat is None else "IQ", admin1="Hill", precision=told.precision,
    )  # fmt: skip
    speaker = span(article.text, told.speaker, evidence.start)
    attribution = Attribution(told.speaker, None, None, told.source, None, None, "said", Mode.REPORTED, False, speaker)
    key = hashlib.sha256(f"{article.id}/{number}".encode()).hexdigest()[:16]
    return Claim(
        key, article.id, told.event[0], told.event[1], Status.ATTRIBUTED, False, 0.9, ("test",), evidence, None, attribution, (), (figure,),
        When(told.day, told.day, "day", f"weekday: {told.day}"), (where,), (),
    )  # fmt: skip
