"""Read the incident stage's data files: tab-separated, ``#`` for remarks, ``-`` for an empty cell, the source last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.errors import ReferenceDataError


@dataclass(frozen=True, slots=True)
class Family:
    """What an event type may be another description of, and whether it `recurs` within days (data/families.tsv)."""

    families: frozenset[str]
    specificity: int
    one_sided: bool
    recurs: bool


@dataclass(frozen=True, slots=True)
class Authority:
    """How far a kind of speaker is trusted for a number (data/authority.tsv); `independence` is ``None`` for nobody's."""

    tier: int
    rank: int
    independence: str | None


@dataclass(frozen=True, slots=True)
class Policy:
    """How a toll is made of what is stated (data/policies.tsv).

    `sources` is ``all`` or ``reliable``, `best` ``latest``, ``least`` or ``low``, `open` ``kept`` or ``stated``, `vague` ``least`` or
    ``acled``, `numbers` ``three`` or ``one``.
    """

    name: str
    sources: str
    best: str
    open: str
    vague: str
    numbers: str


@dataclass(frozen=True, slots=True)
class BodyWords:
    """Words that name a body which people speak for (data/bodies.tsv)."""

    words: str
    body: str
    by: str
    named: str


def read_rows(name: str, columns: Sequence[str]) -> list[list[str]]:
    """Read the rows of ``data/<name>``.

    Args:
        name: file name.
        columns: the header the file must have, in order.

    Returns:
        The cells of each row; ``-`` is read as empty.

    Raises:
        ReferenceDataError: if the header or the number of cells in a row is wrong.
    """
    lines = (files("dateline.incidents") / "data" / name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    if not rows or rows[0] != list(columns):
        raise ReferenceDataError(f"{name}: the header is {rows[:1]}, not {list(columns)}; mend the file or reinstall dateline")
    for row in rows[1:]:
        if len(row) != len(columns):
            raise ReferenceDataError(f"{name}: {len(row)} cells in a table of {len(columns)} columns: {row!r}; use tabs between cells")
    return [["" if cell == "-" else cell for cell in row] for row in rows[1:]]


@cache
def families() -> Mapping[tuple[str, str | None], Family]:
    """Return the families of every event type and subtype."""
    table = read_rows("families.tsv", ("type", "subtype", "families", "specificity", "one_sided", "recurs", "source"))
    return {(row[0], row[1] or None): Family(frozenset(row[2].split()), int(row[3]), row[4] == "yes", row[5] == "yes") for row in table}


@cache
def family_of(event_type: str, event_subtype: str | None) -> Family:
    """Return an event type's family.

    A subtype the table lacks is read as its type; a type it lacks is compatible with itself alone.
    """
    table = families()
    found = table.get((event_type, event_subtype)) or table.get((event_type, None))
    return found or Family(frozenset({f"{event_type}/{event_subtype or ''}"}), 1, False, True)


@cache
def authorities() -> Mapping[str, Authority]:
    """Return the authority of every kind of speaker, and of the status ``claimed``."""
    table = read_rows("authority.tsv", ("kind", "tier", "rank", "class", "source"))
    return {row[0]: Authority(int(row[1]), int(row[2]), row[3] or None) for row in table}


@cache
def toll_rules() -> Mapping[str, str]:
    """Return the meaning of every rule that a toll's trace may name."""
    return {row[0]: row[2] for row in read_rows("rules.tsv", ("rule", "bound", "meaning", "source"))}


#: What each choice of a policy may be.
_CHOICES = {
    "sources": {"all", "reliable"}, "best": {"latest", "least", "low"}, "open": {"kept", "stated"}, "vague": {"least", "acled"},
    "numbers": {"three", "one"},
}  # fmt: skip


@cache
def policies() -> Mapping[str, Policy]:
    """Return every policy by name, in the order of the table.

    Raises:
        ReferenceDataError: if a choice is missing, twice there, or of a value that nothing is made of.
    """
    found: dict[str, dict[str, str]] = {}
    for policy, choice, value, _, _ in read_rows("policies.tsv", ("policy", "choice", "value", "meaning", "source")):
        chosen = found.setdefault(policy, {})
        if value not in _CHOICES.get(choice, ()) or choice in chosen:
            raise ReferenceDataError(
                f"policies.tsv: {policy} has {choice} {value!r}; each of {', '.join(_CHOICES)} stands once with a known value"
            )
        chosen[choice] = value
    for policy, chosen in found.items():
        if missing := sorted(_CHOICES.keys() - chosen.keys()):
            raise ReferenceDataError(f"policies.tsv: {policy} does not choose {', '.join(missing)}; add a row for each")
    return {policy: Policy(policy, **chosen) for policy, chosen in found.items()}


@cache
def vague_words() -> Mapping[str, int]:
    """Return what vague words count for under ``acled``, the longest first."""
    rows = read_rows("vague.tsv", ("words", "low", "source"))
    return {row[0]: int(row[1]) for row in sorted(rows, key=lambda row: (-len(row[0]), row[0]))}


@cache
def body_words() -> tuple[BodyWords, ...]:
    """Return the words that name bodies, in the order of the table: the first that a text holds is meant."""
    return tuple(BodyWords(*row[:4]) for row in read_rows("bodies.tsv", ("words", "body", "by", "named", "source")))
