"""Measure what writing a document costs, and whether memory stays flat (``python -m bench documents --ledger L``).

The ledger's own incidents are written over and over under new ids until there are as many claims as asked for. Reading and masking are done
once and are not measured.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from dateline.exports import DOCUMENTS, Case, Heading, Losses, cases_of
from dateline.ledger import Ledger


def again(held: Sequence[Case], claims: int) -> Iterator[Case]:
    """Yield cases under new ids until they have `claims` claims; the first time round they keep their own."""
    written, turn, number = 0, 0, 0
    while written < claims:
        for case in held:
            number += 1
            yield case if turn == 0 else renamed(case, number, turn)
            written += max(1, len(case.claims))
            if written >= claims:
                return
        turn += 1


def renamed(case: Case, number: int, turn: int) -> Case:
    """Return a case whose incident, claims and articles have ids of their own."""

    def name(record_id: str) -> str:
        return hashlib.blake2b(f"{turn} {record_id}".encode(), digest_size=8).hexdigest()

    claims = [replace(claim, id=name(claim.id), article_id=name(claim.article_id)) for claim in case.claims.values()]
    articles = [replace(article, id=name(article.id)) for article in case.articles.values()]
    incident = replace(
        case.incident,
        id=name(case.incident.id),
        claim_ids=tuple(name(key) for key in case.incident.claim_ids),
        tolls=tuple(replace(t, trace=tuple(replace(b, claim_id=name(b.claim_id)) for b in t.trace)) for t in case.incident.tolls),
        contradictions=tuple(replace(c, claim_ids=tuple(name(key) for key in c.claim_ids)) for c in case.incident.contradictions),
    )
    return Case(incident, number, {claim.id: claim for claim in claims}, {article.id: article for article in articles}, ())


def measure(ledger: str, layout: str, claims: int) -> tuple[int, float, int, int]:
    """Write one layout; return incidents, seconds, peak memory above that of the cases held (bytes), and the file's size."""
    with Ledger(ledger, create=False) as store:
        held = list(cases_of(store))
    chosen = next(one for one in DOCUMENTS if one.name == layout)
    before = _peak()
    with tempfile.TemporaryFile() as file:
        start = time.perf_counter()
        count = chosen.write(again(held, claims), file, Losses(), Heading("public", "bench"))
        taken = time.perf_counter() - start
        size = file.tell()
    return count, taken, _peak() - before, size


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main(arguments: Sequence[str]) -> int:
    """Measure every layout at two sizes, each in a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m bench documents", description=__doc__)
    parser.add_argument("--ledger", required=True, help="whose incidents are written")
    parser.add_argument("--claims", type=int, default=100_000, help="how many claims; a tenth is measured first")
    parser.add_argument("--layout", help="one layout; all if left out")
    chosen = parser.parse_args(arguments)
    names = [one.name for one in DOCUMENTS if chosen.layout in (None, one.name)]
    if not names:
        parser.error(f"there is no layout {chosen.layout!r}; there are: {', '.join(one.name for one in DOCUMENTS)}")
    if not Path(chosen.ledger).exists():
        parser.error(f"{chosen.ledger} does not exist")
    print(f"{'layout':12} {'claims':>9} {'claims/s':>9} {'peak, MB':>9} {'file, MB':>9}")
    spawn = multiprocessing.get_context("spawn")
    for name in names:
        for claims in (chosen.claims // 10, chosen.claims):
            with spawn.Pool(1) as pool:
                _, taken, peak, size = pool.apply(measure, (chosen.ledger, name, claims))
            print(f"{name:12} {claims:>9,} {claims / taken:>9,.0f} {peak / 1e6:>9,.0f} {size / 1e6:>9,.1f}", flush=True)
    return 0
