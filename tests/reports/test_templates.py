"""Templates of one's own: sections, limits, patterns, layouts; and what a bad one is told."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from dateline.errors import TemplateError
from dateline.records import Measure, SourceKind
from dateline.reports import NAMES, Report, Request, build, load, render, write_files
from dateline.reports.phrases import packaged, rows, slots_of
from dateline.reports.templates import FILES


@pytest.mark.parametrize("name", NAMES)
def test_the_packaged_templates_load(name: str) -> None:
    assert load(name).sections


def test_a_written_template_makes_the_same_report(tmp_path: Path, week: Report) -> None:
    assert [path.name for path in write_files(tmp_path)] == list(FILES)
    assert write_files(tmp_path) == []
    assert render(week, "html", load(str(tmp_path / "weekly.toml"))) == render(week, "html", load("weekly"))


def test_a_template_changes_wording_sections_and_layout(tmp_path: Path, war: Path) -> None:
    from dateline.ledger import Ledger

    (tmp_path / "ours.toml").write_text(
        'title = "Our report"\nsections = [["incidents", "What was told"]]\n'
        '[phrases]\n"happening.accomplished" = "Told: {event} {where} {when}."\n'
    )
    (tmp_path / "report.txt.j2").write_text("{{ report.title }}|{% for s in report.sections %}{{ s.title }}{% endfor %}")
    template = load(str(tmp_path / "ours.toml"))
    with Ledger(war, create=False) as store:
        report = build(store, Request("2016-10-24", "2016-10-31"), template=template)
    assert render(report, "text", template) == "Our report|What was told\n"
    assert "Told: a vehicle bombing" in render(report, "markdown", template)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = ", "no TOML"),
        ('colour = "red"', "'colour'"),
        ("days = -1", "days = -1"),
        ('sections = ["map"]', "write each as"),
        ('sections = [["weather", "Weather"]]', "'weather'"),
        ('sections = [["map", "A"], ["map", "B"]]', "twice"),
        ("[limits]\nspeed = 1", "'speed'"),
        ("[limits]\nmoves = true", "moves = True"),
        ('[phrases]\n"nothing" = "x"', "no sentence pattern 'nothing'"),
        ('[phrases]\n"toll" = "{label}."', "must have the slots"),
        ('[phrases]\n"toll" = "{label}: {bounds} 12."', "holds a digit"),
        ('[phrases]\n"toll" = "{label: {bounds"', "not well formed"),
    ],
)
def test_a_bad_template_is_refused_with_its_fault(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "bad.toml"
    file.write_text(text)
    with pytest.raises(TemplateError, match=said):
        load(str(file))


@pytest.mark.parametrize("name", ["monthly", "none.toml"])
def test_a_template_that_is_not_there_is_named(name: str) -> None:
    with pytest.raises(TemplateError, match=name):
        load(name)


@pytest.mark.parametrize(
    "layout", ["{{ report.__class__.__mro__ }}", "{{ nothing_known }}", "{% for %}", "{{ ''.__class__.__base__.__subclasses__() }}"]
)
def test_a_layout_reads_the_report_and_nothing_else(tmp_path: Path, week: Report, layout: str) -> None:
    (tmp_path / "ours.toml").write_text('title = "Ours"\n')
    (tmp_path / "report.txt.j2").write_text(layout)
    with pytest.raises(TemplateError, match=r"report\.txt\.j2"):
        render(week, "text", load(str(tmp_path / "ours.toml")))


def test_every_pattern_is_well_formed() -> None:
    for name, pattern in packaged().patterns.items():
        slots_of(name, pattern)


def test_every_measure_event_and_kind_of_source_has_words() -> None:
    assert {row["measure"] for row in rows("measures.tsv")} == {measure.value for measure in Measure}
    table = resources.files("dateline.claims").joinpath("data", "event_types.tsv").read_text().splitlines()
    events = {cells[1] or cells[0] for cells in (line.split("\t") for line in table[1:] if line) if cells[9] == "yes"}
    assert len(events) > 50
    assert events <= {row["event"] for row in rows("happenings.tsv")}
    nouns = {row["what"] for row in rows("nouns.tsv")}
    assert {f"source:{kind}" for kind in SourceKind} <= nouns
