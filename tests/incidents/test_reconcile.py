"""Which claims make one incident, which make two, and which make none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.incidents import reconcile, was_attempted
from dateline.incidents.eligibility import Standing, eligibility_of
from dateline.records import Claim, Flow, Measure, PlaceRole, Role, Scope, SourceKind, Span, Status, Unit, VictimKind


def groups(incidents) -> list[tuple[str, ...]]:
    return sorted(tuple(sorted(incident.claim_ids)) for incident in incidents)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"background": True}, "background"),
        ({"domain": "other"}, "domain-other"),
        ({"event_type": "strength", "event_subtype": None}, "type-strength"),
        ({"event_type": "population", "event_subtype": None}, "type-population"),
        ({"event_type": "vow", "event_subtype": None}, "type-vow"),
        ({"status": Status.PLANNED}, "status-planned"),
        ({"status": Status.HYPOTHETICAL}, "status-hypothetical"),
        ({"status": Status.DENIED}, "denial"),
    ],
)
def test_what_makes_no_incident(make, change, reason):
    claim = replace(make.claim("c1"), **change)
    assert eligibility_of(claim).reason == reason
    assert reconcile([claim]) == []


@pytest.mark.parametrize("scope", [Scope.WAR, Scope.BACKGROUND])
def test_tolls_of_the_war_make_no_incident(make, killed, scope):
    assert reconcile([make.claim("c1", killed(900, scope=scope))]) == []


@pytest.mark.parametrize(
    ("first", "second", "together", "why"),
    [
        ({}, {}, True, "same type, place and day"),
        ({}, {"places": ("Southwick",)}, False, "another town"),
        ({}, {"day": "2020-03-02"}, False, "another day"),
        ({}, {"day": ("2020-02-29", "2020-03-01")}, True, "the days overlap"),
        ({}, {"type": "explosion/bombing"}, True, "a bombing may be a suicide bombing"),
        ({}, {"type": "explosion/air_strike"}, False, "a suicide bombing is no air strike"),
        ({}, {"type": "casualties/toll"}, True, "a toll names no means"),
        ({}, {"type": "abduction/kidnapping"}, False, "other harm"),
        ({}, {"places": ("Hill",)}, True, "the town lies in the division"),
        ({}, {"places": ("Lake",)}, False, "the town lies in another division"),
        ({}, {"places": ("Landia",)}, True, "one happening in the country: told again without figures"),
        ({"day": None}, {"day": None}, True, "unknown day, same place and type"),
        ({}, {"day": None}, True, "one day unknown, same place and type"),
        ({}, {"day": None, "type": "explosion/bombing"}, False, "unknown day asks for the same type"),
        ({}, {"day": None, "type": "attack/armed_attack"}, True, "unknown day: an attack names no means"),
        ({}, {"day": None, "type": "attack/armed_attack", "places": ("Hill",)}, False, "unknown day asks for the very place"),
        ({}, {"day": (None, "2020-03-02"), "type": "explosion/bombing"}, True, "not after the report's day: of the week before it"),
        ({}, {"day": (None, "2020-03-12"), "type": "explosion/bombing"}, False, "the report came too late for its news"),
        ({}, {"day": (None, "2020-02-02")}, False, "it was over by then"),
        ({}, {"day": ("2020-03-02", None)}, False, "it came after"),
        ({}, {"day": None, "places": ("Southwick",)}, False, "unknown day asks for the same place"),
        (
            {"day": ("2020-02-01", "2020-02-29")},
            {"day": ("2020-02-10", "2020-02-10")},
            True,
            "a month tells no day; place and type are the same",
        ),
        ({"day": ("2020-02-01", "2020-02-29")}, {}, False, "the month is over"),
        ({}, {"status": Status.ATTEMPTED}, False, "an attempt that failed is another happening"),
    ],
)
def test_pairs_in_one_article(make, first, second, together, why):
    incidents = reconcile([make.claim("c1", **first), make.claim("c2", **second)])
    assert (len(incidents) == 1) is together, why


@pytest.mark.parametrize(
    ("second", "together", "why"),
    [
        ({}, True, "same type, place and day"),
        ({"day": None}, False, "across articles the day must be known"),
        ({"places": ()}, False, "across articles the place must be known"),
        ({"places": ("Landia",)}, False, "a country is no place of an incident"),
        ({"places": ("Hill",)}, True, "within the division"),
        ({"day": "2020-03-02"}, False, "another day"),
        ({"day": (None, "2020-03-01")}, False, "not after a day is no day"),
        ({"day": ("2020-02-20", "2020-03-05")}, False, "a fortnight tells no day"),
    ],
)
def test_pairs_across_articles(make, second, together, why):
    incidents = reconcile([make.claim("c1"), make.claim("c2", article="a2", **second)])
    assert (len(incidents) == 1) is together, why


def test_two_countries_alike_do_not_join_across_articles(make):
    claims = [make.claim(f"c{n}", article=f"a{n}", places=("Landia",)) for n in (1, 2)]
    assert len(reconcile(claims)) == 2


@pytest.mark.parametrize(
    ("a", "b", "speakers", "together", "why"),
    [
        (12, 12, ("x", "y"), True, "the same toll"),
        (12, 15, ("x", "y"), True, "a revised toll"),
        (6, 40, ("x", "y"), False, "too far apart for one happening"),
        (6, 40, ("x", "x"), True, "one speaker revises its toll"),
    ],
)
def test_tolls_across_articles(make, killed, a, b, speakers, together, why):
    claims = [make.claim("c1", killed(a), by=speakers[0]), make.claim("c2", killed(b), by=speakers[1], article="a2")]
    assert (len(reconcile(claims)) == 1) is together, why


def test_one_voice_with_two_tolls_tells_of_two_happenings(make, killed):
    incidents = reconcile([make.claim("c1", killed(12), by="x"), make.claim("c2", killed(6), by="x")])
    assert sorted(incident.tolls[0].best for incident in incidents) == [6, 12]


def test_a_vague_claim_chains_nothing(make, killed):
    strike = make.claim("c1", type="explosion/air_strike")
    bomb = make.claim("c2", type="explosion/bombing")
    toll = make.claim("c3", killed(9), type="casualties/toll")
    incidents = reconcile([strike, bomb, toll])
    assert len(incidents) == 2
    assert not any({"c1", "c2"} <= set(incident.claim_ids) for incident in incidents)


def test_an_equal_fit_to_two_happenings_joins_neither(make, killed):
    claims = [make.claim("c1", killed(12), by="x"), make.claim("c2", killed(8), by="x"), make.claim("c3", killed(10), by="y", article="a2")]
    assert groups(reconcile(claims)) == [("c1",), ("c2",), ("c3",)]
    same = [*claims[:2], make.claim("c4", killed(8), by="y", article="a2")]
    assert groups(reconcile(same)) == [("c1",), ("c2", "c4")]


def town_bombings(make, killed):
    """Two bombings on one day, and two voices that number the bombers of both."""
    injured = Measure.INJURED
    head = make.said("Head of the council")
    both = ("Northford", "Southwick")
    return [
        make.claim("north", killed(12), make.figure(injured, 20), by=head),
        make.claim("south", killed(6), make.figure(injured, 12), by=head, places=("Southwick",)),
        make.claim(
            "three", make.figure(Measure.ATTACKS, 3, unit=Unit.EVENT), places=both, status=Status.CLAIMED,
            by=make.said("The Front", SourceKind.BELLIGERENT, party=True),
        ),
        make.claim("two", make.figure(Measure.ATTACKERS, 2), places=both, by="Officials"),
    ]  # fmt: skip


def test_two_bombings_of_one_day_keep_their_tolls_and_share_what_spans_them(make, killed):
    north, south = sorted(reconcile(town_bombings(make, killed)), key=lambda incident: incident.places[0].name)
    assert [(toll.measure, toll.low, toll.best, toll.high) for toll in north.tolls] == [("killed", 12, 12, 12), ("injured", 20, 20, 20)]
    assert [(toll.measure, toll.low, toll.best, toll.high) for toll in south.tolls] == [("killed", 6, 6, 6), ("injured", 12, 12, 12)]
    for incident in (north, south):
        (contradiction,) = incident.contradictions
        assert (contradiction.kind, contradiction.claim_ids, contradiction.quotes) == ("attackers", ("three", "two"), ("3", "2"))
        assert incident.grade == "contested"
        assert [place.name for place in incident.places] in (["Northford"], ["Southwick"])


def test_what_spans_known_and_unknown_happenings_keeps_the_rest(make, killed):
    both = make.claim("both", killed(18), places=("Northford", "Southwick"))
    north = make.claim("north", killed(12))
    first, second = sorted(reconcile([both, north]), key=lambda incident: incident.places[0].name)
    assert first.claim_ids == ("north", "both")
    assert [toll.best for toll in first.tolls] == [12]
    assert (second.claim_ids, second.tolls) == (("both",), ())
    assert [place.name for place in second.places] == ["Southwick"]


def test_a_joint_toll_stays_where_no_single_happening_has_one(make, killed):
    both = make.claim("both", killed(18), places=("Northford", "Southwick"))
    incidents = reconcile([both, make.claim("north"), make.claim("south", places=("Southwick",))])
    assert sorted([toll.best for toll in incident.tolls] for incident in incidents) == [[], [], [18]]


def test_a_joint_toll_of_a_country_is_not_counted_beside_its_towns(make, killed):
    claims = town_bombings(make, killed)[:2]
    incidents = reconcile([*claims, make.claim("all", killed(18), places=("Landia",))])
    assert sorted(toll.best for incident in incidents for toll in incident.tolls if toll.measure == "killed") == [6, 12]
    assert all("all" in incident.claim_ids for incident in incidents)


@pytest.mark.parametrize("day", [None, "2020-03-01"])
def test_a_number_of_bombers_without_place_is_shared(make, killed, day):
    claims = town_bombings(make, killed)
    nowhere = make.claim("four", make.figure(Measure.ATTACKERS, 4), places=(), day=day, by="A driver")
    incidents = reconcile([*claims, nowhere])
    assert len(incidents) == 2
    assert all("four" in incident.contradictions[0].claim_ids for incident in incidents)


def test_a_toll_without_place_joins_the_only_happening_that_fits(make, killed):
    north = make.claim("north", by="x")
    toll = make.claim("toll", killed(5), places=(), by="y")
    assert groups(reconcile([north, toll])) == [("north", "toll")]
    south = make.claim("south", places=("Southwick",))
    assert groups(reconcile([north, south, toll])) == [("north",), ("south",), ("toll",)]


def test_a_repeated_figure_joins_without_place_or_day(make, killed):
    again = make.claim("again", killed(12), places=(), day=None, rules=("same-figure-again",))
    incidents = reconcile([make.claim("first", killed(12)), again])
    assert groups(incidents) == [("again", "first")]
    assert incidents[0].tolls[0].high == 12


def test_period_tolls_stand_apart(make, killed):
    month = killed(300, scope=Scope.PERIOD, since="2020-02-01")
    incidents = reconcile([make.claim("c1", killed(12), month), make.claim("c2", killed(12))])
    assert sorted((incident.claim_ids, incident.tolls[0].best) for incident in incidents) == [(("c1",), 300), (("c1", "c2"), 12)]
    assert len({incident.id for incident in incidents}) == 2


def moved(make, claim_id, low, *, flow, day, by, article="a1", scope=Scope.PERIOD):
    figure = make.figure(Measure.DISPLACED, low, flow=flow, scope=scope)
    return make.claim(claim_id, figure, type="displacement/displaced", day=day, by=by, article=article, places=())


def test_displacement_of_two_stretches_or_sources_is_never_one(make):
    days, weeks = ("2020-02-28", "2020-03-01"), ("2020-02-10", "2020-03-01")
    claims = [
        moved(make, "flow", 9000, flow=Flow.FLOW, day=days, by="Government"),
        moved(make, "stock", 34000, flow=Flow.STOCK, day=weeks, by="Migration agency"),
        moved(make, "again", 34000, flow=Flow.STOCK, day=weeks, by="Migration agency", article="a2"),
        moved(make, "other", 30000, flow=Flow.STOCK, day=weeks, by="Council"),
        moved(make, "day", 700, flow=Flow.FLOW, day="2020-03-01", by="Government", scope=Scope.INCIDENT),
    ]
    incidents = reconcile(claims)
    assert groups(incidents) == [("again", "stock"), ("day",), ("flow",), ("other",)]
    assert sorted(toll.best for incident in incidents for toll in incident.tolls) == [700, 9000, 30000, 34000]


def test_movements_to_two_goals_are_two(make):
    def transfer(claim_id, goal):
        places = (make.place("Northford", role=PlaceRole.FROM), make.place(goal, role=PlaceRole.TO))
        return make.claim(claim_id, type="abduction/forced_transfer", places=places)

    assert len(reconcile([transfer("c1", "Southwick"), transfer("c2", "Eastmere")])) == 2
    assert len(reconcile([transfer("c1", "Southwick"), transfer("c2", "Southwick")])) == 1


def test_an_unresolved_place_joins_by_name_and_by_what_holds_it(make):
    quarter = make.place("Mill Quarter", within="Northford")
    claims = [make.claim("c1", places=(quarter,)), make.claim("c2"), make.claim("c3", places=(quarter,), article="a2")]
    (incident,) = reconcile(claims)
    assert [place.name for place in incident.places] == ["Mill Quarter"]


def test_attempts_are_told_by_their_claims(make):
    claims = [make.claim("c1", make.figure(Measure.ATTACKS, 3), status=Status.ATTEMPTED), make.claim("c2", status=Status.ATTEMPTED)]
    (incident,) = reconcile(claims)
    assert was_attempted(claims)
    assert incident.tolls == ()
    assert not was_attempted([make.claim("c3")])


def test_shared_evidence_tells_day_and_type_where_the_own_claims_do_not(make):
    open_day = (None, "2020-03-01")
    both = make.claim("both", places=("Northford", "Southwick"))
    towns = [
        make.claim(f"c{n}", places=(town,), day=open_day, type="explosion/bombing") for n, town in enumerate(("Northford", "Southwick"))
    ]
    incidents = reconcile([both, *towns])
    assert groups(incidents) == [("both", "c0"), ("both", "c1")]
    assert {(incident.event_subtype, incident.when and incident.when.earliest) for incident in incidents} == {
        ("suicide_bombing", "2020-03-01")
    }


def test_the_most_specific_type_and_shortest_stretch_describe_the_incident(make):
    claims = [
        make.claim("c1", type="casualties/toll", day=("2020-02-29", "2020-03-01")),
        make.claim("c2", type="casualties/toll"),
        make.claim("c3"),
    ]
    (incident,) = reconcile(claims)
    assert (incident.event_type, incident.event_subtype) == ("explosion", "suicide_bombing")
    assert incident.when is not None
    assert (incident.when.earliest, incident.when.latest) == ("2020-03-01", "2020-03-01")


def test_a_denial_joins_and_makes_none(make):
    denial = make.claim("no", status=Status.DENIED, by=make.said("The Front", SourceKind.BELLIGERENT, party=True), places=(), day=None)
    assert reconcile([denial]) == []
    (incident,) = reconcile([denial, make.claim("yes", by="Police")])
    (contradiction,) = incident.contradictions
    assert (contradiction.kind, contradiction.claim_ids, incident.grade) == ("happened", ("yes", "no"), "contested")
    elsewhere = make.claim("no2", status=Status.DENIED, article="a9", places=(), day=None)
    assert all("no2" not in incident.claim_ids for incident in reconcile([make.claim("yes"), elsewhere]))


def test_ids_stay_when_later_reports_are_added(make, killed):
    articles = {f"a{n}": make.article(f"a{n}", published=f"2020-03-0{n}T10:00") for n in (1, 2, 3)}
    claims = [make.claim(f"c{n}", killed(10 + n), article=f"a{n}", by=f"Speaker {n}") for n in (1, 2, 3)]
    ids = {reconcile(claims[:n], articles=articles)[0].id for n in (1, 2, 3)}
    assert len(ids) == 1


def test_a_claim_given_twice_counts_once(make):
    claim = make.claim("c1")
    assert reconcile([claim, claim]) == reconcile([claim])


def _some_claims(draw_data, make) -> list[Claim]:
    rows = draw_data
    claims = []
    for n, (article, kind, place, day, low, speaker, status, scope, group) in enumerate(rows):
        figures = (
            () if low is None else (make.figure(Measure.KILLED, low, None if low % 5 == 0 else low + low % 3, scope=scope, kind=group),)
        )
        claims.append(
            make.claim(
                f"c{n:02}", *figures, article=f"a{article}", type=kind, places=place, day=day, status=status,
                by=speaker, start=n * 10,
            )
        )  # fmt: skip
    return claims


ROWS = st.lists(
    st.tuples(
        st.integers(1, 4),
        st.sampled_from(
            ["explosion/suicide_bombing", "explosion/bombing", "casualties/toll", "battle/armed_clash", "explosion/air_strike"]
        ),
        st.sampled_from([("Northford",), ("Southwick",), ("Northford", "Southwick"), ("Hill",), ("Landia",), ()]),
        st.sampled_from(
            ["2020-03-01", "2020-03-02", ("2020-03-01", "2020-03-02"), None, ("2020-02-01", "2020-03-01"), (None, "2020-03-02")]
        ),
        st.none() | st.integers(0, 30),
        st.sampled_from([None, "Police", "Hospital", "The Front"]),
        st.sampled_from([Status.ASSERTED, Status.CLAIMED, Status.DENIED, Status.POSSIBLE, Status.ATTEMPTED]),
        st.sampled_from([Scope.INCIDENT, Scope.INCIDENT, Scope.PERIOD]),
        st.sampled_from(list(VictimKind)),
    ),
    max_size=14,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, shuffle=st.randoms(use_true_random=False))
def test_any_claims_in_any_order(make, rows, shuffle):
    claims = _some_claims(rows, make)
    incidents = reconcile(claims)
    mixed = list(claims)
    shuffle.shuffle(mixed)
    assert reconcile(mixed) == incidents
    articles = {f"a{n}": make.article(f"a{n}", published=f"2020-03-0{n % 3 + 1}", lineage="wire" if n < 3 else None) for n in (4, 2, 1, 3)}
    told = reconcile(claims, articles=articles)
    assert reconcile(mixed, articles=dict(sorted(articles.items()))) == told
    assert {claim_id for i in told for claim_id in i.claim_ids} >= {c.id for c in claims if eligibility_of(c).standing is Standing.MAKES}
    assert len({incident.id for incident in incidents}) == len(incidents)
    by_id = {claim.id: claim for claim in claims}
    for incident in incidents:
        assert any(eligibility_of(by_id[claim_id]).standing is Standing.MAKES for claim_id in incident.claim_ids)
        assert {claim_id for voice in incident.voices for claim_id in voice.claim_ids} == set(incident.claim_ids)
        for toll in incident.tolls:
            assert toll.low <= toll.best
            assert toll.high is None or toll.best <= toll.high
            for bound in toll.trace:
                assert by_id[bound.claim_id].figures[bound.figure].measure is toll.measure
        for contradiction in incident.contradictions:
            assert set(contradiction.claim_ids) <= set(incident.claim_ids)
            assert len(contradiction.claim_ids) == len(contradiction.quotes) >= 2
    held = {claim_id for incident in incidents for claim_id in incident.claim_ids}
    assert held >= {claim.id for claim in claims if eligibility_of(claim).standing is Standing.MAKES}


@pytest.mark.parametrize("known", [True, False], ids=["days known", "days of reports"])
def test_of_twenty_thousand_claims_none_is_lost(make, killed, known):
    days = [f"2020-{n // 8 % 12 + 1:02}-{n // 96 % 28 + 1:02}" for n in range(20_000)]
    claims = [
        make.claim(
            f"c{n:05}", killed(n % 37 + 1), article=f"a{n // 8}", by=f"Speaker {n % 11}", start=n,
            day=days[n] if known else (None, days[n]), places=(make.place(f"Town {n % 16}"),),
            type=("explosion/bombing", "battle/armed_clash", "casualties/toll")[n % 3],
        )
        for n in range(20_000)
    ]  # fmt: skip
    incidents = reconcile(claims)
    assert {claim_id for incident in incidents for claim_id in incident.claim_ids} == {claim.id for claim in claims}


OPEN = (None, "2020-03-03")


@pytest.mark.parametrize(
    ("first", "second", "together", "why"),
    [
        ({"low": 12}, {"low": 12}, True, "the same toll in the week of the report"),
        ({"low": 12}, {"low": 14}, False, "tolls near each other, and no word of the articles known"),
        ({"low": 12}, {"low": 40}, False, "tolls far apart"),
        ({"low": 12}, {}, False, "nothing agrees"),
        ({"actor": "front"}, {"actor": "front"}, True, "the same actor"),
        ({"actor": "front", "type": "attack/shooting"}, {"actor": "front"}, False, "a front's daily fire tells nothing"),
        ({"low": 12}, {"low": 12, "places": ("Southwick",)}, False, "another town"),
        ({"low": 12}, {"low": 12, "places": ("Hill",)}, False, "a province holds many happenings a week"),
        ({"low": 12}, {"low": 12, "day": (None, "2020-03-20")}, False, "reported weeks later"),
        ({"low": 12}, {"low": 12, "day": (None, "2020-02-28")}, False, "reported before it happened"),
        ({"low": 12}, {"low": 12, "type": "casualties/toll"}, False, "types that only may be one, and no word of the articles known"),
        ({"low": 12, "day": OPEN}, {"low": 14}, False, "neither day known, and no word of the articles"),
        ({"low": 12, "day": OPEN, "type": "explosion/shelling"}, {"low": 14, "type": "explosion/shelling"}, False, "shelled daily"),
        ({"low": 12, "day": OPEN, "type": "explosion/shelling"}, {"low": 12, "type": "explosion/shelling"}, True, "the very number"),
        ({"low": 2, "day": OPEN, "type": "explosion/shelling"}, {"low": 2, "type": "explosion/shelling"}, False, "too small to tell"),
    ],
)
def test_open_days_across_articles(make, killed, first, second, together, why):
    def claim(claim_id, article, low=None, actor=None, **more):
        actors = (make.actor(Role.PERPETRATOR, actor),) if actor else ()
        return make.claim(claim_id, *([killed(low)] if low else []), article=article, by=claim_id, actors=actors, **more)

    incidents = reconcile([claim("c1", "a1", **first), claim("c2", "a2", **{"day": OPEN, **second})])
    assert (len(incidents) == 1) is together, why


@pytest.mark.parametrize(
    ("words", "together"),
    [
        (
            "Twelve dead as bomber strikes Northford\n\nA bomber killed shoppers at the Alder Lane market of Northford, Osric Venn said.",
            True,
        ),
        (
            "Coal miners end their strike\n\nThe pits of the eastern basin open again after the owners raised wages, their union said.",
            False,
        ),
    ],
)
def test_the_articles_words_decide_where_days_are_open(make, killed, words, together):
    first = (
        "Bomber kills twelve in Northford\n\nShoppers died when a bomber struck the market in Alder Lane, Osric Venn of the police said."
    )
    articles = {
        name: make.article(name, published="2020-03-04T08:00", text=text) for name, text in (("a1", first), ("a2", words))
    }  # fmt: skip
    claims = [make.claim(f"c{n}", killed(low), article=f"a{n}", by=f"c{n}", day=OPEN) for n, low in ((1, 12), (2, 14))]
    assert (len(reconcile(claims, articles=articles)) == 1) is together


def test_an_open_day_chooses_among_happenings_by_number_alone(make, killed):
    monday, tuesday = (make.claim(f"c{n}", killed(low), day=f"2020-03-0{n}", by="Police") for n, low in ((2, 12), (3, 9)))
    vague = make.claim("c8", killed(10), day=(None, "2020-03-04"), by="Clinic", article="a2")
    assert groups(reconcile([monday, tuesday, vague])) == [("c2",), ("c3",), ("c8",)]
    sure = make.claim("c9", killed(9), day=(None, "2020-03-04"), by="Clinic", article="a2")
    assert groups(reconcile([monday, tuesday, sure])) == [("c2",), ("c3", "c9")]


def test_two_bombs_on_stated_days_stay_apart(make, killed):
    claims = [make.claim(f"c{n}", killed(12), day=f"2020-03-0{n}", article=f"a{n}", by="Police") for n in (1, 2)]
    assert len(reconcile(claims)) == 2


def test_an_act_without_a_toll_joins_the_toll(make, killed):
    strike = make.claim("act", type="explosion/vehicle_bombing", day=OPEN)
    toll = make.claim("toll", killed(5), type="explosion/bombing", day=OPEN, by="Police")
    assert groups(reconcile([strike, toll])) == [("act", "toll")]


def test_one_doer_in_one_sentence_does_one_act(make, killed):
    sentence = Span(0, 64, "The air force struck a car bomb workshop and killed seven people")
    doer = replace(make.actor(Role.PERPETRATOR, "air-force"), span=Span(4, 13, "air force"))
    strike = make.claim("act", type="explosion/air_strike", evidence=sentence, actors=(doer,))
    toll = make.claim("toll", killed(7), type="explosion/vehicle_bombing", evidence=sentence, actors=(doer,))
    (incident,) = reconcile([strike, toll])
    assert incident.event_subtype in ("air_strike", "vehicle_bombing")
    assert len(reconcile([strike, replace(toll, actors=())])) == 2
