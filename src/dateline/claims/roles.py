"""Who did it to whom, and with what, as the reader sees it: lent to claims that the rules left without (decision 007)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.actors.people import victim_kind
from dateline.claims.context import Scene
from dateline.claims.drafts import Draft
from dateline.claims.proposed import ROLE_SURE, span_head
from dateline.reading import Tagged, nearest_trigger
from dateline.records import ActorMention, Means, Role

__all__ = ["bare_start", "lent_means", "lent_roles", "seen_roles"]

_ROLES = {"perpetrator": Role.PERPETRATOR, "target": Role.TARGET, "victim": Role.VICTIM}
_TWO_SIDED = frozenset({"battle"})


def lent_roles(scene: Scene, draft: Draft, found: Sequence[ActorMention]) -> list[ActorMention]:
    """Return the actors that the reader sees in a draft's event, of the roles that `found` lacks."""
    held = {actor.role for actor in found}
    lent: list[ActorMention] = []
    for head, role in _ROLES.items():
        if head == "perpetrator" and draft.type in _TWO_SIDED:
            role = Role.SIDE
        if head == "victim" and draft.harm is not None:
            continue  # whom a figure counts, the figure tells
        if role in held or (head == "perpetrator" and Role.HELPER in held):
            continue
        for span in seen_roles(scene, draft, head):
            if any(span.start < actor.span.end and actor.span.start < span.end for actor in found):
                continue
            mention = _mention(scene, span, role)
            if mention is not None:
                lent.append(mention)
    return lent


def seen_roles(scene: Scene, draft: Draft, head: str) -> Iterator[Tagged]:
    """Yield the spans of a role head that belong to a draft's event: to its trigger, or to another of the same words of harm."""
    reading = scene.reading
    if reading is None:
        return
    start, end = scene.start(draft.trigger), scene.end(max(draft.trigger, draft.trigger_last))
    triggers = reading.beginning_in(scene.sentence.start, scene.sentence.end, "trigger")
    own = {t for t in triggers if t.start < end and start < t.end}
    if draft.event is not None:
        cause = scene.start(draft.event.trigger), scene.end(max(draft.event.trigger, draft.event.last))
        own |= {t for t in triggers if t.start < cause[1] and cause[0] < t.end}
    for span in reading.within(scene.sentence.start, scene.sentence.end, head):
        inside = scene.sentence.start <= span.start and span.end <= scene.sentence.end
        if inside and span.probability >= ROLE_SURE[head] and nearest_trigger(span, triggers, scene.text, reading.words) in own:
            yield span


def lent_means(scene: Scene, draft: Draft, found: Sequence[Means]) -> tuple[Means, ...]:
    """Return what the reader sees an event done with beside what the table of weapons found: things only, of the kind ``other``."""
    lent: list[Means] = []
    for span in seen_roles(scene, draft, "instrument"):
        cut = scene.span(bare_start(scene, span.start, span.end), span.end)
        head = scene.tokens[span_head(scene, scene.at(cut.start), scene.at(cut.end - 1))]
        thing = head.pos_ in ("NOUN", "PROPN") and victim_kind(head.text, [t.text for t in head.lefts]) is None
        if thing and not any(cut.overlaps(means.span) for means in found):
            lent.append(Means("other", cut))
    return tuple(lent)


def bare_start(scene: Scene, start: int, end: int) -> int:
    """Return where a phrase begins without its article."""
    first = scene.at(start)
    while scene.tokens[first].tag_ in ("DT", "PRP$") and scene.end(first) < end:
        first += 1
    return max(start, scene.start(first))


def _mention(scene: Scene, span: Tagged, role: Role) -> ActorMention | None:
    """Write a span as an actor: a registered one, or people by their noun; only a target may be a thing."""
    cut = scene.span(bare_start(scene, span.start, span.end), span.end)
    token = scene.tokens[span_head(scene, scene.at(cut.start), scene.at(cut.end - 1))]
    at = scene.sentence.offset + token.idx
    actor = next((a for a in scene.actors if cut.start <= a.span.start <= at < a.span.end <= cut.end), None)
    if actor is not None:
        return ActorMention(role, cut, actor.actor_id, actor.name, actor.kind)
    kind = victim_kind(token.text, [t.text for t in token.lefts])
    if kind is not None:
        return ActorMention(role, cut, None, None, kind.value)
    return ActorMention(role, cut, None, None, "object") if role is Role.TARGET and token.pos_ in ("NOUN", "PROPN") else None
