"""Numbers bound to words of harm: voice, participles, nouns, coordination, ellipsis, parts, tolls."""

from __future__ import annotations

import pytest
from made_articles import figures_of, parse_of, told

from dateline.claims.harm import Harm, harms
from dateline.records import Measure


def found_in(text: str) -> list[Harm]:
    return [harm for sentence in parse_of(text).sentences for harm in harms(sentence)]


def counted(text: str) -> list[tuple[str, int, int | None]]:
    return [(harm.counted.value, harm.quantity.low, harm.quantity.high) for harm in found_in(text)]


BINDINGS = [
    ("Gunmen killed nine shepherds near the well.", [("killed", 9, 9)], "active"),
    ("Nine shepherds were killed near the well.", [("killed", 9, 9)], "passive"),
    ("Nine shepherds had been killed by gunmen.", [("killed", 9, 9)], "passive perfect with an agent"),
    ("Nine shepherds killed in the raid were buried.", [("killed", 9, 9)], "participle"),
    ("Nine shepherds who were killed in the raid came from the north.", [("killed", 9, 9)], "relative clause"),
    ("A raid that killed nine shepherds shook the valley.", [("killed", 9, 9)], "relative clause, active"),
    ("The bombing, in which nine died, was the worst this year.", [("killed", 9, 9)], "relative clause after a preposition"),
    ("Three nurses wounded by shrapnel were taken to the clinic.", [("injured", 3, 3)], "participle, and taken away is no second harm"),
    ("The killing of nine shepherds shook the valley.", [("killed", 9, 9)], "nominalisation"),
    ("The deaths of 14 miners were confirmed.", [("killed", 14, 14)], "noun of death"),
    ("The raid left nine shepherds dead.", [("killed", 9, 9)], "resultative"),
    ("The raid left nine dead and 14 wounded.", [("killed", 9, 9), ("injured", 14, 14)], "resultative without nouns"),
    ("Nine shepherds died and 14 were hurt.", [("killed", 9, 9), ("injured", 14, 14)], "coordinate clauses"),
    ("Nine shepherds were killed and 14 others injured.", [("killed", 9, 9), ("injured", 14, 14)], "the auxiliary is left out"),
    ("At least 12 people were killed and dozens wounded.", [("killed", 12, None), ("injured", 24, None)], "vague second figure"),
    ("The shell killed a baker and wounded two of his sons.", [("killed", 1, 1), ("injured", 2, 2)], "one, and two of"),
    ("The blast killed 14 and wounded 23, while five died and 11 others were hurt in Kirkuk.",
     [("killed", 14, 14), ("injured", 23, 23), ("killed", 5, 5), ("injured", 11, 11)], "two pairs in one sentence"),
    ("Three people were killed on Monday, two on Tuesday and one on Wednesday.",
     [("killed", 3, 3), ("killed", 2, 2), ("killed", 1, 1)], "the verb is left out twice"),
    ("Ten soldiers and four rebels were killed.", [("killed", 10, 10), ("killed", 4, 4)], "coordinate subjects"),
    ("Nine women and four men were executed.", [("killed", 9, 9), ("killed", 4, 4)], "coordinate subjects"),
    ("Seven people were shot dead at a checkpoint.", [("killed", 7, 7)], "verb and companion, passive"),
    ("Gunmen shot dead seven people at a checkpoint.", [("killed", 7, 7)], "verb and companion, active"),
    ("Rebels took 14 drivers hostage.", [("abducted", 14, 14)], "the companion after the object"),
    ("Fourteen drivers were taken hostage.", [("abducted", 14, 14)], "the companion in the passive"),
    ("Doctors counted 31 bodies.", [("killed", 31, 31)], "bodies"),
    ("The war has claimed 900 lives.", [("killed", 900, 900)], "lives"),
    ("The brigade lost 11 men.", [("killed", 11, 11)], "losses"),
    ("Rebels shot down two helicopters, killing nine.", [("killed", 9, 9)], "helicopters are no people"),
    ("Nobody was killed but six guards were hurt.", [("killed", 0, 0), ("injured", 6, 6)], "nought is a figure"),
    ("No one was hurt.", [("injured", 0, 0)], "nought"),
    ("The hospital received 14 wounded.", [("injured", 14, 14)], "the wounded as a noun"),
    ("Some 40 people were wounded, 12 of them seriously.", [("injured", 40, 40), ("injured", 12, 12)], "a part of the wounded"),
    ("Of the 40 wounded, 12 died.", [("injured", 40, 40), ("killed", 12, 12)], "a part with another fate"),
    ("Blast kills 12, wounds 30", [("killed", 12, 12), ("injured", 30, 30)], "headline, active"),
    ("Bomb kills dozens in market", [("killed", 24, None)], "headline, vague"),
    ("A driver, aged 41, was wounded.", [("injured", 1, 1)], "an age is no number of people"),
    ("A 14-year-old boy was killed.", [("killed", 1, 1)], "an age is no number of people"),
    ("The 12 soldiers killed on Monday were buried.", [("killed", 12, 12)], "the burial is told of the same"),
    ("All 14 passengers died.", [("killed", 14, 14)], "all"),
    ("In 2014 alone, 600 people were killed.", [("killed", 600, 600)], "a year is no number of people"),
    ("2014 people were killed.", [("killed", 2014, 2014)], "people may be as many as a year"),
    ("No deaths were reported.", [("killed", 0, 0)], "nought deaths"),
    ("Fourteen deaths were reported.", [("killed", 14, 14)], "deaths"),
    ("There were 14 dead and 20 wounded.", [("killed", 14, 14), ("injured", 20, 20)], "the dead and the wounded"),
    ("Casualties: 14 dead, 20 wounded.", [("killed", 14, 14), ("injured", 20, 20)], "a telegram"),
    ("Among the dead were 14 children.", [("killed", 14, 14)], "among the dead"),
    ("A convoy of 12 trucks was hit and nine drivers were killed.", [("killed", 9, 9)], "trucks are no people"),
    ("Three bombs killed 12 people in two towns.", [("killed", 12, 12)], "bombs and towns are no people"),
    ("He was shot 14 times and lived.", [], "times are no people"),
    ("A gunman killed three people before he was shot dead.", [("killed", 3, 3)], "he is not counted as a number"),
    ("A teacher aged 41 was wounded.", [("injured", 1, 1)], "an age is no number of people"),
    ("Two boys, 9 and 12, were killed.", [("killed", 2, 2)], "two ages after those who have them"),
    ("Two brothers aged 9 and 12 were killed.", [("killed", 2, 2)], "two ages after aged"),
    ("Three of five hostages were killed.", [("killed", 3, 3)], "the part is hurt, not the whole"),
    ("Seven of the eight passengers died.", [("killed", 7, 7)], "the part is hurt, not the whole"),
    ("Not one of the 14 was hurt.", [("injured", 0, 0)], "not one is nought"),
    ("Two soldiers were killed, and six policemen and a nurse wounded.",
     [("killed", 2, 2), ("injured", 6, 6), ("injured", 1, 1)], "coordinate subjects without their auxiliary"),
    ("A soldier was killed and another wounded.", [("killed", 1, 1), ("injured", 1, 1)], "another is one more"),
    ("One soldier was killed and another was wounded.", [("killed", 1, 1), ("injured", 1, 1)], "another is one more"),
    ("A group of 20 miners was abducted.", [("abducted", 20, 20)], "the group is counted by its number"),
    ("A family of 11 was killed by a shell.", [("killed", 11, 11)], "a family of so many, passive"),
    ("The shelling killed a family of seven.", [("killed", 7, 7)], "a family of so many, active"),
    ("A crew of nine was abducted.", [("abducted", 9, 9)], "a crew of so many"),
    ("Half a million people fled.", [("displaced", 500_000, 500_000)], "half of a scale"),
    ("About half a million people fled.", [("displaced", 500_000, 500_000)], "hedged half of a scale"),
    ("A million-plus people fled the city.", [("displaced", 1_000_000, None)], "plus after a scale"),
    ("15–20 people were hurt in the square.", [("injured", 15, 20)], "a range with a dash"),
    ("Sixteen corpses lay in the street.", [("killed", 16, 16)], "corpses"),
]  # fmt: skip

