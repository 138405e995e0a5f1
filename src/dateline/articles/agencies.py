"""Find the news agencies that a report credits (names in ``data/agencies.tsv``).

An agency counts where it is credited: in a dateline, a picture credit, a sign-off, or as the one that was told or that reports.
A mere mention ("Reuters opened an office") does not count.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dateline.errors import ReferenceDataError


@dataclass(frozen=True, slots=True)
class Agency:
    """A name in a dateline: a ``wire`` that papers print, a state's ``organ`` that they cite, or an ``outlet`` that is no agency."""

    name: str
    kind: str


@cache
def load_agencies() -> dict[str, Agency]:
    """Load the agencies by alias, once.

    Raises:
        ReferenceDataError: if the file is damaged.
    """
    try:
        lines = resources.files("dateline.articles").joinpath("data/agencies.tsv").read_text("utf-8").splitlines()
        return {row["alias"]: Agency(row["name"], row["kind"]) for row in csv.DictReader(lines, delimiter="\t") if row["source"]}
    except (KeyError, OSError) as error:
        raise ReferenceDataError(f"agencies.tsv is damaged ({error}); reinstall dateline") from error


@cache
def alias_pattern(*kinds: str) -> str:
    """Return a regular expression for any alias (of `kinds`, if given), longest first, in its printed case."""
    names = sorted(
        (alias for alias, agency in load_agencies().items() if not kinds or agency.kind in kinds), key=lambda alias: (-len(alias), alias)
    )
    return "(?-i:" + "|".join(re.escape(name).replace(r"\ ", r"\s") for name in names) + "|REUTERS)"


def canonical(alias: str) -> str | None:
    """Return an agency's one name, or ``None`` if there is no such agency."""
    words = " ".join(alias.split())
    agency = load_agencies().get("Reuters" if words == "REUTERS" else words)
    return agency.name if agency and agency.kind != "outlet" else None


@cache
def _credits() -> re.Pattern[str]:
    agency = rf"(?P<{{}}>{alias_pattern()})(?![\w-])"
    # What a state's organ reports is its own word, to be attributed; it does not make the report its copy.
    wire = rf"(?P<{{}}>{alias_pattern('wire')})(?![\w-])"
    return re.compile(
        rf"\b(?:told|telling|according\sto|quoted\sby|obtained\sby|seen\sby|interviewed\sby)\s(?:(?:the|an?)\s)?{wire.format('told')}"
        rf"|(?<![\w/-]){wire.format('reports')}\s(?:(?:news\sagency\s)?(?:reported|reports|reporting\sfrom)|(?:reporters?|correspondents?|witness|journalists?|"
        rf"photographers?|stringer)\b)"
        rf"|(?<![\w-]){agency.format('photo')}\s?(?:PHOTO|Photo|Images|/\s?[A-Z]|via\sGetty)"
        rf"|(?:Photo|Photograph|Picture|Image|Credit|Source|Agencies)s?(?:\sby)?:?\s{agency.format('credit')}"
    )


def agencies_in(text: str) -> list[str]:
    """Return the agencies that `text` credits, in order, each once."""
    found: dict[str, None] = {}
    for match in _credits().finditer(text):
        add_agency(found, next(words for words in match.groups() if words))
    return list(found)


def add_agency(found: dict[str, None], words: str, *, unknown: bool = False) -> None:
    """Add to `found` every agency in `words`, as in "AFP/Reuters" or "AP and AFP", and names that are `unknown` too if asked."""
    for part in re.split(r"\s*(?:[/,;&|]|\band\b|\bwith\b)\s*", words):
        name = canonical(part) or (part if unknown and part not in load_agencies() else None)
        if name:
            found.setdefault(name)
