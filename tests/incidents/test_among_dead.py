"""An incident's dead are no longer counted among the people hit, whoever tells of them and in whatever sentence."""

from __future__ import annotations

from dateline import extract_claims, reconcile
from dateline.articles import article_from_text
from dateline.records import Bound, Incident, Measure


def incident_of(text: str) -> Incident:
    article = article_from_text(text, published="2019-05-16")
    incidents = reconcile(extract_claims(article, reader=False), articles={article.id: article})
    return max(incidents, key=lambda incident: len(incident.tolls))


def best(incident: Incident) -> dict[Measure, int]:
    return {toll.measure: toll.best for toll in incident.tolls}


def bounds(incident: Incident, measure: Measure) -> list[Bound]:
    return [bound for toll in incident.tolls if toll.measure is measure for bound in toll.trace]


def test_the_dead_of_another_sentence_are_taken_out() -> None:
    incident = incident_of("Five villagers were shot in Mosul on Tuesday. Two people died in the shooting in Mosul on Tuesday.")
    assert best(incident) == {Measure.KILLED: 2, Measure.INJURED: 3}
    terms = [(b.value, b.rule) for b in bounds(incident, Measure.INJURED) if b.bound == "best"]
    assert terms == [(5, "struck-less-dead"), (-2, "struck-less-dead")]


def test_people_who_may_all_be_dead_are_left_out_and_kept() -> None:
    incident = incident_of("Two villagers were shot in Mosul on Tuesday. Two people died in the shooting in Mosul on Tuesday.")
    assert best(incident) == {Measure.KILLED: 2}
    assert [count.left_out for count in incident.counts if count.measure is Measure.INJURED] == ["among-the-dead"]


def test_the_wounded_stay() -> None:
    incident = incident_of("Two villagers were wounded in Mosul on Tuesday. Two people died in the shooting in Mosul on Tuesday.")
    assert best(incident) == {Measure.KILLED: 2, Measure.INJURED: 2}


def test_a_soldier_is_no_toll_beside_a_number_of_all() -> None:
    incident = incident_of("Seven soldiers were killed in an ambush in Mosul on Tuesday. A soldier was killed when the ambush began.")
    assert best(incident)[Measure.KILLED] == 7
    assert [toll.low for toll in incident.tolls if toll.measure is Measure.KILLED] == [7]
