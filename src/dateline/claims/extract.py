"""Turn an article into claims: draft each sentence, bind who says it, when, where and whom, and merge what is one claim."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from dateline.attribution import chain_for
from dateline.claims.binding import bind_places, bind_time, every_place, last_place, only_place, speakers_place
from dateline.claims.bound import Bound, Stated, fold
from dateline.claims.cast import cast, means_of, tells_of_enemy
from dateline.claims.clauses import clause_head
from dateline.claims.context import Context, Scene, read_context
from dateline.claims.drafts import Draft, drafts, typed
from dateline.claims.frames import Frame, Frames
from dateline.claims.modality import modality, status, unasserted
from dateline.claims.scope import is_background, scope
from dateline.claims.timing import capped, last_day, undated, window
from dateline.records import (
    Article,
    BlockKind,
    Claim,
    Figure,
    Flow,
    Measure,
    PlaceRole,
    Quantifier,
    Scope,
    SourceKind,
    Span,
    Status,
    Unit,
    VictimKind,
    When,
    Where,
)

#: Speakers who tell of what happened where they are.
_LOCAL = frozenset({SourceKind.MEDIC, SourceKind.WITNESS, SourceKind.RESIDENT})
#: From this number on a present perfect without a day sums up more than one event.
MANY = 1000
#: Types that tell of no conflict; their dead are kept, marked, and never make an incident.
OTHER_DOMAIN = frozenset({"accident", "disaster", "crime"})
_DISPLACEMENT = frozenset({Measure.DISPLACED, Measure.EVACUATED, Measure.RETURNED})
_STOCK_WORDS = ("displaced people", "are displaced", "remain", "sheltering", "living in", "camps", "hosting", "are staying", "total of")


def extract_claims(article: Article) -> list[Claim]:
    """Extract every claim of an article.

    A pure function: the same article gives the same claims, in reading order.

    Args:
        article: as `dateline.read_article` gives it.

    Returns:
        The claims; every span lies in ``article.text``. Empty for an article that is not in English.

    Raises:
        AnalyserMissing: if the sentence analyser's model is not installed.
    """
    if article.language not in (None, "en"):
        return []
    context = read_context(article)
    frames = Frames()
    bound: list[Bound] = []
    before: Draft | None = None
    for scene in context.scenes:
        items = _scene(context, frames, scene, before)
        before = next((i.draft for i in reversed(items) if i.draft.harm is not None), None)
        bound += items
    return _merge(context, fold([item for item in bound if _tells(context, item)]))


def _tells(context: Context, item: Bound) -> bool:
    """Return whether a bound draft is a claim: a figure always, a bare event only where it is told as having happened."""
    if item.draft.harm is not None or item.draft.count is not None:
        return True
    heading = context.article.blocks[item.scene.sentence.block].kind is BlockKind.HEADING
    if item.status is Status.PLANNED and item.draft.type != "vow":
        return item.draft.claims and bool(item.actors) and bool(item.places or (item.when and item.when.span))
    return item.draft.claims and not heading and item.status is not Status.HYPOTHETICAL


def _scene(context: Context, frames: Frames, scene: Scene, before: Draft | None) -> list[Bound]:
    found = drafts(scene, before.victims, before.harm) if before else drafts(scene)
    stated = [_state(context, scene, draft, found) for draft in found]
    result: list[Bound] = []
    for draft, words in zip(found, _shared(scene, found, stated), strict=True):
        item = _bind(context, frames, scene, draft, words, result[-1] if result else None)
        result.append(item)
        frames.add(_frame(context, item))
    return result


def _state(context: Context, scene: Scene, draft: Draft, found: Sequence[Draft]) -> Stated:
    """Bind what the draft's own sentence says of speaker, day and place."""
    rivals = [d.position for d in found if d.position != draft.position and (d.harm is not None or d.count is not None)]
    start, end = scene.start(draft.position), scene.end(draft.position)
    chain = chain_for(context.statements, start, end) or chain_for(context.statements, scene.start(draft.trigger), scene.end(draft.trigger))
    if len(chain) > 1 and chain[0].polarity == "planned":
        chain = chain[1:]  # "they told residents to hand over children, a spokeswoman said": the order is the event
    statement = next((s for s in chain if s.attribution.speaker is not None and s.polarity != "refused"), chain[0] if chain else None)
    trigger = scene.tokens[draft.trigger]
    return Stated(
        statement,
        bind_time(scene, trigger, draft.position, statement, rivals),
        bind_places(scene, trigger, draft.position, statement, rivals),
    )


