"""Datelines, bylines, highlights, agencies, captions: what stands around the story."""

from __future__ import annotations

import pytest

from dateline.articles import article_from_text
from dateline.articles.agencies import agencies_in
from dateline.articles.captions import read_caption
from dateline.records import BlockKind

STORY = "Rebels took the bridge on Sunday, and two of them were wounded there."


@pytest.mark.parametrize(
    ("head", "place", "date", "before", "why"),
    [
        ("ORUN, March 3 (Reuters) - ", "ORUN", "2014-03-03", [], "agency's form"),
        ("ORUN, Valland (AP) \u2014 ", "ORUN, Valland", None, [], "with a country and a dash"),
        ("Ras Orun, Valland (CNN) -- ", "Ras Orun, Valland", None, [], "title case"),
        ("(CNN) -- ", None, None, [], "no place"),
        ("ORUN | Mon Mar 3, 2014 3:43 am EST ORUN (Reuters) - ", "ORUN", "2014-03-03", [], "scraped header"),
        ("TAMSA/ORUN | Mon Mar 3, 2014 3:43 am EST TAMSA/ORUN (Reuters) - ", "TAMSA/ORUN", "2014-03-03", [], "two places"),
        ("Mon Mar 3, 2014 6:31 am EDT (Adds quotes) ORUN, March 3 (Reuters) - ", "ORUN", "2014-03-03", [], "header first"),
        ("Thu, Mar 3 10:57 AM BST ORUN (Reuters) - ", "ORUN", None, [], "a clock without its year"),
        ("Bridge falls ORUN | Mon Mar 3, 2014 3:43 am EST ORUN (Reuters) - ", "ORUN", "2014-03-03", ["Bridge falls"], "headline"),
        ("ORUN \u2014 ", "ORUN", None, [], "no agency"),
        ("ORUN, Valland, March 3 (VPA) - ", "ORUN, Valland", "2014-03-03", [], "an agency that we do not know"),
        ("ORUN, Valland, March 3 -- ", "ORUN, Valland", "2014-03-03", [], "no agency, a day"),
        ("* Bridge taken * Two wounded ORUN, March 3 (Reuters) - ", "ORUN", "2014-03-03", ["Bridge taken", "Two wounded"], "glued bullets"),
        ("UPDATE 2-Bridge taken * Two wounded (Adds quotes) By Ana Petrov ORUN, March 3 (Reuters) - ", "ORUN", "2014-03-03",
         ["Bridge taken", "Two wounded"], "slug, bullets, note, byline"),
        ("By the Valley Wire Staff Rebels hold the bridge The army denies it San Orun, Valland (CNN) -- ", "San Orun, Valland", None,
         ["Rebels hold the bridge", "The army denies it"], "glued highlights"),
        ("NEW: Bridge taken NEW: Two wounded, says Haddad Orun, Valland (CNN) -- ", "Orun, Valland", None,
         ["NEW: Bridge taken", "NEW: Two wounded, says Haddad"], "NEW opens a highlight"),
        ("", None, None, [], "none at all"),
    ],
)  # fmt: skip
def test_datelines(head: str, place: str | None, date: str | None, before: list[str], why: str) -> None:
    article = article_from_text(head + STORY, published="2014-03-03")
    blocks = [article.text[block.start : block.end] for block in article.blocks]
    assert blocks == [*before, STORY], why
    got = (article.dateline.place, article.dateline.date) if article.dateline else (None, None)
    assert got == (place, date), why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("ORUN (Valland) - Rebels took the bridge.", "a country in brackets"),
        ("ANALYSIS - Rebels took the bridge.", "a label"),
        ("Smith (Reuters) wrote a book on the valley.", "no dash"),
        ("The agency (Reuters) said so.", "brackets in a sentence"),
        ("He said - and few believed him - that the war was over.", "a dash in a sentence"),
        ("NATO and EU officials met in the valley on Sunday.", "upper case alone"),
    ],
)
def test_no_datelines(text: str, why: str) -> None:
    article = article_from_text(text)
    assert (article.text, article.dateline) == (text, None), why


def test_a_list_of_countries_keeps_its_names() -> None:
    source = (
        f"{STORY}\nHere is what other places saw on the same day, by all accounts.\nVALLAND -- Six were killed.\nORUN -- Two were killed."
    )
    assert article_from_text(source).text == source.replace("\n", "\n\n")


