"""Whole pages: title, blocks, publication time, dateline, agencies, and the way back to the source."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.articles import article_from_text, read_article
from dateline.errors import DatelineError, EmptyArticle, SourceTooLarge
from dateline.records import Article, BlockKind, RawDocument

PAGE = """\u2022 Tuesday, May 12, 2026
  \u2022 Last Update : 07:15 pm

Garrison falls in the valley of Orun

  \u2022 Published at 8:05 am March 3rd, 2014
Garrison falls in the valley of Orun

By Lena Hart

The army lost its last garrison in the Orun valley on Sunday, and at least seven soldiers died, a local commander told AFP.

"We left before dawn," he said.

Read more: Talks about the valley begin again

Long retreat

Villagers told Reuters that the column had reached the river by noon, with its wounded on two open trucks.

[caption id="attachment_7" width="640"]Soldiers rest in Tamsa, north of Orun, on March 1, 2014 after the retreat. / AFP PHOTO / Nino VARGA \
Soldiers rest in Tamsa, north of Orun, on March 1, 2014 after the retreat. AFP[/caption]

The ministry called the loss temporary. [gallery ids="1,2"]
Facebook 12
email sharing button email
print sharing button print
Tweet
"""


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(block.kind.value, article.text[block.start : block.end]) for block in article.blocks]


def plain(text: str) -> str:
    return "".join(" " if c.isspace() else c for c in text)


def check_invariants(article: Article, source: str) -> None:
    """Blocks cover the text in order; every run leads to the same characters, white space aside; ids follow the text."""
    at = 0
    for number, block in enumerate(article.blocks):
        if number:
            assert article.text[at : block.start] == "\n\n"
        else:
            assert block.start == 0
        assert block.start < block.end
        at = block.end
    assert at == len(article.text)
    covered = 0
    last = 0
    for text_start, source_start, length in article.source_map:
        assert text_start >= last
        last = text_start + length
        covered += length
        if length > 1:
            assert plain(article.text[text_start:last]) == plain(source[source_start : source_start + length])
    assert covered == len(article.text) - 2 * (len(article.blocks) - 1)


def test_a_scraped_page_becomes_its_story() -> None:
    article = article_from_text(PAGE)
    assert article.title == "Garrison falls in the valley of Orun"
    assert [kind for kind, _ in kinds(article)] == [
        "title", "paragraph", "paragraph", "heading", "paragraph", "caption", "paragraph",
    ]  # fmt: skip
    assert article.byline == "Lena Hart"
    assert article.agencies == ("AFP", "Reuters")
    assert article.language == "en"
    caption = next(block for block in article.blocks if block.kind is BlockKind.CAPTION)
    assert (caption.credit, caption.date, caption.place) == ("AFP PHOTO / Nino VARGA", "2014-03-01", "Tamsa")
    assert article.text.count("Soldiers rest") == 1
    for gone in ("2026", "Update", "sharing", "caption", "gallery", "Facebook", "Tweet", "Read more"):
        assert gone not in article.text
    assert article.notes == (
        "furniture: 1 pointer", "furniture: 1 repeated title", "furniture: 4 share buttons",
        "furniture: 2 shortcodes", "furniture: 2 site clocks",
    )  # fmt: skip
    check_invariants(article, PAGE)


def test_the_publication_line_is_found_with_its_place() -> None:
    published = article_from_text(PAGE).published
    assert published is not None
    assert (published.value, published.precision, published.basis) == ("2014-03-03T08:05", "minute", "page line")
    assert published.quote is not None
    assert published.source_start == PAGE.index(published.quote)


STORY = "The convoy was stopped at the bridge for two hours, residents of the town said, and nobody was hurt in the end."


@pytest.mark.parametrize(
    ("text", "published", "url", "expected", "why"),
    [
        (STORY, "2014-03-03", None, ("2014-03-03", "day", "given"), "the caller knows"),
        (f"Published 2014-03-03\n\n{STORY}", "2015-01-01", None, ("2015-01-01", "day", "given"), "and is believed first"),
        (f"Published 2014-03-03\n\n{STORY}", None, None, ("2014-03-03", "day", "page line"), "ISO"),
        (f"Posted on 3 March 2014, 10:15 GMT\n\n{STORY}", None, None, ("2014-03-03T10:15", "minute", "page line"), "day first"),
        (f"Updated: 3 Mar 2014\nFirst published: 2 Mar 2014\n{STORY}", None, None, ("2014-03-02", "day", "page line"), "best label"),
        (f"OSLO | Mon Mar 3, 2014 3:43 am EST OSLO (Reuters) - {STORY}", None, None, ("2014-03-03T03:43", "minute", "page line"), "glued"),
        (f"March 3, 2014 -- Updated 1204 GMT (2004 HKT)\n{STORY}", None, None, ("2014-03-03T12:04", "minute", "page line"), "CNN's form"),
        (f"March 3, 2014 -- Updated 1204 GMT (2004 HKT) {STORY}", None, None, ("2014-03-03T12:04", "minute", "page line"), "glued too"),
        (f"OSLO, March 3, 2014 (AP) \u2014 {STORY}", None, None, ("2014-03-03", "day", "dateline"), "a dateline with its year"),
        (f"OSLO, March 3 (AP) \u2014 {STORY}", None, "https://example.org/a/2014", None, "no year, no day"),
        (f"OSLO, March 3 (AP) \u2014 {STORY}", None, "https://example.org/2014/a/b", ("2014-03-03", "day", "dateline"), "the URL's year"),
        (STORY, None, "https://example.org/2014/03/03/convoy", ("2014-03-03", "day", "url"), "the URL's day"),
        (f"Convoy stopped at bridge\nMonday, 3 March 2014\n{STORY}", None, None, ("2014-03-03", "day", "page line"), "under the title"),
        (f"Monday, 3 March 2014\nConvoy stopped at bridge\n{STORY}", None, None, None, "bare, above the title: the site's clock"),
        (f"{STORY}\nThe bridge was built on 3 March 2014.", None, None, None, "a date in the story is no publication date"),
        (STORY, None, None, None, "never invented"),
        (f"Posted 03/04/2014\n{STORY}", None, None, None, "which is the month?"),
    ],
)  # fmt: skip
def test_when_published(text: str, published: str | None, url: str | None, expected: tuple[str, str, str] | None, why: str) -> None:
    article = article_from_text(text, published=published, url=url)
    when = article.published
    got = (when.value, when.precision, when.basis) if when else None
    assert got == expected, why
    if when and when.source_start is not None and when.quote:
        assert text[when.source_start :].startswith(when.quote)


@pytest.mark.parametrize(
    ("top", "title", "why"),
    [
        ("VALLEY POST\nWorld | Valland | Sport\n", "Two freed after three days in Orun", "a paper's name and its menu"),
        ("Valley Post \u2014 news, early\nThursday edition\n", "Two freed after three days in Orun", "its slogan and edition"),
        ("", "Two freed after three days in Orun", "none"),
    ],
)
def test_the_headline_is_told_from_the_masthead(top: str, title: str, why: str) -> None:
    article = article_from_text(f"{top}{title}\nBy Lena Hart, March 3, 2014\n{STORY}")
    assert (article.title, article.byline) == (title, "Lena Hart"), why
    assert article.published is not None
    assert article.published.day == "2014-03-03"
    assert article.text == f"{title}\n\n{STORY}", why


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="give it as"):
        article_from_text(STORY, published="yesterday")


def test_repeated_sentences_of_the_story_stay() -> None:
    article = article_from_text(f"{STORY}\n{STORY}")
    assert article.text.count("The convoy") == 2


def test_one_line_that_stops_in_mid_sentence_goes_on_in_the_next() -> None:
    source = (
        "Car bomb hits market in Karva\n\n"
        "KARVA (AFP) - A car bomb exploded in a market in the town of Karva on Thursday, killing\n"
        "at least nine people and wounding 21, police said.\n"
    )
    article = article_from_text(source)
    assert "killing at least nine people" in article.text.replace("\n", " ")
    assert [kind for kind, _ in kinds(article)] == ["title", "paragraph"]
    check_invariants(article, source)


def test_short_lines_and_whole_sentences_are_not_put_together() -> None:
    source = "Troops leave\n\nThe troops left the northern hills on Friday, the army said.\nsharing button\nmore from the region\n"
    assert "said. sharing" not in article_from_text(source).text


def test_hard_wrapped_text_is_put_together() -> None:
    source = (
        "Troops leave the northern hills\n\n"
        "KARVA (AFP) - Troops began to leave the northern hills on Friday, a\n"
        "day after the two sides had signed a truce in the capital, and the\n"
        "first lorries reached the coast in the evening, witnesses said.\n\n"
        "The commander of the brigade said that some forty of his men would\n"
        "stay behind to clear mines from the road and from the two bridges,\n"
        "which had been closed since the winter.\n"
    )
    article = article_from_text(source)
    assert [kind for kind, _ in kinds(article)] == ["title", "paragraph", "paragraph"]
    assert "Friday, a day after the two sides" in article.text
    assert article.text.count("\n\n") == 2
    check_invariants(article, source)


def test_line_ends_do_not_matter() -> None:
    plain_article, dos = article_from_text(PAGE), article_from_text(PAGE.replace("\n", "\r\n"))
    assert (dos.text, dos.blocks, dos.id) == (plain_article.text, plain_article.blocks, plain_article.id)
    check_invariants(dos, PAGE.replace("\n", "\r\n"))


STEERED = [
    ("killed \u202enine\u202c men", "writing turned round"),
    ("killed \u2067nine\u2069 men", "an isolate"),
    ("killed ni\u00adne men", "a soft hyphen"),
    ("killed \x1bnine\x07 men", "controls"),
]


@pytest.mark.parametrize(("words", "why"), STEERED)
def test_characters_without_width_are_left_out(words: str, why: str) -> None:
    source = f"The army said that the blast had {words} in the north of the town on Sunday.\n\n\u202e\n"
    article = article_from_text(source)
    assert "killed nine men" in article.text, why
    assert len(article.blocks) == 1
    check_invariants(article, source)


def test_the_id_is_the_hash_of_the_text() -> None:
    first, second = article_from_text(STORY), article_from_text(f"Share\n\n{STORY}\n")
    assert first.text == second.text
    assert first.id == second.id
    assert len(first.id) == 16


@pytest.mark.parametrize(
    "text", ["", " \n\t ", "\ufeff", "Facebook 12\nTweet\nShare", "Skip to content\n\u00a9 2014 The Valley Post. All rights reserved."]
)
def test_nothing_left_is_an_error(text: str) -> None:
    with pytest.raises(EmptyArticle, match="holds no text"):
        article_from_text(text, origin="page.txt")


def test_a_source_is_read_from_disk_with_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes("\u201cWe\u2019re leaving,\u201d the mayor of Z\u00fcrich said on Sunday after a long day of talks.".encode("cp1252"))
    article = read_article(path)
    assert article.text.startswith("\u201cWe\u2019re leaving,\u201d")
    assert article.notes == ("encoding: windows-1252",)


def test_a_fetched_document_knows_its_address() -> None:
    document = RawDocument(STORY.encode(), "https://www.example.org/2014/03/03/convoy", None, "0" * 64, "text/plain", "utf-8")
    article = read_article(document)
    assert (article.url, article.publisher) == (document.origin, "example.org")


def test_mended_characters_lead_to_where_they_stood() -> None:
    document = RawDocument(
        "It\u00e2\u20ac\u2122s over in the valley, the commander said, and the men went home.".encode(), "a.txt", None, "0" * 64
    )
    article = read_article(document)
    assert article.text.startswith("It\u2019s over")
    assert article.to_source(article.text.index("\u2019")) == 2
    assert article.to_source(article.text.index("s over")) == 5
    assert article.notes == ("mojibake: 1 place mended",)


def test_text_of_another_language_is_told() -> None:
    text = "Le porte-parole de l'armée a déclaré dimanche que deux hommes avaient été libérés dans le nord du pays après trois jours."
    assert article_from_text(text).language == "fr"
    assert article_from_text("Two men freed").language is None


@pytest.mark.parametrize("size", [2_000_000])
def test_a_very_long_line_is_read(size: int) -> None:
    sentence = "The column crossed the river on Sunday. "
    assert len(article_from_text(sentence * (size // len(sentence))).blocks) == 1


def test_a_table_of_lines_is_refused() -> None:
    with pytest.raises(SourceTooLarge, match="100,000"):
        article_from_text("One, two and three.\n" * 100_001)


PIECES = [
    "The army said on Sunday that two men had died.",
    "Long retreat",
    "\n",
    "\n\n",
    "\r\n",
    "  ",
    "\u00a0",
    "\u200b",
    "\u202e",
    "\x07",
    "\t",
    "Share",
    "Facebook 12",
    "* ",
    "OSLO (AP) - ",
    "OSLO | Mon Mar 3, 2014 3:43 am EST OSLO (Reuters) - ",
    '[caption id="1"]',
    "[/caption]",
    '[gallery ids="2"]',
    "(Editing by A. Hart)",
    "We welcome comments that help.",
    "This discussion is now closed.",
    "NEW: ",
    "By Lena Hart",
    "AFP PHOTO / Nino VARGA",
    "Published 2014-03-03",
    "\u2022 ",
    "<",
    "&amp;",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_invariants_hold_on_pages_put_together_at_random(source: str) -> None:
    try:
        article = article_from_text(source)
    except EmptyArticle:
        return
    check_invariants(article, source)
    assert article == article_from_text(source)


@given(st.text(max_size=300))
def test_invariants_hold_on_any_text(source: str) -> None:
    try:
        article = article_from_text(source)
    except DatelineError:
        return
    for _, source_start, length in article.source_map:
        assert 0 <= source_start <= len(source) - length
