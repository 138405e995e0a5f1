"""Resolve expressions that lean on another day: the day of publication, or the day the story named last.

Deictic words ("yesterday", "last week", "ago") lean on publication; anaphoric ones ("the next day", "two days later") on the
story, after TimeML's anchorTimeID. A weekday is the nearest past one, the publication day itself included, for a
newspaper names the weekday of a past event only within the week; a verb that points ahead makes it the nearest to come.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from dateline.times.dates import month_number, nearest_season
from dateline.times.grammar import Hit
from dateline.times.lexicon import quantity, words
from dateline.times.periods import add, add_months, duration, season_at, value_at, week_value
from dateline.times.readings import Reading, dated, undated, window
from dateline.times.story import Story

#: What stands before "the week" and "this time" where they are a time and not a thing ("the year was bad", "this time he ran").
_DURING = re.compile(r"\b(?:in|for|during|of|over|through|throughout|at|by|until|from|since|within|around)\s$", re.IGNORECASE)
_DAY_WORDS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "before yesterday": -2, "after tomorrow": 2}


def _squeezed(text: str) -> str:
    return " ".join(text.lower().split())


def with_part(day: date, part: str | None, rule: str, *, future: bool = False) -> Reading:
    """Return the reading of a day or of a part of it ("Tuesday night" is Tuesday's, though it ends on Wednesday)."""
    if part is None:
        return dated(day.isoformat(), rule, future=future)
    return dated(f"{day.isoformat()}T{words().lower('part')[part.lower()]}", rule, kind="TIME", future=future)


def weekday(hit: Hit, story: Story) -> Reading | None:
    """Resolve a weekday, alone or with "last", "next", "this" before it."""
    number = int(words().lower("weekday")[hit.parts["weekday"].lower()])
    relation, part = _squeezed(hit.parts.get("rel", "")), hit.parts.get("part") or hit.part
    before, after = story.before(hit.start, 12).split(), story.text[hit.end : hit.end + 16].split()
    if after and after[0].strip(",.;:'\u2019") in words().classes["title_after_weekday"] and not hit.edges:
        return None
    if before and before[-1] in words().classes["name_before_weekday"]:
        return None
    published, last = story.published(hit.start), story.last_day(hit.start)
    if relation in ("previous", "following") or (story.narrative and not relation):
        if last is None:
            return undated(f"XXXX-WXX-{number}", rule="no-day-to-lean-on")
        ahead = (number - last.isoweekday()) % 7 or 7
        day = last - timedelta(days=(last.isoweekday() - number) % 7 or 7) if relation == "previous" else last + timedelta(days=ahead)
        return with_part(day, part, f"weekday-{relation or 'following'}-last-day-named")
    if published is None:
        return undated(f"XXXX-WXX-{number}", kind="TIME" if part else "DATE", rule="publication-day-unknown")
    back = (published.isoweekday() - number) % 7
    if relation in ("next", "coming", "this coming"):
        return with_part(published + timedelta(days=(-back) % 7 or 7), part, "weekday-after-publication", future=True)
    if relation in ("last", "past", "this past"):
        return with_part(published - timedelta(days=back or 7), part, "weekday-before-publication")
    if back == 0:
        return with_part(published, part, "weekday-on-publication-day")
    if story.tense(hit.start, hit.end) == "future":
        return with_part(published + timedelta(days=7 - back), part, "weekday-after-publication", future=True)
    return with_part(published - timedelta(days=back), part, "weekday-before-publication")


def day_word(hit: Hit, story: Story) -> Reading | None:
    """Resolve "yesterday", "today", "tonight" and their kin."""
    word = _squeezed(hit.parts["word"])
    published = story.published(hit.start)
    part = hit.parts.get("part") or hit.part
    if published is None:
        return undated("XXXX-XX-XX", kind="TIME" if part else "DATE", rule="publication-day-unknown")
    day = published + timedelta(days=_DAY_WORDS[word])
    return with_part(day, "night" if word == "tonight" else part, f"{word.replace(' ', '-')}-of-publication", future=_DAY_WORDS[word] > 0)


def overnight(hit: Hit, story: Story) -> Reading | None:
    """Resolve "overnight", "overnight on Friday": a night has two days.

    It is the night that follows the day named just before, within the week, else the one before publication.
    """
    published = story.published(hit.start)
    if "weekday" in hit.parts:
        named = weekday(Hit("weekday", hit.start, hit.end, {"weekday": hit.parts["weekday"]}), story)
        if named is None or named.first is None:
            return undated("XXXX-XX-XXTNI", kind="TIME", rule="publication-day-unknown")
        start, rule = named.first, "night-after-weekday"
        if named.first == published or hit.parts.get("link", "").strip().lower() == "into":
            start, rule = named.first - timedelta(days=1), "night-before-weekday"
    else:
        last = story.last_day(hit.start, near=True)
        if published is None and last is None:
            return undated("XXXX-XX-XXTNI", kind="TIME", rule="publication-day-unknown")
        if last and (published is None or published - timedelta(days=7) <= last < published):
            start, rule = last, "night-after-last-day-named"
        elif published:
            start, rule = published - timedelta(days=1), "night-before-publication"
        else:
            return undated("XXXX-XX-XXTNI", kind="TIME", rule="publication-day-unknown")
    return Reading("TIME", f"{start.isoformat()}TNI", rule, start, start + timedelta(days=1), "part_of_day", True)


def next_day(hit: Hit, story: Story) -> Reading | None:
    """Resolve "the next day", "the same night", "the day before": from the last day named, else from publication.

    "The next day" with no day before it stays unknown: after publication nothing has happened.
    """
    relation = _squeezed(hit.parts["rel"])
    part = hit.parts.get("part") or hit.parts.get("part2") or hit.part
    anchor = story.last_day(hit.start)
    rule = "last-day-named"
    step = (
        1
        if "next" in relation or relation in ("following", "after")
        else -1
        if relation in ("previous", "preceding", "before", "earlier")
        else 0
    )
    if anchor is None:
        anchor, rule = story.published(hit.start), "publication-day"
        if step > 0 or relation == "that":
            anchor = None
    if anchor is None:
        return undated("XXXX-XX-XX", kind="TIME" if part else "DATE", rule="no-day-to-lean-on")
    day = anchor + timedelta(days=step)
    return with_part(day, part, f"{('day-before', 'same-day', 'day-after')[step + 1]}-{rule}")


def that_unit(hit: Hit, story: Story) -> Reading | None:
    """Resolve "that week", "that year": the unit that holds the time named last."""
    unit, anchor = hit.parts["unit"].lower(), story.last_reference()
    if "bare" in hit.parts:
        if not _DURING.search(story.before(hit.start, 12)):
            return None
        anchor = anchor if story.narrative else story.published(hit.start)
    if anchor is None:
        return undated(None, rule="no-day-to-lean-on")
    if unit in words().lower("season"):
        return dated(f"{anchor.year:04d}-{words().lower('season')[unit]}", "of-last-time-named")
    return dated(f"{week_value(anchor)}-WE" if unit == "weekend" else value_at(anchor, words().lower("unit")[unit]), "of-last-time-named")


def meanwhile(hit: Hit, story: Story) -> Reading | None:
    """Find "during this period", "at that time": a time that only the story around it dates."""
    if "period" in hit.parts:
        return undated(None, kind="DURATION", role="duration", rule="time-of-the-story")
    return undated("PAST_REF" if story.narrative else "PRESENT_REF", rule="vague") if _DURING.search(story.before(hit.start, 12)) else None


def relative(hit: Hit, story: Story) -> Reading | None:
    """Resolve "last week", "this month", "next April", "the past year", "last summer", "this morning"."""
    relation, the = hit.parts["rel"].lower(), (hit.parts.get("the") or "").lower()
    published = story.published(hit.start)
    if the in ("this", "that", "these") and relation not in ("past", "coming", "last", "same"):
        return None
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}.get(relation, 0)
    anaphoric = relation in ("previous", "following", "that", "same") or (the == "the" and relation == "next")
    anchor = (story.last_reference() or (published if relation in ("previous", "next") else None)) if anaphoric else published
    rule = f"{relation}-{'from-last-time-named' if anaphoric else 'from-publication'}"
    future = step > 0 and not anaphoric
    if anchor is None:
        return undated(None, rule="nothing-to-lean-on")
    if part := hit.parts.get("part"):
        if relation == "current" or (relation in ("past", "coming") and part.lower() != "night"):
            return None
        night = part.lower() == "night"
        return with_part(anchor + timedelta(days=step if relation != "last" or night else -1), part, rule, future=future)
    if form := hit.parts.get("month"):
        month = month_number(form)
        year = anchor.year + (step if (step < 0 and month >= anchor.month) or (step > 0 and month <= anchor.month) else 0)
        return dated(f"{year:04d}-{month:02d}", rule, future=future)
    if form := hit.parts.get("season"):
        if form.lower() == "fall" and relation in ("that", "same"):
            return None
        code = words().lower("season")[form.lower()]
        if step == 0:
            return dated(f"{anchor.year:04d}-{code}", rule, future=False)
        value = nearest_season(code, anchor, ahead=step > 0)
        if value == season_at(anchor):
            value = f"{int(value[:4]) + step:04d}-{code}"
        return dated(value, rule, future=future)
    unit_form = hit.parts.get("unit", "weekend").lower()
    if unit_form.endswith("s") and unit_form != "hours":
        return recent(hit, story, relation, unit_form)
    if unit_form == "weekend":
        if story.text[hit.start : hit.end].lower() == "the weekend":
            step = 0
        monday = anchor - timedelta(days=anchor.weekday())
        # "Last weekend" on a weekend is the one before; on a weekday the one just past.
        shift = step if step >= 0 else -1
        return dated(f"{week_value(monday + timedelta(days=7 * shift))}-WE", rule, future=future)
    unit = words().lower("unit")[unit_form]
    if unit in ("TH", "TM", "TS", "D"):
        if relation in ("last", "past") and the:
            return window(duration(1, unit), "window-to-publication", add(anchor, -1, "D"), anchor, "day")
        return None
    if relation == "past" or (relation == "last" and the == "the" and not anaphoric):
        return window(duration(1, unit), "window-to-publication", add(anchor, -1, unit), anchor, "day" if unit == "W" else "month")
    if unit == "W" and relation == "last" and anchor.isoweekday() == 7:
        # On a Sunday "last week" is either the ISO week before, or the days just past where weeks begin on Sunday.
        found = dated(week_value(anchor - timedelta(days=7)), "last-week-on-sunday")
        return replace(found, last=anchor - timedelta(days=1))
    moved = add(anchor.replace(day=1) if unit in ("M", "Q", "Y", "DE", "CE") else anchor, step, unit)
    return None if moved is None else dated(value_at(moved, unit), rule, future=future)


