"""A war that never was, drawn by a seeded generator that knows the truth, and a scorer of what Dateline makes of its reports.

The generator (world, truth, outlets, grammar, phrases, writing, copying, roundups, reports; ``wording/``) knows nothing of Dateline: it
imports none of it, and its words were not chosen by Dateline's tables. Only `reading` and `score` use Dateline.
"""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Run ``python -m bench war``."""
    from bench.war.__main__ import main as run

    return run(arguments)
