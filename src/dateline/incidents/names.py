"""Fold names so that spelling, case and accents do not make two of one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NOT_WORD = re.compile(r"[^\w\s]+")
_LEADING = re.compile(r"^(?:the|an?)\s+")


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """Return `name` without case, accents, punctuation and a leading article.

    Args:
        name: a person's, organisation's or place's name as printed.

    Returns:
        The folded name; empty where `name` holds no letter or digit.

    >>> fold("The Fédération of  al-Nour")
    'federation of al nour'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return _LEADING.sub("", " ".join(_NOT_WORD.sub(" ", plain).split()))