MEASURES = [
    ("Two pilots were captured.", ("captured", 2, 2)),
    ("The army detained 40 men.", ("detained", 40, 40)),
    ("Forty men were arrested.", ("detained", 40, 40)),
    ("Militiamen abducted 12 girls from a school.", ("abducted", 12, 12)),
    ("Eleven people are missing.", ("missing", 11, 11)),
    ("About 300 families fled the valley.", ("displaced", 300, 300)),
    ("The fighting forced 4,000 people to flee.", ("displaced", 4000, 4000)),
    ("Some 4,000 people have been displaced.", ("displaced", 4000, 4000)),
    ("The agency evacuated 90 patients.", ("evacuated", 90, 90)),
    ("Some 2,000 villagers returned home.", ("returned", 2000, 2000)),
    ("More than 5,000 people are trapped in the old town.", ("trapped", 5000, None)),
    ("Fighters used 60 villagers as human shields.", ("human_shields", 60, 60)),
    ("The militia recruited 30 boys.", ("recruited", 30, 30)),
    ("Nine hostages were executed.", ("killed", 9, 9)),
    ("Two prisoners were beheaded.", ("killed", 2, 2)),
    ("Thirty people were treated for burns.", ("injured", 30, 30)),
    ("Some 300 families are living in tents.", ("displaced", 300, 300)),
    ("Around 90 people were staying with host families.", ("displaced", 90, 90)),
    ("About 240 people were relocated to two centres.", ("evacuated", 240, 240)),
    ("A further 34,000 displacements were recorded.", ("displaced", 34_000, 34_000)),
    ("Forty villagers are feared to have been killed.", ("killed", 40, 40)),
    ("Some 9,000 people are estimated to have been displaced.", ("displaced", 9000, 9000)),
]  # fmt: skip

