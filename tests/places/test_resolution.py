"""Which namesake a name means, by itself and by the other names of the article; sentences invented."""

from types import SimpleNamespace

import pytest

from dateline.places import find_places
from dateline.places.gazetteer import lookup
from dateline.places.mention import Mention
from dateline.places.resolution import ANSWER_FROM, OTHERS, resolve
from dateline.places.scoring import own_features, weights
from dateline.places.theatre import Theatre
from dateline.records import Where


def placed(text: str, *names: str) -> dict[str, Where]:
    spans = [(text.index(name), text.index(name) + len(name)) for name in names]
    return dict(zip(names, find_places(text, spans=spans), strict=True))


@pytest.mark.parametrize(
    ("text", "names", "name", "unit", "why"),
    [
        (
            "Police in Paris and Henry County, Tennessee, met.",
            ("Henry County", "Tennessee", "Paris"),
            "Paris",
            "Tennessee",
            "state",
        ),
        (
            "Floods cut the road from Alexandria to Pineville and Bunkie.",
            ("Pineville", "Bunkie", "Alexandria"),
            "Alexandria",
            "Louisiana",
            "near",
        ),
        ("The mayors of Columbus, Fremont and Norfolk met in Omaha.", ("Fremont", "Omaha", "Columbus"), "Columbus", "Nebraska", "near"),
        ("Shells fell on Tripoli, Misrata and Zawiya.", ("Misrata", "Zawiya", "Tripoli"), "Tripoli", "Tripoli", "country"),
        ("Clashes spread from Sidon and Beirut to Tripoli.", ("Sidon", "Beirut", "Tripoli"), "Tripoli", "North", "country"),
    ],
)
def test_the_other_names_decide(text: str, names: tuple[str, ...], name: str, unit: str, why: str) -> None:
    assert unit in (placed(text, *names)[name].admin1 or ""), why


@pytest.mark.parametrize(
    ("text", "name", "country", "feature_precision", "why"),
    [
        ("Fighting went on in Iraq.", "Iraq", "IQ", 6, "not Arak, which was once spelled so"),
        ("Shells hit Homs.", "Homs", "SY", 1, "the city, not the governorate"),
        ("Georgian troops withdrew.", "Georgian", "GE", 6, "a demonym"),
        ("A Canadian convoy was hit.", "Canadian", "CA", 6, "a demonym, not the town in Texas"),
        ("The ship sank in the Indian Ocean.", "Indian Ocean", None, 7, "an ocean"),
        ("Fires spread in NSW.", "NSW", "AU", 4, "an abbreviated state"),
        ("Officials in Washington declined to comment.", "Washington", "US", 1, "the capital"),
    ],
)
def test_a_name_alone(text: str, name: str, country: str | None, feature_precision: int, why: str) -> None:
    where = placed(text, name)[name]
    assert (where.country, where.precision) == (country, feature_precision), why


def test_words_that_hold_a_name_outweigh_its_size() -> None:
    text = "A bomb went off in Paris, Texas."
    assert placed(text, "Paris", "Texas")["Paris"].admin1 == "Texas"


def test_unlikely_names_stay_open_and_keep_their_readings() -> None:
    # Some forty towns are called so, none of them large, and nothing else is said.
    where = placed("A man was shot in Springfield.", "Springfield")["Springfield"]
    assert (where.lat, where.geoname_id, where.score) == (None, None, 0.0)
    assert where.alternatives
    assert all(0 < a.score < ANSWER_FROM for a in where.alternatives)
    assert len(where.alternatives) <= OTHERS
    assert [a.score for a in where.alternatives] == sorted((a.score for a in where.alternatives), reverse=True)


def test_scores_are_chances() -> None:
    where = placed("Police in Richmond, Norfolk and Hampton made arrests.", "Norfolk", "Hampton", "Richmond")["Richmond"]
    assert where.admin1 == "Virginia"
    assert ANSWER_FROM <= where.score <= 1
    assert where.score + sum(a.score for a in where.alternatives) <= 1.01


def test_every_feature_has_a_weight() -> None:
    table = weights()
    seen: set[str] = set()
    for name in ("Homs", "Gaza", "Europe", "Nile", "Paris", "Cook County", "Iraq", "Karrada", "Kashmir", "Sabha airport"):
        for entry in lookup(name):
            for hint in (None, "province", "town", "quarter"):
                seen |= own_features(entry, _mention(name, hint)).keys()
    assert seen <= table.keys()
    assert {"inhabitants", "exact", "city_of_that_name", "named_province", "other_kind", "capital", "other_bears_name"} <= seen


def _mention(name: str, hint: str | None = None) -> Mention:
    sentence = SimpleNamespace(index=0)
    return Mention(sentence, [], 0, 0, name, lookup(name), 0, len(name), hint=hint)  # type: ignore[arg-type]


def test_nearer_is_likelier() -> None:
    def score(*others: str) -> float:
        mention = _mention("Lancaster")
        theatre = Theatre([mention, *map(_mention, others)], weights())
        theatre.settle()
        return {e.admin1: s for e, s in theatre.rank(mention) if e.country == "US" and e.feature == "town"}["Pennsylvania"]

    assert score("Harrisburg", "Reading") > score("Los Angeles", "Palmdale") + 1


def test_no_names_and_unknown_names() -> None:
    assert resolve([]).countries == {}
    unknown = Mention(_mention("Homs").sentence, [], 0, 0, "Qqqq", (), 0, 4)
    assert resolve([unknown]).main_country is None
    assert (unknown.entry, unknown.others) == (None, [])


def test_order_of_mentions_does_not_matter() -> None:
    names = ("Paris", "Dallas", "Athens", "Tyler", "Palestine")

    def read(order: tuple[str, ...]) -> dict[str, str | None]:
        mentions = [_mention(name) for name in order]
        resolve(mentions)
        return {m.name: m.entry.admin1 if m.entry else None for m in mentions}

    assert read(names) == read(names[::-1])
    assert read(names)["Athens"] == "Texas"
