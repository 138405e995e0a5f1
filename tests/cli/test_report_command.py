"""`dateline report`: options, files, and what is said on standard error."""

from __future__ import annotations

from pathlib import Path

import handmade as h
import pytest

from dateline.cli import main
from dateline.ledger import Ledger
from dateline.records import RawDocument


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    """Return a ledger of one hand-made report."""
    path = tmp_path / "l.db"
    with Ledger(path) as store:
        store.add(RawDocument(h.ARTICLE.text.encode(), "r.txt", None, "0" * 64), h.ARTICLE, [h.BOMBING], extractor="test")
    return str(path)


def test_a_report_goes_to_standard_output(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--ledger", ledger]) == 0
    out = capsys.readouterr().out
    assert out.startswith("DAILY SITUATION REPORT\n")
    assert "EVIDENCE" in out


@pytest.mark.parametrize(("layout", "begins"), [("text", "WEEKLY"), ("markdown", "# Weekly"), ("html", "<!DOCTYPE html>")])
def test_a_report_goes_to_a_file(ledger: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], layout: str, begins: str) -> None:
    out = tmp_path / "report.out"
    assert main(["report", "--ledger", ledger, "--template", "weekly", "--format", layout, "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8").startswith(begins)
    assert "(profile public)" in capsys.readouterr().err
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--template", "monthly"], "daily or weekly"),
        (["--profile", "secret"], "public"),
        (["--since", "2016-11-02", "--until", "2016-11-01"], "turn them round"),
        (["--since", "soon"], "2016-11-06"),
        (["--out", "."], "is a folder"),
        (["--format", "doc"], "doc"),
    ],
)
def test_a_wrong_option_is_told(ledger: str, capsys: pytest.CaptureFixture[str], options: list[str], said: str) -> None:
    assert main(["report", "--ledger", ledger, *options]) != 0
    assert said in " ".join(capsys.readouterr().err.split())


def test_the_ledger_is_never_overwritten(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = Path(ledger).read_bytes()
    assert main(["report", "--ledger", ledger, "--out", ledger]) == 2
    assert Path(ledger).read_bytes() == before


def test_templates_are_written_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "ours"
    assert main(["report", "--write-template", str(folder)]) == 0
    (folder / "daily.toml").write_text('title = "Ours"\n')
    assert main(["report", "--write-template", str(folder)]) == 0
    assert (folder / "daily.toml").read_text() == 'title = "Ours"\n'
    assert "stays as it is" in capsys.readouterr().err
