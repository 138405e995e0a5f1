"""Do no harm: what a report must not tell, taken out of the material before a sentence is written."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from dateline.errors import ReportError
from dateline.ledger import Ledger
from dateline.reports.selection import Material
from dateline.views.export import mask_of, masked

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

    Names are sought in all claims of each article, also those that the report does not tell of.
    """
    if not withholds(profile):
        return material
    for article_id in sorted(material.articles):
        names = mask_of(ledger.claims(article_id))
        if names is not None:
            material = _masked(material, names)
    return material


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
