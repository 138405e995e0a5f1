"""The calendar by RFC 5545, read back by the icalendar package."""

from datetime import date

import icalendar
import pytest
from invented import NOTES, cases

from dateline.exports import timeline
from dateline.exports.losses import Losses


@pytest.fixture
def text():
    return "".join(timeline.document(cases(), Losses(), NOTES))


@pytest.fixture
def events(text):
    calendar = icalendar.Calendar.from_ical(text)
    assert not calendar.errors
    return list(calendar.walk("VEVENT"))


def test_lines_end_with_return_and_feed_and_are_75_octets_at_most(text):
    lines = text.split("\r\n")
    assert lines.pop() == ""
    assert max(len(line.encode()) for line in lines) <= 75
    assert not any("\n" in line or "\r" in line for line in lines)


def test_a_reader_finds_every_event_of_a_known_day_and_no_error(events):
    assert [str(event["UID"]).partition("@")[0] for event in events] == [cases()[0].incident.id, cases()[2].incident.id]
    assert not any(event.errors for event in events)
    for name in ("UID", "DTSTAMP", "DTSTART"):
        assert all(name in event for event in events)


def test_days_are_dates_and_the_end_is_the_day_after(events):
    assert events[0].decoded("DTSTART") == date(2019, 3, 4)
    assert events[0].decoded("DTEND") == date(2019, 3, 5)


def test_an_event_of_one_known_day_says_so(events):
    assert str(events[1]["SUMMARY"]).endswith("first day unknown")
    assert "unknown" not in str(events[0]["SUMMARY"])


def test_text_comes_back_and_cannot_begin_an_event_of_its_own(text, events):
    assert text.count("\r\nBEGIN:VEVENT\r\n") == len(events)
    summary = str(events[1]["SUMMARY"])
    assert "a,b;c\\\"'" in summary
    assert "]]>&<script>" in summary
    assert not set(summary) & set("\x00\x1b\u202e\u2066")


def test_a_proposal_is_tentative(events):
    assert str(events[0]["STATUS"]) == "TENTATIVE"


def test_the_words_are_one_step_away(events):
    case = cases()[0]
    claim = next(iter(case.claims.values()))
    said = str(events[0]["DESCRIPTION"])
    assert claim.evidence.quote in said
    assert f"article {claim.article_id}, characters {claim.evidence.start}-{claim.evidence.end}" in said


def test_what_is_left_out_is_counted():
    losses = Losses()
    list(timeline.document(cases(), losses, NOTES))
    assert dict(losses.counts) == {"left out: no day is known": 1, "first day unknown: the event stands on the day that is known": 1}


def test_no_character_is_cut_in_two():
    line = "DESCRIPTION:" + "é" * 40 + "你" * 40 + "𝄞" * 40
    pieces = list(timeline.folded(line))
    assert "".join([pieces[0], *(piece[1:] for piece in pieces[1:])]) == line
    assert all(piece.startswith(" ") for piece in pieces[1:])
    assert all(len(piece.encode()) <= 75 for piece in pieces)
