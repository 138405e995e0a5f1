"""Measure how fast articles are read and claims extracted: on one core and on all, with the memory it takes."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

#: A first article, so that models and tables are loaded before the clock starts.
WARM_UP = "Two soldiers were killed by a mine near Duhok on Sunday, a doctor said."
_START = "from bench.speed import read_one; read_one('warm-up', None, {!r})"


@dataclass(frozen=True, slots=True)
class Text:
    """One text to read: its id, its publication day where known, and its words."""

    id: str
    published: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Read:
    """What a worker gives back for one text: claims found, SHA-256 of the output, and the worker's peak memory in bytes."""

    worker: int
    claims: int
    sha256: str
    peak: int


@dataclass(frozen=True, slots=True)
class Speed:
    """One measured run. Seconds are wall clock; `memory` is the largest process's peak in bytes."""

    cores: int
    articles: int
    words: int
    claims: int
    empty: int
    seconds: float
    words_per_second: float
    articles_per_second: float
    seconds_to_start: float
    memory: int
    sha256: str


def predict(data_dir: Path, *, twice: bool = False) -> Iterator[dict[str, Any]]:
    """Yield one measurement for one core and one for all cores.

    Args:
        data_dir: a folder with ``articles.jsonl`` (id, title, published, text) or with ``.txt`` files.
        twice: run on one core a second time and fail if the output is not the same bytes.

    Raises:
        RuntimeError: if two runs over the same texts differ in their output, naming the texts.
    """
    texts = read_texts(data_dir)
    start = seconds_to_start()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    first, reads = measure(texts, cores=1, start=start)
    yield asdict(first)
    if twice:
        compare(texts, reads, measure(texts, cores=1, start=start)[1])
    if cores > 1:
        speed, again = measure(texts, cores=cores, start=start)
        yield asdict(speed)
        compare(texts, reads, again)


def show(record: dict[str, Any]) -> str:
    """Say one measurement in a line."""
    return (
        f"{record['cores']} core{'s' if record['cores'] > 1 else ''}: {record['words_per_second']:,.0f} words/s, "
        f"{record['articles_per_second']:,.1f} articles/s ({record['articles']:,} articles, {record['words']:,} words, "
        f"{record['claims']:,} claims, {record['empty']} without text) in {record['seconds']:.1f} s; "
        f"start {record['seconds_to_start']:.1f} s; "
        f"peak memory {record['memory'] / 1e6:,.0f} MB a process; output {record['sha256'][:12]}"
    )


def read_texts(data_dir: Path) -> list[Text]:
    """Read the texts of a folder, in the order of the file or of the names.

    Raises:
        FileNotFoundError: if the folder holds neither ``articles.jsonl`` nor ``.txt`` files.
    """
    lines = data_dir / "articles.jsonl"
    if lines.exists():
        rows = [json.loads(line) for line in lines.read_text("utf-8").splitlines() if line.strip()]
        return [Text(row["id"], row.get("published"), row["text"]) for row in rows]
    texts = [Text(path.stem, None, path.read_text("utf-8", errors="replace")) for path in sorted(data_dir.glob("*.txt"))]
    if not texts:
        raise FileNotFoundError(f"{data_dir} holds neither articles.jsonl nor .txt files")
    return texts


def read_one(name: str, published: str | None, text: str) -> tuple[int, str]:
    """Read one text and return the number of its claims (-1 where no article is left) and the SHA-256 of the output."""
    from dateline import extract_claims
    from dateline.articles import article_from_text
    from dateline.errors import EmptyArticle
    from dateline.serial import dumps, reading_to_json

    try:
        article = article_from_text(text, published=published, origin=name)
    except EmptyArticle:
        return -1, ""
    claims = extract_claims(article)
    output = dumps(reading_to_json(article, claims))
    return len(claims), hashlib.sha256(output.encode("utf-8", "surrogatepass")).hexdigest()


def seconds_to_start() -> float:
    """Return the seconds from a new process to its first article's claims."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", _START.format(WARM_UP)], check=True)
    return time.perf_counter() - began


def compare(texts: list[Text], one: list[Read], other: list[Read]) -> None:
    """Check that two runs gave the same bytes.

    Raises:
        RuntimeError: naming the texts whose output differs.
    """
    differ = [text.id for text, a, b in zip(texts, one, other, strict=True) if a.sha256 != b.sha256]
    if differ:
        raise RuntimeError(f"two runs differ in {len(differ)} of {len(texts)} texts: {', '.join(differ[:10])}")


def measure(texts: list[Text], *, cores: int, start: float) -> tuple[Speed, list[Read]]:
    """Read all texts in `cores` fresh processes, one thread each; loading stays off the clock."""
    os.environ["OMP_NUM_THREADS"] = "1"
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(cores + 1)
    with context.Pool(cores, initializer=_prepare, initargs=(ready,)) as pool:
        ready.wait()
        began = time.perf_counter()
        reads = pool.map(_read, texts, chunksize=1 if cores == 1 else 4)
        seconds = time.perf_counter() - began
    words = sum(len(text.text.split()) for text in texts)
    whole = hashlib.sha256("".join(read.sha256 for read in reads).encode()).hexdigest()
    speed = Speed(
        cores=cores,
        articles=len(texts),
        words=words,
        claims=sum(max(read.claims, 0) for read in reads),
        empty=sum(read.claims < 0 for read in reads),
        seconds=round(seconds, 3),
        words_per_second=round(words / seconds, 1),
        articles_per_second=round(len(texts) / seconds, 2),
        seconds_to_start=round(start, 3),
        memory=max(read.peak for read in reads),
        sha256=whole,
    )
    return speed, reads


def _prepare(ready: Any) -> None:
    read_one("warm-up", None, WARM_UP)
    ready.wait()


def _read(text: Text) -> Read:
    claims, digest = read_one(text.id, text.published, text.text)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # macOS counts bytes, Linux kibibytes (getrusage(2)).
    return Read(os.getpid(), claims, digest, peak if sys.platform == "darwin" else peak * 1024)
