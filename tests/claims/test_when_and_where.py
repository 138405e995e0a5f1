"""The day and the place of a claim: its own clause first, what another sentence lends by a rule that is named, nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_articles import article_of, claim_with, claims_of

from dateline import extract_claims
from dateline.records import BlockKind, Claim, PlaceRole

#: Rules under which a claim may have a day or a place that its own sentence does not state.
CARRIED_DAYS = ("day-from-", "day-of-", "day-last-named", "window-to-publication", "not-after-publication", "as-of-publication")
CARRIED_PLACES = ("place-from-", "place-outweighs-", "place-last-named", "place-of-")


def place_words(claim: Claim) -> list[str]:
    return [place.span.quote for place in claim.places]


DAYS = [
    ("Nine farmers were killed in Mosul on Tuesday.", "2019-05-14", "its own clause"),
    ("On Tuesday, nine farmers were killed in Mosul.", "2019-05-14", "before the verb"),
    ("Nine farmers were killed in Mosul on Monday, a doctor said on Wednesday.", "2019-05-13", "not the day of saying, after"),
    ("A doctor said on Wednesday that nine farmers had been killed in Mosul on Monday.", "2019-05-13", "nor before"),
    ("Nine farmers were killed in Mosul on 3 May.", "2019-05-03", "a date"),
    ("Nine farmers were killed in Mosul on Tuesday night.", "2019-05-14", "a part of a day"),
    ("Mosul, 13 May: nine farmers were killed, says the mayor.", "2019-05-13", "a label, in another clause for the parser"),
    ("13 May - Gunmen kill nine farmers in Mosul.", "2019-05-13", "a label of a day alone"),
    ("14 May: A patrol found nine farmers who were killed on 10 May in Mosul.", "2019-05-10", "the event's own clause says more"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day", "why"), DAYS)
def test_days(text: str, day: str, why: str) -> None:
    when = claim_with("killed", 9, text).time
    assert when is not None
    assert when.earliest is not None
    assert when.earliest[:10] == day, why
    assert when.span is not None


def test_an_item_of_a_list_lends_nothing_to_what_follows_it() -> None:
    items = ("Mosul, 13 May: nine farmers were shot dead.", "Tikrit: gunmen shot dead four guards.")
    after = "A clinic in Erbil has treated 46 wounded soldiers in three weeks."
    article = article_of("Three weeks of war.", *items, after)
    kinds = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.LIST_ITEM, BlockKind.PARAGRAPH)
    blocks = tuple(replace(block, kind=kind) for block, kind in zip(article.blocks, kinds, strict=True))
    claims = {figure.low: claim for claim in extract_claims(replace(article, blocks=blocks)) for figure in claim.figures}
    assert claims[9].time is not None
    assert claims[9].time.earliest == "2019-05-13"
    assert claims[4].time is not None
    assert claims[4].time.earliest is None, "the next item has no day"
    assert claims[46].time is not None
    assert claims[46].time.basis.startswith("window-to-publication")
    assert "Mosul" not in place_words(claims[46])


def test_a_grave_has_the_day_it_is_found() -> None:
    when = claim_with("killed", 30, "Soldiers found a mass grave with 30 bodies near Mosul on Tuesday.").time
    assert when is not None
    assert when.earliest == "2019-05-14"


@pytest.mark.parametrize(
    "text",
    [
        "A doctor said on Wednesday that nine farmers had been killed in Mosul.",
        "Nine farmers were killed in Mosul, a doctor said on Wednesday.",
        "On Wednesday a doctor said nine farmers had been killed in Mosul.",
        "Nine farmers were killed in Mosul.",
    ],
)
def test_a_day_of_saying_or_of_print_is_no_day_of_the_event(text: str) -> None:
    claim = claim_with("killed", 9, text)
    assert claim.time is not None
    assert (claim.time.earliest, claim.time.latest) == (None, "2019-05-16")
    assert "not-after-publication" in claim.rules
    assert "publication" in claim.time.basis


def test_without_a_publication_day_there_is_no_silent_one() -> None:
    claim = claim_with("killed", 9, "Nine farmers were killed in Mosul.", published=None)
    assert claim.time is None


PLACES = [
    ("Nine farmers were killed in Mosul on Tuesday.", ["Mosul"], "its own clause"),
    ("Police in Kirkuk said a bomb killed nine people in Mosul.", ["Mosul"], "not where the speaker sits"),
    ("Nine farmers were killed in Mosul, 70 kilometres from Kirkuk.", ["Mosul"], "not what only says how far"),
    ("Nine farmers were killed in Mosul and Basra on Tuesday.", ["Mosul", "Basra"], "both of two that are coordinated"),
    ("Nine people died in Mosul on Monday and three in Basra on Tuesday.", ["Mosul"], "not that of the next figure"),
    ('"They killed nine of my neighbours," Hassan Omar, a farmer, said in Mosul.', ["Mosul"], "where a resident tells it"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "why"), PLACES)
def test_places(text: str, words: list[str], why: str) -> None:
    assert place_words(claim_with("killed", 9, text)) == words, why


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Nine farmers were killed near Mosul.", PlaceRole.NEAR),
        ("Nine farmers were killed in Mosul.", PlaceRole.AT),
    ],
)
def test_roles_of_places(text: str, role: PlaceRole) -> None:
    assert [place.role for place in claim_with("killed", 9, text).places] == [role]


def test_a_journey_has_two_ends() -> None:
    claim = claim_with("abducted", 200, "Militants marched 200 villagers from Mosul to Kirkuk on Tuesday.")
    assert {place.span.quote: place.role for place in claim.places} == {"Mosul": PlaceRole.FROM, "Kirkuk": PlaceRole.TO}


def test_two_figures_have_a_day_and_a_place_each() -> None:
    text = "Fifteen people died in Mosul on Monday and three in Basra on Tuesday."
    first, second = claim_with("killed", 15, text), claim_with("killed", 3, text)
    assert (place_words(first), place_words(second)) == (["Mosul"], ["Basra"])
    assert first.time is not None
    assert second.time is not None
    assert (first.time.earliest, second.time.earliest) == ("2019-05-13", "2019-05-14")


def test_coordinate_figures_share_day_and_place() -> None:
    text = "Eighteen people were killed and 33 wounded on Tuesday in Mosul, doctors said."
    for measure, low in (("killed", 18), ("injured", 33)):
        claim = claim_with(measure, low, text)
        assert place_words(claim) == ["Mosul"]
        assert claim.time is not None
        assert claim.time.earliest == "2019-05-14"


FRAMES = [
    ("A car bomb exploded in Mosul on Tuesday.", "The attack killed nine people.", "explosion", "vehicle_bombing"),
    ("A car bomb exploded in Mosul on Tuesday.", "Nine people were killed.", "explosion", "vehicle_bombing"),
    ("Rebels shelled Mosul on Tuesday.", "The attack killed nine people.", "explosion", "shelling"),
    ("Warplanes bombed Mosul on Tuesday.", "Nine people died in the raid.", "explosion", "air_strike"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "text", "type_", "subtype"), FRAMES)
def test_the_next_sentence_takes_day_place_and_type_by_a_named_rule(before: str, text: str, type_: str, subtype: str) -> None:
    claim = claim_with("killed", 9, before, text)
    assert claim.time is not None
    assert claim.time.earliest == "2019-05-14"
    assert place_words(claim) == ["Mosul"]
    assert (claim.event_type, claim.event_subtype) == (type_, subtype)
    assert any(rule.startswith(CARRIED_DAYS) for rule in claim.rules)
    assert any(rule.startswith(CARRIED_PLACES) for rule in claim.rules)
    assert claim.evidence.quote == text


def test_the_next_sentence_takes_the_doer() -> None:
    claim = claim_with("killed", 9, "Rebels shelled Mosul on Tuesday.", "The attack killed nine people.")
    assert [(actor.role.value, actor.span.quote) for actor in claim.actors] == [("perpetrator", "Rebels")]


NOT_CARRIED = [
    ("The army said four farmers were killed in Mosul on Tuesday.", "Rebels said nine had died.", "another speaker"),
    ("The army said a bomb had killed four people in Mosul on Tuesday.", "Rebels said nine had died.", "nor of the same kind"),
    ("Four people were killed in Mosul in June 2014.", "Nine people died.", "an older event"),
    ("Parliament met in Mosul on Tuesday.\nShops were open.\nSchools were open.\nBanks were open.", "Nine people died.", "too far back"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "text", "why"), NOT_CARRIED)
def test_days_that_are_not_carried(before: str, text: str, why: str) -> None:
    when = claim_with("killed", 9, *before.split("\n"), text).time
    assert when is None or when.earliest is None, why


def test_a_place_of_its_own_is_never_overruled() -> None:
    claim = claim_with("killed", 9, "A car bomb exploded in Mosul on Tuesday.", "In Basra, nine people were killed on Wednesday.")
    assert place_words(claim) == ["Basra"]
    assert claim.time is not None
    assert claim.time.earliest == "2019-05-15"


def test_every_day_and_place_from_elsewhere_is_told_by_its_rule() -> None:
    text = (
        "A car bomb exploded in Mosul on Tuesday.",
        "Nine people were killed.",
        "A doctor said 14 were hurt.",
        "Two hundred families fled.",
        "The army said it had killed four rebels near Kirkuk.",
    )
    for claim in claims_of(*text):
        for place in claim.places:
            if not claim.evidence.contains(place.span):
                assert any(rule.startswith(CARRIED_PLACES) for rule in claim.rules), claim.rules
        if claim.time is not None and (claim.time.span is None or not claim.evidence.contains(claim.time.span)):
            assert any(rule.startswith(CARRIED_DAYS) for rule in claim.rules), claim.rules
