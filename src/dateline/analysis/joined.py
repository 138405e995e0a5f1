"""Part words that a bad extraction ran together: "5,000peoplewere displaced", "between3 and 24 October", "forcedmore than".

PDF text loses the space at the end of a printed line. A token is parted only where every part is known: a number, or a word of the
analyser's index, and of two words one must be a function word, so that no name and no rare compound is torn. Characters stay where
they are; only the tokens change.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from dateline.analysis.numerals import SCALES

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["parts", "with_parts"]

_NUMBER_FIRST = re.compile(r"(\d+(?:[.,]\d+)*)([A-Za-z]{3,})")
_NUMBER_LAST = re.compile(r"([A-Za-z]{3,})(\d+(?:[.,]\d+)*)")
_COMMA = re.compile(r"([A-Za-z]{3,})([,;])(\d+(?:[.,]\d+)*)")
_CASE = re.compile(r"([a-z]{2,})([A-Z]{2,}[a-z]+)")
#: Function words that begin a run of two words, and those that end one. Words that make compounds ("overland", "southernmost",
#: "breakthrough", "nearside") are not among them.
OPENING = frozenset(
    {
        "were", "was", "are", "have", "has", "had", "been", "from", "than", "between", "because", "during", "following", "while",
        "who", "that", "their", "the", "they", "and", "least", "around", "already", "still", "also", "where",
    }
)  # fmt: skip
CLOSING = frozenset(
    {
        "were", "was", "are", "have", "has", "had", "been", "from", "than", "between", "because", "during", "following", "while", "when",
        "who", "which", "that", "their", "the", "they", "and", "for", "more", "about", "into", "since", "already", "also", "with",
    }
)  # fmt: skip
#: Those of them that also end a run after a name ("Darfurbetween"): no name ends in one.
_AFTER_NAME = frozenset({"between", "because", "during", "following", "which", "were", "have", "already", "since"})
#: Words before a number.
_BEFORE_NUMBER = OPENING | CLOSING | {"over", "under", "nearly", "almost", "some", "least", "most", "after", "before"}
#: Letters a word beside a function word needs at least.
LEAST = 4
#: Endings and units that stand behind a number without a space and are one word with it.
_SUFFIXES = frozenset({"rd", "nd", "th", "st", "ths", "rds", "mm", "cm", "kms", "mph", "gmt", "utc", "plus", "ish"}) | frozenset(SCALES)


def parts(word: str, known: Collection[str]) -> list[str]:
    """Return the parts of a word run together, or the word alone.

    Args:
        word: a token.
        known: lower-case words of the language.

    >>> words = {"people", "displaced", "storm", "least"}
    >>> [parts(w, words) for w in ("5,000peoplewere", "least140,000", "displacedabout", "stormwere", "20mm", "Alhamdani")]
    [['5,000', 'people', 'were'], ['least', '140,000'], ['displaced', 'about'], ['storm', 'were'], ['20mm'], ['Alhamdani']]
    """
    if (match := _NUMBER_FIRST.fullmatch(word)) and match[2].lower() not in _SUFFIXES:
        rest = [match[2]] if _known(match[2], known) else _two(match[2], known)
        return [match[1], *rest] if rest else [word]
    if match := _COMMA.fullmatch(word):
        return [match[1], match[2], match[3]]
    if match := _NUMBER_LAST.fullmatch(word):
        return [match[1], match[2]] if match[1].lower() in _BEFORE_NUMBER else [word]
    if (match := _CASE.fullmatch(word)) and match[1] in OPENING | {"in", "of", "to", "at", "by"}:
        return [match[1], match[2]]
    return _two(word, known) or [word]


def _two(word: str, known: Collection[str]) -> list[str]:
    """Return the two known words that make up an unknown one, of which one is a function word; nothing where there are none."""
    if not word.isalpha() or not (word.islower() or word.istitle()) or _known(word, known):
        return []
    lower = word.lower()
    for other in sorted(CLOSING if word.islower() else _AFTER_NAME, key=lambda w: (-len(w), w)):
        rest = len(word) - len(other)
        if rest >= LEAST and lower.endswith(other) and _known(lower[:rest], known):
            return [word[:rest], word[rest:]]
    for other in sorted(OPENING if word.islower() else (), key=lambda w: (-len(w), w)):
        if len(word) - len(other) >= LEAST and lower.startswith(other) and _known(lower[len(other) :], known):
            return [word[: len(other)], word[len(other) :]]
    return []


_ENDINGS = (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("d", ""), ("ing", ""), ("ing", "e"), ("ly", ""), ("men", "man"))


def _known(word: str, known: Collection[str]) -> bool:
    lower = word.lower()
    if lower in known or lower in _BEFORE_NUMBER:
        return True
    return any(lower[: -len(tail)] + mend in known for tail, mend in _ENDINGS if lower.endswith(tail) and len(lower) - len(tail) >= 3)


def with_parts(doc: Doc, known: Collection[str]) -> Doc:
    """Return a tokenised text with the words that run together parted; the text itself where none does."""
    split: list[Sequence[str]] = [parts(token.text, known) if len(token.text) > LEAST + 2 else [token.text] for token in doc]
    if all(len(words) == 1 for words in split):
        return doc
    words = [word for token in split for word in token]
    spaces = [at == len(token) - 1 and bool(own.whitespace_) for token, own in zip(split, doc, strict=True) for at in range(len(token))]
    made = type(doc)(doc.vocab, words=words, spaces=spaces)
    at = 0
    for token, own in zip(split, doc, strict=True):
        if len(token) == 1:
            made[at].norm_ = own.norm_  # the tokeniser's exceptions set it, and the analyser sees it
        at += len(token)
    return made
