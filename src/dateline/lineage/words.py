"""Cut text into words, terms and shingles that can be compared across papers.

A word is compared without case, accents and the spelling that tells British from American copy; a number is compared by its
value, in figures or words. Quoted words are marked: two reporters who heard one spokesman share his words and nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from functools import cache
from importlib import resources
from typing import NamedTuple
from zlib import crc32

from dateline.errors import ReferenceDataError


class Term(IntEnum):
    """What kind of word a term is: a plain word of content, a name, a number, or a day."""

    WORD = 0
    NAME = 1
    NUMBER = 2
    DAY = 3


class Form(NamedTuple):
    """What a printed word is compared by: a hash of its form, one of its stem, and what it tells (``None``: nothing).

    `capital` says that it may be a name where no sentence begins with it.
    """

    form: int
    stem: int
    term: Term | None
    capital: bool


class Words(NamedTuple):
    """The words of one passage in order, in step: hashes of forms, of stems, whether quoted, what each tells, which open a sentence."""

    forms: list[int]
    stems: list[int]
    quoted: list[bool]
    terms: list[Term | None]
    first: list[bool]


_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['\u2019][^\W\d_]+)*|[\"\u201c\u201d\u00ab\u00bb]|[.!?:;]")
_OPEN, _EITHER, _STOPS = frozenset("\u201c\u00ab"), '"', frozenset(".!?:;")
_MARKS = _STOPS | _OPEN | frozenset('"\u201d\u00bb')
_ENDINGS = (
    ("isation", "ize"), ("ization", "ize"), ("ising", "ize"), ("izing", "ize"), ("ised", "ize"), ("ized", "ize"), ("ise", "ize"),
    ("ours", "or"), ("our", "or"), ("tre", "ter"), ("lling", "l"), ("lled", "l"), ("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""),
    ("s", ""), ("e", ""),
)  # fmt: skip


@cache
def _table(name: str) -> dict[str, str]:
    """Load a two-column table, once.

    Raises:
        ReferenceDataError: if the file is damaged.
    """
    try:
        lines = resources.files("dateline.lineage").joinpath(f"data/{name}").read_text("utf-8").splitlines()
        return {row.split("\t")[0]: row.split("\t")[1] for row in lines[1:] if row}
    except (OSError, IndexError) as error:
        raise ReferenceDataError(f"{name} is damaged ({error}); reinstall dateline") from error


def fold(word: str) -> str:
    """Return a word without case, accents and possessive ending."""
    plain = unicodedata.normalize("NFKD", word).casefold().replace("\u2019", "'")
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).removesuffix("'s")


def stem(form: str) -> str:
    """Return a folded word without the ending that inflection or national spelling gives it; rough, the same for both sides."""
    for ending, put in _ENDINGS:
        if form.endswith(ending) and len(form) - len(ending) >= 3:
            return form[: -len(ending)] + put
    return form


def words_of(text: str) -> Words:
    """Return the words of one passage."""
    forms: list[int] = []
    stems: list[int] = []
    spoken: list[bool] = []
    terms: list[Term | None] = []
    firsts: list[bool] = []
    known, quoted, first = _FORMS, False, True
    for token in _TOKEN.findall(text):
        if token in _MARKS:
            if token in _STOPS:
                first = True
            else:
                quoted = token in _OPEN or (token == _EITHER and not quoted)
                first = first or quoted
            continue
        form, stemmed, term, capital = known[token]
        forms.append(form)
        stems.append(stemmed)
        spoken.append(quoted)
        terms.append(Term.NAME if capital and not first else term)
        firsts.append(first)
        first = False
    return Words(forms, stems, spoken, terms, firsts)


class _Forms(dict[str, Form]):
    """Compared forms by printed word, each worked out once."""

    def __missing__(self, token: str) -> Form:
        form = self[token] = _form(token)
        if len(self) > _REMEMBERED:
            self.clear()
        return form


#: Printed words whose forms are remembered at a time.
_REMEMBERED = 300_000
_FORMS = _Forms()


def _form(token: str) -> Form:
    form = fold(token)
    if form[:1].isdigit():
        return _hashed(_value(form), None, Term.NUMBER)
    kind = _table("words.tsv").get(form)
    if kind == "number":
        return _hashed(_table("numbers.tsv")[form], None, Term.NUMBER)
    if kind == "day":
        return _hashed(form[:3], None, Term.DAY if token[0].isupper() else None)
    if kind is not None:
        return _hashed(form, None, None)
    return _hashed(form, stem(form), Term.WORD if len(form) > 2 else None, capital=token[0].isupper())


def _hashed(form: str, stemmed: str | None, term: Term | None, *, capital: bool = False) -> Form:
    return Form(crc32(form.encode()), crc32((stemmed or form).encode()), term, capital)


def _value(form: str) -> str:
    """Return a number in figures without the marks that part thousands."""
    groups = re.split(r"[.,]", form)
    return "".join(groups) if len(groups) > 1 and all(len(group) == 3 for group in groups[1:]) else form.replace(",", ".")
