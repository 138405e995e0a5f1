"""``add``: what is taken, what is said of each item, and how a stopped run goes on; reading and extracting are stood in for."""

from __future__ import annotations

import csv
import errno
import hashlib
import json
import os
import zipfile
from dataclasses import replace

import handmade as h
import pytest

import dateline.articles
import dateline.claims
import dateline.incidents
from dateline.cli import main
from dateline.cli.screen import LONGEST_NAME, Current
from dateline.errors import EmptyArticle
from dateline.ledger import Ledger
from dateline.records import Published


def read(raw, *, published=None, url=None):
    """Stand in for reading: an article a paragraph, published where the source says so."""
    text = raw.data.decode()
    if not text.strip():
        raise EmptyArticle(f"{raw.origin} holds no text; check that it is the right file")
    said = raw.supplied.published if raw.supplied is not None else published
    day = Published(said, "day", "supplied", None) if said else None
    return tuple(
        replace(
            h.ARTICLE, id=hashlib.sha256(part.encode()).hexdigest(), title=part.split("\n")[0], text=part, blocks=(), source_map=(),
            published=day, language="en",
        )
        for part in text.split("\n\n")
    )  # fmt: skip


@pytest.fixture(autouse=True)
def stages(monkeypatch, tmp_path):
    monkeypatch.setattr(dateline.articles, "read_articles", read)
    monkeypatch.setattr(dateline.claims, "extract_claims", lambda article: [])
    monkeypatch.setattr(dateline.incidents, "reconcile", lambda claims, **_: [])
    monkeypatch.delenv("DATELINE_LEDGER", raising=False)
    monkeypatch.chdir(tmp_path)


def run(capsys, *words):
    code = main(words)
    out, err = capsys.readouterr()
    return code, out, err


def table(path, count, text="Body"):
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["No", text, "Date"])
        rows.writerows([n, f"Shells fell on quarter {n} of the town on Monday.", f"2019-03-{n:02d}"] for n in range(1, count + 1))


