"""Where a claim's day and place come from: its own sentence first, then, by named rules, what the report says around it.

Each function yields every answer in the order in which they are preferred: the first is taken, the others are what
`dateline explain` shows as readings that lost.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.claims.binding import every_place, last_place, only_place, speakers_place
from dateline.claims.bound import Stated
from dateline.claims.clauses import clause_head
from dateline.claims.context import Context, Scene
from dateline.claims.drafts import Draft
from dateline.claims.frames import Frames
from dateline.claims.timing import last_day, window
from dateline.records import Measure, SourceKind, Statement, When, Where

__all__ = ["days", "in_perfect", "lent_places", "stated_places"]

#: Speakers who tell of what happened where they are.
_LOCAL = frozenset({SourceKind.MEDIC, SourceKind.WITNESS, SourceKind.RESIDENT})
#: Types that are of no day.
_TIMELESS = frozenset({"strength", "population", "vow"})


def stated_places(scene: Scene, draft: Draft, stated: Stated) -> Iterator[tuple[tuple[Where, ...], str]]:
    """Yield the places that the draft's own sentence states, with the rule; a row of a table states its own, or none."""
    if draft.cell is not None and draft.cell.row is not None:
        if draft.cell.places:
            yield draft.cell.places, "place-in-row"
        return
    if draft.count is not None and draft.count.measure in (Measure.ATTACKERS, Measure.ATTACKS):
        if places := every_place(scene, stated.statement):
            yield places, "places-of-sentence"
    elif stated.places is not None:
        yield stated.places
    if draft.type != "vow" and (places := only_place(scene, stated.statement)):
        yield places, "place-in-sentence"


def days(
    context: Context, frames: Frames, scene: Scene, draft: Draft, stated: Stated, places: tuple[Where, ...]
) -> Iterator[tuple[When, str, str]]:
    """Yield the days of a draft, each with the role of its words and the rule: stated, a stretch up to the publication,
    lent by a frame, the day last named."""
    if stated.time is not None:
        yield stated.time
    if draft.type in _TIMELESS or draft.cell is not None:
        return  # a table's rows are of the report's stretch of time, not of the day last named
    perfect = in_perfect(scene, draft)
    speaker = stated.statement.attribution.speaker if stated.statement else None
    torn = draft.event is not None and draft.event.by_order
    if _has_perfect(scene, draft) and (stretch := window(context, scene, scene.tokens[draft.trigger])) is not None:
        yield stretch, "within", "window-to-publication"
    carried = None if perfect or torn else frames.when(scene.index, draft.type, draft.subtype, places, speaker)
    if carried is not None:
        yield carried[0], "point", carried[1]
    if draft.harm is not None and not perfect and (named := last_day(context, scene.index, places, speaker)) is not None:
        yield named, "point", "day-last-named"


def lent_places(
    context: Context, frames: Frames, scene: Scene, draft: Draft, statement: Statement | None, *, aggregate: bool
) -> Iterator[tuple[tuple[Where, ...], str]]:
    """Yield the places that the report lends a draft whose sentence states none; `aggregate` counts of the displaced borrow none."""
    pronoun = draft.agent is not None and draft.agent.pos_ == "PRON"
    if pronoun and draft.harm is None and (setting := frames.setting(scene.index)) is not None:
        yield setting
    if draft.type in ("population", "vow") or aggregate:
        return
    if (carried := frames.places(scene.index, draft.type)) is not None:
        yield carried
    if statement is not None and statement.attribution.kind in _LOCAL and (seat := speakers_place(scene, statement)) is not None:
        yield (seat,), "place-of-speaker"
    if draft.harm is not None and (last := last_place(context, scene.index)) is not None:
        yield (last,), "place-last-named"
    if (lead := frames.lead(draft.type)) is not None:
        yield lead.places, "place-of-lead"


def in_perfect(scene: Scene, draft: Draft) -> bool:
    """Return whether the verb stands in the present perfect, or in a perfect infinitive ("believed to have died")."""
    head = clause_head(scene.tokens[draft.trigger])
    auxiliaries = [c for c in (*head.children, *scene.tokens[draft.trigger].children) if c.dep_ == "aux"]
    if any(c.tag_ == "MD" for c in auxiliaries):
        return False
    return any(c.lower_ in ("have", "has", "'ve") for c in auxiliaries)


def _has_perfect(scene: Scene, draft: Draft) -> bool:
    """Return whether any perfect stands, past or present: "had admitted 460 in three weeks" is reported speech for "has"."""
    head = clause_head(scene.tokens[draft.trigger])
    return any(c.dep_ == "aux" and c.lemma_ == "have" for c in (*head.children, *scene.tokens[draft.trigger].children))
