"""``gazetteer find``, ``add``, ``list`` and ``remove``: the places that names are looked up in."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn

from dateline.cli.screen import emit, new_page, say, show
from dateline.errors import DatelineError
from dateline.views import harmless
from dateline.views.pen import columns
from dateline.views.words import plural

if TYPE_CHECKING:
    from dateline.places.additions import Added
    from dateline.places.explain import Explanation, Found
    from dateline.places.gazetteer import Entry
    from dateline.places.own import AddedFile

gazetteer = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
#: Refused lines of one file that are printed; the rest is counted.
REFUSALS = 20
#: Digits of a file's SHA-256 that are printed.
DIGITS = 12


class FindFormat(StrEnum):
    """How `find` prints."""

    TEXT = "text"
    JSON = "json"


def check_country(value: str | None) -> str | None:
    """Return the code of a country in capitals.

    Raises:
        typer.BadParameter: if there is no such country in the gazetteer.
    """
    if value is None:
        return None
    from dateline.places.gazetteer import country_of

    if country_of(value.upper()) is None:
        raise typer.BadParameter(f"{value!r} is no country; write its ISO 3166-1 code, such as IQ")
    return value.upper()


Name = Annotated[str, typer.Argument(metavar="NAME", help="The name as a report writes it.")]
Country = Annotated[
    str | None, typer.Option("--country", metavar="CC", callback=check_country, help="Only in this country (ISO 3166-1 code, such as IQ).")
]
Format = Annotated[FindFormat, typer.Option("--format", help="How to print.")]
Into = Annotated[
    Path | None, typer.Option("--into", metavar="FILE", help="Your gazetteer: $DATELINE_GAZETTEER, else a file among your user data.")
]


@gazetteer.callback()
def _gazetteer() -> None:
    """Look places up, and add places of your own.

    \b
    Examples:
      dateline gazetteer find Mosul
      dateline gazetteer add IQ.zip
    """


@gazetteer.command("find")
def find_place(
    name: Name,
    loose: Annotated[bool, typer.Option("--loose", help="Also try other romanisations of the name.")] = False,
    near: Annotated[str | None, typer.Option("--near", metavar="PLACE", help="List the nearest to this place first, with km.")] = None,
    country: Country = None,
    layout: Format = FindFormat.TEXT,
) -> None:
    """List the places that bear a name, most populous first, and how each was found.

    Where none bears it, names spelled alike are listed as guesses, and the exit code is 1. A name in Arabic, Cyrillic, Greek or
    Hebrew script, or in Kurmanji, is looked up in Latin letters too. Reading reports uses no guesses.

    \b
    Examples:
      dateline gazetteer find Mosul
      dateline gazetteer find "Hamam al-Aleel" --loose
      dateline gazetteer find Rabia --country IQ --near Mosul
      dateline gazetteer find سنجار --format json
    """
    from dateline.places.explain import explain
    from dateline.places.gazetteer import lookup

    by: Entry | None = None
    if near is not None:
        # A city is meant rather than the larger province of its name.
        by = min(lookup(near), key=lambda entry: entry.feature != "town", default=None)
        if by is None:
            raise typer.BadParameter(f"no place {near!r} in the gazetteer; name a larger one nearby", param_hint="--near")
    told = explain(name, loose=loose, country=country, by=by)
    if layout is FindFormat.JSON:
        emit(json.dumps(_explained(told), ensure_ascii=False, indent=2) + "\n")
    elif told.places or told.guesses:
        _draw(told, by)
    if not told.places:
        where = f" in {country}" if country else ""
        say(f"no place {name!r} in the gazetteer{where}; {'these are guesses' if told.guesses else 'try another spelling, or --loose'}")
        raise typer.Exit(1)


def _explained(told: Explanation) -> dict[str, Any]:
    return {
        "name": told.name,
        "key": told.key,
        "tried": [{"way": step.way.value, "key": step.key, "found": step.found} for step in told.steps],
        "places": [_place(found) for found in told.places],
        "script": told.script,
        "romanised": told.romanised,
        "guesses": [_place(found) for found in told.guesses],
    }


def _place(found: Found) -> dict[str, Any]:
    entry = found.entry
    return {
        "name": entry.name, "geoname_id": entry.geoname_id, "feature": entry.feature, "lat": entry.lat, "lon": entry.lon,
        "accuracy_km": entry.accuracy, "precision": entry.precision, "country": entry.country, "admin1": entry.admin1,
        "admin2": found.district, "within": entry.within, "population": entry.population, "match": found.match.value, "key": found.key,
        "distance": found.distance, "km": None if found.km is None else round(found.km, 1), "source": found.source,
        "name_from": found.lent,
    }  # fmt: skip


def _draw(told: Explanation, by: Entry | None) -> None:
    page = new_page()
    page.line(f"{harmless(told.name)} is looked up as {told.key!r}")
    if told.script is not None:
        page.line(f"in Latin letters, from {told.script.capitalize()}: {told.romanised!r} or like it")
    shown = told.places or told.guesses
    if by is not None:
        page.line(f"km are to {by.name}, {by.feature}, {by.admin1 or by.country or ''}")
    rows = [["", "name", "what", "in", "latitude", "longitude", "people", "GeoNames", "precision", *(["km"] if by else [])]]
    for number, found in enumerate(shown, 1):
        entry = found.entry
        parents = (found.district, entry.within if entry.feature != "country" else None, entry.admin1, entry.country)
        rows.append(
            [
                str(number),
                entry.name,
                entry.feature,
                ", ".join(dict.fromkeys(part for part in parents if part and part != entry.name)) or "–",
                f"{entry.lat:.4f}",
                f"{entry.lon:.4f}",
                f"{entry.population:,}" if entry.population else "–",
                str(entry.geoname_id or "–"),
                str(entry.precision),
                *([f"{found.km:,.0f}"] if found.km is not None else []),
            ]
        )
    columns(page, rows, numbers=(0, *range(4, len(rows[0]))), flexible=(1, 3))
    page.heading("FOUND BY" if told.places else "GUESSED BY")
    for number, found in enumerate(shown, 1):
        lent = f", name from {found.lent}" if found.lent else ""
        page.line(f"{number:>2}  {_match(found)}; {found.source}{lent}", hang=4)
    show(page)


def _match(found: Found) -> str:
    from dateline.places.explain import Match

    if found.match in (Match.NAME, Match.ALTERNATE):
        return found.match.value
    off = f", {plural(found.distance, 'letter')} off" if found.distance else ""
    return f"{found.match.value} {found.key!r}{off}"


@gazetteer.command("add")
def add_dumps(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Dumps: IQ.txt, IQ.zip, admin1CodesASCII.txt, admin2Codes.txt.")],
    into: Into = None,
) -> None:
    """Add GeoNames dumps to your gazetteer, which names are then looked up in as well.

    The files are those of https://download.geonames.org/export/dump/, for a country or the whole world. A file that is there
    already is left alone, and a run that was stopped goes on where it stopped. Lines that are malformed are named and left out; kinds
    of places that reports are not about (wells, schools, hotels) are left out too.

    \b
    Examples:
      dateline gazetteer add IQ.zip SY.zip admin1CodesASCII.txt
      dateline gazetteer add IQ.txt --into iraq.sqlite
    """
    from dateline.places.additions import add
    from dateline.places.gazetteer import forget
    from dateline.places.geonames import open_dumps
    from dateline.places.own import own_path

    path = into or own_path()
    failed = refused = 0
    for file in files:
        try:
            with _bar(f"checking {file.name}", _size(file)) as told:
                dumps = open_dumps(file, told)
            for dump in dumps:
                refusals: list[tuple[int, str]] = []

                def refuse(line: int, why: str, where: str = dump.name, seen: list[tuple[int, str]] = refusals) -> None:
                    seen.append((line, why))
                    if len(seen) <= REFUSALS:
                        say(f"{where}:{line}: refused: {why}")

                with _bar(f"adding {dump.name}", dump.size) as told:
                    done = add(dump, path, told=told, refused=refuse)
                if len(refusals) > REFUSALS:
                    say(f"{dump.name}: {plural(len(refusals) - REFUSALS, 'more line')} refused")
                refused += len(refusals)
                emit(f"{_added(done)}\n", go_on=True)
        except DatelineError as error:
            failed += 1
            say(f"refused: {error}")
        except KeyboardInterrupt:
            say(f"stopped; what was stored is kept in {path}. Run the same command again to go on")
            raise typer.Exit(130) from None
        finally:
            forget()
    if failed or refused:
        raise typer.Exit(1)


def _size(file: Path) -> int | None:
    try:
        return file.stat().st_size
    except OSError:
        return None


def _added(done: Added) -> str:
    file = done.file
    how = "known already" if done.known else f"resumed after line {done.resumed:,}" if done.resumed else "added"
    return f"{how}: {harmless(file.name)}  {_counts(file)}  {file.digest[:DIGITS]}"


def _counts(file: AddedFile) -> str:
    from dateline.places.own import Kind

    what = "place" if file.kind is Kind.PLACES else "unit"
    parts = [plural(file.taken, what), *(f"{n:,} {words}" for n, words in ((file.left_out, "left out"), (file.refused, "refused")) if n)]
    return ", ".join(parts) + ("" if file.whole else "; not whole, add it again")


@contextmanager
def _bar(what: str, total: int | None) -> Iterator[Callable[[int], object]]:
    """Show a bar of bytes on standard error while something is read, if that is a terminal."""
    if sys.stderr is None or not sys.stderr.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        yield lambda size: None
        return
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeElapsedColumn(),
        console=Console(stderr=True), transient=True, redirect_stdout=False,
    )  # fmt: skip
    task = bar.add_task(harmless(what), total=total)
    with bar:
        yield lambda size: bar.advance(task, size)


@gazetteer.command("list")
def list_added(into: Into = None) -> None:
    """List the files in your gazetteer, and which gazetteers are in use.

    \b
    Example:
      dateline gazetteer list
    """
    import hashlib
    from contextlib import closing

    from dateline.places.gazetteer import packaged_file
    from dateline.places.own import OwnGazetteer, own_path

    packaged = packaged_file().read_bytes()
    emit(f"packaged  {len(packaged) / 1e6:.1f} MB  {hashlib.sha256(packaged).hexdigest()[:DIGITS]}\n")
    path = into or own_path()
    if not path.is_file():
        emit(f"yours     none: {path} does not exist\n")
        return
    with closing(OwnGazetteer(path)) as mine:
        digest = mine.digest
        emit(f"yours     {path.stat().st_size / 1e6:.1f} MB  {digest[:DIGITS] if digest else 'empty'}  {path}\n")
        for file in mine.files:
            emit(f"  {file.digest[:DIGITS]}  {harmless(file.name)}  {_counts(file)}\n")


@gazetteer.command("remove")
def remove_added(
    which: Annotated[list[str], typer.Argument(metavar="FILE", help="Names or digests, as `list` shows them.")],
    into: Into = None,
) -> None:
    """Take files out of your gazetteer.

    \b
    Examples:
      dateline gazetteer remove IQ.zip
      dateline gazetteer remove 9f86d081884c
    """
    from dateline.places.additions import remove
    from dateline.places.gazetteer import forget
    from dateline.places.own import own_path

    path = into or own_path()
    try:
        for name in which:
            for file in remove(name, path):
                emit(f"removed: {harmless(file.name)}  {_counts(file)}  {file.digest[:DIGITS]}\n", go_on=True)
    finally:
        forget()
