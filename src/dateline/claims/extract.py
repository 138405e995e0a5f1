"""Turn an article into claims: draft each sentence, bind who says it, when, where and whom, and merge what is one claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from dateline.analysis.languages import parts
from dateline.claims.assembly import merge
from dateline.claims.binding import TOWN
from dateline.claims.bound import Bound, Lost, Stated, fold
from dateline.claims.cast import cast, means_of, tells_of_enemy
from dateline.claims.context import Context, Scene, read_context
from dateline.claims.drafts import LONE, Draft, drafts, typed
from dateline.claims.frames import Frame, Frames, family
from dateline.claims.individuals import with_individuals
from dateline.claims.learned import weigh
from dateline.claims.lending import days, in_perfect, lent_places, stated_places
from dateline.claims.modality import modality, status, unasserted
from dateline.claims.ranking import settle_places
from dateline.claims.scope import is_background, scope
from dateline.claims.stating import shared, state
from dateline.claims.timing import capped, only_day, undated
from dateline.records import (
    Article,
    BlockKind,
    Claim,
    Measure,
    PlaceRole,
    Scope,
    Status,
    VictimKind,
)

#: How many sentences under a headline tell its story.
LEAD_SENTENCES = 4
#: From this number on a present perfect without a day sums up more than one event.
MANY = 1000
#: What has not happened lends its doer to nothing else.
_UNREAL = frozenset({Status.PLANNED, Status.HYPOTHETICAL, Status.DENIED})
#: Types that tell of no conflict; their dead are kept, marked, and never make an incident.
OTHER_DOMAIN = frozenset({"accident", "disaster", "crime"})


def extract_claims(article: Article, *, reader: bool = True) -> list[Claim]:
    """Extract every claim of an article.

    A pure function: the same article gives the same claims, in reading order.

    Args:
        article: as `dateline.read_article` gives it.
        reader: ``False`` leaves the learned reader out; the rules then work alone.

    Returns:
        The claims; every span lies in ``article.text``. None from text in a language that nobody reads (`dateline.analysis.languages`).

    Raises:
        AnalyserMissing: if the sentence analyser's model is not installed, or another language's analyser cannot be loaded.
        ValueError: if another language's analyser gives a claim whose evidence does not stand in the article.
    """
    drawn = [
        claims_in(read_context(part, reader=reader)) if analyser is None else _checked(article, analyser.claims(part))
        for part, analyser in parts(article)
    ]
    return drawn[0] if len(drawn) == 1 else sorted(chain.from_iterable(drawn), key=lambda claim: claim.evidence.start)


def _checked(article: Article, claims: Sequence[Claim]) -> list[Claim]:
    for claim in claims:
        span = claim.evidence
        if claim.article_id != article.id or article.text[span.start : span.end] != span.quote:
            raise ValueError(f"a plugged-in analyser gave a claim whose words {span.quote!r} do not stand at {span.start} of its article")
    return list(claims)


def claims_in(context: Context) -> list[Claim]:
    """Extract every claim of an article that the earlier stages have read, in reading order."""
    return merge(context, [item for item, why in judged(context) if why is None])


def judged(context: Context) -> list[tuple[Bound, str | None]]:
    """Return every draft of an article with all that is bound to it, in reading order, and why it is no claim, ``None`` where it is."""
    frames = Frames(tuple(s.sentence.block if s.sentence.kind is BlockKind.LIST_ITEM else None for s in context.scenes))
    bound: list[Bound] = []
    before: Bound | None = None
    for scene in context.scenes:
        items = _scene(context, frames, scene, before)
        before = next((i for i in reversed(items) if i.draft.harm is not None), None)
        bound += items
    bound = [_from_lead(context, bound, item) for item in bound]
    bound = [_of_one_event(context, bound, item) for item in bound]
    told: list[Bound] = []
    dropped: list[tuple[Bound, str]] = []
    for item in bound:
        if (why := _untold(context, item)) is not None:
            dropped.append((item, why))
        elif (weighed := weigh(context, item)) is None:
            dropped.append((item, "reader-sees-nothing-there"))
        else:
            told.append(weighed)
    kept = fold(told)
    taken = {id(item.draft) for item in kept}
    dropped += [(item, "told-again") for item in told if id(item.draft) not in taken]
    claims: list[tuple[Bound, str | None]] = [(item, None) for item in with_individuals(context, kept)]
    return claims + (sorted(dropped, key=lambda pair: (pair[0].scene.index, pair[0].draft.position)) if context.explained else [])


def _from_lead(context: Context, bound: Sequence[Bound], item: Bound) -> Bound:
    """Date and place a headline's claim by the first sentences under it, which tell the same in full."""
    if item.scene.sentence.kind is not BlockKind.TITLE or item.draft.type in ("strength", "population", "vow"):
        return item
    wanted = family(item.draft.type)
    for other in bound:
        reach = other.scene.index - item.scene.index
        if not 0 < reach <= LEAD_SENTENCES or family(other.draft.type) != wanted:
            continue
        rules = item.rules
        if not item.dated and other.when is not None and other.when.span is not None:
            item = replace(item, when=other.when, rules=(*rules, "day-from-lead"))
        wide = not item.places or all(p.precision > TOWN for p in item.places)
        if wide and any(p.precision <= TOWN for p in other.places):
            item = replace(item, places=other.places, rules=(*item.rules, "place-from-lead"))
        return item
    return item


