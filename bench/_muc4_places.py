"""Find places of the MUC-4 set list in a text and write them as its LOCATION slot wants them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bench._muc4_words import rows

__all__ = ["NINE", "SMALL", "Atlas", "Spot", "city", "load_atlas", "narrow", "wide", "written"]

_FILES = ("templ-doc-more/containing-areas-part1.v5",)
_CHAINS = "templ-doc-more/containing-areas-part2"
_CHAIN = re.compile(r"^([A-Z][A-Z .]+): ([^:(*]+ \([A-Z ]+\)): ([^:(*]+?) \(([A-Z ]+)\)[^:]*$")
#: The countries the texts are collected for.
NINE = frozenset({"EL SALVADOR", "GUATEMALA", "HONDURAS", "ARGENTINA", "BOLIVIA", "CHILE", "COLOMBIA", "ECUADOR", "PERU"})
#: Kinds whose names are often surnames or saints: they count only beside the word for the kind.
_NEEDS_KIND = frozenset({"NEIGHBORHOOD", "FARM", "SUBURB", "SECTOR", "DISTRICT", "VILLAGE", "RIVER", "STREET", "HILL", "SQUARE"})
#: Kinds that lie in a town.
SMALL = _NEEDS_KIND | {"UNIVERSITY", "AIRPORT", "SCHOOL", "JAIL"}
#: Kinds that are no places where things happen.
_NEVER = frozenset({"RIVER", "VOLCANO", "MILITARY ACADEMY", "AIR FORCE BASE", "OCEAN", "SEA", "LAKE"})
_ENTRY = re.compile(r"^([A-Z][A-Z .]+): ([^:(*]+?) \(([A-Z ]+)\??\)[^:]*$")
#: The narrower kind wins where names are shared: a city before its department.
_ORDER = ("CITY", "TOWN", "MUNICIPALITY", "VILLAGE", "NEIGHBORHOOD", "FARM", "CANTON", "DEPARTMENT", "PROVINCE", "REGION")
_AREAS = frozenset(
    {"DEPARTMENT", "PROVINCE", "REGION", "OFFICIAL REGION", "COMMISSARIAT", "INTENDANCY", "ZONE", "AREA", "VALLEY", "MOUNTAINS"}
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a text: where its words stand, and the country, name and kind of each reading."""

    start: int
    end: int
    readings: tuple[tuple[str, str, str], ...]
    kind: str | None


@dataclass(frozen=True, slots=True)
class Atlas:
    """The set list: names with their readings, and words that name a country."""

    places: Mapping[str, tuple[tuple[str, str, str], ...]]
    countries: Mapping[str, str]
    pattern: re.Pattern[str]
    parents: Mapping[tuple[str, str, str], str]

    def spots(self, text: str) -> list[Spot]:
        """Return the places of a text in reading order; a name is the longest that fits."""
        found = []
        for match in self.pattern.finditer(text):
            name = " ".join(match[1].upper().split())
            kind = (match[2] or "").strip().upper() or None
            found.append(Spot(match.start(1), match.end(1), self.places.get(name, ()), kind))
        return found

    def home(self, header: str, text: str) -> str | None:
        """Return the country a text is about: its dateline's if that is one of the nine, else the one of them named most."""
        found = self._of_dateline(header)
        if found in NINE:
            return found
        named = Counter(country for _, country in self.country_words(text) if country in NINE)
        named.update(
            r[0] for spot in self.spots(text) for r in spot.readings[:1] if r[0] in NINE and len({x[0] for x in spot.readings}) == 1
        )
        return min(named, key=lambda c: (-named[c], c)) if named else found

    def fill(self, place: tuple[str, str, str], area: tuple[str, str, str] | None) -> str:
        """Write a place with the place that holds it, where the set list or the sentence gives one."""
        country, name, kind = place
        parent = self.parents.get(place)
        if parent is None and area is not None and area != place and area[0] == country and area[1] != name and kind not in _AREAS:
            parent = f"{area[1]} ({area[2]})"
        return ": ".join(filter(None, (country, parent, f"{name} ({kind})")))

    def _of_dateline(self, text: str) -> str | None:
        head = text.split(",")[0].upper()
        for words in (head[head.find("(") + 1 :].rstrip(") ") if "(" in head else "", head):
            if words.strip() in self.countries:
                return self.countries[words.strip()]
        readings = self.places.get(head.split("(")[0].strip(), ())
        return next((country for country, _, kind in sorted(readings, key=_rank) if kind == "CITY"), None)

    def country_words(self, text: str) -> list[tuple[int, str]]:
        """Return each word for a country in a text with its offset."""
        return [(m.start(), self.countries[" ".join(m[0].upper().split())]) for m in _countries(tuple(self.countries)).finditer(text)]


