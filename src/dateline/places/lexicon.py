"""The words that tell places apart from what looks like them, read once from the stage's tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dateline.places.fold import key
from dateline.places.tables import read_rows


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


@cache
def lexicon() -> Lexicon:
    """Load the tables.

    Raises:
        ReferenceDataError: if one is missing.
    """
    cues: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in read_rows("cues.tsv"):
        cues[row["kind"]][row["word"]] = row["value"]
    demonyms = {key(word): row["iso"] for row in read_rows("countries.tsv") for word in row["demonyms"].split("; ") if word}
    return Lexicon(dict(cues), {key(row["name"]): row["kind"] for row in read_rows("traps.tsv")}, demonyms)


@cache
def country_names() -> Mapping[str, str]:
    """Names of countries by ISO 3166-1 code."""
    return {row["iso"]: row["name"] for row in read_rows("countries.tsv")}


@cache
def sovereigns() -> Mapping[str, str]:
    """Territories with a code of their own that are one city and its country, by ISO 3166-1 code."""
    return {row["iso"]: row["country"] for row in read_rows("territories.tsv")}
