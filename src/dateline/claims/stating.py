"""What a sentence itself states of each of its drafts: who says it, when, where; and what coordinated figures share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.attribution import chain_for
from dateline.claims.binding import bind_places, bind_time
from dateline.claims.bound import Stated
from dateline.claims.context import Context, Scene
from dateline.claims.drafts import Draft
from dateline.claims.frames import family


def state(context: Context, scene: Scene, draft: Draft, found: Sequence[Draft]) -> Stated:
    """Bind what the draft's own sentence says of speaker, day and place."""
    rivals = [d.position for d in found if d.position != draft.position and (d.harm is not None or d.count is not None)]
    start, end = scene.start(draft.position), scene.end(draft.position)
    chain = chain_for(context.statements, start, end) or chain_for(context.statements, scene.start(draft.trigger), scene.end(draft.trigger))
    if len(chain) > 1 and chain[0].polarity == "planned":
        chain = chain[1:]  # "they told residents to hand over children, a spokeswoman said": the order is the event
    statement = next((s for s in chain if s.attribution.speaker is not None and s.polarity != "refused"), chain[0] if chain else None)
    if draft.type == "vow":
        vow = scene.start(draft.trigger)
        statement = next((s for s in context.statements if s.cue.start <= vow < s.cue.end), statement)
    trigger = scene.tokens[draft.trigger]
    whole = draft.harm is not None and not draft.harm.subset
    parts = [d.position for d in found if whole and d.harm is not None and d.harm.subset and d.position > draft.position]
    return Stated(
        statement,
        bind_time(scene, trigger, draft.position, statement, rivals, parts),
        bind_places(scene, trigger, draft.position, statement, rivals, parts, violent=family(draft.type) == "violence"),
    )


def shared(scene: Scene, found: Sequence[Draft], stated: Sequence[Stated]) -> list[Stated]:
    """Let coordinated figures share what only one of them states: "18 killed and 33 wounded on Tuesday in Brega"."""
    result = list(stated)
    for one in range(len(found) - 1):
        other = one + 1
        if not _coordinate(scene, found[one], found[other]):
            continue
        a, b = result[one], result[other]
        part = found[other].harm
        if part is not None and part.subset:
            result[other] = replace(b, time=b.time or a.time, places=b.places or a.places)
            continue
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
