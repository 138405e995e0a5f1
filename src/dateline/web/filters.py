"""Which incidents a view shows: read from an address's query and written back into one, so that every view has its own address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from urllib.parse import urlencode

from fastapi import Request

from dateline.views.words import day, kind_of, spoken
from dateline.vocabulary import Measure, SourceKind

#: Grades and statuses as `dateline.records.Incident` has them, the surest first.
GRADES = ("corroborated", "reported", "single", "contested", "contradicted")
STATUSES = ("proposed", "confirmed", "rejected")
#: Longer words than this are no place's and no side's name; an address has room for no more.
LONGEST = 200


class BadFilter(ValueError):
    """A filter has a value that it cannot have; the message names it and the way out."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What incidents must have to be shown; ``None`` asks for nothing.

    `since` and `until` are ISO days, both included: an incident stays that *may* lie between them, one of unknown day goes.
    `place` is part of the name of a place or province, or a country's code; `type` an event type or subtype; `measure` asks for a
    figure of that kind; `side` is part of a participant's name; `source` a kind of speaker among the voices; `one_voice` leaves only
    incidents that rest on a single voice.
    """

    since: str | None = None
    until: str | None = None
    place: str | None = None
    type: str | None = None
    measure: str | None = None
    grade: str | None = None
    side: str | None = None
    source: str | None = None
    status: str | None = None
    one_voice: bool = False

    @classmethod
    def parse(cls, query: Mapping[str, str]) -> Filters:
        """Return the filters of an address's query; names that are no filter's, and empty values, are passed over.

        Raises:
            BadFilter: if a value is not one that the filter can have.
        """
        given = {name: query[name].strip() for name in NAMES if query.get(name, "").strip()}
        for name, value in given.items():
            if len(value) > LONGEST or "\x00" in value:
                raise BadFilter(f"{name}: {value[:40]!r} ... is too long, or no text; at most {LONGEST} characters are read")
        for name in ("since", "until"):
            if name in given:
                _check_day(name, given[name])
        if "since" in given and "until" in given and given["since"] > given["until"]:
            raise BadFilter(f"since {given['since']} is after until {given['until']}, so no day lies between; turn them round")
        for name, allowed in CHOICES.items():
            if name in given and given[name] not in allowed:
                raise BadFilter(f"{name}: there is no {given[name]!r}; one of {', '.join(allowed)}")
        one_voice = given.pop("one_voice", None)
        if one_voice not in (None, "1"):
            raise BadFilter(f"one_voice: {one_voice!r} is not 1; leave it out to show all")
        return cls(**given, one_voice=one_voice == "1")

    def pairs(self) -> list[tuple[str, str]]:
        """Return the filters that are set, as an address has them, in a fixed order."""
        found = []
        for name in NAMES:
            value = getattr(self, name)
            if value:
                found.append((name, "1" if value is True else str(value)))
        return found

    def query(self, **more: str | int | None) -> str:
        """Return the filters as an address's query, with its question mark; empty where there is none.

        Args:
            more: further parameters, such as the page; ``None`` leaves one out.
        """
        pairs = self.pairs() + [(name, str(value)) for name, value in more.items() if value is not None]
        return f"?{urlencode(pairs)}" if pairs else ""

    def without(self, *names: str) -> Filters:
        """Return the same filters without those named."""
        blank = {field.name: field.default for field in fields(self) if field.name in names}
        return replace(self, **blank)  # type: ignore[arg-type]

    def having(self, **values: str | bool) -> Filters:
        """Return the same filters with other values."""
        return replace(self, **values)  # type: ignore[arg-type]

    def words(self) -> list[tuple[str, str]]:
        """Return each filter that is set, by name, in words for people."""
        return [(name, WORDS[name](str(getattr(self, name)))) for name, _ in self.pairs()]

    def __bool__(self) -> bool:
        return bool(self.pairs())


NAMES = tuple(field.name for field in fields(Filters))
CHOICES: dict[str, tuple[str, ...]] = {
    "measure": tuple(Measure),
    "grade": GRADES,
    "source": tuple(SourceKind),
    "status": STATUSES,
}
WORDS: dict[str, Callable[[str], str]] = {
    "since": lambda value: f"from {day(value)}",
    "until": lambda value: f"until {day(value)}",
    "place": lambda value: f"place: {value}",
    "type": lambda value: f"type: {spoken(value)}",
    "measure": lambda value: f"figure: {spoken(value)}",
    "grade": lambda value: f"grade: {value}",
    "side": lambda value: f"side: {value}",
    "source": lambda value: f"source: {kind_of(value)}",
    "status": lambda value: f"status: {value}",
    "one_voice": lambda value: "one voice only",
}


def _check_day(name: str, value: str) -> None:
    try:
        if date.fromisoformat(value).isoformat() != value:
            raise ValueError(value)
    except ValueError:
        raise BadFilter(f"{name}: {value!r} is no day; write it as 2016-11-06") from None


def filters_of(request: Request) -> Filters:
    """Return the filters in an address; a dependency.

    Raises:
        BadFilter: if one cannot be read.
    """
    return Filters.parse(request.query_params)
