"""What is left out of the bounds is kept, with the rule that left it out."""

from __future__ import annotations

from dataclasses import replace

from dateline.incidents import reconcile
from dateline.records import Flow, Measure, Span


def left_out(make, claims, **options):
    (incident,) = reconcile(claims, judgements=[make.judgement("must-link", *(claim.id for claim in claims))], **options)
    return [(count.low, count.left_out) for count in incident.counts]


def test_a_part_beside_its_whole(make, killed):
    whole = make.claim("c1", killed(15), by="Mayor")
    assert left_out(make, [whole, make.claim("c2", killed(3), rules=("subset-figure",), by="Mayor")]) == [(15, None), (3, "part-of-whole")]


def test_an_earlier_stock(make):
    def stock(claim_id, number, day):
        return make.claim(claim_id, make.figure(Measure.DISPLACED, number, flow=Flow.STOCK), type="displacement", day=day, by="Agency")

    claims = [stock("c1", 4000, "2020-03-01"), stock("c2", 5200, "2020-03-04")]
    assert left_out(make, claims) == [(4000, "earlier-stock"), (5200, None)]


def test_people_told_by_name_are_one_count_an_article(make, killed):
    def named(claim_id, *people, article="a1"):
        figures = [replace(killed(1), person=person, span=Span(n, n + len(person), person)) for n, person in enumerate(people, 1)]
        return make.claim(claim_id, *figures, article=article)

    claims = [named("c1", "Ada Ruiz"), named("c2", "Ada Ruiz", "Ben Oyo"), named("c3", "Ada Ruiz", article="a2")]
    (incident,) = reconcile(claims, judgements=[make.judgement("must-link", "c1", "c2", "c3")])
    assert [(count.named, count.low, [term.vague for term in count.terms]) for count in incident.counts] == [
        (True, 2, [None, None]), (True, 1, [None]),
    ]  # fmt: skip
    assert [(toll.low, toll.best, toll.high) for toll in incident.tolls] == [(2, 2, 2)]
