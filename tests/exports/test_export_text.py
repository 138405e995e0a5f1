"""Text for XML and calendars, names of records, addresses."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from dateline.exports.identifiers import iri, web_address
from dateline.exports.seen import Seen
from dateline.exports.text import clean, json_line, one_line

HOSTILE = "a\x00b\x0b\u202ec\ufffe\ud800]]>&<script>\r\nd\x85e\u2028f\u2066g\x1b[31m"


def test_xml_holds_any_clean_text():
    element = etree.Element("a")
    element.text = clean(HOSTILE)
    assert etree.fromstring(etree.tostring(element)).text == "abc]]>&<script>\nd\ne\nfg[31m"


@given(st.text(st.characters()))
def test_clean_text_is_taken_by_xml_and_stays_as_it_is_when_cleaned_again(text):
    element = etree.Element("a")
    element.text = clean(text)
    assert clean(element.text or "") == (element.text or "")


@given(st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Cn"))))
def test_ordinary_text_is_kept(text):
    assert clean(text) == text


def test_letters_of_every_script_and_joiners_are_kept():
    text = "قصر النيل · می\u200cخواهم · Україна · 伊拉克"
    assert clean(text) == text


def test_one_line_has_no_break():
    assert one_line(" a \r\n\t b\x85c ") == "a b c"


def test_an_iri_has_no_character_that_uris_lack():
    assert iri("judgement", "a b/ü") == "tag:dateline.invalid,2026:judgement/a%20b%2F%C3%BC"


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "http://a b", "https://a/\nb", "http:///x", "a.html", "http://[", None, 'http://a/"x'],
)
def test_what_is_no_safe_address_is_left_out(url):
    assert web_address(url) is None


def test_an_address_of_the_web_is_kept():
    assert web_address("HTTPS://news.example/a?b=1&c=%20#d") == "HTTPS://news.example/a?b=1&c=%20#d"


@given(
    st.lists(
        st.integers(0, 2**64 - 1).map(lambda n: f"{n:016x}") | st.text(max_size=3) | st.integers(0, 40).map(lambda n: f"{n << 58:016x}")
    )
)
def test_seen_is_a_set(ids):
    seen, held = Seen(), set()
    for one in ids:
        assert seen.first(one) is (one not in held)
        held.add(one)
    assert len(seen) == len(held)


def test_seen_grows():
    seen = Seen()
    ids = [f"{n * 0x9E3779B97F4A7C15 % 2**64:016x}" for n in range(1, 5000)]
    assert all(seen.first(one) for one in ids)
    assert not any(seen.first(one) for one in ids)


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_json_on_a_line_loses_nothing_and_is_one_line_to_everybody(text):
    line = json_line({text: [text]})
    assert json.loads(line) == {text: [text]}
    assert len(line.splitlines()) == 1
    assert not set(line) & set("\u202e\u2066\u200f\x85\u2028\ufeff")
