"""Whatever an incident, its claims and its articles hold, every mapping gives a well-formed whole."""

import json
from dataclasses import replace

import pyarrow as pa
import record_strategies as strategies
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from dateline.exports import atom, ftm, geojson, kml, parquet, plover, timeline, webannotations
from dateline.exports.arrow import batch_of
from dateline.exports.relations import RELATIONS
from dateline.exports.rows import Rows


@st.composite
def cases(draw):
    article = replace(draw(strategies.ARTICLE), id="a" * 16)
    claims = [replace(c, id=f"{n:016x}", article_id=article.id) for n, c in enumerate(draw(st.lists(strategies.CLAIM, max_size=2)), 1)]
    incident = replace(draw(strategies.INCIDENT), id="b" * 16, claim_ids=tuple(c.id for c in claims))
    return incident, {c.id: c for c in claims}, {article.id: article}


calm = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)


@calm
@given(cases())
def test_json_is_strict(case):
    incident, claims, articles = case
    feature = geojson.feature_of(incident, 1, claims, articles)
    lines = [feature, *ftm.event_entities(incident, claims, articles)]
    lines += [one for c in claims.values() for one in webannotations.annotations_of(c, articles[c.article_id], incident.id)]
    record = plover.record_of(incident, claims, articles)
    if not isinstance(record, str):
        lines.append(record)
    for line in lines:
        assert json.loads(json.dumps(line, allow_nan=False)) == line


@calm
@given(cases())
def test_xml_is_well_formed_and_says_nothing_but_text(case):
    incident, claims, articles = case
    mark = etree.fromstring(kml.placemark_of(incident, 1, claims, articles))
    assert [child.tag for child in mark][:3] == ["name", "Snippet", "description"]
    etree.fromstring(f"<div>{mark.findtext('description')}</div>")
    entry = etree.fromstring(atom.entry_of(incident, "2020-01-01T00:00:00Z", claims, articles))
    assert {child.tag for child in entry} <= {
        "id", "title", "updated", "published", "category", "link", "summary", "content", f"{{{atom.GEORSS}}}point",
    }  # fmt: skip


@calm
@given(cases())
def test_calendar_lines_are_short_and_unfold_to_what_was_said(case):
    incident, claims, articles = case
    lines = timeline.event_of(incident, claims, articles)
    if lines is None:
        return
    assert all(len(line.encode()) <= 75 for line in lines)
    assert not any(sign in line for line in lines for sign in "\r\n\x00")
    whole = "\n".join(lines).replace("\n ", "").split("\n")
    assert all(line[: line.index(":")].split(";")[0].isupper() for line in whole)


@calm
@given(cases())
def test_rows_fit_their_relations(case):
    incident, claims, articles = case
    held = {relation.name: [] for relation in RELATIONS}
    for relation, row in Rows().of(incident, 1, claims, articles, []):
        held[relation.name].append(row)
    for relation in RELATIONS:
        batch = batch_of(relation, held[relation.name])
        batch.validate(full=True)
        required = [field.name for field in relation.fields if field.required]
        assert all(batch.column(name).null_count == 0 for name in required)
    nested = parquet.row_of(incident, 1, claims, articles)
    assert pa.Table.from_pylist([nested], parquet.schema({})).to_pylist() == [nested]
