"""Resolve dates that name their month, year, season or holiday.

A missing year is the nearest past one seen from the day of publication, unless the verb points ahead or the sentence (in a
history, the story) has just named a year. Two-digit years are read within fifty years of publication.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from dateline.analysis.numerals import read_number
from dateline.times.grammar import Hit
from dateline.times.lexicon import words
from dateline.times.periods import bounds, day_of, holiday, season_at
from dateline.times.readings import Reading, dated, undated
from dateline.times.story import Story

#: Words before a bare month that make it a month ("May", "March", "April" are also other words and names).
_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|since|by|until|till|before|after|from|to|and|or|of|during|through|throughout|between|around|for|as|every|each|than|next|last|this|"
    r"about|late|early|mid|earlier|on)|[,(\-\u2013])\s*$",
    re.IGNORECASE,
)
_BEFORE_YEAR = re.compile(
    r"\b(?:in|since|by|until|till|before|after|from|to|and|or|of|during|through|throughout|between|around|about|for|the|as|than|circa|late|early|year|"
    r"mid|on|its|his|their|our|spring|summer|autumn|winter|versus|vs)\W{1,2}$|[(,\-\u2013/]\s?$",
    re.IGNORECASE,
)
_MONEY_OR_NUMBER = re.compile(
    r"(?:[$€£#+]|\b(?:No|nos?|number|Rs|USD|flight|room|section|article|resolution|route|model|page)\.?\s?)$", re.IGNORECASE
)
_COUNTED = re.compile(
    r"\s(?:people|men|women|children|civilians|persons|km|kms|miles?|met(?:er|re)s?|percent|per\s?cent|degrees|feet|tons?|tonnes|dollars|euros|hours?|GMT|"
    r"(?!its|his|this|was|has|as|is|elections|protests|crisis|talks|polls|riots|attacks|games|olympics|us\b)[a-z]{3,}(?<![sui])s)\b"
)
#: How far ahead of publication a date without a year may lie without a verb that points ahead.
NEAR_DAYS = 62
#: How far back a day of the same year must lie before a verb that points ahead can mean the next year's.
FAR_DAYS = 180
_DECADE_WORDS = {"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8, "nineties": 9}


def month_number(form: str) -> int:
    """Return 1-12 for a month's full or short form."""
    table = words()
    form = form.rstrip(".")
    return int(table.lower("month").get(form.lower()) or table.code("month_short", form))


def _named_year(hit: Hit, story: Story) -> int | None:
    """Return the year a hit itself names: in digits, or as "of last year"."""
    if digits := hit.parts.get("year") or hit.parts.get("dyear"):
        return int(digits)
    relation = hit.parts.get("year_of") or hit.parts.get("dyear_of")
    if not relation:
        return None
    published = story.published(hit.start)
    anchor = story.last_reference() or published if relation.lower() not in ("last", "this", "next") else published
    step = {"last": -1, "the previous": -1, "next": 1, "the following": 1}.get(relation.lower(), 0)
    return anchor.year + step if anchor else None


def missing_year(hit: Hit, story: Story, month: int, day: int | None, *, lent: int | None = None) -> tuple[int | None, str, bool]:
    """Return the year meant where a date names none, the rule that found it, and whether it points ahead.

    Args:
        lent: the year of the date that this one is joined to ("between April 3 and May 10, 2003").
    """
    if lent is not None:
        return lent, "year-of-joined-date", False
    sentence = story.last_reference(since=story.sentence(hit.start)[0])
    published = story.published(hit.start)
    if story.narrative and (year := story.strand(month, day)):
        return year, "year-of-narrative", False
    if published is None:
        return None, "year-unknown", False
    tense = story.tense(hit.start, hit.end)
    if sentence and sentence.year < published.year - 1 and tense != "future":
        return sentence.year, "year-of-sentence", False
    at = (month, published.day if day is None else day)
    if at <= (published.month, published.day):
        far = (published.month - month) * 30 > FAR_DAYS
        return (published.year + 1, "next-ahead", True) if tense == "future" and far else (published.year, "nearest-past", False)
    # A report that means a day ten months back says its year; one without, shortly ahead, is to come unless it is told as past.
    ahead_word = re.search(r"\b(?:before|until|by|ahead of)\s(?:the\s)?$", story.before(hit.start, 14), re.IGNORECASE)
    near = 0 < (month - published.month) * 30 + (0 if day is None else day - published.day) <= NEAR_DAYS
    if tense == "future" or (near and (tense != "past" or ahead_word)):
        return published.year, "next-ahead", True
    return published.year - 1, "nearest-past", False


