"""The program as a process of its own: pipes, terminals, colours, signals and the whole way from a file to an incident."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import handmade as h
import jsonschema
import pytest

DATELINE = [sys.executable, "-m", "dateline"]
SCHEMA = json.loads(Path(__file__).parents[2].joinpath("docs/schema/dateline-1.json").read_text(encoding="utf-8"))
REPORT = (
    "Blast in Kirkuk\n\nPublished at 10:30 am March 6th, 2017\n\n"
    "A car bomb killed nine people and wounded at least 20 others in Kirkuk on Monday, police colonel Hamid Saleh said.\n\n"
    "Some 300 families have fled Hawija since February 19, the governor told reporters.\n"
)


@pytest.fixture
def report(tmp_path):
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    return tmp_path / "report.txt"


def run(*words, cwd, **more):
    return subprocess.run([*DATELINE, *words], cwd=cwd, capture_output=True, text=True, check=False, **more)


def test_from_a_file_to_incidents_and_back(report, tmp_path):
    read = run("read", "report.txt", "--format", "jsonl", cwd=tmp_path)
    assert (read.returncode, read.stderr) == (0, "")
    line = json.loads(read.stdout)
    jsonschema.Draft202012Validator(SCHEMA).validate(line)
    text = line["article"]["text"]
    for claim in line["claims"]:
        for span in (claim["evidence"], *claim["figures"]):
            assert text[span["start"] : span["end"]] == span["quote"]
    assert {(f["measure"], f["low"]) for c in line["claims"] for f in c["figures"]} >= {("killed", 9), ("injured", 20)}
    assert run("read", "report.txt", "--format", "jsonl", cwd=tmp_path).stdout == read.stdout, "same input, same bytes"
    added = run("add", "report.txt", cwd=tmp_path)
    assert (added.returncode, added.stderr) == (0, "")
    assert run("add", "report.txt", cwd=tmp_path).stdout.startswith("duplicate  report.txt")
    assert "Kirkuk" in run("incidents", "--measure", "killed", cwd=tmp_path).stdout
    assert "Hamid Saleh" in run("show", "1", cwd=tmp_path).stdout or "Hamid Saleh" in run("show", "2", cwd=tmp_path).stdout
    exported = [json.loads(line) for line in run("export", "jsonl", "-", cwd=tmp_path).stdout.splitlines()]
    for obj in exported:
        jsonschema.Draft202012Validator(SCHEMA).validate(obj)
    assert exported[0]["claims"] == line["claims"]
    assert run("verify", cwd=tmp_path).returncode == 0


def after_the_reader_left(*words, cwd):
    """Run with a standard output that nobody reads; return the exit code and what was said."""
    with subprocess.Popen([*DATELINE, *words], cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        said = process.stderr.read()
        return process.wait(), said


def test_a_reader_that_leaves_is_no_fault(report, tmp_path):
    command = f"{sys.executable} -m dateline gazetteer find Mosul | head -c 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert after_the_reader_left("read", "report.txt", "--format", "json", cwd=tmp_path) == (0, b"")


def test_adding_goes_on_when_the_reader_leaves(report, tmp_path):
    assert after_the_reader_left("add", "report.txt", cwd=tmp_path) == (0, b"")
    assert run("add", "report.txt", cwd=tmp_path).stdout.startswith("duplicate")


def on_terminal(*words, cwd, **environment):
    """Run on a pseudo-terminal and return what it showed."""
    ours, theirs = pty.openpty()
    surroundings = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", **environment}
    process = subprocess.Popen([*DATELINE, *words], cwd=cwd, stdout=theirs, stderr=theirs, env=surroundings)
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    assert process.wait() == 0
    return shown.decode()


def test_evidence_is_in_reverse_on_a_terminal(report, tmp_path):
    shown = on_terminal("read", "report.txt", cwd=tmp_path, NO_COLOR="")
    assert "\x1b[7m" in shown
    assert "▐" not in shown


def test_no_color_is_kept_to(report, tmp_path):
    shown = on_terminal("read", "report.txt", cwd=tmp_path, NO_COLOR="1")
    assert "\x1b[" not in shown
    assert "▐" in shown


def test_a_bar_is_drawn_on_a_terminal_alone(tmp_path):
    (tmp_path / "in").mkdir()
    for n in range(3):
        (tmp_path / "in" / f"{n}.txt").write_text(f"Report {n}\n\nThe council met on Monday in room {n}.\n", encoding="utf-8")
    assert "adding" in on_terminal("add", "in", cwd=tmp_path, NO_COLOR="")
    assert run("add", "in", "--ledger", "other.db", cwd=tmp_path).stderr == ""


HOSTILE = [
    (b"", "an empty file"),
    (b"\0\x01\x02\xff" * 300, "a binary file"),
    (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "a picture"),
]


@pytest.mark.parametrize(("data", "why"), HOSTILE, ids=[why for _, why in HOSTILE])
def test_what_is_no_report_is_refused_in_one_line(data, why, tmp_path):
    (tmp_path / "bad.txt").write_bytes(data)
    done = run("read", "bad.txt", cwd=tmp_path)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "bad.txt" in done.stderr


def test_a_missing_file_and_a_ledger_that_cannot_be(report, tmp_path):
    missing = run("read", "gone.txt", cwd=tmp_path)
    assert missing.returncode == 1
    assert len(missing.stderr.splitlines()) == 1
    assert "gone.txt" in missing.stderr
    nowhere = run("add", "report.txt", "--ledger", "no/such/folder/x.db", cwd=tmp_path)
    assert nowhere.returncode == 1
    assert "does not exist; make it" in nowhere.stderr
    assert len(nowhere.stderr.splitlines()) == 1


def test_output_is_utf8_whatever_the_locale(report, tmp_path):
    report.write_text(REPORT.replace("Hawija", "Hawīja"), encoding="utf-8")
    surroundings = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"}
    done = subprocess.run([*DATELINE, "read", "report.txt"], cwd=tmp_path, capture_output=True, check=True, env=surroundings)
    assert "▐" in done.stdout.decode("utf-8")


def test_completion_for_the_shell():
    surroundings = {**os.environ, "_DATELINE_COMPLETE": "source_bash"}
    done = subprocess.run([*DATELINE], capture_output=True, text=True, check=False, env=surroundings)
    assert "_dateline_completion" in done.stdout
    assert h.TITLE not in done.stdout
