"""An article's sentences as folded words with their places, and the names of actors and countries found in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.actors.folding import ARTICLE, pieces
from dateline.actors.nationals import load_nationals
from dateline.actors.registry import END, Alias, load_registry
from dateline.analysis.parse import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token


#: A line in capitals this short is a credit ("AFP PHOTO") and not a headline.
CREDIT_WORDS = 3
#: An acronym this long is told from a word without its capitals.
ACRONYM = 3


@dataclass(slots=True)
class Word:
    """A folded word: its characters in the article, and the analyser's token it is (a part of). `start` takes in a dropped "al-"."""

    fold: str
    start: int
    end: int
    raw: str
    token: Token


@dataclass(frozen=True, slots=True)
class Named:
    """An alias over words ``[first, last)``."""

    first: int
    last: int
    alias: Alias


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence: its words, the aliases in it, and the countries and capitals named, by first word: ``(past the last word, code)``."""

    sentence: Sentence
    words: tuple[Word, ...]
    named: tuple[Named, ...]
    countries: Mapping[int, tuple[int, str]]
    capitals: Mapping[int, tuple[int, str]]


def read_line(sentence: Sentence) -> Line:
    """Fold a sentence and look its words up."""
    words: list[Word] = []
    offset = sentence.offset
    lead: tuple[int, int] | None = None
    for token in sentence.tokens:
        text = token.text
        at = offset + token.idx
        for fold, first, last in pieces(text):
            if fold in ARTICLE:
                lead = (at + first, at + last)
                continue
            start = at + first
            if lead is not None and 0 <= start - lead[1] <= 1:
                start = lead[0]
            lead = None
            words.append(Word(fold, start, at + last, text[first:last], token))
    shouting = len(words) > CREDIT_WORDS and all(w.raw.isupper() for w in words)
    restored = sentence.restored
    named = _aliases(words, shouting=shouting, restored=restored)
    return Line(sentence, tuple(words), named, _countries(words, restored=restored), _capitals(words, restored=restored))


def _aliases(words: list[Word], *, shouting: bool, restored: bool = False) -> tuple[Named, ...]:
    """Find the longest aliases from left to right; in a sentence in capitals acronyms prove nothing."""
    trie = load_registry().trie
    found: list[Named] = []
    i = 0
    size = len(words)
    while i < size:
        node = trie.get(words[i].fold)
        if node is None:
            i += 1
            continue
        best: Named | None = None
        j = i
        while isinstance(node, dict):
            j += 1
            alias = node.get(END)
            if isinstance(alias, Alias) and _cased(alias, words, i, shouting=shouting, restored=restored):
                best = Named(i, j, alias)
            if j == size:
                break
            following = node.get(words[j].fold)
            if following is None:
                break
            node = following
        if best is None:
            i += 1
        else:
            found.append(best)
            i = best.last
    return tuple(found)


def _cased(alias: Alias, words: list[Word], first: int, *, shouting: bool, restored: bool) -> bool:
    """Return whether the words have the capitals that the alias needs ("IS" is no "is", "red cross" no Red Cross).

    Where the case was restored ("Fmln", "shining path") a name of several words proves itself, and so does an acronym of three letters
    or more that is no common word.
    """
    if restored and len(alias.key) > 1:
        return True
    if restored and alias.exact is not None:
        word = words[first]
        return len(word.fold) >= ACRONYM and word.raw[:1].isupper() and not word.token.is_sent_start
    if alias.exact is not None:
        return not shouting and words[first].raw.replace(".", "") == alias.exact
    if not all(not capital or words[first + n].raw[:1].isupper() for n, capital in enumerate(alias.capitals)):
        return False
    token = words[first].token
    if len(alias.key) > 1 or token.ent_type_ != "PERSON":
        return True
    # a one-word alias within a longer personal name is that person ("Amal Hussein"); "Somali" and "militants" are in none
    return not any(_in_name(words[n]) for n in (first - 1, first + 1) if 0 <= n < len(words))


def _in_name(word: Word) -> bool:
    """Return whether a word can be part of a person's name, as the analyser takes it for one."""
    return word.token.ent_type_ == "PERSON" and word.raw[:1].isupper() and (word.fold,) not in load_nationals().modifiers


def _countries(words: list[Word], *, restored: bool = False) -> dict[int, tuple[int, str]]:
    """Find country names and adjectives, longest first; they need a capital, unless the case is no longer the source's."""
    modifiers = load_nationals().modifiers
    nouns = load_nationals().nouns
    found: dict[int, tuple[int, str]] = {}
    i = 0
    while i < len(words):
        if restored or words[i].raw[:1].isupper():
            for size in (4, 3, 2, 1):
                key = tuple(w.fold for w in words[i : i + size])
                country = modifiers.get(key)
                if country is None and len(key) == 1 and key[0].endswith("s"):
                    country = nouns.get(key[0][:-1])
                if country is not None and not (key == ("us",) and not words[i].raw.isupper()):
                    found[i] = (i + len(key), country)
                    i += len(key) - 1
                    break
        i += 1
    return found


def _capitals(words: list[Word], *, restored: bool) -> dict[int, tuple[int, str]]:
    """Find the names of capitals; one in capitals throughout is the dateline's, where a report was written."""
    seats = load_nationals().capitals
    found: dict[int, tuple[int, str]] = {}
    for i, word in enumerate(words):
        if restored or (word.raw[:1].isupper() and not word.raw.isupper()):
            for size in (3, 2, 1):
                key = tuple(w.fold for w in words[i : i + size])
                if (country := seats.get(key)) is not None:
                    found[i] = i + len(key), country
                    break
    return found
