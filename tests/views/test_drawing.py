"""What people see of the hand-made report, line by line, and that nothing in it can break the page."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import handmade as h
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from dateline.ledger import Outcome, SourceSeen
from dateline.records import (
    Bound,
    Judgement,
    Measure,
    Participant,
    Quantifier,
    Role,
    Scope,
    Share,
    StatedCount,
    Status,
    Term,
    Toll,
    Unit,
    When,
)
from dateline.serial import incident_from_json
from dateline.views import (
    Page,
    draw_article,
    draw_explanation,
    draw_incident,
    draw_one_claim,
    draw_reading,
    draw_table,
    incidents_csv,
    incidents_json,
)
from dateline.views.claims import doubts, marked_spans
from dateline.views.pen import clip, columns, wrap
from dateline.views.reading import never_summed, not_counted

GOLDEN = Path(__file__).parent / "golden"
SEEN = (SourceSeen("reports/tarvel.txt", "ab" * 32, Outcome.STORED, None, h.ARTICLE.id, "2019-03-05T08:00:00Z"),)
BY_ID = {claim.id: claim for claim in h.CLAIMS}
JUDGED = Judgement("j1", "rita", "2019-03-06T09:30:00Z", "accept", (h.INCIDENT.id,), None, None, "seen the hospital's list")


def reading(page: Page) -> None:
    draw_reading(page, h.ARTICLE, h.CLAIMS, h.INCIDENTS)


DRAWINGS = [
    ("reading-100", 100, reading),
    ("reading-80", 80, reading),
    ("table-120", 120, lambda page: draw_table(page, h.INCIDENTS, ids=True, numbers=(3, 7))),
    ("article-100", 100, lambda page: draw_article(page, h.ARTICLE, h.CLAIMS[2:3], (), SEEN)),
    ("claim-100", 100, lambda page: draw_one_claim(page, h.BOMBING, h.ARTICLE, h.INCIDENT, SEEN)),
    ("incident-100", 100, lambda page: draw_incident(page, h.INCIDENT, BY_ID, SEEN, [JUDGED])),
    ("explanation-100", 100, lambda page: draw_explanation(page, h.ARTICLE, h.EXPLANATION)),
]


@pytest.mark.parametrize(("name", "width", "draw"), DRAWINGS, ids=[name for name, _, _ in DRAWINGS])
def test_golden(name, width, draw):
    page = Page(width=width)
    draw(page)
    assert page.plain() == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [60, 80, 100, 120, 200, 10])
@pytest.mark.parametrize(("name", "draw"), [(name, draw) for name, _, draw in DRAWINGS if name.endswith(("100", "120"))])
def test_no_line_is_wider_than_the_page(name, draw, width):
    page = Page(width=width)
    draw(page)
    room = max(80, min(120, width))
    words_too_long = {h.ARTICLE.id}
    assert all(cell_len(line) <= room or any(word in line for word in words_too_long) for line in page.plain().splitlines()), name


def test_evidence_is_reversed_on_a_terminal_and_marked_elsewhere():
    plain, styled = Page(), Page(marks=False)
    reading(plain)
    reading(styled)
    assert "▐killed nine people▌" in plain.plain()
    assert "▐" not in styled.plain()
    out = io.StringIO()
    Console(file=out, force_terminal=True, color_system="standard", width=100).print(styled.text(), soft_wrap=True)
    assert "\x1b[7mkilled nine people\x1b[0m" in out.getvalue()


def test_arabic_words_stay_whole():
    page = Page(width=60)
    reading(page)
    assert "قصر النيل" in page.plain()


@pytest.mark.parametrize("nasty", ["\x1b[31mred", "\x1b]0;title\x07", "\x9b2J", "a\u202eb", "a\rb"])
def test_a_report_cannot_steer_the_terminal(nasty):
    page = Page()
    reading_of = replace(h.ARTICLE, title=f"Blast {nasty}")
    draw_reading(page, reading_of, [replace(h.TOWN, evidence=replace(h.TOWN.evidence, quote=f"{nasty} had a population"))], ())
    assert not set(page.plain()) & {"\x1b", "\x07", "\x9b", "\u202e", "\r"}


def test_marks_join_over_a_space_and_not_over_a_word():
    assert [span.quote for span in marked_spans(h.BOMBING)] == ["killed nine people", "at least 20"]
    assert [span.quote for span in marked_spans(h.ELEVEN)] == ["eleven people", "died"]


NOT_COUNTED = [
    (h.TOWN, {}, "no victims", "inhabitants are no victims"),
    (h.ELEVEN, {"scope": Scope.WAR}, "whole war", "a toll of the whole war"),
    (h.ELEVEN, {"scope": Scope.BACKGROUND}, "background", "an earlier event"),
    (h.ELEVEN, {"scope": Scope.PERIOD}, "a period's total, may overlap others", "never summed"),
    (h.ELEVEN, {}, "no incident named", "a figure without an incident"),
]


@pytest.mark.parametrize(("claim", "changes", "reason", "why"), NOT_COUNTED)
def test_why_a_figure_is_not_counted(claim, changes, reason, why):
    changed = replace(claim, figures=(replace(claim.figures[0], **changes),))
    assert [said for _, said in not_counted([changed], ())] == [reason], why


@pytest.mark.parametrize("status", [Status.PLANNED, Status.DENIED, Status.HYPOTHETICAL, Status.ATTEMPTED])
def test_what_did_not_happen_is_not_counted(status):
    assert [said for _, said in not_counted([replace(h.ELEVEN, status=status)], ())] == [status.value]


def test_not_of_the_conflict():
    assert [said for _, said in not_counted([replace(h.ELEVEN, domain="other")], ())] == ["not of the conflict"]


def test_a_figure_in_a_toll_is_counted():
    assert not_counted([h.BOMBING, h.ELEVEN], h.INCIDENTS) == []


MOVED = Toll(Measure.DISPLACED, Unit.PERSON, 9000, 9000, 9000, ())
DAYS = [
    (("2017-03-01", "2017-03-06"), ("2017-03-05", "2017-03-06"), True, "one within the other"),
    (("2017-03-01", "2017-03-04"), ("2017-03-05", "2017-03-06"), False, "one after the other"),
    (("2017-03-01", None), ("2017-03-05", "2017-03-06"), True, "an open end"),
    ((None, "2017-03-01"), ("2017-03-05", "2017-03-06"), False, "open before"),
]


@pytest.mark.parametrize(("one", "other", "overlap", "why"), DAYS)
def test_overlapping_displacement_is_never_summed(one, other, overlap, why):
    incidents = [replace(h.FLIGHT, when=When(*days, "day", "x"), tolls=(MOVED,)) for days in (one, other)]
    assert [number for number, _ in never_summed(incidents)] == ([1, 2] if overlap else []), why
    page = Page()
    draw_reading(page, h.ARTICLE, [], incidents)
    assert ("never summed, for they overlap in time: 9,000 displaced (incident 1)" in page.plain()) is overlap
    killed = [replace(i, tolls=(replace(MOVED, measure=Measure.KILLED),)) for i in incidents]
    assert never_summed(killed) == []


def test_the_number_of_attackers_is_told_with_the_incident():
    attackers = replace(h.BOMBING, figures=(replace(h.BOMBING.figures[0], measure=Measure.ATTACKERS),))
    assert not_counted([attackers], h.INCIDENTS) == []
    assert [said for _, said in not_counted([attackers], ())] == ["no victims"]


def test_doubts_name_what_is_missing():
    assert doubts(h.BOMBING) == []
    assert doubts(h.FLED) == ["no day stated", "'Qasr al-Nil' is in no gazetteer", "confidence 0.40"]
    assert "no place stated" in doubts(replace(h.BOMBING, places=()))


def test_incidents_as_json_come_back():
    assert [incident_from_json(obj) for obj in json.loads(incidents_json(h.INCIDENTS))] == list(h.INCIDENTS)


def test_incidents_as_csv_have_a_row_a_toll():
    rows = list(csv.DictReader(io.StringIO(incidents_csv(h.INCIDENTS))))
    assert [(r["event_subtype"], r["measure"], r["low"], r["best"], r["high"]) for r in rows] == [
        ("vehicle_bombing", "killed", "9", "9", "11"),
        ("vehicle_bombing", "injured", "20", "20", ""),
        ("flight", "", "", "", ""),
    ]
    assert rows[0]["place"] == "Tarvel"
    nasty = replace(h.FLIGHT, places=(replace(h.QASR, name="=HYPERLINK(1)\r\n"),))
    assert next(csv.DictReader(io.StringIO(incidents_csv([nasty]))))["place"] == "'=HYPERLINK(1)"
    assert (rows[2]["earliest"], rows[2]["lat"]) == ("", "")


WORDS = st.text(st.sampled_from("aé字ا ̈\u0301 \n"), max_size=60)


@given(WORDS, st.integers(5, 40), st.integers(5, 40))
def test_wrapping_keeps_every_word_in_order(words, first, rest):
    lines = wrap(Text(words), first, rest)
    assert " ".join(line.plain for line in lines).replace("\n", " ").split(" ") != [] or not words
    kept = [w for line in lines for w in line.plain.replace("\n", " ").split(" ") if w]
    assert kept == [w for w in words.replace("\n", " ").split(" ") if w]
    for n, line in enumerate(lines):
        assert cell_len(line.plain.strip()) <= (rest if n else first) or " " not in line.plain.strip()


@given(WORDS, st.integers(2, 30))
def test_clipping_never_exceeds_its_room(words, room):
    assert cell_len(clip(words, room)) <= max(room, 1)


def test_a_wide_table_goes_on_below_in_the_flexible_column_alone():
    page = Page(width=60)
    long = "a very long place name that goes on and on and on until it is far too long for its column"
    columns(page, [["", "where", "n"], ["1", long, "12"]], numbers=(2,), flexible=(1,))
    assert page.plain().splitlines() == [
        "    where                                                                      n",
        " 1  a very long place name that goes on and on and on until it is far too     12",
        "    long for its column",
    ]
    page = Page(width=60)
    columns(page, [["9 9\u00a0dead", "n" * 72]], flexible=(0,), header=False)
    assert page.plain().splitlines()[1].split() == ["9", "dead"], "a number is not parted from what it counts"
    page = Page(width=60)
    columns(page, [["where"], ["x" * 90]], flexible=(0,))
    assert page.plain().splitlines()[1] == " " + "x" * 78 + "…", "a word too long is clipped"


@pytest.mark.parametrize(
    ("toll", "shown", "why"),
    [
        (Toll(Measure.KILLED, Unit.FAMILY, 1, 1, 1, ()), "1 family killed", "one family"),
        (Toll(Measure.ABDUCTED, Unit.FAMILY, 150, 150, 150, ()), "150 families abducted", "several"),
        (Toll(Measure.INJURED, Unit.PERSON, 0, 0, 0, ()), "0 injured", "nobody"),
        (Toll(Measure.INJURED, Unit.PERSON, 0, 0, 6, ()), "0 (0–6) injured", "nobody, or up to six"),
    ],
)
def test_a_toll_is_named_with_its_unit(toll, shown, why):
    page = Page()
    draw_incident(page, replace(h.INCIDENT, tolls=(toll,)), BY_ID, SEEN, [])
    assert f"\n {shown}\n" in page.plain().replace("\u00a0", " "), why


def test_a_sum_is_one_line_with_its_terms_under_it():
    terms = tuple(Bound("low", value, "sum-of-disjoint-groups", claim.id, 0) for value, claim in ((9, h.BOMBING), (11, h.ELEVEN)))
    toll = Toll(Measure.KILLED, Unit.PERSON, 20, 20, None, (*terms, replace(terms[1], bound="high", value=None, rule="open")))
    page = Page()
    draw_incident(page, replace(h.INCIDENT, tolls=(toll,)), BY_ID, SEEN, [])
    lines = page.plain().splitlines()
    at = next(n for n, line in enumerate(lines) if "sum of" in line)
    assert lines[at].split() == ["low", "20", "sum", "of", "2:", "sum-of-disjoint-groups"]
    assert lines[at + 1].split()[:3] == ["9", "Omar", "Daan,"]
    assert any(line.split()[:3] == ["11", "Umm", "Latif"] for line in lines[at + 2 : at + 4])
    assert any(line.split()[:3] == ["high", "open", "open"] for line in lines[at:])


def test_a_toll_is_parted_by_its_victims_and_what_is_left_out_is_said():
    def bounds(*values):
        named = zip(("low", "best", "high"), values, strict=True)
        return tuple(Bound(name, value, "lowest-stated", h.BOMBING.id, 0) for name, value in named)

    shares = (Share("side_a", ("guard",), 4, 4, 4, bounds(4, 4, 4)), Share("unknown", (), 0, 5, None, bounds(0, 5, None)))
    toll = Toll(Measure.KILLED, Unit.PERSON, 9, 9, None, bounds(9, 9, None), shares=shares)
    earlier = StatedCount(
        Measure.KILLED, Unit.PERSON, None, "all", Quantifier.AT_LEAST, (Term(h.BOMBING.id, 0, 7, None),), 0, "official", False,
        Status.ATTRIBUTED, False, False, "a1", None, "replaced-by-later",
    )  # fmt: skip
    standing = replace(earlier, left_out=None)
    guard = Participant(Role.VICTIM, "guard", "Town Guard", "police", ())
    page = Page()
    incident = replace(h.INCIDENT, tolls=(toll,), counts=(earlier, standing), actors=(guard,))
    draw_incident(page, replace(incident, voices=(replace(h.INCIDENT.voices[0], party=True),)), BY_ID, SEEN, [])
    lines = [" ".join(line.split()) for line in page.plain().splitlines()]
    assert "of them 4 side a (Town Guard): low lowest-stated; best lowest-stated; high lowest-stated" in lines
    assert any(line.startswith("of them 5 (0+) unknown: low") for line in lines)
    assert [line.split(" · ")[0] for line in lines if line.startswith("out ")] == ["out 7+ replaced-by-later"]
    assert "police (official, party to the conflict): 1 claim" in lines
