"""Put bound drafts together into claims: figures of one happening in one sentence become one claim."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from dateline.claims.bound import Bound
from dateline.claims.context import Context
from dateline.claims.stocks import DISPLACEMENT, flow_of
from dateline.records import (
    Claim,
    Figure,
    Flow,
    Measure,
    Quantifier,
    Span,
    Unit,
    VictimKind,
)

_HOUSING = frozenset({Measure.HOUSING_DESTROYED, Measure.HOUSING_DAMAGED})
#: How far each way of binding a number is trusted, by hand: order of precision on our own labelled sentences (dev part).
_TRUST = {"parse": 0.9, "order": 0.8, "ellipsis": 0.75, "subset": 0.85, "breakdown": 0.8, "anaphoric": 0.7, "earlier": 0.75, "table": 0.8}


def merge(context: Context, bound: Sequence[Bound]) -> list[Claim]:
    """Join what one sentence says of one happening: "killed 12 and wounded 20" is one claim with two figures."""
    return [claim_of(context, group) for group in grouped(bound)]


def grouped(bound: Sequence[Bound]) -> list[list[Bound]]:
    """Return neighbouring drafts that make one claim, together."""
    groups: list[list[Bound]] = []
    for item in bound:
        if groups and _joins(groups[-1], item):
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


def _joins(group: Sequence[Bound], item: Bound) -> bool:
    one = group[0]
    if one.scene is not item.scene or one.draft.harm is None or item.draft.harm is None:
        return False
    if item.draft.harm.subset or one.draft.harm.subset:
        return False
    if _is_toll(one) != _is_toll(item) and not _is_earlier(item):
        return False  # a toll counts all the dead so far; nothing beside it adds to it
    same = (one.status, one.statement, one.background, one.domain, one.scope) == (
        item.status,
        item.statement,
        item.background,
        item.domain,
        item.scope,
    )
    if not same or one.draft.type != item.draft.type or one.draft.subtype != item.draft.subtype:
        return False
    rows = [member.draft.cell.line if member.draft.cell else None for member in (one, item)]
    if rows[0] != rows[1]:
        return False
    if one.when != item.when or {p.span for p in one.places} != {p.span for p in item.places}:
        return False
    return True


def _is_toll(item: Bound) -> bool:
    return item.draft.harm is not None and item.draft.harm.word.victims == "toll"


def _is_earlier(item: Bound) -> bool:
    return item.draft.harm is not None and item.draft.harm.rule == "earlier-count"


def claim_of(context: Context, group: Sequence[Bound]) -> Claim:
    """Make the claim of a group."""
    group = sorted(group, key=_is_earlier)  # the number that stands comes before the one it replaces
    item = group[0]
    scene, draft, text = item.scene, item.draft, context.article.text
    figures = tuple(f for member in group for f in _figures(context, member))
    rules = list(dict.fromkeys(rule for member in group for rule in member.rules))
    counted = [m for m in group if m.draft.harm is not None and m.draft.harm.rule != "earlier-count"]
    measures = [m.draft.harm.counted for m in counted if m.draft.harm and m.draft.harm.counted in (Measure.KILLED, Measure.INJURED)]
    if len(measures) > len(set(measures)):
        rules.append("coordinate-victims")
    if any(i.beside for member in group for i in member.individuals) and "coordinate-victims" not in rules:
        rules.append("coordinate-victims")
    if any(figure.person is not None for figure in figures):
        rules.append("named-person")
    evidence = Span.of(text, scene.sentence.start, scene.sentence.end)
    trigger = Span.of(text, scene.start(draft.trigger), scene.end(draft.trigger_last))
    key = f"{context.article.id}|{draft.type}|{trigger.start}|{trigger.end}|" + "|".join(
        f"{f.measure}:{f.span.start}:{f.span.end}" for f in figures
    )
    actors = tuple(dict.fromkeys(a for member in group for a in member.actors))
    return Claim(
        id=hashlib.sha256(key.encode()).hexdigest()[:16],
        article_id=context.article.id,
        event_type=draft.type,
        event_subtype=draft.subtype,
        status=item.status,
        background=item.background,
        confidence=_confidence(group),
        rules=tuple(rules),
        evidence=evidence,
        trigger=trigger,
        attribution=item.statement.attribution if item.statement else None,
        actors=actors,
        figures=figures,
        time=item.when,
        places=item.places,
        means=item.means,
        domain=item.domain,
    )


def _figures(context: Context, item: Bound) -> Iterator[Figure]:
    """Yield what is counted by a number, then who is counted by name."""
    if (counted := _figure(context, item)) is not None:
        yield counted
    elif (fled := _named_person(context, item)) is not None:
        yield fled
    for one in item.individuals:
        flow = Flow.FLOW if one.measure in DISPLACEMENT else None
        yield Figure(
            one.measure, 1, 1, Quantifier.EXACT, Unit.PERSON, one.name, one.kind, item.scope, flow, one.span, person=one.name
        )  # fmt: skip


def _figure(context: Context, item: Bound) -> Figure | None:
    draft, scene = item.draft, item.scene
    if draft.harm is None and draft.count is None:
        return None
    quantity = draft.harm.quantity if draft.harm else draft.count.quantity if draft.count else None
    assert quantity is not None
    measure = draft.harm.counted if draft.harm else draft.count.measure if draft.count else None
    assert measure is not None
    span = Span.of(context.article.text, scene.start(quantity.first), scene.end(quantity.last))
    described = draft.victims
    since = item.when.earliest if item.when is not None and "running-total" in item.rules else None
    unit = (
        described.unit if described else Unit.EVENT if measure is Measure.ATTACKS else Unit.BUILDING if measure in _HOUSING else Unit.PERSON
    )
    return Figure(
        measure=measure,
        low=quantity.low,
        high=quantity.high,
        quantifier=quantity.quantifier if quantity.kind != "vague" else Quantifier.VAGUE,
        unit=unit,
        who=described.who if described else scene.tokens[draft.count.noun].text if draft.count else None,
        victim_kind=described.kind if described else VictimKind.UNKNOWN,
        scope=item.scope,
        flow=flow_of(scene, draft, measure, window=any(rule.startswith("scope-period-words") for rule in item.rules)),
        span=span,
        since=since,
    )


def _named_person(context: Context, item: Bound) -> Figure | None:
    """Count a person who flees under his or her own name as one."""
    agent = item.draft.agent
    if item.draft.subtype != "flight" or agent is None or agent.pos_ != "PROPN" or agent.tag_ == "NNPS":
        return None
    base = item.scene.tokens[0].i
    first = agent.i - base
    while first and item.scene.tokens[first - 1].pos_ == "PROPN":
        first -= 1
    span = Span.of(context.article.text, item.scene.start(first), item.scene.end(agent.i - base))
    kind, name = VictimKind.CIVILIAN, span.quote
    return Figure(Measure.DISPLACED, 1, 1, Quantifier.EXACT, Unit.PERSON, name, kind, item.scope, Flow.FLOW, span, person=name)


def _confidence(group: Sequence[Bound]) -> float:
    item = group[0]
    harm = item.draft.harm
    value = _TRUST.get(harm.rule.split("-")[0], 0.8) if harm else 0.75
    if item.when is None or item.when.span is None:
        value -= 0.1
    if not item.places or all(p.lat is None for p in item.places):
        value -= 0.1
    if any("-sentences-before" in rule or rule == "place-of-lead" for rule in item.rules):
        value -= 0.05
    return round(max(0.05, value), 2)
