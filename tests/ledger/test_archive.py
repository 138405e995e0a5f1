"""The archive beside a ledger: bytes once, verified, and moved out of ledgers made before there was one."""

from __future__ import annotations

import re
import sqlite3
import zlib
from dataclasses import replace

import handmade
import pytest
from sqlalchemy import text

from dateline.errors import LedgerDamaged, LedgerError, UnknownRecord
from dateline.ledger import Ledger, opening
from dateline.records import RawDocument
from dateline.sources import Visit
from dateline.sources.documents import document_of

TEXT = handmade.TEXT.encode()


def raw(data: bytes = TEXT, origin: str = "report.txt") -> RawDocument:
    return document_of(data, origin)


def test_bytes_are_kept_once_and_given_back(tmp_path):
    with Ledger(tmp_path / "l.db") as ledger:
        ledger.add(raw(), handmade.ARTICLE, handmade.CLAIMS, extractor="0")
        ledger.add(raw(), replace(handmade.ARTICLE, id="twin"), [], extractor="0")
        assert ledger.raw(handmade.ARTICLE.id) == ledger.raw("twin") == TEXT
        assert ledger.archive.count() == (1, len(TEXT))
    assert (tmp_path / "l.db.archive").exists()


def test_text_only_keeps_no_bytes_and_says_so(tmp_path):
    with Ledger(tmp_path / "l.db") as ledger:
        ledger.add(raw(), handmade.ARTICLE, handmade.CLAIMS, extractor="0", keep=False)
        ledger.refresh()
        with pytest.raises(UnknownRecord, match=r"were not kept .--text-only."):
            ledger.raw(handmade.ARTICLE.id)
        assert ledger.archive.count() == (0, 0)
        assert ledger.verify() == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("DELETE FROM blobs", "are not in .*l.db.archive"),
        ("UPDATE blobs SET packed = x'00'", "do not unpack"),
        (f"UPDATE blobs SET packed = x'{zlib.compress(b'other').hex()}'", "hash to something else"),
    ],
)
def test_verify_and_reading_find_missing_and_changed_bytes(tmp_path, change, words):
    with Ledger(tmp_path / "l.db") as ledger:
        ledger.add(raw(), handmade.ARTICLE, handmade.CLAIMS, extractor="0")
        ledger.refresh()
        with opening.writing(ledger.archive.engine) as connection:
            connection.execute(text(change))
        problems = ledger.verify()
        assert [p.id for p in problems] == [handmade.ARTICLE.id]
        with pytest.raises(LedgerDamaged):
            ledger.raw(handmade.ARTICLE.id)
        assert re.search(words, str(problems[0]))


def test_bytes_left_by_a_killed_run_harm_nothing_and_are_used(tmp_path):
    with Ledger(tmp_path / "l.db") as ledger:
        ledger.archive.put(TEXT, raw().sha256)
        assert all(problem.pending for problem in ledger.verify())
        ledger.add(raw(), handmade.ARTICLE, handmade.CLAIMS, extractor="0")
        assert all(problem.pending for problem in ledger.verify())
        assert ledger.archive.count() == (1, len(TEXT))


def test_another_program_s_file_in_the_archive_s_place_is_left_alone(tmp_path):
    with sqlite3.connect(tmp_path / "l.db.archive") as other:
        other.execute("CREATE TABLE songs (name)")
    other.close()
    with pytest.raises(LedgerError, match=r"l\.db\.archive is another program's database; move it away"):
        Ledger(tmp_path / "l.db")


def test_a_ledger_of_the_first_schema_moves_its_bytes_out(tmp_path):
    """A ledger as revision 0001 made it, with its bytes in the articles."""
    path = tmp_path / "old.db"
    with Ledger(path) as ledger:
        ledger.add(raw(), handmade.ARTICLE, handmade.CLAIMS, extractor="0")
        ledger.refresh()
    (tmp_path / "old.db.archive").unlink()
    for left in tmp_path.glob("old.db.archive-*"):
        left.unlink()
    with sqlite3.connect(path) as old:
        old.execute("DROP TABLE visits")
        old.execute("DROP TRIGGER articles_no_update")
        old.execute("ALTER TABLE articles DROP COLUMN raw_kept")
        old.execute("ALTER TABLE articles ADD COLUMN raw BLOB")
        old.execute("UPDATE articles SET raw = ?", (zlib.compress(TEXT),))
        old.execute("UPDATE alembic_version SET version_num = '0001'")
    old.close()
    with Ledger(path) as ledger:
        assert ledger.raw(handmade.ARTICLE.id) == TEXT
        assert ledger.verify() == []
        assert ledger.claims() == list(handmade.CLAIMS)


def test_a_document_of_several_articles_is_stored_whole_or_not_at_all(tmp_path):
    with Ledger(tmp_path / "l.db") as ledger:
        second = replace(handmade.ARTICLE, id="second")
        wrong = replace(handmade.ARTICLE, id="wrong")
        with pytest.raises(LedgerError, match="add it with its own"):
            ledger.add_all(raw(), [(handmade.ARTICLE, handmade.CLAIMS), (wrong, handmade.CLAIMS)], extractor="0")
        assert ledger.count()["articles"] == 0
        ledger.add_all(raw(), [(handmade.ARTICLE, handmade.CLAIMS), (second, [])], extractor="0")
        assert ledger.recall(raw()) == (handmade.ARTICLE.id, "second")
        assert [s.origin for s in ledger.sources()] == ["report.txt", "report.txt!entry 2"]


def test_an_address_is_remembered_once_its_bytes_gave_an_article(tmp_path):
    visit = Visit("https://example.org/a", "2021-03-04T10:00:00Z", raw().sha256, '"1"', None, "2021-03-04")
    with Ledger(tmp_path / "l.db") as ledger:
        ledger.note_visit(visit)
        assert ledger.last_visit(visit.url) is None, "nothing of it was stored: it is asked again"
        ledger.add(raw(), handmade.ARTICLE, handmade.CLAIMS, extractor="0")
        assert ledger.last_visit(visit.url) == visit
        later = replace(visit, at="2021-03-05T10:00:00Z", etag='"2"')
        ledger.note_visit(later)
        assert ledger.last_visit(visit.url) == later
