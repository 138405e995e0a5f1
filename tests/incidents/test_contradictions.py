"""Claims of one incident that cannot all be true."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.incidents import reconcile
from dateline.incidents.contradictions import contradictions_of
from dateline.incidents.strands import strands_of
from dateline.records import Measure, Quantifier, Role, Scope, SourceKind, Span, Status, VictimKind


def kinds(claims, **options) -> list[tuple[str, tuple[str, ...]]]:
    return [(found.kind, found.claim_ids) for incident in reconcile(claims, **options) for found in incident.contradictions]


@pytest.mark.parametrize(
    ("first", "second", "voices", "contradicts", "why"),
    [
        ((12, 12), (15, 15), ("x", "y"), True, "no number satisfies both"),
        ((12, None), (15, 15), ("x", "y"), False, "at least 12 may be 15"),
        ((16, None), (15, 15), ("x", "y"), True, "at least 16 is not 15"),
        ((12, 20), (15, 15), ("x", "y"), False, "a range holds it"),
        ((12, 12), (12, 12), ("x", "y"), False, "the same"),
    ],
)
def test_numbers(make, killed, first, second, voices, contradicts, why):
    claims = [make.claim(f"c{n}", killed(*number), by=by) for n, (number, by) in enumerate(zip((first, second), voices, strict=True))]
    assert kinds(claims) == ([("number", ("c0", "c1"))] if contradicts else []), why


def test_a_revision_is_no_contradiction_of_oneself(make, killed):
    claims = [make.claim("c1", killed(5), by="x"), make.claim("c2", killed(9), by="x", article="a2")]
    assert kinds(claims) == []


def test_groups_that_share_nobody_do_not_contradict(make, killed):
    soldiers = make.claim("c1", killed(4, kind=VictimKind.COMBATANT), by="x")
    civilians = make.claim("c2", killed(9, kind=VictimKind.CIVILIAN), by="y")
    everybody = make.claim("c3", killed(6), by="z")
    assert kinds([soldiers, civilians]) == []
    assert kinds([soldiers, civilians, everybody]) == [("number", ("c2", "c3"))]


def test_a_possible_number_contradicts_nothing(make, killed):
    feared = make.claim("c2", killed(40), by="y", status=Status.POSSIBLE)
    assert kinds([make.claim("c1", killed(12), by="x"), feared]) == []


@pytest.mark.parametrize(
    ("first", "second", "type", "contradicts", "why"),
    [
        (Measure.ATTACKERS, Measure.ATTACKERS, "attack/shooting", True, "three gunmen against two"),
        (Measure.ATTACKS, Measure.ATTACKERS, "explosion/suicide_bombing", True, "an attacker to each suicide attack"),
        (Measure.ATTACKS, Measure.ATTACKERS, "attack/shooting", False, "two gunmen may attack three times"),
    ],
)
def test_attackers(make, first, second, type, contradicts, why):
    claims = [make.claim("c1", make.figure(first, 3), type=type, by="x"), make.claim("c2", make.figure(second, 2), type=type, by="y")]
    assert kinds(claims) == ([("attackers", ("c1", "c2"))] if contradicts else []), why


def test_more_attackers_over_more_places_do_not_contradict(make):
    claims = [
        make.claim("c1", make.figure(Measure.ATTACKERS, 3), places=("Northford", "Southwick"), by="x"),
        make.claim("c2", make.figure(Measure.ATTACKERS, 1), by="y"),
    ]
    assert kinds(claims) == []


def test_perpetrators(make):
    def blamed(claim_id, actor, by, type="explosion/bombing"):
        return make.claim(claim_id, type=type, by=by, actors=(make.actor(Role.PERPETRATOR, actor),))

    assert kinds([blamed("c1", "front", "x"), blamed("c2", "army", "y")]) == [("perpetrator", ("c1", "c2"))]
    assert kinds([blamed("c1", "front", "x"), blamed("c2", "front", "y")]) == []
    assert kinds([blamed("c1", "front", "x", "battle/armed_clash"), blamed("c2", "army", "y", "battle/armed_clash")]) == []


def test_a_denial_across_articles_needs_day_and_place(make):
    front = make.said("The Front", SourceKind.BELLIGERENT, party=True)
    claims = [make.claim("yes", by="Police"), make.claim("no", by=front, status=Status.DENIED, article="a2")]
    assert kinds(claims) == [("happened", ("yes", "no"))]


def test_a_human_merge_shows_what_does_not_agree(make):
    claims = [make.claim("c1", by="x"), make.claim("c2", by="y", places=("Southwick",), day="2020-03-04")]
    found = kinds(claims, judgements=[make.judgement("must-link", "c1", "c2")])
    assert found == [("place", ("c1", "c2")), ("day", ("c1", "c2"))]


def strands(make, *claims):
    """Return the strands of claims of different articles, as they lie in one incident."""
    return [strand for claim in claims for strand in strands_of(claim, make.article(claim.article_id))]


@pytest.mark.parametrize(
    ("first", "second", "expected", "why"),
    [
        ({"day": "2020-03-01"}, {"day": "2020-03-02"}, ["day"], "two days"),
        ({"day": ("2020-03-01", "2020-03-02")}, {"day": "2020-03-02"}, [], "one day may be both"),
        ({"day": (None, "2020-03-01")}, {"day": "2020-03-02"}, [], "only the day of the report is known"),
        ({"places": ("Northford",)}, {"places": ("Southwick",)}, ["place"], "two towns"),
        ({"places": ("Northford",)}, {"places": ("Hill",)}, [], "a town and its province"),
        ({"places": ("Northford",)}, {"places": ()}, [], "no place"),
    ],
)
def test_places_and_days_of_one_incident(make, killed, first, second, expected, why):
    claims = [make.claim("c1", killed(12), by="x", **first), make.claim("c2", killed(12), by="y", article="a2", **second)]
    found = contradictions_of(strands(make, *claims), (), members=frozenset({"c1", "c2"}))
    assert [one.kind for one in found] == expected, why
    assert all((one.claim_ids, one.quotes) == (("c1", "c2"), ("c1", "c2")) for one in found)


def test_a_voice_is_named_once_for_a_number(make, killed):
    claims = [
        make.claim("c1", killed(9), by="the police in Northford"),
        make.claim("c2", killed(9), by="police"),
        make.claim("c3", killed(4), by=make.said("Clinic", SourceKind.MEDIC)),
    ]
    (incident,) = reconcile(claims, judgements=[make.judgement("must-link", "c1", "c2", "c3")])
    assert incident.contradictions[0].summary == "killed: 9 (the police in Northford) against 4 (Clinic)"


def test_period_tolls_of_two_speakers_are_two_incidents(make, killed):
    month = ("2020-02-01", "2020-02-29")
    claims = [make.claim(f"c{n}", killed(n, scope=Scope.PERIOD), by=f"s{n}", day=month) for n in (100, 300)]
    assert len(reconcile(claims)) == 2
    assert kinds(claims) == []


def test_the_summary_names_numbers_and_voices(make, killed):
    claims = [make.claim("c1", killed(12), by="Police"), make.claim("c2", killed(15, None, quantifier=Quantifier.AT_LEAST), by="Clinic")]
    (incident,) = reconcile(claims)
    assert incident.contradictions[0].summary == "killed: 12 (Police) against 15 or more (Clinic)"
    assert incident.grade == "contradicted"


def test_a_denied_number_gainsays_that_number_alone(make, killed):
    front = make.said("Coalition", SourceKind.BELLIGERENT, party=True)
    civilian = {"kind": VictimKind.CIVILIAN}
    claims = [
        make.claim("eleven", killed(11, **civilian), type="explosion/air_strike", by="Neighbours"),
        make.claim("seven", killed(7, kind=VictimKind.COMBATANT), type="explosion/air_strike", by="Army"),
        make.claim("strike", type="explosion/air_strike"),
        make.claim("no", killed(11, **civilian), type="explosion/bombing", by=front, status=Status.DENIED, article="a2"),
    ]
    (incident,) = reconcile(claims)
    (contradiction,) = incident.contradictions
    assert (contradiction.kind, contradiction.claim_ids) == ("happened", ("eleven", "no"))


def test_a_denied_number_is_known_by_the_number_where_the_day_is_open(make, killed):
    said = make.claim("eleven", killed(11), type="explosion/air_strike", by="Neighbours", day=(None, "2020-03-02"))
    other = make.claim("four", killed(4), type="explosion/air_strike", by="Police", article="a3")
    no = make.claim("no", killed(11), type="explosion/bombing", by="Army", status=Status.DENIED, article="a2", day=(None, "2020-03-04"))
    assert kinds([said, other, no]) == [("happened", ("eleven", "no"))]


def test_denied_harm_gainsays_no_other_victims(make, killed):
    civilians = (replace(make.actor(Role.TARGET, "x"), actor_id=None, kind="civilian"),)
    no = make.claim("no", type="attack/killing", by="Army", status=Status.DENIED, actors=civilians)
    soldiers = make.claim("c1", killed(3, kind=VictimKind.COMBATANT), type="attack/killing", by="x")
    assert kinds([soldiers, no]) == []
    assert kinds([make.claim("c2", killed(3), type="attack/killing", by="x"), no]) == [("happened", ("c2", "no"))]


def test_two_sides_in_one_sentence_show_their_own_words(make, killed):
    text = "Eleven people died, neighbours said, but the army denied that any civilian had been killed."
    sentence = Span(0, len(text), text)

    def words(quote):
        at = text.index(quote)
        return Span(at, at + len(quote), quote)

    said = make.claim("yes", replace(killed(11), span=words("Eleven people")), by="Neighbours", evidence=sentence, trigger=words("died"))
    civilians = (replace(make.actor(Role.TARGET, "x"), actor_id=None, kind="civilian", span=words("any civilian")),)
    no = make.claim(
        "no", type="attack/killing", by="Army", status=Status.DENIED, evidence=sentence, trigger=words("killed"), actors=civilians
    )
    (incident,) = reconcile([said, no])
    assert incident.contradictions[0].quotes == ("Eleven people died", "any civilian had been killed")


def test_a_denial_in_one_report_ties_it_to_what_another_states(make, killed):
    civilian = {"kind": VictimKind.CIVILIAN}
    place = {"day": (None, "2020-03-02")}
    said = make.claim("eleven", killed(11, **civilian), type="explosion/air_strike", by="Neighbours", **place)
    answer = {"type": "explosion/vehicle_bombing", "by": "Coalition", "article": "a2", **place}
    fighters = make.claim("three", killed(3, kind=VictimKind.COMBATANT), **answer)
    no = make.claim("no", killed(11, **civilian), status=Status.DENIED, **answer)
    (incident,) = reconcile([said, fighters, no])
    assert set(incident.claim_ids) == {"eleven", "three", "no"}
    assert [found.kind for found in incident.contradictions] == ["happened"]