def _weekday_agrees(hit: Hit, year: int, month: int, day: int) -> bool:
    """Return whether the weekday printed with a date is the one the calendar gives it."""
    if "weekday" not in hit.parts:
        return True
    found = day_of(year, month, day)
    form = hit.parts["weekday"].rstrip(".").lower()
    table = words()
    code = table.lower("weekday").get(form) or table.lower("weekday_short").get(form)
    return found is not None and str(found.isoweekday()) == code


def full_date(hit: Hit, story: Story, lent: int | None = None) -> Reading | None:
    """Resolve a day of a month."""
    month, day = month_number(hit.parts.get("month") or hit.parts["dmonth"]), int(hit.parts.get("day") or hit.parts["dday"])
    year, rule, ahead = _named_year(hit, story), "date", False
    if year is None:
        year, rule, ahead = missing_year(hit, story, month, day, lent=lent)
        # A printed weekday decides between the years around publication.
        published = story.published(hit.start)
        if year and published and not _weekday_agrees(hit, year, month, day):
            for other in (published.year, published.year - 1, published.year + 1):
                if _weekday_agrees(hit, other, month, day):
                    year, rule, ahead = (
                        other,
                        "year-of-weekday",
                        (month, day) > (published.month, published.day) and other >= published.year,
                    )
                    break
    if year is None:
        return undated(f"XXXX-{month:02d}-{day:02d}", rule=rule) if day_of(2000, month, day) else None
    if day_of(year, month, day) is None:
        return undated(f"XXXX-{month:02d}-{day:02d}", rule="no-such-day") if day_of(2000, month, day) else None
    return dated(f"{year:04d}-{month:02d}-{day:02d}", rule, future=ahead)


def month_only(hit: Hit, story: Story, lent: int | None = None) -> Reading | None:
    """Resolve a month with or without a year."""
    form = hit.parts["month"].rstrip(".")
    month = month_number(form)
    if "yearword" in hit.parts:
        found = spelled_year(
            Hit(hit.rule, hit.start, hit.end, {"head": hit.parts["yearword"], "rest": hit.parts.get("yearrest", "")}), story
        )
        return None if found is None or found.value is None else dated(f"{found.value}-{month:02d}", "date")
    year, rule, ahead = _named_year(hit, story), "date", False
    if year is None:
        before, after = story.before(hit.start, 12), story.text[hit.end : hit.end + 12]
        if not hit.edges and not _BEFORE_MONTH.search(before):
            if form.lower() in ("may", "march", "april", "june", "august") and not after.startswith(("'s", "\u2019s")):
                return None
            if re.match(r"\s[A-Z][a-z]", after) or re.search(r"[A-Z][a-z]+\s$", before):
                return None
        elif re.match(r"\s[A-Z][a-z]+", after) and form.lower() in ("may", "april", "june", "august") and not hit.edges:
            return None
        year, rule, ahead = missing_year(hit, story, month, None, lent=lent)
    return undated(f"XXXX-{month:02d}", rule=rule) if year is None else dated(f"{year:04d}-{month:02d}", rule, future=ahead)