def _of_one_event(context: Context, bound: Sequence[Bound], item: Bound) -> Bound:
    """Date what has no day by the one happening of its kind that the report dates."""
    when = only_day(bound, item, context.day)
    return item if when is None else replace(item, when=when, rules=(*item.rules, "day-of-the-one-event"))


def _untold(context: Context, item: Bound) -> str | None:
    """Say why a bound draft is no claim: a figure always is one, a bare event only where it is told as having happened."""
    if item.draft.harm is not None or item.draft.count is not None:
        return None
    if not item.draft.claims:
        return "word-only-points-at-an-event"
    if item.status is Status.PLANNED and item.draft.type != "vow":
        if item.draft.event is not None and item.draft.event.arguments == "reader":
            return "planned-and-seen-by-the-reader-alone"
        whole = bool(item.actors) and bool(item.places or (item.when and item.when.span))
        return None if whole else "planned-without-doer-day-or-place"
    if context.article.blocks[item.scene.sentence.block].kind is BlockKind.HEADING:
        return "event-in-a-heading"
    return "hypothetical" if item.status is Status.HYPOTHETICAL else None


def _scene(context: Context, frames: Frames, scene: Scene, before: Bound | None) -> list[Bound]:
    earlier = context.scenes[scene.index - 1] if scene.index else None
    found = drafts(scene, before.draft.victims, before.draft.harm, earlier) if before else drafts(scene, earlier=earlier)
    stated = [state(context, scene, draft, found) for draft in found]
    result: list[Bound] = []
    for draft, words in zip(found, shared(scene, found, stated), strict=True):
        item = _bind(context, frames, scene, draft, words, result[-1] if result else before)
        result.append(item)
        frames.add(_frame(context, item))
    return result


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
        item.status not in _UNREAL,
    )


