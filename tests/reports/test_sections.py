"""What each section tells, and how it is worded."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dateline.ledger import Ledger
from dateline.records import Judgement, Measure
from dateline.reports import Drawing, Heading, Report, Request, Table, build, load
from dateline.reports.document import Listing, runs
from dateline.reports.key_figures import summed_measures


def texts(report: Report, section: str) -> list[str]:
    found = next(one for one in report.sections if one.name == section)
    return [line.text for block in found.blocks if isinstance(block, Listing) for line in block.lines]


def table(report: Report, section: str) -> Table:
    found = next(one for one in report.sections if one.name == section)
    return next(block for block in found.blocks if isinstance(block, Table))


def test_an_incident_is_told_as_its_sources_hedge(week: Report) -> None:
    told = texts(week, "incidents")
    assert "Reported: a vehicle bombing in Balad (Salah ad Din, Iraq) on 27 October 2016." in told
    assert any("police (a party to the conflict) said at least 9 people were killed" in text.replace("Police", "police") for text in told)


def test_a_claim_of_a_party_is_told_as_a_claim(week: Report) -> None:
    assert any("Islamic State (a party to the conflict) claimed 35 combatants were killed" in text for text in texts(week, "incidents"))


def test_one_voice_is_said(week: Report) -> None:
    assert "Killed: 3. This number rests on one voice." in texts(week, "incidents")


def test_key_figures_add_up_the_tolls_of_the_incidents(war: Path, week: Report) -> None:
    killed = next(row for row in table(week, "key_figures").rows if row[0] == "Killed")
    with Ledger(war, create=False) as store:
        incidents = store.incidents()
    dated = [i for i in incidents if i.when and i.when.earliest and i.event_type != "displacement"]
    tolls = [toll for incident in dated for toll in incident.tolls if toll.measure is Measure.KILLED]
    assert [cell.numbers[0].value for cell in killed[1:3]] == [sum(t.low for t in tolls), sum(t.best for t in tolls)]
    assert all(set(cell.evidence) == set(killed[4].evidence) for cell in killed[1:4])


def test_movements_are_never_added_up() -> None:
    assert not {Measure.DISPLACED, Measure.EVACUATED, Measure.RETURNED, Measure.TRAPPED} & set(summed_measures())


def test_flow_and_stock_stand_apart(week: Report) -> None:
    blocks = next(one for one in week.sections if one.name == "displacement").blocks
    heads = [block.text for block in blocks if isinstance(block, Heading)]
    assert heads == ["Movements in a stretch of days (flow)", "People displaced on a day (stock)"]
    told = texts(week, "displacement")
    assert any("4,200 people were displaced from Hawija" in text for text in told)
    assert any("on 28 October 2016 12,000" in text and "in Kirkuk" in text for text in told)


def test_a_movement_is_told_once(week: Report) -> None:
    assert sum("4,200" in text for text in texts(week, "displacement")) == 1


def test_contradictions_give_every_side_its_words(week: Report) -> None:
    told = next(text for text in texts(week, "contradictions") if "injured" in text)
    assert "The sources differ:" in told
    assert "“21”" in told
    assert "“38”" in told


def test_highlights_tell_how_figures_moved(week: Report) -> None:
    moved = next(text for text in texts(week, "highlights") if "became" in text and "Killed" in text)
    assert "9 or more (no upper bound given) became" in moved
    assert "with reports published up to" in moved


def test_what_is_not_known_names_places_and_days(week: Report) -> None:
    told = texts(week, "unknowns")
    assert any("“Tell Qarsab” (a place that could not be found)" in text for text in told)
    assert any("No report gives the day of" in text for text in told)


def test_no_word_takes_sides(week: Report) -> None:
    for sentence in week.sentences():
        assert not re.search(r"\b(brutal|tragic|horrific|deadly|heinous|innocent|martyr|terrorist)", sentence.text, re.IGNORECASE)


def test_a_rejected_incident_is_left_out_and_counted(war: Path, tmp_path: Path, week: Report) -> None:
    copy = tmp_path / "judged.db"
    copy.write_bytes(war.read_bytes())
    with Ledger(copy, create=False) as store:
        victim = next(i for i in store.incidents() if i.event_subtype == "shooting")
        store.judge(Judgement("j1", "R. Viewer", "2016-11-02T10:00:00Z", "reject", (victim.id,), None, None, "read wrong"))
        report = build(store, Request("2016-10-24", "2016-10-31"), template=load("weekly"))
    assert not any("Tikrit" in text for text in texts(report, "incidents"))
    assert any("1 incident" in text and "rejected" in text for text in texts(report, "unknowns"))


def test_what_a_reviewer_confirmed_is_told_apart(war: Path, tmp_path: Path, week: Report) -> None:
    assert "Confirmed by a reviewer." not in texts(week, "incidents")
    copy = tmp_path / "judged.db"
    copy.write_bytes(war.read_bytes())
    with Ledger(copy, create=False) as store:
        seen = next(i for i in store.incidents() if i.event_subtype == "shooting")
        store.judge(Judgement("j1", "R. Viewer", "2016-11-02T10:00:00Z", "accept", (seen.id,), None, None, "seen"))
        report = build(store, Request("2016-10-24", "2016-10-31"), template=load("weekly"))
    assert texts(report, "incidents").count("Confirmed by a reviewer.") == 1
    assert any("1 confirmed by a reviewer" in value for _, value in report.facts)


def test_the_map_and_charts_say_what_they_do_not_show(week: Report) -> None:
    drawings = {block.name: block for section in week.sections for block in section.blocks if isinstance(block, Drawing)}
    assert {"map", "chart-killed", "chart-injured", "chart-displacement"} == set(drawings)
    assert "without a place that could be found" in drawings["map"].caption
    assert "Natural Earth" in drawings["map"].caption
    for drawing in drawings.values():
        assert drawing.svg.count("<svg") == 1
        assert "http" not in drawing.svg.replace("http://www.w3.org/2000/svg", "")


def test_an_editor_may_leave_lines_out(week: Report) -> None:
    dropped = next(s for s in week.sentences() if s.key.startswith("movement:"))
    shorter = week.without([dropped.key])
    assert dropped.key not in {s.key for s in shorter.sentences()}
    assert len(shorter.footnotes) < len(week.footnotes)
    assert [n.number for n in shorter.footnotes] == list(range(1, len(shorter.footnotes) + 1))


@pytest.mark.parametrize(("numbers", "found"), [([], ()), ([2], ((2, 2),)), ([3, 1, 2, 7, 7], ((1, 3), (7, 7)))])
def test_runs(numbers: list[int], found: tuple[tuple[int, int], ...]) -> None:
    assert runs(numbers) == found
