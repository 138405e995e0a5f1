import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.analysis import analyse
from dateline.places import find_places, places_in
from dateline.places.find import _article
from dateline.places.resolution import distance_km
from dateline.records import FoundPlace, PlaceRole


def found(text: str) -> dict[str, FoundPlace]:
    return {place.where.span.quote: place for place in places_in(analyse(_article(text, None)))}


@pytest.mark.parametrize(
    ("text", "names", "why"),
    [
        ("Shells fell on Misrata on Friday.", {"Misrata"}, "a known city"),
        ("A convoy was hit in the village of Qaryat Zamil on Monday.", {"Qaryat Zamil"}, "a village no gazetteer has"),
        (
            "Troops cleared neighbourhoods including Zuhur, Intisar and Al-Tamim in Mosul.",
            {"Zuhur", "Intisar", "Al-Tamim", "Mosul"},
            "a list",
        ),
        ("Islamic State fighters killed five people.", set(), "an organisation"),
        ("Abu Sara fled with his brother.", set(), "a person"),
        ("President Washington met General Lincoln.", set(), "surnames after titles"),
        ("Nice weather returned. Reading the report took hours. Police fired shots.", set(), "common words"),
        ("Khalid al-Baghdadi spoke. Baghdadi proclaimed victory.", set(), "a surname like a city's demonym"),
        ("Two people died in the Karrada district of Baghdad.", {"Karrada", "Baghdad"}, "a quarter and its city"),
        ("A car blew up in the Iraqi town of Balad on Sunday.", {"Iraqi", "Balad"}, "a town with its country"),
        ("Blast kills nine in Iraq's Balad", {"Iraq", "Balad"}, "a town that its country owns"),
        ("Traders closed their shops in Hit after the shelling.", {"Hit"}, "a common word's namesake after a preposition"),
        ("Gunmen hit a convoy. Hit men were blamed.", set(), "a common word at the head of a sentence"),
        ("Rebels burned a sawmill at Tembo Lisa on Tuesday.", {"Tembo Lisa"}, "an unknown name after a preposition of place"),
        ("Thirty died as they slept in the mosque of Darmalik.", {"Darmalik"}, "an unknown name that holds a building"),
        ("He aimed at Hassan and spoke to Karim in anger.", set(), "persons after prepositions"),
        ("Two officers were ambushed on the Hama road.", {"Hama"}, "a town that names a road"),
        ("Zintan saw heavy shelling overnight.", {"Zintan"}, "a town that suffers"),
        ("A Southern Wire reporter counted six coffins in Derna.", {"Derna"}, "an agency is no place"),
        ("It said 20 Shi'ite militiamen were wounded in Samarra.", {"Samarra"}, "a confession is no place"),
        ("Secretary of State Mary Smith flew to Tunis.", {"Tunis"}, "a title is no place"),
        ("Families from the Aden and Zahra districts of Mosul were counted.", {"Aden", "Zahra", "Mosul"}, "a list closed by its kind"),
        ("A bomb went off in County Armagh at noon.", {"County Armagh"}, "a kind before the name"),
    ],
)
def test_recognition(text: str, names: set[str], why: str) -> None:
    assert set(found(text)) == names, why


