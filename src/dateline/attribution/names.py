"""Know personal names where the analyser does not: by their given names, behind a report's dateline too, and tell she from he by them."""

from __future__ import annotations

import unicodedata
from functools import cache

from dateline.attribution.cues import read_rows
from dateline.errors import ReferenceDataError

_NAME_TAGS = frozenset({"NNP", "NNPS"})
_LOOSE_TAGS = frozenset({"UH", "FW", "JJ", "NN"})
_IN_DATELINES = frozenset({",", "(", ")", ".", "-", "/", "de", "of", "'", "'s", "'S", "\u2019S"})
_HYPHENS = frozenset({"-", "\u2010", "\u2011"})
_DASHES = frozenset({"-", "--", "\u2013", "\u2014"})
_PARTICLES = frozenset({"al", "el", "bin", "ibn", "bint", "van", "von", "der", "de", "di", "da", "dos", "ould", "ag", "ul"})
#: Tokens that a dateline takes up at most, and parts of a name.
DATELINE, PARTS = 16, 6


def plain(word: str) -> str:
    """Return a word in small letters without marks.

    >>> plain("Rubén"), plain("Hodžić")
    ('ruben', 'hodzic')
    """
    return "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))


@cache
def given_names() -> dict[str, bool]:
    """Load ``data/given_names.tsv``: given name to whether women bear it.

    Raises:
        ReferenceDataError: if a row names another gender than ``f`` or ``m``.
    """
    table: dict[str, bool] = {}
    for number, (name, gender, _) in read_rows("given_names.tsv", ("name", "gender", "source")):
        if gender not in ("f", "m"):
            raise ReferenceDataError(f"given_names.tsv:{number}: gender {gender!r} is neither f nor m")
        table[name] = gender == "f"
    return table


def woman(name: str) -> bool | None:
    """Return whether a name is a woman's, by its first part; ``None`` where that is no known given name.

    The first part alone: what follows is a father's name in much of the world ("Nahla Osman").
    """
    first = name.replace("-", " ").split()[:1]
    return given_names().get(plain(first[0])) if first else None


def dateline_end(words: list[str]) -> int:
    """Return where the text begins behind "KYIV, Aug 9 - " or "11:20 - " at a sentence's head; 0 where there is no such head."""
    if not words or not ((words[0].isupper() and len(words[0]) > 2) or words[0][0].isdigit()):
        return 0
    for k in range(1, min(DATELINE, len(words) - 1)):
        if words[k] in _DASHES and (words[k + 1][0].isupper() or words[k + 1][0] in '"\u201c\u00ab`'):
            return k + 1
        if not words[k][0].isupper() and not words[k][0].isdigit() and words[k] not in _IN_DATELINES:
            return 0
    return 0


def mend_names(words: list[str], tags: list[str], deps: list[str], heads: list[int], people: list[bool], groups: list[bool]) -> None:
    """Mark runs of name words that begin with a known given name as persons.

    The analyser takes many for places or bodies, and glues a dateline to the name behind it.
    """
    size = len(words)
    first = dateline_end(words)
    for k in range(first):
        people[k] = False
    k = first
    names = given_names()
    while k < size:
        loose = tags[k] in _LOOSE_TAGS and words[k][0].isupper() and heads[k] != k
        if loose and plain(words[k]) in names and k + 1 < size and tags[k + 1] == "NNP":
            tags[k], deps[k], heads[k] = "NNP", "compound", k + 1  # "Um Yasser": taken for an interjection
        if tags[k] in _NAME_TAGS and words[k][0].isupper() and plain(words[k]) in names and not (people[k] and k and people[k - 1]):
            last = _run_end(words, tags, k)
            if last > k or people[k]:
                for j in range(k, last + 1):
                    people[j], groups[j] = True, False
            k = last
        k += 1
    if first and first < size and tags[first] in _NAME_TAGS and (not groups[first] or groups[first - 1]):
        last = _run_end(words, tags, first)
        if groups[first - 1]:  # the analyser's name runs over the dash
            groups[first : last + 1] = [False] * (last + 1 - first)
        goes_on = last + 1 < size and (words[last + 1] in (",", "who") or tags[last + 1] in ("VBD", "VBZ"))
        if last > first and goes_on and not any(groups[first : last + 1]):
            for j in range(first, last + 1):
                people[j] = True


def _run_end(words: list[str], tags: list[str], first: int) -> int:
    """Return the last token of the name that begins at `first`."""
    last = first
    k = first + 1
    while k < len(words) and k - first < PARTS:
        if tags[k] in _NAME_TAGS and words[k][0].isupper():
            last = k
        elif words[k].lower() not in _PARTICLES and words[k] not in _HYPHENS:
            break
        k += 1
    return last
