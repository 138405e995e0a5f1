"""Incidents with all that is behind them, one at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dateline.ledger import Ledger
from dateline.ledger.cases import read_cases
from dateline.records import Article, Claim, Incident, Judgement
from dateline.serial import (
    article_from_json,
    article_to_json,
    claim_from_json,
    claim_to_json,
    incident_from_json,
    incident_to_json,
    judgement_from_json,
    judgement_to_json,
)  # fmt: skip
from dateline.views.export import mask_for, masked, private_names


@dataclass(frozen=True, slots=True)
class Case:
    """An incident with its place in the ledger's list (from 1), its claims and their articles by id, and the judgements on it."""

    incident: Incident
    number: int
    claims: Mapping[str, Claim]
    articles: Mapping[str, Article]
    judgements: tuple[Judgement, ...]


def cases_of(ledger: Ledger, *, keep_names: bool = False) -> Iterator[Case]:
    """Yield a ledger's incidents in their order, the names of private persons masked letter for letter unless they are asked for."""
    mask = None if keep_names else _mask(ledger)
    for number, incident, claims, articles, judged in read_cases(ledger):
        case = Case(incident, number, {c.id: c for c in claims}, {a.id: a for a in articles}, tuple(judged))
        yield case if mask is None else _masked(case, mask)


def _mask(ledger: Ledger) -> re.Pattern[str] | None:
    # A first pass, so that a name that one article makes private is masked in all.
    names: set[str] = set()
    for article_id in ledger.article_ids():
        names |= private_names(ledger.claims(article_id))
    return mask_for(names)


def _masked(case: Case, mask: re.Pattern[str]) -> Case:
    return Case(
        incident_from_json(masked(incident_to_json(case.incident), mask)),
        case.number,
        {key: claim_from_json(masked(claim_to_json(claim), mask)) for key, claim in case.claims.items()},
        {key: article_from_json(masked(article_to_json(article), mask)) for key, article in case.articles.items()},
        tuple(judgement_from_json(masked(judgement_to_json(judgement), mask)) for judgement in case.judgements),
    )
