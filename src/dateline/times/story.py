"""Keep what a story has said about time so far: the publication day, the days named, and the tense around an expression."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from dateline.times.lexicon import either, words

_SENTENCE_END = re.compile(r"[.!?][\"\u201d\u2019')]*\s+(?=[\"\u201c\u2018A-Z])|\n\s*\n|\n(?=[A-Z\"\u201c])|[;\u2022]")
#: How many characters back a time of day or "overnight" may look for its day: a few sentences.
NEAR = 500
#: Characters from the head of a sentence in which a year sets the time of what follows ("By the end of 1967, ..."), unless it lies further
#: off than this many years ("Papers released in 2005 ..." in a history of 1914).
HEAD, ASIDE_YEARS = 24, 15
#: A history steps back less readily than it goes on.
BACKWARDS = 2.0
_BLOCK_END = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Verbs:
    """Patterns of finite verbs: anywhere, right after an expression; and of happenings that are set in advance.

    "In Sunday's election" may lie ahead; other possessives ("Sunday's attack") look back.
    """

    any: re.Pattern[str]
    next: re.Pattern[str]
    set_ahead: re.Pattern[str]


@cache
def verbs() -> Verbs:
    """Compile the verb patterns once."""
    table = words()
    pattern = (
        r"\b(?P<planned>(?:had|was|were|have) (?:been )?(?:due|scheduled|expected|set|planned|slated|supposed|meant)|had planned)\b|"
        r"\b(?P<future>will|wo(?=n['\u2019]t)|shall|would|(?:may|might|could|should|must)(?!\s+have\b)|going to|(?:is|are|be) to|to be|"
        r"(?:is|are|be) (?:\w+ )?(?:due|scheduled|expected|set|planned|slated|likely|preparing|planning|supposed)|scheduled|slated|"
        r"(?:set|supposed|due) (?:to|for)|due (?:in|on|by)|payable|effective|plan(?:s|ned|ning)?|upcoming|ahead of|deadline)\b|"
        rf"(?P<will>['\u2019]ll\b)|\b(?P<wish>{either(table.forms('wish_verb'))}(?:e|s|es|ed|ing)? (?:\w+ ){{0,2}}?(?:to|for))\b|"
        rf"\b(?P<said>{either(table.forms('saying_verb'))})\b|"
        # Not an infinitive ("vowed to hit"), a passive to come ("will be paid") or a noun ("the wounded").
        rf"\b(?<!to )(?<!be )(?<!the )(?P<past>{either(table.forms('past_verb'))}|[a-z]{{3,}}(?<!ne)(?<!nde)(?<!hundr)ed)\b"
    )
    return Verbs(
        re.compile(pattern),
        re.compile(rf"\s(?:(?:also|later|then|again|first|already)\s)?(?:{pattern})"),
        re.compile(rf"['\u2019]s?\s(?:\w+\s){{0,2}}?{either(table.forms('set_ahead'))}\b", re.IGNORECASE),
    )


class Story:
    """The reference days of one text while it is read from front to back.

    Args:
        text: the text.
        published: the day of publication, if known.
        anchors: (offset, day) pairs; from an offset on, the day stands in for the day of publication (a live blog's entries).
        narrative: whether a date without a year takes the year last named (history), not the one nearest to publication (news).
    """

    def __init__(self, text: str, published: date | None, *, anchors: Sequence[tuple[int, date]] = (), narrative: bool = False) -> None:
        self.text = text
        self.narrative = narrative
        self._anchors = sorted(anchors)
        self._published = published
        self._sentences = [0, *(m.end() for m in _SENTENCE_END.finditer(text))]
        self._blocks = [0, *(m.end() for m in _BLOCK_END.finditer(text))]
        self._days: list[tuple[int, date]] = []
        self._references: list[tuple[int, date]] = []
        self._strand: tuple[date, bool] | None = None
        #: The quarter a company's report is about, as a TIMEX3 value: what "the period" and "a year earlier" lean on there.
        self.quarter: str | None = None

    def published(self, at: int) -> date | None:
        """Return the day that "today" means at an offset."""
        index = bisect_right(self._anchors, at, key=lambda anchor: anchor[0])
        return self._anchors[index - 1][1] if index else self._published

    def sentence(self, at: int) -> tuple[int, int]:
        """Return the bounds of the sentence around an offset."""
        index = bisect_right(self._sentences, at)
        return self._sentences[index - 1], self._sentences[index] if index < len(self._sentences) else len(self.text)

    def block_start(self, at: int) -> int:
        """Return where the block around an offset begins."""
        return self._blocks[bisect_right(self._blocks, at) - 1]

    def before(self, at: int, size: int) -> str:
        """Return at most `size` characters before an offset, within its block."""
        return self.text[max(self.block_start(at), at - size) : at]

    def note(self, at: int, first: date, *, precision: str, day: bool) -> None:
        """Remember a time the story has named: its first day, how fine it is, and whether it is one day.

        A history goes on from the last day or month it told of; a bare year takes that over only at the head of a sentence
        ("In 1967, ..."), for elsewhere it is an aside ("documents released in 2005").
        """
        self._references.append((at, first))
        if day:
            self._days.append((at, first))
        fine = precision not in ("year", "decade", "unknown")
        if fine or self._strand is None or (at - self.sentence(at)[0] <= HEAD and abs(first.year - self._strand[0].year) <= ASIDE_YEARS):
            self._strand = (first, fine)

    def strand(self, month: int, day: int | None) -> int | None:
        """Return the year of a month (and day) that a history names without one: the one nearest to where it is in time."""
        if self._strand is None:
            return None
        last, fine = self._strand
        if not fine:
            return last.year

        def distance(year: int) -> float:
            gap = (year - last.year) * 365 + (month - last.month) * 30.4 + ((day or last.day) - last.day)
            return gap if gap >= 0 else -BACKWARDS * gap

        return min((last.year, last.year + 1, last.year - 1), key=distance)

    def last_day(self, at: int, *, near: bool = False) -> date | None:
        """Return the day the story named last before an offset; with `near`, in the same block and within `NEAR` characters."""
        if not self._days or (near and self._days[-1][0] < max(self.block_start(at), at - NEAR)):
            return None
        return self._days[-1][1]

    def last_reference(self, *, since: int = 0) -> date | None:
        """Return the first day of the time named last, whatever its size, at or after the offset `since`."""
        return self._references[-1][1] if self._references and self._references[-1][0] >= since else None

    def tense(self, start: int, end: int) -> str | None:
        """Return ``future``, ``past``, ``said`` (which leaves it open) or ``None`` for the verb that governs an expression.

        A verb right after it decides ("the ministry on Sunday issued"), then the last before it in its sentence; at the head
        of a sentence, the first after it.
        """
        first, last = self.sentence(start)
        if self.text[end : end + 1] in ("'", "\u2019") and not verbs().set_ahead.match(self.text, end):
            return "past"
        verb = verbs().next.match(self.text, end)
        after = True
        if verb is None:
            before = list(verbs().any.finditer(self.text, max(first, start - 160), start))
            if before:
                verb, after = before[-1], False
            elif start - first <= 8:
                verb = verbs().any.search(self.text, end, min(last, end + 160))
        if verb is None:
            return None
        if verb["wish"]:
            # "called for a march on Friday" points ahead, "on Friday they called for a march" does not.
            return "past" if after and verb["wish"].split()[0].endswith("ed") else "future"
        return "past" if verb["past"] or verb["planned"] else "said" if verb["said"] else "future"
