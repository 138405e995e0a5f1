"""Colour classes of event types, from ``data/kinds.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Kind:
    """One colour class: its number in the style sheet, what it is called, and the event types in it (none: all others)."""

    number: int
    label: str
    types: tuple[str, ...]


@cache
def kinds() -> tuple[Kind, ...]:
    """Return the classes in the order of the legend."""
    text = (resources.files("dateline.web") / "data" / "kinds.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(Kind(int(number), label, () if types == "-" else tuple(types.split())) for number, label, types, _ in lines[1:])


@cache
def kind_of_type(event_type: str) -> int:
    """Return the number of an event type's class."""
    return next((kind.number for kind in kinds() if event_type in kind.types), kinds()[-1].number)
