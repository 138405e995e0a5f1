"""The reporting term that IDMC gives a displacement: displaced, evacuated, forced to flee, sheltered, ... (data/idmc_terms.tsv)."""

from __future__ import annotations

from functools import cache

from dateline.claims.lexicon import table
from dateline.records import Claim

__all__ = ["idmc_term"]

#: Characters behind the trigger in which the words of a term may stand ("were staying | in 21 camps").
_BEHIND = 32


def idmc_term(claim: Claim) -> str:
    """Return the reporting term of a claim of displacement: the first row of the table whose subtype and words fit.

    >>> from dateline.claims.idmc import _rows
    >>> _rows()[-1]
    ('', '', 'Displaced')
    """
    evidence = claim.evidence
    words = evidence.quote
    if claim.trigger is not None:
        at = claim.trigger.start - evidence.start
        words = evidence.quote[max(0, at) : claim.trigger.end - evidence.start + _BEHIND]
    words = words.lower()
    return next(term for subtype, word, term in _rows() if subtype in ("", claim.event_subtype) and word in words)


@cache
def _rows() -> tuple[tuple[str, str, str], ...]:
    return tuple((row["subtype"], row["word"], row["term"]) for row in table("idmc_terms.tsv"))
