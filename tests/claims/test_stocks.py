"""People displaced at a time (stock) and people who moved in a stretch of days (flow), as IDMC tells them apart."""

from __future__ import annotations

import pytest
from made_articles import figures_of

from dateline.records import Flow

STOCK = [
    "Some 900 people remain displaced in Kirkuk.",
    "Some 900 people remained displaced in Kirkuk on 3 November.",
    "More than 4,000 people are still displaced in Kirkuk.",
    "About 12,000 people are displaced in Kirkuk.",
    "As of 3 November, about 12,000 people were internally displaced in Kirkuk.",
    "Kirkuk hosts 12,000 displaced people.",
    "There are 12,000 internally displaced people in Kirkuk.",
    "About 3,500 IDPs live in Kirkuk.",
    "Around 1,900 people are sheltering in schools in Kirkuk.",
    "Around 1,900 people were staying in camps near Kirkuk on 3 November.",
    "Nearly 640 families are living in tents outside Kirkuk.",
    "On 3 November 5,100 people were sheltering in a camp near Kirkuk.",
    "Some 2,000 people already displaced are in need of food in Kirkuk.",
    "The number of displaced people in Kirkuk stands at 44,000.",
    "Some 41,000 people are trapped in Kirkuk.",
    "More than three million people have been killed or hurt, and 70,000 people remain displaced since January 2014.",
]
FLOW = [
    "About 10,000 people fled Kirkuk on 3 November.",
    "About 10,000 people were displaced from Kirkuk between 1 and 3 November.",
    "About 10,000 people were displaced from Kirkuk.",
    "Some 10,000 people have been displaced from Kirkuk since 17 October.",
    "More than 3,000 displaced people returned to Kirkuk on 3 November.",
    "More than 3,000 people went back to Kirkuk from camps in the north.",
    "Some 4,800 people returned from two camps to their homes in Kirkuk.",
    "Shelling forced 33,000 people to flee from Kirkuk to relief camps.",
    "The army evacuated 700 people from Kirkuk to camps in the north.",
    "About 400 people were displaced from Kirkuk by armed groups that remained after the truce.",
    "About 58,000 people were displaced from Kirkuk in October, and the number of displaced people is growing.",
    "A total of 500 people fled Kirkuk on 3 November.",
    "More than 5,300 people had arrived in the camps by 3 November.",
    "As of 3 November, 12,000 people had fled Kirkuk.",
    "Some 2,000 people have already fled Kirkuk.",
    "Some 2,000 people have already been displaced from Kirkuk.",
    "The army has already evacuated 700 people from Kirkuk.",
    "The relief office registered 2,300 returnees in the two weeks to Friday.",
    "The storm of shells displaced 7,000 families.",
    "In two days 2,100 displaced people arrived in Kirkuk.",
    "At least 800 newly displaced people were registered in Kirkuk between 1 and 3 November.",
]  # fmt: skip


@pytest.mark.parametrize("sentence", STOCK)
def test_people_displaced_at_a_time(sentence: str) -> None:
    moved = [figure for figure in figures_of(sentence) if figure.flow is not None]
    assert [figure.flow for figure in moved] == [Flow.STOCK]


@pytest.mark.parametrize("sentence", FLOW)
def test_movements_in_a_stretch_of_days(sentence: str) -> None:
    moved = [figure for figure in figures_of(sentence) if figure.flow is not None]
    assert [figure.flow for figure in moved] == [Flow.FLOW]
