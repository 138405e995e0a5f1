"""Know countries by their names, adjectives and the nouns for their nationals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dateline.actors.folding import name_key
from dateline.actors.tables import read_table
from dateline.errors import ReferenceDataError

COLUMNS = ("country", "names", "adjectives", "nouns", "capitals", "source")


@dataclass(frozen=True, slots=True)
class Nationals:
    """ISO 3166-1 codes by the words that stand for a country.

    `modifiers` holds lower-case names and adjectives in words ("libyan", ("south", "sudan")); `nouns` singular
    nouns for nationals, lower case ("egyptian"); `names` the name by code, and `states` every name in words; `capitals` the seats of
    government that speak for it, in words.
    """

    modifiers: Mapping[tuple[str, ...], str]
    nouns: Mapping[str, str]
    names: Mapping[str, str]
    states: frozenset[tuple[str, ...]]
    capitals: Mapping[tuple[str, ...], str]


@cache
def load_nationals() -> Nationals:
    """Load ``data/nationals.tsv``.

    Raises:
        ReferenceDataError: if one word stands for two countries.
    """
    modifiers: dict[tuple[str, ...], str] = {}
    nouns: dict[str, str] = {}
    names: dict[str, str] = {}
    states: set[tuple[str, ...]] = set()
    capitals: dict[tuple[str, ...], str] = {}
    for country, own, adjectives, people, seats, _ in read_table("nationals.tsv", COLUMNS):
        names[country] = own.split("|")[0]
        states.update(name_key(name) for name in own.split("|"))
        for word in filter(None, f"{own}|{adjectives}".split("|")):
            if modifiers.setdefault(name_key(word), country) != country:
                raise ReferenceDataError(f"nationals.tsv: {word!r} stands for two countries, {country} among them; leave it to one")
        for noun in filter(None, people.split("|")):
            if nouns.setdefault(noun.lower(), country) != country:
                raise ReferenceDataError(f"nationals.tsv: {noun!r} stands for two countries, {country} among them; leave it to one")
        for seat in filter(None, seats.split("|")):
            if capitals.setdefault(name_key(seat), country) != country:
                raise ReferenceDataError(f"nationals.tsv: {seat!r} is the capital of two countries, {country} among them; leave it to one")
    return Nationals(modifiers, nouns, names, frozenset(states), capitals)
