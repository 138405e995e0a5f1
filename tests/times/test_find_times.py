"""Time expressions: what is found, its TIMEX3 value, and the days it means."""

from __future__ import annotations

import pytest

from dateline.times import find_times

SUNDAY = "2016-11-06"
WEDNESDAY = "2014-07-16"


def read(text: str, published: str | None) -> list[tuple[str, str | None]]:
    """Return quotes and values."""
    return [(t.span.quote, t.value) for t in find_times(text, published=published)]


def days(text: str, published: str | None) -> list[tuple[str, str | None, str | None]]:
    """Return quotes with the earliest and latest day or minute, for the expressions that have any."""
    return [(t.span.quote, t.when.earliest, t.when.latest) for t in find_times(text, published=published) if t.when]


WEEKDAYS = [
    ("Two shells hit the market on Sunday.", SUNDAY, [("Sunday", "2016-11-06")], "the publication day itself"),
    ("Two shells hit the market on Tuesday.", SUNDAY, [("Tuesday", "2016-11-01")], "the last one"),
    ("Two shells hit the market last Sunday.", SUNDAY, [("last Sunday", "2016-10-30")], "'last' is never the publication day"),
    ("Talks resume next Tuesday.", SUNDAY, [("next Tuesday", "2016-11-08")], "ahead"),
    ("The clashes on Tuesday night left six dead.", SUNDAY, [("Tuesday night", "2016-11-01TNI")], "a part of the day"),
    ("The raid began early on Sunday.", SUNDAY, [("early on Sunday", "2016-11-06")], "early with on"),
    ("The envoy will fly to the capital on Friday.", SUNDAY, [("Friday", "2016-11-11")], "will points ahead"),
    ("On Friday, the envoy will fly to the capital.", SUNDAY, [("Friday", "2016-11-11")], "the verb follows at the head of a sentence"),
    ("On Friday, the envoy called for calm.", SUNDAY, [("Friday", "2016-11-04")], "a wish uttered on the day"),
    ("Clerics called for a march on Friday.", SUNDAY, [("Friday", "2016-11-11")], "a wish for the day"),
    ("The army will press on, the minister said on Friday.", SUNDAY, [("Friday", "2016-11-04")], "the nearest verb decides"),
    ("Clerics vowed to hit the streets on Friday.", SUNDAY, [("Friday", "2016-11-11")], "an infinitive is no past form"),
    ("The wounded will be moved on Friday.", SUNDAY, [("Friday", "2016-11-11")], "a passive to come"),
    ("Aid was promised by the ministry, which on Friday issued a list.", SUNDAY, [("Friday", "2016-11-04")], "the verb right after"),
    ("They would look into Wednesday's attack.", SUNDAY, [("Wednesday", "2016-11-02")], "what has a day of its own has happened"),
    ("They will vote in Wednesday's election.", SUNDAY, [("Wednesday", "2016-11-09")], "an election is set ahead"),
    ("Fighters gathered on Thursday and Friday.", SUNDAY, [("Thursday", "2016-11-03"), ("Friday", "2016-11-04")], "two days"),
    ("The Sunday Times was told of it.", SUNDAY, [], "a newspaper"),
    ("It recalled Bloody Sunday to many.", WEDNESDAY, [], "a name"),
]


@pytest.mark.parametrize(("text", "published", "expected", "why"), WEEKDAYS)
def test_weekdays(text: str, published: str, expected: list[tuple[str, str]], why: str) -> None:
    assert read(text, published) == expected, why


