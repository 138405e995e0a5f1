"""English numerals: tables, and every number word from nought to 999,999 by property."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.analysis.numerals import digits, read_number

UNITS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
PARTS = [*UNITS, *TENS[2:], "a", "and", "half", "hundred", "thousand", "million", "dozen", "12", "1,600", "2.5", "-"]


def spelled(number: int, *, joint: str = " and ", hyphen: str = "-", one: str = "one") -> str:
    """Write a number below a million in English words."""
    if number >= 1000:
        head, rest = divmod(number, 1000)
        words = f"{one if head == 1 else spelled(head, joint=joint, hyphen=hyphen)} thousand"
        if not rest:
            return words
        return words + (joint if rest < 100 else " ") + spelled(rest, joint=joint, hyphen=hyphen)
    if number >= 100:
        head, rest = divmod(number, 100)
        words = f"{one if head == 1 else UNITS[head]} hundred"
        return words + joint + spelled(rest, hyphen=hyphen) if rest else words
    if number >= 20:
        head, rest = divmod(number, 10)
        return TENS[head] + (hyphen + UNITS[rest] if rest else "")
    return UNITS[number]


NUMBERS = [
    ("seven", 7, "a unit"),
    ("Seven", 7, "case does not matter"),
    ("SEVENTY-ONE", 71, "nor does it in a headline"),
    ("forty two", 42, "without a hyphen"),
    ("forty\u2011two", 42, "with a non-breaking hyphen"),
    ("fourty", 40, "a common misspelling"),
    ("a dozen", 12, "article and scale"),
    ("three dozen", 36, "scale after a number"),
    ("a hundred", 100, "article for one"),
    ("one hundred and one", 101, "and before the last part"),
    ("nine hundred ninety-nine", 999, "without and"),
    ("a thousand", 1_000, "article and thousand"),
    ("two thousand and six", 2_006, "and after a thousand"),
    ("twelve hundred", 1_200, "hundreds past a thousand"),
    ("three hundred thousand", 300_000, "a scale upon a scale"),
    ("two hundred and four thousand and eleven", 204_011, "both"),
    ("half a million", 500_000, "half before the article"),
    ("half a dozen", 6, "half of twelve"),
    ("one million", 1_000_000, "a million"),
    ("two million three hundred thousand", 2_300_000, "two scales, falling"),
    ("1,600", 1_600, "comma for thousands"),
    ("12,345,678", 12_345_678, "two commas"),
    ("007", 7, "leading noughts"),
    ("0", 0, "nought"),
    ("1.5 million", 1_500_000, "a decimal with a scale that makes it whole"),
    ("2.25 million", 2_250_000, "two decimals"),
    ("40k", 40_000, "k"),
    ("1.2m", 1_200_000, "m"),
    ("3bn", 3_000_000_000, "bn"),
    ("5 lakh", 500_000, "Indian numbering"),
    ("two crore", 20_000_000, "Indian numbering"),
    ("6 thousand", 6_000, "digits with a scale"),
]  # fmt: skip

NO_NUMBERS = [
    ("", "nothing"),
    ("  ", "space alone"),
    ("dozens", "a vague number has no value of its own"),
    ("hundreds", "nor this"),
    ("some", "a hedge"),
    ("an apple", "an article before a noun"),
    ("half", "half of what"),
    ("half a loaf", "half of a thing"),
    ("1,60", "a comma that groups no thousands"),
    ("16,00", "nor here"),
    ("2016th", "an ordinal"),
    ("third", "an ordinal in words"),
    ("1.5", "a fraction of a person"),
    ("1.5 dozen and", "a tail that is no number"),
    ("and five", "and joins nothing"),
    ("five and", "and joins nothing"),
    ("five six", "two numbers"),
    ("twenty thirty", "two numbers"),
    ("twelve three", "two numbers"),
    ("five twenty", "two numbers"),
    ("12 300 men", "words that are none"),
    ("10 20", "two numbers in digits"),
    ("-", "a dash"),
    ("B52", "a name"),
    ("4x4", "a thing"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "value", "why"), NUMBERS)
def test_numerals(words: str, value: int, why: str) -> None:
    assert read_number(words) == value, why


@pytest.mark.parametrize(("words", "why"), NO_NUMBERS)
def test_what_is_no_number(words: str, why: str) -> None:
    assert read_number(words) is None, why


def test_words_may_come_apart() -> None:
    assert read_number(["twenty", "-", "five"]) == 25
    assert read_number(["a", "hundred", "and", "twelve"]) == 112
    assert read_number([]) is None


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("12", 12.0),
        ("1,600", 1600.0),
        ("1\u00a0600", 1600.0),
        ("3.5", 3.5),
        ("1,600.5", 1600.5),
        ("1600,", None),
        ("twelve", None),
        ("12th", None),
        ("", None),
        (",", None),
    ],
)
def test_digits(word: str, value: float | None) -> None:
    assert digits(word) == value


@given(
    st.integers(0, 999_999),
    st.sampled_from([" and ", " "]),
    st.sampled_from(["-", " ", "\u2011", "\u2013"]),
    st.sampled_from(["one", "a"]),
)
def test_number_words_read_back(number: int, joint: str, hyphen: str, one: str) -> None:
    words = spelled(number, joint=joint, hyphen=hyphen, one=one)
    assert read_number(words) == number, words
    assert read_number(words.upper()) == number


@given(st.integers(0, 10**12))
def test_digits_read_back(number: int) -> None:
    assert read_number(str(number)) == number
    assert read_number(f"{number:,}") == number


@given(st.integers(1, 999), st.sampled_from([("dozen", 12), ("thousand", 1_000), ("million", 1_000_000), ("k", 1_000), ("bn", 10**9)]))
def test_scales_multiply(number: int, scale: tuple[str, int]) -> None:
    assert read_number(f"{number} {scale[0]}") == number * scale[1]
    assert read_number(f"{spelled(number)} {scale[0]}") == number * scale[1]


@given(st.text(max_size=40))
def test_any_text_gives_a_whole_number_or_none(text: str) -> None:
    value = read_number(text)
    assert value is None or (isinstance(value, int) and value >= 0)


@given(st.lists(st.sampled_from(PARTS), max_size=7))
def test_any_run_of_number_words_gives_a_whole_number_or_none(words: list[str]) -> None:
    value = read_number(words)
    assert value is None or (isinstance(value, int) and value >= 0)
