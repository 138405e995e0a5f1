"""What goes wrong outside: odd outputs, odd terminals, faults that nobody foresaw. One line says it, and the rest is kept."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import threading

import pytest

import dateline.claims
from dateline.cli import main
from dateline.errors import AnalyserMissing
from dateline.ledger import intake

REPORT = "Blast in Kirkuk\n\nPublished at 10:30 am March 6th, 2017\n\nA car bomb killed {} people in Kirkuk on Monday, police said.\n"
GERMAN = (
    "Anschlag in Kirkuk\n\nBei einem Anschlag in Kirkuk sind am Montag neun Menschen getötet worden, teilte die Polizei mit. "
    "Zwanzig weitere wurden verletzt, sagte der Gouverneur vor Journalisten.\n"
)
DATELINE = [sys.executable, "-m", "dateline"]


@pytest.fixture(autouse=True)
def here(monkeypatch, tmp_path):
    monkeypatch.delenv("DATELINE_LEDGER", raising=False)
    monkeypatch.chdir(tmp_path)
    for number in (11, 12, 13):
        (tmp_path / f"r{number}.txt").write_text(REPORT.format(number), encoding="utf-8")


def run(capsys, *words):
    code = main(words)
    out, err = capsys.readouterr()
    return code, out, err


@pytest.fixture
def faulty(monkeypatch):
    """Let drawing claims fail on the second report as nobody foresaw."""
    extract = dateline.claims.extract_claims

    def extract_or_fail(article):
        if "killed 12" in article.text:
            raise RecursionError("maximum\nrecursion depth")
        return extract(article)

    monkeypatch.setattr(dateline.claims, "extract_claims", extract_or_fail)


@pytest.mark.usefixtures("faulty")
def test_a_fault_in_one_report_does_not_stop_the_rest(capsys, tmp_path):
    code, out, err = run(capsys, "add", ".")
    assert code == 1
    assert out.splitlines()[-1].startswith("2 stored, 0 duplicate, 1 refused")
    assert err.startswith("dateline: refused: r12.txt: nothing of it was kept because of a fault in Dateline (RecursionError: maximum")
    assert "test_hostile.py:" in err
    assert len(err.splitlines()) == 1
    code, out, err = run(capsys, "read", ".", "--format", "jsonl")
    assert (code, len(out.splitlines()), len(err.splitlines())) == (1, 2, 1)
    assert "r12.txt" in err


def test_a_report_that_failed_is_read_again_when_the_fault_is_gone(capsys, monkeypatch, request):
    with monkeypatch.context():
        request.getfixturevalue("faulty")
        run(capsys, "add", ".")
        monkeypatch.undo()
    monkeypatch.chdir(request.getfixturevalue("tmp_path"))
    code, out, _ = run(capsys, "add", ".")
    assert code == 0
    assert out.splitlines()[-1].startswith("1 stored, 2 duplicate, 0 refused")


def test_what_fails_for_every_report_stops_at_once(capsys, monkeypatch):
    def missing(article):
        raise AnalyserMissing("no sentence analyser found; run pip")

    monkeypatch.setattr(dateline.claims, "extract_claims", missing)
    assert run(capsys, "add", ".") == (1, "", "dateline: no sentence analyser found; run pip\n")


def test_a_fault_elsewhere_is_one_line_or_a_traceback_if_wanted(capsys, monkeypatch):
    run(capsys, "add", "r11.txt")

    def broken(*_, **__):
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr("dateline.cli.query.draw_table", broken)
    code, _, err = run(capsys, "incidents")
    assert code == 1
    assert err.startswith("dateline: a fault in Dateline (ZeroDivisionError: by nothing at test_hostile.py:")
    assert "DATELINE_TRACE=1" in err
    monkeypatch.setenv("DATELINE_TRACE", "1")
    with pytest.raises(ZeroDivisionError):
        main(["incidents"])


def test_another_language_is_stored_and_said(capsys, tmp_path):
    (tmp_path / "de.txt").write_text(GERMAN, encoding="utf-8")
    code, out, err = run(capsys, "add", "de.txt")
    assert (code, out.splitlines()[0]) == (0, "stored     de.txt  0 claims  Anschlag in Kirkuk")
    assert err == "dateline: de.txt: language de: claims are drawn from English text only, so none were looked for here\n"
    _, out, err = run(capsys, "read", "de.txt")
    assert "language de: claims are drawn from English text only" in out
    assert err == ""


def test_a_page_that_holds_but_a_headline_is_said(capsys, tmp_path):
    page = "<!doctype html><html><head><title>Blast in Kirkuk kills nine</title></head><body><form></form></body></html>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    err = run(capsys, "read", "page.html")[2]
    assert err.startswith("dateline: page.html: ")
    assert "holds a report" in err


def test_a_book_is_no_report(capsys, monkeypatch):
    monkeypatch.setattr(intake, "STORY_LIMIT", 50)
    code, out, err = run(capsys, "read", "r11.txt")
    assert (code, out) == (1, "")
    assert "the limit for one report is 50; split it" in err
    assert run(capsys, "add", "r11.txt")[0] == 1


USAGE = [
    (("read", "r11.txt", "--url", "http://[bad"), "'http://[bad' is no web address; write it as https://HOST/PAGE"),
    (("read", "r11.txt", "--url", "not a url"), "is no web address"),
    (("read", "r11.txt", "--url", "javascript:alert(1)"), "is no web address"),
    (("read", "r11.txt", "--published", "2999-01-01"), "is yet to come"),
    (("read", "r11.txt", "--published", "0001-01-01"), "is before 1900"),
    (("read", "r11.txt", "--published", "2016-13-40"), "is no day"),
    (("incidents", "--since", "2017-05-01", "--until", "2017-01-01"), "is after --until 2017-01-01"),
]


@pytest.mark.parametrize(("words", "message"), USAGE)
def test_values_that_cannot_be_are_wrong_usage(capsys, words, message):
    code, out, err = run(capsys, *words)
    assert (code, out) == (2, "")
    assert message in err


def test_an_unknown_type_names_those_there_are(capsys):
    run(capsys, "add", "r11.txt")
    _, out, err = run(capsys, "incidents", "--type", "sorrow")
    assert out == ""
    assert "is of type 'sorrow'; there are: " in err
    assert "explosion" in err


def test_names_and_titles_cannot_steer_the_terminal(capsys, tmp_path):
    (tmp_path / "a\x1b[31m\nb.txt").write_text(REPORT.format(14).replace("Blast", "Blast \u202e\x1b[2J"), encoding="utf-8")
    _, out, err = run(capsys, "add", "a\x1b[31m\nb.txt", "gone\x1b[31m.txt")
    assert "\x1b" not in out + err
    assert "\u202e" not in out + err
    assert len(out.splitlines()) == 2
    assert len(err.splitlines()) == 1


def test_a_file_name_that_is_no_utf8_is_added(capsys, tmp_path):
    with open(os.path.join(os.fsencode(tmp_path), b"bad\xff.txt"), "wb") as file:
        file.write(REPORT.format(15).encode())
    code, out, err = run(capsys, "add", os.fsdecode(b"bad\xff.txt"))
    assert (code, err) == (0, "")
    assert out.startswith("stored     bad\\xff.txt")
    assert run(capsys, "verify")[0] == 0


def test_an_export_never_replaces_what_is_no_file(capsys, tmp_path):
    run(capsys, "add", "r11.txt")
    os.mkfifo("pipe")
    got = []
    reader = threading.Thread(target=lambda: got.append((tmp_path / "pipe").read_text(encoding="utf-8")))
    reader.start()
    assert run(capsys, "export", "jsonl", "pipe")[0] == 0
    reader.join()
    assert json.loads(got[0].splitlines()[0])["schema"] == "dateline/1"
    assert (tmp_path / "pipe").is_fifo()
    (tmp_path / "link.jsonl").symlink_to("real.jsonl")
    assert run(capsys, "export", "jsonl", "link.jsonl")[0] == 0
    assert (tmp_path / "link.jsonl").is_symlink()
    assert (tmp_path / "real.jsonl").read_text(encoding="utf-8") == got[0]


@pytest.mark.parametrize(
    ("out", "message"), [("dateline.db", "is the ledger that is to be written out"), ("sub", "is a folder; name a file")]
)
def test_an_export_over_the_ledger_or_a_folder_is_refused(capsys, tmp_path, out, message):
    run(capsys, "add", "r11.txt")
    (tmp_path / "sub").mkdir()
    code, _, err = run(capsys, "export", "jsonl", out)
    assert code == 2
    assert message in err
    assert run(capsys, "verify")[0] == 0
    assert not list(tmp_path.glob("*.part"))


def test_a_ledger_is_no_pipe(capsys):
    os.mkfifo("pipe")
    code, _, err = run(capsys, "incidents", "--ledger", "pipe")
    assert code == 1
    assert "device, pipe or socket, which can hold no ledger" in err


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="the system has no device that is always full")
@pytest.mark.parametrize("words", [("read", "r11.txt"), ("--help",)])
def test_an_output_that_is_full_is_said(words):
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run([*DATELINE, *words], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "the output cannot be written: No space left on device" in done.stderr


@pytest.mark.parametrize("closed", [">&-", "2>&-"])
def test_a_closed_output_is_no_fault(closed):
    done = subprocess.run(["bash", "-c", f"{sys.executable} -m dateline add r11.txt {closed}"], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stderr == ""


def test_results_go_to_standard_output_while_a_bar_is_drawn(tmp_path):
    ours, theirs = pty.openpty()
    surroundings = {**os.environ, "TERM": "xterm", "COLUMNS": "80", "NO_COLOR": ""}
    command = [*DATELINE, "read", ".", "--format", "jsonl"]
    with (tmp_path / "out.jsonl").open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=theirs, env=surroundings)
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 65536):
                shown += piece
        except OSError:
            pass
    os.close(ours)
    assert process.wait() == 0
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 3
    assert b"reading" in shown
    assert b"schema" not in shown


def test_a_terminated_add_stops_in_order():
    process = subprocess.Popen(
        [*DATELINE, "add", "r11.txt", "-", "r12.txt"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout.readline().startswith(b"stored     r11.txt")
    process.terminate()
    _, err = process.communicate()
    assert process.returncode == 130
    assert b"stopped; 1 stored" in err
