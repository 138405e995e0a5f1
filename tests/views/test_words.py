"""Numbers, days, places and sources in words."""

from __future__ import annotations

from dataclasses import replace

import handmade as h
import pytest

from dateline.records import Flow, Measure, PlaceRole, Quantifier, Scope, Toll, Unit, Voice, When
from dateline.views import words


def fig(low, high, quantifier=Quantifier.EXACT, **more):
    return replace(h.figure("at least 20", Measure.KILLED, low, high, quantifier), **more)


FIGURES = [
    (fig(12, 12), "12 killed", "exact"),
    (fig(3000, 5000, Quantifier.RANGE), "3,000–5,000 killed", "a range"),
    (fig(20, None, Quantifier.AT_LEAST), "at least 20 killed", "an open end"),
    (fig(70, None, Quantifier.MORE_THAN), "more than 70 killed", "an open end"),
    (fig(0, 40, Quantifier.UP_TO), "up to 40 killed", "the top is what was said"),
    (fig(0, 9, Quantifier.FEWER_THAN), "fewer than 9 killed", "the top is what was said"),
    (fig(34000, 34000, Quantifier.ABOUT), "about 34,000 killed", "one number"),
    (fig(30, 38, Quantifier.ABOUT), "about 30–38 killed", "bounds"),
    (fig(24, 60, Quantifier.VAGUE), "“at least 20” (24–60) killed", "the words stay beside the table's number"),
    (fig(150, 150, unit=Unit.FAMILY), "150 families killed", "families stay families"),
    (fig(1, 1, unit=Unit.HOUSEHOLD), "1 household killed", "one of them"),
    (fig(9, 9, scope=Scope.WAR), "9 killed (whole war)", "scope"),
    (fig(9, 9, flow=Flow.STOCK, since="2016-10-17"), "9 killed (at that time, since 17 Oct 2016)", "stock and since"),
]


@pytest.mark.parametrize(("figure", "said", "why"), FIGURES)
def test_figures(figure, said, why):
    assert words.figure(figure) == said, why


TOLLS = [
    (9, 9, 9, "9"),
    (9, 9, 11, "9 (9–11)"),
    (20, 20, None, "20+"),
    (20, 25, None, "25 (20+)"),
    (398, 412, 731, "412 (398–731)"),
]


@pytest.mark.parametrize(("low", "best", "high", "said"), TOLLS)
def test_tolls(low, best, high, said):
    assert words.toll([Toll(Measure.KILLED, Unit.PERSON, low, best, high, ())]) == said


def test_tolls_of_two_units_stand_apart():
    sums = [Toll(Measure.DISPLACED, Unit.PERSON, 9, 9, 9, ()), Toll(Measure.DISPLACED, Unit.FAMILY, 150, 150, 150, ())]
    assert words.toll(sums, named=True) == "9\u00a0displaced, 150\u00a0families\u00a0displaced"
    assert words.toll([]) == "–"


STRETCHES = [
    (None, "–", "unknown"),
    (When(None, None, "unknown", "none"), "–", "unknown"),
    (When("2016-11-06", "2016-11-06", "day", "x"), "6 Nov 2016", "a day"),
    (When("2016-11-04", "2016-11-06", "day", "x"), "4–6 Nov 2016", "days of a month"),
    (When("2016-10-30", "2016-11-06", "week", "x"), "30 Oct–6 Nov 2016", "days of a year"),
    (When("2015-12-30", "2016-01-02", "week", "x"), "30 Dec 2015–2 Jan 2016", "over the new year"),
    (When("2016-11-06T10:00", "2016-11-06T10:00", "minute", "x"), "6 Nov 2016 10:00", "a minute"),
    (When(None, "2016-11-06", "day", "x"), "until 6 Nov 2016", "an open beginning"),
    (When("2016-10-17", None, "day", "x"), "since 17 Oct 2016", "an open end"),
    (When("sometime", "sometime", "day", "x"), "sometime", "what is no day is shown as it is"),
]


@pytest.mark.parametrize(("when", "said", "why"), STRETCHES)
def test_stretches(when, said, why):
    assert words.stretch(when) == said, why


def at(role, name):
    return replace(h.TARVEL, role=role, name=name)


ROUTES = [
    ((), "–"),
    ((at(PlaceRole.AT, "A"), at(PlaceRole.AT, "B"), at(PlaceRole.AT, "A")), "A, B"),
    ((at(PlaceRole.NEAR, "A"),), "near A"),
    ((at(PlaceRole.AT, "A"), at(PlaceRole.NEAR, "A"), at(PlaceRole.FROM, "A")), "A"),
    ((at(PlaceRole.FROM, "A"), at(PlaceRole.TO, "B")), "A → B"),
    ((at(PlaceRole.TO, "B"), at(PlaceRole.VIA, "C"), at(PlaceRole.FROM, "A")), "A → C → B"),
    ((at(PlaceRole.FROM, "A"),), "from A"),
    ((at(PlaceRole.AT, "A"), at(PlaceRole.TO, "B")), "A; to B"),
]


@pytest.mark.parametrize(("places", "said"), ROUTES)
def test_routes(places, said):
    assert words.route(places) == said


def test_sources_carry_their_chain():
    assert words.source(None) == "the report itself"
    assert words.source(h.POLICE) == "Omar Daan, police chief (official, party to the conflict)"
    chain = replace(h.POLICE, via="Norda", relies_on="two guards", organisation="Tarvel council", party=False, speaker=None)
    assert words.source(chain) == "police chief Omar Daan, Tarvel council (official), to Norda, relying on two guards"


def test_voices():
    assert words.voices(replace(h.INCIDENT, voices=())) == "–"
    assert words.voices(replace(h.INCIDENT, voices=(Voice("UN", "un", ()),))) == "1 UN"
    assert words.voices(h.INCIDENT) == "2: official, witness"