def test_the_turn_of_the_year() -> None:
    article = article_from_text(f"ORUN, Dec 31 (AP) - {STORY}", published="2014-01-01")
    assert article.dateline is not None
    assert article.dateline.date == "2013-12-31"


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Ana Petrov", "Ana Petrov"),
        ("By Ana Petrov and Jon Hale, Valley Post", "Ana Petrov and Jon Hale"),
        ("From Ana Petrov and Jon Hale, CNN", "Ana Petrov and Jon Hale"),
        ("By Ana Petrov in Tamsa", "Ana Petrov"),
        ("By night the guns fell silent.", None),
        ("From Tamsa to Orun the road was closed.", None),
    ],
)
def test_bylines(line: str, byline: str | None) -> None:
    assert article_from_text(f"{line}\n{STORY}").byline == byline


@pytest.mark.parametrize(
    ("text", "agencies", "why"),
    [
        ("he told AFP by phone", ["AFP"], "was told"),
        ("residents told Reuters and AFP", ["Reuters"], "the second is not credited by the pattern"),
        ("AFP PHOTO / Nino VARGA", ["AFP"], "picture credit"),
        ("a Reuters reporter saw smoke", ["Reuters"], "its reporter"),
        ("the Associated Press reported", ["AP"], "one name for all spellings"),
        ("Reuters opened an office in Orun", [], "a mention"),
        ("the AP3 road", [], "part of a word"),
        ("according to Interfax", ["Interfax"], "cited"),
        ("MENA reported two deaths", [], "a state's own organ is a speaker"),
        ("Photo: MENA", ["MENA"], "but credited for its picture"),
    ],
)
def test_agencies(text: str, agencies: list[str], why: str) -> None:
    assert agencies_in(text) == agencies, why


def test_a_sign_off_credits_its_agency() -> None:
    assert article_from_text(f"{STORY} (Reporting by Ana Petrov; Editing by Jon Hale)").agencies == ("Reuters",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Smoke over Tamsa, on March 1, 2014. / AFP PHOTO / Nino VARGA",
         ("Smoke over Tamsa, on March 1, 2014.", "AFP PHOTO / Nino VARGA", "2014-03-01", "Tamsa")),
        ("Boys play in Tamsa on March 1, 2014. REUTERS/Nino Varga",
         ("Boys play in Tamsa on March 1, 2014.", "REUTERS/Nino Varga", "2014-03-01", "Tamsa")),
        ("File photo: A bridge near Orun, Valland (AP Photo/Nino Varga)",
         ("A bridge near Orun, Valland", "AP Photo/Nino Varga", None, "Orun")),
        ("A bridge in the valley", ("A bridge in the valley", None, None, None)),
    ],
)  # fmt: skip
def test_captions(text: str, expected: tuple[str, str | None, str | None, str | None]) -> None:
    caption = read_caption(text, 0, len(text))
    assert (text[caption.start : caption.end], caption.credit, caption.date, caption.place) == expected


@pytest.mark.parametrize(
    ("slug", "note"),
    [("UPDATE 2-", "slug: UPDATE 2-"), ("CORRECTED-", "slug: CORRECTED-"), ("REFILE-UPDATE 1-", "slug: REFILE-UPDATE 1-"), ("", None)],
)
def test_what_a_headline_says_of_its_version_is_kept_in_the_notes(slug, note):
    told = "TARSEN, March 4 (Northwire) - Two shells struck the mill on Tuesday and killed the watchman, its owner said."
    more = "Soldiers closed the valley road for six hours while sappers looked for a third shell, he said."
    headline = f"{slug}Two shells kill watchman at Tarsen mill"
    page = (
        f"<html><head><title>{headline}</title></head><body><article><h1>{headline}</h1><p>{told}</p><p>{more}</p></article></body></html>"
    )
    for source in (f"{headline}\n\n4 March 2031 07:00\n\n{told}\n\n{more}", page):
        article = article_from_text(source)
        assert article.title == "Two shells kill watchman at Tarsen mill"
        assert article.blocks[0].kind is BlockKind.TITLE
        assert [words for words in article.notes if words.startswith("slug: ")] == ([note] if note else [])


def test_a_note_to_editors_is_kept_in_the_notes():
    text = (
        "Two shells kill watchman at Tarsen mill (Adds owner, background) TARSEN, March 4 (AFP) - Two shells struck the mill on "
        "Tuesday and killed the watchman, its owner said."
    )
    article = article_from_text(text)
    assert "note to editors: (Adds owner, background)" in article.notes
    assert "Adds" not in article.text
