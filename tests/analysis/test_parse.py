"""Sentences: exact places in the text, never across blocks, long blocks cut, capitals undone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.analysis import Parse, Sentence, analyse, load_analyser
from dateline.analysis.parse import PIECE, truecase
from dateline.records import Article, Block, BlockKind


def article_of(*blocks: str, separator: str = "\n", kinds: tuple[BlockKind, ...] = ()) -> Article:
    """Make an article of these blocks with a separator between them."""
    made: list[Block] = []
    text = ""
    for number, words in enumerate(blocks):
        text += separator if number else ""
        made.append(Block(kinds[number] if kinds else BlockKind.PARAGRAPH, len(text), len(text) + len(words)))
        text += words
    return Article("made", None, text, tuple(made), ((0, 0, len(text)),))


def words_of(parse: Parse, sentence: Sentence) -> str:
    return parse.article.text[sentence.start : sentence.end]


def check(parse: Parse) -> None:
    """Check what holds for every parse."""
    text = parse.article.text
    reached = 0
    for number, sentence in enumerate(parse.sentences):
        block = parse.article.blocks[sentence.block]
        assert sentence.index == number
        assert sentence.kind is block.kind
        assert reached <= sentence.start < sentence.end <= block.end
        assert block.start <= sentence.start
        assert len(words_of(parse, sentence)) == len(sentence.tokens.text.rstrip())
        for token in sentence.tokens:
            found = text[sentence.token_start(token) : sentence.token_end(token)]
            assert len(found) == len(token.text)
            assert found.casefold() == token.text.casefold()
        reached = sentence.end


BLOCKS = [
    (("Siege enters third week", "Rebels fired on the town."), 2, "a heading is not glued to the sentence after it"),
    (("Nine dead", "14 hurt", "Two missing"), 3, "lines of a list"),
    (("Rebels fired. Soldiers fled.", "Shops were shut."), 3, "two sentences and one"),
    (("Rebels fired on the", "town on Tuesday."), 2, "a sentence torn by a block stays torn"),
    (("Rebels fired.",), 1, "one"),
    (("   ", "Rebels fired."), 1, "a block of space has no sentence"),
    ((), 0, "no blocks"),
]  # fmt: skip


@pytest.mark.parametrize(("blocks", "count", "why"), BLOCKS)
def test_blocks_are_never_glued(blocks: tuple[str, ...], count: int, why: str) -> None:
    parse = analyse(article_of(*blocks))
    assert len(parse.sentences) == count, why
    check(parse)


def test_sentences_know_their_block_and_its_kind() -> None:
    kinds = (BlockKind.TITLE, BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.CAPTION)
    parse = analyse(article_of("Town falls", "The siege", "Rebels took the town. Soldiers fled.", "Rebels in the town.", kinds=kinds))
    assert [(s.block, s.kind) for s in parse.sentences] == [(0, kinds[0]), (1, kinds[1]), (2, kinds[2]), (2, kinds[2]), (3, kinds[3])]


def test_spans_are_cut_from_the_article() -> None:
    parse = analyse(article_of("Shops were shut.", "Gunmen killed nine shepherds near the well."))
    sentence = parse.sentences[1]
    tokens = list(sentence.tokens)
    assert parse.tokens_span(sentence, tokens[2], tokens[3]).quote == "nine shepherds"
    assert parse.span(0, 5).quote == "Shops"


PIECES = [
    "Rebels fired on the town.",
    "Nine people were killed, a doctor said.",
    "“We fled,” he said.",
    "Al-Qa'im fell.",
    "BOMB KILLS NINE IN CROWDED MARKET",
    "Mr. Omar, 34, died at 6 p.m. near St. Paul's.",
    "12,000 families",
    "–",
    "…",
    "naïve café",
    "Straße",
    "مدينة الموصل",
    "Київ",
    "北京",
    "👩‍👩‍👧 fled 🇺🇦",
    "e\u0301",
    "\u200b",
    "\ufeff",
    "İSTANBUL",
    "ﬁre",
    "no stop here",
    "?!",
    "a.b.c",
    "http://example.org/a?b=c",
]
SPACES = [" ", "  ", "\t", "\u00a0", "\u202f", "\u2009", " \u200b ", "\u3000"]


#: A space before each piece.
LINES = st.lists(st.tuples(st.sampled_from(SPACES), st.sampled_from(PIECES)).map("".join), min_size=1, max_size=5).map("".join)


@settings(max_examples=120, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=4), st.sampled_from(["\n", "\n\n", " ", "\r\n", "\t\n"]))
def test_places_of_sentences_are_exact(blocks: list[str], separator: str) -> None:
    parse = analyse(article_of(*blocks, separator=separator))
    check(parse)
    covered = {i for s in parse.sentences for i in range(s.start, s.end)}
    for block in parse.article.blocks:
        missed = [i for i in range(block.start, block.end) if i not in covered and not parse.article.text[i].isspace()]
        assert missed == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_parsed_in_place(text: str) -> None:
    check(analyse(article_of(text)))


def test_a_sentence_in_ordinary_case_is_the_text_itself() -> None:
    parse = analyse(article_of("  Rebels fired on the town.   Soldiers fled.  ", "Shops were shut."))
    assert [words_of(parse, s).strip() for s in parse.sentences] == ["Rebels fired on the town.", "Soldiers fled.", "Shops were shut."]
    assert [s.tokens.text.strip() for s in parse.sentences] == [words_of(parse, s).strip() for s in parse.sentences]


def test_long_blocks_are_cut_at_sentence_ends() -> None:
    sentence = "Rebels fired on the town and nine people were hurt. "
    text = sentence * (3 * PIECE // len(sentence))
    parse = analyse(article_of(text.strip()))
    check(parse)
    assert max(len(s.tokens.doc.text) for s in parse.sentences) <= PIECE
    assert {words_of(parse, s) for s in parse.sentences} == {sentence.strip()}


@pytest.mark.parametrize(("filler", "why"), [("rebels and ", "no stop to cut at"), ("x", "not even a space")])
def test_blocks_without_a_stop_are_cut_too(filler: str, why: str) -> None:
    text = filler * (2 * PIECE // len(filler) + 7)
    parse = analyse(article_of(text))
    check(parse)
    assert max(len(s.tokens.doc.text) for s in parse.sentences) <= PIECE, why
    assert "".join(words_of(parse, s) for s in parse.sentences).replace(" ", "") == text.replace(" ", "")


COMMON = frozenset({"rebel", "kill", "soldier", "near", "on", "the", "in", "and", "market", "bomb", "city", "doctor"})
CASES = [
    ("REBELS KILLED 12 SOLDIERS NEAR NIMRUD ON FRIDAY", "Rebels killed 12 soldiers near Nimrud on Friday", "names keep a capital"),
    ("BOMBS KILLED DOCTORS IN THE CITY. REBELS BOMBED IT", "Bombs killed doctors in the city. Rebels bombed It", "two sentences"),
    ("Rebels killed 12 soldiers near Nimrud", "Rebels killed 12 soldiers near Nimrud", "ordinary case is left alone"),
    ("REBELS FLED", "REBELS FLED", "too few letters to tell"),
    ("UN, NATO AND EU: nine killed near the market", "UN, NATO AND EU: nine killed near the market", "capitals among small letters"),
    ("", "", "nothing"),
    ("1234567890 1234567890 1234567890", "1234567890 1234567890 1234567890", "no letters"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), CASES)
def test_truecase(text: str, expected: str, why: str) -> None:
    assert truecase(text, COMMON) == expected, why


@given(st.text(max_size=200), st.sampled_from([frozenset(), COMMON]))
def test_truecase_never_changes_the_length(text: str, common: frozenset[str]) -> None:
    lowered = truecase(text, common)
    assert len(lowered) == len(text)
    assert lowered.casefold() == text.casefold() or any(len(c.lower()) != 1 or c.lower().upper() != c.upper() for c in text)


@given(st.text(max_size=80), st.text(alphabet="abcdefghijklmnop", min_size=30, max_size=120))
def test_truecase_leaves_text_with_small_letters_alone(capitals: str, small: str) -> None:
    text = small + " " + capitals[: len(small) // 4].upper()
    assert truecase(text, COMMON) == text


def test_text_without_case_is_parsed_where_it_stands() -> None:
    parse = analyse(article_of("REBELS KILLED NINE SOLDIERS NEAR MOSUL ON FRIDAY. THE TOWN FELL."))
    check(parse)
    assert words_of(parse, parse.sentences[0]) == "REBELS KILLED NINE SOLDIERS NEAR MOSUL ON FRIDAY."
    assert "soldiers" in [token.text for token in parse.sentences[0].tokens]


def test_the_analyser_is_loaded_once() -> None:
    assert load_analyser() is load_analyser()
