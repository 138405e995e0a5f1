"""Compare rules alone, the reader alone and both on a split of our corpus: ``python -m training.compare --corpus corpus --split test``.

Spans count as right where they overlap a gold span of the same kind, matched one to one (Dice of at least one half for figures,
contents, cues and sources; any shared word for triggers and roles, as MUC-4 scored string fills). Intervals are 95 % bootstrap
over reports.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench._documents import as_article

from dateline.attribution import find_attributions
from dateline.claims import extract_claims
from dateline.reading import read_text
from dateline.records import VICTIM_MEASURES, Article, Claim, Role, Statement, Status
from training.markup import ROLES, LabelledReport, read_corpus
from training.tally import Tally, match

__all__ = ["Seen", "article_of", "compare", "split_of"]

Spans = list[tuple[int, int]]
#: What the pipeline's roles are called here; both sides of a battle act.
_ROLE_OF = {Role.PERPETRATOR: "perp", Role.SIDE: "perp", Role.TARGET: "targ", Role.VICTIM: "vict"}
_HEAD_OF = {"perp": "perpetrator", "targ": "target", "vict": "victim", "inst": "instrument"}
#: Claims that tell of no event.
_NO_EVENT = frozenset({"strength", "population"})


@dataclass(slots=True)
class Seen:
    """What one way of reading saw in a report."""

    triggers: dict[tuple[int, int], str] = field(default_factory=dict)
    roles: dict[str, set[tuple[int, int]]] = field(default_factory=lambda: {role: set() for role in ROLES})
    linked: dict[str, set[tuple[int, int, int]]] = field(default_factory=lambda: {role: set() for role in ROLES})
    figures: set[tuple[int, int, str]] = field(default_factory=set)
    attributions: list[tuple[Spans, Spans, Spans]] = field(default_factory=list)
    places: set[tuple[int, int]] = field(default_factory=set)
    claims: int = 0


def article_of(report: LabelledReport) -> Article:
    """Take each line of a report as a paragraph."""
    return as_article(report.id, report.text, report.date)


def split_of(corpus: Path, split: str) -> list[LabelledReport]:
    """Return the reports of a split, by the plan."""
    with (corpus / "plan.tsv").open(encoding="utf-8", newline="") as rows:
        ids = {row["id"] for row in csv.DictReader(rows, delimiter="\t") if row["split"] == split}
    return [report for report in read_corpus(corpus / "reports") if report.id in ids]


def _gold(report: LabelledReport) -> Seen:
    seen = Seen()
    triggers = {label.get("id"): label for label in report.of("e")}
    seen.triggers = {(label.start, label.end): label.get("st") for label in triggers.values()}
    for label in report.of(*ROLES):
        seen.roles[label.kind].add((label.start, label.end))
        seen.linked[label.kind] |= {(label.start, label.end, triggers[number].start) for number in label.refers()}
    for label in report.of("n"):
        if not label.get("dom"):
            seen.figures |= {(label.start, label.end, measure) for measure in label.refers("m")}
    seen.attributions = [(a.source, a.cue, a.content) for a in report.attributions()]
    seen.places = {(label.start, label.end) for label in report.of("p")}
    return seen


def _pipeline(article: Article, *, reader: bool) -> Seen:
    seen = Seen()
    for claim in extract_claims(article, reader=reader):
        if claim.domain == "conflict" and claim.event_type not in _NO_EVENT:
            seen.claims += 1
            _add_claim(seen, claim)
        seen.places |= {(place.span.start, place.span.end) for place in claim.places}
    seen.attributions = [_of_statement(statement) for statement in find_attributions(article, reader=reader)]
    return seen


def _add_claim(seen: Seen, claim: Claim) -> None:
    at = claim.trigger.start if claim.trigger else -1
    if claim.trigger is not None:
        seen.triggers.setdefault((claim.trigger.start, claim.trigger.end), claim.status)
    spans = [(_ROLE_OF[actor.role], actor.span) for actor in claim.actors if actor.role in _ROLE_OF]
    spans += [("inst", means.span) for means in claim.means]
    for role, span in spans:
        seen.roles[role].add((span.start, span.end))
        seen.linked[role].add((span.start, span.end, at))
    for figure in claim.figures:
        seen.figures.add((figure.span.start, figure.span.end, figure.measure))
        if figure.measure in VICTIM_MEASURES:  # whom it counts: its number stands inside the victims' phrase
            seen.roles["vict"].add((figure.span.start, figure.span.end))
            seen.linked["vict"].add((figure.span.start, figure.span.end, at))


def _of_statement(statement: Statement) -> tuple[Spans, Spans, Spans]:
    named = statement.attribution.span != statement.cue
    source = [(statement.attribution.span.start, statement.attribution.span.end)] if named else []
    return source, [(statement.cue.start, statement.cue.end)], [(span.start, span.end) for span in statement.content]


def _reader(article: Article) -> Seen:
    from dateline.reading import nearest_trigger

    reading = read_text(article.text)
    seen = Seen()
    triggers = reading.of("trigger")
    seen.triggers = {(span.start, span.end): span.label("status") for span in triggers}
    for role in ROLES:
        for span in reading.of(_HEAD_OF[role]):
            seen.roles[role].add((span.start, span.end))
            trigger = nearest_trigger(span, triggers, article.text, reading.words)
            if trigger is not None:
                seen.linked[role].add((span.start, span.end, trigger.start))
    figures = [span for span in reading.of("figure") if span.label("measure") != "other"]
    seen.figures = {(span.start, span.end, span.label("measure")) for span in figures}
    seen.places = {(span.start, span.end) for span in reading.of("place")}
    for found in reading.attributions:
        source = [(found.source.start, found.source.end)] if found.source else []
        cue = [(found.cue.start, found.cue.end)] if found.cue else []
        seen.attributions.append((source, cue, [(span.start, span.end) for span in found.contents]))
    seen.claims = len(seen.triggers) + len(seen.figures)
    return seen


def _score(tallies: dict[str, Tally], gold: Seen, seen: Seen) -> None:
    def add(name: str, right: float, found: int, there: int) -> None:
        tallies.setdefault(name, Tally()).add(right, found, there)

    pairs = match([[g] for g in gold.triggers], [[s] for s in seen.triggers], 0.0)
    add("trigger", len(pairs), len(seen.triggers), len(gold.triggers))
    gold_status, seen_status = list(gold.triggers.values()), list(seen.triggers.values())
    right = sum(_coarse(gold_status[g]) == _coarse(seen_status[s]) for g, s in pairs)
    add("status accuracy", right, len(pairs), len(pairs))
    for role in ROLES:
        a, b = sorted(gold.roles[role]), sorted(seen.roles[role])
        pairs = match([[g] for g in a], [[s] for s in b], 0.0)
        add(f"role {_HEAD_OF[role]}", len(pairs), len(b), len(a))
        add("roles", len(pairs), len(b), len(a))
        x, y = sorted(gold.linked[role]), sorted(seen.linked[role])
        linked = match([[g[:2]] for g in x], [[s[:2]] for s in y], 0.0, lambda g, s, x=x, y=y: abs(x[g][2] - y[s][2]) < 20)  # type: ignore[misc]
        add("roles with their trigger", len(linked), len(y), len(x))
    a3, b3 = sorted(gold.figures), sorted(seen.figures)
    same = match([[g[:2]] for g in a3], [[s[:2]] for s in b3], 0.5, lambda g, s: a3[g][2] == b3[s][2])
    add("figures found", len(same), len(b3), len(a3))
    content = match([a[2] for a in gold.attributions], [b[2] for b in seen.attributions], 0.5)
    add("attribution content", len(content), len(seen.attributions), len(gold.attributions))
    cues = match([a[1] for a in gold.attributions if a[1]], [b[1] for b in seen.attributions if b[1]], 0.5)
    add("attribution cue", len(cues), sum(bool(b[1]) for b in seen.attributions), sum(bool(a[1]) for a in gold.attributions))
    whole = named = sourced = 0
    for g, s in content:
        ours, theirs = gold.attributions[g][0], seen.attributions[s][0]
        agree = bool(match([ours], [theirs], 0.5)) if ours and theirs else not ours and not theirs
        whole += agree
        named += bool(ours)
        sourced += bool(ours) and agree
    add("attribution whole", whole, len(seen.attributions), len(gold.attributions))
    add("attribution source accuracy", sourced, named, named)


def _coarse(status: str) -> str:
    """Possible and hypothetical shade into each other; so do planned and attempted for a reader of single words."""
    return Status.POSSIBLE if status == Status.HYPOTHETICAL else status


def compare(reports: Sequence[LabelledReport], ways: Iterable[str] = ("rules", "reader", "both")) -> dict[str, dict[str, Tally]]:
    """Return tallies by way of reading and measure."""
    run: dict[str, Callable[[Article], Seen]] = {
        "rules": lambda article: _pipeline(article, reader=False),
        "reader": _reader,
        "both": lambda article: _pipeline(article, reader=True),
    }
    result: dict[str, dict[str, Tally]] = {way: {} for way in ways}
    for number, report in enumerate(reports, 1):
        article, gold = article_of(report), _gold(report)
        for way, tallies in result.items():
            seen = run[way](article)
            _score(tallies, gold, seen)
            if report.negative:
                tallies.setdefault("negatives that draw a claim", Tally()).add(seen.claims > 0, 1, 1)
        print(f"\r{number}/{len(reports)} reports", end="", file=sys.stderr)
    print(file=sys.stderr)
    return result


def main() -> None:
    """Read the command line, print a table and a line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--split", default="dev", choices=("train", "dev", "test"))
    given = parser.parse_args()
    result = compare(split_of(given.corpus, given.split))
    names = list(result["both"])
    print(f"{'measure':30} " + " ".join(f"{way:>20}" for way in result))
    for name in names:
        cells = []
        for tallies in result.values():
            low, high = tallies[name].interval()
            cells.append(f"{tallies[name].f1:.3f} [{low:.3f}-{high:.3f}]")
        print(f"{name:30} " + " ".join(f"{cell:>20}" for cell in cells))
    print(json.dumps({way: {name: round(tally.f1, 4) for name, tally in tallies.items()} for way, tallies in result.items()}))


if __name__ == "__main__":
    main()
