"""Fit the weights by which a figure's or event's place is chosen: ``python -m training.binding [--out FILE]``.

Each event of the train theatres gives one case: the places that `dateline.claims.ranking` offers it, each with its features, the rules'
choice among them, and those that the labels give it. The weights maximise the likelihood that one of the labelled places is taken
(a conditional logit, places of one label standing for one another) under a Gaussian prior (`RIDGE`). Events that the labels give no
place count `PLACELESS` of a case, for no place, where the rules found none either.

What the reader takes a name for is not fitted: it has read the train theatres. Its two weights (`READ_AS`) were chosen on the dev
theatres: for the event's own place about half, for others nearly all of what the train theatres would give them. Same reports,
same bytes; the held-out quarter of the train theatres (``tests/eval/binding.py``) is left out.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from dateline.articles import article_from_text
from dateline.claims.context import Context, Scene, read_context
from dateline.claims.drafts import Draft
from dateline.claims.extract import judged
from dateline.claims.ranking import PlaceOption, Ranker
from dateline.errors import EmptyArticle
from training.markup import EVENT_PLACES, Label, LabelledReport, read_report

ROOT = Path(__file__).parents[1]
WEIGHTS = ROOT / "src" / "dateline" / "claims" / "data" / "place_weights.tsv"
READ_AS = {"read-as=event": 1.0, "read-as=other": -1.0}
RIDGE, PLACELESS = 10.0, 0.5
#: A feature of fewer cases is left out, and a weight smaller than this.
LEAST_CASES, LEAST_WEIGHT = 4, 0.05
STEPS, RATE = 3000, 0.02
#: Every so many-th train theatre, from this one on, is held out for scoring.
HOLD_EVERY, HOLD_FROM = 4, 3


@dataclass(frozen=True, slots=True)
class Case:
    """The features of each option, the positions of the right ones, and how much the case counts."""

    options: tuple[frozenset[str], ...]
    right: frozenset[int]
    weight: float


class Recorder(Ranker):
    """Keeps what is to be chosen among, and takes the rules' choice."""

    def __init__(self) -> None:
        self.calls: list[tuple[Scene, Draft, Sequence[PlaceOption]]] = []

    def choose(self, scene: Scene, draft: Draft, options: Sequence[PlaceOption]) -> int:
        """Return the rules' choice."""
        self.calls.append((scene, draft, options))
        return 0


def train_theatres() -> list[str]:
    """Return the train theatres that are fitted to: all but every fourth."""
    with (ROOT / "corpus" / "plan.tsv").open(encoding="utf-8") as rows:
        named = sorted({row["theatre"] for row in csv.DictReader(rows, delimiter="\t") if row["split"] == "train"})
    return [name for at, name in enumerate(named) if at % HOLD_EVERY != HOLD_FROM]


def cases_in(report: LabelledReport, context: Context) -> Iterator[Case]:
    """Yield a case for each figure and event of a report that Dateline and the labels both have."""
    recorder = Recorder()
    judged(replace(context, ranker=recorder))
    chain = _chains(report)
    for scene, draft, options in recorder.calls:
        label = _label(report, context, scene, draft)
        if label is None:
            continue
        own = set(label.refers() if label.kind == "n" else (label.get("id"),))
        places = _places(report, own, chain)
        if not places:
            if options[0].where is None:
                yield Case(tuple(_fitted(o) for o in options), frozenset({0}), PLACELESS)
            continue
        right = frozenset(
            at for at, o in enumerate(options) if o.where is not None and {o.where.span.quote.casefold(), o.where.name.casefold()} & places
        )
        if right and len(options) > 1:
            yield Case(tuple(_fitted(o) for o in options), right, 1.0)


def _fitted(option: PlaceOption) -> frozenset[str]:
    return option.features - READ_AS.keys()


