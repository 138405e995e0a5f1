"""The lines of a page and their place in its layout: what belongs to the story, what is a caption, a table, a teaser, a box."""

from __future__ import annotations

import time
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from dateline.articles import article_from_text
from dateline.articles.layout import holder_of, load_parts, part_of, story_lines, vote
from dateline.articles.page_lines import Line, read_lines
from dateline.records import BlockKind

STORY = [
    "Gunmen attacked the ferry landing at Osk before dawn on Tuesday and killed six men who were waiting for the first boat.",
    "The harbour police said that the attackers had come over the river and had left the same way, under fire from the bank.",
    "Two of the wounded died in the hospital at Renna, a nurse there said, and a third had been flown to the capital.",
    "The governor promised guards for all landings. It was the third attack on the river since the bridge was blown up in May.",
]


def whole_page(story: str) -> str:
    head = "<html><head><title>Six killed</title></head><body>"
    return f'{head}<article><h1>Six killed</h1><div class="body">{story}</div></article></body></html>'


def lines_of(body: str, voted: list[str] | None = None) -> list[Line]:
    """Return the story's lines of a page by the votes for the paragraphs `voted`, all of `STORY` if left out."""
    lines = read_lines(html.document_fromstring(f"<html><body>{body}</body></html>"))
    vote(lines, STORY if voted is None else voted)
    holder = holder_of(lines)
    return [] if holder is None else story_lines(lines, holder)


def words_of(body: str, voted: list[str] | None = None) -> list[str]:
    return [line.words for line in lines_of(body, voted) if line.kind is not BlockKind.CAPTION]


def paragraphs(*between: str) -> str:
    """Return the story's paragraphs as HTML, with something after the second."""
    first, second, *rest = (f"<p>{words}</p>" for words in STORY)
    return "".join((first, second, *between, *rest))


def test_paragraphs_in_elements_that_the_extraction_does_not_know_come_by_their_template() -> None:
    made = "".join(f'<div class="text__{number} body-paragraph"><span>{words}</span></div>' for number, words in enumerate(STORY))
    assert words_of(f'<main><div class="story">{made}</div></main>', voted=STORY[:1]) == STORY


def test_entries_far_from_the_voted_paragraphs_come_by_their_template() -> None:
    entries = "".join(
        f'<div><h3>Entry {n}</h3><div class="entry-text live">{p}</div></div>' for n, p in enumerate(map("<p>{}</p>".format, STORY))
    )
    assert words_of(f"<main><section>{entries}</section></main>", voted=STORY[:1]) == [
        part for number, words in enumerate(STORY) for part in (f"Entry {number}", words)
    ]


@pytest.mark.parametrize(
    "box",
    [
        "<aside><p>Our man in Renna has followed the war on the river for eleven years and wrote a book on it.</p></aside>",
        '<div class="article-newsletter"><p>The river letter comes every Friday, with all that our reporters saw on both banks.</p></div>',
        '<div class="RelatedStories"><p>Fishermen of Osk wait for the money that the governor promised them in June.</p></div>',
        '<div class="c-card"><h3><a href="/a">Bridge at Renna blown up</a></h3><p>Engineers say it will take a year.</p></div>',
        '<p><a href="/b">Read more: who are the gunmen that cross the river at night?</a></p>',
        '<blockquote class="twitter-tweet"><p>Six killed at the landing, I hear, and it will not be the last.</p></blockquote>',
        "<p>By Ana Petrov in Renna and agencies</p>",
        '<p style="display: none">You have read your last free article; become a member to see the rest of it.</p>',
        "<p>" + STORY[0] + "</p>",
    ],
    ids=["aside", "newsletter", "related", "card", "link", "post", "byline", "hidden", "printed twice"],
)  # fmt: skip
def test_boxes_between_paragraphs_are_no_story(box: str) -> None:
    assert words_of(f'<article><div class="body">{paragraphs(box)}</div></article>') == STORY


@pytest.mark.parametrize(
    ("added", "words"),
    [
        ("<h2>Under fire</h2>", "Under fire"),
        ("<p>Nobody was held.</p>", "Nobody was held."),
        ("<h3>By nightfall the landing was empty</h3>", "By nightfall the landing was empty"),
        ("<ul><li>Osk: six killed</li></ul>", "Osk: six killed"),
        ("<blockquote><p>They shot at all that moved.</p></blockquote>", "They shot at all that moved."),
        ('<p>The <a href="/c">harbour police</a> has forty men.</p>', "The harbour police has forty men."),
    ],
    ids=["heading", "short paragraph", "no byline", "list", "quotation", "with a link"],
)
def test_what_stands_beside_the_paragraphs_is_story_without_a_vote(added: str, words: str) -> None:
    assert words_of(f'<article><div class="body">{paragraphs(added)}</div></article>') == [*STORY[:2], words, *STORY[2:]]


