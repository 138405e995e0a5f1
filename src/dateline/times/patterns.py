"""The patterns of time expressions, each with the words it may begin with.

A blank in a pattern stands for any space, or a line break inside a block; `spaced` puts it in. What counts as an expression, and
where it begins and ends, follows the TimeML 1.2.1 annotation guidelines (TIMEX3: no leading preposition; determiners, "early" and
"the end of" inside).
"""

from __future__ import annotations

from dateline.times.lexicon import NUMBER_WORDS, either, holidays, words

_SPACE = r"(?:[ \u00a0]{1,3}|[ ]?\n[ ]?)"
_DASH = r"[-\u2010-\u2014]"
_YEAR = r"(?P<year>1\d{3}|20\d\d)(?![\d,.:]*\d|%)"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d|%|:\d|[.,]\d)"
_DAY2 = _DAY.replace("<day>", "<day2>")
#: What may stand before a month, year, week or day and narrow it.
_EDGES = (
    r"(?:the (?:very )?)?(?:(?:beginning|start|end|middle|close|turn|outset|first half|second half|latter half|first part|last part|rest"
    r"|course) of|early hours of|early part of|latter part of|later part of)|(?:as )?(?:early|late)(?: (?:on|in))?|mid|earlier|later"
)
#: A time of day: 7:30 pm; 19:30; 0430 GMT; four o'clock, 4 in the morning; noon.
CLOCK = (
    r"(?:(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d))?(?::[0-5]\d)? ?(?P<half>(?-i:AM|PM|am|pm|[ap]\.m\b\.?|A\.M\.|P\.M\.))(?!\w)"
    r"|(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)(?::[0-5]\d)?(?![\d:])(?: ?(?:hours|hrs|h)\b)?"
    r"|(?P<military>[01]\d[0-5]\d|2[0-3][0-5]\d)(?= ?(?-i:GMT|UTC|local time|hours|hrs|h\b|Z\b))(?: ?(?:hours|hrs|h)\b)?"
    r"|(?P<oclock>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) "
    r"(?:o['\u2019]clock(?P<oclock_part> in the (?:morning|afternoon|evening)| at night)?"
    r"|(?P<in_part>in the (?:morning|afternoon|evening)|at night))"
    r"|(?<!high\s)(?P<fixed>noon|midnight)\b)"
    r"(?: ?(?P<zone>(?-i:GMT|UTC|EST|EDT|CET|CEST|BST|ET|PST|PDT|MSK|IST|EET|EEST|Z)\b|local time|(?-i:[A-Z][a-z]+) time))?"
)


def prefixes(f: dict[str, str]) -> dict[str, str]:
    """Return the patterns of what may stand before an expression and make one with it; and of "the year" after an edge."""
    return {
        "edge": rf"(?:{_EDGES})(?: |-)(?=\w)",
        "part_of": rf"(?:the )?(?:early |late )?(?:(?P<part>{f['part']})(?: hours)?|(?P<week>week)|(?P<weekend>weekend)) of (?:the )?",
        "clock": rf"{CLOCK}(?:,? ?\([^()\n]{{3,24}}\))?,? (?:on )?(?:the (?:morning|night|evening|afternoon) of )?",
        "inner": r"(?P<the>the|this|last|next|that) (?P<unit>week|month|year|decade|century|quarter|day)\b",
    }


def spaced(pattern: str) -> str:
    """Return a pattern with its blanks standing for any space; those in a character class stay."""
    for blank, kept in (("[ -]", "\0"), ("[T ]", "\1"), ("\\ ", " "), (" ", _SPACE), ("\0", "[ -]"), ("\1", "[T ]")):
        pattern = pattern.replace(blank, kept)
    return pattern


def fragments() -> dict[str, str]:
    """Return the pieces that the patterns are put together from."""
    table = words()
    number = either(NUMBER_WORDS)
    numeral = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|{number}(?:(?:[ -]| and ){number}){{0,6}})(?: 1/2|[ -]and[ -]a[ -]half)?"
    vague = either(table.forms("quantity")).replace(r"\ ", " ")
    return {
        "month": f"(?-i:{either([f for m in table.forms('month') for f in (m, m.upper())])})",
        "month_any": "(?-i:" + either([f for m in table.forms("month", "month_short") for f in (m, m.upper())]) + r")(?![a-z])\.?",
        "weekday": f"(?-i:{either([f for d in table.forms('weekday') for f in (d, d.upper())])})",
        "weekday_any": f"(?-i:{either(table.forms('weekday', 'weekday_short'))})\\.?",
        "part": either(table.forms("part")) + r"\b",
        "season": either(table.forms("season")) + r"\b",
        "unit": either(table.forms("unit")) + r"\b",
        "ordinal": rf"(?:{either(table.forms('ordinal'))}|\d+(?:st|nd|rd|th))",
        "numeral": numeral,
        "amount": rf"(?:{vague}|{numeral})",
        "holiday": either(holidays()).replace("'", "['\u2019]"),
    }


