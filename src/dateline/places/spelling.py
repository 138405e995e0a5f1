"""Find names that are spelled almost like one, and Latin spellings of one in another script; for people who look a name up.

Nothing here takes part in reading articles: what it finds is a guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from dateline.places.fold import ARTICLES
from dateline.places.tables import read_rows

#: Letters of a key from which on one error and two are allowed for; shorter names have too many neighbours.
ONE_FROM, TWO_FROM = 4, 6
#: In the table: the letter may have no sound of its own.
_SILENT = "-"
#: Scripts that write consonants and leave most vowels out, by their names in the table.
_ABJADS = frozenset(("arabic", "hebrew"))
_VOWELS = "aeiou"
#: Letters of a gap between two consonants, and of a name, that a romanisation reaches to.
_WIDEST, _LONGEST = 6, 60
_ARTICLE = "al", "ال"


def bound(folded: str) -> int:
    """Return how many errors are allowed for in a name: none below `ONE_FROM` letters, two from `TWO_FROM` on.

    >>> bound("uri"), bound("mosul"), bound("kirkuk")
    (0, 1, 2)
    """
    return (len(folded) >= ONE_FROM) + (len(folded) >= TWO_FROM)


def distance(a: str, b: str, most: int) -> int | None:
    """Return the number of letters to insert, delete, replace or swap with their neighbour to make `b` of `a`.

    Optimal string alignment: Damerau (1964), no letter edited twice.

    Args:
        a: one string.
        b: the other.
        most: the bound.

    Returns:
        The distance, or ``None`` if it is more than `most`.

    >>> distance("mosul", "mosool", 2), distance("kirkuk", "kirukk", 2), distance("mosul", "basra", 2)
    (2, 1, None)
    """
    if abs(len(a) - len(b)) > most:
        return None
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above, row = row, [i] + [0] * len(b)
        for j, y in enumerate(b, 1):
            best = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                best = min(best, before[j - 2] + 1)
            row[j] = best
        if min(row) > most:
            return None
        before = above
    return row[-1] if row[-1] <= most else None


def near(folded: str, candidates: Iterable[str], most: int) -> list[tuple[int, str]]:
    """Return the candidates within `most` errors, nearest first, with their distances; the name itself is none of them."""
    letters = set(folded)
    found = []
    for candidate in candidates:
        # An error changes at most two letters of the set; this is far cheaper than the distance and rejects nearly all.
        if len(letters.symmetric_difference(candidate)) <= 2 * most and candidate != folded:
            if (errors := distance(folded, candidate, most)) is not None:
                found.append((errors, candidate))
    return sorted(found)


@dataclass(frozen=True, slots=True)
class Prefilter:
    """An SQL condition on ``key`` that rejects most keys that are further than a bound, with its values.

    A key within one error of a name, or within two that swap no letters, keeps one of the name's three thirds, moved by no more
    than the bound; nearly all of those with a swap and one more error do too.
    """

    condition: str
    values: tuple[object, ...]


def prefilter(folded: str, most: int) -> Prefilter:
    """Return the condition for keys near a name."""
    size = len(folded)
    cuts = [round(size * part / 3) for part in range(4)]
    conditions, values = [], [size - most, size + most]
    pieces: list[object] = []
    for start, end in pairwise(cuts):
        first = max(1, start + 1 - most)
        conditions.append("instr(substr(key, ?, ?), ?)")
        pieces.extend((first, end + most - first + 1, folded[start:end]))
    return Prefilter(f"length(key) BETWEEN ? AND ? AND ({' OR '.join(conditions)})", (*values, *pieces))


@cache
def _table() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return for each script its letters, each with the Latin letters that stand for it in folded names.

    Raises:
        ReferenceDataError: if the table is missing.
    """
    table: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in read_rows("romanisation.tsv"):
        table.setdefault(row["script"], {})[row["letter"]] = tuple(row["latin"].split("|"))
    return table


def script_of(name: str) -> str | None:
    """Return the table's script that a name is written in: ``None`` for plain Latin letters and for scripts that it lacks.

    Kurmanji is Latin too, and told by its letters: "Şingal" is "Shingal" elsewhere.

    >>> script_of("الموصل"), script_of("Şingal"), script_of("Mosul"), script_of("東京")
    ('arabic', 'kurmanji', None, None)
    """
    letters = {c for c in _plain(name) if c.isalpha()}
    for script, known in _table().items():
        if letters and letters <= set("".join(known)) and any(not c.isascii() for c in letters):
            return script
    return None


