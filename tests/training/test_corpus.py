"""The corpus as it stands: well formed, as varied as its card says, split by theatre."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from training.markup import LabelledReport, faults, read_corpus, to_markup

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="module")
def reports() -> list[LabelledReport]:
    return read_corpus(CORPUS / "reports")


def test_every_report_keeps_the_guidelines(reports: list[LabelledReport]) -> None:
    found = {report.id: list(faults(report)) for report in reports}
    assert {name: fault for name, fault in found.items() if fault} == {}


def test_size_and_variety(reports: list[LabelledReport]) -> None:
    assert len(reports) >= 500
    assert sum(len(report.text.split()) for report in reports) >= 120_000
    assert len({report.theatre for report in reports}) >= 25
    assert sum(report.negative for report in reports) >= 120
    assert len({report.manner for report in reports}) >= 12
    upper = [r for r in reports if sum(c.isupper() for c in r.text) > 0.8 * sum(c.isalpha() for c in r.text)]
    lower = [r for r in reports if sum(c.isupper() for c in r.text) < 0.005 * sum(c.isalpha() for c in r.text)]
    assert len(upper) >= 10
    assert len(lower) >= 5


def test_no_theatre_stands_in_two_splits_and_every_report_is_planned(reports: list[LabelledReport]) -> None:
    with (CORPUS / "plan.tsv").open(encoding="utf-8", newline="") as rows:
        plan = {row["id"]: row for row in csv.DictReader(rows, delimiter="\t")}
    assert {report.id for report in reports} <= set(plan)
    splits: dict[str, set[str]] = {}
    for row in plan.values():
        splits.setdefault(row["theatre"], set()).add(row["split"])
    assert all(len(found) == 1 for found in splits.values())
    assert all(plan[report.id]["theatre"] == report.theatre for report in reports)
    assert all(plan[report.id]["kind"].startswith("hard negative") == report.negative for report in reports)


def test_no_frames_filled_in(reports: list[LabelledReport]) -> None:
    """No run of eight words stands in more than three reports: nothing was written by a program."""
    runs: Counter[str] = Counter()
    for report in reports:
        words = report.text.lower().split()
        runs.update({" ".join(words[at : at + 8]) for at in range(len(words) - 7)})
    assert [run for run, count in runs.items() if count > 3] == []


def test_markup_gives_each_report_back(reports: list[LabelledReport], tmp_path: Path) -> None:
    from training.markup import read_report

    for report in reports[::25]:
        path = tmp_path / f"{report.id}.xml"
        path.write_text(to_markup(report), encoding="utf-8")
        again = read_report(path)
        assert (again.text, again.labels) == (report.text, report.labels)


def test_the_data_card_tells_the_corpus_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    from training.statistics import main

    main(CORPUS)
    assert capsys.readouterr().out.strip() in (CORPUS / "README.md").read_text(encoding="utf-8")


def test_a_tenth_is_labelled_twice(reports: list[LabelledReport]) -> None:
    second = read_corpus(CORPUS / "second")
    texts = {report.id: report.text for report in reports}
    assert len(second) >= len(reports) / 10
    assert [report.id for report in second if list(faults(report)) or report.text.split() != texts[report.id].split()] == []
