"""Made-up GeoNames dumps for tests. Ids from 900,000,000 on are nobody's; names and points are invented."""

from __future__ import annotations

from pathlib import Path

VILLAGE, OTHER = 900_000_001, 900_000_002


def line(
    ident: int | str, name: str, *, alternates: str = "", lat: object = 36.2, lon: object = 43.1, code: str = "P.PPL", country: str = "IQ",
    admin1: str = "15", admin2: str = "", population: object = 0, modified: str = "2020-01-01",
) -> str:  # fmt: skip
    """Return one line of a dump, without its end."""
    group, _, code = code.partition(".")
    cells = (ident, name, name, alternates, lat, lon, group, code, country, "", admin1, admin2, "", "", population, "", "120", "", modified)
    return "\t".join(map(str, cells))


def write(path: Path, *lines: str, end: str = "\n", encoding: str = "utf-8") -> Path:
    """Write lines to a file."""
    path.write_bytes("".join(each + end for each in lines).encode(encoding))
    return path


def hamlets(count: int, *, first: int = 910_000_000) -> list[str]:
    """Return lines of so many places, each of a name of its own."""
    return [line(first + n, f"Testabad {_letters(n)}", lat=round(30 + n % 700 / 100, 4)) for n in range(count)]


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number)).title()