def _bind(context: Context, frames: Frames, scene: Scene, draft: Draft, stated: Stated, before: Bound | None) -> Bound:
    rules = list(draft.rules)
    harm, statement = draft.harm, stated.statement
    trigger = scene.tokens[draft.trigger]
    figure = draft.harm.quantity if draft.harm else draft.count.quantity if draft.count else None

    perfect = in_perfect(scene, draft)
    of_sentence = stated_places(scene, draft, stated)
    places, rule = next(of_sentence, ((), None))
    if places and draft.cell is None:
        places, rule = settle_places(context, frames, scene, draft, statement, places, rule)
    rules += [rule] if rule is not None else []
    told_of = (harm is not None and harm.counted is not Measure.MISSING) or LONE in draft.rules
    if told_of and not draft.specific and (draft.agent is None or draft.event is not None):
        frame = frames.cause(scene.index, draft.type, places)
        if frame is not None and frame.subtype is not None:
            draft = typed(draft, frame.type, frame.subtype, "type-from-frame")
            rules.append("type-from-frame")
    if harm is not None and not draft.specific and draft.victims is not None and _between_sides(draft):
        draft = typed(draft, "battle", "armed_clash", "type-from-combatant-victims")
        rules.append("type-from-combatant-victims")
    told = days(context, frames, scene, draft, stated, places)
    when, role, rule = next(told, (None, "point", None))
    rules += [rule] if rule is not None else []
    lent = of_sentence
    if not places and (draft.cell is None or draft.cell.row is None):
        aggregate = draft.type == "displacement" and role in ("since", "within")
        lent = lent_places(context, frames, scene, draft, statement, aggregate=aggregate)
        places, rule = next(lent, ((), None))
        if places or not aggregate:
            places, rule = settle_places(context, frames, scene, draft, statement, places, rule)
        rules += [rule] if rule is not None else []
    lost: tuple[Lost, ...] = ()
    if context.explained:
        lost = (*(Lost("day", day.basis, day.span, rule) for day, _, rule in told),
                *(Lost("place", place.name, place.span, rule) for found, rule in lent for place in found))  # fmt: skip
    if draft.subtype == "trapped":
        places = tuple(replace(p, role=PlaceRole.AT) if p.role is PlaceRole.FROM else p for p in places)
    if when is None or when.span is None:
        when = undated(context, scene, trigger, draft) or when
        if when is not None:
            rules.append(when.basis.split(":")[0])
    elif role == "since":
        rules.append("running-total")
    if when is not None and role == "since" and when.latest is None:
        when = replace(when, latest=context.day)

    sentence = scene.sentence.tokens.text
    single = figure is not None and figure.low == 1 and figure.high == 1
    many = figure is not None and (figure.kind == "vague" or figure.low >= MANY)
    old = is_background(when, context.day)
    reach, rule = scope(sentence, when, context.day, single=single, many=many, perfect=perfect, old=old)
    if harm is not None and harm.rule == "anaphoric-count" and before is not None and (when is None or when.span is None):
        # a bare count answers the one before it: same people, same stretch of time
        reach, rule, when = before.scope, "of-the-count-before", before.when or when
    if figure is not None and figure.rate is not None:
        reach, rule = Scope.RATE, f"rate: {figure.rate}"
    if draft.cell is not None and draft.cell.total:
        reach, rule = Scope.TOTAL, "total-of-rows"
    rules.append(f"scope-{rule}")
    negated = figure is not None and figure.kind == "none"
    cue = (
        scene.token(statement.cue.start) if statement and scene.start(0) <= statement.cue.start < scene.end(len(scene.tokens) - 1) else None
    )
    certainty = None if draft.type in ("strength", "population", "vow") else modality(trigger, negated, said_by=cue)
    plain = certainty is None or certainty[0] is Status.DENIED
    if plain and harm is None and draft.count is None and _may_be_named_only(draft) and unasserted(trigger):
        certainty = Status.HYPOTHETICAL, "infinitive-asserts-nothing"
    if draft.type == "vow":
        certainty = Status.PLANNED, "vow"
    actors = cast(context, frames, scene, draft, statement)
    if harm is not None and statement is not None and statement.polarity == "claimed_responsibility":
        statement = None  # the dead are told as fact, the deed alone is claimed
    stand, rule = status(certainty, statement, enemy=tells_of_enemy(scene, draft, statement, actors))
    rules.append(f"status-{rule}")
    if when is not None and stand not in _UNREAL and draft.type != "vow":
        when = capped(when, context.day)
    background = reach in (Scope.BACKGROUND, Scope.WAR) or draft.type == "population"
    if figure is None and reach is Scope.PERIOD and "period-words" in " ".join(rules):
        background = True
        rules.append("aggregate-of-several-events")
    domain = "other" if draft.type in OTHER_DOMAIN or (draft.event is not None and draft.event.type in OTHER_DOMAIN) else "conflict"
    if harm is not None and domain == "conflict" and not draft.specific and (other := frames.misfortune(scene.index)) is not None:
        draft, domain = typed(draft, other, None, "type-from-frame"), "other"
        rules.append("other-than-conflict-from-frame")
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
        lost=lost,
    )


def _between_sides(draft: Draft) -> bool:
    """Return whether fighters died in a way nobody names: ACLED codes deaths among armed sides as battle (codebook 2023)."""
    harm, described = draft.harm, draft.victims
    if draft.subtype not in ("killing", "toll") or draft.event is not None or harm is None or described is None:
        return False
    return harm.counted in (Measure.KILLED, Measure.INJURED) and described.kind is VictimKind.COMBATANT


def _may_be_named_only(draft: Draft) -> bool:
    """Return whether an infinitive may leave the event untold; to order people to do a thing is coercion already."""
    return draft.type != "coercion" and not (draft.event is not None and draft.event.by_order)
