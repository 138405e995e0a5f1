"""Displacement as series: stock and flow apart, what overlaps never added, families never multiplied."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.incidents import displacement, in_place
from dateline.records import DisplacementSeries, Flow, Measure, PlaceRole, Quantifier, Scope, Span, Status, Unit, When

OCTOBER = "2020-10-{:02}".format


@pytest.fixture
def moved(make):
    """Return a maker of claims of displacement, with the sentence they stand in."""

    def claim(
        claim_id, number, days=None, *, sentence=None, stated=True, measure=Measure.DISPLACED, unit=Unit.PERSON, flow=Flow.FLOW,
        to=None, origin=None, at="Northford", subtype="displaced", quantifier=Quantifier.EXACT, scope=Scope.PERIOD, since=None, high=-1,
        **more,
    ):  # fmt: skip
        low = number if isinstance(number, int) else number[0]
        words = f"{low:,}"
        sentence = sentence or f"{words} people were displaced"
        start = 1000 * (make._next + 1)
        at_word = sentence.index(words)
        figure = replace(
            make.figure(measure, low, high, quantifier=quantifier, unit=unit, scope=scope, flow=flow, since=since),
            span=Span(start + at_word, start + at_word + len(words), words),
        )
        places = [make.place(name, role=role) for name, role in ((at, PlaceRole.AT), (origin, PlaceRole.FROM), (to, PlaceRole.TO)) if name]
        when = None
        if days is not None:
            first, last = (days, days) if isinstance(days, str) else days
            span = Span(start, start + 4, sentence[:4]) if stated else None
            when = When(first, last, "day", "test", span)
        made = make.claim(claim_id, figure, type=f"displacement/{subtype}", places=tuple(places), day=None, **more)
        return replace(made, time=when, evidence=Span(start, start + len(sentence), sentence))

    return claim


def only(found: list[DisplacementSeries]) -> DisplacementSeries:
    assert len(found) == 1, [(one.measure, one.flow, one.unit) for one in found]
    return found[0]


def numbers(one: DisplacementSeries) -> list[tuple[int, int, int | None]]:
    return [(point.low, point.best, point.high) for point in one.points]


SIDES = [
    ({"at": "Northford"}, {}, "origin", "displaced in a town: out of it"),
    ({"at": None, "origin": "Northford"}, {}, "origin", "from a town"),
    ({"at": "Northford"}, {"subtype": "arrival"}, "destination", "arrived at a town"),
    ({"at": None, "to": "Northford"}, {}, "destination", "fled to a town"),
    ({"at": "Northford"}, {"flow": Flow.STOCK}, "at", "living displaced in a town"),
    ({"at": "Northford"}, {"measure": Measure.EVACUATED, "subtype": "evacuation"}, "origin", "evacuated in a town"),
    ({"at": "Northford"}, {"measure": Measure.RETURNED, "subtype": "return"}, "destination", "came home to a town"),
    ({"at": "Northford"}, {"measure": Measure.TRAPPED, "flow": Flow.STOCK, "subtype": "trapped"}, "at", "shut in"),
    ({"at": "Northford"}, {"measure": Measure.HOUSING_DESTROYED, "unit": Unit.BUILDING, "flow": None}, "at", "houses"),
]  # fmt: skip


@pytest.mark.parametrize(("places", "kind", "side", "why"), SIDES, ids=[row[3] for row in SIDES])
def test_side_of_a_place(moved, places, kind, side, why):
    one = only(displacement([moved("c", 300, OCTOBER(3), **places, **kind)]))
    assert {name: [where.name for where in getattr(one, name)] for name in ("origin", "destination", "at")} == {
        "origin": [], "destination": [], "at": [], side: ["Northford"],
    }  # fmt: skip
    assert numbers(one) == [(300, 300, 300)]


def test_route_stands_under_both_ends_and_as_a_pair(moved):
    found = displacement([moved("c", 300, OCTOBER(3), at=None, origin="Northford", to="Eastmere")])
    ends = [([w.name for w in one.origin], [w.name for w in one.destination]) for one in found]
    assert sorted(ends) == [([], ["Eastmere"]), (["Northford"], []), (["Northford"], ["Eastmere"])]
    assert {point.reports[0].claim_id for one in found for point in one.points} == {"c"}


def test_several_places_are_told_together_and_of_none_alone(moved, make):
    claim = moved("c", 300, OCTOBER(3), at=None, origin="Northford")
    claim = replace(claim, places=(*claim.places, make.place("Southwick", role=PlaceRole.FROM)))
    one = only(displacement([claim, moved("d", 100, OCTOBER(3), at=None, origin="Northford")])[1:])
    assert [where.name for where in one.origin] == ["Northford", "Southwick"]


def test_area_is_not_the_sum_of_its_places(moved):
    found = displacement([moved("a", 100, OCTOBER(3)), moved("b", 200, OCTOBER(3), at="Southwick"), moved("c", 250, OCTOBER(3), at="Hill")])
    assert [(one.origin[0].name, numbers(one)[0][1]) for one in found] == [("Hill", 250), ("Northford", 100), ("Southwick", 200)]
    assert [one.total for one in found] == [None, None, None]
    assert [one.origin[0].name for one in in_place(found, "hill")] == ["Hill", "Northford", "Southwick"]
    assert in_place(found, "north") == [found[1]]
    assert in_place(found, "LD") == found
    assert in_place(found, "Eastmere") == []


def test_disjoint_stretches_are_added_and_the_days_between_told(moved):
    one = only(displacement([moved("a", 100, (OCTOBER(1), OCTOBER(3))), moved("b", 250, OCTOBER(6)), moved("c", 40, OCTOBER(7), high=60)]))
    assert one.total is not None
    assert (one.total.low, one.total.best, one.total.high, one.total.points, one.total.days_between) == (390, 390, 410, (0, 1, 2), 2)


UNADDED = [
    ([(100, ("01", "05"), {}), (50, ("04", "08"), {})], "stretches that cross"),
    ([(100, ("01", "05"), {}), (50, ("07", "08"), {"stated": False})], "days that another sentence names"),
    ([(100, ("01", "05"), {}), (50, ("07", "08"), {"status": Status.POSSIBLE})], "a possible number"),
    ([(100, ("01", "05"), {}), (50, ("07", "08"), {"scope": Scope.WAR})], "a number of the whole war"),
    ([(100, ("01", "05"), {}), (50, ("07", "08"), {"scope": Scope.BACKGROUND})], "background"),
    ([(100, ("01", "05"), {}), (50, ("07", "08"), {"rules": ("subset-figure",)})], "only some of the people"),
    ([(100, ("01", "05"), {}), (50, (None, "08"), {})], "a stretch with an open end"),
    ([(100, "05", {"flow": Flow.STOCK}), (50, "08", {"flow": Flow.STOCK})], "stocks"),
    ([(100, "05", {"at": None}), (50, "08", {"at": None})], "places not told"),
    (
        [(100, "05", {"measure": Measure.TRAPPED, "flow": Flow.STOCK}), (50, "08", {"measure": Measure.TRAPPED, "flow": Flow.STOCK})],
        "sieges",
    ),
]


@pytest.mark.parametrize(("told", "why"), UNADDED, ids=[row[1] for row in UNADDED])
def test_what_is_never_added(moved, told, why):
    def day(number):
        return None if number is None else f"2020-10-{number}"

    claims = [
        moved(f"c{n}", number, tuple(map(day, days)) if isinstance(days, tuple) else day(days), **more)
        for n, (number, days, more) in enumerate(told)
    ]
    assert len(only(displacement(claims)).points) == 2
    assert only(displacement(claims)).total is None


def test_units_and_kinds_are_kept_apart(moved):
    found = displacement(
        [
            moved("a", 100, OCTOBER(1)),
            moved("b", 20, OCTOBER(2), unit=Unit.FAMILY),
            moved("c", 30, OCTOBER(3), unit=Unit.HOUSEHOLD),
            moved("d", 40, OCTOBER(4), measure=Measure.EVACUATED, subtype="evacuation"),
            moved("e", 50, OCTOBER(5), flow=Flow.STOCK),
            moved("f", 60, OCTOBER(6), measure=Measure.HOUSING_DESTROYED, unit=Unit.BUILDING, flow=None),
        ]
    )
    assert len(found) == 6
    assert all(one.total is None for one in found)


def test_running_total_grows_and_is_not_added(moved, make):
    articles = {name: make.article(name, published=f"2020-10-{day}T10:00") for name, day in (("a1", "10"), ("a2", "20"), ("a3", "21"))}
    claims = [
        moved("a", 1000, ("2020-10-01", None), since="2020-10-01", by="UN agency", article="a1"),
        moved("b", 1800, ("2020-10-01", None), since="2020-10-01", by="UN agency", article="a2"),
        moved("c", 1800, ("2020-10-01", None), since="2020-10-01", by="UN agency", article="a3"),
    ]
    one = only(displacement(claims, articles=articles))
    assert [(p.when.earliest, p.when.latest, p.best, p.running, p.covered_by) for p in one.points] == [
        (OCTOBER(1), OCTOBER(10), 1000, True, 1),
        (OCTOBER(1), OCTOBER(20), 1800, True, None),
    ]
    assert [r.standing for r in one.points[1].reports] == ["stands", "repeated"]
    assert "as-of-publication: 2020-10-10" in one.points[0].when.basis
    assert (one.total, one.contradictions) == (None, ())


def test_wider_stretch_covers_the_narrower(moved):
    one = only(displacement([moved("a", 500, (OCTOBER(1), OCTOBER(20))), moved("b", 200, OCTOBER(4)), moved("c", 100, OCTOBER(25))]))
    assert [point.covered_by for point in one.points] == [None, 0, None]
    assert one.total is not None
    assert (one.total.best, one.total.points) == (600, (0, 2))


def test_sources_at_odds_stand_beside_each_other(moved):
    span = (OCTOBER(1), OCTOBER(20))
    one = only(displacement([moved("a", 500, span, by="Ministry"), moved("b", 700, span, by="Aid agency")]))
    assert numbers(one) == [(500, 500, 700)]
    assert [(c.kind, c.claim_ids, c.quotes) for c in one.contradictions] == [("number", ("a", "b"), ("500", "700"))]
    assert "500 (Ministry, 2020-10-01 to 2020-10-20) against 700 (Aid agency" in one.contradictions[0].summary
    assert [voice.name for voice in one.points[0].voices] == ["Ministry", "Aid agency"]


AGREEING = [
    (26000, 26400, Quantifier.ABOUT, False, "a round number is good to half its last digit"),
    (26000, 26600, Quantifier.ABOUT, True, "but no further"),
    (26000, 26400, Quantifier.EXACT, True, "an exact one is not round"),
]


@pytest.mark.parametrize(("round_", "exact", "quantifier", "clash", "why"), AGREEING, ids=[row[4] for row in AGREEING])
def test_about_is_not_contradicted_by_what_it_rounds(moved, round_, exact, quantifier, clash, why):
    one = only(
        displacement([moved("a", round_, OCTOBER(2), by="Ministry", quantifier=quantifier), moved("b", exact, OCTOBER(2), by="Aid agency")])
    )
    assert bool(one.contradictions) is clash


def test_part_of_a_stretch_cannot_hold_more_than_the_whole(moved):
    claims = [moved("a", 500, (OCTOBER(1), OCTOBER(20)), by="Ministry"), moved("b", 800, OCTOBER(4), by="Mayor")]
    assert [c.claim_ids for c in only(displacement(claims)).contradictions] == [("a", "b")]
    claims[1] = moved("b", 400, OCTOBER(4), by="Mayor")
    assert only(displacement(claims)).contradictions == ()


def test_stocks_of_two_days_do_not_contradict(moved):
    found = only(
        displacement([moved(n, k, OCTOBER(d), flow=Flow.STOCK, by=n) for n, k, d in (("a", 500, 1), ("b", 900, 2), ("c", 700, 2))])
    )
    assert numbers(found) == [(500, 500, 500), (700, 700, 900)]
    assert [c.claim_ids for c in found.contradictions] == [("b", "c")]


WITHIN = [
    ("Northford", "Hill", OCTOBER(2), True, "a town of the area, on the day"),
    ("Northford", "Hill", OCTOBER(3), False, "on another day"),
    ("Eastmere", "Hill", OCTOBER(2), False, "a town elsewhere"),
    ("Northford", "Southwick", OCTOBER(2), False, "two towns"),
]


@pytest.mark.parametrize(("place", "area", "day", "clash", "why"), WITHIN, ids=[row[4] for row in WITHIN])
def test_area_cannot_hold_fewer_than_a_place_in_it(moved, place, area, day, clash, why):
    found = displacement([moved("a", 500, OCTOBER(2), at=area, flow=Flow.STOCK), moved("b", 900, day, at=place, flow=Flow.STOCK)])
    assert [c.summary for one in found for c in one.contradictions if one.at[0].name == "Hill"] == [
        f"displaced: 500 in Hill (a1, {day}) against 900 in Northford (a1, {day})"
    ] * clash
    told = {one.at[0].name: [c.claim_ids for c in one.contradictions] for one in found}
    assert told == {place: [], area: [("a", "b")] if clash else []}


def test_stock_is_of_its_last_day_or_of_publication(moved, make):
    articles = {"a1": make.article("a1", published="2020-10-09T08:00")}
    claims = [moved("a", 500, flow=Flow.STOCK), moved("b", 600, (None, OCTOBER(5)), flow=Flow.STOCK)]
    one = only(displacement(claims, articles=articles))
    assert [(p.when.earliest, p.when.latest, p.best) for p in one.points] == [(OCTOBER(5), OCTOBER(5), 600), (OCTOBER(9), OCTOBER(9), 500)]


def test_later_number_of_a_voice_replaces_its_earlier(moved, make):
    articles = {name: make.article(name, published=f"2020-10-{day}") for name, day in (("a1", "10"), ("a2", "12"))}
    claims = [moved("a", 500, OCTOBER(8), by="Mayor"), moved("b", 450, OCTOBER(8), by="Mayor", article="a2")]
    one = only(displacement(claims, articles=articles))
    assert numbers(one) == [(450, 450, 450)]
    assert [report.standing for report in one.points[0].reports] == ["replaced", "stands"]


def test_copies_are_one_voice(moved, make):
    text = "Some 500 people fled the town of Northford on Thursday after three days of shelling, the mayor of the town told this agency. "
    articles = {
        name: make.article(name, published=f"2020-10-09T0{n}:00", publisher=name, text=text * 3)
        for n, name in enumerate(("Gazette", "Courier"), 1)
    }  # fmt: skip
    claims = [moved(name, 500, OCTOBER(8), article=name) for name in articles]
    one = only(displacement(claims, articles=articles))
    assert [voice.name for voice in one.points[0].voices] == ["Gazette"]
    assert [report.standing for report in one.points[0].reports] == ["stands", "repeated"]


def test_denial_is_kept_against_what_it_denies(moved):
    claims = [moved("a", 500, OCTOBER(2), by="Ministry"), moved("b", 500, OCTOBER(2), by="Army", status=Status.DENIED)]
    one = only(displacement(claims))
    assert numbers(one) == [(500, 500, 500)]
    assert [(c.kind, c.claim_ids) for c in one.contradictions] == [("happened", ("a", "b"))]
    assert displacement(claims[1:]) == []


LEFT_OUT = [
    ({"status": Status.PLANNED}, "planned"),
    ({"status": Status.HYPOTHETICAL}, "feared, if"),
    ({"domain": "disaster"}, "a flood"),
    ({"scope": Scope.RATE}, "a day's rate"),
    ({"scope": Scope.TOTAL}, "the total of a list"),
]


@pytest.mark.parametrize(("more", "why"), LEFT_OUT, ids=[row[1] for row in LEFT_OUT])
def test_left_out(moved, more, why):
    assert displacement([moved("c", 300, OCTOBER(3), **more)]) == []


def test_rejected_claim_is_left_out_and_accepted_back(moved, make):
    claim = moved("c", 300, OCTOBER(3))
    reject = make.judgement("reject", "c", time="2021-01-01")
    assert displacement([claim], judgements=[reject]) == []
    assert len(displacement([claim], judgements=[reject, make.judgement("accept", "c", time="2021-01-02")])) == 1


def test_headline_takes_days_and_place_of_its_own_report(moved):
    claims = [moved("head", 300, at=None), moved("lead", 300, OCTOBER(3)), moved("other", 300, at=None, article="a2")]
    found = displacement(claims)
    assert [[r.claim_id for r in point.reports] for one in found for point in one.points] == [["head", "lead"], ["other"]]


def test_headline_that_may_be_of_two_places_takes_none(moved):
    claims = [moved("head", 300, at=None), moved("lead", 300, OCTOBER(3)), moved("end", 300, OCTOBER(3), at="Eastmere")]
    assert [[r.claim_id for r in point.reports] for one in displacement(claims) for point in one.points] == [["lead"], ["end"], ["head"]]


UNKNOWN = [({}, "no days"), ({"days": (None, OCTOBER(9))}, "no first day"), ({"at": None, "days": OCTOBER(9)}, "no place")]


@pytest.mark.parametrize(("more", "why"), UNKNOWN, ids=[row[1] for row in UNKNOWN])
def test_what_is_not_known_is_not_compared(moved, more, why):
    one = only(displacement([moved("a", 300, by="A", **more), moved("b", 900, by="B", article="a2", **more)]))
    assert numbers(one) == [(300, 300, 300), (900, 900, 900)]
    assert (one.total, one.contradictions) == (None, ())


def test_another_adds_to_a_number_and_contradicts_none(moved):
    claims = [
        moved("a", 300, OCTOBER(3), by="Mayor"),
        moved("b", 500, OCTOBER(3), by="Army", sentence="In the hills another 500 people were displaced"),
    ]
    one = only(displacement(claims))
    assert numbers(one) == [(300, 300, 300), (500, 500, 500)]
    assert [report.standing for point in one.points for report in point.reports] == ["stands", "additional"]
    assert (one.total, one.contradictions) == (None, ())


def test_one_person_told_of_later_corrects_nothing(moved, make):
    articles = {name: make.article(name, published=f"2020-10-{day}") for name, day in (("a1", "10"), ("a2", "12"))}
    claims = [moved("a", 500, OCTOBER(8), by="Mayor"), moved("b", 1, OCTOBER(8), by="Mayor", article="a2")]
    assert numbers(only(displacement(claims, articles=articles))) == [(500, 500, 500)]


def test_one_person_told_of_is_not_the_number_of_a_place(moved):
    span = (OCTOBER(1), OCTOBER(3))
    one = only(displacement([moved("a", 640, span), moved("b", 1, span, by="Aid agency"), moved("c", 1, OCTOBER(8))]))
    assert numbers(one) == [(640, 640, 640), (1, 1, 1)]
    assert [report.standing for report in one.points[0].reports] == ["stands", "part"]
    assert (one.total, one.contradictions) == (None, ())


ADDITIONAL = [
    ("Another 500 people fled", True),
    ("An additional 500 people fled", True),
    ("At least 500 more fled", True),
    ("Some 500 others fled", True),
    ("Some 500 people fled to other towns", False),
    ("500 people fled, more than ever before", False),
]


@pytest.mark.parametrize(("sentence", "additional"), ADDITIONAL)
def test_words_that_add(moved, sentence, additional):
    standing = only(displacement([moved("a", 500, OCTOBER(3), sentence=sentence)])).points[0].reports[0].standing
    assert (standing == "additional") is additional


SIZES = [
    ("200 families fled", None, "no size is stated, none is taken"),
    ("200 families of five people each fled", (1000, 1000, "five"), "each"),
    ("200 families, about six people each, fled", (1200, 1200, "six"), "each, after a comma"),
    ("200 families fled, with an average of 5.4 people per family", (1080, 1080, "5.4"), "an average"),
    ("200 families fled, five to six people per household", (1000, 1200, "five to six"), "a range"),
    ("200 families with an average family size of 6.3 fled", (1260, 1260, "6.3"), "a size"),
    ("200 families fled with two bags each", None, "not people"),
    ("200 families fled; each was given 5 blankets", None, "blankets"),
    ("200 families fled and 50 people were hurt", None, "other people"),
]


@pytest.mark.parametrize(("sentence", "persons", "why"), SIZES, ids=[row[2] for row in SIZES])
def test_people_of_families_only_by_a_stated_size(moved, sentence, persons, why):
    one = only(displacement([moved("a", 200, OCTOBER(3), unit=Unit.FAMILY, sentence=sentence)]))
    found = one.points[0].reports[0].persons
    assert (None if found is None else (found.low, found.high, found.span.quote)) == persons
    assert numbers(one) == [(200, 200, 200)], "the reckoned people are in no bound"


def test_size_of_a_family_is_no_count_of_people(moved):
    sentence = "200 families, about six people each, fled"
    families = moved("a", 200, OCTOBER(3), unit=Unit.FAMILY, sentence=sentence)
    at = families.evidence.start + sentence.index("about six")
    six = replace(families.figures[0], low=6, high=6, unit=Unit.PERSON, span=Span(at, at + 9, "about six"))
    one = only(displacement([families, replace(families, id="b", figures=(six,))]))
    assert (one.unit, numbers(one)) == (Unit.FAMILY, [(200, 200, 200)])


SAME = [
    ("300 families (1,500 people) fled", True),
    ("300 families, or about 1,500 people, fled", True),
    ("300 families – some 1,500 people – fled", True),
    ("300 families and 1,500 people fled", False),
    ("300 families fled, and later 1,500 people", False),
]


@pytest.mark.parametrize(("sentence", "same"), SAME)
def test_same_people_in_two_units(moved, sentence, same):
    claim = moved("a", 300, OCTOBER(3), unit=Unit.FAMILY, sentence=sentence)
    at = claim.evidence.start + sentence.index("1,500")
    people = replace(claim.figures[0], low=1500, high=1500, unit=Unit.PERSON, span=Span(at, at + 5, "1,500"))
    found = displacement([replace(claim, figures=(claim.figures[0], people))])
    told = {one.unit: one.points[0].reports[0].same_people for one in found}
    assert told == {Unit.FAMILY: 1 if same else None, Unit.PERSON: 0 if same else None}


STRETCH = st.tuples(st.integers(1, 28), st.integers(0, 9)).map(lambda pair: (pair[0], min(28, sum(pair))))
DRAWN = st.lists(
    st.tuples(
        st.integers(1, 500),
        STRETCH,
        st.sampled_from(["Ministry", "Agency", None]),
        st.sampled_from(list(Flow)),
        st.sampled_from(list(Unit)[:2]),
    ),
    min_size=1,
    max_size=7,
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=DRAWN, random=st.randoms(use_true_random=False))
def test_totals_rest_on_disjoint_days_and_order_does_not_matter(make, drawn, random):
    claims = []
    for n, (number, (first, last), voice, flow, unit) in enumerate(drawn):
        figure = make.figure(Measure.DISPLACED, number, scope=Scope.PERIOD, flow=flow, unit=unit)
        claim = make.claim(
            f"c{n}", figure, type="displacement/displaced", day=(OCTOBER(first), OCTOBER(last)), by=voice, article=f"a{n % 3}"
        )
        claims.append(replace(claim, time=replace(claim.time, span=claim.evidence)))
    found = displacement(claims)
    random.shuffle(claims)
    assert displacement(claims) == found
    for one in found:
        stated = [report for point in one.points for report in point.reports]
        assert all(point.low <= point.best <= (point.high if point.high is not None else point.best) for point in one.points)
        assert all(point.best in {report.low for report in stated} for point in one.points), "no number is made"
        if one.total is not None:
            assert one.flow is Flow.FLOW
            days = [(one.points[n].when.earliest, one.points[n].when.latest) for n in one.total.points]
            assert all(a[1] < b[0] or b[1] < a[0] for a, b in permutations(days, 2))
            assert one.total.best == sum(one.points[n].best for n in one.total.points)
