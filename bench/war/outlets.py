"""Those who print: wires and outlets, and their manners."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from bench.war.world import table


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet or wire. `manners` weighs what it does (``verbatim cut head own rewrite original``), `takes` names the wires it has,
    `delay` is in hours (median), `vague` and `round` are chances."""

    id: str
    name: str
    wire: bool
    side: str
    numbers: str
    day: str
    length: str
    vague: float
    round: float
    manners: Mapping[str, int]
    credit: str
    takes: tuple[str, ...]
    delay: float
    omits: frozenset[str]


@cache
def outlets() -> dict[str, Outlet]:
    """Return everyone who prints, by id, in the order of the table."""
    return {row["id"]: _outlet(row) for row in table("outlets.tsv")}


def _outlet(row: Mapping[str, str]) -> Outlet:
    manners = {name: int(weight) for name, weight in (item.split(":") for item in _listed(row["manners"], ","))}
    return Outlet(
        row["id"], row["name"], row["wire"] == "yes", row["side"], row["numbers"], row["day"], row["length"], float(row["vague"]),
        float(row["round"]), manners, row["credit"], tuple(_listed(row["takes"])), float(row["delay"]), frozenset(_listed(row["omits"])),
    )  # fmt: skip


def _listed(cell: str, mark: str | None = None) -> list[str]:
    return [] if cell == "-" else cell.split(mark)
