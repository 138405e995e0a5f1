"""Lists and tables of tolls: each number with its label's measure and its row's place; totals are added to nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_articles import PUBLISHED, article_of, claims_of, told

from dateline.claims.tables import cells_of, label_of
from dateline.incidents.reconcile import reconcile
from dateline.records import Scope, Unit, VictimKind

Row = tuple[str, int, int | None, str, str, str | None]


def rows_of(*lines: str) -> list[Row]:
    """Return (measure, low, high, unit, scope, place) of every figure in reading order."""
    found = [
        (f.span.start, f.measure.value, f.low, f.high, f.unit.value, f.scope.value, claim.places[0].name if claim.places else None)
        for claim in claims_of(*lines)
        for f in claim.figures
    ]
    return [row[1:] for row in sorted(found)]


def test_a_line_of_labels() -> None:
    assert rows_of("Killed: 12; Injured: 30; Displaced: 4,500 (900 HH)") == [
        ("killed", 12, 12, "person", "incident", None),
        ("injured", 30, 30, "person", "incident", None),
        ("displaced", 4500, 4500, "person", "incident", None),
        ("displaced", 900, 900, "household", "incident", None),
    ]


def test_a_line_of_labels_behind_a_sentence() -> None:
    assert told("Fighting went on in Homs on Tuesday. Killed: 12; Injured: 30; IDPs: 4,500.") == [
        ("killed", 12, 12),
        ("injured", 30, 30),
        ("displaced", 4500, 4500),
    ]


def test_bullets_with_a_place_each() -> None:
    lines = (
        "Casualties reported by district:",
        "- Aleppo: 12 killed, 30 injured",
        "- Idlib: 7 killed, 3 injured",
        "- Total: 19 killed, 33 injured",
    )
    assert rows_of(*lines) == [
        ("killed", 12, 12, "person", "incident", "Aleppo"),
        ("injured", 30, 30, "person", "incident", "Aleppo"),
        ("killed", 7, 7, "person", "incident", "Idlib"),
        ("injured", 3, 3, "person", "incident", "Idlib"),
        ("killed", 19, 19, "person", "total", None),
        ("injured", 33, 33, "person", "total", None),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("Governorate | Killed | Injured", "Aleppo | 12 | 30", "Idlib | 7 | -", "Total | 19 | 30"),
        ("Governorate\tKilled\tInjured", "Aleppo\t12\t30", "Idlib\t7\tn/a", "Total\t19\t30"),
        ("Governorate Killed Injured", "Aleppo 12 30", "Idlib 7 -", "Total 19 30"),
    ],
    ids=["bars", "tabs", "spaces"],
)
def test_rows_under_a_header(lines: tuple[str, ...]) -> None:
    assert rows_of(*lines) == [
        ("killed", 12, 12, "person", "incident", "Aleppo"),
        ("injured", 30, 30, "person", "incident", "Aleppo"),
        ("killed", 7, 7, "person", "incident", "Idlib"),
        ("killed", 19, 19, "person", "total", None),
        ("injured", 30, 30, "person", "total", None),
    ]


def test_rows_under_a_caption() -> None:
    assert rows_of("Deaths by governorate", "Aleppo 12", "Idlib: 7", "Total 19") == [
        ("killed", 12, 12, "person", "incident", "Aleppo"),
        ("killed", 7, 7, "person", "incident", "Idlib"),
        ("killed", 19, 19, "person", "total", None),
    ]


def test_a_total_is_added_to_none_of_its_parts() -> None:
    lines = "- Aleppo: 12 killed", "- Idlib: 7 killed", "- Total: 19 killed"
    incidents = reconcile(claims_of(*lines), articles={"made": article_of(*lines, published=PUBLISHED)})
    assert sorted(toll.best for incident in incidents for toll in incident.tolls) == [7, 12]


def test_a_total_alone_is_a_plain_number() -> None:
    (claim,) = claims_of("Total: 19 killed, 4 injured")
    assert {figure.scope for figure in claim.figures} == {Scope.INCIDENT}


def test_a_row_of_no_known_place_borrows_none() -> None:
    lines = "Shelling hit Homs on Tuesday.", "- Aleppo: 12 killed", "- Sector Nine-Bravo: 7 killed"
    assert rows_of(*lines)[-1] == ("killed", 7, 7, "person", "incident", None)


def test_nought_is_told_as_nobody() -> None:
    lines = "Governorate | Killed | Houses destroyed", "Aleppo | 12 | 40", "Idlib | 0 | 0"
    assert told(*lines) == [("killed", 12, 12), ("housing_destroyed", 40, 40), ("killed", 0, 0)]


@pytest.mark.parametrize(
    ("words", "measure", "unit", "who", "kind"),
    [
        ("No. of people injured", "injured", Unit.PERSON, "people", VictimKind.UNKNOWN),
        ("Civilians killed", "killed", Unit.PERSON, "civilians", VictimKind.CIVILIAN),
        ("soldiers killed", "killed", Unit.PERSON, "soldiers", VictimKind.COMBATANT),
        ("Displaced households", "displaced", Unit.HOUSEHOLD, None, VictimKind.UNKNOWN),
        ("Houses destroyed", "housing_destroyed", Unit.BUILDING, None, VictimKind.UNKNOWN),
    ],
)
def test_labels(words: str, measure: str, unit: Unit, who: str | None, kind: VictimKind) -> None:
    label = label_of(words)
    assert label is not None
    assert (label.measure, label.unit, label.who, label.kind) == (measure, unit, who, kind)


@pytest.mark.parametrize("words", ["killed and injured", "people", "killed by the army", "cattle killed"])
def test_what_is_no_label(words: str) -> None:
    assert label_of(words) is None


@pytest.mark.parametrize(
    "text",
    [
        "The army said: 12 soldiers were killed in Homs.",
        "Troops killed 12 rebels, and 3 soldiers died in Hama.",
        "Killed in action: the story of 12 men",
        "Score: Aleppo 3, Idlib 1",
    ],
)
def test_prose_is_no_table(text: str) -> None:
    assert cells_of(article_of(text))[0] == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="Aleppo killd:;|,-() 0123456789\t", max_size=40).map(str.strip), min_size=1, max_size=6))
def test_any_lines_give_cells_that_stand_in_the_text(lines: list[str]) -> None:
    article = article_of(*[line or "x" for line in lines])
    for cell in cells_of(article)[0]:
        quote = article.text[cell.start : cell.end]
        assert str(cell.low if cell.low else cell.high or 0) in quote.replace(",", "") or cell.low == 0
        assert cell.high is None or cell.low <= cell.high
