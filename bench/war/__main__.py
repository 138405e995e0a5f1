"""Draw a war, let Dateline read it, and score what it makes of it: ``python -m bench war --seed 1``."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.war.errors import explain
from bench.war.reading import found_incidents, read_war, write_war
from bench.war.reports import draw_reports
from bench.war.score import Score, Tally, board_of, score
from bench.war.world import draw_world

INCIDENTS, REPORTS = 400, 2500


def lines_of(made: Score) -> Iterator[tuple[str, Tally | float]]:
    """Yield each figure with what it is called."""
    yield "incidents found, F1", made.f1
    yield "  recall (true incidents found)", made.recall
    yield "  precision (incidents that find one)", made.precision
    for title, tallies in (
        ("truth within low-high, honest source had it", made.within), ("best within a tenth or one, the same", made.best),
        ("best, where an honest count was itself so near", made.best_stated),
    ):  # fmt: skip
        yield title, _sum(tallies.values())
        for measure, tally in tallies.items():
            yield f"  {measure}", tally
    yield "voices right", made.voices
    yield "  within one", made.voices_near
    yield "  mean error, voices", made.voice_error
    yield "counting articles: right", made.counting_articles
    yield "  mean error, articles", made.article_error


def _sum(tallies: Any) -> Tally:
    whole = Tally()
    for tally in tallies:
        whole.right, whole.of = whole.right + tally.right, whole.of + tally.of
    return whole


def show(title: str, made: Score) -> None:
    """Print the figures."""
    print(f"\n{title}")
    for name, value in lines_of(made):
        print(f"  {name:<52} {value.share:.3f}  {value.right}/{value.of}" if isinstance(value, Tally) else f"  {name:<52} {value:.3f}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the whole: draw, print, read, reconcile, score."""
    parser = argparse.ArgumentParser(prog="python -m bench war", description=__doc__)
    parser.add_argument(
        "--seed", type=int, required=True, help="of the war; seeds 101 to 103 are set aside: scored once, errors never read"
    )
    parser.add_argument("--incidents", type=int, default=INCIDENTS, help=f"how many happen ({INCIDENTS})")
    parser.add_argument("--reports", type=int, default=REPORTS, help=f"how many reports are printed ({REPORTS})")
    parser.add_argument("--no-lineage", action="store_true", help="every article its own voice: what copies do to the figures")
    parser.add_argument(
        "--out", type=Path, help="folder for texts.jsonl, articles.jsonl, truth.jsonl and what was read, which the next run finds"
    )
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show the classes of error with N examples of each")
    parser.add_argument("--draw-only", action="store_true", help="write the war and its reports and stop")
    chosen = parser.parse_args(arguments)
    if chosen.errors and chosen.seed in range(101, 104):
        parser.error("the errors of a seed that is set aside are not read")
    if chosen.draw_only and chosen.out is None:
        parser.error("--draw-only needs --out")
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.out or Path(scratch)
        clock = time.perf_counter()
        world = draw_world(chosen.seed, chosen.incidents)
        reports = draw_reports(world, chosen.seed, chosen.reports)
        write_war(folder, world, reports)
        copies = sum(report.manner != "original" for report in reports)
        print(
            f"seed {chosen.seed}: {len(world)} incidents, {len(reports)} reports, {copies} of them copies ({_since(clock)})",
            file=sys.stderr,
        )
        if chosen.draw_only:
            return 0
        clock = time.perf_counter()
        read = read_war(folder, reports)
        print(f"read: {sum(len(claims) for _, claims in read.values())} claims ({_since(clock)})", file=sys.stderr)
    clock = time.perf_counter()
    board = board_of(world, reports, read, found_incidents(read, lineage=not chosen.no_lineage))
    print(f"reconciled: {len(board.incidents)} incidents ({_since(clock)})", file=sys.stderr)
    show("without lineage" if chosen.no_lineage else "with lineage", score(board))
    if chosen.errors:
        explain(board, {claim.id: claim for _, claims in read.values() for claim in claims}, chosen.errors)
    return 0


def _since(clock: float) -> str:
    return f"{time.perf_counter() - clock:.0f} s"


if __name__ == "__main__":
    sys.exit(main())
