"""Who is named as a victim: the deed's own grammar, lists, pronouns, suspects, and the record of the main incident."""

from __future__ import annotations

import pytest
from made_articles import article_of

from dateline.claims.context import Context, read_context
from dateline.claims.extract import claims_in
from dateline.claims.incident import PrimaryIncident, primary_incident
from dateline.claims.lexicon import event_types, table
from dateline.claims.named import named_victims
from dateline.claims.persons import people_in


def context_of(*paragraphs: str, title: str | None = None) -> Context:
    return read_context(article_of(*paragraphs, title=title), reader=False)


def names(*paragraphs: str, title: str | None = None) -> list[str]:
    return [victim.name for victim in named_victims(context_of(*paragraphs, title=title))]


def record(*paragraphs: str, title: str | None = None) -> PrimaryIncident:
    context = context_of(*paragraphs, title=title)
    return primary_incident(context, claims_in(context))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Gunmen killed journalist Peter Marwick in Mosul on Tuesday.", ["Peter Marwick"]),
        ("Peter Marwick, a lawyer, was shot dead outside his home.", ["Peter Marwick"]),
        ("Hundreds protested against the killing of Peter Marwick.", ["Peter Marwick"]),
        ("The body of Peter Marwick was found in a ditch.", ["Peter Marwick"]),
        ("Police denied that Peter Marwick's arrest was political.", ["Peter Marwick"]),
        ("The group called for the release of jailed activist Peter Marwick.", ["Peter Marwick"]),
        ("Peter Marwick, who was abducted in March, has written to his family.", ["Peter Marwick"]),
        ("A court sentenced Peter Marwick and Susan Hallow to six years in prison.", ["Peter Marwick", "Susan Hallow"]),
        ("Police arrested three journalists, including Peter Marwick and Susan Hallow.", ["Peter Marwick", "Susan Hallow"]),
        ("Peter Marwick met the minister in Mosul on Tuesday.", []),
        ("Peter Marwick was not arrested.", []),
        ("Peter Marwick was charged with kidnapping a shopkeeper.", []),
    ],
)
def test_victims_of_one_sentence(sentence: str, expected: list[str]) -> None:
    assert names(sentence) == expected


def test_a_surname_and_a_pronoun_stand_for_the_full_name() -> None:
    (victim,) = named_victims(context_of("Police arrested Peter Marwick on Monday.", "Marwick denied all. He was tortured in custody."))
    assert victim.name == "Peter Marwick"
    assert {deed.subtype for deed in victim.deeds} >= {"arrest", "torture"}


def test_the_arabic_article_is_no_part_of_a_surname() -> None:
    told = "General Abdelghani al-Assadi leads the force.", "Assadi said the town had fallen. Al-Assadi gave no toll."
    people = people_in(context_of(*told))
    (person,) = (p for p in people.persons if "Assadi" in p.name)
    assert (person.name, len(person.mentions)) == ("Abdelghani al-Assadi", 3)


def test_a_killer_is_no_victim_of_his_arrest() -> None:
    assert names("Peter Marwick murdered a shopkeeper, Susan Hallow, in May.", "Police arrested Peter Marwick on suspicion of murder.") == [
        "Susan Hallow"
    ]


def test_names_of_private_persons_are_marked() -> None:
    private, public = named_victims(context_of("Susan Hallow was abducted on Monday.", "President Peter Marwick was shot dead."))
    assert (private.name, private.private_person) == ("Susan Hallow", True)
    assert (public.name, public.private_person) == ("Peter Marwick", False)


def test_every_span_lies_in_the_text() -> None:
    context = context_of("Police arrested Peter Marwick on Monday.", title="Police Arrest Peter Marwick")
    for victim in named_victims(context):
        for span in (victim.span, *(deed.trigger for deed in victim.deeds)):
            assert context.article.text[span.start : span.end] == span.quote


def test_a_country_is_in_no_name() -> None:
    assert [p.name for p in people_in(context_of("Morning Star Peru and the Harbour Court said so.")).persons] == []


def test_the_record_of_an_arrest() -> None:
    found = record(
        "Police in Kampala arrested the journalist Peter Marwick on 3 March 2019, his lawyer said.",
        "He was beaten in custody.",
        "In 2011 a minister from Uganda was killed in Nairobi.",
        title="Ugandan journalist arrested",
    )
    assert "arbitrary detention" in found.violations
    assert found.perpetrator == "state actor"
    assert [victim.name for victim in found.victims] == ["Peter Marwick"]
    assert (found.city, found.country) == ("Kampala", "Uganda")
    assert (found.year, found.month, found.day) == (2019, 3, 3)


def test_the_record_of_a_kidnapping_by_gunmen() -> None:
    found = record("Gunmen kidnapped 40 students from a school in Nigeria in March 2018.")
    assert (found.violations, found.perpetrator) == (("kidnapping",), "other actors without permissions")
    assert (found.city, found.country, found.year, found.month, found.day) == (None, "Nigeria", 2018, 3, None)


def test_what_is_not_told_stays_open() -> None:
    found = record("Bakers sell bread.")
    assert (found.perpetrator, found.perpetrator_told, found.victims, found.city, found.country, found.month) == (
        None, False, (), None, None, None,
    )  # fmt: skip


def test_the_tables_of_the_record_know_their_types() -> None:
    known = {*event_types(), ("detention", "prosecution")}
    for name in ("violations.tsv", "persecution.tsv"):
        assert {(row["type"], row["subtype"] or None) for row in table(name)} <= known, name
    keys = [(row["type"], row["subtype"]) for row in table("violations.tsv")]
    assert len(keys) == len(set(keys))
    assert {row["by"] for row in table("perpetrators.tsv")} == {"noun", "kind", "deed"}
