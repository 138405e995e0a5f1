"""Web Annotations: the model by its MUSTs, JSON-LD by its context, and every selector finds its words again."""

import json
from pathlib import Path

import jsonschema
import pytest
from invented import NOTES, bombing_case, cases
from pyld import jsonld

from dateline.exports import webannotations as annotations
from dateline.exports.losses import Losses
from dateline.serial import claim_from_json, claim_to_json

DATA = Path(__file__).parent / "data"


@pytest.fixture
def whole():
    return json.loads("".join(annotations.document(cases(), Losses(), NOTES)))


@pytest.fixture
def held(whole):
    return whole["first"]["items"]


def resolve(selector, text):
    """Return the characters a selector selects, as a client would find them."""
    if selector["type"] == "TextPositionSelector":
        start, end = selector["start"], selector["end"]
    else:
        found = selector["prefix"] + selector["exact"] + selector["suffix"]
        assert text.count(found) == 1
        start = text.index(found) + len(selector["prefix"])
        end = start + len(selector["exact"])
    if "refinedBy" in selector:
        low, high = resolve(selector["refinedBy"], text[start:end])
        return start + low, start + high
    return start, end


def test_it_is_valid_by_the_recommendation(whole):
    jsonschema.Draft202012Validator(json.loads((DATA / "web_annotation.json").read_text())).validate(whole)


def test_nothing_is_lost_to_linked_data(whole):
    context = json.loads((DATA / "anno_context.json").read_text())

    def loader(url, options):
        assert url == annotations.CONTEXT
        return {"contextUrl": None, "documentUrl": url, "document": context}

    expanded = jsonld.expand(whole, {"documentLoader": loader})
    back = jsonld.compact(expanded, annotations.CONTEXT, {"documentLoader": loader, "compactArrays": False})
    assert sorted(keys_of(back)) == sorted(keys_of(whole))


def keys_of(value):
    if isinstance(value, dict):
        return [key for name, inner in value.items() if name not in ("@context", "@graph") for key in (name, *keys_of(inner))] + [
            key for inner in value.get("@graph", []) for key in keys_of(inner)
        ]
    return [key for inner in value for key in keys_of(inner)] if isinstance(value, list) else []


def test_every_selector_finds_the_words_of_its_claim(held):
    texts = {annotations.iri("article", a.id): a.text for case in cases() for a in case.articles.values()}
    spans = {
        **{annotations.iri("claim", c.id): c.evidence for case in cases() for c in case.claims.values()},
        **{
            f"{annotations.iri('claim', c.id)}/figure/{n}": f.span
            for case in cases()
            for c in case.claims.values()
            for n, f in enumerate(c.figures)
        },
    }
    seen = set()
    for one in held:
        if "/claim" not in one["id"] and ":claim" not in one["id"]:
            continue
        seen.add(one["id"])
        text, span = texts[one["target"]["source"]["id"]], spans[one["id"]]
        assert len(one["target"]["selector"]) == 2
        for selector in one["target"]["selector"]:
            start, end = resolve(selector, text)
            assert text[start:end] == span.quote
            assert (start, end) == (span.start, span.end)
    assert seen == set(spans)


def test_a_claim_comes_back_whole(held):
    claim = next(iter(bombing_case().claims.values()))
    said = next(one for one in held if one["id"] == annotations.iri("claim", claim.id))
    body = next(body for body in said["body"] if body.get("format") == "application/json")
    assert claim_to_json(claim_from_json(json.loads(body["value"]))) == claim_to_json(claim)


def test_a_machine_proposes_and_a_person_judges(held):
    people = [one for one in held if one["creator"]["type"] == "Person"]
    assert [one["creator"]["nickname"] for one in people] == ["reviewer-1"]
    assert people[0]["motivation"] == "assessing"
    case = bombing_case()
    assert people[0]["target"] == [annotations.iri("incident", case.incident.id), annotations.iri("claim", next(iter(case.claims)))]
    assert {one["creator"]["name"] for one in held if one not in people} == {annotations.SOFTWARE["name"]}


def test_ids_are_unique_and_counted(whole, held):
    assert len({one["id"] for one in held}) == len(held) == whole["total"]


def test_a_claim_behind_two_incidents_is_annotated_once():
    whole = json.loads("".join(annotations.document([bombing_case(), bombing_case()], Losses(), NOTES)))
    ids = [one["id"] for one in whole["first"]["items"]]
    assert len(set(ids)) == len(ids)


def test_a_figure_outside_of_the_sentence_is_found_by_its_own_quote():
    from dataclasses import replace

    case = bombing_case()
    claim, other = (case.claims[key] for key in sorted(case.claims))
    article = case.articles[claim.article_id]
    far = replace(claim, figures=other.figures)
    found = list(annotations.annotations_of(far, article))[1]["target"]["selector"]
    assert not any("refinedBy" in selector for selector in found)
    assert {article.text[slice(*resolve(selector, article.text))] for selector in found} == {other.figures[0].span.quote}


def test_the_profile_is_named(whole):
    assert "profile: public" in whole["label"]


def test_an_empty_ledger_is_an_empty_collection():
    whole = json.loads("".join(annotations.document([], Losses(), NOTES)))
    assert whole["total"] == 0
    assert whole["first"]["items"] == []


def test_a_masked_name_is_in_no_quote():
    """What stands in the page is not what stands in a masked text; a quote that fits neither would select nothing."""
    from dataclasses import replace

    case = bombing_case()
    claim = case.claims[sorted(case.claims)[0]]
    article = case.articles[claim.article_id]
    masked = article.text.replace("Omar Daan", "████ ████").replace("Market", "██████")
    hidden = replace(article, text=masked)
    sentence = replace(claim.evidence, quote=masked[claim.evidence.start : claim.evidence.end])
    for one in annotations.annotations_of(replace(claim, evidence=sentence), hidden):
        for selector in one["target"]["selector"]:
            assert "█" not in json.dumps(selector, ensure_ascii=False)
            assert slice(*resolve(selector, masked)) == slice(*resolve(selector, article.text))
    whole = next(annotations.annotations_of(replace(claim, evidence=sentence), hidden))
    assert [selector["type"] for selector in whole["target"]["selector"]] == ["TextPositionSelector"]


def test_words_that_stand_twice_are_told_apart():
    from dataclasses import replace

    from dateline.records import Span

    case = bombing_case()
    text = "Nine died. " * 12
    article = replace(next(iter(case.articles.values())), text=text)
    quote, position = annotations.selectors(article, Span.of(text, 55, 65))
    assert resolve(quote, text) == resolve(position, text) == (55, 65)