@pytest.mark.parametrize(
    ("text", "quote", "use", "why"),
    [
        ("Libyan forces advanced on Sirte.", "Libyan", "associative", "a demonym"),
        ("Moscow said the strike never happened.", "Moscow", "associative", "a capital for its government"),
        ("Iraq's foreign minister resigned.", "Iraq", "associative", "a country that owns an office"),
        ("A spokesman in Geneva said 40 people had died in Aleppo.", "Geneva", "speaker", "where a spokesman sits"),
        ("A doctor at a hospital in Ajdabiya said 12 bodies were brought in.", "Ajdabiya", "speaker", "a hospital that speaks"),
        ("TRIPOLI, Libya (Wire) - Rebels took a bridge on Friday.", "TRIPOLI", "dateline", "head of the report"),
        ("The army attacked Hammam al-Alil, about 15 km south of Mosul.", "Mosul", "locator", "it only locates another place"),
        ("The army attacked Hammam al-Alil, about 15 km south of Mosul.", "Hammam al-Alil", "literal", "it is the place"),
        ("Ten people were killed in Fallujah, Iraq.", "Fallujah", "literal", "a town with its country"),
        ("The U.S.-led coalition struck Raqqa.", "U.S.", "associative", "a compound adjective"),
        ("Forty Kachin families reached a church.", "Kachin", "associative", "a people"),
        ("He told a Sirte radio station that nobody had died.", "Sirte", "associative", "a station's seat"),
        ("The Salaheddin provincial council gave a lower figure.", "Salaheddin", "speaker", "a province's council"),
        ("Shells hit the Basra police headquarters.", "Basra", "literal", "a building of the police"),
        ("Six soldiers were shot in Baiji, and one died in hospital in Tikrit.", "Tikrit", "locator", "where the wounded are treated"),
        ("A rocket hit a hospital in Kunduz, killing a nurse.", "Kunduz", "literal", "a hospital that is the target"),
        ("Ten were killed in the Zafaraniya district of Baghdad.", "Baghdad", "locator", "it holds the quarter"),
        ("In Mosul itself, troops took the Aden district on Friday.", "Mosul", "locator", "a setting for its quarter"),
        ("Lawyers in Erbil said on Monday they had a list.", "Erbil", "speaker", "where the lawyers sit"),
        ("Beirut's Gaza hospital took in the wounded.", "Gaza", "associative", "a name that another town owns"),
    ],
)
def test_use(text: str, quote: str, use: str, why: str) -> None:
    assert found(text)[quote].use == use, why


@pytest.mark.parametrize(
    ("text", "quote", "role"),
    [
        ("Militants moved 200 families from Bashiqa to the town of Tal Afar.", "Bashiqa", PlaceRole.FROM),
        ("Militants moved 200 families from Bashiqa to the town of Tal Afar.", "Tal Afar", PlaceRole.TO),
        ("Thousands fled Mosul this week.", "Mosul", PlaceRole.FROM),
        ("They travelled through Zliten at night.", "Zliten", PlaceRole.VIA),
        ("A bomb exploded near Khazir.", "Khazir", PlaceRole.NEAR),
        ("A bomb exploded on the outskirts of Tripoli.", "Tripoli", PlaceRole.NEAR),
        ("A car blew up at the southern entrance to Tikrit.", "Tikrit", PlaceRole.NEAR),
        ("Nine people were killed in Samarra.", "Samarra", PlaceRole.AT),
        ("Shelling forced thousands out of Sake.", "Sake", PlaceRole.FROM),
        ("Sailors boarded a launch off Tumaco.", "Tumaco", PlaceRole.NEAR),
    ],
)
def test_role(text: str, quote: str, role: PlaceRole) -> None:
    assert found(text)[quote].where.role is role


def test_distance_and_bearing_move_the_point() -> None:
    where = found("Fighting raged 20 km south of Kirkuk on Monday.")["Kirkuk"].where
    kirkuk = found("Fighting raged in Kirkuk on Monday.")["Kirkuk"].where
    assert where.role is PlaceRole.NEAR
    assert where.precision == 2
    lat, lon, from_lat, from_lon = (x if x is not None else 0.0 for x in (where.lat, where.lon, kirkuk.lat, kirkuk.lon))
    assert lat < from_lat
    assert abs(distance_km(lat, lon, from_lat, from_lon) - 20) < 0.1


@pytest.mark.parametrize(
    ("text", "quote", "country", "why"),
    [
        ("Rebels seized Tripoli. Libya's army withdrew from Misrata.", "Tripoli", "LY", "the country in context"),
        ("Clashes broke out in Tripoli, Lebanon, on Monday.", "Tripoli", "LB", "the country after the comma"),
        ("Protests spread across Lebanon. Gunmen in Tripoli opened fire near Beirut.", "Tripoli", "LB", "neighbours"),
        ("The storm hit Georgia. Tbilisi lost power, as did Gori.", "Georgia", "GE", "a country, not the state"),
    ],
)
def test_resolution(text: str, quote: str, country: str, why: str) -> None:
    assert found(text)[quote].where.country == country, why


