"""What may be said of an event's day where no words give one: by a named rule, never silently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.claims.clauses import clause_head
from dateline.claims.context import Context, Scene
from dateline.claims.drafts import Draft
from dateline.records import Measure, When

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Figures that tell how things stand, not what happened: they hold on the day of the report.
_STANDING = frozenset({Measure.TRAPPED, Measure.HUMAN_SHIELDS})


def undated(context: Context, scene: Scene, trigger: Token, draft: Draft) -> When | None:
    """Return the interval that a report's day leaves for an event without a stated day.

    What is told as going on, or as standing, holds on the day of publication; what is told as having happened had
    happened by then, and its first day stays unknown.
    """
    if context.day is None or draft.type in ("population", "strength", "vow"):
        return None
    measure = draft.harm.counted if draft.harm else None
    head = clause_head(trigger)
    progressive = trigger.tag_ == "VBG" and any(c.dep_ == "aux" and c.lemma_ == "be" for c in trigger.children)
    progressive = progressive or (head.tag_ == "VBG" and any(c.dep_ == "aux" and c.lemma_ == "be" for c in head.children))
    if measure in _STANDING or progressive:
        return When(context.day, context.day, "day", f"as-of-publication: {context.day}")
    return When(None, context.day, "unknown", f"not-after-publication: {context.day}")