def _shared(scene: Scene, found: Sequence[Draft], stated: Sequence[Stated]) -> list[Stated]:
    """Let coordinated figures share what only one of them states: "18 killed and 33 wounded on Tuesday in Brega"."""
    result = list(stated)
    for one in range(len(found) - 1):
        other = one + 1
        if not _coordinate(scene, found[one], found[other]):
            continue
        a, b = result[one], result[other]
        if a.time is None and b.time is not None:
            result[one] = a = replace(a, time=(b.time[0], b.time[1], "time-shared-by-coordination"))
        elif b.time is None and a.time is not None:
            result[other] = b = replace(b, time=(a.time[0], a.time[1], "time-shared-by-coordination"))
        if a.places is None and b.places is not None:
            result[one] = replace(a, places=(b.places[0], "place-shared-by-coordination"))
        elif b.places is None and a.places is not None:
            result[other] = replace(b, places=(a.places[0], "place-shared-by-coordination"))
    return result


def _coordinate(scene: Scene, one: Draft, other: Draft) -> bool:
    if one.harm is None or other.harm is None:
        return False
    if other.harm.subset:
        return True
    between = scene.tokens[one.harm.quantity.last + 1 : other.harm.quantity.first]
    words = {t.lower_ for t in between}
    return "and" in words and not words & {"while", "but", ";", "whereas", "as"} and len(between) <= 14


def _frame(context: Context, item: Bound) -> Frame:
    draft = item.draft
    speaker = item.statement.attribution.speaker if item.statement else None
    stated = item.when if item.when is not None and item.when.span is not None else None
    kind = context.article.blocks[item.scene.sentence.block].kind
    return Frame(
        item.scene.index,
        kind,
        draft.type,
        draft.subtype,
        draft.specific,
        stated,
        item.places,
        item.actors,
        item.means,
        speaker,
        item.background,
        draft.claims,
    )


