"""Score day, place and scope of figures on the corpus: ``python tests/eval/binding.py [--part PART] [--errors N] [--only COLUMN]``.

The labels of ``corpus/reports`` (corpus/GUIDELINES.md) give each figure its scope and its events, each event its places, and say which
mentions tell of one event. Only figures that Dateline finds are judged, so that what is measured is the binding alone.

scope
    the label's.
place
    of figures with a labelled place, at the figure's own events or, where these have none, at other mentions of them: the place
    named first for the claim shares half its words with one of them.
day, day_near
    times are labelled without their events, so that only those days are judged which nothing else can claim: all sentences that
    mention the figure's events hold one day between them, that sentence mentions no other event, and the day is not that of a saying
    (outside the content of an attribution whose cue is in the sentence). Both ends must be equal, or within one day of one another.
undated
    of figures whose events are mentioned in no sentence with a day: the claim's day is not stated either. A report may well date
    such events in another sentence, so the share tells of a change, not of a quality.

Parts: ``dev`` (the dev theatres), ``train`` (the train theatres) without ``kept``, every fourth of them, which is scored and not read.
The test theatres are never touched.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.articles import article_from_text
from dateline.claims.context import Context, read_context
from dateline.claims.extract import claims_in
from dateline.errors import EmptyArticle
from dateline.records import Claim, Figure, PlaceRole, Where
from matching import same_phrase

CORPUS = Path(__file__).parents[2] / "corpus"
sys.path[:0] = [str(CORPUS.parent)]

from training.markup import EVENT_PLACES, Label, LabelledReport, read_report  # noqa: E402

PARTS = ("dev", "train", "kept")
#: Parts whose errors may be looked at.
OPEN_PARTS = ("dev", "train")
COLUMNS = ("scope", "place", "day", "day_near", "undated")

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Judged:
    """One figure that was found: the report, its words, and for each column that applies whether it is right and what was said."""

    report: str
    where: str
    rules: tuple[str, ...]
    right: dict[str, bool]
    said: dict[str, str]


def theatres(part: str) -> list[str]:
    """Return the theatres of a part, sorted."""
    with (CORPUS / "plan.tsv").open(encoding="utf-8") as rows:
        split = {row["theatre"]: row["split"] for row in csv.DictReader(rows, delimiter="\t")}
    named = sorted(name for name, given in split.items() if given == ("dev" if part == "dev" else "train"))
    return named if part == "dev" else [name for at, name in enumerate(named) if (at % 4 == 3) == (part == "kept")]


def reports(part: str) -> Iterator[LabelledReport]:
    """Yield the reports of a part that tell of a conflict."""
    for theatre in theatres(part):
        for path in sorted((CORPUS / "reports" / theatre).glob("*.xml")):
            report = read_report(path)
            if not report.negative:
                yield report


def interval(value: str) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day of a TIMEX3 value; ``None`` for durations and whatever no calendar holds.

    >>> interval("2024-W18")
    (datetime.date(2024, 4, 29), datetime.date(2024, 5, 5))
    """
    if match := _DAY.fullmatch(value):
        day = dt.date(int(match[1]), int(match[2]), int(match[3]))
        return day, day
    if match := _WEEK.fullmatch(value):
        first = dt.date.fromisocalendar(int(match[1]), int(match[2]), 6 if match[3] else 1)
        return first, dt.date.fromisocalendar(int(match[1]), int(match[2]), 7)
    if match := _MONTH.fullmatch(value):
        year, month = int(match[1]), int(match[2])
        following = dt.date(year + month // 12, month % 12 + 1, 1)
        return dt.date(year, month, 1), following - dt.timedelta(days=1)
    if _YEAR.fullmatch(value):
        return dt.date(int(value), 1, 1), dt.date(int(value), 12, 31)
    return None


class Truth:
    """What the labels of one report say of its events; `sentences` are character bounds in the report's text."""

    def __init__(self, report: LabelledReport, sentences: Sequence[tuple[int, int]]) -> None:
        self.report = report
        self.sentences = sentences
        self.triggers = report.of("e")
        self._chain = _chains(self.triggers)
        self._contents = report.of("c")
        self._cues = report.of("q")

    def chains(self, numbers: Iterable[str]) -> frozenset[str]:
        """Return the events that the numbers are mentions of."""
        return frozenset(self._chain[n] for n in numbers if n in self._chain)

    def places(self, figure: Label) -> list[str]:
        """Return the names of the places of a figure's events: of its own mentions, else of others of the same events."""
        own = set(figure.refers())
        wanted = self.chains(own)
        labels = [p for p in self.report.of("p") if p.get("r") in EVENT_PLACES]
        near = [p for p in labels if own & set(p.refers())]
        found = near or [p for p in labels if wanted & self.chains(p.refers())]
        return [self.report.text[p.start : p.end] for p in found]

    def day(self, figure: Label) -> tuple[Label, tuple[dt.date, dt.date]] | str:
        """Return the time that can only be that of a figure's event, with its days; else ``"none"`` or ``"open"``."""
        wanted = self.chains(figure.refers())
        mentions = [figure.start, *(t.start for t in self.triggers if self._chain[t.get("id")] in wanted)]
        told = {self._sentence(at) for at in mentions}
        found: dict[tuple[dt.date, dt.date], Label] = {}
        for time in self.report.of("t"):
            bounds = self._sentence(time.start)
            days = interval(time.get("v"))
            if days is None or bounds not in told or self._of_saying(time, bounds, [at for at in mentions if self._sentence(at) == bounds]):
                continue
            others = {self._chain[t.get("id")] for t in self.triggers if bounds[0] <= t.start < bounds[1]} - wanted
            if others:
                return "open"
            found.setdefault(days, time)
        if len(found) != 1:
            return "open" if found else "none"
        ((days, time),) = found.items()
        return time, days

    def _sentence(self, at: int) -> tuple[int, int]:
        return next(((start, end) for start, end in self.sentences if start <= at < end), (at, at))

    def _of_saying(self, time: Label, bounds: tuple[int, int], mentions: Sequence[int]) -> bool:
        cues = {n for cue in self._cues if bounds[0] <= cue.start < bounds[1] for n in cue.refers("a")}
        inside = [c for c in self._contents if cues & set(c.refers("a"))]
        told = any(c.start <= at < c.end for c in inside for at in mentions)
        return told and not any(c.start <= time.start < c.end for c in inside)


def _chains(triggers: Sequence[Label]) -> dict[str, str]:
    """Return for each trigger's number that of the first mention it leads back to."""
    back = {t.get("id"): t.get("same") for t in triggers}
    found: dict[str, str] = {}
    for number in back:
        at, seen = number, {number}
        while back.get(at) and back[at] not in seen:
            at = back[at]
            seen.add(at)
        found[number] = at
    return found


def judge(report: LabelledReport, context: Context, claims: Sequence[Claim]) -> Iterator[Judged]:
    """Judge the figures of a report that Dateline found."""
    article = context.article
    bounds = [(article.to_source(s.sentence.start), article.to_source(s.sentence.end - 1)) for s in context.scenes]
    truth = Truth(report, [(a, b + 1) for a, b in bounds if a is not None and b is not None])
    taken: set[int] = set()
    for label in report.of("n"):
        if label.get("dom") or not label.refers():
            continue
        pair = next((p for p in _figures(context, claims) if id(p[1]) not in taken and _meets(label, p[2], p[1])), None)
        if pair is None:
            continue
        taken.add(id(pair[1]))
        yield _judge(truth, label, *pair[:2])


def _figures(context: Context, claims: Sequence[Claim]) -> Iterator[tuple[Claim, Figure, tuple[int, int]]]:
    for claim in claims:
        for figure in claim.figures if claim.domain == "conflict" else ():
            start, last = context.article.to_source(figure.span.start), context.article.to_source(figure.span.end - 1)
            if figure.person is None and start is not None and last is not None:
                yield claim, figure, (start, last + 1)


def _meets(label: Label, span: tuple[int, int], figure: Figure) -> bool:
    return figure.measure.value in label.get("m").split() and label.start < span[1] and span[0] < label.end


def _judge(truth: Truth, label: Label, claim: Claim, figure: Figure) -> Judged:
    right: dict[str, bool] = {}
    said: dict[str, str] = {}

    def put(column: str, ok: bool, found: object, meant: object) -> None:
        right[column], said[column] = ok, f"{found} for {meant}"

    scope = label.get("sc", "incident")
    put("scope", figure.scope == scope, figure.scope.value, scope)
    if places := truth.places(label):
        place = first_place(claim.places)
        put("place", any(same_phrase(name, words) for name in places for words in place), place[:1], places)
    time, when = truth.day(label), claim.time
    ends = (when.earliest and when.earliest[:10], when.latest and when.latest[:10]) if when else (None, None)
    if time == "none":
        put("undated", when is None or when.span is None, ends, time)
    elif not isinstance(time, str):
        meant = _opened(truth.report, *time)
        put("day", ends == meant, ends, meant)
        put("day_near", _near(ends, meant), ends, meant)
    text = truth.report.text
    words = f"{text[max(0, label.start - 160) : label.start]}[{text[label.start : label.end]}]{text[label.end : label.end + 90]}"
    return Judged(truth.report.id, " ".join(words.split()), claim.rules, right, said)


def first_place(places: Sequence[Where]) -> list[str]:
    """Return the words of the first place that an event is at or near, else of its first place, and its name in the gazetteer."""
    at = [where for where in places if where.role in (PlaceRole.AT, PlaceRole.NEAR)]
    return next(([where.span.quote, where.name] for where in (*at, *places)), [])


def _opened(report: LabelledReport, time: Label, days: tuple[dt.date, dt.date]) -> tuple[str | None, str | None]:
    """Return the ends of a labelled time, opened by "since" and "until" before it; what is still going on ends with the report."""
    first, last = (day.isoformat() for day in days)
    before = report.text[max(0, time.start - 12) : time.start].casefold().split()
    if "since" in before[-2:]:
        return first, report.date
    if set(before[-2:]) & {"until", "by", "before"}:
        return None, last
    return first, min(last, report.date) if first <= report.date else last


def _near(found: tuple[str | None, str | None], meant: tuple[str | None, str | None]) -> bool:
    def close(one: str | None, other: str | None) -> bool:
        if one is None or other is None:
            return one == other
        return abs((dt.date.fromisoformat(one) - dt.date.fromisoformat(other)).days) <= 1

    return all(map(close, found, meant))


def read(part: str) -> Iterator[tuple[LabelledReport, Context]]:
    """Read the reports of a part up to the point where claims are bound."""
    for report in reports(part):
        try:
            yield report, read_context(article_from_text(report.text, published=report.date, origin=report.id))
        except EmptyArticle:
            continue


def table(rows: Sequence[Judged]) -> dict[str, tuple[int, int]]:
    """Return for each column how many are right, of how many."""
    all_of: Counter[str] = Counter(column for row in rows for column in row.right)
    right: Counter[str] = Counter(column for row in rows for column, ok in row.right.items() if ok)
    return {column: (right[column], all_of[column]) for column in COLUMNS}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the shares of each part, and errors of one column if asked."""
    parser = argparse.ArgumentParser(prog="python tests/eval/binding.py", description=__doc__.splitlines()[0])
    parser.add_argument("--part", choices=PARTS, action="append", help="dev, train or kept; all if left out")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show N errors of each column in dev and train")
    parser.add_argument("--only", choices=COLUMNS, help="show errors of this column alone")
    chosen = parser.parse_args(arguments)
    for part in chosen.part or PARTS:
        rows = [row for report, context in read(part) for row in judge(report, context, claims_in(context))]
        print(line(part, rows))
        for column in (chosen.only,) if chosen.only else COLUMNS:
            wrong = [row for row in rows if row.right.get(column) is False and part in OPEN_PARTS]
            for row in wrong[: chosen.errors]:
                print(f"  {column} {row.report}: {row.said[column]} | {row.where}\n      {', '.join(row.rules)}")
    return 0


def line(part: str, rows: Sequence[Judged]) -> str:
    """Return a part's shares as one line."""
    cells = [f"{name} {right / of:.3f} ({of})" for name, (right, of) in table(rows).items() if of]
    return f"{part:6} {len(rows)} figures found: {', '.join(cells)}"


if __name__ == "__main__":
    sys.exit(main())
