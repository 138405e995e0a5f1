"""Decide which stretch of a conflict a figure covers: one incident, a period, the whole war, or an older event.

UCDP GED codes single events and keeps aggregates apart (codebook 24.1, "summary events"); so do we.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from dateline.claims.lexicon import table
from dateline.records import Scope, When

#: An event older than this at publication is told as background, not as news.
NEWS_DAYS = 21
#: The longest stretch that still passes for one happening ("overnight", "in the past 24 hours", a two-day battle of a single man).
INCIDENT_DAYS = 1
#: A stretch of years is the whole conflict, not a phase of it.
WAR_DAYS = 1000


@cache
def _patterns(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in table("scope.tsv") if row["list"] == name), re.IGNORECASE)


def day(value: str | None) -> dt.date | None:
    """Read the calendar day of an ISO value."""
    return dt.date.fromisoformat(value[:10]) if value else None


def is_background(when: When | None, published: str | None) -> bool:
    """Return whether a stated time lies too far back to be this report's news."""
    if when is None or when.latest is None or when.span is None or published is None:
        return False
    latest, today = day(when.latest), day(published)
    assert latest is not None
    assert today is not None
    return (today - latest).days > NEWS_DAYS


def scope(words: str, when: When | None, published: str | None, *, single: bool, many: bool, perfect: bool, old: bool) -> tuple[Scope, str]:
    """Decide the scope of a figure.

    Args:
        words: the clause (or sentence) the figure stands in.
        when: the time bound to it, if any.
        published: the publication day, ISO.
        single: the figure is one person: never a summary.
        many: the figure is vague or in the hundreds: with a present perfect it sums up.
        perfect: the verb stands in the present perfect ("have been killed").
        old: the frame that the figure belongs to is background.

    Returns:
        The scope and the rule that decided.
    """
    if old or is_background(when, published):
        return Scope.BACKGROUND, "older-than-news"
    if match := _patterns("war").search(words):
        return Scope.WAR, f"war-words: {match.group(0)}"
    earliest, latest = (day(when.earliest), day(when.latest)) if when else (None, None)
    if when is not None and when.span is not None and earliest and latest and not single:
        days = (latest - earliest).days
        if days > WAR_DAYS:
            return Scope.WAR, f"spans {days + 1} days"
        if days > INCIDENT_DAYS or (days == INCIDENT_DAYS and when.precision == "day" and " and " in when.span.quote):
            return Scope.PERIOD, f"spans {days + 1} days"
    if single:
        return Scope.INCIDENT, "one-person"
    if match := _patterns("window").search(words):
        return Scope.PERIOD, f"period-words: {match.group(0)}"  # the day named is the last of the stretch
    one_day = when is not None and when.span is not None and earliest is not None and earliest == latest
    if not one_day and (match := _patterns("period").search(words)):
        return Scope.PERIOD, f"period-words: {match.group(0)}"
    if perfect and many and not one_day:
        return Scope.PERIOD, "present-perfect-of-many"
    return Scope.INCIDENT, "incident-by-default"
