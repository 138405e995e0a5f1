"""What is page furniture and what is story."""

from __future__ import annotations

import pytest

from dateline.articles import article_from_text
from dateline.articles.furniture import line_kind, load_furniture

STORY = "The bridge at Tamsa was closed on Sunday, the ministry said in a statement that gave no reason for it."


@pytest.mark.parametrize(
    "line",
    [
        "linkedin sharing button linkedin", "Facebook 50", "Facebook", "Tweet", "Share on WhatsApp", "Share this article", "Print",
        "Share Tweet Print", "Facebook Twitter Email", "Last Update : 07:15 pm", "Email", "Home > World > Middle East", "Advertisement",
        "Read more...", "Also read:", "Related stories", "Read more: Talks begin again", "READ MORE: Blast kills 12 in the capital",
        "Sign up for our daily newsletter", "Click here for more on the talks", "Copyright 2014 The Valley Post", "All rights reserved.",
        "\u00a9 2014 Reuters. All rights reserved.",
    ],
)  # fmt: skip
def test_furniture_is_told(line: str) -> None:
    assert line_kind(line) is not None


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Twelve people were killed.", "a sentence"),
        ("Read more than 12 dead as follows", "no label"),
        ("Share of the dead: 12", "words of harm"),
        ("Print works bombed", "a headline"),
        ("Email traffic fell", "a word of the menu inside a line"),
        ("Home was gone", "the same"),
        ("Follow the money", "no network"),
        ("Dead: 12", "a toll"),
        ("More than 30 were killed in all", "starts like a button"),
        ("Updated toll: 12 killed at 10:30", "not the clock alone"),
        ("Watch tower destroyed, three dead", "a headline"),
        ("Related violence killed five.", "a sentence"),
        ("Copyright offices were bombed, and all rights reserved", "words of harm"),
    ],
)
def test_story_is_kept(line: str, why: str) -> None:
    assert line_kind(line) is None, why


@pytest.mark.parametrize(
    ("tail", "kept", "why"),
    [
        (" (Reporting by Ana Petrov; Editing by Jon Hale)", "", "sign-off"),
        (" (Additional reporting by Ana Petrov in Orun, Jon Hale in Tamsa; Writing by Ida Moss)", "", "with places"),
        (" Editing by Jon Hale and Ida Moss", "", "without brackets"),
        ("\nAna Petrov and Jon Hale contributed to this report.", "", "contributors"),
        (" \u00a9 2014 Agence Exemple. All rights reserved.", "", "copyright"),
        (
            " (Editing by Jon Hale) We welcome comments.\nYou are wrong, 500 were killed.\nThis discussion is now closed.",
            "",
            "all",
        ),
        (
            " We welcome comments that add facts.\nMany were killed.\nThis discussion is now closed.\nHe left.",
            "He left.",
            "to the end of the section",
        ),
        (" Reporting by the commission showed that 12 died.", "Reporting by the commission showed that 12 died.", "a sentence"),
        (" (The toll includes six killed earlier.)", "(The toll includes six killed earlier.)", "brackets alone are no sign-off"),
        ("\nSix people were killed near Tamsa.", "Six people were killed near Tamsa.", "the story goes on"),
    ],
)
def test_tails(tail: str, kept: str, why: str) -> None:
    article = article_from_text(STORY + tail)
    assert " ".join(article.text.split()) == f"{STORY} {kept}".strip(), why


def test_comments_above_any_story_do_not_swallow_it() -> None:
    article = article_from_text(f"We welcome comments that add facts.\n{STORY}")
    assert article.text == STORY


def test_a_teaser_over_the_story_is_dropped() -> None:
    header = "Bridge at Tamsa closed TAMSA | Mon Mar 3, 2014 1:00 pm IST TAMSA (Reuters) - "
    article = article_from_text(f"Rain spoils the harvest in the south.\nFull Article {header}{STORY}")
    assert (article.title, article.text) == ("Bridge at Tamsa closed", f"Bridge at Tamsa closed\n\n{STORY}")


def test_a_menu_is_dropped_and_a_list_of_dead_is_not() -> None:
    menu = "World\nPolitics\nSport\nWeather\nTravel\n"
    article = article_from_text(f"{menu}Bridge at Tamsa closed\n{STORY}\nThe ministry said more would follow.\n{menu}")
    assert article.text == f"Bridge at Tamsa closed\n\n{STORY}\n\nThe ministry said more would follow."
    toll = article_from_text(f"{STORY}\nKilled: soldiers\nKilled: police\nKilled: drivers\nKilled: guards")
    assert toll.text.count("Killed") == 4


def test_links_under_a_label_go_with_it() -> None:
    more = "The ministry said that more would follow in the evening, when its engineers had been there."
    article = article_from_text(
        f"{STORY}\n{more}\nMost read\n1. House prices fall\n2. Twelve dead in avalanche\nThree men were killed at Orun."
    )
    assert article.text == f"{STORY}\n\n{more}\n\nThree men were killed at Orun."


def test_every_pattern_has_a_source_and_a_scope() -> None:
    furniture = load_furniture()
    assert sum(len(patterns) for patterns in furniture.patterns.values()) > 20
