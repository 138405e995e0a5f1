"""The scorer of binding is right about right answers and about wrong ones, and leaves the test theatres alone."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import replace

import pytest
from training.markup import Label, LabelledReport

from binding import CORPUS, PARTS, Truth, first_place, interval, judge, table, theatres
from dateline.articles import article_from_text
from dateline.claims.context import Context, read_context
from dateline.claims.extract import claims_in
from dateline.records import Claim

TEXT = "A bomb killed 12 people in Sarit on Monday, police said.\n\nThe dead were buried in Old Marga. Officials spoke on Tuesday."


def label(kind: str, words: str, **given: str) -> Label:
    start = TEXT.index(words)
    return Label(start, start + len(words), kind, tuple(sorted(given.items())))


def report(*labels: Label) -> LabelledReport:
    return LabelledReport("x-1", "nowhere", "2024-05-08", "-", "-", False, TEXT, tuple(sorted(labels)))


def labelled(sc: str = "incident", place: str = "Sarit", day: str = "2024-05-06") -> LabelledReport:
    return report(
        label("e", "bomb", id="1", type="explosion/bombing", st="asserted"),
        label("e", "killed", id="2", type="explosion/bombing", st="asserted", same="1"),
        label("n", "12", m="killed", v="12", e="2", sc=sc),
        label("p", place, r="at", e="1"),
        label("t", "Monday", v=day),
        label("t", "Tuesday", v="2024-05-07"),
    )


@pytest.fixture(scope="module")
def read() -> tuple[Context, list[Claim]]:
    context = read_context(article_from_text(TEXT, published="2024-05-08"))
    return context, claims_in(context)


def test_what_is_right_is_right(read: tuple[Context, list[Claim]]) -> None:
    (row,) = judge(labelled(), *read)
    assert row.right == {"scope": True, "place": True, "day": True, "day_near": True}
    assert table([row])["place"] == (1, 1)


def test_each_wrong_answer_is_seen(read: tuple[Context, list[Claim]]) -> None:
    (row,) = judge(labelled(sc="period", place="Old Marga", day="2024-05-05"), *read)
    assert row.right == {"scope": False, "place": False, "day": False, "day_near": True}
    (row,) = judge(labelled(day="2024-05-01"), *read)
    assert not row.right["day_near"]


def test_a_figure_of_another_measure_is_not_judged(read: tuple[Context, list[Claim]]) -> None:
    gold = labelled()
    other = tuple(replace(one, attributes=(("e", "2"), ("m", "injured"), ("v", "12"))) if one.kind == "n" else one for one in gold.labels)
    assert list(judge(replace(gold, labels=other), *read)) == []


def test_a_day_that_another_event_may_claim_is_left_open(read: tuple[Context, list[Claim]]) -> None:
    other = label("e", "police", id="3", type="detention/arrest", st="asserted")
    (row,) = judge(replace(labelled(), labels=tuple(sorted((*labelled().labels, other)))), *read)
    assert "day" not in row.right
    assert "undated" not in row.right


def test_places_come_from_other_mentions_of_the_same_event() -> None:
    gold = labelled()
    assert Truth(gold, [(0, len(TEXT))]).places(gold.of("n")[0]) == ["Sarit"]


def test_values_are_read_as_days() -> None:
    assert interval("2024-02") == (dt.date(2024, 2, 1), dt.date(2024, 2, 29))
    assert interval("2024-12") == (dt.date(2024, 12, 1), dt.date(2024, 12, 31))
    assert interval("2024-05-06TNI") == (dt.date(2024, 5, 6), dt.date(2024, 5, 6))
    assert interval("P3W") is None


def test_no_place_is_no_words() -> None:
    assert first_place(()) == []


def test_the_parts_share_no_theatre_and_hold_no_test_theatre() -> None:
    with (CORPUS / "plan.tsv").open(encoding="utf-8") as rows:
        test = {row["theatre"] for row in csv.DictReader(rows, delimiter="\t") if row["split"] == "test"}
    named = [name for part in PARTS for name in theatres(part)]
    assert len(named) == len(set(named))
    assert test
    assert not test & set(named)