def weekend(hit: Hit, story: Story) -> Reading:
    """Resolve "the weekend": the one under way or last, or the one to come where the verb points ahead."""
    published = story.published(hit.start)
    if published is None:
        return undated("XXXX-WXX-WE", rule="publication-day-unknown")
    ahead = published.weekday() < 5 and story.tense(hit.start, hit.end) == "future"
    shift = 0 if ahead or published.weekday() >= 5 else -7
    value = f"{week_value(published + timedelta(days=shift))}-WE"
    return dated(value, "weekend-after-publication" if ahead else "weekend-to-publication", future=ahead)


def recent(hit: Hit, story: Story, relation: str, unit_form: str) -> Reading | None:
    """Resolve a vague window: "recent weeks", "the past few days", "coming months"."""
    unit, published = words().lower("unit")[unit_form], story.published(hit.start)
    value = duration(None, unit)
    if relation in ("next", "coming", "following", "subsequent"):
        known = published is not None and relation in ("next", "coming")
        return Reading("DURATION", value, "vague-window-ahead", published, None, "unknown", known, "within", future=True)
    return window(value, "vague-window-to-publication", None, published, "unknown")


def counted_window(hit: Hit, story: Story) -> Reading | None:
    """Resolve a window of counted or vague length: "the past two days", "the last 24 hours", "the next four years"."""
    relation, unit_form = hit.parts["rel"].lower(), hit.parts["unit"].lower()
    unit = words().lower("unit")[unit_form]
    phrase = hit.parts.get("n") or hit.parts.get("n0")
    if phrase is None:
        if relation in ("first", "final", "latest", "preceding", "subsequent") or unit_form == "second":
            if relation != "latest" or unit != "Q":
                return None
            published = story.published(hit.start)
            return undated("XXXX-QX") if published is None else dated(value_at(add_months(published, -3) or published, "Q"), "last-quarter")
        if not unit_form.endswith("s") or (relation == "recent" and unit in ("TS", "Q")):
            return None
        return recent(hit, story, relation, unit_form)
    if unit_form == "second":
        return None
    count = quantity(phrase)
    value = duration(count, unit)
    if count is not None and "n2" in hit.parts:
        count = quantity(hit.parts["n2"]) or count
    # "Following 18 days of protest" is no window: there "following" means "after".
    bare = relation == "following" and story.text[hit.start : hit.start + 9].lower() == "following"
    if bare or relation in ("first", "final", "latest") or ("n0" in hit.parts and relation not in ("past", "last", "previous")):
        return undated(value, kind="DURATION", role="duration", rule="duration")
    if count is None:
        return recent(hit, story, relation, unit_form)
    anaphoric = relation in ("previous", "preceding", "following", "subsequent")
    published = story.published(hit.start)
    anchor = (story.last_day(hit.start) or published) if anaphoric else published
    precision = "day" if unit in ("D", "W", "F", "TH", "TM", "TS") else "month" if unit in ("M", "Q") else "year"
    if anchor is None:
        return undated(value, kind="DURATION", role="within", rule="publication-day-unknown")
    if relation in ("next", "coming", "following", "subsequent"):
        reading = window(value, "window-from-publication", anchor, end_of(anchor, count, unit), precision)
        return Reading(
            "DURATION", value, reading.rule, reading.first, reading.last, precision, reading.known, "within", future=not anaphoric
        )
    return window(
        value, "window-to-last-day-named" if anaphoric else "window-to-publication", end_of(anchor, -count, unit), anchor, precision
    )


