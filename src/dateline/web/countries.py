"""Names of countries for maps, in English and in their own script, from ``data/countries.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Country:
    """A country's name, its name in its own script where that is not Latin, where they stand, and from which zoom on they have room."""

    name: str
    own: str | None
    lon: float
    lat: float
    zoom: float


@cache
def countries() -> tuple[Country, ...]:
    """Return all countries, those whose names have room first."""
    text = (resources.files("dateline.web") / "data" / "countries.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    found = (Country(name, None if own == "-" else own, float(lon), float(lat), float(zoom)) for name, own, lon, lat, zoom in lines[1:])
    return tuple(sorted(found, key=lambda country: (country.zoom, country.name)))