def _chains(report: LabelledReport) -> dict[str, str]:
    """Return the number of the first mention of each trigger's event."""
    back = {t.get("id"): t.get("same") for t in report.of("e")}
    found: dict[str, str] = {}
    for number in back:
        at, seen = number, {number}
        while back.get(at) and back[at] not in seen:
            at = back[at]
            seen.add(at)
        found[number] = at
    return found


def _label(report: LabelledReport, context: Context, scene: Scene, draft: Draft) -> Label | None:
    """Return the label of the figure or event that a draft is of."""
    figure, event = (context.article.to_source(scene.start(at)) for at in (draft.position, draft.trigger))
    counted = draft.harm.counted if draft.harm else draft.count.measure if draft.count else None
    if counted is not None:
        labels = (n for n in report.of("n") if n.refers() and not n.get("dom") and counted.value in n.get("m").split())
        return next((n for n in labels if figure is not None and n.start <= figure < n.end), None)
    return next((e for e in report.of("e") if event is not None and e.start <= event < e.end), None)


def _places(report: LabelledReport, own: set[str], chain: dict[str, str]) -> set[str]:
    """Return the names of the places at an event's own mention, else at others of the same event."""
    labels = [p for p in report.of("p") if p.get("r") in EVENT_PLACES]
    same = {chain.get(number) for number in own}
    near = [p for p in labels if own & set(p.refers())] or [p for p in labels if same & {chain.get(n) for n in p.refers()}]
    return {report.text[p.start : p.end].casefold() for p in near}


def fit(cases: Sequence[Case]) -> dict[str, float]:
    """Return the weights of the features, by gradient descent (Adam) on the penalised likelihood, from nought."""
    count = Counter(name for case in cases for name in frozenset().union(*case.options))
    names = sorted(name for name, cases_of in count.items() if cases_of >= LEAST_CASES)
    column = {name: at for at, name in enumerate(names)}
    rows = [option for case in cases for option in case.options]
    design = np.zeros((len(rows), len(names)))
    for at, option in enumerate(rows):
        design[at, [column[name] for name in option if name in column]] = 1.0
    case_of = np.repeat(np.arange(len(cases)), [len(case.options) for case in cases])
    starts = np.searchsorted(case_of, np.arange(len(cases)))
    right = np.array([at in case.right for case in cases for at in range(len(case.options))])
    counts = np.array([case.weight for case in cases])[case_of]
    weights, mean, square = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):
        scores = design @ weights
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[case_of])
        hits = odds * right
        share = odds / np.add.reduceat(odds, starts)[case_of] - hits / np.maximum(np.add.reduceat(hits, starts), 1e-300)[case_of]
        slope = design.T @ (counts * share) + RIDGE * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        weights -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return {name: float(weight) for name, weight in zip(names, weights, strict=True) if abs(weight) >= LEAST_WEIGHT}


def main() -> None:
    """Read the train theatres, fit, and write the table."""
    parser = argparse.ArgumentParser(prog="python -m training.binding", description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    out = parser.parse_args().out
    cases: list[Case] = []
    for theatre in train_theatres():
        for path in sorted((ROOT / "corpus" / "reports" / theatre).glob("*.xml")):
            report = read_report(path)
            if report.negative:
                continue
            try:
                context = read_context(article_from_text(report.text, published=report.date, origin=report.id))
            except EmptyArticle:
                continue
            cases += cases_in(report, context)
    fitted = [f"{name}\t{weight:.2f}\tfitted to the train theatres of corpus, training/binding.py" for name, weight in fit(cases).items()]
    chosen = [f"{name}\t{weight:.2f}\tchosen on the dev theatres of corpus" for name, weight in READ_AS.items()]
    out.write_text("\n".join(["feature\tweight\tsource", *sorted((*fitted, *chosen))]) + "\n", encoding="utf-8")
    print(f"{len(cases)} cases, {len(fitted)} weights fitted: {out}")


if __name__ == "__main__":
    main()
