"""Hold Dateline to its measured accuracy: ``python tests/eval_gate.py``; exit 1 when any measure falls under its floor.

The work is done in ``tests/eval/gate.py``; this file only makes its modules and ``bench`` importable from wherever it is run.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> int:
    """Run the gate with the command line's options and return its exit code."""
    # What the user added to the gazetteer is no part of what is measured.
    os.environ["DATELINE_GAZETTEER"] = os.devnull
    sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "eval")]
    code: int = import_module("gate").main()
    return code


if __name__ == "__main__":
    sys.exit(main())
