"""Whatever the records hold, they are drawn: no exception, no control character, no change of the words."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from handmade import BOMBING
from hypothesis import HealthCheck, given, settings
from record_strategies import ARTICLE, CLAIM, INCIDENT, tuples

from dateline.claims import Explained, Explanation
from dateline.claims.individuals import PRIVATE, PUBLIC
from dateline.records import ActorMention, Role, Span
from dateline.views import Page, draw_explanation, draw_incident, draw_reading, draw_table, incidents_csv
from dateline.views.export import MASK, mask_of, masked, private_names

relaxed = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
CONTROLS = {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))} - {"\n"}


@relaxed
@given(ARTICLE, tuples(CLAIM), tuples(INCIDENT, 1))
def test_a_reading(article, claims, incidents):
    page = Page()
    draw_reading(page, article, claims, incidents)
    draw_explanation(page, article, Explanation(tuple(Explained(claim, (), ()) for claim in claims), (), None))
    assert not CONTROLS & set(page.plain())


@relaxed
@given(INCIDENT, tuples(CLAIM))
def test_an_incident(incident, claims):
    page = Page()
    draw_incident(page, incident, {claim.id: claim for claim in claims}, (), ())
    draw_table(page, [incident], ids=True)
    assert not CONTROLS & set(page.plain())


@relaxed
@given(tuples(INCIDENT))
def test_csv_has_a_row_for_every_incident(incidents):
    rows = list(csv.DictReader(io.StringIO(incidents_csv(incidents), newline="")))
    assert len(rows) == sum(max(1, len(incident.tolls)) for incident in incidents)


@relaxed
@given(tuples(CLAIM))
def test_masking_keeps_every_length(claims):
    names = mask_of(claims)
    for claim in claims:
        quote = claim.evidence.quote
        hidden = masked(quote, names) if names is not None else quote
        assert len(hidden) == len(quote)
        assert all(new in (old, MASK) for old, new in zip(quote, hidden, strict=True))


def test_the_name_of_a_private_victim_is_masked():
    dead = Span(0, len("Peter Marwick"), "Peter Marwick")
    victims = [ActorMention(Role.VICTIM, dead, None, "Peter Marwick", kind) for kind in (PRIVATE, PUBLIC)]
    assert private_names([replace(BOMBING, actors=tuple(victims[:1]))]) >= {"Peter Marwick", "Peter", "Marwick"}
    assert not {"Marwick"} & private_names([replace(BOMBING, actors=tuple(victims[1:]))])
