"""Run one bench: ``python -m bench TASK --data DIR --out PREDICTIONS.jsonl``."""

from __future__ import annotations

import argparse
import importlib
import inspect
import json
import os
import pkgutil
import platform
import sys
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import Any

import dateline
from dateline.analysis.parse import MODELS
from dateline.places.own import own

HERE = Path(__file__).parent


def tasks() -> list[str]:
    """Return the names of the tasks there are: one a module of this folder."""
    return sorted(module.name for module in pkgutil.iter_modules([str(HERE)]) if not module.name.startswith("_"))


def load_task(name: str) -> ModuleType:
    """Import a task's module.

    Raises:
        SystemExit: if there is no such task; the message names those there are.
    """
    if name not in tasks():
        raise SystemExit(f"bench: no task {name!r}; there are: {', '.join(tasks())}")
    return importlib.import_module(f"bench.{name}")


def choose_options(task: ModuleType, name: str, given: dict[str, Any]) -> dict[str, Any]:
    """Return the flags to hand to a task.

    Raises:
        SystemExit: if a flag was given that the task does not know.
    """
    known = inspect.signature(task.predict).parameters
    for flag in given:
        if flag not in known:
            raise SystemExit(f"bench: {name} knows no --{flag}")
    return given


def describe(name: str, data: Path | None, options: dict[str, Any]) -> str:
    """Say version, machine and settings in one line."""
    model = "no analyser"
    for package in MODELS:
        try:
            model = f"{package} {metadata.version(package)}"
        except metadata.PackageNotFoundError:
            continue
        break
    mine = own()
    if mine is not None and mine.digest is not None:
        model += f", own gazetteer {mine.digest[:12]}"
    settings = " ".join([*([f"data={data}"] if data else []), *(f"{flag}={value}" for flag, value in sorted(options.items()))])
    return (
        f"bench {name}: dateline {dateline.__version__}, spacy {metadata.version('spacy')}, {model}, Python {platform.python_version()}, "
        f"{platform.system()} {platform.machine()} {os.cpu_count()} cores; {settings}"
    )


def write(records: Iterator[dict[str, Any]], out: Path | None, task: ModuleType) -> int:
    """Write one JSON line a record to `out`, or print what the task shows of it; return how many there were.

    A task whose scorer reads another layout writes it itself (`render`).
    """
    count = 0
    line = getattr(task, "render", None) or (lambda record: json.dumps(record, ensure_ascii=False, sort_keys=True))
    show = getattr(task, "show", None) or (lambda record: json.dumps(record, ensure_ascii=False, sort_keys=True))
    if out is None:
        for record in records:
            print(show(record), flush=True)
            count += 1
        return count
    with out.open("w", encoding="utf-8", newline="\n") as lines:
        for record in records:
            lines.write(line(record) + "\n")
            count += 1
    return count


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bench that the command line names; one with a `main` reads its own options."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words and words[0] in tasks() and hasattr(bench := load_task(words[0]), "main"):
        return int(bench.main(words[1:]))
    example = "example: python -m bench speed --data samples --twice"
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__, epilog=example)
    parser.add_argument("task", help=f"one of: {', '.join(tasks())}")
    parser.add_argument("--data", type=Path, help="folder or file in the task's layout; every task but lookup and load needs one")
    parser.add_argument("--out", type=Path, help="where the predictions go; standard output if left out")
    parser.add_argument("--oracle", action="store_true", help="places: resolve the gold's spans, looking at nothing else of it")
    parser.add_argument("--curve", action="store_true", help="places: share answered and share right by least chance, on the gold's spans")
    parser.add_argument("--rules-alone", action="store_true", help="leave the learned reader out, to see what it adds")
    parser.add_argument("--set", metavar="NAME", help="muc4: one set of texts (dev, tst1, tst2, tst3); all if left out")
    parser.add_argument("--count", type=int, help="load: how many reports; big: how many happenings; scale: how many claims")
    parser.add_argument("--ledger", type=Path, metavar="L", help="big: the ledger to write")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="links: keep the claims read here, and find them again")
    parser.add_argument("--twice", action="store_true", help="speed: run again and fail if the output differs")
    chosen = parser.parse_args(arguments)
    task = load_task(chosen.task)
    wanted = "data_dir" in inspect.signature(task.predict).parameters
    if wanted and chosen.data is None:
        parser.error("the following arguments are required: --data")
    if wanted and not chosen.data.exists():
        raise SystemExit(f"bench: {chosen.data} does not exist")
    given = {
        flag: value
        for flag in ("oracle", "curve", "rules_alone", "twice", "set", "count", "keep", "ledger")
        if (value := getattr(chosen, flag))
    }
    options = choose_options(task, chosen.task, given)
    print(describe(chosen.task, chosen.data, options), file=sys.stderr)
    try:
        count = write(task.predict(*([chosen.data] if wanted else []), **options), chosen.out, task)
    except (FileNotFoundError, RuntimeError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    print(f"bench {chosen.task}: {count} record{'' if count == 1 else 's'}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
