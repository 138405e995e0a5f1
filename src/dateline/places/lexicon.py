"""The words that tell places apart from what looks like them, read once from the stage's tables."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dateline.errors import ReferenceDataError
from dateline.places.fold import key


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Cue words by kind, traps by kind, and demonyms.

    Attributes:
        cues: for each kind of cue (``from``, ``title``, ``facility``, ...) its words, lower case, with their value.
        traps: names that are more often something else, by folded key: ``word``, ``namesake``, ``surname`` or ``organisation``.
        demonyms: folded demonym ("libyan") to ISO 3166-1 code.
    """

    cues: Mapping[str, Mapping[str, str]]
    traps: Mapping[str, str]
    demonyms: Mapping[str, str]

    def has(self, kind: str, word: str) -> bool:
        """Return whether `word` (lower case) is a cue of `kind`."""
        return word in self.cues[kind]


def _rows(name: str) -> list[dict[str, str]]:
    path = resources.files("dateline.places") / "data" / name
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as error:
        raise ReferenceDataError(f"{path} is missing; reinstall dateline") from error
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def lexicon() -> Lexicon:
    """Load the tables.

    Raises:
        ReferenceDataError: if one is missing.
    """
    cues: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in _rows("cues.tsv"):
        cues[row["kind"]][row["word"]] = row["value"]
    demonyms = {key(word): row["iso"] for row in _rows("countries.tsv") for word in row["demonyms"].split("; ") if word}
    return Lexicon(dict(cues), {key(row["name"]): row["kind"] for row in _rows("traps.tsv")}, demonyms)


@cache
def country_names() -> Mapping[str, str]:
    """Names of countries by ISO 3166-1 code."""
    return {row["iso"]: row["name"] for row in _rows("countries.tsv")}


@cache
def sovereigns() -> Mapping[str, str]:
    """Territories with a code of their own that are one city and its country, by ISO 3166-1 code."""
    return {row["iso"]: row["country"] for row in _rows("territories.tsv")}