def bare_year(hit: Hit, story: Story) -> Reading | None:
    """Resolve a year in digits, unless it counts something."""
    before, after = story.before(hit.start, 14), story.text[hit.end : hit.end + 24]
    year = int(hit.parts["year"])
    if _MONEY_OR_NUMBER.search(before) or re.match(r"-[a-z]", after):
        return None
    lead = _BEFORE_YEAR.search(before)
    if not hit.edges and (not lead or not before.lower().endswith(("the ", "in ", "since ", "its "))) and _COUNTED.match(after):
        return None
    if (
        not hit.edges
        and not lead
        and "to" not in hit.parts
        and not (year >= 1900 and (not after or re.match(r"['\u2019]s|[)\].,;:\u2013\u2014-]|\s[a-zA-Z(]", after)))
    ):
        return None
    return dated(f"{year:04d}", "date") if year >= 1000 else None


def spelled_year(hit: Hit, story: Story) -> Reading | None:
    """Resolve a year in words ("nineteen ninety-six", "the year two thousand")."""
    rest = read_number(hit.parts["rest"]) if hit.parts.get("rest") else None
    if hit.parts["head"].lower() == "nineteen":
        return None if rest is None or rest < 10 else dated(f"19{rest:02d}", "date")
    if rest is None and not story.text[hit.start : hit.end].lower().startswith("the year"):
        return None
    return dated(f"{2000 + (rest or 0)}", "date")


def fiscal_year(hit: Hit, story: Story) -> Reading:
    """Resolve a fiscal year, as TimeBank does, to the year of its number."""
    return dated(hit.parts["year"], "date")


def before_christ(hit: Hit, story: Story) -> Reading:
    """Resolve a year before Christ; no ISO day reaches there."""
    return undated(f"BC{int(hit.parts['bc']):04d}", rule="date")


def iso_date(hit: Hit, story: Story) -> Reading | None:
    """Resolve an ISO 8601 date."""
    if not bounds(hit.parts["iso"]):
        return None
    if hit.parts.get("hm"):
        return replace(dated(f"{hit.parts['iso']}T{hit.parts['hm']}", "date", kind="TIME"), clock=hit.parts["hm"])
    return dated(hit.parts["iso"], "date")


def slashed_date(hit: Hit, story: Story) -> Reading | None:
    """Resolve 13/11/2016 and 11/13/2016; where both orders are possible the day stays unknown."""
    a, b, year = int(hit.parts["a"]), int(hit.parts["b"]), int(hit.parts["c"])
    if len(hit.parts["c"]) == 2:
        published = story.published(hit.start)
        if published is None:
            return None
        year = min((century + year for century in range(1800, 2200, 100)), key=lambda y: abs(y - published.year))
    orders = ((b, a),) if "iso_order" in hit.parts else ((b, a), (a, b))
    possible = {found for month, day in orders if (found := day_of(year, month, day))}
    if not possible:
        return None
    if len(possible) == 1:
        return dated(possible.pop().isoformat(), "date")
    return undated(f"{year:04d}-XX-XX", rule="day-and-month-ambiguous")


def decade(hit: Hit, story: Story) -> Reading | None:
    """Resolve a decade in digits or words; without a century the last such decade."""
    if digits := hit.parts.get("decade"):
        return dated(digits[:3], "date")
    tens = int(hit.parts["short"]) // 10 if "short" in hit.parts else _DECADE_WORDS[hit.parts["word"].lower()]
    published = story.published(hit.start)
    if published is None:
        return undated(f"XX{tens}", rule="year-unknown")
    head = published.year // 100 - (tens > published.year // 10 % 10)
    return dated(f"{head}{tens}", "nearest-past")


def century(hit: Hit, story: Story) -> Reading | None:
    """Resolve "the 20th century" to TIMEX3's two digits."""
    ordinal = hit.parts["ordinal"].lower()
    number = int(ordinal[:-2]) if ordinal[0].isdigit() else int(words().lower("ordinal")[ordinal])
    return dated(f"{number - 1:02d}", "date") if 1 < number <= 22 else None


