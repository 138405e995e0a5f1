"""The reporting term that IDMC gives a displacement: displaced, evacuated, forced to flee, sheltered, ... (data/idmc_terms.tsv)."""

from __future__ import annotations

import re
from functools import cache

from dateline.claims.lexicon import table
from dateline.records import Claim, Figure

__all__ = ["idmc_term"]

#: Characters behind the trigger in which the words of a term may stand ("were staying | in 21 camps").
_BEHIND = 32


def idmc_term(claim: Claim, figure: Figure) -> str:
    """Return the reporting term of a figure of displacement or housing: the first row whose measure, subtype and words fit.

    Args:
        claim: the claim, for its event's subtype and words.
        figure: one of its figures.

    >>> from dateline.claims.idmc import _rows
    >>> _rows()[-1][3]
    'Displaced'
    """
    evidence = claim.evidence
    words = evidence.quote
    if claim.trigger is not None:
        at = claim.trigger.start - evidence.start
        words = evidence.quote[max(0, at) : claim.trigger.end - evidence.start + _BEHIND]
    words = words.lower()
    told = {"", figure.measure.value}, {"", claim.event_subtype}
    return next(term for measure, subtype, word, term in _rows() if measure in told[0] and subtype in told[1] and word.search(words))


@cache
def _rows() -> tuple[tuple[str, str, re.Pattern[str], str], ...]:
    """Return the rows, each word with the endings it may have: "relocat" finds "relocated", "camp" no "campaign"."""
    return tuple((row["measure"], row["subtype"], re.compile(rf"\b{row['word']}"), row["term"]) for row in table("idmc_terms.tsv"))
