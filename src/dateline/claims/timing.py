"""What may be said of an event's day where no words give one: by a named rule, never silently."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.attribution import statement_for
from dateline.claims.binding import WIDE
from dateline.claims.bound import Bound
from dateline.claims.clauses import clause_distance, clause_head
from dateline.claims.context import Context, Scene
from dateline.claims.drafts import Draft
from dateline.claims.frames import family, same_place
from dateline.claims.lexicon import word_set
from dateline.records import Measure, Scope, Status, When, Where

if TYPE_CHECKING:
    from spacy.tokens import Token

#: How many sentences a day named without an event of the lexicon stays the day of what follows.
LAST_SENTENCES = 2
_LENGTH = re.compile(r"P(\d+)([DWMY])")
_DAYS = {"D": 1, "W": 7, "M": 30, "Y": 365}
#: Figures that tell how things stand, not what happened: they hold on the day of the report.
_STANDING = frozenset({Measure.TRAPPED, Measure.HUMAN_SHIELDS})


def window(context: Context, scene: Scene, trigger: Token) -> When | None:
    """Read "in a week", "in twelve years" beside a present perfect as the stretch that ends with the report."""
    if context.day is None:
        return None
    for time in scene.times:
        match = _LENGTH.fullmatch(time.value or "") if time.type == "DURATION" else None
        at = scene.at(time.span.start)
        if match is None or at == 0 or scene.tokens[at - 1].lower_ not in ("in", "over", "within", "during"):
            continue
        if clause_distance(trigger, scene.tokens[at]) > 1:
            continue
        days = int(match.group(1)) * _DAYS[match.group(2)]
        earliest = dt.date.fromisoformat(context.day) - dt.timedelta(days=days)
        return When(earliest.isoformat(), context.day, "day", f'window-to-publication: "{time.span.quote}"', time.span)
    return None


def last_day(context: Context, index: int, places: tuple[Where, ...], speaker: str | None) -> When | None:
    """Return the last past day named in the two sentences before, for a report that goes on about it.

    A sentence about another place than the claim's own, or in another speaker's mouth, lends none.
    """
    for scene in reversed(context.scenes[max(0, index - LAST_SENTENCES) : index]):
        for time in reversed(scene.times):
            if (
                time.when is None
                or time.role != "point"
                or time.when.precision not in ("day", "part_of_day", "minute")
                or time.when.latest is None
            ):
                continue
            verb = clause_head(scene.token(time.span.start))
            if (
                verb.lemma_ in word_set("saying")
                or (verb.pos_ == "VERB" and verb.tag_ not in ("VBD", "VBN"))
                or time.when.latest[:10] > (context.day or "9")
            ):
                continue
            told = statement_for(context.statements, time.span.start, time.span.end)
            if told is not None and speaker is not None and told.attribution.speaker not in (None, speaker):
                return None
            there = tuple(p.where for p in scene.places if p.use == "literal")
            if places and there and not same_place(places, there):
                return None
            when = time.when
            latest = when.latest[:10] if when.latest else None
            return replace(when, earliest=when.earliest and when.earliest[:10], latest=latest, precision="day")
    return None


def capped(when: When, day: str | None) -> When:
    """Cut an interval of what has happened at the day of the report."""
    if day is None or when.latest is None or when.latest[:10] <= day or (when.earliest or "")[:10] > day:
        return when
    return replace(when, latest=day)


def undated(context: Context, scene: Scene, trigger: Token, draft: Draft) -> When | None:
    """Return the interval that a report's day leaves for an event without a stated day.

    What is told as going on, or as standing, holds on the day of publication; what is told as having happened had
    happened by then, and its first day stays unknown.
    """
    if context.day is None or draft.type in ("population", "strength", "vow"):
        return None
    measure = draft.harm.counted if draft.harm else None
    head = clause_head(trigger)
    progressive = trigger.tag_ == "VBG" and trigger.lemma_ != "miss" and any(c.dep_ == "aux" and c.lemma_ == "be" for c in trigger.children)
    progressive = progressive or (
        head.tag_ == "VBG" and head.lemma_ != "miss" and any(c.dep_ == "aux" and c.lemma_ == "be" for c in head.children)
    )
    if measure in _STANDING or progressive:
        return When(context.day, context.day, "day", f"as-of-publication: {context.day}")
    return When(None, context.day, "unknown", f"not-after-publication: {context.day}")


def only_day(items: Sequence[Bound], item: Bound, day: str | None) -> When | None:
    """Return the day of the one happening that a report dates, for what it tells of the same without a day.

    The dated items of the family, told as news and not of another place nor of another kind in another mouth, must name one day.
    A sum of many is of no one day.
    """
    if day is None or item.when is None or item.when.span is not None or item.scope is not Scope.INCIDENT or item.background:
        return None
    if item.when.earliest is not None or item.draft.type in ("population", "strength", "vow"):
        return None
    wanted = family(item.draft.type)
    near = [
        other
        for other in items
        if other.dated and other.when is not None and other.when.span is not None and not other.background
        and family(other.draft.type) == wanted and other.status not in (Status.PLANNED, Status.HYPOTHETICAL)
        and (_one_voice(item, other) or item.draft.subtype == other.draft.subtype)
    ]  # fmt: skip
    near = [other for other in near if not _elsewhere(item.places, other.places)]
    found = {(w.earliest and w.earliest[:10], w.latest and w.latest[:10]): w for other in near if (w := other.when) is not None}
    if len(found) != 1:
        return None
    (((first, last), when),) = found.items()
    if first is None or first != last or first > day:
        return None
    return replace(when, earliest=first, latest=last, precision="day")


def _elsewhere(one: tuple[Where, ...], other: tuple[Where, ...]) -> bool:
    """Return whether two sets of places are apart: none shared, none that holds another, neither as wide as a country."""
    if not one or not other or same_place(one, other) or any(p.precision >= WIDE for p in (*one, *other)):
        return False
    names = {p.name for p in one}, {p.name for p in other}
    return not any(p.within in names[1] for p in one) and not any(p.within in names[0] for p in other)


def _one_voice(one: Bound, other: Bound) -> bool:
    """Return whether two items may be told by one speaker."""
    a, b = (item.statement.attribution.speaker if item.statement else None for item in (one, other))
    return a is None or b is None or a == b
