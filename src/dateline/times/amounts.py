"""Resolve durations, sets, times of day and vague references. Ages of persons are no time expressions of a report."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from dateline.times.grammar import Hit
from dateline.times.lexicon import quantity, words
from dateline.times.periods import duration
from dateline.times.readings import Reading, undated
from dateline.times.story import Story

_PER = re.compile(r"(?:\b(?:once|twice|times?|per|\d[\d,.]*(?:\s[\w-]+){0,2}|dollars?|barrels?|people|hours)|[$€£]\S+)\s$", re.IGNORECASE)
_BEFORE_VAGUE = re.compile(
    r"\b(?:for|in|within|after|over|of|during|through|several|many|these|take|takes|took|taken|taking|last|lasted|lasting|and|or|about|spent|"
    r"spend|by|than|following|despite|throughout|hundreds of|dozens of|between|until)\s+$",
    re.IGNORECASE,
)
_WORD_AFTER = re.compile(r"[\s-]+([A-Za-z-]+)(?:\s+([A-Za-z-]+))?(?:\s+([A-Za-z-]+))?")


def _age(hit: Hit, story: Story, unit: str) -> bool:
    """Return whether a quantity of time is a person's age."""
    tail = hit.parts.get("tail", "").lower().strip(" -\u2010\u2011\u2012\u2013\u2014")
    before = story.before(hit.start, 14).lower()
    if tail.startswith("of") or re.search(r"\b(?:aged?|age of)\s+(?:about |over |under )?$", before):
        return True
    if not tail.startswith("old"):
        return False
    table = words().classes
    follow = _WORD_AFTER.match(story.text, hit.end)
    after = [w.lower() for w in follow.groups() if w] if follow else []
    if any(w.rstrip("s") in table["person"] or w in table["person"] for w in after[:2]):
        return True
    ageing = any(w in table["ageing"] or w.rstrip("s") in table["ageing"] for w in after)
    return not ageing if unit == "Y" or tail == "olds" or "-" not in hit.parts.get("tail", "") else not after


def length(hit: Hit, story: Story) -> Reading | None:
    """Resolve a duration ("three weeks", "10-hour", "three-week-old offensive"), or a rate ("30 attacks a day")."""
    form, phrase = hit.parts["unit"].lower(), hit.parts["n"].lower()
    unit = words().lower("unit")[form]
    article = phrase in ("a", "an")
    text = story.text
    if unit == "TS" and (form == "second" or article) and not phrase[0].isdigit():
        return None
    if (unit == "Q" and (article or re.match(r"\s+of\b|-", text[hit.end : hit.end + 5]))) or (
        form == "century" and article and hit.parts["join"] == "-"
    ):
        return None
    if phrase == "some" and not form.endswith("s"):
        return None
    if phrase == "one" and form == "day" and hit.parts.get("join") == " " and re.search(r"[.\"\u201c]\s*$", story.before(hit.start, 3)):
        return undated("FUTURE_REF", rule="vague")
    if _age(hit, story, unit):
        return None
    if article and not hit.parts.get("tail") and _PER.search(text, max(0, hit.start - 40), hit.start):
        return undated(duration(1, unit), kind="SET", role="duration", rule="rate")
    count = quantity(phrase)
    return undated(duration(count, unit), kind="DURATION", role="duration", rule="duration")


def vague_length(hit: Hit, story: Story) -> Reading | None:
    """Resolve a plural unit without a number ("for weeks", "months-long")."""
    unit = words().lower("unit")[hit.parts["unit"].lower()]
    if hit.parts.get("tail", "").endswith("old"):
        return None
    before, after = story.before(hit.start, 14), story.text[hit.end : hit.end + 10]
    if unit in ("Q", "TS") or not (
        hit.parts.get("tail") or _BEFORE_VAGUE.search(before) or re.match(r"\s(?:after|before|of)\b", after)
    ):  # fmt: skip
        return None
    return undated(duration(None, unit), kind="DURATION", role="duration", rule="duration")


def one_long(hit: Hit, story: Story) -> Reading:
    """Resolve "year-long", "week-long"."""
    return undated(duration(1, words().lower("unit")[hit.parts["unit"].lower()]), kind="DURATION", role="duration", rule="duration")


