"""The bench command: errors that name the way out, and figures whose offsets lie in the source."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = """Home | World | Sport

Mine kills two near Izyum

Published at 09:15 pm October 24th, 2022

Two farmers were killed and at least three others wounded on Sunday when their tractor hit a mine near Izyum, a doctor said.

Facebook 48
twitter sharing button twitter
"""


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "bench", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def test_an_unknown_task_is_refused_and_those_there_are_named(tmp_path: Path) -> None:
    run = bench("astrology", "--data", str(tmp_path))
    assert run.returncode == 1
    assert "no task 'astrology'" in run.stderr
    assert "figures" in run.stderr
    assert "speed" in run.stderr


def test_a_flag_that_a_task_does_not_know_is_refused(tmp_path: Path) -> None:
    run = bench("figures", "--oracle", "--data", str(tmp_path))
    assert run.returncode == 1
    assert "figures knows no --oracle" in run.stderr


def test_data_that_is_not_there_is_named(tmp_path: Path) -> None:
    run = bench("figures", "--data", str(tmp_path / "none"))
    assert run.returncode == 1
    assert "none does not exist" in run.stderr


def test_figures_have_offsets_in_the_file_and_the_settings_are_said(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "page.txt").write_text(PAGE, "utf-8")
    run = bench("figures", "--data", str(tmp_path), "--out", str(tmp_path / "out.jsonl"))
    assert run.returncode == 0, run.stderr
    assert "dateline 0" in run.stderr
    assert f"data={tmp_path}" in run.stderr
    (line,) = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
    record = json.loads(line)
    body = PAGE.index("Two farmers")
    found = {(PAGE[f["start"] : f["end"]], f["measure"], f["low"], f["high"]) for f in record["figures"] if f["start"] >= body}
    assert record["id"] == "page"
    assert found == {("Two", "killed", 2, 2), ("at least three", "injured", 3, None)}


def test_speed_reads_a_folder_of_texts_and_gives_the_same_bytes_twice(tmp_path: Path) -> None:
    (tmp_path / "articles.jsonl").write_text(json.dumps({"id": "a", "title": "", "published": "2022-10-24", "text": PAGE}) + "\n", "utf-8")
    run = bench("speed", "--data", str(tmp_path), "--twice", "--out", str(tmp_path / "out.jsonl"))
    assert run.returncode == 0, run.stderr
    records = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert records[0]["cores"] == 1
    assert {record["articles"] for record in records} == {1}
    assert all(record["words_per_second"] > 0 and record["memory"] > 0 for record in records)