ANCHORED = [
    ("Rebels struck on Tuesday and again the next day.", [("Tuesday", "2016-11-01"), ("the next day", "2016-11-02")], "same sentence"),
    (
        "Rebels struck on Tuesday.\n\nThe following day they left.",
        [("Tuesday", "2016-11-01"), ("The following day", "2016-11-02")],
        "next block",
    ),
    ("A day earlier, a bomb had killed four.", [("A day earlier", "2016-11-05")], "publication, where nothing is named"),
    ("The previous day, a bomb had killed four.", [("The previous day", "2016-11-05")], "publication, where nothing is named"),
    ("The next day they left.", [("The next day", "XXXX-XX-XX")], "nothing happened after publication: unknown"),
    (
        "On 3 May 2013 he was taken. Two days later he was freed.",
        [("3 May 2013", "2013-05-03"), ("Two days later", "2013-05-05")],
        "narrative day",
    ),
    ("He fell on Thursday. A mosque was hit the same day.", [("Thursday", "2016-11-03"), ("the same day", "2016-11-03")], "same day"),
    ("He fell on Thursday. That night two more fell.", [("Thursday", "2016-11-03"), ("That night", "2016-11-03TNI")], "that night"),
    (
        "The town fell in June 2014. The following month it was looted.",
        [("June 2014", "2014-06"), ("The following month", "2014-07")],
        "month on",
    ),
    ("The war began in 2011. A year later it had spread.", [("2011", "2011"), ("A year later", "2012")], "year on"),
    ("He fled yesterday and today.", [("yesterday", "2016-11-05"), ("today", "2016-11-06")], "deictic"),
    ("It fell last week, not this week.", [("last week", "2016-W43"), ("this week", "2016-W44")], "weeks"),
    ("It fell last month.", [("last month", "2016-10")], "month"),
    ("It fell earlier this month.", [("earlier this month", "2016-11")], "month so far"),
    ("It fell last April.", [("last April", "2016-04")], "the last such month"),
    ("It fell in April.", [("April", "2016-04")], "nearest past"),
    ("In April 12 people died.", [("April", "2016-04")], "a count follows the month"),
    ("It fell in December.", [("December", "2015-12")], "nearest past, told as past"),
    ("Polls are due in December.", [("December", "2016-12")], "due points ahead"),
    ("It fell last year.", [("last year", "2015")], "year"),
    ("It fell five months ago.", [("five months ago", "2016-06")], "ago"),
    ("The treaty was signed 90 years ago.", [("90 years ago", "1926")], "history"),
    ("It fell last night.", [("last night", "2016-11-05TNI")], "the night before"),
    (
        "Ten years later the September 11 attacks were remembered.",
        [("Ten years later", "FUTURE_REF"), ("September 11", "2001-09-11")],
        "named day",
    ),
    ("It was shelled over the weekend.", [("the weekend", "2016-W44-WE")], "the weekend under way"),
]


@pytest.mark.parametrize(("text", "expected", "why"), ANCHORED)
def test_leaning_on_other_days(text: str, expected: list[tuple[str, str]], why: str) -> None:
    assert read(text, SUNDAY) == expected, why


WINDOWS = [
    ("The camp took in 800 people in the past two days.", ("2016-11-04", "2016-11-06", "within"), "two days back"),
    ("Thirty died in the past 24 hours.", ("2016-11-05", "2016-11-06", "within"), "hours reach into the day before"),
    ("Thirty died over the last two weeks.", ("2016-10-23", "2016-11-06", "within"), "two weeks back"),
    ("Thirty died in recent weeks.", (None, "2016-11-06", "within"), "vague: no beginning"),
    ("Thirty have died since October 17.", ("2016-10-17", "2016-11-06", "since"), "since"),
    ("Thirty have died since Tuesday.", ("2016-11-01", "2016-11-06", "since"), "since a weekday"),
    ("Thirty died since the start of the campaign on October 3.", ("2016-10-03", "2016-11-06", "since"), "since, through a noun"),
    ("Thirty died since the siege began Tuesday.", ("2016-11-01", "2016-11-06", "since"), "since, through a clause"),
    ("He vowed to win by the end of the year.", (None, "2016-12-31", "until"), "by"),
    ("The town had 900 people before June 2014.", (None, "2014-05-31", "before"), "before"),
    ("They held out until Friday.", (None, "2016-11-04", "until"), "until"),
    ("They fought for the third day running on Sunday.", ("2016-11-04", "2016-11-06", "within"), "a run of days"),
    ("They fought for a second straight day.", ("2016-11-05", "2016-11-06", "within"), "a run to publication"),
    ("They fought between Monday and Wednesday.", ("2016-10-31", "2016-11-02", "within"), "a range"),
    ("They fought from 3 to 5 March.", ("2016-03-03", "2016-03-05", "within"), "a range of days"),
    ("They fought on February 15-17.", ("2016-02-15", "2016-02-17", "within"), "a range of days"),
    ("They fought in 2011-2013.", ("2011-01-01", "2013-12-31", "within"), "a range of years"),
    ("They fought between April 3 and May 10, 2003.", ("2003-04-03", "2003-05-10", "within"), "the year is lent"),
    ("It was overrun more than two years ago.", (None, "2014-11-06", "point"), "more than: no beginning"),
    ("The town was bombed this month.", ("2016-11-01", "2016-11-06", "point"), "nothing past lies after publication"),
    ("Four died overnight.", ("2016-11-05", "2016-11-06", "point"), "a night has two days"),
    ("Four died overnight on Friday.", ("2016-11-04", "2016-11-05", "point"), "the night after the day named"),
    ("Four died overnight into Friday.", ("2016-11-03", "2016-11-04", "point"), "the night before the day named"),
    ("Four died after Friday prayers.", ("2016-11-04", "2016-11-04", "point"), "the day itself"),
    ("Four died from Friday onwards.", ("2016-11-04", "2016-11-06", "since"), "from ... onwards"),
    ("Polls tightened before the December 4 run-off.", (None, "2016-12-03", "before"), "shortly ahead, whatever the tense"),
    ("It fell in the first half of 2015.", ("2015-01-01", "2015-06-30", "point"), "half a year"),
    ("It was held for almost two-and-a-half years, until Friday.", (None, "2016-11-04", "until"), "halves"),
    ("Troops crossed the canal at about 6am local time.", ("2016-11-06T06:00", "2016-11-06T06:00", "point"), "a clock time alone"),
    ("At 7:30 pm on Tuesday a bomb went off.", ("2016-11-01T19:30", "2016-11-01T19:30", "point"), "clock and day"),
    ("At 7:30 pm gunmen struck a bar on Tuesday.", ("2016-11-01T19:30", "2016-11-01T19:30", "point"), "the day follows in the sentence"),
    ("The blast at midnight on Tuesday killed two.", ("2016-11-02T00:00", "2016-11-02T00:00", "point"), "24:00 begins the next day"),
]