def listed(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_report_lists_every_item(capsys, tmp_path):
    table(tmp_path / "news.csv", 2)
    (tmp_path / "empty.txt").write_bytes(b" ")
    (tmp_path / "page.txt").write_text("First entry\n\nSecond entry", encoding="utf-8")
    columns = ("--column", "text=Body", "--column", "published=Date")
    code, out, _ = run(capsys, "add", "news.csv", "empty.txt", "gone.txt", "page.txt", *columns, "--report", "fate.jsonl")
    assert code == 1
    assert out.splitlines()[-1].startswith("3 stored, 0 duplicate, 2 refused")
    rows = listed(tmp_path / "fate.jsonl")
    assert [(row["origin"], row["outcome"], len(row["articles"])) for row in rows] == [
        ("news.csv!row 2", "stored", 1),
        ("news.csv!row 3", "stored", 1),
        ("empty.txt", "refused", 0),
        ("gone.txt", "refused", 0),
        ("page.txt", "stored", 2),
    ]
    assert rows[0]["published"] == {"value": "2019-03-01", "basis": "supplied"}
    assert rows[0]["language"] == "en"
    assert rows[0]["sha256"] is not None
    assert rows[3]["sha256"] is None
    assert "gone.txt" in rows[3]["reason"]
    with Ledger("dateline.db") as ledger:
        assert [s.reason for s in ledger.sources() if s.outcome == "refused"] == [row["reason"] for row in rows[2:4]]


def test_a_report_is_gone_on_with_and_says_of_duplicates_what_is_known(capsys, tmp_path):
    table(tmp_path / "news.csv", 2)
    words = ("add", "news.csv", "--column", "text=Body", "--column", "published=Date", "--report", "fate.jsonl")
    run(capsys, *words)
    first = listed(tmp_path / "fate.jsonl")
    run(capsys, *words)
    second = listed(tmp_path / "fate.jsonl")
    assert second[:2] == first
    assert [{**row, "outcome": "stored"} for row in second[2:]] == first
    assert [row["outcome"] for row in second[2:]] == ["duplicate", "duplicate"]


def test_the_report_says_which_story_an_article_prints_as_far_as_is_known_by_then(capsys, tmp_path):
    told = (
        "Two shells struck the mill at Tarsen before dawn on Tuesday and killed the watchman, its owner Odo Brenn said. "
        "Soldiers closed the valley road for six hours while sappers looked for a third shell that had not gone off, he said. "
        "The mill had stood idle since the harvest of the year before, when its wheel was broken by a flood.\n"
    )
    (tmp_path / "a.txt").write_text(told, encoding="utf-8")
    (tmp_path / "b.txt").write_text(told.replace("he said", "Brenn said"), encoding="utf-8")
    run(capsys, "add", "a.txt")
    assert run(capsys, "add", "b.txt", "gone.txt", "--report", "fate.jsonl")[0] == 1
    copy, gone = listed(tmp_path / "fate.jsonl")
    [story] = copy["stories"]
    assert story["article"] == copy["articles"][0] != story["story"]
    assert story["relation"] == "copy"
    assert story["of"] == [story["story"]]
    assert gone["stories"] == []


def test_a_line_that_a_full_disk_cut_is_taken_away(capsys, tmp_path):
    table(tmp_path / "news.csv", 2)
    words = ("add", "news.csv", "--column", "text=Body", "--report", "fate.jsonl")
    run(capsys, *words)
    whole = (tmp_path / "fate.jsonl").read_bytes()
    (tmp_path / "fate.jsonl").write_bytes(whole[:-20])
    run(capsys, *words)
    assert [row["outcome"] for row in listed(tmp_path / "fate.jsonl")] == ["stored", "duplicate", "duplicate"]


@pytest.mark.parametrize("content", [b"my notes, which matter\n", b'{"some": "json"}', b"SQLite format 3\0"])
def test_a_file_that_is_no_report_is_left_alone(capsys, tmp_path, content):
    table(tmp_path / "news.csv", 1)
    (tmp_path / "notes").write_bytes(content)
    code, _, err = run(capsys, "add", "news.csv", "--column", "text=Body", "--report", "notes")
    assert code == 1
    assert "notes is no report of an earlier run" in err
    assert (tmp_path / "notes").read_bytes() == content
    assert not (tmp_path / "dateline.db").exists(), "nothing was begun"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_report_that_cannot_be_written_stops_the_run_and_keeps_what_was_stored(capsys, tmp_path):
    table(tmp_path / "news.csv", 3)
    code, _, err = run(capsys, "add", "news.csv", "--column", "text=Body", "--report", "/dev/full")
    assert code == 1
    assert f"the report /dev/full cannot be written: {os.strerror(errno.ENOSPC)}; what was stored is kept" in err
    code, out, _ = run(capsys, "add", "news.csv", "--column", "text=Body")
    assert (code, out.splitlines()[-1][:30]) == (0, "2 stored, 1 duplicate, 0 refus")


def test_text_only(capsys, tmp_path):
    (tmp_path / "report.txt").write_text("A report.", encoding="utf-8")
    assert run(capsys, "add", "report.txt", "--text-only")[0] == 0
    with Ledger("dateline.db") as ledger:
        assert ledger.archive.count() == (0, 0)
    assert run(capsys, "verify") == (0, "whole: 1 article, 0 claims, 0 incidents\n", "")


def test_a_column_that_is_no_field_is_a_wrong_usage(capsys):
    code, _, err = run(capsys, "add", "news.csv", "--column", "body=Text")
    assert code == 2
    assert "'body=Text' is no column" in " ".join(err.split())


def test_limits_hold_for_every_command(capsys, tmp_path):
    (tmp_path / "large.txt").write_bytes(b"word " * 300_000)
    for command in ("add", "read", "explain"):
        code, _, err = run(capsys, command, "large.txt", "--limit-mb", "1")
        assert code == 1
        assert "large.txt" in err
        assert "limit" in err


def test_a_stopped_add_is_no_damage(capsys, tmp_path, monkeypatch):
    for n in range(3):
        (tmp_path / f"r{n}.txt").write_text(f"Report {n}", encoding="utf-8")

    def stop(article):
        if article.title == "Report 2":
            raise KeyboardInterrupt
        return []

    monkeypatch.setattr(dateline.claims, "extract_claims", stop)
    assert run(capsys, "add", "r0.txt", "r1.txt", "r2.txt")[0] == 130
    code, out, err = run(capsys, "verify")
    assert (code, out) == (0, "whole: 2 articles, 0 claims, 0 incidents\n")
    assert "note: claims were added since they were derived" in err


def test_the_bytes_kept_are_the_item_s_own(capsys, tmp_path):
    with zipfile.ZipFile(tmp_path / "news.zip", "w") as archive:
        archive.writestr("a.txt", "Report a")
        archive.writestr("b.txt", "Report b")
    run(capsys, "add", "news.zip")
    with Ledger("dateline.db") as ledger:
        assert sorted(ledger.raw(article_id) for article_id in ledger.article_ids()) == [b"Report a", b"Report b"]
        assert {source.origin for source in ledger.sources()} == {"news.zip!a.txt", "news.zip!b.txt"}


def test_progress_names_the_item_that_is_being_made():
    current, seen = Current(), []
    for _ in current.passing(["reports/a.txt", "x" * 200 + "!row 7", "odd\x1b[31m"], str):
        seen.append(str(current))
    assert seen[0] == "reports/a.txt"
    assert (len(seen[1]), seen[1][0], seen[1][-6:]) == (LONGEST_NAME, "…", "!row 7")
    assert "\x1b" not in seen[2]
    assert str(current) == ""


def test_the_report_itself_is_no_source(capsys, tmp_path):
    (tmp_path / "a.txt").write_text("Only this is a report.")
    for _ in range(2):
        assert main(["add", ".", "--report", "fate.jsonl"]) == 0
    assert [json.loads(line)["origin"] for line in (tmp_path / "fate.jsonl").read_text().splitlines()] == ["a.txt", "a.txt"]
