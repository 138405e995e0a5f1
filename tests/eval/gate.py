"""Measure Dateline on the labelled passages and the sample reports, and compare with the floors."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.figures import FigureRow, figure_rows

import lineage
from dateline.articles import article_from_text, read_article
from dateline.claims import extract_claims
from dateline.errors import EmptyArticle
from dateline.incidents import reconcile
from dateline.records import Article, Claim, Incident
from floors import FLOORS, Floors, Table, drops, hashes, lift, read_floors, write_floors
from matching import PredictedFigure, Tally, judge, missed, ratio, same_phrase
from passages import SENTENCES, LabelledFigure, read_passages
from reports import SAMPLES, Expected, ExpectedIncident, ExpectedReport, read_expected

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SETS = ("dev", "held")
#: Sets whose misses may be looked at; the held passages are scored and not read.
OPEN_SETS = ("dev", "samples")


@dataclass(frozen=True, slots=True)
class Slip:
    """Something wrong in an open set, for whoever mends it."""

    where: str
    what: str
    line: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the gate; 0 when every measure holds; 1 when one falls, a set has no floors, or the labels are not those pinned."""
    parser = argparse.ArgumentParser(prog="python tests/eval_gate.py", description=__doc__)
    parser.add_argument("--raise", dest="lift", action="store_true", help="set each floor a hair under what is measured, if that is higher")
    parser.add_argument("--lower-floors", action="store_true", help="set each floor a hair under what is measured, even if that is lower")
    parser.add_argument("--repin", action="store_true", help="take the labelled files as they are now for the pinned ones")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show N slips of each kind in the open sets (never in held)")
    parser.add_argument("--only", choices=(*SETS, "samples", "lineage"), help="measure one set; floors of the others are not looked at")
    chosen = parser.parse_args(arguments)
    floors = read_floors()
    pinned = hashes(labelled_files(), ROOT)
    changed = [name for name in {**floors.files, **pinned} if floors.files.get(name) != pinned.get(name)]
    if changed and not chosen.repin:
        print(f"labelled files differ from those pinned in {FLOORS.name}: {', '.join(sorted(changed))}")
        print("look at the change, then run with --repin")
        return 1
    measured, slips = measure_all(chosen.only)
    held = {name: table for name, table in floors.floors.items() if chosen.only in (None, name)}
    print_table(measured, held)
    show_slips(slips, chosen.errors)
    kept = dict(floors.floors)
    if chosen.lift or chosen.lower_floors:
        kept |= lift(measured, held, lower=chosen.lower_floors)
    if kept != floors.floors or pinned != floors.files:
        write_floors(Floors(pinned, kept))
        print(f"wrote {FLOORS.relative_to(ROOT)}")
    fallen = drops(measured, {name: table for name, table in kept.items() if chosen.only in (None, name)})
    for line in fallen:
        print(f"FELL {line}")
    bare = [name for name in measured if not kept.get(name)]
    if bare:
        print(f"no floors yet under {', '.join(bare)}: run with --raise")
    print("gate: " + (f"{len(fallen)} fell" if fallen else "nothing is held" if bare else "holds"))
    return 1 if fallen or bare else 0


def labelled_files() -> list[Path]:
    """Return the files whose bytes the floors are tied to: labelled passages, lineage stories, sample reports and what is expected."""
    samples = [path for path in SAMPLES.iterdir() if path.suffix in (".txt", ".html", ".toml")]
    return sorted([*(SENTENCES / f"{name}.txt" for name in SETS), *samples, *lineage.STORIES.glob("*.txt")])


def measure_all(only: str | None) -> tuple[Table, list[Slip]]:
    """Measure every set, or the one named, and gather the slips of the open ones."""
    measured: Table = {}
    slips: list[Slip] = []
    for name in SETS:
        if only in (None, name):
            tally = Tally()
            for where, text, gold, rows in read_set(name):
                guesses = [predicted(row) for row in rows]
                pairs = tally.add(gold, guesses)
                if name in OPEN_SETS:
                    slips += find_slips(where, text, gold, guesses, pairs)
            measured[name] = tally.measures()
    if only in (None, "samples"):
        measured["samples"], more = measure_samples(read_expected())
        slips += more
    if only in (None, "lineage"):
        measured["lineage"] = lineage.measure()["all"]
    return measured, slips


def read_set(name: str) -> Iterator[tuple[str, str, tuple[LabelledFigure, ...], list[FigureRow]]]:
    """Read each passage of a set: its id, text, labels, and what Dateline finds in it."""
    for passage in read_passages(SENTENCES / f"{name}.txt"):
        try:
            article = article_from_text(passage.text, published=passage.published, origin=passage.id)
        except EmptyArticle:
            yield passage.id, passage.text, passage.figures, []
            continue
        yield passage.id, passage.text, passage.figures, figure_rows(article, extract_claims(article))


def predicted(row: FigureRow) -> PredictedFigure:
    """Take over a row of the figure bench."""
    return PredictedFigure(**{name: getattr(row, name) for name in PredictedFigure.__slots__})


