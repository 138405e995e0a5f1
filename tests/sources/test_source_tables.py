"""Tables as people have them: quoted or not, in two encodings at once, with pieces of HTML, never closed quotation marks."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.articles import read_articles
from dateline.records import RawDocument
from dateline.sources import Item, Refusal, Settings
from dateline.sources.containers import Inner, unpack

STORY = "Eleven people were killed in Tarvel on Monday, the governor said."


def rows_of(data: bytes | str, name: str = "t.csv") -> Iterator[Item]:
    stream = io.BytesIO(data if isinstance(data, bytes) else data.encode())
    for item in unpack(Inner(name, stream, name), Settings(limit=100_000)):
        assert isinstance(item, RawDocument | Refusal)
        yield item


def texts(data: bytes | str, name: str = "t.csv") -> list[str]:
    return [item.data.decode() for item in rows_of(data, name) if isinstance(item, RawDocument)]


def reasons(data: bytes | str, name: str = "t.csv") -> list[str]:
    return [item.reason for item in rows_of(data, name) if isinstance(item, Refusal)]


@pytest.mark.parametrize(
    ("table", "name", "found", "why"),
    [
        ('"Title, short";Body\na;b;c\n', "t.csv", ["b;c"], "a quoted header's comma parts nothing"),
        ("sep=;\ntitle;body\nOne;Two\n", "t.csv", ["One\n\nTwo"], "Excel names the delimiter first"),
        ("\n \ntitle,body\nOne,Two\n", "t.csv", ["One\n\nTwo"], "empty lines before the header"),
        ('text\tn\n"We lost eleven," he said.\t1\n', "t.tsv", ['"We lost eleven," he said.'], "marks of the text stay where none quote"),
        (
            'text\tn\n"He said ""eleven"".\n""No more,"" he said."\t1\n',
            "t.tsv",
            ['He said "eleven".\n"No more," he said.'],
            "quoted after all",
        ),
        ("title,body\rOne,Two\r", "t.csv", ["One\n\nTwo"], "line ends of old Macs"),
        ("body\na\nb,c,d\n", "t.csv", ["a", "b"], "ragged rows"),
        ("title,body,body\nA,B,C\n", "t.csv", ["A\n\nB"], "of two columns of one name the first"),
        ("body\na\0b\n", "t.csv", ["a\ufffdb"], "a NUL is told"),
    ],
)
def test_what_a_row_holds(table: str, name: str, found: list[str], why: str) -> None:
    if "short" in table:
        table = table.replace("a;b;c", 'a;"b;c"')
    assert texts(table, name) == found, why


def test_a_quotation_mark_that_is_never_closed_is_told_and_swallows_nothing_unseen() -> None:
    table = 'title,body\nOne,"Two"\nThree,"Four\nFive,Six\nSeven,Eight\n'
    assert texts(table) == ["One\n\nTwo"]
    assert "row 3 opens a quotation mark that is never closed, and so took in the rest of the table (3 lines)" in reasons(table)[0]


def test_a_table_put_together_from_two_encodings_keeps_its_letters() -> None:
    lines = (
        b"body\n" + "Marché à Tarvel\n".encode() * 40 + "Café “Nord”\n".encode("cp1252") + b"plain\n" * 20_000 + "Été\n".encode("cp1252")
    )
    found = texts(lines)
    assert (found[0], found[40], found[-1]) == ("Marché à Tarvel", "Café “Nord”", "Été")


def test_a_piece_of_html_is_read_as_html_under_its_title() -> None:
    table = json.dumps({"title": "Blast & fire", "content": f"<p>{STORY}</p><p>Six were hurt.</p>"})
    (item,) = rows_of(table, "t.jsonl")
    assert isinstance(item, RawDocument)
    (article,) = read_articles(item)
    assert article.text == f"Blast & fire\n\n{STORY}\n\nSix were hurt."


def test_lists_and_objects_in_json() -> None:
    row = {"title": "Blast", "text": [STORY, "Six were hurt.", None], "authors": [{"name": "Ana"}, "Ben", {"id": 3}]}
    (item,) = rows_of(json.dumps(row), "t.jsonl")
    assert isinstance(item, RawDocument)
    assert item.data.decode() == f"Blast\n\n{STORY}\n\nSix were hurt."
    assert item.supplied is not None
    assert item.supplied.author == "Ana; Ben"


CELLS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0<"), max_size=40)


@given(
    st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8), st.sampled_from(",;\t|"), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])
)
def test_what_a_program_writes_is_read_back(rows: list[tuple[str, str]], delimiter: str, encoding: str) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(["body", "url"])
    writer.writerows(rows)
    found = list(rows_of(out.getvalue().encode(encoding)))
    assert [item.origin for item in found] == [f"t.csv!row {number}" for number in range(2, len(rows) + 2)]
    for (text, url), item in zip(rows, found, strict=True):
        if text.strip():
            assert isinstance(item, RawDocument)
            assert item.data.decode() == text.strip()
            assert item.supplied is not None
            assert item.supplied.url is None or item.supplied.url == url.strip()
        else:
            assert isinstance(item, Refusal)
            assert "holds no text" in item.reason


@given(st.lists(st.dictionaries(st.sampled_from(["text", "title", "url", "x"]), CELLS | st.none() | st.integers()), max_size=8))
def test_every_json_line_is_one_item(rows: list[dict[str, object]]) -> None:
    if not rows:
        return
    found = list(rows_of("\n".join(map(json.dumps, rows)), "t.jsonl"))
    assert len(found) == len(rows)
    for row, item in zip(rows, found, strict=True):
        words = str(row.get("text") if row.get("text") is not None else "").strip()
        assert isinstance(item, Refusal) or words in item.data.decode()
