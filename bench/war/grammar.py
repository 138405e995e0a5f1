"""Write sentences from hand-written patterns: many alternatives a node, slots for facts, references to other nodes.

A wording file (``wording/*.txt``) holds nodes. ``[name]`` begins one, each further line is an alternative, ``3* `` before it makes it
three times as likely. ``{slot}`` stands for a fact and ``<node>`` for a node; ``<node>`` means ``node.KIND`` where the facts have a
``kind`` and there is such a node. An alternative that needs a fact which is not there is not taken; ``{tail}`` is the node ``tail`` where
somebody speaks, and nothing where nobody does. Nothing here knows Dateline.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

FOLDER = Path(__file__).parent / "wording"
TRIES = 400
_PART = re.compile(r"\{(\w+)\}|<(\w+)>")
_WEIGHT = re.compile(r"(\d)\* (.*)")
_ARTICLE_CAPS = re.compile(r"^[\"(]?([a-z])")


class NoWording(LookupError):
    """No alternative of a node can be said with the facts given."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A sentence or phrase, and the slots that went into it."""

    text: str
    used: frozenset[str]


@cache
def nodes() -> Mapping[str, tuple[str, ...]]:
    """Read every wording file; an alternative stands as often as it weighs.

    Raises:
        ValueError: if an alternative stands before the first node of its file.
    """
    found: dict[str, list[str]] = {}
    for path in sorted(FOLDER.glob("*.txt")):
        current: list[str] | None = None
        for line in path.read_text("utf-8").splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            if line.startswith("["):
                current = found.setdefault(f"{path.stem}:{line.strip('[] ')}", [])
                continue
            if current is None:
                raise ValueError(f"{path.name}: {line!r} stands before the first node")
            weight = _WEIGHT.match(line)
            current.extend([weight[2]] * int(weight[1]) if weight else [line])
    return {name: tuple(lines) for name, lines in found.items()}


def render(node: str, facts: Mapping[str, str], chance: Random, *, must: Collection[str] = (), never: Collection[str] = ()) -> Rendered:
    """Write one alternative of a node.

    Args:
        node: ``file:name``; the references in it are looked up in its file first, then in all.
        facts: what the slots stand for.
        chance: where the choices come from.
        must: slots that have to be used.
        never: slots that must not be.

    Raises:
        NoWording: if no alternative fits the facts.
    """
    kept = {slot: fact for slot, fact in facts.items() if slot not in never}
    for _ in range(TRIES):
        drawn = _draw(node, kept, chance)
        if drawn is not None and drawn.used.issuperset(must):
            return drawn
    raise NoWording(f"{node} with {sorted(facts)} and {sorted(must)}")


def sentence(text: str) -> str:
    """Begin with a capital and end with a stop."""
    text = _ARTICLE_CAPS.sub(lambda match: match[0].upper(), text.strip())
    return text if text.endswith((".", "?", "!", '."', '?"', ',"')) else f"{text}."


def _draw(node: str, facts: Mapping[str, str], chance: Random) -> Rendered | None:
    name = _find(node, facts)
    if name is None:
        raise NoWording(f"there is no node {node}")
    file = name.split(":")[0]
    used: set[str] = set()
    parts: list[str] = []
    at = 0
    line = chance.choice(nodes()[name])
    for match in _PART.finditer(line):
        parts.append(line[at : match.start()])
        at = match.end()
        slot, reference = match[1], match[2]
        if slot == "tail" and "tail" not in facts:
            if "source" not in facts or "source" in used:
                continue
            reference = "tail"
        elif slot is not None:
            if slot not in facts:
                return None
            used.add(slot)
            parts.append(facts[slot])
            continue
        inner = _draw(f"{file}:{reference}", facts, chance)
        if inner is None:
            return None
        used |= inner.used
        if parts and inner.text.startswith(","):
            parts[-1] = parts[-1].rstrip()
        parts.append(inner.text)
    parts.append(line[at:])
    return Rendered("".join(parts), frozenset(used))


def _find(node: str, facts: Mapping[str, str]) -> str | None:
    file, name = node.split(":")
    kind = facts.get("kind")
    for wanted in (f"{name}.{kind}", name) if kind else (name,):
        for place in (file, *_files()):
            if f"{place}:{wanted}" in nodes():
                return f"{place}:{wanted}"
    return None


@cache
def _files() -> tuple[str, ...]:
    return tuple(sorted({name.split(":")[0] for name in nodes()}))
