"""Find number expressions in a sentence, with their hedges: "at least 12", "3,000 to 5,000", "dozens", "no one", "a".

What a number counts is not decided here; numbers that plainly count no people (dates, ages, money, distances, per cent,
names such as "Resolution 1973") are left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from dateline.actors.people import is_person_noun
from dateline.analysis import Sentence
from dateline.analysis.numerals import SCALES, TENS, UNITS, digits, read_number
from dateline.claims.lexicon import hedges, vague_numbers, word_set
from dateline.claims.proportions import Share, rate_of, share_at, whole_after
from dateline.records import Quantifier

if TYPE_CHECKING:
    from spacy.tokens import Token

_YEAR = re.compile(r"(1[5-9]|20)\d\d")
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014")
_JOINED_RANGE = re.compile(r"(\d{1,6})[\u2012-\u2015-](\d{1,6})")
#: Vague words that a number after "of" makes exact.
_LOOSE = frozenset({"group", "number", "handful", "couple"})
_NUMBER_WORDS = frozenset(UNITS) | frozenset(TENS) | frozenset(SCALES) - {"k", "m"} | {"hundred", "half"}
_TIME_PREPOSITIONS = frozenset(
    {"in", "since", "until", "till", "during", "from", "by", "before", "after", "throughout", "early", "late", "mid"}
)
_PERSONAL = frozenset({"he", "she", "who", "whom"})
_HEDGES_LONGEST = 4
_VAGUE_LONGEST = 3
#: Words that may stand between a hedge and its number without changing it.
_TRANSPARENT = frozenset(
    {"another", "further", "additional", "a", "an", "other", "the", "of", "total", "combined", "these", "those", "its", "their", "his"}
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number expression: positions in the sentence's token list, the value, and the token that carries it.

    `first` .. `last` cover hedge and number; `core` is the number's own last token. `kind` is ``number``, ``vague``,
    ``none`` ("no one"), ``one`` ("a soldier"). `share` is the words of the share that the number was reckoned by ("a third"),
    `whole` the number it is a share of, `rate` those that make it a rate ("a day").
    """

    first: int
    last: int
    core: int
    low: int
    high: int | None
    quantifier: Quantifier
    kind: str
    share: str | None = None
    whole: Quantity | None = None
    rate: str | None = None


def quantities(sentence: Sentence) -> list[Quantity]:
    """Return the number expressions of a sentence in order; they never overlap."""
    tokens = list(sentence.tokens)
    lower = [t.lower_ for t in tokens]
    found: list[Quantity] = []
    at = 0
    while at < len(tokens):
        if share := share_at(tokens, lower, at):
            part = _of_whole(tokens, lower, share)
            if part is not None:
                found.append(_hedged(lower, part, found[-1].last + 1 if found else 0))
            at = (part.last if part else share.last) + 1
            continue
        quantity = _at(tokens, lower, at)
        if quantity is None:
            at += 1
            continue
        if not _counts_nobody(tokens, lower, quantity):
            hedged = _hedged(lower, quantity, found[-1].last + 1 if found else 0)
            if found and _of(lower, found[-1], hedged):
                if found[-1].kind == "vague" and lower[found[-1].last] in _LOOSE:
                    found[-1] = hedged  # "a group of 20": the number says how many
            else:
                found.append(replace(hedged, rate=rate_of(tokens, lower, hedged.first, hedged.last)))
        at = quantity.last + 1
    return found


def shares(sentence: Sentence) -> list[str]:
    """Return the words of the shares in a sentence whose whole it does not tell: "40 per cent", "one in five"."""
    tokens = list(sentence.tokens)
    lower = [t.lower_ for t in tokens]
    found = [share for at in range(len(tokens)) if (share := share_at(tokens, lower, at)) and _of_whole(tokens, lower, share) is None]
    return [sentence.tokens[share.first : share.last + 1].text for share in found]


def _of_whole(tokens: Sequence[Token], lower: Sequence[str], share: Share) -> Quantity | None:
    """Reckon a share of a number that stands in its own phrase: "a third of the town's 30,000 people" are about 10,000."""
    for at in whole_after(tokens, lower, share):
        whole = _at(tokens, lower, at)
        if whole is None or whole.kind != "number":
            continue
        if whole.quantifier is not Quantifier.EXACT or _counts_nobody(tokens, lower, whole) or share.of(whole.low) == 0:
            return None
        part = share.of(whole.low)
        words = " ".join(lower[share.first : share.last + 1])
        return Quantity(share.first, whole.last, whole.core, part, part, Quantifier.ABOUT, "number", share=words, whole=whole)
    return None


