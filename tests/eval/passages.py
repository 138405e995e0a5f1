"""Read the labelled passages of ``tests/eval/sentences``: text with marked figures, then one line a figure.

A passage is a block, blocks are separated by their ``# id:`` lines::

    # id: libya-014 | published: 2011-05-03
    Shells killed {1|at least 12} people in Misrata on Monday, a doctor said.
    *: place=Misrata | date=2011-05-02 | source=a doctor | type=explosion/shelling
    1: killed 12.. at_least | who=people

``{1|at least 12}`` marks a figure's span: number with its hedge. ``*:`` holds what all figures of the passage share. A number
is ``12`` (closed), ``12..`` (open above) or ``25..30``; the quantifier may be left out where it is ``exact``. A bound is the
number as printed: "more than 50" is ``50..``, "fewer than ten" ``0..10``, "up to 37" ``0..37``. Left out, ``status`` is ``attributed``
where there is a source and ``asserted`` where there is none; ``kind`` is ``unknown``, ``scope`` ``incident``, ``domain`` ``conflict``,
``unit`` ``person``; ``date`` is "up to the day of publication", and unknown at both ends for ``scope=background``. ``date`` is ``DAY``,
``DAY..DAY``, ``..DAY``, ``DAY..`` or ``none``; ``place=none`` and ``source=none`` say plainly that there is none. Lines that start
with ``##`` are comments. A passage without figures of the conflict is a negative.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

SENTENCES = Path(__file__).parent / "sentences"

_HEAD = re.compile(r"# id: (\S+) \| published: (\d{4}-\d\d-\d\d)")
_MARK = re.compile(r"\{(\d+)\|([^{}]+)\}")
_LABEL = re.compile(r"(\*|\d+): (.*)")
_NUMBER = re.compile(r"(\d+)(\.\.)?(\d+)?")
_FIELDS = frozenset({"who", "kind", "place", "date", "source", "status", "scope", "type", "domain", "unit"})

MEASURES = frozenset(
    {
        "killed", "injured", "displaced", "abducted", "detained",
        "captured", "missing", "evacuated", "returned",
    }
)  # fmt: skip
QUANTIFIERS = frozenset({"exact", "at_least", "more_than", "about", "up_to", "fewer_than", "range", "vague"})
STATUSES = frozenset({"asserted", "attributed", "claimed", "denied", "possible", "planned"})
SCOPES = frozenset({"incident", "period", "war", "background"})
KINDS = frozenset({"civilian", "combatant", "mixed", "unknown"})
EVENT_TYPES = frozenset(
    {
        "battle", "explosion", "attack", "abduction", "coercion", "detention", "displacement", "unrest",
        "destruction", "bodies", "casualties", "strategic", "accident", "disaster", "crime",
    }
)  # fmt: skip


class PassageError(ValueError):
    """A passage file breaks the format; the message names file, passage and line."""


@dataclass(frozen=True, slots=True)
class LabelledFigure:
    """One figure as a reader labelled it; `start` and `end` count characters of the passage's text."""

    start: int
    end: int
    quote: str
    measure: str
    low: int
    high: int | None
    quantifier: str
    who: str | None
    victim_kind: str
    place: str | None
    date_earliest: str | None
    date_latest: str | None
    source: str | None
    status: str
    scope: str
    unit: str
    event_type: str | None
    event_subtype: str | None
    domain: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A short text with its publication day and its figures, in reading order."""

    id: str
    published: str
    text: str
    figures: tuple[LabelledFigure, ...]

    @property
    def negative(self) -> bool:
        """Whether the passage claims no figure of a conflict."""
        return not any(figure.domain == "conflict" for figure in self.figures)


def _number(words: str) -> tuple[int, int | None]:
    match = _NUMBER.fullmatch(words)
    if match is None:
        raise ValueError(f"{words!r} is no number; write 12, 12.. or 25..30")
    low, dots, high = match.groups()
    if high is not None:
        if int(high) < int(low):
            raise ValueError(f"{words!r} runs downwards")
        return int(low), int(high)
    return int(low), None if dots else int(low)


def _date(words: str | None, published: str, scope: str) -> tuple[str | None, str | None]:
    if words is None:
        return (None, None) if scope == "background" else (None, published)
    if words == "none":
        return None, None
    earliest, dots, latest = words.partition("..")
    for day in filter(None, (earliest, latest)):
        dt.date.fromisoformat(day)
    return earliest or None, (latest or None) if dots else earliest


def _fields(words: list[str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for word in words:
        name, equals, value = word.strip().partition("=")
        if not equals or name not in _FIELDS or not value:
            raise ValueError(f"{word.strip()!r} is no field; write one of {', '.join(sorted(_FIELDS))} as name=value")
        fields[name] = value
    return fields


def _one_of(value: str, allowed: frozenset[str], name: str) -> str:
    if value not in allowed:
        raise ValueError(f"{name} {value!r} is not one of {', '.join(sorted(allowed))}")
    return value


def parse_label(label: str, *, span: tuple[int, int, str], published: str, shared: dict[str, str] | None = None) -> LabelledFigure:
    """Read one figure's label, as in the module's notation.

    Args:
        label: what stands after ``1: ``.
        span: start, end and words of the figure in its text.
        published: the ISO day of publication, for the default of ``date``.
        shared: fields that all figures of the passage have.

    Raises:
        ValueError: naming the part that is wrong.
    """
    head, *rest = label.split(" | ")
    fields = (shared or {}) | _fields(rest)
    measure, number, *quantifier = head.split()
    low, high = _number(number)
    if not quantifier and high != low:
        raise ValueError(f"{head!r} has a number that is not exact and says no quantifier")
    source = None if fields.get("source") == "none" else fields.get("source")
    scope = _one_of(fields.get("scope", "incident"), SCOPES, "scope")
    earliest, latest = _date(fields.get("date"), published, scope)
    place = fields.get("place")
    event_type, _, event_subtype = fields.get("type", "").partition("/")
    return LabelledFigure(
        *span,
        measure=_one_of(measure, MEASURES, "measure"),
        low=low,
        high=high,
        quantifier=_one_of(quantifier[0] if quantifier else "exact", QUANTIFIERS, "quantifier"),
        who=fields.get("who"),
        victim_kind=_one_of(fields.get("kind", "unknown"), KINDS, "kind"),
        place=None if place == "none" else place,
        date_earliest=earliest,
        date_latest=latest,
        source=source,
        status=_one_of(fields.get("status", "attributed" if source else "asserted"), STATUSES, "status"),
        scope=scope,
        unit=_one_of(fields.get("unit", "person"), frozenset({"person", "family", "household"}), "unit"),
        event_type=_one_of(event_type, EVENT_TYPES, "type") if event_type else None,
        event_subtype=event_subtype or None,
        domain=_one_of(fields.get("domain", "conflict"), frozenset({"conflict", "other"}), "domain"),
    )


def unmark(marked: str) -> tuple[str, dict[str, tuple[int, int, str]]]:
    """Take the marks out of a text.

    Returns:
        The plain text, and for each mark its half-open span in that text with the words it covers.

    >>> unmark("killed {1|at least 12} people")
    ('killed at least 12 people', {'1': (7, 18, 'at least 12')})
    """
    text, spans, last = "", {}, 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        if match[1] in spans:
            raise ValueError(f"mark {match[1]} stands twice")
        spans[match[1]] = (len(text), len(text) + len(match[2]), match[2])
        text += match[2]
        last = match.end()
    text += marked[last:]
    if "{" in text or "}" in text:
        raise ValueError("a brace is left over; marks are {1|words} and do not nest")
    return text, spans


def parse_passage(block: str) -> Passage:
    """Parse one block, from its ``# id:`` line to the next.

    Raises:
        ValueError: naming what is wrong with the block.
    """
    first, _, rest = block.partition("\n")
    head = _HEAD.fullmatch(first.strip())
    if head is None:
        raise ValueError(f"{first!r} is no head; write '# id: NAME | published: YYYY-MM-DD'")
    dt.date.fromisoformat(head[2])
    body: list[str] = []
    labels: dict[str, str] = {}
    for line in rest.split("\n"):
        if line.startswith("##"):
            continue
        if match := _LABEL.fullmatch(line):
            if match[1] in labels:
                raise ValueError(f"label {match[1]} stands twice")
            labels[match[1]] = match[2]
        elif labels and line.strip():
            raise ValueError(f"{line!r} stands after the labels and is none")
        else:
            body.append(line)
    text, spans = unmark("\n".join(body).strip())
    if not text:
        raise ValueError("the passage has no text")
    shared = _fields(labels.pop("*").split(" | ")) if "*" in labels else {}
    if spans.keys() != labels.keys():
        raise ValueError(f"marks {sorted(spans)} and labels {sorted(labels)} differ")
    figures = [parse_label(label, span=spans[key], published=head[2], shared=shared) for key, label in labels.items()]
    return Passage(head[1], head[2], text, tuple(sorted(figures, key=lambda figure: figure.start)))


class Identified(Protocol):
    """What has an id that stands once in its file."""

    @property
    def id(self) -> str:
        """The id."""


T = TypeVar("T", bound=Identified)


def read_passages(path: Path) -> Iterator[Passage]:
    """Read a file of passages.

    Raises:
        PassageError: naming the file, the passage and what is wrong with it; also when an id stands twice.
    """
    return read_blocks(path, parse_passage, PassageError)


def read_blocks(path: Path, parse: Callable[[str], T], failed: type[Exception]) -> Iterator[T]:
    """Read a file of blocks that begin with ``# id:``, each parsed to something with an `id`.

    Raises:
        failed: naming the file, the block and what is wrong with it; also when an id stands twice.
    """
    seen: set[str] = set()
    for block in re.split(r"^(?=# id:)", path.read_text("utf-8"), flags=re.MULTILINE):
        if not block.startswith("# id:"):
            continue
        try:
            item = parse(block)
            if item.id in seen:
                raise ValueError("the id stands twice")
        except ValueError as error:
            raise failed(f"{path.name}: {block.splitlines()[0]}: {error}") from error
        seen.add(item.id)
        yield item
