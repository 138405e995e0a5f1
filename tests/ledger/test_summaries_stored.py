"""Summaries are stored with the incidents, and say what they say."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from bench.big import predict

from dateline import Ledger
from dateline.errors import LedgerDamaged, UnknownRecord
from dateline.incidents import summarise
from dateline.ledger import rows


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("big") / "big.db"
    (told,) = predict(ledger=path, count=60)
    assert told["incidents"] >= 60
    return path


def test_summaries_are_those_of_the_incidents(made: Path) -> None:
    with Ledger(made, create=False) as ledger:
        every = ledger.incidents()
        assert ledger.summaries() == [summarise(incident, number) for number, incident in enumerate(every, 1)]
        assert [s.number for s in ledger.summaries(policy="range")] == list(range(1, len(every) + 1))
        assert ledger.verify() == []


def test_incidents_are_streamed_in_order(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "PORTION", 7)
    with Ledger(made, create=False) as ledger:
        assert list(ledger.stream()) == ledger.incidents()


def test_one_incident_is_read_alone(made: Path) -> None:
    with Ledger(made, create=False) as ledger:
        third = ledger.incidents()[2]
        assert ledger.incident(third.id) == third
        with pytest.raises(UnknownRecord):
            ledger.incident("0" * 16)


def test_a_damaged_summary_is_named(made: Path, tmp_path: Path) -> None:
    path = tmp_path / "damaged.db"
    path.write_bytes(made.read_bytes())
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE incidents SET summary = '[1,2]' WHERE position = 3")
    connection.close()
    with Ledger(path, create=False) as ledger, pytest.raises(LedgerDamaged, match="dateline rebuild"):
        ledger.summaries()