def _of(lower: Sequence[str], part: Quantity, whole: Quantity) -> bool:
    """Return whether a number is the whole another is a part of: "three of the five hostages"."""
    between = lower[part.last + 1 : whole.first]
    return (
        bool(between)
        and (between[0] == "of" or between[:2] == ["out", "of"])
        and set(between) <= {"out", "of", "the", "its", "their", "these", "those", "his", "her", "our", "some"}
    )


def _at(tokens: Sequence[Token], lower: Sequence[str], at: int) -> Quantity | None:
    word = lower[at]
    if vague := _vague(lower, at):
        return vague
    if word in ("no", "none", "nobody", "neither") or (word == "any" and _negated_before(lower, at)):
        return _nobody(tokens, lower, at)
    if plus := _plus(lower, at):
        return plus
    if word in ("a", "an") and at + 1 < len(lower) and (plus := _plus(lower, at + 1)):
        return replace(plus, first=at)
    if word == "not" and lower[at + 1 : at + 2] == ["one"]:
        return Quantity(at, at + 1, at + 1, 0, 0, Quantifier.EXACT, "none")
    if joined := _JOINED_RANGE.fullmatch(word):
        low, high = int(joined.group(1)), int(joined.group(2))
        return Quantity(at, at, at, low, high, Quantifier.RANGE, "number") if low < high else None
    if word == "another" and (at + 1 == len(lower) or tokens[at + 1].pos_ in ("AUX", "VERB", "PUNCT", "CCONJ")):
        return Quantity(at, at, at, 1, 1, Quantifier.EXACT, "number")
    if _numeric(word) or (word in ("a", "an") and at + 1 < len(lower) and lower[at + 1] in SCALES and lower[at + 1] not in ("m", "k")):
        return _number(tokens, lower, at)
    if word == "half" and at + 2 < len(lower) and lower[at + 1] in ("a", "an") and lower[at + 2] in SCALES:
        return _number(tokens, lower, at)
    if word in ("a", "an", "another"):
        return _one(tokens, at)
    if word == "both" and at + 1 < len(lower) and (is_person_noun(lower[at + 1]) or lower[at + 1] in ("were", "of")):
        return Quantity(at, at, at, 2, 2, Quantifier.EXACT, "number")
    return None


def _numeric(word: str) -> bool:
    return (word in _NUMBER_WORDS and word not in ("half", "hundred", "thousand", "million", "billion")) or (
        word[0].isdigit() and digits(word) is not None
    )


def _vague(lower: Sequence[str], at: int) -> Quantity | None:
    if lower[at] not in _vague_heads():
        return None
    for length in range(min(_VAGUE_LONGEST, len(lower) - at), 0, -1):
        value = vague_numbers().get(tuple(lower[at : at + length]))
        if value is None:
            continue
        last = at + length - 1
        if lower[at] in ("few", "many", "number", "group", "couple", "handful") and last == at and lower[at] != "many":
            # bare "few" denies rather than counts; the others count only with their article
            return None
        if lower[at + length - 1] in ("number", "group") and lower[at + length : at + length + 1] != ["of"]:
            return None
        return Quantity(at, last, last, value[0], value[1], Quantifier.VAGUE, "vague")
    return None


@cache
def _vague_heads() -> frozenset[str]:
    return frozenset(words[0] for words in vague_numbers())


def _negated_before(lower: Sequence[str], at: int) -> bool:
    return any(word in ("not", "n't", "never", "without", "nor") for word in lower[max(0, at - 6) : at])


def _nobody(tokens: Sequence[Token], lower: Sequence[str], at: int) -> Quantity | None:
    if lower[at] in ("none", "nobody"):
        return Quantity(at, at, at, 0, 0, Quantifier.EXACT, "none")
    if lower[at] == "neither":
        return None
    nxt = lower[at + 1] if at + 1 < len(lower) else ""
    if nxt == "one":
        return Quantity(at, at + 1, at + 1, 0, 0, Quantifier.EXACT, "none")
    if lower[at] == "no" and nxt in ("less", "fewer", "more", "longer"):
        return None
    head = tokens[at].head
    if head.i <= tokens[at].i or head.i - tokens[at].i > 4:
        return None
    if is_person_noun(head.lemma_.lower()) or head.lemma_.lower() in word_set("harm_noun"):
        return Quantity(at, at, at, 0, 0, Quantifier.EXACT, "none")
    return None


def _plus(lower: Sequence[str], at: int) -> Quantity | None:
    """Read "million-plus", "40-plus" and "40+"."""
    word, tail = lower[at], lower[at + 1 : at + 3]
    if word.endswith("-plus") or (word.endswith("+") and len(word) > 1):
        value, last = read_number(word.removesuffix("-plus").removesuffix("+")), at
    elif len(tail) == 2 and tail[0] in _DASHES and tail[1] == "plus":
        value, last = read_number(word), at + 2
    else:
        return None
    return None if value is None else Quantity(at, last, last, value, None, Quantifier.MORE_THAN, "number")


