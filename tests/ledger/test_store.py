"""What the ledger keeps, what it refuses, and what it says then."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import replace

import handmade
import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

import dateline.incidents
from dateline.errors import LedgerBusy, LedgerDamaged, LedgerError, LedgerFull, UnknownRecord
from dateline.ledger import Ledger, Outcome, connecting, opening, spans_of
from dateline.ledger.tables import APPEND_ONLY, metadata
from dateline.records import Incident, Judgement, RawDocument


def raw(data: bytes = handmade.TEXT.encode(), origin: str = "report.txt") -> RawDocument:
    return RawDocument(data, origin, "2019-03-04T19:00:00Z", hashlib.sha256(data).hexdigest(), "text/plain")


def one_each(claims, *, judgements=(), articles=None):
    """Stand in for the real reconciling: one incident a claim, so that the store is tested alone."""
    rejected = {subject for j in judgements for subject in j.subjects}
    status = {c.id: "rejected" if c.id in rejected else "proposed" for c in claims}
    return [Incident("i" + c.id, c.event_type, None, c.time, (), (), (c.id,), (), (), (), "single", status[c.id]) for c in claims]


@pytest.fixture(autouse=True)
def reconciling(monkeypatch):
    monkeypatch.setattr(dateline.incidents, "reconcile", one_each, raising=False)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ledger.db"


@pytest.fixture
def ledger(path):
    with Ledger(path, clock=lambda: "2019-03-05T08:00:00Z") as ledger:
        yield ledger


def stored(ledger: Ledger) -> Ledger:
    assert ledger.add(raw(), handmade.ARTICLE, handmade.CLAIMS, extractor="0") is Outcome.STORED
    return ledger


def test_everything_comes_back(ledger):
    stored(ledger)
    assert ledger.article(handmade.ARTICLE.id) == handmade.ARTICLE
    assert ledger.claims() == list(handmade.CLAIMS) == ledger.claims(handmade.ARTICLE.id)
    assert ledger.claim(handmade.ELEVEN.id) == handmade.ELEVEN
    assert ledger.raw(handmade.ARTICLE.id) == handmade.TEXT.encode()
    assert [i.claim_ids for i in ledger.incidents()] == [(c.id,) for c in handmade.CLAIMS]
    assert ledger.incident("i" + handmade.TOWN.id).event_type == "population"
    assert ledger.verify() == []


def test_a_closed_ledger_opens_again_with_all_of_it(path):
    with Ledger(path) as first:
        stored(first)
    with Ledger(f"sqlite:///{path}", create=False) as second:
        assert second.claims() == list(handmade.CLAIMS)


def test_adding_twice_stores_nothing_twice(ledger):
    stored(ledger)
    before = ledger.count()
    assert ledger.add(raw(), handmade.ARTICLE, handmade.CLAIMS, extractor="0") is Outcome.DUPLICATE
    assert ledger.recall(raw()) == (handmade.ARTICLE.id,)
    assert ledger.count() == {**before, "incidents": 0}


def test_the_same_text_from_elsewhere_is_one_more_source_of_it(ledger):
    stored(ledger)
    elsewhere = raw(handmade.TEXT.encode() + b"\n", "copy.txt")
    assert ledger.recall(elsewhere) == (), "other bytes"
    assert ledger.add(elsewhere, handmade.ARTICLE, handmade.CLAIMS, extractor="0") is Outcome.DUPLICATE
    assert ledger.recall(raw(origin="mirror.txt")) == (handmade.ARTICLE.id,), "the same bytes"
    seen = [(s.origin, s.outcome) for s in ledger.sources(handmade.ARTICLE.id)]
    assert seen == [("report.txt", "stored"), ("copy.txt", "duplicate"), ("mirror.txt", "duplicate")]
    assert len(ledger.article_ids()) == 1


def test_a_refused_source_is_noted_once_with_its_reason(ledger):
    ledger.refuse("report.txt", raw(b"\0").sha256, "holds no text")
    ledger.refuse("report.txt", raw(b"\0").sha256, "holds no text")
    assert [(s.outcome, s.reason) for s in ledger.sources()] == [(Outcome.REFUSED, "holds no text")]
    assert ledger.recall(raw(b"\0")) == (), "it is tried again"


def test_incidents_are_derived_only_when_something_changed(ledger):
    stored(ledger)
    assert ledger.refresh() is True
    assert ledger.refresh() is False
    ledger.judge(Judgement("j1", "rita", "2019-03-06", "reject", (handmade.TOWN.id,), None, None, "no event"))
    assert [i.status for i in ledger.incidents()] == ["proposed", "proposed", "rejected", "proposed"]
    assert ledger.refresh() is False
    assert ledger.rebuild() == 4


def test_incidents_of_another_version_are_derived_anew(ledger):
    stored(ledger).refresh()
    with connecting.writing(ledger.engine) as connection:
        connection.execute(text("UPDATE state SET value = '0.0.1' WHERE name = 'incidents_by'"))
    assert ledger.refresh() is True


def test_stopped_between_adding_and_deriving_is_noticed(ledger):
    stored(ledger)
    assert [p.kind for p in ledger.verify()] == ["incidents"]
    ledger.refresh()
    assert ledger.verify() == []


def test_an_add_while_incidents_are_derived_is_not_lost(ledger, path, monkeypatch):
    stored(ledger)
    other = replace(handmade.ARTICLE, id="other", title=None)
    calls = []

    def interrupted(claims, **more):
        if not calls:
            with Ledger(path) as second:
                second.add(raw(b"other", "other.txt"), other, [replace(handmade.FLED, id="late", article_id="other")], extractor="0")
        calls.append(len(claims))
        return one_each(claims, **more)

    monkeypatch.setattr(dateline.incidents, "reconcile", interrupted)
    assert len(ledger.incidents()) == 5
    assert calls == [4, 5], "the first result was thrown away"


def test_a_judgement_is_never_overwritten(ledger):
    judgement = Judgement("j1", "rita", "2019-03-06", "accept", ("x",), None, None, None)
    ledger.judge(judgement)
    with pytest.raises(LedgerError, match="never overwritten"):
        ledger.judge(replace(judgement, verdict="reject"))
    assert ledger.judgements() == [judgement]


@pytest.mark.parametrize("column", [column for table in APPEND_ONLY for column in table.columns], ids=str)
def test_nothing_stored_can_be_changed(ledger, column):
    stored(ledger).judge(Judgement("j1", "rita", "2019-03-06", "accept", ("x",), None, None, None))
    for change in (f"UPDATE {column.table.name} SET {column.name} = {column.name}", f"DELETE FROM {column.table.name}"):
        with pytest.raises(DBAPIError, match="append-only"), connecting.writing(ledger.engine) as connection:
            connection.execute(text(change))


def test_a_claim_of_another_article_rolls_all_of_it_back(ledger):
    with pytest.raises(LedgerError, match="add it with its own"):
        ledger.add(raw(), handmade.ARTICLE, [handmade.BOMBING, replace(handmade.FLED, article_id="else")], extractor="0")
    with pytest.raises(LedgerError, match="one id"):
        ledger.add(raw(), handmade.ARTICLE, [handmade.BOMBING, handmade.BOMBING], extractor="0")
    assert set(ledger.count().values()) == {0}


def test_find_by_the_beginning_of_an_id(ledger):
    stored(ledger)
    assert ledger.find("c1b0") == ("claim", handmade.BOMBING.id)
    assert ledger.find(handmade.ARTICLE.id[:8]) == ("article", handmade.ARTICLE.id)
    assert ledger.find("ic4") == ("incident", "i" + handmade.FLED.id)
    with pytest.raises(UnknownRecord, match="more than one id"):
        ledger.find("ic")
    for nothing in ("zz", "", "%"):
        with pytest.raises(UnknownRecord, match="no article, claim or incident"):
            ledger.find(nothing)


def test_unknown_ids_are_named(ledger):
    for ask in (ledger.article, ledger.claim, ledger.incident, ledger.raw):
        with pytest.raises(UnknownRecord, match="'nope'"):
            ask("nope")


def test_verify_names_a_changed_row_and_a_span_that_slipped(ledger):
    slipped = replace(handmade.FLED, trigger=replace(handmade.FLED.trigger, quote="fight"))
    ledger.add(raw(), handmade.ARTICLE, [handmade.BOMBING, slipped], extractor="0")
    ledger.refresh()
    assert [str(p) for p in ledger.verify()] == [
        f"claim {slipped.id}: the text at {slipped.trigger.start}-{slipped.trigger.end} is 'fled', and the claim quotes 'fight'"
    ]
    with connecting.writing(ledger.engine) as connection:
        connection.execute(text("DROP TRIGGER claims_no_update"))
        connection.execute(text("UPDATE claims SET json = replace(json, '0.92', '0.99')"))
    found = {(p.kind, p.id, p.what.split(":")[0]) for p in ledger.verify()}
    assert ("claim", handmade.BOMBING.id, "its stored hash is another") in found


def test_verify_names_a_claim_that_cannot_be_read(ledger):
    stored(ledger).refresh()
    with connecting.writing(ledger.engine) as connection:
        connection.execute(text("DROP TRIGGER claims_no_update"))
        connection.execute(text("UPDATE claims SET json = '{}' WHERE position = 1"))
    found = [p.what for p in ledger.verify() if p.id == handmade.ELEVEN.id]
    assert len(found) == 2, "the hash and the record"
    assert "the field 'evidence' is null" in found[1] or "cannot be read" in found[1]
    with pytest.raises(LedgerDamaged, match="dateline verify"):
        ledger.claims()


def test_a_full_disk_is_said_and_keeps_what_was_whole(ledger):
    stored(ledger)
    large = raw(bytes(hashlib.shake_256(b"noise").digest(200_000)), "large.txt")
    long = replace(handmade.ARTICLE, id="long", text="word " * 60_000)
    for engine, article in ((ledger.archive.engine, handmade.ARTICLE), (ledger.engine, long)):
        engine.dispose()
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA max_page_count = 20"))
        with pytest.raises(LedgerFull, match="disk under the ledger is full; free some space"):
            ledger.add(large, replace(article, id="large"), [], extractor="0")
    assert ledger.article_ids() == [handmade.ARTICLE.id]
    assert len(ledger.sources()) == 1


def test_a_writer_that_holds_on_is_named(path, ledger):
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Ledger(path, wait=0.05) as second, pytest.raises(LedgerBusy, match="another process is writing"):
        stored(second)
    other.execute("ROLLBACK")
    stored(ledger)


REFUSED = [
    (b"Just some text.\n", LedgerError, "is no ledger .it begins with b'Just", "a text file is left as it is"),
    (b"SQLite format 3\0" + b"\xff" * 4000, LedgerDamaged, "damaged|restore", "a damaged file"),
]


@pytest.mark.parametrize(("content", "error", "message", "why"), REFUSED)
def test_what_is_no_ledger_is_left_alone(path, content, error, message, why):
    path.write_bytes(content)
    with pytest.raises(error, match=message):
        Ledger(path)
    assert path.read_bytes() == content, why


def test_another_programs_database_is_left_alone(path):
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (x)")
    with pytest.raises(LedgerError, match="another program's database"):
        Ledger(path)


def test_a_newer_ledger_is_refused(path):
    Ledger(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0099'")
    connection.close()
    with pytest.raises(LedgerError, match=r"newer Dateline \(schema 0099; this one knows up to 0003\); run `pip install --upgrade"):
        Ledger(path)


def test_paths_that_lead_nowhere(tmp_path):
    with pytest.raises(LedgerError, match=r"no ledger at .*; `dateline add SOURCE"):
        Ledger(tmp_path / "none.db", create=False)
    assert not (tmp_path / "none.db").exists()
    with pytest.raises(LedgerError, match="is a folder; name a file in it"):
        Ledger(tmp_path)
    with pytest.raises(LedgerError, match="does not exist; make it"):
        Ledger(tmp_path / "no" / "where.db")
    for memory in ("sqlite://", ":memory:"):
        with pytest.raises(LedgerError, match="needs a file that stays"):
            Ledger(memory)
    with pytest.raises(LedgerError, match="not 'mysql'"):
        Ledger("mysql://host/name")
    with pytest.raises(LedgerError, match="is no ledger address"):
        Ledger("://")


def test_passwords_are_not_shown():
    url = opening.parse_url("postgresql://rita:secret@host/news")
    assert url.drivername == "postgresql+psycopg"
    assert "secret" not in connecting.name_of(url)


def test_a_file_that_may_not_be_read_is_named(path, monkeypatch):
    Ledger(path).close()

    def refuse(*_args, **_more):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "open", refuse)
    with pytest.raises(LedgerError, match="cannot be opened: Permission denied"):
        Ledger(path)


def test_the_migrations_make_the_tables_that_the_program_uses(ledger):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    with ledger.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "dateline.ledger:migrations")
    assert tuple(r.revision for r in reversed(list(ScriptDirectory.from_config(config).walk_revisions()))) == opening.REVISIONS


def test_durability_settings(ledger):
    with ledger.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2, "FULL"
        assert connection.exec_driver_sql("PRAGMA application_id").scalar() == opening.APPLICATION_ID


def test_spans_of_finds_every_span():
    quotes = [span.quote for span in spans_of(handmade.BOMBING)]
    assert {"killed", "nine people", "at least 20", "on Monday", "Tarvel", "car bomb", "police chief Omar Daan"} <= set(quotes)
