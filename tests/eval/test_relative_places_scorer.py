"""The labelled relative places are well formed, and their scorer is right about right answers and about wrong ones."""

from pathlib import Path

import pytest

from dateline.records import FoundPlace, PlaceRole, Span, Where
from relative_places import PLACES, SETS, Item, RelativePlaceError, judge, parse_item, read_items, score, shares

CIRCLE = """# id: x-1 | on: 2011-04-09 | at: 30.58, 19.9, 38 | precision: 5
Four rebels were killed on the road between {Ajdabiya} and Brega."""
OPEN = """# id: x-2 | on: 2011-04-09 | open: Tikrit
A grave was found in {Tal Warshan}, a village near Tikrit."""
NONE = """# id: x-3 | on: 2011-04-09 | none: yes
{Moscow} said so."""


def read_all() -> list[Item]:
    return [item for name in SETS for item in read_items(PLACES / f"{name}.txt")]


def place(
    item: Item, lat: float | None, lon: float | None, precision: int = 1, within: str | None = None, use: str = "literal"
) -> FoundPlace:
    span = Span.of(item.text, *item.target)
    return FoundPlace(Where(PlaceRole.AT, span, item.words, None, lat, lon, precision=precision, within=within), use)


def test_the_sets_have_their_sizes_and_their_ids_and_texts_are_unique() -> None:
    assert [sum(1 for _ in read_items(PLACES / f"{name}.txt")) for name in SETS] == [70, 30]
    assert len({item.id for item in read_all()}) == len({item.text for item in read_all()}) == 100


def test_every_kind_of_answer_is_in_both_sets() -> None:
    for name in SETS:
        items = list(read_items(PLACES / f"{name}.txt"))
        assert {(item.circle is not None, item.open) for item in items} == {(True, False), (False, True), (False, False)}


def test_circles_are_on_the_map_and_have_a_precision() -> None:
    for item in read_all():
        if item.circle is not None:
            lat, lon, radius = item.circle
            assert 20 < lat < 38, item.id
            assert 9 < lon < 49, item.id
            assert 0 < radius <= 100, item.id
            assert item.precision in range(1, 8), item.id


@pytest.mark.parametrize(
    ("lat", "lon", "precision", "right", "right_precision"),
    [(30.58, 19.9, 5, True, True), (30.755, 20.226, 5, True, True), (30.58, 19.9, 1, True, False), (32.4, 15.1, 5, False, False)],
)
def test_a_point_is_right_within_the_circle(lat: float, lon: float, precision: int, right: bool, right_precision: bool) -> None:
    item = parse_item(CIRCLE)
    verdict = judge(item, [place(item, lat, lon, precision)])
    assert (verdict.right, verdict.right_precision) == (right, right_precision)


def test_a_circle_needs_a_point_that_is_meant_literally() -> None:
    item = parse_item(CIRCLE)
    assert not judge(item, []).right
    assert not judge(item, [place(item, None, None, 2, "Brega")]).right
    assert not judge(item, [place(item, 30.58, 19.9, use="locator")]).right


def test_an_open_place_is_right_only_without_a_point_and_with_its_holder() -> None:
    item = parse_item(OPEN)
    assert judge(item, [place(item, None, None, 2, "Tikrit")]).right
    assert not judge(item, [place(item, None, None, 2, "Mosul")]).right
    assert not judge(item, [place(item, 34.6, 43.7, 2, "Tikrit")]).right
    assert not judge(item, []).right


def test_what_is_no_place_is_right_if_nothing_literal_is_found() -> None:
    item = parse_item(NONE)
    assert judge(item, []).right
    assert judge(item, [place(item, 55.75, 37.6, use="associative")]).right
    assert not judge(item, [place(item, 55.75, 37.6)]).right


def test_shares_count_every_item_and_precision_only_circles() -> None:
    items = [parse_item(CIRCLE), parse_item(OPEN), parse_item(NONE)]
    assert shares(score(items, lambda article: [])) == {"right": pytest.approx(1 / 3), "precision": 0}


@pytest.mark.parametrize(
    ("block", "complaint"),
    [
        ("# id: x | at: 1, 2, 3 | precision: 1\n{Homs}.", "no head"),
        ("# id: x | on: 2011-04-09 | in: Homs\n{Homs}.", "no head"),
        ("# id: x | on: 2011-04-09\n{Homs}.", "a block says"),
        ("# id: x | on: 2011-04-09 | at: 1, 2, 3\n{Homs}.", "with 'precision'"),
        ("# id: x | on: 2011-04-09 | none: yes\n{Homs} {Hama}.", "one target"),
        ("# id: x | on: 2011-04-09 | none: yes\nHoms.", "one target"),
    ],
)
def test_a_broken_block_is_refused_with_its_reason(block: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        parse_item(block)


def test_an_id_twice_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text(f"{NONE}\n\n{NONE}\n")
    with pytest.raises(RelativePlaceError, match=r"bad\.txt: # id: x-3 .*twice"):
        list(read_items(tmp_path / "bad.txt"))
