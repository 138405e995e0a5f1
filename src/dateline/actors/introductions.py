"""What an article introduces for itself: acronyms in brackets after a full name, and heads of states by office and name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dateline.actors.generics import load_generics
from dateline.actors.modifiers import load_modifiers
from dateline.actors.registry import Alias, load_registry
from dateline.actors.words import Line, Named, Word

#: Words of a name that its acronym may leave out.
_SMALL = frozenset({"of", "the", "and", "for", "in", "to", "on", "de", "du", "la", "s"})
#: A full name is looked for over this many words before the bracket.
_LONGEST = 10
#: An office without its country before it is that of the scene only if written so: "President X", not "club president X".
_NAMELESS = frozenset({"president", "premier", "king", "emir", "sultan", "chancellor"})

Key = tuple[str, ...]


def settle(lines: Sequence[Line]) -> list[Line]:
    """Read acronyms as the article introduces them, whatever they stand for elsewhere.

    "The Popular Front (PF)" makes PF the Popular Front for this article, in every sentence. An acronym introduced for a name that the
    registry lacks is nobody it knows, unless the actor it would be is of a country that the article names.
    """
    introduced = dict(_acronyms(lines))
    if not introduced:
        return list(lines)
    countries = {country for line in lines for _, country in line.countries.values()}
    actors = load_registry().actors
    settled: list[Line] = []
    for line in lines:
        kept: list[Named] = []
        for named in line.named:
            if named.alias.key not in introduced:
                kept.append(named)
            elif (alias := introduced[named.alias.key]) is not None:
                kept.append(replace(named, alias=alias))
            elif any(actors[actor_id].country in countries for _, actor_id in named.alias.readings):
                kept.append(named)
        taken = {i for named in kept for i in range(named.first, named.last)}
        for i, word in enumerate(line.words):
            alias = introduced.get((word.fold,))
            if alias is not None and i not in taken and word.raw.replace(".", "") == alias.exact:
                kept.append(Named(i, i + 1, alias))
        settled.append(replace(line, named=tuple(sorted(kept, key=lambda n: n.first))))
    return settled


def _acronyms(lines: Sequence[Line]) -> Iterator[tuple[Key, Alias | None]]:
    """Yield the acronyms in brackets after their full names, with the alias of that name, or ``None`` for a name we do not know."""
    known = load_registry().aliases
    for line in lines:
        full = {named.last: named for named in line.named}
        for i, word in enumerate(line.words):
            if not _bracketed(word) or i == 0:
                continue
            key = (word.fold,)
            spelled = word.raw.replace(".", "")
            before = line.words[max(0, i - _LONGEST) : i]
            if i in full:
                name = full[i]
                same = key in known and {a for _, a in known[key].readings} & {a for _, a in name.alias.readings}
                if same or key not in known or _initials(line.words[name.first : i], word.fold):
                    yield key, Alias(key, spelled, (True,), name.alias.readings)
            elif any(before[k].raw[:1].isupper() and _initials(before[k:], word.fold) for k in range(len(before) - 1)):
                yield key, None


def _bracketed(word: Word) -> bool:
    """Return whether a word is an acronym alone in brackets."""
    token = word.token
    raw = word.raw.replace(".", "")
    if sum(c.isupper() for c in raw) < 2 or sum(c.islower() for c in raw) > 1 or token.text.replace(".", "") != raw:
        return False
    doc = token.doc
    return token.i > 0 and doc[token.i - 1].text == "(" and token.i + 1 < len(doc) and doc[token.i + 1].text == ")"


def _initials(words: Sequence[Word], acronym: str) -> bool:
    """Return whether an acronym is made of the words' first letters, small words told or left out.

    Args:
        words: the name, from its first word to its last.
        acronym: folded.
    """
    every = "".join(w.fold[:1] for w in words if w.fold != "s")
    return acronym in (every, "".join(w.fold[:1] for w in words if w.fold not in _SMALL))


def leaders_in(lines: Sequence[Line], home: str | None) -> dict[Key, str]:
    """Find the heads of states whom the article introduces: their countries by the words of their names.

    "Turkey's Prime Minister X Y" and "South African President X Y" are those countries', "President X Y" the scene's, unless
    ``leaders.tsv`` knows the name.

    Args:
        lines: all sentences.
        home: the country of the scene.
    """
    listed = load_generics().leaders
    found: dict[Key, set[str]] = {}
    for line in lines:
        for first, last, country in _officers(line):
            name = tuple(w.fold for w in line.words[first:last])
            keys = {name[n:] for n in range(len(name))}
            if country is None and (home is None or keys & listed.keys()):
                continue
            for key in keys:
                found.setdefault(key, set()).add(country or home or "")
    return {key: next(iter(countries)) for key, countries in found.items() if len(countries) == 1}


def _officers(line: Line) -> Iterator[tuple[int, int, str | None]]:
    """Yield the names behind an office, ``[first, last)``, with the country before the office, if one stands there."""
    words = line.words
    offices = load_modifiers().office
    countries = dict(line.countries.values())
    i = 1
    while i < len(words):
        size = next((n for n in (2, 1) if i >= n and tuple(w.fold for w in words[i - n : i]) in offices), 0)
        last = _name_end(words, i) if size else i
        if last == i:
            i += 1
            continue
        at = i - size
        owner = at - 1 if at > 0 and words[at - 1].fold == "s" else at
        country = countries.get(owner)
        alone = words[at].raw[:1].isupper() and (at == 0 or words[at - 1].token.pos_ not in ("NOUN", "PROPN", "ADJ"))
        if country is not None or (alone and (words[i - 1].fold in _NAMELESS or size == 2)):
            yield i, last, country
        i = last


def _name_end(words: Sequence[Word], first: int) -> int:
    """Return one past the last word of the name that begins at `first`; `first` itself where none does."""
    last = first
    while last < len(words) and words[last].raw[:1].isupper() and words[last].token.pos_ == "PROPN":
        token = words[last].token
        if last > first and token.i - words[last - 1].token.i > 1 and token.doc[token.i - 1].text != "-":
            break
        last += 1
    return last


def leader_of(leaders: Mapping[Key, str], words: Sequence[Word], first: int, last: int) -> str | None:
    """Return the country that an introduced leader named by words ``[first, last)`` heads."""
    return leaders.get(tuple(w.fold for w in words[first:last]))