def season(hit: Hit, story: Story) -> Reading | None:
    """Resolve a season: a year in its words, else the last one by publication (history: of the year last named)."""
    form, text = hit.parts["season"].lower(), story.text
    code = words().lower("season")[form]
    year = _named_year(hit, story)
    if year is None:
        before = story.before(hit.start, 10)
        if form == "fall" and (
            not re.search(r"\b(?:in|since|by|until|last|this|during)\s$", before)
            or re.match(r"\s(?:of|in|to)\b", text[hit.end : hit.end + 4])
        ):
            return None
        if (
            "the" not in hit.parts
            and not hit.edges
            and not re.search(r"\b(?:in|since|by|until|during|through|next|last|this|that|and|of|every)\s$", before)
        ):
            return None
        if hit.parts["season"][0].isupper() and not hit.edges and re.match(r"\s[A-Z]", text[hit.end : hit.end + 2]):
            return None
        if story.narrative and (last := story.last_reference()):
            year, rule = last.year, "year-of-narrative"
        else:
            published = story.published(hit.start)
            if published is None:
                return undated(f"XXXX-{code}", rule="year-unknown")
            ahead = story.tense(hit.start, hit.end) == "future"
            return dated(nearest_season(code, published, ahead=ahead), "next-ahead" if ahead else "nearest-past", future=ahead)
        return dated(f"{year:04d}-{code}", rule)
    return dated(f"{year:04d}-{code}", "date")


def nearest_season(code: str, published: date, *, ahead: bool = False) -> str:
    """Return the season `code` that is under way or was last, or with `ahead` comes next."""
    options = [value for year in range(published.year - 2, published.year + 2) if (value := f"{year:04d}-{code}")]
    if ahead:
        return next(value for value in options if (found := bounds(value)) and found[1] >= published)
    return (
        next(value for value in reversed(options) if (found := bounds(value)) and found[0] <= published)
        if options
        else season_at(published)
    )


def named_day(hit: Hit, story: Story) -> Reading:
    """Resolve "9/11" and "the September 11 attacks", which mean 2001 without saying so."""
    return dated("2001-09-11", "named-day")


def quarter(hit: Hit, story: Story) -> Reading | None:
    """Resolve a quarter of a year: the one under way or last, unless a year is named."""
    number = {"first": 1, "second": 2, "third": 3, "fourth": 4}[hit.parts["q"].lower()]
    if named := hit.parts.get("year") or hit.parts.get("y1"):
        return dated(f"{named}-Q{number}", "date")
    published = story.published(hit.start)
    if published is None:
        return undated(f"XXXX-Q{number}", rule="year-unknown")
    now = (published.month + 2) // 3
    ahead = number > now and story.tense(hit.start, hit.end) == "future"
    found = dated(f"{published.year - (number > now and not ahead):04d}-Q{number}", "next-ahead" if ahead else "nearest-past", future=ahead)
    story.quarter = story.quarter if ahead else found.value
    return found


def period(hit: Hit, story: Story) -> Reading | None:
    """Resolve "the quarter", "the year-earlier period": the quarter that a company's report is about, or the same one a year before."""
    if story.quarter is None:
        return None
    year, number = int(story.quarter[:4]), story.quarter[5:]
    if "this" not in hit.parts:
        year = int(hit.parts["year"]) if "year" in hit.parts else year - 1
    return dated(f"{year:04d}-{number}", "quarter-reported")


def named_holiday(hit: Hit, story: Story) -> Reading | None:
    """Resolve a holiday of the table."""
    name = hit.parts["holiday"].lower().replace("\u2019", "'")
    if "year" in hit.parts:
        found = holiday(name, int(hit.parts["year"]))
        return None if found is None else dated(found.isoformat(), "holiday")
    published = story.published(hit.start)
    if published is None:
        return undated("XXXX-XX-XX", rule="year-unknown")
    days = [day for year in range(published.year - 1, published.year + 2) if (day := holiday(name, year))]
    relation = hit.parts.get("rel", "").strip().lower()
    ahead = relation == "next" or (relation != "last" and story.tense(hit.start, hit.end) == "future")
    chosen = next((d for d in days if d >= published), None) if ahead else next((d for d in reversed(days) if d <= published), None)
    return None if chosen is None else dated(chosen.isoformat(), "next-ahead" if ahead else "nearest-past", future=ahead)
