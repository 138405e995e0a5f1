"""``--tolls``: the tolls of a stored incident by another policy, and nothing derived anew for it."""

from __future__ import annotations

import json

import pytest

from dateline.cli import main
from dateline.ledger import derived

REPORT = """Market bombing kills at least nine in Baqubah

BAQUBAH, Iraq - A suicide bomber blew himself up in a market in Baqubah on Tuesday, killing at least nine people, police said.

Doctors at the city's hospital said that 12 people had been killed in Tuesday's bombing of the market in Baqubah.
"""


@pytest.fixture
def ledger(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.txt").write_text(REPORT)
    assert main(["add", "report.txt", "--published", "2017-03-15"]) == 0
    capsys.readouterr()


@pytest.mark.parametrize(
    ("policy", "bounds", "said"),
    [
        ("dateline", [9, 12, 12], ""),
        ("conservative", [9, 9, 9], "dateline: tolls are made by the policy conservative\n"),
        ("ged", [9, 12, 12], "dateline: tolls are made by the policy ged\n"),
        ("range", [9, 9, 12], "dateline: tolls are made by the policy range\n"),
    ],
)
def test_incidents_by_policy(ledger, monkeypatch, capsys, policy, bounds, said):
    monkeypatch.setattr(derived, "derive", None)
    assert main(["incidents", "--tolls", policy, "--format", "json"]) == 0
    out, err = capsys.readouterr()
    (incident,) = json.loads(out)
    assert [[toll["low"], toll["best"], toll["high"]] for toll in incident["tolls"]] == [bounds]
    assert err == said


def test_show_by_policy(ledger, capsys):
    assert main(["show", "1", "--tolls", "conservative"]) == 0
    out, err = capsys.readouterr()
    assert " 9 killed\n" in out
    assert "best       9  most-conservative · police" in out
    assert err == "dateline: tolls are made by the policy conservative\n"


def test_an_unknown_policy_is_refused_with_the_known_ones(ledger, capsys):
    assert main(["incidents", "--tolls", "mean"]) == 2
    err = " ".join(capsys.readouterr().err.split())
    assert all(policy in err for policy in ("mean", "dateline", "conservative", "ged", "range"))
