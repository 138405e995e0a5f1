"""The ledger is read once a generation, and nobody waits long for it."""

from __future__ import annotations

import threading
import time

import reports_by_hand

from dateline import Ledger
from dateline.web import snapshot as module
from dateline.web.snapshot import Snapshots


def test_the_ledger_is_read_once_for_each_change(tmp_path, monkeypatch):
    path = tmp_path / "war.db"
    with Ledger(path) as ledger:
        read = []
        whole = ledger.summaries
        monkeypatch.setattr(ledger, "summaries", lambda: read.append(1) or whole())
        snapshots = Snapshots(ledger)
        assert len(snapshots.current()) == 0
        snapshots.current()
        assert len(read) == 1
        reports_by_hand.fill(path)
        assert len(snapshots.current()) == len(whole())
        snapshots.current()
        assert len(read) == 2


def test_while_the_ledger_is_read_anew_the_page_of_a_moment_ago_is_shown(tmp_path, monkeypatch):
    path = tmp_path / "war.db"
    monkeypatch.setattr(module, "PATIENCE", 0.05)
    with Ledger(path) as ledger:
        snapshots = Snapshots(ledger)
        before = snapshots.current()
        reports_by_hand.fill(path)
        begun, go_on = threading.Event(), threading.Event()
        whole = ledger.summaries

        def slowly():
            begun.set()
            assert go_on.wait(20)
            return whole()

        monkeypatch.setattr(ledger, "summaries", slowly)
        reading = threading.Thread(target=snapshots.current)
        reading.start()
        assert begun.wait(20)
        since = time.monotonic()
        assert snapshots.current() is before
        assert time.monotonic() - since < 5
        go_on.set()
        reading.join(20)
        assert len(snapshots.current()) > len(before)
