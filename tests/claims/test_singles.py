"""One person told of without a number is one victim, told again still one, and not hurt where he or she is dead."""

from __future__ import annotations

import pytest
from made_articles import article_of

from dateline import extract_claims, reconcile
from dateline.records import Measure


def singles(*paragraphs: str) -> list[tuple[str, str | None, str]]:
    claims = extract_claims(article_of(*paragraphs), reader=False)
    return [(f.measure.value, f.person, f.span.quote) for claim in claims for f in claim.figures]


def tolls(*paragraphs: str) -> dict[str, int]:
    article = article_of(*paragraphs)
    incidents = reconcile(extract_claims(article, reader=False), articles={article.id: article})
    found: dict[str, int] = {}
    for toll in (t for i in incidents for t in i.tolls if t.measure in (Measure.KILLED, Measure.INJURED)):
        found[toll.measure.value] = max(found.get(toll.measure.value, 0), toll.best)
    return found


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("A 12-year-old boy was shot in Mosul on Tuesday.", [("injured", "12-year-old boy", "A 12-year-old boy")]),
        ("A 17-year-old was shot in Mosul on Tuesday.", [("injured", "17-year-old", "A 17-year-old")]),
        ("The 23-year-old victim was pronounced dead in Mosul on Tuesday.", [("killed", "23-year-old victim", "The 23-year-old victim")]),
        ("Soldiers found a man with a gunshot wound in Mosul on Tuesday.", [("injured", "man", "a man")]),
        ("His son was shot dead in Mosul on Tuesday.", [("killed", "his son", "His son")]),
        ("Lee Smith, 33, was shot in Mosul on Tuesday.", [("injured", "Lee Smith", "Lee Smith")]),
        ("The victim was not shot in Mosul on Tuesday.", []),
        ("The family was shot in Mosul on Tuesday.", []),
        ("A 17-year-old shot at the patrol in Mosul on Tuesday.", []),
    ],
)
def test_one_person_told_of(sentence: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert singles(sentence) == expected


def test_a_counted_soldier_stays_a_number() -> None:
    assert singles("A soldier was shot dead in Mosul on Tuesday.") == [("killed", None, "A")]


def test_who_dies_is_no_longer_hurt_and_bears_the_name_told_later() -> None:
    told = (
        "A 17-year-old was shot in Mosul on Tuesday.",
        "The teenager died at a hospital in Mosul on Tuesday.",
        "Lee Smith, 17, was killed outside his home in Mosul on Tuesday.",
    )
    assert {person for _, person, _ in singles(*told)} == {"Lee Smith"}
    assert tolls(*told) == {"killed": 1}


def test_a_name_lent_to_other_words_can_be_masked() -> None:
    claims = extract_claims(
        article_of("A 17-year-old was shot dead in Mosul on Tuesday.", "Lee Smith, 17, was killed in Mosul on Tuesday."), reader=False
    )
    for claim in claims:
        for figure in claim.figures:
            if figure.person == "Lee Smith":
                assert any(actor.name == "Lee Smith" and actor.kind == "private_person" for actor in claim.actors)


def test_two_ages_are_two_people() -> None:
    told = "The 17-year-old was shot dead in Mosul on Tuesday.", "The 35-year-old victim was shot dead in Mosul on Tuesday."
    assert tolls(*told) == {"killed": 2}


def test_another_one_is_another_one() -> None:
    told = "The man was shot dead in Mosul on Tuesday.", "His 9-year-old son was wounded in Mosul on Tuesday."
    assert tolls(*told) == {"killed": 1, "injured": 1}


def test_a_number_of_all_outdoes_people_told_of() -> None:
    told = "Six villagers were killed in Mosul on Tuesday.", "The 17-year-old victim was killed outside her home in Mosul on Tuesday."
    assert tolls(*told) == {"killed": 6}
