"""What the pages show of the program is what it prints, and what they show of its data is what stands there."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from scripts import write_reference
from scripts.write_reference import CUT, ROOT, pages, render, table

PAGES = [path.relative_to(ROOT).as_posix() for path in pages()]


@pytest.mark.parametrize("page", PAGES)
def test_page_is_fresh(root: Path, page: str) -> None:
    written = (root / page).read_text("utf-8")
    fresh = render(written)
    changes = difflib.unified_diff(written.splitlines(), fresh.splitlines(), page, "what it prints now", lineterm="", n=0)
    assert written == fresh, "run `make docs`\n" + "\n".join(list(changes)[:40])


def test_the_ledger_of_the_samples_is_whole(root: Path) -> None:
    shown = (root / "docs" / "tutorial.md").read_text("utf-8")
    assert "$ dateline verify --ledger all.db\nwhole: " in shown, "`dateline verify` finds a span that does not quote its text"


def test_the_pages_that_show_output_are_found() -> None:
    assert {"README.md", "docs/how-to.md", "docs/method.md", "docs/tutorial.md"} <= set(PAGES)


def test_a_block_is_written_under_its_comment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write_reference, "run", lambda words: f"ran {words}\n\ntwo\nthree at 3 Nov 2016 07:05 UTC\n")
    page = "before\n\n<!-- run: show 1 | until three -->\n```console\nold\n```\nafter\n"
    wanted = f"before\n\n<!-- run: show 1 | until three -->\n```console\n$ dateline show 1\nran ['show', '1']\n\ntwo\n{CUT}\n```\nafter\n"
    assert render(page) == wanted
    assert render(wanted) == wanted


@pytest.mark.parametrize(
    ("cut", "wanted"),
    [
        ("first 1", ["ran", CUT]),
        ("first 9", ["ran", "", "two", "three at DAY HH:MM UTC"]),
        ("until two", ["ran", CUT]),
        ("from two", [CUT, "two", "three at DAY HH:MM UTC"]),
    ],
)
def test_cuts(monkeypatch: pytest.MonkeyPatch, cut: str, wanted: list[str]) -> None:
    monkeypatch.setattr(write_reference, "run", lambda words: "ran\n\ntwo\nthree at 3 Nov 2016 07:05 UTC\n")
    assert write_reference.transcript(f"show 1 | {cut}").splitlines() == ["```console", "$ dateline show 1", *wanted, "```"]


def test_a_cut_that_finds_nothing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write_reference, "run", lambda words: "ran\n")
    with pytest.raises(SystemExit, match="no line that begins with 'VOICES'"):
        write_reference.transcript("show 1 | until VOICES")


def test_a_table_has_the_columns_named() -> None:
    lines = table("incidents/data/rules.tsv | rule meaning").splitlines()
    assert lines[:2] == ["| rule | meaning |", "|---|---|"]
    assert lines[2].startswith("| lowest-stated | ")


def test_a_comment_may_choose_an_incident(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        write_reference, "run", lambda words: "dateline: said\nid,type\n0123456789abcdef,x\n" if words[0] == "incidents" else f"{words}\n"
    )
    assert write_reference.transcript("show {--measure killed}").splitlines()[1:3] == ["$ dateline show 01234567", "['show', '01234567']"]
    monkeypatch.setattr(write_reference, "run", lambda words: "id,type\n")
    with pytest.raises(SystemExit, match="lists nothing"):
        write_reference.transcript("show {--measure killed}")
