"""What the reader says of bound drafts: those it sees nothing in fall, those whose dead it counts elsewhere leave the conflict."""

from __future__ import annotations

from dataclasses import replace

from dateline.claims.bound import Bound
from dateline.claims.context import Context
from dateline.reading import Reading

__all__ = ["weigh"]

#: A bare event falls where the reader gives its trigger less than this, in a text of some length and in a sentence or two (dev theatres).
EVENT_FLOOR, SHORT_EVENT_FLOOR = 0.3, 0.1
#: A figure falls where the reader sees less than this of a figure in it and of an event in its sentence.
FIGURE_FLOOR = 0.1
#: A figure leaves the conflict where the reader is this sure that it counts other harm.
OTHER_SURE = 0.5
#: Under this probability that a text tells of conflict around a claim, its bare events fall and its figures leave the conflict: of a text
#: of some length, and of a sentence or two, which say little of what they are about; but not where the claim's own window is this sure: a
#: page of mixed news. On the dev theatres .62 would stop three more of 42 hard negatives and lose no report of conflict, but of the wire
#: of a war it would take refugees and a killed reporter, each told of in a text mostly about something else.
CONFLICT_FLOOR, SHORT_FLOOR = 0.45, 0.02
OWN_SURE = 0.97
#: Words from which on a text is of some length.
SOME_LENGTH = 60
#: What no event stands behind is none of the reader's business.
_NO_EVENT = frozenset({"strength", "population", "vow"})


def weigh(context: Context, item: Bound) -> Bound | None:
    """Return a bound draft as the reader leaves it, or ``None`` where it sees nothing there."""
    reading = context.parse.reading
    if reading is None or item.draft.type in _NO_EVENT or item.domain != "conflict":
        return item
    long = len(reading.words) >= SOME_LENGTH
    place = item.scene.sentence.start, item.scene.sentence.end
    floor = CONFLICT_FLOOR if long else SHORT_FLOOR
    if reading.conflict_at(*place) < floor and reading.conflict_at(*place, around=0) < OWN_SURE:
        return None if item.bare else replace(item, domain="other", rules=(*item.rules, "reader-sees-no-conflict-in-the-text"))
    scene, draft = item.scene, item.draft
    trigger = reading.presence(scene.start(draft.trigger), scene.end(max(draft.trigger, draft.trigger_last)), "trigger")
    if item.bare:
        return item if trigger >= (EVENT_FLOOR if long else SHORT_EVENT_FLOOR) else None
    quantity = draft.harm.quantity if draft.harm else draft.count.quantity if draft.count else None
    if quantity is None or draft.cell is not None:
        return item  # the reader was taught no tables; what their labels say is plain
    start, end = scene.start(quantity.first), scene.end(quantity.last)
    if _elsewhere(reading, start, end):
        return replace(item, domain="other", rules=(*item.rules, "reader-counts-other-harm"))
    around = max(trigger, reading.presence(scene.sentence.start, scene.sentence.end, "trigger"))
    if max(around, reading.presence(start, end, "figure")) < FIGURE_FLOOR:
        return None
    return item


def _elsewhere(reading: Reading, start: int, end: int) -> bool:
    return any(span.label("measure") == "other" and span.sureness("measure") >= OTHER_SURE for span in reading.within(start, end, "figure"))
