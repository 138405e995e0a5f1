"""Claims made by hand: a small builder, so that a test states only what it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from dateline.records import (
    ActorMention,
    Article,
    Attribution,
    Claim,
    Figure,
    Flow,
    Judgement,
    Measure,
    Mode,
    PlaceRole,
    Published,
    Quantifier,
    Role,
    Scope,
    SourceKind,
    Span,
    Status,
    Unit,
    VictimKind,
    When,
    Where,
)  # fmt: skip

#: Name, gazetteer id, first-order division, precision: invented numbers, real enough names.
PLACES: dict[str, tuple[int | None, str | None, int]] = {
    "Northford": (1, "Hill", 1),
    "Southwick": (2, "Hill", 1),
    "Eastmere": (3, "Lake", 1),
    "Hill": (10, "Hill", 4),
    "Lake": (11, "Lake", 4),
    "Landia": (20, None, 6),
    "Mill Quarter": (None, None, 1),
}


class Claims:
    """Make claims, figures, judgements and articles with sensible defaults."""

    def __init__(self) -> None:
        self._next = 0

    def figure(
        self,
        measure: Measure,
        low: int,
        high: int | None = -1,
        *,
        quantifier: Quantifier = Quantifier.EXACT,
        unit: Unit = Unit.PERSON,
        kind: VictimKind = VictimKind.UNKNOWN,
        scope: Scope = Scope.INCIDENT,
        flow: Flow | None = None,
        since: str | None = None,
    ) -> Figure:
        """Make a figure; `high` is `low` unless said."""
        self._next += 1
        top = low if high == -1 else high
        return Figure(measure, low, top, quantifier, unit, None, kind, scope, flow, Span(self._next, self._next + 2, f"{low}"), since)

    def place(self, name: str, *, role: PlaceRole = PlaceRole.AT, within: str | None = None) -> Where:
        """Make a place."""
        geoname_id, admin1, precision = PLACES.get(name, (None, None, 7))
        span = Span(0, len(name), name)
        return Where(role, span, name, geoname_id, country="LD" if geoname_id else None, admin1=admin1, precision=precision, within=within)

    def actor(self, role: Role, actor_id: str) -> ActorMention:
        """Make an actor."""
        return ActorMention(role, Span(0, len(actor_id), actor_id), actor_id, actor_id, "armed group")

    def said(self, speaker: str | None, kind: SourceKind = SourceKind.OFFICIAL, **more: Any) -> Attribution:
        """Make an attribution."""
        base = Attribution(speaker, None, None, kind, None, None, "said", Mode.REPORTED, False, Span(0, 1, "x"))
        return replace(base, **more)

    def claim(
        self,
        claim_id: str,
        *figures: Figure,
        article: str = "a1",
        type: str = "explosion/suicide_bombing",
        day: str | tuple[str | None, str | None] | None = "2020-03-01",
        places: tuple[str | Where, ...] = ("Northford",),
        by: Attribution | str | None = None,
        status: Status | None = None,
        start: int | None = None,
        **more: Any,
    ) -> Claim:
        """Make a claim: an attack with suicide bombers in Northford on 1 March 2020, in the reporter's own words."""
        self._next += 1
        event_type, _, subtype = type.partition("/")
        said = self.said(by) if isinstance(by, str) else by
        stretch = (day, day) if isinstance(day, str) else day
        at = self._next * 100 if start is None else start
        base = Claim(
            id=claim_id, article_id=article, event_type=event_type, event_subtype=subtype or None,
            status=status or (Status.ASSERTED if said is None else Status.ATTRIBUTED), background=False, confidence=1.0, rules=(),
            evidence=Span(at, at + len(claim_id), claim_id), trigger=None, attribution=said, actors=(), figures=figures,
            time=None if stretch is None else When(stretch[0], stretch[1], "day", "test"),
            places=tuple(self.place(place) if isinstance(place, str) else place for place in places), means=(),
        )  # fmt: skip
        return replace(base, **more)

    def article(self, article_id: str, *, published: str | None = None, agencies: tuple[str, ...] = (), **more: Any) -> Article:
        """Make an article without text."""
        made = None if published is None else Published(published, "minute", "test")
        return replace(Article(article_id, None, "", (), (), published=made, agencies=agencies), **more)

    def judgement(
        self, verdict: str, *subjects: str, time: str = "2021-01-01", field: str | None = None, value: str | None = None
    ) -> Judgement:
        """Make a judgement."""
        self._next += 1
        return Judgement(f"j{self._next:04}", "reviewer", time, verdict, subjects, field, value, None)


@pytest.fixture
def make() -> Claims:
    """Return a fresh builder."""
    return Claims()


@pytest.fixture
def killed(make: Claims) -> Callable[..., Figure]:
    """Return a maker of counts of the dead."""

    def figure(low: int, high: int | None = -1, **more: Any) -> Figure:
        return make.figure(Measure.KILLED, low, high, **more)

    return figure
