"""Read the packed base map (``data/world.json.gz``, made by ``scripts/build_basemap.py``)."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from dateline.errors import ReferenceDataError

#: Layers of areas, which are drawn filled; the others are lines.
AREAS = ("land", "lakes")
Points = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Layer:
    """The rings or lines of one layer, each an array of (longitude, latitude) in degrees, and the box of each: west, south, east, north."""

    lines: tuple[Points, ...]
    boxes: Points


@dataclass(frozen=True, slots=True)
class Name:
    """A country's name in English, and in its own script where that is not Latin; where it stands, and from which zoom on it has room."""

    name: str
    own: str | None
    lon: float
    lat: float
    zoom: float


@dataclass(frozen=True, slots=True)
class World:
    """The whole base map."""

    layers: dict[str, Layer]
    names: tuple[Name, ...]


@cache
def world() -> World:
    """Return the base map.

    Raises:
        ReferenceDataError: if its file is missing or damaged.
    """
    try:
        packed = json.loads(gzip.decompress((files("dateline.basemap") / "data" / "world.json.gz").read_bytes()))
        steps = packed["steps"]
        layers = {name: _layer(lines, steps) for name, lines in packed["layers"].items()}
        return World(layers, tuple(Name(*row) for row in packed["names"]))
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise ReferenceDataError(f"the base map is damaged ({error}); reinstall dateline") from error


def _layer(packed: list[list[int]], steps: int) -> Layer:
    lines = tuple(np.cumsum(np.array(flat, np.int64).reshape(-1, 2), axis=0) / steps for flat in packed)
    boxes = np.array([[*line.min(axis=0), *line.max(axis=0)] for line in lines])
    return Layer(lines, boxes)
