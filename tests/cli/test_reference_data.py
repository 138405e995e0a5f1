"""``gazetteer`` and ``actors``: what they print, and with which exit code."""

from __future__ import annotations

import json
import sqlite3

import pytest

from dateline.actors import load_registry
from dateline.cli import main
from dateline.places.gazetteer import forget


@pytest.fixture(autouse=True)
def mine(tmp_path, monkeypatch):
    path = tmp_path / "mine.sqlite"
    monkeypatch.setenv("DATELINE_GAZETTEER", str(path))
    monkeypatch.chdir(tmp_path)
    forget()
    yield path
    forget()


def run(capsys, *words):
    code = main(list(words))
    out, err = capsys.readouterr()
    return code, out, err


def place(ident, name, *, alternates="", lat="36.2", code="PPL"):
    cells = (str(ident), name, name, alternates, lat, "43.1", "P", code, "IQ", "", "15", "", "", "", "0", "", "1", "", "2020-01-01")
    return "\t".join(cells) + "\n"


def test_find_tells_how_each_place_was_found(capsys):
    code, out, err = run(capsys, "gazetteer", "find", "Mosul")
    assert (code, err) == (0, "")
    assert out.startswith("Mosul is looked up as 'mosul'\n")
    assert "99072" in out
    assert " 2  its name; packaged row" in out


def test_find_prints_json(capsys):
    code, out, _ = run(capsys, "gazetteer", "find", "Rabia", "--country", "iq", "--near", "Mosul", "--format", "json")
    told = json.loads(out)
    assert code == 0
    assert (told["name"], told["key"], told["guesses"]) == ("Rabia", "rabia", [])
    assert (told["tried"][0]["way"], told["tried"][0]["key"]) == ("as written", "rabia")
    assert told["places"]
    assert {row["country"] for row in told["places"]} == {"IQ"}
    assert all(row["km"] > 0 and row["precision"] and row["source"] for row in told["places"])


def test_guesses_are_told_as_guesses(capsys):
    code, out, err = run(capsys, "gazetteer", "find", "Kramatorks")
    assert code == 1
    assert "Kramatorsk" in out
    assert "spelled alike 'kramatorsk', 1 letter off" in out
    assert err == "dateline: no place 'Kramatorks' in the gazetteer; these are guesses\n"
    code, out, _ = run(capsys, "gazetteer", "find", "Бахмут")
    assert code == 1
    assert "in Latin letters, from Cyrillic: 'bakhmut' or like it" in out
    assert "Bakhmut" in out


def test_find_refuses_what_is_no_country_and_no_place(capsys):
    code, out, err = run(capsys, "gazetteer", "find", "Mosul", "--country", "XQ")
    assert (code, out) == (2, "")
    assert "'XQ' is no country" in err
    code, out, err = run(capsys, "gazetteer", "find", "Mosul", "--near", "Xyzzyplugh")
    assert (code, out) == (2, "")
    assert "no place 'Xyzzyplugh'" in err


def test_add_list_find_remove(capsys, tmp_path, mine):
    (tmp_path / "IQ.txt").write_text(place(900000001, "Testabad", alternates="تستاباد") + "x\ty\n" + place(900000002, "Testinn", code="X"))
    code, out, err = run(capsys, "gazetteer", "add", "IQ.txt")
    assert code == 1
    assert out.startswith("added: IQ.txt  1 place, 1 left out, 1 refused  ")
    assert err == "dateline: IQ.txt:2: refused: 2 columns, not 19\n"
    digest = out.split()[-1]
    code, out, err = run(capsys, "gazetteer", "add", "IQ.txt")
    assert (code, err) == (0, "")
    assert out.startswith("known already: IQ.txt")
    code, out, _ = run(capsys, "gazetteer", "find", "تستاباد")
    assert code == 0
    assert "alternate name; IQ.txt line 1" in out
    code, out, _ = run(capsys, "gazetteer", "list")
    assert code == 0
    assert f"  {digest}  IQ.txt  1 place, 1 left out, 1 refused\n" in out
    code, out, _ = run(capsys, "doctor")
    assert f"1 file, {out.split('1 file, ')[1][:12]}, {mine}" in out
    code, out, _ = run(capsys, "gazetteer", "remove", digest)
    assert code == 0
    assert out.startswith("removed: IQ.txt")
    code, out, err = run(capsys, "gazetteer", "find", "تستاباد", "--country", "IQ")
    assert code == 1
    assert "IQ.txt" not in out
    code, out, err = run(capsys, "gazetteer", "remove", "IQ.txt")
    assert (code, out) == (1, "")
    assert "no file 'IQ.txt' was added" in err


