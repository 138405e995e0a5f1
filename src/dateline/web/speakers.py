"""Outlets and speakers: how often each is heard, how often alone, how often contradicted and by whom."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from dateline.records import Article, Incident, SourceKind, Voice
from dateline.views.words import kind_of

#: Kinds of speakers who are private persons, or may be: their names are shown to nobody outside.
PRIVATE = frozenset({SourceKind.WITNESS, SourceKind.RESIDENT, SourceKind.OTHER})
#: Those who contradict a speaker that are named.
MOST = 3
_WITHHELD = " (name withheld)"
_ID = re.compile(r"[0-9a-f]{16,}")


@dataclass(slots=True)
class Heard:
    """One speaker: in how many incidents, in how many of them alone, in how many contradicted, and by whom; an incident to begin with."""

    name: str
    kind: str
    party: bool
    incidents: int = 0
    claims: int = 0
    alone: int = 0
    contradicted: int = 0
    by: Counter[str] = field(default_factory=Counter)
    first: str = ""

    @property
    def article(self) -> bool:
        """Whether it is a report that credits nobody: its voice goes by the article's id."""
        return _ID.fullmatch(self.name) is not None

    @property
    def withheld(self) -> bool:
        """Whether the name is not told."""
        return self.name.endswith(_WITHHELD)

    @property
    def most(self) -> list[tuple[str, int]]:
        """Those who contradict it most often."""
        heaviest = sorted(self.by.items(), key=lambda item: (-item[1], item[0]))[:MOST]
        return [(f"report {name[:8]}" if _ID.fullmatch(name) else name, number) for name, number in heaviest]


@dataclass(frozen=True, slots=True)
class Outlet:
    """A paper or agency: how many articles, how many of them credit an agency, the days of the first and the last."""

    name: str
    articles: int
    wired: int
    first: str | None
    last: str | None


def public_name(name: str, kind: str, *, hide: bool) -> str:
    """Return how a speaker is named; of one who may be a private person only the kind is told where names are hidden."""
    return f"{kind_of(kind)}{_WITHHELD}" if hide and kind in PRIVATE else name


def speakers_of(incidents: Iterable[Incident], *, hide: bool) -> list[Heard]:
    """Return all speakers of a ledger's incidents, those heard most often first."""
    found: dict[tuple[str, str], Heard] = {}
    for incident in incidents:
        named = {claim_id: _named(voice, hide) for voice in incident.voices for claim_id in voice.claim_ids}
        against: dict[str, set[str]] = {}
        for contradiction in incident.contradictions:
            sides = dict.fromkeys(named[claim_id] for claim_id in contradiction.claim_ids if claim_id in named)
            for one in sides:
                against.setdefault(one, set()).update(other for other in sides if other != one)
        for voice in incident.voices:
            name = _named(voice, hide)
            heard = found.setdefault((name, voice.kind), Heard(name, voice.kind, voice.party))
            heard.party = heard.party or voice.party
            heard.incidents += 1
            heard.claims += len(voice.claim_ids)
            heard.alone += len(incident.voices) == 1
            heard.contradicted += bool(against.get(name))
            heard.by.update(against.get(name, ()))
            heard.first = heard.first or incident.id
    return sorted(found.values(), key=lambda heard: (-heard.incidents, -heard.claims, heard.name, heard.kind))


def _named(voice: Voice, hide: bool) -> str:
    return public_name(voice.name, voice.kind, hide=hide)


def outlets_of(articles: Iterable[Article]) -> list[Outlet]:
    """Return the publishers of articles, those with most articles first."""
    told: dict[str, list[Article]] = {}
    for article in articles:
        told.setdefault(article.publisher or "not stated", []).append(article)
    rows = []
    for name, own in told.items():
        days = sorted(article.published.day for article in own if article.published is not None)
        wired = sum(bool(article.agencies) for article in own)
        rows.append(Outlet(name, len(own), wired, days[0] if days else None, days[-1] if days else None))
    return sorted(rows, key=lambda outlet: (-outlet.articles, outlet.name))
