"""The tour of a ledger in five steps; each step is a page with a band on top, so that it needs no script."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from dateline.web.snapshot import Snapshot

#: Stands in the table for the page of the incident with most contradictions, then most voices.
CONTESTED = "contested"


@dataclass(frozen=True, slots=True)
class Stop:
    """One step as the table has it."""

    page: str
    part: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its number of how many, its title and text, and the addresses of the steps round it (``None`` at the ends)."""

    number: int
    steps: int
    title: str
    text: str
    before: str | None
    after: str | None


@cache
def stops() -> tuple[Stop, ...]:
    """Return the steps in order, from ``data/tour.tsv``."""
    text = (resources.files("dateline.web") / "data" / "tour.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(Stop(*line) for line in lines[1:])


def step_of(snapshot: Snapshot, given: str | None) -> Step | None:
    """Return the step that an address's ``tour`` names; ``None`` where it names none.

    Args:
        snapshot: all incidents.
        given: the parameter as it came.
    """
    if given is None or not given.isascii() or not given.isdecimal() or not 1 <= int(given[:3]) <= len(stops()) or not len(snapshot):
        return None
    number = int(given)
    stop = stops()[number - 1]
    before = address(snapshot, number - 1) if number > 1 else None
    after = address(snapshot, number + 1) if number < len(stops()) else None
    return Step(number, len(stops()), stop.title, stop.text, before, after)


def address(snapshot: Snapshot, number: int) -> str:
    """Return the address of a step, from 1."""
    stop = stops()[number - 1]
    page = stop.page
    if page == CONTESTED:
        kinds = np.array([len(s.contradictions) for s in snapshot.summaries])
        page = f"/incidents/{snapshot.summaries[int(np.lexsort((-snapshot.voices, -kinds))[0])].id}"
    return f"{page}{'&' if '?' in page else '?'}tour={number}" + (f"#{stop.part}" if stop.part else "")
