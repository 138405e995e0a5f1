"""Add 20,000 short reports to one ledger and say what each two thousand of them cost; then kill such a run in the middle and finish it.

The reports are invented by a program for load alone (`bench._load_reports`). Seconds are of one core's time, so that other programs do not
count; `seconds` is by the clock. `growth` is the ledger with its archive, on the disk. Incidents are derived once, at the end.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench._load_reports import reports
from dateline.claims import extract_claims
from dateline.ledger import Ledger, take_in
from dateline.sources import gather

COUNT, STEP, EDGE, SEED = 20_000, 2_000, 1_000, 20161106
#: Reports of the run that is killed, and after how many.
KILLED, KILL_AFTER = 600, 250


def predict(*, count: int = COUNT) -> Iterator[dict[str, Any]]:
    """Yield a row for each `STEP` reports, one for the edges, one for the deriving of incidents, and one for the killed run.

    Args:
        count: how many reports.
    """
    with tempfile.TemporaryDirectory() as folder:
        table = _table(Path(folder) / "reports.jsonl", count)
        yield from _steps(table, Path(folder) / "load.db", count)
        yield _killed(Path(folder))


def show(record: dict[str, Any]) -> str:
    """Say one row in a line."""
    return "  ".join(f"{name} {value:,.2f}" if isinstance(value, float) else f"{name} {value}" for name, value in record.items())


def _table(path: Path, count: int) -> Path:
    with path.open("w", encoding="utf-8") as lines:
        for row in reports(count, SEED):
            lines.write(json.dumps(row) + "\n")
    return path


def _steps(table: Path, ledger: Path, count: int) -> Iterator[dict[str, Any]]:
    from dateline.articles import read_articles

    began = last_clock = time.perf_counter()
    last_core, last_size = time.process_time(), 0
    edges: list[float] = []
    with Ledger(ledger) as store:
        taken = take_in(store, gather([table], visits=store), reader=read_articles, extractor=extract_claims)
        for number, _ in enumerate(taken, 1):
            if number % EDGE == 0:
                edges.append(time.process_time())
            if number % STEP == 0 or number == count:
                clock, now, size = time.perf_counter(), time.process_time(), _size(ledger)
                yield {
                    "reports": number, "core_seconds": now - last_core, "seconds": clock - last_clock,
                    "per_second": (number % STEP or STEP) / (now - last_core), "ledger_mb": size / 1e6,
                    "growth_mb": (size - last_size) / 1e6, "memory_mb": _memory(),
                }  # fmt: skip
                last_clock, last_core, last_size = clock, now, size
        if len(edges) > 2:
            # The first thousand also loads the models: the second is the fair measure of the beginning.
            first, end = edges[1] - edges[0], edges[-1] - edges[-2]
            yield {"first_thousand": first, "last_thousand": end, "ratio": end / first}
        counts = store.count()
        before = time.process_time()
        store.refresh()
        yield {
            "articles": counts["articles"], "claims": counts["claims"], "incidents": store.count()["incidents"],
            "deriving_seconds": time.process_time() - before, "memory_mb": _memory(), "total_seconds": time.perf_counter() - began,
        }  # fmt: skip


def _killed(folder: Path) -> dict[str, Any]:
    """Kill a run without warning, finish it, and compare its ledger with one of a run that was left alone."""
    table = _table(folder / "killed.jsonl", KILLED)
    whole, broken = folder / "whole.db", folder / "broken.db"
    _add(table, whole).communicate()
    process = _add(table, broken)
    assert process.stdout is not None
    for _ in range(KILL_AFTER):
        process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.communicate()
    with Ledger(broken) as store:
        kept = store.count()["articles"]
    _add(table, broken).communicate()
    with Ledger(whole) as one, Ledger(broken) as other:
        same = one.article_ids() == other.article_ids() and one.claims() == other.claims() and one.incidents() == other.incidents()
        twice = len(other.sources()) - len({source.sha256 for source in other.sources()})
        return {
            "killed_after": kept, "resumed_to": other.count()["articles"], "of": one.count()["articles"], "same_as_whole": same,
            "sources_twice": twice, "problems": len(other.verify()),
        }  # fmt: skip


def _add(table: Path, ledger: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "dateline", "add", str(table), "--ledger", str(ledger)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def _size(ledger: Path) -> int:
    return sum(path.stat().st_size for path in ledger.parent.glob(f"{ledger.name}*"))


def _memory() -> float:
    """Return the memory that this process holds now, in megabytes (Linux; elsewhere the most it ever held)."""
    status = Path("/proc/self/status")
    if status.exists():
        return float(next(line for line in status.read_text().splitlines() if line.startswith("VmRSS")).split()[1]) / 1000
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
