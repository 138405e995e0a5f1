"""Find the time expressions of a text and resolve them to TIMEX3 values and calendar intervals.

Types and values are TimeML's (TIMEX3; Sauri et al., TimeML Annotation Guidelines 1.2.1, 2006; ISO 24617-1). The interval is
the time at which an event lies that the expression dates: the words before it ("since", "until", "by", "before") open or
close it, a range ("from 3 to 5 March") gives the whole range to both of its ends, and the rule is named in `When.basis`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from dateline.records import Span, TimeExpression, When
from dateline.times import amounts, dates, relative
from dateline.times.grammar import Hit, scan
from dateline.times.periods import day_of, week_value
from dateline.times.readings import Reading, dated, narrowed
from dateline.times.story import Story

_RESOLVERS: dict[str, Callable[[Hit, Story], Reading | None]] = {
    "iso": dates.iso_date, "slashed": dates.slashed_date, "date": dates.full_date, "month": dates.month_only, "year": dates.bare_year,
    "spelled_year": dates.spelled_year, "fiscal": dates.fiscal_year, "bc": dates.before_christ, "decade": dates.decade,
    "century": dates.century, "season": dates.season, "quarter": dates.quarter, "period": dates.period, "holiday": dates.named_holiday,
    "named_day": dates.named_day, "overnight": relative.overnight,
    "weekday": relative.weekday, "day_word": relative.day_word, "next_day": relative.next_day, "that_day": relative.that_unit,
    "meanwhile": relative.meanwhile,
    "relative": relative.relative, "inner": relative.relative, "window": relative.counted_window, "weekend": relative.weekend,
    "ago": relative.ago, "running": relative.running,
    "duration": amounts.length, "vague": amounts.vague_length, "long": amounts.one_long, "set": amounts.repeated, "per": amounts.rate,
    "weekdays": amounts.weekdays, "present": amounts.present, "pastish": amounts.pastish, "futureish": amounts.futureish,
    "start_of": amounts.start_of_event, "clock": amounts.clock,
}  # fmt: skip
_YEARFUL = frozenset({"date", "date_range", "month", "year", "years", "bc", "spelled_year"})
_DAY_RULES = frozenset({"date", "iso", "weekday", "day_word"})
_DEICTIC = frozenset({"weekday", "day_word"})
#: A history names at least this many years, and four times as many as it names weekdays and "yesterdays".
NARRATIVE_YEARS, NARRATIVE_RATIO = 8, 4

_ROLE = re.compile(
    r"\b(?:(?P<since>since|(?:ever\s)since|starting(?:\s(?:on|from))?|beginning(?:\s(?:on|in))?)|(?P<until>until|till|through|up\sto|by)|"
    r"(?P<before>before|prior\sto|ahead\sof)|(?P<after>after|from))\s+(?:at\sleast|about|around|the|late|early|as\searly\sas)?\s*$",
    re.IGNORECASE,
)
#: "since the start of the siege on": the date that ends such a phrase is where the stretch begins.
_SINCE_CLAUSE = re.compile(
    r"\bsince\s(?:[^\s.,;:!?\"\u201c\u201d]+\s+){0,12}?(?:(?:on|in)|(?:start|beginning|began|begun|started|erupted|out|launched|outbreak|launch|onset)(?:\son)?)"
    r"\s+(?:early\s|late\s)?$",
    re.IGNORECASE,
)
#: What follows a date that "after" or "from" opens a stretch with.
_OPEN_AFTER = re.compile(r"\s(?:on|onwards?|forward)\b|[,.;]|$")
_TO = re.compile(
    r"\s*(?:[-\u2013\u2014]|\b(?:to|until|till|through)\b)\s*(?:the\s)?(?:early\s|late\s)?$|\s+(?:to|through|until|till)\s+$", re.IGNORECASE
)
_AND = re.compile(r"\s+and\s+$", re.IGNORECASE)
_JOIN = re.compile(r"\s*(?:,|,?\s(?:and|or|to|until|through)|[-\u2013\u2014])\s*$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|between)\s+(?:the\s)?$", re.IGNORECASE)


def find_times(text: str, *, published: str | None, anchors: Sequence[tuple[int, str]] = ()) -> list[TimeExpression]:
    """Find and resolve the time expressions of a text.

    Args:
        text: an article's text; blocks are separated by blank lines.
        published: the day (or minute) of publication, ISO 8601; ``None`` where it is unknown. Expressions that lean on it
            are then found, but not dated.
        anchors: (offset, ISO day) pairs: from the offset on, the day stands in for the day of publication.

    Returns:
        Expressions in reading order, none overlapping another.

    >>> [(t.span.quote, t.value) for t in find_times("Shelling on Sunday killed two.", published="2016-11-06")]
    [('Sunday', '2016-11-06')]
    """
    hits = [part for hit in scan(text) for part in _parted(hit, text)]
    story = Story(
        text,
        _day(published),
        anchors=[(at, day) for at, iso in anchors if (day := _day(iso))],
        narrative=_is_narrative(hits, _day(published)),
    )
    found: list[tuple[Hit, Reading]] = []
    for index, hit in enumerate(hits):
        reading = _resolve(hit, story, hits, index)
        if reading is None or (reading.rule == "event-without-date" and _dated_after(hits, index, text)):
            continue
        if _after_publication(hit, reading, story):
            reading = replace(reading, known=False)
        found.append((hit, reading))
        if reading.known and reading.first is not None and reading.type in ("DATE", "TIME"):
            story.note(hit.start, reading.first, precision=reading.precision, day=reading.single_day)
    return _expressions(found, story)


def _day(iso: str | None) -> date | None:
    """Return the day of an ISO 8601 value, or ``None`` where it gives none."""
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)", iso or "")
    return day_of(*map(int, found.groups())) if found else None


def _parted(hit: Hit, text: str) -> list[Hit]:
    """Part a range written as one ("February 15-17", "2011-13") into its two ends."""
    if hit.rule == "years":
        second = text.index(hit.parts["b"], hit.start + 4)
        year = hit.parts["b"] if len(hit.parts["b"]) == 4 else hit.parts["a"][:2] + hit.parts["b"]
        if int(year) <= int(hit.parts["a"]):
            return []
        return [Hit("year", hit.start, hit.start + 4, {"year": hit.parts["a"], "to": year}), Hit("year", second, hit.end, {"year": year})]
    if (
        hit.rule == "date"
        and hit.parts.get("month")
        and set(hit.parts) == {"month", "day"}
        and text[max(0, hit.start - 3) : hit.start].lower() == "in "
    ):
        # "In April 12 people died": nobody writes "in April 12".
        form = len(hit.parts["month"])
        if text.startswith(hit.parts["month"], hit.start) and re.match(r"\s[a-z]", text[hit.end : hit.end + 2]):
            return [Hit("month", hit.start, hit.start + form, {"month": hit.parts["month"]})]
    if hit.rule != "date_range":
        return [hit]
    shared = {k: v for k, v in hit.parts.items() if k in ("month", "year", "year_of")}
    link = text.index(hit.parts["link"], hit.start)
    return [
        Hit("date", hit.start, link, shared | {"day": hit.parts["day"]}),
        Hit("date", link + len(hit.parts["link"]), hit.end, shared | {"day": hit.parts["day2"]}),
    ]


def _is_narrative(hits: list[Hit], published: date | None) -> bool:
    """Return whether a text tells history: many years named, most of them long before publication, few weekdays."""
    years = [
        int(hit.parts["year"]) if "year" in hit.parts else 0 for hit in hits if hit.rule in _YEARFUL and {"year", "bc"} & set(hit.parts)
    ]
    past = sum(published is None or abs(year - published.year) >= 2 for year in years)
    weekdays = sum(hit.rule in _DEICTIC for hit in hits)
    return past >= max(NARRATIVE_YEARS, NARRATIVE_RATIO * weekdays, len(years) / 2)


def _lent_year(hits: list[Hit], index: int, text: str) -> int | None:
    """Return the year of the date that a date without one is joined to ("between April 3 and May 10, 2003")."""
    hit = hits[index]
    if hit.rule not in ("date", "month") or "year" in hit.parts or index + 1 == len(hits):
        return None
    follow = hits[index + 1]
    if follow.rule not in ("date", "month") or "year" not in follow.parts or not _JOIN.fullmatch(text, hit.end, follow.start):
        return None
    return int(follow.parts["year"])


def _dated_after(hits: list[Hit], index: int, text: str) -> bool:
    """Return whether the next expression gives the day ("since the start of the siege on May 3")."""
    return index + 1 < len(hits) and bool(re.fullmatch(r"(?:\s\w+){0,4}\s(?:on|in)\s", text[hits[index].end : hits[index + 1].start]))


def _day_of_sentence(hits: list[Hit], index: int, story: Story) -> date | None:
    """Return the day that the sentence of a time of day names only after it ("at 10am gunmen on Tuesday ...")."""
    first, last = story.sentence(hits[index].start)
    if any(first <= hit.start and hit.rule in _DAY_RULES for hit in hits[max(0, index - 4) : index]):
        return None
    for hit in hits[index + 1 : index + 4]:
        if hit.start < last and hit.rule in _DAY_RULES:
            reading = _RESOLVERS[hit.rule](hit, story)
            return reading.first if reading is not None and reading.single_day else None
    return None


def _resolve(hit: Hit, story: Story, hits: list[Hit], index: int) -> Reading | None:
    """Resolve one match with the words that stand before it ("the end of", "10 p.m.", "the night of")."""
    reading: Reading | None
    if hit.rule == "date":
        reading = dates.full_date(hit, story, _lent_year(hits, index, story.text))
    elif hit.rule == "month":
        reading = dates.month_only(hit, story, _lent_year(hits, index, story.text))
    elif hit.rule == "clock":
        reading = amounts.clock(hit, story, _day_of_sentence(hits, index, story))
    elif hit.rule == "inner":
        relation = "that" if hit.parts["the"].lower() == "the" and story.narrative else hit.parts["the"].lower().replace("the", "this")
        reading = relative.relative(Hit("relative", hit.start, hit.end, {"rel": relation, "unit": hit.parts["unit"]}), story)
    else:
        reading = _RESOLVERS[hit.rule](hit, story)
    if reading is None:
        return None
    if hit.part in ("week", "weekend") and reading.first is not None:
        reading = dated(week_value(reading.first) + ("-WE" if hit.part == "weekend" else ""), reading.rule)
    elif hit.part and reading.first is not None and reading.type == "DATE":
        reading = relative.with_part(reading.first, hit.part, reading.rule, future=reading.future)
    if hit.clock:
        reading = amounts.with_clock(reading, hit.clock)
    for edge in hit.edges:
        reading = narrowed(reading, edge, story.published(hit.start))
    return reading


def _after_publication(hit: Hit, reading: Reading, story: Story) -> bool:
    """Return whether a day reckoned from the story lies after publication without a verb that points ahead: a wrong anchor."""
    published = story.published(hit.start)
    if not (reading.known and reading.first and published) or reading.future or not reading.rule.endswith(("-named", "-last-day-named")):
        return False
    return reading.first > published and story.tense(hit.start, hit.end) != "future"


def _role(hit: Hit, reading: Reading, story: Story) -> str:
    """Return what the words before an expression make of it."""
    if reading.role != "point" or reading.type not in ("DATE", "TIME"):
        return reading.role
    before = story.text[max(story.sentence(hit.start)[0], hit.start - 90) : hit.start]
    if reading.rule == "event-without-date" or _SINCE_CLAUSE.search(before):
        return "since"
    found = _ROLE.search(before)
    # "After Tuesday's attack", "after Friday prayers", "footage from Sunday" name the day itself.
    if (
        not found
        or story.text[hit.end : hit.end + 2] in ("'s", "\u2019s")
        or (found["after"] and not _OPEN_AFTER.match(story.text, hit.end))
    ):
        return "point"
    return "since" if found["since"] or found["after"] else "until" if found["until"] else "before"


def _opened(reading: Reading, role: str, published: date | None) -> Reading:
    """Return the stretch that "since", "until", "before" or "after" an expression makes."""
    if not reading.known:
        return replace(reading, role=role)
    if role == "since":
        last = published if published and (reading.first is None or reading.first <= published) else None
        return replace(reading, role=role, last=last)
    if role == "until":
        return replace(reading, role=role, first=None, future=False)
    if role == "before":
        last = (
            reading.first - timedelta(days=1)
            if reading.first and reading.first > date.min and reading.precision != "minute"
            else reading.first
        )
        return replace(reading, role=role, first=None, last=last, known=last is not None)
    return reading


def _ranges(found: list[tuple[Hit, Reading]], story: Story) -> dict[int, tuple[int, int]]:
    """Return, for each end of a range, the indices of its two ends."""
    ends: dict[int, tuple[int, int]] = {}
    for index in range(len(found) - 1):
        (a, first), (b, second) = found[index], found[index + 1]
        if index in ends or not (first.known and second.known and {first.type, second.type} <= {"DATE", "TIME"}) or b.start - a.end > 14:
            continue
        opened = _FROM.search(story.text, max(0, a.start - 12), a.start)
        joined = _TO.fullmatch(story.text, a.end, b.start)
        if not joined and not (opened and opened.group().lower().startswith("between") and _AND.fullmatch(story.text, a.end, b.start)):
            continue
        if (first.first and second.last and first.first <= second.last) or (b.rule == "weekday" and second.last):
            ends[index] = ends[index + 1] = (index, index + 1)
    return ends


def _expressions(found: list[tuple[Hit, Reading]], story: Story) -> list[TimeExpression]:
    """Turn readings into records: roles, ranges, and no event after publication that is told as past."""
    ends = _ranges(found, story)
    expressions = []
    for index, (hit, reading) in enumerate(found):
        span = Span.of(story.text, hit.start, hit.end)
        published = story.published(hit.start)
        if index in ends:
            (a, first), (b, second) = (found[i] for i in ends[index])
            last = second.last
            if first.first and last and last < first.first:
                last += timedelta(days=7)
            if index == ends[index][1] and last != second.last and last is not None:
                reading = replace(dated(last.isoformat(), reading.rule), clock=reading.clock)
            whole = Span.of(story.text, a.start, b.end)
            precision = first.precision if first.precision == second.precision else "day"
            joint = replace(first, last=last, role="within", precision=precision, rule="range")
            when = _when(joint, whole, end_clock=second.clock)
            expressions.append(TimeExpression(span, reading.type, reading.value, when, "within"))
            continue
        role = _role(hit, reading, story)
        reading = _opened(reading, role, published) if role != reading.role else reading
        if (
            role == "point" and reading.known and not reading.future and published and reading.first and reading.last
            and reading.first <= published < reading.last and reading.precision != "part_of_day"
            and story.tense(hit.start, hit.end) in ("past", "said")
        ):  # fmt: skip
            reading = replace(reading, last=published, rule=f"{reading.rule}, to publication")
        expressions.append(TimeExpression(span, reading.type, reading.value, _when(reading, span), role))
    return expressions


def _when(reading: Reading, span: Span, *, end_clock: str | None = None) -> When | None:
    """Return the interval of a reading, or ``None`` where it denotes none."""
    if not reading.known or (reading.first is None and reading.last is None):
        return None
    closing = end_clock or reading.clock
    return When(
        _iso(reading.first, reading.clock),
        _iso(reading.last, closing),
        reading.precision,
        f'{reading.rule}: "{" ".join(span.quote.split())}"',
        span,
    )


def _iso(day: date | None, clock: str | None) -> str | None:
    """Return a day, or a minute of it; midnight at its end (24:00) is the first minute of the next day."""
    if day is None or clock is None:
        return None if day is None else day.isoformat()
    if clock.startswith("24"):
        return f"{(day + timedelta(days=1)).isoformat()}T00:00" if day < date.max else day.isoformat()
    return f"{day.isoformat()}T{clock}"