def test_a_heading_over_nothing_goes() -> None:
    assert words_of(f'<article><div class="body">{paragraphs()}<h2>More on the river</h2></div></article>') == STORY


def test_a_class_that_holds_the_story_is_misnamed() -> None:
    assert words_of(f'<div class="page"><div class="has-share">{paragraphs()}</div></div>') == STORY


def test_above_the_story_stand_its_standfirst_and_points_but_no_byline_date_or_control() -> None:
    standfirst, point = "Police speak of the third attack on the river since May", "Two of the wounded died in the hospital, nurse says"
    above = (
        f"<h1>Six killed at Osk landing</h1><h2>{standfirst}</h2><p>By our own correspondent on the river at Osk</p>"
        "<div>Published on Tuesday, 4 March 2014, at nine in the morning</div><div class='share-bar'>Send this report to a friend "
        f"or to your own letter box now</div><ul><li>{point}</li></ul><p>Renna</p>"
    )
    assert words_of(f'<article><header>{above}</header><div class="body">{paragraphs()}</div></article>') == [standfirst, point, *STORY]


def test_a_page_that_declares_no_date_is_dated_by_the_line_that_it_prints() -> None:
    page = whole_page(paragraphs()).replace("</h1>", '</h1><div class="when">Published 4 March 2014, 10:15 GMT</div>')
    article = article_from_text(page)
    assert article.published is not None
    assert (article.published.value, article.published.basis) == ("2014-03-04T10:15", "page line")
    assert "Published" not in article.text


def test_a_picture_s_words_are_its_caption_and_keep_their_credit() -> None:
    figure = "<figure><img><figcaption>The landing at Osk, seen from the other bank in March. REUTERS/Ana Petrov</figcaption></figure>"
    divided = '<div class="image"><p class="wp-caption-text">A ferry on the river near Renna in the spring</p></div>'
    found = lines_of(f'<article><div class="body">{paragraphs(figure, divided)}</div></article>')
    assert [line.words[:11] for line in found if line.kind is BlockKind.CAPTION] == ["The landing", "A ferry on "]
    page = whole_page(paragraphs(figure))
    article = article_from_text(page)
    captions = [block for block in article.blocks if block.kind is BlockKind.CAPTION]
    assert [(article.text[block.start : block.end], block.credit) for block in captions] == [
        ("The landing at Osk, seen from the other bank in March.", "REUTERS/Ana Petrov")
    ]
    assert "Reuters" in article.agencies


TABLE = (
    "<table><caption>Killed on the river</caption><tr><th>Landing</th><th>Toll</th></tr><tr><td>Osk</td><td>6 killed</td></tr>"
    "<tr><td>Renna<br>bridge</td><td>31&nbsp;killed</td></tr></table>"
)


def test_a_data_table_comes_row_by_row_and_leads_back_to_the_page() -> None:
    page = whole_page(paragraphs(TABLE))
    article = article_from_text(page)
    rows = [article.text[b.start : b.end] for b in article.blocks if b.kind is BlockKind.LIST_ITEM]
    assert rows == ["Landing | Toll", "Osk | 6 killed", "Renna bridge | 31 killed"]
    assert not [note for note in article.notes if "not found in the source" in note]
    at = article.text.index("31 killed")
    place = article.to_source(at)
    assert place is not None
    assert page[place : place + 2] == "31"


@pytest.mark.parametrize(
    "table",
    [
        f"<table role='presentation'><tr><td><p>{STORY[0]}</p></td><td>x</td></tr><tr><td><p>{STORY[1]}</p></td><td>y</td></tr></table>",
        f"<table><tr><td><p>{STORY[0]}</p><p>{STORY[1]}</p></td></tr></table>",
        f"<table><tr><td>menu</td><td><table><tr><td><p>{STORY[0]}</p><p>{STORY[1]}</p></td></tr></table></td></tr></table>",
        f"<table><tr><td>1</td><td><p>{STORY[0]}</p><p>{STORY[1]}</p><p>{STORY[2]}</p></td></tr><tr><td>2</td><td>x</td></tr></table>",
    ],
    ids=["said so", "one cell", "nested", "paragraphs in cells"],
)
def test_a_table_that_lays_out_the_page_is_no_data(table: str) -> None:
    found = [line.words for line in read_lines(html.document_fromstring(f"<html><body>{table}</body></html>"))]
    assert STORY[0] in found
    assert STORY[1] in found


