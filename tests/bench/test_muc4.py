"""MUC-4 templates of invented telegrams: fills as printed, relevance, gathering. No text of the corpus stands here."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench._documents import as_article
from bench._muc4_phrases import Roster
from bench._muc4_places import load_atlas
from bench._muc4_texts import Message, messages, text_files
from bench._muc4_words import crosswalk, kind_of, rows, triggers
from bench.muc4 import render, templates

from dateline.claims.context import read_context

PLACES = """
PERU: LIMA (CITY) *x* VALIDATED
PERU: LOS OLMOS (NEIGHBORHOOD) *x*
COLOMBIA: MEDELLIN (CITY) *x*
COLOMBIA: SANTA RITA (TOWN) *x*
"""
CHAINS = "PERU: LIMA (CITY): LOS OLMOS (NEIGHBORHOOD) *x*\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "TASKDOC" / "templ-doc-more"
    folder.mkdir(parents=True)
    (folder / "containing-areas-part1.v5").write_text(PLACES)
    (folder / "containing-areas-part2").write_text(CHAINS)
    (tmp_path / "CORPORA" / "tst1").mkdir(parents=True)
    return tmp_path


def read(data: Path, text: str, header: str = "LIMA, 12 MAR 90 (EFE) -- [TEXT]") -> list[str]:
    message = Message("TST1-MUC3-0001", header, "1990-03-12", text)
    context = read_context(as_article(message.id, message.text, message.published), reader=False)
    return templates(context, message, load_atlas(data))


def slot(template: str, number: int) -> list[str]:
    """Return the fills of a slot."""
    found: list[str] = []
    on = False
    for line in template.splitlines():
        if not line.startswith(" "):
            on = line.split(".")[0] == str(number)
        if on:
            found.append(line[36:].strip())
    return found


def test_a_bombing_has_its_target_weapon_day_and_place(data: Path) -> None:
    text = (
        "A POWERFUL BOMB EXPLODED YESTERDAY IN FRONT OF THE CENTRAL MORTGAGE BANK IN LIMA, WOUNDING TWO STUDENTS. "
        "THE EXPLOSION DESTROYED THE BANK."
    )
    [template] = read(data, text)
    assert slot(template, 2) == ["11 MAR 90"]
    assert slot(template, 3) == ["PERU: LIMA (CITY)"]
    assert slot(template, 4) == ["BOMBING"]
    assert slot(template, 6) == ['"POWERFUL BOMB"']
    assert slot(template, 7) == ['BOMB: "POWERFUL BOMB"']
    assert slot(template, 13) == ['FINANCIAL: "CENTRAL MORTGAGE BANK"']
    assert slot(template, 21) == ['2: "STUDENTS"']
    assert slot(template, 23) == ['INJURY: "STUDENTS"']


def test_a_named_victim_keeps_name_and_office(data: Path) -> None:
    text = "MAYOR HECTOR QUISPE TORRES WAS MURDERED BY SHINING PATH GUERRILLAS ON 10 MARCH. QUISPE WAS SHOT AT HIS HOME."
    [template] = read(data, text)
    assert slot(template, 18) == ['"HECTOR QUISPE TORRES"']
    assert slot(template, 19) == ['"MAYOR": "HECTOR QUISPE TORRES"']
    assert slot(template, 20) == ['GOVERNMENT OFFICIAL: "HECTOR QUISPE TORRES"']
    assert slot(template, 23) == ['DEATH: "HECTOR QUISPE TORRES"']
    assert slot(template, 10) == ['"SHINING PATH"']
    assert slot(template, 8) == ["TERRORIST ACT"]


@pytest.mark.parametrize(
    "text",
    [
        "GUERRILLAS AMBUSHED AN ARMY CONVOY YESTERDAY, KILLING THREE SOLDIERS.",
        "THE MINISTER SAID THAT HE WILL TALK TO THE TEACHERS NEXT WEEK.",
        "GUERRILLAS KILLED A PEASANT ON 3 FEBRUARY 1986.",
    ],
)
def test_what_is_military_peaceful_or_old_makes_no_template(data: Path, text: str) -> None:
    assert read(data, text) == []


def test_two_days_are_two_incidents(data: Path) -> None:
    text = "ON 9 MARCH GUERRILLAS KILLED A TEACHER IN LIMA.\n\nON 11 MARCH GUERRILLAS KILLED TWO NURSES IN LIMA."
    assert [slot(t, 2) for t in read(data, text)] == [["09 MAR 90"], ["11 MAR 90"]]


def test_a_neighbourhood_stands_in_its_town(data: Path) -> None:
    [template] = read(data, "A BOMB DESTROYED A STORE IN LOS OLMOS NEIGHBORHOOD YESTERDAY.")
    assert slot(template, 3) == ["PERU: LIMA (CITY): LOS OLMOS (NEIGHBORHOOD)"]


def test_a_surname_finds_its_name(data: Path) -> None:
    context = read_context(as_article("x", "JUDGE TERESA ALVA RUIZ WAS KIDNAPPED. ALVA RUIZ IS 40 YEARS OLD.", "1990-03-12"), reader=False)
    assert Roster(context.scenes, ()).full("RUIZ") == "TERESA ALVA RUIZ"


def test_messages_are_split_and_unwrapped(data: Path) -> None:
    raw = "TST1-MUC3-0001\n\n   LIMA, 12 MAR 90 (EFE) -- [TEXT] A BOMB\nEXPLODED.\n\n   NO ONE WAS HURT.\n\n"
    raw += "TST1-MUC3-0002\n\n   CLANDESTINE -- [TEXT] X.\n"
    first, second = messages(raw)
    assert (first.id, first.published, first.text) == ("TST1-MUC3-0001", "1990-03-12", "A BOMB EXPLODED.\n\nNO ONE WAS HURT.")
    assert (second.id, second.published) == ("TST1-MUC3-0002", None)
    (data / "CORPORA" / "tst1" / "tst1-muc3").write_text(raw)
    assert [p.name for p in text_files(data, "tst1")] == ["tst1-muc3"]
    with pytest.raises(FileNotFoundError, match="tst9"):
        text_files(data, "tst9")


def test_a_message_without_templates_is_marked() -> None:
    assert render({"id": "TST1-MUC3-0002", "templates": []}).splitlines()[1].endswith("*")


def test_tables_are_whole() -> None:
    names = ("triggers", "targets", "people", "doers", "instruments", "types", "countries")
    for name in names:
        assert all(row["source"] for row in rows(f"muc4_{name}.tsv")), name
    assert kind_of(("electric", "towers"), "muc4_targets.tsv") == "ENERGY"
    assert crosswalk("abduction", "kidnapping") == ("KIDNAPPING", None)
    assert triggers()["VERB", "shoot"][-1].instrument == "GUN"
