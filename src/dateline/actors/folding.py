"""Fold names so that spellings meet: no case, diacritics, apostrophes or full stops; hyphens part words; "al-" is dropped."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile("(?:[^\\W_]\\.){2,}|[^\\W_]+(?:['\u2019\u2018`.][^\\W_]+)*")
_POSSESSIVE = re.compile("['\u2019]s(?!\\w)")
#: The Arabic article, which wires spell, hyphenate and leave out at will.
ARTICLE = frozenset({"al", "el"})


@lru_cache(maxsize=131_072)
def pieces(word: str) -> tuple[tuple[str, int, int], ...]:
    """Cut a token at its hyphens into folded words with their place in it.

    >>> pieces("U.S.-led"), pieces("Shi'ite"), pieces("-")
    ((('us', 0, 4), ('led', 5, 8)), (('shiite', 0, 7),), ())
    """
    return tuple((_bare(m.group()), m.start(), m.end()) for m in _WORD.finditer(word))


def _bare(word: str) -> str:
    """Strip case, diacritics, apostrophes and full stops."""
    if word.isascii() and word.isalnum():
        return word.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", word) if c.isalnum()).lower()


def name_key(name: str) -> tuple[str, ...]:
    """Return the folded words of a name as text is folded: possessive "s" a word of its own, "al" gone.

    >>> name_key("al-Aqsa Martyrs' Brigades"), name_key("Iran's Revolutionary Guards")
    (('aqsa', 'martyrs', 'brigades'), ('iran', 's', 'revolutionary', 'guards'))
    """
    return tuple(word for word, _, _ in pieces(_POSSESSIVE.sub(" s", name)) if word not in ARTICLE)
