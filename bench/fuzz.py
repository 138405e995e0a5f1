"""Give Dateline broken input by the hundred thousand: it must end in an article or in one of its own errors, soon, in little memory.

Two engines make the inputs out of well-formed ones (`bench._fuzz_seeds`): hypothesis, with a fixed seed, and atheris, which looks for
inputs that reach new code. What is tried is all of reading: taking items out of containers, decoding, and making articles. Each kind and
engine has a process of its own, with bounded memory; an input that takes longer than five seconds of the processor, or raises anything
but our own errors, is printed and kept under ``fuzz-failures/``.
"""

from __future__ import annotations

import hashlib
import importlib
import io
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import FunctionType
from typing import Any

from bench._fuzz_seeds import SEEDS
from dateline.articles import read_articles
from dateline.errors import ArticleError, SourceError
from dateline.records import RawDocument
from dateline.sources import Settings
from dateline.sources.containers import Inner, unpack

#: Inputs in all; the share of each kind; half of each for either engine.
COUNT = 200_000
SHARES = {"html": 0.1, "text": 0.2, "feed": 0.15, "warc": 0.15, "table": 0.2, "mail": 0.1, "archive": 0.1}
#: Seconds of the processor that one input may take, bytes that a document may have, and bytes of memory that a process may have.
SECONDS, LIMIT, MEMORY = 5, 2 * 2**20, 4 * 2**30
FAILURES = Path("fuzz-failures")
#: Words that make trouble in some format, put in here and there.
TOKENS = (
    b"<", b">", b"&", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"]]>", b"<!--", b"<script>", b"</p>", b"&#x110000;", b"&lt;", b"\r\n\r\n",
    b"--x", b"{", b"}", b"[" * 50, b'"', b";", b"\t", b"%PDF-1.4\n", b"PK\x03\x04", b"\x1f\x8b", b"WARC/1.0\r\n",
    b"Content-Length: 99999999999\r\n",
    b"9" * 40, b"\xe2\x80\xae", b"<div>" * 40, b"1016-13-45T99:99", b"killed 10:15 GMT\n", b"<table><tr>", b"=\n", b"&nbsp;" * 20,
)  # fmt: skip


class Hang(BaseException):
    """An input took too long; not an `Exception`, so that nothing swallows it."""


def predict(*, count: int = COUNT) -> Iterator[dict[str, Any]]:
    """Yield what each kind and engine came to: inputs, articles, refusals, failures, the slowest, the most memory.

    Args:
        count: inputs in all.
    """
    for kind, share in SHARES.items():
        for engine in ("hypothesis", "atheris"):
            wanted = max(1, int(count * share / 2))
            command = [sys.executable, "-c", f"from bench.fuzz import run; run({kind!r}, {engine!r}, {wanted})"]
            began = time.perf_counter()
            done = subprocess.run(command, capture_output=True, text=True)
            lines = [line for line in done.stdout.splitlines() if line.startswith('{"kind"')]
            last = json.loads(lines[-1]) if lines else {"kind": kind, "engine": engine, "died": done.stderr[-500:]}
            yield last | {"exit": done.returncode, "seconds": round(time.perf_counter() - began, 1)}


class Trial:
    """One process's inputs, counted."""

    def __init__(self, kind: str, engine: str) -> None:
        self.kind, self.engine = kind, engine
        self.inputs = self.articles = self.refused = self.failures = 0
        self.slowest = 0.0

    def __call__(self, data: bytes, name: str) -> None:
        """Read one input."""
        self.inputs += 1
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
        began = time.process_time()
        try:
            self._read(data, name)
        except (Exception, Hang, MemoryError, RecursionError) as error:  # noqa: BLE001 - whatever it is, it is what we look for
            self.failures += 1
            FAILURES.mkdir(exist_ok=True)
            kept = FAILURES / f"{self.kind}-{hashlib.sha256(data).hexdigest()[:12]}-{name}"
            kept.write_bytes(data)
            print(f"{type(error).__name__}: {str(error)[:200]} in {kept}", file=sys.stderr, flush=True)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            self.slowest = max(self.slowest, time.process_time() - began)

    def _read(self, data: bytes, name: str) -> None:
        with suppress(SourceError):
            for item in unpack(Inner(name, io.BytesIO(data), name), Settings(limit=LIMIT)):
                if not isinstance(item, RawDocument):
                    self.refused += 1
                    continue
                try:
                    self.articles += len(read_articles(item))
                except (SourceError, ArticleError):
                    self.refused += 1
            return
        self.refused += 1

    def tell(self) -> None:
        """Print what came of it."""
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
        counts = {"inputs": self.inputs, "articles": self.articles, "refused": self.refused, "failures": self.failures}
        row = {"kind": self.kind, "engine": self.engine, **counts, "slowest": round(self.slowest, 2), "memory_mb": round(most)}
        print(json.dumps(row), flush=True)


def run(kind: str, engine: str, count: int) -> None:
    """Try `count` inputs of one kind in this process."""

    def late(*_: object) -> None:
        raise Hang(f"longer than {SECONDS} s")

    signal.signal(signal.SIGVTALRM, late)
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    trial = Trial(kind, engine)
    (_with_hypothesis if engine == "hypothesis" else _with_atheris)(trial, count)
    trial.tell()


def _with_hypothesis(trial: Trial, count: int) -> None:
    from hypothesis import HealthCheck, Phase, given, seed, settings
    from hypothesis import strategies as st

    names, starts = SEEDS[trial.kind]
    change = st.tuples(st.integers(0, 10_000), st.integers(0, 200), st.one_of(st.sampled_from(TOKENS), st.binary(max_size=20)))

    @seed(20161106)
    @settings(max_examples=count, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(names), st.sampled_from(starts), st.lists(change, max_size=12))
    def attempt(name: str, data: bytes, changes: list[tuple[int, int, bytes]]) -> None:
        for at, cut, put in changes:
            place = at % (len(data) + 1)
            data = data[:place] + put + data[place + cut :]
        trial(data, name)

    while trial.inputs < count:
        attempt()


def _with_atheris(trial: Trial, count: int) -> None:
    import atheris

    for name in ("containers", "kinds", "tables", "mail", "warc", "zips", "feeds", "decode"):
        module = importlib.import_module(f"dateline.sources.{name}")
        for function in [
            value for value in vars(module).values() if isinstance(value, FunctionType) and value.__module__ == module.__name__
        ]:
            with suppress(AttributeError, TypeError, ValueError):
                setattr(module, function.__name__, atheris.instrument_func(function))
    names, starts = SEEDS[trial.kind]
    chance = random.Random(20161106)

    def attempt(data: bytes) -> None:
        if trial.inputs >= count:
            # libFuzzer does not return.
            trial.tell()
            os._exit(0)
        # Half of the inputs are a start with the fuzzer's bytes in it, so that they get past the first check.
        if data[:1] and data[0] % 2:
            start = starts[data[0] % len(starts)]
            place = chance.randrange(len(start) + 1)
            data = start[:place] + data[1:] + start[place + chance.randrange(60) :]
        trial(data, names[len(data) % len(names)])

    with tempfile.TemporaryDirectory() as corpus:
        for number, start in enumerate(starts):
            (Path(corpus) / str(number)).write_bytes(start)
        atheris.Setup([sys.argv[0], "-seed=1", "-verbosity=0", "-max_len=8192", "-rss_limit_mb=0", corpus], attempt)
        atheris.Fuzz()
