"""Live pages are cut into dated entries; no other page is, whatever times it prints."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.articles import articles_from_text, live, read_article, read_articles
from dateline.articles.clocks import Mark, days_of, newest_first, read_mark
from dateline.errors import SourceTooLarge
from dateline.records import Article, BlockKind, RawDocument, Supplied

ENTRIES = (
    ("14:32", "Two villages fall", "The army said that it had taken Karsa and Old Mill after a night of shelling; four soldiers had died."),
    ("13:05", "Hospital is hit", "A shell hit the hospital of Tamsa at noon, its director said, and three nurses were wounded."),
    ("11:40", "Road is cut", "Fighters cut the road to the coast, drivers said, and lorries were standing at the northern bridge."),
    ("09:15", "Talks are put off", "Mediators put off the talks in the capital until Friday, a diplomat said; one side had not come."),
)  # fmt: skip
SUMMARY = "The battle for the Orun valley is in its third day; what we know of it so far is told below, the latest news first."
URL = "https://www.example.org/2014/03/03/orun-live"


def page(body: str, *, title: str = "Battle for Orun: live updates", head: str = "") -> str:
    return (
        f'<!DOCTYPE html><html><head><title>{title}</title><meta property="article:published_time" content="2014-03-03T08:00:00+01:00">'
        f'{head}</head><body><nav><a href="/">Home</a></nav><main><h1>{title}</h1><p>{SUMMARY}</p>{body}</main>'
        '<footer><a href="/contact">Contact</a></footer></body></html>'
    )


def as_elements(entries: tuple[tuple[str, str, str], ...] = ENTRIES) -> str:
    return "<div>" + "".join(
        f'<article id="e{n}"><time>{clock} GMT</time><h2>{title}</h2><p>{text}</p><ul class="share"><li>Facebook</li></ul></article>'
        for n, (clock, title, text) in enumerate(entries)
    ) + "</div>"  # fmt: skip


def leads_back(article: Article, source: str) -> None:
    """Every character that is mapped stands in the page, in the entry's own order."""
    for offset, character in enumerate(article.text):
        place = article.to_source(offset)
        if place is not None and not character.isspace():
            assert source[place] in (character, "&", "\\")


def test_entries_beside_each_other_become_articles() -> None:
    source = page(as_elements())
    summary, *entries = articles_from_text(source, url=URL)
    assert SUMMARY in summary.text
    assert "Two villages" not in summary.text
    assert [(a.title, a.published.value if a.published else None, a.url) for a in entries] == [
        (title, f"2014-03-03T{clock}", f"{URL}#e{n}") for n, (clock, title, _) in enumerate(ENTRIES)
    ]
    assert [a.text for a in entries] == [f"{title}\n\n{text}" for _, title, text in ENTRIES]
    assert all(a.published is not None and a.published.basis == "entry clock" for a in entries)
    assert all(a.blocks[0].kind is BlockKind.TITLE and a.language == "en" for a in entries)
    assert entries[1].notes[0] == "live page: entry 2 of 4"
    for article in entries:
        leads_back(article, source)
        assert article.published is not None
        start = article.published.source_start
        assert start is not None
        assert source[start:].startswith(article.published.quote or "?")


def test_an_entry_without_a_headline_has_no_title() -> None:
    body = "".join(f"<section class='post'><span>{clock}</span><div><p>{text}</p></div></section>" for clock, _, text in ENTRIES)
    _, *entries = articles_from_text(page(f"<div>{body}</div>"))
    assert [(a.title, a.text) for a in entries] == [(None, text) for _, _, text in ENTRIES]


def test_sections_of_entries_are_all_read() -> None:
    body = f"<section><h3>Today</h3>{as_elements(ENTRIES[:2])}</section><section><h3>Before</h3>{as_elements(ENTRIES[2:])}</section>"
    _, *entries = articles_from_text(page(body))
    assert [a.title for a in entries] == [title for _, title, _ in ENTRIES]


