"""The archive beside a ledger: bytes once, verified, and moved out of ledgers made before there was one."""

from __future__ import annotations

import hashlib
import re
import sqlite3
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import handmade
import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from dateline.errors import LedgerDamaged, LedgerError, UnknownRecord
from dateline.ledger import Ledger, archive, connecting, opening
from dateline.ledger.rows import digest
from dateline.ledger.tables import APPEND_ONLY
from dateline.records import RawDocument
from dateline.serial import article_to_json, dumps
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
        with connecting.writing(ledger.archive.engine) as connection:
            connection.execute(text(change))
        problems = ledger.verify()
        assert [p.id for p in problems] == [handmade.ARTICLE.id]
        with pytest.raises(LedgerDamaged):
            ledger.raw(handmade.ARTICLE.id)
        assert re.search(words, str(problems[0]))


def test_bytes_left_by_a_killed_run_are_told_harm_nothing_and_are_used(tmp_path):
    with Ledger(tmp_path / "l.db") as ledger:
        ledger.archive.put(TEXT, raw().sha256)
        left = [problem for problem in ledger.verify() if problem.kind == "archive"]
        assert [problem.pending for problem in left] == [True]
        assert "1 document that no source names" in left[0].what
        ledger.add(raw(), handmade.ARTICLE, handmade.CLAIMS, extractor="0")
        ledger.refresh()
        assert ledger.verify() == []
        assert ledger.archive.count() == (1, len(TEXT))


def test_verify_checks_bytes_that_no_article_was_read_from(tmp_path):
    """The text was known from other bytes; these are kept all the same."""
    second = raw(TEXT + b"\n", "copy.txt")
    with Ledger(tmp_path / "l.db") as ledger:
        ledger.add(raw(), handmade.ARTICLE, handmade.CLAIMS, extractor="0")
        ledger.add(second, handmade.ARTICLE, handmade.CLAIMS, extractor="0")
        ledger.refresh()
        assert ledger.verify() == []
        with connecting.writing(ledger.archive.engine) as connection:
            connection.execute(text(f"UPDATE blobs SET packed = x'00' WHERE sha256 = '{second.sha256}'"))
        assert [(problem.kind, problem.id) for problem in ledger.verify()] == [("archive", second.sha256[:16])]


def test_a_damaged_archive_file_is_named_and_the_ledger_is_not(tmp_path):
    path = tmp_path / "l.db.archive"
    with Ledger(tmp_path / "l.db") as ledger:
        for n in range(40):
            data = hashlib.shake_256(str(n).encode()).digest(3000)
            ledger.archive.put(data, hashlib.sha256(data).hexdigest())
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xff" * 4096 * 8 + whole[8192 + 4096 * 8 :])
    with Ledger(tmp_path / "l.db") as ledger:
        problems = ledger.verify()
        assert [(problem.kind, problem.id) for problem in problems] == [("file", str(path))]
        with pytest.raises(LedgerDamaged, match=r"l\.db\.archive"):
            list(ledger.archive.check())


def test_a_lost_archive_is_told_article_by_article(tmp_path):
    with Ledger(tmp_path / "l.db") as ledger:
        ledger.add(raw(), handmade.ARTICLE, handmade.CLAIMS, extractor="0")
        ledger.refresh()
    (tmp_path / "l.db.archive").unlink()
    with Ledger(tmp_path / "l.db", create=False) as ledger:
        assert [problem.id for problem in ledger.verify()] == [handmade.ARTICLE.id]
        assert ledger.claims() == list(handmade.CLAIMS), "the ledger itself is whole"


def test_two_writers_put_the_same_bytes_at_once(tmp_path):
    documents = [hashlib.shake_256(str(n).encode()).digest(2000) for n in range(30)]

    def put_all(_):
        with Ledger(tmp_path / "l.db") as ledger:
            for data in documents:
                ledger.archive.put(data, hashlib.sha256(data).hexdigest())

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(put_all, range(4)))
    with Ledger(tmp_path / "l.db") as ledger:
        assert ledger.archive.count() == (30, 30 * 2000)
        assert [wrong for _, wrong in ledger.archive.check()] == [None] * 30


@pytest.mark.parametrize("what", ["text", "folder"])
def test_what_is_no_archive_is_left_alone(tmp_path, what):
    path = tmp_path / "l.db.archive"
    path.mkdir() if what == "folder" else path.write_text("my notes")
    with pytest.raises(LedgerError, match=r"l\.db\.archive is no archive of the ledger .*; move it away"):
        Ledger(tmp_path / "l.db")
    assert path.is_dir() or path.read_text() == "my notes"


