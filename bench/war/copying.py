"""What a paper does with a wire's story: print it whole, cut it, give it a new head, add to it, or tell it in its own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from random import Random

from bench.war.outlets import Outlet, outlets
from bench.war.phrases import person
from bench.war.world import Incident
from bench.war.writing import Passage, Report

#: Credits in the text that a rewrite gives the wire whose facts it has.
_CREDITING = ("{wire} reported.", "The details were first reported by {wire}.", "(With material from {wire})")


def dateline_of(incident: Incident, house: Outlet, published: datetime, chance: Random) -> str:
    """Write what stands before the first sentence of an original; papers mostly have none."""
    town = incident.town.name.upper()
    if house.wire:
        return chance.choice((f"{town}, Madagascar ({house.name}) - ", f"{town}, {published:%B} {published.day} ({house.name}) - "))
    return "" if chance.random() < 0.7 else f"{town} - "


def capital_dateline(house: Outlet, published: datetime) -> str:
    """Write the dateline of what is put together in the capital."""
    return f"ANTANANARIVO, {published:%B} {published.day} ({house.name}) - " if house.wire else ""


def foot_of(house: Outlet, chance: Random) -> tuple[str, ...]:
    """Write a wire's line of credits."""
    if not house.wire or chance.random() < 0.5:
        return ()
    return (f"(Reporting by {person(chance)}; Editing by {person(chance)})",)


def printed(
    root: Report,
    report_id: str,
    house: Outlet,
    published: datetime,
    manner: str,
    title: Passage,
    own: Sequence[tuple[Passage, ...]],
    chance: Random,
) -> Report:
    """Print a wire's story word for word, whole or cut, with what is the paper's own after its second paragraph."""
    paragraphs = list(root.paragraphs)
    if manner == "cut":
        paragraphs = paragraphs[: max(1, min(len(paragraphs) - 1, chance.randint(1, 4)))]
    at = min(2, len(paragraphs))
    placed = [*paragraphs[:at], *own, *paragraphs[at:]]
    head, foot = _credit(root, house, chance)
    return Report(
        report_id, house.id, published, title, tuple(placed), root.about, root.kind, origin=root.id, manner=manner,
        own=tuple(range(at, at + len(own))), head=head, foot=foot, statements=root.statements,
    )  # fmt: skip


def _credit(root: Report, house: Outlet, chance: Random) -> tuple[str, tuple[str, ...]]:
    wire = outlets()[root.outlet].name
    bare = root.head.split("\n\n")[-1]
    if house.credit == "dateline":
        return bare, root.foot if chance.random() < 0.3 else ()
    plain = f"{bare.split(',')[0].split(' (')[0]} - " if bare and chance.random() < 0.5 else ""
    if house.credit == "foot":
        return plain, (f"- {wire}",)
    if house.credit == "byline":
        return f"By {house.name} staff and {wire}\n\n{plain}", ()
    return plain, ()


def revoiced(paragraphs: Sequence[tuple[Passage, ...]], house: Outlet, root: Report) -> list[tuple[Passage, ...]]:
    """Give what a rewrite says in its own words to the wire: a paper that rewrites knows nothing of itself."""
    mine, theirs = f"outlet:{house.id}", f"outlet:{root.outlet}"
    return [tuple(replace(line, voice=theirs) if line.voice == mine else line for line in paragraph) for paragraph in paragraphs]


def rewritten(
    root: Report,
    report_id: str,
    house: Outlet,
    published: datetime,
    title: Passage,
    paragraphs: Sequence[tuple[Passage, ...]],
    chance: Random,
) -> Report:
    """Print a wire's facts in other words; some papers say whose facts they are.

    Quotations are the wire's own: a rewriter has no others.
    """
    quoted = [paragraph for paragraph in root.paragraphs if paragraph[0].role == "colour" and '"' in paragraph[0].text]
    told = [paragraph for paragraph in paragraphs if not (paragraph[0].role == "colour" and '"' in paragraph[0].text)]
    foot: tuple[str, ...] = ()
    if house.credit != "none":
        foot = (chance.choice(_CREDITING).format(wire=outlets()[root.outlet].name),)
    return Report(
        report_id, house.id, published, title, (*told, *quoted[:2]), root.about, root.kind, origin=root.id, manner="rewrite", foot=foot,
        statements=root.statements,
    )  # fmt: skip