def measure_samples(expected: Expected) -> tuple[dict[str, float], list[Slip]]:
    """Measure figures, page data, incidents and contradictions over the sample reports."""
    tally = Tally()
    slips: list[Slip] = []
    articles: dict[str, Article] = {}
    claims: list[Claim] = []
    page_right = page_cells = 0
    for report in expected.reports:
        article = read_article(report.path)
        found = extract_claims(article)
        articles[article.id] = article
        claims += found
        gold, lost = locate(report, article)
        guesses = [predicted(row) for row in figure_rows(_in_place(article), found)]
        pairs = tally.add(gold, guesses)
        tally.gold += len(lost)
        slips += [Slip(report.path.name, "text lost", line) for line in lost]
        slips += find_slips(report.path.name, article.text, gold, guesses, pairs)
        cells = page_checks(report, article)
        page_cells += len(cells)
        page_right += sum(cells.values())
        slips += [Slip(report.path.name, "page", cell) for cell, right in cells.items() if not right]
    values = tally.measures() | {"pages": ratio(page_right, page_cells)}
    incidents = reconcile(claims, articles=articles)
    met = {row.id: [i for i in incidents if matches(row, i)] for row in expected.incidents}
    values["incidents"] = ratio(sum(bool(found) for found in met.values()), len(met))
    shown = [(kind, name) for kind, name in expected.contradictions if any(c.kind == kind for i in met[name] for c in i.contradictions)]
    values["contradictions"] = ratio(len(shown), len(expected.contradictions))
    slips += [Slip("all reports", "incident", name) for name, found in met.items() if not found]
    slips += [Slip("all reports", "contradiction", f"{n}: {k}") for k, n in expected.contradictions if (k, n) not in shown]
    return values, slips


def _in_place(article: Article) -> Article:
    """Return the article as its own source, so that rows count characters of the clean text."""
    return Article(article.id, article.title, article.text, article.blocks, ((0, 0, len(article.text)),))


def locate(report: ExpectedReport, article: Article) -> tuple[list[LabelledFigure], list[str]]:
    """Find the expected figures in the clean text, and name those whose words are not there."""
    gold: list[LabelledFigure] = []
    lost: list[str] = []
    for figure in report.figures:
        try:
            gold.append(figure.locate(article.text, report.published))
        except ValueError as error:
            lost.append(str(error))
    return sorted(gold, key=lambda figure: figure.start), lost


def page_checks(report: ExpectedReport, article: Article) -> dict[str, bool]:
    """Check what the page says of itself: title, day of publication, agencies."""
    day = article.published.day if article.published else None
    checks = {f"published {day}": day == report.published}
    if report.title is not None:
        checks[f"title {article.title!r}"] = article.title == report.title
    checks[f"agencies {article.agencies}"] = len(article.agencies) == len(report.agencies) and all(
        any(same_phrase(name, found) for found in article.agencies) for name in report.agencies
    )
    return checks


def matches(row: ExpectedIncident, incident: Incident) -> bool:
    """Return whether an incident is the expected one: type, place, day, and tolls that meet the range of what is said."""
    if incident.event_type != row.event_type:
        return False
    if not any(same_phrase(row.place, words) for where in incident.places for words in (where.span.quote, where.name)):
        return False
    when = incident.when
    if row.day and when and ((when.earliest and when.earliest[:10] > row.day) or (when.latest and when.latest[:10] < row.day)):
        return False
    for measure, low, high in row.tolls:
        tolls = [toll for toll in incident.tolls if toll.measure == measure]
        if not any(toll.low <= high and (toll.high is None or toll.high >= low) for toll in tolls):
            return False
    return True


def find_slips(
    where: str, text: str, gold: Sequence[LabelledFigure], guesses: Sequence[PredictedFigure], pairs: Iterable[tuple[int, int]]
) -> Iterator[Slip]:
    """Name what was missed, what was made up, and which attributes are wrong."""
    pairs = list(pairs)
    for label in missed(gold, pairs):
        yield Slip(where, "missed", f"{label.measure} {_around(text, label.start, label.end)}")
    conflict = {j for i, j in pairs if gold[i].domain == "conflict"}
    for j, guess in enumerate(guesses):
        if j not in conflict:
            yield Slip(where, "made up", f"{guess.measure} {guess.low} {_around(text, guess.start, guess.end)}")
    for i, j in pairs:
        label, guess = gold[i], guesses[j]
        if label.domain != "conflict":
            continue
        if (label.low, label.high) != (guess.low, guess.high):
            yield Slip(where, "number", f"{guess.low}..{guess.high} for {label.low}..{label.high} {_around(text, label.start, label.end)}")
        for name, right in judge(label, guess).items():
            if right is False and name not in ("all", "date_near"):
                said, meant = _values(guess, name), _values(label, name)
                yield Slip(where, name, f"{said} for {meant} {_around(text, label.start, label.end)}")


def _values(figure: LabelledFigure | PredictedFigure, name: str) -> str:
    return f"{figure.date_earliest}..{figure.date_latest}" if name == "date" else repr(getattr(figure, name))


def _around(text: str, start: int, end: int) -> str:
    words = f"{text[max(0, start - 50) : start]}[{text[start:end]}]{text[end : end + 50]}"
    return f"({' '.join(words.split())})"


def show_slips(slips: Sequence[Slip], limit: int) -> None:
    """Print up to `limit` slips of each kind."""
    if not limit:
        return
    for kind in dict.fromkeys(slip.what for slip in slips):
        chosen = [slip for slip in slips if slip.what == kind]
        print(f"\n{kind}: {len(chosen)}")
        for slip in chosen[:limit]:
            print(f"  {slip.where}: {slip.line}")
    print()


def print_table(measured: Table, floors: Table) -> None:
    """Print each measure of each set beside its floor."""
    names = list(dict.fromkeys(measure for table in measured.values() for measure in table))
    print(f"{'':16}" + "".join(f"{name:>10}{'floor':>8}" for name in measured))
    for measure in names:
        cells = ""
        for name, table in measured.items():
            value, floor = table.get(measure), floors.get(name, {}).get(measure)
            cells += f"{'' if value is None else f'{value:.4f}':>10}{'' if floor is None else f'{floor:.3f}':>8}"
        print(f"{measure:16}{cells}")
