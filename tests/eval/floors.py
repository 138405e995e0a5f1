"""Floors under measures, pinned with the SHA-256 of the labels they were measured on; a floor falls only when asked to by name."""

from __future__ import annotations

import hashlib
import math
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

FLOORS = Path(__file__).parent / "floors.toml"
#: How far under the measured value a new floor is set: less than one figure of any set, so that a lost figure shows.
HAIR = 0.002

Table = dict[str, dict[str, float]]

_HEAD = """\
# Floors under what tests/eval_gate.py measures, and the SHA-256 of the labelled files they were measured on.
# Written by the gate: `--raise` lifts floors, `--lower-floors` is the only way down, `--repin` takes new labels over.
"""


@dataclass(frozen=True, slots=True)
class Floors:
    """Hashes by file, floors by set and measure."""

    files: dict[str, str]
    floors: Table


def read_floors(path: Path = FLOORS) -> Floors:
    """Read the floors; a file that is not there has none."""
    data = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    return Floors(data.get("files", {}), {name: dict(table) for name, table in data.get("floors", {}).items()})


def write_floors(floors: Floors, path: Path = FLOORS) -> None:
    """Write the floors, sorted, so that a change shows as one line."""
    lines = [_HEAD, "[files]"]
    lines += [f'"{name}" = "{digest}"' for name, digest in sorted(floors.files.items())]
    for name, table in sorted(floors.floors.items()):
        lines += ["", f"[floors.{name}]"]
        lines += [f"{measure} = {floor:.3f}" for measure, floor in sorted(table.items())]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def hashes(paths: Iterable[Path], base: Path) -> dict[str, str]:
    """Return the SHA-256 of each file, by its path under `base`."""
    return {path.relative_to(base).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def drops(measured: Table, floors: Table) -> list[str]:
    """Say which measures lie under their floor, or are no longer taken."""
    found = []
    for name, table in sorted(floors.items()):
        for measure, floor in sorted(table.items()):
            value = measured.get(name, {}).get(measure)
            if value is None:
                found.append(f"{name} {measure}: no longer measured, its floor is {floor:.3f}")
            elif value < floor:
                found.append(f"{name} {measure}: {value:.4f} is under its floor of {floor:.3f}")
    return found


def lift(measured: Table, floors: Table, *, lower: bool = False) -> Table:
    """Return new floors a hair under what was measured.

    Args:
        measured: the values now.
        floors: the floors so far.
        lower: let a floor fall to just under its value; without it the old floor stays where it is higher.
    """
    lifted: Table = {}
    for name, table in measured.items():
        old = floors.get(name, {})
        new = {measure: max(0.0, math.floor((value - HAIR) * 1000 + 1e-6) / 1000) for measure, value in table.items()}
        lifted[name] = new if lower else {measure: max(floor, old.get(measure, 0.0)) for measure, floor in new.items()}
    if not lower:
        for name, table in floors.items():
            lifted[name] = table | lifted.get(name, {})
    return lifted
