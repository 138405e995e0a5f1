"""The command line: ``dateline COMMAND``."""

from __future__ import annotations

import sys
from collections.abc import Sequence

#: Stopped by the user, as shells count it: 128 + SIGINT.
STOPPED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    Args:
        arguments: the words after ``dateline``; the process's own where they are left out.

    Returns:
        0 done, 1 some sources failed or the command was refused, 2 wrong usage, 130 stopped by the user.
    """
    try:
        from dateline.cli.run import run

        return run(arguments)
    except KeyboardInterrupt:
        sys.stderr.write("dateline: stopped\n")
        return STOPPED


__all__ = ["main"]