def test_another_program_s_file_in_the_archive_s_place_is_left_alone(tmp_path):
    with sqlite3.connect(tmp_path / "l.db.archive") as other:
        other.execute("CREATE TABLE songs (name)")
    other.close()
    with pytest.raises(LedgerError, match=r"l\.db\.archive is another program's database; move it away"):
        Ledger(tmp_path / "l.db")


def old_ledger(path, documents):
    """Make a ledger as revision 0001 did, with each document's bytes in an article of its own."""
    engine = connecting.sqlite_engine(opening.parse_url(path), wait=1)
    with connecting.writing(engine) as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", "dateline.ledger:migrations")
        command.upgrade(config, "0001")
        for number, data in enumerate(documents):
            sha256 = hashlib.sha256(data).hexdigest()
            json = dumps(article_to_json(replace(handmade.ARTICLE, id=f"a{number}")))
            article = {"id": f"a{number}", "json": json, "digest": digest(json), "sha": sha256, "raw": zlib.compress(data)}
            connection.execute(text("INSERT INTO articles VALUES (:id, :json, :digest, :sha, :raw, '2019')"), article)
            source = {"sha": sha256, "id": f"a{number}", "origin": f"{number}.txt"}
            connection.execute(
                text("INSERT INTO sources (origin, sha256, outcome, article_id, added_at) VALUES (:origin, :sha, 'stored', :id, '2019')"),
                source,
            )
    engine.dispose()


def test_a_ledger_of_the_first_schema_moves_its_bytes_out(tmp_path):
    documents = [TEXT + str(n).encode() for n in range(5)]
    old_ledger(tmp_path / "old.db", documents)
    with Ledger(tmp_path / "old.db") as ledger:
        assert [ledger.raw(f"a{n}") for n in range(5)] == documents
        ledger.refresh()
        assert ledger.verify() == []
        assert [source.origin for source in ledger.sources()] == [f"{n}.txt" for n in range(5)]
        with ledger.engine.connect() as connection:
            triggers = set(connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars())
        assert triggers == {f"{table.name}_no_{change}" for table in APPEND_ONLY for change in ("update", "delete")}
        with pytest.raises(DBAPIError, match="append-only"), connecting.writing(ledger.engine) as connection:
            connection.execute(text("DELETE FROM sources"))
        ledger.refuse("gone.txt", None, "not there")
        assert ledger.sources()[-1].sha256 is None


def test_moving_the_bytes_out_may_be_interrupted(tmp_path, monkeypatch):
    documents = [TEXT + str(n).encode() for n in range(5)]
    old_ledger(tmp_path / "old.db", documents)
    put, seen = archive.Archive.put, []

    def stopped(self, data, sha256):
        if len(seen) == 3:
            raise KeyboardInterrupt
        seen.append(sha256)
        put(self, data, sha256)

    with monkeypatch.context() as patch:
        patch.setattr(archive.Archive, "put", stopped)
        with pytest.raises(KeyboardInterrupt):
            Ledger(tmp_path / "old.db")
    with sqlite3.connect(tmp_path / "old.db") as old:
        assert old.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
        assert old.execute("SELECT count(raw) FROM articles").fetchone() == (5,), "nothing was taken away"
    old.close()
    with Ledger(tmp_path / "old.db") as ledger:
        assert [ledger.raw(f"a{n}") for n in range(5)] == documents
        assert ledger.archive.count()[0] == 5


def test_bytes_that_were_damaged_before_they_moved_stop_nothing_and_stay_told(tmp_path):
    old_ledger(tmp_path / "old.db", [TEXT, TEXT + b"1", TEXT + b"2"])
    with sqlite3.connect(tmp_path / "old.db") as old:
        old.execute("DROP TRIGGER articles_no_update")
        old.execute("UPDATE articles SET raw = x'00' WHERE id = 'a1'")
        old.execute("UPDATE articles SET raw = ? WHERE id = 'a2'", (zlib.compress(b"other"),))
    old.close()
    with Ledger(tmp_path / "old.db") as ledger:
        assert ledger.raw("a0") == TEXT
        assert [problem.id for problem in ledger.verify() if not problem.pending] == ["a1", "a2"]
        with pytest.raises(LedgerDamaged, match="are not there; restore a copy of the archive"):
            ledger.raw("a1")


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
