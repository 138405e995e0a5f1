"""``gazetteer find`` and ``actors find``: look a name up in the reference data."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline.cli.screen import new_page, say, show
from dateline.views.pen import columns
from dateline.views.words import spoken

gazetteer = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
actors = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
Name = Annotated[str, typer.Argument(metavar="NAME", help="The name as a report writes it.")]


@gazetteer.callback()
def _gazetteer() -> None:
    """Look places up.

    \b
    Example:
      dateline gazetteer find Mosul
    """


@actors.callback()
def _actors() -> None:
    """Look armed actors, authorities and organisations up.

    \b
    Example:
      dateline actors find Daesh
    """


@gazetteer.command("find")
def find_place(
    name: Name,
    loose: Annotated[bool, typer.Option("--loose", help="Also try other romanisations of the name.")] = False,
) -> None:
    """List the places that bear a name, most populous first.

    \b
    Examples:
      dateline gazetteer find Mosul
      dateline gazetteer find "Hamam al-Aleel" --loose
    """
    from dateline.places.gazetteer import lookup

    found = lookup(name, loose=loose)
    if not found:
        say(f"no place {name!r} in the gazetteer; try another spelling, or --loose")
        raise typer.Exit(1)
    rows = [["name", "what", "province", "country", "latitude", "longitude", "people", "GeoNames", "precision"]]
    for entry in found:
        rows.append(
            [
                entry.name,
                entry.feature,
                entry.admin1 or "–",
                entry.country or "–",
                f"{entry.lat:.4f}",
                f"{entry.lon:.4f}",
                f"{entry.population:,}" if entry.population else "–",
                str(entry.geoname_id or "–"),
                str(entry.precision),
            ]
        )
    page = new_page()
    columns(page, rows, numbers=(4, 5, 6, 7, 8), flexible=(0, 2))
    show(page)


@actors.command("find")
def find_actor(name: Name) -> None:
    """List the actors that bear a name, or part of it, with their other names.

    \b
    Example:
      dateline actors find Daesh
    """
    from dateline.actors import load_registry

    wanted = name.casefold().strip()
    every = load_registry().actors.values()
    whole = [actor for actor in every if wanted in (actor.id.casefold(), *(alias.casefold() for alias in (actor.name, *actor.aliases)))]
    found = whole or [actor for actor in every if any(wanted in alias.casefold() for alias in (actor.name, *actor.aliases))]
    if not found or not wanted:
        say(f"no actor {name!r} in the registry; try another name of it")
        raise typer.Exit(1)
    page = new_page()
    for actor in found:
        page.line((actor.name, "bold"), f"  {spoken(actor.kind)}, {actor.country or 'no country'}", (f"  {actor.id}", "dim"), hang=2)
        others = [alias for alias in actor.aliases if alias != actor.name]
        if others:
            page.line("also ", ", ".join(others), indent=2, hang=7)
        if actor.since or actor.until:
            page.line(f"from {actor.since or 'unknown'} until {actor.until or 'now'}", indent=2)
    show(page)