def test_times_in_attributes_bring_their_day() -> None:
    body = "".join(
        f'<div class="entry"><time datetime="2014-03-0{4 - n // 2}T{clock}:00Z">some time ago</time><p>{text}</p></div>'
        for n, (clock, _, text) in enumerate(ENTRIES)
    )
    _, *entries = articles_from_text(page(f"<div>{body}</div>"))
    assert [a.published.value for a in entries if a.published] == [
        "2014-03-04T14:32", "2014-03-04T13:05", "2014-03-03T11:40", "2014-03-03T09:15",
    ]  # fmt: skip
    assert {a.published.basis for a in entries if a.published} == {"time element"}


def declared(entries: tuple[tuple[str, str, str], ...], *, fragment: bool = True) -> str:
    updates = [
        {"@type": "BlogPosting", "headline": title, "datePublished": f"2014-03-03T{clock}:00+01:00", "articleBody": text,
         "author": {"@type": "Person", "name": "Lena Hart"}, **({"url": f"{URL}#u{n}"} if fragment else {})}
        for n, (clock, title, text) in enumerate(entries)
    ]  # fmt: skip
    data = {"@context": "https://schema.org", "@graph": [{"@type": "LiveBlogPosting", "headline": "Battle", "liveBlogUpdate": updates}]}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_declared_entries_that_the_page_does_not_show_are_read_from_the_declaration() -> None:
    entries = tuple((clock, title, f'{text} \u201cIt is over,\u201d he said.\n"Go" & rest') for clock, title, text in ENTRIES)
    source = page("", title="Battle for Orun", head=declared(entries))
    summary, *found = articles_from_text(source)
    assert SUMMARY in summary.text
    assert [a.title for a in found] == [title for _, title, _ in ENTRIES]
    assert "\u201cIt is over,\u201d he said." in found[0].text
    assert [a.published.value for a in found if a.published] == [f"2014-03-03T{clock}" for clock, _, _ in ENTRIES]
    assert {a.published.basis for a in found if a.published} == {"json-ld"}
    assert (found[2].url, found[2].byline) == (f"{URL}#u2", "Lena Hart")
    for article in found:
        leads_back(article, source)


def test_declared_entries_are_mapped_to_where_the_page_shows_them() -> None:
    source = page(as_elements(), head=declared(ENTRIES, fragment=False))
    _, *found = articles_from_text(source, url=URL)
    assert len(found) == len(ENTRIES)
    start = found[0].to_source(found[0].text.index("The army"))
    assert start is not None
    assert start > source.index("<main>")
    assert found[0].published is not None
    assert found[0].published.basis == "json-ld"


@pytest.mark.parametrize("form", ["elements", "declared", "lines"])
def test_no_entry_of_a_long_page_is_lost_and_one_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    entries = tuple(
        (f"{23 - n // 50:02}:{50 - n % 50:02}", f"Update {n} from Orun", f"The army said that it held {n} of the villages along the river.")
        for n in range(1_100)
    )
    sources = {
        "elements": lambda: page(as_elements(entries), title="Battle for Orun: live updates"),
        "declared": lambda: page("", title="Battle for Orun", head=declared(entries)),
        "lines": lambda: "Battle for Orun: live updates\n\n" + "\n\n".join(f"{clock}\n{text}" for clock, _, text in entries),
    }
    source = sources[form]()
    found = articles_from_text(source, published="2014-03-03")
    told = [article.text for article in found]
    assert all(any(text in words for words in told) for _, _, text in entries)
    assert len([article for article in found if "held" in article.text]) == len(entries)
    monkeypatch.setattr(live, "MOST", 1_000)
    with pytest.raises(SourceTooLarge, match="1,100 dated entries, the limit is 1,000"):
        articles_from_text(source)


def test_half_a_character_in_a_declaration_is_no_character() -> None:
    source = page("", head=declared(ENTRIES).replace("The army said", r"\ud83d\ude00 The \ud800 army said"))
    found = articles_from_text(source)[1]
    assert "\U0001f600 The \ufffd army said" in found.text
    assert found.text.encode("utf-8")


def test_a_page_of_nothing_but_its_declaration_is_read() -> None:
    source = f"<html><head><title>Live</title></head><body>{declared(ENTRIES)}</body></html>"
    assert len(articles_from_text(source)) == len(ENTRIES)


