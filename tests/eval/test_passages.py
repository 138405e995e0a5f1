"""The labelled passages and sample expectations are well formed, and their parser says what is wrong when they are not."""

import re
from pathlib import Path

import pytest

from passages import SENTENCES, Passage, PassageError, parse_passage, read_passages, unmark
from reports import SAMPLES, read_expected

DAY = "2011-05-03"


def only(labels: str, text: str = "Shells killed {1|at least 12} people.") -> Passage:
    return parse_passage(f"# id: x-1 | published: {DAY}\n{text}\n{labels}")


def read_all() -> list[Passage]:
    return [passage for name in ("dev", "held") for passage in read_passages(SENTENCES / f"{name}.txt")]


def test_defaults_are_filled_in() -> None:
    (figure,) = only("1: killed 12.. at_least | who=people").figures
    assert (figure.start, figure.end, figure.quote) == (14, 25, "at least 12")
    assert (figure.low, figure.high, figure.quantifier) == (12, None, "at_least")
    assert (figure.status, figure.victim_kind, figure.scope, figure.domain) == ("asserted", "unknown", "incident", "conflict")
    assert (figure.date_earliest, figure.date_latest) == (None, DAY)


def test_shared_fields_hold_for_every_figure_and_give_way_to_its_own() -> None:
    passage = only(
        "*: place=Homs | source=a medic | type=explosion/shelling\n1: killed 2\n2: injured 5 | place=Hama",
        "Shells killed {1|two} and hurt {2|five}, a medic said.",
    )
    assert [(f.place, f.status, f.event_type, f.event_subtype) for f in passage.figures] == [
        ("Homs", "attributed", "explosion", "shelling"),
        ("Hama", "attributed", "explosion", "shelling"),
    ]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2011-05-02", ("2011-05-02", "2011-05-02")),
        ("2011-05-01..2011-05-02", ("2011-05-01", "2011-05-02")),
        ("..2011-05-02", (None, "2011-05-02")),
        ("2011-05-02..", ("2011-05-02", None)),
        ("none", (None, None)),
    ],
)
def test_dates(date: str, expected: tuple[str | None, str | None]) -> None:
    (figure,) = only(f"1: killed 12.. at_least | date={date}").figures
    assert (figure.date_earliest, figure.date_latest) == expected


@pytest.mark.parametrize(
    ("labels", "text", "complaint"),
    [
        ("2: killed 12", "Shells killed {1|12}.", "differ"),
        ("1: slain 12", "Shells killed {1|12}.", "measure 'slain'"),
        ("1: killed twelve", "Shells killed {1|12}.", "no number"),
        ("1: killed 12..", "Shells killed {1|12}.", "says no quantifier"),
        ("1: killed 15..12 range", "Shells killed {1|12}.", "runs downwards"),
        ("1: killed 12 | colour=red", "Shells killed {1|12}.", "is no field"),
        ("1: killed 12 | date=2011-13-01", "Shells killed {1|12}.", "month"),
        ("1: killed 12 | type=weather", "Shells killed {1|12}.", "type 'weather'"),
        ("1: killed 12\nand so on", "Shells killed {1|12}.", "stands after the labels"),
        ("1: killed 12", "Shells killed {1|12} and {1|13}.", "stands twice"),
        ("1: killed 12", "Shells killed {1|12} {people.", "left over"),
    ],
)
def test_a_broken_block_is_refused_with_its_reason(labels: str, text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=re.escape(complaint)):
        only(labels, text)


def test_an_error_names_file_and_passage(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text(f"# id: x-1 | published: {DAY}\nA dog barked.\n\n# id: x-1 | published: {DAY}\nTwo dogs barked.\n")
    with pytest.raises(PassageError, match=r"bad\.txt: # id: x-1 .*twice"):
        list(read_passages(tmp_path / "bad.txt"))


def test_spans_hold_over_every_passage() -> None:
    passages = read_all()
    assert all(passage.text[f.start : f.end] == f.quote for passage in passages for f in passage.figures)
    assert len({passage.id for passage in passages}) == len(passages)


def test_there_is_enough_of_every_kind() -> None:
    passages = read_all()
    assert len(passages) >= 320
    assert sum(passage.negative for passage in passages) >= 110
    assert sum(len(re.findall(r"[.!?][\"”]?\s+[A-Z\"“{]", passage.text)) > 0 for passage in passages if not passage.negative) >= 60


@pytest.mark.parametrize("name", ["dev", "held"])
def test_places_and_sources_are_words_of_the_text(name: str) -> None:
    for passage in read_passages(SENTENCES / f"{name}.txt"):
        text, _ = unmark(passage.text)
        for figure in passage.figures:
            assert figure.place is None or figure.place in text, passage.id
            assert figure.source is None or figure.source in text, passage.id


def test_the_sample_reports_and_their_expectations_belong_together() -> None:
    expected = read_expected()
    files = {path.name for path in SAMPLES.iterdir() if path.suffix in (".txt", ".html")}
    assert {report.path.name for report in expected.reports} == files
    numbers = {name[:2] for name in files}
    assert all(set(incident.reports) <= numbers for incident in expected.incidents)
    ids = {incident.id for incident in expected.incidents}
    assert {incident for _, incident in expected.contradictions} <= ids


def test_every_expected_figure_stands_in_its_report() -> None:
    for report in read_expected().reports:
        if report.path.suffix == ".html":
            continue
        text = report.path.read_bytes().decode("windows-1252" if report.path.name.startswith("05") else "utf-8")
        for figure in report.figures:
            assert figure.locate(text, report.published).quote in text