def _plain(name: str) -> str:
    """Return a name in small letters as the table has them: what it has not is taken apart, and its marks are dropped."""
    known = {letter for letters in _table().values() for letter in letters}
    out = []
    for char in unicodedata.normalize("NFC", name).casefold():
        for part in char if char in known else unicodedata.normalize("NFD", char):
            if not unicodedata.combining(part) and part not in "ـ\u200c\u200d\u200e\u200f'ʼ’":
                out.append(part if part.isalpha() else " ")
    return " ".join("".join(out).split())


@dataclass(frozen=True, slots=True)
class Romanised:
    """A name in Latin letters: the plainest spelling, and the pattern of all that the table allows, for keys one a line."""

    script: str
    plain: str
    pattern: re.Pattern[str]


def romanise(name: str) -> Romanised | None:
    """Return the Latin spellings of a name, by the table; ``None`` where `script_of` knows no script for it.

    >>> bool(romanise("Кривий Ріг").pattern.search("\\nkryvyi rih\\n"))
    True
    >>> bool(romanise("الموصل").pattern.search("\\nal mawsil\\n")), romanise("הרצליה").plain
    (True, 'rtsl')
    """
    script = script_of(name)
    if script is None:
        return None
    letters = _table()[script]
    # Letters that are written together (Greek ου) come first.
    cut = re.compile("|".join(map(re.escape, sorted(letters, key=len, reverse=True))))
    words, plain = [], []
    for word in _plain(name)[:_LONGEST].split(" "):
        article = script == "arabic" and word.startswith(_ARTICLE[1]) and len(word) > len(_ARTICLE[1]) + 1
        sounds = [letters[found.group()] for found in cut.finditer(word[len(_ARTICLE[1]) :] if article else word)]
        body = _with_gaps(sounds) if script in _ABJADS else "".join(map(_one_of, sounds))
        words.append((f"(?:(?:{'|'.join(sorted(ARTICLES))}) ?)?" if article else "") + body)
        plain.append((f"{_ARTICLE[0]} " if article else "") + "".join(options[0] for options in sounds if _SILENT not in options))
    return Romanised(script, " ".join(plain), re.compile("\n(" + " ?".join(words) + ")(?=\n)"))


def _one_of(options: tuple[str, ...]) -> str:
    """Return a pattern for one letter's spellings; a single consonant may be doubled."""
    spellings = [o if len(o) > 1 or o in _VOWELS else f"{o}{{1,2}}" for o in options if o != _SILENT]
    return f"(?:{'|'.join(sorted(spellings, key=len, reverse=True))}){'?' if _SILENT in options else ''}"


def _with_gaps(sounds: Iterable[tuple[str, ...]]) -> str:
    """Return a pattern for a word of a script that leaves vowels out.

    Between two consonants stand up to two vowels, and two more for each letter written there that may be a vowel. One class of
    letters for the whole gap, rather than one for each letter, keeps the time of a search in proportion to the word.
    """
    parts: list[str] = []
    gap, room = set(_VOWELS), 2
    for options in sounds:
        if _SILENT in options or set("".join(options)) <= {*_VOWELS, "y"}:
            gap |= set("".join(options)) - {_SILENT}
            room = min(room + 2, _WIDEST)
        else:
            parts.append(f"{_gap(gap, room if parts or room > 2 else 0)}{_one_of(options)}")
            gap, room = set(_VOWELS), 2
    return "".join(parts) + _gap(gap | {"h"}, room)


def _gap(letters: set[str], room: int) -> str:
    return f"[{''.join(sorted(letters))}]{{0,{room}}}" if room else ""


def spelled(romanised: Romanised, blocks: Iterable[str]) -> list[tuple[int, str]]:
    """Return the keys that a romanisation allows, from blocks of keys one a line.

    Each comes with the letters that it is off the plainest spelling: consonants alone where the script leaves vowels out.
    """
    bare = _skeleton if romanised.script in _ABJADS else str
    plain = bare(romanised.plain)
    keys = {found.group(1) for block in blocks for found in romanised.pattern.finditer(f"\n{block}\n")}
    return sorted((distance(plain, bare(folded), len(plain) + len(folded)) or 0, folded) for folded in keys)


def _skeleton(folded: str) -> str:
    """Return the consonants of a key that a script without vowels writes, doubled ones once.

    >>> _skeleton("al fallujah"), _skeleton("snjar")
    ('flj', 'snjr')
    """
    words = (word for word in folded.split() if word not in ARTICLES)
    return re.sub(r"(.)\1+", r"\1", "".join(re.sub("[aeiouwy]|h$", "", word) for word in words))