def _bind(context: Context, frames: Frames, scene: Scene, draft: Draft, stated: Stated, before: Bound | None) -> Bound:
    rules = list(draft.rules)
    harm, statement = draft.harm, stated.statement
    trigger = scene.tokens[draft.trigger]
    figure = draft.harm.quantity if draft.harm else draft.count.quantity if draft.count else None

    perfect = _perfect(scene, draft)
    places: tuple[Where, ...] = ()
    if draft.count is not None and draft.count.measure in (Measure.ATTACKERS, Measure.ATTACKS):
        places = every_place(scene, statement)
        rules.append("places-of-sentence")
    elif stated.places is not None:
        places, rule = stated.places
        rules.append(rule)
    if not places and draft.type != "vow" and (places := only_place(scene, statement)):
        rules.append("place-in-sentence")
    if harm is not None and not draft.specific and harm.counted is not Measure.MISSING and (draft.agent is None or draft.event is not None):
        frame = frames.cause(scene.index, draft.type, places)
        if frame is not None and frame.subtype is not None:
            draft = typed(draft, frame.type, frame.subtype, "type-from-frame")
            rules.append("type-from-frame")
    speaker = statement.attribution.speaker if statement else None
    when: When | None = None
    role = "point"
    if stated.time is not None:
        when, role, rule = stated.time
        rules.append(rule)
    else:
        carried = None if perfect else frames.when(scene.index, draft.type, draft.subtype, places, speaker)
        if draft.type in ("strength", "population", "vow"):
            pass
        elif carried is not None:
            when, rule = carried
            rules.append(rule)
        elif perfect and (stretch := window(context, scene, trigger)) is not None:
            when, role = stretch, "within"
            rules.append("window-to-publication")
        elif harm is not None and not perfect and (named := last_day(context, scene.index, places, speaker)) is not None:
            when = named
            rules.append("day-last-named")
    aggregate = draft.type == "displacement" and role in ("since", "within")
    pronoun = draft.agent is not None and draft.agent.pos_ == "PRON"
    if not places and pronoun and draft.harm is None and (setting := frames.setting(scene.index)) is not None:
        places, rule = setting
        rules.append(rule)
    if not places and draft.type not in ("population", "vow") and not aggregate:
        carried_places = frames.places(scene.index, draft.type, speaker)
        if carried_places is not None:
            places, rule = carried_places
            rules.append(rule)
        elif statement is not None and statement.attribution.kind in _LOCAL and (seat := speakers_place(scene, statement)) is not None:
            places = (seat,)
            rules.append("place-of-speaker")
        elif harm is not None and (last := last_place(context, scene.index)) is not None:
            places = (last,)
            rules.append("place-last-named")
        elif (lead := frames.lead(draft.type)) is not None:
            places = lead.places
            rules.append("place-of-lead")
    if draft.subtype == "trapped":
        places = tuple(replace(p, role=PlaceRole.AT) if p.role is PlaceRole.FROM else p for p in places)
    if when is None or when.span is None:
        when = undated(context, scene, trigger, draft) or when
        if when is not None:
            rules.append(when.basis.split(":")[0])
    elif role == "since" and when.latest is None:
        when = replace(when, latest=context.day)
    if when is not None and draft.type != "vow":
        when = capped(when, context.day)

    sentence = scene.sentence.tokens.text
    single = figure is not None and figure.low == 1 and figure.high == 1
    many = figure is not None and (figure.kind == "vague" or figure.low >= MANY)
    old = is_background(when, context.day)
    reach, rule = scope(sentence, when, context.day, single=single, many=many, perfect=perfect, old=old)
    rules.append(f"scope-{rule}")
    negated = figure is not None and figure.kind == "none"
    cue = (
        scene.token(statement.cue.start) if statement and scene.start(0) <= statement.cue.start < scene.end(len(scene.tokens) - 1) else None
    )
    certainty = None if draft.type in ("strength", "population", "vow") else modality(trigger, negated, said_by=cue)
    if certainty is None and harm is None and draft.count is None and _may_be_named_only(draft) and unasserted(trigger):
        certainty = Status.HYPOTHETICAL, "infinitive-asserts-nothing"
    if draft.type == "vow":
        certainty = Status.PLANNED, "vow"
    actors = cast(context, frames, scene, draft, statement)
    if harm is not None and statement is not None and statement.polarity == "claimed_responsibility":
        statement = None  # the dead are told as fact, the deed alone is claimed
    stand, rule = status(certainty, statement, enemy=tells_of_enemy(scene, draft, statement, actors))
    rules.append(f"status-{rule}")
    background = reach in (Scope.BACKGROUND, Scope.WAR) or draft.type == "population"
    if figure is None and reach is Scope.PERIOD and "period-words" in " ".join(rules):
        background = True
        rules.append("aggregate-of-several-events")
    domain = "other" if draft.type in OTHER_DOMAIN or (draft.event is not None and draft.event.type in OTHER_DOMAIN) else "conflict"
    if (
        harm is not None
        and domain == "conflict"
        and before is not None
        and before.scene is scene
        and before.domain == "other"
        and not draft.specific
    ):
        domain = "other"
    return Bound(
        scene,
        draft,
        stand,
        statement,
        when,
        places,
        actors,
        means_of(scene, draft, frames, places),
        reach,
        background,
        domain,
        tuple(dict.fromkeys(rules)),
    )


def _may_be_named_only(draft: Draft) -> bool:
    """Return whether an infinitive may leave the event untold; to order people to do a thing is coercion already."""
    return draft.type != "coercion" and not (draft.event is not None and draft.event.by_order)