@cache
def _countries(names: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(names, key=lambda n: (-len(n), n))
    return re.compile(r"\b(?:" + "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in longest) + r")\b", re.I)


def _rank(reading: tuple[str, str, str]) -> int:
    return _ORDER.index(reading[2]) if reading[2] in _ORDER else len(_ORDER)


@cache
def load_atlas(data: Path) -> Atlas:
    """Read the set list of the corpus (its task documents), and the names of countries."""
    places: dict[str, list[tuple[str, str, str]]] = {}
    for name in _FILES:
        for line in (data / "TASKDOC" / name).read_text(encoding="latin-1").splitlines():
            found = _ENTRY.match(line.split(" *")[0].strip())
            if found is not None:
                places.setdefault(found[2].strip(), []).append((found[1].strip(), found[2].strip(), found[3].strip()))
    countries = {row["word"]: row["country"] for row in rows("muc4_countries.tsv")}
    names = sorted((n for n in places if n not in countries and len(n) > 3), key=lambda n: (-len(n), n))
    kinds = r"DEPARTMENT|PROVINCE|REGION|NEIGHBORHOOD|MUNICIPALITY|FARM|AIRPORT|VILLAGE|CITY|UNIVERSITY"
    listed = "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in names)
    pattern = re.compile(rf"(?<![\w-])({listed})(?![\w-])(?:\"?,?\s+({kinds})\b)?", re.I)
    parents: dict[tuple[str, str, str], str] = {}
    for line in (data / "TASKDOC" / _CHAINS).read_text(encoding="latin-1").splitlines():
        chain = _CHAIN.match(line.split(" *")[0].strip())
        if chain is not None and chain[4] in _NEEDS_KIND | {"AIRPORT", "UNIVERSITY"} and "CITY" in chain[2]:
            parents.setdefault((chain[1].strip(), chain[3].strip(), chain[4].strip()), chain[2].strip())
    return Atlas({n: tuple(dict.fromkeys(r)) for n, r in places.items()}, countries, pattern, parents)


def written(spot: Spot, country: str | None) -> tuple[str, str, str] | None:
    """Choose the reading of a place: of the country meant, of the kind its words name, a town before an area."""
    readings = [r for r in spot.readings if (country is None or r[0] == country) and r[2] not in _NEVER]
    named = [r for r in readings if spot.kind is not None and r[2] == spot.kind]
    plain = [r for r in readings if r[2] not in _NEEDS_KIND]
    return min(named or plain, key=_rank, default=None)


def narrow(chosen: Sequence[tuple[str, str, str]]) -> tuple[str, str, str] | None:
    """Return the first place that is no wide area, else the first."""
    return next((c for c in chosen if c[2] not in _AREAS), chosen[0] if chosen else None)


def city(chosen: Sequence[tuple[str, str, str]]) -> tuple[str, str, str] | None:
    """Return the first town."""
    return next((c for c in chosen if c[2] in ("CITY", "TOWN", "MUNICIPALITY")), None)


def wide(chosen: Sequence[tuple[str, str, str]]) -> tuple[str, str, str] | None:
    """Return the first department, province or region."""
    return next((c for c in chosen if c[2] in _AREAS), None)
