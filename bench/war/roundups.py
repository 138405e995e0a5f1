"""Reports that tell of several incidents, or of none: round-ups, and features on the war at large."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count
from random import Random

from bench.war import copying
from bench.war.grammar import NoWording, nodes, render, sentence
from bench.war.outlets import Outlet, outlets
from bench.war.phrases import person
from bench.war.truth import sources_of, state
from bench.war.world import DAYS, START, Incident, towns
from bench.war.writing import Passage, Report, colouring, passage, trap


def roundup(picked: Sequence[Incident], house: Outlet, at: datetime, numbers: count[int], chance: Random) -> Report:
    """Write a paragraph an incident, in order of time, with an introduction that tells nothing."""
    paragraphs: list[tuple[Passage, ...]] = []
    headed = chance.choice(nodes()["context:roundup_head"]) if chance.random() < 0.4 else ""
    for incident in picked:
        hours = (at - incident.start).total_seconds() / 3600
        source = chance.choice(sources_of(incident, hours) or ["police"])
        statement = state(incident, source, hours, chance, name=person(chance) if source == "witness" else None)
        spoken = chance.random() < 0.7
        try:
            told = passage("context:roundup_item", incident, statement, house, at, chance, spoken=spoken)
        except NoWording:
            told = passage("context:elsewhere", incident, statement, house, at, chance, spoken=False, counted=False)
        mark = headed.format(town=incident.town.name, town_caps=incident.town.name.upper())
        paragraphs.append((Passage(mark + told.text, told.role, told.incident, told.voice, told.counts, honest=told.honest),))
    intro = (Passage(chance.choice(nodes()["context:roundup_intro"]), "colour"),)
    title = Passage(chance.choice(nodes()["headlines:headline_roundup"]), "colour")
    return Report(
        f"r{next(numbers):05d}", house.id, at, title, (intro, *paragraphs), None, "roundup", head=copying.capital_dateline(house, at),
        foot=copying.foot_of(house, chance),
    )  # fmt: skip


def feature(numbers: count[int], chance: Random) -> Report:
    """Write a report on the war at large: tolls that are of no single incident."""
    house = chance.choice(list(outlets().values()))
    at = START + timedelta(days=chance.randrange(5, DAYS), hours=chance.randint(6, 20))
    title = Passage(chance.choice(nodes()["headlines:headline_feature"]), "colour")
    town = chance.choice(towns())
    facts = {
        "town": town.name, "region": town.region, "rebels": "PFH", "rebels_long": "People's Front for the Highlands",
        "militia": "Herd Guard", "us": house.name,
        **colouring(chance),
    }  # fmt: skip
    lines = [trap(chance) for _ in range(chance.randint(2, 4))]
    lines += [Passage(sentence(render("colour:context", facts, chance).text), "colour") for _ in range(3)]
    chance.shuffle(lines)
    kept = tuple((line,) for line in {line.text: line for line in lines}.values())
    return Report(f"r{next(numbers):05d}", house.id, at, title, kept, None, "feature", head=copying.capital_dateline(house, at))
