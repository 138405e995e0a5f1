"""Number expressions: hedges, ranges, vague numbers, and what counts nobody."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_articles import parse_of, sentence_of

from dateline.claims.lexicon import hedges, vague_numbers
from dateline.claims.quantities import Quantity, quantities
from dateline.records import Quantifier

#: What a hedge does to the bounds of the number it stands with.
BOUNDS = {
    Quantifier.AT_LEAST: (12, None),
    Quantifier.MORE_THAN: (12, None),
    Quantifier.ABOUT: (12, 12),
    Quantifier.UP_TO: (0, 12),
    Quantifier.FEWER_THAN: (0, 12),
}


def found_in(text: str) -> list[Quantity]:
    return quantities(sentence_of(text))


def values_in(text: str) -> list[tuple[int, int | None]]:
    return [(quantity.low, quantity.high) for quantity in found_in(text)]


def words_of(text: str, quantity: Quantity) -> str:
    tokens = list(sentence_of(text).tokens)
    return " ".join(token.text for token in tokens[quantity.first : quantity.last + 1])


@pytest.mark.parametrize("words", sorted(hedges("before")), ids=" ".join)
def test_every_hedge_before_a_number(words: tuple[str, ...]) -> None:
    hedge = " ".join(words)
    text = f"Doctors said {hedge} 12 villagers were killed."
    (quantity,) = found_in(text)
    assert quantity.quantifier is hedges("before")[words]
    assert (quantity.low, quantity.high) == BOUNDS[quantity.quantifier]
    assert words_of(text, quantity) == f"{hedge} 12"


@pytest.mark.parametrize("words", sorted(hedges("after")), ids=" ".join)
def test_every_hedge_after_a_number(words: tuple[str, ...]) -> None:
    hedge = " ".join(words)
    text = f"Doctors said 12 {hedge} were killed."
    (quantity,) = found_in(text)
    assert quantity.quantifier is hedges("after")[words]
    assert (quantity.low, quantity.high) == BOUNDS[quantity.quantifier]
    assert words_of(text, quantity) == f"12 {hedge}"


#: Words that number people only before "of" or with their article; the rest stand before a noun or "of".
PARTITIVE = {"handful", "couple", "number", "group", "dozens", "scores", "hundreds", "thousands", "tens", "millions"}


@pytest.mark.parametrize("words", sorted(w for w in vague_numbers() if w not in {("few",), ("handful",), ("couple",)}), ids=" ".join)
def test_every_vague_number(words: tuple[str, ...]) -> None:
    joint = " of" if words[-1] in PARTITIVE else ""
    text = f"Doctors said {' '.join(words)}{joint} villagers were killed."
    (quantity,) = found_in(text)
    assert (quantity.low, quantity.high) == vague_numbers()[words]
    assert quantity.quantifier is Quantifier.VAGUE
    assert words_of(text, quantity) == " ".join(words)


NUMBERS = [
    ("At least 14 miners were killed near the ridge.", [(14, None)], "hedge and number"),
    ("At least another 12 miners were hurt.", [(12, None)], "a word between hedge and number"),
    ("Another 12 miners were hurt.", [(12, 12)], "another alone bounds nothing"),
    ("Some 12 miners were hurt.", [(12, 12)], "some before a number"),
    ("Well over 12 miners were hurt.", [(12, None)], "the longest hedge"),
    ("As many as 12 miners were hurt.", [(0, 12)], "an upper bound leaves the lower end at nought"),
    ("No fewer than nine guards were killed.", [(9, None)], "two negatives are a lower bound"),
    ("No more than nine guards were killed.", [(0, 9)], "an upper bound"),
    ("Between 30 and 40 farmers were killed.", [(30, 40)], "between"),
    ("Three to five guards were wounded.", [(3, 5)], "to"),
    ("Two or three shepherds were wounded.", [(2, 3)], "or"),
    ("15-20 people were hurt in the square.", [(15, 20)], "a hyphen"),
    ("Two to three thousand villagers fled the valley.", [(2000, 3000)], "the scale belongs to both ends"),
    ("Some 15 to 20 people were hurt.", [(15, 20)], "a range is its own hedge"),
    ("A dozen guards were killed.", [(12, 12)], "article and scale"),
    ("More than two dozen guards were killed.", [(24, None)], "hedged dozens"),
    ("Twenty-five guards were killed.", [(25, 25)], "a hyphenated numeral that the tokeniser cuts"),
    ("A hundred and twelve guards were killed.", [(112, 112)], "and inside a numeral"),
    ("1,600 families fled the valley.", [(1600, 1600)], "a comma"),
    ("1.5 million people have been displaced.", [(1_500_000, 1_500_000)], "a decimal with its scale"),
    ("More than a million people fled.", [(1_000_000, None)], "hedge, article and scale"),
    ("A 40-plus toll was feared.", [(40, None)], "plus"),
    ("Both soldiers were killed.", [(2, 2)], "both before a noun"),
    ("Both were wounded.", [(2, 2)], "both before its verb"),
    ("One of the guards was killed.", [(1, 1)], "one of a group"),
    ("A soldier was killed.", [(1, 1)], "an article before a person"),
    ("No one was hurt in the blast.", [(0, 0)], "no one"),
    ("Nobody was hurt.", [(0, 0)], "nobody"),
    ("None of the guards were killed.", [(0, 0)], "none of"),
    ("No civilians were killed.", [(0, 0)], "no before people"),
    ("There were no casualties.", [(0, 0)], "no before a word of harm"),
    ("Several hundred people were hurt.", [(300, None)], "three of the unit"),
    ("Tens of thousands of people fled.", [(20_000, None)], "the longest vague number"),
    ("Hundreds were killed and dozens are missing.", [(200, None), (24, None)], "two, in order"),
    ("Ten soldiers and four rebels were killed.", [(10, 10), (4, 4)], "two, in order"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), NUMBERS)
def test_numbers(text: str, expected: list[tuple[int, int | None]], why: str) -> None:
    assert values_in(text) == expected, why


NOBODY = [
    ("Soldiers left the town on 14 May.", "a day before its month"),
    ("Soldiers left the town on May 14.", "a day after its month"),
    ("Soldiers left the town in 2014.", "a year"),
    ("The law of 1998 was changed.", "a year after a noun"),
    ("Amina Saleh, 34, saw the blast.", "an age between commas"),
    ("Amina Saleh, aged 34, saw the blast.", "an age after aged"),
    ("The road was shut for 14 days.", "a stretch of time"),
    ("The ransom came to $40,000.", "money"),
    ("The ransom came to 40,000 euros.", "money, the unit after"),
    ("About 60 per cent of the houses burned.", "a share"),
    ("Some 60% of the houses burned.", "a share"),
    ("The shell fell 30 kilometres north of the town.", "a distance"),
    ("The shell fell 30 km north of the town.", "a distance, cut short"),
    ("A 120mm mortar was seized.", "a calibre"),
    ("The 3rd Division left the town.", "an ordinal in digits"),
    ("The third division left the town.", "an ordinal in words"),
    ("A 12-member patrol was ambushed.", "members of one patrol"),
    ("A 200-strong column left the town.", "strength of one column"),
    ("Resolution 1325 was quoted.", "a name"),
    ("Room 12 was burned.", "a name"),
    ("Few people were hurt.", "bare few denies"),
    ("The number of people rose.", "a number without its value"),
    ("The shelling began at 6 a.m. and went on.", "a clock time"),
    ("Every one of the houses burned.", "one that counts nothing"),
    ("Two weeks ago the road was shut.", "a stretch of time in words"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "why"), NOBODY)
def test_what_counts_nobody(text: str, why: str) -> None:
    assert values_in(text) == [], why


@settings(max_examples=60, deadline=None)
@given(
    st.integers(2, 9_999_999).filter(lambda n: not 1500 <= n < 2100),
    st.sampled_from([*sorted(" ".join(words) for words in hedges("before")), ""]),
    st.booleans(),
)
def test_any_number_keeps_its_value_and_its_words(number: int, hedge: str, commas: bool) -> None:
    digits = f"{number:,}" if commas else str(number)
    text = f"Doctors said {hedge + ' ' if hedge else ''}{digits} villagers were killed."
    (quantity,) = found_in(text)
    assert number in (quantity.low, quantity.high)
    assert words_of(text, quantity).endswith(digits)
    assert quantity.high is None or quantity.low <= quantity.high


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 400), st.integers(1, 400), st.sampled_from(["{} to {}", "between {} and {}", "{} or {}"]))
def test_any_rising_range_keeps_both_ends(low: int, step: int, form: str) -> None:
    text = f"Doctors said {form.format(low, low + step)} villagers were killed."
    assert values_in(text) == [(low, low + step)]


PIECES = [
    "at least", "12", "villagers", "and", "dozens", "of", "3", "to", "five", "no", "one", "a", "soldier", ",", "1,600", "both", "half",
    "million", "-", "40", "killed", "between", "more than",
]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_numbers_of_any_words_never_overlap(words: list[str]) -> None:
    text = "Doctors said " + " ".join(words)
    for sentence in parse_of(text).sentences:
        found = quantities(sentence)
        for one, other in pairwise(found):
            assert one.last < other.first
        for quantity in found:
            assert 0 <= quantity.first <= quantity.core <= quantity.last < len(sentence.tokens)
            assert quantity.low >= 0
            assert quantity.high is None or quantity.low <= quantity.high


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("About 5,000peoplewere displaced by clashes in Homs.", (5000, 5000)),
        ("Between50 and 70 people were killed in Homs.", (50, 70)),
        ("At least140,000 people fled Homs.", (140_000, None)),
    ],
)
def test_numbers_in_words_run_together(text: str, expected: tuple[int, int | None]) -> None:
    assert values_in(text) == [expected]
