"""Sentence patterns: words with slots, kept in ``data/phrases.tsv`` and changed by a template, filled with parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from string import Formatter

from dateline.errors import TemplateError
from dateline.reports.sentences import Name, Part, Words


@dataclass(frozen=True, slots=True)
class Phrases:
    """Patterns by name."""

    patterns: Mapping[str, str]

    def fill(self, name: str, **slots: Part | Sequence[Part]) -> tuple[Part, ...]:
        """Return a pattern's words with its slots filled, each by a part or several.

        Raises:
            TemplateError: if there is no such pattern, or it has a slot that is not given.
        """
        if name not in self.patterns:
            raise TemplateError(f"there is no sentence pattern {name!r}")
        parts: list[Part] = []
        for words, slot, _, _ in Formatter().parse(self.patterns[name]):
            if words:
                parts.append(Words(words))
            if slot is not None:
                if slot not in slots:
                    raise TemplateError(
                        f"pattern {name!r} has the slot {slot!r}, which it is not given; it may have: {', '.join(sorted(slots))}"
                    )
                given = slots[slot]
                parts += [given] if isinstance(given, Part) else given
        return tuple(parts)

    def say(self, name: str, **slots: str) -> str:
        """Return a pattern as plain text, for headings and notes.

        Raises:
            TemplateError: as `fill`.
        """
        filled = self.fill(name, **{slot: Name(text) for slot, text in slots.items()})
        return "".join(part.text for part in filled if isinstance(part, (Words, Name)))

    def changed(self, changes: Mapping[str, str]) -> Phrases:
        """Return the patterns with some changed.

        Raises:
            TemplateError: if a change is of no pattern, is no pattern, or drops or adds a slot: a number must not fall out of a sentence.
        """
        for name, pattern in changes.items():
            if name not in self.patterns:
                raise TemplateError(f"there is no sentence pattern {name!r} to change; data/phrases.tsv of dateline.reports lists them")
            held, wanted = slots_of(name, self.patterns[name]), slots_of(name, pattern)
            if held != wanted:
                raise TemplateError(f"pattern {name!r} must have the slots {sorted(held)}, each once or more; it has {sorted(wanted)}")
            if any(c.isdigit() for words, _, _, _ in Formatter().parse(pattern) for c in words):
                raise TemplateError(f"pattern {name!r} holds a digit; numbers come from the ledger alone, as slots")
        return Phrases({**self.patterns, **changes})


def slots_of(name: str, pattern: str) -> frozenset[str]:
    """Return the slots of a pattern.

    Raises:
        TemplateError: if it is not well formed.
    """
    try:
        return frozenset(slot for _, slot, _, _ in Formatter().parse(pattern) if slot is not None)
    except ValueError as error:
        raise TemplateError(f"pattern {name!r} is not well formed: {error}") from error


@cache
def packaged() -> Phrases:
    """Return the patterns of the package."""
    return Phrases({row["name"]: row["pattern"] for row in rows("phrases.tsv")})


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of one of the package's tables, by the names in its first line that is no comment."""
    text = resources.files("dateline.reports").joinpath("data", name).read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
