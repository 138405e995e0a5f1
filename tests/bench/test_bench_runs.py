"""The benches from the command line: offsets in the file, the same bytes twice, and errors that name the way out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bench.__main__ import main, tasks

PAGES = {
    "one": "Published May 16, 2019\n\nMine kills two near Kirkuk\n\nTwo farmers were killed and at least three others wounded on "
    "Tuesday when their tractor hit a mine near Kirkuk, a doctor said.\n",
    "two": "Rebels “shelled” the café in Mosul on Tuesday — residents said.\r\n\r\nBetween 30 and 40 people were hurt, and dozens of "
    "families fled.\r\n",
    "three": "Kirkuk has a population of 900,000.\n\nBakers sell bread.\n",
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    for name, text in PAGES.items():
        (tmp_path / "articles" / f"{name}.txt").write_bytes(text.encode())
    return tmp_path


def run(data: Path, out: Path) -> list[dict]:
    assert main(["figures", "--data", str(data), "--out", str(out)]) == 0
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


def test_every_article_has_a_line_by_its_name(corpus: Path, tmp_path: Path) -> None:
    assert [record["id"] for record in run(corpus, tmp_path / "out.jsonl")] == sorted(PAGES)


def test_offsets_point_at_the_number_in_the_file(corpus: Path, tmp_path: Path) -> None:
    found = {
        r["id"]: [(PAGES[r["id"]][f["start"] : f["end"]], f["measure"], f["low"], f["high"], f["unit"]) for f in r["figures"]]
        for r in run(corpus, tmp_path / "out.jsonl")
    }
    assert found["one"][-2:] == [("Two", "killed", 2, 2, "person"), ("at least three", "injured", 3, None, "person")]
    assert found["two"] == [
        ("Between 30 and 40", "injured", 30, 40, "person"),
        ("dozens", "displaced", 24, None, "family"),
    ]
    assert found["three"] == []


def test_figures_come_with_what_the_claim_says(corpus: Path, tmp_path: Path) -> None:
    (one,) = [record for record in run(corpus, tmp_path / "out.jsonl") if record["id"] == "one"]
    row = one["figures"][-2]
    assert {key: row[key] for key in ("who", "victim_kind", "place", "date_earliest", "date_latest", "source", "status", "scope")} == {
        "who": "farmers",
        "victim_kind": "civilian",
        "place": "Kirkuk",
        "date_earliest": "2019-05-14",
        "date_latest": "2019-05-14",
        "source": "a doctor",
        "status": "attributed",
        "scope": "incident",
    }


def test_a_second_run_gives_the_same_bytes(corpus: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "first.jsonl")
    run(corpus, tmp_path / "second.jsonl")
    assert (tmp_path / "first.jsonl").read_bytes() == (tmp_path / "second.jsonl").read_bytes()


def test_labels_are_not_read(corpus: Path, tmp_path: Path) -> None:
    before = run(corpus, tmp_path / "before.jsonl")
    (corpus / "gold.jsonl").write_text('{"id": "one", "figures": [{"start": 0}]}\n', "utf-8")
    (corpus / "articles" / "one.json").write_text("{}", "utf-8")
    assert run(corpus, tmp_path / "after.jsonl") == before


def test_without_a_file_the_lines_are_printed(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["figures", "--data", str(corpus)]) == 0
    printed = capsys.readouterr()
    assert [json.loads(line)["id"] for line in printed.out.splitlines()] == sorted(PAGES)
    assert "3 records" in printed.err


def test_the_version_and_the_settings_are_said(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["figures", "--data", str(corpus)])
    said = capsys.readouterr().err
    assert re.search(r"dateline \d+\.\d+\.\d+", said)
    assert f"data={corpus}" in said
    assert "cores" in said


def test_a_task_that_is_none_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["astrology", "--data", str(tmp_path)])
    assert {"figures", "speed", "times", "places", "attribution"} <= set(tasks())
    assert all(name in str(stopped.value.code) for name in tasks())


def test_speed_prints_what_it_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in PAGES.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    assert main(["speed", "--data", str(tmp_path), "--twice"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("1 core: ")
    for line in lines:
        assert re.search(r"[\d,]+ words/s, [\d.,]+ articles/s \(3 articles, \d+ words, \d+ claims, \d+ without text\)", line)
        assert re.search(r"start [\d.]+ s; peak memory [\d,]+ MB a process; output [0-9a-f]{12}$", line)
    assert len({line[-12:] for line in lines}) == 1


def test_attacks_gives_one_record_a_document(tmp_path: Path) -> None:
    documents = [
        {"id": "a", "title": "Lawyer abducted", "published": "2019-05-16", "gold": None,
         "text": "Gunmen abducted Peter Marwick, a lawyer, in Kirkuk on 3 May 2019.\n\nMarwick was released on Monday."},
        {"id": "b", "title": "", "published": None, "gold": None, "text": "Bakers sell bread."},
    ]  # fmt: skip
    (tmp_path / "docs.jsonl").write_text("\n".join(map(json.dumps, documents)) + "\n", "utf-8")
    out = tmp_path / "out.jsonl"
    assert main(["attacks", "--data", str(tmp_path), "--out", str(out), "--rules-alone"]) == 0
    one, other = (json.loads(line) for line in out.read_text("utf-8").splitlines())
    assert (one["violation_types"], one["victims"]) == (["kidnapping"], [{"name": "Peter Marwick"}])
    assert (one["city"], one["country"], one["year"], one["month"], one["day"]) == ("Kirkuk", "Iraq", 2019, 5, 3)
    assert other["id"] == "b"
    assert other["victims"] == []


EXCERPTS = [
    {"id": "a", "text": "More than 240 families (some 1,300 people) fled Tessit on Monday.", "published": "2024-05-08"},
    {"id": "b", "text": "About 1,900 people, including 64 children, were sheltering in reception centres in Ansongo.", "published": None},
    {"id": "c", "text": "Between 300 and 400 people were evacuated from Gao.", "published": None},
    {"id": "d", "text": "The road to Gao is open.", "published": None},
]


def test_displacement_is_told_in_idmcs_terms(tmp_path: Path) -> None:
    (tmp_path / "docs.jsonl").write_text("".join(json.dumps(row) + "\n" for row in EXCERPTS), encoding="utf-8")
    out = tmp_path / "out.jsonl"
    assert main(["displacement", "--data", str(tmp_path), "--out", str(out)]) == 0
    found = {
        row["id"]: [(f["figure"], f["unit"], f["term"]) for f in row["facts"]]
        for row in map(json.loads, out.read_text("utf-8").splitlines())
    }
    assert found == {
        "a": [(240, "Households", "Forced to Flee")],
        "b": [(1900, "People", "Sheltered")],
        "c": [(400, "People", "Evacuated")],
        "d": [],
    }
