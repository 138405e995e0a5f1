"""Count the corpus and say how far two annotators agree: ``python -m training.statistics corpus`` prints the data card's tables.

``corpus/second`` holds the reports that were labelled again from the bare text, by someone who had not seen the first labels.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from training.compare import split_of
from training.markup import LabelledReport, read_corpus
from training.tally import match

__all__ = ["agreement", "counts"]

_NAMES = {
    "s": "source", "q": "cue", "c": "content", "e": "trigger", "perp": "perpetrator", "targ": "target", "vict": "victim",
    "inst": "instrument", "n": "figure", "t": "time", "p": "place", "pp": "private person",
}  # fmt: skip
#: Attributes of which agreement is told, where both found the span.
_VALUES = {"e": ("type", "st", "bg"), "n": ("m", "v", "q", "k", "sc"), "t": ("v",), "p": ("r",)}


def counts(reports: Sequence[LabelledReport]) -> dict[str, int]:
    """Return how many reports, words, negatives, attributions and labels of each kind there are."""
    found: Counter[str] = Counter()
    for report in reports:
        found["reports"] += 1
        found["words"] += len(report.text.split())
        found["hard negatives"] += report.negative
        found["attributions"] += len(report.attributions())
        for label in report.labels:
            found[_NAMES[label.kind]] += 1
    return dict(found)


def agreement(first: Sequence[LabelledReport], second: Sequence[LabelledReport]) -> list[tuple[str, int, int, float]]:
    """Return rows (what, of the first, of the second, agreement): F1 of spans with a Dice overlap of at least one half, and the
    share of one value among the spans both found."""
    others = {report.id: report for report in second}
    rows: list[tuple[str, int, int, float]] = []
    for kind, name in _NAMES.items():
        ours = theirs = same = 0
        agreed: Counter[str] = Counter()
        for report in first:
            a, b = report.of(kind), others[report.id].of(kind)
            pairs = match([[(x.start, x.end)] for x in a], [[(x.start, x.end)] for x in b], 0.5)
            ours, theirs, same = ours + len(a), theirs + len(b), same + len(pairs)
            for g, s in pairs:
                for value in _VALUES.get(kind, ()):
                    agreed[value] += _value(a[g].get(value), value) == _value(b[s].get(value), value)
        rows.append((name, ours, theirs, 2 * same / (ours + theirs) if ours + theirs else 1.0))
        rows += [(f"{name}: {value}", same, same, agreed[value] / same if same else 1.0) for value in _VALUES.get(kind, ())]
    return rows


def _value(value: str, name: str) -> str:
    return value or {"q": "exact", "k": "unknown", "sc": "incident", "bg": "no"}.get(name, "")


def main(corpus: Path) -> None:
    """Print the tables."""
    whole = read_corpus(corpus / "reports")
    columns = {"all": counts(whole)} | {split: counts(split_of(corpus, split)) for split in ("train", "dev", "test")}
    print("| | " + " | ".join(columns) + " |\n|---|" + "---:|" * len(columns))
    for name in columns["all"]:
        print(f"| {name} | " + " | ".join(f"{column.get(name, 0):,}" for column in columns.values()) + " |")
    print(f"\n{len({report.theatre for report in whole})} theatres, {len({report.date[:4] for report in whole})} years")
    lengths = sorted(len(report.text.split()) for report in whole)
    print(f"words a report: {lengths[0]} to {lengths[-1]}, median {lengths[len(lengths) // 2]}")
    if (corpus / "second").exists():
        second = read_corpus(corpus / "second")
        again = {report.id for report in second}
        rows = agreement([report for report in whole if report.id in again], second)
        print(f"\n{len(second)} reports, {sum(len(r.text.split()) for r in second):,} words labelled twice\n")
        print("| label | first | second | agreement |\n|---|---:|---:|---:|")
        for name, a, b, share in rows:
            print(f"| {name} | {a:,} | {b:,} | {share:.3f} |")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "corpus"))
