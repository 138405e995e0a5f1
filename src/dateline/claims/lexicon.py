"""Load the lexicons of the claim stage: words of harm, vague numbers, hedges, event words, event types.

A trigger pattern is one lemma or a head lemma with a companion ("shoot dead", "take hostage"): the companion must stand
within a few words after the head, or before it in the passive.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dateline.errors import ReferenceDataError
from dateline.records import Measure, Quantifier


@dataclass(frozen=True, slots=True)
class HarmWord:
    """A word that says people were harmed.

    `victims` names where they stand: ``obj`` (kill 12), ``subj`` (12 died), ``of`` (the killing of 12), ``mod`` (12 dead),
    ``loss`` (lost 11 men), ``lives`` (claimed 12 lives), ``toll``, ``stock`` (12 hostages), ``migrate`` (12 crossed the
    border), ``leavers`` (12 families left the town), ``settle`` (12 families live in a camp),
    ``transfer`` (moved 12 people to a camp),
    ``shared`` (12 were shot, two fatally). `count` says whether the noun itself may be counted ("12 deaths").
    """

    pattern: tuple[str, ...]
    pos: str
    measure: Measure
    victims: str
    type: str
    subtype: str | None
    count: str | None

    @property
    def struck(self) -> bool:
        """Whether it says that people were hit, and of nobody whether he or she lived ("shot")."""
        return self.measure is Measure.INJURED and " ".join(self.pattern) in word_set("struck")

    @property
    def treated(self) -> bool:
        """Whether it says that people came into care, in which they may have died ("taken to hospital")."""
        return self.measure is Measure.INJURED and " ".join(self.pattern) in word_set("treated")


@dataclass(frozen=True, slots=True)
class EventWord:
    """A word that names a happening; `arguments` says which sides stand where (see data/events.tsv)."""

    pattern: tuple[str, ...]
    pos: str
    type: str
    subtype: str | None
    arguments: str
    means: str | None
    claims: bool


@dataclass(frozen=True, slots=True)
class EventType:
    """An event type with its crosswalks: ACLED's event and sub-event (codebook 2023), PLOVER's type and mode, UCDP's type of
    violence, MUC-4's type of incident (TASKDOC, slot 4) and IDMC's reporting term, ``None`` where they have none; `incident`
    says whether it can ever make one."""

    type: str
    subtype: str | None
    acled_event: str
    acled_subevent: str
    plover_type: str
    plover_mode: str | None
    ucdp: str
    muc4: str | None
    idmc: str | None
    incident: bool
    gloss: str


def table(name: str) -> list[dict[str, str]]:
    """Read a tab-separated table of this stage.

    Raises:
        ReferenceDataError: if the table is missing, or a row has no source or too few cells.
    """
    try:
        text = resources.files("dateline.claims").joinpath("data", name).read_text(encoding="utf-8")
    except OSError as error:
        raise ReferenceDataError(f"cannot read the lexicon {name}: {error}; reinstall dateline") from error
    rows = list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    for number, row in enumerate(rows, 2):
        if None in row.values() or None in row:
            raise ReferenceDataError(f"{name} line {number} has the wrong number of cells: {row}")
    return rows


@cache
def harm_words() -> Mapping[str, tuple[HarmWord, ...]]:
    """Words of harm by the lemma of their head, longest pattern first."""
    index: dict[str, list[HarmWord]] = {}
    for row in table("harm.tsv"):
        pattern = tuple(row["pattern"].split())
        word = HarmWord(
            pattern, row["pos"], Measure(row["measure"]), row["victims"], row["type"], row["subtype"] or None, row["count"] or None
        )
        index.setdefault(pattern[0], []).append(word)
    return {head: tuple(sorted(words, key=lambda w: -len(w.pattern))) for head, words in index.items()}


@cache
def event_words() -> Mapping[str, tuple[EventWord, ...]]:
    """Words of events by the lemma of their head, longest pattern first."""
    index: dict[str, list[EventWord]] = {}
    for row in table("events.tsv"):
        pattern = tuple(row["pattern"].split())
        word = EventWord(
            pattern, row["pos"], row["type"], row["subtype"] or None, row["arguments"], row["means"] or None, row["claims"] == "yes"
        )
        index.setdefault(pattern[0], []).append(word)
    return {head: tuple(sorted(words, key=lambda w: -len(w.pattern))) for head, words in index.items()}


@cache
def event_types() -> Mapping[tuple[str, str | None], EventType]:
    """Event types by (type, subtype)."""
    return {
        (row["type"], row["subtype"] or None): EventType(
            row["type"], row["subtype"] or None, row["acled_event"], row["acled_subevent"], row["plover_type"],
            row["plover_mode"] or None, row["ucdp"], row["muc4"] or None, row["idmc"] or None, row["incident"] == "yes", row["gloss"],
        )
        for row in table("event_types.tsv")
    }  # fmt: skip


@cache
def vague_numbers() -> Mapping[tuple[str, ...], tuple[int, int | None]]:
    """Vague numbers by their words: (low, high)."""
    return {tuple(row["words"].split()): (int(row["low"]), int(row["high"]) if row["high"] else None) for row in table("vague_numbers.tsv")}


@cache
def hedges(side: str) -> Mapping[tuple[str, ...], Quantifier]:
    """Hedges that stand `side` ("before" or "after") the number, by their words."""
    return {tuple(row["words"].split()): Quantifier(row["quantifier"]) for row in table("hedges.tsv") if row["side"] == side}


@cache
def word_set(name: str) -> frozenset[str]:
    """The words of one list of data/words.tsv."""
    return frozenset(row["word"] for row in table("words.tsv") if row["list"] == name)