@pytest.mark.parametrize(("text", "expected", "why"), WINDOWS)
def test_intervals(text: str, expected: tuple[str | None, str | None, str], why: str) -> None:
    dated = [t for t in find_times(text, published=SUNDAY) if t.when]
    assert dated, text
    assert next((t.when.earliest, t.when.latest, t.role) for t in dated if t.when) == expected, why


FORMS = [
    ("on 17 October 2016", [("17 October 2016", "2016-10-17")]),
    ("on the 17th of October, 2016", [("the 17th of October, 2016", "2016-10-17")]),
    ("on Oct. 17, 2016", [("Oct. 17, 2016", "2016-10-17")]),
    ("on Monday, October 17", [("Monday, October 17", "2016-10-17")]),
    ("on 2016-10-17", [("2016-10-17", "2016-10-17")]),
    ("on 17/10/2016", [("17/10/2016", "2016-10-17")]),
    ("on 31.10.2016", [("31.10.2016", "2016-10-31")]),
    ("on 31-Oct-2016", [("31-Oct-2016", "2016-10-31")]),
    ("on 2016/10/31", [("2016/10/31", "2016-10-31")]),
    ("for two-and-a-half years", [("two-and-a-half years", "P2.5Y")]),
    ("on 3/4/2016", [("3/4/2016", "2016-XX-XX")]),
    ("in late August 2014", [("late August 2014", "2014-08")]),
    ("in mid-2014", [("mid-2014", "2014")]),
    ("in the 1990s", [("the 1990s", "199")]),
    ("in the summer of 2003", [("the summer of 2003", "2003-SU")]),
    ("on the night of 3 March 2013", [("the night of 3 March 2013", "2013-03-03TNI")]),
    ("at 0430 GMT", [("0430 GMT", "2016-11-06T04:30")]),
    ("for two days", [("two days", "P2D")]),
    ("for weeks", [("weeks", "PXW")]),
    ("a 10-hour gun battle", [("10-hour", "PT10H")]),
    ("the three-week-old offensive", [("three-week-old", "P3W")]),
    ("the five-year-old civil war", [("five-year-old", "P5Y")]),
    ("shelled every Friday", [("every Friday", "XXXX-WXX-5")]),
    ("shelled daily", [("daily", "XXXX-XX-XX")]),
    ("thirty attacks a day", [("a day", "P1D")]),
    ("on Christmas Eve 2015", [("Christmas Eve 2015", "2015-12-24")]),
    ("on Easter Sunday 2016", [("Easter Sunday 2016", "2016-03-27")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_forms(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(f"It happened {text}.", SUNDAY) == expected


NOTHING = [
    ("A 34-year-old man was hurt.", "an age"),
    ("A girl aged 12 was hurt.", "an age"),
    ("A boy, 12 years old, was hurt.", "an age"),
    ("A six-month-old baby was hurt.", "an age in months"),
    ("A two-year-old was hurt.", "an age"),
    ("Some 2000 fighters were hurt.", "a count"),
    ("A second bomb went off.", "an ordinal"),
    ("He may go; they march on.", "a modal and a verb"),
    ("The fall of the town shocked many.", "not a season"),
    ("No. 1975 was missing.", "a number"),
    ("It cost $1999.", "money"),
]


@pytest.mark.parametrize(("text", "why"), NOTHING)
def test_nothing_is_found(text: str, why: str) -> None:
    assert read(text, SUNDAY) == [], why


@pytest.mark.parametrize(
    "text",
    ["It fell on Sunday.", "It fell yesterday.", "It fell last week.", "It fell on October 17.", "It fell in April.",
     "It fell two days ago.",
     "It fell in the past two days.",
     "It fell at 10am.", "The next day it fell.", "It fell over the weekend.", "It fell last night."],
)  # fmt: skip
def test_without_a_publication_day_nothing_is_dated(text: str) -> None:
    found = find_times(text, published=None)
    assert len(found) == 1
    assert found[0].when is None


def test_basis_names_rule_and_words() -> None:
    (found,) = find_times("Two died on Sunday.", published=SUNDAY)
    assert found.when is not None
    assert found.when.basis == 'weekday-on-publication-day: "Sunday"'
    assert found.when.precision == "day"


def test_a_range_gives_both_ends_the_whole() -> None:
    first, second = find_times("It lasted from Monday to Wednesday.", published=SUNDAY)
    assert first.when == second.when
    assert first.when is not None
    assert first.when.span is not None
    assert first.when.span.quote == "Monday to Wednesday"


def test_since_an_event_without_date_is_found_but_not_dated() -> None:
    (found,) = find_times("Ninety have died since the start of the offensive.", published=SUNDAY)
    assert (found.role, found.value, found.when) == ("since", None, None)


def test_in_a_history_the_year_last_named_holds() -> None:
    text = (
        " ".join(f"In {year} the war went on." for year in range(1936, 1944))
        + " On 6 June 1944 they landed. On 25 August they took the city."
    )
    assert read(text, SUNDAY)[-1] == ("25 August", "1944-08-25")


def test_an_anchor_stands_in_for_publication() -> None:
    text = "Two fell today. Three fell today."
    found = find_times(text, published=SUNDAY, anchors=[(text.index("Three"), "2016-11-08")])
    assert [t.value for t in found] == ["2016-11-06", "2016-11-08"]


def test_blocks_are_not_joined() -> None:
    assert read("It fell in\n\nMay\n\n5 people died on Monday", SUNDAY) == [("Monday", "2016-10-31")]


REPORTED = (
    "The mill lost $3 million in its third quarter, after a profit of $1 million a year earlier. Sales for the quarter fell; in the "
    "year-earlier period they had risen, and year-ago costs were lower. The 1987 quarter held a gain."
)


def test_a_companys_quarter_is_what_a_year_earlier_leans_on() -> None:
    assert read(REPORTED, "1989-11-02") == [
        ("third quarter", "1989-Q3"),
        ("a year earlier", "1988-Q3"),
        ("the quarter", "1989-Q3"),
        ("the year-earlier period", "1988-Q3"),
        ("year-ago", "1988-Q3"),
        ("The 1987 quarter", "1987-Q3"),
    ]
    assert read("Shells killed nine, against four a year earlier. The quarter burned down.", "1989-11-02") == [("a year earlier", "1988")]


HISTORY = (
    "War was declared in August 1914. The front froze in November 1914. In January the river was crossed, and by June the fort had fallen. "
    "Papers released in 2005 tell of a truce on 3 July. In 1917, hunger came. In March 1917 bread ran out. In 1918 and 1920 peace was "
    "sought. In 1921 it held. The war of 1914-1918 was over in 1918."
)


def test_a_history_goes_on_from_where_it_is() -> None:
    found = dict(read(HISTORY, "2009-12-19"))
    assert (found["January"], found["June"], found["3 July"]) == ("1915-01", "1915-06", "1915-07-03")
    assert found["1914"] == "1914", "the first year of a range needs no preposition"


def test_a_bare_unit_is_a_time_only_where_something_happens_in_it() -> None:
    assert read("Nine were killed in the week and 40 over the year.", SUNDAY) == [("the week", "2016-W44"), ("the year", "2016")]
    assert read("The year was bad for the week of fashion.", SUNDAY) == []
    assert read("During this period the road was shut; at that time no one lived there.", SUNDAY) == [
        ("this period", None),
        ("that time", "PRESENT_REF"),
    ]
    assert read("This time the shells fell short.", SUNDAY) == []
