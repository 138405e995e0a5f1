"""What an incident's page tells: each figure with the rule and the words behind it, the sides of each contradiction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.incidents.tables import toll_rules
from dateline.records import Bound, Claim, Contradiction, Incident, Role, Span, StatedCount, Status, Toll
from dateline.views.claims import marked_spans
from dateline.views.incidents import place_of_quote, stance
from dateline.views.words import bounds, count, route, source, stretch

#: A scale may reach this far beyond its best; what lies farther is told in words, so that the rest can be read.
WIDEST = 40


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence: its words, and whether they are the evidence."""

    words: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Term:
    """One number behind a bound: who says it, in which words, in which claim; ``None`` where the ledger has no such claim."""

    value: str
    by: str
    words: str
    claim: Claim | None


@dataclass(frozen=True, slots=True)
class BoundTold:
    """A bound of a toll: ``low``, ``best`` or ``high``, its number, the rules that set it with their meanings, the numbers behind it."""

    name: str
    value: str
    rules: tuple[tuple[str, str], ...]
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A number that somebody states, on a toll's scale: from `x` to `end` in per cent; `out` where it is in no bound."""

    x: float
    end: float
    words: str
    by: str
    out: bool


@dataclass(frozen=True, slots=True)
class TollTold:
    """A toll with its bounds, what was stated and is in none of them, and a scale of all that was stated.

    `low`, `best` and `high` are per cent of the scale; `high` is 100 where it is open. `ticks` are numbers on the scale.
    """

    toll: Toll
    bounds: tuple[BoundTold, ...]
    left_out: tuple[tuple[Term, str, str], ...]
    shares: tuple[tuple[str, str, str], ...]
    marks: tuple[Mark, ...]
    low: float
    best: float
    high: float
    ticks: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a contradiction: what it says, and each claim that says so with its marked sentence."""

    says: str
    claims: tuple[tuple[Claim, tuple[Piece, ...]], ...]


def pieces(claim: Claim, *, alone: Span | None = None) -> tuple[Piece, ...]:
    """Return a claim's sentence in pieces, those that it rests on marked; put together they are the sentence.

    Args:
        claim: the claim.
        alone: mark these words and no others.
    """
    start, quote = claim.evidence.start, claim.evidence.quote
    found: list[Piece] = []
    at = 0
    for span in marked_spans(claim, alone=alone):
        found += [Piece(quote[at : span.start - start], False), Piece(quote[span.start - start : span.end - start], True)]
        at = span.end - start
    return tuple(piece for piece in (*found, Piece(quote[at:], False)) if piece.words)


def tolls_told(incident: Incident, claims: Mapping[str, Claim]) -> list[TollTold]:
    """Return an incident's tolls with all that is behind them.

    Args:
        incident: the incident.
        claims: its claims by id.
    """
    return [_told(toll, incident, claims) for toll in incident.tolls]


def sides_of(contradiction: Contradiction, claims: Mapping[str, Claim]) -> list[Side]:
    """Return the sides of a contradiction, claims that say the same together, in the order of its claims."""
    found: dict[str, list[tuple[Claim, tuple[Piece, ...]]]] = {}
    for claim_id, quote in zip(contradiction.claim_ids, contradiction.quotes, strict=True):
        claim = claims.get(claim_id)
        if claim is not None:
            where = place_of_quote(claim, quote)
            alone = None if where is None or where == claim.evidence else where
            found.setdefault(_says(contradiction.kind, claim, quote), []).append((claim, pieces(claim, alone=alone)))
    return [Side(says, tuple(those)) for says, those in found.items()]


def _says(kind: str, claim: Claim, quote: str) -> str:
    """Return in a few words what a claim says in a contradiction of a kind (`dateline.records.Contradiction`)."""
    if kind == "happened":
        return "denied" if claim.status is Status.DENIED else "said to have happened"
    if kind == "day":
        return stretch(claim.time)
    if kind == "place":
        return route(claim.places)
    if kind == "perpetrator":
        names = [actor.name or actor.span.quote for actor in claim.actors if actor.role is Role.PERPETRATOR]
        return ", ".join(dict.fromkeys(names)) or quote
    return stance(claim, quote)


def _told(toll: Toll, incident: Incident, claims: Mapping[str, Claim]) -> TollTold:
    stated = [told for told in incident.counts if told.key == (toll.measure, toll.unit, toll.flow)]
    top = _top(toll, stated)
    names = {actor.actor_id: actor.name for actor in incident.actors if actor.actor_id is not None}
    return TollTold(
        toll,
        tuple(_bound(name, [b for b in toll.trace if b.bound == name], claims) for name in dict.fromkeys(b.bound for b in toll.trace)),
        tuple(_left_out(told, claims) for told in stated if told.left_out is not None),
        tuple(
            (
                ", ".join(dict.fromkeys(names.get(actor, actor) for actor in share.actors)) or share.victims.replace("_", " "),
                f"{count(share.best)} ({bounds(share.low, share.high)})" if share.low != share.high else count(share.best),
                "; ".join(dict.fromkeys(toll_rules().get(b.rule, b.rule) for b in share.trace)),
            )
            for share in toll.shares
        ),
        tuple(_mark(told, top, claims) for told in stated),
        _part(toll.low, top),
        _part(toll.best, top),
        100.0 if toll.high is None else _part(toll.high, top),
        _ticks(top),
    )


def _bound(name: str, trace: Sequence[Bound], claims: Mapping[str, Claim]) -> BoundTold:
    values = [bound.value for bound in trace]
    known = [value for value in values if value is not None]
    rules = tuple((rule, toll_rules().get(rule, rule)) for rule in dict.fromkeys(bound.rule for bound in trace))
    value = count(sum(known)) if len(known) == len(values) else "open"
    return BoundTold(name, value, rules, tuple(_term(bound, claims) for bound in trace))


def _term(bound: Bound, claims: Mapping[str, Claim]) -> Term:
    claim = claims.get(bound.claim_id)
    value = "open" if bound.value is None else count(bound.value)
    if claim is None:
        return Term(value, f"claim {bound.claim_id}", "", None)
    words = claim.figures[bound.figure].span.quote if bound.figure < len(claim.figures) else ""
    return Term(value, source(claim.attribution), words, claim)


def _left_out(told: StatedCount, claims: Mapping[str, Claim]) -> tuple[Term, str, str]:
    first = told.terms[0]
    rule = told.left_out or ""
    term = _term(Bound("", told.low, rule, first.claim_id, first.figure), claims)
    return Term(bounds(told.low, told.high), term.by, term.words, term.claim), rule, toll_rules().get(rule, rule)


def _top(toll: Toll, stated: Iterable[StatedCount]) -> int:
    """Return where a toll's scale ends: beyond all that is stated, unless that is out of all proportion."""
    most = max([toll.high or 0, toll.best, *(told.reach for told in stated)], default=0)
    most = min(most, max(toll.best, toll.low, 1) * WIDEST)
    return max(1, round(most * 1.08) if toll.high is not None else round(most * 1.25))


def _mark(told: StatedCount, top: int, claims: Mapping[str, Claim]) -> Mark:
    claim = claims.get(told.terms[0].claim_id)
    by = source(claim.attribution) if claim is not None else told.kind
    end = 100.0 if told.high is None else _part(told.high, top)
    return Mark(_part(told.low, top), end, bounds(told.low, told.high), by, told.left_out is not None)


def _part(value: int, top: int) -> float:
    return round(min(100.0, 100 * value / top), 2)


def _ticks(top: int) -> tuple[tuple[float, str], ...]:
    """Return round numbers along a scale, no more than six."""
    size = 1
    steps = (2.0, 2.5, 2.0)
    turn = 0
    while top / size > 6:
        size = round(size * steps[turn % 3])
        turn += 1
    return tuple((_part(value, top), count(value)) for value in range(0, top + 1, size))
