"""Human judgements over machine proposals."""

from __future__ import annotations

import pytest

from dateline.incidents import problem_of, reconcile
from dateline.records import Scope


def groups(claims, *judgements) -> list[tuple[str, ...]]:
    return sorted(tuple(sorted(incident.claim_ids)) for incident in reconcile(claims, judgements=judgements))


@pytest.fixture
def pair(make):
    """Two claims that the rules join."""
    return [make.claim("c1"), make.claim("c2")]


@pytest.fixture
def far(make):
    """Two claims of two articles that the rules keep apart."""
    return [make.claim("c1"), make.claim("c2", places=("Southwick",), article="a2")]


@pytest.mark.parametrize(("verdict", "status"), [("accept", "confirmed"), ("reject", "rejected")])
def test_an_incident_is_accepted_or_rejected(make, pair, verdict, status):
    (before,) = reconcile(pair)
    (after,) = reconcile(pair, judgements=[make.judgement(verdict, before.id)])
    assert (before.status, after.status, after.id) == ("proposed", status, before.id)


def test_accepting_every_claim_confirms_the_incident(make, pair):
    one, both = make.judgement("accept", "c1"), make.judgement("accept", "c1", "c2")
    assert [incident.status for incident in reconcile(pair, judgements=[one])] == ["proposed"]
    assert [incident.status for incident in reconcile(pair, judgements=[both])] == ["confirmed"]


def test_a_rejected_claim_is_left_out_until_it_is_accepted(make, pair):
    reject, accept = make.judgement("reject", "c2"), make.judgement("accept", "c2", time="2021-01-02")
    assert groups(pair, reject) == [("c1",)]
    assert groups(pair, accept, reject) == [("c1", "c2")]


def test_the_later_verdict_wins(make, pair):
    (incident,) = reconcile(pair)
    early, late = make.judgement("reject", incident.id), make.judgement("accept", incident.id, time="2022-01-01")
    assert reconcile(pair, judgements=[late, early])[0].status == "confirmed"


@pytest.mark.parametrize("article", ["a1", "a2"])
def test_must_link_joins_what_the_rules_part(make, article):
    claims = [make.claim("c1"), make.claim("c2", places=("Southwick",), article=article)]
    assert groups(claims) == [("c1",), ("c2",)]
    assert groups(claims, make.judgement("must-link", "c1", "c2")) == [("c1", "c2")]


@pytest.mark.parametrize("article", ["a1", "a2"])
def test_cannot_link_parts_what_the_rules_join(make, article):
    claims = [make.claim("c1"), make.claim("c2", article=article)]
    assert groups(claims) == [("c1", "c2")]
    assert groups(claims, make.judgement("cannot-link", "c1", "c2")) == [("c1",), ("c2",)]


def test_must_links_are_closed_over(make):
    claims = [make.claim(f"c{n}", places=(place,)) for n, place in enumerate(("Northford", "Southwick", "Eastmere"))]
    assert groups(claims, make.judgement("must-link", "c0", "c1"), make.judgement("must-link", "c1", "c2")) == [("c0", "c1", "c2")]


def test_the_later_of_must_and_cannot_link_wins(make, pair):
    cannot = make.judgement("cannot-link", "c1", "c2")
    must = make.judgement("must-link", "c1", "c2", time="2021-01-02")
    assert groups(pair, must, cannot) == [("c1", "c2")]
    assert groups(pair, make.judgement("must-link", "c1", "c2", time="2020-01-01"), cannot) == [("c1",), ("c2",)]


def test_merge_joins_two_incidents_whole(make, far):
    more = [*far, make.claim("c3", places=("Southwick",), article="a2")]
    first, second = (incident.id for incident in reconcile(more))
    assert groups(more, make.judgement("merge", first, second)) == [("c1", "c2", "c3")]


def test_an_incident_id_still_works_after_a_merge(make, far):
    ids = [incident.id for incident in reconcile(far)]
    merge, accept = make.judgement("merge", *ids), make.judgement("accept", ids[1], time="2021-01-02")
    (incident,) = reconcile(far, judgements=[merge, accept])
    assert (incident.status, incident.id in ids) == ("confirmed", True)


def test_split_takes_named_claims_out_together(make):
    claims = [make.claim(f"c{n}") for n in range(4)]
    (incident,) = reconcile(claims)
    assert groups(claims, make.judgement("split", incident.id, "c2", "c3")) == [("c0", "c1"), ("c2", "c3")]
    assert groups(claims, make.judgement("split", "c2")) == [("c0", "c1", "c3"), ("c2",)]
    assert groups(claims, make.judgement("split", incident.id)) == [("c0",), ("c1",), ("c2",), ("c3",)]


def test_a_merge_after_a_split_joins_again(make, pair):
    split = make.judgement("split", "c2")
    ids = [incident.id for incident in reconcile(pair, judgements=[split])]
    assert groups(pair, split, make.judgement("merge", *ids, time="2021-01-02")) == [("c1", "c2")]


@pytest.mark.parametrize(
    ("field", "value", "changed"),
    [
        ("event_type", "attack", "attack"),
        ("event_subtype", "shooting", "shooting"),
        ("event_subtype", None, None),
        ("status", "rejected", "rejected"),
    ],
)
def test_edits_are_honoured(make, pair, field, value, changed):
    (incident,) = reconcile(pair)
    (edited,) = reconcile(pair, judgements=[make.judgement("edit", incident.id, field=field, value=value)])
    assert getattr(edited, field) == changed
    assert edited.id == incident.id


@pytest.mark.parametrize(
    ("verdict", "subjects", "field", "value", "problem"),
    [
        ("bless", ("x",), None, None, "verdict 'bless'"),
        ("accept", (), None, None, "names no claim"),
        ("merge", ("x",), None, None, "at least two"),
        ("edit", ("x",), "id", "1", "field 'id'"),
        ("edit", ("x",), "status", "maybe", "status 'maybe'"),
        ("edit", ("x",), "event_type", None, "has an event type"),
    ],
)
def test_a_wrong_judgement_is_named_and_changes_nothing(make, pair, verdict, subjects, field, value, problem):
    judgement = make.judgement(verdict, *subjects, field=field, value=value)
    assert problem in (problem_of(judgement) or "")
    assert reconcile(pair, judgements=[judgement]) == reconcile(pair)


def test_a_subject_that_is_gone_changes_nothing(make, pair):
    assert problem_of(make.judgement("accept", "gone")) is None
    assert reconcile(pair, judgements=[make.judgement("accept", "gone"), make.judgement("split", "gone")]) == reconcile(pair)


@pytest.mark.parametrize("verdict", ["must-link", "merge", "split"])
def test_no_judgement_on_claims_mixes_a_period_with_an_incident(make, killed, verdict):
    month = killed(300, scope=Scope.PERIOD, since="2020-02-01")
    claims = [make.claim("c1", killed(12), month), make.claim("c2", killed(13), places=("Southwick",), article="a2")]
    incidents = reconcile(claims, judgements=[make.judgement(verdict, "c1", "c2")])
    assert sorted((toll.low, toll.high) for incident in incidents for toll in incident.tolls)[-1] == (300, 300)
    assert sorted(incident.claim_ids for incident in incidents) == [("c1",), ("c1", "c2")]
