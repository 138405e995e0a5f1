"""What the reader's panel tells of a claim: what was read, from which words, by which rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.incidents import place_of
from dateline.records import Claim, Incident, Span, When, Where
from dateline.views.claims import doubts
from dateline.views.export import mask_of, masked
from dateline.views.words import PRECISIONS, event, figure, source, spoken, stretch

_BASIS = re.compile(r"(?P<rule>[a-z0-9-]+): (?P<words>.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing read: of which layer, what was read, the words it was read from and the rule, each ``None`` where there is none."""

    layer: str
    name: str
    value: str
    words: str | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as the panel shows it: what happened, by whom it is said, each thing that was read, what is in doubt, in which incident it
    is, and where its words begin."""

    id: str
    event: str
    status: str
    background: bool
    said_by: str
    quote: str
    start: int
    end: int
    lines: tuple[Line, ...]
    rules: tuple[str, ...]
    doubts: tuple[str, ...]
    confidence: float
    incident: tuple[str, str] | None


def told_of(claims: Sequence[Claim], holders: Mapping[str, Incident], *, hide_names: bool) -> tuple[list[Told], Callable[[str], str]]:
    """Return claims as the panel shows them, and what makes other words of the article fit to be shown.

    Args:
        claims: of one article, in reading order.
        holders: the incident that holds a claim, by the claim's id.
        hide_names: whether names of private persons are masked, letter for letter.
    """
    names = mask_of(claims) if hide_names else None

    def fit(words: str) -> str:
        return words if names is None else masked(words, names)

    return [_told(claim, holders.get(claim.id), fit) for claim in claims], fit


def _told(claim: Claim, holder: Incident | None, fit: Callable[[str], str]) -> Told:
    where = place_of(holder) if holder is not None else None
    named = ", ".join(part for part in (where.name if where else None, stretch(holder.when) if holder is not None else None) if part)
    return Told(
        id=claim.id,
        event=event(claim),
        status=spoken(claim.status),
        background=claim.background,
        said_by=fit(source(claim.attribution)),
        quote=fit(claim.evidence.quote),
        start=claim.evidence.start,
        end=claim.evidence.end,
        lines=tuple(_fit(line, fit) for line in _lines(claim)),
        rules=claim.rules,
        doubts=tuple(fit(doubt) for doubt in doubts(claim)),
        confidence=claim.confidence,
        incident=None if holder is None else (holder.id, f"{event(holder)}, {named}" if named else event(holder)),
    )


def _fit(line: Line, fit: Callable[[str], str]) -> Line:
    return Line(line.layer, line.name, fit(line.value), None if line.words is None else fit(line.words), line.rule and fit(line.rule))


def _lines(claim: Claim) -> Iterable[Line]:
    for one in claim.figures:
        scope = f"{spoken(one.victim_kind)}, {spoken(one.scope)}" + (f", {one.flow}" if one.flow else "")
        yield Line("figure", "figure", figure(one), one.span.quote, scope)
    yield _day(claim.time)
    if not claim.places:
        yield Line("place", "place", "not stated")
    for where in claim.places:
        yield _place(where)
    if (who := claim.attribution) is not None:
        via = f", through {who.via}" if who.via else ""
        yield Line("source", "source", f"{source(who)}{via}", who.span.quote, f'{spoken(who.mode)}, by "{who.cue}"')
    for actor in claim.actors:
        yield Line(
            "actor", spoken(actor.role), f"{actor.name or actor.span.quote} ({spoken(actor.kind)})", actor.span.quote, actor.actor_id
        )
    for means in claim.means:
        yield Line("means", "means", spoken(means.kind), means.span.quote)


def _day(when: When | None) -> Line:
    if when is None:
        return Line("time", "day", "not stated")
    named = _BASIS.fullmatch(when.basis)
    return Line("time", "day", stretch(when), _quote(when.span), named["rule"] if named is not None else when.basis)


def _place(where: Where) -> Line:
    region = ", ".join(part for part in (where.admin1, where.country) if part)
    value = f"{where.name} [{region}]" if region else where.name
    known = f"GeoNames {where.geoname_id}" if where.geoname_id is not None else "in no gazetteer" if where.lat is None else "by its point"
    return Line("place", f"place ({where.role})", value, where.span.quote, f"{known}; {PRECISIONS[where.precision]}")


def _quote(span: Span | None) -> str | None:
    return span.quote if span is not None else None
