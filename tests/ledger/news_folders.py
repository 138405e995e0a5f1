"""Small reports, each of its own, written into a folder."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from dateline.ledger import Ledger
from dateline.views.export import jsonl_lines

TOWNS = ("Tikrit", "Samarra", "Kirkuk", "Ramadi", "Fallujah", "Baquba", "Hawija", "Sinjar")


def write_reports(folder: Path, numbers: Iterable[int]) -> None:
    folder.mkdir()
    for n in numbers:
        town, other = TOWNS[n % len(TOWNS)], TOWNS[(n + 3) % len(TOWNS)]
        text = (
            f"Bomb number {n} hits {town}\n\nPublished at 10:{n % 60:02d} am March {1 + n % 28}th, 2017\n\n"
            f"A car bomb killed {n + 2} people and wounded {2 * n + 5} others in {town} on Monday, police colonel Hamid Saleh said.\n\n"
            f"Hours later gunmen shot dead {n % 7 + 1} soldiers at a checkpoint near {other}, a medic told reporters.\n\n"
            f"Some {100 * n + 300} families have fled {other} since the fighting began, the governor said.\n"
        )
        (folder / f"report-{n:02d}.txt").write_text(text, encoding="utf-8")


def start_add(folder: Path, ledger: Path | str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "dateline", "add", str(folder), "--ledger", str(ledger)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def content(ledger: Path | str) -> tuple[list[str], list[tuple[str, str, str | None]]]:
    """Return all that a ledger holds but the moments, as it is exported, and its sources."""
    with Ledger(ledger, create=False) as store:
        assert store.verify() == []
        return list(jsonl_lines(store, private_names=True)), sorted((s.origin, s.outcome, s.article_id) for s in store.sources())
