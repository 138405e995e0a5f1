"""Shares and rates: "a third of the town's 30,000 people", "40 per cent of the dead", "one in five", "20 a day".

A share gives a number only where the whole is told in the same phrase; no other number is made of it. A rate counts people by
the day or the week, so it is the toll of nothing (data/proportions.tsv).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dateline.actors.people import is_person_noun
from dateline.analysis.numerals import read_number
from dateline.claims.lexicon import table

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Wholes of "N out of M" that stand for any number of people: "eight out of ten", "98 out of 100".
_ROUND = frozenset({10, 100, 1000})
#: The largest whole of "one in five": what is greater counts something else.
_IN_MOST = 100
#: How far after a number its "a day" may stand, in words: "20 people are being killed in the city every day".
_RATE_REACH = 8
#: How far a share's whole may stand behind its "of": "half of the besieged town's estimated 30,000 people".
_WHOLE_REACH = 8
_HYPHENS = frozenset("-\u2010\u2011")


@dataclass(frozen=True, slots=True)
class Share:
    """A share of a whole: positions of its words, `part` of `whole` ("two thirds" is 2 of 3)."""

    first: int
    last: int
    part: float
    whole: int

    def of(self, number: int) -> int:
        """Return the share of a number, to the nearest one.

        >>> Share(0, 1, 1, 3).of(30000), Share(0, 1, 12.5, 100).of(50)
        (10000, 6)
        """
        return round(self.part * number / self.whole)


@cache
def _words(name: str) -> Mapping[str, int]:
    return {row["word"]: int(row["value"]) if row["value"] != "-" else 0 for row in table("proportions.tsv") if row["list"] == name}


def share_at(tokens: Sequence[Token], lower: Sequence[str], at: int) -> Share | None:
    """Return the share that starts at a token, if one does."""
    return _per_cent(lower, at) or _fraction(lower, at) or _one_in(tokens, lower, at)


def _per_cent(lower: Sequence[str], at: int) -> Share | None:
    word = lower[at]
    if word.endswith("%") and (value := _value(word[:-1])) is not None:
        return Share(at, at, value, 100)
    if (value := _value(word)) is None or at + 1 == len(lower):
        return None
    for last in (at + 1, at + 2):
        if " ".join(lower[at + 1 : last + 1]) in _words("hundredth"):
            return Share(at, last, value, 100)
    return None


def _value(word: str) -> float | None:
    try:
        return float(word) if word[:1].isdigit() else read_number(word)
    except ValueError:
        return None


def _fraction(lower: Sequence[str], at: int) -> Share | None:
    """Read "a third of", "two-thirds of", "half of", "half the": an ordinal before a noun ("a third man") is none."""
    last, part = at, 1.0
    if lower[at] not in _words("fraction") or not lower[at].startswith("half"):
        value = 1 if lower[at] in ("a", "an") else read_number(lower[at])
        if value is None or value > 9:
            return None
        last = at + 2 if lower[at + 1 : at + 2] and lower[at + 1] in _HYPHENS else at + 1
        part = float(value)
    if last >= len(lower) or lower[last] not in _words("fraction"):
        return None
    whole = _words("fraction")[lower[last]]
    follows = lower[last + 1] if last + 1 < len(lower) else ""
    if follows != "of" and not (lower[last] == "half" and follows in ("the", "its", "their", "his", "her", "our")):
        return None
    return Share(at, last, part, whole) if part < whole else None


def _one_in(tokens: Sequence[Token], lower: Sequence[str], at: int) -> Share | None:
    """Read "one in five residents", "one in every five", "eight out of ten"; not "three in five days" nor "two out of four hostages"."""
    part = read_number(lower[at])
    if part is None:
        return None
    if lower[at + 1 : at + 3] == ["out", "of"]:
        last, out = at + 3, True
    elif lower[at + 1 : at + 2] == ["in"]:
        last, out = at + 2, False
    else:
        return None
    every = lower[last : last + 1] == ["every"]
    last += every
    whole = read_number(lower[last]) if last < len(lower) else None
    if whole is None or not part < whole <= (max(_ROUND) if out else _IN_MOST) or (out and not every and whole not in _ROUND):
        return None
    if not every and not out and last + 1 < len(lower):
        after = tokens[last + 1]
        people = is_person_noun(after.lemma_.lower()) or after.pos_ in ("AUX", "VERB", "ADP", "PUNCT")
        if not people and not (last + 2 < len(lower) and is_person_noun(tokens[last + 2].lemma_.lower())):
            return None
    return Share(at, last, float(part), whole)


def whole_after(tokens: Sequence[Token], lower: Sequence[str], share: Share) -> range:
    """Return the positions in which the number of a share's whole may start: its noun phrase, up to a verb or a stop."""
    at = share.last + 1
    if lower[at : at + 1] == ["of"]:
        at += 1
    stop = at
    while stop < len(tokens) and stop - at < _WHOLE_REACH:
        verb = tokens[stop].pos_ in ("VERB", "AUX") and tokens[stop].tag_ not in ("VBN", "VBG")  # "the estimated 24,000 residents"
        if verb or tokens[stop].pos_ in ("CCONJ", "SCONJ") or lower[stop] in (",", ";", ":", ".", "(", "who", "that", "which"):
            break
        stop += 1
    return range(at, stop)


def rate_of(tokens: Sequence[Token], lower: Sequence[str], first: int, last: int) -> str | None:
    """Return the words that make a number a rate: "a day", "per week", "daily", "average of"; ``None`` where it is a plain count.

    Args:
        tokens: the sentence.
        lower: its words in lower case.
        first: position of the number's first word, hedge and all.
        last: position of its last word.
    """
    before = lower[max(0, first - 2) : first]
    if before[-1:] == ["of"] and before[0] in _words("average"):
        return " ".join(before)
    beside = {first - 1, last + 1} if lower[first - 1 : first] != ["of"] else {*range(first - 3, first), last + 1}
    for i in sorted(beside):  # "20 daily deaths", "a daily toll of 20"
        if 0 <= i < len(lower) and lower[i] in _words("adjective"):
            return lower[i]
    for i in range(last + 1, min(len(lower) - 1, last + 1 + _RATE_REACH)):
        if lower[i] in (",", ";", ":", ".") or (i > last + 1 and tokens[i].pos_ == "NUM"):
            return None
        if lower[i] not in _words("each") or lower[i + 1] not in _words("period"):
            continue
        follows = lower[i + 2] if i + 2 < len(lower) else ""
        if follows in _words("offset") and not (follows == "of" and lower[i] == "per"):
            return None  # "killed 12 people a day after the truce"
        if lower[i - 1] in ("half", "for", "in", "within", "about", "over", "of", "than", "once", "and"):
            return None  # "in a day", "half a year"
        return f"{lower[i]} {lower[i + 1]}"
    return None