NO_HARM = [
    ("The attackers killed 12 cattle and burned four huts.", "beasts and huts are no people"),
    ("The army destroyed 12 tanks.", "things"),
    ("Two neighbours said the bridge was gone.", "they speak"),
    ("A wounded man said he had seen nothing.", "one among the wounded, not a figure of them"),
    ("Twelve lawyers visited the town.", "no word of harm"),
    ("The novel tells of nine soldiers who are killed.", "a tale"),
    ("The court killed two bills.", "a figure of speech"),
    ("Rebels freed 20 hostages.", "they are let go"),
    ("Twelve soldiers were in the camp at dawn.", "nobody drove them there"),
    ("Three suspects were staying in a camp of the group.", "nobody drove them there"),
    ("One in every five people is displaced.", "a ratio"),
]  # fmt: skip

#: Sentences with the fewest people, one to a figure, that must be found in them.
AGES = [
    ("Amina Saleh (34) was killed.", 0, "an age in brackets"),
    ("A man of 41 and his son, 9, were killed.", 1, "an age after of, and one between commas"),
    ("A 41-year-old man and his son, 9, were killed.", 1, "an age before its man, and one between commas"),
]  # fmt: skip

PARTS = [
    ("The raid killed nine people, including three children.", [9], [3]),
    ("Nine people were killed, among them two nurses.", [9], [2]),
    ("Nine people, including three children, were killed.", [9], [3]),
    ("Nine people died, two of them nurses.", [9], [2]),
    ("Ten soldiers were killed, four of them officers.", [10], [4]),
    ("Nine people, two of them nurses, were killed.", [9], [2]),
    ("Nine people (three of them children) were killed.", [9], [3]),
    ("Gunmen abducted 14 villagers, two of whom were children.", [14], [2]),
    ("Nine people were killed and 14 wounded.", [9, 14], []),
    ("Nine people were killed and two nurses were hurt.", [9, 2], []),
]  # fmt: skip

TOLLS = [
    ("A second bomb killed four more, raising the toll to 13.", [4, 13], "the raised toll"),
    ("The blast killed 12 people, raising the death toll to 30.", [12, 30], "the raised death toll"),
    ("The death toll rose to 30.", [30], "rose to"),
    ("The death toll climbed to 44, up from 31.", [44, 31], "and what it was before"),
    ("The death toll stood at 44.", [44], "stood at"),
    ("Officials put the death toll at 44.", [44], "put at"),
    ("The number of dead has reached 19.", [19], "the number of dead"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), BINDINGS)
def test_numbers_bind_to_harm(text: str, expected: list[tuple[str, int, int | None]], why: str) -> None:
    assert counted(text) == expected, why


@pytest.mark.parametrize(("text", "expected"), MEASURES)
def test_measures(text: str, expected: tuple[str, int, int | None]) -> None:
    assert counted(text) == [expected]


@pytest.mark.parametrize(("text", "why"), NO_HARM)
def test_what_is_no_harm(text: str, why: str) -> None:
    assert counted(text) == [], why


@pytest.mark.parametrize(("text", "least", "why"), AGES)
def test_no_age_is_a_number_of_dead(text: str, least: int, why: str) -> None:
    found = counted(text)
    assert set(found) <= {("killed", 1, 1)}, why
    assert len(found) >= least, why


@pytest.mark.parametrize(("text", "wholes", "parts"), PARTS)
def test_parts_are_marked(text: str, wholes: list[int], parts: list[int]) -> None:
    found = found_in(text)
    assert [harm.quantity.low for harm in found if not harm.subset] == wholes
    assert [harm.quantity.low for harm in found if harm.subset] == parts


@pytest.mark.parametrize(("text", "expected", "why"), TOLLS)
def test_tolls(text: str, expected: list[int], why: str) -> None:
    found = found_in(text)
    assert [harm.quantity.low for harm in found] == expected, why
    assert {harm.counted for harm in found} == {Measure.KILLED}


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("A rocket killed nine people in Mosul.", "The UN confirmed six.", 6),
        ("A rocket killed nine people in Mosul.", "Residents put the figure at 12.", 12),
        ("A rocket wounded nine people in Mosul.", "The ministry later spoke of at least 21.", 21),
    ],
)  # fmt: skip
def test_a_bare_count_takes_what_was_counted_before(before: str, text: str, expected: int) -> None:
    first, second = figures_of(before, text)
    assert second.low == expected
    assert second.measure is first.measure


@pytest.mark.parametrize("text", ["The UN confirmed six.", "Residents put the figure at 12."])
def test_a_bare_count_after_nothing_counts_nothing(text: str) -> None:
    assert told(text) == []


def test_a_bare_count_after_other_news_counts_nothing() -> None:
    assert told("A rocket killed nine people in Mosul.", "Schools stayed shut.", "The league confirmed six.") == [("killed", 9, 9)]