TEXT = "Battle for Orun: live updates\n\n{summary}\n\n" + "\n\n".join(f"{clock} GMT\n{text}" for clock, _, text in ENTRIES)


def test_a_scraped_text_is_cut_at_its_time_lines() -> None:
    source = TEXT.format(summary=SUMMARY)
    summary, *entries = articles_from_text(source, published="2014-03-03")
    assert summary.text == f"Battle for Orun: live updates\n\n{SUMMARY}"
    assert [a.text for a in entries] == [text for _, _, text in ENTRIES]
    assert [a.published.value for a in entries if a.published] == [f"2014-03-03T{clock}" for clock, _, _ in ENTRIES]
    for article in entries:
        leads_back(article, source)
        assert article.to_source(0) == source.index(article.text)


def test_headlines_on_the_time_line_and_days_between() -> None:
    lines = ["Live: the battle for Orun", "Tuesday, 4 March 2014"]
    for number, (clock, title, text) in enumerate(ENTRIES):
        lines += [*(["Monday, 3 March 2014"] if number == 2 else []), f"{clock} - {title}", text]
    entries = articles_from_text("\n".join(lines))
    assert [a.title for a in entries][-4:] == [title for _, title, _ in ENTRIES]
    assert [a.published.day for a in entries if a.published][-2:] == ["2014-03-03", "2014-03-03"]


def test_no_day_is_made_up() -> None:
    entries = articles_from_text(TEXT.format(summary=SUMMARY))[1:]
    assert [a.published for a in entries] == [None] * len(ENTRIES)


def test_what_the_container_says_dates_the_entries() -> None:
    document = RawDocument(
        TEXT.format(summary=SUMMARY).encode(), "feed.xml!3", None, "0" * 64,
        supplied=Supplied(url=URL, published="3 March 2014", publisher="Valley Post"),
    )  # fmt: skip
    first, *entries = read_articles(document)
    assert read_article(document) == first
    assert {(a.published.day, a.publisher, a.url) for a in entries if a.published} == {("2014-03-03", "Valley Post", URL)}


def story(*lines: str) -> str:
    return "\n".join(lines)


def told(clock: str, words: str) -> str:
    return f"{clock}\n{words}"


TIMELINE = story(
    "How the siege of Orun unfolded", "The siege lasted a day. This is how it went, by what soldiers and residents told us.",
    *(told(clock, text) for clock, _, text in ENTRIES[::-1]),
)  # fmt: skip
MATCH = story(
    "Orun beat Tamsa by two goals", "Orun won the cup on Sunday before nine thousand people in the rain.",
    *(f"{minute}' Goal! The ball came from the left, and the tall one headed it in from five metres." for minute in (12, 44, 71, 90)),
)  # fmt: skip
PROGRAMME = story(
    "Tonight on air", *(told(clock, f"{title}: a film in two parts about the war of the valley and those who came back from it.")
                        for clock, title, _ in ENTRIES[::-1]),
)  # fmt: skip
CLOCKED = f"Live updates from the valley have stopped.\n\n{SUMMARY}\n\n13:05\n\n" + "\n\n".join(text for _, _, text in ENTRIES)
SHUFFLED = story("Orun: live updates", *(told(clock, text) for clock, text in zip(
    ("14:32", "09:15", "13:05", "08:00", "12:00", "07:30"), [text for _, _, text in ENTRIES] + [SUMMARY, SUMMARY[::-1]], strict=True,
)))  # fmt: skip


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (TIMELINE, "a timeline does not call itself live"),
        (MATCH, "minutes of a match"),
        (PROGRAMME, "a programme"),
        (CLOCKED, "one clock"),
        (SHUFFLED, "times that run neither way are no log"),
        (page(as_elements(), title="How the siege unfolded").replace("Battle", "Fight"), "dated blocks on a page that is not live"),
        (page("<div class='comments'>" + as_elements() + "</div>", title="Live updates: Orun"), "readers' comments under a live page"),
        (page("".join(f"<p>{text}</p>" for _, _, text in ENTRIES)), "no times"),
        (page("<aside class='live-blog'>" + as_elements() + "</aside>" + "".join(f"<p>{text * 3}</p>" for _, _, text in ENTRIES),
              title="Battle for Orun"), "a live margin beside a story"),
    ],
)  # fmt: skip
def test_no_other_page_is_cut(source: str, why: str) -> None:
    assert len(articles_from_text(source)) == 1, why


