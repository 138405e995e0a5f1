"""Places that the words give by another place: roads, parts, borders, distances, descriptions; and how well they do on the labelled set."""

from itertools import pairwise

import pytest

from dateline.analysis import analyse
from dateline.places import find_places, places_in
from dateline.places.find import _article
from dateline.places.resolution import distance_km
from dateline.records import FoundPlace, Where
from relative_places import PLACES, SETS, read_items, score, shares

#: Right answers, as a share of a set's items.
FLOOR = 0.90


def found(text: str) -> dict[str, FoundPlace]:
    return {place.where.span.quote: place for place in places_in(analyse(_article(text, None)))}


def point(where: Where) -> tuple[float, float]:
    assert where.lat is not None
    assert where.lon is not None
    return where.lat, where.lon


@pytest.mark.parametrize("name", SETS)
def test_floor(name: str) -> None:
    verdicts = score(list(read_items(PLACES / f"{name}.txt")), lambda article: places_in(analyse(article)))
    assert shares(verdicts)["right"] >= FLOOR


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Two men were shot on the road between Tikrit and Samarra.", "Tikrit", "Samarra"),
        ("Two men were shot on the road from Tikrit to Samarra.", "Tikrit", "Samarra"),
        ("Two men were shot on the highway linking Tikrit with Samarra.", "Tikrit", "Samarra"),
        ("Two men were shot on the Tikrit-Samarra highway.", "Tikrit", "Samarra"),
        ("Shells fell between Tikrit and Samarra on Monday.", "Tikrit", "Samarra"),
    ],
)
def test_a_stretch_lies_half_way_and_its_end_only_locates_it(text: str, first: str, second: str) -> None:
    places = found(text)
    ends = {p.where.name: p.where for p in found(f"Men were shot in {first}. Men were shot in {second}.").values()}
    middle, one, other = point(places[first].where), point(ends[first]), point(ends[second])
    assert distance_km(*middle, *one) == pytest.approx(distance_km(*middle, *other), abs=1)
    assert distance_km(*middle, *one) == pytest.approx(distance_km(*one, *other) / 2, abs=1)
    assert places[second].use == "locator"


@pytest.mark.parametrize(
    "text",
    [
        "Clashes between Misrata and Zintan left twelve dead.",
        "He splits his time between Misrata and Zintan.",
        "They moved from Misrata to Zintan and shot a guard.",
    ],
)
def test_two_towns_are_no_stretch_without_a_road(text: str) -> None:
    assert not any(place.where.precision == 5 for place in found(text).values())


def test_a_long_stretch_is_a_line_and_a_short_one_is_near() -> None:
    assert found("Men were shot on the road from Baghdad to Kirkuk.")["Baghdad"].where.precision == 5
    assert found("Men were shot on the road from Ramadi to Fallujah.")["Ramadi"].where.precision == 2


@pytest.mark.parametrize(
    ("text", "north"),
    [
        ("Raids killed nine in the northern Aleppo countryside.", True),
        ("Raids killed nine in the southern countryside of Aleppo.", False),
        ("Raids killed nine in Aleppo's northern suburbs.", True),
        ("Raids killed nine at the southern entrance to Aleppo.", False),
    ],
)
def test_a_part_lies_to_its_side(text: str, north: bool) -> None:
    town = point(found("Raids killed nine in Aleppo.")["Aleppo"].where)
    where = found(text)["Aleppo"].where
    lat, _ = point(where)
    assert (lat > town[0]) is north
    assert lat != town[0]
    assert where.precision == 2


def test_a_border_is_no_country_across_it() -> None:
    where = found("Two guards were shot on Iraq's border with Syria.")["Syria"].where
    assert (where.lat, where.within, where.country, where.precision) == (None, "Iraq", "IQ", 6)
    assert where.name == "border with Syria"


def test_a_border_may_only_say_where_a_town_lies() -> None:
    assert found("Rebels lost Qusayr, close to the border with Lebanon.")["Lebanon"].use == "locator"


def test_an_unknown_hamlet_gets_the_point_that_the_words_give_it() -> None:
    places = found("Troops entered the hamlet of Tal Warshan, 12 km east of Mosul, and shot a man.")
    hamlet, mosul = places["Tal Warshan"].where, places["Mosul"]
    assert mosul.use == "locator"
    assert distance_km(*point(hamlet), *point(mosul.where)) == pytest.approx(12, abs=0.2)
    assert hamlet.geoname_id is None
    assert hamlet.precision == 2


def test_an_unknown_hamlet_near_a_town_stays_open_and_says_by_which() -> None:
    where = found("A grave was found in the village of Albu Warshan, near Tikrit.")["Albu Warshan"].where
    assert (where.lat, where.within, where.precision) == (None, "Tikrit", 2)


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        ("A bomb in the Syrian capital killed three.", "capital", "Damascus"),
        ("A bomb in Syria's capital killed three.", "capital", "Damascus"),
        ("Helicopters landed in Tikrit. Eleven gunmen were killed there.", "there", "Tikrit"),
        ("Officers in Samarra said a convoy reached Tikrit. Eleven men were shot there.", "there", "Tikrit"),
    ],
)
def test_descriptions(text: str, quote: str, name: str) -> None:
    assert found(text)[quote].where.name == name


@pytest.mark.parametrize(
    "text",
    [
        "The Syrian capital, Damascus, was quiet.",
        "Syria's capital city Damascus was quiet.",
        "There were nine people in Tikrit and there was a bomb.",
        "He was in Tikrit. He had been there before.",
    ],
)
def test_no_description_where_a_name_follows_or_nothing_happened(text: str) -> None:
    assert not {"capital", "there", "There"} & found(text).keys()


def test_a_seat_that_no_table_has_is_open_in_its_province() -> None:
    where = found("Fighting spread through Anbar province. Two died in the provincial capital.")["the provincial capital"].where
    assert (where.lat, where.within) == (None, "Anbar")


def test_brigades_of_two_towns_are_in_neither() -> None:
    places = found("A truce between Zintan and Misrata brigades was signed in Tripoli.")
    assert {places["Zintan"].use, places["Misrata"].use} == {"associative"}


def test_a_building_in_lower_case_goes_with_its_town() -> None:
    assert found("Jets bombed positions around the Mosul dam.")["Mosul dam"].where.name == "Mosul Dam"


def test_spans_of_places_are_disjoint() -> None:
    spans = sorted((w.span.start, w.span.end) for w in find_places("A bomb in the Syrian capital killed three on the Homs-Hama road."))
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