def patterns(f: dict[str, str]) -> list[tuple[str, str, str]]:
    """Return (rule, classes of its first word, pattern)."""
    year_tail = rf"(?:,? {_YEAR}|,? (?:of )?(?P<year_of>last|this|next|that|the same|the following|the previous) year)"
    hedge = (
        r"(?P<hedge>(?:more|less|fewer) than|over|nearly|almost|about|around|roughly|some|at least"
        r"|up to|barely|only|just|no more than) "
    )
    rel = r"(?P<rel>last|next|this|past|previous|coming|current|that|following|same)"
    the_rel = rf"(?:(?P<the>the|that|this|these) (?:very )?)?{rel}"
    window = r"(?P<rel>past|last|next|coming|previous|following|preceding|recent|first|final|latest|subsequent)"
    unit_or = rf"(?:(?P<part>{f['part']})|(?P<unit>{f['unit']})|weekend|(?P<month>{f['month']})\b(?! \d)|(?P<season>{f['season']}))"
    return [
        ("iso", "#", r"(?P<iso>\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?:[T ](?P<hm>[012]\d:[0-5]\d)(?::\d\d)?Z?)?(?![\d-])"),
        ("slashed", "#", r"(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})(?P=sep)(?P<c>\d{4}|\d\d)(?![\d/]|\.\d)"),
        ("slashed", "#", r"(?P<c>(?:19|20)\d\d)[/.](?P<b>0[1-9]|1[0-2])[/.](?P<a>0[1-9]|[12]\d|3[01])(?P<iso_order>)(?![\d/])"),
        ("date", "#", rf"{_DAY}-(?P<month>{f['month_any']})-{_YEAR}"),
        ("named_day", "# month", r"(?:9/11|(?-i:Sept(?:ember|\.)? 11|11 September)(?=(?:th)? (?:terror(?:ist)? )?attacks?\b))(?![\d/])"),
        ("date", "# the", rf"(?:the )?{_DAY}(?: of)? (?P<month>{f['month_any']})(?:{year_tail})?\b"),
        (
            "date_range", "#",
            rf"{_DAY}(?P<link> ?{_DASH} ?| (?:to|and|or|through|until) ){_DAY2}(?: of)? (?P<month>{f['month_any']})"
            rf"(?:{year_tail})?\b",
        ),
        (
            "date", "month weekday weekday_short",
            rf"(?:(?P<weekday>{f['weekday_any']}),? (?:the )?)?(?:(?P<month>{f['month_any']}) (?:the )?{_DAY}"
            rf"(?:{year_tail})?|{_DAY.replace('<day>', '<dday>')}(?: of)? (?P<dmonth>{f['month_any']})"
            rf"(?:{year_tail.replace('<year', '<dyear')})?)",
        ),
        (
            "date_range", "month",
            rf"(?P<month>{f['month_any']}) {_DAY}(?P<link> ?{_DASH} ?| (?:to|and|or|through) ){_DAY2}"
            rf"(?:{year_tail})?(?! (?:people|(?-i:[a-z]+(?:men|women|ers|ans|ians|ists))))",
        ),
        (
            "month", "month",
            rf"(?P<month>{f['month_any']}),?(?: of)?(?: {_YEAR}| (?P<yearword>nineteen|two thousand)(?:[ -]"
            rf"(?P<yearrest>[a-z]+(?:[ -][a-z]+)?))?\b(?<=[a-z]))",
        ),
        (
            "month", "month",
            rf"(?P<month>{f['month']})(?P<year_tail>,? (?:of )?(?P<year_of>last|this|next|that|the same"
            rf"|the following|the previous) year)?(?![\w-]|['\u2019]\d)",
        ),
        (
            "weekday", "weekday rel the",
            rf"(?:(?:the )?(?P<rel>last|next|this past|this coming|past|coming|this|previous|following) )?"
            rf"(?P<weekday>{f['weekday']})(?: (?:in the )?(?:early |late )?(?P<part>{f['part']}))?(?!\w)",
        ),
        ("weekdays", "weekday", rf"(?P<weekday>{f['weekday']})s(?!\w)"),
        ("holiday", "holiday", rf"(?P<rel>(?:last|next|this) )?(?P<holiday>{f['holiday']})(?:,? {_YEAR})?(?!\w)"),
        ("day_word", "day_word", rf"(?P<word>today|tonight|yesterday|tomorrow)(?: (?P<part>{f['part']}))?(?!\w)"),
        ("overnight", "overnight", rf"overnight(?: (?P<link>on |into )?(?P<weekday>{f['weekday']}))?(?!\w)"),
        ("day_word", "the", r"(?:the )?day (?P<word>before yesterday|after tomorrow)\b"),
        (
            "next_day", "the a",
            rf"(?:the|a) (?P<rel>next|following|previous|preceding|same|very same|very next) (?:day|(?P<part>{f['part']}))\b"
            rf"(?: (?P<part2>{f['part']}))?",
        ),
        ("next_day", "the", r"the day (?P<rel>before|after|earlier)(?= ?[,.;:)\"\u201d]| ?$)"),
        ("next_day", "that", rf"(?P<rel>that)(?: (?:same|very))? (?:day|(?P<part>{f['part']}))\b"),
        ("that_day", "that", r"that (?:same )?(?P<unit>week|month|year|weekend|summer|winter|spring|autumn|decade|quarter)\b"),
        ("relative", "rel the", rf"{the_rel} (?:(?:fiscal|calendar|financial|school) )?{unit_or}(?: (?P<part2>{f['part']}))?(?!\w)"),
        ("weekend", "the", r"the (?:(?P<long>long) )?weekend\b"),
        (
            "window", "window the",
            rf"(?:(?:the|these|those|his|her|its|their) )?(?:(?P<n0>{f['amount']}) )?{window} (?:(?P<n>{f['amount']})"
            rf"(?: (?:to|or) (?P<n2>{f['numeral']}))?[ -])?(?:or so )?(?:(?:consecutive|straight|full"
            rf"|fiscal|calendar) )?(?P<unit>{f['unit']})(?!\w)",
        ),
        (
            "ago", "amount hedge",
            rf"(?:{hedge})?(?P<n>{f['amount']})(?: (?:or|to) {f['numeral']})? (?:(?:full|short|long|whole) )?"
            rf"(?P<unit>{f['unit']})(?: or (?:so|two|more))? (?P<way>ago|earlier|later|previously|beforehand"
            rf"|afterwards?|from now|hence|before(?= ?[,.;)])|after(?= ?[,.;)])|back(?= ?[,.;)]))(?!\w)",
        ),
        ("ago", "unit", rf"(?P<unit>{f['unit']})(?<=s) (?P<way>ago|earlier|later|afterwards?|beforehand)\b"),
        (
            "duration", "amount hedge",
            rf"(?:{hedge})?(?P<n>{f['amount']})(?: ?(?:to|or|{_DASH}) ?(?P<n2>{f['numeral']}))?(?P<join> "
            rf"|{_DASH})(?P<more>(?:more|full|whole|consecutive|straight|successive|long|trading|working) )?"
            rf"(?P<unit>{f['unit']})(?P<tail>{_DASH}(?:long|old|olds)| (?:long|old|of age))?(?!\w|{_DASH}"
            rf"(?:olds?|earlier|ago|end|round|on|to)\b)",
        ),
        ("duration", "the", rf"the (?P<n>{f['numeral']})[ -](?P<unit>{f['unit']})(?<=s)(?!\w)"),
        ("vague", "unit", rf"(?P<unit>{f['unit']})(?<=s)(?P<tail>{_DASH}(?:long|old))?(?!\w)"),
        ("long", "unit", rf"(?P<unit>{f['unit']})(?<!s){_DASH}(?P<tail>long)\b"),
        (
            "set", "set",
            rf"(?P<every>every|each) (?:(?P<n>{f['numeral']}|other|few) )?(?:(?P<weekday>{f['weekday']})"
            rf"|(?P<unit>{f['unit']})|(?P<month>{f['month']})|(?P<part>{f['part']}))(?!\w)",
        ),
        ("set", "set", r"(?P<word>daily|weekly|monthly|yearly|annually|hourly|nightly)\b(?![-\u2010-\u2014])"),
        ("per", "a an per", rf"(?:an?|per) (?P<unit>second|minute|hour|day|week|month|year)\b(?!{_DASH})"),
        ("year", "#", rf"{_YEAR}(?!\w)"),
        ("years", "#", rf"(?P<a>1[89]\d\d|20\d\d)(?P<link>{_DASH}|/)(?P<b>1[89]\d\d|20\d\d|\d\d)(?![\d\w]|{_DASH}\d)"),
        ("fiscal", "fiscal", rf"fiscal(?: year)? {_YEAR}(?!\w)"),
        ("bc", "#", r"(?P<bc>\d{1,4}) (?-i:BCE?|B\.C\.)(?!\w)"),
        ("decade", "# the", r"(?:the )?(?P<decade>1[0-9]\d0|20\d0)['\u2019]?s(?!\w)"),
        ("decade", "the", r"the ['\u2018\u2019](?P<short>\d0)s(?!\w)"),
        ("decade", "the", r"the (?P<word>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b"),
        ("century", "# ordinal the", rf"(?:the )?(?P<ordinal>{f['ordinal']})[ -]century\b"),
        (
            "spelled_year", "nineteen the two",
            r"(?:the year )?(?P<head>nineteen|two thousand)(?:[ -](?:and )?(?P<rest>(?:(?:twenty|thirty"
            r"|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight"
            r"|nine))?|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)))?"
            r"(?!\w)",
        ),
        (
            "season", "season the",
            rf"(?P<the>the )?(?P<season>{f['season']})(?:(?: of)? {_YEAR}| of (?P<year_of>last|this|next"
            rf"|that) year)?(?!\w)",
        ),
        (
            "quarter", "ordinal the",
            rf"(?:the )?(?:(?P<y1>1[89]\d\d|20\d\d) )?(?:fiscal[ -])?(?P<q>first|second|third|fourth)[ -]"
            rf"(?:fiscal[ -])?quarter(?: (?:of )?(?:fiscal )?{_YEAR})?(?!\w)",
        ),
        ("that_day", "the", r"the (?P<bare>)(?P<unit>week|month|year)\b(?! (?:of|ending|ended|when|that|to)\b)"),
        ("meanwhile", "this that the", r"(?:this|that|the same) (?P<period>period)\b|(?:this|that)(?: very)? time\b"),
        ("period", "the", r"the (?P<this>(?:(?:latest|current|most recent) )?(?:quarter|period))\b(?! of\b)"),
        (
            "period", "the # unit last",
            r"(?:(?:the|its) )?(?:(?:comparable|corresponding|same) )?"
            r"(?:year[ -](?P<way>ago|earlier)|(?P<year>(?:19|20)\d\d)|last year['\u2019]s) "
            r"(?:(?:first|second|third|fourth)[ -])?(?:quarter|period)\b",
        ),
        ("period", "the", r"the (?:quarter|(?:comparable|corresponding|same) (?:quarter|period)) (?:a year (?:ago|earlier)|last year)\b"),
        ("period", "unit", r"year-(?:ago|earlier)\b"),
        (
            "running", "the a its their",
            rf"(?<=\bfor\s)(?:a|the|its|their) (?P<ordinal>{f['ordinal']}) (?:(?:straight|consecutive"
            rf"|successive) )?(?P<unit>day|night|week)(?: (?:running|in a row))?(?: (?:on )?(?P<weekday>{f['weekday']}))?"
            rf"(?!\w)",
        ),
        (
            "running", "the a its their",
            rf"(?:a|the|its|their) (?P<ordinal>{f['ordinal']}) (?:(?:straight|consecutive|successive) "
            rf"(?P<unit>day|night|week)|(?P<unit2>day|night|week) (?:running|in a row))(?: (?:on )?(?P<weekday>{f['weekday']}))?"
            rf"(?!\w)",
        ),
        (
            "present", "present",
            r"(?<!until\s)(?<!by\s)now|right now|currently|nowadays|at present|these days|(?<!then\s)current"
            r"(?! (?:events|affairs))",
        ),
        ("pastish", "pastish", rf"recently|more recently|recent|the (?:recent )?past(?! \w+ (?:{f['unit']})| (?:{f['unit']}))"),
        ("futureish", "futureish", r"the (?:near |foreseeable )?future|some day"),
        ("start_of", "the", r"the (?P<edge>start|beginning|outbreak|launch|onset) of (?:the |his |its |their )?(?-i:[a-z]+(?: [a-z]+)?)"),
        ("clock", "# clock", CLOCK),
    ]  # fmt: skip
