"""Every sentence of a report rests on words of an article, and every number in it on a record."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from incident_numbers import numbers_of

from dateline.ledger import Ledger
from dateline.reports import Note, Report, Sentence
from dateline.reports.sentences import Basis, Cite, Evidence, Name, Number, Words
from dateline.views.export import MASK

EVIDENCE = Evidence("c", "a", "NW", None, None, 0, 1, "x")


def test_every_sentence_resolves_to_the_characters_of_its_articles(war: Path, internal: Report) -> None:
    sentences = list(internal.sentences())
    assert len(sentences) > 30
    with Ledger(war, create=False) as store:
        for sentence in sentences:
            assert sentence.evidence, sentence.text
            for one in sentence.evidence:
                article, claim = store.article(one.article_id), store.claim(one.claim_id)
                assert article.text[one.start : one.end] == one.quote
                assert claim.article_id == one.article_id
                assert one.published == (article.published.value if article.published else None)


def test_quotes_for_the_public_differ_in_masked_letters_alone(war: Path, week: Report) -> None:
    with Ledger(war, create=False) as store:
        for sentence in week.sentences():
            for one in sentence.evidence:
                text = store.article(one.article_id).text[one.start : one.end]
                assert len(text) == len(one.quote)
                assert all(shown in (held, MASK) for shown, held in zip(one.quote, text, strict=True))


def test_every_line_is_a_sentence_with_evidence_or_a_note_without_a_claim(week: Report) -> None:
    assert {type(line) for line in week.lines()} == {Sentence, Note}
    for line in week.lines():
        if isinstance(line, Note):
            assert not re.search(r"killed|injured|fled", line.text) or line.key.startswith(("key:", "note:", "highlights:")), line.text


def test_every_number_of_an_incident_is_in_its_tolls_or_counts(war: Path, week: Report) -> None:
    with Ledger(war, create=False) as store:
        incidents = {incident.id: incident for incident in store.incidents()}
        tried = 0
        for sentence in week.sentences():
            kind, _, rest = sentence.key.partition(":")
            if kind not in ("stated", "toll", "highlight", "happening"):
                continue
            tolls, counts = numbers_of(incidents[rest.split(":")[0]])
            for number in sentence.numbers:
                if number.basis is Basis.TALLY:
                    continue
                assert number.value in (tolls if number.basis is Basis.TOLL else counts), sentence.text
                tried += 1
        assert tried > 20


def test_every_number_of_a_movement_is_in_its_series(war: Path, week: Report) -> None:
    with Ledger(war, create=False) as store:
        series = {one.id: one for one in store.displacement()}
    told = [sentence for sentence in week.sentences() if sentence.key.startswith("movement:")]
    assert told
    for sentence in told:
        _, key, place = sentence.key.split(":")
        point = series[key].points[int(place)]
        held = {point.low, point.best, point.high} | {value for r in point.reports for value in (r.low, r.high)}
        assert all(number.value in held for number in sentence.numbers)


def test_digits_stand_in_numbers_and_names_alone(week: Report) -> None:
    for sentence in week.sentences():
        for part in sentence.parts:
            assert isinstance(part, (Words, Number, Name, Cite))
            if isinstance(part, Words):
                assert not re.search(r"\d", part.text)
            if isinstance(part, Number):
                assert part.text in (f"{part.value:,}", "no")


def test_a_sentence_without_evidence_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="rests on no evidence"):
        Sentence("x", (Words("They were killed."),))
    with pytest.raises(ValueError, match="hold a digit"):
        Words("12 were killed")


def test_footnotes_are_numbered_in_reading_order_and_each_stretch_stands_once(week: Report) -> None:
    assert [note.number for note in week.footnotes] == list(range(1, len(week.footnotes) + 1))
    places = [(note.evidence.article_id, note.evidence.start, note.evidence.end) for note in week.footnotes]
    assert len(set(places)) == len(places)
    highest = 0
    for sentence in week.sentences():
        cited = [n for part in sentence.parts if isinstance(part, Cite) for first, last in week.marks(part) for n in range(first, last + 1)]
        fresh = sorted({n for n in cited if n > highest})
        assert fresh == list(range(highest + 1, highest + 1 + len(fresh)))
        highest += len(fresh)
    assert highest == len(week.footnotes)