def test_the_next_story_on_the_page_is_another() -> None:
    other = "<p>The council of Renna meets today to speak of the price of bread, which has doubled since the winter.</p>" * 2
    body = f"<main><article><h1>Six killed</h1>{paragraphs()}</article><article><h1>Bread</h1>{other}</article></main>"
    assert words_of(body, voted=[*STORY, "The council of Renna meets today to speak of the price of bread, which has doubled."]) == STORY


def test_lines_break_where_the_page_breaks_them() -> None:
    body = (
        "<p>One <b>bold</b> line<br>goes on<br><br>and ends</p>tail<!-- no --> of<script>no</script> it<div>another<p>third</p>rest</div>"
    )
    found = read_lines(html.document_fromstring(f"<html><body>{body}</body></html>"))
    assert [line.words for line in found] == ["One bold line goes on", "and ends", "tail of it", "another", "third", "rest"]


@pytest.mark.parametrize(
    ("tag", "part"),
    [
        ('<div class="article-share">', "share"),
        ('<div class="share-article-body">', None),
        ('<div class="ArticleBody">', None),
        ('<div class="o-wp-caption-text large">', "caption"),
        ('<div data-testid="NewsletterSignUp">', "call"),
        ('<div role="navigation">', "aside"),
        ("<footer>", "aside"),
        ("<div>", None),
    ],
)
def test_what_an_element_says_it_is(tag: str, part: str | None) -> None:
    assert part_of(html.fragment_fromstring(f"{tag}x")) == part


def test_the_table_of_parts_is_whole() -> None:
    rows = [row.split("\t") for row in resources.files("dateline.articles").joinpath("data/layout.tsv").read_text("utf-8").splitlines()]
    assert rows[0] == ["words", "part", "source"]
    assert all(len(row) == 3 and all(row) for row in rows)
    assert all(words == tuple(word.lower() for word in words) and 1 <= len(words) <= 4 for words in load_parts())


_TEXT = st.text(alphabet="ab <>&\n", max_size=12).map(lambda words: words.replace("<", "").replace("&", "&amp;"))
_HTML = st.recursive(
    _TEXT,
    lambda inner: st.builds(
        "<{0}>{1}</{0}>".format,
        st.sampled_from(["p", "div", "b", "li", "td", "table", "tr", "h2", "figure", "article", "a"]),
        st.lists(inner).map("".join),
    ),
    max_leaves=30,
)


@given(_HTML)
@settings(max_examples=200, deadline=None)
def test_no_visible_character_is_lost_or_comes_twice(body: str) -> None:
    tree = html.document_fromstring(f"<html><body>x{body}</body></html>")
    lines = read_lines(tree)
    read = "".join("".join(line.words.replace("|", "").split()) for line in lines)
    if tree.find(".//table") is None:
        assert read == "".join(tree.text_content().split())
    vote(lines, [line.words for line in lines])
    kept = [id(line) for line in story_lines(lines, holder_of(lines))]
    assert len(kept) == len(set(kept))
    assert set(kept) <= {id(line) for line in lines}


@pytest.mark.parametrize(
    "body",
    [
        "<div class='a-b-c share'>" * 240 + "<p>The column crossed the river on Sunday, they said.</p>" * 9_000,
        "<article><h1>A title</h1><p>The column crossed the river on Sunday, they said.</p></article>" * 4_500,
        "<div class='" + "x-y " * 100_000 + "'><p>The column crossed the river on Sunday, they said.</p></div>",
        "<p>word<br><br>" * 60_000,
        "<table><tr><td>a</td><td>b</td></tr>" * 20_000,
    ],
    ids=["deep", "articles", "classes", "breaks", "tables"],
)
def test_hostile_pages_are_laid_out_soon(body: str) -> None:
    start = time.monotonic()
    lines = read_lines(html.document_fromstring(f"<html><body>{body}</body></html>"))[:10_000]
    vote(lines, [line.words for line in lines])
    story_lines(lines, holder_of(lines))
    assert time.monotonic() - start < 15