def end_of(anchor: date, count: float, unit: str) -> date | None:
    """Return the far end of a window; a window of hours reaches at least into the neighbouring day."""
    if unit in ("TH", "TM", "TS"):
        hours = count / {"TH": 1, "TM": 60, "TS": 3600}[unit]
        return add(anchor, int(hours // 24) if hours < 0 else int(-(-hours // 24)), "D")
    return add(anchor, count, unit)


def ago(hit: Hit, story: Story) -> Reading | None:
    """Resolve "two weeks ago", "a day earlier", "five months later", "more than two years ago"."""
    unit_form, way = hit.parts["unit"].lower(), _squeezed(hit.parts["way"])
    unit = words().lower("unit")[unit_form]
    count = quantity(hit.parts["n"]) if "n" in hit.parts else None
    if unit_form == "second" or (unit == "Q" and way not in ("ago", "earlier")):
        return None
    deictic = way in ("ago", "back", "from now", "hence")
    ahead = way in ("later", "afterwards", "afterward", "from now", "hence", "after")
    published = story.published(hit.start)
    fine = unit in ("D", "TH", "TM", "TS")
    named = story.last_day(hit.start) if fine else story.last_reference()
    anchor = published if deictic else named or (None if ahead else published)
    rule = "from-publication" if anchor is published else "from-last-time-named"
    if anchor is None or count is None:
        if anchor is not None and unit in ("TH", "TM", "TS"):
            far = add(anchor, 1 if ahead else -1, "D") if unit == "TH" else anchor
            return Reading(
                "TIME",
                "FUTURE_REF" if ahead else "PAST_REF",
                f"hours-{rule}",
                min(anchor, far or anchor),
                max(anchor, far or anchor),
                "day",
                True,
            )
        return undated("FUTURE_REF" if ahead else "PAST_REF", rule="vague-distance" if anchor else "no-day-to-lean-on")
    if unit in ("TH", "TM", "TS"):
        far = end_of(anchor, count if ahead else -count, unit) or anchor
        if unit != "TH" or (count <= 6 and not deictic):
            far = anchor
        return Reading("TIME", anchor.isoformat() + "TXX", f"hours-{rule}", min(anchor, far), max(anchor, far), "day", True)
    if story.quarter and (unit, count, ahead) == ("Y", 1, False):
        # A company's report sets the quarter against the same one of the year before.
        return dated(f"{int(story.quarter[:4]) - 1:04d}-{story.quarter[5:]}", "quarter-reported")
    moved = add(anchor, count if ahead else -count, unit)
    if moved is None:
        return undated("FUTURE_REF" if ahead else "PAST_REF", rule="out-of-calendar")
    reading = dated(value_at(moved, unit), f"distance-{rule}", future=deictic and ahead)
    hedge = _squeezed(hit.parts.get("hedge", ""))
    if hedge in ("more than", "over", "at least") and not fine:
        return Reading(
            "DATE", reading.value, f"more-than-distance-{rule}", moved if ahead else None, None if ahead else moved, reading.precision, True
        )
    if hedge in ("less than", "fewer than", "up to", "no more than") and not fine:
        return Reading("DATE", reading.value, f"less-than-distance-{rule}", min(moved, anchor), max(moved, anchor), reading.precision, True)
    return reading


def running(hit: Hit, story: Story) -> Reading | None:
    """Resolve "for the third day running", "a second straight night on Sunday": the days up to and with the last."""
    form = hit.parts["ordinal"].lower()
    number = int(form[:-2]) if form[0].isdigit() else int(words().lower("ordinal")[form])
    unit = words().lower("unit")[(hit.parts.get("unit") or hit.parts["unit2"]).lower()]
    last: date | None = None
    rule = "run-to-weekday"
    if "weekday" in hit.parts:
        reading = weekday(Hit("weekday", hit.start, hit.end, {"weekday": hit.parts["weekday"]}), story)
        last = reading.last if reading else None
    else:
        last, rule = story.last_day(hit.start, near=True), "run-to-last-day-named"
        if last is None:
            last, rule = story.published(hit.start), "run-to-publication"
    value = duration(number, unit)
    if last is None:
        return undated(value, kind="DURATION", role="within", rule="publication-day-unknown")
    return window(value, rule, add(last, 1 - number if unit == "D" else -number, unit), last, "day")