def _one(tokens: Sequence[Token], at: int) -> Quantity | None:
    """Read "a soldier" as one soldier; "another" likewise."""
    token = tokens[at]
    head = token.head
    if head.i <= token.i or head.i - token.i > 6 or head.tag_ not in ("NN", "NNP") or token.dep_ != "det":
        return None
    if not is_person_noun(head.lemma_.lower()) or head.lemma_.lower() in word_set("two_faced"):
        return None
    if at and tokens[at - 1].lower_ == "of" and head.lemma_.lower() in word_set("group"):
        return None  # "11 members of a family"
    if head.lemma_.lower() in word_set("group") and any(
        child.dep_ == "prep" and child.lower_ == "of" and any(g.pos_ == "NUM" for g in child.children) for child in head.children
    ):
        return None  # "a family of 11"
    return Quantity(at, at, at, 1, 1, Quantifier.EXACT, "one")


def _run(lower: Sequence[str], at: int) -> tuple[int, int] | None:
    """Return the end (exclusive) and value of the longest numeral that starts at `at`."""
    best: tuple[int, int] | None = None
    end = at
    while end < len(lower) and end - at < 9:
        word = lower[end]
        numeral = _numeric(word) or word in SCALES or (end == at and word in ("a", "an", "half")) or (end == at + 1 and word in ("a", "an"))
        joint = word in _DASHES or word == "and"
        if not numeral and not joint:
            break
        if joint and (end == at or end + 1 >= len(lower) or not _joins(lower, end)):
            break
        end += 1
        if numeral:
            value = read_number([w for w in lower[at:end] if w not in _DASHES])
            if value is None and "." not in word and lower[at] != "half":
                break
            best = best if value is None else (end, value)
    return best


def _joins(lower: Sequence[str], at: int) -> bool:
    before, after = lower[at - 1], lower[at + 1]
    if lower[at] == "and":
        return before in ("hundred", "thousand", "million") and (after in UNITS or after in TENS)
    return (before in TENS and after in UNITS) or after in SCALES


def _number(tokens: Sequence[Token], lower: Sequence[str], at: int) -> Quantity | None:
    run = _run(lower, at)
    if run is None:
        return None
    end, low = run
    between = at > 0 and lower[at - 1] == "between"
    if end + 1 < len(lower):
        link = lower[end]
        if link in ("to", "or") or link in _DASHES or (between and link == "and"):
            second = _run(lower, end + 1)
            rising = at > 0 and lower[at - 1] == "from" and not between
            if second is not None and not rising:
                high = second[1]
                scale = lower[second[0] - 1]
                if scale in SCALES and lower[end - 1] not in SCALES and low < high and low * SCALES[scale] <= high:
                    low *= SCALES[scale]  # "two to three thousand"
                if low < high:
                    first = at - 1 if between else at
                    return Quantity(first, second[0] - 1, second[0] - 1, low, high, Quantifier.RANGE, "number")
    return Quantity(at, end - 1, end - 1, low, low, Quantifier.EXACT, "number")


def _counts_nobody(tokens: Sequence[Token], lower: Sequence[str], quantity: Quantity) -> bool:
    """Return whether the number is a date, an age, money, a distance, a share, a rank or part of a name."""
    if quantity.kind != "number":
        return False
    first, core = quantity.first, quantity.core
    before = lower[first - 1] if first else ""
    after = lower[core + 1] if core + 1 < len(lower) else ""
    after2 = lower[core + 2] if core + 2 < len(lower) else ""
    if before in word_set("month") and quantity.low <= 31:
        return not is_person_noun(after)
    if before in word_set("number_name") or (after in ("more", "fewer", "less") and after2 == "than"):
        return True
    if lower[core + 1 : core + 3] == ["in", "every"]:
        return True  # "one in every family"
    if lower[core] == "one" and (
        before in ("every", "each", "any", "which", "this", "that") or (before == "of" and after in ("family", "household"))
    ):
        return True
    if after in word_set("month") and quantity.low <= 31 and tokens[core + 1].pos_ != "AUX":
        return True
    if (
        before == "of"
        and first >= 2
        and quantity.low < 110
        and tokens[first - 2].tag_ == "NN"
        and lower[first - 2] not in word_set("group")
        and is_person_noun(lower[first - 2])
        and not is_person_noun(after)
    ):
        return True  # "a boy of fourteen"
    if before in ("$", "€", "£", "#", "no.", "us$") or after in ("%", "percent", "pct", "per") or (after == "per" and after2 == "cent"):
        return True
    if after in _DASHES and after2 in word_set("unit") | {
        "year",
        "old",
        "month",
        "day",
        "week",
        "hour",
        "man",
        "member",
        "strong",
        "vehicle",
        "mile",
    }:
        return True
    if after in word_set("unit"):
        return True
    digit = lower[core]
    if first == core and _YEAR.fullmatch(digit) and before in _TIME_PREPOSITIONS and not is_person_noun(after):
        return True  # "the fighting in 2012 displaced 130,000 people"
    if first >= 2 and before in _DASHES and tokens[first - 2].pos_ == "PROPN" and tokens[core].text[:1].isupper():
        return True  # a name in two parts, the second a numeral: "Nok-Ten"
    if (
        quantity.first == quantity.core
        and _YEAR.fullmatch(digit)
        and not is_person_noun(tokens[core].head.lemma_.lower() if tokens[core].head.i > tokens[core].i else "")
    ):
        return True
    if quantity.low < 110 and quantity.first == quantity.core and _age(tokens, lower, first, core):
        return True
    if after in _DASHES and after2[:1].isdigit() and digits(after2) is None:
        return True
    return tokens[first].ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT", "ORDINAL") and after in word_set("unit")


