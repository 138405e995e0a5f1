"""Run the application and turn every way it can end into an exit code and one clear line."""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import typer

from dateline.cli.app import app
from dateline.cli.screen import drop_output, say
from dateline.errors import DatelineError
from dateline.ledger import fault

#: The environment variable that makes an unforeseen fault show its traceback.
TRACE = "DATELINE_TRACE"
#: What the system says where standard output takes no more; files that a command reads or writes name themselves.
_OUTPUT_FAILS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """Stop on SIGTERM (`kill`, `timeout`, a service manager) as on Ctrl-C: what was begun is ended in order."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _refuse(error: typer.TyperException) -> int:
    """Print what is wrong with the command line, with its usage where there is one."""
    show = getattr(error, "show", None)
    if callable(show):
        show()
    else:
        say(str(error))
    return int(getattr(error, "exit_code", 2))


def run(arguments: Sequence[str] | None) -> int:
    """Run one command; see `dateline.cli.main`."""
    # A closed output (`>&-`) is one that nobody wants.
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Output is UTF-8 wherever it goes; a file name that is none is shown escaped.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        with _ending_in_order():
            ended = app(args=None if arguments is None else list(arguments), prog_name="dateline", standalone_mode=False)
        sys.stdout.flush()
    except typer.TyperException as error:
        return _refuse(error)
    except typer.Abort:
        say("stopped")
        return 130
    except DatelineError as error:
        say(str(error))
        return 1
    except BrokenPipeError:
        drop_output()
        return 0
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _OUTPUT_FAILS and error.filename is None:
            drop_output()
            say(f"the output cannot be written: {error.strerror}; free some space, or send it elsewhere")
            return 1
        if os.environ.get(TRACE):
            raise
        say(f"{fault(error)}; {TRACE}=1 shows where it arose")
        return 1
    return ended if isinstance(ended, int) else 0