def _perfect(scene: Scene, draft: Draft) -> bool:
    """Return whether the verb stands in the present perfect, or in a perfect infinitive ("believed to have died")."""
    head = clause_head(scene.tokens[draft.trigger])
    auxiliaries = [c for c in (*head.children, *scene.tokens[draft.trigger].children) if c.dep_ == "aux"]
    if any(c.tag_ == "MD" for c in auxiliaries):
        return False
    return any(c.lower_ in ("have", "has", "'ve") for c in auxiliaries)


def _merge(context: Context, bound: Sequence[Bound]) -> list[Claim]:
    """Join what one sentence says of one happening: "killed 12 and wounded 20" is one claim with two figures."""
    groups: list[list[Bound]] = []
    for item in bound:
        if groups and _joins(groups[-1], item):
            groups[-1].append(item)
        else:
            groups.append([item])
    return [_claim(context, group) for group in groups]


def _joins(group: Sequence[Bound], item: Bound) -> bool:
    one = group[0]
    if one.scene is not item.scene or one.draft.harm is None or item.draft.harm is None:
        return False
    if item.draft.harm.subset or one.draft.harm.subset:
        return False
    same = (one.status, one.statement, one.background, one.domain, one.scope) == (
        item.status,
        item.statement,
        item.background,
        item.domain,
        item.scope,
    )
    if not same or one.draft.type != item.draft.type or one.draft.subtype != item.draft.subtype:
        return False
    if one.when != item.when or {p.span for p in one.places} != {p.span for p in item.places}:
        return False
    return True


def _claim(context: Context, group: Sequence[Bound]) -> Claim:
    item = group[0]
    scene, draft, text = item.scene, item.draft, context.article.text
    named = item.draft.harm is None and item.draft.count is None
    figures = tuple(f for member in group if (f := _figure(context, member)) is not None)
    rules = list(dict.fromkeys(rule for member in group for rule in member.rules))
    measures = [f.measure for f in figures if f.measure in (Measure.KILLED, Measure.INJURED)]
    if len(measures) > len(set(measures)):
        rules.append("coordinate-victims")
    if named and figures:
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


def _figure(context: Context, item: Bound) -> Figure | None:
    draft, scene = item.draft, item.scene
    if draft.harm is None and draft.count is None:
        return _named_person(context, item)
    quantity = draft.harm.quantity if draft.harm else draft.count.quantity if draft.count else None
    assert quantity is not None
    measure = draft.harm.counted if draft.harm else draft.count.measure if draft.count else None
    assert measure is not None
    span = Span.of(context.article.text, scene.start(quantity.first), scene.end(quantity.last))
    described = draft.victims
    since = item.when.earliest if item.when is not None and item.when.basis.startswith("since") else None
    unit = described.unit if described else Unit.EVENT if measure is Measure.ATTACKS else Unit.PERSON
    return Figure(
        measure=measure,
        low=quantity.low,
        high=quantity.high,
        quantifier=quantity.quantifier if quantity.kind != "vague" else Quantifier.VAGUE,
        unit=unit,
        who=described.who if described else scene.tokens[draft.count.noun].text if draft.count else None,
        victim_kind=described.kind if described else VictimKind.UNKNOWN,
        scope=item.scope,
        flow=_flow(scene, item, measure),
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
    return Figure(Measure.DISPLACED, 1, 1, Quantifier.EXACT, Unit.PERSON, span.quote, VictimKind.CIVILIAN, item.scope, Flow.FLOW, span)


def _flow(scene: Scene, item: Bound, measure: Measure) -> Flow | None:
    """Displacement counts movements in a period (flow) or people displaced at a time (stock), as IDMC tells them apart."""
    if measure is Measure.TRAPPED:
        return Flow.STOCK
    if measure not in _DISPLACEMENT:
        return None
    if item.when is not None and item.when.span is not None and item.when.earliest is not None:
        return Flow.FLOW
    text = scene.sentence.tokens.text.lower()
    if any(words in text for words in _STOCK_WORDS):
        return Flow.STOCK
    return Flow.FLOW


#: How far each way of binding a number was right on our own labelled sentences (dev part), rounded.
_TRUST = {"parse": 0.9, "order": 0.8, "ellipsis": 0.75, "subset": 0.85}


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
