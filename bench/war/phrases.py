"""Turn facts into words as a desk would: numbers, days, places, names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from random import Random

from bench.war.grammar import nodes
from bench.war.truth import Count, Statement
from bench.war.world import Incident

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_HEDGE = {
    "exact": ("",),
    "at_least": ("at least ", "at least ", "no fewer than "),
    "more_than": ("more than ", "over "),
    "about": ("about ", "around ", "some "),
}
#: What a number of one, or a word for a vague number, asks of the noun and verb behind it.
_AGREE = (
    (re.compile(r"\b(dozens|scores|hundreds) (?=(?!of |were |had |dead|wounded|injured|hurt|who )[a-z])"), r"\1 of "),
    (re.compile(r"\b([Oo]ne|1) people were\b"), r"\1 person was"),
    (re.compile(r"\b([Oo]ne|1) people had\b"), r"\1 person had"),
    (re.compile(r"\b([Oo]ne|1) people are\b"), r"\1 person is"),
    (re.compile(r"\b([Oo]ne|1) people\b"), r"\1 person"),
    (re.compile(r"\b([Oo]ne|1) others\b"), r"\1 other"),
    (re.compile(r"\b([Oo]ne|1) bodies had\b"), r"\1 body had"),
    (re.compile(r"\b([Oo]ne|1) deaths\b"), r"\1 death"),
    (re.compile(r"\b([Oo]ne|1) soldiers\b"), r"\1 soldier"),
    (re.compile(r"\bat at least\b"), "at no fewer than"),
    (re.compile(r",+(?=[,.])"), ""),
)  # fmt: skip
#: What each house calls whom, by the side that it serves.
LABELS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "rebels": {
        "none": ("rebels", "PFH fighters", "insurgents", "fighters of the People's Front for the Highlands", "rebel fighters"),
        "government": ("terrorists", "bandits of the PFH", "PFH terrorists", "rebels"),
        "rebels": ("fighters of the People's Front", "PFH fighters", "freedom fighters of the PFH"),
    },
    "army": {
        "none": ("the army", "government forces", "government troops", "soldiers"),
        "government": ("the army", "the security forces"),
        "rebels": ("regime forces", "the occupying army", "government troops"),
    },
    "militia": {
        "none": ("militiamen of the Herd Guard", "fighters of the Herd Guard", "militiamen"),
        "government": ("bandits", "militiamen"),
        "rebels": ("government-backed militiamen", "militiamen of the Herd Guard"),
    },
    "unknown": dict.fromkeys(("none", "government", "rebels"), ("gunmen", "unidentified attackers", "armed men")),
}


def label(who: str, side: str, chance: Random) -> str:
    """Return what a house that serves `side` calls somebody."""
    return chance.choice(LABELS[who][side])


def number(value: int, style: str) -> str:
    """Write a number: ``words10`` spells those below ten, ``words`` those below a hundred, ``digits`` none."""
    if value < {"words10": 10, "words": 100}.get(style, 0):
        tens, ones = divmod(value, 10)
        return _ONES[value] if value < 20 else _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    return f"{value:,}"


def said(count: Count, style: str, chance: Random) -> str:
    """Write a count with its hedge."""
    if count.hedge.startswith("vague:"):
        return count.hedge.removeprefix("vague:")
    if count.hedge == "range" and count.high is not None:
        low, high = number(count.value, style), number(count.high, style)
        return chance.choice((f"between {low} and {high}", f"{low} to {high}"))
    return chance.choice(_HEDGE[count.hedge]) + number(count.value, style)


def person(chance: Random) -> str:
    """Draw the name of somebody who holds no office."""
    return f"{chance.choice(nodes()['names:first'])} {chance.choice(nodes()['names:last'])}"


def agreed(text: str) -> str:
    """Mend the noun and verb behind "one" and "dozens"."""
    for pattern, mended in _AGREE:
        text = pattern.sub(mended, text)
    return text


def day(start: datetime, published: datetime, style: str, chance: Random) -> str:
    """Write a day as a desk does (``on bare relative date``); beyond six days back always by its date."""
    back = (published.date() - start.date()).days
    if style == "date" or back > 6:
        return date(start, chance)
    part = _part(start.hour)
    if style == "relative" and back == 0:
        return chance.choice(("today", f"this {part}" if part != "night" else "tonight", "earlier today"))
    if style == "relative" and back == 1:
        return chance.choice(("yesterday", f"yesterday {part}" if part != "night" else "last night"))
    name = f"{start:%A}"
    if style == "bare":
        return chance.choice((name, name, f"{name} {part}"))
    if start.hour >= 19:
        return chance.choice((f"late on {name}", f"on {name} night", f"on {name}"))
    return chance.choice(
        (f"on {name}", f"on {name}", f"on {name}", f"on {name} {part}", f"early on {name}" if start.hour < 8 else f"on {name}")
    )


def date(start: datetime, chance: Random) -> str:
    """Write a day by its date, without a year."""
    return chance.choice((f"on {start.day} {start:%B}", f"on {start:%B} {start.day}", f"on {start:%A}, {start.day} {start:%B}"))


def _part(hour: int) -> str:
    return "morning" if hour < 12 else "afternoon" if hour < 17 else "evening" if hour < 21 else "night"


def place(incident: Incident, vague: float, chance: Random) -> str:
    """Write where it was, with a preposition: town, village, or no more than the area."""
    town, region = incident.town.name, incident.town.region
    if incident.village is None:
        if chance.random() < vague / 3:
            return f"in the {region} region"
        return chance.choice(
            (f"in {town}", f"in {town}", f"in the town of {town}", f"in {town} in the {region} region", f"in central {town}")
        )
    village = incident.village
    if chance.random() < vague:
        return chance.choice((f"near {town}", f"in the {town} area", f"in the countryside around {town}", f"in the {region} region"))
    return chance.choice((
        f"in {village.name}, a village {village.km} km {village.bearing} of {town}", f"in the village of {village.name}, near {town}",
        f"in {village.name}, near {town}",
        f"in {village.name}, {village.km} kilometres {village.bearing} of {town}", f"in a village near {town}",
        f"near {town}",
    ))  # fmt: skip


def where(incident: Incident, at: str, chance: Random) -> str:
    """Write spot and place."""
    spot = incident.target.spot
    if spot is None or chance.random() < 0.15:
        return at
    return f"{spot.format(street=incident.street)} {at}"


def names(incident: Incident) -> dict[str, str]:
    """Return the names of those who speak for offices: each town has one police spokesman, one mayor."""
    local = Random(f"names {incident.town.name}")
    nation = Random("names of the war")
    firsts, office = nodes()["names:first"], nodes()["names:office"]
    here, there = local.sample(office, 3), nation.sample(office, 2)
    firsts = (*local.sample(firsts[:15], 3), *nation.sample(firsts[15:], 2))
    police, doctor, mayor, ministry, army = (f"{first} {last}" for first, last in zip(firsts, (*here, *there), strict=True))
    return {"police_name": police, "doctor_name": doctor, "mayor_name": mayor, "ministry_name": ministry, "army_name": f"Colonel {army}"}


def people(count: Count, incident: Incident, words: str, style: str, *, plain: bool) -> str:
    """Write a count with whom it counts: "nine traders", "four soldiers and seven rebels", "dozens of people"."""
    one, many = incident.target.one, incident.target.many
    if count.measure in ("injured", "displaced") or plain:
        one, many = "person", "people"
    if incident.fighters and not count.fighters:
        one, many = "person", "people"
    if count.fighters:
        one, many = incident.target.one, incident.target.many
        own, others = count.value - count.fighters, count.fighters
        if own > 0:
            return f"{number(own, style)} {one if own == 1 else many} and {number(others, style)} {'rebel' if others == 1 else 'rebels'}"
    return agreed(f"{words} {one if count.value == 1 and count.hedge in ('exact', 'at_least') else many}")


def facts_of_counts(statement: Statement, incident: Incident, style: str, chance: Random) -> dict[str, str]:
    """Return the slots that a statement's counts fill."""
    facts: dict[str, str] = {}
    for count in statement.counts:
        words = said(count, style, chance)
        one = count.value == 1 and count.hedge in ("exact", "at_least")
        facts |= {
            f"{count.measure}": people(count, incident, words, style, plain=chance.random() < 0.5 or statement.act == "boast"),
            f"{count.measure}_n": words,
            f"{count.measure}_was": "was" if one else "were",
            f"{count.measure}_had": "had",
            f"{count.measure}_h": headline_number(count),
        }
    return facts


def headline_number(count: Count) -> str:
    """Write a count in a headline: hedges are short, or gone."""
    if count.hedge.startswith("vague:"):
        return {"several": "several", "a dozen": "a dozen"}.get(count.hedge[6:], count.hedge[6:])
    if count.hedge == "range":
        return f"at least {count.value}"
    if count.hedge in ("at_least", "more_than") and count.value % 2:
        return f"{'at least' if count.hedge == 'at_least' else 'more than'} {count.value}"
    return number(count.value, "words10" if count.value % 3 else "digits")
