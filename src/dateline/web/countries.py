"""Names of countries for maps, in English and in their own script, from ``data/countries.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Country:
    """A country's name, its name in its own script where that is not Latin, and where they stand."""

    name: str
    own: str | None
    lon: float
    lat: float


@cache
def countries() -> tuple[Country, ...]:
    """Return all countries by name."""
    text = (resources.files("dateline.web") / "data" / "countries.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(Country(name, None if own == "-" else own, float(lon), float(lat)) for name, own, lon, lat in lines[1:])
