"""Tell for which body a speaker speaks: "a doctor at the hospital", "hospital officials" and the hospital's director are one source.

An incident is of one place and time. Who treats its wounded, its police, its mayor are each one body there, however a report calls the
one who speaks for it, and unnamed people at the scene cannot be told from each other. Two bodies with names of their own ("the
Kindi hospital", "the Yarmouk hospital") are two; who may be of either stays alone. The words are in data/bodies.tsv.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from dateline.actors.offices import PAST, load_offices
from dateline.incidents.names import fold
from dateline.incidents.tables import BodyWords, body_words

_WORD = re.compile(r"[^\W\d_][\w'’-]*")


@dataclass(frozen=True, slots=True)
class Body:
    """A body: what kind it is, the names that tell it from others of the kind, whether a person known by name speaks for it."""

    kind: str
    names: frozenset[str]
    person: bool


@lru_cache(maxsize=65_536)
def body_of(name: str, role: str | None, organisation: str | None) -> Body | None:
    """Return the body that a speaker speaks for, ``None`` where no words tell it.

    Args:
        name: what the speaker is called: a person, a body, or a description.
        role: what a person is, as printed.
        organisation: where a person is it.

    >>> body_of("Ana Ruiz", "director", "Balad hospital") == body_of("Ben Oyo", "surgeon", "the hospital in Balad")
    True
    """
    called = fold(name).split()
    person = role is not None and not set(fold(role).split()) <= set(called)
    told = role or "" if person else name
    if PAST.intersection(fold(told).split()):
        return None
    employer = _find(organisation or "", people=False)
    spoken = _find(told, people=not person)
    if spoken is not None and spoken.by == "trade" and organisation and employer is None:
        spoken = None
    found = employer or spoken
    if found is None:
        return None
    names = frozenset[str]().union(*(_names(text, found) for text in (organisation or "", told) if text))
    return Body(found.body, names, person)


def of_one_body(bodies: Mapping[str, Body]) -> dict[str, str]:
    """Lead speakers who speak for one body to one of them, an unnamed one with the fullest name if there is one.

    Args:
        bodies: the bodies of speakers of one incident, by the speaker's key.

    Returns:
        For each key that is led to another, that other.
    """
    led: dict[str, str] = {}
    for kind in sorted({body.kind for body in bodies.values()}):
        groups: list[tuple[set[str], list[str]]] = []
        nameless: list[str] = []
        for key in sorted(key for key, body in bodies.items() if body.kind == kind):
            names = bodies[key].names
            if not names:
                nameless.append(key)
                continue
            near = [group for group in groups if group[0] & names]
            joined = (set(names).union(*(group[0] for group in near)), [key, *(k for group in near for k in group[1])])
            groups = [group for group in groups if group not in near] + [joined]
        if len(groups) == 1:
            groups[0][1].extend(nameless)
        else:
            groups.append((set(), nameless))
        for _, keys in groups:
            first = min(keys, key=lambda key: (bodies[key].person, -len(key), key), default="")
            led.update({key: first for key in keys if key != first})
    return led


def _find(text: str, *, people: bool) -> BodyWords | None:
    folded = f" {fold(text)} "
    return next((row for row in body_words() if f" {row.words} " in folded and (people or row.by != "people")), None)


def _names(text: str, row: BodyWords) -> set[str]:
    """Return the capitalised words of a text that name a body, without those that only say what it is."""
    words = _WORD.findall(text)
    if row.named == "before":
        head = row.words.split()[0]
        words = words[: next((n for n, word in enumerate(words) if fold(word) == head), len(words))]
    return {fold(word) for word in words if word[:1].isupper()} - _common() - {""}


@cache
def _common() -> frozenset[str]:
    """Return the words of offices and bodies: capitalised at the head of a phrase they are no names."""
    offices = load_offices()
    words = {word for key in (*offices.titles, *offices.modifiers) for word in key}
    words |= {word for row in body_words() for word in row.words.split()}
    return frozenset({fold(word) for word in words} | {fold(f"{word}s") for word in words} | {"the", "a", "an"})