def test_unresolved_place_keeps_its_words_and_its_city() -> None:
    where = found("Shells hit Aleppo. Two people died in the Bustan Zamil neighbourhood.")["Bustan Zamil"].where
    assert (where.lat, where.geoname_id, where.within) == (None, None, "Aleppo")


@pytest.mark.parametrize(
    ("text", "quote", "name", "why"),
    [
        ("Troops entered Mosul. Thousands fled the city.", "the city", "Mosul", "the only city"),
        ("Militants took families from Bashiqa to Tal Afar. Others fled from the town.", "the town", "Bashiqa", "the same role"),
        ("Libya is at war. Rebels marched on the capital.", "the capital", "Tripoli", "of the country in context"),
        ("A bomb went off in Balad. The town's hospital took in nine.", "The town", "Balad", "an owner"),
        ("RAFAH, Gaza Strip (Wire) - Three men were shot. The town was quiet.", "The town", "Rafah", "the dateline's town"),
        ("A house fell in the Aden district of Mosul. Jets struck again in the district.", "the district", "Aden", "a quarter"),
        ("MEN WERE TAKEN FROM THE TOWN OF NIMRUD TOWARDS TAL AFAR. TROOPS ARE NEAR THE TOWN.", "THE TOWN", "Nimrud", "the one called so"),
    ],
)
def test_definite_descriptions(text: str, quote: str, name: str, why: str) -> None:
    assert found(text)[quote].where.name == name, why


@pytest.mark.parametrize("text", ["Men fought in Zuwara and Zlitan on Monday. Neither won the town.", "Nobody entered the city."])
def test_no_antecedent_where_two_are_meant_or_none(text: str) -> None:
    assert not {"the town", "the city"} & set(found(text))


@pytest.mark.parametrize(
    ("text", "names", "why"),
    [
        ("REBELS TOOK 40 MEN FROM THE TOWN OF NIMRUD TOWARDS TAL AFAR ON MONDAY.", {"NIMRUD", "TAL AFAR"}, "a telegram"),
        ("MOSUL MARKET HIT BY AIR STRIKE, NEIGHBOURS SAY", {"MOSUL"}, "a headline in capitals"),
        ("SOLDIERS SHOT IN CENTRE AS CROWD FLED TO MOSQUE, POLICE SAY", set(), "common words in capitals"),
    ],
)
def test_capitals_alone_are_no_evidence(text: str, names: set[str], why: str) -> None:
    assert set(found(text)) == names, why


def test_place_known_by_its_words_alone_claims_no_exact_point() -> None:
    where = found("Rebels burned a sawmill at Tembo Lisa on Tuesday.")["Tembo Lisa"].where
    assert (where.lat, where.precision) == (None, 2)


def test_estimated_point_claims_no_exact_place() -> None:
    assert found("Two people died in Mosul's Arbajiya district.")["Arbajiya"].where.precision == 2


def test_import_loads_no_analyser() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys, dateline.places; print('spacy' in sys.modules)"], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_given_spans_are_resolved_in_their_order() -> None:
    text = "Planes hit Raqqa and Manbij in Syria."
    spans = [(text.index(n), text.index(n) + len(n)) for n in ("Syria", "Raqqa", "Manbij")]
    answer = find_places(text, spans=spans)
    assert [w.span.quote for w in answer] == ["Syria", "Raqqa", "Manbij"]
    assert {w.country for w in answer} == {"SY"}


_PIECES = (
    "Mosul",
    "the city",
    "near",
    "Al-Samah",
    "Libyan forces",
    "20 km south of",
    "said",
    ",",
    "and",
    "town of",
    "Zamil",
    "U.S.",
    "Abu Sara",
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=12))
def test_spans_hold_and_do_not_overlap(pieces: list[str]) -> None:
    text = " ".join(pieces) + "."
    first = find_places(text)
    assert first == find_places(text)
    last = 0
    for where in first:
        assert text[where.span.start : where.span.end] == where.span.quote
        assert where.span.start >= last
        last = where.span.end
        assert (where.lat is None) == (where.lon is None)