def test_add_names_each_file_that_is_none_and_takes_the_rest(capsys, tmp_path):
    (tmp_path / "good.txt").write_text(place(900000001, "Testabad"))
    (tmp_path / "bad.txt").write_text("a\tb\tc\n")
    code, out, err = run(capsys, "gazetteer", "add", "bad.txt", "gone.txt", "good.txt", "--into", "other.sqlite")
    assert code == 1
    assert out.startswith("added: good.txt  1 place")
    assert err.splitlines() == [
        "dateline: refused: bad.txt is no GeoNames dump: 3 columns, not 19",
        "dateline: refused: gone.txt does not exist; see https://download.geonames.org/export/dump/ for files",
    ]
    assert (tmp_path / "other.sqlite").exists()


def test_many_refused_lines_are_counted(capsys, tmp_path):
    (tmp_path / "IQ.txt").write_text(place(900000001, "Testabad") + "x\n" * 30)
    code, _, err = run(capsys, "gazetteer", "add", "IQ.txt")
    assert code == 1
    assert len(err.splitlines()) == 21
    assert err.endswith("dateline: IQ.txt: 10 more lines refused\n")


def test_a_stop_says_how_to_go_on(capsys, tmp_path, mine, monkeypatch):
    (tmp_path / "IQ.txt").write_text(place(900000001, "Testabad"))

    def stopped(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("dateline.places.additions.add", stopped)
    code, out, err = run(capsys, "gazetteer", "add", "IQ.txt")
    assert (code, out) == (130, "")
    assert err == f"dateline: stopped; what was stored is kept in {mine}. Run the same command again to go on\n"


def test_nothing_added_yet(capsys, mine):
    code, out, _ = run(capsys, "gazetteer", "list")
    assert code == 0
    assert out.startswith("packaged  ")
    assert out.endswith(f"yours     none: {mine} does not exist\n")
    assert not mine.exists()
    code, out, err = run(capsys, "gazetteer", "remove", "IQ.txt")
    assert (code, out) == (1, "")
    assert "nothing was added" in err


def test_another_database_is_named(capsys, tmp_path, mine):
    base = sqlite3.connect(mine)
    base.execute("CREATE TABLE letters (a)")
    base.commit()
    base.close()
    for words in (("list",), ("find", "Testabad"), ("remove", "IQ.txt")):
        code, out, err = run(capsys, "gazetteer", *words)
        assert code == 1
        assert "another database" in err
    code, out, _ = run(capsys, "doctor")
    assert code == 1
    assert "MISSING  your gazetteer" in out


def test_an_actor_is_told_with_the_alias_that_matched(capsys):
    code, out, err = run(capsys, "actors", "find", "daesh", "--format", "json")
    told = json.loads(out)
    assert (code, err, told["key"], told["guesses"]) == (0, "", "daesh", [])
    (actor,) = told["actors"]
    known = load_registry().actors[actor["id"]]
    assert (actor["match"], actor["alias"], actor["distance"]) == ("alias", "Daesh", 0)
    assert (actor["wikidata"], actor["ucdp"], actor["since"], actor["until"]) == (known.wikidata, known.ucdp, known.since, known.until)


def test_a_shared_alias_is_told_by_theatre(capsys):
    code, out, _ = run(capsys, "actors", "find", "SDF", "--format", "json")
    assert code == 0
    assert {(row["id"], tuple(row["theatres"])) for row in json.loads(out)["actors"]} >= {("sdf-syria", ("SY",)), ("sd-forces", ("SD",))}
    code, out, err = run(capsys, "actors", "find", "SDF", "--country", "SY", "--format", "json")
    assert [row["id"] for row in json.loads(out)["actors"]] == ["sdf-syria"]
    assert "left out by --on or --country" in err


def test_an_actor_is_asked_for_on_a_day(capsys):
    dated = next(a for a in load_registry().actors.values() if a.since and a.until and len(a.since) == len(a.until) == 4)
    for day, code in ((f"{dated.since}-06-01", 0), (f"{int(dated.since) - 1}-06-01", 1), (f"{int(dated.until) + 1}-06-01", 1)):
        assert run(capsys, "actors", "find", dated.id, "--on", day)[0] == code
    assert run(capsys, "actors", "find", dated.id, "--on", "soon")[0] == 2


def test_actors_spelled_alike_are_guesses(capsys):
    code, out, err = run(capsys, "actors", "find", "Pehsmerga")
    assert code == 1
    assert "Peshmerga" in out
    assert "found by spelled alike 'Peshmerga', 1 off" in out
    assert err == "dateline: no actor 'Pehsmerga' in the registry; these are guesses\n"


def test_part_of_a_name_finds_whole_words_alone(capsys):
    code, out, _ = run(capsys, "actors", "find", "Mahdi", "--format", "json")
    assert code == 0
    assert {row["match"] for row in json.loads(out)["actors"]} == {"part of a name"}
    assert run(capsys, "actors", "find", "Mahd")[0] == 1