@pytest.mark.parametrize(
    ("line", "clock", "day", "rest"),
    [
        ("14:32", "14:32", None, ""),
        ("2.05pm BST", "14:05", None, ""),
        ("10.05am GMT 10:05", "10:05", None, ""),
        ("12:10 a.m. ET, March 4, 2014", "00:10", "2014-03-04", ""),
        ("Posted at 14:32", "14:32", None, ""),
        ("14.32 Uhr", "14:32", None, ""),
        ("16h05 \u2013 Deux villages tombent", "16:05", None, "Deux villages tombent"),
        ("14:32 was the hour at which it began.", None, None, None),
        ("3 killed", None, None, None),
        ("25:10", None, None, None),
        ("12 soldiers - and one officer", None, None, None),
    ],
)
def test_time_lines(line: str, clock: str | None, day: str | None, rest: str | None) -> None:
    mark = read_mark(line, 0, len(line))
    if mark is None:
        assert clock is None
        return
    assert (mark.clock, mark.day, line[mark.rest :]) == (clock, day, rest)


def marks(*clocks: str) -> list[Mark]:
    return [Mark(clock[-5:], clock[:-6] or None, clock, 0, 0, 0) for clock in clocks]


@pytest.mark.parametrize(
    ("clocks", "first", "expected"),
    [
        (("00:40", "23:50", "21:00"), "2014-03-03", ["2014-03-04", "2014-03-03", "2014-03-03"]),
        (("21:00", "23:50", "00:40"), "2014-03-03", ["2014-03-03", "2014-03-03", "2014-03-04"]),
        (("01:00", "23:00", "02:00", "22:00"), "2014-03-03", ["2014-03-05", "2014-03-04", "2014-03-04", "2014-03-03"]),
        (("00:40", "2014-03-09 23:50", "21:00"), "2014-03-03", ["2014-03-10", "2014-03-09", "2014-03-09"]),
        (("00:40", "23:50"), None, [None, None]),
    ],
)
def test_entries_past_midnight_are_of_the_next_day(clocks: tuple[str, ...], first: str | None, expected: list[str | None]) -> None:
    found = marks(*clocks)
    descending = newest_first(found)
    if descending is None:
        descending = True
    assert days_of(found, first, descending=descending) == expected


@given(st.lists(st.integers(0, 6 * 24 * 60 - 1), min_size=3, max_size=40, unique=True))
def test_days_follow_from_the_first_where_no_gap_is_a_day_long(minutes: list[int]) -> None:
    ordered = sorted(minutes)
    if any(b - a >= 24 * 60 for a, b in pairwise(ordered)):
        return
    found = marks(*(f"{m // 60 % 24:02}:{m % 60:02}" for m in ordered))
    base = ordered[0] // (24 * 60)
    expected = [f"2014-03-{3 + m // (24 * 60) - base:02}" for m in ordered]
    assert days_of(found, "2014-03-03", descending=False) == expected
    assert days_of(found[::-1], "2014-03-03", descending=True) == expected[::-1]


PIECES = ["<div>", "</div>", "<time>14:32</time>", "<p>", "</p>", "14:32", "<h1>Live updates", "<article id='a'>", "</article>",
          "The army said on Sunday that two men had died.", '<script type="application/ld+json">', '{"@type":"LiveBlogPosting",',
          '"liveBlogUpdate":[{"articleBody":"The army said so \\u00e9', '"}]}', "</script>", "<html><body>", "\n", "<", '"']  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_broken_live_pages_do_no_harm(body: str) -> None:
    source = page(body, title="Live updates: Orun")
    for article in articles_from_text(source):
        for _, start, length in article.source_map:
            assert 0 <= start <= len(source) - length
