"""The story on a page: what trafilatura loses is put back where the page vouches for it, what it keeps beside the story goes."""

from __future__ import annotations

from dateline.articles.html import read_page
from dateline.records import BlockKind

BODY = [
    "Eleven people were killed on Monday when a bomb went off in the market of Tarvel, the governor of the province said at the scene.",
    "The wounded were taken to two hospitals, where doctors said that they had treated 34 people, six of them in a grave condition.",
    "No group said that it had planted the bomb. The police closed the roads to the river and searched the houses beside the market.",
    "Traders had asked for guards at the gates since the spring, when two men were shot there by gunmen who were never found.",
]


def page(*, head: str = "", above: str = "", below: str = "", body: list[str] | None = None) -> str:
    story = "".join(f"<p>{words}</p>" for words in body or BODY)
    return (
        f"<html><head><title>Blast in Tarvel</title>{head}</head><body><nav><ul><li><a href='/'>Home page of the paper</a></li></ul></nav>"
        f"<main><article><h1>Blast in Tarvel</h1>{above}<div>{story}</div>{below}</article></main><footer>All rights</footer></body></html>"
    )


def lines(source: str) -> list[tuple[str, str]]:
    found = read_page(source)
    assert found is not None
    return [(found.mapped.text[p.start : p.end], str(p.kind or BlockKind.PARAGRAPH)) for p in found.pieces]


def texts(source: str) -> list[str]:
    return [words for words, _ in lines(source)]


def test_the_standfirst_that_the_page_prints_is_kept_and_one_that_it_only_declares_is_not() -> None:
    words = "Doctors in two hospitals say that they have treated thirty-four people since the morning"
    head = f'<meta property="og:description" content="{words}">'
    assert texts(page(head=head, above=f"<h2>{words}</h2>"))[:2] == ["Blast in Tarvel", words]
    assert words not in texts(page(head=head))


def test_key_points_above_the_story_are_list_items() -> None:
    points = ["The governor says that eleven people were killed", "Two hospitals have treated thirty-four wounded people"]
    found = lines(page(above="<div class='points'><ul>" + "".join(f"<li>{p}</li>" for p in points) + "</ul></div>"))
    assert [(p, "list_item") for p in points] == [line for line in found if line[0] in points]


def test_a_line_about_the_author_goes_and_one_that_quotes_a_namesake_stays() -> None:
    head = '<meta name="author" content="Ana Petrov">'
    about = "Ana Petrov is a correspondent for the Tarvel Post. She has covered the north since 2011."
    assert about not in texts(page(head=head, below=f"<p>{about}</p>"))
    assert about in texts(page(below=f"<p>{about}</p>")), "nobody says that she wrote it"


def test_a_table_comes_row_by_row() -> None:
    rows = "".join(f"<tr><td>{town}</td><td>{dead} killed</td></tr>" for town, dead in (("Tarvel", 11), ("Sarn", 4), ("Odwin", 2)))
    found = lines(page(below=f"<p>Tolls by town, as the ministry gives them:</p><table><tr><th>Town</th><th>Toll</th></tr>{rows}</table>"))
    assert ("Tarvel | 11 killed", "list_item") in found


def test_words_on_two_lines_are_not_run_together() -> None:
    body = [*BODY, "Read out by the governor:<br>Tarvel<br>Sarn"]
    assert texts(page(body=body))[-1] == "Read out by the governor: Tarvel Sarn"


def test_every_word_leads_back_to_the_page() -> None:
    source = page(
        head='<meta name="author" content="Ana Petrov">', above="<h2 class='standfirst'>Doctors say that the wounded are many</h2>"
    )
    found = read_page(source)
    assert found is not None
    assert found.unaligned == 0
    for offset, character in enumerate(found.mapped.text):
        at = found.mapped.to_source(offset)
        assert at is None or source[at] == character or character.isspace()
