"""The bench of look-ups: the same names every time, and one in five that does not exist."""

from __future__ import annotations

import json

from bench.__main__ import main

from bench import lookup
from dateline.places.gazetteer import lookup as look_up


def test_names_are_drawn_by_the_seed_alone():
    names = lookup.draw(500)
    assert names == lookup.draw(500)
    assert len(set(names)) == 500
    assert sum(not look_up(name) for name in names) == 500 * lookup.ABSENT


def test_running_text_repeats_its_names():
    words = lookup.running([f"n{number}" for number in range(lookup.VOCABULARY)])
    assert words == lookup.running([f"n{number}" for number in range(lookup.VOCABULARY)])
    assert words.count("n0") > 20 * words.count("n99") > 0


def test_it_needs_no_data(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(lookup, "predict", lambda: iter([{"what": "start", "seconds": 0.1}]))
    assert main(["lookup", "--out", str(tmp_path / "out.jsonl")]) == 0
    assert json.loads((tmp_path / "out.jsonl").read_text())["seconds"] == 0.1
    assert lookup.show({"what": "start", "seconds": 0.1}).startswith("start: 0.100 s")
