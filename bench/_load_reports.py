"""Short invented reports, for load alone: each of about 60 words and unlike the others; no figure in them means anything."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

TOWNS = [
    "Baqubah", "Balad", "Tikrit", "Samarra", "Ramadi", "Falluja", "Hit", "Haditha", "Rutba", "Qaim", "Mosul", "Sinjar", "Kirkuk", "Hawija",
    "Kut", "Amara", "Basra", "Nasiriya", "Najaf", "Karbala", "Hilla", "Diwaniya", "Samawa", "Idlib", "Hama", "Homs", "Aleppo", "Raqqa",
    "Palmyra", "Daraa", "Latakia", "Tartus", "Afrin", "Azaz", "Manbij", "Kobani", "Hasaka", "Qamishli", "Taiz", "Aden", "Hodeida", "Marib",
    "Saada", "Ibb", "Dhamar", "Mukalla", "Zinjibar", "Kismayo", "Baidoa", "Beledweyne", "Jowhar", "Galkayo", "Garowe", "Bosaso",
    "Maiduguri",
    "Bama", "Gwoza", "Monguno", "Damboa", "Kano", "Jos", "Zaria", "Kaduna", "Goma", "Bukavu", "Bunia", "Beni", "Butembo", "Uvira", "Kindu",
    "Kunduz", "Ghazni", "Khost", "Herat", "Farah", "Kandahar", "Jalalabad", "Gardez",
]  # fmt: skip
FIRST = [
    "Adel", "Samir", "Layla", "Nadia", "Omar", "Yusuf", "Hana", "Karim", "Salma", "Idris", "Musa", "Fatou", "Ibrahim", "Amina", "Jamal",
    "Rania", "Tariq", "Zaynab", "Hassan", "Mariam",
]  # fmt: skip
LAST = [
    "Haddad", "Nasser", "Aziz", "Mahdi", "Rashid", "Saleh", "Bello", "Diallo", "Kone", "Mbeki", "Farah", "Osman", "Karimi", "Noori",
    "Habibi", "Shah", "Qadir", "Sultani", "Barak", "Darwish",
]  # fmt: skip
WHO = [
    "civilians", "soldiers", "police officers", "farmers", "shoppers", "pupils", "labourers", "market traders", "fighters", "villagers",
    "worshippers", "drivers", "aid workers", "guards", "commuters", "shepherds",
]  # fmt: skip
ACTS = [
    "a car bomb went off near {spot}", "gunmen opened fire at {spot}", "shells fell on {spot}", "an air strike hit {spot}",
    "a roadside bomb struck {spot}", "a suicide bomber blew himself up at {spot}", "rockets landed beside {spot}",
    "clashes broke out around {spot}", "a drone hit {spot}", "a mine exploded on the road to {spot}",
]  # fmt: skip
SPOTS = [
    "the vegetable market", "a checkpoint", "the old bridge", "a bus station", "the governor's office", "a mosque", "a school",
    "the bakery quarter", "a fuel depot", "the general hospital", "a wedding hall", "the water works", "the cattle market", "a police post",
    "the railway yard", "an army camp",
]  # fmt: skip
SAYS = [
    "a police colonel", "the provincial governor", "a hospital doctor", "the interior ministry", "a tribal elder", "residents", "the army",
    "an aid worker",
]  # fmt: skip
ENDS = [
    "Nobody said who was behind it.", "The road to the north was closed until the evening.",
    "Ambulances took the wounded to two hospitals.",
    "Shops in the quarter stayed shut.", "The army sent more men to the district.", "A curfew was called from dusk.",
    "Power was cut in half of the town.", "Families were seen leaving on foot.", "The United Nations asked for a truce.",
    "Schools will stay closed this week.",
]  # fmt: skip
GOODS = ["onions", "cloth", "sheep", "tea"]
OFFICES = ["report", "officials", "police", "doctors"]


def reports(count: int, seed: int) -> Iterator[dict[str, str]]:
    """Yield `count` reports as rows of a table: title, text, url, published."""
    chance = random.Random(seed)
    start = date(2016, 1, 1)
    for number in range(count):
        town, other = chance.sample(TOWNS, 2)
        day = start + timedelta(days=chance.randrange(700))
        dead, hurt = chance.randint(1, 60), chance.randint(2, 140)
        who, spot, ends = chance.choice(WHO), chance.choice(SPOTS), chance.sample(ENDS, 3)
        act = chance.choice(ACTS).format(spot=spot)
        name = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
        says = chance.choice(SAYS)
        first = chance.choice(
            (
                f"At least {dead} {who} were killed and {hurt} wounded in {town} on {day:%A} when {act}, {says} said.",
                f"{act[0].upper()}{act[1:]} in {town} on {day:%A}, killing {dead} {who} and wounding {hurt}, according to {says}.",
                f"{dead} {who} died in {town} on {day:%A} after {act}; {hurt} more were hurt, {says} told reporters.",
            )
        )
        second = chance.choice(
            (
                f"Among the dead was {name}, {chance.randint(17, 80)}, who had come from {other} to sell {chance.choice(GOODS)}.",
                f"{name}, who keeps a shop {chance.randint(40, 900)} metres away, said he had heard {chance.randint(2, 9)} bangs.",
                f"It was number {number + 1} in the book that the {other} road office keeps, {name} of that office said.",
            )
        )
        title = f"{dead} killed in {town}: {chance.choice(OFFICES)} {number + 1}"
        text = " ".join([first, second, *ends])
        yield {"title": title, "text": text, "url": f"https://load.example/{day:%Y/%m/%d}/{number}", "published": day.isoformat()}
