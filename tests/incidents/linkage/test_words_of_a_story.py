"""What an article's words tell."""

from __future__ import annotations

import pytest

from dateline.incidents.linkage.stories import UNHEARD, likeness, rarities, shared_pairs, story_of

FIRST = "Two killed at Brontham market\n\nTwo traders were shot dead in Brontham on Friday. Alma Verrith, 34, ran a tea stall."
AGAIN = "Gunmen kill traders\n\nGunmen shot two people at the market of Brontham, among them Alma Verrith, a 34-year-old tea seller."
OTHER = "Floods close road\n\nThe road to Ollerby was under water on Friday, and three bridges were shut."


def test_reports_of_one_happening_are_more_alike_than_others():
    first, again, other = map(story_of, (FIRST, AGAIN, OTHER))
    assert likeness(first, again) > 0.2 > likeness(first, other)
    assert likeness(first, again) == pytest.approx(likeness(again, first))
    assert likeness(first, first) == pytest.approx(1.0)


def test_names_ages_and_numbers_are_shared():
    first, again = story_of(FIRST), story_of(AGAIN)
    assert first.ages == again.ages == {34}
    assert shared_pairs(first, again)[0] > 1.5 * UNHEARD


def test_no_words_are_like_nothing():
    assert likeness(story_of(""), story_of(FIRST)) == 0.0


def test_rarities_are_those_of_news():
    table = rarities()
    assert len(table) > 5000
    assert all(0 <= value <= UNHEARD for value in table.values())
