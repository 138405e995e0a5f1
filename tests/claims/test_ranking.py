"""Which of the places around an event outweighs the rules' choice, and the day of the one happening that a report dates."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_articles import article_of, claim_with

from dateline.claims.context import Scene, read_context
from dateline.claims.drafts import Draft
from dateline.claims.extract import claims_in
from dateline.claims.ranking import MARGIN, PlaceOption, Ranker, weights
from dateline.records import Claim, PlaceRole, Span, Where

FILLER = "The road north was open again by noon, and traders said that the price of flour had fallen."


class Recorder(Ranker):
    """Keeps the options of each call, and takes the one of a name where it is offered."""

    def __init__(self, name: str | None = None) -> None:
        self.name = name
        self.calls: list[list[PlaceOption]] = []

    def choose(self, scene: Scene, draft: Draft, options: list[PlaceOption]) -> int:  # type: ignore[override]
        self.calls.append(options)
        return next((at for at, o in enumerate(options) if o.where is not None and o.where.name == self.name), 0)


def read(recorder: Recorder, *paragraphs: str) -> list[Claim]:
    context = replace(read_context(article_of(*paragraphs)), ranker=recorder)
    return claims_in(context)


def option(name: str, *features: str) -> PlaceOption:
    return PlaceOption(Where(PlaceRole.AT, Span(0, 1, name[0]), name), frozenset(features))


def test_the_rules_choice_stands_first_and_is_marked() -> None:
    recorder = Recorder()
    read(recorder, "Gunmen attacked a checkpoint in Mosul on Tuesday. Nine farmers were killed.")
    assert recorder.calls
    for options in recorder.calls:
        assert options[0].where is None or "chosen" in options[0].features
        assert not any("chosen" in other.features for other in options[1:])


def test_what_the_sentence_states_has_no_rival_in_another() -> None:
    recorder = Recorder()
    read(recorder, "Gunmen attacked a checkpoint in Kirkuk on Monday.", "Nine farmers were killed in Mosul on Tuesday.")
    (last,) = [options for options in recorder.calls if options[0].where is not None and options[0].where.name == "Mosul"]
    assert all(o.where is not None and o.where.name == "Mosul" for o in last)


def test_another_place_that_is_taken_is_named_in_the_rules() -> None:
    lines = ("Gunmen attacked a checkpoint in Mosul on Tuesday, and shots were heard in Kirkuk.", "Nine farmers were killed.")
    taken: dict[str, tuple[str, ...]] = {}
    for name in ("Mosul", "Kirkuk"):
        claim = next(c for c in read(Recorder(name), *lines) if any(f.low == 9 for f in c.figures))
        assert [place.name for place in claim.places] == [name]
        taken[name] = claim.rules
    assert sum(any(rule.startswith("place-outweighs-") for rule in rules) for rules in taken.values()) == 1


def test_the_first_stands_unless_another_weighs_more_by_the_margin(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = read_context(article_of("Nine farmers were killed in Mosul.")).scenes[0]
    for gain, expected in ((MARGIN - 0.01, 0), (MARGIN + 0.01, 1)):
        monkeypatch.setattr("dateline.claims.ranking.weights", lambda gain=gain: {"near": gain})
        assert Ranker().choose(scene, None, [option("A", "chosen"), option("B", "near")]) == expected  # type: ignore[arg-type]


def test_the_table_weighs_what_a_reader_would_expect() -> None:
    weighed = weights()
    assert weighed["chosen"] > 0
    assert weighed["read-as=event"] > 0 > weighed["read-as=other"]


def test_the_one_dated_event_lends_its_day() -> None:
    lines = ("Nine farmers were killed in Mosul, police said.", FILLER, FILLER, "The bomb exploded in Mosul on Tuesday.")
    claim = claim_with("killed", 9, *lines)
    assert claim.time is not None
    assert (claim.time.earliest, claim.time.latest) == ("2019-05-14", "2019-05-14")
    assert "day-of-the-one-event" in claim.rules


@pytest.mark.parametrize(
    "later",
    [
        "The bomb exploded in Kirkuk on Tuesday.",
        "A bomb exploded in Mosul on Tuesday. Another bomb exploded in Mosul on Monday.",
        "The families fled Mosul on Tuesday.",
        "The bomb exploded in Mosul.",
    ],
    ids=["elsewhere", "two days", "another kind of event", "no day"],
)
def test_nothing_else_does(later: str) -> None:
    claim = claim_with("killed", 9, "Nine farmers were killed in Mosul, police said.", FILLER, FILLER, later)
    assert "day-of-the-one-event" not in claim.rules
    assert claim.time is None or claim.time.earliest is None
