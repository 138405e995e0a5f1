"""The same ledger in PostgreSQL: a server of its own where one is installed, or the one that $DATELINE_TEST_POSTGRES names."""

from __future__ import annotations

import glob
import hashlib
import os
import shutil
import subprocess
import tempfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import handmade
import pytest
from alembic import command
from alembic.config import Config
from news_folders import content, start_add, write_reports
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

import dateline.incidents
from dateline.errors import LedgerBusy, LedgerDamaged, LedgerError, UnknownRecord
from dateline.ledger import Ledger, Outcome, connecting, opening
from dateline.ledger.rows import digest
from dateline.records import Judgement, RawDocument
from dateline.serial import article_to_json, dumps
from dateline.sources import Visit

pytest.importorskip("psycopg")


def program(name: str) -> str | None:
    return shutil.which(name) or next(iter(sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"), reverse=True)), None)


@pytest.fixture(scope="module")
def server():
    given = os.environ.get("DATELINE_TEST_POSTGRES")
    if given:
        yield given
        return
    initdb, ctl = program("initdb"), program("pg_ctl")
    if initdb is None or ctl is None:
        pytest.skip("no PostgreSQL server is installed; name one in $DATELINE_TEST_POSTGRES")
    # PostgreSQL refuses to run as root.
    who = {"user": "nobody", "group": "nogroup"} if os.geteuid() == 0 else {}
    home = Path(tempfile.mkdtemp(prefix="dateline-pg-"))
    if who:
        shutil.chown(home, who["user"], who["group"])
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": home, **who}
    try:
        subprocess.run([initdb, "-D", home / "data", "-U", "dateline", "-A", "trust", "-E", "UTF8", "--no-sync"], **quiet)
        options = f"-c listen_addresses='' -c unix_socket_directories={home} -c fsync=off"
        subprocess.run([ctl, "-D", home / "data", "-w", "-o", options, "start"], **quiet)
        try:
            yield f"postgresql://dateline@/postgres?host={home}"
        finally:
            subprocess.run([ctl, "-D", home / "data", "-m", "immediate", "stop"], **quiet)
    finally:
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def url(server):
    """An empty database."""
    engine = opening.create_engine(opening.parse_url(server), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS ledger WITH (FORCE)"))
        connection.execute(text("CREATE DATABASE ledger"))
    engine.dispose()
    return opening.parse_url(server).set(database="ledger").render_as_string(hide_password=False)


def raw(data: bytes = b"report") -> RawDocument:
    return RawDocument(data, "report.txt", None, hashlib.sha256(data).hexdigest())


def test_store_and_read_back(url, monkeypatch):
    monkeypatch.setattr(dateline.incidents, "reconcile", lambda claims, **_: list(handmade.INCIDENTS) if claims else [])
    with Ledger(url) as ledger:
        assert ledger.add(raw(), handmade.ARTICLE, handmade.CLAIMS, extractor="0") is Outcome.STORED
        assert ledger.add(raw(), handmade.ARTICLE, handmade.CLAIMS, extractor="0") is Outcome.DUPLICATE
        ledger.judge(Judgement("j1", "rita", "2019-03-06", "accept", (handmade.INCIDENT.id,), None, None, None))
    with Ledger(url, create=False) as ledger:
        assert ledger.article(handmade.ARTICLE.id) == handmade.ARTICLE
        assert ledger.claims() == list(handmade.CLAIMS)
        assert ledger.incidents() == list(handmade.INCIDENTS)
        assert ledger.refresh() is False
        assert ledger.find("1nc1dent00000001") == ("incident", handmade.INCIDENT.id)
        assert ledger.verify() == []
        assert len(ledger.sources()) == 1
        with pytest.raises(DBAPIError, match="append-only"), connecting.writing(ledger.engine) as connection:
            connection.execute(text("DELETE FROM claims"))
        with pytest.raises(LedgerError, match="one id"):
            ledger.add(raw(b"x"), replace(handmade.ARTICLE, id="x"), [replace(handmade.FLED, article_id="x")] * 2, extractor="0")


def test_the_archive_is_a_table_of_the_same_database(url):
    with Ledger(url) as ledger:
        ledger.archive.put(b"left by a stopped run", hashlib.sha256(b"left by a stopped run").hexdigest())
        ledger.add(raw(), handmade.ARTICLE, [], extractor="0")
        ledger.add(raw(b"bare"), replace(handmade.ARTICLE, id="bare"), [], extractor="0", keep=False)
        ledger.refuse("gone.txt", None, "not there")
        ledger.refuse("gone.txt", None, "not there")
        ledger.refresh()
        assert ledger.raw(handmade.ARTICLE.id) == b"report"
        with pytest.raises(UnknownRecord, match="were not kept"):
            ledger.raw("bare")
        assert [(s.origin, s.sha256) for s in ledger.sources() if s.outcome is Outcome.REFUSED] == [("gone.txt", None)]
        assert [(problem.kind, problem.pending) for problem in ledger.verify()] == [("archive", True)]
        with connecting.writing(ledger.engine) as connection:
            connection.execute(text("UPDATE blobs SET packed = 'x'"))
        assert sorted(problem.kind for problem in ledger.verify() if not problem.pending) == ["archive", "article"]
        with pytest.raises(LedgerDamaged, match="do not unpack"):
            ledger.raw(handmade.ARTICLE.id)


def test_visits_of_two_processes_to_one_address(url):
    def visit(number):
        with Ledger(url) as ledger:
            for _ in range(20):
                ledger.note_visit(Visit("https://example.org/feed", f"2021-03-04T10:00:0{number}Z", None, f'"{number}"'))

    Ledger(url).close()
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(visit, range(3)))
    with Ledger(url) as ledger:
        last = ledger.last_visit("https://example.org/feed")
        assert last is not None
        assert last.etag in ('"0"', '"1"', '"2"')


def test_a_ledger_of_the_first_schema_moves_its_bytes_out(url):
    engine = opening.create_engine(opening.parse_url(url))
    with connecting.writing(engine) as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", "dateline.ledger:migrations")
        command.upgrade(config, "0001")
        json = dumps(article_to_json(handmade.ARTICLE))
        row = {"id": handmade.ARTICLE.id, "json": json, "digest": digest(json), "sha": raw().sha256, "raw": zlib.compress(raw().data)}
        connection.execute(text("INSERT INTO articles VALUES (:id, :json, :digest, :sha, :raw, '2019')"), row)
    engine.dispose()
    with Ledger(url) as ledger:
        ledger.refresh()
        assert ledger.raw(handmade.ARTICLE.id) == raw().data
        assert ledger.verify() == []
        ledger.refuse("gone.txt", None, "not there")
        with pytest.raises(DBAPIError, match="append-only"), connecting.writing(ledger.engine) as connection:
            connection.execute(text("DELETE FROM articles"))


def test_a_held_lock_is_busy(url):
    with Ledger(url, wait=0.2) as first, connecting.writing(first.engine) as holding:
        holding.execute(text("UPDATE state SET value = value"))
        with pytest.raises(LedgerBusy, match="another process is writing"):
            first.add(raw(), handmade.ARTICLE, handmade.CLAIMS, extractor="0")


def test_an_unknown_server_is_named_without_its_password():
    with pytest.raises(LedgerError, match="nowhere") as caught:
        Ledger("postgresql://rita:secret@/nowhere?host=/nonexistent")
    assert "secret" not in str(caught.value)


def test_two_writers_at_once(url, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    write_reports(first, range(6))
    write_reports(second, range(4, 10))
    for writer in [start_add(first, url), start_add(second, url)]:
        _, err = writer.communicate()
        assert (writer.returncode, err) == (0, "")
    for folder in (first, second):
        start_add(folder, tmp_path / "file.db").communicate()
    assert content(url)[0] == content(tmp_path / "file.db")[0], "one content, whatever it is kept in"
