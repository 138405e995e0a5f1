"""``actors find``: look an armed actor, an authority or an organisation up in the registry."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli.gazetteer import Country, FindFormat, Format, Name
from dateline.cli.options import check_day
from dateline.cli.screen import emit, new_page, say, show
from dateline.views import harmless
from dateline.views.words import plural, spoken

if TYPE_CHECKING:
    from dateline.actors import Actor
    from dateline.actors.registry import Registry

actors = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
#: Near spellings that are shown.
GUESSES = 10


@dataclass(frozen=True, slots=True)
class Hit:
    """One actor that was found.

    Attributes:
        actor: the actor.
        match: why: ``id``, ``alias``, ``part of a name`` or ``spelled alike``.
        alias: the alias that matched, as the registry spells it.
        theatres: where a shared alias means this actor; empty for anywhere.
        distance: letters between the name and the alias.
    """

    actor: Actor
    match: str
    alias: str
    theatres: tuple[str, ...]
    distance: int


@actors.callback()
def _actors() -> None:
    """Look armed actors, authorities and organisations up.

    \b
    Example:
      dateline actors find Daesh
    """


@actors.command("find")
def find_actor(
    name: Name,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", callback=check_day, help="Only those that existed on this day.")] = None,
    country: Country = None,
    layout: Format = FindFormat.TEXT,
) -> None:
    """List the actors that bear a name, or part of it, and how each was found.

    Where none bears it, names spelled alike are listed as guesses, and the exit code is 1. An alias that several actors share is
    shown with the country in which it means which.

    \b
    Examples:
      dateline actors find Daesh
      dateline actors find SDF --country SY --on 2016-11-06
      dateline actors find ISIS --format json
    """
    from dateline.actors import load_registry
    from dateline.actors.folding import name_key

    registry = load_registry()
    key = name_key(name)
    every = _hits(registry, name, key)
    hits, gone = _narrowed(every, on, country)
    guesses = _narrowed(_alike(registry, key), on, country)[0][:GUESSES] if not every else []
    if layout is FindFormat.JSON:
        told = {"name": name, "key": " ".join(key), "actors": [_record(h) for h in hits], "guesses": [_record(h) for h in guesses]}
        emit(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    elif hits or guesses:
        _draw(name, key, hits or guesses)
    if gone:
        say(f"{plural(gone, 'actor')} of this name left out by --on or --country")
    if not hits:
        say(f"no actor {name!r} in the registry; {'these are guesses' if guesses else 'try another name of it'}")
        raise typer.Exit(1)


def _hits(registry: Registry, name: str, key: tuple[str, ...]) -> list[Hit]:
    """Return those that bear a name whole, as an alias or as their id; else those with all its words in a name, in that order."""
    ident = name.strip().casefold()
    if not key and ident not in registry.actors:
        return []
    found = [Hit(registry.actors[ident], "id", ident, (), 0)] if ident in registry.actors else []
    alias = registry.aliases.get(key)
    if alias is not None:
        for actor_id in dict.fromkeys(actor for _, actor in alias.readings):
            if actor_id != ident:
                theatres = tuple(theatre for theatre, actor in alias.readings if actor == actor_id and theatre is not None)
                found.append(Hit(registry.actors[actor_id], "alias", _spelled(registry.actors[actor_id], key, name), theatres, 0))
    if found:
        return found
    parts: dict[str, Hit] = {}
    for words, alias in registry.aliases.items():
        if any(words[at : at + len(key)] == key for at in range(len(words) - len(key) + 1)):
            for _, actor_id in alias.readings:
                actor = registry.actors[actor_id]
                parts.setdefault(actor_id, Hit(actor, "part of a name", _spelled(actor, words, " ".join(words)), (), 0))
    return sorted(parts.values(), key=lambda hit: (hit.actor.name, hit.actor.id))


def _spelled(actor: Actor, key: tuple[str, ...], name: str) -> str:
    """Return the alias of an actor that folds to `key`, as the registry spells it; `name` where only a shared alias does."""
    from dateline.actors.folding import name_key

    return next((alias for alias in actor.aliases if name_key(alias) == key), name)


def _alike(registry: Registry, key: tuple[str, ...]) -> list[Hit]:
    """Return actors with a name spelled almost like one, nearest first."""
    from dateline.places.spelling import bound, near

    folded = " ".join(key)
    by_key = {" ".join(words): (words, alias) for words, alias in registry.aliases.items()}
    best: dict[str, Hit] = {}
    for off, like in near(folded, by_key, bound(folded)):
        words, alias = by_key[like]
        for _, actor_id in alias.readings:
            actor = registry.actors[actor_id]
            best.setdefault(actor_id, Hit(actor, "spelled alike", _spelled(actor, words, like), (), off))
    return sorted(best.values(), key=lambda hit: (hit.distance, hit.actor.name, hit.actor.id))


def _narrowed(hits: list[Hit], on: str | None, country: str | None) -> tuple[list[Hit], int]:
    """Return those of a day and a country, and how many are not."""
    from dateline.actors.registry import within

    kept = [
        hit for hit in hits
        if (on is None or within(on, hit.actor.since, hit.actor.until))
        and (country is None or country in (hit.theatres or (hit.actor.country,)))
    ]  # fmt: skip
    return kept, len(hits) - len(kept)


def _record(hit: Hit) -> dict[str, Any]:
    actor = hit.actor
    return {
        "id": actor.id, "name": actor.name, "kind": actor.kind, "country": actor.country, "aliases": list(actor.aliases),
        "since": actor.since, "until": actor.until, "wikidata": actor.wikidata, "ucdp": actor.ucdp, "match": hit.match,
        "alias": hit.alias, "theatres": list(hit.theatres), "distance": hit.distance,
    }  # fmt: skip


def _draw(name: str, key: tuple[str, ...], hits: list[Hit]) -> None:
    page = new_page()
    page.line(f"{harmless(name)} is folded to {' '.join(key)!r}")
    for hit in hits:
        actor = hit.actor
        page.line((actor.name, "bold"), f"  {spoken(actor.kind)}, {actor.country or 'no country'}", (f"  {actor.id}", "dim"), hang=2)
        where = f", in {', '.join(hit.theatres)}" if hit.theatres else ""
        off = f", {hit.distance} off" if hit.distance else ""
        page.line(f"found by {hit.match} {hit.alias!r}{where}{off}", indent=2, hang=4)
        others = [alias for alias in actor.aliases if alias != actor.name]
        if others:
            page.line("also ", ", ".join(others), indent=2, hang=7)
        if actor.since or actor.until:
            page.line(f"from {actor.since or 'unknown'} until {actor.until or 'now'}", indent=2)
        if actor.wikidata or actor.ucdp:
            numbers = [f"Wikidata {actor.wikidata}"] * bool(actor.wikidata) + [f"UCDP {actor.ucdp}"] * bool(actor.ucdp)
            page.line(", ".join(numbers), indent=2)
    show(page)
