"""Wordpieces and windows: every word maps to its characters, every piece is taken from one window."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files

from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from dateline.reading.pieces import cut, open_tokenizer, windows


@cache
def tokenizer() -> Tokenizer:
    with as_file(files("dateline.reading") / "data" / "tokenizer.json") as path:
        return open_tokenizer(str(path))


@given(st.text(max_size=200))
def test_words_are_disjoint_and_in_order(text: str) -> None:
    pieces = cut(text, tokenizer())
    last = 0
    for start, end in zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True):
        assert last <= start < end <= len(text)
        last = end
    assert len(pieces.ids) == len(pieces.features)


def test_words_case_and_paragraphs() -> None:
    text = "KILLED in Gao\n\nMcDonald's 1,200"
    pieces = cut(text, tokenizer())
    words = [text[a:b] for a, b in zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True)]
    assert words == ["KILLED", "in", "Gao", "McDonald", "'", "s", "1", ",", "200"]
    assert pieces.features[pieces.first].tolist() == [6, 0, 1, 7, 0, 0, 0, 0, 0]


@given(st.integers(0, 2000), st.integers(20, 300), st.integers(0, 18))
def test_windows_take_every_piece_once(length: int, size: int, overlap: int) -> None:
    taken: list[int] = []
    for start, end, take, until in windows(length, size, overlap):
        assert start <= take <= until <= end
        assert end - start <= size
        taken += range(take, until)
    assert taken == list(range(length))


def test_a_label_is_read_as_a_plain_word_and_keeps_its_characters() -> None:
    named, plain = cut("Two Terrorists fled.", tokenizer()), cut("Two Fighters fled.", tokenizer())
    assert named.ids.tolist() == plain.ids.tolist()
    assert named.features.tolist() == plain.features.tolist()
    assert (int(named.starts[1]), int(named.ends[1])) == (4, 14)


def test_every_plain_word_is_one_piece() -> None:
    text = (files("dateline.reading") / "data" / "labels.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    assert rows[0] == ["label", "read_as", "source"]
    assert len({row[0] for row in rows}) == len(rows)
    assert all(tokenizer().token_to_id(row[1]) is not None for row in rows[1:])
