"""Add up what the levels of agreement are worth.

The weight of a level is what it adds to the logarithm of the odds (base e) that two accounts are of one happening, given the
other comparisons. Fellegi and Sunter's weight is the logarithm of m/u, the shares of matching and of other pairs on that level; data/
weights.tsv gives both, and the weight fitted by logistic regression, which counts evidence once that several comparisons share.
`training/linkage.py` tells how they were learned and from what.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.errors import ReferenceDataError

#: The header of data/weights.tsv.
COLUMNS = ("comparison", "level", "weight", "m", "u", "meaning")
#: The row that holds the logarithm of the odds before any comparison.
PRIOR = ("prior", "-")


@dataclass(frozen=True, slots=True)
class Reason:
    """One comparison of two accounts: its level and what it adds to the log odds."""

    comparison: str
    level: str
    weight: float


@cache
def _table() -> tuple[tuple[str, ...], ...]:
    try:
        lines = (files("dateline.incidents.linkage") / "data" / "weights.tsv").read_text(encoding="utf-8").splitlines()
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        if tuple(rows[0]) != COLUMNS:
            raise ValueError(f"header {rows[0]}")
        return tuple((row[0], row[1], str(float(row[2])), row[5]) for row in rows[1:])
    except (OSError, ValueError, IndexError) as error:
        raise ReferenceDataError(f"weights.tsv is damaged ({error}); reinstall dateline") from error


@cache
def weights() -> Mapping[tuple[str, str], float]:
    """Return the weight of each level of each comparison.

    Raises:
        ReferenceDataError: if the table is damaged.
    """
    return {(comparison, level): float(weight) for comparison, level, weight, _ in _table()}


@cache
def meanings() -> Mapping[tuple[str, str], str]:
    """Return what each level of each comparison says, in words.

    Raises:
        ReferenceDataError: if the table is damaged.
    """
    return {(comparison, level): meaning for comparison, level, _, meaning in _table()}


@cache
def scale(comparison: str) -> tuple[tuple[float, ...], tuple[str, ...]]:
    """Return the lower bounds of a comparison's numbered levels, in order, and their names."""
    named = sorted((float(level), level) for kind, level in weights() if kind == comparison and level[0].isdigit())
    return tuple(bound for bound, _ in named), tuple(level for _, level in named)


def log_odds(levels: Mapping[str, str]) -> float:
    """Return the logarithm of the odds that two accounts on these levels of agreement are of one happening."""
    table = weights()
    return table[PRIOR] + sum(table[level] for level in levels.items())


@cache
def most(comparisons: tuple[str, ...]) -> float:
    """Return the most that comparisons can add."""
    return sum(max(weight for (kind, _), weight in weights().items() if kind == name) for name in comparisons)


def reasons_of(levels: Mapping[str, str]) -> tuple[Reason, ...]:
    """Return what each comparison adds, heaviest first; the prior is the first."""
    table = weights()
    found = [Reason(comparison, level, table[comparison, level]) for comparison, level in levels.items()]
    return (Reason(*PRIOR, table[PRIOR]), *sorted(found, key=lambda reason: (-abs(reason.weight), reason.comparison)))
