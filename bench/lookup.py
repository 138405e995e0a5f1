"""Measure how fast names are looked up in the gazetteer, and what the first look-up costs; no corpus is needed.

Names are drawn with a fixed seed from the packaged gazetteer's own, as they are printed; one in five has its letters shuffled and is
in no gazetteer. Each measurement has a fresh process, so that nothing is known before the clock starts. What the user has added
(``$DATELINE_GAZETTEER``) takes part.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

SEED = 20161106
#: Distinct names of a measurement; names looked up before a warm one, none of them measured; share of names that do not exist.
NAMES, BEFORE, ABSENT = 20_000, 20_000, 0.2
#: Running text: so many look-ups of so many names, the n-th most frequent one n times rarer than the first (Zipf's law).
RUNNING, VOCABULARY = 100_000, 2_000


def predict() -> Iterator[dict[str, Any]]:
    """Yield the measurements: ``start`` in seconds by the clock, the others in names a second of one core's time.

    ``cold`` is the first pass over distinct names, ``warm, distinct`` a pass over others after it, ``warm, repeated`` running text.
    """
    for what in ("start", "cold", "warm, distinct", "warm, repeated"):
        command = [sys.executable, "-c", f"from bench.lookup import measure; measure({what!r})"]
        yield json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def show(record: dict[str, Any]) -> str:
    """Say one measurement in a line."""
    if record["what"] == "start":
        return f"start: {record['seconds']:.3f} s from a running Python to the first answer"
    return (
        f"{record['what']}: {record['names_per_second']:,.0f} names/s of one core ({record['names']:,} look-ups, "
        f"{record['found']:,} found; {record['cpu_seconds']:.2f} s of the core, {record['seconds']:.2f} s by the clock)"
    )


def measure(what: str) -> None:
    """Take one measurement in this process and print it as JSON."""
    began = time.perf_counter()
    from dateline.places.gazetteer import lookup

    lookup("Mosul")
    seconds = time.perf_counter() - began
    if what == "start":
        print(json.dumps({"what": what, "seconds": seconds}))
        return
    distinct = draw(NAMES + BEFORE)
    before, names = distinct[:BEFORE], distinct[BEFORE:]
    if what == "warm, repeated":
        names = running(before[:VOCABULARY])
    if what != "cold":
        for name in before:
            lookup(name)
    began, core = time.perf_counter(), time.process_time()
    found = sum(map(bool, map(lookup, names)))
    seconds, core = time.perf_counter() - began, time.process_time() - core
    record = {"what": what, "names": len(names), "found": found, "seconds": seconds, "cpu_seconds": core}
    print(json.dumps(record | {"names_per_second": len(names) / core}))


def draw(count: int) -> list[str]:
    """Return distinct names, in an order that the seed alone decides."""
    import sqlite3
    from contextlib import closing
    from importlib.resources import as_file

    from dateline.places.fold import key
    from dateline.places.gazetteer import packaged_file

    with as_file(packaged_file()) as path, closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as base:
        every = [name for (name,) in base.execute("SELECT DISTINCT name FROM place ORDER BY name")]
        keys = {folded for (folded,) in base.execute("SELECT DISTINCT key FROM name")}
    dice = random.Random(SEED)
    names = dice.sample(every, count)
    absent: set[str] = set()
    for at in dice.sample(range(count), round(count * ABSENT)):
        # Shuffled again until it is nobody's name; a name of one letter, or of equal ones, gets longer.
        shuffled = names[at]
        while key(shuffled) in keys or shuffled in absent:
            shuffled = "".join(dice.sample(shuffled, len(shuffled))) + dice.choice("aeiou")
        absent.add(shuffled)
        names[at] = shuffled
    return names


def running(vocabulary: list[str]) -> list[str]:
    """Return names as running text has them: a few again and again."""
    weights = [1 / rank for rank in range(1, len(vocabulary) + 1)]
    return random.Random(SEED).choices(vocabulary, weights, k=RUNNING)