def repeated(hit: Hit, story: Story) -> Reading | None:
    """Resolve a set of times ("every Friday", "daily", "each year")."""
    table = words()
    value: str
    if word := hit.parts.get("word"):
        if word[0].isupper() and (
            re.match(r"\s[A-Z]", story.text[hit.end : hit.end + 2]) or re.search(r"[A-Za-z]\s$", story.before(hit.start, 2))
        ):
            return None
        value = {
            "daily": "XXXX-XX-XX",
            "nightly": "XXXX-XX-XXTNI",
            "weekly": "XXXX-WXX",
            "monthly": "XXXX-XX",
            "hourly": "XXXX-XX-XXTXX",
        }.get(word.lower(), "XXXX")
    elif form := hit.parts.get("weekday"):
        value = f"XXXX-WXX-{table.lower('weekday')[form.lower()]}"
    elif form := hit.parts.get("month"):
        value = f"XXXX-{table.lower('month')[form.lower()]}"
    elif form := hit.parts.get("part"):
        value = f"XXXX-XX-XXT{table.lower('part')[form.lower()]}"
    else:
        form, phrase = hit.parts["unit"].lower(), hit.parts.get("n", "one").lower()
        if form == "second" or (form == "quarter" and phrase == "one"):
            return None
        count = 2.0 if phrase == "other" else None if phrase == "few" else quantity(phrase)
        value = duration(count, table.lower("unit")[form])
    return undated(value, kind="SET", role="duration", rule="set")


def rate(hit: Hit, story: Story) -> Reading | None:
    """Resolve "per day"."""
    if not story.text[hit.start : hit.end].lower().startswith("per"):
        return None
    return undated(duration(1, words().lower("unit")[hit.parts["unit"].lower()]), kind="SET", role="duration", rule="rate")


def weekdays(hit: Hit, story: Story) -> Reading:
    """Resolve "Fridays"."""
    return undated(f"XXXX-WXX-{words().lower('weekday')[hit.parts['weekday'].lower()]}", kind="SET", role="duration", rule="set")


def present(hit: Hit, story: Story) -> Reading:
    """Resolve "now", "currently" to TIMEX3's PRESENT_REF; it dates no event."""
    return undated("PRESENT_REF", rule="vague")


def pastish(hit: Hit, story: Story) -> Reading:
    """Resolve "recently", "the past" to PAST_REF."""
    return undated("PAST_REF", rule="vague")


def futureish(hit: Hit, story: Story) -> Reading:
    """Resolve "soon", "the future" to FUTURE_REF."""
    return undated("FUTURE_REF", rule="vague")


def start_of_event(hit: Hit, story: Story) -> Reading | None:
    """Find "since the start of the offensive": a beginning that the words date by an event alone."""
    if not re.search(r"\bsince\s+$", story.before(hit.start, 8), re.IGNORECASE):
        return None
    return undated(None, rule="event-without-date")


def clock_of(parts: dict[str, str]) -> str | None:
    """Return HH:MM of a time of day as the 24-hour clock has it, or ``None`` where the numbers make none.

    >>> clock_of({"hour": "7", "minute": "30", "half": "pm"}), clock_of({"fixed": "noon"}), clock_of({"military": "0430"})
    ('19:30', '12:00', '04:30')
    """
    if fixed := parts.get("fixed"):
        return words().lower("fixed_clock")[fixed.lower()]
    if military := parts.get("military"):
        return f"{military[:2]}:{military[2:]}"
    if "hour24" in parts:
        return f"{int(parts['hour24']):02d}:{parts['minute24']}"
    half, minute = parts.get("half", "").lower(), parts.get("minute", "00")
    if "hour" in parts:
        hour = int(parts["hour"])
    else:
        read = quantity(parts["oclock"])
        hour = int(read) if read is not None else 0
        part = (parts.get("oclock_part") or parts.get("in_part") or "").lower()
        half = "" if not part else "am" if "morning" in part or ("night" in part and hour in (12, 1, 2, 3, 4)) else "pm"
    if not (1 <= hour <= 12 if half else hour <= 24):
        return None
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute}"


def clock(hit: Hit, story: Story, named: date | None = None) -> Reading | None:
    """Resolve a time of day to the day its sentence names, else the day its paragraph named last, else the day of publication.

    Args:
        named: the day that the sentence names after it.
    """
    time = clock_of(hit.parts)
    if time is None:
        return None
    if "hour24" in hit.parts and re.match(r"\s?[-:]\s?\d", story.text[hit.end : hit.end + 3]):
        return None
    day, rule = story.last_day(hit.start, near=True), "clock-on-last-day-named"
    if named is not None:
        day, rule = named, "clock-on-day-of-sentence"
    if day is None:
        day, rule = story.published(hit.start), "clock-on-publication-day"
    if day is None:
        return undated(f"XXXX-XX-XXT{time}", kind="TIME", rule="publication-day-unknown")
    return Reading("TIME", f"{day.isoformat()}T{time}", rule, day, day, "minute", True, clock=time)


def with_clock(reading: Reading, parts: dict[str, str]) -> Reading:
    """Return a day's reading with the time of day that stands before it ("10 p.m. Wednesday")."""
    time = clock_of(parts)
    if time is None or reading.value is None:
        return reading
    value = f"{reading.value.partition('T')[0]}T{time}"
    if not reading.known:
        return replace(reading, type="TIME", value=value)
    return replace(reading, type="TIME", value=value, precision="minute", clock=time)
