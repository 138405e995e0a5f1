"""Write a ledger out in a layout that other programs read."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from dateline.claims.individuals import PRIVATE
from dateline.ledger import Ledger
from dateline.records import Claim
from dateline.serial import Json, dumps, incident_line, judgement_line, reading_to_json

#: Stands for each letter of a withheld name, so that every offset stays true.
MASK = "█"
_NAME = re.compile(r"[^\W\d_][\w'’-]*")


def jsonl_lines(ledger: Ledger, *, private_names: bool = False) -> Iterator[str]:
    """Yield a ledger as lines of ``dateline/1``: articles with their claims by id, then incidents, then judgements.

    Nothing in it depends on when or in which order sources were added.

    Args:
        ledger: an open ledger.
        private_names: keep the names of private persons; without it they are masked letter by letter wherever they stand.
    """
    incidents = ledger.incidents()
    masks: list[re.Pattern[str]] = []
    for article_id in ledger.article_ids():
        claims = ledger.claims(article_id)
        line = reading_to_json(ledger.article(article_id), claims)
        names = None if private_names else mask_of(claims)
        if names is not None:
            masks.append(names)
            line = masked(line, names)
        yield dumps(line)
    for incident in incidents:
        yield dumps(_all_masked(incident_line(incident), masks))
    for judgement in ledger.judgements():
        yield dumps(_all_masked(judgement_line(judgement), masks))


def _all_masked(line: Json, masks: Sequence[re.Pattern[str]]) -> Json:
    for names in masks:
        line = masked(line, names)
    return line


def private_names(claims: Sequence[Claim]) -> set[str]:
    """Return the names of private persons that claims give as their source or as victims: whole, and each capitalised part."""
    found: set[str] = set()
    for claim in claims:
        for victim in claim.actors:
            if victim.kind == PRIVATE and victim.name is not None:
                found.update(_forms(victim.name) | _forms(victim.span.quote))
        who = claim.attribution
        if who is None or not who.private_person:
            continue
        for said in (who.speaker, who.span.quote):
            # A description ("a resident of the town") is no name; its capitals are places.
            if said is None or not said[:1].isupper() or said.split()[0].casefold() in ("the", "a", "an", "he", "she", "they"):
                continue
            found.update(_forms(said))
    return found


def _forms(name: str) -> set[str]:
    """Return a name whole and each capitalised part of it that is longer than two letters."""
    return {name, *(part for part in _NAME.findall(name) if part[:1].isupper() and len(part) > 2)}


def mask_of(claims: Sequence[Claim]) -> re.Pattern[str] | None:
    """Return what finds the names of private persons behind claims, ``None`` where there is none."""
    return mask_for(private_names(claims))


def mask_for(names: Collection[str]) -> re.Pattern[str] | None:
    """Return what finds names, the longest first; ``None`` where there is none."""
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)") if ordered else None


def masked(line: Any, names: re.Pattern[str]) -> Any:
    """Return a JSON value with every name replaced by `MASK`, letter for letter."""
    if isinstance(line, str):
        return names.sub(lambda found: MASK * len(found.group()), line)
    if isinstance(line, list):
        return [masked(item, names) for item in line]
    if isinstance(line, dict):
        return {key: masked(item, names) for key, item in line.items()}
    return line


#: Layouts that `export` writes, by name.
LAYOUTS: dict[str, Callable[..., Iterator[str]]] = {"jsonl": jsonl_lines}