def _age(tokens: Sequence[Token], lower: Sequence[str], first: int, core: int) -> bool:
    """Return whether a number tells an age: "(34)", "his son, 9,", "two boys, 9 and 12,", "aged 41"."""
    before = lower[first - 1] if first else ""
    after = lower[core + 1] if core + 1 < len(lower) else ""
    if before in ("aged", "age", "ages") or (before == "of" and first >= 2 and lower[first - 2] in ("age", "ages")):
        return not is_person_noun(after)
    if before in ("is", "was") and after in (",", ".", "", "and", "when", "years"):
        subject = next((c for c in tokens[first - 1].children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is not None and (subject.pos_ == "PROPN" or subject.lower_ in _PERSONAL or is_person_noun(subject.lower_)):
            return True  # "X, whom police said was 16,"
    if before in ("and", "or") and first >= 3 and lower[first - 3] in ("aged", "ages"):
        return True
    if before == "(" and after == ")":
        return first >= 2 and tokens[first - 2].pos_ in ("PROPN", "NOUN")
    if before == "," and first >= 2 and after in (",", ".", ")", "and", "was", "were", "is"):
        named = tokens[first - 2]
        if after == "and":
            pair = core + 3 < len(lower) and _numeric(lower[core + 2]) and lower[core + 3] in (",", ")")
            return pair and (named.tag_ == "NNS" or named.pos_ == "PROPN")
        singular = named.tag_ not in ("NNS", "NNPS")
        return named.pos_ == "PROPN" or (singular and is_person_noun(named.lower_))
    if before == "and" and first >= 3 and lower[first - 3] == "," and _numeric(lower[first - 2]):
        return after in (",", ")")
    return False


def _hedged(lower: Sequence[str], quantity: Quantity, floor: int) -> Quantity:
    """Take in the hedge before the number ("at least another 12") or after it ("12 or more")."""
    before, after = hedges("before"), hedges("after")
    first, stop = quantity.first, quantity.first
    found: Quantifier | None = None
    if quantity.kind in ("number", "vague"):
        while True:
            for length in range(min(_HEDGES_LONGEST, stop - floor), 0, -1):
                words = tuple(lower[stop - length : stop])
                if words in before:
                    found, first = before[words] if found is None else found, stop - length
                    break
            else:
                if found is None and stop > floor and quantity.first - stop < 3 and lower[stop - 1] in _TRANSPARENT:
                    stop -= 1
                    continue
                break
            stop = first
            if stop <= floor or quantity.first - stop > 5:
                break
    last = quantity.last
    if found is None and quantity.kind == "number":
        for length in (2,):
            words = tuple(lower[last + 1 : last + 1 + length])
            if words in after:
                found, last = after[words], last + length
                break
    if found is None:
        if quantity.kind == "number" and first and lower[first - 1] in ("another",):
            return replace(quantity, first=first - 1)
        return quantity
    return _apply(replace(quantity, first=first, last=last), found)


def _apply(quantity: Quantity, hedge: Quantifier) -> Quantity:
    if quantity.kind == "vague":
        # "at least dozens", "hundreds or more": the vague word already leaves the upper end open
        return quantity if hedge is not Quantifier.UP_TO else replace(quantity, low=0, high=None)
    low, high = quantity.low, quantity.high
    if quantity.quantifier is Quantifier.RANGE:
        return quantity
    if hedge in (Quantifier.AT_LEAST, Quantifier.MORE_THAN):
        return replace(quantity, quantifier=hedge, high=None)
    if hedge in (Quantifier.UP_TO, Quantifier.FEWER_THAN):
        return replace(quantity, quantifier=hedge, low=0, high=high)
    return replace(quantity, quantifier=hedge, low=low, high=high)
