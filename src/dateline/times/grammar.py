"""Recognise time expressions: small patterns indexed by their first word, the longest match winning.

What counts as an expression, and where it begins and ends, follows the TimeML 1.2.1 annotation guidelines (TIMEX3: no
leading preposition, determiners and "early", "the end of" inside). Ages of persons are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from dateline.times.lexicon import NUMBER_WORDS, holidays, words
from dateline.times.patterns import fragments, patterns, prefixes, spaced


@dataclass(frozen=True, slots=True)
class Hit:
    """A match: its rule, its place, and the named parts of it; `edges` are words like "early" and "the end of" before it."""

    rule: str
    start: int
    end: int
    parts: dict[str, str] = field(default_factory=dict)
    edges: tuple[str, ...] = ()
    clock: dict[str, str] | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Grammar:
    """Compiled rules by the lower-case first word of what they match; "#" stands for a digit."""

    starts: dict[str, tuple[tuple[str, re.Pattern[str]], ...]]
    first: dict[str, frozenset[str]]
    prefixes: dict[str, re.Pattern[str]]


_WORD = re.compile(r"[^\W\d_]+|\d+")


@cache
def grammar() -> Grammar:
    """Compile the rules once."""
    table, f = words(), fragments()
    first = {
        "month": [m.lower() for m in table.forms("month", "month_short")],
        "weekday": [d.lower() for d in table.forms("weekday")] + [d.lower() + "s" for d in table.forms("weekday")],
        "weekday_short": [d.lower() for d in table.forms("weekday_short")],
        "holiday": [name.split()[0].split("'")[0] for name in holidays()] + ["last", "next", "this"],
        "unit": table.forms("unit"),
        "season": table.forms("season"),
        "ordinal": [*table.forms("ordinal"), "#"],
        "amount": [*{q.split()[0] for q in table.forms("quantity")}, *NUMBER_WORDS, "#"],
    } | {kind.removeprefix("first_"): list(forms) for kind, forms in table.classes.items() if kind.startswith("first_")}
    starts: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for rule, classes, pattern in patterns(f):
        expression = re.compile(spaced(pattern), re.IGNORECASE)
        for word in dict.fromkeys(w for kind in classes.split() for w in first.get(kind, [kind])):
            starts.setdefault(word, []).append((rule, expression))
    for kind in _PREFIXES:
        for word in first[kind]:
            starts.setdefault(word, [])
    return Grammar(
        {word: tuple(rules) for word, rules in starts.items()},
        {kind: frozenset(first[kind]) for kind in _PREFIXES},
        {name: re.compile(spaced(pattern), re.IGNORECASE) for name, pattern in prefixes(f).items()},
    )


#: Rules whose expressions "early", "the end of" and the like may stand before.
_EDGEABLE = frozenset({
    "month", "year", "weekday", "relative", "season", "decade", "century", "bc", "date", "that_day", "inner", "quarter", "fiscal",
    "spelled_year", "next_day",
})  # fmt: skip
#: Rules that name a day, which a clock time or "the night of" may stand before.
_DAYS = frozenset({"date", "weekday", "day_word", "iso", "next_day"})
#: What may stand before an expression and make one with it, and the class of its first words.
_PREFIXES = ("edge", "part_of", "clock")


def _named(found: re.Match[str]) -> dict[str, str]:
    """Return the groups that took part in a match."""
    return {name: value for name, value in found.groupdict().items() if value is not None}


def _plain(text: str, start: int, word: str) -> Hit | None:
    """Return the longest expression without a prefix that begins at `start`."""
    best: tuple[str, re.Match[str]] | None = None
    end = start
    for rule, pattern in grammar().starts.get(word, ()):
        found = pattern.match(text, start)
        if found and found.end() > end:
            best, end = (rule, found), found.end()
    return None if best is None else Hit(best[0], start, end, _named(best[1]))


def match_at(text: str, start: int, word: str) -> Hit | None:
    """Return the longest expression that begins at `start`, whose first word in lower case (or "#") is `word`."""
    rules = grammar()
    best = _plain(text, start, word)
    for kind in _PREFIXES:
        if word not in rules.first[kind]:
            continue
        head = rules.prefixes[kind].match(text, start)
        follow = _WORD.match(text, head.end()) if head else None
        if not head or not follow:
            continue
        rest = _plain(text, follow.start(), _key(follow))
        if kind == "edge" and (inner := rules.prefixes["inner"].match(text, follow.start())) and inner.end() > (rest.end if rest else 0):
            rest = Hit("inner", inner.start(), inner.end(), _named(inner))
        if rest is None or rest.end <= (best.end if best else start) or rest.rule not in (_EDGEABLE if kind == "edge" else _DAYS):
            continue
        best = replace(rest, start=start)
        if kind == "edge":
            best = replace(best, edges=(" ".join(head.group().lower().strip(" -\n").split()),))
        elif kind == "clock":
            best = replace(best, clock=_named(head))
        else:
            best = replace(best, part="week" if head["week"] else "weekend" if head["weekend"] else head["part"].lower())
    return best


def _key(word: re.Match[str]) -> str:
    return "#" if word.group()[0].isdigit() else word.group().lower()


def scan(text: str) -> Iterator[Hit]:
    """Yield the expressions of a text in reading order; none overlaps another."""
    starts = grammar().starts
    done = 0
    for word in _WORD.finditer(text):
        if word.start() < done:
            continue
        key = _key(word)
        if key not in starts:
            continue
        hit = match_at(text, word.start(), key)
        if hit is not None:
            done = hit.end
            yield hit
