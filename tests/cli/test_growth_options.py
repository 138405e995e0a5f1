"""``show --links`` and ``show --history``: why reports were put together, and how an incident grew."""

from __future__ import annotations

import pytest

from dateline.cli import main

FIRST = """Market bombing kills nine in Baqubah

BAQUBAH, Iraq - A suicide bomber blew himself up in a market in Baqubah on Tuesday, killing nine people, police said.
"""
LATER = """Toll of Baqubah market bombing rises to 12

BAQUBAH, Iraq - Twelve people have died of the suicide bombing of a market in Baqubah on Tuesday, police said.
"""


@pytest.fixture
def ledger(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for name, text, day in (("first", FIRST, "2017-03-14"), ("later", LATER, "2017-03-15")):
        (tmp_path / f"{name}.txt").write_text(text)
        assert main(["add", f"{name}.txt", "--published", day]) == 0
    capsys.readouterr()


def test_links_are_told_level_by_level(ledger, capsys):
    assert main(["show", "1", "--links"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    links = out[out.index("LINKS") :]
    assert "Toll of Baqubah market bombing rises to 12" in links
    assert "that it is of one happening with 1 account" in links
    assert "day same +" in links
    assert "place same +" in links


def test_history_tells_which_article_moved_which_bound(ledger, capsys):
    assert main(["show", "1", "--history"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    history = out[out.index("HISTORY, by publication") :]
    first, later = history.index("Market bombing kills nine"), history.index("Toll of Baqubah market bombing rises")
    assert first < history.index("best killed person: nothing -> 9") < later < history.index("best killed person: 9 -> 12")


def test_without_the_options_neither_is_shown(ledger, capsys):
    assert main(["show", "1"]) == 0
    out = capsys.readouterr().out
    assert "LINKS" not in out
    assert "by publication" not in out
