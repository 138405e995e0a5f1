"""Do no harm: what a report must not tell, taken out of the material before a sentence is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from dateline.claims.individuals import PRIVATE
from dateline.errors import ReportError
from dateline.ledger import Ledger
from dateline.records import Claim, Where
from dateline.reports.selection import Material
from dateline.views.export import masked, private_names

PUBLIC, INTERNAL = "public", "internal"
PROFILES = (PUBLIC, INTERNAL)
R = TypeVar("R")


def withholds(profile: str) -> bool:
    """Return whether a profile withholds the names of private persons.

    Raises:
        ReportError: if there is no such profile.
    """
    if profile not in PROFILES:
        raise ReportError(f"there is no profile {profile!r}; there are: {', '.join(PROFILES)}")
    return profile != INTERNAL


def protect(ledger: Ledger, material: Material, profile: str) -> Material:
    """Return the material with the names of private persons masked letter for letter wherever they stand, so that offsets hold.

    Names are sought in all claims of the ledger: a name that one report makes private is masked in all.
    """
    if not withholds(profile):
        return material
    names = names_of(ledger.claims())
    if not names:
        return material
    return _masked(material, pattern_of(names))


def pattern_of(names: Iterable[str]) -> re.Pattern[str]:
    """Return what finds names: as they are and in capitals, in one line or over two, possessive too, never as a part of a longer word."""
    forms = {form for name in names for form in (name, name.upper())}
    listed = "|".join(r"\s+".join(map(re.escape, form.split())) for form in sorted(forms, key=lambda form: (-len(form), form)))
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)")


def names_of(claims: Sequence[Claim]) -> set[str]:
    """Return the names of private persons in claims; the place in "Umm Ali, a resident of Balad" is none, unless it is hers too."""
    own = {part for claim in claims for name in _persons(claim) for part in _parts(name)}
    places = {part for claim in claims for where in claim.places for name in _names(where) for part in _parts(name)}
    return private_names(claims) - (places - own)


def _persons(claim: Claim) -> Iterator[str]:
    who = claim.attribution
    if who is not None and who.private_person and who.speaker is not None:
        yield who.speaker
    yield from (victim.name for victim in claim.actors if victim.kind == PRIVATE and victim.name is not None)


def _names(where: Where) -> tuple[str, ...]:
    return where.name, where.span.quote, where.admin1 or "", where.within or ""


def _parts(name: str) -> set[str]:
    return {name, *name.split()}


def _masked(material: Material, names: re.Pattern[str]) -> Material:
    return replace(
        material,
        cases=_deep(material.cases, names),
        undated=_deep(material.undated, names),
        displacement=_deep(material.displacement, names),
        claims={key: _deep(claim, names) for key, claim in material.claims.items()},
        articles={key: _deep(article, names) for key, article in material.articles.items()},
    )


def _deep(value: R, names: re.Pattern[str]) -> R:
    """Return a record with every string of it masked."""
    made: Any = value
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        made = masked(value, names)
    elif isinstance(value, tuple):
        made = tuple(_deep(item, names) for item in value)
    elif is_dataclass(value) and not isinstance(value, type):
        # Ids are hashes, and the vocabularies are no names.
        changed = {f.name: now for f in fields(value) if f.init and (now := _deep(held := getattr(value, f.name), names)) != held}
        made = replace(value, **changed) if changed else value
    return made  # type: ignore[no-any-return]
