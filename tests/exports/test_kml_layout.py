"""KML 2.2, held to OGC's schema as the fastkml package carries it."""

import importlib.util
from html.parser import HTMLParser
from pathlib import Path

import pytest
from invented import NOTES, cases
from lxml import etree

from dateline.exports import kml
from dateline.exports.losses import Losses

NS = {"k": kml.NAMESPACE}


@pytest.fixture
def whole():
    return etree.fromstring("".join(kml.document(cases(), Losses(), NOTES)).encode())


@pytest.fixture(scope="module")
def schema():
    folder = Path(importlib.util.find_spec("fastkml").origin).parent / "schema"
    return etree.XMLSchema(etree.parse(folder / "ogckml22.xsd"))


def test_it_is_valid_by_the_schema_of_ogc(whole, schema):
    assert schema.validate(whole), schema.error_log


def test_the_schema_would_tell(whole, schema):
    whole.find(".//k:TimeSpan/k:begin", NS).text = "4 March"
    assert not schema.validate(whole)


def test_coordinates_are_longitude_first(whole):
    assert whole.findtext(".//k:Placemark[1]//k:coordinates", namespaces=NS) == "43.25000,34.50000"


def test_no_place_no_point_and_no_day_no_time(whole):
    mark = whole.find(".//k:Placemark[2]", NS)
    assert mark.find("k:Point", NS) is None
    assert mark.find("k:TimeSpan", NS) is None


def test_an_open_beginning_is_left_out(whole):
    span = whole.find(".//k:Placemark[3]/k:TimeSpan", NS)
    assert [(child.tag.rpartition("}")[2], child.text) for child in span] == [("end", "2019-03-04")]


def test_a_page_cannot_bring_its_markup_along(whole):
    tags = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            tags.append((tag, dict(attrs)))

    for described in whole.iterfind(".//k:description", NS):
        Reader().feed(described.text)
    assert {tag for tag, _ in tags} == {"p", "a"}
    assert {attrs["href"] for tag, attrs in tags if tag == "a"} == {"https://news.example/tarvel?a=1&b=2"}


def test_numbers_and_codes_are_data(whole):
    data = {d.get("name"): d.findtext("k:value", namespaces=NS) for d in whole.findall(".//k:Placemark[1]//k:Data", NS)}
    assert (data["killed_low"], data["killed_best"], data["killed_high"]) == ("9", "9", "11")
    assert data["injured_low"] == "20"
    assert "injured_high" not in data
    assert data["status"] == "proposed"


def test_the_profile_is_named(whole):
    assert "profile: public" in whole.findtext("k:Document/k:description", namespaces=NS)
