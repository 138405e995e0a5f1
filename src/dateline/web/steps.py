"""How an incident's bounds moved as reports were printed: a step chart, drawn as SVG on the server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dateline.incidents import Change
from dateline.records import Article
from dateline.vocabulary import Measure

BOUNDS = ("low", "best", "high")
#: Height of one measure's chart in pixels, and the part of the width that the last step gets beyond its moment.
HEIGHT, TAIL = 90, 0.08


@dataclass(frozen=True, slots=True)
class Step:
    """The bounds from one moment to the next: `x` to `end` per cent of the width; the numbers, and where they stand in pixels from the top.
    `high` is ``None`` where it is open."""

    x: float
    end: float
    moment: str
    titles: tuple[str, ...]
    low: int
    best: int
    high: int | None
    low_y: float
    best_y: float
    high_y: float


@dataclass(frozen=True, slots=True)
class Chart:
    """The steps of one measure; `name` in words, `top` the scale's largest number."""

    name: str
    top: int
    steps: tuple[Step, ...]


def charts_of(changes: Sequence[Change], articles: Mapping[str, Article]) -> list[Chart]:
    """Return a chart for each measure of people whose bounds moved at all after they were first stated.

    Args:
        changes: of the incident, in order of time.
        articles: articles by id, for their titles.
    """
    keys = dict.fromkeys(c.aspect.split(" ", 1)[1] for c in changes if c.aspect.split(" ", 1)[0] in BOUNDS)
    moments = sorted({change.moment for change in changes})
    found = []
    for key in keys:
        states = _states(key, changes, moments)
        if len(states) > 1:
            found.append(_chart(key, states, moments, articles))
    return found


State = tuple[str, dict[str, int | None], tuple[str, ...]]


def _states(key: str, changes: Sequence[Change], moments: Sequence[str]) -> list[State]:
    """Return the bounds after each moment that moved one of them."""
    now: dict[str, int | None] = {}
    states: list[State] = []
    for moment in moments:
        moved = [c for c in changes if c.moment == moment and c.aspect in {f"{bound} {key}" for bound in BOUNDS}]
        for change in moved:
            name = change.aspect.split(" ", 1)[0]
            if change.after is None:
                now.pop(name, None)
            else:
                now[name] = None if change.after == "open" else int(change.after)
        if moved:
            states.append((moment, dict(now), moved[0].article_ids))
    return states


def _chart(key: str, states: Sequence[State], moments: Sequence[str], articles: Mapping[str, Article]) -> Chart:
    begin, end = (datetime.fromisoformat(m).timestamp() for m in (moments[0], moments[-1]))
    span = (end - begin or 1.0) * (1 + TAIL)
    top = max([value for _, bounds, _ in states for value in bounds.values() if value is not None], default=1) or 1
    x = [100 * (datetime.fromisoformat(moment).timestamp() - begin) / span for moment, _, _ in states] + [100.0]
    steps = []
    for n, (moment, bounds, article_ids) in enumerate(states):
        if "low" not in bounds:
            continue
        low, best, high = bounds["low"] or 0, bounds.get("best") or 0, bounds.get("high")
        titles = tuple(articles[one].title or one[:16] for one in article_ids if one in articles)
        low_y, best_y, high_y = (round(HEIGHT * (1 - value / top), 1) for value in (low, best, top if high is None else high))
        steps.append(Step(round(x[n], 2), round(x[n + 1], 2), moment, titles, low, best, high, low_y, best_y, high_y))
    measure, *unit = key.split()
    name = Measure(measure).replace("_", " ") + (f" ({', '.join(unit)})" if unit != ["person"] else "")
    return Chart(name, top, tuple(steps))
