"""Load the word lists of the MUC-4 bench: triggers, targets, people, doers, instruments, crosswalk of event types."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dateline.actors.nouns import singular

__all__ = ["Trigger", "crosswalk", "kind_of", "lexicon", "rows", "triggers"]

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that names an incident (see ``data/muc4_triggers.tsv``); "-" in the table is ``None`` here."""

    words: tuple[str, ...]
    kind: str
    human: str | None
    physical: str | None
    arguments: str
    instrument: str | None


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table, comments left out."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")


def _value(text: str) -> str | None:
    return None if text == "-" else text


@cache
def triggers() -> Mapping[tuple[str, str], tuple[Trigger, ...]]:
    """Return the triggers by part of speech and first word, the longest first."""
    found: dict[tuple[str, str], list[Trigger]] = {}
    for row in rows("muc4_triggers.tsv"):
        words = tuple(row["words"].split())
        trigger = Trigger(words, row["kind"], _value(row["human"]), _value(row["physical"]), row["arguments"], _value(row["instrument"]))
        head = words[-1] if row["pos"] == "NOUN" else words[0]
        found.setdefault((row["pos"], head), []).append(trigger)
    return {key: tuple(sorted(listed, key=lambda t: -len(t.words))) for key, listed in found.items()}


@cache
def lexicon(name: str, value: str) -> Mapping[tuple[str, ...], str]:
    """Return a noun list: words with a singular head, lower case, and what they stand for."""
    found: dict[tuple[str, ...], str] = {}
    for row in rows(name):
        *front, head = row["noun"].lower().split()
        found.setdefault((*front, singular(head)), row[value])
        found.setdefault((*front, head), row[value])
    return found


def kind_of(words: Sequence[str], name: str, value: str = "type") -> str | None:
    """Return what the longest listed noun that ends a phrase stands for.

    >>> kind_of(("two", "telephone", "exchanges"), "muc4_targets.tsv")
    'COMMUNICATIONS'
    """
    if not words:
        return None
    table = lexicon(name, value)
    lower = [w.lower() for w in words]
    for length in range(min(4, len(lower)), 0, -1):
        for head in (lower[-1], singular(lower[-1])):
            kind = table.get((*lower[-length:-1], head))
            if kind is not None:
                return kind
    return None


@cache
def _types() -> Mapping[tuple[str, str], tuple[str, str | None]]:
    return {(r["type"], r["subtype"]): (r["kind"], _value(r["instrument"])) for r in rows("muc4_types.tsv")}


def crosswalk(type_: str, subtype: str | None) -> tuple[str, str | None] | None:
    """Return the kind of incident, and the instrument it implies, of a claim's event type; ``None`` where it is none."""
    return _types().get((type_, subtype or "-")) or _types().get((type_, "*"))
