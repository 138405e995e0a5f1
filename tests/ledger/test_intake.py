"""What becomes of each item that comes out of a source."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import handmade
import pytest

from dateline.errors import EmptyArticle, LedgerFull
from dateline.ledger import Ledger, Outcome, take_in
from dateline.records import RawDocument
from dateline.sources import Refusal, Unchanged


def document(number: int, content: str = "report") -> RawDocument:
    data = f"{content} {number}".encode()
    return RawDocument(data, f"news.jsonl!row {number}", None, hashlib.sha256(data).hexdigest())


class Reader:
    """Stands in for reading: an article a word of the document, none for ``empty``; counts what it was asked."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, raw: RawDocument):
        self.read.append(raw.origin)
        words = raw.data.decode().split()
        if words[0] == "empty":
            raise EmptyArticle(f"{raw.origin} holds no text")
        if words[0] == "odd":
            raise ZeroDivisionError("by chance")
        entries = words[:-1]
        return tuple(replace(handmade.ARTICLE, id=f"{word}-{words[-1]}", title=f"{word} {words[-1]}") for word in entries)


def taken(ledger, items, reader, **more):
    return list(take_in(ledger, items, reader=reader, extractor=lambda article: [], **more))


@pytest.fixture
def ledger(tmp_path):
    with Ledger(tmp_path / "l.db", clock=lambda: "2019-03-05T08:00:00Z") as ledger:
        yield ledger


def test_every_item_ends_as_stored_duplicate_or_refused(ledger):
    items = [
        document(1),
        Refusal("https://example.org/gone", "answers 404"),
        Unchanged("https://example.org/same", "2019-03-04T08:00:00Z"),
        document(2, "empty"),
        document(3, "odd"),
        document(4, "first second"),
        document(1),
    ]
    intakes = taken(ledger, items, Reader())
    assert [(intake.source, str(intake.outcome), intake.article_ids) for intake in intakes] == [
        ("news.jsonl!row 1", "stored", ("report-1",)),
        ("https://example.org/gone", "refused", ()),
        ("https://example.org/same", "duplicate", ()),
        ("news.jsonl!row 2", "refused", ()),
        ("news.jsonl!row 3", "refused", ()),
        ("news.jsonl!row 4", "stored", ("first-4", "second-4")),
        ("news.jsonl!row 1", "duplicate", ("report-1",)),
    ]
    assert "not changed since 2019-03-04" in intakes[2].reason
    assert "a fault in Dateline (ZeroDivisionError: by chance" in intakes[4].reason
    assert intakes[-1].title == "report 1"
    assert [(source.origin, str(source.outcome), source.article_id) for source in ledger.sources()] == [
        ("news.jsonl!row 1", "stored", "report-1"),
        ("https://example.org/gone", "refused", None),
        ("news.jsonl!row 2", "refused", None),
        ("news.jsonl!row 3", "refused", None),
        ("news.jsonl!row 4", "stored", "first-4"),
        ("news.jsonl!row 4!entry 2", "stored", "second-4"),
    ]
    assert {source.origin: source.reason for source in ledger.sources()}["https://example.org/gone"] == "answers 404"


def test_a_second_run_reads_nothing_that_is_known_and_tries_again_what_was_refused(ledger):
    items = [document(1), Refusal("gone.txt", "not there"), document(2, "empty"), document(3, "first second")]
    taken(ledger, items, Reader())
    before = ledger.sources()
    again = Reader()
    outcomes = [intake.outcome for intake in taken(ledger, items, again)]
    assert outcomes == [Outcome.DUPLICATE, Outcome.REFUSED, Outcome.REFUSED, Outcome.DUPLICATE]
    assert again.read == ["news.jsonl!row 2"]
    assert ledger.sources() == before, "nothing is noted twice"


def test_what_was_refused_and_came_later_is_stored(ledger):
    taken(ledger, [Refusal("news.jsonl!row 1", "the disk did not answer")], Reader())
    assert [intake.outcome for intake in taken(ledger, [document(1)], Reader())] == [Outcome.STORED]
    assert [source.outcome for source in ledger.sources()] == [Outcome.REFUSED, Outcome.STORED]


def test_each_item_is_on_the_disk_before_the_next_is_asked_for(ledger, tmp_path):
    def items():
        yield document(1)
        with Ledger(tmp_path / "l.db") as other:
            assert other.article_ids() == ["report-1"]
            assert other.archive.count()[0] == 1
        yield document(2)

    assert len(taken(ledger, items(), Reader())) == 2


@pytest.mark.parametrize("where", ["archive", "ledger"])
def test_a_full_disk_stops_the_run_and_the_next_one_finishes_it(tmp_path, where):
    items = [document(number) for number in range(1, 60)]
    with Ledger(tmp_path / "l.db") as ledger:
        engine = ledger.archive.engine if where == "archive" else ledger.engine
        with engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
        seen = []
        with pytest.raises(LedgerFull, match="free some space and run the same command again"):
            seen.extend(intake.article_ids[0] for intake in take_in(ledger, items, reader=Reader(), extractor=lambda article: []))
        assert 0 < len(seen) < 59
    with Ledger(tmp_path / "l.db") as ledger:
        assert sorted(seen) == ledger.article_ids(), "what was said to be stored is there, and no half of the next"
        outcomes = [intake.outcome for intake in taken(ledger, items, Reader())]
        assert outcomes == [Outcome.DUPLICATE] * len(seen) + [Outcome.STORED] * (59 - len(seen))
        ledger.refresh()
        assert ledger.verify() == []
        assert ledger.archive.count()[0] == 59


def test_text_only_stores_no_bytes(ledger):
    taken(ledger, [document(1)], Reader(), keep=False)
    assert ledger.archive.count() == (0, 0)
    assert ledger.article("report-1").title == "report 1"
