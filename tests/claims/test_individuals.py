"""People told by name are counted, each once, and never beside a number that counts them already."""

from __future__ import annotations

import pytest
from made_articles import article_of

from dateline import extract_claims, reconcile
from dateline.records import Claim, Measure, Role, VictimKind


def claims_of(*paragraphs: str) -> list[Claim]:
    return extract_claims(article_of(*paragraphs), reader=False)


def counted(*paragraphs: str) -> list[tuple[str, int, str | None]]:
    return [(f.measure.value, f.low, f.person) for claim in claims_of(*paragraphs) for f in claim.figures]


def killed(*paragraphs: str) -> list[tuple[int, int, int | None]]:
    article = article_of(*paragraphs)
    incidents = reconcile(extract_claims(article, reader=False), articles={article.id: article})
    return [(t.low, t.best, t.high) for i in incidents for t in i.tolls if t.measure is Measure.KILLED]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Gunmen killed journalist Peter Marwick in Mosul on Tuesday.", [("killed", 1, "Peter Marwick")]),
        ("Lawyer Peter Marwick was assassinated in Mosul on Tuesday.", [("killed", 1, "Peter Marwick")]),
        ("Gunmen killed two lawyers, Peter Marwick and Susan Hallow, in Mosul on Tuesday.", [("killed", 2, None)]),
        ("Militants abducted Peter Marwick and Susan Hallow in Mosul on Tuesday.",
         [("abducted", 1, "Peter Marwick"), ("abducted", 1, "Susan Hallow")]),
        ("Peter Marwick was not killed in Mosul on Tuesday.", []),
        ("Peter Marwick met the minister in Mosul on Tuesday.", []),
    ],
)  # fmt: skip
def test_one_sentence(sentence: str, expected: list[tuple[str, int, str | None]]) -> None:
    assert counted(sentence) == expected


def test_names_beside_a_number_are_terms_of_one_sum() -> None:
    sentence = "The bomb killed Peter Marwick, Susan Hallow and two soldiers in Mosul on Tuesday."
    assert sorted(counted(sentence), key=str) == [("killed", 1, "Peter Marwick"), ("killed", 1, "Susan Hallow"), ("killed", 2, None)]
    assert killed(sentence) == [(4, 4, 4)]


def test_the_name_of_one_told_again_adds_nothing() -> None:
    told = "Gunmen killed lawyer Peter Marwick in Mosul on Tuesday.", "Marwick was killed outside his home in Mosul on Tuesday."
    assert killed(*told) == [(1, 1, 1)]


def test_a_number_of_all_outdoes_the_names() -> None:
    told = "A bomb killed six people in Mosul on Tuesday.", "The blast killed shopkeeper Peter Marwick in Mosul on Tuesday."
    assert killed(*told) == [(6, 6, 6)]


def test_every_bound_leads_to_the_characters_of_a_name() -> None:
    article = article_of("Gunmen killed Peter Marwick and Susan Hallow in Mosul on Tuesday.")
    claims = {claim.id: claim for claim in extract_claims(article, reader=False)}
    (toll,) = (t for i in reconcile(claims.values()) for t in i.tolls if t.measure is Measure.KILLED)
    assert {bound.rule for bound in toll.trace} == {"persons-named"}
    assert {claims[b.claim_id].figures[b.figure].span.quote for b in toll.trace} == {"Peter Marwick", "Susan Hallow"}


def test_a_victim_is_private_unless_in_office_and_no_object() -> None:
    (claim,) = claims_of("Gunmen killed shopkeeper Peter Marwick and police chief Omar Hallow in Mosul on Tuesday.")
    victims = {a.name: a.kind for a in claim.actors if a.role is Role.VICTIM}
    assert victims == {"Peter Marwick": "private_person", "Omar Hallow": "person"}
    assert not [a for a in claim.actors if a.role is Role.TARGET]
    assert {f.person: f.victim_kind for f in claim.figures}["Peter Marwick"] is VictimKind.CIVILIAN


def test_who_counts_the_hurt_is_none_of_them() -> None:
    text = "But Omar Karim, who heads the health committee in Mosul, put the number of dead at 14 and the injured at 38."
    claims = claims_of(text)
    assert {figure.low for claim in claims for figure in claim.figures} == {14, 38}
    for claim in claims:
        assert not any(actor.role == "victim" for actor in claim.actors)


def test_a_wounded_man_who_speaks_is_hurt() -> None:
    (hurt,) = [c for c in claims_of("Hamid Salem, who was wounded in the blast in Mosul, said nine people died.") if c.attribution is None]
    assert [figure.person for figure in hurt.figures] == ["Hamid Salem"]
