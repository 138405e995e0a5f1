"""A process that is killed while it adds loses nothing it has said is stored, and the next one goes on from there."""

from __future__ import annotations

import json
import random
import signal
import time

from news_folders import content, start_add, write_reports

from dateline.ledger import Ledger

REPORTS = 40
KILLS = 20
#: Seconds within which a process that has just told of a report is killed.
LONGEST = 0.1


def stored_in(ledger):
    if not ledger.exists():
        return set()
    with Ledger(ledger) as store:
        # The incidents may be behind, and the bytes of the report that was being stored may have come without it.
        assert all(problem.pending for problem in store.verify())
        return {source.origin for source in store.sources()}


def pace_of(process):
    """Let a process finish; return the seconds to its first report and from one to the next."""
    began = time.monotonic()
    process.stdout.readline()
    first = time.monotonic()
    for _ in range(REPORTS - 1):
        process.stdout.readline()
    last = time.monotonic()
    process.communicate()
    return first - began, (last - first) / (REPORTS - 1)


def test_killed_twenty_times_and_finished(tmp_path):
    chance = random.Random(20170301)
    folder, ledger, whole = tmp_path / "reports", tmp_path / "killed.db", tmp_path / "whole.db"
    write_reports(folder, range(REPORTS))
    to_first, to_next = pace_of(start_add(folder, whole))
    midway = 0
    for kill in range(KILLS):
        before = stored_in(ledger)
        process = start_add(folder, ledger)
        if kill % 3 == 0 and kill < KILLS - 1:
            time.sleep(chance.uniform(0, 0.95 * to_first))
            seen = []
        else:
            # The last kill falls between the last report and the deriving of the incidents.
            wanted = REPORTS if kill == KILLS - 1 else len(before) + 1
            seen = [process.stdout.readline() for _ in range(wanted)]
            if kill < KILLS - 1:
                # No longer than a report takes on a machine at rest: the pace was taken under another load, maybe.
                time.sleep(chance.uniform(0, min(1.5 * to_next, LONGEST)))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        after = stored_in(ledger)
        assert before <= after, "what was stored before is still there"
        said = {line.split()[1] for line in seen if line.startswith(("stored", "duplicate"))}
        assert said <= after, "what was said to be stored is there"
        midway += 0 < len(after) < REPORTS
    assert midway >= KILLS // 2, "the kills fell where there was something to lose"
    finished = start_add(folder, ledger)
    out, err = finished.communicate()
    assert (finished.returncode, err) == (0, "")
    assert f"0 stored, {REPORTS} duplicate" in out
    lines, sources = content(ledger)
    assert len(sources) == REPORTS
    assert (lines, sources) == content(whole)
    assert sum('"claims":' in line and '"killed"' in line for line in lines) >= REPORTS, "there was something to store"


def test_a_container_goes_on_where_it_was_killed(tmp_path):
    folder, table = tmp_path / "reports", tmp_path / "reports.jsonl"
    write_reports(folder, range(REPORTS))
    rows = [json.dumps({"text": path.read_text(encoding="utf-8")}) for path in sorted(folder.iterdir())]
    table.write_text("\n".join(rows), encoding="utf-8")
    start_add(table, tmp_path / "whole.db").communicate()
    process = start_add(table, tmp_path / "killed.db")
    for _ in range(REPORTS // 2):
        process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.communicate()
    kept = stored_in(tmp_path / "killed.db")
    assert REPORTS // 2 <= len(kept) < REPORTS
    out, err = start_add(table, tmp_path / "killed.db").communicate()
    assert err == ""
    assert f"{REPORTS - len(kept)} stored, {len(kept)} duplicate, 0 refused" in out
    assert content(tmp_path / "killed.db") == content(tmp_path / "whole.db")


def test_two_writers_at_once_lose_nothing(tmp_path):
    first, second, ledger = tmp_path / "first", tmp_path / "second", tmp_path / "shared.db"
    write_reports(first, range(12))
    write_reports(second, range(8, 20))
    writers = [start_add(first, ledger), start_add(second, ledger)]
    for writer in writers:
        out, err = writer.communicate()
        assert (writer.returncode, err) == (0, ""), out
    for folder in (first, second):
        start_add(folder, tmp_path / "one-by-one.db").communicate()
    lines, sources = content(ledger)
    assert lines == content(tmp_path / "one-by-one.db")[0]
    assert [outcome for _, outcome, _ in sources].count("stored") == 20
    assert [outcome for _, outcome, _ in sources].count("duplicate") == 4, "the reports that both folders hold"


def test_interrupted_from_the_keyboard(tmp_path):
    folder, ledger = tmp_path / "reports", tmp_path / "stopped.db"
    write_reports(folder, range(REPORTS))
    process = start_add(folder, ledger)
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    assert process.returncode == 130
    assert "so far, all kept in" in err
    assert "Traceback" not in err
    assert 1 <= len(stored_in(ledger)) < REPORTS
