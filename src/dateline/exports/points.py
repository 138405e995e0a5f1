"""Where on the globe an incident may be drawn, and where it may not: a point in the middle of a country is no place of a death."""

from __future__ import annotations

import math
from dataclasses import dataclass

from dateline.incidents import place_of
from dateline.records import Incident, Where

#: Degrees of latitude in one kilometre (mean meridian, 40,008 km round the poles; WGS 84).
_DEGREES_PER_KM = 360 / 40_008
#: UCDP GED's where_prec of a place between places, a country and an unknown one. Only the first may be drawn, and only with a radius.
_VAGUE, _COUNTRY = 5, 6
#: Decimals of a degree that are written; five are about a metre.
DECIMALS = 5
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A point that may be drawn: WGS 84 degrees, UCDP GED's where_prec, and how many kilometres off it may be where that is told."""

    where: Where
    lat: float
    lon: float
    precision: int
    radius_km: float | None


def spot_of(incident: Incident) -> Spot | None:
    """Return the point that stands for an incident; ``None`` where it is unresolved, or only the country is known."""
    where = place_of(incident)
    if where is None or where.lat is None or where.lon is None or where.precision >= _COUNTRY:
        return None
    if where.precision == _VAGUE and where.radius_km is None:
        return None
    return Spot(where, round(where.lat, DECIMALS), round(where.lon, DECIMALS), where.precision, where.radius_km)


def why_no_spot(incident: Incident) -> str:
    """Return why an incident has no point, as a loss report says it."""
    where = place_of(incident)
    if where is None:
        return "no point: no place is told"
    if where.lat is None or where.lon is None:
        return "no point: the place is not resolved"
    return "no point: the place is a country, or lies somewhere between places"


def box_of(spot: Spot) -> Box:
    """Return ``(west, south, east, north)`` round a point and its radius (RFC 7946, 5): west is larger than east across 180°."""
    if not spot.radius_km:
        return (spot.lon, spot.lat, spot.lon, spot.lat)
    high = spot.radius_km * _DEGREES_PER_KM
    south, north = max(-90.0, spot.lat - high), min(90.0, spot.lat + high)
    narrow = math.cos(math.radians(max(abs(south), abs(north))))
    # Round a pole every meridian is near.
    wide = 180.0 if narrow < 1e-9 or high / narrow >= 180 else high / narrow
    if wide >= 180:
        return (-180.0, round(south, DECIMALS), 180.0, round(north, DECIMALS))
    west, east = _turned(spot.lon - wide), _turned(spot.lon + wide)
    return (round(west, DECIMALS), round(south, DECIMALS), round(east, DECIMALS), round(north, DECIMALS))


class Extent:
    """The smallest box round all points given, in one pass and little memory: the wider gap between longitudes stays outside of it."""

    def __init__(self) -> None:
        self._plain: Box | None = None
        self._shifted: Box | None = None

    def add(self, box: Box) -> None:
        """Take a box in."""
        west, south, east, north = box
        across = west > east
        self._plain = _joined(self._plain, (-180.0, south, 180.0, north) if across else box)
        # The same globe counted from 0 to 360.
        self._shifted = _joined(self._shifted, self._from_zero(box))

    def box(self) -> Box | None:
        """Return ``(west, south, east, north)``; ``None`` where nothing was added."""
        if self._plain is None or self._shifted is None:
            return None
        if self._plain[2] - self._plain[0] <= self._shifted[2] - self._shifted[0]:
            return self._plain
        west, south, east, north = self._shifted
        return (round(_turned(west), DECIMALS), south, round(_turned(east), DECIMALS), north)

    @staticmethod
    def _from_zero(box: Box) -> Box:
        west, south, east, north = box
        if east - west >= 360:
            return (0.0, south, 360.0, north)
        low, high = west % 360, east % 360
        return (low, south, high, north) if low <= high else (0.0, south, 360.0, north)


def _turned(lon: float) -> float:
    """Return a longitude between -180 and 180."""
    return (lon + 180) % 360 - 180 if not -180 <= lon <= 180 else lon


def _joined(one: Box | None, other: Box) -> Box:
    if one is None:
        return other
    return (min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]))
