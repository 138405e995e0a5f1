"""Load the words of time: months, weekdays, units, parts of the day, seasons, quantities, holidays.

The tables in ``times/data`` name a source for each entry. Codes are those of a TIMEX3 value (TimeML 1.2.1, Sauri et al. 2006).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.analysis.numerals import TENS, UNITS, read_number
from dateline.errors import ReferenceDataError


@dataclass(frozen=True, slots=True)
class Words:
    """Forms to codes, by class; forms as printed in the table."""

    classes: dict[str, dict[str, str]]

    def code(self, kind: str, form: str) -> str:
        """Return the code of a form, whatever its case."""
        return self.lower(kind)[form.lower().rstrip(".")]

    def lower(self, kind: str) -> dict[str, str]:
        """Return a class with its forms in lower case."""
        return _lowered(kind)

    def forms(self, *kinds: str) -> list[str]:
        """Return the forms of some classes, longest first, so that a regular expression prefers the longest."""
        return sorted((form for kind in kinds for form in self.classes[kind]), key=lambda form: (-len(form), form))


def _rows(name: str, columns: tuple[str, ...]) -> list[list[str]]:
    """Read a table of ``times/data``.

    Raises:
        ReferenceDataError: if the table is missing or a row has not the expected columns.
    """
    try:
        lines = (files("dateline.times") / "data" / name).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as error:
        raise ReferenceDataError(f"times/data/{name} is missing; reinstall dateline") from error
    rows = [line.split("\t") for line in lines if line]
    for number, row in enumerate(rows, 1):
        if len(row) != len(columns) or (number == 1 and tuple(row) != columns):
            raise ReferenceDataError(f"times/data/{name}, line {number}: {row!r} does not have the columns {columns}")
    return rows[1:]


@cache
def words() -> Words:
    """Return the word table."""
    classes: dict[str, dict[str, str]] = {}
    for kind, form, code, _ in _rows("words.tsv", ("class", "form", "code", "source")):
        classes.setdefault(kind, {})[form] = code
    return Words(classes)


@cache
def _lowered(kind: str) -> dict[str, str]:
    return {form.lower(): code for form, code in words().classes[kind].items()}


@cache
def holidays() -> dict[str, str]:
    """Return the rule of each holiday, by its name in lower case with a straight apostrophe."""
    return {name.lower(): rule for name, rule, _ in _rows("holidays.tsv", ("name", "rule", "source"))}


def either(forms: Iterable[str]) -> str:
    """Return a regular expression for one of `forms`, longest first."""
    return "(?:" + "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form))) + ")"


#: Words a numeral is written with; "a" and "half" stand in the quantity table.
NUMBER_WORDS = (UNITS.keys() | TENS.keys() | {"hundred", "thousand", "million", "dozen"}) - {"zero"}


def quantity(phrase: str) -> float | None:
    """Return the amount a quantity phrase denotes, or ``None`` where it is vague ("several").

    >>> quantity("two"), quantity("a couple of"), quantity("5 1/2"), quantity("three and a half"), quantity("several")
    (2.0, 2.0, 5.5, 3.5, None)
    """
    phrase = " ".join(phrase.lower().replace("\u00a0", " ").split())
    table = words().lower("quantity")
    if phrase in table:
        return None if table[phrase] == "X" else float(table[phrase])
    phrase = phrase.replace("-and-a-half", " and a half")
    half = 0.5 if re.search(r" (?:1/2|and a half)$", phrase) else 0.0
    phrase = re.sub(r" (?:1/2|and a half)$", "", phrase)
    if re.fullmatch(r"\d+\.\d+", phrase):
        return float(phrase)
    value = read_number(phrase)
    return None if value is None else value + half
