"""The registry holds together: ids, kinds, aliases, defaults."""

import re

import pytest

from dateline.actors.folding import name_key
from dateline.actors.generics import load_generics
from dateline.actors.nationals import load_nationals
from dateline.actors.registry import KINDS, SHARED_COLUMNS, _add_alias, load_registry, within
from dateline.actors.tables import read_table
from dateline.errors import ReferenceDataError

DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def test_an_alias_is_one_actors_or_listed_as_shared() -> None:
    owners: dict[tuple[str, ...], set[str]] = {}
    for actor in load_registry().actors.values():
        for alias in actor.aliases:
            owners.setdefault(name_key(alias), set()).add(actor.id)
    assert {key: ids for key, ids in owners.items() if len(ids) > 1} == {}
    shared = {name_key(alias) for alias, *_ in read_table("shared_aliases.tsv", SHARED_COLUMNS)}
    assert shared & owners.keys() == set()


def test_a_collision_is_refused_with_both_names() -> None:
    table = {}
    _add_alias(table, "Red Falcons", "a", "*", shared=False)
    with pytest.raises(ReferenceDataError, match=r"'red falcons'|'Red-Falcons' stands for 'b' and a"):
        _add_alias(table, "Red-Falcons", "b", "*", shared=False)


def test_a_shared_alias_has_one_actor_a_theatre() -> None:
    for alias in load_registry().aliases.values():
        theatres = [country for country, _ in alias.readings]
        assert len(theatres) == len(set(theatres)), alias


def test_rows_are_well_made() -> None:
    actors = load_registry().actors
    countries = load_nationals().names
    for actor in actors.values():
        assert re.fullmatch(r"[a-z0-9-]+", actor.id)
        assert actor.kind in KINDS
        assert actor.country is None or actor.country in countries, actor
        for date in (actor.since, actor.until):
            assert date is None or DATE.fullmatch(date), actor
        if actor.since and actor.until:
            assert actor.since[:4] <= actor.until[:4], actor
        assert actor.wikidata is None or re.fullmatch(r"Q\d+", actor.wikidata), actor
        assert actor.ucdp is None or actor.ucdp.isdecimal(), actor
    assert len(actors) >= 400
    assert {actor.kind for actor in actors.values()} == set(KINDS)


@pytest.mark.parametrize(
    ("country", "kind", "day", "actor_id", "why"),
    [
        ("LY", "state_forces", "2011-04-02", "ly-forces-2011", "before the fall"),
        ("LY", "state_forces", "2016-04-02", "ly-forces", "after it"),
        ("LY", "rebel", "2011-04-02", "ly-rebels", "the uprising"),
        ("LY", "rebel", "2016-04-02", None, "no rebels by default later"),
        ("LY", "rebel", None, None, "an unknown day lies in no bounded period"),
        ("IQ", "state_forces", "2016-11-06", "iq-forces", "by country"),
        ("IQ", "state_forces", "2003-03-25", "iq-forces-baath", "the earlier army"),
        ("MM", "state_forces", "2021-03-01", "tatmadaw", "an army with a name of its own"),
        (None, "state_forces", "2016-11-06", None, "no country"),
    ],
)
def test_of_country(country: str | None, kind: str, day: str | None, actor_id: str | None, why: str) -> None:
    actor = load_registry().of_country(country, kind, day)
    assert (actor.id if actor else None) == actor_id, why


@pytest.mark.parametrize(
    ("day", "since", "until", "inside"),
    [
        ("2011-03-19", "2011-03-19", None, True),
        ("2011-03-18", "2011-03-19", None, False),
        ("2011-10-31", None, "2011-10", True),
        ("2011-11-01", None, "2011-10", False),
        ("1999-01-01", None, None, True),
        (None, None, None, True),
        (None, "2011", None, False),
    ],
)
def test_within(day: str | None, since: str | None, until: str | None, inside: bool) -> None:
    assert within(day, since, until) is inside


def test_labels_are_one_kind() -> None:
    heads = load_generics().heads
    labels = ("terrorist", "militant", "fighter", "insurgent", "jihadist", "extremist")
    assert {(heads[label][(label,)].kind, heads[label][(label,)].role) for label in labels} == {("armed_group", "head")}
