"""Read English numerals: digits, words, and both together ("1,600", "two dozen", "1.5 million", "twenty-five")."""

from __future__ import annotations

import re
from collections.abc import Sequence

UNITS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {word: 20 + 10 * i for i, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"])} | {
    "fourty": 40
}
SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000,
    "k": 1_000, "m": 1_000_000, "mln": 1_000_000, "bn": 1_000_000_000,
}  # fmt: skip
#: Indian numbering, common in South Asian reports.
SCALES |= {"lakh": 100_000, "lakhs": 100_000, "crore": 10_000_000, "crores": 10_000_000}

_DIGITS = re.compile(r"\d{1,3}(?:[,\u00a0\u202f' ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_DIGITS_SCALE = re.compile(r"(\d+(?:\.\d+)?)(k|m|mln|bn)")
_SPLIT = re.compile(r"[\s\-\u2010-\u2015]+")


def digits(word: str) -> float | None:
    """Return the value of a number written in digits, or ``None``.

    >>> digits("1,600"), digits("3.5"), digits("2016th")
    (1600.0, 3.5, None)
    """
    if not _DIGITS.fullmatch(word):
        return None
    return float(re.sub(r"[,\u00a0\u202f' ]", "", word))


def read_number(words: str | Sequence[str]) -> int | None:
    """Return the whole number that a run of words denotes, or ``None`` where it denotes none.

    Args:
        words: the words of the numeral, or one string of them; case does not matter.

    >>> [read_number(w) for w in ("two dozen", "twenty-five", "1.5 million", "a hundred and twelve", "half a million", "dozens")]
    [24, 25, 1500000, 112, 500000, None]
    """
    if isinstance(words, str) and (plain := digits(words.strip())) is not None:
        return int(plain) if plain == int(plain) else None
    parts = [p for p in _SPLIT.split((words if isinstance(words, str) else " ".join(words)).lower().strip()) if p]
    if not parts:
        return None
    if scaled := _DIGITS_SCALE.fullmatch(parts[0]):
        parts[:1] = list(scaled.groups())
    half = parts[0] == "half"
    if half:
        parts = parts[1:]
        if parts and parts[0] in ("a", "an"):
            parts = parts[1:]
        if not parts or parts[0] not in SCALES:
            return None
    total = 0.0
    current: float | None = None
    for i, part in enumerate(parts):
        if part in ("a", "an"):
            if i or (len(parts) > 1 and parts[1] not in SCALES):
                return None
            current = 1
        elif part == "and":
            if current is None or i == len(parts) - 1:
                return None
        elif (value := digits(part)) is not None:
            if current is not None and (current % 100 or value >= 100):
                return None
            current = (current or 0) + value
        elif part in UNITS or part in TENS:
            value = UNITS[part] if part in UNITS else TENS[part]
            if current is not None and current % (100 if value >= 10 else 10):
                return None
            if current == 0 and parts[i - 1] in UNITS:
                return None
            current = (current or 0) + value
        elif part in SCALES:
            scale = SCALES[part]
            if scale in (12, 100):
                current = (1 if current is None else current) * scale
            else:
                total += (1 if current is None else current) * scale
                current = 0
        else:
            return None
    value = total + (current or 0)
    if half:
        value /= 2
    return int(value) if value == int(value) else None
