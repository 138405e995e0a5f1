"""Bytes to text: encodings, mojibake, and what is no text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import SourceError
from dateline.records import RawDocument
from dateline.sources import Decoded, decode
from dateline.sources.decode import mend

QUOTE = "“We’re leaving,” the mayor said – in Zürich."


def document(data: bytes, charset: str | None = None) -> RawDocument:
    return RawDocument(data, "story.txt", None, "0" * 64, None, charset)


@pytest.mark.parametrize(
    ("data", "charset", "encoding", "notes", "why"),
    [
        (QUOTE.encode(), None, "utf-8", (), "the usual case needs no note"),
        (QUOTE.encode("utf-8-sig"), None, "utf-8", ("encoding: utf-8, byte order mark",), "the mark is left out"),
        (QUOTE.encode("utf-16"), None, "utf-16-le", ("encoding: utf-16-le, byte order mark",), "told by its mark"),
        (QUOTE.encode("utf-16-be"), None, "utf-16-be", ("encoding: utf-16-be",), "every other byte is NUL"),
        (QUOTE.encode("cp1252"), None, "cp1252", ("encoding: windows-1252",), "curly quotes as bytes 0x93, 0x94"),
        (QUOTE.encode("cp1252"), "iso-8859-1", "cp1252", ("encoding: windows-1252, declared",), "the web's Latin-1 is windows-1252"),
        (QUOTE.encode(), "iso-8859-1", "utf-8", (), "a wrong declaration loses against valid UTF-8"),
        ('<meta charset="windows-1251">Нападение'.encode("cp1251"), None, "cp1251", ("encoding: windows-1251, declared",), "page's own"),
    ],
)
def test_encodings(data: bytes, charset: str | None, encoding: str, notes: tuple[str, ...], why: str) -> None:
    decoded = decode(document(data, charset))
    assert (decoded.encoding, decoded.notes) == (encoding, notes), why
    assert decoded.text in (QUOTE, '<meta charset="windows-1251">Нападение'), why


FOREIGN = {
    "koi8-r": "Двое рабочих погибли и трое были ранены при обстреле мельницы на окраине города во вторник утром, сообщил глава района. ",
    "cp1251": "Дорога через долину была закрыта шесть часов, пока сапёры искали третий снаряд, рассказали жители соседней улицы. ",
    "cp1256": "قتل عاملان وأصيب ثلاثة آخرون في قصف على مطحنة عند أطراف المدينة صباح الثلاثاء، حسبما قال رئيس البلدية في مكتبه. ",
    "gb18030": "星期二早上，城郊的一座磨坊遭到炮击，两名工人死亡，三人受伤，区长说。穿过山谷的道路关闭了六个小时，工兵在寻找第三枚炮弹。",
    "shift_jis": "火曜日の朝、町外れの製粉所が砲撃を受け、労働者二人が死亡、三人が負傷したと区長が語った。谷を通る道路は六時間閉鎖された。",
    "euc_kr": "화요일 아침 도시 외곽의 방앗간이 포격을 받아 노동자 두 명이 숨지고 세 명이 다쳤다고 구청장이 말했다. 도로는 폐쇄되었다. ",
}


@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1", "windows-1251"])
@pytest.mark.parametrize("encoding", FOREIGN)
def test_a_page_in_another_script_is_read_whatever_it_declares(encoding: str, declared: str | None) -> None:
    words = FOREIGN[encoding]
    mark = f'<meta charset="{declared}">' if declared else ""
    page = f'<html><head>{mark}</head><body><a href="/a">Home</a><p>{words}</p><p>{words}</p></body></html>'
    decoded = decode(document(page.encode(encoding)))
    assert words in decoded.text
    assert decoded.notes[0].startswith("encoding: ")


def test_a_declared_encoding_stands_for_scripts_with_few_other_letters_and_where_it_reads_well() -> None:
    french = "Deux ouvriers ont été tués à l’aube près d’un café déjà fermé, a déclaré le maire, très ému et désolé, à la télévision."
    assert decode(document(french.encode("cp1252"), "windows-1252")).text == french
    belarusian = "Двое рабочых загінулі і трое былі паранены пры абстрэле млына на ўскраіне горада ў аўторак раніцай, паведаміў кіраўнік."
    assert decode(document(belarusian.encode("iso8859-5"), "iso-8859-5")).text == belarusian


@pytest.mark.parametrize("name", ["utf-8\0", "no-such", "rot13", "idna", "\ud800", "undefined", "base64"])
def test_a_charset_that_is_none_is_passed_over(name: str) -> None:
    assert decode(RawDocument("café".encode(), "a.txt", None, "", charset=name)).text == "café"


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    decoded = decode(document((QUOTE * 40).encode() + b"\xe2\x80"))
    assert decoded.encoding == "utf-8"
    assert decoded.notes == ("encoding: utf-8, 1 broken",)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n", "PNG"),
        (b"text\0with\0bytes and more text", "NUL byte at position 4"),
        (b"PK\x03\x04zip", "a container .zip."),
        (bytes(range(1, 256)) * 8, "control characters"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        decode(document(data))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Itâ€™s over, he said.", "It’s over, he said."),
        ("Plain text stays – even “quoted”.", "Plain text stays – even “quoted”."),
        ("A cafÃ© in ZÃ¼rich", "A café in Zürich"),
        ("São Paulo’s mayor", "São Paulo’s mayor"),
    ],
)
def test_mojibake_is_mended(source: str, text: str) -> None:
    assert mend(source)[0] == text


def check_runs(decoded: Decoded | tuple[str, str, tuple[tuple[int, int, int], ...]]) -> None:
    text, source, runs = (decoded.text, decoded.source, decoded.runs) if isinstance(decoded, Decoded) else decoded
    last_text = last_source = 0
    for text_start, source_start, length in runs:
        assert text_start >= last_text
        assert source_start >= last_source
        last_text, last_source = text_start + length, source_start + length
        if length > 1:
            assert text[text_start:last_text] == source[source_start:last_source]


@given(st.lists(st.sampled_from(["the army ", "â€™", "Ã©", "é", "’", "\r\n", "12 dead. ", "â€œ", "â€\x9d", " "])).map("".join))
def test_runs_lead_back_to_the_source(source: str) -> None:
    text, runs, mended = mend(source)
    check_runs((text, source, runs))
    assert mended or text == source


@given(st.text())
def test_utf8_always_comes_back(text: str) -> None:
    data = text.encode("utf-8", "ignore")
    if b"\0" not in data and data:
        decoded = decode(document(data))
        check_runs(decoded)
        assert decoded.source.encode() in (data, data.removeprefix(b"\xef\xbb\xbf"))
