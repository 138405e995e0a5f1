"""Write what the documentation quotes: the commands' help, tables of the data files, and what commands really print.

``docs/reference.md`` is written whole. In every other page a comment says what stands in the block under it, and the block is
written anew::

    <!-- run: read samples/13-ash-shura-grave-found.txt | until CLAIMS OF -->     what ``dateline read ...`` prints, cut there
    <!-- table: incidents/data/rules.tsv | rule bound meaning -->                 those columns of a data file of the package

``show {--measure killed}`` in a ``run`` comment shows the first incident that ``incidents --measure killed`` lists, by its id.
Commands run in a fresh folder, one for each page, that holds nothing but ``samples/``; so the order of a page's commands
matters. Cuts are ``first N`` (lines), ``until TEXT`` and ``from TEXT`` (the line that begins with it), joined by ``|``.

Usage: python scripts/write_reference.py [--check]   (--check writes nothing and exits 1 where a page is stale)
"""

from __future__ import annotations

import csv
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from importlib import resources
from pathlib import Path
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference.md"
SAMPLES = ROOT / "samples"
#: Stands where lines were left out.
CUT = "[...]"

_MARK = re.compile(r"^<!-- (?P<what>run|table): (?P<how>.+?) -->\n(?:```console\n.*?^```\n|(?:\|[^\n]*\n)+)?", re.MULTILINE | re.DOTALL)
_CHOICE = re.compile(r"\{(.+?)\}")
_MOMENT = re.compile(r"\b\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d UTC\b")
_HEAD = """\
# Command reference

Written by `scripts/write_reference.py` from the commands' own help (`make docs`); do not edit by hand.

Standard output carries results alone; messages and progress bars go to standard error. Colours and bars appear on terminals
only, and never where `NO_COLOR` is set. `python -m dateline` is the same as `dateline`.

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | some sources failed, each named on standard error with its reason; or the command was refused |
| 2 | wrong usage |
| 130 | stopped by the user; what was stored is kept |

| environment | meaning |
|---|---|
| `DATELINE_LEDGER` | the ledger where `--ledger` is not given; without both it is `dateline.db` in the current folder |
| `DATELINE_GAZETTEER` | your own gazetteer (`gazetteer add`), or `/dev/null` for none; `gazetteer list` says where it is without it |
| `NO_COLOR` | no colours |
"""


def commands() -> Iterator[tuple[str, Any]]:
    """Yield every command with its full name, groups before their commands, in the order of the help."""
    import typer

    from dateline.cli.app import app

    yield from _walk("", typer.main.get_command(app))


def _walk(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    yield name, command
    for part, below in getattr(command, "commands", {}).items():
        yield from _walk(f"{name} {part}".strip(), below)


def run(words: list[str]) -> str:
    """Run ``dateline WORDS`` in this process and return what it prints, messages included, 100 columns wide."""
    from dateline.cli import main

    printed = io.StringIO()
    plain = {"COLUMNS": "100", "TERM": "dumb", "DATELINE_LEDGER": "dateline.db", "DATELINE_GAZETTEER": os.devnull}
    with patch.dict(os.environ, plain), redirect_stdout(printed), redirect_stderr(printed):
        main(words)
    return printed.getvalue()


def reference() -> str:
    """Return the whole of ``docs/reference.md``."""
    parts = [_HEAD]
    for name, _ in commands():
        shown = "\n".join(line.rstrip() for line in run([*name.split(), "--help"]).strip("\n").splitlines())
        parts.append(f"## `{' '.join(['dateline', name]).strip()}`\n\n```text\n{shown}\n```\n")
    return "\n".join(parts)


def transcript(how: str) -> str:
    """Run the command of a ``run`` comment and return it with its output as a block."""
    command, *cuts = re.split(r" \| (?=first |until |from )", how)
    command = _CHOICE.sub(_choose, command)
    lines = [line.rstrip() for line in run(shlex.split(command)).rstrip("\n").splitlines()]
    for cut in cuts:
        lines = _cut(lines, *cut.split(" ", 1), command=command)
    # The moment of storing is the only thing in any output that differs from run to run.
    body = "".join(_MOMENT.sub("DAY HH:MM UTC", line) + "\n" for line in lines)
    return f"```console\n$ dateline {command}\n{body}```\n"


def _choose(found: re.Match[str]) -> str:
    printed = run(["incidents", *shlex.split(found[1]), "--format", "csv"])
    rows = [line for line in printed.splitlines() if not line.startswith("dateline: ")]
    if len(rows) < 2:
        raise SystemExit(f"write_reference: `dateline incidents {found[1]}` lists nothing; mend the comment")
    return rows[1].partition(",")[0][:8]


def _cut(lines: list[str], way: str, what: str, *, command: str) -> list[str]:
    if way == "first":
        return lines if len(lines) <= int(what) else [*lines[: int(what)], CUT]
    at = next((n for n, line in enumerate(lines) if n and line.lstrip().startswith(what)), None)
    if at is None:
        raise SystemExit(f"write_reference: `dateline {command}` prints no line that begins with {what!r}; mend the comment")
    if way == "from":
        return [CUT, *lines[at:]]
    while at and not lines[at - 1]:
        at -= 1
    return [*lines[:at], CUT]


def table(how: str) -> str:
    """Return the columns that a ``table`` comment names of a data file; all but ``source`` where it names none."""
    path, _, wanted = how.partition(" | ")
    text = (resources.files("dateline") / path.strip()).read_text("utf-8")
    rows = list(
        csv.reader((line for line in text.splitlines() if line and not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
    )
    head = rows[0]
    chosen = [head.index(name) for name in (wanted.split() or [name for name in head if name != "source"])]
    lines = ["| " + " | ".join(head[n].replace("_", " ") for n in chosen) + " |", "|" + "---|" * len(chosen)]
    lines += ["| " + " | ".join(row[n].replace("|", "\\|") for n in chosen) + " |" for row in rows[1:]]
    return "\n".join(lines) + "\n"


def render(page: str) -> str:
    """Return a page with every marked block written anew."""

    def block(found: re.Match[str]) -> str:
        make = transcript if found["what"] == "run" else table
        return f"<!-- {found['what']}: {found['how']} -->\n{make(found['how'])}"

    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(SAMPLES, Path(folder, "samples"))
        with chdir(folder):
            return _MARK.sub(block, page)


def pages() -> list[Path]:
    """Return the pages that hold marked blocks."""
    every = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [path for path in every if path != REFERENCE and _MARK.search(path.read_text("utf-8"))]


def stale() -> dict[Path, str]:
    """Return the pages that are not as they would be written now, with what they would be."""
    fresh = {REFERENCE: reference()} | {path: render(path.read_text("utf-8")) for path in pages()}
    return {path: text for path, text in fresh.items() if not path.exists() or path.read_text("utf-8") != text}


def main() -> int:
    """Write the stale pages, or with ``--check`` only name them."""
    check = "--check" in sys.argv[1:]
    found = stale()
    for path, text in found.items():
        print(f"{'stale' if check else 'written'}: {path.relative_to(ROOT)}")
        if not check:
            path.write_text(text, "utf-8")
    return 1 if check and found else 0


if __name__ == "__main__":
    sys.exit(main())
