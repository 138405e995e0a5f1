"""Read what a report says of the size of families: nothing, the same people told in both units, or a size.

Families are never multiplied by a size that the report does not state. IDMC does so, with the average household size of the country
(GRID methodological annex 2019, 2.5); that is an estimate of IDMC's, not a claim. The patterns stand in data/household_sizes.tsv.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import cache

from dateline.incidents.counts import Count
from dateline.incidents.tables import read_rows
from dateline.records import DerivedPersons, Span, Unit

#: Units that hold several people.
SEVERAL = frozenset({Unit.FAMILY, Unit.HOUSEHOLD})
#: Sizes in words; families are not counted in dozens.
_WORDS = {
    word: number
    for number, word in enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 2)
}
_ONE = rf"(?:\d{{1,2}}(?:\.\d)?|{'|'.join(_WORDS)})"
_NUMBER = rf"(?P<least>{_ONE})(?:\s?(?:to|or|-|–)\s?(?P<most>{_ONE}))?"


def derived_persons(count: Count) -> DerivedPersons | None:
    """Return how many people a count of families makes by a size that its sentence states; ``None`` where it states none.

    Args:
        count: a count of families or households.

    Returns:
        The product, rounded outwards to whole people, with the words that state the size.
    """
    if count.unit not in SEVERAL or len(count.terms) > 1:
        return None
    evidence = count.claim.evidence
    after = count.claim.figures[count.terms[0].figure].span.end - evidence.start
    found = [match for pattern in _patterns("size") if (match := pattern.search(evidence.quote, after))]
    if not found:
        return None
    match = min(found, key=lambda match: match.start())
    least = _size(match["least"])
    most = _size(match["most"]) if match["most"] else least
    start, end = match.start("least"), match.end("most") if match["most"] else match.end("least")
    span = Span(evidence.start + start, evidence.start + end, evidence.quote[start:end])
    high = None if count.high is None else -int(-count.high * max(least, most) // 1)
    return DerivedPersons(int(count.low * min(least, most)), high, span)


def same_people(count: Count, others: Sequence[Count]) -> int | None:
    """Return the figure of the same claim that counts the same people in another unit ("300 families (1,500 people)").

    Args:
        count: a count.
        others: the counts of its claim.
    """
    for other in others:
        if (count.unit in SEVERAL) is (other.unit in SEVERAL) or other.measure is not count.measure:
            continue
        spans = sorted(one.claim.figures[one.terms[0].figure].span for one in (count, other))
        evidence = count.claim.evidence
        between = evidence.quote[spans[0].end - evidence.start : spans[1].start - evidence.start]
        # The noun that the first number counts stands between the two.
        joint = re.sub(r"^\s*(?:[\w'-]+\s){0,2}?(?:families|households|people|persons|individuals)", "", between, flags=re.IGNORECASE)
        if joint != between and any(pattern.fullmatch(joint) for pattern in _patterns("same")):
            return other.terms[0].figure
    return None


def _size(words: str) -> Fraction:
    return Fraction(_WORDS.get(words.casefold(), 0)) or Fraction(words)


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    rows = read_rows("household_sizes.tsv", ("kind", "pattern", "source"))
    return tuple(re.compile(row[1].replace("NUMBER", _NUMBER), re.IGNORECASE) for row in rows if row[0] == kind)
